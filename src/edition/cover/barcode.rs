//! The barcode of an ISBN: EAN-13 in its full size, with the digits below and the ISBN above (ISO/IEC 15420; TYPOGRAPHY.md P25).
//!
//! ```text
//!      ISBN 978-3-16-148410-0
//!      ║│║│║││║│║│║│║││║│║│║
//!    9 ║ 783161 ║ 484100 ║      the guards reach down between the digits
//! ```

use super::filled;
use super::lettering::Lettering;
use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, FontSet};
use crate::language::{LangTag, Language};
use crate::text::{Align, Item};
use crate::units::{Color, Length, Point, Rect, Size};
use barcoders::sym::ean13::EAN13;

/// Width of the narrowest bar, in millimetres, at 100 %.
const MODULE: f64 = 0.33;
/// Modules of the symbol, and of the quiet zones at its left and its right.
const MODULES: i64 = 95;
const QUIET: (i64, i64) = (11, 7);
/// Heights in millimetres: bars, bars of the guards, bars with the digits below.
const BARS: f64 = 22.85;
const GUARDS: f64 = 24.5;
const WHOLE: f64 = 25.93;
/// Modules that the guards take: first, last.
const GUARD_MODULES: [(i64, i64); 3] = [(0, 2), (45, 49), (92, 94)];
/// Size of the digits below, in points; of the ISBN above from the one wanted to the least; and the room of the ISBN.
const DIGITS: f64 = 9.0;
const ISBN: [f64; 4] = [9.0, 8.0, 7.0, 6.0];
const ISBN_ROOM: f64 = 4.5;

fn modules(count: i64) -> Length {
    Length::from_mm(MODULE * count as f64)
}

/// What a barcode takes, with its quiet zones and the ISBN above.
pub(super) fn size() -> Size {
    Size { width: modules(QUIET.0 + MODULES + QUIET.1), height: Length::from_mm(ISBN_ROOM + WHOLE) }
}

/// Draws the barcode in black on white, from its top left corner; nothing for a number that is no ISBN, which was
/// reported where it was read.
pub(super) fn draw(isbn: &str, fonts: &FontSet, language: &Language, diagnostics: &mut Diagnostics) -> Vec<Item> {
    let digits: String = isbn.chars().filter(char::is_ascii_digit).collect();
    let Ok(symbol) = EAN13::new(&digits) else { return Vec::new() };
    let Size { width, height } = size();
    let mut items = vec![filled(Rect::new(Length::ZERO, Length::ZERO, width, height), Color::WHITE)];
    items.extend(bars(&symbol.encode()).into_iter().map(|bar| filled(bar, Color::BLACK)));
    // Latin letters and digits, as every shop reads them.
    let english = LangTag::parse("en").map_or_else(|| language.clone(), |tag| Language::or_english(&tag));
    let lettering = |role, points| Lettering {
        language: &english,
        fonts,
        role,
        size: Length::from_pt(points),
        bold: false,
        color: Color::BLACK,
        align: Align::Start,
    };
    let mut centred = |lettering: &Lettering<'_>, words: &str, middle: Length, baseline: Length| -> (Vec<Item>, bool) {
        let line = lettering.block(words, width * 4, diagnostics).lines.into_iter().next().unwrap_or_default();
        let at = Point::new(middle - line.width / 2 - line.left, baseline);
        (line.items.iter().map(|item| item.moved(at)).collect(), line.width <= width)
    };
    let words = english.pattern("isbn", &[("isbn", isbn.trim())]);
    let above = Length::from_mm(ISBN_ROOM - 1.5);
    let mut written = Vec::new();
    for points in ISBN {
        let fits;
        (written, fits) = centred(&lettering(FontRole::Heading, points), &words, width / 2, above);
        if fits {
            break;
        }
    }
    items.append(&mut written);
    let below = height - Length::from_mm(0.3);
    let code = lettering(FontRole::Code, DIGITS);
    // The first digit stands in the quiet zone, the others in two halves under their bars.
    for (range, middle) in [(0..1, 5), (1..7, QUIET.0 + 24), (7..13, QUIET.0 + 71)] {
        items.extend(centred(&code, digits.get(range).unwrap_or_default(), modules(middle), below).0);
    }
    items
}

/// The bars: neighbouring modules make one.
fn bars(modules_of: &[u8]) -> Vec<Rect> {
    let mut bars = Vec::new();
    let mut start = None;
    for (at, module) in (0i64..).zip(modules_of.iter().copied().chain([0])) {
        match (module, start) {
            (1, None) => start = Some(at),
            (0, Some(from)) => {
                let is_guard = GUARD_MODULES.iter().any(|(first, last)| (*first..=*last).contains(&from));
                let height = Length::from_mm(if is_guard { GUARDS } else { BARS });
                let left = modules(QUIET.0 + from);
                bars.push(Rect::new(left, Length::from_mm(ISBN_ROOM), modules(QUIET.0 + at) - left, height));
                start = None;
            }
            _ => {}
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_has_the_size_of_the_standard() {
        assert!((size().width.mm() - 37.29).abs() < 0.001);
        let symbol = EAN13::new("9783161484100").expect("an ISBN").encode();
        assert_eq!(symbol.len(), MODULES as usize);
        let bars = bars(&symbol);
        // Two bars each of the guards and of twelve digits.
        assert_eq!(bars.len(), 3 * 2 + 12 * 2);
        assert_eq!(bars.iter().filter(|bar| bar.size.height > Length::from_mm(23.0)).count(), 6, "guards");
        let (first, last) = (bars[0], bars[bars.len() - 1]);
        assert!((first.origin.x.mm() - 11.0 * MODULE).abs() < 0.001);
        assert!((size().width.mm() - last.right().mm() - 7.0 * MODULE).abs() < 0.001);
    }
}
