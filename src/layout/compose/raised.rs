//! Endings of ordinals and abbreviations that stand higher and smaller: 1er, XIXe, Mme (TYPOGRAPHY.md F7).

use crate::language::Raised;
use std::ops::Range;

/// The endings in a text, in order.
pub(super) fn endings(text: &str, rules: &Raised) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if rules.ordinals.is_empty() && rules.abbreviations.is_empty() {
        return found;
    }
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let start = at;
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        if let Some(from) = ending(word, rules) {
            found.push(start + from..start + word.len());
        }
    }
    found
}

/// Where what is raised begins in a word.
fn ending(word: &str, rules: &Raised) -> Option<usize> {
    if rules.abbreviations.iter().any(|known| known == word) {
        return word.chars().next().map(char::len_utf8);
    }
    let number = word.find(|c: char| !c.is_ascii_digit()).filter(|end| *end > 0).or_else(|| roman(word))?;
    rules.ordinals.iter().any(|known| *known == word[number..]).then_some(number)
}

/// The length of a Roman numeral. Of single letters only I, V and X are numerals: «Le» and «Ces» are words.
fn roman(word: &str) -> Option<usize> {
    let end = word.find(|c: char| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))?;
    (end > 1 || word.starts_with(['I', 'V', 'X']) && end == 1).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{LangTag, Language};

    #[test]
    fn endings_of_numbers_are_raised_and_words_are_left_alone() {
        let french = Language::of(&LangTag::parse("fr").expect("a tag")).expect("a language");
        let text = "Le 1er juin au XIXe siècle, Mme Alaoui, la Ve République, Ces 2es ; Les 12e et Ier.";
        let found: Vec<&str> = endings(text, &french.data.raised).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["er", "e", "me", "e", "es", "e", "er"]);
    }
}
