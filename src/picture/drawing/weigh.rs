//! How much a drawing is when all that refers to a part of it is that part again: small files can stand for more shapes
//! than any machine can draw.

use super::super::Fault;
use super::styles::Styles;
use super::{href, is_svg};
use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node};

/// Most elements that a drawing unfolds to; so many bytes of their attributes count as one more.
const MOST: u64 = 1_000_000;
const BYTES: u64 = 256;

/// Elements within elements and references within references nest at most this deep.
const DEEPEST: usize = 200;

/// Comparisons of elements with style rules.
const MOST_COMPARISONS: u64 = 50_000_000;

/// Refuses a drawing that unfolds to too much.
pub(super) fn weigh(document: &Document<'_>, styles: &Styles<'_>) -> Result<(), Fault> {
    let elements = document.descendants().filter(Node::is_element).count();
    if elements as u64 * styles.len() as u64 > MOST_COMPARISONS {
        return Err(Fault::TooLarge("it has too many style rules for its elements".into()));
    }
    let mut of_id = BTreeMap::new();
    for node in document.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            of_id.entry(id).or_insert(node);
        }
    }
    let mut scales = Scales { of_id, styles, known: BTreeMap::new() };
    match scales.weight(document.root_element(), 0)? {
        weight if weight > MOST => {
            Err(Fault::TooLarge("its parts, used again and again, are more than can be drawn".into()))
        }
        _ => Ok(()),
    }
}

struct Scales<'a, 'input, 's> {
    of_id: BTreeMap<&'a str, Node<'a, 'input>>,
    styles: &'s Styles<'a>,
    /// By node; `None` while it is weighed, which is where a part holds itself.
    known: BTreeMap<u32, Option<u64>>,
}

impl<'a, 'input> Scales<'a, 'input, '_> {
    fn weight(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, Fault> {
        if depth > DEEPEST {
            return Err(Fault::TooLarge(format!("its parts are nested more than {DEEPEST} deep")));
        }
        let key = node.id().get();
        if let Some(known) = self.known.get(&key) {
            return Ok(known.unwrap_or(0));
        }
        self.known.insert(key, None);
        let mut sum = 1;
        for attribute in node.attributes().filter(|attribute| !attribute.value().starts_with("data:")) {
            sum += attribute.value().len() as u64 / BYTES;
        }
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.weight(child, depth + 1)?);
        }
        for other in self.references(node) {
            sum = sum.saturating_add(self.weight(other, depth + 1)?);
        }
        self.known.insert(key, Some(sum));
        Ok(sum)
    }

    /// The parts that an element is drawn with.
    fn references(&self, node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        if !is_svg(&node) {
            return Vec::new();
        }
        let styles = self.styles.of(&node);
        let values = node.attributes().map(|attribute| attribute.value()).chain(styles.into_values());
        let named = values
            .flat_map(|value| value.split("url(").skip(1))
            .map(|rest| rest.split(')').next().unwrap_or_default().trim_matches([' ', '"', '\'']));
        let named = named.chain(href(&node)).filter_map(|name| name.strip_prefix('#'));
        named.filter_map(|id| self.of_id.get(id).copied()).collect()
    }
}
