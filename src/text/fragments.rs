//! What of the paragraph lies on a chosen line: its glyphs at their size, cut and shaped anew where a line's edge needs
//! that, with hyphens and kashidas, in reading order.

use super::bidi;
use super::bounded;
use super::breaks::BreakKind;
use super::edges::{Extent, scaled};
use super::justify::Share;
use super::kashida::{self, Kashida};
use super::linebreak::Chosen;
use super::paragraph::Align;
use super::prepared::{Face, FaceKind, Give, Prepared, ShapedRun};
use super::run::{Glyph, GlyphKind};
use super::shape::{ShapedGlyph, Shaper};
use crate::font::FontId;
use std::ops::Range;

/// Text of a hyphen that was added, to readers of the file.
pub(super) const SOFT_HYPHEN: &str = "\u{AD}";

/// Glyphs or an object of one piece, one font and one level.
pub(super) struct Fragment {
    /// Resolved bidi level.
    pub(super) level: u8,
    /// Index of the piece.
    pub(super) piece: usize,
    /// Width, 1/65 536 pt.
    pub(super) width: i64,
    /// What it is.
    pub(super) kind: FragmentKind,
}

/// What a fragment is.
pub(super) enum FragmentKind {
    /// Glyphs.
    Glyphs {
        font: FontId,
        /// Size of the em, 1/65 536 pt.
        size: i64,
        /// Bytes of the paragraph's text.
        text: Range<usize>,
        /// In reading order; `x` holds the font's own offset until the fragment is placed.
        glyphs: Vec<Glyph>,
        /// Its letters give way in justification.
        is_elastic: bool,
        /// Ends in a hyphen that is no part of the text.
        hyphenated: bool,
    },
    /// The piece is an object.
    Object,
    /// Where an isolate begins or ends.
    Barrier,
}

/// The fragments of one line after another.
pub(super) struct Fragments<'a> {
    prepared: &'a Prepared<'a>,
    shaper: Shaper<'a>,
    /// Glyphs shaped anew at a line's edge.
    reshaped: Vec<ShapedGlyph>,
    /// Those of the line, in reading order.
    pub(super) list: Vec<Fragment>,
    /// Kashidas of the line.
    kashidas: Vec<Kashida>,
    /// Where those of the line above stand, from the right end.
    above: Vec<i64>,
}

/// Size of a fragment's glyphs.
struct Scale {
    size: i64,
    em: i64,
    is_elastic: bool,
}

impl Scale {
    fn of(&self, units: i32) -> i64 {
        scaled(units, self.size, self.em)
    }
}

