//! Callouts of other programs that take lines of their own and what is indented or quoted below them:
//!
//! ```text
//!   !!! note "Title"         ??? tip               === "Tab"           > [!info]- Title
//!       indented                 indented              indented        > quoted
//!   Python-Markdown          MkDocs, folded        MkDocs, a tab       Obsidian
//! ```
//!
//! The line becomes the opening of a directive, the indentation goes, and its end comes before the first line that is
//! not indented; within a quotation, behind its signs. What is quoted ends with the quotation.

use super::names;
use crate::manuscript::mask::{Construct, Edit, Form, Opener};
use std::ops::Range;

/// How far the text of an admonition is indented.
const INDENT: usize = 4;

/// An admonition whose end has not come.
struct Open {
    /// Columns before the line that opened it, behind the signs of quotations.
    indent: usize,
    /// Quotations that it stands in, and their signs.
    depth: usize,
    signs: String,
}

/// A line behind the signs of some quotations.
struct Line<'a> {
    /// The signs, and the space that belongs to the last of them.
    signs: &'a str,
    /// Columns behind them.
    indent: usize,
    /// Where its words begin and end.
    words: Range<usize>,
}

impl<'a> Line<'a> {
    /// The line at `start` in so many quotations; `None` where it stands in fewer.
    fn within(line: &'a str, start: usize, depth: usize) -> Option<Self> {
        let mut rest = line;
        for _ in 0..depth {
            let inside = rest.trim_start_matches(' ').strip_prefix('>')?;
            rest = inside.strip_prefix(' ').unwrap_or(inside);
        }
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        let signs = &line[..line.len() - rest.len()];
        Some(Self { signs, indent, words: start + signs.len() + indent..start + line.len() })
    }

    /// What containers put before a line with so many columns behind the signs.
    fn prefix(&self, columns: usize) -> String {
        format!("{}{}", self.signs, " ".repeat(columns))
    }
}

