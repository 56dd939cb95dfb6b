//! docs/typography.md A16–A19 beyond paragraphs: contents, heads, captions, the index, bookmarks, download pages and
//! titles show words of both directions as FriBidi does, with phones, document numbers and the like in one piece.

use super::bidi::{bare, fribidi, seen};
use crate::support::dump::Line;
use crate::support::{Book, tool};
use std::fs;

/// What is kept in one piece.
const UNITS: [&str; 3] = ["+216 71 000 000", "10.1016/j.x.2015.08", "33°55′N"];

const CHAPTER: &str = "دليل Windows 10 Pro 64-bit كامل";
const SECTION: &str = "الموقع 33°55′N برخصة CC BY 4.0 هنا";
const CAPTION: &str = "الوثيقة 10.1016/j.x.2015.08 برخصة CC BY 4.0 عندنا";
const TERM: &str = "هاتف +216 71 000 000 للاستعلام";
const TITLE: &str = "كتاب Windows 10 Pro 64-bit عند 33°55′N برخصة CC BY 4.0 كله";

/// What is to be seen of words from left to right.
fn wanted(words: &str) -> String {
    let apart = |words: String, unit: &&str| words.replace(*unit, &format!("\u{2066}{unit}\u{2069}"));
    fribidi(&UNITS.iter().fold(words.to_owned(), apart))
}

fn book() -> Book {
    let text = format!(
        "# {CHAPTER} {{#a}}\n\nنص [{TERM}]{{index=\"\"}} هنا.\n\n| أ | ب |\n|---|---|\n| ج | د |\n\n: {CAPTION}\n\n## {SECTION}\n\nنص.\n\n\
         {{{{pagebreak}}}}\n\nنص آخر.\n\n{{{{pagebreak}}}}\n\nنص ثالث.\n\n# الفهرس {{#index .unnumbered}}\n\n{{{{index}}}}\n"
    );
    let book = Book::project("ar", "number-to-level = 0\n", &text);
    let file = "sources/book/publication.toml";
    let facts = fs::read_to_string(book.folder().join(file)).expect("facts").replace("الكتاب", TITLE);
    book.write(file, facts);
    book
}

#[test]
fn a17_words_stand_on_all_parts_of_pages_as_in_the_text() {
    let lines = book().dump().lines();
    for (words, owners) in [
        (CHAPTER, vec!["Heading(1)", "ContentsItem", "artifact/pagination"]),
        (SECTION, vec!["Heading(2)", "ContentsItem", "artifact/pagination"]),
        (CAPTION, vec!["Caption"]),
        (TERM, vec!["Index"]),
    ] {
        for owner in owners {
            let is_it = |line: &&Line| line.runs[0].owner.contains(owner) && bare(&line.text()).contains(&bare(words));
            let all =
                || lines.iter().filter(|line| line.runs[0].owner.contains(owner)).map(Line::text).collect::<Vec<_>>();
            let line = lines.iter().find(is_it).unwrap_or_else(|| panic!("{owner}: {words} among {:?}", all()));
            assert!(seen(line).contains(&wanted(words)), "{owner}: {} for {}", seen(line), wanted(words));
        }
    }
}

/// A line of HTML as words with signs where elements set parts apart.
fn signed(html: &str) -> String {
    let mut out = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let (tag, words) = if at == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        match tag.split(' ').next().unwrap_or_default() {
            "bdi" if tag.contains("ltr") => out.push('\u{2066}'),
            "bdi" if tag.contains("rtl") => out.push('\u{2067}'),
            "bdi" => out.push('\u{2068}'),
            "/bdi" => out.push('\u{2069}'),
            _ => {}
        }
        out.push_str(words);
    }
    out
}

/// Each line of a file that has these words shows them as wanted; gives how many do.
#[track_caller]
fn count(file: &str, words: &str) -> usize {
    let lines = file.lines().filter(|line| !line.contains("<title>") && !line.contains("<meta")).map(signed);
    let with_words: Vec<String> = lines.filter(|line| bare(line).contains(&bare(words))).collect();
    for line in &with_words {
        assert!(fribidi(line).contains(&wanted(words)), "{line}: {} for {}", fribidi(line), wanted(words));
    }
    with_words.len()
}

#[test]
fn a17_words_stand_in_e_books_and_on_download_pages_as_in_the_text() {
    let book = book();
    let epub = book.epub();
    let file = |name: &str| &epub.texts.iter().find(|(file, _)| file.ends_with(name)).expect("a file").1;
    assert!(count(file("nav.xhtml"), CHAPTER) >= 1 && count(file("nav.xhtml"), SECTION) >= 1);
    let chapters: String =
        epub.texts.iter().filter(|(name, _)| name.contains("chapter-")).map(|(_, text)| text.as_str()).collect();
    for words in [CHAPTER, SECTION, CAPTION, TERM] {
        assert!(count(&chapters, words) >= 1, "{words}");
    }
    assert!(count(file("title-page.xhtml"), TITLE) >= 1);
    // What has no elements has the words alone, in a package that runs from the right.
    let package = file("content.opf");
    assert!(package.contains(&format!(">{TITLE}<")) && package.contains("dir=\"rtl\""), "{package}");
    let (files, said) = book.build("screen");
    let page = |end: &str| {
        let found = files.iter().find(|file| file.ends_with(end));
        fs::read_to_string(found.unwrap_or_else(|| panic!("{end}: {files:?} {said}"))).expect("a page")
    };
    assert!(count(&page("made/ar/index.html"), TITLE) >= 1);
    assert!(page("made/index.html").contains("dir=\"rtl\""));
    let pdf = book.pdf("screen").display().to_string();
    let outline = tool("mutool", &["show", &pdf, "outline"], "");
    for words in [CHAPTER, SECTION] {
        let line =
            outline.lines().find(|line| bare(line).contains(&bare(words))).unwrap_or_else(|| panic!("{outline}"));
        let title = line.split('"').nth(1).expect("a title");
        assert_eq!(fribidi(title), wanted(words), "{title}");
    }
    assert!(tool("pdfinfo", &[&pdf], "").contains(TITLE));
}
