//! The words of a drawing, set by the text stage: right order, joined letters, the house style's fonts.

use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, FontSet, Script};
use crate::language::{Direction, LangTag, Language};
use crate::text::{Artifact, Decoration, Item, ItemKind, Measure, Owner, Paragraph, Piece, TextStyle, close, prepare};
use crate::units::{Color, Length, Point};
use unicode_bidi::{BidiClass, bidi_class};
use usvg::{DominantBaseline, FontFamily, FontStyle, Paint, Text, TextAnchor, TextChunk, TextFlow, TextSpan};

/// Sets words in the fonts of the house style.
pub(super) struct Setter<'a> {
    pub(super) fonts: &'a FontSet,
    pub(super) lang: &'a LangTag,
}

impl Setter<'_> {
    /// The words of a text, in its own space, one unit of which is a point here; `None` where they are bent, turned or
    /// painted in a way that only outlines can show.
    pub(super) fn set(&self, text: &Text, lost: &mut Diagnostics) -> Option<Vec<Item>> {
        let moved = text.dx().iter().chain(text.dy()).chain(text.rotate()).any(|value| *value != 0.0);
        let upright = matches!(text.writing_mode(), usvg::WritingMode::LeftToRight);
        if moved || !upright || !text.chunks().iter().all(is_plain) {
            return None;
        }
        let mut items = Vec::new();
        let mut found = Diagnostics::new();
        let mut pen = (0.0, 0.0);
        for chunk in text.chunks() {
            pen = (chunk.x().unwrap_or(pen.0), chunk.y().unwrap_or(pen.1));
            pen.0 += self.chunk(chunk, pen, &mut items, &mut found)? as f32;
        }
        // A character that no font has shows as usvg would show it.
        let whole = found.is_empty();
        lost.extend(found);
        whole.then_some(items)
    }

    /// Appends a chunk's line and returns how far it reaches to the right.
    fn chunk(
        &self,
        chunk: &TextChunk,
        (x, y): (f32, f32),
        items: &mut Vec<Item>,
        lost: &mut Diagnostics,
    ) -> Option<f64> {
        let pieces: Vec<Piece> = chunk.spans().iter().filter_map(|span| self.piece(chunk, span)).collect();
        if pieces.is_empty() {
            return Some(0.0);
        }
        let direction = direction(chunk.text());
        let language = Language::or_english(self.lang);
        let paragraph = Paragraph { direction, ..Paragraph::display(pieces, &language) };
        let prepared = prepare(&paragraph, self.fonts, lost);
        let width = prepared.max_width() + Length::from_pt(1.0);
        let lines = prepared.lines(Measure { width, first_indent: Length::ZERO }, lost);
        let [line] = lines.as_slice() else { return None };
        let (before, reach) = match chunk.anchor() {
            TextAnchor::Start => (Length::ZERO, line.width),
            TextAnchor::Middle => (line.width / 2, line.width - line.width / 2),
            TextAnchor::End => (line.width, Length::ZERO),
        };
        let left = Length::from_pt(f64::from(x)) - before - line.left;
        let top = Length::from_pt(f64::from(y)) + self.drop(chunk);
        items.extend(line.items.iter().map(|item| moved(item, Point::new(left, top))));
        close(items, self.fonts);
        Some(reach.pt())
    }

    fn piece(&self, chunk: &TextChunk, span: &TextSpan) -> Option<Piece> {
        let words = chunk.text().get(span.start()..span.end()).filter(|words| !words.is_empty())?;
        let style = TextStyle {
            role: self.role(span),
            size: Length::from_pt(f64::from(span.font_size().get())),
            bold: span.font().weight() >= 600,
            italic: span.font().style() != FontStyle::Normal,
            color: color(span)?,
            decoration: Decoration {
                strike: span.decoration().line_through().is_some(),
                underline: span.decoration().underline().is_some(),
                overline: span.decoration().overline().is_some(),
                ground: None,
            },
            features: if span.small_caps() { vec!["smcp"] } else { Vec::new() },
            ..TextStyle::default()
        };
        Some(Piece::words(words, style, Owner::Artifact(Artifact::Layout)))
    }

    /// Which of the house style's fonts is meant: the one named, else the one of that kind.
    fn role(&self, span: &TextSpan) -> FontRole {
        let roles = [FontRole::Text, FontRole::Heading, FontRole::Code];
        let named = |name: &str| {
            let is = |role: &FontRole| {
                [Script::LATIN, Script::ARABIC].into_iter().any(|script| {
                    let font = self.fonts.primary(*role, script, false, false).map(|id| self.fonts.font(id));
                    font.is_some_and(|font| font.family.eq_ignore_ascii_case(name))
                })
            };
            roles.into_iter().find(is)
        };
        let of_family = |family: &FontFamily| match family {
            FontFamily::Serif => Some(FontRole::Text),
            FontFamily::Monospace => Some(FontRole::Code),
            FontFamily::Named(name) => named(name),
            _ => Some(FontRole::Heading),
        };
        span.font().families().iter().find_map(of_family).unwrap_or(FontRole::Heading)
    }

    /// How far a chunk's baseline lies below its place.
    fn drop(&self, chunk: &TextChunk) -> Length {
        let Some(span) = chunk.spans().first() else { return Length::ZERO };
        let Some(font) = self.fonts.primary(self.role(span), Script::LATIN, false, false) else { return Length::ZERO };
        let font = self.fonts.font(font);
        let (ascent, descent, x_height) = (i32::from(font.ascent), i32::from(font.descent), i32::from(font.x_height));
        let units = match span.dominant_baseline() {
            DominantBaseline::Middle => x_height / 2,
            DominantBaseline::Central => (ascent - descent) / 2,
            DominantBaseline::Hanging => ascent * 4 / 5,
            DominantBaseline::TextBeforeEdge => ascent,
            DominantBaseline::TextAfterEdge | DominantBaseline::Ideographic => -descent,
            _ => 0,
        };
        Length::from_pt(f64::from(span.font_size().get())).font_units(units, font.units_per_em)
    }
}

