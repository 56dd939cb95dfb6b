//! What a house does in its own way in a language: the customs of its house style over those of the language's file.

use super::data::{Dashes, Emphasis, LanguageData, Quotes, SpineTurn, TitleCase, VolumeWord};
use super::{LangTag, MarkerStyle, NumeralSystem};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Customs of a house in one language; what is `None` stays as the language has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customs {
    /// Quotation marks, outer pair then inner pair.
    pub quotes: Option<[String; 4]>,
    /// How `---` is set.
    pub dashes: Option<Dashes>,
    /// Digits of generated numbers; `Some(None)` for those of the region.
    pub digits: Option<Option<NumeralSystem>>,
    /// What stands between the parts of a heading's number.
    pub number_separator: Option<String>,
    /// How the number of a note is written where it is marked, with `{number}`.
    pub note_mark: Option<String>,
    /// Which abjad letters count in.
    pub abjad: Option<MarkerStyle>,
    /// Distance of lines in thousandths of the size, whether words have vowel signs or not.
    pub line_pitch: Option<u16>,
    /// Capitals of titles.
    pub titles: Option<TitleCase>,
    /// How emphasis is set.
    pub emphasis: Option<Emphasis>,
    /// Digits from which numbers are set in groups.
    pub group_from: Option<u16>,
    /// Letters of the shortest word that kashida stretches.
    pub kashida_letters: Option<u16>,
    /// What volumes are called after.
    pub volume_word: Option<VolumeWord>,
    /// How words on a spine are turned.
    pub spine: Option<SpineTurn>,
    /// Whether arrows of paths are turned into the direction of reading.
    pub turn_arrows: Option<bool>,
    /// Whether capitalised words may be divided.
    pub hyphenate_capitalised: Option<bool>,
    /// Whether a hyphen may end the last full line of a paragraph.
    pub final_hyphens: Option<bool>,
    /// Divisions that leave an unfortunate half.
    pub unfortunate_halves: Option<Vec<String>>,
}

impl Customs {
    /// Changes what they name.
    fn apply(&self, data: &mut LanguageData) {
        if let Some([open, close, inner_open, inner_close]) = self.quotes.clone() {
            let apostrophe = data.quotes.apostrophe.clone();
            data.quotes = Quotes { outer: [open, close], inner: [inner_open, inner_close], apostrophe };
        }
        data.dashes = self.dashes.unwrap_or(data.dashes);
        if let Some(pitch) = self.line_pitch {
            data.line_pitch = f64::from(pitch) / 1000.0;
            data.vocalised_pitch = None;
        }
        data.titles = self.titles.unwrap_or(data.titles);
        data.emphasis = self.emphasis.unwrap_or(data.emphasis);
        data.digits = self.digits.flatten().unwrap_or(data.digits);
        data.spacing.group_from = self.group_from.unwrap_or(data.spacing.group_from);
        data.kashida_letters = self.kashida_letters.unwrap_or(data.kashida_letters);
        data.volume_word = self.volume_word.unwrap_or(data.volume_word);
        data.spine = self.spine.unwrap_or(data.spine);
        data.turn_arrows = self.turn_arrows.unwrap_or(data.turn_arrows);
        data.abjad = self.abjad.unwrap_or(data.abjad);
        if let Some(separator) = &self.number_separator {
            data.number_separator.clone_from(separator);
        }
        if let Some(mark) = &self.note_mark {
            data.note_mark.clone_from(mark);
        }
        if let Some(hyphenation) = &mut data.hyphenation {
            hyphenation.capitalised = self.hyphenate_capitalised.unwrap_or(hyphenation.capitalised);
            hyphenation.final_hyphens = self.final_hyphens.unwrap_or(hyphenation.final_hyphens);
        }
        if let (Some(hyphenation), Some(halves)) = (&mut data.hyphenation, &self.unfortunate_halves) {
            hyphenation.unfortunate.clone_from(halves);
        }
    }

    /// These customs, and the others' where these say nothing.
    fn or(self, other: &Self) -> Self {
        let other = other.clone();
        Self {
            quotes: self.quotes.or(other.quotes),
            dashes: self.dashes.or(other.dashes),
            digits: self.digits.or(other.digits),
            number_separator: self.number_separator.or(other.number_separator),
            abjad: self.abjad.or(other.abjad),
            kashida_letters: self.kashida_letters.or(other.kashida_letters),
            volume_word: self.volume_word.or(other.volume_word),
            spine: self.spine.or(other.spine),
            group_from: self.group_from.or(other.group_from),
            line_pitch: self.line_pitch.or(other.line_pitch),
            titles: self.titles.or(other.titles),
            emphasis: self.emphasis.or(other.emphasis),
            turn_arrows: self.turn_arrows.or(other.turn_arrows),
            note_mark: self.note_mark.or(other.note_mark),
            hyphenate_capitalised: self.hyphenate_capitalised.or(other.hyphenate_capitalised),
            final_hyphens: self.final_hyphens.or(other.final_hyphens),
            unfortunate_halves: self.unfortunate_halves.or(other.unfortunate_halves),
        }
    }
}

/// Customs of a house by language; cheap to clone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HouseCustoms(Arc<BTreeMap<LangTag, Customs>>);

impl HouseCustoms {
    /// What the house does in these languages. A tag with a region goes before the bare one.
    #[must_use]
    pub fn new(customs: BTreeMap<LangTag, Customs>) -> Self {
        Self(Arc::new(customs))
    }

    /// These, and for the rest what others say.
    #[must_use]
    pub fn over(self, others: &Self) -> Self {
        let mut customs = BTreeMap::clone(&others.0);
        for (tag, own) in self.0.iter() {
            let joined = match customs.get(tag) {
                Some(other) => own.clone().or(other),
                None => own.clone(),
            };
            customs.insert(tag.clone(), joined);
        }
        Self::new(customs)
    }

    /// What a language says, changed as the house does it.
    pub(super) fn applied(&self, tag: &LangTag, data: Arc<LanguageData>) -> Arc<LanguageData> {
        let primary = LangTag::parse(tag.primary());
        let bare = primary.and_then(|primary| self.0.get(&primary));
        let customs = match (self.0.get(tag), bare) {
            (Some(own), Some(bare)) => own.clone().or(bare),
            (Some(own), None) => own.clone(),
            (None, Some(bare)) => bare.clone(),
            (None, None) => return data,
        };
        let mut changed = LanguageData::clone(&data);
        customs.apply(&mut changed);
        Arc::new(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_region_goes_before_its_language_and_auto_is_what_the_region_does() {
        let tag = |tag: &str| LangTag::parse(tag).expect("a tag");
        let house = HouseCustoms::new(BTreeMap::from([
            (tag("ar"), Customs { digits: Some(Some(NumeralSystem::Arab)), ..Customs::default() }),
            (tag("ar-MA"), Customs { digits: Some(None), ..Customs::default() }),
        ]));
        let number = |name: &str| Language::or_english(&tag(name)).with_customs(&house).number(12);
        assert_eq!(number("ar"), "١٢");
        assert_eq!(number("ar-TN"), "١٢");
        assert_eq!(number("ar-MA"), "12");
        assert_eq!(number("fr"), "12");
        let french = Language::or_english(&tag("fr")).with_customs(&house);
        assert_eq!(french.foreign(&tag("ar")).number(12), "١٢");
    }
}
