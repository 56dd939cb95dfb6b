//! A chosen line to items where they stand: fragments in reading order, placed in the order on the line.

use super::bidi;
use super::breaks::BreakKind;
use super::edges::{Extent, scaled};
use super::justify::{self, Share};
use super::kashida::{self, Kashida};
use super::linebreak::Chosen;
use super::paragraph::{Align, Line, Measure};
use super::prepared::{Face, FaceKind, Give, Prepared, ShapedRun};
use super::reorder;
use super::run::{Artifact, Glyph, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use super::shape::{ShapedGlyph, Shaper};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::font::FontId;
use crate::units::{Length, Point};
use std::ops::Range;
use std::sync::Arc;

/// A line that sticks out less than this is not reported (TYPOGRAPHY.md P17).
const TOLERANCE_MM: f64 = 0.5;

/// Text of a hyphen that was added, to readers of the file.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Sets the chosen lines.
pub(super) fn lines(
    prepared: &Prepared,
    chosen: &[Chosen],
    measure: Measure,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    let shaper = Shaper::new(prepared.fonts, &prepared.collected.text);
    let mut setter = Setter {
        prepared,
        shaper,
        reshaped: Vec::new(),
        fragments: Vec::new(),
        kashidas: Vec::new(),
        above: Vec::new(),
    };
    chosen
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let indent = if index == 0 { measure.first_indent.raw() } else { 0 };
            setter.line(line, measure.width.raw(), indent, diagnostics)
        })
        .collect()
}

/// Glyphs or an object of one piece, one font and one level.
struct Fragment {
    level: u8,
    piece: usize,
    width: i64,
    kind: FragmentKind,
}

enum FragmentKind {
    Glyphs {
        font: FontId,
        size: i64,
        /// Bytes of the paragraph's text.
        text: Range<usize>,
        /// In reading order; `x` holds the font's own offset until the fragment is placed.
        glyphs: Vec<Glyph>,
        is_elastic: bool,
        hyphenated: bool,
    },
    Object,
    /// Where an isolate begins or ends.
    Barrier,
}

struct Setter<'a> {
    prepared: &'a Prepared<'a>,
    shaper: Shaper<'a>,
    /// Glyphs shaped anew at a line's edge.
    reshaped: Vec<ShapedGlyph>,
    fragments: Vec<Fragment>,
    /// Kashidas of this line.
    kashidas: Vec<Kashida>,
    /// Where those of the line above stand, from the right end.
    above: Vec<i64>,
}

