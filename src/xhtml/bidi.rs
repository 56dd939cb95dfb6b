//! Stretches of a text that must be set apart from the direction around them (TYPOGRAPHY.md A16–A19, A40).
//!
//! In: words of one direction's text. Out: the same words in stretches, with the direction of those that become
//! isolates. In right-to-left text these are Latin words (so that brackets and numbers after them stay with the
//! sentence), addresses, and number strings whose parts must not be turned round; in left-to-right text, words of a
//! right-to-left script.

use crate::language::Direction;
use std::ops::Range;
use unicode_bidi::{BidiClass, bidi_class};

/// Characters that join two words of one stretch when they stand between them without spaces.
const JOINERS: &str = ".'’-‐‑_/&+@:·#%=?~";

/// The stretches of `text` in order, and the direction of each that is an isolate.
pub(super) fn stretches(text: &str, base: Direction) -> Vec<(Range<usize>, Option<Direction>)> {
    let mut out = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let found = isolates_at(text, at, base);
        let Some(end) = found.last().map(|range| range.end).filter(|end| *end > at) else {
            at += c.len_utf8();
            continue;
        };
        let direction = if base.is_rtl() { Direction::Ltr } else { Direction::Rtl };
        for range in found {
            if plain < range.start {
                out.push((plain..range.start, None));
            }
            plain = range.end;
            out.push((range, Some(direction)));
        }
        at = end;
    }
    if plain < text.len() {
        out.push((plain..text.len(), None));
    }
    out
}

/// The isolates that begin at `at`; a range of numbers gives two, with the dash between them.
fn isolates_at(text: &str, at: usize, base: Direction) -> Vec<Range<usize>> {
    let one = |end: Option<usize>| end.map(|end| at..end).into_iter().collect();
    if !base.is_rtl() {
        return one(right_to_left_words(text, at));
    }
    if !begins_word(text, at) {
        return Vec::new();
    }
    if let Some(end) = address(text, at).or_else(|| latin_words(text, at)) {
        return one(Some(end));
    }
    numbers(text, at)
}

/// Whether a stretch may begin here: not inside a number or a Latin word.
fn begins_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| !is_left_to_right(before) && !before.is_ascii_digit())
}

fn is_left_to_right(c: char) -> bool {
    bidi_class(c) == BidiClass::L
}

fn is_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// The end of a web or mail address that begins here; the sentence's own punctuation is left out, a final slash is not.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let token = &rest[..rest.find(|c: char| c.is_whitespace() || is_right_to_left(c)).unwrap_or(rest.len())];
    let mut end = token.trim_end_matches(['.', ',', ';', ':', '!', '?', '»', '”', '"', '\'', '>', ']']);
    if !end.contains('(') {
        end = end.trim_end_matches([')', '.', ',', ';', ':', '»']);
    }
    let first = end.chars().next()?;
    let web = end.contains("://") || end.starts_with("www.") || end.starts_with("mailto:");
    let mail = end.split_once('@').is_some_and(|(name, host)| {
        name.ends_with(|c: char| c.is_ascii_alphanumeric()) && host.contains('.') && !host.starts_with('.')
    });
    ((web || mail) && first.is_ascii_alphanumeric()).then_some(at + end.len())
}

/// The end of one or more Latin words that begin here, with the numbers among and after them.
fn latin_words(text: &str, at: usize) -> Option<usize> {
    let first = text[at..].chars().next()?;
    let begins = is_left_to_right(first)
        || first.is_ascii_digit() && {
            let digits = text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
            digits.starts_with(is_left_to_right)
        };
    begins.then(|| run_end(text, at, |c| is_left_to_right(c) || c.is_ascii_digit()))
}

/// The end of words of a right-to-left script that begin here, in left-to-right text.
fn right_to_left_words(text: &str, at: usize) -> Option<usize> {
    text[at..].starts_with(is_right_to_left).then(|| run_end(text, at, is_right_to_left))
}

/// Goes on over words of `belongs` while what stands between two of them is a joiner or a space.
fn run_end(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    let mut end = at;
    let mut gap = String::new();
    for (offset, c) in text[at..].char_indices() {
        if belongs(c) || bidi_class(c) == BidiClass::NSM && gap.is_empty() {
            end = at + offset + c.len_utf8();
            gap.clear();
        } else if JOINERS.contains(c) || c == ' ' || c == '\u{A0}' {
            gap.push(c);
            if !joins(&gap) {
                break;
            }
        } else {
            break;
        }
    }
    let tail = text[end..].chars().take_while(|c| matches!(c, '+' | '#')).count();
    if end > at { end + tail } else { end }
}

