//! How thick a book is (docs/typography.md P23).

use crate::project::{Binding, PageStyle, SpineRule};
use crate::units::Length;

/// How thick a book of so many pages is: by its profile, else its leaves, and what cover and glue add.
pub(super) fn thickness(page: &PageStyle, pages: usize) -> Length {
    let by_profile = page.spine.as_ref().and_then(|rule| rule.width(pages));
    by_profile.unwrap_or_else(|| page.paper.scale(pages as i64, 2) + page.cover)
}

/// Width of its spine. What is stapled is folded to an edge, and what a wire holds is open there: both have none.
pub(super) fn width(page: &PageStyle, pages: usize) -> Length {
    match page.binding {
        Binding::Perfect | Binding::Sewn => thickness(page, pages),
        Binding::Stapled | Binding::Spiral => Length::ZERO,
    }
}

/// The least width at which words stand on a spine, in millimetres, where nothing else is said.
const LEAST_FOR_WORDS: f64 = 5.0;
/// Widths are sums of rounded lengths: so little, in millimetres, is no difference.
const ROUNDING: f64 = 0.005;
/// What stays free at each side of the words, in millimetres: covers are never folded to the hair.
const CLEARANCE: f64 = 0.8;

/// Whether words stand on the spine of a book of so many pages.
pub(super) fn has_words(page: &PageStyle, pages: usize) -> bool {
    let rule = page.spine.as_ref();
    let from_pages = rule.and_then(|rule| rule.text_from_pages).unwrap_or(0);
    let from_width = match rule {
        Some(SpineRule { text_from: Some(width), .. }) => *width,
        // Where the number of pages decides, what is left beside the words has room for them.
        Some(SpineRule { text_from_pages: Some(_), .. }) => clearance(page) * 2 + Length::from_mm(1.0),
        _ => Length::from_mm(LEAST_FOR_WORDS),
    };
    pages >= from_pages as usize && width(page, pages) >= from_width - Length::from_mm(ROUNDING)
}

/// What stays free at each side of the words.
pub(super) fn clearance(page: &PageStyle) -> Length {
    let own = page.spine.as_ref().and_then(|rule| rule.clearance);
    own.unwrap_or(Length::from_mm(CLEARANCE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{HouseStyle, built_in_profiles};

    /// A page for a profile.
    fn page_for(profile: &str) -> PageStyle {
        let spine = built_in_profiles().get(profile).and_then(|profile| profile.spine.clone());
        assert!(spine.is_some(), "{profile}");
        PageStyle { spine, ..HouseStyle::built_in().page }
    }

    #[test]
    fn spines_are_as_wide_as_each_shop_says() {
        let inches = |profile: &str, pages: usize| width(&page_for(profile), pages).mm() / 25.4;
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.0002, "{found} is not {wanted}");
        near(inches("kdp-paperback", 200), 200.0 * 0.002_252);
        near(inches("kdp-hardcover", 200), 200.0 * 0.002_252 + 4.8 / 25.4);
        near(inches("ingram", 300), 300.0 * 0.002 + 0.022);
        // Lulu gives pages by the inch.
        assert!((inches("lulu", 222) - (222.0 / 444.0 + 0.06)).abs() < 0.001);
        near(inches("bod", 100), (100.0 * 0.0675 + 0.6) / 25.4);
        // A table of widths counts before papers.
        let mut page = page_for("bod");
        if let Some(rule) = &mut page.spine {
            rule.table = vec![(84, Length::from_mm(6.35)), (140, Length::from_mm(12.7))];
        }
        assert_eq!([84, 85, 140].map(|pages| (width(&page, pages).mm() * 100.0).round()), [635.0, 1270.0, 1270.0]);
        assert!((width(&page, 141).mm() - 141.0 * 0.0675 - 0.6).abs() < 0.001, "beyond the table, by the paper");
    }

    #[test]
    fn words_stand_on_a_spine_from_the_number_of_pages_or_the_width_that_is_asked() {
        let of = |profile: &str, pages: [usize; 2]| pages.map(|pages| has_words(&page_for(profile), pages));
        assert_eq!(of("kdp-paperback", [78, 79]), [false, true]);
        assert_eq!(of("kdp-hardcover", [2, 4]), [false, true]);
        assert_eq!(of("ingram", [70, 72]), [false, true]);
        assert_eq!(of("lulu", [100, 102]), [false, true]);
        assert_eq!(of("bod", [64, 66]), [false, true]);
        let page = HouseStyle::built_in().page;
        assert_eq!([88, 90].map(|pages| has_words(&page, pages)), [false, true]);
    }

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
