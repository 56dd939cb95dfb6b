//! Bidi levels of a paragraph (UAX#9). The base direction comes from the paragraph, never from its first letter.

use super::collect::{Collected, Stretch};
use super::isolates;
use super::paragraph::{Isolate, Paragraph, PieceKind};
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
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const PDI: char = '\u{2069}';
const LRO: char = '\u{202D}';
const PDF: char = '\u{202C}';

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
    let mut signs = Vec::new();
    for (range, isolate) in regions(&collected.stretches, paragraph) {
        let direction = isolate.unwrap_or(paragraph.direction);
        if isolate.is_some() {
            signs.push((range.start, if direction.is_rtl() { RLI } else { LRI }));
        }
        if direction.is_rtl() {
            for inner in isolates::find(&collected.text[range.clone()]) {
                let (start, end) = (range.start + inner.range.start, range.start + inner.range.end);
                signs.push((start, LRI));
                if inner.forced {
                    signs.extend([(start, LRO), (end, PDF)]);
                }
                signs.push((end, PDI));
            }
        }
        if isolate.is_some() {
            signs.push((range.end, PDI));
        }
    }
    signs
}

/// The text in parts: what stands in the same isolate, or in none.
fn regions(stretches: &[Stretch], paragraph: &Paragraph) -> Vec<(Range<usize>, Option<Direction>)> {
    #[derive(PartialEq)]
    enum Inside {
        Nothing,
        Isolate(Isolate),
        Mark(usize),
    }
    let mut regions: Vec<(Range<usize>, Option<Direction>)> = Vec::new();
    let mut current = None;
    for stretch in stretches {
        let Some(piece) = paragraph.pieces.get(stretch.piece) else { continue };
        let inside = match (&piece.kind, piece.isolate) {
            (PieceKind::NoteMark(..), _) => Inside::Mark(stretch.piece),
            (_, Some(isolate)) => Inside::Isolate(isolate),
            _ => Inside::Nothing,
        };
        if current.as_ref() == Some(&inside)
            && let Some((range, _)) = regions.last_mut()
        {
            range.end = stretch.end;
            continue;
        }
        let direction = match &inside {
            Inside::Nothing => None,
            Inside::Isolate(isolate) => Some(isolate.direction),
            Inside::Mark(_) => Some(paragraph.direction),
        };
        regions.push((stretch.start..stretch.end, direction));
        current = Some(inside);
    }
    regions
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
