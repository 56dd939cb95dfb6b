//! What arrives of a text's words: in the e-book, in the structure of the screen PDF, and on its pages.

use super::grammar::Block;
use super::words::Place;
use crate::support::container::{Container, attribute, elements, parse};
use std::path::Path;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;
use usvg::roxmltree::Node;

/// What is lost, in words for whoever reads the test's failure.
pub(crate) fn lost(folder: &Path, lang: &str, blocks: &[Block]) -> Vec<String> {
    let words: Vec<&(String, Place)> = blocks.iter().flat_map(|block| &block.words).collect();
    let book = std::fs::read(folder.join(format!("one-{lang}.epub"))).expect("the e-book");
    let screen = folder.join(format!("one-{lang}-screen.pdf"));
    let heard = Command::new("pdfinfo").arg("-struct-text").arg(&screen).output().expect("pdfinfo runs");
    let seen = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(&screen)
        .arg("-")
        .output()
        .expect("pdftotext runs");
    let heard = heard_text(&String::from_utf8_lossy(&heard.stdout));
    let mut lost = Vec::new();
    let (text, alternatives) = ebook_text(&book);
    reader(&words, "the e-book", (&text, &alternatives), &mut lost);
    reader(&words, "the structure of the PDF", (&heard, &alternatives_of(&screen)), &mut lost);
    let seen = joined(&String::from_utf8_lossy(&seen.stdout));
    for (word, place) in &words {
        if matches!(place, Place::Main | Place::Anywhere) && !seen.contains(word.as_str()) && lang != "ar" {
            lost.push(format!("{word} is not on the pages"));
        }
    }
    lost
}

/// Whether a reader meets each word once, as a word of its own, in order.
fn reader(words: &[&(String, Place)], reader: &str, (text, alternatives): (&str, &str), lost: &mut Vec<String>) {
    let (mut from, mut last) = (0, "");
    for (word, place) in words {
        let found: Vec<usize> = text.match_indices(word.as_str()).map(|(at, _)| at).collect();
        match (place, found.as_slice()) {
            (Place::Nowhere, []) => {}
            (Place::Nowhere, _) => lost.push(format!("{word} was to be nowhere and is in {reader}")),
            (Place::Alternative, _) if alternatives.contains(word.as_str()) => {}
            (Place::Alternative, _) => lost.push(format!("{word} is no alternative text in {reader}")),
            (_, []) => lost.push(format!("{word} is not in {reader}")),
            (_, [_, _, ..]) => lost.push(format!("{word} is {} times in {reader}", found.len())),
            (place, [at]) => {
                let (before, after) = (text[..*at].chars().next_back(), text[at + word.len()..].chars().next());
                if before.is_some_and(char::is_alphanumeric) || after.is_some_and(|c| c.is_alphabetic()) {
                    let near: String =
                        text[..*at].chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
                    lost.push(format!("{word} is joined with its neighbour in {reader}: …{near}{word}{after:?}"));
                }
                if *place == Place::Main {
                    if *at < from {
                        lost.push(format!("{word} stands before {last} in {reader}"));
                    }
                    (from, last) = (*at, word);
                }
            }
        }
    }
}

/// Elements inside a line of text.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "bdi", "code", "del", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "u",
    "sup",
];

/// The text of the chapters, a space between the blocks, and the alternative texts.
fn ebook_text(book: &[u8]) -> (String, String) {
    let (mut text, mut alternatives) = (String::new(), String::new());
    for (_, chapter) in Container::open(book).chapters() {
        let chapter = parse(&chapter);
        elements(&chapter, "body").into_iter().for_each(|body| add_text(body, &mut text));
        alternatives.extend(elements(&chapter, "img").iter().filter_map(|picture| attribute(picture, "alt")));
    }
    (without_breaks(&text), alternatives)
}

/// The alternative texts of the structure tree.
fn alternatives_of(screen: &Path) -> String {
    let document = lopdf::Document::load(screen).expect("a PDF");
    let text = |object: &lopdf::Object| {
        let text = object.as_dict().ok()?.get(b"Alt").ok()?;
        lopdf::decode_text_string(text).ok()
    };
    document.objects.values().filter_map(text).collect()
}

fn add_text(node: Node<'_, '_>, text: &mut String) {
    text.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
    let apart = if node.is_element() && !INLINE.contains(&node.tag_name().name()) { " " } else { "" };
    text.push_str(apart);
    node.children().for_each(|child| add_text(child, text));
    text.push_str(apart);
}

fn heard_text(told: &str) -> String {
    let mut text = String::new();
    for line in told.lines() {
        match line.trim().strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
            Some(words) => text.push_str(words),
            None if line.contains("(inline)") && !line.contains("Code (") => {}
            None => text.push(' '),
        }
    }
    without_breaks(&text)
}

fn without_breaks(text: &str) -> String {
    text.nfkc().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{34F}')).collect()
}

/// The letters of pages: a word may be divided at the end of a line.
fn joined(text: &str) -> String {
    without_breaks(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
