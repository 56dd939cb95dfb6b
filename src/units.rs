//! Fixed-point lengths: the same input gives the same bytes on every machine.
//!
//! Coordinates in warraq grow to the right and downwards from the top left corner of the trimmed page.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/65 536 of a PostScript point (1/72 inch).
#[derive(Copy, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

/// Units in one point.
const PER_POINT: i64 = 65_536;

impl Length {
    /// No length at all.
    pub const ZERO: Self = Self(0);
    /// Longer than anything on a page, short enough to add up without overflow.
    pub const MAX: Self = Self(i64::MAX / 1024);

    /// From points, rounded to the nearest unit.
    #[must_use]
    pub fn from_pt(points: f64) -> Self {
        Self((points * PER_POINT as f64).round() as i64)
    }

    /// From millimetres, rounded to the nearest unit.
    #[must_use]
    pub fn from_mm(millimetres: f64) -> Self {
        Self::from_pt(millimetres * 72.0 / 25.4)
    }

    /// From units of 1/65 536 pt.
    #[must_use]
    pub const fn from_raw(raw: i64) -> Self {
        Self(raw)
    }

    /// In units of 1/65 536 pt.
    #[must_use]
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// In points.
    #[must_use]
    pub fn pt(self) -> f64 {
        self.0 as f64 / PER_POINT as f64
    }

    /// In millimetres.
    #[must_use]
    pub fn mm(self) -> f64 {
        self.pt() * 25.4 / 72.0
    }

    /// `self · numerator / denominator`, rounded to the nearest unit; exact for any page-sized length.
    #[must_use]
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = if (product < 0) == (denominator < 0) { denominator / 2 } else { -denominator / 2 };
        Self(((product + half) / denominator) as i64)
    }

    /// A font's own units at the size `self` with `units_per_em` units in an em.
    #[must_use]
    pub fn font_units(self, units: i32, units_per_em: u16) -> Self {
        self.scale(i64::from(units), i64::from(units_per_em))
    }

    /// Rounded up to a whole multiple of `step`; unchanged where `step` is not positive.
    #[must_use]
    pub fn ceil_to(self, step: Self) -> Self {
        if step.0 <= 0 {
            return self;
        }
        Self(-(-self.0).div_euclid(step.0) * step.0)
    }

    /// Not less than zero.
    #[must_use]
    pub fn non_negative(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The distance from zero.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Reads `12mm`, `10.5 pt`, `1in`, `2cm`; a bare number is no length.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let split = text.find(|c: char| c.is_ascii_alphabetic())?;
        let value: f64 = text[..split].trim().parse().ok()?;
        let points = match text[split..].trim() {
            "pt" => value,
            "mm" => value * 72.0 / 25.4,
            "cm" => value * 720.0 / 25.4,
            "in" => value * 72.0,
            _ => return None,
        };
        (points.is_finite() && points.abs() < 100_000.0).then(|| Self::from_pt(points))
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}pt", self.pt())
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

/// A place on a page or within a piece of one.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Rightwards.
    pub x: Length,
    /// Downwards.
    pub y: Length,
}

impl Point {
    /// At `x` to the right and `y` down.
    #[must_use]
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

/// Width and height.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

/// A rectangle by its top left corner and its size.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Top left corner.
    pub origin: Point,
    /// Extent to the right and downwards.
    pub size: Size,
}

impl Rect {
    /// From the top left corner and the extents.
    #[must_use]
    pub const fn new(x: Length, y: Length, width: Length, height: Length) -> Self {
        Self { origin: Point { x, y }, size: Size { width, height } }
    }

    /// The same rectangle, moved.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { origin: self.origin + by, size: self.size }
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> Length {
        self.origin.x + self.size.width
    }

    /// Bottom edge.
    #[must_use]
    pub fn bottom(&self) -> Length {
        self.origin.y + self.size.height
    }
}

/// An sRGB colour as it stands in the house style; the print edition turns neutral ones into pure black ink.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, 0–255.
    pub r: u8,
    /// Green, 0–255.
    pub g: u8,
    /// Blue, 0–255.
    pub b: u8,
    /// How much of what lies under it it hides, in percent: 100 for all.
    pub opacity: u8,
}

impl Default for Color {
    fn default() -> Self {
        Self::BLACK
    }
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// Least contrast of text with its ground (WCAG 2.2, 1.4.3).
    pub const TEXT_CONTRAST: f64 = 4.5;
    /// Least contrast of rules and shapes with what is around them (WCAG 2.2, 1.4.11).
    pub const SHAPE_CONTRAST: f64 = 3.0;

