//! The space between one block and the next.

use super::Composer;
use super::context::Context;
use crate::manuscript::{Block, BlockKind, PartKind};
use crate::units::Length;

/// How paragraphs in succession are told apart (docs/typography.md P15: one way, never both).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Paragraphs {
    /// By an indent of the first line.
    Indented,
    /// By a line of space.
    LineApart,
    /// By half a line: in lists, boxes' narrow columns and notes.
    HalfLineApart,
}

/// What stands before a block.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Previous {
    /// Nothing: the block is the first of a text, item, box or cell.
    Start,
    /// A wish for a new page.
    PageBreak,
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// A list or definitions.
    List,
    /// A quotation or a break of thought.
    Quote,
    /// What is set apart by a line: code, table, figure, box.
    Display,
    /// A part without box of its own, which begins and ends like the text in it.
    Plain,
}

impl Previous {
    /// What a block is to the block after it.
    pub(super) fn of(block: &Block) -> Self {
        match &block.kind {
            BlockKind::Heading(_) => Self::Heading,
            BlockKind::Paragraph(_) => Self::Paragraph,
            BlockKind::List(_) | BlockKind::Definitions(_) => Self::List,
            BlockKind::Quote(_) | BlockKind::Rule => Self::Quote,
            BlockKind::PageBreak => Self::PageBreak,
            BlockKind::Part(part) if matches!(part.kind, PartKind::Only | PartKind::Column) => {
                part.blocks.last().map_or(Self::Plain, Self::of)
            }
            _ => Self::Display,
        }
    }

    /// Whether more space than usual may stand above and below it.
    pub(super) fn is_set_apart(self) -> bool {
        matches!(self, Self::Heading | Self::List | Self::Quote | Self::Display)
    }

    /// Whether its lines may stand off the grid.
    pub(super) fn is_loose(self) -> bool {
        matches!(self, Self::List | Self::Quote | Self::Display)
    }

    /// Half lines of space it wants below it.
    fn after(self) -> i64 {
        match self {
            Self::List | Self::Quote => 1,
            Self::Display => 2,
            _ => 0,
        }
    }
}

impl Composer<'_> {
    /// Space above a block: the greater of what it and the block before it want.
    pub(super) fn gap(&self, context: &Context, block: &Block) -> Length {
        if matches!(context.previous, Previous::Start | Previous::PageBreak) {
            return Length::ZERO;
        }
        let halves = match &block.kind {
            BlockKind::Heading(heading) => self.space_before_heading(heading.level, context.previous),
            _ if context.previous == Previous::Heading => 0,
            BlockKind::Paragraph(_) if context.previous == Previous::Paragraph => match context.paragraphs {
                Paragraphs::Indented => 0,
                Paragraphs::LineApart => 2,
                Paragraphs::HalfLineApart => 1,
            },
            _ => before(block, context).max(context.previous.after()),
        };
        (context.grid.pitch * halves).scale(1, 2)
    }

    /// Half lines above a heading; less where it follows another one.
    fn space_before_heading(&self, level: u8, previous: Previous) -> i64 {
        let lines = self.heading_style(level).map_or(1, |style| i64::from(style.before));
        match previous {
            Previous::Heading => lines / 2 * 2,
            _ => lines * 2,
        }
    }
}

/// Half lines of space a block wants above it.
fn before(block: &Block, context: &Context) -> i64 {
    match &block.kind {
        BlockKind::List(_) if context.tight => 0,
        BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::Quote(_) | BlockKind::Rule => 1,
        BlockKind::Code(_) | BlockKind::Table(_) | BlockKind::Figure(_) => 2,
        BlockKind::Part(part) if matches!(part.kind, PartKind::Only | PartKind::Column) => {
            part.blocks.first().map_or(0, |first| before(first, context))
        }
        BlockKind::Part(_) => 2,
        _ => 0,
    }
}
