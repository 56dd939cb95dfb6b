//! The design of a toolbox, as data: `house-style.toml`. A good one is built in; a project's file changes what it names.

use super::page_size::OfficePaper;
use super::{Binding, SpineRule};
use crate::diagnostics::Span;
use crate::language::HouseCustoms;
use crate::units::{Color, Length};
use std::collections::BTreeMap;

/// The design of a toolbox. Vertical distances are given in lines of the baseline grid.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseStyle {
    /// The page.
    pub page: PageStyle,
    /// Size of body text in a Latin-script language.
    pub text_size: Length,
    /// Size of body text by primary language where it differs (`ar`).
    pub text_size_by_language: BTreeMap<String, Length>,
    /// Families by role (`text`, `heading`, `code`) and ISO 15924 script (`Latn`, `Arab`); later ones are fallbacks.
    pub fonts: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Where the project's house style names a family.
    pub font_places: BTreeMap<String, Span>,
    /// OpenType features of a role on top of those that its words need, with their values.
    pub features: BTreeMap<String, Vec<([u8; 4], u32)>>,
    /// Colour of text.
    pub ink: Color,
    /// Colour of headings, labels and rules.
    pub accent: Color,
    /// Colour of links in the screen edition.
    pub link: Color,
    /// Pale ground of code and tables' heads.
    pub ground: Color,
    /// Ground of words that are marked.
    pub mark: Color,
    /// Headings by level: that of a part of the work first, then 1 to 6.
    pub headings: Vec<BlockStyle>,
    /// Size of notes, captions, tables, code relative to body text in thousandths.
    pub small: BTreeMap<String, u16>,
    /// First-line indent of paragraphs in thousandths of an em; 0 means a line of space between paragraphs.
    pub paragraph_indent: u16,
    /// Typed digits of Arabic words become those of the region.
    pub regional_digits: bool,
    /// Whether Arabic words are stretched to fill lines.
    pub kashida: Kashida,
    /// Running text fills its lines; otherwise their ends are ragged.
    pub justified: bool,
    /// Words of running text may be divided at the ends of lines.
    pub hyphens: bool,
    /// Signs hang in the margins of running text (docs/typography.md P20).
    pub hanging: bool,
    /// Figures of running text.
    pub figures: Figures,
    /// Boxes of the training manual by directive name (`exercise`, `facilitator` …).
    pub parts: BTreeMap<String, PartStyle>,
    /// What the house does in its own way, by language.
    pub customs: HouseCustoms,
    /// Parts and chapters open on a recto.
    pub chapters_open_recto: bool,
    /// Number chapters and sections down to this level; 0 for none.
    pub number_to_level: u8,
    /// Where contents stand.
    pub contents: ContentsPlace,
    /// Contents list headings down to this level.
    pub contents_to_level: u8,
}

/// The page and its margins.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Trimmed width.
    pub width: Length,
    /// Trimmed height.
    pub height: Length,
    /// They are those of what offices print on, which differs by region.
    pub office: Option<OfficePaper>,
    /// Bleed of the print edition.
    pub bleed: Length,
    /// The print edition has crop marks around the trimmed page.
    pub marks: bool,
    /// How the print edition is bound.
    pub binding: Binding,
    /// Pages that the print edition's number of pages is a multiple of; `None` leaves it to the binding.
    pub signature: Option<u16>,
    /// Thickness of a leaf.
    pub paper: Length,
    /// What cover and glue add to the thickness of a book.
    pub cover: Length,
    /// Weight of the paper in g/m².
    pub paper_weight: u16,
    /// Weight of the cover's board in g/m².
    pub cover_weight: u16,
    /// How thick the book is by the edition's profile, where that says so.
    pub spine: Option<SpineRule>,
    /// Width of the flaps of its cover; none where it is zero.
    pub flaps: Length,
    /// Least inner margins that the edition's profile asks for: up to so many pages, so wide.
    pub gutters: Vec<(u32, Length)>,
    /// Margins.
    pub margins: Margins,
}

impl PageStyle {
    /// Pages that the print edition's number of pages is a multiple of; 1 where any number will do.
    #[must_use]
    pub fn signature(&self) -> u16 {
        self.signature.unwrap_or(self.binding.signature()).max(1)
    }
}

/// Margins by the side of the book, not of the hand: inner is at the spine.
#[derive(Clone, Debug, PartialEq)]
pub struct Margins {
    /// At the spine.
    pub inner: Length,
    /// At the fore edge.
    pub outer: Length,
    /// Above the text.
    pub top: Length,
    /// Below the text.
    pub bottom: Length,
}

/// Type and space of a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockStyle {
    /// Size in thousandths of body text.
    pub size: u16,
    /// Bold face.
    pub bold: bool,
    /// In the accent colour.
    pub accent: bool,
    /// In capitals where the script has them (docs/typography.md F4).
    pub capitals: bool,
    /// Thickness of the outline that stands for filled letters (docs/typography.md A46); zero fills them.
    pub outline: Length,
    /// Lines of space before.
    pub before: u16,
    /// Lines of space after, in halves of a line.
    pub after: u16,
}

/// How a part of a training manual is set.
#[derive(Clone, Debug, PartialEq)]
pub struct PartStyle {
    /// Ground, if any.
    pub ground: Option<Color>,
    /// A rule along the start edge, if any: its colour.
    pub rule: Option<Color>,
    /// An outline, if any: its colour.
    pub outline: Option<Color>,
    /// Colour of the label and title.
    pub label: Color,
}

/// Where contents stand (docs/typography.md F12).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum ContentsPlace {
    /// Before the text.
    #[default]
    Front,
    /// After it.
    Back,
    /// Chapters before it, all after it.
    Both,
}

impl ContentsPlace {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "front" => Some(Self::Front),
            "back" => Some(Self::Back),
            "both" => Some(Self::Both),
            _ => None,
        }
    }
}

/// Which figures running text has (docs/typography.md E7); tables, contents and headings have lining ones.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// As high as capitals, all of one width.
    #[default]
    Lining,
    /// With tails as small letters have them, each of its own width.
    OldStyle,
}

impl Figures {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "lining" => Some(Self::Lining),
            "old-style" => Some(Self::OldStyle),
            _ => None,
        }
    }

    /// The OpenType features that give them.
    #[must_use]
    pub fn features(self) -> &'static [[u8; 4]] {
        // Fonts that have old-style figures unless asked have lining ones here.
        const LINING: [[u8; 4]; 1] = [*b"lnum"];
        const OLD_STYLE: [[u8; 4]; 2] = [*b"onum", *b"pnum"];
        match self {
            Self::Lining => &LINING,
            Self::OldStyle => &OLD_STYLE,
        }
    }
}

/// Whether and when Arabic words of running text are stretched to fill a line (docs/typography.md A27).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Kashida {
    /// Never.
    Off,
    /// Where the spaces have given what they may.
    #[default]
    Gentle,
    /// Before the spaces give.
    Full,
}

impl Kashida {
    /// Reads the name that a house style gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self::Off),
            "gentle" => Some(Self::Gentle),
            "full" => Some(Self::Full),
            _ => None,
        }
    }
}
