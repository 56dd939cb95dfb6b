//! What is set apart in right-to-left text (docs/typography.md A16–A19).
//!
//! In: the whole text of a paragraph, styles and links counted as one text, and its nodes: code, foreign spans, notes'
//! marks, links. Out: the parts that pages and e-books set apart as isolates. UAX#9 of the whole is what is shown; only
//! these are exceptions, by these steps:
//!
//! 1. A bracket that holds nothing but digits at the end of a Latin phrase follows it in the direction of the sentence:
//!    `MIEUX (2024)`.
//! 2. Units, which are addresses, number strings and links in Latin words, are set apart where UAX#9 would tear them,
//!    together with the Latin words that touch them; the bounds of a range where it would show the last one first.
//! 3. Code and foreign words right beside Latin words are one phrase with these.

use super::bidi::{self, LevelRun};
use super::paragraph::Isolate;
use super::units::{self, Unit};
use crate::language::Direction;
use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use std::cmp::Reverse;
use std::ops::Range;

/// A part that is laid out on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inner {
    /// Its bytes in the text that was looked through.
    pub range: Range<usize>,
    /// Its direction.
    pub direction: Direction,
    /// Every character of it counts as left-to-right: `+٢١٦ ٧١ ٠٠٠ ٠٠٠`.
    pub forced: bool,
}

/// A node of a paragraph that stands in an isolate, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the text; never empty.
    pub range: Range<usize>,
    /// How it is set apart.
    pub isolate: Isolate,
}

/// Finds what is set apart beside the nodes that always are; each part inside or outside of any other and of those
/// nodes, outer ones first.
#[must_use]
pub fn find(text: &str, nodes: &[Node], direction: Direction) -> Vec<Inner> {
    let mut found = Vec::new();
    for node in nodes.iter().filter(|node| node.isolate.firm && node.isolate.direction.is_rtl()) {
        if !direction.is_rtl() {
            let inner = find(&text[node.range.clone()], &[], Direction::Rtl);
            let moved = |range: Range<usize>| range.start + node.range.start..range.end + node.range.start;
            found.extend(inner.into_iter().map(|inner| Inner { range: moved(inner.range), ..inner }));
        }
    }
    if direction.is_rtl() && text.contains(|c: char| c.is_ascii_alphanumeric() || units::is_word(c)) {
        found = Finder::new(text, nodes).find();
    }
    found
}

/// The isolate of a link's words: Latin ones stay in one piece in right-to-left text (docs/typography.md A16).
#[must_use]
pub fn of_link(words: &str, around: Direction, group: u32) -> Option<Isolate> {
    let is_latin = || one_direction(words) == Some(Direction::Ltr) || units::is_address(words);
    (around.is_rtl() && is_latin()).then_some(Isolate { direction: Direction::Ltr, group, firm: false })
}

/// The direction of words that all have the same one.
#[must_use]
pub fn one_direction(words: &str) -> Option<Direction> {
    let mut found = None;
    for c in words.chars() {
        let direction = match class(c) {
            BidiClass::LeftToRight => Direction::Ltr,
            BidiClass::RightToLeft | BidiClass::ArabicLetter => Direction::Rtl,
            _ => continue,
        };
        if found.is_some_and(|before| before != direction) {
            return None;
        }
        found = Some(direction);
    }
    found
}

/// Words of a right-to-left script in code, with the spaces between them: each a string of its own
/// (docs/typography.md A20).
#[must_use]
pub fn strings_of_code(text: &str) -> Vec<Inner> {
    let mut found: Vec<Inner> = Vec::new();
    let mut between = usize::MAX;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match class(c) {
            BidiClass::RightToLeft | BidiClass::ArabicLetter => match found.last_mut() {
                Some(last) if last.range.end >= between => last.range.end = end,
                _ => found.push(Inner { range: at..end, direction: Direction::Rtl, forced: false }),
            },
            BidiClass::NonspacingMark if found.last().is_some_and(|last| last.range.end == at) => {
                if let Some(last) = found.last_mut() {
                    last.range.end = end;
                }
            }
            BidiClass::WhiteSpace
            | BidiClass::EuropeanTerminator
            | BidiClass::EuropeanSeparator
            | BidiClass::CommonSeparator => continue,
            _ => {
                between = usize::MAX;
                continue;
            }
        }
        between = end;
    }
    found
}

/// Words for places that know no elements, such as bookmarks: signs that are not seen set apart what elements do elsewhere.
#[must_use]
pub fn signed(text: &str, direction: Direction) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, sign) in signs(&find(text, &[], direction)) {
        out.push_str(&text[from..at]);
        out.push(sign);
        from = at;
    }
    out + &text[from..]
}

