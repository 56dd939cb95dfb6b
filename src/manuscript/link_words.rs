//! Links whose words say nothing about where they lead: readers who go from link to link hear only those (WCAG 2.4.4).

use super::tree::*;
use super::walk::{for_each_inline_mut, plain_text};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::Language;

/// Reports them, by the list of the text's language.
pub(super) fn check(blocks: &mut [Block], language: &Language, diagnostics: &mut Diagnostics) {
    for_each_inline_mut(blocks, &mut |inline| {
        let Inline::Link { content, span, .. } = inline else { return };
        let words = plain_text(content);
        let words = bare(&words);
        if language.data.empty_link_words.iter().any(|empty| bare(empty) == words) {
            diagnostics.push(
                Diagnostic::warning("empty-link-text", format!("“{words}” does not say where this link leads"))
                    .at(*span)
                    .help("make a link of the words that name what is there, or leave them out: `[](#id)` names it"),
            );
        }
    });
}

/// Words without the signs around them, vowel marks and case.
fn bare(words: &str) -> String {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_vowel_mark = |c: &char| matches!(c, '\u{64b}'..='\u{652}' | '\u{640}');
    words.chars().filter(|c| !is_vowel_mark(c)).flat_map(char::to_lowercase).collect()
}
