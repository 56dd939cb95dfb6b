//! Pages through whose colours nothing shines, for standards that take none that let it.
//!
//! In: pages. Out: the same, each colour mixed with the ground on which it lies: the last rectangle of one colour before it
//! that reaches around it, or the paper. Outlined letters, which are painted as one, are filled.

use crate::layout::{Frame, Pages};
use crate::text::{GlyphRun, Item, ItemKind};
use crate::units::{Color, Length, Point, Rect};

/// The pages, flat.
pub(super) fn pages(pages: &Pages) -> Pages {
    let mut pages = pages.clone();
    pages.frames.iter_mut().for_each(flatten);
    pages
}

fn flatten(frame: &mut Frame) {
    let turned = frame.turn.as_ref().map_or(0..0, |turn| turn.items.clone());
    // Places of upright items and of turned ones are not of the same kind.
    let mut grounds = [Vec::new(), Vec::new()];
    for (number, item) in frame.items.iter_mut().enumerate() {
        let grounds = &mut grounds[usize::from(turned.contains(&number))];
        mix(item, grounds);
        if let ItemKind::Rect(rect, paint) = &item.kind
            && let Some(fill) = paint.fill
        {
            grounds.push((*rect, fill));
        }
    }
}

/// Mixes the colours of an item with what lies under it.
fn mix(item: &mut Item, grounds: &[(Rect, Color)]) {
    let ground = |places: &[Point]| {
        let around = |(rect, _): &&(Rect, Color)| places.iter().all(|place| reaches(rect, *place));
        grounds.iter().rev().find(around).map_or(Color::WHITE, |(_, color)| *color)
    };
    match &mut item.kind {
        ItemKind::Glyphs(run, at) if !run.color.is_opaque() || run.outline > Length::ZERO => {
            let color = run.color.over(ground(&[*at]));
            *run = GlyphRun { outline: Length::ZERO, color, ..(**run).clone() }.into();
        }
        ItemKind::Rect(rect, paint) => {
            let ground = ground(&[rect.origin, Point::new(rect.right(), rect.bottom())]);
            if let Some(fill) = &mut paint.fill {
                *fill = fill.over(ground);
            }
            if let Some((stroke, _)) = &mut paint.stroke {
                *stroke = stroke.over(paint.fill.unwrap_or(ground));
            }
        }
        ItemKind::Line { from, to, color, .. } => *color = color.over(ground(&[*from, *to])),
        ItemKind::Glyphs(..) | ItemKind::Picture { .. } => {}
    }
}

fn reaches(rect: &Rect, place: Point) -> bool {
    let (x, y) = (rect.origin.x..=rect.right(), rect.origin.y..=rect.bottom());
    x.contains(&place.x) && y.contains(&place.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Owner, Paint};

    fn rect(x: f64, width: f64, fill: Color) -> Item {
        let length = Length::from_pt;
        let rect = Rect::new(length(x), length(0.0), length(width), length(10.0));
        let kind = ItemKind::Rect(rect, Paint { fill: Some(fill), ..Paint::default() });
        Item { kind, owner: Owner::Artifact(crate::text::Artifact::Layout) }
    }

    #[test]
    fn a_tint_is_mixed_with_the_ground_on_which_it_lies() {
        let (blue, half) = (Color::rgb(0, 0, 200), Color { opacity: 50, ..Color::rgb(200, 0, 0) });
        let mut grounds = Vec::new();
        let mut seen = Vec::new();
        for mut item in [rect(0.0, 100.0, blue), rect(10.0, 20.0, half), rect(90.0, 20.0, half), rect(12.0, 4.0, half)]
        {
            mix(&mut item, &grounds);
            let ItemKind::Rect(rect, Paint { fill: Some(fill), .. }) = item.kind else { continue };
            grounds.push((rect, fill));
            seen.push(fill);
        }
        let on_blue = Color::rgb(100, 0, 100);
        // What lies partly on the paper is mixed with that; on two, with the upper one.
        assert_eq!(seen, [blue, on_blue, half.over(Color::WHITE), half.over(on_blue)]);
    }
}
