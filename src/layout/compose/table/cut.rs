//! Rows of a table to rows of the page: one each, but for rows that cells join and rows too high for that.
//!
//! In: the strips of every cell, the heights of rows. Out: rows of the page between heights at which no strip is cut, with
//! the rules that belong there and what a page end before each costs.

use super::super::super::rows::{Break, Mark, Row};
use super::super::context::keep_with_row_before;
use super::super::setting::move_items;
use super::rows::Setter;
use crate::units::{Length, Point};
use std::ops::Range;
use std::sync::Arc;

/// A row of up to this many lines is never divided (docs/typography.md P8).
const DIVISIBLE: i64 = 12;

/// Least strips of a divided row on each side.
const LEAST_LINES: usize = 4;

/// Highest rows joined by cells that are never divided, in thousandths of a page's text.
const WHOLE: i64 = 333;

/// Cost of dividing higher ones between two of them, and of leaving a single row of a table on the next page.
const DIVIDED: u16 = 400;
const LONE_ROW: u16 = 400;

/// A piece of a cell that is never divided.
pub(super) struct Strip {
    /// From the top of the cell's inside.
    pub(super) top: Length,
    pub(super) row: Row,
}

/// A cell that has been set.
pub(super) struct LaidCell {
    pub(super) column: usize,
    pub(super) span: usize,
    pub(super) rows: usize,
    pub(super) strips: Vec<Strip>,
    /// Ids in it.
    pub(super) marks: Vec<Mark>,
}

impl LaidCell {
    pub(super) fn height(&self) -> Length {
        self.strips.last().map_or(Length::ZERO, |last| last.top + last.row.height)
    }
}

/// The cells of a row, and its height without padding.
pub(super) struct Laid {
    pub(super) cells: Vec<LaidCell>,
    pub(super) height: Length,
}

/// Rows of a table that cells join, as rows of the page.
pub(super) struct Group {
    /// Index of its first row in the table.
    first: usize,
    pub(super) rows: Vec<Row>,
    /// Which rows of the table begin where a row of the page does.
    begins: Vec<Option<usize>>,
}

/// A strip at its place in a group.
struct Placed {
    top: Length,
    bottom: Length,
    row: Row,
}

impl Setter<'_, '_> {
    /// The rows of a head or body.
    pub(super) fn groups(&self, rows: Vec<Laid>, head: bool) -> Vec<Group> {
        let count = rows.len();
        let mut groups = Vec::new();
        let mut rows = rows.into_iter().peekable();
        let mut first = 0;
        while rows.peek().is_some() {
            let mut group: Vec<Laid> = Vec::new();
            let mut reach = 1;
            while group.len() < reach
                && let Some(laid) = rows.next()
            {
                let ends = laid.cells.iter().map(|cell| group.len() + cell.rows).max();
                reach = reach.max(ends.unwrap_or(0));
                group.push(laid);
            }
            let size = group.len();
            groups.push(self.group(group, first, head, first + size == count));
            first += size;
        }
        groups
    }

    fn group(&self, rows: Vec<Laid>, first: usize, head: bool, last_of_table: bool) -> Group {
        let mut bounds = vec![Length::ZERO];
        for laid in &rows {
            let top = bounds.last().copied().unwrap_or_default();
            bounds.push(top + laid.height + self.above * 2);
        }
        let high = self.context.grid.pitch * DIVISIBLE;
        let divisible = |at: usize| bounds[at + 1] - bounds[at] - self.above * 2 > high;
        let divisible: Vec<bool> = (0..rows.len()).map(divisible).collect();
        let rules = self.rules_of(&rows, &bounds, head, last_of_table);
        let placed = self.placed(rows, &bounds);
        let cuts = cuts(&placed, &bounds, &divisible);
        let mut group = Group { first, rows: Vec::with_capacity(cuts.len()), begins: Vec::with_capacity(cuts.len()) };
        for cut in cuts.windows(2) {
            let [top, bottom] = [cut[0], cut[1]];
            group.rows.push(self.context.row(bottom - top));
            group.begins.push(bounds.iter().position(|bound| *bound == top).map(|at| first + at));
        }
        let last = group.rows.len().saturating_sub(1);
        let find = |y: Length| cuts.partition_point(|cut| *cut <= y).saturating_sub(1).min(last);
        for strip in placed {
            let at = find(strip.top);
            let (row, top) = (&mut group.rows[at], cuts[at]);
            let mut own = strip.row;
            move_items(&mut own.items, Point::new(Length::ZERO, strip.top - top));
            row.items.extend(own.items);
            row.notes.extend(own.notes);
            row.marks.extend(own.marks);
        }
        for (y, rule) in rules {
            // A rule at the foot of a row is that row's.
            let at = find(y - Length::from_raw(1));
            let mut rule = [rule];
            move_items(&mut rule, Point::new(Length::ZERO, -cuts[at]));
            group.rows[at].items.extend(rule);
        }
        self.keep(&mut group, bounds.len() > 2);
        group
    }

