//! Two columns side by side: blocks set at half the measure, divided where both sides come out as even as they can.

use super::super::enclose::enclose;
use super::super::rows::{Break, Enclosure, Row};
use super::Composer;
use super::context::{Context, height_of};
use super::setting::move_items;
use super::spacing::Paragraphs;
use crate::diagnostics::Diagnostics;
use crate::manuscript::Part;
use crate::project::PartStyle;
use crate::units::{Length, Point};

/// Between the columns, in thousandths of an em.
const GUTTER: i64 = 2000;

/// How much lower columns must come out for a block to be divided between them, in thousandths.
const DIVIDED: i64 = 1200;

/// Narrowest column, in ems.
pub(super) const NARROWEST: i64 = 9;

impl Composer<'_> {
    /// The part's blocks in two columns, the first at the start side; in one where they would be too narrow or too
    /// high to stay on a page.
    pub(super) fn columns(
        &self,
        context: &Context,
        part: &Part,
        style: &PartStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut rows = self.part_head(context, part, style, diagnostics);
        let mut within = context.inside(Length::ZERO, Length::ZERO);
        // Columns within columns are set one after the other, so that no text is tried at two widths again and again.
        within.columns = true;
        if context.columns || self.column_width(context) < context.text.size * NARROWEST {
            rows.extend(self.sequence(&within, &part.blocks, diagnostics));
            return rows;
        }
        let mut found = Diagnostics::new();
        let (narrow, starts) = self.sequence_with_starts(&self.first_column(context), &part.blocks, &mut found);
        match self.balanced(context, narrow, &starts) {
            Some(row) => {
                diagnostics.extend(found);
                rows.push(row);
            }
            None => rows.extend(self.sequence(&within, &part.blocks, diagnostics)),
        }
        rows
    }

    /// Rows of the first column's width as one row of two columns, divided at best at one of the `starts`; `None` where
    /// the columns would be too narrow or too high to stay on a page.
    pub(super) fn balanced(&self, context: &Context, narrow: Vec<Row>, starts: &[usize]) -> Option<Row> {
        let width = self.column_width(context);
        let split = even_split(&narrow, starts);
        let height = height_of(&narrow[..split]).max(height_of(&narrow[split..]));
        if width < context.text.size * NARROWEST || height > self.column_height() || split == narrow.len() {
            return None;
        }
        let by = (context.width() - width) * if context.is_rtl() { -1 } else { 1 };
        let mut sides = narrow;
        let mut second = sides.split_off(split);
        for first in [sides.first_mut(), second.first_mut()].into_iter().flatten() {
            first.space_before = Length::ZERO;
        }
        for row in &mut second {
            move_items(&mut row.items, Point::new(by, Length::ZERO));
            row.enclosures = row.enclosures.iter().map(|enclosure| moved(enclosure, by)).collect();
        }
        let mut row = merged(context, [sides, second]);
        row.height = row.height.ceil_to(context.grid.pitch);
        Some(row)
    }

    /// The height of a page's text.
    pub(super) fn column_height(&self) -> Length {
        let page = &self.house.page;
        page.height - page.margins.top - page.margins.bottom
    }

    pub(super) fn column_width(&self, context: &Context) -> Length {
        (context.width() - context.text.size.scale(GUTTER, 1000)) / 2
    }

    /// The column at the start side.
    pub(super) fn first_column(&self, context: &Context) -> Context {
        self.column(context, false)
    }

    /// The column at the start side, or at the end side.
    pub(super) fn column(&self, context: &Context, second: bool) -> Context {
        let width = self.column_width(context);
        let mut column = context.clone();
        column.depth = column.depth.saturating_add(1);
        column.columns = true;
        column.previous = super::spacing::Previous::Start;
        column.paragraphs = Paragraphs::HalfLineApart;
        column.enclosures = std::sync::Arc::from([]);
        if context.is_rtl() != second {
            column.left = context.right - width;
        } else {
            column.right = context.left + width;
        }
        column
    }
}

fn moved(enclosure: &Enclosure, by: Length) -> Enclosure {
    Enclosure { left: enclosure.left + by, right: enclosure.right + by, ..enclosure.clone() }
}

/// How many rows go into the first column so that the higher of the two is as low as it can be. A place between two
/// blocks is preferred to one inside a block, even where the columns come out a little less even.
fn even_split(rows: &[Row], starts: &[usize]) -> usize {
    let whole = height_of(rows);
    let mut above = Length::ZERO;
    let mut best = (whole, rows.len());
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && row.break_before != Break::Forbidden {
            let higher = above.max(whole - above - row.space_before);
            let cost = if starts.contains(&at) { higher } else { higher.scale(DIVIDED, 1000) };
            if cost < best.0 {
                best = (cost, at);
            }
        }
        above += row.space_before + row.height;
    }
    best.1
}

/// One row that holds all columns, the first one first in the order of reading.
pub(super) fn merged(context: &Context, sides: impl IntoIterator<Item = Vec<Row>>) -> Row {
    let mut all = context.row(Length::ZERO);
    for side in sides {
        let mut y = Length::ZERO;
        let mut tops = Vec::with_capacity(side.len());
        for row in &side {
            y += row.space_before;
            tops.push(y);
            y += row.height;
        }
        all.height = all.height.max(y);
        let placed: Vec<(&Row, Length)> = side.iter().zip(tops.iter().copied()).collect();
        all.items.extend(enclose(&placed, Point::default()));
        for (mut row, y) in side.into_iter().zip(tops) {
            move_items(&mut row.items, Point::new(Length::ZERO, y));
            all.items.extend(row.items);
            all.notes.extend(row.notes);
            all.marks.extend(row.marks);
        }
    }
    all
}
