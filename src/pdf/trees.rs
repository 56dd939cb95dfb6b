//! Name and number trees: sorted keys, a few dozen to a leaf (ISO 32000-1 7.9.6, 7.9.7).

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};
use std::collections::BTreeMap;

/// Keys in a leaf.
const LEAF: usize = 64;

/// Writes a name tree; the id of its root comes back.
pub(super) fn names(document: &mut Document, entries: BTreeMap<Vec<u8>, Object>) -> ObjectId {
    let entries = entries.into_iter().map(|(key, value)| (Object::String(key, StringFormat::Hexadecimal), value));
    tree(document, "Names", entries.collect())
}

/// Writes a number tree of entries sorted by key; the id of its root comes back.
pub(super) fn numbers(document: &mut Document, entries: Vec<(i64, Object)>) -> ObjectId {
    tree(document, "Nums", entries.into_iter().map(|(key, value)| (Object::Integer(key), value)).collect())
}

fn tree(document: &mut Document, key: &str, entries: Vec<(Object, Object)>) -> ObjectId {
    let flat = |entries: &[(Object, Object)]| -> Vec<Object> {
        entries.iter().flat_map(|(key, value)| [key.clone(), value.clone()]).collect()
    };
    if entries.len() <= LEAF {
        return document.add_object(dictionary! { key => flat(&entries) });
    }
    let leaves: Vec<Object> = entries
        .chunks(LEAF)
        .map(|leaf| {
            let limits: Vec<Object> = leaf.first().into_iter().chain(leaf.last()).map(|(key, _)| key.clone()).collect();
            Object::Reference(document.add_object(dictionary! { "Limits" => limits, key => flat(leaf) }))
        })
        .collect();
    document.add_object(dictionary! { "Kids" => leaves })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_keys_are_spread_over_leaves_with_limits() {
        let mut document = Document::new();
        let root = numbers(&mut document, (0..130).map(|key| (key, Object::Null)).collect());
        let kids =
            document.get_dictionary(root).and_then(|root| root.get(b"Kids")?.as_array()).cloned().unwrap_or_default();
        assert_eq!(kids.len(), 3);
        let last = document.dereference(&kids[2]).and_then(|(_, leaf)| leaf.as_dict()?.get(b"Limits")).cloned();
        assert_eq!(last.ok(), Some(Object::Array(vec![128.into(), 129.into()])));
    }
}
