//! Where words may be divided: Liang's patterns, those of hypher and, for British English, a file of the TeX hyphenation
//! project (`patterns/hyph-en-gb.tex`, with its licence).

use super::data::Hyphenation;
use hypher::{Lang, hyphenate_bounded};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Patterns of British English.
static BRITISH: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(include_str!("patterns/hyph-en-gb.tex")));

impl Hyphenation {
    /// Bytes of the word before which it may be divided, ascending, within the least letters at either side.
    #[must_use]
    pub fn divisions(&self, word: &str) -> Vec<usize> {
        if self.patterns == "en-gb" {
            return BRITISH.divisions(word, self.before, self.after);
        }
        let Some(language) = <[u8; 2]>::try_from(self.patterns.as_bytes()).ok().and_then(Lang::from_iso) else {
            return Vec::new();
        };
        let ends = hyphenate_bounded(word, language, self.before, self.after).scan(0, |at, syllable| {
            *at += syllable.len();
            Some(*at)
        });
        ends.filter(|end| *end < word.len()).collect()
    }
}

impl Hyphenation {
    /// Whether a word that is divided before its byte `at` leaves a half that is better not read alone.
    #[must_use]
    pub fn is_unfortunate(&self, word: &str, at: usize) -> bool {
        let Some((first, second)) = word.split_at_checked(at) else { return false };
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let halves = self.unfortunate.iter().filter_map(|halves| halves.split_once('-'));
        let mut halves = halves.filter(|(before, after)| !(before.is_empty() && after.is_empty()));
        halves.any(|(before, after)| (before.is_empty() || before == first) && (after.is_empty() || after == second))
    }
}

/// Patterns of a language: digits between letters say how good (odd) or bad (even) a division there is.
struct Patterns {
    /// Letters, with a point for the word's edge, and the digits before, between and after them.
    digits: BTreeMap<String, Vec<u8>>,
    /// Words that the patterns get wrong, and the letters before each division.
    exceptions: BTreeMap<String, Vec<usize>>,
    /// Letters of the longest pattern.
    longest: usize,
}

impl Patterns {
    /// Reads the lists of a pattern file of TeX.
    fn read(tex: &str) -> Self {
        let list = |name: &str| {
            let rest = tex.split_once(name).map_or("", |(_, rest)| rest);
            let lines = rest.split_once('}').map_or("", |(list, _)| list).lines();
            lines.flat_map(|line| line.split('%').next().unwrap_or_default().split_whitespace())
        };
        let mut digits = BTreeMap::new();
        for pattern in list("\\patterns{") {
            let letters: String = pattern.chars().filter(|c| !c.is_ascii_digit()).collect();
            let mut values = vec![0];
            for c in pattern.chars() {
                match (c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()), values.last_mut()) {
                    (Some(digit), Some(last)) => *last = digit,
                    _ => values.push(0),
                }
            }
            digits.insert(letters, values);
        }
        let divided = |word: &str| {
            let parts = word.split('-').map(|part| part.chars().count());
            let mut ends: Vec<usize> = parts
                .scan(0, |at, len| {
                    *at += len;
                    Some(*at)
                })
                .collect();
            ends.pop();
            (word.replace('-', ""), ends)
        };
        let exceptions = list("\\hyphenation{").map(divided).collect();
        let longest = digits.keys().map(|letters| letters.chars().count()).max().unwrap_or(0);
        Self { digits, exceptions, longest }
    }

    /// Bytes of the word before which it may be divided.
    fn divisions(&self, word: &str, before: usize, after: usize) -> Vec<usize> {
        let lower: Vec<char> = word.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
        let is_division: Vec<bool> = match self.exceptions.get(&lower.iter().collect::<String>()) {
            Some(ends) => (0..=lower.len()).map(|at| ends.contains(&at)).collect(),
            None => self.levels(&lower).into_iter().map(|level| level % 2 == 1).collect(),
        };
        let places = word.char_indices().enumerate().skip(before.max(1));
        let places = places.take_while(|(at, _)| at + after.max(1) <= lower.len());
        places.filter(|(at, _)| is_division.get(*at) == Some(&true)).map(|(_, (byte, _))| byte).collect()
    }

    /// The highest digit before each letter of the word.
    fn levels(&self, word: &[char]) -> Vec<u8> {
        let dotted: Vec<char> = ['.'].iter().chain(word).chain(&['.']).copied().collect();
        let mut levels = vec![0; dotted.len() + 1];
        for start in 0..dotted.len() {
            let mut letters = String::new();
            for letter in dotted.iter().skip(start).take(self.longest) {
                letters.push(*letter);
                for (level, digit) in levels.iter_mut().skip(start).zip(self.digits.get(&letters).into_iter().flatten())
                {
                    *level = (*level).max(*digit);
                }
            }
        }
        levels.remove(0);
        levels
    }
}

#[cfg(test)]
mod tests {

    use crate::language::{LangTag, Language};

    fn divided(tag: &str, word: &str) -> String {
        let language = Language::or_english(&LangTag::parse(tag).expect("a tag"));
        let rules = language.data.hyphenation.clone().expect("hyphenation");
        let mut out = word.to_owned();
        rules.divisions(word).into_iter().rev().for_each(|at| out.insert(at, '-'));
        out
    }

    #[test]
    fn unfortunate_halves_are_told_with_and_without_the_other_half() {
        let language = Language::or_english(&LangTag::parse("es").expect("a tag"));
        let rules = language.data.hyphenation.clone().expect("hyphenation");
        let is_unfortunate = |parts: &str| {
            let at = parts.find('-').expect("a hyphen");
            rules.is_unfortunate(&parts.replace('-', ""), at)
        };
        for parts in ["dis-putas", "Dis-putas", "cál-culo", "artí-culo", "pene-trar"] {
            assert!(is_unfortunate(parts), "{parts}");
        }
        for parts in ["dispu-tas", "calcu-lo", "pe-netrar"] {
            assert!(!is_unfortunate(parts), "{parts}");
        }
    }

    #[test]
    fn british_and_american_words_are_divided_in_their_own_ways() {
        for (word, american, british) in [
            ("knowledge", "knowl-edge", "know-ledge"),
            ("development", "de-vel-op-ment", "de-vel-op-ment"),
            ("manuscripts", "man-u-scripts", "ma-nu-scripts"),
            ("Throughout", "Through-out", "Through-out"),
            ("it", "it", "it"),
        ] {
            assert_eq!(
                (divided("en-US", word).as_str(), divided("en-GB", word).as_str()),
                (american, british),
                "{word}"
            );
        }
        assert_eq!(divided("en", "knowledge"), "knowl-edge");
    }
}