/// Finds them; ascending. `code` are the blocks of code between fences, which only lose their indentation.
pub(in crate::manuscript) fn scan(source: &str, code: &[Range<usize>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut code = code.iter().peekable();
    let (mut at, mut quoted) = (0, 0usize);
    // Where the last line with words ends.
    let mut last_end = 0;
    for line in source.split_inclusive('\n') {
        let (start, line) = (at, line.trim_end_matches('\n'));
        at += line.len() + 1;
        let outside = line.trim_start_matches(['>', ' ']);
        let depth = line[..line.len() - outside.len()].matches('>').count();
        if outside.trim().is_empty() {
            quoted = if depth == 0 { 0 } else { quoted };
            continue;
        }
        while code.next_if(|block| block.end <= start).is_some() {}
        let in_code = code.peek().is_some_and(|block| block.start <= start);
        let within = |last: &Open| Line::within(line, start, last.depth);
        let is_over = |last: &mut Open| within(last).is_none_or(|line| line.indent < last.indent + INDENT);
        while let Some(last) = open.pop_if(is_over) {
            edits.push(match within(&last) {
                Some(line) => ending(start, Form::Line(line.prefix(columns(&last, &open)), "\n".to_owned())),
                None => last_ending(last_end, &last, &open),
            });
        }
        let taken = open.last().map_or(0, |last| last.indent + INDENT);
        if let Some(line) = open.last().and_then(within) {
            let source = line.words.start - line.indent..line.words.start - line.indent + taken;
            let form = Form::Plain(" ".repeat(base(&open)));
            edits.push(Edit { source, construct: Construct::Layout, form });
        }
        last_end = start + line.len();
        if in_code {
            continue;
        }
        let opens = open.last().is_none_or(|last| last.depth == depth);
        if let Some(line) = Line::within(line, start, depth).filter(|_| opens)
            && let Some((opener, title)) = indented(source, line.words.clone())
        {
            let prefix = line.prefix(line.indent - taken + base(&open));
            super::open(line.words.start, last_end, &prefix, opener, title, &mut edits);
            let signs = line.signs.to_owned();
            open.push(Open { indent: line.indent, depth, signs });
        }
        if depth > quoted
            && let Some((from, opener, title)) = alert(source, last_end - outside.len()..last_end)
        {
            let before = source[start..from].replace(|c| c != '>', " ");
            super::open(from, last_end, &before[taken.min(before.len())..], opener, title, &mut edits);
        }
        quoted = depth;
    }
    while let Some(last) = open.pop() {
        edits.push(last_ending(last_end, &last, &open));
    }
    edits
}

/// Columns that stay before what is in admonitions: those of the list that the first of them stands in.
fn base(open: &[Open]) -> usize {
    open.first().map_or(0, |first| first.indent)
}

/// Columns before what opened and closes an admonition, once the indentation of those around it is gone.
fn columns(last: &Open, around: &[Open]) -> usize {
    let taken = around.last().map_or(0, |outer| outer.indent + INDENT);
    last.indent.saturating_sub(taken) + base(around)
}

/// The end of an admonition behind the last line of what it stands in.
fn last_ending(at: usize, last: &Open, around: &[Open]) -> Edit {
    let blanks = " ".repeat(columns(last, around));
    ending(at, Form::Line(format!("\n{}{blanks}", last.signs), String::new()))
}

/// The end of an admonition.
fn ending(at: usize, form: Form) -> Edit {
    Edit { source: at..at, construct: Construct::Closer, form }
}

/// `!!! name "Title"`, and where the words of the title stand.
fn indented(source: &str, place: Range<usize>) -> Option<(Opener, Range<usize>)> {
    let line = source[place.clone()].trim_end();
    let signs = ["!!!", "???+", "???", "===+", "==="].into_iter().find(|signs| line.starts_with(signs))?;
    let rest = &line[signs.len()..];
    let words = rest.trim_start();
    let start = place.start + line.len() - words.len();
    let title = words.find('"').map(|quote| quote + 1).and_then(|from| {
        let len = words[from..].strip_suffix('"')?.len();
        Some(start + from..start + from + len)
    });
    let name = words.split(['"', ' ']).next().unwrap_or_default();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let known = if signs.starts_with('=') {
        (name.is_empty() && title.is_some()).then_some("box")?
    } else if rest.starts_with(' ') && is_name && (title.is_some() || !words.contains(['.', ',', '?'])) {
        names::callout(name).unwrap_or("box")
    } else {
        return None;
    };
    let opener = Opener { name: known.to_owned(), name_span: start..start + name.len().max(1), ..Opener::default() };
    Some((opener, title.filter(|title| !title.is_empty()).unwrap_or(place.end..place.end)))
}

/// `[!name]- Title` behind the signs of a quotation: where it begins, what it opens, and its title. What GitHub knows is
/// known to the reader of Markdown.
fn alert(source: &str, place: Range<usize>) -> Option<(usize, Opener, Range<usize>)> {
    let line = &source[place.clone()];
    let content = line.trim_start_matches(['>', ' ']);
    let from = place.end - content.len();
    let (name, rest) = content.strip_prefix("[!")?.split_once(']')?;
    let words = rest.trim_start_matches(['-', '+']).trim();
    let github = ["note", "tip", "important", "warning", "caution"];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !is_name || (words.is_empty() && github.contains(&name.to_ascii_lowercase().as_str()) && rest.trim().is_empty())
    {
        return None;
    }
    let start = from + content.find(words).filter(|_| !words.is_empty()).unwrap_or(content.len());
    let opener = Opener {
        name: names::callout(name).unwrap_or("note").to_owned(),
        name_span: from + 2..from + 2 + name.len(),
        alert: true,
        ..Opener::default()
    };
    let unknown = words.is_empty() && names::callout(name).is_none();
    let title = if unknown { from + 2..from + 2 + name.len() } else { start..start + words.len() };
    Some((from, opener, title))
}
