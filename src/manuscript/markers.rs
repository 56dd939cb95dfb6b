//! List markers that pulldown-cmark does not know: Arabic digits and letters, and those of pandoc.
//!
//! ```text
//!   ١.  ب)      Arabic digits and letters        a)  (iv)  B.     letters and Roman numbers; `(1)`
//!   #.          the next number                  (@)  (@name)     examples, counted through the text
//! ```
//!
//! In: lines and what they begin with. Out: edits that put markers of as many characters in their place, which remember
//! what they stand for. Letters count as markers where at least two follow each other: `د.` alone is a doctor.

use super::mask::{Construct, Edit, Form};
use super::tables::SourceLine;
use crate::language::MarkerStyle;
use std::collections::BTreeMap;
use std::ops::Range;

/// Order of the abjad, eastern; أ may be written ا.
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
/// Order of today's alphabet.
const HIJAI: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
/// Most digits of a marker (CommonMark 5.2).
const MOST_DIGITS: usize = 9;
/// Columns beyond which letters are no markers, so that many lines cost no more than few.
const MOST_COLUMNS: usize = 40;
/// Longest name of an example.
const LONGEST_NAME: usize = 60;

/// A list marker that pulldown-cmark does not know.
pub(super) enum Marker {
    /// Arabic digits.
    Digits(Range<usize>, u32),
    /// An Arabic letter.
    Letter(Range<usize>, char),
    /// Latin letters, or a number in brackets.
    Latin(Range<usize>),
    /// `#.`
    Next(Range<usize>),
    /// `(@name)`
    Example(Range<usize>),
}

impl Marker {
    /// The marker that stands in these bytes; `None` where pulldown-cmark knows it.
    pub(super) fn new(source: &str, range: Range<usize>) -> Option<Self> {
        let marker = &source[range.clone()];
        let first = marker.chars().next()?;
        if let Some(value) = arabic_number(marker.trim_end_matches(['.', ')'])) {
            return Some(Self::Digits(range, value));
        }
        match first {
            '#' => Some(Self::Next(range)),
            '(' if marker.starts_with("(@") => Some(Self::Example(range)),
            first if is_arabic_letter(first) => Some(Self::Letter(range, first)),
            first if first == '(' || first.is_ascii_alphabetic() => Some(Self::Latin(range)),
            _ => None,
        }
    }
}

/// Length of the list marker that the text begins with; a blank must follow it.
pub(super) fn len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let len = match first {
        '-' | '+' | '*' => 1,
        '#' => text.starts_with("#.").then_some(2)?,
        '(' => {
            let end = text.char_indices().take(LONGEST_NAME).find(|(_, c)| *c == ')')?.0;
            let inside = &text[1..end];
            let is_marker = inside.strip_prefix('@').is_some_and(is_name) || !forms(inside).is_empty();
            is_marker.then_some(end + 1)?
        }
        _ => plain_len(text, first)?,
    };
    // Letters may stand alone on their line, with what is theirs below.
    let is_alone = text.len() == len && (first == '(' || first.is_ascii_alphabetic());
    (is_alone || text[len..].starts_with([' ', '\t'])).then_some(len)
}

/// Length of a marker that ends in a stop or a bracket.
fn plain_len(text: &str, first: char) -> Option<usize> {
    let body = if is_digit(first) {
        let digits = text.find(|c: char| !is_digit(c) || c.is_ascii_digit() != first.is_ascii_digit())?;
        (text[..digits].chars().count() <= MOST_DIGITS).then_some(digits)?
    } else if is_arabic_letter(first) {
        let joiner = text.chars().nth(1).filter(|c| matches!(c, '\u{640}' | '\u{200D}'));
        first.len_utf8() + joiner.map_or(0, char::len_utf8)
    } else {
        let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
        (letters <= MOST_DIGITS && !forms(&text[..letters]).is_empty()).then_some(letters)?
    };
    let end = text.get(body..)?.starts_with(['.', ')']).then_some(body + 1)?;
    // The initial of a name: pandoc asks for two blanks behind a capital and a stop.
    let initial = body == 1 && first.is_ascii_uppercase() && text[body..].starts_with('.');
    (!initial || text.len() == end || text[end..].starts_with("  ") || text[end..].starts_with('\t')).then_some(end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

fn is_arabic_letter(c: char) -> bool {
    c == 'ا' || ABJAD.contains(c)
}

/// The name of an example, which may be none.
fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Value of a number in Arabic or Persian digits; `None` for ASCII ones, which need no help.
fn arabic_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0u32, |value, c| {
        let digit = match c {
            '٠'..='٩' => c as u32 - 0x660,
            '۰'..='۹' => c as u32 - 0x6F0,
            _ => return None,
        };
        Some(value * 10 + digit)
    })
}

