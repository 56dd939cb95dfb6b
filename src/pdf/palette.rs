//! Colours of the house style to colours of the file: red, green and blue, grey, or inks.

use super::condition::Press;
use super::content::Ink;
use crate::project::Colors;
use crate::units::Color;
use std::sync::Arc;

/// What colours of a file are made of.
#[derive(Clone, Debug)]
pub struct Palette {
    colors: Colors,
    /// For paper: what looks black is solid black.
    on_paper: bool,
    press: Arc<Press>,
    /// Most ink at one place, in percent.
    limit: Option<u16>,
}

impl Palette {
    /// For screens.
    #[must_use]
    pub fn of_screen() -> Self {
        Self {
            colors: Colors::Rgb,
            on_paper: false,
            press: Press::new(&crate::project::Condition::built_in()),
            limit: None,
        }
    }

    /// For paper: in these colours, in this condition, with so much ink at most.
    #[must_use]
    pub fn of_paper(colors: Colors, press: Arc<Press>, limit: Option<u16>) -> Self {
        Self { colors, on_paper: true, press, limit }
    }

    /// What colours are made of.
    pub(super) const fn colors(&self) -> Colors {
        self.colors
    }

    /// The printing condition.
    pub(super) fn press(&self) -> &Press {
        &self.press
    }

    /// Most ink at one place, in percent.
    pub(super) const fn limit(&self) -> Option<u16> {
        self.limit
    }

    /// The colour space of its numbers.
    pub(super) const fn device(&self) -> &'static str {
        match self.colors {
            Colors::Cmyk => "DeviceCMYK",
            Colors::Grey => "DeviceGray",
            Colors::Rgb => "DeviceRGB",
        }
    }

    /// Black, in whole numbers of that space.
    pub(super) fn black(&self) -> Vec<i64> {
        match self.colors {
            Colors::Cmyk => vec![0, 0, 0, 1],
            Colors::Grey => vec![0],
            Colors::Rgb => vec![0; 3],
        }
    }

    /// Whether letters of solid black can be printed over what lies under them.
    pub(super) fn overprints(&self) -> bool {
        self.colors == Colors::Cmyk
    }

    /// The colour as the file holds it. Greys are grey, or black ink alone, so that text needs no register; other colours
    /// are separated by the profile of the printing condition.
    pub(super) fn ink(&self, color: Color) -> Ink {
        match self.colors {
            Colors::Cmyk => Ink::Cmyk(self.separate(color)),
            Colors::Grey => Ink::Gray(self.grey(color)),
            Colors::Rgb if self.is_grey(color) => Ink::Gray(self.grey(color)),
            Colors::Rgb => Ink::Rgb(parts(color)),
        }
    }

    /// Whether a colour is printed in full black and nothing else.
    pub(super) fn is_solid_black(&self, color: Color) -> bool {
        self.colors == Colors::Cmyk && self.separate(color) == [0.0, 0.0, 0.0, 1.0]
    }

    /// The parts of a colour in the file's own space, one, three or four, also where it is neutral: a gradient has one space.
    pub(super) fn parts(&self, color: Color) -> Vec<f32> {
        match self.colors {
            Colors::Cmyk => self.separate(color).to_vec(),
            Colors::Grey => vec![self.grey(color)],
            Colors::Rgb => parts(color).to_vec(),
        }
    }

    fn is_grey(&self, color: Color) -> bool {
        let difference = color.r.max(color.g).max(color.b) - color.r.min(color.g).min(color.b);
        difference == 0 || (self.on_paper && difference <= GREY)
    }

    /// From 0, black, to 1.
    fn grey(&self, color: Color) -> f32 {
        let light = if self.is_grey(color) { color.r.max(color.g).max(color.b) } else { color.grey() };
        if self.on_paper && light <= SOLID { 0.0 } else { rounded(f64::from(light) / 255.0) }
    }

    fn separate(&self, color: Color) -> [f32; 4] {
        let light = color.r.max(color.g).max(color.b);
        if light - color.r.min(color.g).min(color.b) <= GREY {
            let black = if light <= SOLID { 1.0 } else { rounded(1.0 - f64::from(light) / 255.0) };
            return [0.0, 0.0, 0.0, black];
        }
        let inks = self.press.separate(color).unwrap_or_default();
        self.limited(inks).map(rounded)
    }

    /// Inks within the limit: what is too much is taken from the colours in equal shares, so that black and hue stay.
    fn limited(&self, inks: [f64; 4]) -> [f64; 4] {
        let Some(limit) = self.limit.map(|limit| f64::from(limit) / 100.0) else { return inks };
        let [c, m, y, k] = inks;
        if c + m + y + k <= limit {
            return inks;
        }
        let share = ((limit - k) / (c + m + y)).max(0.0);
        // Downwards, so that the sum keeps to the limit.
        let part = |ink: f64| (ink * share * 100.0 + 1e-9).floor() / 100.0;
        [part(c), part(m), part(y), k]
    }

    /// Keeps the inks of pixels, a byte each, within the limit; whether any was over it.
    pub(super) fn limit_pixels(&self, pixels: &mut [u8]) -> bool {
        let Some(limit) = self.limit.map(|limit| u32::from(limit) * 255 / 100) else { return false };
        let mut any = false;
        for pixel in pixels.chunks_exact_mut(4) {
            let colors: u32 = pixel[..3].iter().map(|ink| u32::from(*ink)).sum();
            let left = limit.saturating_sub(u32::from(pixel[3]));
            if colors <= left {
                continue;
            }
            any = true;
            for ink in &mut pixel[..3] {
                *ink = (u32::from(*ink) * left / colors) as u8;
            }
        }
        any
    }
}

