//! Signs that lack what belongs to them: a bracket or quotation mark without its other half, an accent or vowel sign
//! without a letter. Reported, never changed.
//!
//! In: the finished tree. Out: one finding of each kind, at its first place, with how often it stands there. Code, addresses and words of other languages are not looked at, nor
//! marks that may be apostrophes. A quotation may run over paragraphs, whether or not each begins with its mark.

use super::tree::{Block, Inline, Note};
use super::walk::{for_each_block, lines_of};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::language::Language;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use std::collections::BTreeMap;

const BRACKETS: [[char; 2]; 3] = [['(', ')'], ['[', ']'], ['{', '}']];

/// So many may be open at once; more are words.
const DEEPEST: usize = 32;

/// Most letters of a number before the bracket that closes it: `a)`, `iv)`.
const NUMBER: usize = 4;

/// Looks through a manuscript.
pub(super) fn report(blocks: &[Block], notes: &[Note], language: &Language, diagnostics: &mut Diagnostics) {
    let quotes = &language.data.quotes;
    let pair = |pair: &[String; 2]| Some([one(&pair[0])?, one(&pair[1])?]);
    let pairs = [&quotes.outer, &quotes.inner].into_iter().filter_map(pair);
    let quotes = pairs.filter(|[open, close]| open != close && !quotes.apostrophe.contains(*close)).collect();
    let mut reader = Reader { quotes, open: Vec::new(), found: Found::new() };
    let bodies = std::iter::once(blocks).chain(notes.iter().map(|note| note.blocks.as_slice()));
    for body in bodies {
        for_each_block(body, &mut |block| {
            if block.lang.as_ref().is_none_or(|lang| lang.primary() == language.tag.primary()) {
                lines_of(block).into_iter().for_each(|line| reader.line(line));
            }
        });
        reader.end();
    }
    for (kind, ((letter, span), count)) in reader.found {
        diagnostics.push(finding(kind, letter, count).at(span));
    }
}

fn one(mark: &str) -> Option<char> {
    let mut letters = mark.chars().filter(|c| !c.is_whitespace() && *c != '\u{202F}');
    letters.next().filter(|_| letters.next().is_none())
}

/// A letter and where it was written.
type Letter = (char, Span);

/// What is reported.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    NeverClosed,
    NeverOpened,
    WithoutLetter,
}

/// Where a kind stands first, and how often.
type Found = BTreeMap<Kind, (Letter, usize)>;

struct Reader {
    /// Quotation marks of the language, opening and closing.
    quotes: Vec<[char; 2]>,
    /// Quotation marks of the lines before that are still open.
    open: Vec<Letter>,
    found: Found,
}

impl Reader {
    fn note(&mut self, kind: Kind, letter: Letter) {
        self.found.entry(kind).or_insert((letter, 0)).1 += 1;
    }

    fn line(&mut self, inlines: &[Inline]) {
        let mut letters = Vec::new();
        collect(inlines, &mut letters);
        self.go_on(&mut letters);
        let mut open: Vec<Letter> = Vec::new();
        for at in 0..letters.len() {
            let (letter, span) = letters[at];
            if self.is_named(&letters, at) {
                continue;
            }
            if self.pair_of(letter).is_some_and(|[first, _]| first == letter) {
                if open.len() < DEEPEST {
                    open.push((letter, span));
                }
            } else if let Some([first, _]) = self.pair_of(letter) {
                match open.iter().rposition(|(known, _)| *known == first) {
                    Some(known) => drop(open.remove(known)),
                    None => self.closes(first, &letters[..at], (letter, span)),
                }
            } else if is_mark(letter) && at.checked_sub(1).is_none_or(|before| letters[before].0.is_ascii_whitespace())
            {
                self.note(Kind::WithoutLetter, (letter, span));
            }
        }
        for (letter, span) in open {
            if BRACKETS.as_flattened().contains(&letter) || self.open.len() >= DEEPEST {
                self.note(Kind::NeverClosed, (letter, span));
            } else {
                self.open.push((letter, span));
            }
        }
    }

