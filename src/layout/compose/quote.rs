//! Quotations, and the rule that marks a break of thought.

use super::super::rows::{Enclosure, Row};
use super::Composer;
use super::context::Context;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, NodeId};
use crate::text::{Artifact, Item, ItemKind, Owner};
use crate::units::{Length, Point};

/// Indents of a quotation, in thousandths of an em.
const START: i64 = 1500;
const END: i64 = 1000;

/// Thickness of the rule at the start of a quotation.
const RULE: Length = Length::from_raw(65_536 * 3 / 2);

impl Composer<'_> {
    /// A quotation: indented on both sides, a rule along its start.
    pub(super) fn quote(
        &self,
        context: &Context,
        node: NodeId,
        blocks: &[Block],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let size = context.text.size;
        let inner = context.inside(size.scale(START, 1000), size.scale(END, 1000)).enclosed(Enclosure {
            node,
            left: context.left,
            right: context.right,
            direction: context.direction(),
            ground: None,
            start_rule: Some((self.house.accent, RULE)),
            outline: None,
        });
        self.sequence(&inner, blocks, diagnostics)
    }

    /// A short rule in the middle of the measure.
    pub(super) fn thematic_rule(&self, context: &Context) -> Row {
        let mut row = context.row(context.grid.pitch);
        let half = context.text.size * 2;
        let middle = context.left + context.width() / 2;
        let y = context.grid.pitch / 2;
        row.items.push(Item {
            owner: Owner::Artifact(Artifact::Layout),
            kind: ItemKind::Line {
                from: Point::new(middle - half, y),
                to: Point::new(middle + half, y),
                width: Length::from_pt(0.75),
                color: self.house.accent,
                dash: None,
            },
        });
        row
    }
}
