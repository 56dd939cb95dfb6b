//! The last resort for a measure narrower than a word: the word is divided between any two graphemes, so that nothing
//! sticks out and nothing is lost.

use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::text::{Paragraph, Piece, PieceKind, prepare};
use crate::units::Length;
use icu_segmenter::GraphemeClusterSegmenter;

/// Part of the measure that is filled, in percent: rounding and joins must not push a piece over the edge.
const FILL: i64 = 92;

/// The paragraph with every word wider than `width` cut into pieces that fit.
pub(super) fn squeezed(paragraph: &Paragraph, width: Length, fonts: &FontSet) -> Paragraph {
    let mut out = Paragraph { pieces: Vec::with_capacity(paragraph.pieces.len()), ..paragraph.clone() };
    for piece in &paragraph.pieces {
        match &piece.kind {
            PieceKind::Text(text) => {
                for word in text.split_inclusive(char::is_whitespace) {
                    cut(paragraph, piece, word, width, fonts, &mut out.pieces);
                }
            }
            _ => out.pieces.push(piece.clone()),
        }
    }
    out
}

fn cut(paragraph: &Paragraph, piece: &Piece, word: &str, width: Length, fonts: &FontSet, out: &mut Vec<Piece>) {
    let part = |text: &str| Piece { kind: PieceKind::Text(text.to_owned()), ..piece.clone() };
    let alone = Paragraph { pieces: vec![part(word.trim_end())], ..paragraph.clone() };
    let wide = prepare(&alone, fonts, &mut Diagnostics::new()).max_width();
    if wide <= width {
        out.push(part(word));
        return;
    }
    let ends: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(word).skip(1).collect();
    let room = width.scale(FILL, 100).raw().max(1);
    let count = usize::try_from((wide.raw() + room - 1) / room).unwrap_or(1).clamp(1, ends.len().max(1));
    let each = ends.len().div_ceil(count).max(1);
    let mut start = 0;
    for chunk in ends.chunks(each) {
        let Some(end) = chunk.last() else { continue };
        if start > 0 {
            out.push(Piece { kind: PieceKind::Break, ..piece.clone() });
        }
        out.push(part(&word[start..*end]));
        start = *end;
    }
}
