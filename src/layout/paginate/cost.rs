//! What pages cost: 1000 is as bad as a page that is one third empty, the unit of [`Break::Cost`].
//!
//! [`Break::Cost`]: crate::layout::rows::Break::Cost

use super::ends::{End, Give};
use super::{Room, Text};
use crate::layout::rows::Row;
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
/// Cost of a last page of a chapter that holds nothing but a box of up to so many lines, such as its key points.
const LONE: i64 = 300;
const LONE_LINES: i64 = 12;
/// Cost of each line that is added to the space on a page, and of its square.
const STRETCH: i64 = 15;
const STRETCH_SQUARED: i64 = 5;
/// Most lines that are added to the space on a page.
const MOST_STRETCHED: i64 = 4;
/// Cost of each line by which a paragraph is longer or shorter than is best, and of its square
/// (docs/typography.md P32).
const RESET: i64 = 10;
const RESET_SQUARED: i64 = 2;
/// Cost of each page of a spread that is so many lines short (docs/typography.md P18).
const SHORT: [i64; 4] = [0, 35, 120, 320];
/// How much worse a gap is on the page that opens a chapter.
const OPENER: i64 = 2;
/// Cost of a page that ends more than two lines early.
const EARLY: i64 = 300;
/// Cost of facing pages that end on different lines, and of each line between their feet.
const UNEVEN: i64 = 1400;
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
    /// How many more lines its paragraphs have.
    pub(super) lines: i64,
    /// How far above the foot of the column its notes end.
    pub(super) raised: Length,
    pub(super) cost: i64,
}

impl Room {
    /// Whether space can grow by so much. Whole lines go to the places of body text; what is left is shared by the gaps
    /// of the loose blocks at the end, which grow by about half a line at most.
    fn can_stretch(self, give: Give, by: Length) -> bool {
        let lines = (by.raw() / self.pitch.raw().max(1)).min(give.places as i64);
        let rest = by - self.pitch * lines;
        let most = if give.gaps > 0 { (self.pitch * (give.gaps as i64 + 1)) / 2 } else { Length::ZERO };
        by <= self.pitch * MOST_STRETCHED && rest <= most
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
        let last = last && first > chapter.start;
        let stub = last && end.height < self.room.pitch * LAST_PAGE_LINES;
        let lone = last && !stub && end.height < self.room.pitch * LONE_LINES && self.is_one_box(first..end.row);
        let costs = [(stub, STUB), (lone, LONE), (end.splits_note, SPLIT_NOTE), (end.forced, FORCED)];
        broken + costs.iter().filter(|(is_so, _)| *is_so).map(|(_, cost)| cost).sum::<i64>()
    }

    /// Whether rows are a block set apart, from its beginning to its end.
    fn is_one_box(&self, rows: Range<usize>) -> bool {
        let rows = self.rows.get(rows).unwrap_or_default();
        let begins = |row: &Row| row.on_grid && row.loose && row.stretches;
        rows.split_first()
            .is_some_and(|(first, rest)| begins(first) && rest.iter().all(|row| row.loose && !row.on_grid))
    }

    /// The ways to let a page end: flush with the foot, one line short as a page of a short spread, or where its rows
    /// end. The last page of a chapter is free.
    pub(super) fn feet(&self, chapter: &Range<usize>, first: usize, end: &End) -> Vec<Foot> {
        let room = self.room;
        let free = room.height - end.height;
        let saved = end.give.lines_to_save(free, room.pitch);
        let lines = -saved.unwrap_or(0);
        let as_is =
            Foot { short: Length::ZERO, stretch: Length::ZERO, lines, raised: Length::ZERO, cost: reset_cost(lines) };
        if end.row >= chapter.end || saved.is_none() {
            return vec![as_is];
        }
        let mut feet: Vec<Foot> = Vec::with_capacity(4);
        for (short, cost) in (0..).zip(SHORT).map(|(lines, cost)| (room.pitch * lines, cost)) {
            let ways = end.give.resets().filter_map(|lines| {
                let left = free - short - room.pitch * lines;
                let (stretch, spent) = self.filled(end, left)?;
                Some(Foot { short, stretch, lines, raised: short, cost: cost + spent + reset_cost(lines) })
            });
            feet.extend(ways.min_by_key(|foot| foot.cost));
        }
        if !end.has_notes {
            let short = free - room.pitch * lines;
            // An opener faces no page with which a gap could agree.
            let times = if first == chapter.start { OPENER } else { 1 };
            feet.push(Foot { short, cost: as_is.cost + room.hole_cost(short) * times, ..as_is });
        }
        feet
    }

    /// How much the space on a page grows where so much is left, and what that costs; `None` where it cannot be filled.
    fn filled(&self, end: &End, left: Length) -> Option<(Length, i64)> {
        let room = self.room;
        if left < Length::ZERO {
            return None;
        }
        if !end.has_notes {
            return room.can_stretch(end.give, left).then(|| (left, room.stretch_cost(left)));
        }
        // Notes reach the foot in any case: only the space above them grows.
        let lines = room.pitch * (left.raw() / room.pitch.raw().max(1));
        let fits = room.can_stretch(end.give, lines);
        Some(if fits { (lines, room.stretch_cost(lines)) } else { (Length::ZERO, room.hole_cost(lines)) })
    }
}

/// What it costs that paragraphs have so many lines more or less than is best.
fn reset_cost(lines: i64) -> i64 {
    RESET * lines.abs() + RESET_SQUARED * lines * lines
}
