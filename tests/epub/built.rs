//! E-books that the program itself makes of sources, and what EPUBCheck says of them.

use super::container::{Container, attribute, elements, parse};
use super::validators::epubcheck;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program on these files and gives the e-book of this path, which EPUBCheck finds no fault with.
fn built(files: &[(&str, &str)], arguments: &[&str], book: &str) -> Container {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let place = folder.path().join(name);
        fs::create_dir_all(place.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(place, text).expect("a file");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    let run = command.arg("build").args(arguments).current_dir(folder.path()).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let book = folder.path().join(book);
    if let Some(result) = epubcheck(&book) {
        assert!(result.is_ok(), "{result:?}");
    }
    Container::open(&fs::read(book).expect("an e-book"))
}

#[test]
fn code_in_text_from_right_to_left_says_its_direction_once() {
    let text = "# عنوان\n\n<div dir=\"rtl\">\n\n```\ncode\n```\n\n</div>\n\n<div dir=\"rtl\" lang=\"ar\">\n\n```\nmore\n```\n\n\
                </div>\n\n<pre lang=\"he\">last</pre>\n";
    let book = built(&[("a.md", text)], &["a.md", "--lang", "en", "--edition", "ebook"], "a-en.epub");
    let chapters: String = book.chapters().into_iter().map(|(_, text)| text).collect();
    let chapters = parse(&chapters);
    let codes = elements(&chapters, "pre");
    assert_eq!(codes.len(), 3);
    assert!(codes.iter().all(|code| attribute(code, "dir") == Some("ltr")));
}
