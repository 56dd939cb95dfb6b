//! Blocks to rows.
//!
//! In: blocks of a manuscript, the house style, the fonts, and a [`Lookup`] for what references say. Out: [`Row`]s in
//! reading order, whose heights and spaces add up to whole lines of the [`Grid`], and which say where a page may end.
//! Steps: flatten inlines to pieces ([`inlines`]), set them as lines ([`setting`]), stack lines as rows; each kind of
//! block has its own file for what is particular to it.
//!
//! Everything is mirrored by logical sides (docs/typography.md A3): what stands at the start of a line stands left in
//! left-to-right text and right in right-to-left text, while rows and items know only left and right.

mod answer;
mod boxes;
mod code;
mod columns;
mod context;
mod definitions;
mod figure;
mod heading;
mod index;
mod inlines;
mod list;
mod marker;
mod note;
mod paragraph;
mod parallel;
mod part;
mod picture;
mod quote;
mod setting;
mod spacing;
mod table;
mod verse;

#[cfg(test)]
mod tests;

use super::rows::{Break, Float, Grid, Lookup, Mark, Row};
use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::language::Language;
use crate::manuscript::{Block, BlockKind, Manuscript, NodeId, Note};
use crate::project::HouseStyle;
use crate::text::{Decoration, FontRole, TextStyle};
use crate::units::Length;
use context::Context;
use setting::FontBox;
use spacing::Previous;
use std::collections::BTreeMap;

pub(super) use table::is_landscape;

/// The class of figures that stay where they are written.
const HERE: &str = "here";

/// Composes the blocks of one text. It can be shared by threads that compose different blocks.
pub(super) struct Composer<'a> {
    house: &'a HouseStyle,
    language: &'a Language,
    fonts: &'a FontSet,
    lookup: &'a dyn Lookup,
    manuscript: &'a Manuscript,
    font_box: FontBox,
    vocalised: bool,
    /// Paragraphs that are set with so many lines more than is best.
    looseness: Option<&'a BTreeMap<NodeId, i8>>,
}

impl<'a> Composer<'a> {
    /// For a text in `language`; `manuscript` is asked for the numbers of its notes.
    #[must_use]
    pub(super) fn new(
        house: &'a HouseStyle,
        language: &'a Language,
        fonts: &'a FontSet,
        lookup: &'a dyn Lookup,
        manuscript: &'a Manuscript,
    ) -> Self {
        let font_box = FontBox::measure(house, language, fonts);
        Self { house, language, fonts, lookup, manuscript, font_box, vocalised: false, looseness: None }
    }

    /// The same for a text whose words have vowel signs, or have not.
    #[must_use]
    pub(super) fn vocalised(self, vocalised: bool) -> Self {
        Self { vocalised, ..self }
    }

    /// The same with so many lines more than is best, or less, in some paragraphs.
    #[must_use]
    pub(super) fn loosened(self, looseness: &'a BTreeMap<NodeId, i8>) -> Self {
        Self { looseness: Some(looseness), ..self }
    }

    /// The grid of body text.
    #[must_use]
    pub(super) fn grid(&self) -> Grid {
        self.grid_for(self.text_size(self.language), self.language)
    }

    /// The grid of notes, counted from the foot of the page.
    #[must_use]
    pub(super) fn note_grid(&self) -> Grid {
        self.grid_for(self.small(self.text_size(self.language), "note"), self.language)
    }

    /// The style of body text.
    #[must_use]
    fn body(&self) -> TextStyle {
        TextStyle {
            role: FontRole::Text,
            size: self.text_size(self.language),
            bold: false,
            italic: false,
            color: self.house.ink,
            emphasis_color: Some(self.house.accent),
            outline: Length::ZERO,
            rise: Length::ZERO,
            decoration: Decoration::default(),
            superior: false,
            features: Vec::new(),
        }
    }

