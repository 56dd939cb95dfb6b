//! The cells of a table, shaped once, with what they say about the widths and alignment of their columns.

use super::super::Composer;
use super::super::context::Context;
use super::super::inlines::Anchors;
use super::super::spacing::Paragraphs;
use super::PADDING;
use super::columns::{Column, Content, is_number, right_of_units};
use super::widths::{MOST_ROWS, Rows, Wish};
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Inline, Table, TableCell, TableRow, plain_text};
use crate::text::{Align, FontRole, Paragraph, PieceKind, Prepared, TextStyle, prepare};
use crate::units::Length;

/// More columns than this are not told apart on any page: what stands in them joins the last one.
const MOST_COLUMNS: usize = 120;

/// Least part of the measure that empty columns have together, in thousandths.
const EMPTY: i64 = 350;

/// Least width of a column to write in, in millimetres.
const TO_WRITE_IN: f64 = 30.0;

/// How the cells of a table are set.
#[derive(Copy, Clone, Debug)]
pub(super) struct Fit {
    /// Size of the text.
    pub(super) size: Length,
    /// May words be divided?
    pub(super) hyphenate: bool,
}

/// A cell, ready to be set at any width.
pub(super) struct Cell<'f, 't> {
    /// First column.
    pub(super) column: usize,
    /// Columns it covers.
    pub(super) span: usize,
    /// Rows it covers.
    pub(super) rows: usize,
    pub(super) inside: Inside<'f, 't>,
    /// Of a number in a column of numbers: the width of what stands right of its units.
    pub(super) right_of_units: Option<Length>,
}

/// What a cell holds.
pub(super) enum Inside<'f, 't> {
    /// Words, shaped.
    Words(Box<Prepared<'f>>, Anchors),
    /// What is set when its width is known, for pictures shrink and blocks have lines of their own; what it wants.
    Late(&'t TableCell, Late, Wish),
}

/// How what is set late is set.
#[derive(Copy, Clone)]
pub(super) struct Late {
    pub(super) head: bool,
    pub(super) align: Align,
}

impl Cell<'_, '_> {
    fn wish(&self) -> Wish {
        match &self.inside {
            Inside::Words(prepared, _) => Wish { min: prepared.min_width(), max: prepared.max_width() },
            Inside::Late(.., wish) => *wish,
        }
    }
}

/// The numbers of a column, as one block.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Numbers {
    /// Widest part right of the units.
    pub(super) right_of_units: Length,
    /// From the left edge of the number that reaches farthest left to the right edge of the one that reaches farthest
    /// right.
    pub(super) width: Length,
}

/// All cells of a table.
pub(super) struct Sheet<'f, 't> {
    pub(super) fit: Fit,
    /// Padding at both sides of a cell.
    pub(super) padding: Length,
    pub(super) head: Vec<Vec<Cell<'f, 't>>>,
    pub(super) body: Vec<Vec<Cell<'f, 't>>>,
    pub(super) columns: Vec<Column>,
    /// By column.
    pub(super) numbers: Vec<Numbers>,
}

impl Sheet<'_, '_> {
    /// What each column wants. A cell over several columns widens them alike where they are too narrow together.
    pub(super) fn wishes(&self, room: Length) -> Vec<Wish> {
        let mut wishes = vec![Wish::default(); self.columns.len()];
        let cells = || self.head.iter().chain(&self.body).flatten();
        for cell in cells().filter(|cell| cell.span == 1) {
            if let Some(wish) = wishes.get_mut(cell.column) {
                let own = cell.wish();
                wish.min = wish.min.max(own.min + self.padding * 2);
                wish.max = wish.max.max(own.max + self.padding * 2);
            }
        }
        for (wish, numbers) in wishes.iter_mut().zip(&self.numbers) {
            let width = numbers.width + self.padding * 2;
            (wish.min, wish.max) = (wish.min.max(width.min(room)), wish.max.max(width));
        }
        self.widen_empty(&mut wishes, room);
        for cell in cells().filter(|cell| cell.span > 1) {
            let end = (cell.column + cell.span).min(wishes.len());
            let Some(covered) = wishes.get_mut(cell.column.min(end)..end).filter(|covered| !covered.is_empty()) else {
                continue;
            };
            let count = covered.len() as i64;
            let (min, max) =
                covered.iter().fold((Length::ZERO, Length::ZERO), |sum, wish| (sum.0 + wish.min, sum.1 + wish.max));
            let own = cell.wish();
            let more_min = (own.min + self.padding * 2 - min).non_negative() / count;
            let more_max = (own.max + self.padding * 2 - max).non_negative() / count;
            for wish in covered {
                wish.min += more_min;
                wish.max = (wish.max + more_max).max(wish.min);
            }
        }
        wishes
    }

