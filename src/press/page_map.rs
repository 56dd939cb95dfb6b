//! Where the pages of an edition begin in the text: for an e-book's list of pages, and for the margins of another edition.

use crate::layout::{Frame, Pages, Role};
use crate::manuscript::NodeId;
use crate::text::{ItemKind, Owner};
use crate::units::Length;
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

/// Where on other pages of the text these pages begin: the page, from 0, and the base of the line, from the head; none where
/// the page lies on its side. Those are left out whose place is not on the pages.
pub(super) fn found_on(pages: &Pages, breaks: &[PageBreak]) -> Vec<(usize, Option<Length>)> {
    let mut places = Vec::with_capacity(breaks.len());
    let mut written: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (page, frame) in pages.frames.iter().enumerate() {
        for item in &frame.items {
            let Owner::Node(node) = item.owner else { continue };
            if is_in_note(node, pages) {
                continue;
            }
            let (own, y) = match &item.kind {
                ItemKind::Glyphs(run, at) => (letters(&run.text), at.y),
                ItemKind::Rect(rect, _) | ItemKind::Picture { rect, .. } => (0, rect.origin.y),
                ItemKind::Line { from, .. } => (0, from.y),
            };
            let paragraph = paragraph_of(node, pages);
            let before = paragraph.and_then(|paragraph| written.get(&paragraph)).copied().unwrap_or(0);
            while let Some(next) = breaks.get(places.len()) {
                let is_reached = match paragraph {
                    Some(paragraph) if paragraph == next.node => next.after == 0 || before + own > next.after,
                    _ => node > next.node || node == next.node && next.after == 0,
                };
                if !is_reached {
                    break;
                }
                places.push((page, frame.turn.is_none().then_some(y)));
            }
            if let Some(paragraph) = paragraph {
                *written.entry(paragraph).or_default() += own;
            }
        }
    }
    places
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
    let owned = frame.items.iter().filter_map(|item| match item.owner {
        Owner::Node(node) => Some(node),
        Owner::Artifact(_) => None,
    });
    owned.filter(|node| !is_in_note(*node, pages)).collect()
}

fn is_in_note(node: NodeId, pages: &Pages) -> bool {
    let mut next = Some(node);
    while let Some(element) = next.and_then(|id| pages.structure.nodes.get(&id)) {
        if element.role == Role::Note {
            return true;
        }
        next = element.parent;
    }
    false
}
