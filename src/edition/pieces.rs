//! Pieces in files of their own: each is set alone, as the only text there is.

use super::{Input, Maker, VolumeBook, stamp, volumes_of};
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, BlockKind};

/// The pages of each piece, in their order.
pub(super) fn make(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Vec<VolumeBook> {
    let blocks = &input.manuscript.blocks;
    let is_piece = |block: &Block| !matches!(block.kind, BlockKind::PageBreak);
    let pieces: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(is_piece)).collect();
    let maker = Maker { input, house: input.house, volumes: volumes_of(input), everything: 0..blocks.len() };
    let mut books = Vec::with_capacity(pieces.len());
    for (number, at) in (1..).zip(&pieces) {
        let set = maker.set(std::slice::from_ref(&(*at..*at + 1)), diagnostics);
        books.extend(set.into_iter().map(|book| VolumeBook {
            piece: Some((number, pieces.len() as u16)),
            name: blocks.get(*at).map(|block| name(block, input)),
            ..book
        }));
    }
    stamp(&mut books, input, diagnostics);
    books
}

/// What a piece is called.
pub(super) fn name(piece: &Block, input: &Input<'_>) -> String {
    match &piece.kind {
        BlockKind::Part(part) => part.name(input.language),
        _ => String::new(),
    }
}