    /// Through which nothing is seen.
    #[must_use]
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, opacity: 100 }
    }

    /// Reads `#rrggbb` or `#rgb`, and the opacity in whole percents that may follow: `#c00000 40%`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, opacity) = match text.split_once(' ') {
            Some((digits, share)) => (digits, share.trim().strip_suffix('%')?.parse().ok()?),
            None => (text, 100),
        };
        let digits = digits.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) || !(1..=100).contains(&opacity) {
            return None;
        }
        let channel = |at: usize, len: usize| u8::from_str_radix(&digits[at..at + len], 16).ok();
        let color = match digits.len() {
            6 => Self::rgb(channel(0, 2)?, channel(2, 2)?, channel(4, 2)?),
            3 => Self::rgb(channel(0, 1)? * 17, channel(1, 1)? * 17, channel(2, 1)? * 17),
            _ => return None,
        };
        Some(Self { opacity, ..color })
    }

    /// Whether nothing is seen through it.
    #[must_use]
    pub const fn is_opaque(self) -> bool {
        self.opacity >= 100
    }

    /// What is seen where it lies on a colour through which nothing is seen.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let share = u32::from(self.opacity.min(100));
        let mix = |own: u8, under: u8| ((u32::from(own) * share + u32::from(under) * (100 - share) + 50) / 100) as u8;
        Self::rgb(mix(self.r, ground.r), mix(self.g, ground.g), mix(self.b, ground.b))
    }

    /// Contrast with another colour, both opaque, from 1 to 21 (WCAG 2.2, contrast ratio).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let [a, b] = [self.luminance(), other.luminance()];
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour as it looks on white, darkened until it can be read on white, and white on it (WCAG 2.2, 1.4.3 AA).
    #[must_use]
    pub fn readable(self) -> Self {
        let mut color = self.over(Self::WHITE);
        while color.contrast(Self::WHITE) < Self::TEXT_CONTRAST {
            let darker = |channel: u8| (u16::from(channel) * 9 / 10) as u8;
            color = Self::rgb(darker(color.r), darker(color.g), darker(color.b));
        }
        color
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// The grey that is as light, from 0 to 255.
    #[must_use]
    pub fn grey(self) -> u8 {
        let linear = self.luminance();
        let value = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round() as u8
    }

    /// As `#rrggbb`, as it looks on white.
    #[must_use]
    pub fn hex(self) -> String {
        self.over(Self::WHITE).to_string()
    }
}

/// As [`Color::parse`] reads it.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)?;
        if self.is_opaque() { Ok(()) } else { write!(f, " {}%", self.opacity) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_scale_and_round_to_nearest() {
        assert_eq!(Length::from_raw(7).scale(1, 2).raw(), 4);
        assert_eq!(Length::from_raw(-7).scale(1, 2).raw(), -4);
        assert_eq!(Length::from_pt(10.0).font_units(500, 1000), Length::from_pt(5.0));
        assert_eq!(Length::from_pt(13.0).ceil_to(Length::from_pt(6.0)), Length::from_pt(18.0));
    }

    #[test]
    fn lengths_are_read_with_their_unit() {
        assert_eq!(Length::parse("25.4mm"), Some(Length::from_pt(72.0)));
        assert_eq!(Length::parse("1 in"), Some(Length::from_pt(72.0)));
        assert_eq!(Length::parse("12"), None);
        assert_eq!(Length::parse("1e99pt"), None);
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        let grey = Color::rgb(0x76, 0x76, 0x76);
        assert!((grey.contrast(Color::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn colours_are_read_in_both_forms() {
        assert_eq!(Color::parse("#fff"), Some(Color::WHITE));
        assert_eq!(Color::parse("#0a141e"), Some(Color::rgb(10, 20, 30)));
        assert_eq!(Color::parse("#ééé"), None);
    }

    #[test]
    fn colours_let_what_lies_under_them_through() {
        let red = Color::parse("#c00000 40%").expect("a colour");
        assert_eq!(red, Color { opacity: 40, ..Color::rgb(0xc0, 0, 0) });
        assert_eq!(red.to_string(), "#c00000 40%");
        assert_eq!(red.hex(), "#e69999");
        assert_eq!(red.over(Color::BLACK), Color::rgb(0x4d, 0, 0));
        for wrong in ["#c00000 0%", "#c00000 101%", "#c00000 40", "#c00000 %", "#c00000 -4%", "#c00000 "] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn colours_are_darkened_until_they_can_be_read() {
        assert_eq!(Color::BLACK.readable(), Color::BLACK);
        for channel in [0, 0x40, 0x80, 0xc0, 0xff] {
            for color in [Color::rgb(channel, 0xff, 0xff), Color::rgb(0xff, channel, 0)] {
                assert!(color.readable().contrast(Color::WHITE) >= Color::TEXT_CONTRAST, "{}", color.hex());
            }
        }
    }
}
