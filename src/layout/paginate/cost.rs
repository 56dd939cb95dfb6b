//! What pages cost: 1000 is as bad as a page that is one third empty, the unit of [`Break::Cost`].
//!
//! [`Break::Cost`]: crate::layout::rows::Break::Cost

use super::ends::{End, Give};
use super::{Room, Text};
use crate::units::Length;
use std::ops::Range;

/// Cost of a page that is one third empty.
const ONE_THIRD_EMPTY: i64 = 1000;
/// How much of that cost grows with the square of what is empty, in hundredths: one gaping page is worse than two
/// that are a little short.
const SQUARED: i64 = 40;
/// Cost of letting a note run on to the next page.
const SPLIT_NOTE: i64 = 250;
/// Cost of a last page of a chapter with fewer lines than [`LAST_PAGE_LINES`].
const STUB: i64 = 1000;
/// Fewer lines than this look lost on the last page of a chapter.
const LAST_PAGE_LINES: i64 = 5;
/// Cost of each line that is added to the space on a page, and of its square.
const STRETCH: i64 = 15;
const STRETCH_SQUARED: i64 = 5;
/// Most lines that are added to the space on a page.
const MOST_STRETCHED: i64 = 4;
/// Cost of each page of a spread that is one line short (TYPOGRAPHY.md P18).
const SHORT_SPREAD: i64 = 35;
/// Cost of a page that ends more than two lines early.
const EARLY: i64 = 300;
/// Cost of facing pages that end on different lines, and of each line between their feet.
const UNEVEN: i64 = 800;
const UNEVEN_LINE: i64 = 10;
/// Cost of a page end where there must not be one.
const FORCED: i64 = 5000;

/// A way to let a page end.
#[derive(Copy, Clone, Debug)]
pub(super) struct Foot {
    /// How far above the foot of the column it ends.
    pub(super) short: Length,
    /// How much its space grows.
    pub(super) stretch: Length,
    /// How far above the foot of the column its notes end.
    pub(super) raised: Length,
    pub(super) cost: i64,
}

impl Room {
    /// Whether space can grow by so much. Whole lines go to the places of body text; what is left is shared by the gaps
    /// of the loose blocks at the end, none of which grows by more than half a line.
    fn can_stretch(self, give: Give, by: Length) -> bool {
        let lines = (by.raw() / self.pitch.raw().max(1)).min(give.places as i64);
        by <= self.pitch * MOST_STRETCHED && by - self.pitch * lines <= (self.pitch * give.gaps as i64) / 2
    }

    fn stretch_cost(self, by: Length) -> i64 {
        let tenths = by.raw() * 10 / self.pitch.raw().max(1);
        STRETCH * tenths / 10 + STRETCH_SQUARED * tenths * tenths / 100
    }

    fn empty_cost(self, empty: Length) -> i64 {
        let thirds = empty.raw() * 3 * 1000 / self.height.raw().max(1);
        let factor = (100 - SQUARED) * 1000 + SQUARED * thirds;
        ONE_THIRD_EMPTY * thirds / 1000 * factor / 100_000
    }

    /// What so much space at the foot of a page costs, or above its notes, where it is seen as well.
    fn hole_cost(self, hole: Length) -> i64 {
        let early = if hole > self.pitch * 2 { EARLY } else { 0 };
        early + self.empty_cost(hole)
    }

    /// What it costs that facing pages end at different heights.
    pub(super) fn uneven_cost(self, a: Length, b: Length) -> i64 {
        let apart = (a - b).abs();
        if apart * 4 <= self.pitch { 0 } else { UNEVEN + UNEVEN_LINE * (apart.raw() / self.pitch.raw().max(1)) }
    }
}

impl Text<'_, '_> {
    /// What the end itself costs.
    pub(super) fn end_cost(&self, chapter: &Range<usize>, first: usize, end: &End) -> i64 {
        let broken = self.break_cost(chapter, end.row).unwrap_or(0);
        let last = end.row >= chapter.end;
        let stub = last && first > chapter.start && end.height < self.room.pitch * LAST_PAGE_LINES;
        let costs = [(stub, STUB), (end.splits_note, SPLIT_NOTE), (end.forced, FORCED)];
        broken + costs.iter().filter(|(is_so, _)| *is_so).map(|(_, cost)| cost).sum::<i64>()
    }

    /// The ways to let a page end: flush with the foot, one line short as a page of a short spread, or where its rows
    /// end. The last page of a chapter is free.
    pub(super) fn feet(&self, chapter: &Range<usize>, end: &End) -> Vec<Foot> {
        let room = self.room;
        let free = room.height - end.height;
        if end.row >= chapter.end || free < Length::ZERO {
            return vec![Foot { short: Length::ZERO, stretch: Length::ZERO, raised: Length::ZERO, cost: 0 }];
        }
        let mut feet = Vec::with_capacity(3);
        for (short, cost) in [(Length::ZERO, 0), (room.pitch, SHORT_SPREAD), (room.pitch * 2, 120)] {
            let Some(left) = Some(free - short).filter(|left| *left >= Length::ZERO) else { continue };
            if !end.has_notes {
                if room.can_stretch(end.give, left) {
                    feet.push(Foot { short, stretch: left, raised: short, cost: cost + room.stretch_cost(left) });
                }
                continue;
            }
            // Notes reach the foot in any case: only the space above them grows.
            let lines = room.pitch * (left.raw() / room.pitch.raw().max(1));
            let fits = room.can_stretch(end.give, lines);
            let (stretch, spent) =
                if fits { (lines, room.stretch_cost(lines)) } else { (Length::ZERO, room.hole_cost(lines)) };
            feet.push(Foot { short, stretch, raised: short, cost: cost + spent });
        }
        if !end.has_notes {
            feet.push(Foot { short: free, stretch: Length::ZERO, raised: Length::ZERO, cost: room.hole_cost(free) });
        }
        feet
    }
}