/// Red, green and blue.
fn parts(color: Color) -> [f32; 3] {
    [color.r, color.g, color.b].map(|value| rounded(f64::from(value) / 255.0))
}

/// Channels that differ by no more than this make a grey.
const GREY: u8 = 6;
/// A grey no lighter than this is black to the eye: printed solid, so that small letters are not broken into dots.
const SOLID: u8 = 40;

/// Three decimals are finer than any press or screen.
fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Condition;

    fn paper(colors: Colors, limit: Option<u16>) -> Palette {
        Palette::of_paper(colors, Press::new(&Condition::built_in()), limit)
    }

    fn print() -> Palette {
        paper(Colors::Cmyk, None)
    }

    #[test]
    fn inks_keep_to_their_limit_and_black_stays_black() {
        let limited = paper(Colors::Cmyk, Some(200));
        for step in 0..512u16 {
            let channel = |shift: u16| ((step >> shift & 7) * 36) as u8;
            let color = Color::rgb(channel(0), channel(3), channel(6));
            let (inks, free) = (limited.separate(color), print().separate(color));
            assert!(inks.iter().sum::<f32>() <= 2.0001, "{color}: {inks:?}");
            assert_eq!(inks[3], free[3], "{color}");
            if free.iter().sum::<f32>() <= 2.0 {
                assert_eq!(inks, free, "{color}");
            }
        }
        let mut pixels = [255, 255, 255, 255, 10, 20, 30, 40, 255, 200, 100, 0];
        assert!(limited.limit_pixels(&mut pixels));
        assert!(
            pixels.chunks(4).all(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= 510),
            "{pixels:?}"
        );
        assert_eq!(pixels[4..8], [10, 20, 30, 40]);
    }

    #[test]
    fn greys_are_as_light_as_what_they_stand_for() {
        let grey = paper(Colors::Grey, None);
        assert_eq!(grey.parts(Color::WHITE), [1.0]);
        assert_eq!(grey.parts(Color::rgb(0x1b, 0x1d, 0x1f)), [0.0], "the ink of the built-in style");
        let [red, green] = [Color::rgb(255, 0, 0), Color::rgb(0, 255, 0)].map(|color| grey.parts(color)[0]);
        assert!(red > 0.4 && red < 0.6 && green > 0.8, "{red} {green}");
    }

    #[test]
    fn neutral_colours_print_in_black_alone() {
        assert_eq!(print().separate(Color::BLACK), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(print().separate(Color::WHITE), [0.0, 0.0, 0.0, 0.0]);
        assert_eq!(print().separate(Color::rgb(51, 51, 51)), [0.0, 0.0, 0.0, 0.8]);
        assert_eq!(
            print().separate(Color::rgb(0x1b, 0x1d, 0x1f)),
            [0.0, 0.0, 0.0, 1.0],
            "the ink of the built-in style"
        );
    }

    #[test]
    fn other_colours_are_separated() {
        let [cyan, magenta, yellow, black] = print().separate(Color::rgb(255, 0, 0));
        assert!(cyan == 0.0 && magenta > 0.9 && yellow > 0.9 && black == 0.0);
    }
}
