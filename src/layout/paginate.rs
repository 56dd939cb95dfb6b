//! Rows and notes to page bodies.
//!
//! A page takes rows until the next one, with the notes whose marks stand on it, has no room. Among the places where
//! it may then end, it ends at the cheapest: a short page costs by how short it is, a break by what its row says.

use super::rows::{Break, Row};
use crate::manuscript::NoteId;
use crate::units::Length;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Cost of a page that is one third empty; [`Break::Cost`] is in the same unit.
const ONE_THIRD_EMPTY: i64 = 1000;
/// Cost of letting a note run on to the next page.
const SPLIT_NOTE: i64 = 250;
/// Cost of leaving so little that the chapter's last page has fewer lines than [`LAST_PAGE_LINES`].
const STUB: i64 = 700;
/// Fewer lines than this look lost on the last page of a chapter.
const LAST_PAGE_LINES: i64 = 5;
/// Least lines of a split note on each side (TYPOGRAPHY.md P7).
const LEAST_NOTE_LINES: usize = 2;

/// The column of every page.
#[derive(Copy, Clone, Debug)]
pub(super) struct Room {
    /// Height of the column.
    pub(super) height: Length,
    /// From line to line of the grid.
    pub(super) pitch: Length,
    /// Between the text and the first note: the separating rule stands in it.
    pub(super) note_gap: Length,
}

/// A row and its top edge in the column.
#[derive(Copy, Clone, Debug)]
pub(super) struct Placed<'a> {
    pub(super) row: &'a Row,
    pub(super) y: Length,
    /// A table's head set again: nothing in it is content.
    pub(super) repeated: bool,
}

/// What a page holds between its head and its folio.
#[derive(Clone, Debug, Default)]
pub(super) struct Body<'a> {
    /// Rows of the text.
    pub(super) rows: Vec<Placed<'a>>,
    /// Rows of notes, at the foot.
    pub(super) notes: Vec<Placed<'a>>,
    /// The first note began on an earlier page.
    pub(super) note_continued: bool,
    /// Must be a recto.
    pub(super) recto: bool,
}

/// Composed notes.
pub(super) type Notes = BTreeMap<NoteId, Vec<Row>>;

/// Stacks rows into page bodies. Never fails: what is higher than a page stands alone on one.
pub(super) fn paginate<'a>(rows: &[&'a Row], notes: &'a Notes, room: Room) -> Vec<Body<'a>> {
    Paginator { rows, notes, room, carried: VecDeque::new(), placed: BTreeSet::new() }.run()
}

struct Paginator<'a, 'r> {
    rows: &'r [&'a Row],
    notes: &'a Notes,
    room: Room,
    /// Note rows that had no room on the page of their mark.
    carried: VecDeque<&'a Row>,
    /// Notes that stand on a page already, so that a mark set twice brings its note once.
    placed: BTreeSet<NoteId>,
}

/// A page being filled: how far rows reach and what stands at its foot.
struct Filling<'a> {
    /// First row that is not on the page.
    end: usize,
    /// Lower edge of the last row.
    bottom: Length,
    notes: Vec<&'a Row>,
    /// How many of `notes` belong to the last row.
    last_notes: usize,
}

