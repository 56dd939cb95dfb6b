//! A paragraph to lines.
//!
//! In: a [`Paragraph`]: words, the style of each stretch, and whose each stretch is. Out: [`Line`]s of positioned glyph
//! runs. Steps: itemize (bidi level, script, language, font), shape, find break opportunities, choose breaks for the
//! whole paragraph (Knuth–Plass), justify, reorder each line.

mod paragraph;
mod run;

pub use crate::font::FontRole;
pub use paragraph::{Align, Isolate, Line, Measure, Paragraph, Piece, PieceKind, Prepared, TextStyle, prepare};
pub use run::{Artifact, Glyph, GlyphKind, GlyphRun, Item, ItemKind, Owner, Paint};
