//! Finds the block at the head of a file, and says of which kind it is.

use super::Fault;
use std::ops::Range;

/// How a block is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between two lines `+++`.
    Toml,
    /// Up to three fields that begin with `%`.
    Percent,
    /// `Key: value`, without fences.
    Lines,
}

/// A block at the head of a file.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) form: Form,
    /// Bytes of it all.
    pub(super) span: Range<usize>,
    /// Bytes between the fences.
    pub(super) body: Range<usize>,
}

/// Keys that only front matter has, so that a block with one of them was meant as such.
const TELLING: [&str; 12] = [
    "title",
    "subtitle",
    "author",
    "authors",
    "date",
    "lang",
    "language",
    "layout",
    "draft",
    "tags",
    "categories",
    "description",
];

/// Finds the block. `Err` where there is none, with what is to be said about that.
pub(super) fn find(text: &str) -> Result<Block, Option<Fault>> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let block = match first {
        "---" => return yaml(text),
        "+++" => fenced(text, &["+++"]).map(|(body, end)| Block { form: Form::Toml, span: 0..end, body }),
        _ if first.starts_with("% ") || first == "%" => Some(percent(text)),
        _ => lines(text),
    };
    block.ok_or(None)
}

fn yaml(text: &str) -> Result<Block, Option<Fault>> {
    let (body, end) = fenced(text, &["---", "..."]).ok_or(None)?;
    let inner = &text[body.clone()];
    let keys: Vec<&str> = inner.lines().filter_map(key).collect();
    let is_blank = inner.lines().next().is_some_and(|line| line.trim().is_empty());
    if is_blank && keys.iter().any(|key| is_telling(key)) && !has_prose(inner) {
        return Err(Some(Fault {
            message: "an empty line after `---` makes this a rule and text, not front matter".to_owned(),
            at: 0..body.start.saturating_sub(1),
            help: "take the empty line out; if it is text, put an empty line after it",
        }));
    }
    let is_empty = inner.trim().is_empty();
    let meant = keys.first().is_some_and(|first| inner.trim_start().starts_with(first));
    if is_blank || !(is_empty || meant || starts_with_comment(inner)) {
        return Err(None);
    }
    Ok(Block { form: Form::Yaml, span: 0..end, body })
}

fn starts_with_comment(inner: &str) -> bool {
    inner.starts_with('#') && inner.lines().any(|line| key(line).is_some())
}

/// Whether there are words that are neither `key: value` nor below such a line.
fn has_prose(inner: &str) -> bool {
    inner.lines().any(|line| !line.trim().is_empty() && key(line).is_none() && !line.starts_with([' ', '\t', '-', '#']))
}

/// The key that a line begins with.
pub(super) fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let quoted = key.trim_matches(['"', '\'']);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let fits = !quoted.is_empty() && quoted.chars().all(is_word) && !quoted.starts_with(['-', '.']);
    (fits && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(quoted)
}

fn is_telling(key: &str) -> bool {
    TELLING.iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// Bytes between the first line and the next that is one of `closing`, and where that one ends.
fn fenced(text: &str, closing: &[&str]) -> Option<(Range<usize>, usize)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if closing.contains(&line.trim_end()) {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// pandoc's title block: lines that begin with `%`, and those below them that are indented.
fn percent(text: &str) -> Block {
    let (mut end, mut fields) = (0, 0);
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with('%');
        fields += usize::from(begins);
        let goes_on = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if fields > 3 || !(begins || goes_on) {
            break;
        }
        end += line.len();
    }
    Block { form: Form::Percent, span: 0..end, body: 0..end }
}

/// MultiMarkdown's headers: every line up to an empty one is `Key: value` or indented, and a title is among them.
fn lines(text: &str) -> Option<Block> {
    let head = text.split("\n\n").next()?;
    let end = (head.len() + 1).min(text.len());
    let is_field = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name.replace(' ', ""));
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')))
    };
    let first = head.lines().next()?;
    let fits = is_telling(key(first)?)
        && head.lines().all(|line| is_field(line) || line.starts_with([' ', '\t']))
        && head.lines().any(|line| key(line).is_some_and(|key| key.eq_ignore_ascii_case("title")));
    fits.then_some(Block { form: Form::Lines, span: 0..end, body: 0..head.len() })
}