/// Signs that set these parts apart, each before the byte it names, in order.
pub(super) fn signs(parts: &[Inner]) -> Vec<(usize, char)> {
    let mut parts: Vec<&Inner> = parts.iter().collect();
    parts.sort_by_key(|part| (part.range.start, Reverse(part.range.end)));
    let mut signs = Vec::with_capacity(2 * parts.len());
    let mut open: Vec<&Inner> = Vec::new();
    for part in parts {
        close(&mut open, part.range.start, &mut signs);
        signs.push((part.range.start, if part.direction.is_rtl() { bidi::RLI } else { bidi::LRI }));
        if part.forced {
            signs.push((part.range.start, bidi::LRO));
        }
        open.push(part);
    }
    close(&mut open, usize::MAX, &mut signs);
    signs
}

/// Closes the parts that end at a byte or before it.
fn close(open: &mut Vec<&Inner>, at: usize, signs: &mut Vec<(usize, char)>) {
    while let Some(part) = open.pop_if(|part| part.range.end <= at) {
        if part.forced {
            signs.push((part.range.end, bidi::PDF));
        }
        signs.push((part.range.end, bidi::PDI));
    }
}

fn class(c: char) -> BidiClass {
    CodePointMapData::<BidiClass>::new().get(c)
}

/// A right-to-left text that is looked through.
struct Finder<'a> {
    text: &'a str,
    nodes: &'a [Node],
    /// Nodes that always stand in an isolate, and the parts found so far that do.
    apart: Vec<Inner>,
    /// How many of them are nodes.
    firm: usize,
    /// Bidi level of each byte; what is set apart has the level of its isolate among what is around it.
    levels: Vec<u8>,
    /// Rest of a Latin phrase after a bracket that was set apart: numbers without letters.
    tails: Vec<Range<usize>>,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str, nodes: &'a [Node]) -> Self {
        let firm = nodes.iter().filter(|node| node.isolate.firm);
        let mut apart: Vec<Inner> = firm
            .map(|node| Inner { range: node.range.clone(), direction: node.isolate.direction, forced: false })
            .collect();
        apart.sort_by_key(|part| (part.range.start, Reverse(part.range.end)));
        let mut finder = Self { text, nodes, firm: apart.len(), apart, levels: Vec::new(), tails: Vec::new() };
        finder.resolve();
        finder
    }

    fn find(mut self) -> Vec<Inner> {
        self.brackets();
        let units = self.units();
        self.tails(&units);
        if self.apart.len() > self.firm {
            self.resolve();
        }
        let mut hulls = self.torn(&units);
        hulls.extend(self.links());
        hulls.extend(self.phrases());
        merge(&mut hulls);
        let mut found = self.apart.split_off(self.firm);
        found.retain(|part| !hulls.iter().any(|hull| !hull.forced && hull.range == part.range));
        found.extend(hulls);
        found.sort_by_key(|part| (part.range.start, Reverse(part.range.end)));
        found
    }

    /// Levels as UAX#9 has them with what is set apart so far.
    fn resolve(&mut self) {
        let runs: Vec<LevelRun> = bidi::resolve(self.text, &signs(&self.apart), Direction::Rtl);
        self.levels.clear();
        for run in &runs {
            self.levels.resize(run.end, run.level);
        }
        self.levels.resize(self.text.len(), 1);
        for (at, part) in self.apart.iter().enumerate().rev() {
            // A bracket or number that was set apart ends the phrase before it.
            let level = if at < self.firm { bidi::barrier(&runs, part.range.start).unwrap_or(1) } else { 1 };
            self.levels[part.range.clone()].fill(level);
        }
    }

    /// Sets brackets apart that hold nothing but digits and end a Latin phrase.
    fn brackets(&mut self) {
        let mut from = 0;
        while let Some(open) = self.text[from..].find(['(', '[']).map(|at| from + at) {
            from = open + 1;
            let digits = units::digits(self.text, from);
            let closes = if self.text[open..].starts_with('(') { ')' } else { ']' };
            let end = digits + 1;
            if digits == from || !self.text[digits..].starts_with(closes) || self.is_apart(open) {
                continue;
            }
            let before = self.text[..open].trim_end_matches([' ', '\u{A0}']).len();
            if before == open || before == 0 || ![before - 1, open, digits].iter().all(|at| self.is_latin_level(*at)) {
                continue;
            }
            let tail = end..self.run_end(end);
            if !self.text[tail.clone()].chars().any(units::is_latin) {
                self.apart.push(Inner { range: open..end, direction: Direction::Rtl, forced: false });
                self.tails.push(tail);
            }
            from = end;
        }
    }

    /// Units of what is set apart in no way yet.
    fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut from = 0;
        let mut ranges: Vec<Range<usize>> = self.apart.iter().map(|part| part.range.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        ranges.push(self.text.len()..self.text.len());
        for range in ranges {
            if from < range.start {
                let moved = |range: Range<usize>| range.start + from..range.end + from;
                units.extend(units::find(&self.text[from..range.start]).into_iter().map(|unit| match unit {
                    Unit::Whole(range) => Unit::Whole(moved(range)),
                    Unit::Bounds(first, last) => Unit::Bounds(moved(first), moved(last)),
                    Unit::Plain(range) => Unit::Plain(moved(range)),
                }));
            }
            from = from.max(range.end);
        }
        units
    }

    /// Sets numbers apart that stand between a bracket that was and the next words: they belong to these.
    fn tails(&mut self, units: &[Unit]) {
        let mut tails = std::mem::take(&mut self.tails).into_iter().peekable();
        for unit in units {
            let parts = match unit {
                Unit::Whole(range) | Unit::Plain(range) => [Some(range), None],
                Unit::Bounds(first, last) => [Some(first), Some(last)],
            };
            for range in parts.into_iter().flatten() {
                while tails.next_if(|tail| tail.end <= range.start).is_some() {}
                if tails.peek().is_some_and(|tail| tail.start <= range.start) {
                    self.apart.push(self.left_to_right(range.clone()));
                }
            }
        }
    }

    /// Units that UAX#9 tears, and bounds of ranges that it turns round.
    fn torn(&self, units: &[Unit]) -> Vec<Inner> {
        let mut found = Vec::new();
        let (mut seen, mut after_latin) = (0, false);
        for unit in units {
            match unit {
                Unit::Plain(_) => {}
                Unit::Whole(range) if self.is_torn(range) => {
                    found.push(self.left_to_right(self.grown(range, true, true)))
                }
                Unit::Whole(_) => {}
                Unit::Bounds(first, last) => {
                    let context =
                        self.text[seen..first.start].char_indices().rev().find_map(|(at, c)| match class(c) {
                            BidiClass::LeftToRight if !self.is_apart(seen + at) => Some(true),
                            BidiClass::RightToLeft | BidiClass::ArabicLetter => Some(false),
                            _ => None,
                        });
                    (seen, after_latin) = (first.start, context.unwrap_or(after_latin));
                    let is_turned = !after_latin && !self.is_torn(&(first.start..last.end));
                    if is_turned || self.is_torn(first) {
                        found.push(self.left_to_right(self.grown(first, true, false)));
                    }
                    if is_turned || self.is_torn(last) {
                        found.push(self.left_to_right(self.grown(last, false, true)));
                    }
                }
            }
        }
        found.retain(|part| !self.apart.iter().any(|known| known.range == part.range));
        found
    }

    /// Links in Latin words that UAX#9 tears.
    fn links(&self) -> Vec<Inner> {
        let loose = self.nodes.iter().filter(|node| !node.isolate.firm && !node.isolate.direction.is_rtl());
        let trimmed = loose.map(|node| {
            let words = &self.text[node.range.clone()];
            let start = node.range.end - words.trim_start().len();
            start..start + words.trim().len()
        });
        let torn = trimmed.filter(|range| !range.is_empty() && self.is_torn(range));
        torn.map(|range| self.left_to_right(self.grown(&range, true, true))).collect()
    }

    /// Latin words right beside code or foreign words.
    fn phrases(&self) -> Vec<Inner> {
        let spaces = [' ', '\u{A0}'];
        let mut found = Vec::new();
        for part in &self.apart[..self.firm] {
            let Range { start, end } = part.range;
            if part.direction.is_rtl() || self.is_latin_level(start) {
                continue;
            }
            let before = self.text[..start].trim_end_matches(spaces).len();
            let after = self.text.len() - self.text[end..].trim_start_matches(spaces).len();
            let run = self.run_start(before)..before;
            let follows = !run.is_empty() && self.has_letter(run.clone());
            // Numbers, such as those of headings, have nothing to do with the words after them.
            let leads = self.text[start..end].contains(units::is_latin)
                && self.text[after..].starts_with(units::is_latin)
                && !self.is_apart(after);
            if follows || leads {
                let range = if follows { run.start } else { start }..if leads { self.run_end(after) } else { end };
                found.push(Inner { range, direction: Direction::Ltr, forced: false });
            }
        }
        found
    }

    /// Whether a stretch has Latin letters that are set apart in no way.
    fn has_letter(&self, range: Range<usize>) -> bool {
        let mut letters = self.text[range.clone()].char_indices().filter(|(_, c)| units::is_latin(*c));
        letters.any(|(at, _)| !self.is_apart(range.start + at))
    }

    fn left_to_right(&self, range: Range<usize>) -> Inner {
        // In digits of the Arabic script, spaces and dashes would turn the groups round even there.
        let forced = self.text[range.clone()].contains(|c| class(c) == BidiClass::ArabicNumber);
        Inner { range, direction: Direction::Ltr, forced }
    }

    fn is_apart(&self, at: usize) -> bool {
        self.apart.iter().any(|part| part.range.contains(&at))
    }

    fn is_latin_level(&self, at: usize) -> bool {
        self.levels.get(at).is_some_and(|level| level % 2 == 0)
    }

    /// Whether UAX#9 shows a stretch otherwise than from left to right in one piece.
    fn is_torn(&self, range: &Range<usize>) -> bool {
        let first = self.levels.get(range.start).copied().unwrap_or(1);
        first % 2 == 1 || self.levels[range.clone()].iter().any(|level| *level != first)
    }

    /// A stretch with the left-to-right run at its ends, so that a phrase stays in one piece with it.
    fn grown(&self, range: &Range<usize>, before: bool, after: bool) -> Range<usize> {
        let starts = before && self.is_latin_level(range.start);
        let ends = after && self.is_latin_level(range.end - 1);
        let start = if starts { self.run_start(range.start) } else { range.start };
        start..if ends { self.run_end(range.end) } else { range.end }
    }

    /// Where the left-to-right run that ends before a byte begins.
    fn run_start(&self, at: usize) -> usize {
        at - self.levels[..at].iter().rev().take_while(|level| **level % 2 == 0).count()
    }

    /// Where the left-to-right run that begins at a byte ends.
    fn run_end(&self, at: usize) -> usize {
        at + self.levels[at..].iter().take_while(|level| **level % 2 == 0).count()
    }
}

