//! Paths, matrices and numbers as a content stream has them.

use std::fmt::{self, Display, Write};
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{Rect, Transform};

/// A number with four decimals at most.
pub(super) struct Number(pub(super) f32);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (f64::from(self.0) * 10_000.0).round() / 10_000.0;
        // No minus before zero, nothing that is no number.
        write!(f, "{}", if rounded == 0.0 || !rounded.is_finite() { 0.0 } else { rounded })
    }
}

/// `a b c d e f`.
pub(super) struct Matrix(pub(super) Transform);

impl Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Transform { sx, ky, kx, sy, tx, ty } = self.0;
        let [a, b, c, d, e, g] = [sx, ky, kx, sy, tx, ty].map(Number);
        write!(f, "{a} {b} {c} {d} {e} {g}")
    }
}

/// Appends the segments of a path.
pub(super) fn push(out: &mut String, path: &Path) {
    let mut pen = Point::zero();
    for segment in path.segments() {
        let _ = match segment {
            PathSegment::MoveTo(to) => writeln!(out, "{} m", Place(to)),
            PathSegment::LineTo(to) => writeln!(out, "{} l", Place(to)),
            PathSegment::QuadTo(control, to) => {
                let towards = |end: Point| {
                    Point::from_xy(end.x + (control.x - end.x) * 2.0 / 3.0, end.y + (control.y - end.y) * 2.0 / 3.0)
                };
                writeln!(out, "{} {} {} c", Place(towards(pen)), Place(towards(to)), Place(to))
            }
            PathSegment::CubicTo(first, second, to) => {
                writeln!(out, "{} {} {} c", Place(first), Place(second), Place(to))
            }
            PathSegment::Close => writeln!(out, "h"),
        };
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            pen = to;
        }
    }
}

/// Left, top, right, bottom.
pub(super) fn corners(rect: Rect) -> [f32; 4] {
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
}

struct Place(Point);

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Number(self.0.x), Number(self.0.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        let shown: Vec<String> = [1.0, -0.00001, 0.333_333, f32::NAN, 1e9].map(|n| Number(n).to_string()).to_vec();
        assert_eq!(shown, ["1", "0", "0.3333", "0", "1000000000"]);
    }
}
