//! Bidi levels of a paragraph (UAX#9). The base direction comes from the paragraph, never from its first letter.

use super::collect::{Collected, Stretch};
use super::isolates::{self, Inner, Node};
use super::paragraph::{Isolate, Paragraph, Piece, PieceKind};
use crate::font::FontRole;
use crate::language::Direction;
use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// Characters of one level up to `end`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct LevelRun {
    /// One past the last byte.
    pub(super) end: usize,
    /// Resolved level: odd ones run from right to left.
    pub(super) level: u8,
    /// Level of the isolate that ends or begins before it: a barrier without width, which keeps two isolates that touch
    /// from being read as one.
    pub(super) barrier: Option<u8>,
}

/// An opening sign and its closing one in the text that the algorithm sees.
pub(super) const LRI: char = '\u{2066}';
pub(super) const RLI: char = '\u{2067}';
pub(super) const PDI: char = '\u{2069}';
pub(super) const LRO: char = '\u{202D}';
pub(super) const PDF: char = '\u{202C}';
/// Groups of notes' marks, apart from those of other nodes.
const MARKS: u32 = 1 << 31;
/// Isolates within one that are looked back over for it.
const NESTED: usize = 64;

/// Levels of the text, in logical order.
pub(super) fn levels(collected: &Collected, paragraph: &Paragraph) -> Vec<LevelRun> {
    let text = &collected.text;
    if paragraph.direction == Direction::Ltr && !has_other_levels(text) {
        return vec![LevelRun { end: text.len(), level: 0, barrier: None }];
    }
    resolve(text, &signs(collected, paragraph), paragraph.direction)
}

/// Levels of a text in which these signs are seen, each before the byte it names.
pub(super) fn resolve(text: &str, signs: &[(usize, char)], direction: Direction) -> Vec<LevelRun> {
    let (seen, parts) = with_signs(text, signs);
    let base = if direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&seen, Some(base)).levels;
    let level_at = |at: usize| levels.get(at).map_or(base.number(), Level::number);
    let mut runs: Vec<LevelRun> = Vec::new();
    let mut barrier = None;
    for part in parts {
        match part {
            Part::Sign(at) => {
                let level = level_at(at);
                barrier = Some(barrier.map_or(level, |known: u8| known.min(level)));
            }
            Part::Text { start, end, shift } => {
                for at in start..end {
                    let level = level_at(at + shift);
                    match runs.last_mut() {
                        Some(last) if last.level == level && barrier.is_none() => last.end = at + 1,
                        _ => runs.push(LevelRun { end: at + 1, level, barrier: barrier.take() }),
                    }
                }
            }
        }
    }
    runs
}

/// Level of the barrier before the byte at `offset`, if there is one.
pub(super) fn barrier(levels: &[LevelRun], offset: usize) -> Option<u8> {
    if levels.len() < 2 {
        return None;
    }
    let at = levels.partition_point(|run| run.end <= offset);
    let starts_here = at.checked_sub(1).is_none_or(|before| levels[before].end == offset);
    levels.get(at).filter(|_| starts_here)?.barrier
}

/// Whether anything in left-to-right text is on another level than the text.
fn has_other_levels(text: &str) -> bool {
    text.chars().any(|character| {
        character >= '\u{590}'
            && matches!(
                CodePointMapData::<BidiClass>::new().get(character),
                BidiClass::RightToLeft
                    | BidiClass::ArabicLetter
                    | BidiClass::ArabicNumber
                    | BidiClass::LeftToRightEmbedding
                    | BidiClass::LeftToRightOverride
                    | BidiClass::LeftToRightIsolate
                    | BidiClass::RightToLeftEmbedding
                    | BidiClass::RightToLeftOverride
                    | BidiClass::RightToLeftIsolate
                    | BidiClass::FirstStrongIsolate
            )
    })
}

/// Signs to put in, each before the byte it names, in order.
fn signs(collected: &Collected, paragraph: &Paragraph) -> Vec<(usize, char)> {
    let nodes = nodes(&collected.stretches, paragraph);
    let mut parts = isolates::find(&collected.text, &nodes, paragraph.direction);
    let firm = nodes.into_iter().filter(|node| node.isolate.firm);
    parts.extend(firm.map(|node| Inner { range: node.range, direction: node.isolate.direction, forced: false }));
    for stretch in &collected.stretches {
        let is_code = |piece: &Piece| piece.verbatim && piece.style.role == FontRole::Code;
        if paragraph.pieces.get(stretch.piece).is_some_and(is_code) {
            let found = isolates::strings_of_code(&collected.text[stretch.start..stretch.end]).into_iter();
            let moved = |range: Range<usize>| range.start + stretch.start..range.end + stretch.start;
            parts.extend(found.map(|part| Inner { range: moved(part.range), ..part }));
        }
    }
    isolates::signs(&parts)
}

/// The stretches that stand in an isolate, those in the same one together.
fn nodes(stretches: &[Stretch], paragraph: &Paragraph) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for stretch in stretches {
        let Some(piece) = paragraph.pieces.get(stretch.piece) else { continue };
        let isolate = match (&piece.kind, piece.isolate) {
            // A note's mark stands alone, in the direction of the paragraph.
            (PieceKind::NoteMark(..), _) => Isolate::firm(paragraph.direction, MARKS | stretch.piece as u32),
            (_, Some(isolate)) => isolate,
            _ => continue,
        };
        // A node goes on behind what stands in an isolate of its own within it.
        match nodes.iter_mut().rev().take(NESTED).find(|node| node.isolate == isolate) {
            Some(node) => node.range.end = stretch.end,
            None => nodes.push(Node { range: stretch.start..stretch.end, isolate }),
        }
    }
    nodes
}

/// A part of the text that the algorithm sees.
enum Part {
    /// The beginning or end of an isolate, at this byte of what is seen.
    Sign(usize),
    /// Text, and by how much it is shifted.
    Text { start: usize, end: usize, shift: usize },
}

/// The text with the signs in it.
fn with_signs(text: &str, signs: &[(usize, char)]) -> (String, Vec<Part>) {
    let mut seen = String::with_capacity(text.len() + signs.len() * 3);
    let mut parts = Vec::with_capacity(2 * signs.len() + 1);
    let mut from = 0;
    for (at, sign) in signs {
        if *at > from {
            parts.push(Part::Text { start: from, end: *at, shift: seen.len() - from });
            seen.push_str(&text[from..*at]);
            from = *at;
        }
        if matches!(*sign, LRI | RLI | PDI) {
            parts.push(Part::Sign(seen.len()));
        }
        seen.push(*sign);
    }
    parts.push(Part::Text { start: from, end: text.len(), shift: seen.len() - from });
    seen.push_str(&text[from..]);
    (seen, parts)
}
