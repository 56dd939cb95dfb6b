//! Where the cells of a table stand: each in the first column that is free in its row, as HTML has it.
//!
//! In: rows of cells that say how many columns and rows they cover. Out: the same cells with their first columns, none of
//! them over another or beyond its part of the table, and an empty cell wherever a row has nothing.

use super::build::NO_NODE;
use super::tree::{TableCell, TableRow};
use crate::diagnostics::Span;

/// Most columns of a table.
const MOST_COLUMNS: usize = 1000;

/// Cells of a head or body cover no rows after its last one.
pub(super) fn end_with<'r>(rows: impl ExactSizeIterator<Item = &'r mut TableRow>) {
    let count = rows.len();
    for (at, row) in rows.enumerate() {
        let left = u16::try_from(count - at).unwrap_or(u16::MAX);
        row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.clamp(1, left));
    }
}

/// How many rows, from the first, are covered by cells that begin in the first `rows`.
pub(super) fn reach(rows: &[TableRow]) -> usize {
    let ends =
        rows.iter().enumerate().flat_map(|(at, row)| row.cells.iter().map(move |cell| at + usize::from(cell.rows)));
    ends.max().unwrap_or(0)
}

/// Gives every cell its column, in all rows of a table, and fills the gaps. Gives the number of columns.
pub(super) fn settle(rows: &mut [&mut TableRow], least: usize, span: Span) -> usize {
    let mut occupied = Occupied::default();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut column = 0;
        row.cells.retain_mut(|cell| {
            column = occupied.next_free(column, at);
            let room = occupied.room(column, at);
            if room == 0 {
                return false;
            }
            cell.column = u16::try_from(column).unwrap_or(u16::MAX);
            cell.columns = cell.columns.max(1).min(u16::try_from(room).unwrap_or(u16::MAX));
            occupied.take(column, usize::from(cell.columns), at + usize::from(cell.rows.max(1)));
            column += usize::from(cell.columns);
            true
        });
    }
    let width = occupied.until.len().max(least).min(MOST_COLUMNS);
    let mut occupied = Occupied::default();
    for (at, row) in rows.iter_mut().enumerate() {
        fill(row, at, width, &mut occupied, span);
    }
    width
}

/// Puts empty cells where the row has none and no cell from above reaches.
fn fill(row: &mut TableRow, at: usize, width: usize, occupied: &mut Occupied, span: Span) {
    let mut filled = Vec::with_capacity(row.cells.len());
    let mut column = 0;
    let mut before = span;
    let cells = std::mem::take(&mut row.cells).into_iter().map(Some).chain([None]);
    for cell in cells {
        let end = cell.as_ref().map_or(width, |cell| usize::from(cell.column));
        while occupied.next_free(column, at) < end {
            column = occupied.next_free(column, at);
            let room = occupied.room(column, at).min(end - column);
            let columns = u16::try_from(room).unwrap_or(u16::MAX);
            filled.push(TableCell { columns, ..empty(column, before) });
            column += room.max(1);
        }
        let Some(cell) = cell else { break };
        column = end + usize::from(cell.columns);
        occupied.take(end, usize::from(cell.columns), at + usize::from(cell.rows));
        before = cell.span;
        filled.push(cell);
    }
    row.cells = filled;
}

fn empty(column: usize, span: Span) -> TableCell {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    TableCell { node: NO_NODE, span, column, columns: 1, rows: 1, head: false, content: Vec::new(), blocks: Vec::new() }
}

/// Which columns are taken, and up to which row.
#[derive(Default)]
struct Occupied {
    until: Vec<usize>,
}

impl Occupied {
    fn is_free(&self, column: usize, row: usize) -> bool {
        self.until.get(column).is_none_or(|until| *until <= row)
    }

    fn next_free(&self, from: usize, row: usize) -> usize {
        (from..).find(|column| self.is_free(*column, row)).unwrap_or(from)
    }

    /// Free columns from this one on.
    fn room(&self, column: usize, row: usize) -> usize {
        (column..MOST_COLUMNS).take_while(|at| self.is_free(*at, row)).count()
    }

    fn take(&mut self, column: usize, columns: usize, until: usize) {
        let end = (column + columns).min(MOST_COLUMNS);
        self.until.resize(self.until.len().max(end), 0);
        self.until.iter_mut().take(end).skip(column).for_each(|row| *row = until);
    }
}
