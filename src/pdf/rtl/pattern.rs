//! Letters of a line to glyphs and blanks in their places (the table in the header of this room says why).

use super::super::fonts::{Made, Piece};
use super::letters::{Ink, Kind, Letter};
use crate::font::FontSet;
use crate::text::GlyphRun;
use crate::units::Length;

/// Shares of the em.
const BESIDE: f64 = 0.02;
const WORD_BESIDE: f64 = 0.002;
/// How far to the right of the last letter pdf.js sees the next one: more than 0.03, and no more than 0.102.
const SEEN: [f64; 2] = [0.04, 0.06];

/// Steps of the widths of blanks, in thousandths of the em: few ids, and gaps are not wider than they are.
const GAP_STEP: f64 = 20.0;
const BRIDGE_STEP: f64 = 50.0;
/// The least width of a blank, and the width of marks.
const THIN: u16 = 10;
/// How far left of its letter each mark begins, in thousandths of the em.
const MARK_STEP: f64 = 5.0;

/// pdfminer breaks lines where boxes lie twice as far apart as the wider one is wide; less than that is safe.
const LINE_BREAK: f64 = 1.8;

const HAIR_SPACE: &str = "\u{200A}";
const RIGHT_TO_LEFT_MARK: &str = "\u{200F}";

/// What is shown.
#[derive(Clone, Debug)]
pub(in crate::pdf) enum Show<'a> {
    /// A glyph of the font, for this text, this far above the baseline.
    Glyph(u16, &'a str, i32),
    /// A letter or blank that is put together.
    Made(Made),
}

/// How a step comes to its place.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Place {
    /// By its own coordinates.
    Own,
    /// From where the pen is, as a text object of its own.
    After,
    /// From where the pen is, in the text object of the step before it.
    Joined,
}

/// A glyph or blank in its place.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Step<'a> {
    /// Number of its run in the line.
    pub(in crate::pdf) item: usize,
    pub(in crate::pdf) run: &'a GlyphRun,
    pub(in crate::pdf) show: Show<'a>,
    /// Left edge in points, and baseline.
    pub(in crate::pdf) x: f64,
    pub(in crate::pdf) y: Length,
    pub(in crate::pdf) place: Place,
    /// It is set a hundredth of a point larger.
    pub(in crate::pdf) is_apart: bool,
    /// It is no part of the structure tree.
    pub(in crate::pdf) is_mute: bool,
    /// Word spacing from here on, in points; `None` where it does not matter.
    pub(in crate::pdf) spacing: Option<f64>,
}

/// The steps of a line, and the marks for the end of its page.
pub(super) fn pattern<'a>(letters: &[Letter<'a>], fonts: &FontSet) -> (Vec<Step<'a>>, Vec<Step<'a>>) {
    let mut writer = Writer {
        fonts,
        steps: Vec::with_capacity(letters.len()),
        marks: Vec::new(),
        is_lost: true,
        end: None,
        gap: None,
    };
    let runs: Vec<&[Letter<'a>]> = letters.chunk_by(|a, b| a.is_rtl() == b.is_rtl()).collect();
    for (at, run) in runs.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| runs[at]).unwrap_or_default();
        let after = runs.get(at + 1).and_then(|run| run.first());
        match run.first() {
            Some(first) if first.is_rtl() => writer.right_to_left(run),
            _ => writer.left_to_right(run, before, after),
        }
    }
    writer.last_gap();
    (writer.steps, writer.marks)
}

/// A gap that waits for the letter after it.
struct Gap<'l, 'a> {
    space: &'l Letter<'a>,
    /// Left edge and width of its blank, where it reaches over words from left to right.
    bridge: Option<(f64, f64)>,
}

struct Writer<'l, 'a> {
    fonts: &'l FontSet,
    steps: Vec<Step<'a>>,
    marks: Vec<Step<'a>>,
    /// The pen is not where readers agree on.
    is_lost: bool,
    /// Where pdf.js sees the end of the last letter, and its em.
    end: Option<(f64, f64)>,
    gap: Option<Gap<'l, 'a>>,
}

