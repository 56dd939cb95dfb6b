//! Paths and matrices as a content stream has them.

use super::super::super::content::Content;
use std::borrow::Cow;
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{Rect, Transform};

/// `a b c d e f`.
pub(super) fn matrix_of(matrix: Transform) -> [f64; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = matrix;
    [sx, ky, kx, sy, tx, ty].map(f64::from)
}

/// The largest of the numbers of a space that is good to write in.
const GOOD: std::ops::RangeInclusive<f32> = 1.0..=10_000.0;

/// By how much a space is better enlarged in which these are the outermost places: numbers in a file have four decimals,
/// and end at 32 767.
pub(super) fn zoom(places: &[f32]) -> f32 {
    let largest = places.iter().fold(0.0_f32, |largest, place| largest.max(place.abs()));
    if GOOD.contains(&largest) || largest < f32::MIN_POSITIVE || !largest.is_finite() { 1.0 } else { 1000.0 / largest }
}

/// A path so much larger.
pub(super) fn zoomed(path: &Path, zoom: f32) -> Option<Cow<'_, Path>> {
    if zoom == 1.0 {
        return Some(Cow::Borrowed(path));
    }
    path.clone().transform(Transform::from_scale(zoom, zoom)).map(Cow::Owned)
}

/// Appends the segments of a path.
pub(super) fn push(out: &mut Content, path: &Path) {
    let at = |point: Point| [f64::from(point.x), f64::from(point.y)];
    let mut pen = [0.0, 0.0];
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                pen = at(to);
                out.move_to(pen[0], pen[1]);
            }
            PathSegment::LineTo(to) => {
                pen = at(to);
                out.line_to(pen[0], pen[1]);
            }
            PathSegment::QuadTo(control, to) => {
                out.quadratic_to(pen, at(control), at(to));
                pen = at(to);
            }
            PathSegment::CubicTo(first, second, to) => {
                pen = at(to);
                let ([a, b], [c, d]) = (at(first), at(second));
                out.curve_to([a, b, c, d, pen[0], pen[1]]);
            }
            PathSegment::Close => out.close(),
        }
    }
}

/// Left, top, right, bottom.
pub(super) fn corners(rect: Rect) -> [f32; 4] {
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
}
