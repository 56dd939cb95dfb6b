//! The pieces of a text that an edition gives out one by one: exercises, worksheets, checklists …

use super::tree::*;
use crate::project::Pieces;

/// The pieces in their order, each on a page of its own where the edition wants that. A piece that stands within another one
/// goes with it; what answers an exercise stands under that one's title.
pub(super) fn of(blocks: Vec<Block>, wanted: &Pieces) -> Vec<Block> {
    let mut found = Vec::new();
    gather(blocks, &wanted.kinds, &mut found);
    if !wanted.own_pages {
        return found;
    }
    let mut out: Vec<Block> = Vec::with_capacity(found.len() * 2);
    for piece in found {
        if !out.is_empty() {
            let Block { node, span, .. } = piece;
            let kind = BlockKind::PageBreak;
            out.push(Block { node, span, id: None, classes: Vec::new(), lang: None, kind });
        }
        out.push(piece);
    }
    out
}

fn gather(blocks: Vec<Block>, kinds: &[String], out: &mut Vec<Block>) {
    for mut block in blocks {
        let lang = block.lang.clone();
        let mut inner = Vec::new();
        match &mut block.kind {
            BlockKind::Part(part) if kinds.iter().any(|kind| kind == part.kind.name()) => {
                out.push(block);
                continue;
            }
            BlockKind::Part(part) => {
                gather(std::mem::take(&mut part.blocks), kinds, &mut inner);
                let is_answer =
                    |piece: &Block| matches!(&piece.kind, BlockKind::Part(part) if part.kind == PartKind::Answer);
                if !inner.is_empty() && inner.iter().all(is_answer) && part.kind != PartKind::Facilitator {
                    part.blocks = inner;
                    out.push(block);
                    continue;
                }
            }
            BlockKind::Quote(blocks) => gather(std::mem::take(blocks), kinds, &mut inner),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| gather(std::mem::take(&mut item.blocks), kinds, &mut inner));
            }
            _ => {}
        }
        out.extend(inner.into_iter().map(|piece| Block { lang: piece.lang.or_else(|| lang.clone()), ..piece }));
    }
}
