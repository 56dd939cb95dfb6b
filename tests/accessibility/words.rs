//! The texts of a manuscript in order, found without the program's own reader.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// What must be heard, piece by piece: the running text in its order, what may stand anywhere (notes, captions that are
/// written after their tables, those of figures, which a reader that goes page by page meets where they have moved to),
/// and the alternative texts.
#[derive(Default)]
pub(crate) struct Manuscript {
    pub(crate) main: Vec<String>,
    pub(crate) anywhere: Vec<String>,
    pub(crate) alt: Vec<String>,
}

/// Letters and digits alone, in lower case: spaces, signs, hyphens and vowel marks differ from reader to reader.
pub(crate) fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).filter(|c| !is_mark(*c)).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Reads the chapters of a folder.
pub(crate) fn manuscript(folder: &Path) -> Manuscript {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a manuscript").flatten().map(|file| file.path()).collect();
    files.sort();
    let mut read = Manuscript::default();
    for file in files {
        chapter(&std::fs::read_to_string(file).expect("a chapter"), &mut read);
    }
    read
}

impl Manuscript {
    fn add(&mut self, piece: &str, place: Place) {
        // A term of the glossary stands for words that are not here.
        let (mut rest, mut parts) = (piece, Vec::new());
        while let Some((before, after)) = rest.split_once("{{") {
            parts.push(before);
            rest = after.split_once("}}").map_or("", |(_, after)| after);
        }
        parts.push(rest);
        let into = match place {
            Place::Main => &mut self.main,
            Place::Anywhere => &mut self.anywhere,
            Place::Alternative => &mut self.alt,
        };
        into.extend(parts.into_iter().map(letters).filter(|piece| !piece.is_empty()));
    }
}

#[derive(Copy, Clone, PartialEq)]
enum Place {
    Main,
    Anywhere,
    Alternative,
}

/// Takes our own syntax away line by line, and reads what is left with CommonMark's reference reader.
fn chapter(text: &str, read: &mut Manuscript) {
    let mut plain = String::new();
    let mut open: Vec<bool> = Vec::new();
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    for line in body.lines() {
        match line.trim_start().strip_prefix(":::") {
            Some("") => {
                open.pop();
                plain.push('\n');
            }
            Some(rest) => {
                open.push(rest.starts_with("only"));
                let (opener, _) = rest.split_once('{').unwrap_or((rest, ""));
                let title = opener.trim().split_once(' ').map_or("", |(_, title)| title);
                plain.push_str(&format!("\n{title}\n\n"));
            }
            None if open.contains(&true) => {}
            None if line.starts_with(": ") && line.contains("{#tab-") => {
                read.add(&without_braces(&line[2..]), Place::Anywhere);
                plain.push('\n');
            }
            None => plain.push_str(&format!("{}\n", without_braces(line))),
        }
        if let Some((_, rest)) = line.split_once("alt=\"") {
            read.add(rest.split('"').next().unwrap_or_default(), Place::Alternative);
        }
    }
    commonmark(&plain, read);
}

fn commonmark(plain: &str, read: &mut Manuscript) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let (mut place, mut in_line, mut piece) = (Place::Main, false, String::new());
    for event in Parser::new_ext(plain, options) {
        match event {
            Event::Text(text) | Event::Code(text) => piece.push_str(&text),
            Event::SoftBreak
            | Event::InlineHtml(_)
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough)
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough) => {}
            Event::Html(html) => {
                html.split('<').for_each(|tag| read.add(tag.split_once('>').map_or(tag, |t| t.1), place))
            }
            // The words of a picture in a line are its alternative text; of one alone, its caption.
            Event::End(TagEnd::Image) => {
                let place = if in_line { Place::Alternative } else { Place::Anywhere };
                read.add(&std::mem::take(&mut piece), place);
            }
            event => {
                in_line = !piece.trim().is_empty() && matches!(event, Event::Start(Tag::Image { .. }));
                read.add(&std::mem::take(&mut piece), place);
                match event {
                    Event::Start(Tag::FootnoteDefinition(_)) => place = Place::Anywhere,
                    Event::End(TagEnd::FootnoteDefinition) => place = Place::Main,
                    _ => {}
                }
            }
        }
    }
}

/// A line without `{#id key=value}`; braces of code and of the glossary stay.
fn without_braces(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        rest = match after.split_once('}') {
            Some((inner, after)) if inner.starts_with('#') || inner.contains('=') => after,
            _ => {
                out.push('{');
                after
            }
        };
    }
    out + rest
}
