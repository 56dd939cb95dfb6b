//! Parallel text: the blocks of two columns, each beside the one that says the same in another language.

use super::build::{Builder, Frame, NO_NODE};
use super::event::{Detail, Kind};
use super::tree::*;
use crate::diagnostics::Diagnostic;
use std::ops::Range;

impl Builder<'_> {
    /// The two columns of parallel text as pairs: one column of each block, those that belong together side by side, which
    /// is the order in which they are read.
    pub(super) fn pairs(&mut self, blocks: Vec<Block>, span: Range<usize>) -> Vec<Block> {
        let columns = blocks.iter().filter(|block| is_column(block)).count();
        if columns != 2 || blocks.len() != 2 {
            let message = match columns {
                2 => "only columns stand in parallel text".to_owned(),
                0 => "this parallel text has no columns".to_owned(),
                1 => "this parallel text has one column only".to_owned(),
                count => format!("this parallel text has {count} columns"),
            };
            self.fault(
                span,
                "parallel-columns",
                message,
                "put two `:::column {lang=…}` … `:::` into it and nothing else",
            );
            return blocks;
        }
        let mut sides = blocks.into_iter().map(cells);
        let (first, second) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        if first.len() != second.len() {
            let message = format!(
                "blocks of parallel text stand in pairs, but its columns have {} and {}",
                first.len(),
                second.len()
            );
            self.fault(span, "parallel-blocks", message, "divide or join paragraphs until both columns have as many");
        }
        let (mut first, mut second) = (first.into_iter(), second.into_iter());
        let mut pairs = Vec::new();
        loop {
            let pair = [first.next(), second.next()];
            if pair.iter().all(Option::is_none) {
                return pairs;
            }
            pairs.extend(pair.into_iter().flatten());
        }
    }

    /// Columns stand in parallel text alone.
    pub(super) fn check_column(&mut self, span: Range<usize>) {
        let is_parallel = |frame: &Frame| matches!(frame.element.detail, Detail::Part(PartKind::Parallel));
        if !self.frames.last().is_some_and(|frame| frame.kind == Kind::Part && is_parallel(frame)) {
            let message = "a column stands in `:::parallel` alone".to_owned();
            self.fault(
                span,
                "parallel-columns",
                message,
                "for text that flows from column to column write `:::columns`",
            );
        }
    }

    fn fault(&mut self, span: Range<usize>, code: &'static str, message: String, help: &str) {
        let line_end = self.source[span.start..].find('\n').map_or(self.source.len(), |at| span.start + at);
        let place = self.place(span.start..line_end);
        self.report(Diagnostic::error(code, message).at(place).help(help));
    }
}

fn is_column(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Part(part) if part.kind == PartKind::Column)
}

/// A column as one column of each of its blocks, which has its language; the first keeps its title and id.
fn cells(block: Block) -> Vec<Block> {
    let Block { span, id, classes, lang, kind, .. } = block;
    let BlockKind::Part(Part { title, blocks, .. }) = kind else { return Vec::new() };
    let (mut title, mut id) = (Some(title), id);
    let cell = |inner: Block| {
        let part = Part {
            kind: PartKind::Column,
            number: None,
            title: title.take().unwrap_or_default(),
            title_node: NO_NODE,
            facts: Vec::new(),
            blocks: vec![inner],
        };
        let kind = BlockKind::Part(part);
        Block { node: NO_NODE, span, id: id.take(), classes: classes.clone(), lang: lang.clone(), kind }
    };
    blocks.into_iter().map(cell).collect()
}
