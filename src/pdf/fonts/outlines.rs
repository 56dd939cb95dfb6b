//! Glyphs that stand for no text, as drawings.
//!
//! A kashida, or the dots that a font sets as a glyph of their own, would reach readers of the file as letters that
//! nobody wrote: some take the code of a glyph without text for its text. A drawing says nothing.

use super::super::deflate;
use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};
use lopdf::{Object, Stream, dictionary};
use std::fmt::Write;

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
    Some(deflate::stream(dictionary, path(&outline.curves, manner).as_bytes()))
}

/// Contours as path operators, painted.
fn path(curves: &[OutlineCurve], manner: Manner) -> String {
    let mut out = String::new();
    let mut pen: Option<Point> = None;
    for curve in curves {
        let (from, controls, to) = match *curve {
            OutlineCurve::Line(from, to) => (from, None, to),
            // A quadratic curve as a cubic one: its controls lie two thirds of the way to the only control.
            OutlineCurve::Quad(from, control, to) => {
                let towards = |end: Point| {
                    ab_glyph::point(end.x + (control.x - end.x) * 2.0 / 3.0, end.y + (control.y - end.y) * 2.0 / 3.0)
                };
                (from, Some((towards(from), towards(to))), to)
            }
            OutlineCurve::Cubic(from, first, second, to) => (from, Some((first, second)), to),
        };
        if pen != Some(from) {
            if manner == Manner::Outlined && pen.is_some() {
                out.push_str("h\n");
            }
            let _ = writeln!(out, "{} m", Place(from));
        }
        let _ = match controls {
            None => writeln!(out, "{} l", Place(to)),
            Some((first, second)) => writeln!(out, "{} {} {} c", Place(first), Place(second), Place(to)),
        };
        pen = Some(to);
    }
    out.push(if manner == Manner::Outlined { 's' } else { 'f' });
    out
}

struct Place(Point);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenth = |value: f32| (value * 10.0).round() / 10.0;
        write!(f, "{} {}", tenth(self.0.x), tenth(self.0.y))
    }
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
        assert_eq!(path(&curves, Manner::Filled), "0 0 m\n9 0 l\n9 6 6 6 0 0 c\n20 0 m\n30.5 1 l\nf");
        assert_eq!(path(&curves, Manner::Outlined), "0 0 m\n9 0 l\n9 6 6 6 0 0 c\nh\n20 0 m\n30.5 1 l\ns");
    }
}
