//! Arrows of paths that point against the direction of reading (docs/typography.md A22): turned where the house asks
//! for it.

use super::tree::{Block, Note};
use super::usage::is_arabic;
use super::walk::for_each_own_text;
use crate::language::Language;

/// Turns the arrows between words that run from right to left.
pub(super) fn turn(blocks: &mut [Block], notes: &mut [Note], language: &Language) {
    for_each_own_text(blocks, notes, language, &mut |text, _| {
        if text.contains('→') {
            *text = turned(text);
        }
    });
}

/// Whether an arrow of this word points back: its own letters or those before it are Arabic.
pub(super) fn points_back(before: &str, word: &str) -> bool {
    word.contains('→') && (word.contains(is_arabic) || before.trim_end().ends_with(is_arabic))
}

fn turned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if points_back(&out, word) {
            out.push_str(&word.replace('→', "←"));
        } else {
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn arrows_between_arabic_words_are_turned_and_others_are_not() {
        assert_eq!(turned("الملف → طباعة→ورق"), "الملف ← طباعة←ورق");
        assert_eq!(turned("CO → CO2"), "CO → CO2");
    }
}
