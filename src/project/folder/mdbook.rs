//! Books of mdBook, and of GitBook, which has the same list of chapters: `book.toml` and `SUMMARY.md`.

use super::{Book, text_of};
use crate::diagnostics::{Diagnostics, Sources};
use crate::project::{Chapter, FrontMatter};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};

pub(super) fn read(root: &Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Book> {
    let written = text_of(root, "book.toml", sources, diagnostics);
    let table = written.and_then(|(_, text)| text.parse::<toml::Table>().ok());
    let about = table.as_ref().and_then(|table| table.get("book")).and_then(toml::Value::as_table);
    let word = |key: &str| about.and_then(|about| about.get(key)).and_then(toml::Value::as_str).map(str::to_owned);
    let folder = PathBuf::from(word("src").unwrap_or_else(|| "src".to_owned()));
    let folder =
        if about.is_some() || root.join(&folder).join("SUMMARY.md").is_file() { folder } else { PathBuf::new() };
    let name = folder.join("SUMMARY.md");
    let summary = text_of(root, &name.to_string_lossy(), sources, diagnostics);
    if about.is_none() && summary.is_none() {
        return None;
    }
    let chapters = summary.map(|(_, text)| chapters(&text, &root.join(&folder))).unwrap_or_default();
    let about = about.map(FrontMatter::of_toml).unwrap_or_default();
    Some(Book { about, chapters, folder })
}

/// The chapters of a summary: links, in lists that say how deep they stand, below headings that are titles of parts. What
/// stands outside of lists has no number.
fn chapters(text: &str, folder: &Path) -> Vec<Chapter> {
    let mut found: Vec<Chapter> = Vec::new();
    let (mut depth, mut link, mut words) = (0u8, None::<String>, String::new());
    let (mut titles, mut headings) = (Vec::new(), 0usize);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::List(_)) => depth = depth.saturating_add(1),
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => words.clear(),
            Event::End(TagEnd::Heading(_)) => {
                headings += 1;
                // The first heading is the name of the list itself.
                if headings > 1 || !found.is_empty() {
                    titles = vec![(0, words.trim().to_owned())];
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some(dest_url.into_string());
                words.clear();
            }
            Event::End(TagEnd::Link) => {
                let target = link.take().unwrap_or_default();
                let target = target.split('#').next().unwrap_or_default();
                let file = folder.join(crate::project::percent_decoded(target));
                // A draft has no file yet; several places of one file are one chapter.
                let is_web = target.contains("://");
                if target.is_empty() || is_web || found.iter().any(|chapter| chapter.file == file) {
                    continue;
                }
                let title = Some(words.trim().to_owned()).filter(|title| !title.is_empty());
                let before = std::mem::take(&mut titles);
                found.push(Chapter {
                    file,
                    depth: depth.saturating_sub(1),
                    before,
                    title,
                    numbered: depth > 0,
                    part: false,
                });
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_lists_of_chapters() {
        let text = "# Summary\n\n[Preface](preface.md)\n\n# Guide\n\n- [Zebra *one*](guide/z.md)\n    - [In](guide/in%20side.md#x)\n- [Draft]()\n- [Web](https://a.org)\n\n---\n\n[End](end.md)\n";
        let found = chapters(text, Path::new("src"));
        let short: Vec<_> = found
            .iter()
            .map(|one| (one.file.to_str().unwrap_or_default(), one.depth, one.numbered, one.before.len()))
            .collect();
        let wanted = [
            ("src/preface.md", 0, false, 0),
            ("src/guide/z.md", 0, true, 1),
            ("src/guide/in side.md", 1, true, 0),
            ("src/end.md", 0, false, 0),
        ];
        assert_eq!(short, wanted);
        assert_eq!((found[1].title.as_deref(), &found[1].before[0]), (Some("Zebra one"), &(0, "Guide".to_owned())));
    }
}
