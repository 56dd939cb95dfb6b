//! The index that a volume has of its own, before the last one with that of the whole work (docs/typography.md V9).

use crate::manuscript::{Block, BlockKind, Manuscript, NodeId, keep_in_index};
use std::collections::BTreeSet;
use std::ops::Range;

/// The chapter of the index with the terms that stand in these blocks alone: a volume's, its number from 1. Nothing where
/// there is no index, where it stands in the blocks themselves, or where none of its terms does.
pub(super) fn of(manuscript: &Manuscript, range: &Range<usize>, number: usize) -> Vec<Block> {
    let blocks = &manuscript.blocks;
    let is_index = |block: &Block| matches!(block.kind, BlockKind::Index(_));
    let Some(at) = blocks.iter().position(is_index).filter(|at| !range.contains(at)) else { return Vec::new() };
    let opens = |block: &Block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level <= 1);
    let start = blocks.iter().take(at).rposition(opens).unwrap_or(at);
    let node = |at: usize| blocks.get(at).map_or(NodeId(u32::MAX), |block| block.node);
    let (first, end) = (node(range.start), node(range.end));
    let here = manuscript.targets.iter().filter(|(_, target)| (first..end).contains(&target.node));
    let ids: BTreeSet<String> = here.map(|(id, _)| id.clone()).collect();
    let mut own: Vec<Block> = blocks.get(start..=at).unwrap_or_default().to_vec();
    keep_in_index(&mut own, &ids);
    if !own.iter().any(|block| matches!(&block.kind, BlockKind::Index(entries) if !entries.is_empty())) {
        return Vec::new();
    }
    // Ids stay those of the last volume's; the heading gets one, to be found by.
    for (at, block) in own.iter_mut().enumerate() {
        block.id = block.id.take().filter(|_| at == 0).map(|id| format!("{id}-{number}"));
    }
    own
}
