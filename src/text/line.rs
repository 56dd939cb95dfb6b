//! A chosen line to items where they stand: fragments in reading order, placed in the order on the line.

use super::breaks::BreakKind;
use super::decorate;
use super::edges::scaled;
use super::fragments::{FragmentKind, Fragments, SOFT_HYPHEN, narrow};
use super::hanging::Hangs;
use super::justify::{self, Fill, Limits, Share};
use super::linebreak::{Chosen, MOST_HYPHENS};
use super::paragraph::{Align, Line, Measure};
use super::prepared::{Face, FaceKind, Prepared};
use super::reorder;
use super::run::{Glyph, GlyphRun, Item, ItemKind};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::FontId;
use crate::units::{Length, Point};
use std::sync::Arc;

/// A line that sticks out less than this is not reported (docs/typography.md P17).
const TOLERANCE_MM: f64 = 0.5;

/// Sets the chosen lines.
pub(super) fn lines(
    prepared: &Prepared,
    chosen: &[Chosen],
    measure: Measure,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    let mut setter = Setter { prepared, fragments: Fragments::new(prepared) };
    setter.report_hyphens(chosen, diagnostics);
    chosen
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let indent = if index == 0 { measure.first_indent.raw() } else { 0 };
            setter.line(line, measure.width.raw(), indent, diagnostics)
        })
        .collect()
}

struct Setter<'a> {
    prepared: &'a Prepared<'a>,
    fragments: Fragments<'a>,
}

