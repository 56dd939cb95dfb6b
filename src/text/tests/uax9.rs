//! UAX#9 by Unicode's own tests, through the levels and the order that lines are made of.
//!
//! Read from Debian's `unicode-data`, 15.0. The tables of `unicode-bidi` are of 16.0; of the characters in these files
//! none has another class there. Where we deviate on purpose:
//!
//! - A1: the base direction is never taken from the first strong letter (P2, P3). Cases that ask for that are run in the
//!   direction that comes of it where the file names it, and are left out where it does not.
//! - L1: spaces at the end of a line have no width and tabs become spaces before levels are sought, so that their levels
//!   move nothing. They are not compared; for the order they are given the level that L1 gives them.
//! - A17–A19: in right-to-left text, brackets of digits after a Latin word, addresses and numbers of several parts are
//!   isolates where they would be torn. There the levels must be what the rules give for the same text with the isolates
//!   written into it.

use super::support::plain;
use super::unicode::debian;
use crate::language::Direction;
use crate::text::bidi::{self, LevelRun};
use crate::text::collect::{Collected, Stretch};
use crate::text::isolates;
use crate::text::paragraph::Paragraph;
use crate::text::reorder;
use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

/// A level that the tests do not look at.
const ANY: Option<u8> = None;

/// The text in one base direction, and what must come of it.
struct Case<'a> {
    text: &'a str,
    direction: Direction,
    /// Of each character.
    levels: &'a [Option<u8>],
    /// Characters from left to right, those without a level left out.
    order: &'a [usize],
}

/// How many cases there were, and how many of them had isolates of ours in them.
#[derive(Default, Debug)]
struct Count {
    cases: usize,
    isolated: usize,
}

impl Count {
    /// The file is whole, and no more than one case in `one_in` had isolates of ours.
    fn assert(&self, cases: usize, one_in: usize) {
        assert!(self.cases > cases && self.isolated > 0 && self.isolated * one_in < self.cases, "{self:?}");
    }
}

struct Check {
    paragraphs: [Paragraph; 2],
    count: Count,
}

impl Check {
    fn new() -> Self {
        Self { paragraphs: [plain("en", ""), plain("ar", "")], count: Count::default() }
    }

    fn case(&mut self, case: &Case) {
        let Case { text, direction, .. } = *case;
        self.count.cases += 1;
        let plain = bidi::resolve(text, &[], direction);
        compare(case, &of_characters(text, &plain));

        let collected = Collected {
            text: text.to_owned(),
            stretches: vec![Stretch { start: 0, end: text.len(), piece: 0 }],
            ..Collected::default()
        };
        let ours = bidi::levels(&collected, &self.paragraphs[usize::from(direction.is_rtl())]);
        let inner = isolates::find(text, &[], direction);
        if inner.is_empty() {
            compare(case, &of_characters(text, &ours));
            return;
        }
        self.count.isolated += 1;
        let signs = isolates::signs(&inner);
        let mut signs = signs.iter().peekable();
        let mut written = String::new();
        let mut kept = Vec::new();
        for (at, character) in text.char_indices() {
            while let Some((_, sign)) = signs.next_if(|(before, _)| *before <= at) {
                written.push(*sign);
            }
            kept.push(written.chars().count());
            written.push(character);
        }
        written.extend(signs.map(|(_, sign)| sign));
        let expected = of_characters(&written, &bidi::resolve(&written, &[], direction));
        let expected: Vec<u8> = kept.into_iter().map(|at| expected[at]).collect();
        assert_eq!(of_characters(text, &ours), expected, "{}", text.escape_unicode());
    }
}

