//! What binding takes of the page and of the number of pages (docs/typography.md P2, P31).

use crate::project::{Binding, PageStyle, least_gutter};
use crate::units::Length;

/// Pages up to which an inner margin of so many millimetres is enough for perfect binding.
const INNER_MARGINS: [(usize, u32); 4] = [(150, 10), (300, 13), (500, 16), (700, 19)];
const THICKEST: u32 = 22;
/// What a sewn book needs less: it opens to the fold.
const SEWN_LESS: u32 = 2;
/// What a wire and the bridges between its holes take, however many pages there are.
const SPIRAL: u32 = 15;
/// What a stapled booklet needs: it opens nearly flat, however many pages there are.
const STAPLED: u32 = 10;
/// Pages above which staples neither hold a booklet nor let it close.
pub(super) const MOST_STAPLED: usize = 64;

/// The least inner margin of a book of so many pages: that of its binding, or a wider one that its profile asks for.
pub(super) fn least_inner(page: &PageStyle, pages: usize) -> Length {
    of_binding(page.binding, pages).max(least_gutter(&page.gutters, pages).unwrap_or(Length::ZERO))
}

fn of_binding(binding: Binding, pages: usize) -> Length {
    let found = INNER_MARGINS.iter().find(|(most, _)| pages <= *most);
    let glued = found.map_or(THICKEST, |(_, margin)| *margin);
    let millimetres = match binding {
        Binding::Perfect => glued,
        Binding::Sewn => glued - SEWN_LESS,
        Binding::Stapled => STAPLED,
        Binding::Spiral => SPIRAL,
    };
    Length::from_mm(f64::from(millimetres))
}

/// Blank pages after the last one that fill up the last signature.
///
/// They come after everything, the colophon too, so that folios are the same on the screen, where there are none.
pub(super) fn blanks(pages: usize, signature: u16) -> usize {
    pages.next_multiple_of(usize::from(signature.max(1))) - pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::HouseStyle;

    #[test]
    fn thicker_books_have_wider_inner_margins() {
        let of =
            |binding| [1, 150, 151, 300, 301, 500, 501, 700, 701].map(|pages| of_binding(binding, pages).mm().round());
        assert_eq!(of(Binding::Perfect), [10., 10., 13., 13., 16., 16., 19., 19., 22.]);
        assert_eq!(of(Binding::Sewn), [8., 8., 11., 11., 14., 14., 17., 17., 20.]);
        assert_eq!(of(Binding::Spiral), [15.; 9]);
        assert_eq!(of(Binding::Stapled), [10.; 9]);
    }

    #[test]
    fn the_wider_margin_counts() {
        let mut page = HouseStyle::built_in().page;
        let of =
            |page: &PageStyle| [24, 150, 151, 500].map(|pages| (least_inner(page, pages).mm() * 10.0).round() / 10.0);
        assert_eq!(of(&page), [10.0, 10.0, 13.0, 16.0]);
        page.gutters = vec![(150, Length::from_mm(9.6)), (300, Length::from_mm(15.2))];
        assert_eq!(of(&page), [10.0, 10.0, 15.2, 16.0], "thicker books than the last step have its margin at least");
    }

    #[test]
    fn the_last_signature_is_filled_up() {
        assert_eq!([1, 15, 16, 17].map(|pages| blanks(pages, 16)), [15, 1, 0, 15]);
        assert_eq!(blanks(17, 1), 0);
    }
}
