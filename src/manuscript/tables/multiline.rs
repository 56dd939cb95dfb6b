//! Pandoc's tables whose rows have several lines, and those without heads: lines of dashes above and below, an empty line
//! between rows, dashes below the heads that say where columns stand.

use super::super::mask::Edit;
use super::simple::{aligned, cells, dash_groups};
use super::{CellLines, Rewriting, SourceLine, whole, with_indents};
use std::ops::Range;

/// Most lines of a head.
const MOST_HEAD: usize = 20;

/// The table that begins with this line of dashes, and the line after it.
pub(super) fn table(source: &str, lines: &[SourceLine], at: usize) -> Option<(Edit, usize)> {
    let is_empty = |at: usize| lines.get(at).is_none_or(|line| whole(source, line).trim().is_empty());
    let text = |at: usize| lines.get(at).map(|line| whole(source, line));
    if at > 0 && !is_empty(at - 1) || is_empty(at + 1) {
        return None;
    }
    let groups_at = |at: usize| text(at).and_then(dash_groups);
    let (dashes, groups) = match groups_at(at) {
        Some(groups) => (at, groups),
        None if is_line(text(at)?) => {
            let mut below = (at + 2..at + 2 + MOST_HEAD).take_while(|at| !is_empty(*at));
            below.find_map(|at| Some((at, groups_at(at)?)))?
        }
        None => return None,
    };
    let ends = |at: &usize| is_line(text(*at).unwrap_or_default()) || groups_at(*at).is_some();
    let far = (dashes + 1..lines.len()).take_while(|at| !(is_empty(*at) && is_empty(at + 1)));
    let last = far.into_iter().find(ends).filter(|last| is_empty(last + 1) && *last > dashes + 1)?;
    let headed = dashes > at;
    let body = &lines[dashes + 1..last];
    let has_gaps = body.iter().any(|line| whole(source, line).trim().is_empty());
    let mut rows: Vec<Vec<&SourceLine>> = vec![Vec::new()];
    for line in body {
        let is_gap = whole(source, line).trim().is_empty();
        if (is_gap || !headed && !has_gaps) && rows.last().is_some_and(|row| !row.is_empty()) {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut().filter(|_| !is_gap) {
            row.push(line);
        }
    }
    rows.retain(|row| !row.is_empty());
    let head: Vec<&SourceLine> = lines[(at + 1).min(dashes)..dashes].iter().collect();
    let told_by = if headed { &head } else { rows.first()? };
    let columns: Vec<&str> = (0..groups.len()).map(|column| alignment(source, told_by, &groups, column)).collect();
    let row = |lines: &Vec<&SourceLine>| joined(source, lines, &groups);
    let mut rewriting = Rewriting::new("", &columns);
    if headed {
        rewriting.rows(source, vec![row(&head)], true);
    }
    rewriting.rows(source, rows.iter().map(row).collect(), false);
    Some((rewriting.finish(&with_indents(&lines[at..=last])), last + 1))
}

/// Whether a line is nothing but dashes.
fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.len() > 2 && text.bytes().all(|byte| byte == b'-')
}

/// The cells of the lines of a row.
fn joined(source: &str, lines: &[&SourceLine], groups: &[Range<usize>]) -> Vec<CellLines> {
    let mut row = vec![CellLines::new(); groups.len()];
    for line in lines {
        for (cell, mut lines) in row.iter_mut().zip(cells(source, line, groups)) {
            lines.retain(|line| !line.is_empty());
            cell.append(&mut lines);
        }
    }
    row
}

/// How a column is aligned: by the shortest line of its head.
fn alignment(source: &str, lines: &[&SourceLine], groups: &[Range<usize>], column: usize) -> &'static str {
    let cell = |line: &&&SourceLine| cells(source, line, groups).swap_remove(column).pop().unwrap_or_default();
    let with_words = lines.iter().filter(|line| !cell(line).is_empty());
    let shortest = with_words.min_by_key(|line| source[cell(line)].chars().count());
    shortest.map_or("none", |line| aligned(&groups[column], &cell(&line), source, line))
}
