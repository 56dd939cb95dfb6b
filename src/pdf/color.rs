//! Colours of the house style to colours of the edition.

use super::content::Ink;
use super::{Kind, condition};
use crate::units::Color;

/// The colour a file holds: RGB for the screen, ink for print.
///
/// Print turns greys into black ink alone, so that text needs no register; others are separated by the profile of the
/// printing condition. The screen edition writes its greys as grey.
pub(super) fn ink(color: Color, kind: Kind) -> Ink {
    let part = |value: u8| rounded(f64::from(value) / 255.0);
    let neutral = color.r == color.g && color.g == color.b;
    match kind {
        Kind::Screen if neutral => Ink::Gray(part(color.r)),
        Kind::Screen => Ink::Rgb([color.r, color.g, color.b].map(part)),
        Kind::Print => Ink::Cmyk(separate(color)),
    }
}

/// Whether a colour is printed in full black and nothing else.
pub(super) fn is_solid_black(color: Color, kind: Kind) -> bool {
    kind == Kind::Print && separate(color) == [0.0, 0.0, 0.0, 1.0]
}

/// The parts of a colour in the edition's own space, three or four, also where it is neutral: a gradient has one space.
pub(super) fn parts(color: Color, kind: Kind) -> Vec<f32> {
    match kind {
        Kind::Screen => [color.r, color.g, color.b].map(|value| rounded(f64::from(value) / 255.0)).to_vec(),
        Kind::Print => separate(color).to_vec(),
    }
}

/// Channels that differ by no more than this make a grey.
const GREY: u8 = 6;
/// A grey no lighter than this is black to the eye: printed solid, so that small letters are not broken into dots.
const SOLID: u8 = 40;

fn separate(color: Color) -> [f32; 4] {
    let light = color.r.max(color.g).max(color.b);
    if light - color.r.min(color.g).min(color.b) <= GREY {
        let black = if light <= SOLID { 1.0 } else { rounded(1.0 - f64::from(light) / 255.0) };
        return [0.0, 0.0, 0.0, black];
    }
    condition::separate(color).unwrap_or_default().map(rounded)
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
        assert_eq!(separate(Color::rgb(51, 51, 51)), [0.0, 0.0, 0.0, 0.8]);
        assert_eq!(separate(Color::rgb(0x1b, 0x1d, 0x1f)), [0.0, 0.0, 0.0, 1.0], "the ink of the built-in style");
    }

    #[test]
    fn other_colours_are_separated() {
        let [cyan, magenta, yellow, black] = separate(Color::rgb(255, 0, 0));
        assert!(cyan == 0.0 && magenta > 0.9 && yellow > 0.9 && black == 0.0);
    }
}