/// What the letters or digits of a marker may count: `i` is a letter and a Roman number.
fn forms(text: &str) -> Vec<(MarkerStyle, u32)> {
    let mut found = Vec::new();
    if !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) {
        found.extend(text.parse().ok().map(|value| (MarkerStyle::Decimal, value)));
    }
    let styles =
        [(MarkerStyle::LowerRoman, MarkerStyle::LowerAlpha), (MarkerStyle::UpperRoman, MarkerStyle::UpperAlpha)];
    for (is_upper, (roman, alpha)) in styles.into_iter().enumerate() {
        let fits = |c: char| if is_upper == 1 { c.is_ascii_uppercase() } else { c.is_ascii_lowercase() };
        if text.is_empty() || !text.chars().all(fits) {
            continue;
        }
        // Numbers of lists are small: `mix.` and `dim.` are words.
        let is_short = text.len() <= 7 && text.chars().all(|c| "ivxIVX".contains(c));
        let number =
            (1..=39).find(|value| is_short && roman.format(*value, crate::language::NumeralSystem::Latn) == text);
        found.extend(number.and_then(|value| Some((roman, u32::try_from(value).ok()?))));
        if let [letter] = text.as_bytes() {
            found.push((alpha, u32::from(letter.to_ascii_lowercase() - b'a') + 1));
        }
    }
    found
}

/// Examples of a text, `(@name) …`: the number of each by its place, and by its name.
#[derive(Debug, Default)]
pub(super) struct Examples {
    at: BTreeMap<usize, u32>,
    pub(super) by_name: BTreeMap<String, u32>,
}

impl Examples {
    /// Counts them.
    pub(super) fn of(source: &str) -> Self {
        let (mut examples, mut last, mut at) = (Self::default(), 0, 0);
        if !source.contains("(@") {
            return examples;
        }
        for line in source.split_inclusive('\n') {
            let content = line.trim_start_matches([' ', '\t', '>', '-', '+', '*']);
            let place = at + line.len() - content.len();
            at += line.len();
            if !content.starts_with("(@") {
                continue;
            }
            let Some(len) = len(content) else { continue };
            let name = &content[2..len - 1];
            let known = examples.by_name.get(name).copied();
            let number = known.unwrap_or_else(|| {
                last += 1;
                last
            });
            if !name.is_empty() {
                examples.by_name.insert(name.to_owned(), number);
            }
            examples.at.insert(place, number);
        }
        examples
    }
}

/// A marker of Latin letters.
struct Latin {
    line: usize,
    range: Range<usize>,
    forms: Vec<(MarkerStyle, u32)>,
    /// The signs around the letters.
    signs: (bool, char),
}

/// Markers that count only where others follow.
pub(super) struct Found<'a> {
    source: &'a str,
    examples: Examples,
    letters: BTreeMap<usize, Vec<(Range<usize>, char)>>,
    latin: BTreeMap<usize, Vec<Latin>>,
}

