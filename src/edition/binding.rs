//! What binding takes of the page (TYPOGRAPHY.md P2).

use crate::units::Length;

/// Pages up to which an inner margin of so many millimetres is enough for perfect binding.
const INNER_MARGINS: [(usize, u32); 4] = [(150, 10), (300, 13), (500, 16), (700, 19)];
const THICKEST: u32 = 22;

/// The least inner margin of a perfect-bound book of so many pages.
pub(super) fn least_inner(pages: usize) -> Length {
    let found = INNER_MARGINS.iter().find(|(most, _)| pages <= *most);
    Length::from_mm(f64::from(found.map_or(THICKEST, |(_, margin)| *margin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thicker_books_have_wider_inner_margins() {
        let of = |pages| least_inner(pages).mm().round();
        assert_eq!([1, 150, 151, 300, 301, 500, 501, 700, 701].map(of), [10., 10., 13., 13., 16., 16., 19., 19., 22.]);
    }
}
