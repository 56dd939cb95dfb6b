//! Rows and notes to page bodies.
//!
//! In: the rows of a text, its notes, the measures of a page. Out: [`Body`]s. Steps: line up the notes ([`notes`]), cut
//! the text where a page must begin, and for each such chapter find where pages may end ([`ends`]), what that costs
//! ([`cost`]) and which pages are cheapest together ([`optimise`]); then give rows their places ([`place`]).
//!
//! Costs weigh what a page leaves empty, where it ends, and whether facing pages end on the same line
//! (docs/typography.md P18). A page with too few rows may be stretched where space stands already: by one line of the
//! grid above a heading or a block set apart, and by parts of a line inside lists, boxes and tables that run to its
//! end.

mod cost;
mod ends;
mod faults;
mod floats;
mod notes;
mod optimise;
mod place;

use super::rows::{Break, Float, Mark, Row};
use crate::manuscript::{NodeId, NoteId};
use crate::units::Length;
pub(super) use faults::Fault;
use floats::Moved;
use notes::Strip;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The column of every page.
#[derive(Copy, Clone, Debug)]
pub(super) struct Room {
    /// Height of the column.
    pub(super) height: Length,
    /// From line to line of the grid.
    pub(super) pitch: Length,
    /// Between the text and the first note: the separating rule stands in it.
    pub(super) note_gap: Length,
    /// From edge to edge: the height of a page whose rows lie turned.
    pub(super) width: Length,
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
    /// What is not as it should be.
    pub(super) faults: Vec<Fault>,
    /// Its rows lie turned, as wide as this.
    pub(super) turned: Option<Length>,
    /// Paragraphs on it with so many lines more than is best.
    pub(super) reset: BTreeMap<NodeId, i8>,
}

/// Which page of a spread: that with an odd number or the one that faces it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Odd.
    Recto,
    /// Even.
    Verso,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Recto => Self::Verso,
            Self::Verso => Self::Recto,
        }
    }
}

/// Composed notes.
pub(super) type Notes = BTreeMap<NoteId, Vec<Row>>;

/// Lines of paragraphs that have more or less of them than is best.
pub(super) type Reset = BTreeMap<NodeId, Vec<Row>>;

/// Divides rows into page bodies, the first of which lies on `side` unless its row asks for another one. Never fails:
/// what is higher than a page stands alone on one.
///
/// A paragraph that gets another number of lines is set with the rows in `reset`; where there are none yet, [`Body::reset`]
/// asks for them, and its own stand in the room.
pub(super) fn paginate<'a>(
    rows: &[&'a Row],
    notes: &'a Notes,
    reset: &'a Reset,
    room: Room,
    side: Side,
) -> Vec<Body<'a>> {
    let Parted { flow, turned, floats } = parted(rows);
    let mut seen = BTreeSet::new();
    let strip = Strip::of(&flow, notes, &mut seen);
    let plates: Vec<Plate<'a>> = (turned.into_iter())
        .map(|(before, rows)| {
            let strip = Strip::of(&rows, notes, &mut seen);
            let (room, foot) = (Room { height: room.width, ..room }, room.height);
            let text = Text { rows: &rows, notes: &strip, reset_lines: reset, room, foot, plates: &[], floats: &[] };
            let pages = optimise::pages(&text, 0..rows.len(), side);
            let headed = rows.iter().any(|row| is_heading(row));
            Plate { before, headed, bodies: pages.iter().map(|page| text.body(page)).collect() }
        })
        .collect();
    let foot = room.height;
    let text = Text { rows: &flow, notes: &strip, reset_lines: reset, room, foot, plates: &plates, floats: &floats };
    text.bodies(side)
}

/// The rows of a text by how they find their pages.
struct Parted<'a> {
    /// Those that follow each other.
    flow: Vec<&'a Row>,
    /// Those that lie turned, with the number of the row of the flow before which they were written.
    turned: Vec<(usize, Vec<&'a Row>)>,
    /// Those of moved figures.
    floats: Vec<Moved<'a>>,
}