fn compare(case: &Case, levels: &[u8]) {
    let Case { text, direction, levels: expected, order } = *case;
    let base = u8::from(direction.is_rtl());
    let ends = line_ends(text);
    let mut line: Vec<(usize, u8)> = Vec::new();
    for (at, (level, expected)) in levels.iter().zip(expected).enumerate() {
        let Some(expected) = *expected else { continue };
        let level = if ends[at] { base } else { *level };
        assert_eq!(level, expected, "character {at} of {} in {direction:?}", text.escape_unicode());
        line.push((at, level));
    }
    let seen: Vec<usize> =
        reorder::visual(line.iter().map(|(_, level)| *level)).into_iter().map(|at| line[at].0).collect();
    assert_eq!(seen, order, "order of {} in {direction:?}", text.escape_unicode());
}

/// The characters that L1 puts on the level of the paragraph.
fn line_ends(text: &str) -> Vec<bool> {
    let classes: Vec<BidiClass> = text.chars().map(|c| CodePointMapData::<BidiClass>::new().get(c)).collect();
    let mut at_end = true;
    let mut out: Vec<bool> = classes
        .into_iter()
        .rev()
        .map(|class| {
            at_end = match class {
                BidiClass::SegmentSeparator | BidiClass::ParagraphSeparator => true,
                BidiClass::WhiteSpace
                | BidiClass::LeftToRightIsolate
                | BidiClass::RightToLeftIsolate
                | BidiClass::FirstStrongIsolate
                | BidiClass::PopDirectionalIsolate
                | BidiClass::LeftToRightEmbedding
                | BidiClass::RightToLeftEmbedding
                | BidiClass::LeftToRightOverride
                | BidiClass::RightToLeftOverride
                | BidiClass::PopDirectionalFormat
                | BidiClass::BoundaryNeutral => at_end,
                _ => false,
            };
            at_end
        })
        .collect();
    out.reverse();
    out
}

fn of_characters(text: &str, runs: &[LevelRun]) -> Vec<u8> {
    let mut at = 0;
    let level = |(offset, _)| {
        while runs[at].end <= offset {
            at += 1;
        }
        runs[at].level
    };
    text.char_indices().map(level).collect()
}

fn numbers<T: std::str::FromStr>(list: &str) -> Vec<T> {
    list.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Levels of a file, `x` where there is none.
fn levels(list: &str) -> Vec<Option<u8>> {
    list.split_whitespace().map(|level| if level == "x" { ANY } else { level.parse().ok() }).collect()
}

#[test]
fn levels_and_order_of_characters() {
    let Some(file) = debian("BidiCharacterTest.txt") else { return };
    let mut check = Check::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').collect();
        let text: String =
            fields[0].split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)).collect();
        let direction = if fields[2] == "1" { Direction::Rtl } else { Direction::Ltr };
        check.case(&Case { text: &text, direction, levels: &levels(fields[3]), order: &numbers(fields[4]) });
    }
    check.count.assert(90_000, 2);
}

#[test]
fn levels_and_order_of_classes() {
    let Some(file) = debian("BidiTest.txt") else { return };
    let mut check = Check::new();
    let (mut expected, mut order) = (Vec::new(), Vec::new());
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(list) = line.strip_prefix("@Levels:") {
            expected = levels(list);
        } else if let Some(list) = line.strip_prefix("@Reorder:") {
            order = numbers(list);
        } else if let Some((classes, bits)) = line.split_once(';') {
            let text: String = classes.split(' ').map(character).collect();
            let bits: u8 = bits.trim().parse().expect("bits");
            for (bit, direction) in [(2, Direction::Ltr), (4, Direction::Rtl)] {
                if bits & bit != 0 {
                    check.case(&Case { text: &text, direction, levels: &expected, order: &order });
                }
            }
        }
    }
    check.count.assert(500_000, 10);
}

/// A character of each class.
fn character(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{5D0}',
        "AL" => '\u{627}',
        "EN" => '1',
        "ES" => '+',
        "ET" => '#',
        "AN" => '\u{661}',
        "CS" => ',',
        "NSM" => '\u{300}',
        "BN" => '\u{200B}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("a class {other}"),
    }
}
