//! Text that does not fit the page: all of it is on the page all the same.

use super::fault::{Fault, TEXT};
use crate::support::Place;
use std::path::PathBuf;
use std::process::Command;

/// What a tool prints about a file.
fn tool(name: &str, arguments: &[&str], file: &PathBuf) -> String {
    let mut command = Command::new(name);
    command.args(arguments).arg(file);
    if name == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(output.status.success(), "{name} fails: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\u{AD}' | '\u{2010}' | '-')).collect()
}

/// Words as readers of the file's structure get them, with what was cut put together.
fn read(file: &PathBuf) -> String {
    without_spaces(&tool("pdfinfo", &["-struct-text"], file))
}

/// No word sticks out of its page, and pdftotext, which leaves out what lies off the page, has as many letters as were
/// written.
fn lies_on_the_page(file: &PathBuf, letter: char, count: usize) {
    let text = tool("pdftotext", &[], file);
    assert_eq!(text.chars().filter(|c| *c == letter).count(), count, "{text}");
    let boxes = tool("pdftotext", &["-bbox"], file);
    let value = |line: &str, name: &str| -> Option<f64> {
        line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
    };
    let (mut page, mut words) = (0.0, 0);
    for line in boxes.lines() {
        page = value(line, "page width").unwrap_or(page);
        if let (Some(left), Some(right)) = (value(line, "xMin"), value(line, "xMax")) {
            words += 1;
            assert!(left >= 0.0 && right <= page, "{line} on a page of {page}");
        }
    }
    assert!(words > 0, "{boxes}");
}

#[test]
fn a_table_wider_than_the_page() {
    for columns in [9, 40] {
        let row = |word: &str| -> String { (0..columns).map(|at| format!("| {word}{at} ")).collect() };
        let place = Place::project();
        let table = format!("{}|\n{}|\n{}|\n", row("Qheadword"), "|---".repeat(columns), row("Qextraordinarycellword"));
        place.write(TEXT, format!("# Chapter\n\n{table}\nAfter it.\n"));
        Fault::warning("table-too-wide", "sources/one/en/01.md:3:1", "take out a column").is_all(&place, &[]);
        let file = place.path("output/en/one/one-en-screen.pdf");
        let text = read(&file);
        for at in 0..columns {
            assert!(text.contains(&format!("Qheadword{at}")), "Qheadword{at} in {text}");
            assert!(text.contains(&format!("Qextraordinarycellword{at}")), "Qextraordinarycellword{at} in {text}");
        }
        lies_on_the_page(&file, 'Q', 2 * columns);
    }
}

#[test]
fn a_word_wider_than_the_line() {
    let place = Place::project();
    let (long, arabic) = ("Qabcdefgh".repeat(60), "الظروف".repeat(80));
    place.write(TEXT, format!("# Chapter\n\nBefore {long} after.\n"));
    Fault::warning("word-too-wide", "sources/one/en/01.md:3:8", "write a shorter word").is_all(&place, &[]);
    let file = place.path("output/en/one/one-en-screen.pdf");
    assert!(read(&file).contains(&format!("Before{long}after.")), "{}", read(&file));
    lies_on_the_page(&file, 'Q', 60);

    let place = Place::project();
    place.write("sources/one/ar/01.md", format!("# فصل\n\n{arabic} بعد\n"));
    Fault::warning("word-too-wide", "sources/one/ar/01.md:3:1", "write a shorter word").is_all(&place, &[]);
    let file = place.path("output/ar/one/one-ar-screen.pdf");
    assert!(read(&file).contains(&without_spaces(&format!("{arabic}بعد"))), "{}", read(&file));
    lies_on_the_page(&file, 'ظ', 80);
}

#[test]
fn code_and_addresses_wider_than_the_line_go_on_below() {
    let place = Place::project();
    let (code, address) = ("Qidentifier".repeat(30), format!("https://example.org/{}", "Qsegment/".repeat(30)));
    place.write(TEXT, format!("# Chapter\n\n```\n{code}\n```\n\nSee `{code}` and <{address}>.\n"));
    place.run(&["build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    lies_on_the_page(&place.path("output/en/one/one-en-screen.pdf"), 'Q', 90);
}
