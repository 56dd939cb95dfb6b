//! The answers in a chapter after the text: each leaves a line in its place that says where it is, and says itself what it
//! answers.

use super::nodes;
use super::prune::renumber_notes;
use super::tree::*;
use super::walk::{for_each_block, for_each_inline_mut, plain_text};
use crate::diagnostics::Span;
use crate::language::Language;
use std::collections::{BTreeMap, BTreeSet};

/// A part that holds answers: its name, and its id where it has one.
type Holder = (String, Option<String>);

/// An answer, what it is called, and what it stood in.
struct Moved {
    answer: Block,
    title: String,
    of: Option<Holder>,
}

/// Moves them, behind all chapters but the indexes at the end. Elements that come to stand elsewhere get new numbers, so that
/// numbers still ascend.
pub(super) fn to_the_end(manuscript: &mut Manuscript, language: &Language) {
    let mut taken = Taken { ids: manuscript.targets.keys().cloned().collect(), moved: Vec::new(), language };
    let blocks = std::mem::take(&mut manuscript.blocks);
    manuscript.blocks = taken.from(blocks, None);
    let Taken { moved, ids, .. } = taken;
    let Some(first) = moved.first() else { return };
    let span = first.answer.span;
    let chapter = free_id("answers", |id| !ids.contains(id));
    let heading = Heading {
        level: 1,
        back: true,
        part: None,
        number: Vec::new(),
        short: None,
        content: vec![words(language.term("answer"), span)],
    };
    let at = indexes_begin(&manuscript.blocks);
    let mut tail = manuscript.blocks.split_off(at);
    let mut answers = vec![block(BlockKind::Heading(heading), span, Some(chapter.clone()))];
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for moved in moved {
        titles.extend(moved.answer.id.clone().map(|id| (id, moved.title.clone())));
        answers.push(told(moved));
    }
    let count = answers.len();
    answers.append(&mut tail);
    nodes::number_again(&mut answers, &mut manuscript.next_node);
    let heading = Target {
        kind: TargetKind::Heading(1),
        number: Vec::new(),
        title: language.term("answer").to_owned(),
        given: false,
        chapter: None,
        node: NodeId(0),
    };
    manuscript.targets.insert(chapter.clone(), heading.clone());
    for (id, title) in titles {
        let answer = Target { kind: TargetKind::Part(PartKind::Answer), title, ..heading.clone() };
        manuscript.targets.entry(id).or_insert(answer);
    }
    retarget(&mut answers, count, &chapter, &mut manuscript.targets);
    manuscript.blocks.append(&mut answers);
    renumber_notes(manuscript);
}

/// Takes answers out of a text.
struct Taken<'a> {
    ids: BTreeSet<String>,
    moved: Vec<Moved>,
    language: &'a Language,
}

impl Taken<'_> {
    fn from(&mut self, blocks: Vec<Block>, within: Option<&Holder>) -> Vec<Block> {
        blocks.into_iter().map(|block| self.one(block, within)).collect()
    }

    fn one(&mut self, mut block: Block, within: Option<&Holder>) -> Block {
        let span = block.span;
        match &mut block.kind {
            BlockKind::Part(part) if part.kind == PartKind::Answer => {
                let id = block.id.clone().unwrap_or_else(|| {
                    let number = self.moved.len() + 1;
                    free_id(&format!("answer-{number}"), |id| !self.ids.contains(id))
                });
                self.ids.insert(id.clone());
                let title = plain_text(&part.title);
                // What stays in its place takes the numbers of what goes.
                let (node, of_reference) = (block.node, part.title_node);
                block.id = Some(id.clone());
                // One without a title is called by its kind.
                let label = Some(self.language.term("answer")).filter(|_| !title.is_empty());
                let mut line: Vec<Inline> = label.map(|label| words(&format!("{label}: "), span)).into_iter().collect();
                self.moved.push(Moved { answer: block, title, of: within.cloned() });
                line.push(Inline::Reference { node: of_reference, target: LinkTarget::Internal(id), span });
                return Block { node, ..self::block(BlockKind::Paragraph(line), span, None) };
            }
            // What is for the facilitator stays whole.
            BlockKind::Part(part) if part.kind == PartKind::Facilitator => {}
            BlockKind::Part(part) => {
                let own = (part.name(self.language), block.id.clone());
                let of = if own.0.is_empty() { within } else { Some(&own) };
                part.blocks = self.from(std::mem::take(&mut part.blocks), of);
            }
            BlockKind::Quote(blocks) => *blocks = self.from(std::mem::take(blocks), within),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    item.blocks = self.from(std::mem::take(&mut item.blocks), within);
                }
            }
            _ => {}
        }
        block
    }
}

/// An answer that says what it answers.
fn told(Moved { mut answer, of, .. }: Moved) -> Block {
    let (Some((name, id)), BlockKind::Part(part)) = (of, &mut answer.kind) else { return answer };
    let span = answer.span;
    let what = match id {
        Some(id) => Inline::Reference { node: NodeId(0), target: LinkTarget::Internal(id), span },
        None => words(&name, span),
    };
    if part.title.is_empty() {
        part.title = vec![what];
    } else {
        part.blocks.insert(0, block(BlockKind::Paragraph(vec![what]), span, None));
    }
    answer
}

/// Where the indexes begin that end a text; its end where it has none.
fn indexes_begin(blocks: &[Block]) -> usize {
    let is_chapter = |block: &Block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level <= 1);
    let mut begin = blocks.len();
    while let Some(at) = blocks[..begin].iter().rposition(is_chapter) {
        let has_index = blocks[at..begin].iter().any(|block| matches!(block.kind, BlockKind::Index(_)));
        if !has_index {
            break;
        }
        begin = at;
    }
    begin
}

/// Tells the targets where what was moved is now. Of `blocks` the first `count` are the chapter of answers.
fn retarget(blocks: &mut [Block], count: usize, chapter: &str, targets: &mut BTreeMap<String, Target>) {
    let mut found: Vec<(String, NodeId, bool)> = Vec::new();
    for (at, top) in blocks.iter_mut().enumerate() {
        for_each_block(std::slice::from_ref(top), &mut |block| {
            found.extend(block.id.clone().map(|id| (id, block.node, at < count)));
        });
        for_each_inline_mut(std::slice::from_mut(top), &mut |inline| {
            if let Inline::Span { id: Some(id), node, .. } = inline {
                found.push((id.clone(), *node, at < count));
            }
        });
    }
    for (id, node, is_moved) in found {
        let Some(target) = targets.get_mut(&id) else { continue };
        target.node = node;
        if is_moved {
            target.chapter = Some(chapter.to_owned());
        }
    }
}

/// A name that nothing has.
fn free_id(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let others = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(others).find(|id| is_free(id)).unwrap_or_default()
}

fn words(text: &str, span: Span) -> Inline {
    Inline::Text { text: text.to_owned(), span }
}

fn block(kind: BlockKind, span: Span, id: Option<String>) -> Block {
    Block { node: NodeId(0), span, id, classes: Vec::new(), lang: None, kind }
}
