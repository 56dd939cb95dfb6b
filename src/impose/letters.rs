//! How small letters are: the sizes in which a page's content sets text (ISO 32000-1 9.4.4).

use crate::pdf_file::{Page, Painted, budget, walk};
use lopdf::Document;

/// Sizes below this, in points, are nothing to read but a trick.
const LEAST_PT: f64 = 0.5;

/// The size in points of each page's smallest letters; `None` where it has none. Drawn letters have a measure of their own.
pub(super) fn smallest(document: &Document, pages: &[Page]) -> Vec<Option<f64>> {
    let mut left = budget();
    let of = |page: &Page| {
        let mut smallest: Option<f64> = None;
        walk(document, page, &mut left, &mut |painted| {
            if let Painted::Text { size, font, .. } = painted
                && !font.is_drawn
                && size.is_finite()
                && *size >= LEAST_PT
            {
                smallest = Some(smallest.map_or(*size, |least| least.min(*size)));
            }
        });
        smallest
    };
    pages.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Object;

    const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

    fn page(content: &str, matrix: [f64; 6]) -> Page {
        Page {
            content: content.as_bytes().to_vec(),
            resources: Object::Null,
            group: None,
            shown: [0.0, 0.0, 100.0, 100.0],
            media: [0.0, 0.0, 100.0, 100.0],
            bleed: None,
            trim: None,
            turned: 0,
            matrix,
            size: [100.0, 100.0],
            links: 0,
            annotations: 0,
        }
    }

    #[test]
    fn sizes_are_those_that_are_seen() {
        let document = Document::with_version("1.7");
        for (content, size) in [
            ("BT /F 10 Tf (a) Tj ET", Some(10.0)),
            ("BT /F 10 Tf (a) Tj /F 7 Tf ET", Some(10.0)),
            ("q .5 0 0 .5 0 0 cm BT /F 1 Tf 12 0 0 12 0 0 Tm (a) Tj ET Q BT /F 9 Tf [(a)] TJ ET", Some(6.0)),
            ("BT /F 10 Tf 0 1 -1 0 0 0 Tm (a) Tj 3 Tr /F 2 Tf (a) Tj ET", Some(10.0)),
            ("0 0 10 10 re f", None),
        ] {
            assert_eq!(smallest(&document, &[page(content, IDENTITY)]), [size], "{content}");
        }
        let turned = page("BT /F 5 Tf (a) Tj ET", [0.0, -2.0, 2.0, 0.0, 0.0, 0.0]);
        assert_eq!(smallest(&document, &[turned]), [Some(10.0)]);
    }
}
