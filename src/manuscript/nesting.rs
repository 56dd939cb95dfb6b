//! What may stand where: ends that HTML leaves out, blocks within lines, and the deepest nesting.

use super::attributes::Attributes;
use super::build::{Builder, DEEPEST};
use super::event::{Element, Kind, Origin};
use super::tree::*;
use crate::diagnostics::Diagnostic;
use std::ops::Range;

impl Builder<'_> {
    /// Past the deepest nesting, elements keep their words and lose themselves.
    pub(super) fn skip(&mut self, element: &Element, span: Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            let place = self.place(span);
            self.report(
                Diagnostic::error("too-deep", format!("more than {DEEPEST} things are nested in each other"))
                    .at(place)
                    .help("take lists, quotations and directives apart"),
            );
        }
        match element.origin {
            Origin::Markdown => self.skipped += 1,
            Origin::Directive => self.skipped_directives += 1,
            Origin::Html => {}
        }
        if !element.kind.is_inline() {
            self.part_words();
        }
    }

    /// Whether the end of a directive belongs to one that was too deep to be kept.
    pub(super) fn ends_skipped_directive(&mut self) -> bool {
        let found = self.skipped_directives > 0;
        self.skipped_directives = self.skipped_directives.saturating_sub(1);
        found
    }

    /// Words that follow do not run into those before.
    pub(super) fn part_words(&mut self) {
        if self.top().is_flow() {
            self.flush();
        } else if self.frames.last().is_some_and(|frame| !frame.inlines.is_empty()) {
            self.push_inline(Inline::HardBreak);
        }
    }

    /// What an element can be where it stands.
    pub(super) fn fitting(&self, element: &Element) -> Kind {
        let parent = self.top();
        let kind = element.kind;
        let (fits, otherwise) = match kind {
            Kind::Item => (parent == Kind::List, Kind::Division),
            Kind::Row => (matches!(parent, Kind::Table | Kind::TableHead | Kind::TableBody), Kind::Division),
            Kind::Cell => (parent == Kind::Row, Kind::Division),
            Kind::TableHead | Kind::TableBody => (parent == Kind::Table, Kind::Division),
            Kind::Term => (parent == Kind::Definitions, Kind::Paragraph),
            Kind::Explanation => (parent == Kind::Definitions, Kind::Division),
            Kind::Title => (self.takes_title(), Kind::Paragraph),
            Kind::Caption => (self.takes_caption(), Kind::Paragraph),
            // A tag around blocks is none within a line.
            Kind::Unknown => (!parent.is_flow() || parent == Kind::Cell, Kind::Division),
            _ => (true, kind),
        };
        if fits { kind } else { otherwise }
    }

    /// A part has one title.
    fn takes_title(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.kind == Kind::Part && frame.title.is_empty())
    }

    fn takes_caption(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            let after_table = matches!(frame.blocks.last(), Some(Block { kind: BlockKind::Table(_), .. }));
            matches!(frame.kind, Kind::Table | Kind::Figure) || after_table
        })
    }

    /// Ends what the beginning of such an element ends in HTML.
    pub(super) fn end_implied(&mut self, kind: Kind) {
        use Kind::*;
        let (ends, within): (&[Kind], &[Kind]) = match kind {
            Item => (&[Item], &[List]),
            Cell => (&[Cell], &[Row, Table]),
            Row => (&[Cell, Row], &[Table, TableHead, TableBody]),
            TableHead | TableBody => (&[Cell, Row, TableHead, TableBody], &[Table]),
            Term | Explanation => (&[Term, Explanation], &[Definitions]),
            _ => return,
        };
        let html = self.frames.iter().rev().take_while(|frame| frame.element.origin == Origin::Html);
        let inside = html.take_while(|frame| !within.contains(&frame.kind));
        let depth = inside.enumerate().filter(|(_, frame)| ends.contains(&frame.kind)).map(|(at, _)| at + 1).last();
        for _ in 0..depth.unwrap_or(0) {
            self.end_frame_here();
        }
    }

    /// Makes the place where the text stands one where a block may begin; `false` where none may.
    pub(super) fn make_room(&mut self) -> bool {
        loop {
            let Some(top) = self.frames.last() else { return false };
            let html = top.element.origin == Origin::Html;
            match top.kind {
                Kind::Paragraph if html => self.end_frame_here(),
                Kind::Paragraph => {
                    self.split_paragraph();
                    return true;
                }
                kind if kind.is_inline() && html => {
                    let base = self
                        .frames
                        .iter()
                        .rev()
                        .find(|frame| !frame.kind.is_inline() || frame.element.origin != Origin::Html);
                    let open = base.is_some_and(|frame| {
                        frame.kind.is_flow() || (frame.kind == Kind::Paragraph && frame.element.origin == Origin::Html)
                    });
                    if !open {
                        return false;
                    }
                    self.end_frame_here();
                }
                kind => return !kind.is_inline() && !kind.is_leaf(),
            }
        }
    }

    /// The words so far become a paragraph, and a block may follow.
    fn split_paragraph(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (inlines, span) = (std::mem::take(&mut frame.inlines), frame.span.clone());
        if let Some(block) = self.paragraph(inlines, &Attributes::default(), span) {
            self.push_block(block);
        }
    }

    /// Boxes to tick that are indented below a numbered question belong to it, also where its number is so wide that Markdown
    /// sees a list of their own; the numbers go on after them. Gives back a list that is one of its own.
    pub(super) fn beside_question(&mut self, block: Block) -> Option<Block> {
        let before = self.frames.last().and_then(|frame| frame.blocks.last());
        let is_farther = before.is_some_and(|before| self.indent(&block) > self.indent(before));
        let Some(before) = self.frames.last_mut().and_then(|frame| frame.blocks.last_mut()) else { return Some(block) };
        let (BlockKind::List(questions), BlockKind::List(list)) = (&mut before.kind, &block.kind) else {
            return Some(block);
        };
        let ListMarker::Ordered { start, style } = questions.marker else { return Some(block) };
        let next = ListMarker::Ordered { start: start.saturating_add(questions.items.len() as u32), style };
        let Some(last) = questions.items.last_mut().filter(|item| item.task.is_none()) else { return Some(block) };
        let is_ticked = |block: &Block| matches!(&block.kind, BlockKind::List(list) if list.is_of_tasks());
        if list.marker == ListMarker::Bullet && list.is_of_tasks() && is_farther {
            last.blocks.push(block);
        } else if list.marker == next && last.blocks.last().is_some_and(is_ticked) {
            let BlockKind::List(more) = block.kind else { return None };
            questions.tight &= more.tight;
            questions.items.extend(more.items);
        } else {
            return Some(block);
        }
        None
    }

    /// How far from the edge the first line of a block stands in the source.
    fn indent(&self, block: &Block) -> usize {
        let start = (block.span.start as usize).min(self.source.len());
        let line = self.source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        self.source.get(line..).map_or(0, |line| line.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).count())
    }
}
