//! Pieces to lines, lines to rows.

use super::super::rows::{Break, FlexText, Grid, Row};
use super::Composer;
use super::context::{Context, keep_with_row_before};
use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, FontSet, Script};
use crate::language::{Direction, Language};
use crate::manuscript::NodeId;
use crate::project::{HouseStyle, Kashida};
use crate::text::{Align, Hanging, Item, ItemKind, Line, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Length, Point};

/// Cost of ending a page with a divided word (docs/typography.md P4).
const HYPHEN_AT_PAGE_END: u16 = 1000;

/// How a paragraph is set.
#[derive(Clone, Debug)]
pub(super) struct ParagraphStyle {
    /// Type.
    pub(super) text: TextStyle,
    /// How lines fill the measure.
    pub(super) align: Align,
    /// May words be divided?
    pub(super) hyphenate: bool,
    /// Where may signs hang in the margins?
    pub(super) hanging: Hanging,
    /// Indent of the first line from the start edge; negative hangs.
    pub(super) first_indent: Length,
    /// Distance of its lines and where their baseline lies.
    pub(super) grid: Grid,
}

impl ParagraphStyle {
    /// Ragged, never divided, without an indent: lines that are no running text.
    pub(super) fn display(text: TextStyle, grid: Grid) -> Self {
        let (align, hanging) = (Align::Start, Hanging::Nowhere);
        Self { text, align, hyphenate: false, hanging, first_indent: Length::ZERO, grid }
    }

    /// The same for headings and titles: signs do not break the edge where their lines start.
    pub(super) fn title(text: TextStyle, grid: Grid) -> Self {
        Self { hanging: Hanging::StartEdge, ..Self::display(text, grid) }
    }
}

/// Ascent and descent of the text font for the size of body text.
#[derive(Copy, Clone, Debug)]
pub(super) struct FontBox {
    size: Length,
    ascent: Length,
    descent: Length,
}

impl FontBox {
    /// Those of the font of running text; three quarters of an em and one where there is none.
    pub(super) fn measure(house: &HouseStyle, language: &Language, fonts: &FontSet) -> Self {
        let size = house.text_size_in(&language.tag);
        let font = fonts.primary(FontRole::Text, Script::of(&language.data.script), false, false);
        font.map_or(Self { size, ascent: size.scale(3, 4), descent: size.scale(1, 4) }, |id| {
            let font = fonts.font(id);
            let scaled = |units: i16| size.font_units(i32::from(units), font.units_per_em);
            Self { size, ascent: scaled(font.ascent), descent: scaled(font.descent) }
        })
    }

    /// Where the baseline lies in a row of this height, when the font's box stands in its middle.
    fn baseline(&self, size: Length, pitch: Length) -> Length {
        let scaled = |length: Length| length.scale(size.raw(), self.size.raw().max(1));
        let (ascent, descent) = (scaled(self.ascent), scaled(self.descent));
        ascent + (pitch - ascent - descent) / 2
    }
}

