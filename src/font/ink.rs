//! Where the ink of a glyph lies, for lines that must not cross it (docs/typography.md A45).

use super::Font;
use ab_glyph::{Font as _, FontRef, GlyphId, OutlineCurve, Point, point};

/// Straight pieces that stand for a curve.
const STEPS: u8 = 12;

impl Font {
    /// The stretches of the baseline, in font units, above or below which a glyph has ink between two heights; from left
    /// to right, apart from each other.
    #[must_use]
    pub fn ink_between(&self, glyph: u16, low: f64, high: f64) -> Vec<(f64, f64)> {
        let meets = self.ink(glyph).is_some_and(|[_, bottom, _, top]| bottom < high && top > low);
        let font = FontRef::try_from_slice(&self.data).ok().filter(|_| meets);
        let Some(outline) = font.and_then(|font| font.outline(GlyphId(glyph))) else { return Vec::new() };
        let mut found: Vec<(f64, f64)> = Vec::new();
        let mut contour: Option<(f64, f64)> = None;
        let mut pen: Option<Point> = None;
        for curve in &outline.curves {
            let places: Vec<Point> = (0..=STEPS).map(|step| place(curve, f32::from(step) / f32::from(STEPS))).collect();
            if pen != places.first().copied() {
                found.extend(contour.take());
            }
            for (left, right) in places.windows(2).filter_map(|pair| within(pair, low, high)) {
                let (from, to) = contour.unwrap_or((left, right));
                contour = Some((from.min(left), to.max(right)));
            }
            pen = places.last().copied();
        }
        found.extend(contour);
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.dedup_by(|next, last| {
            let touches = next.0 <= last.1;
            if touches {
                last.1 = last.1.max(next.1);
            }
            touches
        });
        found
    }
}

/// The place on a curve after this share of it.
fn place(curve: &OutlineCurve, share: f32) -> Point {
    let between = |a: Point, b: Point| point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
    match *curve {
        OutlineCurve::Line(from, to) => between(from, to),
        OutlineCurve::Quad(from, control, to) => between(between(from, control), between(control, to)),
        OutlineCurve::Cubic(from, first, second, to) => {
            let middle = between(first, second);
            between(between(between(from, first), middle), between(middle, between(second, to)))
        }
    }
}

/// What of a straight piece lies between two heights: its ends from left to right.
fn within(pair: &[Point], low: f64, high: f64) -> Option<(f64, f64)> {
    let [a, b] = [pair.first()?, pair.get(1)?].map(|place| (f64::from(place.x), f64::from(place.y)));
    if a.1.min(b.1) > high || a.1.max(b.1) < low {
        return None;
    }
    let at = |height: f64| {
        let rise = b.1 - a.1;
        if rise == 0.0 { a.0 } else { a.0 + (b.0 - a.0) * ((height.clamp(a.1.min(b.1), a.1.max(b.1)) - a.1) / rise) }
    };
    let ends = if a.1 == b.1 { [a.0, b.0] } else { [at(a.1.clamp(low, high)), at(b.1.clamp(low, high))] };
    Some((ends[0].min(ends[1]), ends[0].max(ends[1])))
}

#[cfg(test)]
mod tests {
    use crate::font::builtin;

    #[test]
    fn dots_and_tails_are_found_and_what_lies_elsewhere_is_not() {
        let font = builtin::fonts().iter().find(|font| font.name == "Amiri-Regular").expect("Amiri");
        let of = |letter, low, high| font.ink_between(font.glyph_for(letter).expect("a glyph"), low, high);
        let em = f64::from(font.units_per_em);
        assert!(of('\u{627}', -0.3 * em, -0.1 * em).is_empty(), "alef stands on the line");
        assert!(!of('\u{631}', -0.3 * em, -0.1 * em).is_empty(), "reh goes below it");
        let latin = builtin::fonts().iter().find(|font| font.name == "SourceSerif4-Regular").expect("Source Serif");
        let tail = latin.ink_between(latin.glyph_for('p').expect("p"), -150.0, -100.0);
        let [left, _, right, _] = latin.ink(latin.glyph_for('p').expect("p")).expect("ink");
        assert_eq!(tail.len(), 1);
        assert!(tail[0].0 >= left && tail[0].1 < (left + right) / 2.0, "the stem alone: {tail:?}");
    }
}
