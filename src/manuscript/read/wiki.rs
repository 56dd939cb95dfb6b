//! Links of wikis, `[[page]]`, `[[page#heading|words]]`, and their pictures, `![[picture.png|300]]`.

use super::{Foreign, Page, inline};
use crate::manuscript::mask::{Construct, Edit};

/// A link of a wiki.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::manuscript) struct WikiLink {
    /// Where it leads, as a link of Markdown would.
    pub(in crate::manuscript) address: String,
    /// Its words.
    pub(in crate::manuscript) words: String,
    /// It is a picture.
    pub(in crate::manuscript) picture: bool,
}

/// Longest link.
const LONGEST: usize = 300;
/// Endings of files that are pictures.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];

pub(super) fn read(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let inside = page.text[at..].strip_prefix("[[")?;
    let len = inside.find("]]").filter(|len| *len < LONGEST)?;
    let body = &inside[..len];
    let end = at + 2 + len + 2;
    let is_contents = matches!(body.to_ascii_lowercase().as_str(), "toc" | "_toc_");
    let is_markdown = body.contains(['[', ']', '\n', '`', '*'])
        || page.text[end..].starts_with(['(', '[', ':', ']'])
        || page.before(at) == Some('[');
    if body.trim().is_empty() || is_contents || is_markdown || page.labels.contains(&body.to_lowercase()) {
        return None;
    }
    let (target, words) = match body.split_once('|') {
        Some((target, words)) => (target.trim(), words.trim()),
        None => (body.trim(), ""),
    };
    let (file, heading) = target.split_once('#').map_or((target, None), |(file, heading)| (file, Some(heading)));
    let embedded = page.before(at) == Some('!');
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let picture = embedded && ending.as_ref().is_some_and(|ending| PICTURES.contains(&ending.as_str()));
    if embedded && !picture {
        edits.push(inline(at - 1, end, Construct::Foreign(Foreign::Embedded)));
        return Some(end);
    }
    // The size of a picture follows its words, or else its name.
    let named = format!("{target}|{words}");
    let shown = match words {
        "" => heading.filter(|_| file.is_empty()).unwrap_or(target),
        words if picture && is_size(words) => &named,
        words => words,
    };
    let address = match (file, heading) {
        ("", heading) => format!("#{}", heading.unwrap_or_default()),
        (file, heading) => {
            let file = if ending.is_some() { file.to_owned() } else { format!("{file}.md") };
            heading.map_or(file.clone(), |heading| format!("{file}#{heading}"))
        }
    };
    let link = WikiLink { address, words: shown.replace('#', " § "), picture };
    edits.push(inline(if embedded { at - 1 } else { at }, end, Construct::Wiki(link)));
    Some(end)
}

/// The words of a picture, and the width and height in pixels that follow them: `a field|300`, `a field|300x200`.
pub(in crate::manuscript) fn split_size(words: &str) -> Option<(&str, &str, Option<&str>)> {
    let (words, size) = words.rsplit_once('|').filter(|(_, size)| is_size(size))?;
    let (width, height) = size.split_once('x').map_or((size, None), |(width, height)| (width, Some(height)));
    Some((words.trim_end(), width, height))
}

fn is_size(text: &str) -> bool {
    let is_number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('x').map_or(is_number(text), |(width, height)| is_number(width) && is_number(height))
}
