//! What stays in one piece, from left to right, inside right-to-left text: addresses and number strings
//! (docs/typography.md A18, A19, A34).
//!
//! In: a text. Out: the units in it, in order. Whether one has to be set apart is for [`super::isolates`] to say: UAX#9
//! shows most of them in one piece by itself.

use super::bounded;
use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use std::ops::Range;

/// Longer words, in bytes, are no addresses.
const LONGEST_ADDRESS: usize = 600;
/// Longer strings of digits and letters, in bytes, are looked at in parts.
const LONGEST_CODE: usize = 200;
/// Digits of the shortest telephone number that is not known by its `+`.
const SHORTEST_PHONE: usize = 7;

/// A unit of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Stays in one piece, from left to right.
    Whole(Range<usize>),
    /// Two bounds, the first of which comes first in the direction of the sentence: `2015–2020`.
    Bounds(Range<usize>, Range<usize>),
    /// A number without any sign, which is in one piece by itself.
    Plain(Range<usize>),
}

/// Finds the units in order and without overlap.
pub(super) fn find(text: &str) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous = None;
    while let Some(character) = text[at..].chars().next() {
        let starts_word = previous.is_none_or(|previous| !is_word(previous));
        if starts_word && let Some(end) = address(text, at) {
            found.push(Unit::Whole(at..end));
            at = end;
        } else if starts_word && let Some((end, unit)) = code(text, at).or_else(|| number(text, at)) {
            at = end;
            found.push(unit);
        } else if is_latin(character) {
            at = word(text, at);
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

pub(super) fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic()
        || (!character.is_ascii() && CodePointMapData::<BidiClass>::new().get(character) == BidiClass::LeftToRight)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Letters and digits of words that run from left to right. A number straight after an Arabic letter (و2020) is a
/// number all the same.
pub(super) fn is_word(character: char) -> bool {
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

/// The end of the string of digits and Latin letters that begins at `at` with a digit and has signs between them: a
/// version, a DOI, the place of a town (`2.0.1-beta`, `33°55′N 6°50′W`). A range with a unit, `3-5kg`, is none.
fn code(text: &str, at: usize) -> Option<(usize, Unit)> {
    let rest = bounded::head(&text[at..], LONGEST_CODE);
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = at + code_word(rest);
    let word = &text[at..end];
    let letter = word.find(is_latin)?;
    let is_range = |bounds: &str| {
        let dashes = bounds.chars().filter(|c| is_dash(*c)).count();
        dashes == 1 && bounds.ends_with(is_digit) && bounds.chars().all(|c| is_digit(c) || is_dash(c))
    };
    if is_range(&word[..letter]) && word[letter..].chars().all(is_latin) {
        return None;
    }
    let is_place = |word: &str| word.contains('°') && word.ends_with(['N', 'S', 'E', 'W', 'O']);
    let second = text[end..].trim_start_matches([',', ' ', '\u{A0}']);
    let next = text.len() - second.len();
    let length = code_word(bounded::head(second, LONGEST_CODE));
    let goes_on = next > end && is_place(word) && is_place(&second[..length]);
    let end = if goes_on { next + length } else { end };
    Some((end, Unit::Whole(at..end)))
}

/// Bytes of the letters, digits and signs between them that a text begins with.
fn code_word(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next_in_word = characters.peek().is_some_and(|(_, next)| is_word(*next));
        let joins = is_dash(c) || matches!(c, '.' | '/' | ':' | '_' | '@' | '&' | '+' | '#' | '\'' | '’' | '=' | '~');
        if !(is_word(c) || is_mark(c) || matches!(c, '°' | '′' | '″') || joins && next_in_word) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The end of the telephone number that begins at `at`: known by its `+`, by a nought before groups of digits, or by
/// brackets around its first digits.
fn phone(text: &str, at: usize) -> Option<usize> {
    let rest = bounded::head(&text[at..], 48);
    let is_international = rest.trim_start_matches('(').starts_with('+');
    let (mut end, mut groups, mut total, mut open) = (0, Vec::new(), 0, false);
    let mut from = 0;
    loop {
        let bracket = rest[from..].starts_with('(');
        let digits_at = from + usize::from(bracket);
        let digits_at = digits_at + usize::from(groups.is_empty() && rest[digits_at..].starts_with('+'));
        let stop = digits(rest, digits_at);
        let count = rest[digits_at..stop].chars().count();
        if count == 0 || (bracket && !rest[stop..].starts_with(')')) || total + count > 15 {
            break;
        }
        open |= bracket && groups.is_empty();
        groups.push(count);
        total += count;
        end = stop + usize::from(bracket);
        if count >= SHORTEST_PHONE {
            break;
        }
        let gap = rest[end..].chars().next().filter(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '.') || is_dash(*c));
        match gap {
            Some(gap) => from = end + gap.len_utf8(),
            None if bracket || rest[end..].starts_with('(') => from = end,
            None => break,
        }
    }
    let starts_with_nought = rest.trim_start_matches('(').starts_with(['0', '٠', '۰']);
    let first = groups.first().copied().unwrap_or(0);
    let is_phone = total >= SHORTEST_PHONE
        && (is_international
            || starts_with_nought && groups.len() > 1 && (groups.len() > 2 || first > 2)
            || open && groups.len() > 2);
    // What goes on with letters or digits is something else.
    (is_phone && !rest[end..].starts_with(is_word)).then_some(at + end)
}

/// The number string that begins at `at` with a digit or with the sign of one, and its end.
fn number(text: &str, at: usize) -> Option<(usize, Unit)> {
    if let Some(end) = phone(text, at) {
        return Some((end, Unit::Whole(at..end)));
    }
    let rest = &text[at..];
    let signless = rest.strip_prefix(['+', '-', '−', '±', '$', '€', '£']).unwrap_or(rest);
    let has_sign = signless.len() < rest.len();
    if !signless.starts_with(is_digit) || has_sign && is_joined_word(&text[..at]) {
        return None;
    }
    let start = text.len() - signless.len();
    let mut end = digits(text, start);
    let mut dashes: Vec<Range<usize>> = Vec::new();
    let mut joints = 0;
    let mut groups_of_three = end - start <= 3;
    while let Some(joint) = text[end..].chars().next() {
        let next = end + joint.len_utf8();
        if !text[next..].starts_with(is_digit) {
            break;
        }
        let stop = digits(text, next);
        let is_group = text[next..stop].chars().count() == 3;
        let joined = match joint {
            ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => groups_of_three && is_group,
            '.' | ',' | '/' | ':' | '٫' | '٬' => true,
            _ => is_dash(joint),
        };
        if !joined {
            break;
        }
        if is_dash(joint) {
            dashes.push(end..next);
        }
        groups_of_three &= is_group;
        joints += 1;
        end = stop;
    }
    if text[start..].starts_with(|c: char| c.is_ascii_digit())
        && let Some(length) = sign_after(&text[end..])
    {
        end += length;
        joints += 1;
    }
    let unit = match dashes.as_slice() {
        [dash] if !has_sign && is_range(&text[start..dash.start], &text[dash.end..end]) => {
            Unit::Bounds(start..dash.start, dash.end..end)
        }
        _ if joints > 0 || has_sign => Unit::Whole(at..end),
        _ => Unit::Plain(at..end),
    };
    Some((end, unit))
}

/// Bytes of the sign that belongs to the number before it: `%`, `°C`.
fn sign_after(text: &str) -> Option<usize> {
    let degree = text.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let scale = degree.strip_prefix('°').filter(|scale| scale.starts_with(['C', 'F', 'K']));
    if let Some(scale) = scale.filter(|scale| !scale[1..].starts_with(is_word)) {
        return Some(text.len() - scale.len() + 1);
    }
    let sign = text.chars().next().filter(|c| matches!(c, '%' | '‰' | '°' | '€' | '$' | '£'))?;
    Some(sign.len_utf8())
}

/// Whether a dash after `before` joins a word and a number, as in «كوفيد-19», rather than being the sign of the number:
/// a word of one letter, such as «و», is written together with what follows.
fn is_joined_word(before: &str) -> bool {
    let mut back = before.chars().rev();
    let is_letter = |c: char| c.is_alphabetic() || is_mark(c);
    back.next().is_some_and(is_letter) && back.next().is_some_and(is_letter)
}

const fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '−' | '\u{2010}' | '\u{2011}')
}

/// Two bounds rather than the parts of a telephone number, which begins with a nought.
fn is_range(first: &str, last: &str) -> bool {
    !(first.starts_with(['0', '٠']) && first.chars().count() > 1 && last.chars().count() > 4)
}

/// The end of the digits that begin at `at`.
pub(super) fn digits(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !is_digit(c)).map_or(text.len(), |length| at + length)
}

