//! Bare addresses, which become links as GitHub Flavored Markdown has it (6.9, autolinks extension).

use super::{Page, inline};
use crate::manuscript::mask::{Construct, Edit};

/// Longest address.
const LONGEST: usize = 2000;

/// `https://…`, `http://…`, `ftp://…`; the sign is the colon.
pub(super) fn scheme(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    if !page.text[at..].starts_with("://") {
        return None;
    }
    let names = ["https", "http", "ftp"];
    let before = &page.text[..at];
    let name = names.into_iter().find(|name| {
        before
            .len()
            .checked_sub(name.len())
            .and_then(|from| before.get(from..))
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })?;
    let start = at - name.len();
    let body = body(page, start, at + 3)?;
    is_domain(body.split(['/', '?', '#', ':']).next()?, true).then_some(())?;
    let end = at + 3 + body.len();
    let address = page.text[start..end].to_owned();
    edits.push(inline(start, end, Construct::Address(address)));
    Some(end)
}

/// `www.…`.
pub(super) fn www(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    if !page.text[at..].starts_with("www.") {
        return None;
    }
    let body = body(page, at, at)?;
    let domain = body.split(['/', '?', '#', ':']).next()?;
    (is_domain(domain, false) && domain.len() > 4).then_some(())?;
    let end = at + body.len();
    edits.push(inline(at, end, Construct::Address(format!("http://{body}"))));
    Some(end)
}

/// `name@host`, with or without `mailto:`; the sign is the at sign.
pub(super) fn mail(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = page.line_before(at);
    let mut start = at - (before.len() - before.trim_end_matches(is_local).len());
    if start == at {
        return None;
    }
    let rest = &page.text[at + 1..];
    let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(rest.len());
    let host = rest[..len].trim_end_matches('.');
    if !host.contains('.') || host.starts_with('.') || host.ends_with(['-', '_']) {
        return None;
    }
    let end = at + 1 + host.len();
    if page.text[..start].ends_with("mailto:") {
        start -= "mailto:".len();
    }
    let outside = page
        .before(start)
        .is_none_or(|c| !matches!(c, '<' | '/' | ':' | '=' | '"' | '\'' | '\\') && !c.is_alphanumeric());
    if !outside || in_destination(page, start) || edits.last().is_some_and(|last| last.source.end > start) {
        return None;
    }
    let shown = &page.text[start..end];
    let address = if shown.starts_with("mailto:") { shown.to_owned() } else { format!("mailto:{shown}") };
    edits.push(inline(start, end, Construct::Address(address)));
    Some(end)
}

/// The address from a byte on, without what punctuates the sentence around it; `None` where no address may begin.
fn body<'a>(page: &Page<'a>, start: usize, from: usize) -> Option<&'a str> {
    let begins = page.before(start).is_none_or(|c| {
        c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '[' | '|' | '«' | '“' | '‘' | '—' | '–')
    });
    if !begins || in_destination(page, start) {
        return None;
    }
    let rest = &page.text[from..];
    let len = rest
        .char_indices()
        .find(|(at, c)| {
            *at >= LONGEST || c.is_whitespace() || matches!(c, '<' | '>' | '|' | '`' | '»' | '”' | '’' | '“' | '«')
        })
        .map_or(rest.len(), |(at, _)| at);
    let body = trimmed(&rest[..len]);
    (!body.is_empty()).then_some(body)
}

/// Whether an address at a byte is that of a link, a picture or a definition, which is no words.
fn in_destination(page: &Page<'_>, start: usize) -> bool {
    let before = page.line_before(start);
    let opened = before.strip_suffix('(').or_else(|| before.strip_suffix("(<")).is_some_and(|rest| rest.ends_with(']'));
    opened
        || before.trim_end().strip_prefix('[').is_some_and(|rest| rest.ends_with("]:"))
        || before.trim().starts_with('[') && before.trim_end().ends_with("]:")
}

/// Takes off what ends a sentence, brackets without their other half, and an entity.
fn trimmed(mut body: &str) -> &str {
    // The end of words in brackets: `[see https://a.org](…)`.
    let mut depth = 0usize;
    for (at, c) in body.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                body = &body[..at];
                break;
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    loop {
        let shorter = body.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"', '،', '؛', '؟', '…']);
        let shorter = match shorter.strip_suffix(')') {
            Some(rest) if shorter.matches(')').count() > shorter.matches('(').count() => rest,
            _ => shorter,
        };
        let entity = shorter.strip_suffix(';').map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric()));
        let shorter = match entity {
            Some(rest) if rest.ends_with('&') => &rest[..rest.len() - 1],
            Some(_) => &shorter[..shorter.len() - 1],
            None => shorter,
        };
        if shorter.len() == body.len() {
            return body;
        }
        body = shorter;
    }
}

/// Words parted by full stops, without an underscore in the last two.
fn is_domain(domain: &str, may_be_short: bool) -> bool {
    let parts: Vec<&str> = domain.split('.').collect();
    let is_part = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    parts.iter().all(is_part)
        && (parts.len() > 1 || may_be_short && domain == "localhost")
        && !parts.iter().rev().take(2).any(|part| part.contains('_'))
}
