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
    if paragraph.direction == Direction::Ltr && !has_right_to_left(text) {
        return vec![LevelRun { end: text.len(), level: 0 }];
    }
    let signs = signs(collected, paragraph);
    let (seen, map) = with_signs(text, &signs);
    let base = if paragraph.direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&seen, Some(base)).levels;
    let mut runs: Vec<LevelRun> = Vec::new();
    for (start, end, offset) in map {
        for at in start..end {
            let level = levels.get(at + offset).map_or(base.number(), Level::number);
            match runs.last_mut() {
                Some(last) if last.level == level => last.end = at + 1,
                _ => runs.push(LevelRun { end: at + 1, level }),
            }
        }
    }
    runs
}

fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        character >= '\u{590}'
            && matches!(
                CodePointMapData::<BidiClass>::new().get(character),
                BidiClass::RightToLeft
                    | BidiClass::ArabicLetter
                    | BidiClass::ArabicNumber
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

/// The text with the signs in it, and for each part of the text between signs by how much it is shifted.
fn with_signs(text: &str, signs: &[(usize, char)]) -> (String, Vec<(usize, usize, usize)>) {
    let mut seen = String::with_capacity(text.len() + signs.len() * 3);
    let mut map = Vec::with_capacity(signs.len() + 1);
    let mut from = 0;
    for (at, sign) in signs {
        if *at > from {
            map.push((from, *at, seen.len() - from));
            seen.push_str(&text[from..*at]);
            from = *at;
        }
        seen.push(*sign);
    }
    map.push((from, text.len(), seen.len() - from));
    seen.push_str(&text[from..]);
    (seen, map)
}
