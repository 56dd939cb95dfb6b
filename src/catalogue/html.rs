//! Words as HTML.

use crate::language::Language;
use crate::units::Color;
use crate::xhtml::{self, Markup};

/// Words in a language with what must be set apart in its direction (docs/typography.md A17–A19).
pub(super) fn words(text: &str, language: &Language) -> String {
    let mut out = Markup::new();
    xhtml::words(&mut out, text, language);
    out.finish()
}

/// Text or an attribute's value with what HTML would read as markup written out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A colour for dark grounds: the same hue, mixed with white until it is light enough to be read there.
pub(super) fn lightened(color: Color, ground: Color, contrast: f64) -> Color {
    let color = color.over(Color::WHITE);
    let mix = |channel: u8, share: u32| ((u32::from(channel) * (20 - share) + 255 * share) / 20) as u8;
    (0..=20)
        .map(|share| Color::rgb(mix(color.r, share), mix(color.g, share), mix(color.b, share)))
        .find(|mixed| mixed.contrast(ground) >= contrast)
        .unwrap_or(Color::WHITE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_written_out() {
        assert_eq!(escape("a<b>&\"c\"\u{1}é"), "a&lt;b&gt;&amp;&quot;c&quot; é");
    }

    #[test]
    fn colours_become_readable_on_dark_grounds() {
        let ground = Color::rgb(0x12, 0x1a, 0x1c);
        let teal = Color::rgb(0x0b, 0x55, 0x63);
        assert!(lightened(teal, ground, 7.0).contrast(ground) >= 7.0);
        assert_eq!(lightened(Color::WHITE, ground, 7.0), Color::WHITE);
    }
}