fn parted<'a>(rows: &[&'a Row]) -> Parted<'a> {
    let mut parted = Parted { flow: Vec::with_capacity(rows.len()), turned: Vec::new(), floats: Vec::new() };
    for row in rows {
        let before = parted.flow.len();
        match (row.turned, row.float) {
            (Some(_), _) => match parted.turned.last_mut() {
                Some((at, run))
                    if *at == before && !is_forced(row) && run.first().is_some_and(|of| of.turned == row.turned) =>
                {
                    run.push(row)
                }
                _ => parted.turned.push((before, vec![row])),
            },
            (None, Float::Moved(_)) => match parted.floats.last_mut() {
                Some(moved) if moved.rows.first().is_some_and(|of| of.float == row.float) => moved.rows.push(row),
                _ => parted.floats.push(Moved { before, rows: vec![row] }),
            },
            _ => parted.flow.push(row),
        }
    }
    parted
}

fn is_forced(row: &Row) -> bool {
    matches!(row.break_before, Break::Page | Break::Recto)
}

fn is_heading(row: &Row) -> bool {
    row.marks.iter().any(|mark| matches!(mark, Mark::Heading { .. }))
}

/// What is to be divided.
struct Text<'a, 'r> {
    rows: &'r [&'a Row],
    notes: &'r Strip<'a>,
    /// Lines of paragraphs that get more or less of them.
    reset_lines: &'a Reset,
    room: Room,
    /// The foot of the column, where notes end.
    foot: Length,
    /// What has pages of its own.
    plates: &'r [Plate<'a>],
    /// Figures that are not where they were written.
    floats: &'r [Moved<'a>],
}

/// Pages of what lies turned; they come after the page with the row before it, which the text goes on to fill.
struct Plate<'a> {
    /// Row before which it was written.
    before: usize,
    /// A heading stands in it: what comes after it in the text comes after its pages.
    headed: bool,
    bodies: Vec<Body<'a>>,
}

impl<'a> Text<'a, '_> {
    fn bodies(&self, side: Side) -> Vec<Body<'a>> {
        let first = self.plates.iter().filter(|plate| plate.before == 0);
        let mut bodies: Vec<Body<'a>> = first.flat_map(|plate| plate.bodies.iter().cloned()).collect();
        let mut side = side_after(side, &bodies);
        let mut start = 0;
        while let Some(first) = self.rows.get(start) {
            if first.break_before == Break::Recto {
                side = Side::Recto;
            }
            let next = (start + 1..self.rows.len()).find(|at| is_forced(self.rows[*at]) || self.waits(*at));
            let end = next.unwrap_or(self.rows.len());
            let before = bodies.len();
            let pages = optimise::pages(self, start..end, side);
            for (at, page) in pages.iter().enumerate() {
                bodies.push(Body { faults: self.faults(&pages[..=at]), ..self.body(page) });
                bodies.extend(self.plates_after(page.rows.clone()).cloned());
            }
            side = side_after(side, &bodies[before..]);
            start = end;
        }
        bodies
    }

    /// Whether the text from this row on comes after pages with a heading of their own.
    fn waits(&self, row: usize) -> bool {
        self.plates.iter().any(|plate| plate.headed && plate.before == row)
    }

    /// The pages of plates that come after a page with these rows.
    fn plates_after(&self, rows: Range<usize>) -> impl Iterator<Item = &Body<'a>> {
        let comes_after = move |plate: &&Plate<'a>| plate.before > 0 && rows.contains(&(plate.before - 1));
        self.plates.iter().filter(comes_after).flat_map(|plate| &plate.bodies)
    }
}

