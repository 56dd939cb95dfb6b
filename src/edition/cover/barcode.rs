//! The barcode of an ISBN: EAN-13 in its full size, with the digits below and the ISBN above (ISO/IEC 15420;
//! docs/typography.md P25).
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
use barcoders::sym::ean_supp::EANSUPP;
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

/// Modules between the symbol and its add-on, and of the quiet zone after that (GS1's, as the trade knows them; unconfirmed).
const ADD_ON: (i64, i64) = (9, 5);

/// Modules of an add-on of two or five digits; none for what is no add-on.
fn add_on(price: Option<&str>) -> Option<(EANSUPP, i64)> {
    let symbol = EANSUPP::new(price?).ok()?;
    let count = match symbol {
        EANSUPP::EAN2(_) => 20,
        EANSUPP::EAN5(_) => 47,
    };
    Some((symbol, count))
}

/// What a barcode takes, with its quiet zones, the ISBN above, and an add-on with the price.
pub(super) fn size(price: Option<&str>) -> Size {
    let right = add_on(price).map_or(QUIET.1, |(_, count)| ADD_ON.0 + count + ADD_ON.1);
    Size { width: modules(QUIET.0 + MODULES + right), height: Length::from_mm(ISBN_ROOM + WHOLE) }
}

/// Draws the barcode in black on white, from its top left corner; nothing for a number that is no ISBN, which was
/// reported where it was read.
pub(super) fn draw(
    (isbn, price): (&str, Option<&str>),
    fonts: &FontSet,
    language: &Language,
    diagnostics: &mut Diagnostics,
) -> Vec<Item> {
    let digits: String = isbn.chars().filter(char::is_ascii_digit).collect();
    let Ok(symbol) = EAN13::new(&digits) else { return Vec::new() };
    let whole = size(price);
    // The number stands over the symbol alone.
    let Size { width, height } = size(None);
    let mut items = vec![filled(Rect::new(Length::ZERO, Length::ZERO, whole.width, height), Color::WHITE)];
    items.extend(bars(&symbol.encode()).into_iter().map(|bar| filled(bar, Color::BLACK)));
    let add_on = add_on(price);
    let start = QUIET.0 + MODULES + ADD_ON.0;
    if let Some((symbol, _)) = &add_on {
        items.extend(bars_of_add_on(&symbol.encode(), start).into_iter().map(|bar| filled(bar, Color::BLACK)));
    }
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
    if let (Some(price), Some((_, count))) = (price, &add_on) {
        let above = Length::from_mm(ISBN_ROOM + ADD_ON_TOP - 0.8);
        items.extend(centred(&code, price, modules(start + count / 2), above).0);
    }
    items
}

/// Room for the digits above the bars of an add-on, in millimetres.
const ADD_ON_TOP: f64 = 3.6;

/// The bars of an add-on: lower, with its digits above, down to the feet of the symbol's own.
fn bars_of_add_on(modules_of: &[u8], start: i64) -> Vec<Rect> {
    let (top, height) = (Length::from_mm(ISBN_ROOM + ADD_ON_TOP), Length::from_mm(BARS - ADD_ON_TOP));
    let runs = runs(modules_of).into_iter();
    runs.map(|(from, to)| Rect::new(modules(start + from), top, modules(to - from), height)).collect()
}

/// Neighbouring modules that are black: the first of them and the one after the last.
fn runs(modules_of: &[u8]) -> Vec<(i64, i64)> {
    let (mut runs, mut start) = (Vec::new(), None);
    for (at, module) in (0i64..).zip(modules_of.iter().copied().chain([0])) {
        match (module, start) {
            (1, None) => start = Some(at),
            (0, Some(from)) => {
                runs.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// The bars: neighbouring modules make one.
fn bars(modules_of: &[u8]) -> Vec<Rect> {
    let bar = |(from, to): (i64, i64)| {
        let is_guard = GUARD_MODULES.iter().any(|(first, last)| (*first..=*last).contains(&from));
        let height = Length::from_mm(if is_guard { GUARDS } else { BARS });
        let left = modules(QUIET.0 + from);
        Rect::new(left, Length::from_mm(ISBN_ROOM), modules(QUIET.0 + to) - left, height)
    };
    runs(modules_of).into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_has_the_size_of_the_standard() {
        assert!((size(None).width.mm() - 37.29).abs() < 0.001);
        let symbol = EAN13::new("9783161484100").expect("an ISBN").encode();
        assert_eq!(symbol.len(), MODULES as usize);
        let bars = bars(&symbol);
        // Two bars each of the guards and of twelve digits.
        assert_eq!(bars.len(), 3 * 2 + 12 * 2);
        assert_eq!(bars.iter().filter(|bar| bar.size.height > Length::from_mm(23.0)).count(), 6, "guards");
        let (first, last) = (bars[0], bars[bars.len() - 1]);
        assert!((first.origin.x.mm() - 11.0 * MODULE).abs() < 0.001);
        assert!((size(None).width.mm() - last.right().mm() - 7.0 * MODULE).abs() < 0.001);
    }
}
