//! Which part of the text goes into which file, and where every id and note will stand.

use super::anchor;
use crate::manuscript::{Block, BlockKind, Inline, Manuscript, NodeId, NoteId, Visitor, plain_text, visit};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of text from which a file is split: with its markup it stays under the 300 kB that old readers can open.
const FILE_LIMIT: usize = 200_000;

/// One file to be.
#[derive(Debug)]
pub(super) struct PlannedFile<'a> {
    pub(super) name: String,
    pub(super) blocks: &'a [Block],
    /// Plain words of the chapter's heading; `None` before the first chapter.
    pub(super) chapter: Option<String>,
    /// It goes on with a chapter that began in the file before.
    pub(super) continued: bool,
}

/// Where things stand.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    pub(super) files: Vec<PlannedFile<'a>>,
    /// Id of the text → index of its file, and its id there.
    pub(super) targets: BTreeMap<&'a str, (usize, String)>,
    /// Note → file of its first mark.
    pub(super) notes: BTreeMap<NoteId, usize>,
}

/// Lays the text out in files: one a part's opening and a chapter, and more where a chapter is too long.
pub(super) fn plan<'a>(blocks: &'a [Block], manuscript: &'a Manuscript) -> Plan<'a> {
    let mut plan = Plan::default();
    for chapter in chapters(blocks) {
        let title = chapter.first().and_then(chapter_title);
        for (at, piece) in pieces(chapter, manuscript).into_iter().enumerate() {
            let name = format!("chapter-{:03}.xhtml", plan.files.len() + 1);
            plan.files.push(PlannedFile { name, blocks: piece, chapter: title.clone(), continued: at > 0 });
        }
    }
    for at in 0..plan.files.len() {
        let mut places = Places { file: at, plan: &mut plan, manuscript };
        let blocks = places.plan.files[at].blocks;
        visit(blocks, &mut places);
    }
    plan
}

/// The words of the heading of a part or chapter.
fn chapter_title(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Heading(heading) if heading.level <= 1 => Some(plain_text(&heading.content)),
        _ => None,
    }
}

/// The text before the first heading of level 1, then the chapters.
fn chapters(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    let mut first = true;
    blocks.chunk_by(|_, next| chapter_title(next).is_none()).filter(move |chunk| {
        let keep = !std::mem::take(&mut first) || chunk.iter().any(|b| !matches!(b.kind, BlockKind::PageBreak));
        keep && !chunk.is_empty()
    })
}

/// A chapter in pieces below the limit, cut before a heading where one is near.
fn pieces<'a>(chapter: &'a [Block], manuscript: &Manuscript) -> Vec<&'a [Block]> {
    let sizes: Vec<usize> = chapter.iter().map(|block| text_bytes(block, manuscript)).collect();
    let mut pieces = Vec::new();
    let (mut start, mut size, mut heading) = (0, 0, None);
    for (at, block) in chapter.iter().enumerate() {
        if matches!(block.kind, BlockKind::Heading(_)) && size >= FILE_LIMIT / 2 {
            heading = Some(at);
        }
        if size > 0 && size + sizes[at] > FILE_LIMIT {
            let cut = heading.take().unwrap_or(at);
            pieces.push(&chapter[start..cut]);
            start = cut;
            size = sizes[cut..at].iter().sum();
        }
        size += sizes[at];
    }
    pieces.push(&chapter[start..]);
    pieces
}

fn text_bytes(block: &Block, manuscript: &Manuscript) -> usize {
    let mut count = Count { bytes: 0, manuscript, seen: BTreeSet::new() };
    visit(std::slice::from_ref(block), &mut count);
    count.bytes
}

/// Counts text, that of notes included.
struct Count<'a> {
    bytes: usize,
    manuscript: &'a Manuscript,
    seen: BTreeSet<NoteId>,
}

impl<'a> Visitor<'a> for Count<'a> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Code(code) = &block.kind {
            self.bytes += code.text.len();
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => self.bytes += text.len(),
            Inline::NoteMark { note, .. } if self.seen.insert(*note) => {
                if let Some(note) = self.manuscript.notes.get(note.0 as usize) {
                    visit(&note.blocks, self);
                }
            }
            _ => {}
        }
    }
}

/// Notes down where ids and notes stand.
struct Places<'p, 'a> {
    file: usize,
    plan: &'p mut Plan<'a>,
    manuscript: &'a Manuscript,
}

impl<'a> Places<'_, 'a> {
    fn target(&mut self, id: Option<&'a String>, node: NodeId) {
        if let Some(id) = id {
            self.plan.targets.entry(id).or_insert_with(|| (self.file, anchor(Some(id), node)));
        }
    }
}

impl<'a> Visitor<'a> for Places<'_, 'a> {
    fn block(&mut self, block: &'a Block) {
        self.target(block.id.as_ref(), block.node);
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Span { node, id, .. } => self.target(id.as_ref(), *node),
            Inline::NoteMark { note, .. } if !self.plan.notes.contains_key(note) => {
                self.plan.notes.insert(*note, self.file);
                if let Some(note) = self.manuscript.notes.get(note.0 as usize) {
                    visit(&note.blocks, self);
                }
            }
            _ => {}
        }
    }
}
