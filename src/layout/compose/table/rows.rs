//! The rows of a table: every cell is set as strips, which are never divided; rows that cells join stay together as far as
//! they can; a very high row is divided between strips ([`super::cut`]).

use super::super::super::rows::{Break, Grid, Row};
use super::super::Composer;
use super::super::columns::merged;
use super::super::context::{Context, keep_together};
use super::super::figure::Captioned;
use super::super::setting::{height_of_pictures, move_items};
use super::cells::{Cell, Fit, Inside, Numbers, Sheet};
use super::columns::{Column, Content};
use super::cut::{Laid, LaidCell, Strip};
use crate::diagnostics::Diagnostics;
use crate::manuscript::Table;
use crate::text::{Align, Artifact, Line, Measure, Owner, Piece, TextStyle, prepare};
use crate::units::{Length, Point};
use std::sync::Arc;

/// Line pitch of cells relative to that of running text, when they are set in its size.
const LEADING: i64 = 930;

/// Least padding above and below the lines of a cell, in thousandths of its size.
const PADDING: i64 = 220;

/// Height of rows with cells to write in, in millimetres.
const TO_WRITE_IN: f64 = 14.0;

/// The horizontal measures of a table.
pub(super) struct Widths<'w> {
    pub(super) widths: &'w [Length],
    pub(super) left: Length,
    pub(super) right: Length,
    pub(super) rtl: bool,
}

impl Widths<'_> {
    /// Left and right edge of so many columns: column 1 is at the start side (docs/typography.md A4).
    pub(super) fn edges(&self, column: usize, span: usize) -> (Length, Length) {
        let sum = |to: usize| self.widths.iter().take(to).copied().sum::<Length>();
        let (from, to) = (sum(column), sum(column + span));
        if self.rtl { (self.right - to, self.right - from) } else { (self.left + from, self.left + to) }
    }
}

impl Composer<'_> {
    /// Head and body; every row of the body has the head set again where a page begins with it.
    pub(super) fn sheet_rows(
        &self,
        context: &Context,
        table: &Table,
        sheet: Sheet<'_, '_>,
        widths: &[Length],
        above: Length,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let width: Length = widths.iter().copied().sum();
        let (left, right) = if context.is_rtl() {
            (context.right - width, context.right)
        } else {
            (context.left, context.left + width)
        };
        let columns = Widths { widths, left, right, rtl: context.is_rtl() };
        let Sheet { fit, padding, head, body, columns: contents, numbers } = sheet;
        let mut set = Setter {
            composer: self,
            context,
            columns: &columns,
            contents: &contents,
            numbers: &numbers,
            fit,
            padding,
            above: fit.size.scale(PADDING, 1000),
        };
        let mut head: Vec<Laid> = head.into_iter().map(|cells| set.lay(cells, diagnostics)).collect();
        let mut body: Vec<Laid> = body.into_iter().map(|cells| set.lay(cells, diagnostics)).collect();
        if contents.iter().any(|column| column.content == Content::Nothing) {
            let least = Length::from_mm(TO_WRITE_IN) - set.above * 2;
            body.iter_mut().for_each(|laid| laid.height = laid.height.max(least));
        }
        [&mut head, &mut body].into_iter().for_each(|rows| set.make_room(rows));
        set.spread(above, head.iter().chain(&body));
        let mut rows: Vec<Row> = set.groups(head, true).into_iter().flat_map(|group| group.rows).collect();
        set.paint_head(&mut rows);
        let repeated = self.repeated(context, table, &rows, diagnostics);
        if rows.len() > 1 {
            keep_together(&mut rows);
        }
        let has_head = !rows.is_empty();
        rows.extend(set.stack(body, has_head, repeated.as_ref()));
        rows
    }

    /// The head as it is set again, below «Table 1 (continued)»: nobody's content, and without notes.
    fn repeated(
        &self,
        context: &Context,
        table: &Table,
        head: &[Row],
        diagnostics: &mut Diagnostics,
    ) -> Option<Arc<[Row]>> {
        let mut rows = Vec::new();
        if let Some(number) = table.caption.as_ref().and_then(|caption| caption.number) {
            let style = self.caption_style(context);
            let label = self.caption_label(context, Captioned::Table, number);
            let words = context.language.pattern("continued", &[("caption", &label)]);
            let text = TextStyle { bold: true, color: self.house.accent, ..style.text.clone() };
            let piece = Piece::words(words, text, Owner::Artifact(Artifact::Layout));
            rows.extend(self.set(context, vec![piece], &style, diagnostics));
        }
        rows.extend(head.iter().cloned());
        for row in &mut rows {
            row.notes.clear();
            row.marks.clear();
            row.space_before = Length::ZERO;
            row.items.iter_mut().for_each(|item| item.owner = Owner::Artifact(Artifact::Layout));
        }
        (!rows.is_empty()).then(|| rows.into())
    }
}

