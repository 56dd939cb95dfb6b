//! From the trimmed page, y downwards, to the file's sheet, y upwards.

use super::{Info, Kind, marks};
use crate::layout::{Turn, Way};
use crate::units::{Length, Point, Rect, Size};
use lopdf::{Dictionary, Object};

/// A page as the file has it: trimmed size, the bleed around it, and around both the room of crop marks.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sheet {
    size: Size,
    bleed: Length,
    /// From the edge of the sheet to the trimmed page.
    around: Length,
    kind: Kind,
}

impl Sheet {
    /// The sheet of a page: only the print edition bleeds and has marks.
    pub(super) fn new(size: Size, info: &Info) -> Self {
        let bleed = match info.kind {
            Kind::Print => info.bleed.non_negative(),
            Kind::Screen => Length::ZERO,
        };
        let around = if info.has_marks() { marks::room(bleed) } else { bleed };
        Self { size, bleed, around, kind: info.kind }
    }

    /// The trimmed size.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// x and y of a place.
    pub(super) fn point(&self, at: Point) -> [f64; 2] {
        let top = self.around + self.size.height;
        [short((self.around + at.x).pt()), short((top - at.y).pt())]
    }

    /// The matrix that brings what is drawn at its own place to where it lies turned (ISO 32000-1 8.3.3).
    pub(super) fn turned(&self, turn: &Turn) -> [f64; 6] {
        let (around, top) = (self.around, self.around + self.size.height);
        let (x, y) = (around + turn.at.x, top - turn.at.y);
        let (sign, x, y) = match turn.way {
            Way::Left => (1.0, x + top, y - around),
            Way::Right => (-1.0, x - top, y + around),
        };
        [0.0, sign, -sign, 0.0, short(x.pt()), short(y.pt())]
    }

    /// Left, bottom, right, top of a rectangle.
    pub(super) fn corners(&self, rect: Rect) -> [f32; 4] {
        let [left, bottom] = self.point(Point::new(rect.origin.x, rect.bottom()));
        let [right, top] = self.point(Point::new(rect.right(), rect.origin.y));
        [left, bottom, right, top].map(|value| value as f32)
    }

    /// Width and height of the whole.
    pub(super) fn media(&self) -> [f32; 2] {
        [self.size.width, self.size.height].map(|side| short((side + self.around * 2).pt()) as f32)
    }

    /// Sets the inner boxes of a page: what may bleed, what is cut (ISO 32000-1 14.11.2).
    pub(super) fn set_boxes(&self, page: &mut Dictionary) {
        let corners = |out: Length| {
            let (near, far) = (self.around - out, self.around + out);
            let values = [near, near, self.size.width + far, self.size.height + far];
            Object::Array(values.map(|value| Object::Real(short(value.pt()) as f32)).to_vec())
        };
        if self.kind == Kind::Print {
            page.set("BleedBox", corners(self.bleed));
            page.set("TrimBox", corners(Length::ZERO));
        }
    }
}

/// Three decimals of a point: finer than a thousandth of a millimetre, and short in the file.
pub(super) fn short(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_a_turn_agrees_with_the_turn() {
        let size = Size { width: Length::from_pt(400.0), height: Length::from_pt(600.0) };
        let sheet = Sheet { size, bleed: Length::from_pt(8.5), around: Length::from_pt(20.0), kind: Kind::Print };
        let at = Point::new(Length::from_pt(50.0), Length::from_pt(550.0));
        for way in [Way::Left, Way::Right] {
            let turn = Turn { items: 0..1, at, way };
            let own = Point::new(Length::from_pt(30.0), Length::from_pt(7.0));
            let ([x, y], [a, b, c, d, e, f]) = (sheet.point(own), sheet.turned(&turn));
            assert_eq!([a * x + c * y + e, b * x + d * y + f], sheet.point(turn.point(own)), "{way:?}");
        }
    }

    #[test]
    fn the_bleed_lies_around_the_trimmed_page() {
        let size = Size { width: Length::from_pt(400.0), height: Length::from_pt(600.0) };
        let bleed = Length::from_pt(8.5);
        let sheet = Sheet { size, bleed, around: bleed, kind: Kind::Print };
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(10.0), Length::from_pt(20.0));
        assert_eq!(sheet.corners(rect), [8.5, 588.5, 18.5, 608.5]);
        let mut page = Dictionary::new();
        sheet.set_boxes(&mut page);
        let real = |values: [f32; 4]| Object::Array(values.map(Object::Real).to_vec());
        assert_eq!(sheet.media(), [417.0, 617.0]);
        assert_eq!(page.get(b"TrimBox").ok(), Some(&real([8.5, 8.5, 408.5, 608.5])));
    }
}