impl Setter<'_> {
    fn line(&mut self, line: &Chosen, width: i64, indent: i64, diagnostics: &mut Diagnostics) -> Line {
        let prepared = self.prepared;
        let hangs = Hangs::of(prepared, line, indent);
        let room = (width - indent).max(0) + hangs.start + hangs.end;
        let is_last = line.kind == BreakKind::Forced;
        let mut extent = self.fragments.gather(line);
        if self.fragments.stretch(line, extent, room, is_last) {
            extent = self.fragments.gather(line);
        }
        let fill = justify::fill(prepared.align, prepared.main, extent, room, is_last);
        if (fill.spaces, fill.letters) != (0, 0) {
            let (spaces, letters) = (Share::new(fill.spaces, extent.glue), Share::new(fill.letters, extent.letters));
            self.fragments.share_out(line, spaces, letters);
        }
        let expansion = fill.expansion(extent);
        let total = extent.width + fill.spaces + fill.letters;
        let left = self.left(total, width, indent, hangs);
        let mut out = Line {
            left: Length::from_raw(left),
            width: Length::from_raw(total),
            hyphenated: line.hyphenated,
            overfull: Length::from_raw(fill.overfull),
            ..Line::default()
        };
        if extent.glue > 0 {
            out.stretch = i32::try_from((extent.glue + fill.spaces) * 1000 / extent.glue).unwrap_or(i32::MAX);
        }
        self.measure_height(&mut out);
        self.place(left, expansion, &mut out);
        self.report(line, &out, fill, diagnostics);
        out
    }

    /// Where the line begins, from the left end of the measure.
    fn left(&self, total: i64, width: i64, indent: i64, hangs: Hangs) -> i64 {
        let is_rtl = self.prepared.direction.is_rtl();
        let start = if is_rtl { width - indent - total + hangs.start } else { indent - hangs.start };
        let end = if is_rtl { -hangs.end } else { width - total + hangs.end };
        match self.prepared.align {
            Align::Justify | Align::Fill | Align::Start => start,
            Align::End => end,
            Align::Center => (start + end) / 2,
        }
    }

    fn measure_height(&self, out: &mut Line) {
        for fragment in &self.fragments.list {
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
    fn place(&mut self, left: i64, expansion: i16, out: &mut Line) {
        let fragments = std::mem::take(&mut self.fragments.list);
        let mut places = vec![0; fragments.len()];
        let mut x = left;
        for index in reorder::visual(fragments.iter().map(|fragment| fragment.level)) {
            places[index] = x;
            x += fragments[index].width;
        }
        for (fragment, x) in fragments.into_iter().zip(places) {
            let face = &self.prepared.faces[fragment.piece];
            match fragment.kind {
                FragmentKind::Barrier => {}
                FragmentKind::Object => push_object(face, x, out),
                FragmentKind::Glyphs { font, size, text, mut glyphs, is_elastic, hyphenated } => {
                    spread(&mut glyphs, fragment.level, fragment.width);
                    let mut words = self.prepared.collected.text[text].to_owned();
                    if hyphenated {
                        words.push_str(SOFT_HYPHEN);
                    }
                    let run = GlyphRun {
                        font,
                        size: Length::from_raw(size),
                        expansion: if is_elastic { expansion } else { 0 },
                        color: self.color(face, font),
                        outline: face.outline,
                        level: fragment.level,
                        lang: face.lang.clone(),
                        width: Length::from_raw(fragment.width),
                        text: words.into(),
                        source: face.source,
                        glyphs: glyphs.into(),
                    };
                    let at = Point::new(Length::from_raw(x), -face.rise);
                    let lines = decorate::lines(face, self.prepared.fonts.font(font), &run, at);
                    out.items.extend(decorate::ground(face, self.prepared.fonts.font(font), &run, at));
                    out.items.push(Item { owner: face.owner, kind: ItemKind::Glyphs(Arc::new(run), at) });
                    out.items.extend(lines);
                }
            }
        }
    }

    /// Emphasis is shown by colour where the font that was found has no italic (docs/typography.md A44).
    fn color(&self, face: &Face, font: FontId) -> crate::units::Color {
        match face.emphasis_color {
            Some(color) if face.italic && !self.prepared.fonts.font(font).italic => color,
            _ => face.color,
        }
    }

    fn report(&self, line: &Chosen, out: &Line, fill: Fill, diagnostics: &mut Diagnostics) {
        let words = self.prepared.collected.text[line.start..line.end].trim();
        if line.kind == BreakKind::Sever && line.before != Some(BreakKind::Sever) {
            let word = words.rsplit(' ').next().unwrap_or(words);
            let message = format!("an address or code was divided where it has no sign for it: “{}”", shorten(word));
            let note = Diagnostic::note("divided-address", message).help("shorten it, or make words a link to it");
            diagnostics.push(self.at_word(note, line, word));
        }
        // Said once a word, at the first of its lines.
        if line.kind == BreakKind::Cut && line.before != Some(BreakKind::Cut) {
            let word = words.rsplit(' ').next().unwrap_or(words);
            let message = format!("a word is wider than its line and was cut: “{}”", shorten(word));
            let help = "write a shorter word, put U+00AD where it may be divided, or make the text smaller";
            diagnostics.push(self.at_word(Diagnostic::warning("word-too-wide", message).help(help), line, word));
        }
        if out.overfull > Length::from_mm(TOLERANCE_MM) {
            let word = words.split(' ').max_by_key(|word| word.chars().count()).unwrap_or(words);
            let message =
                format!("a line is {:.1} mm too long for its measure: “{}”", out.overfull.mm(), shorten(word));
            let help = "write a shorter word, put U+00AD where it may be divided, or make the text smaller";
            diagnostics.push(self.at_word(Diagnostic::warning("overfull-line", message).help(help), line, word));
        } else if fill.short > 0 {
            let (short, words_shown) = (Length::from_raw(fill.short).mm(), shorten(words));
            let message = format!("a line is left {short:.1} mm short, for its spaces would gape: “{words_shown}”");
            let help = "change the words around it, or put U+00AD where a long word may be divided";
            diagnostics.push(self.at_word(Diagnostic::warning("loose-line", message).help(help), line, words));
        } else if i64::from(out.stretch) > Limits::of(self.prepared.main).widest() {
            diagnostics.push(self.at_word(loose(out.stretch, words), line, words));
        }
    }

    /// Hyphens where none should stand, which no other breaks could spare (docs/typography.md P14).
    fn report_hyphens(&self, chosen: &[Chosen], diagnostics: &mut Diagnostics) {
        let mut succession = 0_u8;
        for (at, line) in chosen.iter().enumerate() {
            succession = if line.hyphenated { succession.saturating_add(1) } else { 0 };
            let is_final = line.hyphenated && at + 2 == chosen.len() && !self.prepared.final_hyphens;
            let what = match succession {
                count if count > MOST_HYPHENS => "another line in succession ends in a hyphen",
                _ if is_final => "the last full line of a paragraph ends in a hyphen",
                _ => continue,
            };
            let words = self.prepared.collected.text[line.start..line.end].trim();
            let word = words.rsplit(' ').next().unwrap_or(words);
            let note = Diagnostic::note("unwanted-hyphen", format!("{what}: “{}”", shorten(word)));
            diagnostics.push(self.at_word(note.help("change the words around it"), line, word));
        }
    }

    /// Points at a word of a line, as far as the piece's place in the sources lets it.
    fn at_word(&self, mut diagnostic: Diagnostic, line: &Chosen, word: &str) -> Diagnostic {
        let collected = &self.prepared.collected;
        let offset = collected.text[line.start..line.next].find(word).unwrap_or(0) + line.start;
        diagnostic.span = collected.source(&self.prepared.faces, offset..offset + word.len());
        diagnostic
    }
}

/// A line whose spaces are wider than their limit: a note, or a warning where they gape (docs/typography.md P13, A26).
fn loose(stretch: i32, words: &str) -> Diagnostic {
    let message = format!("the spaces of a line are {} % of their width: “{}”", stretch / 10, shorten(words));
    let finding = if i64::from(stretch) > justify::WIDEST {
        Diagnostic::warning("loose-line", message)
    } else {
        Diagnostic::note("loose-line", message)
    };
    finding.help("change the words around it, or put U+00AD where a long word may be divided")
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

fn push_object(face: &Face, x: i64, out: &mut Line) {
    let FaceKind::Object { items, .. } = &face.kind else { return };
    let by = Point::new(Length::from_raw(x), Length::ZERO);
    out.items.extend(items.iter().map(|item| item.moved(by)));
}

/// The first words for a message.
fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
