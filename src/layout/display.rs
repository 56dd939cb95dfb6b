//! Display lines: the words of title pages, imprints, contents and running heads, which the program sets itself.

use super::rows::{Break, Row};
use super::work::Work;
use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, FontSet, Script};
use crate::language::{Direction, Language};
use crate::text::{Align, Isolate, Item, ItemKind, Line, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Length, Point};

/// Words that the program sets itself.
pub(super) struct Display<'a> {
    pub(super) text: &'a str,
    /// A part of the text that keeps its own left-to-right order.
    pub(super) foreign: Option<&'a str>,
    pub(super) style: TextStyle,
    pub(super) align: Align,
    pub(super) owner: Owner,
    /// From baseline to baseline.
    pub(super) pitch: Length,
}

/// The headings' family in the accent colour, as large as running text of this size.
pub(super) fn heading_style(work: &Work<'_>, size: Length, bold: bool) -> TextStyle {
    let script = Script::of(&work.language.data.script);
    let size = work.fonts.display_size(size, script);
    TextStyle { role: FontRole::Heading, size, bold, color: work.house.accent, ..TextStyle::default() }
}

/// A paragraph of one stretch.
pub(super) fn paragraph(display: &Display<'_>, language: &Language) -> Paragraph {
    let piece = |text: &str, isolate| Piece { isolate, ..Piece::words(text, display.style.clone(), display.owner) };
    let split = display.foreign.and_then(|foreign| Some((display.text.split_once(foreign)?, foreign)));
    let pieces = match split {
        Some(((before, after), foreign)) => {
            let isolate = Isolate::firm(Direction::Ltr, 0);
            vec![piece(before, None), piece(foreign, Some(isolate)), piece(after, None)]
        }
        None => vec![piece(display.text, None)],
    };
    Paragraph { align: display.align, ..Paragraph::display(pieces, language) }
}

/// Lines of display text, positions from the left end of the measure and the baseline.
pub(super) fn lines(
    display: &Display<'_>,
    language: &Language,
    fonts: &FontSet,
    width: Length,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    let paragraph = paragraph(display, language);
    let measure = Measure { width, first_indent: Length::ZERO };
    prepare(&paragraph, fonts, diagnostics).lines(measure, diagnostics)
}

/// Rows of display text, kept together.
pub(super) fn rows(
    display: &Display<'_>,
    language: &Language,
    fonts: &FontSet,
    width: Length,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in lines(display, language, fonts, width, diagnostics) {
        let baseline = baseline(&line, display.pitch);
        let items = line.items.into_iter().map(|item| moved(item, Point::new(Length::ZERO, baseline))).collect();
        let break_before = if rows.is_empty() { Break::Allowed } else { Break::Forbidden };
        rows.push(Row { height: display.pitch, items, break_before, ..Row::default() });
    }
    rows
}

/// Where the baseline lies in a row of this pitch: ink centred between the edges.
pub(super) fn baseline(line: &Line, pitch: Length) -> Length {
    (pitch - line.ascent - line.descent) / 2 + line.ascent
}

/// An empty strip.
pub(super) fn space(height: Length) -> Row {
    Row { height, break_before: Break::Forbidden, ..Row::default() }
}

/// The same item elsewhere.
pub(super) fn moved(item: Item, by: Point) -> Item {
    let kind = match item.kind {
        ItemKind::Glyphs(run, at) => ItemKind::Glyphs(run, at + by),
        ItemKind::Rect(rect, paint) => ItemKind::Rect(rect.moved(by), paint),
        ItemKind::Line { from, to, width, color, dash } => {
            ItemKind::Line { from: from + by, to: to + by, width, color, dash }
        }
        ItemKind::Picture { file, rect } => ItemKind::Picture { file, rect: rect.moved(by) },
    };
    Item { owner: item.owner, kind }
}
