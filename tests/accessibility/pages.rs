//! «Page 45» of the printed book is found in the e-book: its page breaks, its list of pages and what it says of them.

use super::book::{LANGUAGES, build, changed, made};
use super::heard::heard;
use super::words::letters;
use crate::support::container::{Container, attribute, content, elements, parse};
use std::path::Path;

/// Letters that are compared.
const WINDOW: usize = 12;

fn open(book: &Path) -> Container {
    Container::open(&std::fs::read(book).expect("an e-book"))
}

/// Each page break of the text, in its order: its id, its folio, and the letters that follow.
fn breaks(book: &Container) -> Vec<(String, String, String)> {
    let (mut found, mut text): (Vec<(String, String, usize)>, String) = (Vec::new(), String::new());
    for (file, source) in book.chapters() {
        for node in parse(&source).descendants() {
            if attribute(&node, "role") == Some("doc-pagebreak") {
                let id = attribute(&node, "id").expect("an id");
                let folio = attribute(&node, "aria-label").expect("a folio");
                found.push((format!("{file}#{id}"), folio.to_owned(), text.len()));
            } else if let Some(words) = node.text().filter(|_| node.is_text()) {
                text.push_str(&letters(words));
            }
        }
    }
    found.into_iter().map(|(id, folio, at)| (id, folio, text[at..].chars().take(5 * WINDOW).collect())).collect()
}

/// The list of pages: where each entry leads and what it is called.
fn listed(book: &Container) -> Vec<(String, String)> {
    let nav = parse(book.text("nav.xhtml"));
    let lists = elements(&nav, "nav").into_iter().filter(|nav| attribute(nav, "type") == Some("page-list"));
    let links = lists.flat_map(|list| list.descendants().filter(|node| node.tag_name().name() == "a"));
    links.map(|link| (attribute(&link, "href").expect("a target").to_owned(), content(&link))).collect()
}

#[test]
fn the_pages_of_the_printed_book_are_found_in_the_ebook() {
    for lang in LANGUAGES {
        let Some(volumes) = heard(lang) else { return };
        let books = made(Some(lang), ".epub").into_iter().filter(|book| book.to_string_lossy().contains("everything-"));
        for (book, volume) in books.zip(volumes) {
            let book = open(&book);
            let (breaks, listed) = (breaks(&book), listed(&book));
            let pairs: Vec<_> = breaks.iter().map(|(id, folio, _)| (id.clone(), folio.clone())).collect();
            let of_text: Vec<_> = listed.iter().filter(|(id, _)| id.starts_with("chapter-")).cloned().collect();
            assert_eq!(of_text, pairs, "{lang}: the list is that of the breaks");
            assert!(of_text.len() > 3, "{lang}: {of_text:?}");
            for (_, folio, after) in &breaks {
                let page =
                    volume["pages"].as_array().expect("pages").iter().find(|page| page["label"] == folio.as_str());
                let page =
                    letters(page.unwrap_or_else(|| panic!("{lang}: no page {folio}"))["text"].as_str().expect("text"));
                let after: Vec<char> = after.chars().collect();
                let is_there = |window: &[char]| page.contains(&window.iter().collect::<String>());
                assert!(after.windows(WINDOW).any(is_there), "{lang}: page {folio} begins with {after:?}\n{page}");
            }
            let package = book.text("content.opf");
            assert!(
                package.contains(&format!(">everything:{lang}:print:")),
                "{lang}: the pages are those of the print edition"
            );
        }
    }
}

#[test]
fn the_list_of_pages_can_be_left_out() {
    let project = changed("no-pages", "toolbox.toml", |text| format!("{text}\n[ebook]\npage-list = false\n"));
    let output = build(&project, &["--edition", "ebook", "--lang", "en", "companion"]);
    let book = open(&output.join("en/companion/companion-en.epub"));
    assert!(listed(&book).is_empty() && breaks(&book).is_empty());
    let package = book.text("content.opf");
    assert!(!package.contains("pageBreak") && !package.contains("pageNavigation"), "{package}");
}
