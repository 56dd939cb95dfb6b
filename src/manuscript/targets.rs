//! Ids, and the numbers of headings, figures, tables and parts.

use super::tree::*;
use super::walk::{for_each_inline, lines_of, plain_text};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a block's first words that name it where it has no title.
const TITLE_LENGTH: usize = 60;

/// What links within the publication may lead to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// By id.
    pub(super) by_id: BTreeMap<String, Target>,
    /// Headings by file and by the name that GitHub would give them, which may be another heading's in another file.
    pub(super) by_slug: BTreeMap<(FileId, String), String>,
    /// The first heading of a file.
    pub(super) of_file: BTreeMap<FileId, String>,
}

/// Reports ids that were given twice.
pub(super) fn check_ids(ids: &[(String, Span)], sources: &Sources, diagnostics: &mut Diagnostics) -> BTreeSet<String> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids {
        let Some(place) = first.get(id.as_str()) else {
            first.insert(id, *span);
            continue;
        };
        let path = sources.get(place.file).map(|source| source.path.display().to_string()).unwrap_or_default();
        let (line, column) = sources.line_column(*place).unwrap_or((0, 0));
        diagnostics.push(
            Diagnostic::error("duplicate-id", format!("the id `{id}` is given twice"))
                .at(*span)
                .help(format!("it stands first at {path}:{line}:{column}; rename one of them")),
        );
    }
    first.into_keys().map(str::to_owned).collect()
}

/// Gives ids to headings, counts what is numbered, and lists what links may lead to.
pub(super) fn count(
    blocks: &mut [Block],
    notes: &mut [Note],
    given: BTreeSet<String>,
    number_to_level: u8,
    diagnostics: &mut Diagnostics,
) -> Targets {
    let mut counter = Counter {
        targets: Targets::default(),
        taken: given.clone(),
        given,
        slugs: BTreeMap::new(),
        names: BTreeMap::new(),
        book_parts: 0,
        in_back: false,
        levels: [0; 6],
        unnumbered_below: None,
        last_level: None,
        number_to_level,
        figures: 0,
        tables: 0,
        parts: BTreeMap::new(),
        chapter: None,
        chapter_of_note: vec![None; notes.len()],
        diagnostics,
    };
    counter.blocks(blocks, true);
    for (at, note) in notes.iter_mut().enumerate() {
        counter.chapter = counter.chapter_of_note.get(at).cloned().flatten();
        counter.blocks(&mut note.blocks, false);
    }
    counter.targets
}

/// The finding that a heading cannot open a part of the work.
pub(super) fn misplaced_part(message: &str) -> Diagnostic {
    Diagnostic::warning("misplaced-part", message)
        .help("`.part` belongs to a heading with one `#` that stands by itself: `# Foundations {.part}`")
}

struct Counter<'a> {
    targets: Targets,
    /// Ids that the author gave.
    given: BTreeSet<String>,
    /// Ids that headings may not take.
    taken: BTreeSet<String>,
    /// How often a name was wanted, so that a long row of equal headings stays cheap.
    slugs: BTreeMap<String, u32>,
    /// The same for the names that GitHub gives.
    names: BTreeMap<(FileId, String), u32>,
    /// Parts of the work; chapters are counted on through them.
    book_parts: u16,
    /// After a chapter of back matter: all chapters up to the next part are such.
    in_back: bool,
    levels: [u16; 6],
    /// Level of an unnumbered heading whose sections have no numbers either.
    unnumbered_below: Option<u8>,
    last_level: Option<u8>,
    number_to_level: u8,
    figures: u16,
    tables: u16,
    parts: BTreeMap<PartKind, u16>,
    chapter: Option<String>,
    chapter_of_note: Vec<Option<String>>,
    diagnostics: &'a mut Diagnostics,
}

