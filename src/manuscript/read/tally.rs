//! Findings of one kind in one file, told once where they are many.
//!
//! Findings are of one kind where code and help are the same. Up to three of them are told at their places; where there
//! are more, the first is, with the number and the lines of the others.

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Sources, Span};
use std::collections::BTreeMap;

/// Codes that are counted: what other programs write comes by the hundred.
const COUNTED: [&str; 8] = [
    "foreign-markup",
    "formula",
    "citation",
    "unknown-value",
    "unknown-html",
    "relative-link",
    "literal-markup",
    "bad-attributes",
];
/// How many of a kind are told one by one.
const SINGLY: usize = 3;
/// How many lines are named.
const LINES: usize = 6;
/// How many places are looked at for that.
const LOOKED_AT: usize = 24;

/// The first lines of places, each once.
fn lines(places: &[u32], span: Span, sources: &Sources) -> String {
    let line = |at: &u32| sources.line_column(Span { start: *at, end: *at, ..span }).map(|(line, _)| line);
    let mut found: Vec<usize> = places.iter().take(LOOKED_AT).filter_map(line).collect();
    found.dedup();
    let rest = if found.len() > LINES || places.len() > LOOKED_AT { " …" } else { "" };
    found.truncate(LINES);
    let word = if found.len() == 1 && rest.is_empty() { "line" } else { "lines" };
    let found: Vec<String> = found.iter().map(usize::to_string).collect();
    format!("in {word} {}{rest}", found.join(", "))
}

/// Puts findings of one kind together.
pub(in crate::manuscript) fn count(found: Diagnostics, sources: &Sources) -> Diagnostics {
    type Key = (FileId, &'static str, Option<String>);
    let key = |one: &Diagnostic| -> Option<Key> {
        let file = one.span.filter(|_| COUNTED.contains(&one.code))?.file;
        Some((file, one.code, one.help.clone()))
    };
    let mut alike: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for one in found.iter() {
        if let (Some(key), Some(span)) = (key(one), one.span) {
            alike.entry(key).or_default().push(span.start);
        }
    }
    alike.retain(|_, places| places.len() > SINGLY);
    alike.values_mut().for_each(|places| places.sort_unstable());
    let mut out = Diagnostics::new();
    for mut one in found {
        let places = key(&one).and_then(|key| alike.get(&key));
        match (places, one.span) {
            (Some(places), Some(span)) if places.first() != Some(&span.start) => {}
            (Some(places), Some(span)) => {
                let more = places.len() - 1;
                one.message =
                    format!("{} … and {more} more like it, {}", one.message, lines(&places[1..], span, sources));
                out.push(one);
            }
            _ => out.push(one),
        }
    }
    out
}
