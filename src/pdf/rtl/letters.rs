//! Runs of a line to letters: what each paints, and its share of the line.

use super::super::fonts::shares;
use super::super::glyphs::widening;
use super::Placed;
use crate::text::{Glyph, GlyphRun};
use crate::units::Length;
use unicode_normalization::char::is_combining_mark;

/// Letters narrower than this share of the em take width from their neighbours, so that two are more than 0.2 wide.
const LEAST: f64 = 0.11;

/// Boxes of letters that lie so near (share of the em) are made to touch.
const TOUCH: f64 = 0.15;

const PER_POINT: f64 = 65_536.0;

/// What a letter is in its line.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letter,
    /// A vowel mark or another sign without a place of its own.
    Mark,
    Space,
}

/// A glyph that a letter paints: where it lies, in points from the left and above the baseline.
#[derive(Copy, Clone, Debug)]
pub(super) struct Stroke {
    pub(super) glyph: u16,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// What a letter paints.
#[derive(Clone, Debug)]
pub(super) enum Ink {
    /// From left to right: its glyph, this far above the baseline.
    Glyph(u16, i32),
    /// From right to left: these.
    Strokes(Vec<Stroke>),
}

/// A letter where it stands.
#[derive(Clone, Debug)]
pub(super) struct Letter<'a> {
    /// Number of its run in the line.
    pub(super) item: usize,
    pub(super) run: &'a GlyphRun,
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    pub(super) ink: Ink,
    /// Left edge, in points.
    pub(super) x: f64,
    pub(super) width: f64,
    /// Baseline.
    pub(super) y: Length,
}

impl Letter<'_> {
    pub(super) fn is_rtl(&self) -> bool {
        self.run.level % 2 == 1
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Size of the em, in points.
    pub(super) fn em(&self) -> f64 {
        self.run.size.pt()
    }

    /// A thousandth of the em across, in points.
    pub(super) fn unit(&self) -> f64 {
        self.em() * widening(self.run.expansion) / 1000.0
    }

    /// Whether it is a letter from right to left.
    fn can_lend(&self) -> bool {
        self.kind == Kind::Letter && self.is_rtl()
    }
}

/// The letters of a line, in the order of reading. `None` where a glyph belongs to no letter of its run.
pub(super) fn letters<'a>(runs: &[Placed<'a>]) -> Option<Vec<Letter<'a>>> {
    let mut out = Vec::new();
    for (item, placed) in runs.iter().enumerate() {
        let whole: i64 = placed.run.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let mut maker = Maker { item, placed, pen: whole, first: out.len(), out: &mut out, early: Vec::new() };
        for (glyph, text) in shares(placed.run) {
            maker.pen -= i64::from(glyph.advance);
            match (placed.run.level % 2 == 1, text) {
                (true, Some(text)) => maker.letter(glyph, text),
                (true, None) => maker.stroke_more(glyph),
                (false, Some(text)) => maker.left_to_right(glyph, text),
                (false, None) => {}
            }
        }
        if !maker.early.is_empty() {
            return None;
        }
    }
    touch(&mut out);
    even(&mut out);
    follow(&mut out);
    Some(out)
}

/// Makes the letters of one run.
struct Maker<'m, 'a> {
    item: usize,
    placed: &'m Placed<'a>,
    /// From right to left, the left edge of the glyph's own advance, whatever the font moves it by.
    pen: i64,
    /// The run's first letter in `out`.
    first: usize,
    out: &'m mut Vec<Letter<'a>>,
    /// Glyphs before the letter they belong to.
    early: Vec<(Stroke, f64, f64)>,
}