/// Parts that overlap become one; digits that are forced stay within it.
fn merge(parts: &mut Vec<Inner>) {
    parts.sort_by_key(|part| (part.forced, part.range.start, Reverse(part.range.end)));
    parts.dedup_by(|next, last| {
        let overlaps = !next.forced && !last.forced && next.range.start < last.range.end;
        if overlaps {
            last.range.end = last.range.end.max(next.range.end);
        }
        overlaps
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        find(text, &[], Direction::Rtl).into_iter().map(|inner| &text[inner.range]).collect()
    }

    #[test]
    fn words_have_a_direction_only_where_all_letters_agree() {
        assert_eq!(one_direction("MIEUX (2024)"), Some(Direction::Ltr));
        assert_eq!(one_direction("التنمية 12"), Some(Direction::Rtl));
        assert_eq!(one_direction("برنامج MIEUX"), None);
        assert_eq!(one_direction("2015–2020"), None);
    }

    #[test]
    fn only_brackets_of_digits_at_the_end_of_a_phrase_leave_it() {
        assert_eq!(parts("استفاد برنامج MIEUX (2024) من خبرة MC2CM."), ["(2024)"]);
        assert_eq!(parts("خبرة MC2CM (2024) 15 شخصًا"), ["(2024)", "15"]);
        assert_eq!(parts("المادة Article 13(2) of the UDHR ثم"), Vec::<&str>::new());
        assert_eq!(parts("انظر Smith, J. (2015). The Book هنا"), Vec::<&str>::new());
        assert_eq!(parts("الترخيص: CC BY 4.0 وكذلك Python 3.11 و f(x) = 2x + 1 و km²."), Vec::<&str>::new());
    }

    #[test]
    fn units_are_set_apart_only_where_they_are_torn() {
        assert_eq!(parts("زوروا https://example.org/ar/ أو www.example.org/ar."), ["https://example.org/ar/"]);
        assert_eq!(parts("انظر Our page https://example.org/ar/ أو"), ["Our page https://example.org/ar/"]);
        assert_eq!(parts("هاتف +216 71 000 000 أو Tel. +216 71 000 000 كذلك"), ["+216 71 000 000"]);
        assert_eq!(parts("نسخة 2.0.1-beta test ثم 10:30 و-5"), ["2.0.1-beta test", "-5"]);
    }

    #[test]
    fn ranges_have_their_first_bound_at_the_right() {
        assert_eq!(parts("2015-2020"), ["2015", "2020"]);
        assert_eq!(parts("بين 2015-2020"), Vec::<&str>::new());
        assert_eq!(parts("IOM report, pp. 12-15 ثم"), Vec::<&str>::new());
    }

    #[test]
    fn code_beside_latin_words_is_one_phrase_with_them() {
        let text = "الملف setup.py v2 هنا";
        let code = Node {
            range: text.find("setup").expect("code")..text.find(" v2").expect("its end"),
            isolate: Isolate::firm(Direction::Ltr, 1),
        };
        let found = find(text, &[code], Direction::Rtl);
        assert_eq!(found.iter().map(|inner| &text[inner.range.clone()]).collect::<Vec<_>>(), ["setup.py v2"]);
    }

    #[test]
    fn strings_of_code_are_found_with_the_spaces_between_them() {
        let found = strings_of_code("x = \"نص عربي\" + 5 # تعليق");
        assert_eq!(found.len(), 2);
    }
}
