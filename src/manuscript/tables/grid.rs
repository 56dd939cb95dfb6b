//! Grid tables: lines of `+---+---+` between rows, `+===+===+` below the head.

use super::super::mask::Edit;
use super::{CellLines, Rewriting, SourceLine, byte_of_column, content, trimmed};
use std::ops::Range;

/// The grid table that begins with this line, and the line after it.
pub(super) fn table(source: &str, lines: &[SourceLine], at: usize) -> Option<(Edit, usize)> {
    let first = lines.get(at)?;
    let border = Border::read(content(source, first))?;
    let table = extent(source, lines, at)?;
    let count = table.len();
    let mut rows: Vec<Vec<CellLines>> = Vec::new();
    let mut head = None;
    let mut columns = border.aligned();
    let mut open = false;
    for line in &table[1..] {
        let text = content(source, line);
        if text.starts_with('+') {
            let own = Border::read(text).filter(|own| own.starts.len() == border.starts.len())?;
            if own.double {
                if rows.is_empty() {
                    return None;
                }
                // Pandoc has a foot between two such lines, which are rows like others here.
                if head.is_none() {
                    head = Some(rows.len());
                    columns = own.aligned();
                }
            }
            open = false;
            continue;
        }
        if !open {
            rows.push(vec![CellLines::new(); border.starts.len()]);
            open = true;
        }
        for (cell, range) in rows.last_mut()?.iter_mut().zip(border.cells(text)?) {
            let range = line.content + range.start..line.content + range.end;
            // One blank stands at each side; more of them belong to the Markdown of the cell.
            let blank = usize::from(source[range.clone()].starts_with(' '));
            let end = trimmed(source, range.clone()).end.max(range.start + blank);
            cell.push(range.start + blank..end);
        }
    }
    if open || rows.is_empty() {
        return None;
    }
    let body = rows.split_off(head.filter(|head| *head < rows.len()).unwrap_or(0));
    let mut rewriting = Rewriting::new(&first.prefix, &columns);
    if !rows.is_empty() {
        rewriting.rows(source, rows, true);
    }
    rewriting.rows(source, body, false);
    Some((rewriting.finish(table), at + count))
}

/// The lines of a table that begins with this one.
pub(super) fn extent<'l>(source: &str, lines: &'l [SourceLine], at: usize) -> Option<&'l [SourceLine]> {
    let first = lines.get(at)?;
    let is_inside = |line: &&SourceLine| content(source, line).starts_with(['+', '|']) && line.prefix == first.prefix;
    lines.get(at..at + lines.get(at..)?.iter().take_while(is_inside).count())
}

/// Whether a line is one of signs between rows.
pub(super) fn is_border(text: &str) -> bool {
    Border::read(text).is_some()
}

/// How a column with colons at these ends is aligned.
pub(super) fn alignment(start: bool, end: bool) -> &'static str {
    match (start, end) {
        (true, true) => "center",
        (true, false) => "start",
        (false, true) => "end",
        (false, false) => "none",
    }
}

/// A line of signs between rows.
struct Border {
    /// Columns of letters at which its cells begin and end.
    starts: Vec<(usize, usize)>,
    double: bool,
    colons: Vec<(bool, bool)>,
}

impl Border {
    fn read(text: &str) -> Option<Self> {
        let inner = text.trim_end().strip_prefix('+')?.strip_suffix('+')?;
        let mut border = Self { starts: Vec::new(), double: inner.contains('='), colons: Vec::new() };
        let mut at = 1;
        for run in inner.split('+') {
            let bare = run.trim_matches(':');
            let sign = if border.double { '=' } else { '-' };
            if bare.is_empty() || !bare.chars().all(|c| c == sign) {
                return None;
            }
            border.starts.push((at, at + run.len()));
            border.colons.push((run.starts_with(':'), run.ends_with(':')));
            at += run.len() + 1;
        }
        Some(border)
    }

    fn aligned(&self) -> Vec<&'static str> {
        self.colons.iter().map(|(start, end)| alignment(*start, *end)).collect()
    }

    /// The bytes of the cells of a line: between its bars where there are as many as there should be, else by their columns.
    fn cells(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let inner = text.trim_end();
        let bars: Vec<usize> = inner.match_indices('|').map(|(at, _)| at).collect();
        if bars.len() == self.starts.len() + 1 && bars.last().is_some_and(|last| last + 1 == inner.len()) {
            return Some(bars.windows(2).map(|pair| pair[0] + 1..pair[1]).collect());
        }
        let byte = |column: usize| byte_of_column(inner, column);
        let is_bar = |column: usize| inner[byte(column)..].starts_with('|');
        let fits = self.starts.iter().all(|(start, end)| is_bar(start - 1) && is_bar(*end));
        fits.then(|| self.starts.iter().map(|(start, end)| byte(*start)..byte(*end)).collect())
    }
}