impl<'a> Fragments<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>) -> Self {
        Self {
            prepared,
            shaper: Shaper::new(prepared.fonts, &prepared.collected.text),
            reshaped: Vec::new(),
            list: Vec::new(),
            kashidas: Vec::new(),
            above: Vec::new(),
        }
    }

    /// Chooses the kashidas of a line; false where there are none.
    pub(super) fn stretch(&mut self, line: &Chosen, extent: Extent, room: i64, is_last: bool) -> bool {
        let prepared = self.prepared;
        self.kashidas.clear();
        if prepared.stretchable.is_empty() || (is_last && prepared.align != Align::Fill) {
            self.above.clear();
            return false;
        }
        let chosen = kashida::choose(prepared, line.start..line.end, extent, room - extent.width, &self.above);
        self.above = chosen.iter().map(|(_, x)| *x).collect();
        self.kashidas.extend(chosen.into_iter().map(|(kashida, _)| kashida));
        !self.kashidas.is_empty()
    }

    /// Fills the list in reading order; returns their width and what of it gives way in justification.
    pub(super) fn gather(&mut self, line: &Chosen) -> Extent {
        let prepared = self.prepared;
        self.list.clear();
        let mut sum = Extent::default();
        let stretches = &prepared.collected.stretches;
        let first = prepared.collected.stretch_at(line.start);
        let mut at = prepared.runs.partition_point(|shaped| shaped.run.range.end <= line.start);
        for stretch in stretches[first.min(stretches.len())..].iter().take_while(|stretch| stretch.start < line.next) {
            let face = &prepared.faces[stretch.piece];
            if let FaceKind::Object { width, .. } = &face.kind {
                self.add_barrier(stretch.start, stretch.piece);
                let level = prepared.level_at(stretch.start);
                let fragment = Fragment { level, piece: stretch.piece, width: width.raw(), kind: FragmentKind::Object };
                self.list.push(fragment);
                continue;
            }
            while let Some(shaped) = prepared.runs.get(at) {
                let start = shaped.run.range.start.max(stretch.start).max(line.start);
                let end = shaped.run.range.end.min(stretch.end).min(line.next);
                if start < end {
                    let part = self.gather_run(shaped, start..end, line, face, stretch.piece);
                    sum.glue += part.glue;
                    sum.letters += part.letters;
                }
                if shaped.run.range.end > stretch.end.min(line.next) {
                    break;
                }
                at += 1;
            }
        }
        self.add_hyphens(line);
        sum.width = self.list.iter().map(|fragment| fragment.width).sum();
        sum
    }

    /// Adds the fragment of a run that belongs to one piece.
    fn gather_run(
        &mut self,
        shaped: &ShapedRun,
        range: Range<usize>,
        line: &Chosen,
        face: &Face,
        piece: usize,
    ) -> Extent {
        let prepared = self.prepared;
        let run = &shaped.run;
        let on_line = run.range.start.max(line.start)..run.range.end.min(line.next);
        let is_stretched = self.kashidas.iter().any(|kashida| on_line.contains(&kashida.at));
        let glyphs = match (cut(prepared, shaped, on_line.start), cut(prepared, shaped, on_line.end)) {
            (Some(from), Some(to)) if !is_stretched => &prepared.glyphs[from..to],
            _ => {
                self.reshaped.clear();
                let within = shaped.within.start.max(line.start)..shaped.within.end.min(line.next);
                let (face, range) = (&prepared.faces[run.piece], on_line.clone());
                self.shaper.shape(run, range, within, face, &self.kashidas, &mut self.reshaped);
                self.reshaped.as_slice()
            }
        };
        let from = glyphs.partition_point(|glyph| (glyph.cluster as usize) < range.start);
        let to = glyphs.partition_point(|glyph| (glyph.cluster as usize) < range.end);
        let Some(slice) = glyphs.get(from..to).filter(|slice| !slice.is_empty()) else { return Extent::default() };
        // A ligature that began in the piece before has taken the first letters of this one with it.
        let text = (slice[0].cluster as usize)..glyphs.get(to).map_or(on_line.end, |next| next.cluster as usize);
        let scale = Scale {
            size: prepared.size(face, run.script, run.font).raw(),
            em: i64::from(prepared.fonts.font(run.font).units_per_em.max(1)),
            is_elastic: prepared.is_elastic(face, run.script),
        };
        let (out, extent) = self.scaled(slice, text.end, line.end, &scale);
        self.add_barrier(range.start, piece);
        let Scale { size, is_elastic, .. } = scale;
        let kind = FragmentKind::Glyphs { font: run.font, size, text, glyphs: out, is_elastic, hyphenated: false };
        self.list.push(Fragment { level: run.level, piece, width: extent.width, kind });
        extent
    }

    /// Glyphs at their size, each with its share of the text up to `end`. Spaces from `visible` on have no width.
    fn scaled(&self, glyphs: &[ShapedGlyph], end: usize, visible: usize, scale: &Scale) -> (Vec<Glyph>, Extent) {
        let text = self.prepared.collected.text.as_str();
        let mut sum = Extent::default();
        let mut out = Vec::with_capacity(glyphs.len() + 1);
        // Where the text begins that no glyph stands for yet.
        let mut said = glyphs.first().map_or(end, |glyph| glyph.cluster as usize);
        for (index, glyph) in glyphs.iter().enumerate() {
            let at = glyph.cluster as usize;
            if !text.is_char_boundary(at) {
                let is_first = index
                    .checked_sub(1)
                    .and_then(|before| glyphs.get(before))
                    .is_none_or(|g| g.cluster != glyph.cluster);
                if is_first {
                    let strokes = glyphs[index..].iter().take_while(|next| next.cluster == glyph.cluster);
                    let strokes: Vec<(u16, i64)> = strokes.map(|next| (next.id, scale.of(next.advance))).collect();
                    sum.width +=
                        push_kashida(&mut out, &strokes, self.kashidas.iter().find(|kashida| kashida.at == at + 1));
                }
                continue;
            }
            // The first glyph of a cluster stands for all of it, unless that is too long for one.
            let mut later = glyphs[index + 1..].iter().map(|next| next.cluster as usize);
            let cluster_end = later.find(|next| *next > at && text.is_char_boundary(*next)).unwrap_or(end);
            let length = bounded::floor(text, cluster_end.min(said + usize::from(u8::MAX))) - said;
            said += length;
            let advance = if at >= visible { 0 } else { scale.of(glyph.advance) };
            match self.prepared.give_at(at) {
                Give::Space => sum.glue += advance,
                Give::Letter if scale.is_elastic => sum.letters += advance,
                _ => {}
            }
            sum.width += advance;
            out.push(Glyph {
                x: narrow(scale.of(glyph.x_offset)),
                y: narrow(scale.of(glyph.y_offset)),
                advance: narrow(advance),
                id: glyph.id,
                text_len: length as u8,
                kind: GlyphKind::Text,
            });
        }
        (out, sum)
    }

    fn add_barrier(&mut self, offset: usize, piece: usize) {
        if let Some(level) = bidi::barrier(&self.prepared.levels, offset)
            && !self.list.is_empty()
        {
            self.list.push(Fragment { level, piece, width: 0, kind: FragmentKind::Barrier });
        }
    }

    /// The hyphen that ends a line, and the one that is said again at the start of the next.
    fn add_hyphens(&mut self, line: &Chosen) {
        if line.kind == BreakKind::Hyphen
            && let Some((id, advance)) = self.prepared.hyphen(line.end)
            && let Some(fragment) = self.list.last_mut()
            && let FragmentKind::Glyphs { glyphs, hyphenated, .. } = &mut fragment.kind
        {
            let text_len = SOFT_HYPHEN.len() as u8;
            glyphs.push(Glyph { x: 0, y: 0, advance: narrow(advance), id, text_len, kind: GlyphKind::Hyphen });
            *hyphenated = true;
            fragment.width += advance;
        }
        if line.before == Some(BreakKind::Repeat)
            && let Some((id, advance)) = self.prepared.hyphen(line.start)
            && let Some(fragment) = self.list.first_mut()
            && let FragmentKind::Glyphs { glyphs, .. } = &mut fragment.kind
        {
            glyphs.insert(0, Glyph { x: 0, y: 0, advance: narrow(advance), id, text_len: 0, kind: GlyphKind::Filler });
            fragment.width += advance;
        }
    }

    /// Widens or narrows word spaces and letters.
    pub(super) fn share_out(&mut self, line: &Chosen, mut spaces: Share, mut letters: Share) {
        for fragment in &mut self.list {
            let FragmentKind::Glyphs { text, glyphs, is_elastic, .. } = &mut fragment.kind else { continue };
            let mut next = text.start;
            let mut at = next;
            // What a letter gets goes behind the marks that stand on it.
            let mut held = 0;
            for index in 0..glyphs.len() {
                let glyph = &mut glyphs[index];
                if glyph.kind != GlyphKind::Text {
                    continue;
                }
                if glyph.text_len > 0 {
                    at = next;
                    next += usize::from(glyph.text_len);
                }
                let advance = i64::from(glyph.advance);
                match self.prepared.give_at(at) {
                    Give::Space => held += spaces.next(advance),
                    Give::Letter if *is_elastic => held += letters.next(advance),
                    _ => {}
                }
                let is_bare = glyphs
                    .get(index + 1)
                    .is_none_or(|following| following.advance != 0 || (following.text_len > 0 && next >= line.end));
                if is_bare && held != 0 {
                    let glyph = &mut glyphs[index];
                    glyph.advance = narrow(i64::from(glyph.advance) + held);
                    fragment.width += held;
                    held = 0;
                }
            }
        }
    }
}

