//! What blocks in a cell want of its width, before it is known.

use super::super::Composer;
use super::super::context::{Context, NARROWEST_IN_CELL};
use super::cells::Fit;
use super::widths::Wish;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, BlockKind, Inline, List, Table};
use crate::text::{Paragraph, TextStyle, prepare};
use crate::units::Length;

/// How narrow a picture may become, in millimetres.
const LEAST_PICTURE: f64 = 18.0;

/// Narrowest line to write on, in millimetres.
const LEAST_LINE: f64 = 30.0;

/// What a quotation, a box and the explanation of a term take beside their text, in thousandths of an em.
const BESIDE: i64 = 2500;

/// The narrowest code, in ems; the width of a letter of it, in thousandths of an em.
const LEAST_CODE: i64 = 8;
const LETTER: i64 = 600;

impl Wish {
    /// What both want below each other.
    fn beside(self, other: Self) -> Self {
        Self { min: self.min.max(other.min), max: self.max.max(other.max) }
    }

    /// Moved in by so much, which is done only where enough is left.
    fn moved_in(self, by: Length, em: Length) -> Self {
        let least = em * NARROWEST_IN_CELL;
        Self { min: self.min.max(least) + by, max: self.max.max(least) + by }
    }
}

impl Composer<'_> {
    /// What these blocks want below each other.
    pub(super) fn wish_of_blocks(&self, context: &Context, blocks: &[Block]) -> Wish {
        blocks.iter().map(|block| self.wish_of_block(context, block)).fold(Wish::default(), Wish::beside)
    }

    fn wish_of_block(&self, context: &Context, block: &Block) -> Wish {
        let context = &self.for_language(context, block.lang.as_ref());
        let em = context.text.size;
        match &block.kind {
            BlockKind::Paragraph(words) => self.wish_of_words(context, words),
            BlockKind::Heading(heading) => {
                let scale = self.heading_style(heading.level).map_or(1000, |style| i64::from(style.size));
                let mut inner = context.clone();
                inner.text = TextStyle { bold: true, size: em.scale(scale, 1000), ..context.text.clone() };
                self.wish_of_words(&inner, &heading.content)
            }
            BlockKind::List(list) => self.wish_of_list(context, list),
            BlockKind::Definitions(definitions) => {
                let terms = definitions.iter().map(|one| self.wish_of_words(context, &one.term));
                let details = definitions.iter().flat_map(|one| &one.details);
                let details =
                    details.map(|blocks| self.wish_of_blocks(context, blocks).moved_in(em.scale(BESIDE, 1000), em));
                terms.chain(details).fold(Wish::default(), Wish::beside)
            }
            BlockKind::Quote(blocks) => self.wish_of_blocks(context, blocks).moved_in(em.scale(BESIDE, 1000), em),
            BlockKind::Part(part) => {
                let text = self.wish_of_blocks(context, &part.blocks);
                self.wish_of_words(context, &part.title).beside(text).moved_in(em.scale(BESIDE, 1000), em)
            }
            BlockKind::Code(code) => {
                let longest = code.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                let max = em.scale(LETTER, 1000) * i64::try_from(longest).unwrap_or(0);
                let beside = em.scale(BESIDE, 1000);
                Wish { min: max.min(em * LEAST_CODE), max }.moved_in(beside, em)
            }
            BlockKind::Table(table) => self.wish_of_table(context, table),
            BlockKind::Figure(figure) => {
                let picture = Inline::Image { node: block.node, picture: figure.picture.clone(), span: block.span };
                self.wish_of_words(context, &[picture])
            }
            BlockKind::AnswerLines(_) => {
                let least = Length::from_mm(LEAST_LINE);
                Wish { min: least, max: least }
            }
            BlockKind::Index(_) | BlockKind::Rule | BlockKind::PageBreak => Wish::default(),
        }
    }

    /// Words as they are, with pictures that shrink as far as they may.
    pub(super) fn wish_of_words(&self, context: &Context, words: &[Inline]) -> Wish {
        let width = |room: Length| {
            let mut context = context.clone();
            (context.left, context.right) = (Length::ZERO, room);
            // What is wrong with a picture is said when it is set.
            let mut unsaid = Diagnostics::new();
            let flat = self.flatten(&context, words, crate::manuscript::NodeId::FIRST_OF_TEXT, &mut unsaid);
            prepare(&Paragraph::display(flat.pieces, &context.language), self.fonts, &mut unsaid)
        };
        let least = Length::from_mm(LEAST_PICTURE).min(context.width());
        Wish { min: width(least).min_width(), max: width(context.width()).max_width() }
    }

    fn wish_of_list(&self, context: &Context, list: &List) -> Wish {
        let indent = self.list_indent(context, list, &self.marker_style(context, list));
        let items = list.items.iter().map(|item| self.wish_of_blocks(context, &item.blocks));
        items.fold(Wish::default(), Wish::beside).moved_in(indent, context.text.size)
    }

    fn wish_of_table(&self, context: &Context, table: &Table) -> Wish {
        let fit = Fit { size: self.small(context.text.size, "table"), hyphenate: true };
        let sheet = self.prepare_cells(context, table, fit, &mut Diagnostics::new());
        let wishes = sheet.wishes(context.width());
        Wish { min: wishes.iter().map(|wish| wish.min).sum(), max: wishes.iter().map(|wish| wish.max).sum() }
    }
}