impl<'a> Paginator<'a, '_> {
    fn run(mut self) -> Vec<Body<'a>> {
        let mut bodies = Vec::new();
        let mut first = 0;
        while first < self.rows.len() || !self.carried.is_empty() {
            let (body, next) = self.page(first);
            bodies.push(body);
            first = next;
        }
        bodies
    }

    /// Fills one page from row `first`; gives the first row of the next one.
    fn page(&mut self, first: usize) -> (Body<'a>, usize) {
        let carried = self.take_carried(first);
        let continued = !carried.is_empty();
        if continued && !self.has_room_beside(first, &carried) {
            let mut body = Body { note_continued: true, ..Body::default() };
            self.place_notes(&carried, &mut body);
            return (body, first);
        }
        let states = self.fill(first, &carried);
        let (chosen, split) = self.choose(first, &states);
        let mut body = Body { note_continued: continued, ..Body::default() };
        body.recto = self.rows.get(first).is_some_and(|row| row.break_before == Break::Recto);
        let end = chosen.map_or(first, |at| states[at].end);
        self.place_rows(first, end, &mut body);
        let mut notes: Vec<&Row> = chosen.map_or(carried, |at| states[at].notes.clone());
        if split {
            let room = self.room.height - self.bottom(first, end) - self.room.note_gap;
            self.split_notes(&mut notes, room, chosen.map_or(0, |at| states[at].last_notes));
        }
        for row in &self.rows[first..end] {
            self.placed.extend(row.notes.iter().copied());
        }
        self.place_notes(&notes, &mut body);
        (body, end)
    }

    /// Note rows carried over from the page before, as many as leave the text some room.
    fn take_carried(&mut self, first: usize) -> Vec<&'a Row> {
        let limit = if first < self.rows.len() { self.room.height.scale(4, 5) } else { self.room.height };
        let mut taken = Vec::new();
        let mut height = self.room.note_gap;
        while let Some(row) = self.carried.front() {
            height += row.height;
            if height > limit && !taken.is_empty() {
                break;
            }
            taken.extend(self.carried.pop_front());
        }
        taken
    }

    /// Whether the next row fits above these notes; if not, the notes have a page to themselves.
    fn has_room_beside(&self, first: usize, carried: &[&Row]) -> bool {
        self.rows.get(first).is_none_or(|_| self.bottom(first, first + 1) + self.foot(carried) <= self.room.height)
    }

    /// The states of the page after each row, up to the first that has no room even with its notes split.
    fn fill(&self, first: usize, carried: &[&'a Row]) -> Vec<Filling<'a>> {
        let mut states: Vec<Filling<'a>> = Vec::new();
        let mut notes = carried.to_vec();
        let mut seen = self.placed.clone();
        let mut bottom =
            self.rows.get(first).and_then(|row| row.repeat.as_ref()).map_or(Length::ZERO, |head| height(head.iter()));
        for (at, row) in self.rows.iter().enumerate().skip(first) {
            let forced = matches!(row.break_before, Break::Page | Break::Recto);
            if at > first && forced {
                break;
            }
            bottom = self.top(row, bottom, at == first) + row.height;
            let before = notes.len();
            self.collect(&row.notes, &mut seen, &mut notes);
            let added = notes.len() - before;
            let least = bottom + self.foot(&notes[..before + added.min(LEAST_NOTE_LINES)]);
            if least > self.room.height && at > first {
                break;
            }
            states.push(Filling { end: at + 1, bottom, notes: notes.clone(), last_notes: added });
            if bottom + self.foot(&notes) > self.room.height && added > 0 {
                break; // Only by splitting its notes does this row have room: it is the last.
            }
        }
        states
    }

    /// Adds the rows of these notes, and of the notes in them.
    fn collect(&self, ids: &[NoteId], seen: &mut BTreeSet<NoteId>, out: &mut Vec<&'a Row>) {
        for id in ids {
            if !seen.insert(*id) {
                continue;
            }
            for row in self.notes.get(id).into_iter().flatten() {
                out.push(row);
                self.collect(&row.notes, seen, out);
            }
        }
    }

    /// The cheapest state to end the page with, and whether notes of its last row run on.
    fn choose(&self, first: usize, states: &[Filling<'a>]) -> (Option<usize>, bool) {
        let mut best: Option<(i64, usize, bool)> = None;
        let page_is_last = states.last().is_some_and(|state| state.end == self.rows.len() || self.forced(state.end));
        for (at, state) in states.iter().enumerate().rev() {
            let full = state.bottom + self.foot(&state.notes);
            let split = full > self.room.height;
            let break_cost = match self.rows.get(state.end).map(|row| row.break_before) {
                None | Some(Break::Page | Break::Recto | Break::Allowed) => 0,
                Some(Break::Cost(cost)) => i64::from(cost),
                Some(Break::Forbidden) => continue,
            };
            let ends_text = at + 1 == states.len() && page_is_last;
            let empty = if ends_text { Length::ZERO } else { (self.room.height - full).non_negative() };
            let short = empty.raw() * 3 * ONE_THIRD_EMPTY / self.room.height.raw().max(1);
            let stub = if !split && self.leaves_stub(state.end) { STUB } else { 0 };
            let cost = short + break_cost + stub + if split { SPLIT_NOTE } else { 0 };
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, at, split));
            }
        }
        match best {
            Some((_, at, split)) => (Some(at), split),
            // Every place is forbidden: end after the last row that has room.
            None => {
                let at = states.len().checked_sub(1);
                let split = at.is_some_and(|at| states[at].bottom + self.foot(&states[at].notes) > self.room.height);
                debug_assert!(at.is_some() || first >= self.rows.len(), "a page takes at least one row");
                (at, split)
            }
        }
    }

    /// Whether what is left from row `end` to the end of the chapter is only a few lines.
    fn leaves_stub(&self, end: usize) -> bool {
        let least = self.room.pitch * LAST_PAGE_LINES;
        let mut left = Length::ZERO;
        for (at, row) in self.rows.iter().enumerate().skip(end) {
            if at > end && self.forced(at) {
                break;
            }
            left += row.height;
            if left >= least {
                return false;
            }
        }
        left > Length::ZERO && !self.forced(end)
    }

    fn forced(&self, at: usize) -> bool {
        self.rows.get(at).is_some_and(|row| matches!(row.break_before, Break::Page | Break::Recto))
    }

    fn bottom(&self, first: usize, end: usize) -> Length {
        let repeated =
            self.rows.get(first).and_then(|row| row.repeat.as_ref()).map_or(Length::ZERO, |head| height(head.iter()));
        let rows = self.rows[first..end].iter().enumerate();
        rows.fold(repeated, |bottom, (at, row)| self.top(row, bottom, at == 0) + row.height)
    }

    /// Where a row begins below `bottom`.
    fn top(&self, row: &Row, bottom: Length, first: bool) -> Length {
        let top = if first { bottom } else { bottom + row.space_before };
        if row.on_grid { top.ceil_to(self.room.pitch) } else { top }
    }

    /// Keeps what has room of the last row's notes, at least two lines on each side, and carries the rest over.
    fn split_notes(&mut self, notes: &mut Vec<&'a Row>, room: Length, last_notes: usize) {
        let fixed = notes.len() - last_notes;
        let mut kept = fixed;
        let mut used: Length = height(notes[..fixed].iter().copied());
        while kept < notes.len() && used + notes[kept].height <= room {
            used += notes[kept].height;
            kept += 1;
        }
        let left = notes.len() - kept;
        if (1..LEAST_NOTE_LINES).contains(&left) && kept >= fixed + 2 * LEAST_NOTE_LINES - left {
            kept -= LEAST_NOTE_LINES - left;
        }
        let kept = kept.max(fixed + usize::from(fixed == 0 && last_notes > 0));
        self.carried.extend(notes.drain(kept..));
    }

    fn place_rows(&self, first: usize, end: usize, body: &mut Body<'a>) {
        let mut y = Length::ZERO;
        if let Some(head) = self.rows.get(first).filter(|_| end > first).and_then(|row| row.repeat.as_ref()) {
            for row in head.iter() {
                body.rows.push(Placed { row, y, repeated: true });
                y += row.height;
            }
        }
        for (at, row) in self.rows[first..end].iter().enumerate() {
            y = self.top(row, y, at == 0);
            body.rows.push(Placed { row, y, repeated: false });
            y += row.height;
        }
    }

    fn place_notes(&self, notes: &[&'a Row], body: &mut Body<'a>) {
        let mut y = self.room.height - height(notes.iter().copied());
        for row in notes {
            body.notes.push(Placed { row, y, repeated: false });
            y += row.height;
        }
    }

    /// Height of the foot with these note rows.
    fn foot(&self, notes: &[&Row]) -> Length {
        if notes.is_empty() { Length::ZERO } else { self.room.note_gap + height(notes.iter().copied()) }
    }
}

