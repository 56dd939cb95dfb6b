//! Link annotations and the named destinations they lead to; the screen edition's only.
//!
//! In: link areas and places of the pages. Out: annotations, each with the words of its link for readers that cannot
//! see it (ISO 14289-1 7.18.5), and a name for every place, so that other volumes can lead here, too.

use super::geometry::Sheet;
use super::tags::Tree;
use super::{Info, trees};
use crate::language::Language;
use crate::layout::{Frame, LinkArea, Pages, Place, Role};
use crate::manuscript::{LinkTarget, NodeId};
use crate::text::{ItemKind, Owner};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Bits of an annotation's flags: shown on paper, too (ISO 19005-2 6.3.2).
const PRINT: i64 = 1 << 2;

/// How deep a link's words may lie under it.
const MAX_DEPTH: usize = 32;

/// Writes the annotations of all links that lead somewhere; for each page its annotations come back.
pub(super) fn annotate(document: &mut Document, pages: &Pages, info: &Info, tree: &mut Tree<'_>) -> Vec<Vec<ObjectId>> {
    let words = words(pages);
    let language = Language::or_english(&info.lang);
    let frames = pages.frames.iter().enumerate();
    frames
        .map(|(page, frame)| {
            let sheet = Sheet::new(frame.size, 0, info);
            let links = frame.links.iter().filter_map(|link| Some((link, action(&link.target, pages, info)?)));
            links
                .map(|(link, action)| {
                    let corners = sheet.corners(link.rect);
                    let annotation = document.new_object_id();
                    let key = tree.add_link(link.node, annotation, page);
                    document.set_object(
                        annotation,
                        dictionary! {
                            "Type" => "Annot",
                            "Subtype" => "Link",
                            "Rect" => reals(&corners),
                            "QuadPoints" => reals(&quad(corners)),
                            "Border" => vec![Object::Integer(0), 0.into(), 0.into()],
                            "F" => PRINT,
                            "Contents" => lopdf::text_string(&description(link, &words, pages, &language)),
                            "StructParent" => key,
                            "A" => action,
                        },
                    );
                    annotation
                })
                .collect()
        })
        .collect()
}

/// Upper left, upper right, lower left, lower right: the order readers expect, whatever the standard says.
fn quad([left, bottom, right, top]: [f32; 4]) -> [f32; 8] {
    [left, top, right, top, left, bottom, right, bottom]
}

fn reals(values: &[f32]) -> Vec<Object> {
    values.iter().map(|value| Object::Real(*value)).collect()
}

/// What a link does; `None` where it leads to nothing that is known.
fn action(target: &LinkTarget, pages: &Pages, info: &Info) -> Option<Dictionary> {
    match target {
        LinkTarget::External(address) => {
            Some(dictionary! { "S" => "URI", "URI" => Object::string_literal(uri(address)) })
        }
        LinkTarget::Internal(id) if pages.places.contains_key(id) => {
            Some(dictionary! { "S" => "GoTo", "D" => destination_name(id) })
        }
        LinkTarget::Internal(id) => Some(remote(info.links.get(target)?, Some(id))),
        LinkTarget::Publication { id, .. } => Some(remote(info.links.get(target)?, id.as_deref())),
    }
}

/// Leads to another file, in the same window or not as the reader likes.
fn remote(file: &str, id: Option<&str>) -> Dictionary {
    let destination = match id {
        Some(id) => destination_name(id),
        None => vec![Object::Integer(0), "Fit".into()].into(),
    };
    let specification = dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(file),
        "UF" => lopdf::text_string(file),
        "Desc" => lopdf::text_string(file),
    };
    dictionary! { "S" => "GoToR", "F" => specification, "D" => destination }
}

fn destination_name(id: &str) -> Object {
    Object::String(id.as_bytes().to_vec(), StringFormat::Hexadecimal)
}

/// An address in the 7-bit form that the file format asks for (RFC 3986 2.1).
fn uri(address: &str) -> String {
    address.bytes().fold(String::with_capacity(address.len()), |mut out, byte| {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// What a link says of itself: its words; of a note's mark, that it is one; of a note's number, that it leads back.
fn description(link: &LinkArea, words: &BTreeMap<NodeId, String>, pages: &Pages, language: &Language) -> String {
    let words = words.get(&link.node);
    match pages.structure.nodes.get(&link.node).map(|node| &node.role) {
        Some(Role::Reference) => {
            format!("{} {}", language.term("note"), contents(words, &link.target))
        }
        Some(Role::Label) => language.term("back-to-text").to_owned(),
        _ => contents(words, &link.target),
    }
}

fn contents(words: Option<&String>, target: &LinkTarget) -> String {
    let words = words.map(|words| words.trim()).filter(|words| !words.is_empty());
    match (words, target) {
        (Some(words), LinkTarget::External(address)) if words != address => format!("{words} ({address})"),
        (Some(words), _) => words.to_owned(),
        (None, LinkTarget::External(address) | LinkTarget::Internal(address)) => address.clone(),
        (None, LinkTarget::Publication { publication, .. }) => publication.clone(),
    }
}

/// The words of every link.
fn words(pages: &Pages) -> BTreeMap<NodeId, String> {
    let links: BTreeSet<NodeId> = pages.frames.iter().flat_map(|frame| &frame.links).map(|link| link.node).collect();
    let mut words: BTreeMap<NodeId, String> = BTreeMap::new();
    if links.is_empty() {
        return words;
    }
    for item in pages.frames.iter().flat_map(|frame: &Frame| &frame.items) {
        let (Owner::Node(node), ItemKind::Glyphs(run, _)) = (item.owner, &item.kind) else { continue };
        let parent = |node: &NodeId| pages.structure.nodes.get(node).and_then(|node| node.parent);
        let mut line = std::iter::successors(Some(node), parent).take(MAX_DEPTH);
        if let Some(link) = line.find(|node| links.contains(node)) {
            words.entry(link).or_default().push_str(&run.text);
        }
    }
    words
}

/// Writes a destination for every place.
pub(super) fn destinations(document: &mut Document, pages: &Pages, info: &Info, ids: &[ObjectId]) -> ObjectId {
    let entries = pages.places.iter().filter_map(|(id, place)| {
        let Place { page, at, .. } = place;
        Some((id.clone().into_bytes(), destination(pages, info, ids, *page, *at)?))
    });
    let entries = entries.collect();
    trees::names(document, entries)
}

/// A place as a reader of the file goes to it: this page, this height, the zoom as it is.
pub(super) fn destination(
    pages: &Pages,
    info: &Info,
    ids: &[ObjectId],
    page: u32,
    at: crate::units::Point,
) -> Option<Object> {
    let page = usize::try_from(page).ok()?;
    let sheet = Sheet::new(pages.frames.get(page)?.size, page, info);
    let [_, top] = sheet.point(at);
    Some(
        vec![Object::Reference(*ids.get(page)?), "XYZ".into(), Object::Null, Object::Real(top as f32), Object::Null]
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_seven_bits() {
        assert_eq!(uri("https://example.org/ar/هجرة?a=1 2"), "https://example.org/ar/%D9%87%D8%AC%D8%B1%D8%A9?a=1%202");
    }

    #[test]
    fn links_are_described_by_their_words_and_address() {
        let web = LinkTarget::External("https://example.org".to_owned());
        assert_eq!(contents(Some(&"the site ".to_owned()), &web), "the site (https://example.org)");
        assert_eq!(contents(None, &web), "https://example.org");
        let inside = LinkTarget::Internal("fig-x".to_owned());
        assert_eq!(contents(Some(&"Figure 3".to_owned()), &inside), "Figure 3");
    }
}
