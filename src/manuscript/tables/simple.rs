//! Pandoc's simple tables: a line of heads, a line of dashes below each column, a line a row.

use super::super::mask::Edit;
use super::{CellLines, Rewriting, SourceLine, byte_of_column, trimmed, whole, with_indents};
use std::ops::Range;

/// The simple table whose heads stand in this line, and the line after it.
pub(super) fn table(source: &str, lines: &[SourceLine], at: usize) -> Option<(Edit, usize)> {
    let (head, dashes) = (lines.get(at)?, lines.get(at + 1)?);
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    if before.is_some_and(|line| !whole(source, line).trim().is_empty()) || whole(source, head).trim().is_empty() {
        return None;
    }
    let groups = dash_groups(whole(source, dashes))?;
    let is_row = |line: &&SourceLine| !whole(source, line).trim().is_empty();
    let count = lines[at + 2..].iter().take_while(is_row).count();
    let table = lines.get(at..at + 2 + count).filter(|_| count > 0)?;
    let mut rows: Vec<&SourceLine> = table.iter().skip(2).collect();
    if rows.last().is_some_and(|last| dash_groups(whole(source, last)).is_some()) {
        rows.pop();
    }
    let heads = cells(source, head, &groups);
    let aligned = |(group, cell): (&Range<usize>, &CellLines)| aligned(group, &cell[0], source, head);
    let columns: Vec<&str> = groups.iter().zip(&heads).map(aligned).collect();
    let mut rewriting = Rewriting::new("", &columns);
    rewriting.rows(source, vec![heads], true);
    rewriting.rows(source, rows.into_iter().map(|line| cells(source, line, &groups)).collect(), false);
    Some((rewriting.finish(&with_indents(table)), at + 2 + count))
}

/// The cells of a line: each ends where the dashes of the next one begin.
pub(super) fn cells(source: &str, line: &SourceLine, groups: &[Range<usize>]) -> Vec<CellLines> {
    let text = whole(source, line);
    let ends = groups.iter().skip(1).map(|group| byte_of_column(text, group.start)).chain([text.len()]);
    let mut from = 0;
    let cell = |end: usize| {
        let range = line.range.start + from..line.range.start + end.max(from);
        from = end.max(from);
        vec![trimmed(source, range)]
    };
    ends.map(cell).collect()
}

/// The columns of letters above each run of dashes; `None` for what is no line of at least two such runs.
pub(super) fn dash_groups(text: &str) -> Option<Vec<Range<usize>>> {
    if !text.contains("--") || !text.trim_matches([' ', '-']).is_empty() || text.starts_with("    ") {
        return None;
    }
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| *byte == b'-') {
        match groups.last_mut() {
            Some(group) if group.end == at => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    (groups.len() > 1 && groups.iter().all(|group| group.len() > 1)).then_some(groups)
}

/// How a column is aligned: by the sides at which its head ends with the dashes.
pub(super) fn aligned(group: &Range<usize>, head: &Range<usize>, source: &str, line: &SourceLine) -> &'static str {
    let column = |byte: usize| source[line.range.start..byte].chars().count();
    let (start, end) = (column(head.start), column(head.end));
    match (start == group.start, end == group.end) {
        (true, true) => "none",
        (true, false) => "start",
        (false, true) => "end",
        (false, false) => "center",
    }
}
