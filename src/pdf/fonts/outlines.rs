//! Glyphs that stand for no text, as drawings.
//!
//! A kashida, or the dots that a font sets as a glyph of their own, would reach readers of the file as letters that
//! nobody wrote: some take the code of a glyph without text for its text. A drawing says nothing.

use super::super::content::{Content, Rule};
use super::super::deflate;
use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};
use lopdf::{Object, Stream, dictionary};

/// How a drawing is painted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pdf) enum Manner {
    /// Its inside.
    Filled,
    /// A line around it, in the thickness of where it is drawn.
    Outlined,
}

/// The form of a glyph: its origin at zero, the em one unit. It takes the colour of where it is drawn. `None` for a
/// glyph without ink.
pub(super) fn form(data: &[u8], glyph: u16, manner: Manner) -> Option<Stream> {
    let font = FontRef::try_from_slice(data).ok()?;
    let em = font.units_per_em().filter(|em| *em > 0.0)?;
    let outline = font.outline(GlyphId(glyph))?;
    let corners = [outline.bounds.min, outline.bounds.max];
    let edge = |of: fn(&Point) -> f32, choose: fn(f32, f32) -> f32| choose(of(&corners[0]), of(&corners[1]));
    let bounds = [edge(|p| p.x, f32::min), edge(|p| p.y, f32::min), edge(|p| p.x, f32::max), edge(|p| p.y, f32::max)];
    // No line is thicker than an em.
    let around = if manner == Manner::Outlined { em } else { 0.0 };
    let bounds = [bounds[0] - around, bounds[1] - around, bounds[2] + around, bounds[3] + around];
    let scale = Object::Real(1.0 / em);
    let zero = || Object::Integer(0);
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounds.map(Object::Real).to_vec(),
        "Matrix" => vec![scale.clone(), zero(), zero(), scale, zero(), zero()],
    };
    Some(deflate::stream(dictionary, &path(&outline.curves, manner)))
}

/// Contours as path operators, painted.
fn path(curves: &[OutlineCurve], manner: Manner) -> Vec<u8> {
    let mut out = Content::new();
    let mut pen: Option<Point> = None;
    for curve in curves {
        let (from, to) = match *curve {
            OutlineCurve::Line(from, to) | OutlineCurve::Quad(from, _, to) | OutlineCurve::Cubic(from, _, _, to) => {
                (from, to)
            }
        };
        if pen != Some(from) {
            if manner == Manner::Outlined && pen.is_some() {
                out.close();
            }
            let [x, y] = place(from);
            out.move_to(x, y);
        }
        let end = place(to);
        match *curve {
            OutlineCurve::Line(..) => out.line_to(end[0], end[1]),
            OutlineCurve::Quad(from, control, _) => out.quadratic_to(place(from), place(control), end),
            OutlineCurve::Cubic(_, first, second, _) => {
                let ([a, b], [c, d]) = (place(first), place(second));
                out.curve_to([a, b, c, d, end[0], end[1]]);
            }
        }
        pen = Some(to);
    }
    match manner {
        Manner::Filled => out.fill(Rule::NonZero),
        Manner::Outlined => {
            out.close();
            out.stroke();
        }
    }
    out.finish()
}

/// A tenth of a font's unit is fine enough.
fn place(point: Point) -> [f64; 2] {
    [point.x, point.y].map(|value| f64::from((value * 10.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_become_a_path() {
        let p = ab_glyph::point;
        let curves = [
            OutlineCurve::Line(p(0.0, 0.0), p(9.0, 0.0)),
            OutlineCurve::Quad(p(9.0, 0.0), p(9.0, 9.0), p(0.0, 0.0)),
            OutlineCurve::Line(p(20.0, 0.0), p(30.5, 1.0)),
        ];
        assert_eq!(path(&curves, Manner::Filled), b"0 0 m\n9 0 l\n9 6 6 6 0 0 c\n20 0 m\n30.5 1 l\nf\n");
        assert_eq!(path(&curves, Manner::Outlined), b"0 0 m\n9 0 l\n9 6 6 6 0 0 c\nh\n20 0 m\n30.5 1 l\nh\nS\n");
    }
}
