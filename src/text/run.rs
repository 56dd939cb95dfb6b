//! Shaped text where it stands on a line.

use crate::diagnostics::Span;
use crate::font::FontId;
use crate::language::LangTag;
use crate::manuscript::NodeId;
use crate::picture::Image;
use crate::units::{Color, Length, Point, Rect};
use std::sync::Arc;

/// Something that lies on a page, and whose it is. Positions are those of the piece that holds it (line, row, page).
#[derive(Clone, Debug)]
pub struct Item {
    /// Whose it is.
    pub owner: Owner,
    /// What it is.
    pub kind: ItemKind,
}

impl Item {
    /// The same item, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let kind = match &self.kind {
            ItemKind::Glyphs(run, at) => ItemKind::Glyphs(run.clone(), *at + by),
            ItemKind::Rect(rect, paint) => ItemKind::Rect(rect.moved(by), *paint),
            ItemKind::Line { from, to, width, color, dash } => {
                ItemKind::Line { from: *from + by, to: *to + by, width: *width, color: *color, dash: *dash }
            }
            ItemKind::Picture { file, rect } => ItemKind::Picture { file: file.clone(), rect: rect.moved(by) },
        };
        Self { owner: self.owner, kind }
    }
}

/// Whose an item is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Content of this structure element (the innermost one).
    Node(NodeId),
    /// No content: readers skip it.
    Artifact(Artifact),
}

/// Why an item is no content.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Running head or folio.
    Pagination,
    /// Rules, backgrounds, leaders, repeated table heads.
    Layout,
    /// A word across the page that says what the file is.
    Watermark,
    /// Crop marks and the like.
    Page,
}

/// What lies on the page.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Glyphs on one baseline.
    Glyphs(Arc<GlyphRun>, Point),
    /// A rectangle, filled or stroked.
    Rect(Rect, Paint),
    /// A straight line.
    Line {
        /// From here.
        from: Point,
        /// To here.
        to: Point,
        /// Thickness.
        width: Length,
        /// Colour.
        color: Color,
        /// Lengths of dash and gap; a dash of zero with round caps gives dots.
        dash: Option<(Length, Length)>,
    },
    /// A picture file in its box.
    Picture {
        /// The picture.
        file: Image,
        /// Its box.
        rect: Rect,
    },
}

/// How a rectangle is painted.
#[derive(Copy, Clone, Debug, Default)]
pub struct Paint {
    /// Colour inside.
    pub fill: Option<Color>,
    /// Colour and thickness of the outline.
    pub stroke: Option<(Color, Length)>,
}

/// Glyphs of one font, size, colour and bidi level, in logical order (the order in which they are read), so that in a
/// right-to-left run x falls from glyph to glyph.
///
/// ```text
///   ltr   origin──▶ g0 g1 g2        rtl   origin──▶ g2 g1 g0
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// Size of the em.
    pub size: Length,
    /// How much wider than they are drawn in the font the letters are, ten-thousandths of their width; below nought for
    /// narrower (docs/typography.md P32).
    pub expansion: i16,
    /// Colour.
    pub color: Color,
    /// Thickness of the line around letters that are not filled; zero where they are (docs/typography.md A46).
    pub outline: Length,
    /// Resolved bidi level: odd runs are painted right to left.
    pub level: u8,
    /// Language of the words.
    pub lang: LangTag,
    /// From the left edge of the first to the right edge of the last glyph as seen.
    pub width: Length,
    /// The words; each glyph's share follows that of the glyph before it.
    pub text: Box<str>,
    /// Where the words were written, where they come from the sources.
    pub source: Option<Span>,
    /// The glyphs, in logical order.
    pub glyphs: Box<[Glyph]>,
}

/// A glyph.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Left edge of its advance box from the run's origin, in 1/65 536 pt, the font's offset included.
    pub x: i32,
    /// Upwards shift from the baseline, in 1/65 536 pt.
    pub y: i32,
    /// Advance, in 1/65 536 pt, with what justification added.
    pub advance: i32,
    /// Index in the font.
    pub id: u16,
    /// Bytes of [`GlyphRun::text`] it stands for; 0 for a glyph that stands for no text of its own.
    pub text_len: u8,
    /// What it is there for.
    pub kind: GlyphKind,
}

/// What a glyph is there for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum GlyphKind {
    /// Text.
    Text,
    /// A hyphen that hyphenation added: U+00AD to readers of the file.
    Hyphen,
    /// A kashida or a repeated hyphen: not part of the text.
    Filler,
}
