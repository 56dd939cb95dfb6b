//! What goes wrong, and how it is said.

use crate::support::{ONE, Place, Run, TOOLBOX, TWO};
use std::fs;
use std::process::Command;

#[test]
fn a_folder_that_cannot_be_written_to_ends_with_three() {
    let place = Place::project();
    place.write("output", "a file where the folder should be");
    let run = place.run(&["build", "-v"]).ends(3);
    assert!(
        run.err.contains("error[cannot-write]") && run.err.contains("output/en/one/one-en-print.pdf"),
        "{}",
        run.err
    );
    assert!(run.err.contains("move it away"), "{}", run.err);
    assert_eq!(fs::read(place.path("output")).expect("the file"), b"a file where the folder should be");

    place.write("taken/en/one/one-en-screen.pdf/x", "");
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "screen", "--output", "taken"]).ends(3);
    assert!(run.err.contains("cannot-write"), "{}", run.err);
    assert_eq!(place.names("taken/en/one"), ["one-en-screen.pdf/x"], "no temporary file is left");
}

#[test]
fn what_is_no_markdown_is_named_with_what_to_do() {
    let place = Place::empty();
    place.write("book.adoc", "= Book\n");
    let run = place.run(&["build", "book.adoc"]).ends(2);
    for words in ["error[not-markdown]", "is AsciiDoc, not Markdown", "pandoc book.adoc -t commonmark_x -o book.md"] {
        assert!(run.err.contains(words), "{}", run.err);
    }
    // In a project, the folder of a publication is its name.
    let project = Place::project();
    project.run(&["check", "one"]).ends(0);
}

/// A full disk, as a limit on the size of files: the old file stays, and no part of a new one lies beside it.
#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_last_good_file() {
    let place = Place::project();
    place.run(&["build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    let before = place.files("output");
    place.write("sources/one/en/01.md", "# Chapter\n\nOther words.\n");
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec '{}' build one --lang en --edition screen",
        env!("CARGO_BIN_EXE_warraq")
    );
    let output = Command::new("bash").args(["-c", &script]).current_dir(place.0.path()).output().expect("bash runs");
    let run = Run::of(output).ends(3);
    assert!(run.err.contains("error[cannot-write]") && run.err.contains("make room"), "{}", run.err);
    assert!(place.files("output") == before);
}

#[test]
fn wrong_use_ends_with_two_and_says_what_was_meant() {
    let place = Place::project();
    let cases: [(&[&str], &str); 9] = [
        (&["build", "onee"], "did you mean `one`?"),
        (&["build", "--lang", "fr"], "the toolbox has no language `fr`"),
        (&["build", "--lang", "!"], "`!` is not a language"),
        (&["build", "--edition", "prnt"], "did you mean `print`?"),
        (&["build", "--jobs", "0"], "0 is not in 1..=512"),
        (&["build", "--project", "nowhere"], "there is no folder “nowhere”"),
        (&["build", "none.md"], "there is no file “none.md”"),
        (&["dump", "one", "--edition", "ebook"], "an e-book has no pages"),
        (&["frobnicate"], "unrecognized subcommand"),
    ];
    for (arguments, words) in cases {
        let run = place.run(arguments).ends(2);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
    let nowhere = Place::empty();
    let run = nowhere.run(&["check"]).ends(2);
    assert!(run.err.contains("error[missing-project]") && run.err.contains("warraq init"), "{}", run.err);
    nowhere.run(&["check", "--project", "."]).ends(2);
    assert!(nowhere.names(".").is_empty(), "nothing is written");
}

#[test]
fn checking_reports_and_writes_nothing() {
    let place = Place::project();
    place.run(&["check"]).ends(0);
    place.write("sources/toolbox.toml", TOOLBOX.replace("publisher", "publishr"));
    fs::remove_dir_all(place.path("sources/two/ar")).expect("removed");
    place.write("sources/two/en/01.md", b"# Chapter\n\nbad \xFF byte\n");
    let run = place.run(&["check", "--format", "json"]).ends(1);
    let found: Vec<_> = run.json().into_iter().filter(|finding| finding["severity"] != "note").collect();
    let summary: Vec<(&str, &str, Option<u64>, Option<u64>)> = found
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            (text("code"), text("file"), finding["line"].as_u64(), finding["column"].as_u64())
        })
        .collect();
    assert_eq!(
        summary,
        [
            ("unknown-key", "sources/toolbox.toml", Some(3), Some(1)),
            ("missing-manuscript", "sources/two/ar", None, None),
            ("invalid-utf8", "sources/two/en/01.md", Some(3), Some(5)),
        ]
    );
    assert!(found.iter().all(|finding| finding["help"].is_string() && finding["severity"] == "error"));
    let run = place.run(&["check"]).ends(1);
    assert!(run.err.contains("did you mean `publisher`?"), "{}", run.err);
    assert!(run.err.ends_with("3 errors, 4 notes (-v shows them)\n"), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "no colour where there is no terminal");
    assert!(!place.path("output").exists());
}

#[test]
fn checking_finds_what_building_refuses_without_making_pages() {
    let place = Place::project();
    place.write(
        "sources/one/en/01.md",
        "# Chapter {#first}\n\nA sign \u{13000} of Egypt.[^1]\n\n[^1]: And \u{13001} in a note.\n",
    );
    place.write("sources/one/publication.toml", format!("{ONE}[volumes.en]\nafter = [\"frist\"]\n"));
    place.write("sources/two/publication.toml", format!("{TWO}[volumes]\nmax-weight = \"20 g\"\n"));
    let codes = |arguments: &[&str]| -> Vec<(String, String)> {
        let errors = place.run(arguments).ends(1).json().into_iter().filter(|finding| finding["severity"] == "error");
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        errors
            .map(|finding| (text(&finding, "code"), format!("{}:{}", text(&finding, "file"), finding["line"])))
            .collect()
    };
    let checked = codes(&["check", "--format", "json"]);
    let wanted = [
        ("missing-glyph", "sources/one/en/01.md:3"),
        ("missing-glyph", "sources/one/en/01.md:5"),
        ("unknown-chapter", "sources/one/publication.toml:null"),
        ("out-of-range", "sources/two/publication.toml:null"),
    ];
    assert_eq!(checked, wanted.map(|(code, place)| (code.to_owned(), place.to_owned())));
    assert_eq!(codes(&["build", "--edition", "screen", "--format", "json"]), checked);
    assert!(!place.path("output/en/one").exists() && !place.path("output/en/two").exists());
}
