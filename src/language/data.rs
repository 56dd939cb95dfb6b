//! What a language file says.

use super::{Direction, MarkerStyle, NumeralSystem};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Digits of generated numbers.
    pub digits: NumeralSystem,
    /// Numbers are written 1.234,5 and not 1,234.5 (CLDR).
    #[serde(default)]
    pub decimal_comma: bool,
    /// How front matter pages are numbered.
    pub front_folios: MarkerStyle,
    /// Separates the parts of a heading number.
    pub number_separator: String,
    /// Quotation marks.
    pub quotes: Quotes,
    /// Words of fewer letters are not stretched by kashida (docs/typography.md A29).
    #[serde(default = "five")]
    pub kashida_letters: u16,
    /// Arrows of paths are turned into the direction of reading.
    #[serde(default)]
    pub turn_arrows: bool,
    /// How `---` is set.
    #[serde(default)]
    pub dashes: Dashes,
    /// Capitals of titles.
    #[serde(default)]
    pub titles: TitleCase,
    /// Words that are small in titles in capitals.
    #[serde(default)]
    pub small_words: Vec<String>,
    /// Articles that do not count where titles are sorted.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Words that say «and so on», without their stop: suspension points after them say it twice.
    #[serde(default)]
    pub and_so_on: Vec<String>,
    /// Commas and full stops stand inside closing quotation marks.
    #[serde(default)]
    pub stops_inside: bool,
    /// How `*…*` is set.
    #[serde(default)]
    pub emphasis: Emphasis,
    /// Hyphenation, where the language has it.
    pub hyphenation: Option<Hyphenation>,
    /// Spaces the language's typography adds or fixes.
    #[serde(default)]
    pub spacing: Spacing,
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
    /// The same where most words have vowel signs.
    pub vocalised_pitch: Option<f64>,
    /// Words and patterns of generated text by key, see `en.toml`.
    pub terms: BTreeMap<String, String>,
    /// Ordinals from 1, masculine or the only form, as in «the first part».
    pub ordinals: Vec<String>,
    /// What begins the items of a list in words from 1 on: «first», «second».
    pub item_ordinals: Vec<String>,
    /// Which abjad letters count in: [`MarkerStyle::Abjad`] for the eastern one, or that of the Maghreb.
    #[serde(default = "eastern")]
    pub abjad: MarkerStyle,
    /// Which of the two words for a volume is usual.
    #[serde(default)]
    pub volume_word: VolumeWord,
    /// How words on a spine are turned.
    #[serde(default)]
    pub spine: SpineTurn,
    /// What volumes are called.
    pub volumes: VolumeWords,
    /// What parts above chapters are called.
    pub parts: PartNames,
    /// The first day of a month, where it is written in its own way.
    pub first_day: Option<String>,
    /// Month names from January.
    pub months: Vec<String>,
    /// References such as «figure 3» begin with a small letter inside a sentence.
    #[serde(default)]
    pub small_references: bool,
    /// Words that say nothing about where a link leads, alone in a link.
    pub empty_link_words: Vec<String>,
    /// How the number of a note is written where it is marked, with `{number}`.
    #[serde(default = "bare_number")]
    pub note_mark: String,
}

/// How words on a spine are turned (docs/typography.md P24).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpineTurn {
    /// Their tops lie at the right: Latin words are read downwards.
    #[default]
    Clockwise,
    /// Their tops lie at the left: Latin words are read upwards, Arabic ones downwards.
    CounterClockwise,
}

impl SpineTurn {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "clockwise" => Some(Self::Clockwise),
            "counter-clockwise" => Some(Self::CounterClockwise),
            _ => None,
        }
    }
}

/// What a volume is called after: what it says, or what it is (docs/typography.md V6).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VolumeWord {
    /// A part of the work: tome, tomo, جزء.
    Work,
    /// A bound book: volume, volumen, مجلد.
    #[default]
    Object,
}

/// What volumes are called after both.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeWords {
    /// As parts of a work; as bound books where the language has but one word.
    pub work: Option<VolumeNames>,
    /// As bound books.
    pub object: VolumeNames,
}

