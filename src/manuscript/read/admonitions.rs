//! Callouts of other programs that take lines of their own and what is indented or quoted below them:
//!
//! ```text
//!   !!! note "Title"         ??? tip               === "Tab"           > [!info]- Title
//!       indented                 indented              indented        > quoted
//!   Python-Markdown          MkDocs, folded        MkDocs, a tab       Obsidian
//! ```
//!
//! The line becomes the opening of a directive, the indentation goes, and its end comes before the first line that is
//! not indented. What is quoted ends with the quotation.

use super::names;
use crate::manuscript::mask::{Construct, Edit, Form, Opener};
use std::ops::Range;

/// How far the text of an admonition is indented.
const INDENT: usize = 4;

/// An admonition whose end has not come.
struct Open {
    /// Columns before the line that opened it.
    indent: usize,
}

/// Finds them; ascending. `code` are the blocks of code between fences, which only lose their indentation.
pub(in crate::manuscript) fn scan(source: &str, code: &[Range<usize>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut code = code.iter().peekable();
    let (mut at, mut quoted, mut end_of_text) = (0, 0usize, 0);
    for line in source.split_inclusive('\n') {
        let (start, line) = (at, line.trim_end_matches('\n'));
        at += line.len() + 1;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let content = &line[indent..];
        if content.trim().is_empty() {
            quoted = 0;
            continue;
        }
        while code.next_if(|block| block.end <= start).is_some() {}
        let in_code = code.peek().is_some_and(|block| block.start <= start);
        while let Some(last) = open.pop_if(|last| indent < last.indent + INDENT) {
            edits.push(ending(start, columns(&last, &open), true));
        }
        let taken = open.last().map_or(0, |last| last.indent + INDENT);
        if let Some(last) = open.last() {
            edits.push(Edit {
                source: start..start + last.indent + INDENT,
                construct: Construct::Layout,
                form: Form::Plain(" ".repeat(base(&open))),
            });
        }
        end_of_text = start + line.len();
        if in_code {
            continue;
        }
        let place = start + indent..start + line.len();
        let prefix = " ".repeat(indent - taken + base(&open));
        if let Some((opener, title)) = indented(source, place.clone()) {
            super::open(place.start, place.end, &prefix, opener, title, &mut edits);
            open.push(Open { indent });
        }
        let depth = content.bytes().take_while(|b| matches!(b, b'>' | b' ')).filter(|b| *b == b'>').count();
        if depth > quoted
            && let Some((from, opener, title)) = alert(source, place.clone())
        {
            let before = source[start..from].replace(|c| c != '>', " ");
            super::open(from, place.end, &before[taken.min(before.len())..], opener, title, &mut edits);
        }
        quoted = depth;
    }
    while let Some(last) = open.pop() {
        edits.push(ending(end_of_text, columns(&last, &open), false));
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

/// The end of an admonition, before the line that begins at a byte or behind the last one.
fn ending(at: usize, columns: usize, before: bool) -> Edit {
    let blanks = " ".repeat(columns);
    let form =
        if before { Form::Line(blanks, "\n".to_owned()) } else { Form::Line(format!("\n{blanks}"), String::new()) };
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
