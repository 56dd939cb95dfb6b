//! The cells of a table, shaped once, with what they say about the widths and alignment of their columns.

use super::super::Composer;
use super::super::context::Context;
use super::super::inlines::Anchors;
use super::super::squeeze::squeezed;
use super::PADDING;
use super::widths::Wish;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{ColumnAlign, Table, TableCell, TableRow, plain_text};
use crate::text::{Align, FontRole, Paragraph, Prepared, TextStyle, prepare};
use crate::units::Length;

/// More columns than this are not told apart on any page: what stands in them joins the last one.
const MOST_COLUMNS: usize = 120;

/// How the cells of a table are set.
#[derive(Copy, Clone, Debug)]
pub(super) struct Fit {
    /// Size of the text.
    pub(super) size: Length,
    /// May words be divided?
    pub(super) hyphenate: bool,
}

/// A cell, ready to be set at any width.
pub(super) struct Cell<'f> {
    /// First column.
    pub(super) column: usize,
    /// Columns it covers.
    pub(super) span: usize,
    pub(super) prepared: Prepared<'f>,
    pub(super) anchors: Anchors,
    paragraph: Paragraph,
}

/// All cells of a table.
pub(super) struct Sheet<'f> {
    pub(super) fit: Fit,
    /// Padding at both sides of a cell.
    pub(super) padding: Length,
    pub(super) head: Vec<Vec<Cell<'f>>>,
    pub(super) body: Vec<Vec<Cell<'f>>>,
    count: usize,
}

impl Sheet<'_> {
    /// What each column wants. A cell over several columns widens them alike where they are too narrow together.
    pub(super) fn columns(&self) -> Vec<Wish> {
        let mut wishes = vec![Wish::default(); self.count];
        let cells = || self.head.iter().chain(&self.body).flatten();
        for cell in cells().filter(|cell| cell.span == 1) {
            if let Some(wish) = wishes.get_mut(cell.column) {
                wish.min = wish.min.max(cell.prepared.min_width() + self.padding * 2);
                wish.max = wish.max.max(cell.prepared.max_width() + self.padding * 2);
            }
        }
        for cell in cells().filter(|cell| cell.span > 1) {
            let end = (cell.column + cell.span).min(wishes.len());
            let Some(covered) = wishes.get_mut(cell.column.min(end)..end).filter(|covered| !covered.is_empty()) else {
                continue;
            };
            let count = covered.len() as i64;
            let (min, max) =
                covered.iter().fold((Length::ZERO, Length::ZERO), |sum, wish| (sum.0 + wish.min, sum.1 + wish.max));
            let more_min = (cell.prepared.min_width() + self.padding * 2 - min).non_negative() / count;
            let more_max = (cell.prepared.max_width() + self.padding * 2 - max).non_negative() / count;
            for wish in covered {
                wish.min += more_min;
                wish.max = (wish.max + more_max).max(wish.min);
            }
        }
        wishes
    }
}

