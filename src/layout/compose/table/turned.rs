//! Tables turned by a quarter: lines run up the page, and the table has pages of its own.

use super::super::super::rows::Row;
use super::super::Composer;
use super::super::context::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::manuscript::{NoteId, Table};
use crate::units::Length;
use std::collections::BTreeSet;

/// Least part of the page's height that notes leave to the lines of a turned table, in hundredths.
const LEAST_MEASURE: i64 = 60;

impl Composer<'_> {
    /// A table whose lines are as long as the column is high, less what its notes take, which stand upright at the foot.
    /// `None` where it may not be turned, or, unless it is `wanted` so, where that does not make it fit.
    pub(super) fn turned_table(
        &self,
        context: &Context,
        table: &Table,
        wanted: bool,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Row>> {
        if context.depth > 0 || !context.enclosures.is_empty() {
            if wanted {
                diagnostics.push(
                    Diagnostic::warning("table-not-turned", "a table inside another block cannot lie turned")
                        .at(span)
                        .help("take it out of the list, box or quotation, or take `.landscape` away"),
                );
            }
            return None;
        }
        let pitch = context.grid.pitch;
        let height = pitch * (self.column_height().raw() / pitch.raw().max(1));
        let (mut rows, mut found) = self.at_measure(context, table, height, wanted, span)?;
        let notes = self.height_of_notes(&rows, context.width());
        if notes > Length::ZERO {
            let measure = height - notes - pitch * 2;
            if measure < height.scale(LEAST_MEASURE, 100) {
                return None;
            }
            (rows, found) = self.at_measure(context, table, measure, wanted, span)?;
        }
        diagnostics.extend(found);
        Some(rows)
    }

    fn at_measure(
        &self,
        context: &Context,
        table: &Table,
        measure: Length,
        wanted: bool,
        span: Span,
    ) -> Option<(Vec<Row>, Diagnostics)> {
        let mut turned = context.clone();
        (turned.left, turned.right) = (Length::ZERO, measure);
        let mut found = Diagnostics::new();
        let fitted = match self.fitted(&turned, table, &mut found) {
            Some(fitted) => fitted,
            None if wanted => self.forced(&turned, table, span, &mut found),
            None => return None,
        };
        let mut rows = self.set_table(&turned, table, fitted, &mut found);
        rows.iter_mut().for_each(|row| row.turned = Some(measure));
        Some((rows, found))
    }

    /// What the notes take whose marks stand on these rows.
    fn height_of_notes(&self, rows: &[Row], width: Length) -> Length {
        let marked: BTreeSet<NoteId> = rows.iter().flat_map(|row| row.notes.iter().copied()).collect();
        let notes = marked.iter().filter_map(|id| self.manuscript.notes.get(id.0 as usize));
        let rows = notes.flat_map(|note| self.note(note, width, &mut Diagnostics::new()));
        rows.map(|row| row.space_before + row.height).sum()
    }
}
