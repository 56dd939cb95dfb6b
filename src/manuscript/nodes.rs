//! Gives every structure element its number, and every note its own.
//!
//! Elements are numbered in document order, a parent before what it holds. The elements of a note come right after the
//! block that holds its first mark, a note in a note after that. So all numbers ascend in reading order.

use super::build::Draft;
use super::tree::*;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use std::collections::VecDeque;

/// Numbers the blocks of all files, and takes in the notes they mark.
pub(super) fn number(mut drafts: Vec<Draft>, diagnostics: &mut Diagnostics) -> (Vec<Block>, Vec<Note>, u32) {
    let mut numberer = Numberer { next: NodeId::FIRST_OF_TEXT.0, ..Numberer::default() };
    let mut all = Vec::new();
    for draft in &mut drafts {
        numberer.known = vec![None; draft.labels.len()];
        let mut blocks = std::mem::take(&mut draft.blocks);
        let mut source = Some(Source { draft, diagnostics });
        numberer.blocks(&mut blocks, &mut source);
        all.append(&mut blocks);
        for (label, text) in &draft.notes {
            diagnostics.push(
                Diagnostic::warning(
                    "unused-note",
                    format!("no mark leads to the note `[^{label}]`; it is not printed"),
                )
                .at(text.span)
                .help(format!("put its mark `[^{label}]` into the text, or take the note out")),
            );
        }
    }
    (all, numberer.notes, numberer.next)
}

/// Numbers elements anew from the first unused one on: those that come to stand behind all others. Marks of notes keep theirs.
pub(super) fn number_again(blocks: &mut [Block], next_node: &mut u32) {
    let mut numberer = Numberer { next: *next_node, ..Numberer::default() };
    numberer.blocks(blocks, &mut None);
    *next_node = numberer.next;
}

/// A file whose elements are numbered.
struct Source<'a> {
    draft: &'a mut Draft,
    diagnostics: &'a mut Diagnostics,
}

#[derive(Default)]
struct Numberer {
    next: u32,
    notes: Vec<Note>,
    /// Notes of the file, by the index of their label.
    known: Vec<Option<NoteId>>,
    /// Notes met whose elements have no numbers yet.
    waiting: VecDeque<usize>,
    in_notes: bool,
}

impl Numberer {
    fn node(&mut self) -> NodeId {
        let node = NodeId(self.next);
        self.next = self.next.saturating_add(1);
        node
    }

    fn block(&mut self, block: &mut Block, source: &mut Option<Source<'_>>) {
        if let BlockKind::Heading(Heading { level: 0, part, .. }) = &mut block.kind {
            *part = Some(self.node());
        }
        block.node = self.node();
        self.content(&mut block.kind, source);
        if self.in_notes {
            return;
        }
        self.in_notes = true;
        while let Some(at) = self.waiting.pop_front() {
            let (node, label) = (self.node(), self.node());
            let Some(note) = self.notes.get_mut(at) else { continue };
            (note.node, note.label) = (node, label);
            let mut blocks = std::mem::take(&mut note.blocks);
            self.blocks(&mut blocks, source);
            if let Some(note) = self.notes.get_mut(at) {
                note.blocks = blocks;
            }
        }
        self.in_notes = false;
    }

    fn blocks(&mut self, blocks: &mut [Block], source: &mut Option<Source<'_>>) {
        for block in blocks {
            self.block(block, source);
        }
    }

    fn content(&mut self, kind: &mut BlockKind, source: &mut Option<Source<'_>>) {
        match kind {
            BlockKind::Heading(heading) => self.inlines(&mut heading.content, source),
            BlockKind::Paragraph(inlines) => self.inlines(inlines, source),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    (item.node, item.label, item.body) = (self.node(), self.node(), self.node());
                    self.blocks(&mut item.blocks, source);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    (definition.node, definition.label) = (self.node(), self.node());
                    self.inlines(&mut definition.term, source);
                    definition.body = self.node();
                    for blocks in &mut definition.details {
                        self.blocks(blocks, source);
                    }
                }
            }
            BlockKind::Quote(blocks) => self.blocks(blocks, source),
            BlockKind::Table(table) => {
                self.caption(&mut table.caption, source);
                for row in table.head.iter_mut().chain(&mut table.body) {
                    row.node = self.node();
                    for cell in &mut row.cells {
                        cell.node = self.node();
                        self.inlines(&mut cell.content, source);
                        self.blocks(&mut cell.blocks, source);
                    }
                }
            }
            BlockKind::Figure(figure) => self.caption(&mut figure.caption, source),
            BlockKind::Part(part) => {
                part.title_node = self.node();
                self.inlines(&mut part.title, source);
                self.blocks(&mut part.blocks, source);
            }
            BlockKind::Index(entries) => {
                for entry in entries {
                    entry.node = self.node();
                    entry.places.iter_mut().for_each(|place| place.node = self.node());
                }
            }
            BlockKind::Code(_) | BlockKind::AnswerLines(_) | BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    fn caption(&mut self, caption: &mut Option<Caption>, source: &mut Option<Source<'_>>) {
        if let Some(caption) = caption {
            caption.node = self.node();
            self.inlines(&mut caption.content, source);
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline], source: &mut Option<Source<'_>>) {
        for inline in inlines {
            match inline {
                Inline::Code { node, .. } | Inline::Reference { node, .. } | Inline::Image { node, .. } => {
                    *node = self.node();
                }
                Inline::NoteMark { node, note, span } => {
                    *node = self.node();
                    if let Some(source) = source {
                        *note = self.note(*note, *span, source);
                    }
                }
                Inline::Link { node, content, .. } | Inline::Span { node, content, .. } => {
                    *node = self.node();
                    self.inlines(content, source);
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strike(content)
                | Inline::Superscript(content)
                | Inline::Subscript(content) => self.inlines(content, source),
                Inline::Text { .. } | Inline::Value { .. } | Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }

    /// The note that a mark leads to; the mark holds the index of its label in the file.
    fn note(&mut self, label: NoteId, span: Span, Source { draft, diagnostics }: &mut Source<'_>) -> NoteId {
        let index = label.0 as usize;
        if let Some(Some(note)) = self.known.get(index) {
            return *note;
        }
        let name = draft.labels.get(index).cloned().unwrap_or_default();
        let text = draft.notes.remove(&name);
        if text.is_none() {
            diagnostics.push(
                Diagnostic::error("unresolved-note", format!("the note `[^{name}]` has no text"))
                    .at(span)
                    .help(format!("write it anywhere in this file: `[^{name}]: …`")),
            );
        }
        let note = NoteId(u32::try_from(self.notes.len()).unwrap_or(u32::MAX));
        let (span, blocks) = text.map_or((span, Vec::new()), |text| (text.span, text.blocks));
        self.waiting.push_back(self.notes.len());
        self.notes.push(Note { node: NodeId(0), label: NodeId(0), span, number: note.0.saturating_add(1), blocks });
        if let Some(known) = self.known.get_mut(index) {
            *known = Some(note);
        }
        note
    }
}
