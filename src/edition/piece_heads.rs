//! Heads of pieces that are given out one by one: each page says what it belongs to, and which page of how many it is; the
//! first one has the way to the online copy, as a QR code.

use super::{Input, VolumeBook, pieces};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::FontRole;
use crate::layout::Frame;
use crate::manuscript::{Block, BlockKind, NodeId};
use crate::text::{Align, Artifact, Item, ItemKind, Line, Measure, Owner, Paint, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Color, Length, Point, Rect};
use qrcode::{EcLevel, QrCode};

/// From line to line, and from the last one to the text, as shares of their size in thousandths.
const PITCH: i64 = 1250;
const ABOVE_TEXT: i64 = 1600;
/// The least size of a head, and by what share of it, in thousandths, it is made smaller to fit into the margin.
const LEAST_SIZE: f64 = 7.0;
const SMALLER: i64 = 950;
/// Sides of a QR code, with its quiet zone: the one wanted and the least; what is left of the margin around it.
const CODE: f64 = 19.0;
const LEAST_CODE: f64 = 14.0;
const AROUND_CODE: f64 = 3.0;
/// Modules of the quiet zone (ISO/IEC 18004).
const QUIET: usize = 4;
/// What is between two facts of a head.
const BETWEEN: &str = " · ";

/// Gives each page of a set of pieces its head.
pub(super) fn stamp(book: &mut VolumeBook, input: &Input<'_>, diagnostics: &mut Diagnostics) {
    let blocks = input.manuscript.blocks.get(book.blocks.clone()).unwrap_or_default();
    let pieces: Vec<&Block> = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::PageBreak)).collect();
    let mut last = None;
    let of_page: Vec<Option<usize>> = book
        .pages
        .frames
        .iter()
        .map(|frame| {
            last = first_node(frame)
                .and_then(|node| pieces.partition_point(|piece| piece.node <= node).checked_sub(1))
                .or(last);
            last
        })
        .collect();
    let code = code(input, diagnostics);
    let mut heads = Vec::new();
    let mut page = 0;
    for (at, piece) in of_page.iter().enumerate() {
        page = if at > 0 && of_page.get(at - 1) == Some(piece) { page + 1 } else { 1 };
        let (Some(block), Some(frame)) = (piece.and_then(|piece| pieces.get(piece)), book.pages.frames.get(at)) else {
            continue;
        };
        let pages = of_page.iter().filter(|other| *other == piece).count();
        let code = code.as_ref().filter(|_| page == 1);
        heads.push(Head { at, words: words(block, (page, pages), input), code, page: frame.size.width });
    }
    // All are of one size: of the one that has most to say.
    let sizes = heads.iter().map(|head| head.size(input));
    let Some(size) = sizes.min() else { return };
    for head in heads {
        if let Some(frame) = book.pages.frames.get_mut(head.at) {
            frame.items.extend(head.items(size, input));
        }
    }
}

/// The first element of the text on a page.
fn first_node(frame: &Frame) -> Option<NodeId> {
    frame.items.iter().find_map(|item| match item.owner {
        Owner::Node(node) => Some(node),
        Owner::Artifact(_) => None,
    })
}

/// The publication; then the piece, its language and date, and which page it is.
fn words(piece: &Block, (page, pages): (usize, usize), input: &Input<'_>) -> [String; 2] {
    let Input { facts, language, .. } = input;
    let name = pieces::name(piece, input);
    let number = |number| language.number(number);
    let of = language.pattern("page-of", &[("page", &number(page)), ("pages", &number(pages))]);
    let together = of.replace(' ', "\u{a0}");
    let date = facts.month_year.clone().unwrap_or_default();
    let of_piece = [name, facts.language.clone(), date, together];
    let of_piece: Vec<String> = of_piece.into_iter().filter(|fact| !fact.is_empty()).collect();
    [facts.labelled_title(language), of_piece.join(BETWEEN)]
}

/// What is above the text of a page.
struct Head<'a> {
    /// Which page, from 0, and how wide it is.
    at: usize,
    page: Length,
    words: [String; 2],
    code: Option<&'a Code>,
}

