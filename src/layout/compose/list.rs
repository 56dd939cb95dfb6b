//! Lists: markers hang at the start of their items.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, height_of, keep_together, keep_with_row_before};
use super::spacing::Paragraphs;
use crate::diagnostics::Diagnostics;
use crate::language::MarkerStyle;
use crate::manuscript::{Block, BlockKind, List, ListItem, ListMarker};
use crate::text::{Owner, TextStyle};
use crate::units::Length;

/// Least indent of items, in thousandths of an em.
const INDENT: i64 = 1500;

/// No list is indented by more than this for its markers, in thousandths of an em.
const WIDEST_INDENT: i64 = 5000;

/// Lines of an item that is long.
const LONG_ITEM: usize = 6;

/// Highest question that is never parted from its answers, in thousandths of a page's text.
const WHOLE: i64 = 333;

/// What is hung before an item.
enum Marker {
    Words(String),
    Box(bool),
    /// A number, and the box of a task behind it.
    Both(String, bool),
}

impl Composer<'_> {
    /// A list, nested ones included.
    pub(super) fn list(&self, context: &Context, list: &List, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let style = self.marker_style(context, list);
        let indent = self.list_indent(context, list, &style);
        let mut inner = context.inside(indent, Length::ZERO);
        inner.paragraphs = Paragraphs::HalfLineApart;
        inner.tight = list.tight;
        if list.marker == ListMarker::Bullet {
            inner.bullets += 1;
        }
        // Questions stand farther from each other than from what may be ticked below them.
        let apart = !list.tight || list.items.iter().any(is_question);
        let mut rows = Vec::new();
        for (at, item) in list.items.iter().enumerate() {
            let mut of_item = self.item(&inner, item, &self.marker(context, list, at, item), &style, diagnostics);
            if is_question(item) && height_of(&of_item) <= self.column_height().scale(WHOLE, 1000) {
                keep_together(&mut of_item);
                of_item.iter_mut().for_each(|row| row.item = false);
            }
            if let Some(first) = of_item.first_mut()
                && at > 0
            {
                first.item = true;
                if apart {
                    first.space_before += context.grid.pitch / 2;
                }
                // A first item alone at the foot of a page is read as the end of the list.
                if at == 1 && of_item.len() == 1 {
                    of_item.iter_mut().for_each(keep_with_row_before);
                }
            }
            rows.extend(of_item);
        }
        rows
    }

    fn item(
        &self,
        inner: &Context,
        item: &ListItem,
        marker: &Marker,
        style: &TextStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut rows = self.sequence(inner, &item.blocks, diagnostics);
        let owner = Owner::Node(item.label);
        match marker {
            Marker::Words(words) => self.hang(inner, words, style, owner, &mut rows, diagnostics),
            Marker::Box(done) => self.hang_box(inner, *done, owner, &mut rows),
            Marker::Both(words, done) => {
                self.hang_box(inner, *done, owner, &mut rows);
                self.hang(&self.behind_box(inner), words, style, owner, &mut rows, diagnostics);
            }
        }
        // Of a long item three lines stay together at both ends (docs/typography.md P4).
        if rows.len() >= LONG_ITEM {
            for at in [2, rows.len() - 2] {
                rows.get_mut(at).into_iter().for_each(keep_with_row_before);
            }
        }
        rows
    }

    /// Bullets in the accent colour, numbers in that of the text.
    pub(super) fn marker_style(&self, context: &Context, list: &List) -> TextStyle {
        let mut style = context.text.clone();
        style.bold = false;
        style.italic = false;
        if list.marker == ListMarker::Bullet {
            style.color = self.house.accent;
        }
        style
    }

    fn marker(&self, context: &Context, list: &List, at: usize, item: &ListItem) -> Marker {
        match list.marker {
            ListMarker::Bullet if item.task.is_some() => Marker::Box(item.task == Some(true)),
            ListMarker::Bullet => {
                let bullets = &context.language.data.bullets;
                let bullet = bullets.get(context.bullets).or_else(|| bullets.last());
                Marker::Words(bullet.cloned().unwrap_or_else(|| "•".to_owned()))
            }
            ListMarker::Ordered { start, style } => {
                let words = context.language.item_marker(style, (start as usize).saturating_add(at));
                item.task.map_or(Marker::Words(words.clone()), |done| Marker::Both(words, done))
            }
        }
    }

    /// Room for the widest marker: of numbers that of the last item or of one with as many digits.
    pub(super) fn list_indent(&self, context: &Context, list: &List, style: &TextStyle) -> Length {
        let least = context.text.size.scale(INDENT, 1000);
        if list.marker == ListMarker::Bullet {
            return least;
        }
        let mut widest = Length::ZERO;
        let last = list.items.len().saturating_sub(1);
        let in_words = matches!(list.marker, ListMarker::Ordered { style: MarkerStyle::Ordinal, .. });
        let words = 0..if in_words { context.language.data.item_ordinals.len() } else { 0 };
        for at in [0, 7.min(last), last / 2, last].into_iter().chain(words) {
            if let Some(item) = list.items.get(at)
                && let Marker::Words(words) | Marker::Both(words, _) = self.marker(context, list, at, item)
            {
                let of_box = if item.task.is_some() { Self::box_width(context) } else { Length::ZERO };
                widest = widest.max(self.marker_width(context, &words, style) + of_box);
            }
        }
        let most = context.text.size.scale(WIDEST_INDENT, 1000);
        (widest + Self::marker_gap(context)).clamp(least, most)
    }
}

/// Whether an item has answers below it, one or some of which are to be ticked.
fn is_question(item: &ListItem) -> bool {
    let ticked = |block: &Block| matches!(&block.kind, BlockKind::List(list) if list.is_of_tasks());
    item.task.is_none() && item.blocks.iter().skip(1).any(ticked)
}
