//! Formulas: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`.
//!
//! A dollar opens a formula where no white space follows it, and closes one where none stands before it and no digit
//! after it, as pandoc has it, so that prices are none. A backslash before a bracket is an escape in Markdown: what is in
//! the brackets must look like TeX.

use super::{Page, inline};
use crate::manuscript::mask::{Construct, Edit};

/// Longest formulas in bytes, within lines and on lines of their own.
const LONGEST: usize = 1000;
const LONGEST_DISPLAY: usize = 8000;

/// `$…$` and `$$…$$`.
pub(super) fn dollars(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = &page.text[at..];
    let run = rest.len() - rest.trim_start_matches('$').len();
    let skip = Some(at + run);
    let end = match run {
        1 => single(page, at),
        2 => {
            let body = page.paragraph(at + 2, LONGEST_DISPLAY);
            body.find("$$").filter(|len| !body[..*len].trim().is_empty()).map(|len| at + 2 + len + 2)
        }
        _ => None,
    };
    let Some(end) = end else { return skip };
    edits.push(inline(at, end, Construct::Formula { mark: run, display: run == 2 }));
    Some(end)
}

/// Where the formula ends that a dollar opens.
fn single(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '$';
    if page.before(at).is_some_and(word) || page.after(at + 1).is_none_or(char::is_whitespace) {
        return None;
    }
    let in_table = page.line_before(at).trim_start_matches([' ', '>']).starts_with('|');
    let body = page.paragraph(at + 1, LONGEST);
    let body = if in_table { body.split(['|', '\n']).next().unwrap_or_default() } else { body };
    let escaped = |len: &usize| body[..*len].ends_with('\\');
    let len = body.match_indices('$').map(|(len, _)| len).find(|len| !escaped(len))?;
    let (inside, outside) = (body[..len].chars().next_back(), body[len + 1..].chars().next());
    let ends = inside.is_some_and(|c| !c.is_whitespace()) && !outside.is_some_and(|c| c.is_ascii_digit());
    (ends && !is_prose(&body[..len])).then_some(at + 1 + len + 1)
}

/// Whether what two dollars stand around are prices, or words: those of TeX stand behind a backslash or in braces.
fn is_prose(body: &str) -> bool {
    let priced = body.starts_with(|c: char| c.is_ascii_digit()) && body.contains(char::is_whitespace);
    if priced && !body.contains(['\\', '^', '_', '=', '+', '-', '*', '/', '<', '>']) {
        return true;
    }
    let (mut depth, mut words) = (0usize, 0);
    for piece in body.split_inclusive(|c: char| !c.is_alphabetic() && c != '\\') {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        words += usize::from(depth == 0 && !word.contains('\\') && word.chars().count() > 2);
        depth = (depth + piece.matches('{').count()).saturating_sub(piece.matches('}').count());
    }
    words > 1
}

/// `\(…\)` and `\[…\]`, with two backslashes in mdBook, and every other escape, which is passed over.
pub(super) fn backslash(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let forms = [("\\(", "\\)"), ("\\[", "\\]"), ("\\\\(", "\\\\)"), ("\\\\[", "\\\\]")];
    let (open, close) = forms.into_iter().find(|(open, _)| page.text[at..].starts_with(open))?;
    let display = close.ends_with(']');
    let mark = open.len();
    let body = page.paragraph(at + mark, if display { LONGEST_DISPLAY } else { LONGEST });
    let len = body.find(close).filter(|len| looks_like_tex(&body[..*len]))?;
    let end = at + mark + len + mark;
    edits.push(inline(at, end, Construct::Formula { mark, display }));
    Some(end)
}

/// Whether words in brackets are a formula.
fn looks_like_tex(body: &str) -> bool {
    let commands =
        body.match_indices('\\').any(|(at, _)| body[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let words = body.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2).count();
    commands || (words < 2 && body.contains(['^', '_', '=', '+', '<', '>']))
}
