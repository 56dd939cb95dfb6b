//! Running text.

use super::super::rows::{Mark, Row};
use super::Composer;
use super::context::Context;
use super::setting::ParagraphStyle;
use super::spacing::{Paragraphs, Previous};
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Inline, NodeId};
use crate::text::{Align, Hanging};
use crate::units::Length;

/// Columns narrower than this many ems are set ragged: justified, their spaces would gape.
const LEAST_JUSTIFIED: i64 = 18;

impl Composer<'_> {
    /// How running text of a context is set: justified where the measure is wide enough, divided as the language allows, first line indented where
    /// another paragraph stands before (docs/typography.md P15).
    pub(super) fn running(&self, context: &Context) -> ParagraphStyle {
        let indented = context.paragraphs == Paragraphs::Indented && context.previous == Previous::Paragraph;
        let indent = context.text.size.scale(i64::from(self.house.paragraph_indent), 1000);
        let narrow = context.width() < context.text.size * LEAST_JUSTIFIED;
        ParagraphStyle {
            text: context.text.clone(),
            align: match context.centered {
                true => Align::Center,
                false if narrow || context.ragged || !self.house.justified => Align::Start,
                false => Align::Justify,
            },
            hyphenate: !context.centered && self.house.hyphens,
            hanging: Hanging::BothEdges,
            first_indent: if indented && !context.centered { indent } else { Length::ZERO },
            grid: context.grid,
        }
    }

    /// A paragraph of running text.
    pub(super) fn text(
        &self,
        context: &Context,
        inlines: &[Inline],
        owner: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let style = self.running(context);
        self.flowing(context, inlines, (owner, true), &style, diagnostics)
    }

    /// Inlines set in a style, with the ids inside them. A paragraph of nothing but ids is a row without height.
    pub(super) fn inlines(
        &self,
        context: &Context,
        inlines: &[Inline],
        owner: NodeId,
        style: &ParagraphStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        self.flowing(context, inlines, (owner, false), style, diagnostics)
    }

    /// Inlines with the node that they belong to; `running` text may get another number of lines.
    fn flowing(
        &self,
        context: &Context,
        inlines: &[Inline],
        (owner, running): (NodeId, bool),
        style: &ParagraphStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut context = context.clone();
        context.text = style.text.clone();
        let flat = self.flatten(&context, inlines, owner, diagnostics);
        let mut rows = if running {
            self.set_running(&context, flat.pieces, style, owner, diagnostics)
        } else {
            self.set(&context, flat.pieces, style, diagnostics)
        };
        if rows.is_empty() && has_id(inlines) {
            rows.push(context.row(Length::ZERO));
        }
        flat.anchors.mark(&mut rows);
        debug_assert!(rows.iter().flat_map(|row| &row.marks).all(|mark| matches!(mark, Mark::Id(_))));
        rows
    }
}

fn has_id(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| matches!(inline, Inline::Span { id: Some(_), .. }))
}
