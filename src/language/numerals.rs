//! Numbers in the digits and marker styles that languages use.

use serde::Deserialize;

/// Digits.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumeralSystem {
    /// 0–9.
    #[default]
    Latn,
    /// ٠–٩.
    Arab,
}

impl NumeralSystem {
    /// A whole number in these digits.
    #[must_use]
    pub fn format(self, value: usize) -> String {
        let text = value.to_string();
        match self {
            Self::Latn => text,
            Self::Arab => {
                text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect()
            }
        }
    }
}

/// How list items, front matter pages and the like are counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerStyle {
    /// The language's digits.
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// أ، ب، ج، د، هـ، و: the abjad, in the order of the house.
    Abjad,
    /// The same in the order of the Maghreb whatever the house.
    AbjadMaghrebi,
    /// أ، ب، ت، ث، ج: the order of the alphabet.
    Hijai,
    /// First, second, third in words.
    Ordinal,
}

/// Eastern abjad, units then tens then hundreds, up to 1000 (CLDR, alreq).
const ABJAD: [&str; 28] = [
    "أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت", "ث",
    "خ", "ذ", "ض", "ظ", "غ",
];

/// The abjad of the Maghreb, which differs at 60, 90, 300, 800, 900 and 1000.
const ABJAD_MAGHREBI: [&str; 28] = [
    "أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "ص", "ع", "ف", "ض", "ق", "ر", "س", "ت", "ث",
    "خ", "ذ", "ظ", "غ", "ش",
];

impl MarkerStyle {
    /// Reads the name that an attribute or a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name)).ok()
    }

    /// `value` (from 1) in this style; `digits` serve where the style has no form for it, as for words.
    #[must_use]
    pub fn format(self, value: usize, digits: NumeralSystem) -> String {
        match self {
            _ if value == 0 => digits.format(value),
            Self::Decimal => digits.format(value),
            Self::LowerAlpha => alphabetic(value),
            Self::UpperAlpha => alphabetic(value).to_uppercase(),
            Self::LowerRoman => roman(value),
            Self::UpperRoman => roman(value).to_uppercase(),
            Self::Abjad => abjad(value, &ABJAD),
            Self::AbjadMaghrebi => abjad(value, &ABJAD_MAGHREBI),
            Self::Ordinal => digits.format(value),
            Self::Hijai => hijai(value, digits),
        }
    }
}

fn alphabetic(mut value: usize) -> String {
    let mut letters = Vec::new();
    while value > 0 {
        value -= 1;
        letters.push(char::from(b'a' + (value % 26) as u8));
        value /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(mut value: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if value >= 5000 {
        return value.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// Additive abjad numeral; a lone or final heh is written with a tatweel (هـ) so that it is not read as another letter.
fn abjad(value: usize, letters: &[&str; 28]) -> String {
    if value >= 2000 {
        return value.to_string();
    }
    let mut out = String::new();
    if value >= 1000 {
        out.push_str(letters[27]);
    }
    for (power, offset) in [(100, 18), (10, 9), (1, 0)] {
        let digit = value / power % 10;
        if digit > 0 {
            out.push_str(letters[offset + digit - 1]);
        }
    }
    if out.ends_with('ه') {
        out.push('ـ');
    }
    if out.chars().count() > 1 { out.replace('أ', "ا") } else { out }
}

/// A letter of the alphabet as today's dictionaries order it; digits past its end.
fn hijai(value: usize, digits: NumeralSystem) -> String {
    const LETTERS: [&str; 28] = [
        "أ", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ك",
        "ل", "م", "ن", "هـ", "و", "ي",
    ];
    value
        .checked_sub(1)
        .and_then(|at| LETTERS.get(at))
        .map_or_else(|| digits.format(value), |letter| (*letter).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_each_style() {
        let marker = |style: MarkerStyle, value| style.format(value, NumeralSystem::Latn);
        assert_eq!(marker(MarkerStyle::LowerRoman, 14), "xiv");
        assert_eq!(marker(MarkerStyle::LowerAlpha, 28), "ab");
        assert_eq!(marker(MarkerStyle::Abjad, 1), "أ");
        assert_eq!(marker(MarkerStyle::Abjad, 5), "هـ");
        assert_eq!(marker(MarkerStyle::Abjad, 11), "يا");
        assert_eq!(marker(MarkerStyle::Abjad, 15), "يهـ");
        let maghrebi = |value| marker(MarkerStyle::AbjadMaghrebi, value);
        assert_eq!([60, 90, 300, 800, 900, 1000].map(maghrebi), ["ص", "ض", "س", "ظ", "غ", "ش"]);
        assert_eq!([5, 15, 70, 80, 400].map(maghrebi), ["هـ", "يهـ", "ع", "ف", "ت"]);
        assert_eq!(marker(MarkerStyle::Hijai, 3), "ت");
        assert_eq!(marker(MarkerStyle::Hijai, 29), "29");
    }
}
