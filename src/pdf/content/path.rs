//! Paths (ISO 32000-1 8.5).

use super::Content;

/// Which of the places that a path goes around are inside it (ISO 32000-1 8.5.3.3).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Where it turns around more often one way than the other.
    NonZero,
    /// Where it turns around an odd number of times.
    EvenOdd,
}

impl Content {
    /// `m`
    pub(crate) fn move_to(&mut self, x: f64, y: f64) {
        self.write(&[x, y], "m");
    }

    /// `l`
    pub(crate) fn line_to(&mut self, x: f64, y: f64) {
        self.write(&[x, y], "l");
    }

    /// `c`: two control points and the end.
    pub(crate) fn curve_to(&mut self, points: [f64; 6]) {
        self.write(&points, "c");
    }

    /// `c`: a curve with one control point from where the pen is. Its own two lie two thirds of the way to that one.
    pub(crate) fn quadratic_to(&mut self, from: [f64; 2], control: [f64; 2], to: [f64; 2]) {
        let towards = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
        let [a, b] = [towards(from[0], control[0]), towards(from[1], control[1])];
        let [c, d] = [towards(to[0], control[0]), towards(to[1], control[1])];
        self.curve_to([a, b, c, d, to[0], to[1]]);
    }

    /// `re`
    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.write(&[x, y, width, height], "re");
    }

    /// `h`
    pub(crate) fn close(&mut self) {
        self.write(&[], "h");
    }

    /// `f` or `f*`
    pub(crate) fn fill(&mut self, rule: Rule) {
        self.write(&[], if rule == Rule::EvenOdd { "f*" } else { "f" });
    }

    /// `S`
    pub(crate) fn stroke(&mut self) {
        self.write(&[], "S");
    }

    /// `B`: fills the inside, then draws the line.
    pub(crate) fn fill_and_stroke(&mut self) {
        self.write(&[], "B");
    }

    /// `W` or `W*`, and `n`: shows from here on only what lies inside.
    pub(crate) fn clip(&mut self, rule: Rule) {
        self.write(&[], if rule == Rule::EvenOdd { "W*" } else { "W" });
        self.write(&[], "n");
    }
}
