//! Where code lies, so that nothing in it is read as anything else.

use std::ops::Range;

/// A block between fences that is open.
struct Fence {
    sign: char,
    len: usize,
    indent: usize,
    quoted: bool,
    start: usize,
}

/// Bytes of the blocks of code between fences, fences and all; ascending. What is indented only is not among them: it
/// cannot be told from the text of lists before the text is read.
pub(in crate::manuscript) fn blocks(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    let mut callouts: Vec<&str> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let (prefix, is_blank) = (&line[..line.len() - bare.len()], bare.trim().is_empty());
        if let Some(fence) = &open {
            let left = !is_blank && prefix.len() + 3 < fence.indent;
            if left || (fence.quoted && !prefix.contains('>')) {
                found.push(fence.start..start);
            } else {
                let run = bare.len() - bare.trim_start_matches(fence.sign).len();
                if run >= fence.len && bare[run..].trim().is_empty() {
                    found.push(fence.start..end);
                    open = None;
                }
                continue;
            }
        }
        let bare = bare.trim_end();
        let run = bare.len() - bare.trim_start_matches(['`', '~', ':']).len();
        if run >= 3 && callout(&bare[run..]).is_some() {
            callouts.push(&bare[..run]);
        } else if run >= 3 && callouts.last() == Some(&bare) {
            callouts.pop();
        } else {
            open = opening(line, start, prefix.contains('>'));
        }
    }
    found.extend(open.map(|fence| fence.start..source.len()));
    found
}

/// The fence that a line opens, after the markers of lists.
fn opening(line: &str, start: usize, quoted: bool) -> Option<Fence> {
    let mut content = line;
    loop {
        content = content.trim_start_matches([' ', '\t', '>']);
        let marker = content.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits < 10).unwrap_or(0);
        let rest = match content[marker..].chars().next()? {
            '-' | '+' | '*' if marker == 0 => &content[1..],
            '.' | ')' if marker > 0 => &content[marker + 1..],
            _ => break,
        };
        if !rest.starts_with([' ', '\t']) {
            break;
        }
        content = rest;
    }
    let sign = content.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let len = content.len() - content.trim_start_matches(sign).len();
    let fits = len >= 3 && !(sign == '`' && content[len..].contains('`'));
    fits.then(|| Fence {
        sign,
        len,
        indent: line.len() - content.len(),
        quoted,
        start: start + line.len() - content.len(),
    })
}

/// The callout that stands behind a fence as `{name} Title`, and its title.
pub(in crate::manuscript) fn callout(info: &str) -> Option<(&'static str, &str)> {
    let (name, title) = info.trim().strip_prefix('{')?.split_once('}')?;
    super::names::callout(name).map(|name| (name, title))
}

/// Length of the code that begins with the run of backticks at the head of a text, or of the run where none ends it.
pub(in crate::manuscript) fn span(text: &str) -> usize {
    let run = text.len() - text.trim_start_matches('`').len();
    let mut at = run;
    while let Some(found) = text[at..].find(['`', '\n']) {
        at += found;
        if text[at..].starts_with('\n') {
            let line = text[at + 1..].split('\n').next().unwrap_or_default();
            if line.trim().is_empty() {
                break;
            }
            at += 1;
            continue;
        }
        let other = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += other;
        if other == run {
            return at;
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        blocks(source).into_iter().map(|range| &source[range]).collect()
    }

    #[test]
    fn fences_end_with_their_own_kind_or_with_what_holds_them() {
        assert_eq!(found("a\n```rust\nx\n~~~\n````\nb\n"), ["```rust\nx\n~~~\n````\n"]);
        assert_eq!(found("- ~~~\n  x\n  ~~~\n\n> ```\n> y\n\nz\n"), ["~~~\n  x\n  ~~~\n", "```\n> y\n"]);
        assert_eq!(found("`` ` ``` x\n"), Vec::<&str>::new());
        assert_eq!(found("~~~\nopen"), ["~~~\nopen"]);
    }

    #[test]
    fn spans_end_with_as_many_backticks() {
        assert_eq!(span("`a` b"), 3);
        assert_eq!(span("``a`b`` c"), 7);
        assert_eq!(span("`a\n\nb`"), 1);
    }
}
