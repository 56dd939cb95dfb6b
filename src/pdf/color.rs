//! Colours of the house style to colours of the edition.

use super::Kind;
use crate::units::Color;

/// The colour a file holds: RGB for the screen, ink for print.
///
/// Print turns neutral colours into black ink alone, so that text needs no register; others by the plain rule
/// «black is what all three lack», until a profile says better. The screen edition writes its greys as grey.
pub(super) fn ink(color: Color, kind: Kind) -> printpdf::Color {
    let part = |value: u8| rounded(f64::from(value) / 255.0);
    let neutral = color.r == color.g && color.g == color.b;
    match kind {
        Kind::Screen if neutral => printpdf::Color::Greyscale(printpdf::Greyscale::new(part(color.r), None)),
        Kind::Screen => printpdf::Color::Rgb(printpdf::Rgb::new(part(color.r), part(color.g), part(color.b), None)),
        Kind::Print => {
            let [c, m, y, k] = separate(color);
            printpdf::Color::Cmyk(printpdf::Cmyk::new(c, m, y, k, None))
        }
    }
}

fn separate(color: Color) -> [f32; 4] {
    let light = color.r.max(color.g).max(color.b);
    let part = |value: u8| match light {
        0 => 0.0,
        _ => rounded(f64::from(light - value) / f64::from(light)),
    };
    [part(color.r), part(color.g), part(color.b), rounded(1.0 - f64::from(light) / 255.0)]
}

/// Three decimals are finer than any press or screen.
fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_colours_print_in_black_alone() {
        assert_eq!(separate(Color::BLACK), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(separate(Color::WHITE), [0.0, 0.0, 0.0, 0.0]);
        assert_eq!(separate(Color { r: 51, g: 51, b: 51 }), [0.0, 0.0, 0.0, 0.8]);
    }

    #[test]
    fn other_colours_are_separated() {
        assert_eq!(separate(Color { r: 255, g: 0, b: 0 }), [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(separate(Color { r: 0, g: 102, b: 51 }), [1.0, 0.0, 0.5, 0.6]);
    }
}