/// Whether the text stage can set a chunk as it should look.
fn is_plain(chunk: &TextChunk) -> bool {
    let plain = |span: &TextSpan| {
        let painted =
            span.fill().is_none_or(|fill| matches!(fill.paint(), Paint::Color(_)) && fill.opacity().get() == 1.0);
        painted
            && span.stroke().is_none()
            && span.letter_spacing() == 0.0
            && span.word_spacing() == 0.0
            && span.text_length().is_none()
            && span.baseline_shift().is_empty()
    };
    matches!(chunk.text_flow(), TextFlow::Linear) && chunk.spans().iter().all(plain)
}

/// The colour of words that are seen.
fn color(span: &TextSpan) -> Option<Color> {
    match span.fill().filter(|_| span.is_visible())?.paint() {
        Paint::Color(color) => Some(Color::rgb(color.red, color.green, color.blue)),
        _ => None,
    }
}

fn direction(text: &str) -> Direction {
    let strong =
        text.chars().map(bidi_class).find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    if matches!(strong, Some(BidiClass::R | BidiClass::AL)) { Direction::Rtl } else { Direction::Ltr }
}

fn moved(item: &Item, by: Point) -> Item {
    let kind = match &item.kind {
        ItemKind::Glyphs(run, at) => ItemKind::Glyphs(run.clone(), *at + by),
        ItemKind::Rect(rect, paint) => ItemKind::Rect(rect.moved(by), *paint),
        ItemKind::Line { from, to, width, color, dash } => {
            ItemKind::Line { from: *from + by, to: *to + by, width: *width, color: *color, dash: *dash }
        }
        ItemKind::Picture { file, rect } => ItemKind::Picture { file: file.clone(), rect: rect.moved(by) },
    };
    Item { owner: item.owner, kind }
}
