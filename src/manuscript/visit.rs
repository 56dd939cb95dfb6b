//! Going through a tree of blocks in reading order.

use super::tree::{Block, BlockKind, Inline};
use super::walk::{for_each_inline, lines_of};

/// Sees every block and inline once, a parent before its children. Notes are seen by their marks only.
pub trait Visitor<'a> {
    /// A block.
    fn block(&mut self, block: &'a Block);
    /// An inline.
    fn inline(&mut self, inline: &'a Inline);
    /// The end of the words that stand together: those of a paragraph, a cell, a caption.
    fn end_of_line(&mut self) {}
}

/// Shows blocks and all they hold to the visitor.
pub fn visit<'a>(blocks: &'a [Block], visitor: &mut dyn Visitor<'a>) {
    for block in blocks {
        visitor.block(block);
        match &block.kind {
            BlockKind::List(list) => list.items.iter().for_each(|item| visit(&item.blocks, visitor)),
            BlockKind::Quote(blocks) => visit(blocks, visitor),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    line(&definition.term, visitor);
                    definition.details.iter().for_each(|detail| visit(detail, visitor));
                }
            }
            BlockKind::Part(part) => {
                line(&part.title, visitor);
                visit(&part.blocks, visitor);
            }
            BlockKind::Table(table) => {
                table.caption.iter().for_each(|caption| line(&caption.content, visitor));
                for cell in table.cells() {
                    line(&cell.content, visitor);
                    visit(&cell.blocks, visitor);
                }
            }
            _ => lines_of(block).into_iter().for_each(|words| line(words, visitor)),
        }
    }
}

fn line<'a>(words: &'a [Inline], visitor: &mut dyn Visitor<'a>) {
    for_each_inline(words, &mut |inline| visitor.inline(inline));
    visitor.end_of_line();
}
