//! Bookmarks, nested as the headings are (ISO 32000-1 12.3.3).

use super::{Info, links};
use crate::layout::{OutlineEntry, Pages};
use crate::text::signed;
use lopdf::{Document, Object, ObjectId, dictionary};

/// A bookmark in the tree.
#[derive(Default)]
struct Node {
    parent: usize,
    /// Its place among its parent's kids.
    place: usize,
    kids: Vec<usize>,
}

/// Writes the bookmarks; `None` where there are none. Only the outermost are open at first.
pub(super) fn write(document: &mut Document, pages: &Pages, info: &Info, ids: &[ObjectId]) -> Option<ObjectId> {
    let entries = &pages.outline;
    if entries.is_empty() {
        return None;
    }
    let nodes = nest(entries);
    let objects: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    let reference = |at: &usize| Object::Reference(objects[*at]);
    for (at, node) in nodes.iter().enumerate() {
        let mut written = match at.checked_sub(1).and_then(|entry| entries.get(entry)) {
            None => dictionary! { "Type" => "Outlines", "Count" => node.kids.len() as i64 },
            Some(entry) => {
                let siblings = &nodes[node.parent].kids;
                let mut written = dictionary! {
                    "Title" => lopdf::text_string(&title(entry, info)),
                    "Parent" => reference(&node.parent),
                };
                if let Some(destination) = links::destination(pages, info, ids, entry.page, entry.at) {
                    written.set("Dest", destination);
                }
                if let Some(previous) = node.place.checked_sub(1).and_then(|place| siblings.get(place)) {
                    written.set("Prev", reference(previous));
                }
                if let Some(next) = siblings.get(node.place + 1) {
                    written.set("Next", reference(next));
                }
                if !node.kids.is_empty() {
                    written.set("Count", -(node.kids.len() as i64));
                }
                written
            }
        };
        if let (Some(first), Some(last)) = (node.kids.first(), node.kids.last()) {
            written.set("First", reference(first));
            written.set("Last", reference(last));
        }
        document.set_object(objects[at], written);
    }
    objects.first().copied()
}

/// The tree: node 0 is the root, node n + 1 the entry n. A level may be skipped.
fn nest(entries: &[OutlineEntry]) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let mut open: Vec<(u8, usize)> = Vec::new();
    for entry in entries {
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            open.pop();
        }
        let parent = open.last().map_or(0, |(_, node)| *node);
        let at = nodes.len();
        nodes.push(Node { parent, place: nodes[parent].kids.len(), kids: Vec::new() });
        nodes[parent].kids.push(at);
        open.push((entry.level, at));
    }
    nodes
}

/// A bookmark's words, parts of them set apart; a mark of direction leads those of a right-to-left text that begin with other
/// letters (docs/typography.md A8).
fn title(entry: &OutlineEntry, info: &Info) -> String {
    let foreign = entry
        .title
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| matches!(unicode_bidi::bidi_class(c), unicode_bidi::BidiClass::L));
    let lead = if info.direction.is_rtl() && foreign { "\u{200F}" } else { "" };
    format!("{lead}{}", signed(&entry.title, info.direction))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Point;

    #[test]
    fn entries_nest_under_the_last_of_a_lower_level() {
        let entry = |level| OutlineEntry { title: String::new(), level, page: 0, at: Point::default() };
        let nodes = nest(&[entry(1), entry(3), entry(2), entry(1)]);
        let parents: Vec<usize> = nodes.iter().map(|node| node.parent).collect();
        assert_eq!(parents, [0, 0, 1, 1, 0]);
        assert_eq!(nodes[0].kids, [1, 4]);
        assert_eq!(nodes[1].kids, [2, 3]);
    }
}
