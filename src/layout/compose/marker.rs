//! What hangs at the start of a text: bullets, numbers and boxes of list items, numbers of notes.

use super::super::rows::Row;
use super::Composer;
use super::context::Context;
use super::setting::{ParagraphStyle, move_items};
use crate::diagnostics::Diagnostics;
use crate::text::{Item, ItemKind, Owner, Paint, Piece, TextStyle};
use crate::units::{Length, Point, Rect};

/// Space between marker and text, in thousandths of an em.
const GAP: i64 = 450;

/// Side of a task's box, in thousandths of an em.
const BOX: i64 = 720;

impl Composer<'_> {
    /// Space between a marker and the text.
    pub(super) fn marker_gap(context: &Context) -> Length {
        context.text.size.scale(GAP, 1000)
    }

    /// Width of a marker.
    pub(super) fn marker_width(&self, context: &Context, words: &str, style: &TextStyle) -> Length {
        let mut ignored = Diagnostics::new();
        let rows =
            self.marker_rows(context, words, style, Owner::Artifact(crate::text::Artifact::Layout), &mut ignored);
        rows.first().map_or(Length::ZERO, |row| extent(&row.items))
    }

    /// Hangs a marker of words before the first of the rows, ending one gap before the text of `inner`.
    pub(super) fn hang(
        &self,
        inner: &Context,
        words: &str,
        style: &TextStyle,
        owner: Owner,
        rows: &mut Vec<Row>,
        diagnostics: &mut Diagnostics,
    ) {
        let marker = self.marker_rows(inner, words, style, owner, diagnostics);
        let items = marker.into_iter().next().map(|row| row.items).unwrap_or_default();
        let width = extent(&items);
        let gap = Self::marker_gap(inner);
        let to = if inner.is_rtl() { inner.right + gap } else { inner.left - gap - width };
        self.put(inner, items, to, rows);
    }

    /// Width of a task's box and the space beside it.
    pub(super) fn box_width(context: &Context) -> Length {
        context.text.size.scale(BOX, 1000) + Self::marker_gap(context)
    }

    /// A context whose text begins where the box of a task does, so that a number hangs before it.
    pub(super) fn behind_box(&self, inner: &Context) -> Context {
        let mut before = inner.clone();
        if inner.is_rtl() {
            before.right = inner.right + Self::box_width(inner);
        } else {
            before.left = inner.left - Self::box_width(inner);
        }
        before
    }

    /// Hangs a task's box, ticked when it is done.
    pub(super) fn hang_box(&self, inner: &Context, done: bool, owner: Owner, rows: &mut Vec<Row>) {
        let side = inner.text.size.scale(BOX, 1000);
        let gap = Self::marker_gap(inner);
        let left = if inner.is_rtl() { inner.right + gap } else { inner.left - gap - side };
        let base = inner.grid.baseline + inner.text.size.scale(40, 1000);
        let stroke = inner.text.size.scale(65, 1000);
        let rect = Rect::new(left, base - side, side, side);
        let color = inner.text.color;
        let outline = ItemKind::Rect(rect, Paint { fill: None, stroke: Some((color, stroke)) });
        let mut items = vec![Item { owner, kind: outline }];
        if done {
            let at = |x: i64, y: i64| Point::new(left + side.scale(x, 100), base - side.scale(y, 100));
            for (from, to) in [(at(20, 52), at(43, 24)), (at(43, 24), at(84, 80))] {
                let kind =
                    ItemKind::Line { from, to, width: stroke.scale(17, 10), color: self.house.accent, dash: None };
                items.push(Item { owner, kind });
            }
        }
        put_before(inner, items, rows);
    }

    fn marker_rows(
        &self,
        context: &Context,
        words: &str,
        style: &TextStyle,
        owner: Owner,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let look = ParagraphStyle::display(style.clone(), context.grid);
        self.set(context, vec![Piece::words(words, style.clone(), owner)], &look, diagnostics)
    }

    /// Moves items so that their left edge is at `to`, and puts them first on the first row.
    fn put(&self, inner: &Context, mut items: Vec<Item>, to: Length, rows: &mut Vec<Row>) {
        let from = items.iter().filter_map(left_edge).min().unwrap_or_default();
        move_items(&mut items, Point::new(to - from, Length::ZERO));
        put_before(inner, items, rows);
    }
}

fn put_before(inner: &Context, items: Vec<Item>, rows: &mut Vec<Row>) {
    if rows.is_empty() {
        rows.push(inner.row(inner.grid.pitch));
    }
    if let Some(first) = rows.first_mut() {
        first.items.splice(0..0, items);
    }
}

fn left_edge(item: &Item) -> Option<Length> {
    match &item.kind {
        ItemKind::Glyphs(_, at) => Some(at.x),
        _ => None,
    }
}

/// From the left edge of the first glyph to the right edge of the last.
fn extent(items: &[Item]) -> Length {
    let left = items.iter().filter_map(left_edge).min().unwrap_or_default();
    let right = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run, at) => Some(at.x + run.width),
        _ => None,
    });
    right.max().map_or(Length::ZERO, |right| right - left)
}
