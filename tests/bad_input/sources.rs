//! Faults in the files of a project.

use super::fault::{Fault, TEXT};
use crate::support::{ONE, Place, TOOLBOX, TWO};
use std::fs;

/// A project with this text in the publication that is spoilt.
fn with_text(text: impl AsRef<[u8]>) -> Place {
    let place = Place::project();
    place.write(TEXT, text);
    place
}

#[test]
fn a_missing_file() {
    let place = Place::project();
    fs::remove_file(place.path("sources/one/publication.toml")).expect("removed");
    Fault::error("missing-file", "sources/one/publication.toml", "create it").is_all(&place, &["en/one", "ar/one"]);
}

#[test]
fn a_missing_manuscript() {
    let place = Place::project();
    fs::remove_dir_all(place.path("sources/one/en")).expect("removed");
    Fault::error("missing-manuscript", "sources/one/en", "put its .md files there").is_all(&place, &["en/one"]);
}

#[test]
fn an_unknown_key_and_the_nearest_known_one() {
    let place = Place::project();
    place.write("sources/one/publication.toml", ONE.replace("number", "numbr"));
    Fault::error("unknown-key", "sources/one/publication.toml:3:1", "did you mean `number`?")
        .is_all(&place, &["en/one", "ar/one"]);
}

#[test]
fn a_value_of_the_wrong_type() {
    let place = Place::project();
    place.write("sources/two/publication.toml", format!("{TWO}number = \"1\"\n"));
    Fault::error("wrong-type", "sources/two/publication.toml:3:10", "write it like this: number = ")
        .is_all(&place, &["en/two", "ar/two"]);
}

#[test]
fn an_unknown_language() {
    let place = Place::project();
    place.write("sources/one/publication.toml", format!("{ONE}languages = [\"en\", \"fr\"]\n"));
    Fault::error("unknown-language", "sources/one/publication.toml:6:20", "choose from en, ar")
        .is_all(&place, &["en/one", "ar/one"]);
}

#[test]
fn an_unknown_publication() {
    let place = Place::project();
    place.write("sources/toolbox.toml", TOOLBOX.replace("\"two\"", "\"two\", \"tow\""));
    let fault = Fault::error("unknown-publication", "sources/toolbox.toml:9:31", "did you mean `two`?");
    fault.is_in_text(&place.run(&["build"]).ends(1));
    fault.is_in_json(&place.run(&["check", "--format", "json"]).ends(1));
    assert!(!place.path("output").exists(), "what all books share is wrong");
}

#[test]
fn a_reference_that_leads_nowhere() {
    let place = with_text("# Chapter\n\nSee [](#fig-none).\n");
    Fault::error("unresolved-reference", "sources/one/en/01.md:3:5", "{#fig-none}").is_all(&place, &["en/one"]);
}

#[test]
fn an_id_that_is_given_twice() {
    let place = with_text("# Chapter {#a}\n\n## Section {#a}\n");
    Fault::error("duplicate-id", "sources/one/en/01.md:3:12", "sources/one/en/01.md:1:11").is_all(&place, &["en/one"]);
}

#[test]
fn a_directive_that_does_not_end() {
    let place = with_text("# Chapter\n\nWords.\n\n:::box Title\nWords.\n");
    Fault::error("unclosed-directive", "sources/one/en/01.md:5:1", "end it with a line `:::`")
        .is_all(&place, &["en/one"]);
}

#[test]
fn bytes_that_are_not_utf_8() {
    let place = with_text(b"# Chapter\n\n\xC3\xA9t\xE9\n");
    Fault::error("invalid-utf8", "sources/one/en/01.md:3:3", "save the file as UTF-8").is_all(&place, &["en/one"]);
    let place = Place::project();
    place.write("sources/one/publication.toml", b"[publication]\ntitle = \"\xFF\"\n");
    Fault::error("invalid-utf8", "sources/one/publication.toml:2:10", "save the file as UTF-8")
        .is_all(&place, &["en/one", "ar/one"]);
}

#[test]
fn a_character_that_no_font_has() {
    let place = with_text("# Chapter\n\nA sign \u{13000} of Egypt.\n");
    Fault::error("missing-glyph", "sources/one/en/01.md:3:8", "put a font that has it").is_all(&place, &[]);
}

