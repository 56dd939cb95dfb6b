//! Endings of ordinals and abbreviations that stand higher and smaller: 1er, XIXe, Mme (docs/typography.md F7).

use super::data::Raised;
use std::ops::Range;

/// Signs that stand before a word within an address and not in a sentence.
const IN_ADDRESSES: &[char] = &['/', '.', '_', '@', '#', '=', '&'];

impl Raised {
    /// The endings in a text, in order; none in addresses.
    #[must_use]
    pub fn endings(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.ordinals.is_empty() && self.abbreviations.is_empty() {
            return found;
        }
        let mut at = 0;
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let start = at;
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            if let Some(from) = ending(word, self).filter(|_| !text[..start].ends_with(IN_ADDRESSES)) {
                found.push(start + from..start + word.len());
            }
        }
        found
    }
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
    use crate::language::{LangTag, Language};

    #[test]
    fn endings_of_numbers_are_raised_and_words_are_left_alone() {
        let french = Language::of(&LangTag::parse("fr").expect("a tag")).expect("a language");
        let text = "Le 1er juin au XIXe siècle, Mme Alaoui, la Ve République, Ces 2es ; Les 12e et Ier.";
        let found: Vec<&str> = french.data.raised.endings(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["er", "e", "me", "e", "es", "e", "er"]);
    }
}
