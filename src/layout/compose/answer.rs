//! Dotted lines to write on.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, keep_with_row_before};
use crate::text::{Artifact, Item, ItemKind, Owner};
use crate::units::{Length, Point};

/// Room that handwriting needs from line to line.
const ROOM: f64 = 8.0;

impl Composer<'_> {
    /// That many dotted lines over the full measure, at about 8 mm, in half lines of the grid (docs/typography.md P29).
    pub(super) fn answer_lines(&self, context: &Context, count: u16) -> Vec<Row> {
        let half = context.grid.pitch / 2;
        let wanted = Length::from_mm(ROOM);
        let height = (wanted - half / 2).ceil_to(half).max(context.grid.pitch);
        let mut rows: Vec<Row> = (0..count).map(|_| self.answer_line(context, height)).collect();
        if let Some(second) = rows.get_mut(1) {
            keep_with_row_before(second);
        }
        rows
    }

    fn answer_line(&self, context: &Context, height: Length) -> Row {
        let mut row = context.row(height);
        let y = height - Length::from_pt(2.0);
        let (start, end) = if context.is_rtl() { (context.right, context.left) } else { (context.left, context.right) };
        row.items.push(Item {
            owner: Owner::Artifact(Artifact::Layout),
            kind: ItemKind::Line {
                from: Point::new(start, y),
                to: Point::new(end, y),
                width: Length::from_pt(0.8),
                color: self.house.ink,
                dash: Some((Length::ZERO, Length::from_pt(3.0))),
            },
        });
        row
    }
}
