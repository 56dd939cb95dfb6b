//! Where a page that begins at a row may end.

use super::{Text, is_heading};
use crate::layout::rows::{Break, Row};
use crate::text::Flex;
use crate::units::Length;
use std::ops::Range;

/// Most paragraphs of a page that have another number of lines than is best.
pub(super) const MOST_RESET: usize = 3;

/// Least lines of a split note on each side (docs/typography.md P7).
const LEAST_NOTE_LINES: usize = 2;
/// Pages less full than this, in hundredths, are looked at only where there are no fuller ones.
const LEAST_FULL: i64 = 60;
/// Highest part of a page that a note takes which goes on from the page before, in hundredths.
const MOST_CARRIED: i64 = 80;

/// Where a page ends, and what that page is like.
#[derive(Copy, Clone, Debug)]
pub(super) struct End {
    /// First row that is not on the page.
    pub(super) row: usize,
    /// First row of notes that is not on the page.
    pub(super) note: usize,
    /// First moved figure that is not on the page.
    pub(super) float: usize,
    /// Height of its rows and notes.
    pub(super) height: Length,
    /// Whether notes stand at its foot.
    pub(super) has_notes: bool,
    /// A note that is marked on it goes on.
    pub(super) splits_note: bool,
    /// What its rows give when they are stretched.
    pub(super) give: Give,
    /// Every place is forbidden, this one too.
    pub(super) forced: bool,
}

/// What a page begins with.
struct Start {
    first: usize,
    /// Rows of notes that wait, and how far they are taken.
    note: usize,
    carried: usize,
    /// Moved figures at its top.
    floats: Range<usize>,
    /// Their height.
    top: Length,
}

/// Where the space on a page may grow.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Give {
    /// Rows above which one more line may stand.
    pub(super) places: usize,
    /// Rows in the loose blocks at its end above which part of a line may stand.
    pub(super) gaps: usize,
    /// Paragraphs with all their lines that can have one line more, and one less.
    pub(super) longer: usize,
    pub(super) shorter: usize,
    /// The paragraph that is not at its end yet, and how many of its lines are still to come.
    open: Option<(Flex, u16)>,
}

impl Give {
    /// Takes in a row that is not the first of its page.
    pub(super) fn add(&mut self, row: &Row) {
        if row.on_grid || !row.loose {
            self.gaps = 0;
        }
        let apart = row.space_before > Length::ZERO;
        self.places += usize::from(apart && row.stretches);
        self.gaps += usize::from((apart || row.item) && row.loose);
    }

    /// Numbers of lines by which the paragraphs of a page can be longer in sum, or shorter.
    pub(super) fn resets(self) -> impl Iterator<Item = i64> {
        -(self.shorter.min(MOST_RESET) as i64)..=self.longer.min(MOST_RESET) as i64
    }

    /// How many lines its paragraphs must have less where `free` is less than nothing; `None` where they cannot.
    pub(super) fn lines_to_save(self, free: Length, pitch: Length) -> Option<i64> {
        let over = (-free).non_negative().ceil_to(pitch).raw() / pitch.raw().max(1);
        (over <= self.shorter.min(MOST_RESET) as i64).then_some(over)
    }

    /// Takes in any row of the page as a line of a paragraph.
    fn add_line(&mut self, row: &Row) {
        let open = row.flex.map(|text| (text.flex, text.lines)).or(self.open);
        self.open = match open {
            Some((flex, ..=1)) => {
                self.longer += usize::from(flex.longer);
                self.shorter += usize::from(flex.shorter);
                None
            }
            Some((flex, left)) => Some((flex, left - 1)),
            None => None,
        };
    }
}

impl Text<'_, '_> {
    /// The places where a page may end that begins with row `first` of a chapter and row `note` of the notes. There is
    /// at least one.
    pub(super) fn ends(&self, chapter: &Range<usize>, first: usize, note: usize, float: usize) -> Vec<End> {
        let carried = self.carried(chapter, first, note);
        let floats = self.waiting(chapter, first, float);
        let start = Start { first, note, carried, floats: floats.clone(), top: self.height_of_floats(&floats) };
        if (carried > note || !floats.is_empty()) && !self.has_room_beside(chapter, &start) {
            return vec![self.alone(chapter, &start)];
        }
        let mut ends = self.feasible(chapter, &start);
        if ends.iter().all(|end| self.break_cost(chapter, end.row).is_none()) {
            ends.drain(..ends.len().saturating_sub(1));
            ends.iter_mut().for_each(|end| end.forced = true);
        } else {
            ends.retain(|end| self.break_cost(chapter, end.row).is_some());
        }
        let least = self.room.height.scale(LEAST_FULL, 100);
        let full = ends.iter().position(|end| end.height >= least || end.row == chapter.end);
        ends.drain(..full.unwrap_or(ends.len().saturating_sub(1)));
        ends
    }