#[test]
fn an_empty_manuscript() {
    for text in ["", " \n\n", "<!-- nothing -->\n", "---\nlayout: page\n---\n"] {
        let place = with_text(text);
        Fault::error("empty-manuscript", "sources/one/en/01.md", "write something").is_all(&place, &["en/one"]);
    }
    let place = Place::project();
    fs::remove_file(place.path(TEXT)).expect("removed");
    Fault::error("empty-manuscript", "sources/one/en", "").is_all(&place, &["en/one"]);
}

/// A manuscript that is a link to a file elsewhere.
#[test]
#[cfg(unix)]
fn a_manuscript_outside_the_project() {
    let elsewhere = Place::empty();
    elsewhere.write("secret.md", "# Secret\n");
    let place = Place::project();
    std::os::unix::fs::symlink(elsewhere.path("secret.md"), place.path("sources/one/en/02.md")).expect("a link");
    Fault::error("outside-project", "sources/one/en/02.md", "copy").is_all(&place, &["en/one"]);
}

const CONDENSED: &str = "[condensed]\ntitle = { en = \"One in short\", ar = \"موجز\" }\n";

#[test]
fn a_condensed_publication_without_a_title() {
    let place = Place::project();
    place.write("sources/one/publication.toml", format!("{ONE}[condensed]\nsubtitle = \"S\"\n"));
    Fault::error("missing-key", "sources/one/publication.toml:6:1", "add title = { en = ").is_all(&place, &[]);
    assert!(!place.path("output/en/one-condensed").exists());
}

#[test]
fn a_condensed_publication_that_is_called_as_a_folder() {
    let place = Place::project();
    place.write("sources/one/publication.toml", format!("{ONE}{CONDENSED}"));
    place.write("sources/toolbox.toml", TOOLBOX.replace("[\"one\", \"two\"]", "[\"one\", \"two\", \"one-condensed\"]"));
    place.write("sources/one-condensed/publication.toml", TWO);
    place.write("sources/one-condensed/en/01.md", "# Words\n");
    place.write("sources/one-condensed/ar/01.md", "# كلمات\n");
    Fault::error("name-taken", "sources/one/publication.toml", "rename the folder").is_all(&place, &[]);
}

#[test]
fn a_condensed_publication_of_which_nothing_is_left() {
    let place = with_text("# Words {.full}\n\nSome.\n");
    place.write("sources/one/publication.toml", format!("{ONE}{CONDENSED}"));
    Fault::error("empty-view", "sources/one/en/01.md:1:1", "take `.full` off a heading").is_all(&place, &[]);
    assert!(place.path("output/ar/one-condensed").exists() && !place.path("output/en/one-condensed").exists());
}

#[test]
fn an_unknown_view_and_the_nearest_known_one() {
    let place = with_text("# Words\n\n:::only {view=\"ful\"}\nSome.\n:::\n");
    Fault::error("unknown-view", "sources/one/en/01.md:3:10", "did you mean `full`?").is_all(&place, &["en/one"]);
}

#[test]
fn control_characters_are_read_as_what_they_stand_for_and_told_once() {
    let text = "# Title one\u{B}two\n\nde l\u{92}eau, c\u{9C}ur \u{96} and\u{C}on&#150;, x\u{1}y.\n\n`a\u{B}b`\n";
    let place = with_text(text);
    place.write("sources/two/publication.toml", "[publication]\ntitle = { en = \"l\u{92}eau\", ar = \"اثنان\" }\n");
    let run = place.run(&["build", "--edition", "screen,ebook", "--format", "json"]).ends(0);
    let told: Vec<_> = run.json().into_iter().filter(|finding| finding["code"] == "control-character").collect();
    assert_eq!(told.len(), 2, "{}", run.out);
    let one = told.iter().find(|finding| finding["file"] == "sources/one/en/01.md").expect("told of the text");
    assert_eq!((&one["line"], &one["column"], &one["severity"]), (&1.into(), &12.into(), &"warning".into()));
    let words = one["message"].as_str().expect("a message");
    for part in ["U+000B read as a line break (2 times)", "U+0092 read as ’", "U+0096 read as –", "U+0001 left out"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    let pdf = place.path("output/en/one/one-en-screen.pdf");
    let read = std::process::Command::new("pdftotext").arg(&pdf).arg("-").output().expect("pdftotext");
    let read = String::from_utf8_lossy(&read.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Title one two", "de l’eau, cœur – and on–, xy.", "a b"] {
        assert!(read.contains(part), "{part}: {read}");
    }
    let title = place.catalogue()["files"].to_string();
    assert!(title.contains("l’eau"), "{title}");
}