    /// Whether a bracket stands alone between quotation marks: who writes of a sign, “(”, opens nothing by it.
    fn is_named(&self, letters: &[Letter], at: usize) -> bool {
        let is_bracket = BRACKETS.as_flattened().contains(&letters[at].0);
        let around = at.checked_sub(1).and_then(|before| Some([letters[before].0, letters.get(at + 1)?.0]));
        is_bracket && around.is_some_and(|around| self.quotes.contains(&around))
    }

    /// Each paragraph of a long quotation may begin with the mark that opened it, or, in Spain, with the one that will
    /// close it.
    fn go_on(&mut self, letters: &mut Vec<Letter>) {
        let Some(at) = letters.iter().position(|(letter, _)| !letter.is_whitespace()) else { return };
        let mark = letters[at].0;
        let Some([open, close]) = self.pair_of(mark) else { return };
        let Some(known) = self.open.iter().rposition(|(letter, _)| *letter == open) else { return };
        if mark == close {
            letters.drain(..=at);
        } else {
            self.open.remove(known);
        }
    }

    /// A sign that closes what was not opened on its line.
    fn closes(&mut self, first: char, before: &[Letter], (letter, span): Letter) {
        if let Some(known) = self.open.iter().rposition(|(open, _)| *open == first) {
            self.open.remove(known);
        } else if !(letter == ')' && ends_a_number(before)) {
            self.note(Kind::NeverOpened, (letter, span));
        }
    }

    fn end(&mut self) {
        for letter in std::mem::take(&mut self.open) {
            self.note(Kind::NeverClosed, letter);
        }
    }

    fn pair_of(&self, letter: char) -> Option<[char; 2]> {
        BRACKETS.iter().chain(&self.quotes).copied().find(|pair| pair.contains(&letter))
    }
}

/// The words of a line, letter by letter; a piece that is not looked at stands as one letter.
fn collect(inlines: &[Inline], letters: &mut Vec<Letter>) {
    for inline in inlines {
        match inline {
            Inline::Text { text, span } => {
                let is_literal = (span.end - span.start) as usize == text.len();
                letters.extend(text.char_indices().map(|(at, letter)| {
                    let start = span.start as usize + at;
                    let own = Span::new(span.file, start..start + letter.len_utf8());
                    (letter, if is_literal { own } else { *span })
                }));
            }
            Inline::Span { lang: Some(_), .. } => {}
            Inline::Code { span, .. } | Inline::Reference { span, .. } => letters.push(('x', *span)),
            other => other.content().into_iter().for_each(|content| collect(content, letters)),
        }
    }
}

/// Whether a bracket after these closes the number of an item, as in `a)`, or smiles.
fn ends_a_number(before: &[Letter]) -> bool {
    let word = before.iter().rev().map(|(letter, _)| *letter).take_while(|letter| !letter.is_whitespace());
    let word: Vec<char> = word.take(NUMBER + 1).collect();
    let is_smile = word.last().is_some_and(|first| matches!(first, ':' | ';'));
    let is_number = word.len() == 1 || word.iter().all(|letter| letter.is_numeric() || "ivxlcm.".contains(*letter));
    (1..=NUMBER).contains(&word.len()) && (is_smile || is_number)
}

fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && CodePointMapData::<GeneralCategory>::new().get(letter) == GeneralCategory::NonspacingMark
}

fn finding(kind: Kind, letter: char, count: usize) -> Diagnostic {
    let times = if count == 1 { String::new() } else { format!(", and {} more like it", count - 1) };
    let (code, message, help) = match kind {
        Kind::NeverClosed => {
            ("unmatched-mark", format!("“{letter}” is never closed"), "write its other half, or take it away")
        }
        Kind::NeverOpened => (
            "unmatched-mark",
            format!("“{letter}” closes what was not opened"),
            "write its other half, or take it away",
        ),
        Kind::WithoutLetter => (
            "mark-without-letter",
            format!("the mark U+{:04X} stands on no letter", u32::from(letter)),
            "put it after its letter; to show it alone, put a no-break space before it",
        ),
    };
    Diagnostic::warning(code, message + &times).help(help)
}
