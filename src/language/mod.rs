//! All that is particular to a language, as data: one TOML file each. A new language is a new file, not new code.
//!
//! In: a BCP 47 tag such as `ar-MA`. Out: the [`Language`] with its direction, digits, words and rules.

mod numerals;

pub use numerals::{MarkerStyle, NumeralSystem};

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Which way lines run.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Whether lines run from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Rtl
    }
}

/// A BCP 47 language tag as written in the sources, checked for form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LangTag(Arc<str>);

impl LangTag {
    /// Reads a tag; canonical case (`ar-MA`, `zh-Hant`) comes out.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let locale: icu_locale_core::LanguageIdentifier = tag.parse().ok()?;
        (!locale.language.is_unknown()).then(|| Self(locale.to_string().into()))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ar` of `ar-MA`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Which way its lines run: what its file says or, for languages that have none, what its usual script does.
    #[must_use]
    pub fn direction(&self) -> Direction {
        const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
        const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr"];
        let script = self.0.split('-').skip(1).find(|part| part.len() == 4);
        let rtl = script
            .map_or_else(|| RIGHT_TO_LEFT.contains(&self.primary()), |script| RIGHT_TO_LEFT_SCRIPTS.contains(&script));
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// `MA` of `ar-MA`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| {
            part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase())
                || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

impl fmt::Display for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a language file says. Patterns hold `{name}` for what is put in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageData {
    /// Name in the language itself, as a download page shows it.
    pub name: String,
    /// Which way lines run.
    pub direction: Direction,
    /// ISO 15924 code of the main script.
    pub script: String,
    /// Digits of generated numbers, by region; key `default` for the rest.
    pub digits: BTreeMap<String, NumeralSystem>,
    /// Regions that write 1.234,5 (CLDR); the others, and the language without a region, write 1,234.5.
    #[serde(default)]
    pub decimal_comma: Vec<String>,
    /// How front matter pages are numbered.
    pub front_folios: MarkerStyle,
    /// Separates the parts of a heading number.
    pub number_separator: String,
    /// Quotation marks.
    pub quotes: Quotes,
    /// Hyphenation, where the language has it.
    pub hyphenation: Option<Hyphenation>,
    /// Spaces the language's typography adds or fixes.
    #[serde(default)]
    pub spacing: Spacing,
    /// The same by region, where the custom of a country differs (`CH`, `CA`).
    #[serde(default)]
    pub spacing_by_region: BTreeMap<String, Spacing>,
    /// Endings of ordinals and abbreviations that are raised.
    #[serde(default)]
    pub raised: Raised,
    /// Words after which a line never breaks (`p.`, `Mme`, `n.º`), and units before which it never does.
    #[serde(default)]
    pub no_break: NoBreak,
    /// Markers of bullet lists by depth; the last serves deeper ones.
    pub bullets: Vec<String>,
    /// Line pitch in the unit of the font size, body text.
    pub line_pitch: f64,
    /// Words and patterns of generated text by key, see `en.toml`.
    pub terms: BTreeMap<String, String>,
    /// Ordinals from 1, masculine or the only form, as in «the first part».
    pub ordinals: Vec<String>,
    /// How «of n volumes» is said from 1 on («of two parts»), index 0 for one.
    pub volume_totals: Vec<String>,
    /// Month names from January.
    pub months: Vec<String>,
    /// Month names of regions that have their own.
    #[serde(default)]
    pub regional_months: Vec<RegionalMonths>,
    /// References such as «figure 3» begin with a small letter inside a sentence.
    #[serde(default)]
    pub small_references: bool,
    /// Words that say nothing about where a link leads, alone in a link.
    pub empty_link_words: Vec<String>,
    /// How the number of a note is written where it is marked, with `{number}`.
    #[serde(default = "bare_number")]
    pub note_mark: String,
}

/// The names that some regions give the months.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalMonths {
    /// ISO 3166 codes of the regions.
    pub regions: Vec<String>,
    /// Names from January.
    pub names: Vec<String>,
}

fn bare_number() -> String {
    "{number}".to_owned()
}

/// Quotation marks, outer pair then inner pair.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Outer pair.
    pub outer: [String; 2],
    /// Inner pair.
    pub inner: [String; 2],
    /// Apostrophe.
    pub apostrophe: String,
}

/// Limits of hyphenation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hyphenation {
    /// Name of the patterns: ISO 639-1 code known to hypher.
    pub patterns: String,
    /// Least letters before the hyphen.
    pub before: usize,
    /// Least letters after it.
    pub after: usize,
    /// Shortest word that may be divided.
    pub shortest: usize,
    /// Repeat a compound's own hyphen at the start of the next line (Spanish).
    #[serde(default)]
    pub repeat: bool,
    /// Prefixes that stay whole before a word in *r* (Spanish `inter-relación`, TYPOGRAPHY.md S3).
    #[serde(default)]
    pub prefixes_before_r: Vec<String>,
    /// May capitalised words be divided?
    #[serde(default = "yes")]
    pub capitalised: bool,
}

fn yes() -> bool {
    true
}

/// Spaces of fixed width put around punctuation; what the author typed there is replaced.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spacing {
    /// Sign → space before it; an empty one takes typed spaces away.
    pub before: BTreeMap<String, String>,
    /// Sign → space after it.
    pub after: BTreeMap<String, String>,
    /// Space between the groups of three digits of a number that was typed in groups.
    pub groups: Option<String>,
}

/// Endings that are raised (TYPOGRAPHY.md F7).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raised {
    /// Endings of ordinals after digits and after Roman numerals.
    pub ordinals: Vec<String>,
    /// Abbreviations whose letters after the first are raised.
    pub abbreviations: Vec<String>,
}

/// Where a line never breaks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoBreak {
    /// Not after these words when a space follows.
    pub after: Vec<String>,
    /// Not before these words when a number and a space come before.
    pub units: Vec<String>,
}

/// A language as a publication uses it: its data and its tag.
#[derive(Clone, Debug)]
pub struct Language {
    /// The tag as asked for, such as `ar-MA`.
    pub tag: LangTag,
    /// What the file of its primary language says.
    pub data: Arc<LanguageData>,
}

/// The files, by primary language.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("en.toml")),
    ("fr", include_str!("fr.toml")),
    ("es", include_str!("es.toml")),
    ("ar", include_str!("ar.toml")),
];

static DATA: LazyLock<BTreeMap<&'static str, Arc<LanguageData>>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(tag, text)| {
            let data = toml::from_str(text)
                .unwrap_or_else(|error| panic!("the language file {tag}.toml that was built in: {error}"));
            (*tag, Arc::new(data))
        })
        .collect()
});

/// Tags of the languages that have a file, in the order of the files.
pub fn known() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(tag, _)| *tag)
}

impl Language {
    /// The language of a tag, if there is a file for its primary language.
    #[must_use]
    pub fn of(tag: &LangTag) -> Option<Self> {
        let data = DATA.get(tag.primary())?.clone();
        Some(Self { tag: tag.clone(), data })
    }

    /// The language of a tag, or English words under that tag where there is no file for it.
    #[must_use]
    pub fn or_english(tag: &LangTag) -> Self {
        Self::of(tag).unwrap_or_else(|| Self { tag: tag.clone(), data: DATA["en"].clone() })
    }

    /// The language of words inside a text of another language. Where there is no file for it, only its direction is
    /// known: its words are not divided by the rules of English.
    #[must_use]
    pub fn foreign(tag: &LangTag) -> Self {
        Self::of(tag).unwrap_or_else(|| {
            let direction = tag.direction();
            let script = if direction.is_rtl() { &DATA["ar"].script } else { &DATA["en"].script };
            let data = LanguageData { hyphenation: None, direction, script: script.clone(), ..(*DATA["en"]).clone() };
            Self { tag: tag.clone(), data: Arc::new(data) }
        })
    }

    /// The mark of a note in the text: its number in the language's digits, in parentheses where that is the custom
    /// (TYPOGRAPHY.md A49).
    #[must_use]
    pub fn note_mark(&self, number: u32) -> String {
        fill(&self.data.note_mark, &[("number", &self.number(number as usize))])
    }

    /// Which way lines run.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.data.direction
    }

    /// The spaces that its typography puts around signs, as its region does.
    #[must_use]
    pub fn spacing(&self) -> &Spacing {
        self.tag.region().and_then(|region| self.data.spacing_by_region.get(region)).unwrap_or(&self.data.spacing)
    }

    /// A word of generated text; its key where the file lacks it, so that a gap is seen.
    #[must_use]
    pub fn term<'a>(&'a self, key: &'a str) -> &'a str {
        self.data.terms.get(key).map_or(key, String::as_str)
    }

    /// A pattern of generated text with `{name}` replaced by the values.
    #[must_use]
    pub fn pattern(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.term(key), values)
    }

    /// Digits of generated numbers in this language and region.
    #[must_use]
    pub fn digits(&self) -> NumeralSystem {
        let digits = &self.data.digits;
        self.tag
            .region()
            .and_then(|region| digits.get(region))
            .or_else(|| digits.get("default"))
            .copied()
            .unwrap_or_default()
    }

    /// A whole number in the language's digits.
    #[must_use]
    pub fn number(&self, value: usize) -> String {
        self.digits().format(value)
    }

    /// A heading number such as 3.2.1 in the language's order and digits.
    #[must_use]
    pub fn multi_number(&self, parts: &[u16]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.number(usize::from(*part))).collect();
        parts.join(&self.data.number_separator)
    }

    /// The name of a month from 1 in the language and region; nothing for a month that does not exist.
    #[must_use]
    pub fn month(&self, month: usize) -> &str {
        let region = self.tag.region();
        let regional =
            self.data.regional_months.iter().find(|one| one.regions.iter().any(|known| region == Some(known)));
        let names = regional.map_or(&self.data.months, |one| &one.names);
        month.checked_sub(1).and_then(|at| names.get(at)).map_or("", String::as_str)
    }

    /// «November 2026».
    #[must_use]
    pub fn month_year(&self, date: jiff::civil::Date) -> Option<String> {
        let month = self.month(usize::from(date.month().unsigned_abs()));
        if month.is_empty() {
            return None;
        }
        let year = self.number(usize::from(date.year().unsigned_abs()));
        Some(self.pattern("month-year", &[("month", month), ("year", &year)]))
    }

    /// «Volume one of three», as a title page names it.
    #[must_use]
    pub fn volume_of(&self, volume: usize, volumes: usize) -> String {
        let ordinal = self.ordinal(volume);
        let number = self.number(volume);
        let count = self.number(volumes);
        let total = volumes
            .checked_sub(1)
            .and_then(|at| self.data.volume_totals.get(at))
            .map_or(count.as_str(), String::as_str);
        self.pattern("volume-of", &[("ordinal", &ordinal), ("number", &number), ("total", total)])
    }

    /// «Volume one», without the total.
    #[must_use]
    pub fn volume(&self, volume: usize) -> String {
        self.pattern("volume-name", &[("ordinal", &self.ordinal(volume)), ("number", &self.number(volume))])
    }

    /// The ordinal of a number from 1, or the number where the file's list ends.
    #[must_use]
    pub fn ordinal(&self, value: usize) -> String {
        value.checked_sub(1).and_then(|at| self.data.ordinals.get(at)).cloned().unwrap_or_else(|| self.number(value))
    }
}

/// Replaces `{name}` by its value.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = pattern.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_read_and_has_the_same_terms() {
        let english: Vec<&String> = DATA["en"].terms.keys().collect();
        for tag in known() {
            let terms: Vec<&String> = DATA[tag].terms.keys().collect();
            assert_eq!(terms, english, "terms of {tag}.toml");
            assert_eq!(DATA[tag].months.len(), 12, "months of {tag}.toml");
            assert!(DATA[tag].regional_months.iter().all(|one| one.names.len() == 12), "regional months of {tag}.toml");
        }
    }

    #[test]
    fn direction_is_known_for_languages_without_a_file() {
        let direction = |tag: &str| LangTag::parse(tag).expect("a tag").direction();
        assert_eq!(direction("ar-MA"), Direction::Rtl);
        assert_eq!(direction("he"), Direction::Rtl);
        assert_eq!(direction("pa-Arab"), Direction::Rtl);
        assert_eq!(direction("ku-Latn"), Direction::Ltr);
        assert_eq!(direction("sw"), Direction::Ltr);
    }

    #[test]
    fn digits_follow_the_region() {
        let number = |tag: &str| Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language").number(2016);
        assert_eq!(number("ar-EG"), "٢٠١٦");
        assert_eq!(number("ar-MA"), "2016");
        assert_eq!(number("ar"), "2016");
        assert_eq!(number("en-GB"), "2016");
    }

    #[test]
    fn words_of_a_language_without_a_file_keep_its_direction_and_are_not_divided() {
        let foreign = |tag: &str| Language::foreign(&LangTag::parse(tag).expect("a tag"));
        assert_eq!(foreign("he").direction(), Direction::Rtl);
        assert_eq!(foreign("de").direction(), Direction::Ltr);
        assert!(foreign("de").data.hyphenation.is_none());
        assert!(foreign("fr").data.hyphenation.is_some());
        assert_eq!(foreign("ar-EG").note_mark(12), "(١٢)");
        assert_eq!(foreign("fr").note_mark(12), "12");
    }

    #[test]
    fn volumes_are_named_as_a_title_page_would() {
        let name =
            |tag: &str, k, n| Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language").volume_of(k, n);
        assert_eq!(name("ar", 1, 2), "الجزء الأول من جزأين");
        assert_eq!(name("ar", 3, 3), "الجزء الثالث من ثلاثة أجزاء");
        assert_eq!(name("fr", 1, 2), "Volume 1 sur 2");
    }
}