impl<'l, 'a> Writer<'l, 'a> {
    fn step(&mut self, letter: &Letter<'a>, show: Show<'a>, x: f64) -> &mut Step<'a> {
        let place = if std::mem::take(&mut self.is_lost) { Place::Own } else { Place::After };
        let (item, run, y) = (letter.item, letter.run, letter.y);
        self.steps.push(Step { item, run, show, x, y, place, is_apart: false, is_mute: false, spacing: None });
        let last = self.steps.len() - 1;
        &mut self.steps[last]
    }

    fn right_to_left(&mut self, letters: &'l [Letter<'a>]) {
        let mut marks = 0;
        for letter in letters {
            match letter.kind {
                Kind::Space if self.gap.as_ref().is_some_and(|gap| std::ptr::eq(gap.space, letter)) => {}
                Kind::Space => {
                    self.last_gap();
                    self.gap = Some(Gap { space: letter, bridge: None });
                }
                Kind::Letter => {
                    marks = 0;
                    self.letter(letter);
                }
                Kind::Mark => {
                    marks += 1;
                    let x = letter.x - f64::from(marks) * MARK_STEP * letter.unit();
                    let made = self.made(letter, x, f64::from(THIN));
                    self.step(letter, Show::Made(made), x).is_apart = true;
                }
            }
        }
    }

    /// A letter, after the gap before it.
    fn letter(&mut self, letter: &Letter<'a>) {
        let show = match &letter.ink {
            Ink::Glyph(glyph, rise) => Show::Glyph(*glyph, letter.text, *rise),
            Ink::Strokes(_) => Show::Made(self.made(letter, letter.x, letter.width / letter.unit())),
        };
        let mut end = letter.right();
        let gap = self.gap.take();
        if let Some(gap) = &gap {
            let wide = letter.unit() * 1000.0 / letter.em();
            let mut spacing = 0.0;
            if let Some((last, em)) = self.end {
                let step = SEEN[1] * em;
                spacing = (((last - letter.x) + SEEN[0] * em) / step).ceil().max(0.0) * step;
            }
            self.blank(letter, gap, spacing / wide);
            end += spacing;
        }
        self.step(letter, show, letter.x);
        self.end = Some((end, letter.em()));
        self.is_lost = gap.is_some();
    }

    /// The blank of a gap. It belongs to the element of the letter after it.
    fn blank(&mut self, letter: &Letter<'a>, gap: &Gap<'_, 'a>, spacing: f64) {
        let space = gap.space;
        let unit = letter.unit();
        let (x, advance) = match gap.bridge {
            None => (space.x, (space.width / unit / GAP_STEP).floor() * GAP_STEP),
            Some((x, width)) => (x, (width / unit / BRIDGE_STEP).ceil() * BRIDGE_STEP),
        };
        let show = Show::Made(blank(space.text, advance));
        self.step(letter, show, x).spacing = Some(spacing);
    }

    /// The gap at the end of a line, or before another one.
    fn last_gap(&mut self) {
        if let Some(gap) = self.gap.take() {
            self.blank(gap.space, &gap, 0.0);
        }
    }

    /// Words from left to right between others.
    fn left_to_right(&mut self, letters: &'l [Letter<'a>], before: &[Letter<'a>], after: Option<&'l Letter<'a>>) {
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
        let left = letters.iter().map(|letter| letter.x).fold(f64::MAX, f64::min) - BESIDE * first.em();
        let right = letters.iter().map(Letter::right).fold(f64::MIN, f64::max);
        let is_alone = before.is_empty() && after.is_none();
        let has_gap = self.gap.is_some();
        if !is_alone {
            self.mark_beside(first, left);
        }
        self.mark_before(before);
        let before = before.last();
        match &mut self.gap {
            Some(gap) if !is_alone => gap.bridge = Some((left, right - left)),
            Some(_) => {}
            None => self.join(first, before, left, right - left),
        }
        let mut words = words(letters).into_iter();
        if let Some(word) = words.next() {
            self.word(word, false);
        }
        for (number, word) in (1..).zip(words) {
            self.later_word(word, left - f64::from(number) * WORD_BESIDE * first.em());
        }
        self.is_lost = true;
        if letters.len() > 1 || !has_gap {
            self.end = Some((right, last.em()));
        }
        match after {
            Some(space) if space.kind == Kind::Space => {
                let has_room = before.is_none_or(|before| before.kind == Kind::Space);
                let from = if has_room { space.x } else { left };
                self.gap = Some(Gap { space, bridge: Some((from, right - from)) });
            }
            Some(after) => self.join(last, Some(after), left, right - left),
            None => {}
        }
    }

    /// Glyphs of a word, the first of them in a text object of its own unless it is `joined` to what is before it.
    fn word(&mut self, word: &'l [Letter<'a>], joined: bool) {
        for (at, letter) in word.iter().enumerate() {
            let follows_gap = self.gap.is_some();
            let before = self.is_lost;
            if follows_gap {
                self.letter(letter);
                continue;
            }
            let Ink::Glyph(glyph, rise) = letter.ink else { continue };
            let place = if (at > 0 || joined) && !before { Place::Joined } else { Place::Own };
            self.is_lost = false;
            let step = self.step(letter, Show::Glyph(glyph, letter.text, rise), letter.x);
            step.place = place;
            step.spacing = Some(0.0);
        }
    }

    /// A word that is not the first: the space before it begins left of them all.
    fn later_word(&mut self, word: &'l [Letter<'a>], from: f64) {
        let Some((space, word)) = word.split_first() else { return };
        let Some(first) = word.first() else { return self.word(std::slice::from_ref(space), false) };
        self.is_lost = true;
        let lead = blank(space.text, ((first.x - from) / first.unit() / BRIDGE_STEP).floor() * BRIDGE_STEP);
        self.step(first, Show::Made(lead), from).spacing = Some(0.0);
        self.word(word, true);
    }

    /// A mark at the left of a sign between words from right to left and others, if there is a gap after it.
    fn mark_before(&mut self, letters: &[Letter<'a>]) {
        let words = letters.iter().rev().skip_while(|letter| letter.kind == Kind::Space);
        let gap = letters.last().filter(|last| last.kind == Kind::Space);
        let sign = words.take(1).find(|letter| letter.text.chars().all(|c| !c.is_alphabetic()));
        if let (Some(_), Some(sign)) = (gap, sign) {
            self.mark_beside(sign, sign.x - BESIDE * sign.em());
        }
    }

    /// A mark at the left of words from left to right.
    fn mark_beside(&mut self, letter: &Letter<'a>, x: f64) {
        let (item, run, y) = (letter.item, letter.run, letter.y);
        let show = Show::Made(blank(RIGHT_TO_LEFT_MARK, 0.0));
        self.marks.push(Step {
            item,
            run,
            show,
            x,
            y,
            place: Place::Own,
            is_apart: false,
            is_mute: false,
            spacing: None,
        });
    }

    /// What holds words together with a sign beside them, where pdfminer would break the line between the two.
    fn join(&mut self, letter: &Letter<'a>, beside: Option<&Letter<'a>>, x: f64, width: f64) {
        let Some(beside) = beside else { return };
        let is_sign = |letter: &Letter<'_>| letter.text.chars().all(|c| !c.is_alphanumeric());
        let is_far = width - letter.width > LINE_BREAK * letter.width.max(beside.width);
        if (is_sign(letter) || is_sign(beside)) && is_far {
            self.is_lost = true;
            let made = blank(HAIR_SPACE, (width / letter.unit() / BRIDGE_STEP).ceil() * BRIDGE_STEP);
            self.step(letter, Show::Made(made), x).is_mute = true;
            self.is_lost = true;
        }
    }

    /// A letter from right to left, put together, with its origin at `x`.
    fn made(&self, letter: &Letter<'a>, x: f64, advance: f64) -> Made {
        let em = f64::from(self.fonts.font(letter.run.font).units_per_em);
        let (across, up) = (em / (letter.unit() * 1000.0), em / letter.em());
        let strokes = if let Ink::Strokes(strokes) = &letter.ink { strokes.as_slice() } else { &[] };
        let rounded = |value: f64| value.round() as i16;
        let piece = |stroke: &super::letters::Stroke| Piece {
            glyph: stroke.glyph,
            x: rounded((stroke.x - x) * across),
            y: rounded(stroke.y * up),
        };
        Made {
            text: letter.text.into(),
            advance: advance.round().max(0.0) as u16,
            pieces: strokes.iter().map(piece).collect(),
            letter: letter.kind == Kind::Letter,
        }
    }
}

/// Words, each with the space before it.
fn words<'l, 'a>(letters: &'l [Letter<'a>]) -> Vec<&'l [Letter<'a>]> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, letter) in letters.iter().enumerate() {
        if at > from && letter.kind == Kind::Space {
            out.push(&letters[from..at]);
            from = at;
        }
    }
    out.push(&letters[from..]);
    out
}

fn blank(text: &str, advance: f64) -> Made {
    let advance = (advance.round().max(0.0) as u16).max(THIN);
    Made { text: text.into(), advance, pieces: Box::default(), letter: false }
}
