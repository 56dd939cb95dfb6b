//! From the trimmed page, y downwards, to the file's sheet, y upwards.

use super::{Info, marks};
use crate::layout::{Turn, Way};
use crate::project::Sides;
use crate::units::{Length, Point, Rect, Size};
use lopdf::{Dictionary, Object};

/// A page as the file has it: trimmed size, the bleed around it, and around both the room of crop marks.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sheet {
    size: Size,
    /// Left, top, right, bottom.
    bleed: [Length; 4],
    /// From the edges of the sheet to the trimmed page, in the same order.
    around: [Length; 4],
    /// What bleeds and what is cut is said of it.
    has_boxes: bool,
}

impl Sheet {
    /// The sheet of the page at a place, from 0: the first is a recto. Only what is for a press bleeds and has marks.
    pub(super) fn new(size: Size, at: usize, info: &Info) -> Self {
        let Sides { outer, head, foot, bind } = if info.has_tags() { Sides::default() } else { info.bleed };
        let is_right = at.is_multiple_of(2) != info.direction.is_rtl();
        let (left, right) = if is_right { (bind, outer) } else { (outer, bind) };
        let bleed = [left, head, right, foot].map(Length::non_negative);
        let around = if info.has_marks() { bleed.map(marks::room) } else { bleed };
        Self { size, bleed, around, has_boxes: !info.has_tags() }
    }

    /// Bleed at the left, above, at the right and below.
    pub(super) fn bleed(&self) -> [Length; 4] {
        self.bleed
    }

    /// From the foot of the sheet to the head of the trimmed page.
    fn top(&self) -> Length {
        self.around[3] + self.size.height
    }

    /// The trimmed size.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// x and y of a place.
    pub(super) fn point(&self, at: Point) -> [f64; 2] {
        [short((self.around[0] + at.x).pt()), short((self.top() - at.y).pt())]
    }

    /// The matrix that brings what is drawn at its own place to where it lies turned (ISO 32000-1 8.3.3).
    pub(super) fn turned(&self, turn: &Turn) -> [f64; 6] {
        let (left, top) = (self.around[0], self.top());
        let (x, y) = (left + turn.at.x, top - turn.at.y);
        let (sign, x, y) = match turn.way {
            Way::Left => (1.0, x + top, y - left),
            Way::Right => (-1.0, x - top, y + left),
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
        let [left, top, right, bottom] = self.around;
        let sides = [left + self.size.width + right, top + self.size.height + bottom];
        sides.map(|side| short(side.pt()) as f32)
    }

    /// Sets the inner boxes of a page: what may bleed, what is cut (ISO 32000-1 14.11.2).
    pub(super) fn set_boxes(&self, page: &mut Dictionary) {
        let corners = |[left, top, right, bottom]: [Length; 4]| {
            let [near, .., foot] = self.around;
            let values = [near - left, foot - bottom, near + self.size.width + right, foot + self.size.height + top];
            Object::Array(values.map(|value| Object::Real(short(value.pt()) as f32)).to_vec())
        };
        if self.has_boxes {
            page.set("BleedBox", corners(self.bleed));
            page.set("TrimBox", corners([Length::ZERO; 4]));
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
        let bleed = [Length::from_pt(8.5); 4];
        let around = [20.0, 30.0, 10.0, 40.0].map(Length::from_pt);
        let sheet = Sheet { size, bleed, around, has_boxes: true };
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
        let bleed = [Length::from_pt(8.5); 4];
        let sheet = Sheet { size, bleed, around: bleed, has_boxes: true };
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(10.0), Length::from_pt(20.0));
        assert_eq!(sheet.corners(rect), [8.5, 588.5, 18.5, 608.5]);
        let mut page = Dictionary::new();
        sheet.set_boxes(&mut page);
        let real = |values: [f32; 4]| Object::Array(values.map(Object::Real).to_vec());
        assert_eq!(sheet.media(), [417.0, 617.0]);
        assert_eq!(page.get(b"TrimBox").ok(), Some(&real([8.5, 8.5, 408.5, 608.5])));
    }
}
