//! Control characters that other programs and encodings leave in a text, read as what they stand for.
//!
//! In: the text of a file. Out: the same with the letters that Windows-1252 has in place of U+0080 to U+009F, as HTML reads
//! them, with a line break for a vertical tab or a form feed, and without the others and what is no character (Unicode,
//! 23.7); one finding a file says so.

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use std::collections::BTreeMap;

/// A line break within a paragraph, whatever stands around it.
pub(crate) const LINE_BREAK: char = '\u{2028}';

/// So many kinds are named in a message.
const NAMED: usize = 6;

/// What U+0080 to U+009F stand for (WHATWG, Encoding Standard, index windows-1252); NUL where there is nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The first of its kind, and how many there are in the file.
#[derive(Debug, Default)]
pub(crate) struct Controls {
    kinds: BTreeMap<char, usize>,
    first: Option<(usize, usize)>,
}

/// What stands for a character; itself for all but control characters, which may stand for nothing.
fn meant(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' | '\0' => Some(character),
        '\u{B}' | '\u{C}' => Some(LINE_BREAK),
        '\u{80}'..='\u{9F}' => {
            WINDOWS_1252.get(u32::from(character) as usize - 0x80).copied().filter(|letter| *letter != '\0')
        }
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFF9}'..='\u{FFFB}' => None,
        _ => (!character.is_control() && u32::from(character) & 0xFFFE != 0xFFFE).then_some(character),
    }
}

/// Whether every character of a text stands for itself.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|character| meant(character) == Some(character))
}

/// The text as it is meant, and what was read in another way.
pub(crate) fn read(text: &str) -> (String, Controls) {
    let mut out = String::with_capacity(text.len());
    let mut controls = Controls::default();
    for character in text.chars() {
        let meant = meant(character);
        let start = out.len();
        out.extend(meant);
        if meant != Some(character) {
            *controls.kinds.entry(character).or_default() += 1;
            controls.first.get_or_insert((start, out.len()));
        }
    }
    (out, controls)
}

impl Controls {
    /// Reports them, once, at the first.
    pub(crate) fn report(&self, file: FileId, diagnostics: &mut Diagnostics) {
        if let Some((start, end)) = self.first {
            self.report_at(Span::new(file, start..end), diagnostics);
        }
    }

    /// Reports them, if there are any, at a place.
    pub(crate) fn report_at(&self, place: Span, diagnostics: &mut Diagnostics) {
        if self.kinds.is_empty() {
            return;
        }
        let said = self.kinds.iter().take(NAMED).map(|(character, count)| {
            let read = match meant(*character) {
                None => "left out".to_owned(),
                Some(LINE_BREAK) => "read as a line break".to_owned(),
                Some(letter) => format!("read as {letter}"),
            };
            let times = if *count == 1 { String::new() } else { format!(" ({count} times)") };
            format!("U+{:04X} {read}{times}", u32::from(*character))
        });
        let said: Vec<String> = said.collect();
        let more = if self.kinds.len() > NAMED { " and others" } else { "" };
        let message = format!("control characters stand in this file: {}{more}", said.join(", "));
        diagnostics.push(
            Diagnostic::warning("control-character", message)
                .at(place)
                .help("write the letters that are meant, and save the file as UTF-8"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_read_as_what_they_stand_for() {
        let (text, controls) =
            read("l\u{92}eau, c\u{9C}ur \u{96} a\u{B}b\u{C}c\u{1}d\u{7F}e\u{81}\tf\u{FFFE}\u{FFFD}\n");
        assert_eq!(text, "l’eau, cœur – a\u{2028}b\u{2028}cde\tf\u{FFFD}\n");
        assert_eq!(controls.kinds.len(), 9);
        assert_eq!(controls.first, Some((1, 4)));
        assert!(is_plain("plain\ttext\r\n") && !is_plain("\u{85}"));
    }
}
