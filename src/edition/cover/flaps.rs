//! The flaps of a cover: beyond front and back, folded in. The front one has words on the book.

use super::back::fitted;
use super::{Input, Sheet};
use crate::diagnostics::Diagnostics;
use crate::project::HouseStyle;
use crate::text::Item;
use crate::units::{Length, Point};

/// From the edges of a flap to its words, in millimetres, where no more is asked.
const MARGIN: f64 = 10.0;

/// Draws the words of the front flap, in their place on the sheet.
pub(super) fn draw(input: &Input<'_>, house: &HouseStyle, sheet: &Sheet, diagnostics: &mut Diagnostics) -> Vec<Item> {
    let Some(words) = input.facts.flap.as_deref().filter(|_| sheet.flaps > Length::ZERO) else { return Vec::new() };
    let panel = &sheet.panel;
    let margin = Length::from_mm(MARGIN);
    let left = if panel.rtl { margin } else { sheet.size().width - sheet.flaps + margin };
    let mut top = panel.title_top();
    let room = panel.ground_end - margin - top;
    let mut items = Vec::new();
    for block in fitted(input, house, ("the `flap`", words), (sheet.flaps - margin * 2, room), diagnostics) {
        items.extend(block.items(Point::new(left, top)));
        top += block.height() + block.pitch / 2;
    }
    items
}
