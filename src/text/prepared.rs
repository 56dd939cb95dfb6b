//! A paragraph shaped and ready to be broken at any width.

use super::bidi::{self, LevelRun};
use super::breaks::{self, Opportunity};
use super::collect::{Collected, NEW_LINE, collect};
use super::decorate::Decoration;
use super::edges::{Edges, scaled};
use super::itemize::{Run, itemize};
use super::kashida::{self, Site};
use super::looseness::{self, Flex};
use super::paragraph::{Align, Hanging, Line, Measure, Paragraph, Piece, PieceKind};
use super::run::{Item, Owner};
use super::shape::{self, ShapedGlyph, Shaper};
use super::{line, linebreak, preformatted};
use crate::diagnostics::{Diagnostics, Span};
use crate::font::{FontId, FontRole, FontSet, Script, companion_size};
use crate::language::{Direction, HangingSigns, LangTag, LanguageData};
use crate::manuscript::NoteId;
use crate::project::Kashida;
use crate::units::{Color, Length};
use icu_segmenter::GraphemeClusterSegmenter;
use std::ops::Range;
use std::sync::Arc;

/// Size of a note's mark and its height above the baseline, thousandths of the size of the text.
const MARK_SIZE: (i64, i64) = (620, 340);

/// A paragraph shaped and ready to be broken at any width.
pub struct Prepared<'a> {
    pub(super) fonts: &'a FontSet,
    pub(super) collected: Collected,
    pub(super) levels: Vec<LevelRun>,
    pub(super) faces: Vec<Face>,
    pub(super) runs: Vec<ShapedRun>,
    pub(super) glyphs: Vec<ShapedGlyph>,
    pub(super) edges: Edges,
    /// Words that may be stretched: where they end, and their sites.
    pub(super) stretchable: Vec<(usize, Vec<Site>)>,
    pub(super) opportunities: Vec<Opportunity>,
    pub(super) direction: Direction,
    pub(super) align: Align,
    pub(super) hyphenate: bool,
    /// A hyphen may end the last full line.
    pub(super) final_hyphens: bool,
    /// When its words are stretched.
    pub(super) kashida: Kashida,
    /// Where signs hang in the margins, and by how much.
    pub(super) hanging: Hanging,
    pub(super) signs: Option<&'static HangingSigns>,
    pub(super) preformatted: bool,
    pub(super) main: Script,
}

/// A run and its glyphs.
#[derive(Clone, Debug)]
pub(super) struct ShapedRun {
    /// What was shaped.
    pub(super) run: Run,
    /// The run and its neighbours of the same level, which were its context.
    pub(super) within: Range<usize>,
    /// Its glyphs, in logical order.
    pub(super) glyphs: Range<usize>,
}

/// A piece as the steps need it: its style with what follows from its kind.
#[derive(Clone, Debug)]
pub(super) struct Face {
    pub(super) role: FontRole,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Script of its language, for signs and digits without letters around.
    pub(super) main: Script,
    pub(super) lang: LangTag,
    pub(super) language: Arc<LanguageData>,
    pub(super) size: Length,
    pub(super) color: Color,
    pub(super) emphasis_color: Option<Color>,
    pub(super) outline: Length,
    pub(super) rise: Length,
    pub(super) decoration: Decoration,
    pub(super) features: Vec<&'static str>,
    pub(super) owner: Owner,
    pub(super) verbatim: bool,
    pub(super) source: Option<Span>,
    pub(super) kind: FaceKind,
}

/// What a piece is, beside its words.
#[derive(Clone, Debug)]
pub(super) enum FaceKind {
    Text,
    Mark(NoteId),
    Object { width: Length, ascent: Length, descent: Length, items: Vec<Item> },
    Break,
}

