//! Folios of another edition in the outer margin, at the lines where its pages begin: who leads tells others what page to open.
//!
//! Each is in a frame, as a page is; at the foot of the page stands whose pages they are.

use super::Input;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::FontRole;
use crate::layout::{Frame, Pages};
use crate::text::{Align, Artifact, Item, ItemKind, Line, Measure, Owner, Paint, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Length, Point, Rect};

/// A folio of another edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginFolio {
    /// Page of this edition, from 0.
    pub page: usize,
    /// Base of the line at which it stands, from the head of the page; at the first line where there is none.
    pub base: Option<Length>,
    /// The folio, with the volume where it is not clear without.
    pub folio: String,
}

/// Folios of another edition by the pages of this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarginFolios {
    /// What that edition is called.
    pub book: String,
    /// They, in the order of the pages.
    pub folios: Vec<MarginFolio>,
}

/// Size as a share of that of text, in thousandths, and the least one.
const SIZE: i64 = 700;
const LEAST_SIZE: f64 = 7.0;
/// Frame: room beside and above the digits, as shares of their size in thousandths, and its line in points.
const BESIDE: i64 = 350;
const ABOVE: i64 = 1050;
const BELOW: i64 = 400;
const FRAME: f64 = 0.5;
/// Room beside the text and at the edge of the page, and the least that a frame needs, in millimetres.
const BESIDE_TEXT: f64 = 2.0;
const AT_EDGE: f64 = 5.0;
const LEAST_MEASURE: f64 = 7.0;

/// The pages with these folios. Reports margins that have no room for them.
pub fn with_margin_folios(
    pages: &Pages,
    folios: &MarginFolios,
    input: &Input<'_>,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let mut pages = pages.clone();
    if folios.folios.is_empty() {
        return pages;
    }
    let outer = input.house.page.margins.outer;
    let margin = Margin { input, measure: outer - Length::from_mm(BESIDE_TEXT + AT_EDGE) };
    if margin.measure < Length::from_mm(LEAST_MEASURE) {
        let (name, outer) = (&input.edition.name, outer.mm());
        let message = format!("the outer margin of the edition `{name}`, {outer:.0} mm, has no room for folios");
        let least = LEAST_MEASURE + BESIDE_TEXT + AT_EDGE;
        let help = format!("make page.margins.outer at least {least:.0} mm, or set margin-folios = \"none\"");
        diagnostics.push(Diagnostic::warning("narrow-margin", message).help(help));
        return pages;
    }
    // Where the last one of a page ends, so that none lies upon another.
    let mut filled = (usize::MAX, Length::ZERO);
    for folio in &folios.folios {
        let Some(frame) = pages.frames.get_mut(folio.page) else { continue };
        let is_first = filled.0 != folio.page;
        let wanted = folio.base.unwrap_or(input.house.page.margins.top + margin.size());
        let base = if is_first { wanted } else { wanted.max(filled.1) };
        let items = margin.folio(&folio.folio, (folio.page, frame.size.width), base);
        if is_first {
            let legend = margin.legend(&folios.book, folio.page, frame);
            frame.items.extend(legend);
        }
        frame.items.extend(items);
        filled = (folio.page, base + margin.size().scale(ABOVE + 2 * BELOW, 1000));
    }
    pages
}

/// The outer margin of an edition's pages.
struct Margin<'a> {
    input: &'a Input<'a>,
    measure: Length,
}

impl Margin<'_> {
    fn size(&self) -> Length {
        let text = self.input.house.text_size_in(&self.input.language.tag);
        text.scale(SIZE, 1000).max(Length::from_pt(LEAST_SIZE))
    }

    /// Whether the outer margin of a page is the left one: of a recto where reading goes to the left.
    fn is_left(&self, page: usize) -> bool {
        page.is_multiple_of(2) == self.input.language.direction().is_rtl()
    }

    /// A folio in its frame, beside the text.
    fn folio(&self, folio: &str, (page, width): (usize, Length), base: Length) -> Vec<Item> {
        let Some(line) = self.line(folio, self.measure) else { return Vec::new() };
        let outer = self.input.house.page.margins.outer;
        let room = self.size().scale(BESIDE, 1000);
        let wide = line.width + room * 2;
        let beside = Length::from_mm(BESIDE_TEXT);
        let left = if self.is_left(page) { outer - beside - wide } else { width - outer + beside };
        let mut items = vec![self.frame(Point::new(left, base), wide)];
        items.extend(line.items.iter().map(|item| item.moved(Point::new(left + room - line.left, base))));
        items
    }

    /// Whose pages they are: an empty frame and the name of the book, at the inner end of the foot.
    fn legend(&self, book: &str, page: usize, frame: &Frame) -> Vec<Item> {
        let margins = &self.input.house.page.margins;
        let column = frame.size.width - margins.outer - margins.inner;
        let (wide, room) = (self.size().scale(BESIDE * 2, 1000), self.size().scale(BESIDE, 1000));
        let Some(line) = self.line(book, column - wide - room) else { return Vec::new() };
        let base = folio_base(frame).unwrap_or(frame.size.height - margins.bottom / 2);
        let whole = wide + room + line.width;
        let left = if self.is_left(page) { frame.size.width - margins.inner - whole } else { margins.inner };
        // The frame stands where reading begins.
        let (begin, words) = match self.input.language.direction().is_rtl() {
            false => (left, left + wide + room),
            true => (left + line.width + room, left),
        };
        let mut items = vec![self.frame(Point::new(begin, base), wide)];
        items.extend(line.items.iter().map(|item| item.moved(Point::new(words - line.left, base))));
        items
    }

    /// A frame around what stands on a base.
    fn frame(&self, at: Point, width: Length) -> Item {
        let (above, below) = (self.size().scale(ABOVE, 1000), self.size().scale(BELOW, 1000));
        let stroke = Some((self.input.house.accent, Length::from_pt(FRAME)));
        let rect = Rect::new(at.x, at.y - above, width, above + below);
        Item { owner: Owner::Artifact(Artifact::Pagination), kind: ItemKind::Rect(rect, Paint { fill: None, stroke }) }
    }

    fn line(&self, words: &str, width: Length) -> Option<Line> {
        let style = TextStyle {
            role: FontRole::Heading,
            size: self.size(),
            color: self.input.house.ink,
            ..TextStyle::default()
        };
        let piece = Piece::words(words, style, Owner::Artifact(Artifact::Pagination));
        let paragraph = Paragraph { align: Align::Start, ..Paragraph::display(vec![piece], self.input.language) };
        // A font that lacks a letter of it is reported where the text needs it.
        let prepared = prepare(&paragraph, self.input.fonts, &mut Diagnostics::new());
        let measure = Measure { width, first_indent: Length::ZERO };
        prepared.lines(measure, &mut Diagnostics::new()).into_iter().next()
    }
}

/// The base of a page's own folio; none where it shows none.
fn folio_base(frame: &Frame) -> Option<Length> {
    frame.items.iter().rev().find_map(|item| match &item.kind {
        ItemKind::Glyphs(run, at)
            if item.owner == Owner::Artifact(Artifact::Pagination) && *run.text == *frame.folio =>
        {
            Some(at.y)
        }
        _ => None,
    })
}
