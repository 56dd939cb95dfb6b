//! Grounds and rules of a table: heavy ones around head and table, fine ones between rows, none through a cell.

use super::super::super::rows::Row;
use super::columns::Content;
use super::cut::Laid;
use super::rows::Setter;
use crate::text::{Artifact, Item, ItemKind, Owner, Paint};
use crate::units::{Color, Length, Point, Rect};

/// Thickness of rules.
const HEAVY: f64 = 0.9;
const FINE: f64 = 0.35;

impl Setter<'_, '_> {
    /// The rules of a group of rows with their heights in it: below every row, but not through cells that go on there;
    /// beside cells to write in. Within a head only what spans several columns has a rule below it.
    pub(super) fn rules_of(
        &self,
        rows: &[Laid],
        bounds: &[Length],
        head: bool,
        last_of_table: bool,
    ) -> Vec<(Length, Item)> {
        let accent = self.composer.house.accent;
        let mut rules = Vec::new();
        let mut free = vec![0; self.columns.widths.len()];
        for (at, laid) in rows.iter().enumerate() {
            let (y, last) = (bounds[at + 1], at + 1 == rows.len());
            for cell in &laid.cells {
                let end = cell.column + cell.span;
                free.iter_mut().take(end).skip(cell.column).for_each(|row| *row = at + cell.rows);
                if head && cell.span > 1 && at + cell.rows < rows.len() {
                    let y = bounds[at + cell.rows];
                    let (left, right) = self.columns.edges(cell.column, cell.span);
                    let gap = self.above;
                    rules.push((y, line(Point::new(left + gap, y), Point::new(right - gap, y), FINE, accent)));
                }
            }
            if head {
                continue;
            }
            self.beside_empty(laid, bounds[at], y, &mut rules);
            let width = if last && last_of_table { HEAVY } else { FINE };
            for (from, to) in runs(&free, |until| *until <= at + 1) {
                let (left, right) = self.columns.edges(from, to - from);
                rules.push((y, line(Point::new(left, y), Point::new(right, y), width, accent)));
            }
        }
        rules
    }

    /// Fine rules beside cells to write in, which no text tells apart.
    fn beside_empty(&self, laid: &Laid, top: Length, bottom: Length, rules: &mut Vec<(Length, Item)>) {
        let empty = self.contents.iter().enumerate().filter(|(_, column)| column.content == Content::Nothing);
        for (at, _) in empty.filter(|(at, _)| *at > 0) {
            let inside = laid.cells.iter().any(|cell| cell.column < at && at < cell.column + cell.span);
            if !inside {
                let (left, right) = self.columns.edges(0, at);
                let x = if self.columns.rtl { left } else { right };
                let accent = self.composer.house.accent;
                rules.push((bottom, line(Point::new(x, top), Point::new(x, bottom), FINE, accent)));
            }
        }
    }

    /// Ground of the head and the rules above and below it.
    pub(super) fn paint_head(&self, rows: &mut [Row]) {
        let accent = self.composer.house.accent;
        let (left, right) = (self.columns.left, self.columns.right);
        let across = |y: Length| line(Point::new(left, y), Point::new(right, y), HEAVY, accent);
        for row in rows.iter_mut() {
            let rect = Rect::new(left, Length::ZERO, right - left, row.height);
            let ground = ItemKind::Rect(rect, Paint { fill: Some(self.composer.house.ground), stroke: None });
            row.items.insert(0, Item { owner: Owner::Artifact(Artifact::Layout), kind: ground });
        }
        if let Some(first) = rows.first_mut() {
            first.items.insert(1, across(Length::ZERO));
        }
        if let Some(last) = rows.last_mut() {
            let rule = across(last.height);
            last.items.push(rule);
        }
    }
}

fn line(from: Point, to: Point, width: f64, color: Color) -> Item {
    let kind = ItemKind::Line { from, to, width: Length::from_pt(width), color, dash: None };
    Item { owner: Owner::Artifact(Artifact::Layout), kind }
}

/// Where stretches of what is so begin and end.
fn runs<T>(all: &[T], is: impl Fn(&T) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in all.iter().enumerate().filter(|(_, one)| is(one)) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}
