//! pandoc's line blocks: lines that begin with `| ` keep their ends and their indentation.

use crate::manuscript::mask::{Construct, Edit, Form};
use std::ops::Range;

/// Finds the lines; ascending. A run of them stands after an empty line, has two lines or more, and is no table.
pub(in crate::manuscript) fn scan(source: &str, code: &[Range<usize>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut code = code.iter().peekable();
    let mut run: Vec<Range<usize>> = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    for line in source.split_inclusive('\n').chain(std::iter::once("")) {
        let place = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        while code.next_if(|block| block.end <= place.start).is_some() {}
        let in_code = code.peek().is_some_and(|block| block.start <= place.start);
        let text = &source[place.clone()];
        let indent = text.len() - text.trim_start_matches(' ').len();
        let bar = text[indent..].strip_prefix('|').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let goes_on = !run.is_empty() && indent > 0 && !text.trim().is_empty();
        if !in_code && indent < 4 && ((bar && (after_blank || !run.is_empty())) || goes_on) {
            run.push(place.clone());
        } else {
            let ends = text.trim().is_empty();
            let lines = std::mem::take(&mut run);
            if ends && lines.len() > 1 && !lines.iter().any(|line| is_row(&source[line.clone()])) {
                block(source, &lines, &mut edits);
            }
        }
        after_blank = text.trim().is_empty();
    }
    edits
}

/// A row of a table ends with a bar, or has one between two cells.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 1
        && (line.ends_with('|') || line[1..].contains(" | ") || line.starts_with("|-") || line.starts_with("| -"))
}

fn block(source: &str, lines: &[Range<usize>], edits: &mut Vec<Edit>) {
    let mut push = |source: Range<usize>, with: String| {
        edits.push(Edit { source, construct: Construct::Layout, form: Form::Plain(with) });
    };
    for (number, line) in lines.iter().enumerate() {
        let text = &source[line.clone()];
        if let Some(bar) = text.find('|').filter(|_| text.trim_start().starts_with('|')) {
            let words = text[bar + 1..].trim_start_matches(' ');
            let spaces = (text.len() - bar - 1 - words.len()).saturating_sub(1);
            let spaces = if words.is_empty() { 1 } else { spaces };
            push(line.start..line.end - words.len(), "\u{A0}".repeat(spaces));
        }
        let next = lines.get(number + 1);
        if next.is_some_and(|next| source[next.clone()].trim_start().starts_with('|')) {
            push(line.end..line.end, "\\".to_owned());
        }
    }
}