/// `C-D`, `C D`, `C & D`, `://`: what may stand between two words of one stretch.
fn joins(gap: &str) -> bool {
    let bare = gap.trim();
    let spaces = gap.chars().filter(|c| c.is_whitespace()).count();
    match spaces {
        0 => bare.chars().count() <= 3,
        1 => bare.is_empty() || bare == "&" && !gap.ends_with(' '),
        2 => bare == "&",
        _ => false,
    }
}

/// Number strings: signs, times, dates, versions, telephone numbers and grouped numbers are one left-to-right unit; of a
/// range and of a heading's number each part is one, so that the first stands at the right.
fn numbers(text: &str, at: usize) -> Vec<Range<usize>> {
    let rest = &text[at..];
    let signed = rest.starts_with(['+', '-', '−']) && at_space(text, at);
    let digits_at = at + if signed { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
    if !text[digits_at..].starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let end = number_end(text, digits_at, rest.starts_with('+') && signed);
    let token = &text[at..end];
    let dash = |c: char| matches!(c, '-' | '–' | '‑');
    let parts: Vec<&str> = token.split(dash).collect();
    let numeric = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let short = |part: &&str| numeric(part) && part.len() <= 2;
    if parts.len() > 1 && (parts.len() == 2 && parts.iter().all(numeric) || parts.iter().all(short)) {
        let offset = |part: &str| part.as_ptr() as usize - token.as_ptr() as usize;
        return parts.iter().map(|part| at + offset(part)..at + offset(part) + part.len()).collect();
    }
    let plain = token.chars().all(|c| c.is_ascii_digit());
    if plain { Vec::new() } else { std::iter::once(at..end).collect() }
}

fn at_space(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«'))
}

/// The end of a number string: digits, and single signs between digits; spaces only before groups of three digits, or
/// anywhere in a telephone number.
fn number_end(text: &str, at: usize, telephone: bool) -> usize {
    let mut end = at;
    loop {
        end += text[end..].chars().take_while(char::is_ascii_digit).count();
        let rest = &text[end..];
        let mut chars = rest.chars();
        let Some(sign) = chars.next() else { return end };
        let after = chars.as_str();
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let goes_on = match sign {
            '.' | ',' | ':' | '/' | '-' | '–' | '‑' => digits > 0,
            ' ' | '\u{A0}' | '\u{202F}' => digits > 0 && (telephone || digits == 3),
            '%' => return end + 1,
            _ => false,
        };
        if !goes_on {
            return end;
        }
        end += sign.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isolates(text: &str, base: Direction) -> Vec<&str> {
        let all = stretches(text, base);
        let joined: String = all.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(joined, text, "no word is lost");
        all.into_iter().filter(|(_, direction)| direction.is_some()).map(|(range, _)| &text[range]).collect()
    }

    fn arabic(text: &str) -> Vec<&str> {
        isolates(text, Direction::Rtl)
    }

    #[test]
    fn latin_words_are_isolates_and_brackets_stay_with_the_sentence() {
        assert_eq!(arabic("استفاد برنامج MIEUX (2024) من خبرة MC2CM."), ["MIEUX", "MC2CM"]);
        assert_eq!(arabic("برنامج Joint Migration & Development في 2016"), ["Joint Migration & Development"]);
        assert_eq!(arabic("خبراء لـIOM ولغة C++."), ["IOM", "C++"]);
        assert_eq!(arabic("المنظمة (IOM) منذ عام 2016."), ["IOM"]);
    }

    #[test]
    fn addresses_keep_their_slash_and_leave_the_full_stop() {
        assert_eq!(
            arabic("زوروا https://example.org/ar/ أو راسلوا info@example.org."),
            ["https://example.org/ar/", "info@example.org"]
        );
        assert_eq!(arabic("(https://example.org/a)."), ["https://example.org/a"]);
    }

    #[test]
    fn number_strings_have_one_order_everywhere() {
        assert_eq!(arabic("بين 2015–2020 فقط"), ["2015", "2020"]);
        assert_eq!(arabic("2015-2020"), ["2015", "2020"]);
        assert_eq!(arabic("الهاتف +216 71 000 000، والفرق -5"), ["+216 71 000 000", "-5"]);
        assert_eq!(arabic("في 10:30 بنسبة 12.5%، أي 15 000"), ["10:30", "12.5%", "15 000"]);
        assert_eq!(arabic("القسم 1-2-3، يوم 2015-06-01"), ["1", "2", "3", "2015-06-01"]);
        assert_eq!(arabic("عام 2016 و42"), Vec::<&str>::new());
    }

    #[test]
    fn right_to_left_words_in_left_to_right_text() {
        assert_eq!(
            isolates("The word ورّاق (a copyist) and التنمية المحلية.", Direction::Ltr),
            ["ورّاق", "التنمية المحلية"]
        );
        assert_eq!(isolates("Nothing here, 2015–2020.", Direction::Ltr), Vec::<&str>::new());
    }
}