impl<'a> Composer<'a> {
    /// Shapes all cells.
    pub(super) fn prepare_cells(
        &self,
        context: &Context,
        table: &Table,
        fit: Fit,
        diagnostics: &mut Diagnostics,
    ) -> Sheet<'a> {
        let covered = |row: &TableRow| row.cells.iter().map(|cell| usize::from(cell.columns.max(1))).sum::<usize>();
        let most = table.head.iter().chain(&table.body).map(covered).max().unwrap_or(0);
        let count = most.max(table.columns.len()).clamp(1, MOST_COLUMNS);
        let aligns: Vec<Align> = (0..count).map(|column| align_of(context, table, column)).collect();
        let mut rows = |rows: &[TableRow], head: bool| -> Vec<Vec<Cell<'a>>> {
            rows.iter().map(|row| self.prepare_row(context, row, head, fit, &aligns, diagnostics)).collect()
        };
        let (head, body) = (rows(&table.head, true), rows(&table.body, false));
        Sheet { fit, padding: fit.size.scale(PADDING, 1000), head, body, count }
    }

    fn prepare_row(
        &self,
        context: &Context,
        row: &TableRow,
        head: bool,
        fit: Fit,
        aligns: &[Align],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Cell<'a>> {
        let mut column = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let at = column.min(aligns.len() - 1);
            let span = usize::from(cell.columns.max(1)).min(aligns.len() - at);
            column += span;
            let align = aligns.get(at).copied().unwrap_or(Align::Start);
            let (paragraph, anchors) = self.cell_paragraph(context, cell, head, fit, align, diagnostics);
            let prepared = prepare(&paragraph, self.fonts, diagnostics);
            cells.push(Cell { column: at, span, prepared, anchors, paragraph });
        }
        cells
    }

    fn cell_paragraph(
        &self,
        context: &Context,
        cell: &TableCell,
        head: bool,
        fit: Fit,
        align: Align,
        diagnostics: &mut Diagnostics,
    ) -> (Paragraph, Anchors) {
        let mut inner = context.clone();
        inner.text = TextStyle {
            role: if head { FontRole::Heading } else { FontRole::Text },
            bold: head,
            size: fit.size,
            features: vec!["tnum", "lnum"],
            ..context.text.clone()
        };
        let flat = self.flatten(&inner, &cell.content, cell.node, diagnostics);
        let paragraph = Paragraph {
            pieces: flat.pieces,
            language: context.language.clone(),
            direction: context.direction(),
            align,
            hyphenate: fit.hyphenate,
            preformatted: false,
        };
        (paragraph, flat.anchors)
    }

    /// The same cells with words cut that are wider than their columns.
    pub(super) fn squeeze_cells(&self, mut sheet: Sheet<'a>, widths: &[Length]) -> Sheet<'a> {
        let padding = sheet.padding;
        for cell in sheet.head.iter_mut().chain(&mut sheet.body).flatten() {
            let end = (cell.column + cell.span).min(widths.len());
            let room = widths[cell.column.min(end)..end].iter().copied().sum::<Length>() - padding * 2;
            let room = room.max(padding);
            if cell.prepared.min_width() > room {
                let paragraph = squeezed(&cell.paragraph, room, self.fonts);
                cell.prepared = prepare(&paragraph, self.fonts, &mut Diagnostics::new());
            }
        }
        sheet
    }
}

/// What the source's colons say or, where they say nothing, the right for columns of numbers, so that their units
/// stand below each other in every direction of text (TYPOGRAPHY.md A4).
fn align_of(context: &Context, table: &Table, column: usize) -> Align {
    match table.columns.get(column).copied().unwrap_or(ColumnAlign::None) {
        ColumnAlign::Center => Align::Center,
        ColumnAlign::End => Align::End,
        ColumnAlign::None if is_numeric(table, column) && !context.is_rtl() => Align::End,
        ColumnAlign::None | ColumnAlign::Start => Align::Start,
    }
}

/// Whether every cell of the body that is not empty holds a number.
fn is_numeric(table: &Table, column: usize) -> bool {
    let mut numbers = 0;
    for row in &table.body {
        let Some(cell) = row.cells.get(column).filter(|_| row.cells.iter().all(|cell| cell.columns <= 1)) else {
            continue;
        };
        let text = plain_text(&cell.content);
        let text = text.trim();
        if text.is_empty() || matches!(text, "–" | "—" | "-") {
            continue;
        }
        if !is_number(text) {
            return false;
        }
        numbers += 1;
    }
    numbers > 0
}

/// Digits with what may stand in and around a number.
fn is_number(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('\u{660}'..='\u{669}').contains(&c);
    let other = |c: char| {
        matches!(
            c,
            '.' | ','
                | '٫'
                | '٬'
                | '\u{a0}'
                | '\u{202f}'
                | ' '
                | '+'
                | '-'
                | '−'
                | '–'
                | '%'
                | '٪'
                | '€'
                | '$'
                | '£'
                | '×'
        )
    };
    text.chars().any(digit) && text.chars().all(|c| digit(c) || other(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        assert!(["12", "1,200.5", "12.5%", "−5", "٤٥٫٢", "15 000 €"].into_iter().all(is_number));
        assert!(["12 min", "Day 1", "–", "", "2a"].into_iter().all(|text| !is_number(text)));
    }
}