    /// All strips in the order of reading, at their places.
    fn placed(&self, rows: Vec<Laid>, bounds: &[Length]) -> Vec<Placed> {
        let mut placed = Vec::new();
        for (laid, bound) in rows.into_iter().zip(bounds) {
            for mut cell in laid.cells {
                match cell.strips.first_mut() {
                    Some(first) => first.row.marks.splice(0..0, cell.marks).for_each(drop),
                    None if cell.marks.is_empty() => continue,
                    None => {
                        let row = Row { marks: cell.marks, ..Row::default() };
                        cell.strips.push(Strip { top: Length::ZERO, row });
                    }
                }
                for strip in cell.strips {
                    let top = *bound + self.above + strip.top;
                    placed.push(Placed { top, bottom: top + strip.row.height, row: strip.row });
                }
            }
        }
        placed
    }

    /// What a page end costs within a group.
    fn keep(&self, group: &mut Group, joined: bool) {
        let height: Length = group.rows.iter().map(|row| row.height).sum();
        let whole = height <= self.composer.column_height().scale(WHOLE, 1000);
        let count = group.rows.len();
        for (at, row) in group.rows.iter_mut().enumerate().skip(1) {
            if joined {
                row.break_before = if whole { Break::Forbidden } else { Break::Cost(DIVIDED) };
            } else if at < LEAST_LINES || at + LEAST_LINES > count {
                keep_with_row_before(row);
            }
        }
    }

    /// The rows of the body, each with the head that is set again above it.
    pub(super) fn stack(&self, body: Vec<Laid>, has_head: bool, repeated: Option<&Arc<[Row]>>) -> Vec<Row> {
        let count = body.len();
        let mut rows = Vec::new();
        for group in self.groups(body, false) {
            let joins = group.begins.iter().flatten().count() > 1;
            for (mut row, begins) in group.rows.into_iter().zip(group.begins) {
                // The head stays with two rows, and no row is left alone (docs/typography.md P5).
                match begins {
                    Some(at) if at < 2 && (has_head || at == 1) => keep_with_row_before(&mut row),
                    Some(at) if at + 1 == count && at > 2 && (!joins || at == group.first) => {
                        row.break_before = Break::Cost(LONE_ROW);
                    }
                    _ => {}
                }
                row.repeat = repeated.cloned();
                rows.push(row);
            }
        }
        rows
    }
}

/// The heights between which rows of the page lie: those where rows of the table meet and no strip is cut, and within
/// divisible rows those where strips end.
fn cuts(placed: &[Placed], bounds: &[Length], divisible: &[bool]) -> Vec<Length> {
    let end = bounds.last().copied().unwrap_or_default();
    let within = |range: Range<usize>| bounds[range.start]..bounds[range.end];
    let is_divisible = |y: Length| {
        let at = bounds.partition_point(|bound| *bound <= y).saturating_sub(1);
        divisible.get(at).copied().unwrap_or(false) && within(at..at + 1).contains(&y)
    };
    let mut candidates: Vec<Length> = bounds.to_vec();
    candidates.extend(placed.iter().map(|strip| strip.bottom).filter(|y| is_divisible(*y)));
    candidates.sort_unstable();
    candidates.dedup();
    let mut strips: Vec<(Length, Length)> = placed.iter().map(|strip| (strip.top, strip.bottom)).collect();
    strips.sort_unstable();
    let mut strips = strips.into_iter().peekable();
    let mut lowest = Length::ZERO;
    let mut cuts = Vec::new();
    for y in candidates {
        while let Some((_, bottom)) = strips.next_if(|(top, _)| *top < y) {
            lowest = lowest.max(bottom);
        }
        let is_bound = bounds.binary_search(&y).is_ok();
        // What is left of a row after its last strip is its padding.
        let more =
            strips.peek().is_some_and(|(top, _)| bounds.iter().find(|bound| **bound > y).is_some_and(|end| top < end));
        if y == Length::ZERO || y == end || (lowest <= y && (is_bound || more)) {
            cuts.push(y);
        }
    }
    cuts
}
