//! What a copy editor would ask about: stops and capitals of titles, the ends of list items, where marks of notes stand
//! (docs/typography.md E1, E6, F9, F10, F14, S9, S10). Reported, never changed.
//!
//! In: the finished tree. Out: one finding of each kind, at its first place, with how often it stands there.

use super::tree::{Block, BlockKind, Inline, List, Note};
use super::walk::{for_each_block, lines_of, plain_text};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::language::{Language, TitleCase};
use std::collections::BTreeMap;

/// Signs that a note's mark stands before or after.
const STOPS: &[char] = &['.', ',', ';', ':', '،', '؛'];

/// Letters of the words that are not small in a title in capitals.
const LONG_WORD: usize = 4;

/// What is asked about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    HeadingStop,
    TitleCapitals,
    TitleSmallLetters,
    ListStops,
    NoteMarks,
    StopOutside,
    DotsAfterEtc,
}

/// The first place of a kind, its words, and how often it stands there.
type Found = BTreeMap<Kind, (Span, String, usize)>;

/// Looks through a manuscript.
pub(super) fn report(blocks: &[Block], notes: &[Note], language: &Language, diagnostics: &mut Diagnostics) {
    let mut found = Found::new();
    let mut note = |kind, span, words: String| found.entry(kind).or_insert((span, words, 0)).2 += 1;
    let of_text = |block: &Block| block.lang.as_ref().is_none_or(|lang| lang.primary() == language.tag.primary());
    let mut marks = Marks::default();
    for_each_block(blocks, &mut |block| {
        if !of_text(block) {
            return;
        }
        match &block.kind {
            BlockKind::Heading(heading) => {
                let title = plain_text(&heading.content);
                title_faults(title.trim(), language).into_iter().for_each(|kind| note(kind, block.span, title.clone()));
            }
            BlockKind::List(list) => {
                if let Some((span, words)) = odd_item(list) {
                    note(Kind::ListStops, span, words);
                }
            }
            _ => {}
        }
        for line in lines_of(block) {
            marks.look(line);
            let said_twice = said_twice(line, &language.data.and_so_on);
            said_twice.into_iter().for_each(|(span, words)| note(Kind::DotsAfterEtc, span, words));
            if language.data.stops_inside {
                stops_outside(line).into_iter().for_each(|(span, words)| note(Kind::StopOutside, span, words));
            }
        }
    });
    notes
        .iter()
        .flat_map(|note| &note.blocks)
        .for_each(|block| lines_of(block).into_iter().for_each(|line| marks.look(line)));
    if let Some((span, words, count)) = marks.odd() {
        found.insert(Kind::NoteMarks, (span, words, count));
    }
    diagnostics
        .extend(found.into_iter().map(|(kind, (span, words, count))| finding(kind, &words, count).at(span)).collect());
}

fn finding(kind: Kind, words: &str, count: usize) -> Diagnostic {
    let times = if count == 1 { String::new() } else { format!(", and {} more like it", count - 1) };
    let (code, what, help) = match kind {
        Kind::HeadingStop => ("heading-stop", "is a heading that ends in a full stop", "take the stop away"),
        Kind::TitleCapitals => (
            "title-capitals",
            "has capitals that titles of this language do not have",
            "write capitals for the first word and for names",
        ),
        Kind::TitleSmallLetters => (
            "title-small-letters",
            "has small letters in a title in capitals",
            "write capitals for all words but short ones",
        ),
        Kind::ListStops => (
            "mixed-list-stops",
            "ends otherwise than the other items of its list",
            "end all items alike, or all but the last in a semicolon",
        ),
        Kind::NoteMarks => (
            "mixed-note-marks",
            "has the mark of its note on the other side of the sign than most notes",
            "put all marks before the sign, or all after it",
        ),
        Kind::StopOutside => (
            "stop-outside-quote",
            "has the stop outside the quotation marks",
            "put commas and full stops inside, as American books do",
        ),
        Kind::DotsAfterEtc => (
            "dots-after-etc",
            "says «and so on» twice: in a word and in suspension points",
            "write `etc.` or `…`, not both",
        ),
    };
    let words: String = words.chars().take(60).collect();
    Diagnostic::warning(code, format!("“{}” {what}{times}", words.trim())).help(help)
}

