//! The notes of a text in the order of their marks, as one long strip of rows, from which pages take one piece each.

use super::Notes;
use crate::layout::rows::{Break, Row};
use crate::manuscript::NoteId;
use crate::units::Length;
use std::collections::BTreeSet;
use std::ops::Range;

/// All rows of notes, each note once, where its first mark stands.
pub(super) struct Strip<'a> {
    /// Rows in order.
    pub(super) rows: Vec<&'a Row>,
    /// The note to which each row belongs.
    of: Vec<NoteId>,
    /// For each row of the text, and for its end: how many rows of notes belong to what stands before it.
    marked: Vec<usize>,
    /// Height of the rows before each row of notes, and of all, with the spaces above them.
    ends: Vec<Length>,
}

impl<'a> Strip<'a> {
    /// The notes marked in these rows, but for those that were `seen` elsewhere.
    pub(super) fn of(text: &[&'a Row], notes: &'a Notes, seen: &mut BTreeSet<NoteId>) -> Self {
        let mut strip =
            Self { rows: Vec::new(), of: Vec::new(), marked: Vec::with_capacity(text.len() + 1), ends: Vec::new() };
        strip.marked.push(0);
        let mut later = later_marks(text, seen);
        let mut within = BTreeSet::new();
        for row in text {
            later.pop();
            for id in &row.notes {
                strip.collect(*id, notes, seen, &mut within);
            }
            // Notes are numbered block by block: those marked in the notes of a block come after all of that block.
            let next = later.last().copied().flatten();
            while let Some(id) = within.pop_first() {
                if next.is_some_and(|next| next < id) {
                    within.insert(id);
                    break;
                }
                strip.collect(id, notes, seen, &mut within);
            }
            strip.marked.push(strip.rows.len());
        }
        let mut end = Length::ZERO;
        strip.ends.push(end);
        for row in &strip.rows {
            end += row.space_before + row.height;
            strip.ends.push(end);
        }
        strip
    }

    /// Adds the rows of a note; the notes marked in it wait `within`.
    fn collect(&mut self, id: NoteId, notes: &'a Notes, seen: &mut BTreeSet<NoteId>, within: &mut BTreeSet<NoteId>) {
        if !seen.insert(id) {
            return;
        }
        for row in notes.get(&id).into_iter().flatten() {
            self.rows.push(row);
            self.of.push(id);
            within.extend(row.notes.iter().filter(|inner| !seen.contains(*inner)));
        }
    }

    /// Rows of notes whose marks stand before row `end` of the text.
    pub(super) fn marked_before(&self, end: usize) -> usize {
        self.marked.get(end).or(self.marked.last()).copied().unwrap_or(0)
    }

    /// Whether a page that begins with this row of notes goes on with a note from the page before.
    pub(super) fn is_divided_at(&self, row: usize) -> bool {
        row > 0 && self.of.get(row).is_some_and(|note| self.of.get(row - 1) == Some(note))
    }

    /// Whether all rows of a page are of one note that has begun before and goes on after it.
    pub(super) fn runs_through(&self, page: &Range<usize>) -> bool {
        let is_one = || self.of.get(page.clone()).is_some_and(|notes| notes.iter().all(|note| *note == notes[0]));
        self.is_divided_at(page.start) && self.is_divided_at(page.end) && is_one()
    }

    /// Height of rows `from` to `to`, the first of which begins a page's notes: the space above it is dropped.
    pub(super) fn height(&self, from: usize, to: usize) -> Length {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let above = self.rows.get(from).map_or(Length::ZERO, |row| row.space_before);
        if to > from { end(to) - end(from) - above } else { Length::ZERO }
    }

    /// Whether a page's notes may end before this row.
    pub(super) fn may_end_before(&self, row: usize) -> bool {
        self.rows.get(row).is_none_or(|row| row.break_before != Break::Forbidden)
    }

    /// The first row after `from` at which more than `room` is taken.
    pub(super) fn fitting(&self, from: usize, to: usize, room: Length) -> usize {
        (from..to).find(|at| self.height(from, at + 1) > room).unwrap_or(to)
    }
}

/// For each row, from the last to the first, the first note marked in it or after it for the first time.
fn later_marks(text: &[&Row], seen: &BTreeSet<NoteId>) -> Vec<Option<NoteId>> {
    let mut first = None;
    let mut later = Vec::with_capacity(text.len() + 1);
    later.push(None);
    let mut known = seen.clone();
    let news: Vec<Option<NoteId>> =
        text.iter().map(|row| row.notes.iter().filter(|id| known.insert(**id)).min().copied()).collect();
    for new in news.into_iter().rev() {
        first = new.or(first);
        later.push(first);
    }
    later
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(notes: &[u32], space: f64) -> Row {
        let notes = notes.iter().map(|id| NoteId(*id)).collect();
        Row { height: Length::from_pt(10.0), space_before: Length::from_pt(space), notes, ..Row::default() }
    }

    fn order(text: &[Row], notes: &Notes) -> (Vec<u32>, Vec<usize>) {
        let strip = Strip::of(&text.iter().collect::<Vec<_>>(), notes, &mut BTreeSet::new());
        (strip.of.iter().map(|id| id.0).collect(), strip.marked)
    }

    #[test]
    fn a_note_is_whole_before_the_notes_in_it_and_all_stand_in_the_order_of_their_numbers() {
        // Note 0 marks note 2 in its first row; note 1 is marked in the same block, note 3 in the next.
        let notes = Notes::from([
            (NoteId(0), vec![row(&[2], 0.0), row(&[], 0.0)]),
            (NoteId(1), vec![row(&[], 0.0)]),
            (NoteId(2), vec![row(&[], 0.0)]),
            (NoteId(3), vec![row(&[0], 0.0)]),
        ]);
        let text = [row(&[0], 0.0), row(&[1], 0.0), row(&[3], 0.0)];
        assert_eq!(order(&text, &notes), (vec![0, 0, 1, 2, 3], vec![0, 2, 4, 5]));
        let same_line = [row(&[0, 1], 0.0), row(&[], 0.0), row(&[3], 0.0)];
        assert_eq!(order(&same_line, &notes), (vec![0, 0, 1, 2, 3], vec![0, 4, 4, 5]));
    }

    #[test]
    fn the_spaces_within_a_note_count_but_for_the_first_on_a_page() {
        let notes = Notes::from([(NoteId(0), vec![row(&[], 0.0), row(&[], 5.0), row(&[], 5.0)])]);
        let text = [row(&[0], 0.0)];
        let strip = Strip::of(&[&text[0]], &notes, &mut BTreeSet::new());
        assert_eq!(strip.height(0, 3), Length::from_pt(40.0));
        assert_eq!(strip.height(1, 3), Length::from_pt(25.0));
        assert_eq!(strip.fitting(0, 3, Length::from_pt(26.0)), 2);
    }
}
