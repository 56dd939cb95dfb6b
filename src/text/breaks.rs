//! Where a line may end: UAX#14, and on top of it the rules of languages, addresses and notes.

use super::collect::{Collected, NEW_LINE};
use super::kashida;
use super::prepared::{Face, FaceKind};
use super::rules;
use super::units;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::ops::Range;
use std::sync::LazyLock;

/// A place where a line may end.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Opportunity {
    /// Where the next line begins.
    pub(super) at: usize,
    /// Where what is seen of this line ends; spaces follow.
    pub(super) end: usize,
    /// What kind of break it is.
    pub(super) kind: BreakKind,
}

impl Opportunity {
    /// Whether a line that ends here ends in a hyphen, be it one of the text.
    pub(super) fn is_hyphenated(&self, text: &str) -> bool {
        match self.kind {
            BreakKind::Hyphen | BreakKind::Repeat => true,
            BreakKind::Forced | BreakKind::Letter | BreakKind::Sever => false,
            // Between spaces it is a dash.
            _ => text[..self.end]
                .strip_suffix(['-', '\u{2010}'])
                .is_some_and(|word| !word.is_empty() && !word.ends_with(char::is_whitespace)),
        }
    }
}

/// What happens where a line ends.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum BreakKind {
    /// After a space.
    Space,
    /// After a hyphen, a dash, a slash of the text; between ideographs.
    Plain,
    /// After the hyphen of a compound, which is said again on the next line (docs/typography.md S4).
    Repeat,
    /// In a word: a hyphen is added.
    Hyphen,
    /// In an address or in code: nothing is added.
    Address,
    /// Between any two letters of an address or code that is wider than the line.
    Letter,
    /// The same in one that is not so wide, where lines would gape otherwise.
    Sever,
    /// In a word that is wider than the line, where the line is full: better than to run off the page.
    Cut,
    /// The text asks for a new line, or ends.
    Forced,
}

static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// Every place but those that hyphenation adds, in order; the end of the text is the last.
pub(super) fn opportunities(collected: &Collected, faces: &[Face]) -> Vec<Opportunity> {
    let text = collected.text.as_str();
    let addresses = addresses(collected, faces);
    let mut inside = addresses.iter().peekable();
    let mut soft = collected.soft_hyphens.iter().copied().peekable();
    let mut found = Vec::new();
    for at in SEGMENTER.segment_str(text) {
        if at == 0 {
            continue;
        }
        while let Some(place) = soft.next_if(|place| *place < at) {
            // Joined letters are never divided, whatever the author allows (docs/typography.md A25).
            if !text[..place].ends_with(kashida::is_letter_or_sign) {
                found.push(Opportunity { at: place, end: place, kind: BreakKind::Hyphen });
            }
        }
        while let Some(address) = inside.next_if(|address| address.end <= at) {
            push_address(text, address.clone(), &mut found);
        }
        let before = &text[..at];
        if at == text.len() || before.ends_with([NEW_LINE, '\n']) {
            found.push(Opportunity { at, end: visible_end(before), kind: BreakKind::Forced });
            continue;
        }
        if inside.peek().is_some_and(|address| address.start < at) || touches_mark(collected, faces, at) {
            continue;
        }
        let stretch = collected.stretch_at(at - 1);
        let Some(face) = collected.stretches.get(stretch).and_then(|stretch| faces.get(stretch.piece)) else {
            continue;
        };
        if let Some(kind) = rules::judge(before, &text[at..], face) {
            found.push(Opportunity { at, end: visible_end(before), kind });
        }
    }
    in_order(found)
}

/// Sorted, each place once; where nothing but spaces stands between two, they are one.
fn in_order(mut found: Vec<Opportunity>) -> Vec<Opportunity> {
    found.sort_by_key(|opportunity| opportunity.at);
    let mut out: Vec<Opportunity> = Vec::with_capacity(found.len());
    for mut opportunity in found {
        match out.last_mut() {
            Some(last) if last.at == opportunity.at => {}
            Some(last) if opportunity.end <= last.at && last.kind != BreakKind::Forced => {
                last.at = opportunity.at;
                if opportunity.kind == BreakKind::Forced {
                    last.kind = BreakKind::Forced;
                }
            }
            last => {
                opportunity.end = opportunity.end.max(last.map_or(0, |last| last.at));
                out.push(opportunity);
            }
        }
    }
    out
}

/// Where spaces begin at the end of `text`.
pub(super) fn visible_end(text: &str) -> usize {
    text.trim_end_matches([' ', NEW_LINE, '\n', '\u{200B}']).len()
}

/// A note's mark is never parted from the word before it, nor in itself.
fn touches_mark(collected: &Collected, faces: &[Face], at: usize) -> bool {
    let stretch = collected.stretches.get(collected.stretch_at(at));
    stretch.is_some_and(|stretch| stretch.start <= at && is_mark(&faces[stretch.piece]))
}

fn is_mark(face: &Face) -> bool {
    matches!(face.kind, FaceKind::Mark(_))
}

/// Web addresses in the text, and the words of verbatim pieces, in order.
fn addresses(collected: &Collected, faces: &[Face]) -> Vec<Range<usize>> {
    let text = collected.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for stretch in &collected.stretches {
        let part = &text[stretch.start..stretch.end];
        if is_mark(&faces[stretch.piece]) {
            continue;
        }
        if faces[stretch.piece].verbatim {
            let mut start = stretch.start;
            for word in part.split(' ') {
                if !word.is_empty() {
                    found.push(start..start + word.len());
                }
                start += word.len() + 1;
            }
        } else if part.contains("://") || part.contains("www.") || part.contains('@') {
            found.extend(
                units::addresses(part).into_iter().map(|range| stretch.start + range.start..stretch.start + range.end),
            );
        }
    }
    found
}

/// Whether a place lies in a percent escape of an address, which is never parted (docs/typography.md E5).
pub(super) fn is_in_escape(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(at.saturating_sub(2)..at).unwrap_or_default();
    before.ends_with(b"%") || before.starts_with(b"%") && before.len() == 2
}

/// Breaks of an address: after its signs (docs/typography.md E5), never inside `://` or a percent escape.
fn push_address(text: &str, range: Range<usize>, found: &mut Vec<Opportunity>) {
    let word = &text[range.clone()];
    let mut characters = word.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let Some((next_at, next)) = characters.peek().copied() else { break };
        let ends = match character {
            '/' => next != '/',
            ':' => next != '/' && next != ':' && !next.is_ascii_digit(),
            '?' | '&' | '=' | '-' | '_' | '#' | '+' | ',' | ';' | '@' | '~' => next != character && offset > 0,
            '.' => next.is_alphanumeric() && offset > 0,
            ')' | ']' | '}' => next.is_alphanumeric(),
            _ => false,
        };
        if ends {
            let at = range.start + next_at;
            found.push(Opportunity { at, end: at, kind: BreakKind::Address });
        }
    }
}