    /// What the first rows take, by which widths are judged. Cells over several columns or rows, or with more than words,
    /// have no say.
    pub(super) fn rows_of_words(&self) -> Rows {
        let widths = |row: &Vec<Cell<'_, '_>>| {
            let mut widths = vec![Length::ZERO; self.columns.len()];
            for cell in row.iter().filter(|cell| cell.span == 1 && cell.rows == 1) {
                if let Inside::Words(prepared, _) = &cell.inside {
                    widths[cell.column] = prepared.max_width();
                }
            }
            widths
        };
        let cells = self.head.iter().chain(&self.body).take(MOST_ROWS).map(widths).collect();
        Rows { cells, padding: self.padding * 2, step: self.fit.size / 2 }
    }

    /// Room to write in takes what the words of the other columns leave, in equal parts: at least what a hand needs, as far
    /// as the other columns can give it, and a part of the measure.
    fn widen_empty(&self, wishes: &mut [Wish], room: Length) {
        let is_empty = |at: usize| self.columns.get(at).is_some_and(|column| column.content == Content::Nothing);
        let (mut count, mut words) = (0, Wish::default());
        for (at, wish) in wishes.iter().enumerate() {
            if is_empty(at) {
                count += 1;
            } else {
                words = Wish { min: words.min + wish.min, max: words.max + wish.max };
            }
        }
        let count = count.max(1);
        let share = |words: Length| (room - words).non_negative() / count;
        let hand = Length::from_mm(TO_WRITE_IN).min(share(words.min));
        for (_, wish) in wishes.iter_mut().enumerate().filter(|(at, _)| is_empty(*at)) {
            wish.min = wish.min.max(room.scale(EMPTY, 1000) / count).max(hand);
            wish.max = wish.max.max(wish.min).max(share(words.max));
        }
    }
}

impl<'a> Composer<'a> {
    /// Shapes all cells.
    pub(super) fn prepare_cells<'t>(
        &self,
        context: &Context,
        table: &'t Table,
        fit: Fit,
        diagnostics: &mut Diagnostics,
    ) -> Sheet<'a, 't> {
        let count = table.columns.len().clamp(1, MOST_COLUMNS);
        let columns = Column::all(context, table, count);
        let mut rows = |rows: &'t [TableRow], head: bool| -> Vec<Vec<Cell<'a, 't>>> {
            let cells = |row: &'t TableRow| {
                row.cells
                    .iter()
                    .map(|cell| self.prepare_cell(context, cell, head, fit, &columns, diagnostics))
                    .collect()
            };
            rows.iter().map(cells).collect()
        };
        let (head, body) = (rows(&table.head, true), rows(&table.body, false));
        let numbers = numbers_of(&body, count);
        Sheet { fit, padding: fit.size.scale(PADDING, 1000), head, body, columns, numbers }
    }

    fn prepare_cell<'t>(
        &self,
        context: &Context,
        cell: &'t TableCell,
        in_head: bool,
        fit: Fit,
        columns: &[Column],
        diagnostics: &mut Diagnostics,
    ) -> Cell<'a, 't> {
        let column = usize::from(cell.column).min(columns.len() - 1);
        let span = usize::from(cell.columns.max(1)).min(columns.len() - column);
        let rows = usize::from(cell.rows.max(1));
        let head = in_head || cell.head;
        let mut align = columns.get(column).map_or(Align::Start, |column| column.align);
        if !cell.blocks.is_empty() || has_picture(&cell.content) {
            let inner = self.in_cell(context, fit, Late { head, align });
            let words = self.wish_of_words(&inner, &cell.content);
            let wish = if cell.blocks.is_empty() { words } else { self.wish_of_blocks(&inner, &cell.blocks) };
            return Cell {
                column,
                span,
                rows,
                inside: Inside::Late(cell, Late { head, align }, wish),
                right_of_units: None,
            };
        }
        let words = plain_text(&cell.content);
        let is_number = !head
            && columns.get(column).is_some_and(|column| column.content == Content::Numbers)
            && is_number(words.trim());
        if is_number {
            // At the right of the block of numbers, whatever the direction.
            align = if context.is_rtl() { Align::Start } else { Align::End };
        }
        let (paragraph, anchors) = self.cell_paragraph(context, cell, fit, Late { head, align }, diagnostics);
        let prepared = prepare(&paragraph, self.fonts, diagnostics);
        let right_of_units = is_number.then(|| self.width_of(&paragraph, right_of_units(words.trim())));
        Cell { column, span, rows, inside: Inside::Words(Box::new(prepared), anchors), right_of_units }
    }

    /// The inside of a cell: the type and the lines of its words.
    pub(super) fn in_cell(&self, context: &Context, fit: Fit, Late { head, align }: Late) -> Context {
        let mut inner = context.inside(Length::ZERO, Length::ZERO);
        inner.text = TextStyle {
            role: if head { FontRole::Heading } else { FontRole::Text },
            bold: head,
            size: if head { self.display(fit.size, &context.language) } else { fit.size },
            features: vec!["tnum", "lnum"],
            ..context.text.clone()
        };
        inner.scale =
            u16::try_from(fit.size.scale(1000, self.text_size(&context.language).raw().max(1)).raw()).unwrap_or(850);
        inner.grid = self.grid_of_cells(context, fit.size);
        inner.paragraphs = Paragraphs::HalfLineApart;
        inner.ragged = true;
        inner.centered = align == Align::Center;
        inner.enclosures = std::sync::Arc::from([]);
        inner
    }

    /// The words of a cell as a paragraph, in a measure as wide as the context.
    pub(super) fn cell_paragraph(
        &self,
        context: &Context,
        cell: &TableCell,
        fit: Fit,
        late: Late,
        diagnostics: &mut Diagnostics,
    ) -> (Paragraph, Anchors) {
        let inner = self.in_cell(context, fit, late);
        let flat = self.flatten(&inner, &cell.content, cell.node, diagnostics);
        let hyphenate = fit.hyphenate;
        let paragraph =
            Paragraph { align: late.align, hyphenate, ..Paragraph::display(flat.pieces, &context.language) };
        (paragraph, flat.anchors)
    }

    /// Width of words in the type of a cell.
    fn width_of(&self, paragraph: &Paragraph, words: &str) -> Length {
        let Some(piece) = paragraph.pieces.first().filter(|_| !words.is_empty()) else {
            return Length::ZERO;
        };
        let mut piece = piece.clone();
        piece.kind = PieceKind::Text(words.to_owned());
        let alone = Paragraph { pieces: vec![piece], ..paragraph.clone() };
        prepare(&alone, self.fonts, &mut Diagnostics::new()).max_width()
    }
}

/// Whether a picture stands among the words.
fn has_picture(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Image { .. }) || inline.content().is_some_and(has_picture))
}

/// The blocks of numbers of each column.
fn numbers_of(body: &[Vec<Cell<'_, '_>>], count: usize) -> Vec<Numbers> {
    let mut numbers = vec![Numbers::default(); count];
    let mut left_of_units = vec![Length::ZERO; count];
    for cell in body.iter().flatten() {
        if let (Some(right), Some(block)) = (cell.right_of_units, numbers.get_mut(cell.column)) {
            block.right_of_units = block.right_of_units.max(right);
            left_of_units[cell.column] = left_of_units[cell.column].max(cell.wish().max - right);
        }
    }
    for (block, left) in numbers.iter_mut().zip(left_of_units) {
        block.width = block.right_of_units + left;
    }
    numbers
}
