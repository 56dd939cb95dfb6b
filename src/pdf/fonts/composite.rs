//! Glyphs put together from others: a letter with its dots and kashida, in one box (OpenType, table `glyf`).
//!
//! In: a font file with TrueType outlines, cut down, and what its new glyphs are made of. Out: the font file with one
//! more glyph for each, behind its own. Nothing is copied: a new glyph names its pieces and where they lie.
//!
//! Each new glyph has points that stand alone, which paint nothing, at two heights: its box reaches into the band
//! between them. PDFium takes letters whose boxes do not meet from top to bottom for letters of two lines.

use fontcull_write_fonts::FontBuilder;
use fontcull_write_fonts::read::FontRef;
use fontcull_write_fonts::types::Tag;

/// The band that the box of every letter meets, in thousandths of the em above the baseline.
const BAND: [i32; 2] = [100, 200];

/// Flags of a component (OpenType, «Composite Glyph Description»).
const WORDS: u16 = 1;
const OFFSETS: u16 = 1 << 1;
const MORE: u16 = 1 << 5;

/// Part of a glyph that is put together, in units of the font.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pdf) struct Piece {
    /// The glyph.
    pub(in crate::pdf) glyph: u16,
    /// Where it lies, from the origin of the whole.
    pub(in crate::pdf) x: i16,
    /// How far above the baseline.
    pub(in crate::pdf) y: i16,
}

/// A glyph to be made: its pieces, with glyphs as the cut-down font numbers them, and its advance in thousandths of the
/// em. `letter`: it has a box even where it paints nothing.
pub(super) struct Recipe {
    pub(super) pieces: Vec<Piece>,
    pub(super) advance: u16,
    pub(super) letter: bool,
}

/// Adds the glyphs to the font; the number of the first comes back with it. `None` for a font that is not sound.
pub(super) fn add(font: &[u8], recipes: &[Recipe]) -> Option<(Vec<u8>, u16)> {
    let font = FontRef::new(font).ok()?;
    let table = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).map(|data| data.as_bytes().to_vec());
    let (mut head, mut maxp, mut hhea) = (table(b"head")?, table(b"maxp")?, table(b"hhea")?);
    let (mut glyf, loca, hmtx) = (table(b"glyf")?, table(b"loca")?, table(b"hmtx")?);
    let count = word(&maxp, 4)?;
    let mut places = places(&loca, word(&head, 50)?, count)?;
    let source = Source { glyf: glyf.clone(), places: places.clone() };
    let mut metrics = metrics(&hmtx, word(&hhea, 34)?, count)?;
    let em = i32::from(word(&head, 18)?);
    // The point that stands alone is the first of the new glyphs.
    let point = count;
    let band = BAND.map(|height| i16::try_from(height * em / 1000).unwrap_or(0));
    let mut push = |mut data: Vec<u8>, advance: u16, side: i16| {
        // Each glyph begins at an even place.
        data.resize(data.len().next_multiple_of(4), 0);
        glyf.extend_from_slice(&data);
        places.push(u32::try_from(glyf.len()).ok()?);
        let advance = (i32::from(advance) * em + 500) / 1000;
        metrics.extend_from_slice(&u16::try_from(advance).ok()?.to_be_bytes());
        metrics.extend_from_slice(&side.to_be_bytes());
        Some(())
    };
    push(lone_point(), 0, 0)?;
    for recipe in recipes {
        let mut parts = recipe.pieces.clone();
        let bounds = parts.iter().filter_map(|piece| source.bounds(*piece)).reduce(around);
        let width = i16::try_from((i32::from(recipe.advance) * em / 1000).max(20)).unwrap_or(i16::MAX);
        match bounds {
            Some([left, bottom, right, top]) => {
                let x = ((i32::from(left) + i32::from(right)) / 2) as i16;
                parts.extend((bottom > band[0]).then_some(Piece { glyph: point, x, y: band[0] }));
                parts.extend((top < band[1]).then_some(Piece { glyph: point, x, y: band[1] }));
            }
            None if recipe.letter => {
                parts.push(Piece { glyph: point, x: 0, y: band[0] });
                parts.push(Piece { glyph: point, x: width, y: band[1] });
            }
            None => parts.clear(),
        }
        let lone = parts.iter().filter(|piece| piece.glyph == point).map(|piece| [piece.x, piece.y, piece.x, piece.y]);
        let bounds = lone.chain(bounds).reduce(around);
        let side = bounds.map_or(0, |bounds| bounds[0]);
        push(bounds.map(|bounds| composite(&parts, bounds)).unwrap_or_default(), recipe.advance, side)?;
    }
    let total = u16::try_from(places.len() - 1).ok()?;
    set(&mut maxp, 4, total)?;
    raise_limits(&mut maxp, recipes)?;
    set(&mut hhea, 34, total)?;
    set(&mut head, 50, 1)?;
    let loca: Vec<u8> = places.into_iter().flat_map(u32::to_be_bytes).collect();
    let mut builder = FontBuilder::new();
    let tables =
        [(b"head", head), (b"maxp", maxp), (b"hhea", hhea), (b"glyf", glyf), (b"loca", loca), (b"hmtx", metrics)];
    for (tag, data) in tables {
        builder.add_raw(Tag::new(tag), data);
    }
    // What else a font in a PDF file needs (ISO 32000-1 9.9): names of the font and of its glyphs are none of it.
    for tag in [b"cvt ", b"fpgm", b"prep"] {
        if let Some(data) = table(tag) {
            builder.add_raw(Tag::new(tag), data);
        }
    }
    Some((builder.build(), point + 1))
}

