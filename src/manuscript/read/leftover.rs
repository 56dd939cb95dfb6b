//! Markdown that came out as words: signs of emphasis that nothing closes, links whose address is nowhere.

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::manuscript::event::{Event, EventKind, Text};

/// Longest words and longest address of a link that are looked for.
const LONGEST: usize = 600;

/// A byte at which a character begins, or the end: this one or the nearest before.
fn near(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Reports them.
pub(in crate::manuscript) fn report(events: &[Event], file: FileId, diagnostics: &mut Diagnostics) {
    for event in events {
        let EventKind::Text(Text { text, plain: true, html: false }) = &event.kind else { continue };
        let mut tell = |at: usize, len: usize, message: String, help: &str| {
            let start = event.span.start + at;
            let place = Span::new(file, start..(start + len).min(event.span.end));
            diagnostics.push(Diagnostic::warning("literal-markup", message).at(place).help(help));
        };
        for signs in ["**", "__"] {
            if let Some(at) = lone(text, signs) {
                let message = format!("`{signs}` is printed as it stands: nothing opens or closes it");
                let help =
                    "put the other pair at the word where it ends, without a space inside; `\\*` is a plain sign";
                tell(at, signs.len(), message, help);
            }
        }
        let mut from = 0;
        while let Some(found) =
            text[from..].match_indices(']').map(|(at, _)| from + at).find(|at| text[at + 1..].starts_with(['(', '[']))
        {
            let at = found;
            from = at + 2;
            let close = if text[at + 1..].starts_with('(') { ')' } else { ']' };
            let (before, after) = (near(text, at.saturating_sub(LONGEST)), near(text, from + LONGEST));
            let open = text[before..at].rfind('[').map(|open| before + open);
            let (Some(open), Some(len)) = (open, text[from..after].find([close, '\n'])) else { continue };
            if !text[from + len..].starts_with(close) || len == 0 {
                continue;
            }
            let shown = &text[open..from + len + 1];
            if close == ')' {
                let message = format!("`{shown}` is printed as it stands: its address has spaces");
                tell(open, shown.len(), message, "write the address in `<…>`, or `%20` for each space");
            } else {
                let message = format!("`{shown}` is printed as it stands: nothing says where it leads");
                tell(open, shown.len(), message, "add a line `[label]: https://…`, or write `[words](address)`");
            }
        }
    }
}

/// Where two signs stand at the edge of a word, and are not part of a longer row of them.
fn lone(text: &str, signs: &str) -> Option<usize> {
    let sign = signs.chars().next()?;
    let mut found = text.match_indices(signs).map(|(at, _)| at);
    found.find(|at| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + signs.len()..].chars().next());
        let row = before == Some(sign) || after == Some(sign);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let apart = |c: Option<char>| !letter(c);
        !row && ((letter(after) && apart(before)) || (letter(before) && apart(after)))
    })
}
