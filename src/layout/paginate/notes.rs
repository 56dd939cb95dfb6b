//! The notes of a text in the order of their marks, as one long strip of rows, from which pages take one piece each.

use super::Notes;
use crate::layout::rows::Row;
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
    /// Height of the rows before each row of notes, and of all.
    tops: Vec<Length>,
}

impl<'a> Strip<'a> {
    /// The notes marked in these rows, but for those that were `seen` elsewhere.
    pub(super) fn of(text: &[&'a Row], notes: &'a Notes, seen: &mut BTreeSet<NoteId>) -> Self {
        let mut strip =
            Self { rows: Vec::new(), of: Vec::new(), marked: Vec::with_capacity(text.len() + 1), tops: Vec::new() };
        strip.marked.push(0);
        for row in text {
            strip.collect(&row.notes, notes, seen);
            strip.marked.push(strip.rows.len());
        }
        let mut top = Length::ZERO;
        strip.tops.push(top);
        for row in &strip.rows {
            top += row.height;
            strip.tops.push(top);
        }
        strip
    }

    /// Adds the rows of these notes, and of the notes in them.
    fn collect(&mut self, ids: &[NoteId], notes: &'a Notes, seen: &mut BTreeSet<NoteId>) {
        for id in ids {
            if !seen.insert(*id) {
                continue;
            }
            for row in notes.get(id).into_iter().flatten() {
                self.rows.push(row);
                self.of.push(*id);
                self.collect(&row.notes, notes, seen);
            }
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

    /// Height of rows `from` to `to`.
    pub(super) fn height(&self, from: usize, to: usize) -> Length {
        let top = |at: usize| self.tops.get(at).copied().unwrap_or_default();
        if to > from { top(to) - top(from) } else { Length::ZERO }
    }

    /// The first row after `from` at which more than `room` is taken.
    pub(super) fn fitting(&self, from: usize, to: usize, room: Length) -> usize {
        (from..to).find(|at| self.height(from, at + 1) > room).unwrap_or(to)
    }
}
