//! What a build must not touch: good files, whatever is wrong with the files that all books share.

use crate::support::{ONE, Place, Run, TOOLBOX};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// All made files with their bytes and the times when they were written.
fn state(place: &Place) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let written = |name: &str| fs::metadata(place.path("output").join(name)).and_then(|data| data.modified());
    let files = place.files("output").into_iter();
    files.map(|(name, bytes)| (name.clone(), (bytes, written(&name).expect("a time")))).collect()
}

#[test]
fn a_mistake_in_a_file_of_all_books_makes_and_removes_nothing() {
    const STYLE: &str = "sources/house-style.toml";
    let place = Place::project();
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    let before = state(&place);
    // Each would be built anew or go, if its project were read without the line that is wrong.
    place.write("sources/two/en/01.md", "# Chapter\n\nOther words of it.\n");
    let toolbox = |more: &str| TOOLBOX.replace("languages = [\"en\", \"ar\"]", more);
    let only_print = toolbox("languages = [\"en\"]\neditions = [\"print\"]\ncolour = 1");
    let listed = TOOLBOX.replace("\"two\"", "\"tow\"");
    for (file, text, code) in [
        (STYLE, "[page]\nsize = \"A55\"\n".to_owned(), "bad-value"),
        (STYLE, "[page\n".to_owned(), "bad-toml"),
        (STYLE, "[fonts.text]\nLatn = [\"No Such Font\"]\n".to_owned(), "unknown-font"),
        ("sources/glossary.toml", "[term]\nen = 1\n".to_owned(), "wrong-type"),
        ("sources/toolbox.toml", format!("{TOOLBOX}[volumes]\nmax-pagess = 150\n"), "unknown-key"),
        ("sources/toolbox.toml", only_print, "unknown-key"),
        ("sources/toolbox.toml", toolbox("languages = [\"en\", \"xx\"]"), "unknown-language"),
        ("sources/toolbox.toml", listed, "unknown-publication"),
    ] {
        let good = fs::read_to_string(place.path(file)).ok();
        place.write(file, text);
        for arguments in [&["build"] as &[&str], &["build", "one", "--lang", "en"], &["build", "--draft"]] {
            let run = place.run(arguments).ends(1);
            assert!(run.err.contains(&format!("error[{code}]")) && run.out.is_empty(), "{run:?}");
            assert!(state(&place) == before, "{code}: {:?}", place.names("output"));
        }
        assert!(place.run(&["check"]).ends(1).err.contains(&format!("error[{code}]")));
        match good {
            Some(text) => place.write(file, text),
            None => fs::remove_file(place.path(file)).expect("removed"),
        }
    }
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    assert!(state(&place) != before, "what is mended is built");
}

#[test]
fn the_download_page_of_a_language_goes_with_it_and_no_page_of_others() {
    let place = Place::project();
    place.run(&["build", "--edition", "screen"]).ends(0);
    place.write("output/fr/index.html", "not ours");
    place.write("sources/toolbox.toml", TOOLBOX.replace("[\"en\", \"ar\"]", "[\"en\"]"));
    place.run(&["build", "--edition", "screen"]).ends(0);
    let names =
        ["SHA256SUMS", "catalogue.json", "en/index.html", "en/one/one-en-screen.pdf", "en/two/two-en-screen.pdf"];
    assert_eq!(place.names("output"), [&names[..], &["fr/index.html", "index.html"]].concat());
    assert!(!place.path("output/ar").exists(), "no empty folder is left");
    assert_eq!(place.catalogue()["pages"], serde_json::json!(["index.html", "en/index.html"]));
    // A record that somebody has spoilt removes nothing but pages of languages.
    let spoilt = fs::read_to_string(place.path("output/catalogue.json")).expect("a catalogue");
    let spoilt = spoilt.replace("\"en/index.html\"", "\"../sources/index.html\", \"my-notes/index.html\"");
    place.write("output/catalogue.json", spoilt);
    place.write("sources/index.html", "mine");
    place.write("output/my-notes/index.html", "mine");
    place.run(&["build", "--edition", "screen"]).ends(0);
    assert!(place.path("sources/index.html").exists() && place.path("output/my-notes/index.html").exists());
}

#[test]
fn two_files_that_would_become_one_book_are_refused_before_anything_is_written() {
    let place = Place::empty();
    place.write("x/a.md", "# First\n\nWords.\n");
    place.write("y/a.md", "# Second\n\nWords.\n");
    place.write("x/a.markdown", "# Third\n\nWords.\n");
    let before = place.names("");
    for files in [["x/a.md", "y/a.md"], ["x/a.md", "x/a.markdown"]] {
        let run = place.run(&["build", files[0], files[1], "--output", "out"]).ends(2);
        let said = format!("error[same-file]: the books of {} and {} would both be called `a-en`", files[0], files[1]);
        assert!(run.err.contains(&said), "{}", run.err);
        assert_eq!(place.names(""), before);
    }
    place.run(&["check", "x/a.md", "y/a.md"]).ends(0);
    // Beside their sources they are two, in two languages as well; and the same file twice is one.
    place.run(&["build", "x/a.md", "y/a.md", "--edition", "screen"]).ends(0);
    assert!(place.path("x/a-en-screen.pdf").exists() && place.path("y/a-en-screen.pdf").exists());
    let run = place.run(&["build", "x/a.md", "./x/a.md", "--edition", "screen", "--output", "out"]).ends(0);
    assert_eq!(run.out.lines().count(), 1);
}

