//! What is typed against the custom of Arabic: reported, never changed (docs/typography.md A22, A32–A35).
//!
//! In: the finished tree. Out: one finding of each kind, at its first place, with how often it stands there. Code,
//! addresses and words of other languages are not looked at.

use super::arrows;
use super::tree::{Block, Note};
use super::walk::for_each_own_text;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::language::{Language, NumeralSystem};
use std::collections::BTreeMap;

/// What is reported.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Arrow,
    Punctuation,
    Digits,
    Separators,
    Fraction,
}

/// Where a kind stands first, and how often.
type Found = BTreeMap<Kind, (Span, String, usize)>;

/// Looks through the texts of a manuscript in Arabic.
pub(super) fn report(blocks: &mut [Block], notes: &mut [Note], language: &Language, diagnostics: &mut Diagnostics) {
    if language.data.script != "Arab" {
        return;
    }
    let mut found = Found::new();
    for_each_own_text(blocks, notes, language, &mut |text, span| look(text, span, language, &mut found));
    for (kind, (span, words, count)) in found {
        diagnostics.push(finding(kind, &words, count, language).at(span));
    }
}

fn finding(kind: Kind, words: &str, count: usize, language: &Language) -> Diagnostic {
    let times = if count == 1 { String::new() } else { format!(", and {} more like it", count - 1) };
    let digits = match language.digits() {
        NumeralSystem::Latn => "0123456789",
        NumeralSystem::Arab => "٠١٢٣٤٥٦٧٨٩",
    };
    let (code, what, help) = match kind {
        Kind::Arrow => (
            "arrow-direction",
            "points against the direction of reading",
            "write ← where a path goes on to the left, or let the house style turn it: `arrows = \"turned\"`"
                .to_owned(),
        ),
        Kind::Punctuation => (
            "latin-punctuation",
            "is a Latin sign between Arabic words",
            "write ، for , and ؛ for ; and ؟ for ?".to_owned(),
        ),
        Kind::Digits => (
            "typed-digits",
            "is typed in other digits than those of page numbers and notes",
            format!("write {digits} throughout, or give the book the tag of the region whose digits these are"),
        ),
        Kind::Separators => (
            "typed-separators",
            "has other separators than this region's",
            if language.data.decimal_comma { "write 1.234,5" } else { "write 1,234.5" }.to_owned(),
        ),
        Kind::Fraction => (
            "slashed-fraction",
            "may be read from either side",
            "write the fraction in words, or as a decimal number".to_owned(),
        ),
    };
    Diagnostic::warning(code, format!("“{words}” {what}{times}")).help(help)
}

fn look(text: &str, span: Span, language: &Language, found: &mut Found) {
    // Only where the source is the text letter by letter is a word's own place known.
    let is_literal = (span.end - span.start) as usize == text.len();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let place = if is_literal {
            Span::new(span.file, span.start as usize + at..span.start as usize + at + word.trim_end().len())
        } else {
            span
        };
        let before = &text[..at];
        at += word.len();
        let word = word.trim_end();
        for kind in kinds(before, word, &text[at..], language) {
            found.entry(kind).or_insert_with(|| (place, word.to_owned(), 0)).2 += 1;
        }
    }
}

/// What is wrong with a word that stands between these.
fn kinds(before: &str, word: &str, after: &str, language: &Language) -> Vec<Kind> {
    let mut kinds = Vec::new();
    if word.contains(is_latin) {
        return kinds;
    }
    if arrows::points_back(before, word) {
        kinds.push(Kind::Arrow);
    }
    let between = |(at, sign): (usize, &str)| {
        let next = &word[at + sign.len()..];
        let rest = if next.is_empty() { after.trim_start() } else { next };
        word[..at].ends_with(is_arabic) && (rest.is_empty() && sign == "?" || rest.starts_with(is_arabic))
    };
    if [",", ";", "?"].iter().any(|sign| word.match_indices(sign).any(between)) {
        kinds.push(Kind::Punctuation);
    }
    let other = match language.digits() {
        NumeralSystem::Latn => '\u{660}'..='\u{669}',
        NumeralSystem::Arab => '0'..='9',
    };
    let number = word.trim_matches(|c: char| !is_digit(c));
    if word.chars().any(|c| other.contains(&c)) {
        kinds.push(Kind::Digits);
    } else if number.is_ascii() && is_against_region(number, language.data.decimal_comma) {
        kinds.push(Kind::Separators);
    }
    if let Some((above, below)) = number.split_once('/')
        && [above, below].iter().all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(is_digit))
    {
        kinds.push(Kind::Fraction);
    }
    kinds
}

/// Whether a number's separators can only be those of the other custom.
fn is_against_region(number: &str, decimal_comma: bool) -> bool {
    let (thousands, decimal) = if decimal_comma { ('.', ',') } else { (',', '.') };
    let is_grouped = |separator: char| {
        let mut parts = number.split(separator);
        let first =
            parts.next().is_some_and(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
        let rest: Vec<&str> = parts.collect();
        first && !rest.is_empty() && rest.iter().all(|part| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_decimal = |separator: char| {
        number.split_once(separator).is_some_and(|(whole, part)| {
            let is_whole = whole.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
            is_whole
                && whole.starts_with(is_digit)
                && !part.is_empty()
                && part.len() != 3
                && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    // 1,234 with a decimal comma may be a decimal number, but is hardly ever meant so.
    (decimal_comma && is_grouped(decimal)) || is_decimal(thousands)
}

pub(super) fn is_arabic(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{65F}' | '\u{670}'..='\u{6D3}')
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, 'À'..='ɏ')
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\u{660}'..='\u{669}')
}