/// Sets the rows of one table.
pub(super) struct Setter<'s, 'a> {
    pub(super) composer: &'s Composer<'a>,
    pub(super) context: &'s Context,
    pub(super) columns: &'s Widths<'s>,
    pub(super) contents: &'s [Column],
    numbers: &'s [Numbers],
    fit: Fit,
    /// Padding at both sides of a cell.
    padding: Length,
    /// Padding above and below the lines of a cell.
    pub(super) above: Length,
}

/// What the inside of a cell has become.
enum Set {
    Lines(Vec<Line>),
    Blocks(Vec<Row>),
}

impl Setter<'_, '_> {
    /// Sets the cells of a row. All begin at its top; lines without pictures stand on the same baselines.
    fn lay(&self, cells: Vec<Cell<'_, '_>>, diagnostics: &mut Diagnostics) -> Laid {
        let grid = self.composer.grid_of_cells(self.context, self.fit.size);
        let mut laid_cells = Vec::with_capacity(cells.len());
        for cell in cells {
            let (left, right) = self.room(&cell);
            let (column, span, rows) = (cell.column, cell.span, cell.rows);
            let mut laid = LaidCell { column, span, rows, strips: Vec::new(), marks: Vec::new() };
            let width = (right - left).max(Length::from_pt(1.0));
            let inside = self.inside(cell.inside, width, &mut laid, diagnostics);
            laid.strips = match inside {
                Set::Lines(lines) => strips_of_lines(lines, grid, left),
                Set::Blocks(rows) => strips_of_rows(self.context, rows, left),
            };
            laid_cells.push(laid);
        }
        let highest = laid_cells.iter().filter(|cell| cell.rows == 1).map(LaidCell::height).max();
        Laid { height: grid.pitch.max(highest.unwrap_or_default()), cells: laid_cells }
    }

    fn inside(&self, inside: Inside<'_, '_>, width: Length, laid: &mut LaidCell, diagnostics: &mut Diagnostics) -> Set {
        let measure = Measure { width, first_indent: Length::ZERO };
        match inside {
            Inside::Words(prepared, anchors) => {
                laid.marks.extend(anchors.into_marks());
                Set::Lines(prepared.lines(measure, diagnostics))
            }
            Inside::Late(cell, late, _) => {
                let mut context = self.context.clone();
                (context.left, context.right) = (Length::ZERO, width);
                if cell.blocks.is_empty() {
                    let composer = self.composer;
                    let (paragraph, anchors) = composer.cell_paragraph(&context, cell, self.fit, late, diagnostics);
                    laid.marks.extend(anchors.into_marks());
                    Set::Lines(prepare(&paragraph, composer.fonts, diagnostics).lines(measure, diagnostics))
                } else {
                    let inner = self.composer.in_cell(&context, self.fit, late);
                    Set::Blocks(self.composer.sequence(&inner, &cell.blocks, diagnostics))
                }
            }
        }
    }

