//! Crop marks: where the knife goes (docs/typography.md P1).
//!
//! They are drawn once, in the colour of all plates, and every page of the same size shares them.

use super::content::Content;
use super::deflate;
use super::geometry::Sheet;
use crate::units::{Length, Point};
use lopdf::{Dictionary, Object, Stream, dictionary};

/// Name of the colour space of all plates in the resources of pages.
pub(super) const ALL_PLATES: &str = "All";

/// Least distance of a mark from the trimmed page, in millimetres.
const DISTANCE: f64 = 3.0;
/// Length of a mark, in millimetres.
const LENGTH: f64 = 5.0;
/// What is left free beyond a mark, in millimetres.
const BEYOND: f64 = 2.0;
/// Thickness of a mark, in points.
const THICKNESS: f64 = 0.25;

/// How far from the trimmed page marks begin: never in the bleed.
fn distance(bleed: Length) -> Length {
    bleed.max(Length::from_mm(DISTANCE))
}

/// What a sheet with marks has around the trimmed page.
pub(super) fn room(bleed: Length) -> Length {
    distance(bleed) + Length::from_mm(LENGTH + BEYOND)
}

/// The content stream that draws the marks of a sheet: two at each corner, in line with the edges of the trimmed page.
pub(super) fn draw(sheet: &Sheet) -> Stream {
    let [left, top, right, bottom] = sheet.bleed().map(distance);
    let far = |near: Length| near + Length::from_mm(LENGTH);
    let zero = Length::ZERO;
    let size = sheet.size();
    let mut content = Content::new();
    content.save();
    content.set_stroke_tint(ALL_PLATES, 1.0);
    content.set_line_width(THICKNESS);
    let mut line = |from: Point, to: Point| {
        let ([x0, y0], [x1, y1]) = (sheet.point(from), sheet.point(to));
        content.move_to(x0, y0);
        content.line_to(x1, y1);
        content.stroke();
    };
    for y in [zero, size.height] {
        line(Point::new(-far(left), y), Point::new(-left, y));
        line(Point::new(size.width + right, y), Point::new(size.width + far(right), y));
    }
    for x in [zero, size.width] {
        line(Point::new(x, -far(top)), Point::new(x, -top));
        line(Point::new(x, size.height + bottom), Point::new(x, size.height + far(bottom)));
    }
    content.restore();
    deflate::stream(Dictionary::new(), &content.finish())
}

/// The colour of all plates (ISO 32000-1 8.6.6.4); a screen shows it as black.
pub(super) fn all_plates() -> Object {
    let black = |value: i64| Object::Array(vec![0.into(), 0.into(), 0.into(), value.into()]);
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => black(0),
        "C1" => black(1),
        "N" => 1,
    };
    Object::Array(vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), Object::Dictionary(tint)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_out_of_the_bleed() {
        let mm = |bleed: f64| distance(Length::from_mm(bleed)).mm().round();
        assert_eq!([0.0, 3.0, 5.0].map(mm), [3.0, 3.0, 5.0]);
        assert_eq!(room(Length::from_mm(5.0)).mm().round(), 12.0);
    }
}