/// Index of the first glyph at or after `offset` in a run, if the text can be cut there as it was shaped.
fn cut(prepared: &Prepared, shaped: &ShapedRun, offset: usize) -> Option<usize> {
    if offset <= shaped.run.range.start {
        return Some(shaped.glyphs.start);
    }
    if offset >= shaped.run.range.end {
        return Some(shaped.glyphs.end);
    }
    let glyphs = &prepared.glyphs[shaped.glyphs.clone()];
    let at = glyphs.partition_point(|glyph| (glyph.cluster as usize) < offset);
    let glyph = glyphs.get(at)?;
    (glyph.cluster as usize == offset && !glyph.unsafe_to_break).then_some(shaped.glyphs.start + at)
}

/// A kashida of its length, of the strokes that its font draws; returns the length. What they are longer goes under the
/// letters at both sides.
fn push_kashida(out: &mut Vec<Glyph>, strokes: &[(u16, i64)], kashida: Option<&Kashida>) -> i64 {
    let whole: i64 = strokes.iter().map(|(_, advance)| advance).sum();
    if whole <= 0 {
        return 0;
    }
    let length = kashida.map_or(whole, |kashida| kashida.length);
    let times = (length + whole - 1) / whole;
    let mut share = Share::new(length, whole * times);
    for (id, natural) in (0..times).flat_map(|_| strokes) {
        let advance = share.next(*natural);
        let x = (advance - natural).min(0) / 2;
        out.push(Glyph { x: narrow(x), y: 0, advance: narrow(advance), id: *id, text_len: 0, kind: GlyphKind::Filler });
    }
    length
}

/// Glyph positions are in 32 bits, which hold 32 000 points.
pub(super) fn narrow(value: i64) -> i32 {
    value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}
