//! Grounds, rules and outlines behind rows. Where a page or column ends inside a box, its edge there stays open: no
//! outline closes it (docs/typography.md P29).

use super::rows::{Enclosure, Row};
use crate::text::{Artifact, Item, ItemKind, Owner, Paint};
use crate::units::{Color, Length, Point, Rect};

/// What runs behind rows that stand below each other, each with its top, outermost first.
pub(super) fn enclose(rows: &[(&Row, Length)], origin: Point) -> Vec<Item> {
    let depth = rows.iter().map(|(row, _)| row.enclosures.len()).max().unwrap_or(0);
    let mut items = Vec::new();
    for level in 0..depth {
        let mut rest = rows;
        while let Some((row, _)) = rest.first() {
            let Some(enclosure) = row.enclosures.get(level) else {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            };
            let run = rest.iter().take_while(|(row, _)| row.enclosures.get(level) == Some(enclosure)).count();
            let (piece, after) = rest.split_at(run);
            if let (Some((first, top)), Some((last, end))) = (piece.first(), piece.last()) {
                let rect = Rect::new(enclosure.left, *top, enclosure.right - enclosure.left, *end + last.height - *top);
                let closed = Closed { above: begins(first, level), below: ends(last, level) };
                paint(enclosure, rect.moved(origin), closed, &mut items);
            }
            rest = after;
        }
    }
    items
}

/// Which ends of a piece of a box are ends of the box.
#[derive(Copy, Clone)]
struct Closed {
    above: bool,
    below: bool,
}

/// Whether the enclosure at this depth begins with the row.
fn begins(row: &Row, level: usize) -> bool {
    level + usize::from(row.begins) >= row.enclosures.len()
}

fn ends(row: &Row, level: usize) -> bool {
    level + usize::from(row.ends) >= row.enclosures.len()
}

fn paint(enclosure: &Enclosure, rect: Rect, closed: Closed, items: &mut Vec<Item>) {
    let mut add = |kind| items.push(Item { owner: Owner::Artifact(Artifact::Layout), kind });
    let whole = closed.above && closed.below;
    let stroke = enclosure.outline.filter(|_| whole);
    if enclosure.ground.is_some() || stroke.is_some() {
        add(ItemKind::Rect(rect, Paint { fill: enclosure.ground, stroke }));
    }
    if let Some(outline) = enclosure.outline.filter(|_| !whole) {
        open_outline(rect, outline, closed).for_each(&mut add);
    }
    if let Some((color, width)) = enclosure.start_rule {
        let x = if enclosure.direction.is_rtl() { rect.right() - width } else { rect.origin.x };
        let rule = Rect::new(x, rect.origin.y, width, rect.size.height);
        add(ItemKind::Rect(rule, Paint { fill: Some(color), stroke: None }));
    }
}

/// The sides of an outline and the ends that are closed.
fn open_outline(rect: Rect, (color, width): (Color, Length), closed: Closed) -> impl Iterator<Item = ItemKind> {
    let corner = |right: bool, below: bool| {
        Point::new(if right { rect.right() } else { rect.origin.x }, if below { rect.bottom() } else { rect.origin.y })
    };
    let edges = [
        Some((corner(false, false), corner(false, true))),
        Some((corner(true, false), corner(true, true))),
        closed.above.then(|| (corner(false, false), corner(true, false))),
        closed.below.then(|| (corner(false, true), corner(true, true))),
    ];
    // Sides reach over the ends, so that the corners are filled.
    let half = width / 2;
    edges.into_iter().enumerate().filter_map(move |(at, edge)| {
        let (mut from, mut to) = edge?;
        if at > 1 {
            (from.x, to.x) = (from.x - half, to.x + half);
        }
        Some(ItemKind::Line { from, to, width, color, dash: None })
    })
}
