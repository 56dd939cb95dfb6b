//! Blocks of code: left-to-right and left-aligned in every language, on a ground, each line of its own; a long line is
//! wrapped with a hanging indent, and nothing in it is lost.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, keep_together};
use super::setting::{keep_lines, move_items, stack};
use crate::diagnostics::Diagnostics;
use crate::language::Direction;
use crate::manuscript::{Block, Code};
use crate::project::PartStyle;
use crate::text::{FontRole, Measure, Owner, Paragraph, Piece, TextStyle, close, prepare};
use crate::units::{Length, Point};

/// Blocks of up to this many rows are never divided.
const SHORT: usize = 8;

/// Indent of what follows in a wrapped line, in thousandths of an em.
const HANG: i64 = 1800;

/// Line pitch relative to that of running text.
const LEADING: i64 = 880;

impl Composer<'_> {
    /// A block of code.
    pub(super) fn code(
        &self,
        context: &Context,
        block: &Block,
        code: &Code,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let look = PartStyle { ground: Some(self.house.ground), rule: None, outline: None, label: self.house.ink };
        let inner = self.box_inside(context, block.node, &look);
        let text = TextStyle {
            role: FontRole::Code,
            size: self.small(context.text.size, "code"),
            italic: false,
            bold: false,
            ..context.text.clone()
        };
        let grid = self.grid_of_pitch(text.size, context.grid.pitch.scale(LEADING, 1000));
        let hang = text.size.scale(HANG, 1000);
        let owner = Owner::Node(block.node);
        let mut rows = Vec::new();
        for line in code.text.split('\n') {
            if line.trim().is_empty() {
                rows.push(inner.row(grid.pitch));
                continue;
            }
            let mut piece = Piece::words(line, text.clone(), owner);
            piece.verbatim = true;
            piece.source = Some(block.span);
            let paragraph = Paragraph {
                direction: Direction::Ltr,
                preformatted: true,
                ..Paragraph::display(vec![piece], &context.language)
            };
            let measure = Measure { width: inner.width() - hang, first_indent: -hang };
            let prepared = prepare(&paragraph, self.fonts, diagnostics);
            let mut lines = stack(&inner, prepared.lines(measure, diagnostics), grid);
            // The hanging indent is at the left, and the rest of the measure to its right.
            lines.iter_mut().for_each(|row| move_items(&mut row.items, Point::new(hang, Length::ZERO)));
            if let Some(last) = lines.last_mut() {
                close(&mut last.items, self.fonts);
            }
            rows.extend(lines);
        }
        if rows.len() <= SHORT {
            keep_together(&mut rows)
        } else {
            keep_lines(&mut rows)
        }
        self.finish_box(context, &look, false, &mut rows);
        rows
    }
}