impl Setter<'_> {
    fn line(&mut self, line: &Chosen, width: i64, indent: i64, diagnostics: &mut Diagnostics) -> Line {
        let prepared = self.prepared;
        let room = (width - indent).max(0);
        let is_last = line.kind == BreakKind::Forced;
        let mut extent = self.gather(line);
        if self.stretch(line, extent, room, is_last) {
            extent = self.gather(line);
        }
        let fill = justify::fill(prepared.align, prepared.main, extent, room, is_last);
        if (fill.spaces, fill.letters) != (0, 0) {
            self.share_out(line, Share::new(fill.spaces, extent.glue), Share::new(fill.letters, extent.letters));
        }
        let total = extent.width + fill.spaces + fill.letters;
        let left = self.left(total, width, indent);
        let mut out = Line {
            left: Length::from_raw(left),
            width: Length::from_raw(total),
            hyphenated: matches!(line.kind, BreakKind::Hyphen | BreakKind::Repeat),
            overfull: Length::from_raw(fill.overfull),
            ..Line::default()
        };
        if extent.glue > 0 {
            out.stretch = i32::try_from((extent.glue + fill.spaces) * 1000 / extent.glue).unwrap_or(i32::MAX);
        }
        self.kashidas.clear();
        self.measure_height(&mut out);
        self.place(left, &mut out);
        self.report(line, &out, diagnostics);
        out
    }

    /// Chooses the kashidas of a line; false where there are none.
    fn stretch(&mut self, line: &Chosen, extent: Extent, room: i64, is_last: bool) -> bool {
        let prepared = self.prepared;
        if prepared.stretchable.is_empty() || is_last {
            self.above.clear();
            return false;
        }
        let chosen = kashida::choose(prepared, line.start..line.end, extent, room - extent.width, &self.above);
        self.above = chosen.iter().map(|(_, x)| *x).collect();
        self.kashidas.extend(chosen.into_iter().map(|(kashida, _)| kashida));
        !self.kashidas.is_empty()
    }

    /// Fills `fragments` in reading order; returns their width and what of it gives way in justification.
    fn gather(&mut self, line: &Chosen) -> Extent {
        let prepared = self.prepared;
        self.fragments.clear();
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
                self.fragments.push(fragment);
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
        sum.width = self.fragments.iter().map(|fragment| fragment.width).sum();
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
        let on_line = shaped.run.range.start.max(line.start)..shaped.run.range.end.min(line.next);
        let shaped_end = on_line.end;
        let is_stretched = self.kashidas.iter().any(|kashida| on_line.contains(&kashida.at));
        let glyphs = match (cut(prepared, shaped, on_line.start), cut(prepared, shaped, on_line.end)) {
            (Some(from), Some(to)) if !is_stretched => &prepared.glyphs[from..to],
            _ => {
                self.reshaped.clear();
                let within = shaped.within.start.max(line.start)..shaped.within.end.min(line.next);
                let face = &prepared.faces[shaped.run.piece];
                self.shaper.shape(&shaped.run, on_line, within, face, &self.kashidas, &mut self.reshaped);
                self.reshaped.as_slice()
            }
        };
        let from = glyphs.partition_point(|glyph| (glyph.cluster as usize) < range.start);
        let to = glyphs.partition_point(|glyph| (glyph.cluster as usize) < range.end);
        let (Some(first), Some(slice)) = (glyphs.get(from), glyphs.get(from..to)) else { return Extent::default() };
        // A ligature that began in the piece before has taken the first letters of this one with it.
        let text = (first.cluster as usize)..glyphs.get(to).map_or(shaped_end, |next| next.cluster as usize);
        let size = prepared.size(face, shaped.run.script, shaped.run.font).raw();
        let em = i64::from(prepared.fonts.font(shaped.run.font).units_per_em.max(1));
        let is_elastic = prepared.is_elastic(face, shaped.run.script);
        let mut sum = Extent::default();
        let mut out = Vec::with_capacity(slice.len() + 1);
        let is_letter = |at: usize| prepared.collected.text.is_char_boundary(at);
        for (index, glyph) in slice.iter().enumerate() {
            let at = glyph.cluster as usize;
            if !is_letter(at) {
                sum.width += push_kashida(&mut out, glyph.id, &self.kashidas, at + 1, scaled(glyph.advance, size, em));
                continue;
            }
            let is_first = index == 0 || slice[index - 1].cluster != glyph.cluster;
            let next =
                slice[index..].iter().map(|next| next.cluster as usize).find(|next| *next > at && is_letter(*next));
            let length = if is_first { next.unwrap_or(text.end) - at } else { 0 };
            let advance = if at >= line.end { 0 } else { scaled(glyph.advance, size, em) };
            match prepared.give_at(at) {
                Give::Space => sum.glue += advance,
                Give::Letter if is_elastic => sum.letters += advance,
                _ => {}
            }
            sum.width += advance;
            out.push(Glyph {
                x: narrow(scaled(glyph.x_offset, size, em)),
                y: narrow(scaled(glyph.y_offset, size, em)),
                advance: narrow(advance),
                id: glyph.id,
                text_len: u8::try_from(length).unwrap_or(u8::MAX),
                kind: GlyphKind::Text,
            });
        }
        if !out.is_empty() {
            self.add_barrier(range.start, piece);
            let font = shaped.run.font;
            let kind = FragmentKind::Glyphs { font, size, text, glyphs: out, is_elastic, hyphenated: false };
            self.fragments.push(Fragment { level: shaped.run.level, piece, width: sum.width, kind });
        }
        sum
    }

    fn add_barrier(&mut self, offset: usize, piece: usize) {
        if let Some(level) = bidi::barrier(&self.prepared.levels, offset)
            && !self.fragments.is_empty()
        {
            self.fragments.push(Fragment { level, piece, width: 0, kind: FragmentKind::Barrier });
        }
    }

    /// The hyphen that ends a line, and the one that is said again at the start of the next.
    fn add_hyphens(&mut self, line: &Chosen) {
        if line.kind == BreakKind::Hyphen
            && let Some((id, advance)) = self.prepared.hyphen(line.end)
            && let Some(fragment) = self.fragments.last_mut()
            && let FragmentKind::Glyphs { glyphs, hyphenated, .. } = &mut fragment.kind
        {
            let text_len = SOFT_HYPHEN.len() as u8;
            glyphs.push(Glyph { x: 0, y: 0, advance: narrow(advance), id, text_len, kind: GlyphKind::Hyphen });
            *hyphenated = true;
            fragment.width += advance;
        }
        if line.before == Some(BreakKind::Repeat)
            && let Some((id, advance)) = self.prepared.hyphen(line.start)
            && let Some(fragment) = self.fragments.first_mut()
            && let FragmentKind::Glyphs { glyphs, .. } = &mut fragment.kind
        {
            glyphs.insert(0, Glyph { x: 0, y: 0, advance: narrow(advance), id, text_len: 0, kind: GlyphKind::Filler });
            fragment.width += advance;
        }
    }

    /// Widens or narrows word spaces and letters.
    fn share_out(&mut self, line: &Chosen, mut spaces: Share, mut letters: Share) {
        for fragment in &mut self.fragments {
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

    /// Where the line begins, from the left end of the measure.
    fn left(&self, total: i64, width: i64, indent: i64) -> i64 {
        let is_rtl = self.prepared.direction.is_rtl();
        let start = if is_rtl { width - indent - total } else { indent };
        let end = if is_rtl { 0 } else { width - total };
        match self.prepared.align {
            Align::Justify | Align::Start => start,
            Align::End => end,
            Align::Center => (start + end) / 2,
        }
    }

    fn measure_height(&self, out: &mut Line) {
        for fragment in &self.fragments {
            let face = &self.prepared.faces[fragment.piece];
            let (ascent, descent) = match (&fragment.kind, &face.kind) {
                (FragmentKind::Glyphs { font, size, .. }, _) => {
                    let font = self.prepared.fonts.font(*font);
                    let em = i64::from(font.units_per_em.max(1));
                    let height = |units: i16| Length::from_raw(scaled(i32::from(units), *size, em));
                    (height(font.ascent) + face.rise, height(font.descent) - face.rise)
                }
                (FragmentKind::Object, FaceKind::Object { ascent, descent, .. }) => (*ascent, *descent),
                _ => continue,
            };
            out.ascent = out.ascent.max(ascent);
            out.descent = out.descent.max(descent);
            if let FaceKind::Mark(note) = face.kind
                && !out.notes.contains(&note)
            {
                out.notes.push(note);
            }
        }
    }

    /// Gives every fragment its place and makes items of them, in reading order.
    fn place(&mut self, left: i64, out: &mut Line) {
        let mut places = vec![0; self.fragments.len()];
        let mut x = left;
        for index in reorder::visual(self.fragments.iter().map(|fragment| fragment.level)) {
            places[index] = x;
            x += self.fragments[index].width;
        }
        for (fragment, x) in std::mem::take(&mut self.fragments).into_iter().zip(places) {
            let face = &self.prepared.faces[fragment.piece];
            match fragment.kind {
                FragmentKind::Barrier => {}
                FragmentKind::Object => push_object(face, x, out),
                FragmentKind::Glyphs { font, size, text, mut glyphs, hyphenated, .. } => {
                    spread(&mut glyphs, fragment.level, fragment.width);
                    let mut words = self.prepared.collected.text[text].to_owned();
                    if hyphenated {
                        words.push_str(SOFT_HYPHEN);
                    }
                    let run = GlyphRun {
                        font,
                        size: Length::from_raw(size),
                        color: self.color(face, font),
                        level: fragment.level,
                        lang: face.lang.clone(),
                        width: Length::from_raw(fragment.width),
                        text: words.into(),
                        source: face.source,
                        glyphs: glyphs.into(),
                    };
                    let at = Point::new(Length::from_raw(x), -face.rise);
                    out.items.push(Item { owner: face.owner, kind: ItemKind::Glyphs(Arc::new(run), at) });
                    self.decorate(face, font, size, at, fragment.width, out);
                }
            }
        }
    }

    /// Emphasis is shown by colour where the font that was found has no italic (TYPOGRAPHY.md A44).
    fn color(&self, face: &Face, font: FontId) -> crate::units::Color {
        match face.emphasis_color {
            Some(color) if face.italic && !self.prepared.fonts.font(font).italic => color,
            _ => face.color,
        }
    }

    /// Lines below and through the words.
    fn decorate(&self, face: &Face, font: FontId, size: i64, at: Point, width: i64, out: &mut Line) {
        if width <= 0 || !(face.underline || face.strike) {
            return;
        }
        let font = self.prepared.fonts.font(font);
        let em = i64::from(font.units_per_em.max(1));
        let wanted = [(face.underline, font.underline), (face.strike, font.strike)];
        for (_, (top, thickness)) in wanted.into_iter().filter(|(wanted, _)| *wanted) {
            let thick = Length::from_raw(scaled(i32::from(thickness), size, em));
            let y = at.y - Length::from_raw(scaled(i32::from(top), size, em)) + thick / 2;
            let to = Point::new(at.x + Length::from_raw(width), y);
            let kind = ItemKind::Line { from: Point::new(at.x, y), to, width: thick, color: face.color, dash: None };
            out.items.push(Item { owner: Owner::Artifact(Artifact::Layout), kind });
        }
    }

    fn report(&self, line: &Chosen, out: &Line, diagnostics: &mut Diagnostics) {
        let words = self.prepared.collected.text[line.start..line.end].trim();
        if out.overfull > Length::from_mm(TOLERANCE_MM) {
            let word = words.split(' ').max_by_key(|word| word.chars().count()).unwrap_or(words);
            let message =
                format!("a line is {:.1} mm too long for its measure: “{}”", out.overfull.mm(), shorten(word));
            let help = "write a shorter word, put U+00AD where it may be divided, or make the text smaller";
            diagnostics.push(self.at_word(Diagnostic::warning("overfull-line", message).help(help), line, word));
        } else if i64::from(out.stretch) > justify::WIDEST {
            let message =
                format!("the spaces of a line are {} % of their width: “{}”", out.stretch / 10, shorten(words));
            let help = "change the words around it, or put U+00AD where a long word may be divided";
            diagnostics.push(self.at_word(Diagnostic::warning("loose-line", message).help(help), line, words));
        }
    }

    /// Points at a word of a line, as far as the piece's place in the sources lets it.
    fn at_word(&self, mut diagnostic: Diagnostic, line: &Chosen, word: &str) -> Diagnostic {
        let collected = &self.prepared.collected;
        let offset = collected.text[line.start..line.next].find(word).unwrap_or(0) + line.start;
        let Some(stretch) = collected.stretches.get(collected.stretch_at(offset)) else { return diagnostic };
        let source = self.prepared.faces[stretch.piece].source;
        diagnostic.span = source.map(|span| {
            // Only where the source is the text letter by letter is the word's own place known.
            if (span.end - span.start) as usize != stretch.end - stretch.start {
                return span;
            }
            let start = span.start as usize + offset.saturating_sub(stretch.start);
            Span::new(span.file, start..(start + word.len()).min(span.end as usize))
        });
        diagnostic
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

/// Gives each glyph its place in the run: rightwards in reading order, or leftwards from the right end.
fn spread(glyphs: &mut [Glyph], level: u8, width: i64) {
    let is_rtl = level % 2 == 1;
    let mut pen = if is_rtl { width } else { 0 };
    for glyph in glyphs {
        let advance = i64::from(glyph.advance);
        if is_rtl {
            pen -= advance;
        }
        glyph.x = narrow(pen + i64::from(glyph.x));
        if !is_rtl {
            pen += advance;
        }
    }
}

/// A kashida of its length, of as many strokes as that takes; returns the length.
fn push_kashida(out: &mut Vec<Glyph>, id: u16, kashidas: &[Kashida], at: usize, stroke: i64) -> i64 {
    let length = kashidas.iter().find(|kashida| kashida.at == at).map_or(stroke, |kashida| kashida.length);
    let strokes = if stroke > 0 { (length + stroke - 1) / stroke } else { 1 };
    let mut share = Share::new(length, strokes);
    for _ in 0..strokes {
        let advance = narrow(share.next(1));
        out.push(Glyph { x: 0, y: 0, advance, id, text_len: 0, kind: GlyphKind::Filler });
    }
    length
}

fn push_object(face: &Face, x: i64, out: &mut Line) {
    let FaceKind::Object { items, .. } = &face.kind else { return };
    let by = Point::new(Length::from_raw(x), Length::ZERO);
    out.items.extend(items.iter().map(|item| item.moved(by)));
}

/// Glyph positions are in 32 bits, which hold 32 000 points.
fn narrow(value: i64) -> i32 {
    value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// The first words for a message.
fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
