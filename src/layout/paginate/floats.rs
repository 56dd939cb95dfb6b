//! Figures that leave their place for the top of the next page, in their order.

use super::Text;
use crate::layout::rows::Row;
use crate::units::Length;
use std::ops::Range;

/// Highest part of a page that moved figures take beside text, in hundredths.
const MOST_TAKEN: i64 = 80;

/// A figure, out of the flow of rows.
pub(super) struct Moved<'a> {
    /// Row before which it was written.
    pub(super) before: usize,
    pub(super) rows: Vec<&'a Row>,
}

impl<'a> Text<'a, '_> {
    /// How many figures were written in or before a chapter's rows up to `row`.
    pub(super) fn floats_before(&self, row: usize, chapter: &Range<usize>) -> usize {
        // What was written before the first row of all has no page before to come after.
        let is_before = |float: &&Moved<'_>| float.before <= row && (row > 0 || chapter.end == 0);
        self.floats.iter().take_while(is_before).count()
    }

    /// The figures at the top of the page that begins with row `first`, where those before `float` stand already: as
    /// many as leave the text some room, and one at least.
    pub(super) fn waiting(&self, chapter: &Range<usize>, first: usize, float: usize) -> Range<usize> {
        let written = self.floats.iter().take_while(|float| float.before <= first.min(chapter.end)).count();
        let most = self.room.height.scale(MOST_TAKEN, 100);
        let fits = |end: &usize| *end == float + 1 || self.height_of_floats(&(float..*end)) <= most;
        let end = (float + 1..=written).take_while(fits).last().unwrap_or(float);
        float..end
    }

    /// Height of figures at the top of a page, with a line of space below each.
    pub(super) fn height_of_floats(&self, floats: &Range<usize>) -> Length {
        self.placed_floats(floats).1
    }

    /// Rows of figures with their places, and where they end.
    pub(super) fn placed_floats(&self, floats: &Range<usize>) -> (Vec<(&'a Row, Length)>, Length) {
        let mut placed = Vec::new();
        let mut y = Length::ZERO;
        for float in self.floats.get(floats.clone()).unwrap_or_default() {
            for (at, row) in float.rows.iter().enumerate() {
                y = self.top(row, y, at == 0);
                placed.push((*row, y));
                y += row.height;
            }
            y = y.ceil_to(self.room.pitch) + self.room.pitch;
        }
        (placed, y)
    }
}