/// Lets readers expect what the new glyphs hold (OpenType, table `maxp`).
fn raise_limits(maxp: &mut [u8], recipes: &[Recipe]) -> Option<()> {
    let most = recipes.iter().map(|recipe| recipe.pieces.len() + 2).max().unwrap_or(0) as u16;
    let times = |value: u16| value.saturating_mul(most.max(1));
    // Points and contours of composite glyphs, from those of simple and composite ones.
    let (points, contours) = (word(maxp, 6)?.max(word(maxp, 10)?), word(maxp, 8)?.max(word(maxp, 12)?));
    set(maxp, 10, times(points.max(1)))?;
    set(maxp, 12, times(contours.max(1)))?;
    let (elements, depth) = (word(maxp, 28)?, word(maxp, 30)?);
    set(maxp, 28, elements.max(most))?;
    set(maxp, 30, depth.saturating_add(1).max(1))
}

/// The glyphs of the font as it was.
struct Source {
    glyf: Vec<u8>,
    places: Vec<u32>,
}

impl Source {
    /// Left, bottom, right, top of a piece where it lies; `None` where it has no ink.
    fn bounds(&self, piece: Piece) -> Option<[i16; 4]> {
        let at = usize::from(piece.glyph);
        let (from, to) = (*self.places.get(at)? as usize, *self.places.get(at + 1)? as usize);
        let data = self.glyf.get(from..to).filter(|data| data.len() >= 10)?;
        let side = |at: usize, by: i16| Some((word(data, at)? as i16).saturating_add(by));
        Some([side(2, piece.x)?, side(4, piece.y)?, side(6, piece.x)?, side(8, piece.y)?])
    }
}

