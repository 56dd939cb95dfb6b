//! What the text stage takes and gives.

use super::decorate::Decoration;
use super::run::{Item, Owner};
use crate::diagnostics::Span;
use crate::font::FontRole;
use crate::language::{Direction, Language};
use crate::manuscript::NoteId;
use crate::project::Kashida;
use crate::units::{Color, Length};

/// How a stretch of text looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextStyle {
    /// Which family.
    pub role: FontRole,
    /// Size of the em in the paragraph's main script; companion scripts are scaled to match it.
    pub size: Length,
    /// Bold.
    pub bold: bool,
    /// Italic where the script has one; scripts without one show emphasis in their own way.
    pub italic: bool,
    /// Colour.
    pub color: Color,
    /// Colour that shows emphasis where `italic` is asked for and the script has no italic (docs/typography.md A44);
    /// `None` keeps `color`.
    pub emphasis_color: Option<Color>,
    /// Thickness of the outline that stands for filled letters (docs/typography.md A46); zero fills them.
    pub outline: Length,
    /// Baseline shift upwards.
    pub rise: Length,
    /// Lines below, above and through, and the ground.
    pub decoration: Decoration,
    /// Raised letters of an ordinal: the font's own superior letters where it has them (docs/typography.md F7).
    pub superior: bool,
    /// OpenType features on top of the usual ones, such as `smcp`, `onum`, `tnum`.
    pub features: Vec<&'static str>,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// How it looks.
    pub style: TextStyle,
    /// Whose it is.
    pub owner: Owner,
    /// Language, where it differs from the paragraph's.
    pub language: Option<Language>,
    /// The bidi isolate it stands in, for nodes such as code, links to the web, foreign spans (docs/typography.md A16).
    pub isolate: Option<Isolate>,
    /// No hyphenation, no language rules, breaks only where a URL or code may break.
    pub verbatim: bool,
    /// Where it was written.
    pub source: Option<Span>,
}

impl Piece {
    /// Words of the paragraph's language that stand in no isolate.
    #[must_use]
    pub fn words(text: impl Into<String>, style: TextStyle, owner: Owner) -> Self {
        Self::new(PieceKind::Text(text.into()), style, owner)
    }

    /// Anything in the paragraph's language that stands in no isolate.
    #[must_use]
    pub const fn new(kind: PieceKind, style: TextStyle, owner: Owner) -> Self {
        Self { kind, style, owner, language: None, isolate: None, verbatim: false, source: None }
    }
}

/// A bidi isolate. Neighbouring pieces with the same one stand in it together, so that a foreign phrase with emphasis
/// in it keeps its order.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Its direction.
    pub direction: Direction,
    /// Tells it from its neighbours; unique in its paragraph.
    pub group: u32,
    /// It is set apart whatever stands around it, as code is; else only where UAX#9 would tear it, as a link in Latin
    /// words, which counts with its neighbours (docs/typography.md A16, A17).
    pub firm: bool,
}

impl Isolate {
    /// One that always is set apart.
    #[must_use]
    pub const fn firm(direction: Direction, group: u32) -> Self {
        Self { direction, group, firm: true }
    }
}

/// What a stretch holds.
#[derive(Clone, Debug)]
pub enum PieceKind {
    /// Words.
    Text(String),
    /// A note's mark: the text, raised; never parted from the word before it.
    NoteMark(String, NoteId),
    /// A thing of this size that stands on the baseline: items with positions relative to its left end.
    Object {
        /// Width.
        width: Length,
        /// Above the baseline.
        ascent: Length,
        /// Below the baseline.
        descent: Length,
        /// What it shows.
        items: Vec<Item>,
    },
    /// A new line.
    Break,
}

/// How lines fill the measure.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Both edges, last line at the start.
    #[default]
    Justify,
    /// Both edges of every line, Arabic words stretched as far as that takes (docs/typography.md A54).
    Fill,
    /// Start edge.
    Start,
    /// Middle.
    Center,
    /// End edge.
    End,
}

/// Where signs hang in the margins (docs/typography.md P20, A55).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Hanging {
    /// At neither edge.
    #[default]
    Nowhere,
    /// At the edge where lines start: what makes the even edge of ragged display text.
    StartEdge,
    /// At both edges.
    BothEdges,
}

/// A paragraph as the layout asks for it.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its stretches in logical order.
    pub pieces: Vec<Piece>,
    /// Its language: base direction, digits, rules.
    pub language: Language,
    /// Base direction; that of the language but for code.
    pub direction: Direction,
    /// How lines fill the measure.
    pub align: Align,
    /// May words be divided?
    pub hyphenate: bool,
    /// May Arabic words be stretched where spaces would gape? Not in headings, tables, captions, notes, contents
    /// (docs/typography.md A27).
    pub kashida: Kashida,
    /// Where do signs hang in the margins? Not after an indent.
    pub hanging: Hanging,
    /// Line breaks of the source are kept (code).
    pub preformatted: bool,
}

impl Paragraph {
    /// Display text: in the direction of its language, ragged, never divided or stretched, and nothing hangs.
    #[must_use]
    pub fn display(pieces: Vec<Piece>, language: &Language) -> Self {
        Self {
            pieces,
            language: language.clone(),
            direction: language.direction(),
            align: Align::Start,
            hyphenate: false,
            kashida: Kashida::Off,
            hanging: Hanging::Nowhere,
            preformatted: false,
        }
    }
}

/// The room a paragraph has.
#[derive(Copy, Clone, Debug)]
pub struct Measure {
    /// Width of the lines.
    pub width: Length,
    /// Indent of the first line from the start edge; negative hangs.
    pub first_indent: Length,
}

/// A finished line. Item positions: x from the left end of the measure (for right-to-left text, too), y from the baseline downwards.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What lies on it, in reading order.
    pub items: Vec<Item>,
    /// Where the ink begins, from the left end of the measure.
    pub left: Length,
    /// Width from the first to the last glyph.
    pub width: Length,
    /// Greatest font ascent on the line.
    pub ascent: Length,
    /// Greatest font descent on the line.
    pub descent: Length,
    /// Notes whose mark stands on it.
    pub notes: Vec<NoteId>,
    /// Ends in a hyphen.
    pub hyphenated: bool,
    /// How far it sticks out of the measure.
    pub overfull: Length,
    /// Width of a word space relative to its natural one, 1000 for natural; 0 for a line without spaces.
    pub stretch: i32,
}