impl<'a> Found<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, examples: Examples::of(source), letters: BTreeMap::new(), latin: BTreeMap::new() }
    }

    /// Takes the markers of a line, the last of which stands at `column`.
    pub(super) fn take(&mut self, line: usize, column: usize, markers: &[Marker], edits: &mut Vec<Edit>) {
        for marker in markers {
            match marker {
                Marker::Digits(range, value) => edits.push(self.edit(range, MarkerStyle::Decimal, *value, 0)),
                Marker::Letter(range, letter) => {
                    self.letters.entry(column).or_default().push((range.clone(), *letter));
                }
                Marker::Latin(range) if column < MOST_COLUMNS && !self.is_an_item(range) => {
                    let text = &self.source[range.clone()];
                    let inside = text.trim_matches(['(', ')', '.']);
                    let signs = (text.starts_with('('), text.chars().next_back().unwrap_or('.'));
                    let found = Latin { line, range: range.clone(), forms: forms(inside), signs };
                    self.latin.entry(column).or_default().push(found);
                }
                Marker::Latin(_) => {}
                Marker::Next(range) => edits.push(self.edit(range, MarkerStyle::Decimal, 1, 1)),
                Marker::Example(range) => {
                    let number = self.examples.at.get(&range.start).copied().unwrap_or(1);
                    let edit = self.edit(range, MarkerStyle::Decimal, number, range.len() - 1);
                    // The other sign, so that examples do not go on with a list of `a)` before them.
                    let form = match edit.form {
                        Form::Literal(letters) => Form::Literal(letters.replace(')', ".")),
                        form => form,
                    };
                    edits.push(Edit { form, ..edit });
                }
            }
        }
    }

    /// Whether letters that have nothing behind them are what a list item says: `- A.`
    fn is_an_item(&self, range: &Range<usize>) -> bool {
        let is_alone = self.source[range.end..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
        let before = self.source[..range.start].rsplit('\n').next().unwrap_or_default();
        let is_behind = !before.trim_matches([' ', '\t', '>']).is_empty();
        is_behind && (is_alone || self.source[range.end..].trim().is_empty())
    }

    /// Makes markers of letters that follow each other.
    pub(super) fn finish(&self, lines: &[SourceLine], edits: &mut Vec<Edit>) {
        self.letters.values().for_each(|letters| self.lettered(letters, edits));
        self.latin.iter().for_each(|(column, latin)| self.latin(*column, latin, lines, edits));
    }

    /// An edit for a marker; `width` digits at least.
    fn edit(&self, range: &Range<usize>, style: MarkerStyle, value: u32, width: usize) -> Edit {
        let delimiter = &self.source[range.end - 1..range.end];
        // Letters have one place only, so that lines below line up; a list that does not begin with 1 must not end a
        // paragraph.
        let number = if style == MarkerStyle::Decimal { value } else { value.min(2) };
        let digits = self.source[range.start..range.end - 1].chars().filter(|c| is_digit(*c)).count();
        let width = width.clamp(digits.max(1), MOST_DIGITS);
        Edit {
            source: range.clone(),
            construct: Construct::ListMarker(style, value),
            form: Form::Literal(format!("{number:0width$}{delimiter}")),
        }
    }

    fn lettered(&self, letters: &[(Range<usize>, char)], edits: &mut Vec<Edit>) {
        let mut from = 0;
        while from < letters.len() {
            let run = |order: &str| {
                let rank = |at: usize| rank(order, letters[at].1);
                let follows = |at: &usize| matches!((rank(at - 1), rank(*at)), (Some(a), Some(b)) if a + 1 == b);
                (from + 1..letters.len()).take_while(follows).count() + 1
            };
            let (abjad, hijai) = (run(ABJAD), run(HIJAI));
            let (order, style, len) =
                if hijai > abjad { (HIJAI, MarkerStyle::Hijai, hijai) } else { (ABJAD, MarkerStyle::Abjad, abjad) };
            if len > 1 {
                for (range, letter) in &letters[from..from + len] {
                    let value = rank(order, *letter).map_or(1, |rank| rank as u32 + 1);
                    edits.push(self.edit(range, style, value, 0));
                }
            }
            from += len;
        }
    }

    fn latin(&self, column: usize, found: &[Latin], lines: &[SourceLine], edits: &mut Vec<Edit>) {
        let mut from = 0;
        while from < found.len() {
            let run = |(style, value): &(MarkerStyle, u32)| {
                let follows = |at: &usize| {
                    let (last, next) = (&found[at - 1], &found[*at]);
                    let wanted = value + u32::try_from(at - from).unwrap_or(u32::MAX);
                    next.forms.contains(&(*style, wanted))
                        && next.signs == last.signs
                        && self.is_one_list(column, &lines[last.line..=next.line])
                };
                (from + 1..found.len()).take_while(follows).count() + 1
            };
            let first = &found[from];
            let best = first.forms.iter().map(|form| (run(form), form)).max_by_key(|(len, _)| *len);
            let Some((len, (style, value))) = best.filter(|(len, _)| *len > 1) else {
                from += 1;
                continue;
            };
            // In the middle of a paragraph only what can be nothing else.
            let before = first.line.checked_sub(1).and_then(|line| lines.get(line));
            let begins = before.is_none_or(|line| self.words(line).is_empty() || line.content > line.range.start);
            if begins || first.signs == (false, ')') {
                for (marker, value) in found[from..from + len].iter().zip(*value..) {
                    edits.push(self.edit(&marker.range, *style, value, marker.range.len() - 1));
                }
            }
            from += len;
        }
    }

    /// Whether no line from the first to the last begins something else at their column.
    fn is_one_list(&self, column: usize, lines: &[SourceLine]) -> bool {
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
        let mut after_blank = false;
        inner.iter().all(|line| {
            let words = self.words(line);
            let begins = after_blank && !words.is_empty() && line.content <= line.range.start + column;
            after_blank = words.is_empty();
            !begins
        })
    }

    fn words(&self, line: &SourceLine) -> &str {
        self.source[line.content..line.range.end].trim()
    }
}

fn rank(order: &str, letter: char) -> Option<usize> {
    order.chars().position(|c| c == if letter == 'ا' { 'أ' } else { letter })
}
