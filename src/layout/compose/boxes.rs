//! Boxes: a ground, rule or outline around blocks. A short one is never divided; a long one is, with open edges.

use super::super::rows::{Break, Enclosure, Row};
use super::Composer;
use super::context::{Context, height_of, keep_together, keep_with_row_before};
use super::setting::move_items;
use crate::manuscript::NodeId;
use crate::project::PartStyle;
use crate::units::{Length, Point};

/// Padding between the edge of a box and its text, in thousandths of an em.
const PADDING: i64 = 1000;

/// Least padding above and below, in thousandths of a line.
const LEAST_PADDING: i64 = 400;

/// Highest box that is never divided, in thousandths of a page's text (docs/typography.md P29).
const WHOLE: i64 = 333;

/// Highest worksheet that is divided only where a page would be left half empty: what is filled in and handed round is
/// best on one page.
const HELD: i64 = 667;

/// Cost of dividing it.
const DIVIDED: u16 = 700;

/// So many rows of a divided box stay with the one before them.
const LAST_ROWS: usize = 2;

/// Thickness of a rule along the start of a box.
const RULE: Length = Length::from_raw(65_536 * 5 / 2);

/// Thickness of an outline.
const OUTLINE: Length = Length::from_raw(65_536 * 3 / 4);

impl Composer<'_> {
    /// The inside of a box in this style, and the box itself as enclosure of its rows.
    pub(super) fn box_inside(&self, context: &Context, node: NodeId, style: &PartStyle) -> Context {
        let padding = context.text.size.scale(PADDING, 1000);
        let end = if style.ground.is_some() || style.outline.is_some() { padding } else { Length::ZERO };
        context.inside(padding, end).enclosed(Enclosure {
            node,
            left: context.left,
            right: context.right,
            direction: context.direction(),
            ground: style.ground,
            start_rule: style.rule.map(|color| (color, RULE)),
            outline: style.outline.map(|color| (color, OUTLINE)),
        })
    }

    /// Finishes the rows of a box: about half a line of padding above and below where its edge is seen, whole lines in
    /// sum, and no page end within unless it is higher than a third of a page. A box to be `held` together is divided
    /// below two thirds only for a reason.
    pub(super) fn finish_box(&self, context: &Context, style: &PartStyle, held: bool, rows: &mut [Row]) {
        let pitch = context.grid.pitch;
        let edged = style.ground.is_some() || style.outline.is_some();
        let least = if edged { pitch.scale(LEAST_PADDING, 1000) } else { Length::ZERO };
        let height = height_of(rows);
        let padding = (height + least * 2).ceil_to(pitch) - height;
        pad(rows, padding / 2, padding - padding / 2);
        if let Some(first) = rows.first_mut() {
            first.begins += 1;
        }
        if let Some(last) = rows.last_mut() {
            last.ends += 1;
        }
        let is_below = |part: i64| height + padding <= self.column_height().scale(part, 1000);
        if is_below(WHOLE) {
            keep_together(rows);
            return;
        }
        rows.iter_mut().rev().take(LAST_ROWS).for_each(keep_with_row_before);
        if held && is_below(HELD) {
            rows.iter_mut().skip(1).for_each(|row| cost_at_least(row, DIVIDED));
        }
    }
}

/// Lets a page end before the row at no less than this.
fn cost_at_least(row: &mut Row, cost: u16) {
    row.break_before = match row.break_before {
        Break::Allowed => Break::Cost(cost),
        Break::Cost(other) => Break::Cost(other.max(cost)),
        other => other,
    };
}

/// Adds height above the first row's items and below the last row's.
pub(super) fn pad(rows: &mut [Row], above: Length, below: Length) {
    if let Some(first) = rows.first_mut() {
        move_items(&mut first.items, Point::new(Length::ZERO, above));
        first.height += above;
    }
    if let Some(last) = rows.last_mut() {
        last.height += below;
    }
}
