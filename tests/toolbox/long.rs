//! A long real text in four languages, made from a Debian package while testing and not kept: nothing of it is lost.

use super::make::{root, scratch};
use super::tools::{run, text, validator};
use super::words::{Counts, count};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Debian handbook as Markdown, `<lang>.md` each.
fn books() -> Option<PathBuf> {
    let python = validator("python/bin/python", "the handbook's converter")?;
    let folder = root().join("target/bench");
    if !folder.join("ar.md").exists() {
        let output = run(&python.to_string_lossy(), &[root().join("benches/handbook.py"), folder.clone()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    Some(folder)
}

/// What CommonMark's reference reader hears in a text.
fn written(markdown: &str) -> Counts {
    let mut counts = Counts::new();
    let mut line = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::Item | Tag::List(_) | Tag::BlockQuote(_)) | Event::End(TagEnd::CodeBlock) => {
                line.push('\n')
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => line.push('\n'),
            _ => {}
        }
    }
    count(&line, &mut counts);
    counts
}

fn build(book: &Path, lang: &str) -> PathBuf {
    let result = Command::new(env!("CARGO_BIN_EXE_warraq"))
        .args(["build", "-q", "--edition", "screen", "--lang", lang])
        .arg(book)
        .output()
        .expect("the program runs");
    assert!(result.status.success(), "{lang}: {}", String::from_utf8_lossy(&result.stderr));
    book.with_file_name(format!("{lang}-{lang}-screen.pdf"))
}

#[test]
fn a_long_book_keeps_every_word() {
    let Some(books) = books() else { return };
    let folder = scratch("long");
    for lang in ["en", "fr", "es", "ar"] {
        let book = folder.join(format!("{lang}.md"));
        std::fs::copy(books.join(format!("{lang}.md")), &book).expect("the book");
        let pdf = build(&book, lang);
        let check = run("qpdf", &["--check".as_ref(), pdf.as_os_str()]);
        assert!(check.status.success(), "{lang}: {}", String::from_utf8_lossy(&check.stdout));
        let wanted = written(&std::fs::read_to_string(&book).expect("the book"));
        let total: i64 = wanted.values().sum();
        assert!(total > if lang == "en" { 100_000 } else { 45_000 }, "{lang} has {total} words");
        let mut heard = Counts::new();
        count(&super::words::spoken(&text("pdfinfo", &["-struct-text".as_ref(), pdf.as_os_str()])), &mut heard);
        let missing: Vec<_> =
            wanted.iter().filter(|(word, times)| heard.get(*word).copied().unwrap_or(0) < **times).take(20).collect();
        assert!(missing.is_empty(), "{lang}: {missing:?}");
    }
}