impl Head<'_> {
    /// Where it starts and ends, the code left out.
    fn span(&self, input: &Input<'_>) -> (Length, Length) {
        let margins = &input.house.page.margins;
        let is_rtl = input.language.direction().is_rtl();
        let left = if self.at.is_multiple_of(2) == is_rtl { margins.outer } else { margins.inner };
        let right = left + self.page - margins.outer - margins.inner;
        let taken = self.code.map_or(Length::ZERO, |code| code.side + Length::from_mm(AROUND_CODE));
        if is_rtl { (left + taken, right) } else { (left, right - taken) }
    }

    fn lines(&self, size: Length, input: &Input<'_>) -> Vec<Line> {
        let (start, end) = self.span(input);
        self.words.iter().flat_map(|words| lines(words, size, end - start, input)).collect()
    }

    /// The size of running heads, or as much less as the margin above the text asks for.
    fn size(&self, input: &Input<'_>) -> Length {
        let small = input.house.small.get("head").copied().unwrap_or(850);
        let safety = input.edition.profile.as_ref().map_or(Length::ZERO, |profile| profile.margins.head);
        let room = input.house.page.margins.top - safety;
        let mut size = input.house.text_size_in(&input.language.tag).scale(i64::from(small), 1000);
        loop {
            let pitches = PITCH * self.lines(size, input).len() as i64;
            let smaller = size.scale(SMALLER, 1000);
            if size.scale(ABOVE_TEXT + pitches, 1000) <= room || smaller < Length::from_pt(LEAST_SIZE) {
                return size;
            }
            size = smaller;
        }
    }

    /// Its lines, and the code at their end.
    fn items(&self, size: Length, input: &Input<'_>) -> Vec<Item> {
        let (start, end) = self.span(input);
        let mut items = Vec::new();
        if let Some(code) = self.code {
            let around = Length::from_mm(AROUND_CODE);
            let x = if input.language.direction().is_rtl() { start - around - code.side } else { end + around };
            items.extend(code.items(Point::new(x, around)));
        }
        let lines = self.lines(size, input);
        let pitch = size.scale(PITCH, 1000);
        let first = size.scale(ABOVE_TEXT, 1000) + pitch * (lines.len() as i64 - 1).max(0);
        let mut base = input.house.page.margins.top - first;
        for line in lines {
            items.extend(line.items.iter().map(|item| item.moved(Point::new(start, base))));
            base += pitch;
        }
        items
    }
}

fn lines(words: &str, size: Length, width: Length, input: &Input<'_>) -> Vec<Line> {
    let style = TextStyle { role: FontRole::Heading, size, color: input.house.ink, ..TextStyle::default() };
    let piece = Piece::words(words, style, Owner::Artifact(Artifact::Pagination));
    let paragraph = Paragraph { align: Align::Start, ..Paragraph::display(vec![piece], input.language) };
    // A font that lacks a letter of it is reported where the text needs it.
    let prepared = prepare(&paragraph, input.fonts, &mut Diagnostics::new());
    prepared.lines(Measure { width, first_indent: Length::ZERO }, &mut Diagnostics::new())
}

/// A QR code, as rows of dark stretches: from which module, how many.
struct Code {
    side: Length,
    /// Modules of a side, with the quiet zone.
    modules: usize,
    rows: Vec<Vec<(usize, usize)>>,
}

/// The way to the page from which the publication can be downloaded.
fn code(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Option<Code> {
    let base = input.project.base_url.as_ref()?;
    let address = format!("{base}/{}/index.html#{}", input.language.tag, input.publication.name);
    let side = (input.house.page.margins.top - Length::from_mm(2.0 * AROUND_CODE)).min(Length::from_mm(CODE));
    if side < Length::from_mm(LEAST_CODE) {
        let (name, top) = (&input.edition.name, input.house.page.margins.top.mm());
        let message = format!("the margin at the head of the edition `{name}`, {top:.0} mm, has no room for a QR code");
        let help = format!("make page.margins.top at least {:.0} mm", LEAST_CODE + 2.0 * AROUND_CODE);
        diagnostics.push(Diagnostic::warning("narrow-margin", message).help(help));
        return None;
    }
    let symbol = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()?;
    let row = |row: &[qrcode::Color]| {
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for (at, _) in row.iter().enumerate().filter(|(_, module)| **module == qrcode::Color::Dark) {
            match stretches.last_mut().filter(|(from, count)| from + count == at) {
                Some((_, count)) => *count += 1,
                None => stretches.push((at, 1)),
            }
        }
        stretches
    };
    let colors = symbol.to_colors();
    Some(Code { side, modules: symbol.width() + 2 * QUIET, rows: colors.chunks(symbol.width()).map(row).collect() })
}

impl Code {
    fn items(&self, at: Point) -> impl Iterator<Item = Item> {
        let module = |count: usize| self.side.scale(count as i64, self.modules as i64);
        let rows = self.rows.iter().enumerate();
        rows.flat_map(move |(row, stretches)| {
            stretches.iter().map(move |(from, count)| {
                let (x, y) = (module(from + QUIET), module(row + QUIET));
                // Edges are reckoned from the corner, so that neighbours meet.
                let (width, height) = (module(from + count + QUIET) - x, module(row + 1 + QUIET) - y);
                let kind = ItemKind::Rect(
                    Rect::new(at.x + x, at.y + y, width, height),
                    Paint { fill: Some(Color::BLACK), stroke: None },
                );
                Item { owner: Owner::Artifact(Artifact::Pagination), kind }
            })
        })
    }
}