    /// What a page end before a row costs; `None` where there must not be one. Marks without height belong to what
    /// follows them.
    pub(super) fn break_cost(&self, chapter: &Range<usize>, row: usize) -> Option<i64> {
        if row >= chapter.end {
            return Some(0);
        }
        let follows_mark = row > chapter.start && self.rows[row - 1].height == Length::ZERO;
        match self.rows[row].break_before {
            Break::Forbidden => None,
            _ if follows_mark => None,
            Break::Cost(cost) => Some(i64::from(cost)),
            Break::Allowed | Break::Page | Break::Recto => Some(0),
        }
    }

    /// How far notes from the page before reach that leave the text some room.
    fn carried(&self, chapter: &Range<usize>, first: usize, note: usize) -> usize {
        let room = if first < chapter.end { self.room.height.scale(MOST_CARRIED, 100) } else { self.room.height };
        let marked = self.notes.marked_before(first);
        let fitting = self.notes.fitting(note, marked, room - self.room.note_gap);
        fitting.max((note + 1).min(marked))
    }

    fn has_room_beside(&self, chapter: &Range<usize>, start: &Start) -> bool {
        let Start { first, note, carried, top, .. } = *start;
        first < chapter.end && top + self.first_bottom(first) + self.foot(first, note, carried) <= self.room.height
    }

    /// A page of nothing but moved figures, or else of notes.
    fn alone(&self, chapter: &Range<usize>, start: &Start) -> End {
        let Start { first, note, ref floats, .. } = *start;
        let carried = if floats.is_empty() { self.carried(&(chapter.start..first), first, note) } else { note };
        End {
            row: first,
            note: carried,
            float: floats.end,
            height: start.top + self.foot(first, note, carried),
            has_notes: carried > note,
            splits_note: false,
            give: Give::default(),
            forced: false,
        }
    }

    /// The page after each row, up to the first that has no room even with its notes split.
    fn feasible(&self, chapter: &Range<usize>, start: &Start) -> Vec<End> {
        let Start { first, note, carried, .. } = *start;
        let marked_before = self.notes.marked_before(first);
        let mut ends: Vec<End> = Vec::new();
        let mut bottom = start.top + self.repeated_height(first);
        let mut give = Give::default();
        for at in first..chapter.end {
            let row = self.rows[at];
            if self.overtakes(first, at) {
                break;
            }
            bottom = self.top(row, bottom, at == first) + row.height;
            if at > first {
                give.add(row);
            }
            give.add_line(row);
            let (before, after) = (self.notes.marked_before(at), self.notes.marked_before(at + 1));
            // Notes that wait go first.
            if carried < marked_before && after > marked_before && at > first {
                break;
            }
            let end = |note_end: usize, splits_note: bool| End {
                row: at + 1,
                note: note_end,
                float: start.floats.end,
                height: bottom + self.foot(first, note, note_end),
                has_notes: note_end > note,
                splits_note,
                give,
                forced: false,
            };
            let whole = end(if carried < marked_before { carried } else { after }, false);
            let saved = self.room.pitch * give.shorter.min(MOST_RESET) as i64;
            if whole.height - saved <= self.room.height || self.is_turned(first) && at == first {
                ends.push(whole);
                continue;
            }
            // Only by splitting its notes does this row have room: it is the last.
            let least = bottom + self.foot(first, note, before.max(note).saturating_add(LEAST_NOTE_LINES).min(after));
            if after > before && carried >= marked_before && (least <= self.room.height || at == first) {
                ends.push(end(self.split(before.max(note), after, note, bottom), true));
            } else if at == first {
                ends.push(whole);
            }
            break;
        }
        ends
    }

    /// Whether a page from `first` on would have this heading before a turned table that is written before it.
    fn overtakes(&self, first: usize, at: usize) -> bool {
        is_heading(self.rows[at]) && self.plates.iter().any(|plate| first < plate.before && plate.before <= at)
    }

    /// How far the notes of the page's last row reach, `from` to `to`, with at least two lines on each side.
    fn split(&self, from: usize, to: usize, first: usize, bottom: Length) -> usize {
        let room = self.room.height - bottom - self.room.note_gap - self.notes.height(first, from);
        let mut kept = self.notes.fitting(from, to, room);
        let left = to - kept;
        if (1..LEAST_NOTE_LINES).contains(&left) && kept >= from + 2 * LEAST_NOTE_LINES - left {
            kept -= LEAST_NOTE_LINES - left;
        }
        let kept = kept.max(from + usize::from(from == first && to > from));
        let whole = |at: &usize| self.notes.may_end_before(*at);
        (from + 1..=kept).rev().find(whole).unwrap_or(kept)
    }

    fn first_bottom(&self, first: usize) -> Length {
        self.top(self.rows[first], self.repeated_height(first), true) + self.rows[first].height
    }
}
