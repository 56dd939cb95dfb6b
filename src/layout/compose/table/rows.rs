//! The rows of a table.

use super::super::super::rows::{Break, Mark, Row};
use super::super::Composer;
use super::super::boxes::pad;
use super::super::context::{Context, keep_together, keep_with_row_before};
use super::super::figure::Captioned;
use super::super::setting::{height_of_pictures, move_items};
use super::cells::{Cell, Numbers, Sheet};
use super::columns::{Column, Content};
use crate::diagnostics::Diagnostics;
use crate::manuscript::Table;
use crate::text::{Align, Artifact, Item, ItemKind, Line, Measure, Owner, Paint, Piece, TextStyle};
use crate::units::{Color, Length, Point, Rect};
use std::sync::Arc;

/// Line pitch of cells relative to that of running text, when they are set in its size.
const LEADING: i64 = 930;

/// Least padding above and below the lines of a cell, in thousandths of its size.
const PADDING: i64 = 220;

/// A row of up to this many lines is never divided (TYPOGRAPHY.md P8).
const DIVISIBLE: usize = 12;

/// Least lines of a divided row on each side.
const LEAST_LINES: usize = 4;

/// Height of rows with cells to write in, in millimetres.
const TO_WRITE_IN: f64 = 9.0;

/// Thickness of rules.
const HEAVY: f64 = 0.9;
const FINE: f64 = 0.35;

/// Cost of leaving a single row of a table on the next page.
const LONE_ROW: u16 = 400;

/// The horizontal measures of a table.
struct Widths<'w> {
    widths: &'w [Length],
    left: Length,
    right: Length,
    rtl: bool,
}

impl Widths<'_> {
    /// Left and right edge of a cell: column 1 is at the start side (TYPOGRAPHY.md A4).
    fn edges(&self, cell: &Cell<'_>) -> (Length, Length) {
        let sum = |to: usize| self.widths.iter().take(to).copied().sum::<Length>();
        let (from, to) = (sum(cell.column), sum(cell.column + cell.span));
        if self.rtl { (self.right - to, self.right - from) } else { (self.left + from, self.left + to) }
    }
}

impl Composer<'_> {
    /// Head and body; every row of the body has the head set again where a page begins with it.
    pub(super) fn sheet_rows(
        &self,
        context: &Context,
        table: &Table,
        sheet: Sheet<'_>,
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
            size: fit.size,
            padding,
            above: fit.size.scale(PADDING, 1000),
        };
        let head: Vec<Laid> = head.into_iter().map(|cells| set.lay(cells, diagnostics)).collect();
        let mut body: Vec<Laid> = body.into_iter().map(|cells| set.lay(cells, diagnostics)).collect();
        if contents.iter().any(|column| column.content == Content::Nothing) {
            let least = Length::from_mm(TO_WRITE_IN) - set.above * 2;
            body.iter_mut().for_each(|laid| laid.least = least);
        }
        set.spread(above, head.iter().chain(&body));
        let mut rows: Vec<Row> = head.into_iter().flat_map(|laid| set.row(laid)).collect();
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
struct Setter<'s, 'a> {
    composer: &'s Composer<'a>,
    context: &'s Context,
    columns: &'s Widths<'s>,
    contents: &'s [Column],
    numbers: &'s [Numbers],
    size: Length,
    /// Padding at both sides of a cell.
    padding: Length,
    /// Padding above and below the lines of a cell.
    above: Length,
}

/// The lines of the cells of a row, and the heights that the lines have together.
struct Laid {
    /// Left edge of each cell's text, and its lines.
    cells: Vec<(Length, Vec<Line>)>,
    /// Height and baseline of each line.
    lines: Vec<(Length, Length)>,
    /// Ids in the cells.
    marks: Vec<Mark>,
    /// Least height.
    least: Length,
}

impl Laid {
    fn height(&self) -> Length {
        self.lines.iter().map(|(height, _)| *height).sum::<Length>().max(self.least)
    }
}

impl Setter<'_, '_> {
    /// Sets the cells of a row.
    fn lay(&self, cells: Vec<Cell<'_>>, diagnostics: &mut Diagnostics) -> Laid {
        let mut laid =
            Laid { cells: Vec::with_capacity(cells.len()), lines: Vec::new(), marks: Vec::new(), least: Length::ZERO };
        let (pitch, baseline) = self.pitch();
        for cell in cells {
            let (left, right) = self.room(&cell);
            let width = (right - left).max(Length::from_pt(1.0));
            let lines = cell.prepared.lines(Measure { width, first_indent: Length::ZERO }, diagnostics);
            laid.lines.resize(laid.lines.len().max(lines.len()), (pitch, baseline));
            for (line, measures) in lines.iter().zip(&mut laid.lines) {
                let extra = (height_of_pictures(line) - baseline).non_negative();
                *measures = (*measures).max((pitch + extra, baseline + extra));
            }
            laid.cells.push((left, lines));
            laid.marks.extend(cell.anchors.into_marks());
        }
        laid.lines.resize(laid.lines.len().max(1), (pitch, baseline));
        laid
    }

    /// The edges between which the lines of a cell stand. Numbers stand together as a block where their column is
    /// aligned, each as far from the block's right edge as its units ask for.
    fn room(&self, cell: &Cell<'_>) -> (Length, Length) {
        let (left, right) = self.columns.edges(cell);
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

    /// Gives each row so much padding that the table and what is `above` it fill whole lines of the grid.
    fn spread<'l>(&mut self, above: Length, rows: impl Iterator<Item = &'l Laid>) {
        let (count, height) =
            rows.fold((0, above), |(count, height), laid| (count + 1, height + laid.height() + self.above * 2));
        if count > 0 {
            self.above += (height.ceil_to(self.context.grid.pitch) - height) / (2 * count);
        }
    }