impl Counter<'_> {
    /// `outer`: not within a part, list or quotation, where headings are not numbered.
    fn blocks(&mut self, blocks: &mut [Block], outer: bool) {
        for block in blocks {
            self.block(block, outer);
        }
    }

    fn block(&mut self, block: &mut Block, outer: bool) {
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                let title = plain_text(&heading.content);
                if !outer && heading.level == 0 {
                    self.diagnostics.push(misplaced_part("a part cannot begin inside another block").at(block.span));
                    heading.level = 1;
                }
                let level = heading.level;
                let unnumbered = block.classes.iter().any(|class| class == "unnumbered");
                heading.number = if outer { self.heading_number(level, unnumbered) } else { Vec::new() };
                let number = heading.number.clone();
                if outer {
                    self.check_level(level, block.span);
                }
                let id = self.heading_id(block.id.take(), &title, block.span.file);
                if level <= 1 && outer {
                    self.in_back = level == 1 && (self.in_back || heading.back);
                    heading.back = self.in_back;
                    self.chapter = Some(id.clone());
                }
                self.targets.of_file.entry(block.span.file).or_insert_with(|| id.clone());
                block.id = Some(id);
                self.target(block, TargetKind::Heading(level), number, title);
                self.inlines_of(block);
            }
            BlockKind::Figure(Figure { caption, .. }) => {
                let (number, title) = counted(caption, &mut self.figures);
                self.target(block, TargetKind::Figure, number, title);
                self.inlines_of(block);
            }
            BlockKind::Table(Table { caption, .. }) => {
                let (number, title) = counted(caption, &mut self.tables);
                self.target(block, TargetKind::Table, number, title);
                self.inlines_of(block);
                self.children(block);
            }
            BlockKind::Part(part) => {
                let kind = part.kind;
                let numbered = kind.directive().is_numbered;
                if numbered && block.id.is_some() {
                    let count = self.parts.entry(kind).or_default();
                    *count = count.saturating_add(1);
                    part.number = Some(*count);
                }
                let (number, title) = (part.number.into_iter().collect(), plain_text(&part.title));
                let outer = outer && matches!(kind, PartKind::Only | PartKind::Columns);
                self.target(block, TargetKind::Part(kind), number, title);
                if let BlockKind::Part(part) = &mut block.kind {
                    self.inlines(&part.title);
                    self.blocks(&mut part.blocks, outer);
                }
            }
            _ => {
                let title = block.id.as_ref().map(|_| first_words(block)).unwrap_or_default();
                self.target(block, TargetKind::Other, Vec::new(), title);
                self.inlines_of(block);
                self.children(block);
            }
        }
    }

    fn children(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Quote(blocks) => self.blocks(blocks, false),
            BlockKind::Table(table) => table.cells_mut().for_each(|cell| self.blocks(&mut cell.blocks, false)),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks, false)),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|one| &mut one.details).for_each(|blocks| self.blocks(blocks, false));
            }
            _ => {}
        }
    }

    fn target(&mut self, block: &Block, kind: TargetKind, number: Vec<u16>, title: String) {
        if let Some(id) = &block.id {
            let (given, chapter) = (self.given.contains(id), self.chapter.clone());
            let target = Target { kind, number, title, given, chapter, node: block.node };
            self.targets.by_id.entry(id.clone()).or_insert(target);
        }
    }

    /// Ids and note marks in the words of a block itself.
    fn inlines_of(&mut self, block: &Block) {
        for line in lines_of(block) {
            self.inlines(line);
        }
    }

    fn inlines(&mut self, line: &[Inline]) {
        for_each_inline(line, &mut |inline| match inline {
            Inline::Span { node, id: Some(id), content, .. } => {
                let target = Target {
                    kind: TargetKind::Other,
                    number: Vec::new(),
                    title: shortened(&plain_text(content)),
                    given: self.given.contains(id),
                    chapter: self.chapter.clone(),
                    node: *node,
                };
                self.targets.by_id.entry(id.clone()).or_insert(target);
            }
            Inline::NoteMark { note, .. } => {
                if let Some(chapter) = self.chapter_of_note.get_mut(note.0 as usize).filter(|known| known.is_none()) {
                    chapter.clone_from(&self.chapter);
                }
            }
            _ => {}
        });
    }

    /// Number of a heading. Levels above that were never used count for nothing: a text that begins with level 2 has
    /// sections 1, 2, 3.
    fn heading_number(&mut self, level: u8, unnumbered: bool) -> Vec<u16> {
        if level == 0 {
            self.unnumbered_below = None;
            let counts = !unnumbered && self.number_to_level > 0;
            self.book_parts = self.book_parts.saturating_add(u16::from(counts));
            return if counts { vec![self.book_parts] } else { Vec::new() };
        }
        let index = usize::from(level.clamp(1, 6)) - 1;
        if self.unnumbered_below.is_some_and(|above| level <= above) {
            self.unnumbered_below = None;
        }
        if unnumbered && self.unnumbered_below.is_none() {
            self.unnumbered_below = Some(level);
        }
        if unnumbered || self.unnumbered_below.is_some() || level > self.number_to_level {
            return Vec::new();
        }
        self.levels[index] = self.levels[index].saturating_add(1);
        self.levels[index + 1..].fill(0);
        let number = &self.levels[..=index];
        let leading = number.iter().take_while(|part| **part == 0).count();
        number[leading..].to_vec()
    }

    fn check_level(&mut self, level: u8, span: Span) {
        if let Some(last) = self.last_level.filter(|last| level > last + 1) {
            let message = match last {
                0 => format!("a heading of level {level} follows that of a part"),
                _ => format!("a heading of level {level} follows one of level {last}"),
            };
            let help = format!("make it level {}, so that readers and their tools can follow", last + 1);
            self.diagnostics.push(Diagnostic::warning("skipped-level", message).at(span).help(help));
        }
        self.last_level = Some(level);
    }

    /// The heading's own id, or one made of its words that nothing else has.
    fn heading_id(&mut self, own: Option<String>, title: &str, file: FileId) -> String {
        let slug = slug(title);
        let id = own.unwrap_or_else(|| {
            let mut id = slug.clone();
            let mut times = self.slugs.get(&slug).copied().unwrap_or(0);
            while self.taken.contains(&id) {
                times += 1;
                id = format!("{slug}-{times}");
            }
            self.slugs.insert(slug.clone(), times);
            self.taken.insert(id.clone());
            id
        });
        // As GitHub counts them: within the file.
        let count = self.names.entry((file, slug.clone())).or_default();
        let name = if *count == 0 { slug } else { format!("{slug}-{count}") };
        *count += 1;
        self.targets.by_slug.entry((file, name)).or_insert_with(|| id.clone());
        id
    }
}

