//! Where the pages of the printed edition begin in the text, for the e-book's list of pages.

use crate::layout::{Frame, Pages, Role};
use crate::manuscript::NodeId;
use crate::text::Owner;
use crate::xhtml::PageBreak;
use std::collections::BTreeSet;

/// The pages of a volume that hold anything, in order. A page that begins in the middle of an element begins, for the
/// e-book, with the first element that is new on it, so that two pages never begin at the same place where that can be
/// helped. What stands after the text, from the element `after_text` on, is the printed book's own: the colophon.
pub(super) fn page_map(pages: &Pages, after_text: NodeId) -> Vec<PageBreak> {
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    let mut breaks: Vec<PageBreak> = Vec::new();
    for frame in &pages.frames {
        let nodes = nodes_of(frame, pages);
        let first = nodes.iter().find(|node| !seen.contains(node)).or(nodes.first()).copied();
        seen.extend(&nodes);
        // Elements are numbered in reading order, and so are the pages.
        let last = breaks.last().map(|page| page.node);
        let goes_on = |node: &NodeId| *node < after_text && last.is_none_or(|last| last <= *node);
        if let Some(node) = first.filter(goes_on) {
            breaks.push(PageBreak { folio: frame.folio.clone(), node });
        }
    }
    breaks
}

/// The elements on a page in reading order, notes left out: they stand elsewhere in an e-book.
fn nodes_of(frame: &Frame, pages: &Pages) -> Vec<NodeId> {
    let in_note = |node: NodeId| {
        let mut next = Some(node);
        while let Some(element) = next.and_then(|id| pages.structure.nodes.get(&id)) {
            if element.role == Role::Note {
                return true;
            }
            next = element.parent;
        }
        false
    };
    let owned = frame.items.iter().filter_map(|item| match item.owner {
        Owner::Node(node) => Some(node),
        Owner::Artifact(_) => None,
    });
    owned.filter(|node| !in_note(*node)).collect()
}