impl<'a> Maker<'_, 'a> {
    fn x(&self, from_run: i64) -> f64 {
        (self.placed.at.x + Length::from_raw(from_run)).pt()
    }

    fn stroke(&self, glyph: &Glyph) -> Stroke {
        Stroke { glyph: glyph.id, x: self.x(i64::from(glyph.x)), y: f64::from(glyph.y) / PER_POINT }
    }

    fn push(&mut self, text: &'a str, kind: Kind, ink: Ink, x: f64, width: f64) {
        let (item, run, y) = (self.item, self.placed.run, self.placed.at.y);
        self.out.push(Letter { item, run, text, kind, ink, x, width, y });
    }

    fn left_to_right(&mut self, glyph: &Glyph, text: &'a str) {
        let kind = if text.trim().is_empty() { Kind::Space } else { Kind::Letter };
        let (x, width) = (self.x(i64::from(glyph.x)), f64::from(glyph.advance) / PER_POINT);
        self.push(text, kind, Ink::Glyph(glyph.id, glyph.y), x, width);
    }

    /// A glyph that stands for text: for each of its letters one, of which the leftmost paints it.
    fn letter(&mut self, glyph: &Glyph, text: &'a str) {
        let (x, width, stroke) = (self.x(self.pen), f64::from(glyph.advance) / PER_POINT, self.stroke(glyph));
        if text.trim().is_empty() {
            return self.push(text, Kind::Space, Ink::Strokes(Vec::new()), x, width);
        }
        let is_base = |c: char| !is_combining_mark(c) && !is_unseen(c);
        let bases = text.chars().filter(|c| is_base(*c)).count();
        let share = width / bases.max(1) as f64;
        let mut strokes = vec![stroke];
        let mut left = bases;
        for (at, c) in text.char_indices() {
            let text = &text[at..at + c.len_utf8()];
            if is_base(c) {
                left -= 1;
                let ink = if left == 0 { std::mem::take(&mut strokes) } else { Vec::new() };
                self.push(text, Kind::Letter, Ink::Strokes(ink), x + left as f64 * share, share);
                self.take_early();
            } else {
                let ink = if bases == 0 { std::mem::take(&mut strokes) } else { Vec::new() };
                self.push(text, Kind::Mark, Ink::Strokes(ink), x, 0.0);
            }
        }
    }

    /// A glyph that stands for no text: it belongs to the letter before it, or to the next one.
    fn stroke_more(&mut self, glyph: &Glyph) {
        let (stroke, width) = (self.stroke(glyph), f64::from(glyph.advance) / PER_POINT);
        let x = self.x(self.pen);
        let own = self.out.iter_mut().skip(self.first).rev();
        match own.take_while(|letter| letter.kind != Kind::Space).find(|letter| letter.kind == Kind::Letter) {
            Some(letter) => take(letter, stroke, x, width),
            None => self.early.push((stroke, x, width)),
        }
    }

    fn take_early(&mut self) {
        let early = std::mem::take(&mut self.early);
        if let Some(letter) = self.out.last_mut() {
            early.into_iter().for_each(|(stroke, x, width)| take(letter, stroke, x, width));
        }
    }
}

/// Gives a letter a glyph more, and its advance.
fn take(letter: &mut Letter<'_>, stroke: Stroke, x: f64, width: f64) {
    if width > 0.0 {
        let right = letter.right().max(x + width);
        letter.x = letter.x.min(x);
        letter.width = right - letter.x;
    }
    if let Ink::Strokes(strokes) = &mut letter.ink {
        strokes.push(stroke);
    }
}

/// Joiners and the like: no letter, and nothing to see.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The numbers of letters that follow each other in a word.
fn neighbours(letters: &[Letter<'_>]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut before: Option<usize> = None;
    for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| letter.kind != Kind::Mark) {
        let follows =
            |before: &usize| letters[*before].can_lend() && letter.can_lend() && letters[*before].y == letter.y;
        out.extend(before.filter(follows).map(|before| (before, at)));
        before = Some(at);
    }
    out
}

/// Lets boxes in words touch, so that no reader sees a gap where letters are drawn near or over each other.
fn touch(letters: &mut [Letter<'_>]) {
    for (right, left) in neighbours(letters) {
        let edge = letters[left].right();
        let right = &mut letters[right];
        let gap = right.x - edge;
        if gap.abs() < TOUCH * right.em() && right.width + gap >= 0.0 {
            right.x = edge;
            right.width += gap;
        }
    }
}

/// Lets wide letters lend width to narrow neighbours, as in forms that stand above each other.
fn even(letters: &mut [Letter<'_>]) {
    let pairs = neighbours(letters);
    for (right, left) in pairs.iter().chain(pairs.iter().rev()) {
        let least = LEAST * letters[*right].em().min(letters[*left].em());
        let (a, b) = (letters[*right].width, letters[*left].width);
        // To the left the border goes by what the right one lacks and the left one has to spare.
        let by = if a < least { (least - a).min((b - least).max(0.0)) } else { -(least - b).min(a - least).max(0.0) };
        letters[*right].x -= by;
        letters[*right].width += by;
        letters[*left].width -= by;
    }
}

/// Lets marks begin where their letters do.
fn follow(letters: &mut [Letter<'_>]) {
    let mut base: Option<(usize, f64)> = None;
    for letter in letters.iter_mut().filter(|letter| letter.is_rtl()) {
        match (letter.kind, base) {
            (Kind::Letter, _) => base = Some((letter.item, letter.x)),
            (Kind::Mark, Some((item, x))) if item == letter.item => letter.x = x,
            _ => {}
        }
    }
}