fn around(a: [i16; 4], b: [i16; 4]) -> [i16; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A glyph of one contour of one point.
fn lone_point() -> Vec<u8> {
    // Contours, four sides, the contour's last point, no instructions; a point on the curve that stays at the origin.
    let words: [u16; 7] = [1, 0, 0, 0, 0, 0, 0];
    let mut out: Vec<u8> = words.into_iter().flat_map(u16::to_be_bytes).collect();
    out.push(0b11_0001);
    out
}

fn composite(parts: &[Piece], bounds: [i16; 4]) -> Vec<u8> {
    let mut out = Vec::with_capacity(10 + 8 * parts.len());
    out.extend((-1_i16).to_be_bytes());
    out.extend(bounds.into_iter().flat_map(i16::to_be_bytes));
    for (at, part) in parts.iter().enumerate() {
        let more = if at + 1 < parts.len() { MORE } else { 0 };
        out.extend((WORDS | OFFSETS | more).to_be_bytes());
        out.extend(part.glyph.to_be_bytes());
        out.extend([part.x, part.y].into_iter().flat_map(i16::to_be_bytes));
    }
    out
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn set(data: &mut [u8], at: usize, value: u16) -> Option<()> {
    data.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// Where each glyph begins, and where the last one ends, from a table of halved words or of whole long ones.
fn places(loca: &[u8], long: u16, count: u16) -> Option<Vec<u32>> {
    let at = |number: usize| match long {
        0 => Some(u32::from(word(loca, number * 2)?) * 2),
        _ => Some(u32::from_be_bytes(loca.get(number * 4..number * 4 + 4)?.try_into().ok()?)),
    };
    (0..=usize::from(count)).map(at).collect()
}

/// Advance and side of each glyph; those after the last advance have the same.
fn metrics(hmtx: &[u8], full: u16, count: u16) -> Option<Vec<u8>> {
    let full = usize::from(full.min(count));
    let last = hmtx.get((full.checked_sub(1)?) * 4..)?.get(..2)?;
    let mut out = hmtx.get(..full * 4)?.to_vec();
    for side in hmtx.get(full * 4..)?.chunks_exact(2).take(usize::from(count) - full) {
        out.extend_from_slice(last);
        out.extend_from_slice(side);
    }
    (out.len() == usize::from(count) * 4).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::font::{Families, FontRole, FontSet, Script};
    use skrifa::instance::{LocationRef, Size};
    use skrifa::{GlyphId, MetadataProvider};

    fn with_font<T>(then: impl FnOnce(&[u8]) -> T) -> T {
        let fonts = FontSet::of_families(&Families::new(), None, &mut Diagnostics::new());
        let id = fonts.primary(FontRole::Text, Script::LATIN, false, false).expect("a font");
        then(&fonts.font(id).data)
    }

    fn glyph(font: &[u8], c: char) -> u16 {
        let font = skrifa::FontRef::new(font).expect("a font");
        u16::try_from(font.charmap().map(c).expect("a glyph").to_u32()).expect("a number of a glyph")
    }

    /// Left, bottom, right, top and advance, in units of the font.
    fn measures(font: &[u8], glyph: u16) -> ([f32; 4], f32) {
        let font = skrifa::FontRef::new(font).expect("a font");
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = GlyphId::from(glyph);
        let sides = metrics.bounds(glyph).unwrap_or_default();
        ([sides.x_min, sides.y_min, sides.x_max, sides.y_max], metrics.advance_width(glyph).expect("an advance"))
    }

    #[test]
    fn a_letter_is_painted_where_its_pieces_lie_and_reaches_into_the_band() {
        with_font(|font| {
            let (seen, mark) = (glyph(font, 'm'), glyph(font, '\u{2D9}'));
            let pieces = vec![Piece { glyph: seen, x: 40, y: 0 }, Piece { glyph: mark, x: 300, y: 120 }];
            let high = vec![Piece { glyph: mark, x: 0, y: 0 }];
            let recipes = [
                Recipe { pieces, advance: 700, letter: true },
                Recipe { pieces: high, advance: 10, letter: false },
                Recipe { pieces: Vec::new(), advance: 250, letter: true },
                Recipe { pieces: Vec::new(), advance: 250, letter: false },
            ];
            let (made, first) = add(font, &recipes).expect("a sound font");
            let (of_seen, of_mark) = (measures(font, seen).0, measures(font, mark).0);
            let (sides, advance) = measures(&made, first);
            assert_eq!((sides[0], advance), ((of_seen[0] + 40.0).min(of_mark[0] + 300.0), 700.0));
            assert_eq!(sides[3], (of_seen[3]).max(of_mark[3] + 120.0));
            let (sides, advance) = measures(&made, first + 1);
            assert_eq!((sides[1], sides[3], advance), (100.0, of_mark[3], 10.0), "a mark reaches down to the band");
            assert_eq!(measures(&made, first + 2), ([0.0, 100.0, 250.0, 200.0], 250.0), "a box without ink");
            assert_eq!(measures(&made, first + 3), ([0.0; 4], 250.0), "a blank without a box");
            assert_eq!(measures(&made, seen), measures(font, seen), "the glyphs of the font are as they were");
        });
    }

    #[test]
    fn a_font_that_is_cut_off_is_told_and_names_are_left_out() {
        with_font(|font| {
            let recipes = [Recipe { pieces: Vec::new(), advance: 250, letter: true }];
            assert!(add(b"no font", &recipes).is_none() && add(&font[..font.len() / 50], &recipes).is_none());
            for length in (0..font.len()).step_by(font.len() / 50) {
                let _ = add(&font[..length], &recipes);
            }
            let (made, _) = add(font, &recipes).expect("a sound font");
            let made = FontRef::new(&made).expect("a font");
            let has = |tag: &[u8; 4]| made.table_data(Tag::new(tag)).is_some();
            assert!(has(b"glyf") && has(b"hmtx") && !has(b"name") && !has(b"post"));
        });
    }
}