impl Face {
    fn of(piece: &Piece, paragraph: &Paragraph, fonts: &FontSet) -> Self {
        let language = piece.language.as_ref().unwrap_or(&paragraph.language);
        let style = &piece.style;
        let is_code = piece.verbatim && piece.language.is_none();
        let mut face = Self {
            role: style.role,
            bold: style.bold,
            italic: style.italic,
            main: if is_code { Script::LATIN } else { Script::of(&language.data.script) },
            lang: language.tag.clone(),
            language: language.data.clone(),
            size: style.size,
            color: style.color,
            emphasis_color: style.emphasis_color,
            outline: style.outline,
            rise: style.rise,
            decoration: style.decoration,
            features: style.features.clone(),
            owner: piece.owner,
            verbatim: piece.verbatim,
            source: piece.source,
            kind: FaceKind::Text,
        };
        match &piece.kind {
            PieceKind::Text(text) if style.superior => face.raise(text, fonts),
            PieceKind::Text(_) => {}
            PieceKind::NoteMark(text, note) => {
                face.kind = FaceKind::Mark(*note);
                face.raise(text, fonts);
            }
            PieceKind::Object { width, ascent, descent, items } => {
                let (width, ascent, descent) = (*width, *ascent, *descent);
                face.kind = FaceKind::Object { width, ascent, descent, items: items.clone() };
            }
            PieceKind::Break => face.kind = FaceKind::Break,
        }
        face
    }

    /// Makes it a mark: by the font's own superior figures, else by small ones that are raised.
    fn raise(&mut self, text: &str, fonts: &FontSet) {
        let script = self.main;
        if let Some(font) = fonts.primary(self.role, script, self.bold, self.italic) {
            let run = Run { range: 0..text.len(), level: 0, script, font, piece: 0, missing: false };
            if shape::has_superiors(fonts, &run, text, self) {
                self.features.extend(shape::RAISED);
                return;
            }
        }
        self.rise += self.size.scale(MARK_SIZE.1, 1000);
        self.size = self.size.scale(MARK_SIZE.0, 1000);
    }

    /// Whether the shaper sees no difference between the two: colour, link, owner and size are none.
    pub(super) fn shapes_like(&self, other: &Self) -> bool {
        self.lang == other.lang && self.features == other.features
    }
}

/// Itemizes and shapes a paragraph. Characters that no font has are reported.
pub fn prepare<'a>(paragraph: &Paragraph, fonts: &'a FontSet, diagnostics: &mut Diagnostics) -> Prepared<'a> {
    let collected = collect(paragraph, diagnostics);
    let faces: Vec<Face> = paragraph.pieces.iter().map(|piece| Face::of(piece, paragraph, fonts)).collect();
    let levels = bidi::levels(&collected, paragraph);
    let runs = itemize(&collected, &levels, &faces, fonts, diagnostics);
    let (runs, glyphs) = shape_all(&collected.text, runs, &faces, fonts);
    let mut prepared = Prepared {
        fonts,
        opportunities: if paragraph.preformatted { Vec::new() } else { breaks::opportunities(&collected, &faces) },
        collected,
        levels,
        faces,
        runs,
        glyphs,
        edges: Edges::default(),
        stretchable: Vec::new(),
        direction: paragraph.direction,
        align: paragraph.align,
        hyphenate: paragraph.hyphenate,
        final_hyphens: paragraph.language.data.hyphenation.as_ref().is_some_and(|rules| rules.final_hyphens),
        kashida: paragraph.kashida,
        hanging: paragraph.hanging,
        signs: HangingSigns::of_script(&paragraph.language.data.script),
        preformatted: paragraph.preformatted,
        main: Script::of(&paragraph.language.data.script),
    };
    let is_filled = matches!(paragraph.align, Align::Justify | Align::Fill);
    if paragraph.kashida != Kashida::Off && is_filled && prepared.main.is_joining() {
        prepared.find_stretchable(usize::from(paragraph.language.data.kashida_letters));
    }
    prepared.edges = Edges::of(&prepared);
    prepared
}

fn shape_all(text: &str, runs: Vec<Run>, faces: &[Face], fonts: &FontSet) -> (Vec<ShapedRun>, Vec<ShapedGlyph>) {
    let mut shaper = Shaper::new(fonts, text);
    let mut glyphs = Vec::with_capacity(text.len());
    let mut shaped = Vec::with_capacity(runs.len());
    let mut first = 0;
    for at in 0..runs.len() {
        let joins = |left: usize, right: usize| {
            runs[left].range.end == runs[right].range.start && runs[left].level == runs[right].level
        };
        if at > 0 && !joins(at - 1, at) {
            first = at;
        }
        let mut last = at;
        while last + 1 < runs.len() && last < at + 3 && joins(last, last + 1) {
            last += 1;
        }
        let run = &runs[at];
        let within = runs[first].range.start..runs[last].range.end;
        let start = glyphs.len();
        shaper.shape(run, run.range.clone(), within.clone(), &faces[run.piece], &[], &mut glyphs);
        shaped.push(ShapedRun { run: run.clone(), within, glyphs: start..glyphs.len() });
    }
    (shaped, glyphs)
}