/// Whether words are an address of the web or of mail.
#[must_use]
pub fn is_address(words: &str) -> bool {
    let words = words.trim();
    let mail = || {
        words.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
    };
    !words.contains(char::is_whitespace) && (words.contains("://") || words.starts_with("www.") || mail())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let ranges = find(text).into_iter().flat_map(|unit| match unit {
            Unit::Whole(range) => vec![range],
            Unit::Bounds(first, last) => vec![first, last],
            Unit::Plain(_) => Vec::new(),
        });
        ranges.map(|range| &text[range]).collect()
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
        assert_eq!(parts("بنسبة 12.5%، أي 15 000 000 في 10:30"), ["12.5%", "15 000 000", "10:30"]);
        assert_eq!(parts("يوم 2020-03-15 و-5 و2016"), ["2020-03-15", "-5"]);
        assert_eq!(parts("عام 2016 و2017"), Vec::<&str>::new());
        assert_eq!(parts("بعد كوفيد-19 بدرجة -5 °C و20°F"), ["-5 °C", "20°F"]);
    }

    #[test]
    fn telephone_numbers_are_known_by_plus_nought_and_brackets() {
        for phone in [
            "+216 71 000 000",
            "(+212) 537-27-16-50",
            "(+212) 537 27 16 50",
            "+212 (0) 537 27 16 50",
            "(0537) 27 16 50",
            "0537-27-16-50",
            "05.37.27.16.50",
            "00212-537-271650",
            "+٢١٦ ٧١ ٠٠٠ ٠٠٠",
        ] {
            assert_eq!(parts(&format!("هاتف {phone} اليوم")), [phone]);
        }
        assert_eq!(parts("0537-27-16-50 / 0661-12-34-56"), ["0537-27-16-50", "0661-12-34-56"]);
        assert_eq!(parts("في (2015) 27 شخصًا"), Vec::<&str>::new());
    }

    #[test]
    fn codes_are_units_and_ranges_with_a_unit_are_not() {
        assert_eq!(parts("نسخة 2.0.1-beta و10.1016/j.x.2015.08"), ["2.0.1-beta", "10.1016/j.x.2015.08"]);
        assert_eq!(parts("عند 33°55′N 6°50′W، و64-bit."), ["33°55′N 6°50′W", "64-bit"]);
        assert_eq!(parts("وزن 3-5kg"), ["3", "5"]);
    }

    #[test]
    fn addresses_are_told_from_words() {
        assert!(is_address("https://example.org/ar/"));
        assert!(is_address("info@example.org"));
        assert!(!is_address("see www.example.org"));
        assert!(!is_address("local authorities"));
    }
}
