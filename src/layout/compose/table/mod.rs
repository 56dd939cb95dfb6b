//! Tables: columns as wide as their content wants, one row of the table a row of the page, the head set again on every
//! page.
//!
//! Steps: see what the columns hold ([`columns`]), prepare every cell once ([`cells`]; [`blocks`] says what more than words
//! wants), share out the measure ([`widths`]), set the rows ([`rows`]), draw the rules ([`rules`]), and make rows of the
//! page of them ([`cut`]). A table that is too wide is tried again with divided words, then smaller, then turned ([`turned`]), then with words cut anywhere
//! (docs/typography.md P8).

mod blocks;
mod cells;
mod columns;
mod cut;
mod rows;
mod rules;
mod turned;
mod widths;

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, height_of, keep_with_row_before};
use super::figure::Captioned;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::manuscript::{Block, BlockKind, Table};
use crate::units::Length;
use cells::{Fit, Sheet};

/// The class of tables that are to lie turned.
const LANDSCAPE: &str = "landscape";

/// How small a table is set that is too wide at its usual size, in thousandths of that.
const SHRUNK: i64 = 850;

/// Padding at both sides of a cell, in thousandths of an em; the least one, where words have to be cut.
const PADDING: i64 = 450;
const LEAST_PADDING: i64 = 120;

/// Whether a block is a table that is to lie turned.
pub(in crate::layout) fn is_landscape(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Table(_)) && block.classes.iter().any(|class| class == LANDSCAPE)
}

/// Cells and the widths of their columns.
struct Fitted<'f, 't> {
    sheet: Sheet<'f, 't>,
    widths: Vec<Length>,
    /// Narrower than the longest words, which are cut.
    forced: bool,
}

impl<'a> Composer<'a> {
    /// A table with its caption above.
    pub(super) fn table(
        &self,
        context: &Context,
        block: &Block,
        table: &Table,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let landscape = is_landscape(block);
        let mut found = Diagnostics::new();
        let fitted = if landscape { None } else { self.fitted(context, table, &mut found) };
        if let Some(fitted) = fitted {
            diagnostics.extend(found);
            return self.set_table(context, table, fitted, diagnostics);
        }
        if let Some(rows) = self.turned_table(context, table, landscape, block.span, diagnostics) {
            return rows;
        }
        let fitted = self.fitted(context, table, &mut Diagnostics::new());
        let fitted = fitted.unwrap_or_else(|| self.forced(context, table, block.span, diagnostics));
        self.set_table(context, table, fitted, diagnostics)
    }

    fn set_table(
        &self,
        context: &Context,
        table: &Table,
        fitted: Fitted<'_, '_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let Fitted { sheet, widths, forced } = fitted;
        let mut rows = Vec::new();
        if let Some(caption) = &table.caption {
            rows.extend(self.caption(context, caption, Captioned::Table, diagnostics));
            if let Some(last) = rows.last_mut() {
                last.height += context.grid.pitch / 4;
            }
        }
        let captioned = rows.len();
        let above = height_of(&rows);
        let mut found = Diagnostics::new();
        rows.extend(self.sheet_rows(context, table, sheet, &widths, above, &mut found));
        diagnostics.extend(if forced { summed_up(found) } else { found });
        rows.iter_mut().skip(1).take(captioned).for_each(keep_with_row_before);
        let height = height_of(&rows);
        if let Some(last) = rows.last_mut() {
            last.height += height.ceil_to(context.grid.pitch) - height;
        }
        rows
    }

    /// The cells prepared in the first way that fits the measure, and the widths of the columns; `None` where none fits.
    fn fitted<'t>(&self, context: &Context, table: &'t Table, diagnostics: &mut Diagnostics) -> Option<Fitted<'a, 't>> {
        let usual = self.small(context.text.size, "table");
        let shrunk = usual.scale(SHRUNK, 1000);
        let ways = [
            Fit { size: usual, hyphenate: false },
            Fit { size: usual, hyphenate: true },
            Fit { size: shrunk, hyphenate: true },
        ];
        let room = context.width();
        for fit in ways {
            let mut found = Diagnostics::new();
            let sheet = self.prepare_cells(context, table, fit, &mut found);
            let wishes = sheet.wishes(room);
            if let Some(widths) = widths::share(&wishes, room) {
                let widths = sheet.rows_of_words().settle(widths, &wishes);
                diagnostics.extend(found);
                return Some(Fitted { sheet, widths, forced: false });
            }
        }
        None
    }

    /// The cells with words cut where they must be, as small as tables get.
    fn forced<'t>(
        &self,
        context: &Context,
        table: &'t Table,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Fitted<'a, 't> {
        let shrunk = self.small(context.text.size, "table").scale(SHRUNK, 1000);
        let room = context.width();
        let fit = Fit { size: shrunk, hyphenate: true };
        let mut sheet = self.prepare_cells(context, table, fit, diagnostics);
        sheet.padding = shrunk.scale(LEAST_PADDING, 1000);
        let widths = widths::force(&sheet.wishes(room), room);
        diagnostics.push(
            Diagnostic::warning("table-too-wide", "the longest words of this table do not fit side by side")
                .at(span)
                .help("words were cut to make it fit; take out a column, shorten words, or turn the table around"),
        );
        Fitted { sheet, widths, forced: true }
    }
}

/// What was found in the cells of a table that is too wide: that its words are cut is said of the whole, and that
/// letters are wider than their column once.
fn summed_up(found: Diagnostics) -> Diagnostics {
    let mut sticks_out = false;
    let is_news = |finding: &Diagnostic| match finding.code {
        "word-too-wide" | "unwanted-hyphen" => false,
        "overfull-line" => !std::mem::replace(&mut sticks_out, true),
        _ => true,
    };
    found.into_iter().filter(is_news).collect()
}
