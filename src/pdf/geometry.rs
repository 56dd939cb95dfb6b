//! From the trimmed page, y downwards, to the file's sheet, y upwards.

use super::draw::short;
use super::{Info, Kind};
use crate::units::{Length, Point, Rect, Size};
use lopdf::{Dictionary, Object};

/// A page as the file has it: trimmed size and the bleed around it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sheet {
    size: Size,
    bleed: Length,
}

impl Sheet {
    /// The sheet of a page: only the print edition bleeds.
    pub(super) fn new(size: Size, info: &Info) -> Self {
        let bleed = match info.kind {
            Kind::Print => info.bleed.non_negative(),
            Kind::Screen => Length::ZERO,
        };
        Self { size, bleed }
    }

    /// x and y of a place.
    pub(super) fn point(&self, at: Point) -> [f32; 2] {
        let top = self.bleed + self.size.height;
        [short((self.bleed + at.x).pt()), short((top - at.y).pt())]
    }

    /// Left, bottom, right, top of a rectangle.
    pub(super) fn corners(&self, rect: Rect) -> [f32; 4] {
        let [left, bottom] = self.point(Point::new(rect.origin.x, rect.bottom()));
        let [right, top] = self.point(Point::new(rect.right(), rect.origin.y));
        [left, bottom, right, top]
    }

    /// Sets the boxes of a page: what is printed, what may bleed, what is cut (ISO 32000-1 14.11.2).
    pub(super) fn set_boxes(&self, page: &mut Dictionary) {
        let (width, height, bleed) = (self.size.width.pt(), self.size.height.pt(), self.bleed.pt());
        let corners = |values: [f64; 4]| Object::Array(values.map(|value| Object::Real(short(value))).to_vec());
        let whole = corners([0.0, 0.0, width + 2.0 * bleed, height + 2.0 * bleed]);
        page.set("MediaBox", whole.clone());
        if self.bleed > Length::ZERO {
            page.set("BleedBox", whole);
            page.set("TrimBox", corners([bleed, bleed, width + bleed, height + bleed]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bleed_lies_around_the_trimmed_page() {
        let size = Size { width: Length::from_pt(400.0), height: Length::from_pt(600.0) };
        let sheet = Sheet { size, bleed: Length::from_pt(8.5) };
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(10.0), Length::from_pt(20.0));
        assert_eq!(sheet.corners(rect), [8.5, 588.5, 18.5, 608.5]);
        let mut page = Dictionary::new();
        sheet.set_boxes(&mut page);
        let real = |values: [f32; 4]| Object::Array(values.map(Object::Real).to_vec());
        assert_eq!(page.get(b"MediaBox").ok(), Some(&real([0.0, 0.0, 417.0, 617.0])));
        assert_eq!(page.get(b"TrimBox").ok(), Some(&real([8.5, 8.5, 408.5, 608.5])));
    }
}
