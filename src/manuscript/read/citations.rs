//! Citations of pandoc and Quarto, `[see @key, p. 3; @other]` and `@key`, and Quarto's references, `@fig-x`; examples, `(@name)`.

use super::{Page, inline};
use crate::manuscript::mask::{Construct, Edit, Form};

/// Longest brackets that are looked at.
const LONGEST: usize = 400;
/// Kinds of things that Quarto and pandoc-crossref refer to.
const KINDS: [&str; 6] = ["fig", "tbl", "tab", "sec", "lst", "eq"];

/// Brackets with a citation in them.
pub(super) fn bracketed(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let body = page.paragraph(at + 1, LONGEST);
    let len = body.find(['[', ']']).filter(|len| body[*len..].starts_with(']'))?;
    let inside = &body[..len];
    let end = at + 1 + len + 1;
    if page.text[end..].starts_with(['(', '[', ':', '{']) || page.labels.contains(&inside.to_lowercase()) {
        return None;
    }
    let is_cited =
        |at: usize| !inside[..at].ends_with(|c: char| c.is_alphanumeric()) && key(&inside[at + 1..]).is_some();
    inside.match_indices('@').find(|(at, _)| is_cited(*at))?;
    let only = inside.strip_prefix('@').filter(|name| key(name) == Some(name));
    match only.and_then(|name| reference(page, name)) {
        Some(id) => edits.push(inline(at, end, Construct::Reference(id))),
        None => edits.push(inline(at, end, Construct::Citation)),
    }
    Some(end)
}

/// `@key` in running words: where other citations stand in brackets, a page follows, or the key has a year.
pub(super) fn bare(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    if page.before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '@' | '\\' | '.')) {
        return None;
    }
    let name = key(&page.text[at + 1..])?;
    let end = at + 1 + name.len();
    let is_bracketed = page.before(at) == Some('(') && page.text[end..].starts_with(')');
    if let Some(number) = page.examples.get(name).filter(|_| is_bracketed) {
        let form = Form::Plain(number.to_string());
        edits.push(Edit { source: at..end, construct: Construct::Layout, form });
        return Some(end);
    }
    if let Some(id) = reference(page, name) {
        edits.push(inline(at, end, Construct::Reference(id)));
        return Some(end);
    }
    let year = name.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    let follows = page.text[end..].starts_with(" [p");
    let is_kind = name.split(['-', ':']).next().is_some_and(|kind| kind.len() < name.len() && KINDS.contains(&kind));
    if !(page.cites || year || follows || is_kind) {
        return None;
    }
    edits.push(inline(at, end, Construct::Citation));
    Some(end)
}

/// The key at the head of a text.
fn key(text: &str) -> Option<&str> {
    let inner =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '/');
    let len = text.find(|c| !inner(c)).unwrap_or(text.len());
    let name = text[..len].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    name.starts_with(|c: char| c.is_alphanumeric() || c == '_').then_some(name)
}

/// The id that a name refers to.
fn reference(page: &Page<'_>, name: &str) -> Option<String> {
    page.ids.contains(name).then(|| name.to_owned())
}

/// Ids that are given in a text to things which are referred to by their kind, `{#fig-x}`.
pub(in crate::manuscript) fn ids(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("{#").filter_map(|(at, found)| {
        let name = key(&text[at + found.len()..])?;
        let follows = text[at + found.len() + name.len()..].starts_with(['}', ' ']);
        let kind = name.split(['-', ':']).next().filter(|kind| kind.len() < name.len())?;
        (follows && KINDS.contains(&kind)).then(|| name.to_owned())
    })
}
