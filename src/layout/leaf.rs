//! A leaf to rows: display lines from the top, others at the foot, free space between; always one page as far as it goes.

use super::display::{self, Display};
use super::frame::Role;
use super::furnish::text_size;
use super::rows::{Break, Row};
use super::structure::Builder;
use super::typeset::Plan;
use super::work::{Leaf, LeafLine, Work};
use crate::diagnostics::Diagnostics;
use crate::manuscript::NodeId;
use crate::text::{Owner, TextStyle};
use crate::units::Length;

/// Composes a leaf; its elements are `first` and those after it.
pub(super) fn compose(
    work: &Work<'_>,
    plan: &Plan,
    leaf: &Leaf,
    first: NodeId,
    builder: &mut Builder,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    builder.add(first, None, Role::Division);
    let mut rows = vec![display::space(plan.grid.pitch * i64::from(leaf.sink))];
    let mut foot = Vec::new();
    for (at, line) in leaf.lines.iter().chain(&leaf.foot).enumerate() {
        let node = NodeId(first.0 + 1 + at as u32);
        builder.add(node, Some(first), Role::Paragraph);
        let set = set(work, plan, line, node, diagnostics);
        if at < leaf.lines.len() { rows.extend(set) } else { foot.extend(set) }
    }
    let free = plan.column.height - height(&rows) - height(&foot);
    if !foot.is_empty() {
        rows.push(display::space(free.non_negative()));
        rows.extend(foot);
    }
    if free < Length::ZERO {
        squeeze(&mut rows, -free);
    }
    for row in &mut rows {
        row.break_before = Break::Forbidden;
    }
    rows
}

/// A display paragraph with the space above it. Lines stand on whole half lines, wide enough for their size.
fn set(work: &Work<'_>, plan: &Plan, line: &LeafLine, node: NodeId, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let pitch = plan.grid.pitch;
    let size = text_size(work).scale(i64::from(line.size), 1000);
    let style = if line.heading {
        display::heading_style(work, size, line.bold)
    } else {
        TextStyle { size, bold: line.bold, color: work.house.ink, ..TextStyle::default() }
    };
    let display = Display {
        text: &line.text,
        foreign: line.foreign.as_deref(),
        style,
        align: line.align,
        owner: Owner::Node(node),
        pitch: size.scale(pitch.raw(), text_size(work).raw().max(1)).ceil_to(pitch / 2),
    };
    let mut rows = vec![display::space(pitch.scale(i64::from(line.before), 2))];
    rows.extend(display::rows(&display, work.language, work.fonts, plan.column.width, diagnostics));
    rows
}

/// Takes `excess` from the spaces between lines, from each its share.
fn squeeze(rows: &mut [Row], excess: Length) {
    let spaces: Length = rows.iter().filter(|row| row.items.is_empty()).map(|row| row.height).sum();
    let kept = (spaces - excess).non_negative();
    for row in rows.iter_mut().filter(|row| row.items.is_empty() && spaces > Length::ZERO) {
        row.height = row.height.scale(kept.raw(), spaces.raw());
    }
}

fn height(rows: &[Row]) -> Length {
    rows.iter().map(|row| row.height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Artifact, Item, ItemKind, Paint};
    use crate::units::Rect;

    #[test]
    fn spaces_give_way_and_lines_do_not() {
        let pt = Length::from_pt;
        let item =
            Item { owner: Owner::Artifact(Artifact::Layout), kind: ItemKind::Rect(Rect::default(), Paint::default()) };
        let line = Row { height: pt(20.0), items: vec![item], ..Row::default() };
        let mut rows = vec![display::space(pt(30.0)), line.clone(), display::space(pt(10.0)), line];
        squeeze(&mut rows, pt(20.0));
        let heights: Vec<Length> = rows.iter().map(|row| row.height).collect();
        assert_eq!(heights, [pt(15.0), pt(20.0), pt(5.0), pt(20.0)]);
    }
}
