//! What must keep its own order inside right-to-left text: addresses, Latin phrases, number strings
//! (TYPOGRAPHY.md A17–A19, A34).
//!
//! UAX#9 alone gives `MIEUX (2024)` as one left-to-right block, throws the last slash of an address to the far left and
//! turns a telephone number inside out. Isolates around these parts, seen by the bidi algorithm only, put them right
//! whatever stands around them.

use super::bounded;
use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use std::ops::Range;

/// Longer words, in bytes, are no addresses.
const LONGEST_ADDRESS: usize = 600;

/// A part that is laid out on its own, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inner {
    /// Its bytes in the text that was looked through.
    pub range: Range<usize>,
    /// Every character of it counts as left-to-right: `+216 71 000 000` in any digits.
    pub forced: bool,
}

/// Finds them in right-to-left text, in order and without overlap.
#[must_use]
pub fn find(text: &str) -> Vec<Inner> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous = None;
    while let Some(character) = text[at..].chars().next() {
        let starts_word = previous.is_none_or(|previous| !is_word(previous));
        if starts_word && let Some(end) = address(text, at) {
            found.push(Inner { range: at..end, forced: false });
            at = end;
        } else if is_latin(character) {
            let end = phrase(text, at);
            found.push(Inner { range: at..end, forced: false });
            at = end;
        } else if starts_word && let Some(number) = number(text, at) {
            at = number.end;
            found.extend(number.inner);
        } else {
            at += character.len_utf8();
        }
        previous = text[..at].chars().next_back();
    }
    found
}

/// Web and mail addresses in any text, in order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_word).map(|offset| at + offset) {
        at = address(text, start).map_or_else(
            || text[start..].find(|c| !is_word(c)).map_or(text.len(), |offset| start + offset),
            |end| {
                found.push(start..end);
                end
            },
        );
    }
    found
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic()
        || (!character.is_ascii() && CodePointMapData::<BidiClass>::new().get(character) == BidiClass::LeftToRight)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Letters and digits of words that run from left to right. A number straight after an Arabic letter (و2020) is a
/// number all the same.
fn is_word(character: char) -> bool {
    is_latin(character) || is_digit(character)
}

/// The end of the web or mail address that begins at `at`. Signs that belong to the sentence stay outside.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = bounded::head(&text[at..], LONGEST_ADDRESS);
    let first = rest.chars().next()?;
    if !(is_latin(first) || first.is_ascii_digit()) {
        return None;
    }
    let mut token = &rest[..rest
        .find(|c: char| c.is_whitespace() || matches!(c, '«' | '»' | '،' | '؛' | '؟' | '<' | '>'))
        .unwrap_or(rest.len())];
    let is_mail = || {
        token.find('@').is_some_and(|sign| {
            let (user, domain) = (&token[..sign], &token[sign + 1..]);
            !user.is_empty() && user.is_ascii() && domain.contains('.') && domain.starts_with(is_word)
        })
    };
    if !(token.contains("://") || token.starts_with("www.") || token.starts_with("mailto:") || is_mail()) {
        return None;
    }
    loop {
        let last = token.chars().next_back()?;
        let closes_nothing = match last {
            ')' => token.matches('(').count() < token.matches(')').count(),
            ']' => token.matches('[').count() < token.matches(']').count(),
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '”' | '’' | '“' | '…' => true,
            _ => false,
        };
        if !closes_nothing {
            return Some(at + token.len());
        }
        token = &token[..token.len() - last.len_utf8()];
    }
}

/// The end of the phrase in Latin letters that begins at `at`: its words with what joins them, up to a bracket, a quote,
/// an Arabic sign or the sentence's end.
fn phrase(text: &str, at: usize) -> usize {
    let mut end = word(text, at);
    loop {
        let rest = &text[end..];
        let gap = rest.strip_prefix(',').unwrap_or(rest);
        let Some(gap) = gap.strip_prefix([' ', '\u{A0}']) else { return end };
        let joined = ["& ", "+ ", "– ", "- ", "/ "].iter().find_map(|joint| gap.strip_prefix(joint)).unwrap_or(gap);
        let next = text.len() - joined.len();
        let Some(first) = joined.chars().next() else { return end };
        if address(text, next).is_some() {
            return end;
        }
        if is_latin(first) {
            end = word(text, next);
        } else if first.is_ascii_digit() && joined.len() == gap.len() && rest.len() == gap.len() + 1 {
            // «Agenda 2030», but not a range, a date or a share.
            match number(text, next) {
                Some(Number { end: stop, inner }) if inner.is_empty() && !text[stop..].starts_with(['٪', '%']) => {
                    end = stop
                }
                _ => return end,
            }
        } else {
            return end;
        }
    }
}

/// The end of the word of Latin letters and digits that begins at `at`.
fn word(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut characters = text[at..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next_in_word = characters.peek().is_some_and(|(_, next)| is_latin(*next) || next.is_ascii_digit());
        let joins = matches!(
            character,
            '-' | '\u{2010}' | '\u{2011}' | '–' | '\'' | '’' | '.' | '_' | '@' | '&' | '/' | ':' | '+' | '#'
        );
        let is_part = is_latin(character)
            || is_digit(character)
            || is_mark(character)
            || (joins && next_in_word)
            || matches!(character, '+' | '#' | '™' | '®' | '©');
        if !is_part {
            break;
        }
        end = at + offset + character.len_utf8();
    }
    end
}