impl Composer<'_> {
    /// Size of body text in a language.
    pub(super) fn text_size(&self, language: &Language) -> Length {
        self.house.text_size_in(&language.tag)
    }

    /// A size of text as the headings' family needs it to look as large.
    pub(super) fn display(&self, size: Length, language: &Language) -> Length {
        self.fonts.display_size(size, Script::of(&language.data.script))
    }

    /// A size made smaller as the house style says for `what` (`note`, `caption`, `table`, `code`).
    pub(super) fn small(&self, size: Length, what: &str) -> Length {
        size.scale(i64::from(self.house.small.get(what).copied().unwrap_or(850)), 1000)
    }

    /// The grid of text of this size: the language's line pitch in quarters of a point, for the whole book that of
    /// vocalised text where the book is vocalised (docs/typography.md A43).
    pub(super) fn grid_for(&self, size: Length, language: &Language) -> Grid {
        let data = &language.data;
        let pitch = data.vocalised_pitch.filter(|_| self.vocalised).unwrap_or(data.line_pitch);
        let pitch = (size.pt() * pitch * 4.0).round() / 4.0;
        self.grid_of_pitch(size, Length::from_pt(pitch.max(1.0)))
    }

    /// Lines of this size at this distance.
    pub(super) fn grid_of_pitch(&self, size: Length, pitch: Length) -> Grid {
        Grid { pitch, baseline: self.font_box.baseline(size, pitch) }
    }

    /// Sets pieces in the context's measure; no page begins with the last line or ends with the first.
    pub(super) fn set(
        &self,
        context: &Context,
        pieces: Vec<Piece>,
        style: &ParagraphStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        if pieces.is_empty() {
            return Vec::new();
        }
        let paragraph = self.paragraph(context, pieces, style);
        let measure = Measure { width: context.width(), first_indent: style.first_indent };
        let lines = prepare(&paragraph, self.fonts, diagnostics).lines(measure, diagnostics);
        let mut rows = stack(context, lines, style.grid);
        keep_lines(&mut rows);
        rows
    }

    /// The same for the running text of a paragraph, which may get another number of lines (docs/typography.md P32).
    pub(super) fn set_running(
        &self,
        context: &Context,
        pieces: Vec<Piece>,
        style: &ParagraphStyle,
        node: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let pitch = self.grid().pitch;
        if pieces.is_empty() || style.align != Align::Justify || style.grid.pitch != pitch {
            return self.set(context, pieces, style, diagnostics);
        }
        let paragraph = self.paragraph(context, pieces, style);
        let measure = Measure { width: context.width(), first_indent: style.first_indent };
        let by = self.looseness.and_then(|all| all.get(&node)).copied().unwrap_or(0);
        let (lines, flex) = prepare(&paragraph, self.fonts, diagnostics).lines_with(measure, by, diagnostics);
        let mut rows = stack(context, lines, style.grid);
        keep_lines(&mut rows);
        let lines = u16::try_from(rows.len()).unwrap_or(0);
        let even = lines > 0 && rows.iter().all(|row| row.height == pitch);
        if let Some(first) = rows.first_mut().filter(|_| even && (flex.shorter || flex.longer)) {
            first.flex = Some(FlexText { node, lines, flex });
        }
        rows
    }

    fn paragraph(&self, context: &Context, pieces: Vec<Piece>, style: &ParagraphStyle) -> Paragraph {
        Paragraph {
            pieces,
            language: context.language.clone(),
            direction: context.direction(),
            align: style.align,
            hyphenate: style.hyphenate,
            // Notes, which are small, are not stretched (docs/typography.md A27).
            kashida: match style.align {
                Align::Fill => self.house.kashida,
                Align::Justify if style.text.size >= self.text_size(&context.language) => self.house.kashida,
                _ => Kashida::Off,
            },
            hanging: if self.house.hanging { style.hanging } else { Hanging::Nowhere },
            preformatted: false,
        }
    }

    /// The number of a heading as pieces: in right-to-left text its units are isolated (docs/typography.md A37).
    pub(super) fn number_pieces(&self, parts: &[u16], style: &TextStyle, owner: Owner) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let (units, separator) = self.language.number_units(parts);
        for (at, unit) in units.into_iter().enumerate() {
            if at > 0 {
                pieces.push(Piece::words(separator.to_owned(), style.clone(), owner));
            }
            let mut piece = Piece::words(unit, style.clone(), owner);
            let group = u32::MAX - u32::try_from(at).unwrap_or(0);
            let is_rtl = self.language.direction().is_rtl();
            piece.isolate = is_rtl.then(|| crate::text::Isolate::firm(Direction::Ltr, group));
            pieces.push(piece);
        }
        pieces
    }
}

/// Lines as rows on the grid. A line with a picture higher than the grid gets as many more half lines as it needs.
pub(super) fn stack(context: &Context, lines: Vec<Line>, grid: Grid) -> Vec<Row> {
    let mut divided = false;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let extra = (height_of_pictures(&line) - grid.baseline).non_negative().ceil_to(grid.pitch / 2);
        let mut row = context.row(grid.pitch + extra);
        row.items = line.items;
        move_items(&mut row.items, Point::new(context.left, grid.baseline + extra));
        row.notes = line.notes;
        if divided {
            row.break_before = Break::Cost(HYPHEN_AT_PAGE_END);
        }
        divided = line.hyphenated;
        rows.push(row);
    }
    rows
}

/// How far pictures reach above the baseline.
pub(super) fn height_of_pictures(line: &Line) -> Length {
    let top = |item: &Item| match &item.kind {
        ItemKind::Picture { rect, .. } => -rect.origin.y,
        _ => Length::ZERO,
    };
    line.items.iter().map(top).max().unwrap_or_default()
}

/// At least two lines of a paragraph stay together at the end and at the top of a page (docs/typography.md P4).
pub(super) fn keep_lines(rows: &mut [Row]) {
    if let Some(second) = rows.get_mut(1) {
        keep_with_row_before(second);
    }
    if let Some(last) = rows.iter_mut().skip(1).next_back() {
        keep_with_row_before(last);
    }
}

/// Moves items to another place.
pub(super) fn move_items(items: &mut [Item], by: Point) {
    for item in items {
        match &mut item.kind {
            ItemKind::Glyphs(_, at) => *at = *at + by,
            ItemKind::Rect(rect, _) | ItemKind::Picture { rect, .. } => *rect = rect.moved(by),
            ItemKind::Line { from, to, .. } => {
                *from = *from + by;
                *to = *to + by;
            }
        }
    }
}
