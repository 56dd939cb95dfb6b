//! How heavy a book is, and how many pages a volume may have at most (docs/typography.md V1).

use super::spine;
use crate::project::{Limits, PageStyle};

/// Pages of the shortest volume that a limit must allow.
pub(super) const LEAST: usize = 8;
/// Pages of the longest volume that is asked about: no binder takes a thicker one.
const LONGEST: usize = 10_000;

/// The limit that leaves a volume fewest pages.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    /// At most so many pages, before blanks fill up a signature.
    pub(super) pages: usize,
    /// The setting that says so.
    pub(super) key: &'static str,
}

/// Weight in grams of a bound book of so many pages, before it is wrapped: its leaves, and a cover of one piece.
///
/// ```text
///   leaves × width × height × g/m² of the paper  +  (2 × width + spine) × height × g/m² of the cover
/// ```
pub(super) fn weight(page: &PageStyle, pages: usize) -> f64 {
    let square_metres = |width: f64| width * page.height.mm() / 1e6;
    let leaf = square_metres(page.width.mm()) * f64::from(page.paper_weight);
    let cover = square_metres(page.width.mm() * 2.0 + spine::width(page, pages).mm()) * f64::from(page.cover_weight);
    pages.div_ceil(2) as f64 * leaf + cover
}

/// What the limits leave, all together; `None` where there are none.
pub(super) fn tightest(limits: &Limits, page: &PageStyle) -> Option<Limit> {
    let signature = usize::from(page.signature());
    // Whole signatures, since their blank leaves are as thick and as heavy as the others.
    let most = |fits: &dyn Fn(usize) -> bool| {
        (1..=LONGEST / signature).map(|count| count * signature).take_while(|pages| fits(*pages)).last().unwrap_or(0)
    };
    let pages = limits.pages.map(|pages| Limit { pages: pages as usize, key: "max-pages" });
    let thickness = limits
        .thickness
        .map(|thickness| Limit { pages: most(&|pages| spine::thickness(page, pages) <= thickness), key: "max-spine" });
    let weight = limits
        .grams
        .map(|grams| Limit { pages: most(&|pages| weight(page, pages) <= f64::from(grams)), key: "max-weight" });
    [pages, thickness, weight].into_iter().flatten().min_by_key(|limit| limit.pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Binding, HouseStyle};
    use crate::units::Length;

    /// 170 × 240 mm, 80 g/m², a tenth of a millimetre a leaf.
    fn page() -> PageStyle {
        HouseStyle::built_in().page
    }

    #[test]
    fn a_book_weighs_its_leaves_and_its_cover() {
        // 100 leaves of 0.0408 m², and (340 + 10.5) × 240 mm of board.
        let expected = 100.0 * 0.0408 * 80.0 + 0.3505 * 0.24 * 250.0;
        assert!((weight(&page(), 200) - expected).abs() < 0.01, "{}", weight(&page(), 200));
        assert!(weight(&page(), 199) > weight(&page(), 198), "half a leaf is a leaf");
    }

    #[test]
    fn the_tightest_limit_counts() {
        let limits =
            |pages, mm: Option<f64>, grams| Limits { pages, thickness: mm.map(Length::from_mm), grams, target: None };
        let of = |limits: Limits| tightest(&limits, &page()).map(|limit| (limit.pages, limit.key));
        assert_eq!(of(limits(None, None, None)), None);
        assert_eq!(of(limits(None, Some(10.5), None)), Some((200, "max-spine")));
        assert_eq!(of(limits(Some(64), Some(10.5), Some(300))), Some((64, "max-pages")));
        let (pages, key) = of(limits(None, Some(10.5), Some(300))).unwrap_or_default();
        assert_eq!(key, "max-weight");
        assert!(weight(&page(), pages) <= 300.0 && weight(&page(), pages + 2) > 300.0, "{pages}");
        // Sheets are not divided.
        let sewn = PageStyle { binding: Binding::Sewn, signature: Some(16), ..page() };
        let limit = tightest(&limits(None, Some(10.5), None), &sewn).map(|limit| limit.pages);
        assert_eq!(limit, Some(192));
        assert_eq!(of(limits(None, Some(0.4), None)), Some((0, "max-spine")), "nothing fits");
    }
}
