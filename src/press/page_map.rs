//! Where the pages of the printed edition begin in the text, for the e-book's list of pages.

use crate::layout::{Frame, Pages, Role};
use crate::manuscript::NodeId;
use crate::text::{ItemKind, Owner};
use crate::xhtml::{PageBreak, letters};
use std::collections::{BTreeMap, BTreeSet};

/// The pages of a volume that hold anything, in order. A page that begins inside a paragraph begins after so many of its
/// letters; one in the middle of another element, for the e-book, with the first element that is new on it, so that two pages
/// never begin at the same place where that can be helped. What stands after the text, from the element `after_text` on, is
/// the printed book's own: the colophon.
pub(super) fn page_map(pages: &Pages, after_text: NodeId) -> Vec<PageBreak> {
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    let mut written: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut breaks: Vec<PageBreak> = Vec::new();
    for frame in &pages.frames {
        let nodes = nodes_of(frame, pages);
        let new = nodes.iter().find(|node| !seen.contains(node)).or(nodes.first()).copied();
        let within = nodes.first().and_then(|first| paragraph_of(*first, pages));
        let within = within.and_then(|node| Some((node, *written.get(&node)?)));
        seen.extend(&nodes);
        // Elements are numbered in reading order, and so are the pages.
        let last = breaks.last().map(|page| page.node);
        let goes_on = |(node, _): &(NodeId, usize)| *node < after_text && last.is_none_or(|last| last <= *node);
        if let Some((node, after)) = within.filter(goes_on).or(new.map(|node| (node, 0)).filter(goes_on)) {
            breaks.push(PageBreak { folio: frame.folio.clone(), node, after });
        }
        count(frame, pages, &mut written);
    }
    breaks
}

/// Adds the letters that stand on a page to those of their paragraphs.
fn count(frame: &Frame, pages: &Pages, written: &mut BTreeMap<NodeId, usize>) {
    for item in &frame.items {
        if let (Owner::Node(node), ItemKind::Glyphs(run, _)) = (item.owner, &item.kind)
            && let Some(paragraph) = paragraph_of(node, pages)
        {
            *written.entry(paragraph).or_default() += letters(&run.text);
        }
    }
}

/// The paragraph in which an element is words among others; marks of notes are none.
fn paragraph_of(node: NodeId, pages: &Pages) -> Option<NodeId> {
    let mut next = Some(node);
    while let Some(id) = next {
        let element = pages.structure.nodes.get(&id)?;
        match element.role {
            Role::Paragraph => return Some(id),
            Role::Link | Role::Span => next = element.parent,
            _ => return None,
        }
    }
    None
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
