//! How thick a book is (TYPOGRAPHY.md P23).

use crate::project::{Binding, PageStyle};
use crate::units::Length;

/// How thick a book of so many pages is: its leaves, and what cover and glue add.
pub(super) fn thickness(page: &PageStyle, pages: usize) -> Length {
    page.paper.scale(pages as i64, 2) + page.cover
}

/// Width of its spine. What is stapled is folded to an edge, and what a wire holds is open there: both have none.
pub(super) fn width(page: &PageStyle, pages: usize) -> Length {
    match page.binding {
        Binding::Perfect | Binding::Sewn => thickness(page, pages),
        Binding::Stapled | Binding::Spiral => Length::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::HouseStyle;

    #[test]
    fn a_spine_is_its_leaves_and_its_cover() {
        let mut page = HouseStyle::built_in().page;
        // 80 g/m² of 1.25 cm³/g: a tenth of a millimetre.
        page.paper = Length::from_mm(80.0 * 1.25 / 1000.0);
        page.cover = Length::from_mm(0.5);
        assert!((width(&page, 300).mm() - 15.5).abs() < 0.001);
        assert!((width(&page, 301).mm() - 15.55).abs() < 0.001);
        page.binding = Binding::Stapled;
        assert_eq!(width(&page, 60), Length::ZERO);
    }
}