    /// One row of the table: as one row of the page or, where it is very high, one for each line.
    fn row(&self, mut laid: Laid) -> Vec<Row> {
        let marks = std::mem::take(&mut laid.marks);
        let mut rows = if laid.lines.len() > DIVISIBLE { self.divided(laid) } else { vec![self.whole(laid)] };
        if let Some(first) = rows.first_mut() {
            first.marks.extend(marks);
        }
        rows
    }

    /// Line pitch of cells, and where the baseline lies in it.
    fn pitch(&self) -> (Length, Length) {
        let running = self.context.grid.pitch.scale(LEADING, 1000);
        let pitch = running.scale(self.size.raw(), self.context.text.size.raw().max(1)).max(self.size.scale(21, 20));
        (pitch, self.composer.grid_of_pitch(self.size, pitch).baseline)
    }

    /// The rows of the body, each with its rule and the head that is set again above it.
    fn stack(&self, body: Vec<Laid>, has_head: bool, repeated: Option<&Arc<[Row]>>) -> Vec<Row> {
        let mut rows = Vec::new();
        let count = body.len();
        for (at, laid) in body.into_iter().enumerate() {
            let mut strip = self.row(laid);
            self.rules_beside_empty(&mut strip);
            self.rule_below(&mut strip, at + 1 == count);
            if let Some(first) = strip.first_mut() {
                // The head stays with two rows, and no row is left alone (TYPOGRAPHY.md P5).
                if at < 2 && (has_head || at == 1) {
                    keep_with_row_before(first);
                } else if at + 1 == count && at > 2 {
                    first.break_before = Break::Cost(LONE_ROW);
                }
            }
            for row in &mut strip {
                row.repeat = repeated.cloned();
            }
            rows.extend(strip);
        }
        rows
    }

    /// All lines in one row, cell after cell.
    fn whole(&self, laid: Laid) -> Row {
        let mut all = self.context.row(laid.height() + self.above * 2);
        for (left, lines) in laid.cells {
            let mut top = self.above;
            for (mut line, (height, baseline)) in lines.into_iter().zip(&laid.lines) {
                move_items(&mut line.items, Point::new(left, top + *baseline));
                all.items.extend(line.items);
                all.notes.extend(line.notes);
                top += *height;
            }
        }
        all
    }

    /// A row for each line, at least four of them together at the top and at the end.
    fn divided(&self, laid: Laid) -> Vec<Row> {
        let mut rows: Vec<Row> = laid.lines.iter().map(|(height, _)| self.context.row(*height)).collect();
        for (left, lines) in laid.cells {
            for ((mut line, row), (_, baseline)) in lines.into_iter().zip(&mut rows).zip(&laid.lines) {
                move_items(&mut line.items, Point::new(left, *baseline));
                row.items.extend(line.items);
                row.notes.extend(line.notes);
            }
        }
        pad(&mut rows, self.above, self.above);
        let count = rows.len();
        for (at, row) in rows.iter_mut().enumerate().skip(1) {
            if at < LEAST_LINES || at + LEAST_LINES > count {
                keep_with_row_before(row);
            }
        }
        rows
    }

    /// Ground of the head and the rules above and below it.
    fn paint_head(&self, rows: &mut [Row]) {
        let accent = self.composer.house.accent;
        for row in rows.iter_mut() {
            let rect = Rect::new(self.columns.left, Length::ZERO, self.columns.right - self.columns.left, row.height);
            let ground = ItemKind::Rect(rect, Paint { fill: Some(self.composer.house.ground), stroke: None });
            row.items.insert(0, Item { owner: Owner::Artifact(Artifact::Layout), kind: ground });
        }
        if let Some(first) = rows.first_mut() {
            let rule = self.rule(Length::ZERO, HEAVY, accent);
            first.items.insert(1, rule);
        }
        if let Some(last) = rows.last_mut() {
            let rule = self.rule(last.height, HEAVY, accent);
            last.items.push(rule);
        }
    }

    /// The rule below a row of the body, heavier below the last one.
    fn rule_below(&self, rows: &mut [Row], last_of_table: bool) {
        if let Some(row) = rows.last_mut() {
            let house = self.composer.house;
            let rule = if last_of_table {
                self.rule(row.height, HEAVY, house.accent)
            } else {
                self.rule(row.height, FINE, house.accent)
            };
            row.items.push(rule);
        }
    }

    /// Fine rules beside cells to write in, which no text tells apart.
    fn rules_beside_empty(&self, rows: &mut [Row]) {
        let empty = self.contents.iter().enumerate().filter(|(_, column)| column.content == Content::Nothing);
        for (at, _) in empty {
            let before: Length = self.columns.widths.iter().take(at).copied().sum();
            let x = if self.columns.rtl { self.columns.right - before } else { self.columns.left + before };
            for row in rows.iter_mut().filter(|_| before > Length::ZERO) {
                let (from, to) = (Point::new(x, Length::ZERO), Point::new(x, row.height));
                let (width, color) = (Length::from_pt(FINE), self.composer.house.accent);
                let kind = ItemKind::Line { from, to, width, color, dash: None };
                row.items.push(Item { owner: Owner::Artifact(Artifact::Layout), kind });
            }
        }
    }

    fn rule(&self, y: Length, width: f64, color: Color) -> Item {
        let (from, to) = (Point::new(self.columns.left, y), Point::new(self.columns.right, y));
        let kind = ItemKind::Line { from, to, width: Length::from_pt(width), color, dash: None };
        Item { owner: Owner::Artifact(Artifact::Layout), kind }
    }
}
