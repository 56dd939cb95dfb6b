//! Where a block stands: its edges, language, type and what is around it.

use super::super::rows::{Break, Enclosure, Grid, Row};
use super::Composer;
use super::spacing::{Paragraphs, Previous};
use crate::language::{Direction, LangTag, Language};
use crate::text::TextStyle;
use crate::units::Length;
use std::sync::Arc;

/// Blocks nested deeper are set without further indents.
const DEEPEST: u16 = 24;

/// No column gets narrower than this many ems by indents.
const NARROWEST: i64 = 6;

/// The same in the cell of a table.
pub(super) const NARROWEST_IN_CELL: i64 = 2;

/// What a block inherits from what is around it.
#[derive(Clone)]
pub(super) struct Context {
    /// Left edge of the text, from the column's left.
    pub(super) left: Length,
    /// Right edge of the text, from the column's left.
    pub(super) right: Length,
    /// Language of the text.
    pub(super) language: Language,
    /// Type of running text.
    pub(super) text: TextStyle,
    /// Grid of running text.
    pub(super) grid: Grid,
    /// Size relative to body text, in thousandths: less in notes.
    pub(super) scale: u16,
    /// What runs behind its rows, outermost first.
    pub(super) enclosures: Arc<[Enclosure]>,
    /// What stands before.
    pub(super) previous: Previous,
    /// How paragraphs are told apart.
    pub(super) paragraphs: Paragraphs,
    /// Paragraphs whose words all run the other way are set that way inside the block, as notes are
    /// (docs/typography.md A5).
    pub(super) follows_words: bool,
    /// Paragraphs stand in the middle.
    pub(super) centered: bool,
    /// Lines are not filled, as in the cells of tables.
    pub(super) ragged: bool,
    /// Words are set in capitals.
    pub(super) capitals: bool,
    /// In columns beside each other, or in what was tried in such.
    pub(super) columns: bool,
    /// In a list without space between its items.
    pub(super) tight: bool,
    /// Bullet lists around it.
    pub(super) bullets: usize,
    /// In a worksheet: empty cells are room to write in.
    pub(super) worksheet: bool,
    /// Blocks around it.
    pub(super) depth: u16,
}

impl Context {
    /// Room between the edges.
    pub(super) fn width(&self) -> Length {
        self.right - self.left
    }

    /// Direction of the text.
    pub(super) fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// Whether lines run from right to left.
    pub(super) fn is_rtl(&self) -> bool {
        self.direction().is_rtl()
    }

    /// The inside of a block: edges moved in by `start` and `end`, unless that leaves too little.
    pub(super) fn inside(&self, start: Length, end: Length) -> Self {
        let mut inner = self.clone();
        inner.depth = self.depth.saturating_add(1);
        inner.previous = Previous::Start;
        inner.tight = false;
        let narrowest = if self.ragged { NARROWEST_IN_CELL } else { NARROWEST };
        if self.depth < DEEPEST && self.width() - start - end >= self.text.size * narrowest {
            let (left, right) = if self.is_rtl() { (end, start) } else { (start, end) };
            inner.left += left;
            inner.right -= right;
        }
        inner
    }

    /// An empty row behind which the enclosures of this place run.
    pub(super) fn row(&self, height: Length) -> Row {
        Row { height, enclosures: self.enclosures.clone(), ..Row::default() }
    }

    /// The same place with one more enclosure.
    pub(super) fn enclosed(mut self, enclosure: Enclosure) -> Self {
        self.enclosures = self.enclosures.iter().cloned().chain([enclosure]).collect();
        self
    }
}

impl Composer<'_> {
    /// The top of a column of body text.
    pub(super) fn context(&self, width: Length) -> Context {
        Context {
            left: Length::ZERO,
            right: width,
            language: self.language.clone(),
            text: self.body(),
            grid: self.grid(),
            scale: 1000,
            enclosures: Arc::from([]),
            previous: Previous::Start,
            paragraphs: if self.house.paragraph_indent == 0 { Paragraphs::LineApart } else { Paragraphs::Indented },
            follows_words: false,
            centered: false,
            ragged: false,
            columns: false,
            capitals: false,
            tight: false,
            bullets: 0,
            worksheet: false,
            depth: 0,
        }
    }

    /// The same place for a block of these classes: those that HTML has elements for.
    pub(super) fn for_classes(&self, mut context: Context, classes: &[String]) -> Context {
        for class in classes {
            match class.as_str() {
                "center" => context.centered = true,
                "small" => self.make_small(&mut context.text),
                "underline" => context.text.decoration.underline = true,
                _ => {}
            }
        }
        context
    }

    /// The same place for text of another language: its size and direction. Lines stay on the grid of the book, or on
    /// every one and a half of it where the language needs more room.
    pub(super) fn for_language(&self, context: &Context, lang: Option<&LangTag>) -> Context {
        let mut context = context.clone();
        let Some(lang) = lang.filter(|lang| **lang != context.language.tag) else {
            return context;
        };
        let language = self.language.foreign(lang);
        let size = self.text_size(&language).scale(i64::from(context.scale), 1000);
        let wanted = self.grid_for(size, &language).pitch;
        if wanted.scale(100, 118) > context.grid.pitch {
            context.grid = self.grid_of_pitch(size, wanted.ceil_to(context.grid.pitch / 2));
        }
        context.text.size = size;
        context.language = language;
        context
    }
}

/// Forbids page ends between the rows.
pub(super) fn keep_together(rows: &mut [Row]) {
    for row in rows.iter_mut().skip(1) {
        keep_with_row_before(row);
    }
}

/// Forbids a page end before the row, unless one is wanted there.
pub(super) fn keep_with_row_before(row: &mut Row) {
    if !matches!(row.break_before, Break::Page | Break::Recto) {
        row.break_before = Break::Forbidden;
    }
}

/// Space and heights of all rows.
pub(super) fn height_of(rows: &[Row]) -> Length {
    rows.iter().map(|row| row.space_before + row.height).sum()
}
