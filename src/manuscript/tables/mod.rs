//! Tables that Markdown's own reader does not know or cuts: rows with more cells than their head, pandoc's grid tables,
//! simple and multiline tables.
//!
//! In: the lines of a text. Out: edits. A pipe table gets as many columns as its longest row has ([`pipes`]). Other tables are
//! written again as HTML around the Markdown of their cells, which everything after reads as any other: grid tables ([`grid`],
//! with cells over several rows or columns [`spanning`]), tables of a line a row ([`simple`]) and of several ([`multiline`]).

mod grid;
mod multiline;
mod pipes;
mod simple;
mod spanning;

use super::mask::{Construct, Edit, Form, Piece};
use std::ops::Range;

/// A line of the source.
#[derive(Clone, Debug)]
pub(super) struct SourceLine {
    /// Its bytes, without its end.
    pub(super) range: Range<usize>,
    /// Where its content begins, after what containers put before it.
    pub(super) content: usize,
    /// What containers put before a further line.
    pub(super) prefix: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Edits, ascending.
    pub(super) edits: Vec<Edit>,
    /// Last lines of tables that were written again: a caption may follow.
    pub(super) ends: Vec<usize>,
}

/// Looks for tables in the lines of a source.
pub(super) fn scan(source: &str, lines: &[SourceLine]) -> Found {
    let mut found = Found::default();
    let (mut at, mut told) = (0, false);
    while at < lines.len() {
        let next = grid::table(source, lines, at)
            .or_else(|| spanning::table(source, lines, at))
            .or_else(|| multiline::table(source, lines, at))
            .or_else(|| simple::table(source, lines, at))
            .map(|(edit, end)| (vec![edit], end))
            .or_else(|| pipes::table(source, lines, at));
        match next {
            Some((edits, end)) => {
                if edits.iter().any(|edit| matches!(edit.form, Form::Rewritten(..))) {
                    found.ends.push(end - 1);
                }
                found.edits.extend(edits);
                at = end.max(at + 1);
            }
            None => {
                if let Some(edit) = foreign(source, lines, at).filter(|_| !std::mem::replace(&mut told, true)) {
                    found.edits.push(edit);
                }
                at += 1;
            }
        }
    }
    found
}

/// Dashes between the lines of a table that is none of those known, or the border of such a one.
fn foreign(source: &str, lines: &[SourceLine], at: usize) -> Option<Edit> {
    let line = lines.get(at)?;
    let follows = |at: usize| lines.get(at).is_some_and(|line| content(source, line).starts_with(['|', '+']));
    if grid::is_border(content(source, line)) && follows(at + 1) {
        return Some(Edit {
            source: line.content..line.range.end,
            construct: Construct::ForeignTable,
            form: Form::Line(String::new(), String::new()),
        });
    }
    let has_words = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_some_and(|line| !source[line.range.clone()].trim().is_empty())
    };
    let between = has_words(at.checked_sub(1)) && has_words(Some(at + 1));
    simple::dash_groups(&source[line.range.clone()]).filter(|_| between).map(|_| Edit {
        source: line.range.clone(),
        construct: Construct::ForeignTable,
        form: Form::Line(String::new(), String::new()),
    })
}

/// A table as it is written again.
struct Rewriting<'p> {
    pieces: Vec<Piece>,
    prefix: &'p str,
}

/// The lines of a cell.
type CellLines = Vec<Range<usize>>;

/// A cell, and how many columns and rows it covers.
#[derive(Clone, Debug)]
struct SourceCell {
    lines: CellLines,
    columns: usize,
    rows: usize,
}

impl From<CellLines> for SourceCell {
    fn from(lines: CellLines) -> Self {
        Self { lines, columns: 1, rows: 1 }
    }
}

impl<'p> Rewriting<'p> {
    /// `columns` says how each is aligned.
    fn new(prefix: &'p str, columns: &[&str]) -> Self {
        let mut this = Self { pieces: Vec::new(), prefix };
        this.html(&format!("<table data-columns=\"{}\">", columns.join(" ")));
        this
    }

    fn html(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Html(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Html(text.to_owned())),
        }
    }

    fn new_line(&mut self) {
        let prefix = self.prefix.to_owned();
        self.html("\n");
        self.html(&prefix);
    }

    /// Rows of a head or body.
    fn rows(&mut self, source: &str, rows: Vec<Vec<impl Into<SourceCell>>>, head: bool) {
        let (part, tag) = if head { ("thead", "th") } else { ("tbody", "td") };
        self.html(&format!("<{part}>"));
        for row in rows {
            self.html("<tr>");
            for cell in row {
                let SourceCell { lines, columns, rows } = cell.into();
                self.html(&match (columns, rows) {
                    (1, 1) => format!("<{tag}>"),
                    _ => format!("<{tag} colspan=\"{columns}\" rowspan=\"{rows}\">"),
                });
                self.cell(source, &lines);
                self.html(&format!("</{tag}>"));
            }
            self.html("</tr>");
        }
        self.html(&format!("</{part}>"));
    }

    /// Between empty lines, the content of an element of HTML is Markdown.
    fn cell(&mut self, source: &str, lines: &CellLines) {
        if lines.iter().all(|line| source[line.clone()].trim().is_empty()) {
            return;
        }
        self.new_line();
        for line in lines {
            self.new_line();
            self.pieces.push(Piece::Source(line.clone()));
        }
        self.new_line();
        self.new_line();
    }

    fn finish(mut self, lines: &[SourceLine]) -> Edit {
        self.html("</table>");
        self.new_line();
        let range = |line: Option<&SourceLine>| line.map_or(0..0, |line| line.content..line.range.end);
        let source = range(lines.first()).start..range(lines.last()).end;
        Edit { source, construct: Construct::Table, form: Form::Rewritten(self.pieces, Vec::new()) }
    }
}

fn content<'s>(source: &'s str, line: &SourceLine) -> &'s str {
    &source[line.content..line.range.end]
}

/// Bytes at which columns of a line of letters begin; marks that stand on a letter take no column.
fn byte_of_column(text: &str, column: usize) -> usize {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        let wide = !unicode_normalization::char::is_combining_mark(c);
        if wide && columns == column {
            return at;
        }
        columns += usize::from(wide);
    }
    text.len()
}

/// A line with what containers put before it.
fn whole<'s>(source: &'s str, line: &SourceLine) -> &'s str {
    &source[line.range.clone()]
}

/// The same lines, each with all that stands before it.
fn with_indents(lines: &[SourceLine]) -> Vec<SourceLine> {
    lines.iter().map(|line| SourceLine { content: line.range.start, ..line.clone() }).collect()
}

/// The bytes without blanks at their ends.
fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}
