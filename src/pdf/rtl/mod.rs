//! Lines from right to left, so written that every reader of the file finds their words.
//!
//! A PDF file holds no words, only glyphs where they stand; each reader makes words of them by rules of its own, most of
//! which were made for lines from left to right. The order of the glyphs is that of reading (docs/typography.md A6),
//! for the structure tree, MuPDF and pdfminer. What else six readers need, each part measured by leaving it out, and no
//! more:
//!
//! | part | reader |
//! |---|---|
//! | a letter is one glyph with its dots and kashida, as wide as its share of the word (`letters`) | PDFium, poppler: gaps in words are spaces |
//! | a letter is a text object of its own | PDFium, pdf.js: both turn the order within one round |
//! | letters together are wider than 0.2 em | pdf.js: it joins letters that are nearer |
//! | a gap has a word spacing by which pdf.js alone moves on, so that the next letter lies to the right for it | pdf.js: it forgets a space before a letter to the left |
//! | vowel marks at another size | pdf.js: it turns letter and mark round |
//! | gaps around words from left to right reach over these | pdfminer: it breaks the line where boxes lie apart |
//! | a hair space as wide as words from left to right, between them and a sign beside them, outside the tree | pdfminer, likewise |
//! | later words from left to right begin left of the first, also where all of a line is such words | PDFium: it sorts text objects by where they begin, and turns the words of every line of a book bound on the right |
//! | two spaces over the width of the page, outside the tree (`ruler`) | PDFium: it takes the lines of some pages for vertical ones |
//! | a right-to-left mark left of words from left to right, and of a stop before them, at the end of the page and outside the tree | poppler: it swallows the space there |
//!
//! The word spacing is one that text of two-byte codes does not have (ISO 32000-1 9.3.3): all others leave it out, and so
//! does pdf.js where it paints. No joiner and no mark of direction is among the words of the tree.
//!
//! In: the runs of one line. Out: glyphs and blanks in their places ([`Step`]). Steps: runs to letters (`letters`), letters to
//! steps (`pattern`). Only TrueType outlines can be put together: a line with others is written run by run, like lines from
//! left to right.

mod letters;
mod pattern;
mod ruler;
#[cfg(test)]
mod tests;

pub(super) use pattern::{Place, Show, Step};
pub(super) use ruler::{blank, ruler};

use crate::font::FontSet;
use crate::language::Direction;
use crate::text::{GlyphRun, Item, ItemKind};
use crate::units::{Length, Point};

/// The share of the em by which a baseline may differ from that before it on the same line.
const SHIFT: f64 = 0.6;

/// The share of the em by which runs of one line may lie apart.
const APART: f64 = 1.5;

/// A run where it stands.
#[derive(Copy, Clone)]
pub(super) struct Placed<'a> {
    pub(super) run: &'a GlyphRun,
    pub(super) at: Point,
}

/// What a line is written with.
pub(super) struct Line<'a> {
    /// How many items it is made of.
    pub(super) items: usize,
    /// Its glyphs, each with the number of its item.
    pub(super) steps: Vec<Step<'a>>,
    /// Marks for the end of the page.
    pub(super) marks: Vec<Step<'a>>,
}

/// The line with which `items` begin, if it is one that can be written so: from right to left, or in a `book` from right
/// to left, of which PDFium turns all lines.
pub(super) fn line<'a>(items: &'a [Item], fonts: &FontSet, book: Direction) -> Option<Line<'a>> {
    let mut runs: Vec<Placed<'a>> = Vec::new();
    let mut sides = (f64::MAX, f64::MIN);
    for item in items {
        let is_like = |next: &Placed<'a>| match runs.first() {
            Some(first) => (first.run.level > 0) == (next.run.level > 0),
            None => next.run.level > 0 || book.is_rtl(),
        };
        let Some(next) = plain(item).filter(is_like) else { break };
        let (left, right) = (next.at.x.pt(), (next.at.x + next.run.width).pt());
        if let Some(last) = runs.last() {
            let em = last.run.size.max(next.run.size).pt();
            let apart = (left - sides.1).max(sides.0 - right);
            if (next.at.y - last.at.y).abs().pt() > SHIFT * em || apart > APART * em {
                break;
            }
        }
        sides = (sides.0.min(left), sides.1.max(right));
        runs.push(next);
    }
    // A font that begins otherwise has PostScript outlines.
    let can_compose = |placed: &Placed<'_>| !fonts.font(placed.run.font).data.starts_with(b"OTTO");
    if runs.is_empty() || !runs.iter().all(can_compose) {
        return None;
    }
    if runs.iter().all(|placed| placed.run.level == 0 && !placed.run.text.trim().contains(' ')) {
        return None;
    }
    let letters = letters::letters(&runs)?;
    let (steps, marks) = pattern::pattern(&letters, fonts);
    Some(Line { items: runs.len(), steps, marks })
}

/// A run that is painted as it is.
fn plain(item: &Item) -> Option<Placed<'_>> {
    let ItemKind::Glyphs(run, at) = &item.kind else { return None };
    let is_plain = run.color.is_opaque() && run.outline <= Length::ZERO && run.size > Length::ZERO;
    is_plain.then_some(Placed { run, at: *at })
}
