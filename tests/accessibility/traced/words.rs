//! Words that stand nowhere else, so that each can be traced, and the numbers of chance.

/// Where a reader meets a word.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the running text, in the order of the source.
    Main,
    /// In the running text, at a place that need not be that of the source: notes, captions.
    Anywhere,
    /// In an alternative text.
    Alternative,
    /// Nowhere: comments, titles of links.
    Nowhere,
}

/// A small generator of numbers, the same on every machine (Knuth's MMIX, linear congruential).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }

    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A script to write words in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Arabic,
}

const LATIN: [&str; 16] =
    ["ba", "do", "fe", "gi", "hu", "ka", "lo", "me", "ni", "pu", "ra", "so", "te", "vi", "zu", "ma"];
const ARABIC: [&str; 16] =
    ["با", "دو", "في", "كت", "هم", "قر", "لا", "من", "نح", "رس", "سع", "صل", "طب", "عم", "جد", "خي"];

/// The word of a number: syllables of its digits to base 16 behind a beginning, so that no word is part of another.
pub(crate) fn word(number: usize, script: Script) -> String {
    let (beginning, syllables) = match script {
        Script::Latin => ("qu", LATIN),
        Script::Arabic => ("غ", ARABIC),
    };
    let digits = [number >> 8, number >> 4, number].map(|digit| syllables[digit % 16]);
    format!("{beginning}{}", digits.concat())
}
