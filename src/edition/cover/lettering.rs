//! Words of a cover: display text in one size, set to lines and put where they stand.

use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, FontSet};
use crate::language::Language;
use crate::text::{Align, Artifact, Item, Line, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Color, Length, Point};

/// How words are set.
#[derive(Copy, Clone)]
pub(super) struct Lettering<'a> {
    pub(super) language: &'a Language,
    pub(super) fonts: &'a FontSet,
    pub(super) role: FontRole,
    pub(super) size: Length,
    pub(super) bold: bool,
    pub(super) color: Color,
    pub(super) align: Align,
}

/// Lines, and how far one stands below the other.
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    /// From the top of the block to the first baseline.
    pub(super) first: Length,
    pub(super) pitch: Length,
}

impl Lettering<'_> {
    /// Words in a measure, a line as high as five quarters of their size.
    pub(super) fn block(&self, words: &str, width: Length, diagnostics: &mut Diagnostics) -> Block {
        let Self { language, fonts, size, .. } = *self;
        let style = TextStyle { role: self.role, size, bold: self.bold, color: self.color, ..TextStyle::default() };
        let piece = Piece::words(words, style, Owner::Artifact(Artifact::Layout));
        let paragraph = Paragraph { align: self.align, ..Paragraph::display(vec![piece], language) };
        let measure = Measure { width, first_indent: Length::ZERO };
        // What sticks out is seen by who asks, and set smaller or reported as a whole.
        let lines = prepare(&paragraph, fonts, diagnostics).lines(measure, &mut Diagnostics::new());
        Block { lines, first: size, pitch: size.scale(5, 4) }
    }
}

impl Block {
    pub(super) fn height(&self) -> Length {
        self.pitch * i64::try_from(self.lines.len()).unwrap_or(0)
    }

    /// Whether a line sticks out of the measure.
    pub(super) fn is_overfull(&self) -> bool {
        self.lines.iter().any(|line| line.overfull > Length::ZERO)
    }

    /// The items of all lines, with the top left corner of the block at `at`.
    pub(super) fn items(&self, at: Point) -> Vec<Item> {
        let mut items = Vec::new();
        let mut baseline = at.y + self.first;
        for line in &self.lines {
            items.extend(line.items.iter().map(|item| item.moved(Point::new(at.x, baseline))));
            baseline += self.pitch;
        }
        items
    }
}
