//! Definition lists: the term in bold, what it means indented below.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, keep_with_row_before};
use super::setting::ParagraphStyle;
use super::spacing::Paragraphs;
use crate::diagnostics::Diagnostics;
use crate::manuscript::Definition;
use crate::text::TextStyle;
use crate::units::Length;

/// Indent of explanations, in thousandths of an em.
const INDENT: i64 = 1500;

impl Composer<'_> {
    /// Terms and their explanations.
    pub(super) fn definitions(
        &self,
        context: &Context,
        definitions: &[Definition],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let style = ParagraphStyle::title(TextStyle { bold: true, ..context.text.clone() }, context.grid);
        let mut inner = context.inside(context.text.size.scale(INDENT, 1000), Length::ZERO);
        inner.paragraphs = Paragraphs::HalfLineApart;
        let mut rows = Vec::new();
        for (at, definition) in definitions.iter().enumerate() {
            let mut entry = self.inlines(context, &definition.term, definition.label, &style, diagnostics);
            let term_rows = entry.len();
            for blocks in &definition.details {
                entry.extend(self.sequence(&inner, blocks, diagnostics));
            }
            if let Some(first) = entry.get_mut(term_rows)
                && term_rows > 0
            {
                keep_with_row_before(first);
            }
            if let Some(first) = entry.first_mut()
                && at > 0
            {
                first.space_before += context.grid.pitch / 2;
            }
            rows.extend(entry);
        }
        rows
    }
}
