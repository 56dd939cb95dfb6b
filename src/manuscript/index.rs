//! The index: marked words and terms of the glossary, sorted as the language sorts them (docs/typography.md A52, F14,
//! P34).
//!
//! In: the marks of all files. Out: the entries that stand where an author wrote `{{index}}`.

use super::build::NO_NODE;
use super::tree::{Block, BlockKind, IndexEntry, IndexPlace};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::language::LangTag;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Between a term and its subterm in `index="remittances > cost"`.
const BELOW: char = '>';
/// Arabic's article, by which no index is sorted.
const ARTICLE: &str = "ال";
/// Letters that must follow the article for it to be one.
const LEAST_AFTER_ARTICLE: usize = 2;

/// Words that an author wants in the index.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Term and perhaps subterm, as `remittances > cost`.
    pub(super) entry: String,
    /// Id of the place.
    pub(super) id: String,
}

/// The id of a place that has none of its own. No id that is given by words has a full stop.
pub(super) fn id_of(span: Span) -> String {
    format!("index.{}.{}", span.file.0, span.start)
}

/// Puts the entries into every index of the blocks.
pub(super) fn fill<'a>(
    blocks: impl Iterator<Item = &'a mut Block>,
    marks: &[Mark],
    lang: &LangTag,
    diagnostics: &mut Diagnostics,
) {
    let entries = entries(marks, lang);
    for block in blocks {
        let BlockKind::Index(found) = &mut block.kind else { continue };
        found.clone_from(&entries);
        if entries.is_empty() {
            diagnostics.push(
                Diagnostic::warning("empty-index", "nothing is marked for this index")
                    .at(block.span)
                    .help("mark words with `[words]{index=\"\"}`, or use terms of the glossary: `{{term:…}}`"),
            );
        }
    }
}

/// Terms, each followed by its subterms.
fn entries(marks: &[Mark], lang: &LangTag) -> Vec<IndexEntry> {
    let mut terms: BTreeMap<&str, BTreeMap<&str, Vec<&Mark>>> = BTreeMap::new();
    for mark in marks {
        let (term, below) = mark.entry.split_once(BELOW).unwrap_or((&mark.entry, ""));
        terms.entry(term.trim()).or_default().entry(below.trim()).or_default().push(mark);
    }
    let order = Order::new(lang);
    let mut out = Vec::new();
    for (term, mut below) in order.sorted(terms) {
        let own = below.remove("").unwrap_or_default();
        out.push(entry(1, term, &own));
        out.extend(order.sorted(below).into_iter().map(|(words, marks)| entry(2, words, &marks)));
    }
    out
}

fn entry(level: u8, words: &str, marks: &[&Mark]) -> IndexEntry {
    let places = marks.iter().map(|mark| IndexPlace { node: NO_NODE, id: mark.id.clone() }).collect();
    IndexEntry { node: NO_NODE, level, words: words.to_owned(), places }
}

/// How a language sorts (CLDR).
struct Order {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Order {
    fn new(lang: &LangTag) -> Self {
        let locale = icu_locale_core::Locale::try_from_str(lang.as_str()).unwrap_or(icu_locale_core::Locale::UNKNOWN);
        Self { collator: Collator::try_new(locale.into(), CollatorOptions::default()).ok() }
    }

    fn sorted<'a, T>(&self, terms: BTreeMap<&'a str, T>) -> Vec<(&'a str, T)> {
        let mut terms: Vec<(String, &str, T)> =
            terms.into_iter().map(|(term, value)| (key(term), term, value)).collect();
        terms.sort_by(|(a, term, _), (b, other, _)| self.compare(a, b).then_with(|| term.cmp(other)));
        terms.into_iter().map(|(_, term, value)| (term, value)).collect()
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
    }
}

/// A term as it is sorted: each Arabic word without article, hamza seats and vowel marks; all others as they are.
fn key(term: &str) -> String {
    let words: Vec<String> = term.split(' ').map(|word| seats(without_article(word))).collect();
    words.join(" ")
}

fn without_article(word: &str) -> &str {
    match word.strip_prefix(ARTICLE) {
        Some(rest) if rest.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_AFTER_ARTICLE => rest,
        _ => word,
    }
}

fn seats(word: &str) -> String {
    let plain = |c: char| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ؤ' => Some('و'),
        'ئ' | 'ى' => Some('ي'),
        'ة' => Some('ه'),
        '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}' => None,
        c => Some(c),
    };
    word.chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(lang: &str, words: &[&str]) -> Vec<String> {
        let marks: Vec<Mark> =
            words.iter().map(|entry| Mark { entry: (*entry).to_owned(), id: String::new() }).collect();
        let tag = LangTag::parse(lang).expect("a tag");
        entries(&marks, &tag)
            .into_iter()
            .map(|entry| format!("{}{}", "-".repeat(usize::from(entry.level) - 1), entry.words))
            .collect()
    }

    #[test]
    fn accents_come_after_letters_and_subterms_below_their_term() {
        assert_eq!(
            sorted("fr", &["état", "eau", "Étude", "élu", "œuvre", "zone"]),
            ["eau", "élu", "état", "Étude", "œuvre", "zone"]
        );
        assert_eq!(sorted("es", &["ñame", "nube", "ola", "árbol", "azul"]), ["árbol", "azul", "nube", "ñame", "ola"]);
        assert_eq!(
            sorted("en", &["remittances > cost", "return", "remittances", "remittances > use", "Rabat"]),
            ["Rabat", "remittances", "-cost", "-use", "return"]
        );
    }
}