fn height<'r>(rows: impl Iterator<Item = &'r Row>) -> Length {
    rows.map(|row| row.height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(points: f64) -> Length {
        Length::from_pt(points)
    }

    fn line() -> Row {
        Row { height: pt(10.0), ..Row::default() }
    }

    const fn room(height: Length) -> Room {
        let line = Length::from_raw(10 * 65_536);
        Room { height, pitch: line, note_gap: line }
    }

    fn counts(rows: &[Row], notes: &Notes, height: f64) -> Vec<(usize, usize)> {
        let refs: Vec<&Row> = rows.iter().collect();
        paginate(&refs, notes, room(pt(height))).iter().map(|body| (body.rows.len(), body.notes.len())).collect()
    }

    #[test]
    fn pages_fill_up_and_end_where_they_may() {
        let mut rows: Vec<Row> = (0..10).map(|_| line()).collect();
        assert_eq!(counts(&rows, &Notes::new(), 40.0), [(4, 0), (4, 0), (2, 0)]);
        rows[4].break_before = Break::Forbidden;
        assert_eq!(counts(&rows, &Notes::new(), 40.0), [(3, 0), (4, 0), (3, 0)]);
    }

    #[test]
    fn the_last_page_of_a_chapter_has_more_than_a_few_lines() {
        let rows: Vec<Row> = (0..22).map(|_| line()).collect();
        assert_eq!(counts(&rows, &Notes::new(), 200.0), [(17, 0), (5, 0)]);
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_mark() {
        let mut rows: Vec<Row> = (0..6).map(|_| line()).collect();
        rows[1].notes.push(NoteId(0));
        let notes = Notes::from([(NoteId(0), vec![line()])]);
        assert_eq!(counts(&rows, &notes, 50.0), [(3, 1), (3, 0)]);
    }

    #[test]
    fn a_long_note_runs_on_with_two_lines_on_each_side() {
        let mut rows: Vec<Row> = (0..4).map(|_| line()).collect();
        rows[0].notes.push(NoteId(0));
        let notes = Notes::from([(NoteId(0), (0..12).map(|_| line()).collect())]);
        let pages = counts(&rows, &notes, 100.0);
        assert_eq!(pages.iter().map(|(rows, _)| rows).sum::<usize>(), 4, "every row once: {pages:?}");
        assert_eq!(pages.iter().map(|(_, notes)| notes).sum::<usize>(), 12, "every note line once: {pages:?}");
        assert!(pages.iter().all(|(_, notes)| *notes != 1), "no lone line of a note: {pages:?}");
    }

    #[test]
    fn a_row_higher_than_the_page_stands_alone() {
        let rows = [line(), Row { height: pt(90.0), ..Row::default() }, line()];
        assert_eq!(counts(&rows, &Notes::new(), 40.0), [(1, 0), (1, 0), (1, 0)]);
    }

    #[test]
    fn a_table_head_is_set_again_above_its_next_rows() {
        let head: std::sync::Arc<[Row]> = vec![line()].into();
        let rows: Vec<Row> = (0..6).map(|_| Row { repeat: Some(head.clone()), ..line() }).collect();
        let refs: Vec<&Row> = rows.iter().collect();
        let notes = Notes::new();
        let bodies = paginate(&refs[..], &notes, room(pt(40.0)));
        assert!(bodies[1].rows[0].repeated && !bodies[1].rows[1].repeated);
        assert_eq!(bodies[1].rows[1].y, pt(10.0));
    }

    #[test]
    fn a_chapter_begins_a_page() {
        let mut rows: Vec<Row> = (0..4).map(|_| line()).collect();
        rows[2].break_before = Break::Recto;
        let refs: Vec<&Row> = rows.iter().collect();
        let notes = Notes::new();
        let bodies = paginate(&refs, &notes, room(pt(100.0)));
        assert_eq!((bodies.len(), bodies[0].recto, bodies[1].recto), (2, false, true));
    }
}
