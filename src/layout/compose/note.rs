//! Notes: the number hangs at the start, the text follows in small type.

use super::super::rows::{Break, Row};
use super::Composer;
use super::context::keep_with_row_before;
use super::spacing::Paragraphs;
use crate::diagnostics::Diagnostics;
use crate::manuscript::Note;
use crate::text::Owner;
use crate::units::Length;

/// Least room for the number, in thousandths of an em.
const INDENT: i64 = 1600;

/// The rows of a note.
pub(super) fn compose(composer: &Composer<'_>, note: &Note, width: Length, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let mut outer = composer.context(width);
    let size = composer.small(outer.text.size, "note");
    outer.scale = u16::try_from(size.scale(1000, outer.text.size.raw().max(1)).raw()).unwrap_or(850);
    outer.text.size = size;
    outer.grid = composer.note_grid();
    outer.paragraphs = Paragraphs::Indented;
    outer.follows_words = true;
    // Chapters never open in a note.
    outer.depth = 1;
    let number = outer.language.note_mark(note.number);
    let style = outer.text.clone();
    let room = composer.marker_width(&outer, &number, &style) + Composer::marker_gap(&outer);
    let inner = outer.inside(room.max(size.scale(INDENT, 1000)), Length::ZERO);
    let mut rows = composer.sequence(&inner, &note.blocks, diagnostics);
    composer.hang(&inner, &number, &style, Owner::Node(note.label), &mut rows, diagnostics);
    if let Some(first) = rows.first_mut() {
        first.break_before = Break::Allowed;
    }
    if let Some(second) = rows.get_mut(1) {
        keep_with_row_before(second);
    }
    rows
}
