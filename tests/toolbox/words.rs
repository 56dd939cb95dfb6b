//! The words of a manuscript and of a file made from it, found without the program's own reader.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// How often each word occurs.
pub(crate) type Counts = BTreeMap<String, i64>;

/// Words of plain text: letters, marks and digits; no punctuation, no controls, no hyphens inside words. CommonMark leaves
/// the asterisks of emphasis after an Arabic proclitic as they are; the program opens it (docs/typography.md A23).
pub(crate) fn count(text: &str, counts: &mut Counts) {
    let text: String = text
        .nfkc()
        .filter(
            |c| !matches!(c, '*' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
        )
        .collect();
    for word in text.split(|c: char| !(c.is_alphanumeric() || is_mark(c))).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// The text in what `pdfinfo -struct-text` prints: each piece stands in quotation marks on a line of its own; what is
/// around it is the tree, by its indents. Words run on within a block, but not from one block to the next.
pub(crate) fn spoken(tree: &str) -> String {
    let mut words = String::new();
    let mut block = 0;
    for line in tree.lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if let Some(piece) = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
            words.push_str(piece);
        } else if !(line.ends_with("(inline)") || line.starts_with("Object")) || indent <= block {
            words.push('\n');
            block = indent;
        }
    }
    words
}

/// Whether a directive, by what stands after its colons, is for other editions than the screen's.
pub(crate) fn is_elsewhere(directive: &str) -> bool {
    directive.starts_with("only") && !directive.contains("screen")
}

/// What the sources of one publication and language say, each word as often as it must be read, without the directives that
/// `leaves_out` names.
pub(crate) fn of_manuscript(
    folder: &Path,
    glossary: &dyn Fn(&str) -> String,
    leaves_out: &dyn Fn(&str) -> bool,
) -> Counts {
    let mut counts = Counts::new();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a manuscript").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(file).expect("a chapter");
        for piece in pieces(&text, glossary, leaves_out) {
            count(&piece, &mut counts);
        }
    }
    counts
}

/// The texts of a chapter: our own syntax is taken away line by line, CommonMark's by its reference reader.
fn pieces(text: &str, glossary: &dyn Fn(&str) -> String, leaves_out: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    // Open directives; true for one that is left out.
    let mut open: Vec<bool> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        match trimmed.strip_prefix(":::") {
            Some("") => {
                open.pop();
            }
            Some(rest) => open.push(leaves_out(rest)),
            None => {}
        }
        if open.contains(&true) {
            continue;
        }
        if let Some(rest) = trimmed.strip_prefix(":::") {
            let (title, attributes) = rest.split_once('{').unwrap_or((rest, ""));
            pieces.push(title.trim().split_once(' ').map_or("", |(_, title)| title).to_owned());
            pieces.extend(["time", "group", "materials"].iter().filter_map(|key| attribute(attributes, key)));
            plain.push_str("\n\n");
        } else if let Some(caption) = trimmed.strip_prefix(": ").filter(|rest| rest.contains("{#tab-")) {
            plain.push('\n');
            plain.push_str(caption);
            plain.push('\n');
        } else {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    let plain = replace_braces(&plain, glossary);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut line = String::new();
    for event in Parser::new_ext(&plain, options) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::Image { .. } | Tag::Link { .. }) => {}
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::TableCell
                | TagEnd::Item
                | TagEnd::Image
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => {
                pieces.push(std::mem::take(&mut line));
            }
            _ => {}
        }
    }
    pieces.push(line);
    pieces
}

/// `{#id .class key="value"}` goes, `{{term:name}}` becomes its words.
fn replace_braces(text: &str, glossary: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let inside = &rest[at..];
        if let Some(term) = inside.strip_prefix("{{term:") {
            let end = term.find("}}").expect("a closed term");
            out.push_str(&glossary(&term[..end]));
            rest = &term[end + 2..];
        } else {
            let end = inside.find('}').expect("closed braces");
            rest = &inside[end + 1..];
        }
    }
    out.push_str(rest);
    out
}

fn attribute(attributes: &str, key: &str) -> Option<String> {
    let start = attributes.find(&format!("{key}=\""))? + key.len() + 2;
    let end = attributes[start..].find('"')?;
    Some(attributes[start..start + end].to_owned())
}
