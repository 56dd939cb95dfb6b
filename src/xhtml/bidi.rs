//! Stretches of a text that must be set apart from the direction around them (TYPOGRAPHY.md A16–A19, A40).
//!
//! In: words of one direction's text. Out: the same words in stretches, and how each is set apart. In right-to-left text
//! these are the parts that pages set apart too: addresses, Latin phrases, number strings; in left-to-right text, words
//! of a right-to-left script.

use crate::language::Direction;
use crate::text::isolated_parts;
use std::ops::Range;
use unicode_bidi::{BidiClass, bidi_class};

/// How a stretch is set apart.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Not at all.
    No,
    /// As an isolate of this direction.
    Isolate(Direction),
    /// As an isolate all of whose characters run from left to right, such as a telephone number in Arabic digits.
    Override,
}

/// The stretches of `text` in order.
pub(super) fn stretches(text: &str, base: Direction) -> Vec<(Range<usize>, Apart)> {
    let parts = if base.is_rtl() { left_to_right_parts(text) } else { right_to_left_parts(text) };
    let mut out = Vec::new();
    let mut plain = 0;
    for (range, apart) in parts {
        if plain < range.start {
            out.push((plain..range.start, Apart::No));
        }
        plain = range.end;
        out.push((range, apart));
    }
    if plain < text.len() {
        out.push((plain..text.len(), Apart::No));
    }
    out
}

fn left_to_right_parts(text: &str) -> Vec<(Range<usize>, Apart)> {
    let apart = |range: &Range<usize>, forced| {
        if forced && !text[range.clone()].is_ascii() { Apart::Override } else { Apart::Isolate(Direction::Ltr) }
    };
    let parts = isolated_parts(text).into_iter();
    parts.map(|part| (part.range.clone(), apart(&part.range, part.forced))).collect()
}

/// Words of a right-to-left script, with the spaces and signs between them.
fn right_to_left_parts(text: &str) -> Vec<(Range<usize>, Apart)> {
    let mut parts: Vec<(Range<usize>, Apart)> = Vec::new();
    let mut between = usize::MAX;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match bidi_class(c) {
            BidiClass::R | BidiClass::AL => match parts.last_mut() {
                Some((range, _)) if range.end >= between => range.end = end,
                _ => parts.push((at..end, Apart::Isolate(Direction::Rtl))),
            },
            BidiClass::NSM if parts.last().is_some_and(|(range, _)| range.end == at) => {
                if let Some((range, _)) = parts.last_mut() {
                    range.end = end;
                }
            }
            BidiClass::WS | BidiClass::ET | BidiClass::ES | BidiClass::CS => continue,
            _ => {
                between = usize::MAX;
                continue;
            }
        }
        between = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str, base: Direction) -> Vec<(&str, Apart)> {
        let all = stretches(text, base);
        let joined: String = all.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(joined, text, "no word is lost");
        all.into_iter().filter(|(_, apart)| *apart != Apart::No).map(|(range, apart)| (&text[range], apart)).collect()
    }

    #[test]
    fn left_to_right_parts_of_right_to_left_text() {
        let ltr = Apart::Isolate(Direction::Ltr);
        assert_eq!(apart("استفاد برنامج MIEUX (2024) بنسبة 12.5%.", Direction::Rtl), [("MIEUX", ltr), ("12.5%", ltr)]);
        assert_eq!(apart("الهاتف +٢١٦ ٧١ ٠٠٠", Direction::Rtl), [("+٢١٦ ٧١ ٠٠٠", Apart::Override)]);
    }

    #[test]
    fn right_to_left_words_of_left_to_right_text() {
        let rtl = Apart::Isolate(Direction::Rtl);
        assert_eq!(
            apart("The word ورّاق (a copyist) and التنمية المحلية.", Direction::Ltr),
            [("ورّاق", rtl), ("التنمية المحلية", rtl)]
        );
        assert_eq!(apart("Nothing here, 2015–2020.", Direction::Ltr), []);
    }
}