/// The side after these pages.
fn side_after(side: Side, bodies: &[Body<'_>]) -> Side {
    bodies.iter().fold(side, |side, body| if body.recto { Side::Verso } else { side.other() })
}

/// What a page takes.
#[derive(Clone, Debug)]
struct Page {
    rows: Range<usize>,
    /// Rows of the strip of notes.
    notes: Range<usize>,
    /// Moved figures at its top.
    floats: Range<usize>,
    /// How much its space grows.
    stretch: Length,
    /// How many more lines its paragraphs have.
    lines: i64,
    /// How far above the foot of the column its notes end.
    raised: Length,
    /// It ends where no page should.
    forced: bool,
}

impl Text<'_, '_> {
    /// Where a row begins below `bottom`.
    fn top(&self, row: &Row, bottom: Length, first: bool) -> Length {
        let top = if first { bottom } else { bottom + row.space_before };
        if row.on_grid { top.ceil_to(self.room.pitch) } else { top }
    }

    /// Height of the table's head that is set again above a page's first row.
    fn repeated_height(&self, first: usize) -> Length {
        let repeat = self.rows.get(first).and_then(|row| row.repeat.as_ref());
        repeat.map_or(Length::ZERO, |head| head.iter().map(|row| row.height).sum())
    }

    /// Whether the rows from here on lie turned. Their notes stand beside them, where their measure leaves room.
    fn is_turned(&self, first: usize) -> bool {
        self.rows.get(first).is_some_and(|row| row.turned.is_some())
    }

    /// Height of a page's foot with these rows of notes.
    fn foot(&self, first: usize, from: usize, to: usize) -> Length {
        if to > from && !self.is_turned(first) {
            self.room.note_gap + self.notes.height(from, to)
        } else {
            Length::ZERO
        }
    }
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
        Room { height, pitch: line, note_gap: line, width: height }
    }

    fn counts(rows: &[Row], notes: &Notes, height: f64) -> Vec<(usize, usize)> {
        let refs: Vec<&Row> = rows.iter().collect();
        paginate(&refs, notes, &Reset::new(), room(pt(height)), Side::Recto)
            .iter()
            .map(|body| (body.rows.len(), body.notes.len()))
            .collect()
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
        let (notes, reset) = (Notes::new(), Reset::new());
        let bodies = paginate(&refs[..], &notes, &reset, room(pt(40.0)), Side::Recto);
        assert!(bodies[1].rows[0].repeated && !bodies[1].rows[1].repeated);
        assert_eq!(bodies[1].rows[1].y, pt(10.0));
    }

    #[test]
    fn a_chapter_begins_a_page() {
        let mut rows: Vec<Row> = (0..4).map(|_| line()).collect();
        rows[2].break_before = Break::Recto;
        let refs: Vec<&Row> = rows.iter().collect();
        let (notes, reset) = (Notes::new(), Reset::new());
        let bodies = paginate(&refs, &notes, &reset, room(pt(100.0)), Side::Recto);
        assert_eq!((bodies.len(), bodies[0].recto, bodies[1].recto), (2, false, true));
    }

    /// How far the rows of each page reach.
    fn bottoms(rows: &[Row], height: f64, side: Side) -> Vec<f64> {
        let refs: Vec<&Row> = rows.iter().collect();
        let (notes, reset) = (Notes::new(), Reset::new());
        let bodies = paginate(&refs, &notes, &reset, room(pt(height)), side);
        bodies.iter().filter_map(|body| body.rows.last()).map(|last| (last.y + last.row.height).pt()).collect()
    }

    #[test]
    fn a_page_with_a_line_too_few_gets_it_above_what_is_set_apart() {
        let mut rows: Vec<Row> = (0..130).map(|_| line()).collect();
        rows[39].break_before = Break::Forbidden;
        rows[20].space_before = pt(10.0);
        assert_eq!(bottoms(&rows, 400.0, Side::Recto)[0], 390.0, "without a place to stretch, it ends early");
        rows[20].stretches = true;
        assert_eq!(bottoms(&rows, 400.0, Side::Recto)[0], 400.0);
    }

    #[test]
    fn facing_pages_are_short_together() {
        let mut rows: Vec<Row> = (0..70).map(|_| line()).collect();
        // The verso cannot be full, and nothing on the recto hinders it.
        rows[20].break_before = Break::Forbidden;
        assert_eq!(bottoms(&rows, 200.0, Side::Verso)[..2], [190.0, 190.0]);
        // The recto before faces another chapter.
        assert_eq!(bottoms(&rows, 200.0, Side::Recto)[..3], [190.0, 200.0, 200.0]);
    }

    #[test]
    fn a_loose_block_at_the_end_is_stretched_by_parts_of_a_line() {
        let mut rows: Vec<Row> = (0..66).map(|_| line()).collect();
        for row in &mut rows[10..25] {
            row.loose = true;
            row.space_before = pt(2.5);
        }
        // 10 lines, and 8 of 12.5 pt from there make 200 of 205 pt.
        let ends = bottoms(&rows, 205.0, Side::Recto);
        assert!((ends[0] - 205.0).abs() < 0.01, "{ends:?}");
    }

    #[test]
    fn many_marks_without_height_cost_no_time() {
        let mark = Row { height: Length::ZERO, ..Row::default() };
        let marks = || std::iter::repeat_n(mark.clone(), 50_000);
        let rows: Vec<Row> = marks().chain((0..50).map(|_| line())).chain(marks()).collect();
        assert_eq!(bottoms(&rows, 400.0, Side::Recto), [400.0, 100.0]);
    }
}
