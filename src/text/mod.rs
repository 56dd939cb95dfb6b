//! A paragraph to lines.
//!
//! In: a [`Paragraph`]: words, the style of each stretch, and whose each stretch is. Out: [`Line`]s of positioned glyph
//! runs. [`prepare`] does what no measure changes: collect the pieces to one text with the language's spaces, bidi
//! levels, itemize (level, script, language, font), shape, find break opportunities. [`Prepared::lines`] does the rest
//! for a measure: choose breaks for the whole paragraph (Knuth–Plass), hyphenate where that is needed, justify, reorder
//! each line.

mod bidi;
mod bounded;
mod breaks;
mod closing;
mod collect;
mod decorate;
mod edges;
mod fallback;
mod fragments;
mod hanging;
mod hyphenate;
mod isolates;
mod itemize;
mod justify;
mod kashida;
mod line;
mod linebreak;
mod looseness;
mod missing;
mod paragraph;
mod preformatted;
mod prepared;
mod reorder;
mod rivers;
mod rules;
mod run;
mod shape;
mod spacing;
mod units;
mod words;

pub use crate::font::FontRole;
pub use closing::close;
pub use decorate::Decoration;
pub use isolates::{Inner, Node, find as isolated_parts, of_link, one_direction, signed, strings_of_code};
pub use looseness::Flex;
pub use paragraph::{Align, Hanging, Isolate, Line, Measure, Paragraph, Piece, PieceKind, TextStyle};
pub use prepared::{Prepared, prepare};
pub use run::{Artifact, Glyph, GlyphKind, GlyphRun, Item, ItemKind, Owner, Paint};
pub use units::is_address;
pub use words::{Stretch, spaced_words};

#[cfg(test)]
mod tests;