/// What is wrong with a title.
fn title_faults(title: &str, language: &Language) -> Vec<Kind> {
    let mut faults = Vec::new();
    let last = title.split_whitespace().next_back().unwrap_or_default();
    let is_short_form = |word: &str| {
        word.contains('.') || language.data.no_break.after.iter().any(|known| known == last) || last == "etc."
    };
    if last.strip_suffix('.').is_some_and(|word| !word.ends_with('.') && !is_short_form(word)) {
        faults.push(Kind::HeadingStop);
    }
    // After a colon a new title begins.
    let words = title.split(|c: char| c.is_whitespace() || matches!(c, '’' | '-' | '/' | '(' | '«' | '“' | '‘'));
    let mut begins = true;
    let (mut small, mut capital, mut long_small) = (0, 0, 0);
    for word in words.filter(|word| !word.is_empty()) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_acronym = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let may_be_small = language.data.small_words.iter().any(|small| small == word);
        if letters > 0 && !begins && !is_acronym {
            let is_small = !word.starts_with(char::is_uppercase);
            small += usize::from(is_small);
            capital += usize::from(!is_small);
            long_small += usize::from(is_small && letters >= LONG_WORD && !may_be_small);
        }
        begins = word.ends_with([':', '.', '?', '!', '–', '—']);
    }
    match language.data.titles {
        // Names have capitals too: only titles of which most words have them.
        TitleCase::Sentence if capital > 2 && capital > small => faults.push(Kind::TitleCapitals),
        TitleCase::Headline if long_small > 0 => faults.push(Kind::TitleSmallLetters),
        _ => {}
    }
    faults
}

/// The first item that ends otherwise than the first of its list: in a stop or in none. The last may end the sentence.
fn odd_item(list: &List) -> Option<(Span, String)> {
    let words = |at: usize| match list.items.get(at).map(|item| item.blocks.as_slice()) {
        Some([Block { kind: BlockKind::Paragraph(inlines), .. }]) => Some(plain_text(inlines).trim().to_owned()),
        _ => None,
    };
    let all: Vec<String> = (0..list.items.len()).map(words).collect::<Option<_>>()?;
    let kind = |words: &String| match words.trim_end_matches(['»', '”', '’', ')', '\u{A0}', '“']).chars().next_back()
    {
        Some('.' | '!' | '?' | '…' | '؟') => Some('.'),
        Some(c @ (';' | ',' | '؛' | '،')) => Some(c),
        _ => None,
    };
    let first = kind(all.first()?);
    let ends = all.iter().enumerate().skip(1);
    let odd = ends.filter(|(at, words)| {
        let closes = at + 1 == all.len() && kind(words) == Some('.') && first != Some('.');
        kind(words) != first && !closes
    });
    odd.map(|(at, words)| (list.items[at].span, words.clone())).next()
}

/// Marks of notes before a sign of punctuation and after one.
#[derive(Default)]
struct Marks {
    sides: [Option<(Span, String, usize)>; 2],
}

impl Marks {
    fn look(&mut self, inlines: &[Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            let Inline::NoteMark { span, .. } = inline else { continue };
            let text = |at: Option<usize>| match at.and_then(|at| inlines.get(at)) {
                Some(Inline::Text { text, .. }) => text.as_str(),
                _ => "",
            };
            let (before, after) = (text(at.checked_sub(1)), text(Some(at + 1)));
            let side = match (after.starts_with(STOPS), before.ends_with(STOPS)) {
                (true, false) => 0,
                (false, true) => 1,
                _ => continue,
            };
            let words = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_owned();
            self.sides[side].get_or_insert((*span, words, 0)).2 += 1;
        }
    }

    /// The first mark on the side that fewer have, where both are used.
    fn odd(self) -> Option<(Span, String, usize)> {
        let [before, after] = self.sides;
        let (before, after) = (before?, after?);
        Some(if before.2 < after.2 { before } else { after })
    }
}

/// Commas and full stops right after a closing quotation mark.
fn stops_outside(inlines: &[Inline]) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for inline in inlines {
        if let Inline::Text { text, span } = inline
            && let Some(at) = ["”.", "”,"].iter().find_map(|stop| text.find(stop))
        {
            let start = text[..at].rfind(char::is_whitespace).map_or(0, |at| at + 1);
            found.push((*span, text[start..].chars().take(40).collect()));
        }
    }
    found
}

/// Words for «and so on» that suspension points follow.
fn said_twice(inlines: &[Inline], words: &[String]) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for inline in inlines {
        let Inline::Text { text, span } = inline else { continue };
        for (at, _) in text.match_indices('…') {
            let before = text[..at].trim_end_matches(['.', ' ', '\u{A0}', '\u{202F}']);
            let is_whole = |word: &&String| {
                before.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            };
            if let Some(word) = words.iter().find(is_whole) {
                found.push((*span, text[before.len() - word.len()..at + '…'.len_utf8()].to_owned()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Kind, title_faults};
    use crate::language::{LangTag, Language};

    #[test]
    fn titles_are_judged_by_the_custom_of_their_language() {
        let of =
            |tag: &str, title: &str| title_faults(title, &Language::or_english(&LangTag::parse(tag).expect("a tag")));
        assert_eq!(of("fr", "Le Développement Local Et Les Territoires Ruraux"), [Kind::TitleCapitals]);
        assert!(of("fr", "Le développement au Maroc, en Tunisie et au Sénégal").is_empty());
        assert!(of("es", "La ONU y la OIM: Metas de Desarrollo").is_empty());
        assert_eq!(of("en", "Who stays."), [Kind::HeadingStop]);
        assert!(of("en", "Who Stays and Who Leaves the Valley etc.").is_empty());
        assert!(of("en", "Who stays…").is_empty());
    }
}
