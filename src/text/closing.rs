//! A space after the last word of text that ends without one, where more text of the same element follows.

use super::run::{Glyph, GlyphKind, Item, ItemKind};
use crate::font::FontSet;
use std::sync::Arc;

/// Sets a space after the last word of items in reading order, so that readers of the file do not take it and the first
/// word of what follows for one: «Chapter 1» and a title below it, the words of a drawing. Nothing moves on the page.
pub fn close(items: &mut [Item], fonts: &FontSet) {
    let runs = items.iter_mut().rev().filter_map(|item| match &mut item.kind {
        ItemKind::Glyphs(run, _) => Some(run),
        _ => None,
    });
    let Some(run) = runs.into_iter().next() else { return };
    let font = fonts.font(run.font);
    let Some(id) = font.glyph_for(' ').filter(|_| !run.text.ends_with(char::is_whitespace)) else { return };
    let advance = run.size.font_units(font.advance(id), font.units_per_em).raw() as i32;
    let run = Arc::make_mut(run);
    let x = match (run.glyphs.last(), run.level % 2) {
        (None, _) => 0,
        (Some(last), 0) => last.x.saturating_add(last.advance),
        (Some(last), _) => last.x.saturating_sub(advance),
    };
    let space = Glyph { x, y: 0, advance, id, text_len: 1, kind: GlyphKind::Text };
    run.glyphs = run.glyphs.iter().copied().chain([space]).collect();
    run.text = format!("{} ", run.text).into();
}
