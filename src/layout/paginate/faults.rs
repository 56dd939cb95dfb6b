//! What became of a page that a good one does not have (docs/typography.md T0.5).

use super::{Page, Text};
use crate::diagnostics::{Diagnostic, Span};
use crate::layout::rows::{Float, Row};
use crate::manuscript::NodeId;
use crate::text::Owner;

/// So many pages a figure may come after its place.
const LATE: usize = 2;

/// A page that is not as it should be, with the structure element that is to blame.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::layout) enum Fault {
    /// This figure comes more than two pages after its place.
    FigureLate(NodeId),
    /// This note runs on over a third page.
    NoteSplitTwice(NodeId),
    /// The page before this had to end where no page should: at a widow, or below a heading.
    ForcedEnd(NodeId),
}

impl Fault {
    /// What its author is told; `source` knows where an element was written.
    pub(in crate::layout) fn finding(self, source: impl Fn(NodeId) -> Option<Span>) -> Diagnostic {
        let (node, code, message, help) = match self {
            Self::FigureLate(node) => (
                node,
                "figure-moved-far",
                "this figure comes more than two pages after its place",
                "too many figures follow each other: make them smaller, put text between them, or hold it with `.here`",
            ),
            Self::NoteSplitTwice(node) => (
                node,
                "note-split-twice",
                "this note runs on over a third page",
                "shorten it, or bring what it says into the text",
            ),
            Self::ForcedEnd(node) => (
                node,
                "forced-page-end",
                "a page had to end above this, where none should: what belongs together is higher than a page",
                "put text between headings that follow each other, or divide what is held together",
            ),
        };
        let finding = Diagnostic::warning(code, message).help(help);
        match source(node) {
            Some(span) => finding.at(span),
            None => finding,
        }
    }
}

impl Text<'_, '_> {
    /// The faults of the last of these pages of a chapter.
    pub(super) fn faults(&self, pages: &[Page]) -> Vec<Fault> {
        let Some((page, before)) = pages.split_last() else { return Vec::new() };
        let mut faults = self.late(page, pages);
        let runs_through = |page: &Page| self.notes.runs_through(&page.notes);
        if runs_through(page) && !before.last().is_some_and(runs_through) {
            let row = self.notes.rows.get(page.notes.start);
            faults.extend(row.and_then(|row| node_of(row)).map(Fault::NoteSplitTwice));
        }
        if before.last().is_some_and(|before| before.forced) {
            let row = self.rows.get(page.rows.start);
            faults.extend(row.and_then(|row| node_of(row)).map(Fault::ForcedEnd));
        }
        faults
    }

    /// Figures that come too late.
    fn late(&self, page: &Page, pages: &[Page]) -> Vec<Fault> {
        let floats = self.floats.get(page.floats.clone()).unwrap_or_default();
        let pages_since = |before: usize| pages.iter().filter(|page| page.rows.end >= before).count();
        let late = floats.iter().filter(|float| pages_since(float.before) > LATE + 1);
        late.filter_map(|float| match float.rows.first()?.float {
            Float::Moved(node) => Some(Fault::FigureLate(node)),
            _ => None,
        })
        .collect()
    }
}

/// The structure element of the first content on a row.
fn node_of(row: &Row) -> Option<NodeId> {
    row.items.iter().find_map(|item| match item.owner {
        Owner::Node(node) => Some(node),
        Owner::Artifact(_) => None,
    })
}
