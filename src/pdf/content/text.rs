//! Text (ISO 32000-1 9).
//!
//! Glyphs go in one by one, by their character ids. Those that follow each other in one call of [`Content::show`] after
//! another become one string, with corrections between strings where there are any:
//!
//! ```text
//! show(1) show(2) correct(-40) show(3)   →   [<00010002>-40<0003>]TJ
//! ```
//!
//! Any other operator ends the `TJ`, and so does [`Content::end_show`].

use super::{Content, Open, number};

/// What of a `TJ` is open.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Show {
    /// None.
    #[default]
    Nothing,
    /// Its array.
    Array,
    /// A string in it.
    String,
}

impl Content {
    /// `BT`: text has no text in it, and nothing but text and changes of colour.
    pub(crate) fn begin_text(&mut self) {
        self.write(&[], "BT");
        self.begin(Open::Text);
    }

    /// `ET`
    pub(crate) fn end_text(&mut self) {
        self.end(Open::Text);
    }

    /// `Tf`: a font by its name in the resources. It holds beyond the text.
    pub(crate) fn set_font(&mut self, name: &str, size: f64) {
        self.end_show();
        self.name(name);
        self.out.push(b' ');
        self.write(&[size], "Tf");
    }

    /// `Td`: where the line begins, from where the last one began; the first one of a text, from the origin.
    pub(crate) fn move_line(&mut self, x: f64, y: f64) {
        self.write(&[x, y], "Td");
    }

    /// `Tm`: where the line begins and how it lies.
    pub(crate) fn set_line(&mut self, matrix: [f64; 6]) {
        self.matrix(matrix);
        self.operator("Tm");
    }

    /// `Ts`: how far above the baseline glyphs stand.
    pub(crate) fn set_rise(&mut self, rise: f64) {
        self.write(&[rise], "Ts");
    }

    /// `Tw`: what is added to each space.
    pub(crate) fn set_word_spacing(&mut self, spacing: f64) {
        self.write(&[spacing], "Tw");
    }

    /// `Tz`: how wide glyphs are, in per cent.
    pub(crate) fn set_width(&mut self, percent: f64) {
        self.write(&[percent], "Tz");
    }

    /// `Tr`: 0 fills letters, 1 draws a line around them, 2 does both, 3 neither.
    pub(crate) fn set_text_mode(&mut self, mode: u8) {
        self.write(&[f64::from(mode)], "Tr");
    }

    /// Shows a glyph where the pen is, in the `TJ` that is open or in a new one.
    pub(crate) fn show(&mut self, cid: u16) {
        match self.show {
            Show::Nothing => self.out.extend_from_slice(b"[<"),
            Show::Array => self.out.push(b'<'),
            Show::String => {}
        }
        self.show = Show::String;
        cid.to_be_bytes().into_iter().for_each(|byte| number::hexadecimal(&mut self.out, byte));
    }

    /// Moves the pen back by so many thousandths of the em, between two glyphs or after the last one.
    pub(crate) fn correct(&mut self, back: f64) {
        let mut left = if back.is_finite() { back } else { 0.0 };
        // More than a number can hold is the sum of several.
        for _ in 0..MOST_CORRECTIONS {
            if number::is_no_correction(left) {
                return;
            }
            match self.show {
                Show::Nothing => self.out.push(b'['),
                Show::Array => self.out.push(b' '),
                Show::String => self.out.push(b'>'),
            }
            self.show = Show::Array;
            number::correction(&mut self.out, left);
            left -= left.clamp(-number::LARGEST, number::LARGEST);
        }
    }

    /// Shows a glyph in a `TJ` of its own, and moves the pen back behind it.
    pub(crate) fn show_alone(&mut self, cid: u16, back: f64) {
        self.end_show();
        self.show(cid);
        self.correct(back);
        self.end_show();
    }

    /// Whether a glyph that is shown now would follow the last one in the same `TJ`.
    pub(crate) fn is_showing(&self) -> bool {
        self.show != Show::Nothing
    }

    /// `TJ`: ends the glyphs that are shown together.
    pub(crate) fn end_show(&mut self) {
        match std::mem::take(&mut self.show) {
            Show::Nothing => {}
            Show::Array => self.out.extend_from_slice(b"]TJ\n"),
            Show::String => self.out.extend_from_slice(b">]TJ\n"),
        }
    }
}

/// Corrections in succession: no pen goes further.
const MOST_CORRECTIONS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::new();
        content.begin_text();
        write(&mut content);
        String::from_utf8(content.finish()).expect("plain text")
    }

    #[test]
    fn glyphs_that_follow_each_other_are_one_string() {
        let content = written(|content| {
            for (cid, back) in [(1, 0.0), (2, -40.0), (3, 0.001), (4, 0.0), (0xABCD, 12.5)] {
                content.show(cid);
                content.correct(back);
            }
            content.set_font("F2", 10.01);
            content.show(6);
        });
        assert_eq!(content, "BT\n[<00010002>-40<00030004ABCD>12.5]TJ\n/F2 10.01 Tf\n[<0006>]TJ\nET\n");
    }

    #[test]
    fn a_glyph_alone_has_its_correction_behind_it() {
        let content = written(|content| {
            content.move_line(137.63, 700.0);
            content.show_alone(1, 713.0);
            content.show_alone(2, 0.0);
            content.set_line([1.0, 0.0, 0.0, -1.0, 5.0, -0.5]);
            content.show(3);
        });
        assert_eq!(content, "BT\n137.63 700 Td\n[<0001>713]TJ\n[<0002>]TJ\n1 0 0 -1 5 -0.5 Tm\n[<0003>]TJ\nET\n");
    }

    #[test]
    fn corrections_beyond_a_number_are_several() {
        let content = written(|content| {
            content.show(1);
            content.correct(40_000.0);
            content.correct(f64::NAN);
        });
        assert_eq!(content, "BT\n[<0001>32767 7233]TJ\nET\n");
    }
}
