//! The word across the pages of a draft, so that nobody takes it for the book: large and pale, over all that lies there.

use super::Input;
use crate::diagnostics::Diagnostics;
use crate::font::FontRole;
use crate::layout::Pages;
use crate::text::{Align, Artifact, Item, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Color, Length, Point, Size};

/// Black of which no more is seen than leaves the text easy to read.
const COLOR: Color = Color { opacity: 12, ..Color::BLACK };

/// Width of the word as a share of the page's, in hundredths, and the largest size as one of its height.
const WIDTH: i64 = 76;
const LARGEST: i64 = 25;

/// Puts the word on every page.
pub(super) fn stamp(pages: &mut Pages, input: &Input<'_>) {
    let mut set: Option<(Size, Vec<Item>)> = None;
    for frame in &mut pages.frames {
        let known = set.take().filter(|(size, _)| *size == frame.size);
        let (size, items) = known.unwrap_or_else(|| (frame.size, word(input, frame.size)));
        frame.items.extend(items.iter().cloned());
        set = Some((size, items));
    }
}

/// The word in the middle of a page.
fn word(input: &Input<'_>, page: Size) -> Vec<Item> {
    let trial = page.height.scale(LARGEST, 100);
    let wide = line(input, trial, page.width * 8).map_or(page.width, |line| line.width);
    let size = trial.scale(page.width.scale(WIDTH, 100).raw(), wide.raw().max(1)).min(trial);
    let Some(line) = line(input, size, page.width) else { return Vec::new() };
    let at = Point::new(Length::ZERO, (page.height + line.ascent - line.descent) / 2);
    line.items.iter().map(|item| item.moved(at)).collect()
}

fn line(input: &Input<'_>, size: Length, width: Length) -> Option<crate::text::Line> {
    let style = TextStyle { role: FontRole::Heading, size, bold: true, color: COLOR, ..TextStyle::default() };
    let piece = Piece::words(input.language.term("draft"), style, Owner::Artifact(Artifact::Watermark));
    let paragraph = Paragraph { align: Align::Center, ..Paragraph::display(vec![piece], input.language) };
    let measure = Measure { width, first_indent: Length::ZERO };
    // A font that lacks a letter of it is reported where the text needs it.
    let mut found = Diagnostics::new();
    prepare(&paragraph, input.fonts, &mut found).lines(measure, &mut Diagnostics::new()).into_iter().next()
}