impl Prepared<'_> {
    /// Width of the longest unbreakable piece.
    #[must_use]
    pub fn min_width(&self) -> Length {
        let mut widest = 0;
        let mut start = 0;
        for opportunity in &self.opportunities {
            widest = widest.max(self.edges.x(opportunity.end) - self.edges.x(start));
            start = opportunity.at;
        }
        if self.opportunities.is_empty() {
            return self.max_width();
        }
        Length::from_raw(widest.max(self.edges.x(self.collected.text.len()) - self.edges.x(start)))
    }

    /// Width without any break but forced ones.
    #[must_use]
    pub fn max_width(&self) -> Length {
        let text = &self.collected.text;
        let mut widest = 0;
        let mut start = 0;
        for line in text.split_inclusive([NEW_LINE, '\n']) {
            let end = start + line.trim_end_matches([NEW_LINE, '\n', ' ']).len();
            widest = widest.max(self.edges.x(end) - self.edges.x(start));
            start += line.len();
        }
        Length::from_raw(widest)
    }

    /// Breaks into lines of the measure. Overfull lines are reported with the place of the word.
    #[must_use]
    pub fn lines(&self, measure: Measure, diagnostics: &mut Diagnostics) -> Vec<Line> {
        if self.collected.text.is_empty() {
            return Vec::new();
        }
        let chosen =
            if self.preformatted { preformatted::wrap(self, measure) } else { linebreak::choose(self, measure) };
        line::lines(self, &chosen, measure, diagnostics)
    }

    /// The same with `by` lines more, where the paragraph can have so many within the limits of its spaces; and whether it
    /// can have one line less or more than is best (docs/typography.md P32).
    #[must_use]
    pub fn lines_with(&self, measure: Measure, by: i8, diagnostics: &mut Diagnostics) -> (Vec<Line>, Flex) {
        if self.collected.text.is_empty() || self.preformatted {
            return (self.lines(measure, diagnostics), Flex::default());
        }
        let (chosen, flex) = looseness::choose_with(self, measure, by);
        (line::lines(self, &chosen, measure, diagnostics), flex)
    }

    /// Size of the em of a piece in a script and font: companions of the main script are matched to it
    /// (docs/typography.md A42).
    pub(super) fn size(&self, face: &Face, script: Script, font: FontId) -> Length {
        if script == self.main || face.role == FontRole::Code {
            return face.size;
        }
        match self.fonts.primary(face.role, self.main, face.bold, face.italic) {
            Some(main) => companion_size(face.size, self.main, self.fonts.font(main), script, self.fonts.font(font)),
            None => face.size,
        }
    }

    /// The piece that the byte at `offset` belongs to.
    pub(super) fn face_at(&self, offset: usize) -> Option<&Face> {
        self.collected.stretches.get(self.collected.stretch_at(offset)).and_then(|s| self.faces.get(s.piece))
    }

    /// Places between grapheme clusters (UAX#29) inside a part of the text; none in a note's mark.
    pub(super) fn graphemes(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let (start, end) = (range.start, range.end);
        GraphemeClusterSegmenter::new()
            .segment_str(&self.collected.text[range])
            .map(move |at| start + at)
            .filter(move |at| *at > start && *at < end)
            .filter(|at| !self.face_at(*at).is_some_and(|face| matches!(face.kind, FaceKind::Mark(_))))
    }

    /// The run that holds the byte at `offset`.
    pub(super) fn run_at(&self, offset: usize) -> Option<&ShapedRun> {
        let at = self.runs.partition_point(|shaped| shaped.run.range.end <= offset);
        self.runs.get(at).filter(|shaped| shaped.run.range.start <= offset)
    }

    /// The hyphen of the font that sets the letter before `offset`, and its advance there.
    pub(super) fn hyphen(&self, offset: usize) -> Option<(u16, i64)> {
        let before = offset.checked_sub(1)?;
        let run = &self.run_at(before)?.run;
        let face = self.face_at(before)?;
        let font = self.fonts.font(run.font);
        let glyph = font.glyph_for('\u{2010}').or_else(|| font.glyph_for('-'))?;
        let size = self.size(face, run.script, run.font).raw();
        Some((glyph, scaled(font.advance(glyph), size, i64::from(font.units_per_em.max(1)))))
    }

    /// Advance of a kashida of one stroke before the letter at `offset`; zero where its font has none.
    pub(super) fn stroke(&self, offset: usize) -> i64 {
        let (Some(shaped), Some(face)) = (self.run_at(offset), self.face_at(offset)) else { return 0 };
        let run = &shaped.run;
        let font = self.fonts.font(run.font);
        let Some(glyph) = font.glyph_for('\u{640}') else { return 0 };
        let size = self.size(face, run.script, run.font).raw();
        scaled(font.advance(glyph), size, i64::from(font.units_per_em.max(1)))
    }

    /// Width of a hyphen after the letter before `offset`.
    pub(super) fn hyphen_width(&self, offset: usize) -> i64 {
        self.hyphen(offset).map_or(0, |(_, advance)| advance)
    }

    /// Bidi level of the byte at `offset`.
    pub(super) fn level_at(&self, offset: usize) -> u8 {
        let at = self.levels.partition_point(|run| run.end <= offset);
        self.levels.get(at).map_or(u8::from(self.direction.is_rtl()), |run| run.level)
    }

    /// Whether letters of a script may be set a trifle wider or closer in this paragraph (docs/typography.md P32).
    /// Letters that join never are (A13), nor foreign words among them, which would be the only ones; nor code, which
    /// stands in columns.
    pub(super) fn is_elastic(&self, face: &Face, script: Script) -> bool {
        self.align == Align::Justify
            && !self.preformatted
            && !self.main.is_joining()
            && !script.is_joining()
            && !face.verbatim
            && face.role != FontRole::Code
    }

    /// Finds the words that may be stretched: those of so many letters.
    fn find_stretchable(&mut self, shortest: usize) {
        let text = self.collected.text.as_str();
        let verse = self.align == Align::Fill;
        if kashida::is_vocalised(text) && !verse {
            return;
        }
        let shortest = if verse { kashida::SHORTEST_OF_VERSE } else { shortest };
        let words = kashida::words(text, shortest).into_iter().filter(|(end, sites)| {
            let of = |offset| self.collected.stretch_at(offset);
            // Only inside one piece: a kashida must have a style.
            sites.iter().all(|site| of(site.at) == of(end - 1) && of(site.at - 1) == of(end - 1))
        });
        self.stretchable = words.collect();
    }

    /// Whether the shaper says that a kashida before the letter at `offset` leaves its word as it is.
    pub(super) fn is_safe_to_stretch(&self, offset: usize) -> bool {
        let Some(shaped) = self.run_at(offset) else { return false };
        let glyphs = &self.glyphs[shaped.glyphs.clone()];
        let at = glyphs.partition_point(|glyph| (glyph.cluster as usize) < offset);
        let has_glyph = self.fonts.font(shaped.run.font).glyph_for('\u{640}').is_some();
        shaped.run.level % 2 == 1
            && has_glyph
            && glyphs.get(at).is_some_and(|glyph| glyph.cluster as usize == offset && glyph.takes_kashida)
    }

    /// How what stands at `offset` takes part in justification.
    pub(super) fn give_at(&self, offset: usize) -> Give {
        match self.collected.text[offset..].chars().next() {
            _ if self.preformatted => Give::Nothing,
            Some(' ') => Give::Space,
            Some('\u{A0}') if self.collected.fixed_spaces.binary_search(&offset).is_err() => Give::Space,
            Some('\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}') => Give::Nothing,
            _ => Give::Letter,
        }
    }
}

/// How a part of the text takes part in justification.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Give {
    /// As a word space.
    Space,
    /// As a letter: a trifle, where its script and style allow.
    Letter,
    /// Not at all.
    Nothing,
}