fn counted(caption: &mut Option<Caption>, count: &mut u16) -> (Vec<u16>, String) {
    let Some(caption) = caption else { return (Vec::new(), String::new()) };
    *count = count.saturating_add(1);
    caption.number = Some(*count);
    (vec![*count], plain_text(&caption.content))
}

/// A heading's words as GitHub makes an anchor of them: lower case, letters of every script kept.
pub(super) fn slug(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for c in title.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' | '\t' | '\u{A0}' | '\u{202F}' => out.push('-'),
            '-' | '_' => out.push(c),
            c if c.is_alphanumeric() || is_mark(c) => out.push(c),
            _ => {}
        }
    }
    if out.trim_matches('-').is_empty() { "section".to_owned() } else { out }
}

/// Combining marks that belong to letters: accents, Arabic vowels.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}')
}

/// The first words of a block, to name it by.
fn first_words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(heading) => shortened(&plain_text(&heading.content)),
        BlockKind::Paragraph(inlines) => shortened(&plain_text(inlines)),
        BlockKind::Quote(blocks) => blocks.first().map(first_words).unwrap_or_default(),
        BlockKind::List(list) => {
            list.items.first().and_then(|item| item.blocks.first()).map(first_words).unwrap_or_default()
        }
        BlockKind::Definitions(definitions) => {
            definitions.first().map(|one| shortened(&plain_text(&one.term))).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TITLE_LENGTH) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = &text[..end];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
        }
    }
}
