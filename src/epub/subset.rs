//! The glyphs of a font that the letters of a book can become, with the tables that join and place them.
//!
//! In: a font and the characters of a book. Out: a font file that shapes every text of these characters as the whole
//! one does, at a quarter of its size. PDFs need no such tables: their glyphs are placed already.

use crate::font::Font;
use fontcull_klippa::{DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use fontcull_write_fonts::read::FontRef;
use fontcull_write_fonts::read::collections::IntSet;
use fontcull_write_fonts::types::{GlyphId, NameId, Tag};

/// Letters, signs and digits that stay whatever the book has, so that a reader's notes and corrections are set in it, too.
pub(super) const ALWAYS: [std::ops::RangeInclusive<char>; 4] =
    [' '..='~', '\u{60C}'..='\u{60C}', '\u{61B}'..='\u{66D}', '«'..='»'];

/// Tables that nothing needs here: a signature of the whole file, and justification that no reader knows.
const DROPPED: [Tag; 2] = [Tag::new(b"DSIG"), Tag::new(b"JSTF")];

/// Names up to that of the licence's address (OpenType, table `name`).
const NAMES: std::ops::RangeInclusive<u16> = 0..=14;

/// English (United States) of Windows: the language of the names.
const NAME_LANGUAGE: u16 = 0x409;

/// The font for these characters; `None` where it cannot be made smaller.
pub(super) fn subset(font: &Font, characters: impl Iterator<Item = char>) -> Option<Vec<u8>> {
    let whole = FontRef::new(font.data.as_ref()).ok()?;
    let wanted: IntSet<u32> = characters.map(u32::from).collect();
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        &wanted,
        &whole,
        SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
        &DROPPED.into_iter().collect(),
        &IntSet::all(),
        &DEFAULT_LAYOUT_FEATURES.iter().copied().collect(),
        &NAMES.map(NameId::new).collect(),
        &[NAME_LANGUAGE].into_iter().collect(),
    );
    subset_font(&whole, &plan).ok().filter(|made| made.len() < font.data.as_ref().len())
}