    /// The edges between which the lines of a cell stand. Numbers stand together as a block where their column is
    /// aligned, each as far from the block's right edge as its units ask for.
    fn room(&self, cell: &Cell<'_, '_>) -> (Length, Length) {
        let (left, right) = self.columns.edges(cell.column, cell.span);
        let (left, right) = (left + self.padding, right - self.padding);
        let (Some(own), Some(block)) = (cell.right_of_units, self.numbers.get(cell.column)) else {
            return (left, right);
        };
        let right = match self.contents.get(cell.column).map(|column| column.align) {
            Some(Align::Center) => left + (right - left + block.width) / 2,
            Some(Align::End) if self.columns.rtl => left + block.width,
            Some(Align::Start) if !self.columns.rtl => left + block.width,
            _ => right,
        };
        (left, right - (block.right_of_units - own))
    }

    /// Makes the last of the rows that a cell covers so high that all of them have room for it.
    fn make_room(&self, rows: &mut [Laid]) {
        let padding = self.above * 2;
        let of_row = |(at, laid): (usize, &Laid)| -> Vec<(usize, usize, Length)> {
            let reaching = laid.cells.iter().filter(|cell| cell.rows > 1);
            reaching.map(|cell| (at + cell.rows, at, cell.height() + padding)).collect()
        };
        let mut reaching: Vec<(usize, usize, Length)> = rows.iter().enumerate().flat_map(of_row).collect();
        reaching.sort_unstable();
        for (end, first, height) in reaching {
            let Some(covered) = rows.get_mut(first..end) else { continue };
            let have: Length = covered.iter().map(|laid| laid.height + padding).sum();
            if let Some(last) = covered.last_mut() {
                last.height += (height - have).non_negative();
            }
        }
    }

    /// Gives each row so much padding that the table and what is `above` it fill whole lines of the grid.
    fn spread<'l>(&mut self, above: Length, rows: impl Iterator<Item = &'l Laid>) {
        let (count, height) =
            rows.fold((0, above), |(count, height), laid| (count + 1, height + laid.height + self.above * 2));
        if count > 0 {
            self.above += (height.ceil_to(self.context.grid.pitch) - height) / (2 * count);
        }
    }
}

impl Composer<'_> {
    /// Line pitch of cells, and where the baseline lies in it.
    pub(super) fn grid_of_cells(&self, context: &Context, size: Length) -> Grid {
        let running = context.grid.pitch.scale(LEADING, 1000);
        let pitch = running.scale(size.raw(), context.text.size.raw().max(1)).max(size.scale(21, 20));
        self.grid_of_pitch(size, pitch)
    }
}

/// A line with a picture is as much higher as that reaches above it.
fn strips_of_lines(lines: Vec<Line>, grid: Grid, left: Length) -> Vec<Strip> {
    let mut top = Length::ZERO;
    let strip = |mut line: Line| {
        let extra = (height_of_pictures(&line) - grid.baseline).non_negative();
        move_items(&mut line.items, Point::new(left, grid.baseline + extra));
        let row = Row { height: grid.pitch + extra, items: line.items, notes: line.notes, ..Row::default() };
        let strip = Strip { top, row };
        top += grid.pitch + extra;
        strip
    };
    lines.into_iter().map(strip).collect()
}

/// Rows that must stay together, and those of a box, are one strip.
fn strips_of_rows(context: &Context, rows: Vec<Row>, left: Length) -> Vec<Strip> {
    let mut runs: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let joined = |before: &Row| {
            row.break_before == Break::Forbidden
                || !row.enclosures.is_empty() && row.enclosures.first() == before.enclosures.first()
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(joined) => run.push(row),
            _ => runs.push(vec![row]),
        }
    }
    let mut top = Length::ZERO;
    let mut strips = Vec::with_capacity(runs.len());
    for mut run in runs {
        if let Some(first) = run.first_mut() {
            top += std::mem::take(&mut first.space_before);
        }
        let mut row = merged(context, [run]);
        move_items(&mut row.items, Point::new(left, Length::ZERO));
        let height = row.height;
        strips.push(Strip { top, row });
        top += height;
    }
    strips
}