    /// One block of a text; `previous` is the block before it, which decides on the space above and on first-line
    /// indents. Blocks can be composed in any order and put together afterwards.
    pub(super) fn block(
        &self,
        block: &Block,
        previous: Option<&Block>,
        width: Length,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut context = self.context(width);
        context.previous = previous.map_or(Previous::Start, Previous::of);
        let mut rows = self.one(&context, block, diagnostics);
        let within: Length = rows
            .iter()
            .enumerate()
            .map(|(at, row)| if at == 0 { row.height } else { row.space_before + row.height })
            .sum();
        if let Some(last) = rows.last_mut() {
            last.height += within.ceil_to(context.grid.pitch / 2) - within;
        }
        if let Some(first) = rows.first_mut() {
            first.on_grid = !matches!(block.kind, BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::Quote(_));
            first.stretches = context.previous.is_set_apart() || Previous::of(block).is_set_apart();
        }
        let may_move = matches!(block.kind, BlockKind::Figure(_))
            && block.classes.iter().all(|class| class != HERE)
            && rows.iter().all(|row| row.notes.is_empty());
        let float = if may_move { Float::May(block.node) } else { Float::No };
        rows.iter_mut().for_each(|row| row.float = float);
        let loose = Previous::of(block).is_loose();
        rows.iter_mut().for_each(|row| row.loose = loose);
        rows
    }

    /// A note: its number, then its text, on the grid of notes.
    pub(super) fn note(&self, note: &Note, width: Length, diagnostics: &mut Diagnostics) -> Vec<Row> {
        note::compose(self, note, width, diagnostics)
    }

    /// Blocks within a block, one after another.
    fn sequence(&self, context: &Context, blocks: &[Block], diagnostics: &mut Diagnostics) -> Vec<Row> {
        self.sequence_with_starts(context, blocks, diagnostics).0
    }

    /// Blocks within a block, and at which row each begins.
    fn sequence_with_starts(
        &self,
        context: &Context,
        blocks: &[Block],
        diagnostics: &mut Diagnostics,
    ) -> (Vec<Row>, Vec<usize>) {
        let mut context = context.clone();
        let mut rows = Vec::new();
        let mut starts = Vec::with_capacity(blocks.len());
        for block in blocks {
            starts.push(rows.len());
            rows.extend(self.one(&context, block, diagnostics));
            context.previous = Previous::of(block);
        }
        (rows, starts)
    }

    /// A block with the space above it, its keeps towards the block before, and its id.
    fn one(&self, context: &Context, block: &Block, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let context = self.for_classes(self.for_language(context, block.lang.as_ref()), &block.classes);
        let mut rows = self.by_kind(&context, block, diagnostics);
        if rows.is_empty() && block.id.is_some() {
            rows.push(context.row(Length::ZERO));
        }
        let Some(first) = rows.first_mut() else {
            return rows;
        };
        first.space_before += self.gap(&context, block);
        if let Some(id) = &block.id {
            first.marks.insert(0, Mark::Id(id.clone()));
        }
        self.keep_with_previous(context.previous, block, &mut rows);
        rows
    }

    fn by_kind(&self, context: &Context, block: &Block, diagnostics: &mut Diagnostics) -> Vec<Row> {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(context, block, heading, diagnostics),
            BlockKind::Paragraph(inlines) => self.text(context, inlines, block.node, diagnostics),
            BlockKind::List(list) => self.list(context, list, diagnostics),
            BlockKind::Definitions(definitions) => self.definitions(context, definitions, diagnostics),
            BlockKind::Quote(blocks) => self.quote(context, block.node, blocks, diagnostics),
            BlockKind::Code(code) => self.code(context, block, code, diagnostics),
            BlockKind::Table(table) => self.table(context, block, table, diagnostics),
            BlockKind::Figure(figure) => self.figure(context, block, figure, diagnostics),
            BlockKind::Part(part) => self.part(context, block, part, diagnostics),
            BlockKind::AnswerLines(count) => self.answer_lines(context, *count),
            BlockKind::Index(entries) => self.index(context, entries, diagnostics),
            BlockKind::Rule => vec![self.thematic_rule(context)],
            BlockKind::PageBreak => Vec::new(),
        }
    }

    /// Forbids or forces the page break between a block and the one before it (docs/typography.md P5).
    fn keep_with_previous(&self, previous: Previous, block: &Block, rows: &mut [Row]) {
        let keep = match (previous, &block.kind) {
            (Previous::Heading, _) => 2,
            (Previous::Paragraph, BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::AnswerLines(_)) => 1,
            (Previous::List, BlockKind::AnswerLines(_)) => 1,
            _ => 0,
        };
        for row in rows.iter_mut().take(keep) {
            if !matches!(row.break_before, Break::Page | Break::Recto) {
                row.break_before = Break::Forbidden;
            }
        }
        if let (Previous::PageBreak, Some(first)) = (previous, rows.first_mut())
            && first.break_before != Break::Recto
        {
            first.break_before = Break::Page;
        }
    }
}
