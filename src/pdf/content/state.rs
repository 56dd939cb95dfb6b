//! Graphics state, colours, and what is drawn by its name (ISO 32000-1 8.4, 8.6, 8.8, 8.7.4.2).

use super::{Content, Open, number};

/// The matrix that changes nothing.
pub(crate) const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A colour in the space of its edition, each part from 0 to 1.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Ink {
    /// From black to white.
    Gray(f32),
    /// Light.
    Rgb([f32; 3]),
    /// Inks.
    Cmyk([f32; 4]),
}

impl Content {
    /// `q`: keeps the graphics state for [`Self::restore`].
    pub(crate) fn save(&mut self) {
        self.write(&[], "q");
        self.begin(Open::State);
    }

    /// `Q`: the graphics state is what it was at the last [`Self::save`].
    pub(crate) fn restore(&mut self) {
        self.end(Open::State);
    }

    /// `cm`: puts a matrix before all others.
    pub(crate) fn transform(&mut self, matrix: [f64; 6]) {
        self.matrix(matrix);
        self.operator("cm");
    }

    /// `w`
    pub(crate) fn set_line_width(&mut self, width: f64) {
        self.write(&[width], "w");
    }

    /// `J`: 0 butt, 1 round, 2 square.
    pub(crate) fn set_cap(&mut self, cap: u8) {
        self.write(&[f64::from(cap)], "J");
    }

    /// `j`: 0 mitred, 1 round, 2 bevelled.
    pub(crate) fn set_join(&mut self, join: u8) {
        self.write(&[f64::from(join)], "j");
    }

    /// `M`
    pub(crate) fn set_miter_limit(&mut self, limit: f64) {
        self.write(&[limit], "M");
    }

    /// `d`: lengths of dashes and gaps; none for a solid line.
    pub(crate) fn set_dash(&mut self, lengths: &[f64], phase: f64) {
        self.end_show();
        self.out.push(b'[');
        for (at, length) in lengths.iter().enumerate() {
            if at > 0 {
                self.out.push(b' ');
            }
            number::place(&mut self.out, *length);
        }
        self.out.extend_from_slice(b"] ");
        self.write(&[phase], "d");
    }

    /// `gs`: a graphics state by its name in the resources.
    pub(crate) fn set_state(&mut self, name: &str) {
        self.write_name(name, "gs");
    }

    /// `g`, `rg` or `k`: the colour of what is filled.
    pub(crate) fn set_fill(&mut self, ink: Ink) {
        self.ink(ink, ["g", "rg", "k"]);
    }

    /// `G`, `RG` or `K`: the colour of lines.
    pub(crate) fn set_stroke(&mut self, ink: Ink) {
        self.ink(ink, ["G", "RG", "K"]);
    }

    /// `scn`: fills with a pattern.
    pub(crate) fn set_fill_pattern(&mut self, name: &str) {
        self.write_name("Pattern", "cs");
        self.write_name(name, "scn");
    }

    /// `SCN`: draws lines with a pattern.
    pub(crate) fn set_stroke_pattern(&mut self, name: &str) {
        self.write_name("Pattern", "CS");
        self.write_name(name, "SCN");
    }

    /// `CS` and `SCN`: draws lines in a tint of a colour space by its name.
    pub(crate) fn set_stroke_tint(&mut self, space: &str, tint: f64) {
        self.write_name(space, "CS");
        self.write(&[tint], "SCN");
    }

    /// `Do`: draws an external object by its name.
    pub(crate) fn draw(&mut self, name: &str) {
        self.write_name(name, "Do");
    }

    /// Draws an external object with a matrix of its own.
    pub(crate) fn draw_at(&mut self, matrix: [f64; 6], name: &str) {
        self.save();
        self.transform(matrix);
        self.draw(name);
        self.restore();
    }

    fn ink(&mut self, ink: Ink, [gray, rgb, cmyk]: [&str; 3]) {
        match ink {
            Ink::Gray(part) => self.write(&[f64::from(part)], gray),
            Ink::Rgb(parts) => self.write(&parts.map(f64::from), rgb),
            Ink::Cmyk(parts) => self.write(&parts.map(f64::from), cmyk),
        }
    }

    /// The six numbers of a matrix, before their operator.
    pub(super) fn matrix(&mut self, [a, b, c, d, e, f]: [f64; 6]) {
        self.end_show();
        for value in [a, b, c, d] {
            number::factor(&mut self.out, value);
            self.out.push(b' ');
        }
        for value in [e, f] {
            number::place(&mut self.out, value);
            self.out.push(b' ');
        }
    }
}
