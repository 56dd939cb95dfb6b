//! Pipe tables with rows that have more cells than the head: Markdown drops what is too much, so the head gets columns.

use super::super::lines::is_delimiter_row;
use super::super::mask::{Construct, Edit, Form};
use super::{SourceLine, content};
use std::ops::Range;

/// More columns than this are not added.
const MOST_ADDED: usize = 100;

/// The edits of a pipe table whose head is this line, and the line after it.
pub(super) fn table(source: &str, lines: &[SourceLine], at: usize) -> Option<(Vec<Edit>, usize)> {
    let (head, delimiter) = (lines.get(at)?, lines.get(at + 1)?);
    let (heads, bars) = (content(source, head), content(source, delimiter));
    if !(heads.contains('|') || bars.contains('|')) || heads.trim().is_empty() || !is_delimiter_row(bars.trim()) {
        return None;
    }
    let width = cells(heads).len();
    if width != cells(bars).len() {
        return None;
    }
    let mut end = at + 2;
    let mut surplus: Option<(usize, Range<usize>)> = None;
    while let Some(line) = lines.get(end).filter(|line| !content(source, line).trim().is_empty()) {
        let row = cells(content(source, line));
        let filled = row.iter().rposition(|cell| !content(source, line)[cell.clone()].trim().is_empty());
        if let Some(last) = filled.filter(|last| *last >= width) {
            let place = line.content + row[width].start..line.content + row[last].end;
            match &mut surplus {
                Some((most, _)) => *most = last.max(*most),
                None => surplus = Some((last, place)),
            }
        }
        end += 1;
    }
    let Some((last, place)) = surplus else { return Some((Vec::new(), end)) };
    let more = (last + 1 - width).min(MOST_ADDED);
    let edits = [(head, heads, " |"), (delimiter, bars, "---|")].map(|(line, text, cell)| {
        let close = if ends_with_bar(text) { "" } else { "|" };
        Edit {
            source: line.range.end..line.range.end,
            construct: Construct::Surplus(place.clone()),
            form: Form::Literal(format!("{close}{}", cell.repeat(more))),
        }
    });
    Some((edits.into(), end))
}

fn ends_with_bar(text: &str) -> bool {
    let text = text.trim_end();
    let before = text.strip_suffix('|').map(|rest| rest.len() - rest.trim_end_matches('\\').len());
    before.is_some_and(|slashes| slashes % 2 == 0)
}

/// The bytes of the cells of a row.
fn cells(text: &str) -> Vec<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let start = start + usize::from(text[start..].starts_with('|'));
    let end = text.trim_end().len() - usize::from(ends_with_bar(text));
    let mut cells = Vec::new();
    let mut from = start;
    let mut escaped = false;
    for (at, c) in text.char_indices().filter(|(at, _)| (start..end).contains(at)) {
        if c == '|' && !escaped {
            cells.push(from..at);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    cells.push(from..end.max(from));
    cells
}