impl VolumeWords {
    /// The names after a word.
    #[must_use]
    pub fn after(&self, word: VolumeWord) -> &VolumeNames {
        match (word, &self.work) {
            (VolumeWord::Work, Some(work)) => work,
            _ => &self.object,
        }
    }
}

/// Patterns that name a volume.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeNames {
    /// «Volume one», with `{ordinal}` or `{number}`.
    pub name: String,
    /// «Volume one of two», also with `{total}`.
    pub of: String,
    /// How «of n volumes» is said from 1 on, index 0 for one; numbers where the list ends.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Where a reference leads: «vol. 1, p. 45», with `{volume}` or `{volume-name}`, and `{page}`.
    pub page: String,
    /// Heading of the contents of one volume.
    pub contents: String,
    /// How a library writes a volume: «v. 1».
    pub short: String,
    /// How many there are: «3 volumes», with `{count}`.
    pub count: String,
}

/// How the parts of a work are counted (docs/typography.md P6): «Part I», «Première partie», «الباب الأول».
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartNames {
    /// With `{ordinal}` or `{number}`.
    pub name: String,
    /// What stands where there is no ordinal any more, with `{number}`.
    pub otherwise: Option<String>,
    /// Ordinals from 1, where they are not those of volumes.
    #[serde(default)]
    pub ordinals: Vec<String>,
    /// How `{number}` is written.
    pub numbers: MarkerStyle,
}

fn five() -> u16 {
    5
}

fn eastern() -> MarkerStyle {
    MarkerStyle::Abjad
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

/// Which words of a title begin with a capital (docs/typography.md F9, S10, E6).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleCase {
    /// As the author has it.
    #[default]
    Free,
    /// The first, and names.
    Sentence,
    /// All but short ones.
    Headline,
}

impl TitleCase {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "free" => Some(Self::Free),
            "sentence" => Some(Self::Sentence),
            "headline" => Some(Self::Headline),
            _ => None,
        }
    }
}

/// How emphasis, `*…*`, differs from the words around it (docs/typography.md A44).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emphasis {
    /// Italics, or the accent colour where the script has none.
    #[default]
    Auto,
    /// The accent colour.
    Color,
    /// Bold.
    Bold,
    /// A line above.
    Overline,
    /// The outer quotation marks of the language.
    Guillemets,
}

impl Emphasis {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "color" => Some(Self::Color),
            "bold" => Some(Self::Bold),
            "overline" => Some(Self::Overline),
            "guillemets" => Some(Self::Guillemets),
            _ => None,
        }
    }
}

/// How `---` between words is set (docs/typography.md E2).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dashes {
    /// An em dash between the spaces that were typed.
    #[default]
    Typed,
    /// An em dash without spaces.
    Closed,
    /// An en dash between spaces.
    Spaced,
}

impl Dashes {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "typed" => Some(Self::Typed),
            "closed" => Some(Self::Closed),
            "spaced" => Some(Self::Spaced),
            _ => None,
        }
    }
}

/// Limits of hyphenation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hyphenation {
    /// Name of the patterns: an ISO 639-1 code known to hypher, or `en-gb`.
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
    /// Prefixes that stay whole before a word in *r* (Spanish `inter-relación`, docs/typography.md S3).
    #[serde(default)]
    pub prefixes_before_r: Vec<String>,
    /// May capitalised words be divided?
    #[serde(default = "yes")]
    pub capitalised: bool,
    /// May a hyphen end the last full line of a paragraph?
    #[serde(default)]
    pub final_hyphens: bool,
    /// Divisions that leave an unfortunate half: `dis-putas` of one word, `-culo` and `pene-` of all words that would end
    /// or begin a line so (docs/typography.md S11).
    #[serde(default)]
    pub unfortunate: Vec<String>,
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
    /// Whole numbers typed without groups are parted from so many digits on; 0 leaves them as typed.
    pub group_from: u16,
}

/// Endings that are raised (docs/typography.md F7).
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