/// A device that is always full.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_ends_with_three_and_a_reader_that_has_gone_is_no_failure() {
    let place = Place::project();
    let full = || fs::File::options().write(true).open("/dev/full").expect("the device");
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(place.0.path());
        command
    };
    let dump: &[&str] = &["dump", "one", "--lang", "en"];
    for arguments in [
        &["languages"] as &[&str],
        &["languages", "--format", "json"],
        &["build", "one", "--lang", "en", "--edition", "screen"],
        &["status"],
        dump,
    ] {
        let run = Run::of(command(arguments).stdout(full()).output().expect("the program runs")).ends(3);
        assert!(run.err.contains("error[cannot-write]: the standard output cannot be written"), "{run:?}");
        assert_eq!(run.err.matches("error[").count(), 1, "said once: {}", run.err);
    }
    for arguments in [&["--help"] as &[&str], &["--version"]] {
        Run::of(command(arguments).stdout(full()).output().expect("the program runs")).ends(3);
    }
    assert!(place.path("output/en/one/one-en-screen.pdf").exists(), "what was made is there");
    let mut child = command(dump).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().expect("an end")).ends(0);
    assert_eq!(run.err, "");
}

#[test]
#[cfg(unix)]
fn links_that_lead_out_of_the_project_are_not_followed() {
    let elsewhere = Place::empty();
    elsewhere.write("glossary.toml", "[secret]\nen = \"hidden words\"\n");
    elsewhere.write("toolbox.toml", TOOLBOX);
    for name in ["glossary.toml", "house-style.toml", "toolbox.toml"] {
        let place = Place::project();
        let _ = fs::remove_file(place.path("sources").join(name));
        std::os::unix::fs::symlink(elsewhere.path(name), place.path("sources").join(name)).expect("a link");
        place.write("sources/one/en/01.md", "# Chapter\n\nSome {{term:secret}}.\n");
        let code = if name == "house-style.toml" { "missing-file" } else { "outside-project" };
        for command in ["check", "build"] {
            let run = place.run(&[command]).ends(1);
            assert!(run.err.contains(&format!("error[{code}]")), "{}", run.err);
            assert!(run.err.contains(&format!("--> sources/{name}")) && !run.err.contains("hidden"), "{}", run.err);
        }
        assert!(!place.path("output").exists());
    }
    // One that leads to another place of the project is followed.
    let place = Place::project();
    place.write("shared/glossary.toml", "[known]\nen = \"known words\"\n");
    std::os::unix::fs::symlink(Path::new("../shared/glossary.toml"), place.path("sources/glossary.toml"))
        .expect("a link");
    place.write("sources/one/en/01.md", "# Chapter\n\nSome {{term:known}}.\n");
    place.run(&["check", "one", "--lang", "en"]).ends(0);
}

#[test]
#[cfg(unix)]
fn a_chapter_whose_name_cannot_be_read_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::project();
    let name = std::ffi::OsStr::from_bytes(b"02-caf\xE9.md");
    fs::write(place.path("sources/one/en").join(name), "# Second\n\nWords.\n").expect("a file");
    for command in ["check", "build"] {
        let run = place.run(&[command, "one", "--lang", "en"]).ends(1);
        assert!(run.err.contains("error[bad-name]: the name of this file is not UTF-8"), "{}", run.err);
        assert!(run.err.contains("--> sources/one/en/02-caf\u{FFFD}.md"), "{}", run.err);
    }
    assert!(!place.path("output/en/one").exists());
    fs::rename(place.path("sources/one/en").join(name), place.path("sources/one/en/02-cafe.txt")).expect("renamed");
    let folder = place.path("sources").join(std::ffi::OsStr::from_bytes(b"caf\xE9"));
    fs::create_dir(&folder).expect("a folder");
    place.run(&["check"]).ends(0);
    fs::write(folder.join("publication.toml"), ONE).expect("a file");
    let run = place.run(&["build"]).ends(1);
    assert!(run.err.contains("error[bad-name]: what is no UTF-8") && run.out.is_empty(), "{run:?}");
}

#[test]
fn chapters_follow_each_other_as_people_count_and_contents_that_list_nothing_are_left_out() {
    let place = Place::project();
    for (name, title) in [("1-c", "First"), ("2-c", "Second"), ("10-c", "Tenth")] {
        place.write(&format!("sources/two/en/{name}.md"), format!("# {title}\n\nSome words of it.\n"));
    }
    fs::remove_file(place.path("sources/two/en/01.md")).expect("removed");
    let build = || {
        place.run(&["build", "two", "--lang", "en", "--edition", "screen"]).ends(0);
        let file = place.path("output/en/two/two-en-screen.pdf");
        let output = Command::new("pdftotext").args(["-layout"]).arg(file).arg("-").output().expect("pdftotext runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let usual = build();
    let places = ["First", "Second", "Tenth"].map(|title| usual.find(title).expect("a title"));
    assert!(places.is_sorted() && usual.contains("Contents"), "{usual}");
    place.write("sources/house-style.toml", "contents-to-level = 0\n");
    let bare = build();
    assert!(!bare.contains("Contents") && bare.contains("Second"), "{bare}");
    // Level 0 is that of parts of the work.
    place.write("sources/two/en/1-a.md", "# Beginnings {.part}\n");
    let parts = build();
    let contents = parts.split('\u{c}').find(|page| page.contains("Contents")).expect("a page of contents");
    assert!(contents.contains("Beginnings") && !contents.contains("Second"), "{contents}");
}
