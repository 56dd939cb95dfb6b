//! Paths and matrices as a content stream has them.

use super::super::super::content::Content;
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{Rect, Transform};

/// `a b c d e f`.
pub(super) fn matrix_of(matrix: Transform) -> [f64; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = matrix;
    [sx, ky, kx, sy, tx, ty].map(f64::from)
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
