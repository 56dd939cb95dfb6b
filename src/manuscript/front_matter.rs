//! The YAML block at the head of a file.

use std::ops::Range;

/// What is understood of a front matter; other keys belong to other programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// Title of the file: its chapter's heading where the text has none.
    pub(super) title: Option<String>,
    /// Short form of the title for running heads and contents.
    pub(super) short: Option<String>,
    /// Bytes of the block with both fences; empty where there is none.
    pub(super) span: Range<usize>,
    /// What is wrong with it, if it cannot be read.
    pub(super) fault: Option<String>,
}

/// Reads the front matter of a file. Dashes at the head that never close, or close over something that looks like
/// prose, are a thematic break as in any other Markdown.
pub(super) fn read(text: &str) -> FrontMatter {
    let Some((body, end)) = fenced(text) else { return FrontMatter::default() };
    let span = 0..end;
    match serde_norway::from_str::<serde_norway::Value>(body) {
        Ok(serde_norway::Value::Mapping(map)) => {
            let word = |key: &str| match map.get(key) {
                Some(serde_norway::Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
                Some(serde_norway::Value::Number(number)) => Some(number.to_string()),
                _ => None,
            };
            FrontMatter { title: word("title"), short: word("short"), span, fault: None }
        }
        Ok(serde_norway::Value::Null) => FrontMatter { span, ..FrontMatter::default() },
        Ok(_) => FrontMatter::default(),
        Err(error) if looks_like_keys(body) => {
            FrontMatter { span, fault: Some(error.to_string()), ..FrontMatter::default() }
        }
        Err(_) => FrontMatter::default(),
    }
}

/// The lines between the fences and the end of the closing one.
fn fenced(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&text[first.len()..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line is `key: …`, so that the block was meant as front matter though it is broken.
fn looks_like_keys(body: &str) -> bool {
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first
        .split_once(':')
        .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_short_are_understood_and_the_rest_is_left() {
        let found = read("---\ntitle: A long title\nshort: Short\nlayout: post\ntags: [a, b]\n---\n# Text\n");
        assert_eq!(found.title.as_deref(), Some("A long title"));
        assert_eq!(found.short.as_deref(), Some("Short"));
        assert_eq!(found.span, 0..67);
        assert_eq!(found.fault, None);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in ["---\nfoo\n---\nbar\n", "---\n", "--- \ntext", "- --\n", "text\n---\n"] {
            assert_eq!(read(text), FrontMatter::default(), "{text}");
        }
        assert_eq!(read("---\n---\ntext").span, 0..8);
    }

    #[test]
    fn a_broken_block_is_reported_and_skipped() {
        let found = read("---\ntitle: \"open\nkey: [\n---\ntext");
        assert!(found.fault.is_some());
        assert_eq!(found.span, 0..28);
    }
}
