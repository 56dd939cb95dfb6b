//! Parallel text: pairs of blocks side by side, each in its own language. Pairs begin level, and their lines stay level as
//! far as their distances agree (docs/typography.md P30).

use super::super::rows::{Break, Row};
use super::Composer;
use super::columns::{NARROWEST, merged};
use super::context::{Context, keep_with_row_before};
use super::setting::move_items;
use super::spacing::Previous;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, BlockKind, Part, PartKind};
use crate::project::PartStyle;
use crate::units::{Length, Point};

impl Composer<'_> {
    /// The pairs of parallel text, the first column at the start side of the text around it; one block after another where
    /// columns would be too narrow. Pages end between pairs, and within one where both sides allow it.
    pub(super) fn parallel(
        &self,
        context: &Context,
        part: &Part,
        style: &PartStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut rows = self.part_head(context, part, style, diagnostics);
        let head = rows.len();
        if self.column_width(context) < context.text.size * NARROWEST {
            rows.extend(self.sequence(&context.inside(Length::ZERO, Length::ZERO), &part.blocks, diagnostics));
            return rows;
        }
        let mut columns = [self.column(context, false), self.column(context, true)];
        let mut blocks = part.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            let beside = blocks.next_if(|next| is_column(block) && is_column(next));
            let sides = match beside {
                Some(other) => [block, other],
                // What is in no pair, such as lines to write on, has the whole measure.
                None => {
                    rows.extend(self.sequence(context, std::slice::from_ref(block), diagnostics));
                    continue;
                }
            };
            let mut pair = [Vec::new(), Vec::new()];
            let baselines =
                [0, 1].map(|side| self.for_language(&columns[side], sides[side].lang.as_ref()).grid.baseline);
            let lowest = baselines.into_iter().max().unwrap_or_default();
            for (((column, block), rows), baseline) in columns.iter_mut().zip(sides).zip(&mut pair).zip(baselines) {
                *rows = self.one(column, block, diagnostics);
                // Lines of different heights have their baselines at different places.
                rows.iter_mut().for_each(|row| move_items(&mut row.items, Point::new(Length::ZERO, lowest - baseline)));
                column.previous = last_of(block);
            }
            rows.extend(level(context, pair));
        }
        if let Some(first) = rows.get_mut(head).filter(|_| head > 0) {
            keep_with_row_before(first);
        }
        rows
    }
}

fn is_column(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Part(part) if part.kind == PartKind::Column)
}

/// What a cell is to the one below it.
fn last_of(cell: &Block) -> Previous {
    match &cell.kind {
        BlockKind::Part(part) => part.blocks.last().map_or(Previous::Start, Previous::of),
        _ => Previous::of(cell),
    }
}

/// The rows of both sides as rows that hold a piece of each: as few lines as end at the same height. In sum they fill
/// whole lines of the grid.
fn level(context: &Context, sides: [Vec<Row>; 2]) -> Vec<Row> {
    let [mut first, mut second] = sides;
    let mut rows: Vec<Row> = Vec::new();
    let above = |side: &[Row]| side.first().map_or(Length::ZERO, |row| row.space_before);
    let space_before = above(&first).max(above(&second));
    [first.first_mut(), second.first_mut()].into_iter().flatten().for_each(|row| row.space_before = Length::ZERO);
    let (mut left, mut right) = (first.into_iter().peekable(), second.into_iter().peekable());
    let (mut left_end, mut right_end) = (Length::ZERO, Length::ZERO);
    while left.peek().is_some() || right.peek().is_some() {
        let mut piece = [Vec::new(), Vec::new()];
        loop {
            // The side that is behind goes on; one that has ended waits.
            let left_goes_on = left.peek().is_some() && (left_end <= right_end || right.peek().is_none());
            let (side, end, at) =
                if left_goes_on { (&mut left, &mut left_end, 0) } else { (&mut right, &mut right_end, 1) };
            let Some(row) = side.next() else { break };
            *end += row.space_before + row.height;
            piece[at].push(row);
            let ended = |one: bool, end: Length, other: Length| one && end <= other;
            let done = left_end == right_end
                || ended(left.peek().is_none(), left_end, right_end)
                || ended(right.peek().is_none(), right_end, left_end);
            if done {
                break;
            }
        }
        rows.push(piece_of(context, piece));
    }
    let height: Length = rows.iter().map(|row| row.height).sum();
    if let Some(last) = rows.last_mut() {
        last.height += height.ceil_to(context.grid.pitch) - height;
    }
    if let Some(first) = rows.first_mut() {
        first.space_before = space_before;
    }
    rows
}

/// Both sides of a piece in one row; a page ends before it only where both may be divided.
fn piece_of(context: &Context, piece: [Vec<Row>; 2]) -> Row {
    let breaks = piece.iter().filter_map(|side| side.first()).map(|row| row.break_before);
    let break_before = breaks.fold(Break::Allowed, |all, one| match (all, one) {
        (Break::Forbidden, _) | (_, Break::Forbidden) => Break::Forbidden,
        (Break::Cost(a), Break::Cost(b)) => Break::Cost(a.max(b)),
        (Break::Cost(cost), _) | (_, Break::Cost(cost)) => Break::Cost(cost),
        (Break::Page, _) | (_, Break::Page | Break::Recto) => Break::Page,
        (all, _) => all,
    });
    Row { break_before, ..merged(context, piece) }
}
