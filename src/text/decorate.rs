//! Lines below, above and through words, and grounds behind them.
//!
//! Lines below and above leave out the dots and tails that they would cross (docs/typography.md A45); over spaces they
//! go on.

use super::prepared::Face;
use super::run::{Artifact, GlyphRun, Item, ItemKind, Owner, Paint};
use crate::font::Font;
use crate::units::{Color, Length, Point, Rect};

/// Lines below lie no deeper than this, thousandths of the em: some fonts of joined letters have theirs in the marks of the
/// next line.
const BELOW: i64 = 170;
/// Height of a line above the words, thousandths of the height of capitals or of the alef.
const ABOVE: i64 = 1200;
/// How far a ground reaches above capitals or the alef, thousandths of their height.
const GROUND_ABOVE: i64 = 1300;
/// And below the baseline, thousandths of the em: letters that are joined go deeper than others.
const GROUND_BELOW: (i64, i64) = (280, 420);

/// What is drawn with the words of a piece.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// Line below.
    pub underline: bool,
    /// Line above.
    pub overline: bool,
    /// Line through.
    pub strike: bool,
    /// Ground behind.
    pub ground: Option<Color>,
}

/// A line of words: where it lies above the baseline, its thickness, and whether it leaves out what it would cross.
struct Stroke {
    top: i64,
    thickness: i64,
    skips: bool,
}

/// What lies behind the glyphs of a run that stands at `at`.
pub(super) fn ground(face: &Face, font: &Font, run: &GlyphRun, at: Point) -> Option<Item> {
    let color = face.decoration.ground.filter(|_| run.width > Length::ZERO)?;
    let top = heights(font, run).scale(GROUND_ABOVE, 1000);
    let below = if face.main.is_joining() { GROUND_BELOW.1 } else { GROUND_BELOW.0 };
    let height = top + run.size.scale(below, 1000);
    let rect = Rect::new(at.x, at.y - top, run.width, height);
    Some(layout(ItemKind::Rect(rect, Paint { fill: Some(color), stroke: None })))
}

/// The lines of a run that stands at `at`.
pub(super) fn lines(face: &Face, font: &Font, run: &GlyphRun, at: Point) -> Vec<Item> {
    let Decoration { underline, overline, strike, .. } = face.decoration;
    if run.width <= Length::ZERO {
        return Vec::new();
    }
    let deepest = -i64::from(font.units_per_em) * BELOW / 1000;
    let (top, thickness) = (i64::from(font.underline.0).max(deepest), i64::from(font.underline.1));
    let above = i64::from(font.cap_height.max(font.alef_height)) * ABOVE / 1000 + thickness;
    let strokes = [
        (underline, Stroke { top, thickness, skips: true }),
        (overline, Stroke { top: above, thickness, skips: true }),
        (strike, Stroke { top: i64::from(font.strike.0), thickness: i64::from(font.strike.1), skips: false }),
    ];
    let wanted = strokes.into_iter().filter(|(wanted, _)| *wanted);
    wanted
        .flat_map(|(_, stroke)| stroke.pieces(font, run).into_iter().map(move |piece| (stroke.y(font, run), piece)))
        .map(|((y, width), (from, to))| {
            let place = |x: Length| Point::new(at.x + x, at.y + y);
            layout(ItemKind::Line { from: place(from), to: place(to), width, color: run.color, dash: None })
        })
        .collect()
}

impl Stroke {
    /// The middle of the line below the baseline, and its thickness.
    fn y(&self, font: &Font, run: &GlyphRun) -> (Length, Length) {
        let thick = in_size(self.thickness, font, run);
        (thick / 2 - in_size(self.top, font, run), thick)
    }

    /// What is drawn of the line, from the run's left end.
    fn pieces(&self, font: &Font, run: &GlyphRun) -> Vec<(Length, Length)> {
        let mut gaps: Vec<(Length, Length)> = Vec::new();
        if self.skips {
            for glyph in run.glyphs.iter() {
                let unit = |value: f64| in_size(value.round() as i64, font, run);
                let rise = (i64::from(glyph.y) * i64::from(font.units_per_em) / run.size.raw().max(1)) as f64;
                let (high, low) = (self.top as f64, (self.top - self.thickness) as f64);
                let clear = self.thickness as f64;
                for (left, right) in font.ink_between(glyph.id, low - clear / 2.0 - rise, high + clear / 2.0 - rise) {
                    let x = Length::from_raw(i64::from(glyph.x));
                    gaps.push((x + unit(left - clear), x + unit(right + clear)));
                }
            }
            gaps.sort_unstable();
        }
        let mut pieces = Vec::new();
        let mut from = Length::ZERO;
        let least = in_size(self.thickness, font, run);
        for (left, right) in gaps.into_iter().chain([(run.width, run.width)]) {
            if left - from > least {
                pieces.push((from, left.min(run.width)));
            }
            from = from.max(right);
        }
        pieces
    }
}

/// Height of capitals or of the alef.
fn heights(font: &Font, run: &GlyphRun) -> Length {
    in_size(i64::from(font.cap_height.max(font.alef_height)), font, run)
}

fn in_size(units: i64, font: &Font, run: &GlyphRun) -> Length {
    run.size.scale(units, i64::from(font.units_per_em.max(1)))
}

fn layout(kind: ItemKind) -> Item {
    Item { owner: Owner::Artifact(Artifact::Layout), kind }
}
