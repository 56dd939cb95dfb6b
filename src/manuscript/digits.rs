//! Typed digits to those of the region, where the house style asks for it (docs/typography.md A33).
//!
//! In: the finished tree of an Arabic text whose region writes ٠–٩. Out: the same with the numbers of its Arabic words
//! in these digits: decimal ٫, thousands ٬, per cent ٪. Code, addresses, words with Latin letters, telephone numbers,
//! ISBNs and words of other languages stay as typed.

use super::tree::{Block, Note};
use super::walk::for_each_own_text;
use crate::language::{Language, NumeralSystem};

/// Changes the numbers of a manuscript.
pub(super) fn convert(blocks: &mut [Block], notes: &mut [Note], language: &Language) {
    if language.digits() != NumeralSystem::Arab {
        return;
    }
    for_each_own_text(blocks, notes, language, &mut |text, _| *text = converted(text));
}

fn converted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for word in text.split_inclusive([' ', '\u{A0}', '\u{202F}', '\n']) {
        let is_number = word.trim_end().chars().all(|c| c.is_ascii_digit());
        // The groups of a telephone number follow its first.
        in_code = is_code(word) || (in_code && is_number);
        if in_code {
            out.push_str(word);
        } else {
            number(word, &mut out);
        }
    }
    out
}

/// Whether a word is no number of the sentence: Latin, an address, a telephone number, an ISBN.
fn is_code(word: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ');
    word.contains(is_latin) || word.contains(['@', '+', '_']) || word.matches('-').count() > 1
}

fn number(word: &str, out: &mut String) {
    let characters: Vec<char> = word.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
    for (at, character) in characters.iter().enumerate() {
        let (before, after) = (digit(at.checked_sub(1)), digit(Some(at + 1)));
        let is_group = || (1..=3).all(|next| digit(Some(at + next))) && !digit(Some(at + 4));
        let is_only_point = || characters.iter().filter(|c| **c == '.').count() == 1;
        out.push(match character {
            '0'..='9' => char::from_u32(0x660 + u32::from(*character) - u32::from('0')).unwrap_or(*character),
            '.' if before && after && is_only_point() => '٫',
            ',' if before && is_group() => '٬',
            '%' if before => '٪',
            other => *other,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::converted;

    #[test]
    fn numbers_of_the_sentence_are_converted_and_others_are_not() {
        for (typed, set) in [
            ("بنسبة 12.5%، أي من 1,200 إلى", "بنسبة ١٢٫٥٪، أي من ١٬٢٠٠ إلى"),
            ("بين 2015 و2020 (انظر 3)", "بين ٢٠١٥ و٢٠٢٠ (انظر ٣)"),
            ("هاتف +216 71 000 000 ثم 5", "هاتف +216 71 000 000 ثم ٥"),
            ("MC2CM و978-3-16-148410-0", "MC2CM و978-3-16-148410-0"),
            ("القسم 3.2.1 والساعة 10:30.", "القسم ٣.٢.١ والساعة ١٠:٣٠."),
        ] {
            assert_eq!(converted(typed), set);
        }
    }
}