fn is_mark(character: char) -> bool {
    !character.is_ascii() && CodePointMapData::<BidiClass>::new().get(character) == BidiClass::NonspacingMark
}

/// A number string and the parts of it that are laid out on their own.
struct Number {
    end: usize,
    inner: Vec<Inner>,
}

/// Reads the number string that begins at `at` with a digit or with the sign of one.
fn number(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    let signless = rest.strip_prefix(['+', '-', '−', '±', '$', '€', '£']).unwrap_or(rest);
    let has_sign = signless.len() < rest.len();
    if !signless.starts_with(is_digit) {
        return None;
    }
    let is_phone = rest.starts_with('+');
    let start = text.len() - signless.len();
    let mut end = digits(text, start);
    let mut dashes: Vec<Range<usize>> = Vec::new();
    let mut joints = 0;
    let mut groups_of_three = end - start <= 3;
    while let Some(joint) = text[end..].chars().next() {
        let next = behind_joint(text, end, joint, is_phone);
        if !text[next..].starts_with(is_digit) {
            break;
        }
        let stop = digits(text, next);
        let is_group = text[next..stop].chars().count() == 3;
        let joined = match joint {
            ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => is_phone || (groups_of_three && is_group),
            '.' | ',' | '/' | ':' | '٫' | '٬' => true,
            '-' | '–' | '−' | '\u{2011}' => {
                dashes.push(end..next);
                true
            }
            ')' | '(' => is_phone,
            _ => false,
        };
        if !joined {
            break;
        }
        groups_of_three &= is_group;
        joints += 1;
        end = stop;
    }
    // «3D», «2G»: the beginning of a Latin word.
    if text[end..].starts_with(is_latin) {
        let end = word(text, end);
        return Some(Number { end, inner: vec![Inner { range: at..end, forced: false }] });
    }
    let is_latin_digits = text[start..end].starts_with(|c: char| c.is_ascii_digit());
    if is_latin_digits && text[end..].starts_with(['%', '‰', '°', '€', '$', '£']) {
        end += text[end..].chars().next().map_or(0, char::len_utf8);
        joints += 1;
    }
    let inner = match dashes.as_slice() {
        [dash] if !has_sign && is_range(&text[start..dash.start], &text[dash.end..end]) => {
            vec![Inner { range: start..dash.start, forced: true }, Inner { range: dash.end..end, forced: true }]
        }
        _ if joints > 0 || has_sign => vec![Inner { range: at..end, forced: true }],
        _ => Vec::new(),
    };
    Some(Number { end, inner })
}

/// Where the number goes on behind what joins its parts; brackets join those of a telephone number.
fn behind_joint(text: &str, at: usize, joint: char, is_phone: bool) -> usize {
    let next = at + joint.len_utf8();
    let rest = &text[next..];
    match joint {
        ' ' | '\u{A0}' | '-' if is_phone && rest.starts_with('(') => next + 1,
        ')' if is_phone => next + rest.chars().next().filter(|c| matches!(c, ' ' | '\u{A0}')).map_or(0, char::len_utf8),
        _ => next,
    }
}

/// Two bounds rather than the parts of a telephone number, which begins with a nought.
fn is_range(first: &str, last: &str) -> bool {
    !(first.starts_with(['0', '٠']) && first.chars().count() > 1 && last.chars().count() > 4)
}

/// The end of the digits that begin at `at`.
fn digits(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !is_digit(c)).map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|inner| &text[inner.range]).collect()
    }

    #[test]
    fn latin_phrases_end_at_brackets_and_arabic_signs() {
        assert_eq!(parts("استفاد برنامج MIEUX (2024) من خبرة MC2CM."), ["MIEUX", "MC2CM"]);
        assert_eq!(
            parts("منظمة International Organization for Migration (IOM)، و GIZ"),
            ["International Organization for Migration", "IOM", "GIZ"]
        );
        assert_eq!(parts("خطة Agenda 2030 و R&D، 3D"), ["Agenda 2030", "R&D", "3D"]);
    }

    #[test]
    fn addresses_keep_their_slash_and_leave_the_full_stop() {
        assert_eq!(
            parts("زوروا https://example.org/ar/ أو راسلوا info@example.org."),
            ["https://example.org/ar/", "info@example.org"]
        );
        assert_eq!(parts("(انظر https://example.org/a_(b))"), ["https://example.org/a_(b)"]);
    }

    #[test]
    fn number_strings_are_units_and_ranges_are_two() {
        assert_eq!(parts("2015–2020"), ["2015", "2020"]);
        assert_eq!(parts("هاتف +216 71 000 000 اليوم"), ["+216 71 000 000"]);
        assert_eq!(parts("بنسبة 12.5%، أي 15 000 000 في 10:30"), ["12.5%", "15 000 000", "10:30"]);
        assert_eq!(parts("يوم 2020-03-15 و-5 و2016"), ["2020-03-15", "-5"]);
        assert_eq!(parts("عام 2016 و2017"), Vec::<&str>::new());
    }
}
