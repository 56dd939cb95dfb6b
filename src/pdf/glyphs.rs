//! Runs to what shows them: character ids and the corrections between them.

use super::content::Content;
use super::fonts::{Code, Fonts, shares};
use super::geometry::short;
use crate::text::GlyphRun;

/// Above this size of type a thousandth of the em is coarser than 0.01 pt, and glyphs are set to a tenth of it.
const FINE_FROM: f64 = 20.0;

/// Units of [`crate::text::Glyph`] positions in one point.
const PER_POINT: f64 = 65_536.0;

/// Glyphs of one font at one height; the pen goes on from one such stretch of a run to the next.
pub(super) struct Stretch {
    /// Where the pen starts, from the run's origin: of use for the first stretch only.
    pub(super) x: i32,
    /// Where the pen ends, in points from the run's origin.
    pub(super) end: f64,
    /// Height above the baseline.
    pub(super) rise: i32,
    /// The font's variant.
    pub(super) variant: u8,
    /// Character ids, each with what follows it: how far the pen goes back, in thousandths of the em.
    pub(super) glyphs: Vec<(u16, f64)>,
}

impl Stretch {
    /// Shows the glyphs where the pen is.
    ///
    /// From right to left each is a text object of its own: PDFium (Chrome's reader) takes the order inside one for that
    /// from left to right, and would read words backwards (docs/typography.md A6, A7).
    pub(super) fn show(&self, content: &mut Content, rtl: bool) {
        for (cid, back) in &self.glyphs {
            if rtl {
                content.show_alone(*cid, *back);
            } else {
                content.show(*cid);
                content.correct(*back);
            }
        }
    }
}

/// The width of glyphs so much expanded, with all between them that is in ems, by that in the font (ISO 32000-1 9.3.4).
pub(super) fn widening(expansion: i16) -> f64 {
    1.0 + f64::from(expansion) / 10_000.0
}

/// How far a pen goes back, in thousandths of the em, as fine as this size of type needs it.
pub(super) fn rounded_back(back: f64, size: f64) -> f64 {
    let step = if size > FINE_FROM { 0.1 } else { 1.0 };
    (back / step).round() * step
}

/// The glyphs of a run that stand for text, in logical order.
///
/// Readers of the file advance by the font's widths; a number between two glyphs corrects that where the next one
/// stands elsewhere. Right-to-left runs need one before each glyph:
///
/// ```text
///   pen after g0 ─────────────▼
///   rtl   ┌────┬──────┬───────┐     correction = width of g0 + width of g1
///         │ g2 │  g1  │  g0   │
/// ```
pub(super) fn stretches(run: &GlyphRun, fonts: &Fonts<'_>) -> Vec<Stretch> {
    let size = short(run.size.pt());
    let mut out: Vec<Stretch> = Vec::with_capacity(1);
    if size <= 0.0 {
        return out;
    }
    let wide = widening(run.expansion);
    let mut pen = 0.0;
    for (glyph, text) in shares(run).filter_map(|(glyph, text)| Some((glyph, text?))) {
        let target = f64::from(glyph.x) / PER_POINT;
        match out.last_mut().and_then(|stretch| stretch.glyphs.last_mut()) {
            None => pen = target,
            Some((_, correction)) => {
                let back = rounded_back((pen - target) * 1000.0 / (size * wide), size);
                *correction = back;
                pen -= back * size * wide / 1000.0;
            }
        }
        let Code { variant, cid } = fonts.code(run.font, glyph.id, text);
        match out.last_mut().filter(|stretch| stretch.rise == glyph.y && stretch.variant == variant) {
            Some(stretch) => stretch.glyphs.push((cid, 0.0)),
            None => {
                let mut glyphs = Vec::with_capacity(if out.is_empty() { run.glyphs.len() } else { 4 });
                glyphs.push((cid, 0.0));
                out.push(Stretch { x: glyph.x, end: 0.0, rise: glyph.y, variant, glyphs });
            }
        }
        pen += f64::from(fonts.width(run.font, cid)) * size * wide / 1000.0;
        out.last_mut().into_iter().for_each(|stretch| stretch.end = pen);
    }
    out
}
