//! What `warraq build` makes.

use crate::support::{ONE, Place, TWO};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::process::Command;

#[test]
fn a_project_becomes_every_book_and_the_catalogue_of_them() {
    let place = Place::project();
    let run = place.run(&["build"]).ends(0);
    assert_eq!(run.err, "", "nothing is wrong");
    let mut expected: Vec<String> =
        ["SHA256SUMS", "catalogue.json", "index.html", "en/index.html", "ar/index.html"].map(str::to_owned).to_vec();
    for (name, lang) in [("one", "en"), ("one", "ar"), ("two", "en"), ("two", "ar")] {
        for ending in ["-print.pdf", "-cover.pdf", "-screen.pdf", ".epub"] {
            expected.push(format!("{lang}/{name}/{name}-{lang}{ending}"));
        }
    }
    expected.sort();
    assert_eq!(place.names("output"), expected);
    let first = run.out.lines().next().expect("a line a file");
    assert!(first.starts_with("output/en/one/one-en-print.pdf ("), "{first}");
    assert_eq!(run.out.lines().count(), 16);

    let catalogue = place.catalogue();
    assert_eq!(catalogue["toolbox"], "Tools & more");
    assert_eq!(catalogue["built"], "2026-11-01T00:00:00Z");
    let files = catalogue["files"].as_array().expect("a list");
    let paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(
        paths[..4],
        ["en/one/one-en-print.pdf", "en/one/one-en-cover.pdf", "en/one/one-en-screen.pdf", "en/one/one-en.epub"]
    );
    assert_eq!(files.len(), 16);
    for file in files {
        let bytes = fs::read(place.path("output").join(file["path"].as_str().expect("a path"))).expect("a file");
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], warraq::catalogue::sha256_hex(&bytes));
    }
    let mut sums = Command::new("sha256sum");
    sums.args(["-c", "--quiet", "SHA256SUMS"]).current_dir(place.path("output"));
    let sums = sums.output().expect("sha256sum runs");
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));
}

#[test]
fn a_second_build_and_any_number_of_jobs_change_no_byte() {
    let place = Place::project();
    place.run(&["build", "--jobs", "1"]).ends(0);
    let before = place.files("output");
    let times = || -> Vec<_> {
        let modified = |name: &String| fs::metadata(place.path("output").join(name)).and_then(|data| data.modified());
        before.keys().map(|name| modified(name).expect("a time")).collect()
    };
    let first = times();
    let run = place.run(&["build", "--jobs", "4"]).ends(0);
    assert_eq!(times(), first, "what has the same bytes is left alone");
    assert!(run.out.lines().all(|line| line.contains("unchanged")), "{}", run.out);
    let other = Place::project();
    other.run(&["build", "--jobs", "3"]).ends(0);
    assert!(other.files("output") == before, "another folder, another number of jobs");
}

#[test]
fn a_part_of_the_project_keeps_the_rest_in_the_catalogue() {
    let place = Place::project();
    place.run(&["build", "one", "--lang", "ar", "--edition", "screen"]).ends(0);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(1));
    place.run(&["build", "two", "--lang", "en,ar", "--edition", "ebook"]).ends(0);
    let catalogue = place.catalogue();
    let paths: Vec<&str> =
        catalogue["files"].as_array().expect("a list").iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["ar/one/one-ar-screen.pdf", "en/two/two-en.epub", "ar/two/two-ar.epub"]);
    fs::remove_file(place.path("output/en/two/two-en.epub")).expect("removed");
    place.run(&["build", "one", "--lang", "ar", "--edition", "screen"]).ends(0);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(2), "what is gone is not named");
}

#[test]
fn the_parts_of_an_earlier_split_are_removed_and_nothing_else() {
    let place = Place::project();
    let chapters: String =
        (1..=4).map(|n| format!("# Chapter {n}\n\n{}\n\n", "Some words of it. ".repeat(40))).collect();
    place.write("sources/one/en/01.md", &chapters);
    place.write("sources/one/publication.toml", format!("{ONE}[volumes.en]\ncount = 2\n"));
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    let names = place.names("output/en/one");
    let split = ["one-en-1of2-screen.pdf", "one-en-1of2.epub", "one-en-2of2-screen.pdf", "one-en-2of2.epub"];
    assert_eq!(names[..4], split);
    assert_eq!(names[4..], ["one-en-volumes.json"]);
    let page = fs::read_to_string(place.path("output/ar/index.html")).expect("a page");
    assert!(page.contains("[ENG <a ") && page.contains(">1/2</a>; <a "), "{page}");

    place.write("output/en/one/my-notes.txt", "mine");
    place.write("sources/one/publication.toml", ONE);
    place.run(&["build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    let names = place.names("output/en/one");
    assert_eq!(names, ["my-notes.txt", "one-en-1of2.epub", "one-en-2of2.epub", "one-en-screen.pdf"]);

    place.write("sources/one/publication.toml", format!("{ONE}languages = [\"ar\"]\n"));
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    assert_eq!(place.names("output/en/one"), ["my-notes.txt"]);
}

#[test]
fn every_page_of_a_draft_says_so_and_no_page_of_a_book() {
    let place = Place::project();
    let printed = |file: &str, program: &str, options: &[&str]| {
        let to_output = (program == "pdftotext").then_some("-");
        let output = Command::new(program).args(options).arg(place.path(file)).args(to_output).output();
        String::from_utf8(output.expect("the tool runs").stdout).expect("UTF-8")
    };
    place.run(&["build", "one", "--draft", "--edition", "print,screen"]).ends(0);
    for (lang, word) in [("en", "DRAFT"), ("ar", "مسودة")] {
        for edition in ["print", "screen", "cover"] {
            let file = format!("output/drafts/{lang}/one/one-{lang}-{edition}.pdf");
            let text = printed(&file, "pdftotext", &[]);
            let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
            let marked = pages.iter().filter(|page| page.contains(word)).count();
            assert!(!pages.is_empty() && marked == pages.len(), "{file}: {marked} of {}", pages.len());
        }
        // It is no content: who hears the file does not hear it.
        let screen = format!("output/drafts/{lang}/one/one-{lang}-screen.pdf");
        assert!(!printed(&screen, "pdfinfo", &["-struct-text"]).contains(word));
        place.run(&["build", "one", "--lang", lang, "--edition", "print"]).ends(0);
        let book = format!("output/{lang}/one/one-{lang}-print.pdf");
        assert!(!printed(&book, "pdftotext", &[]).contains(word));
    }
}

#[test]
fn an_error_in_one_publication_does_not_stop_the_others_nor_spoil_its_last_good_files() {
    let place = Place::project();
    place.run(&["build"]).ends(0);
    let before = place.files("output");
    place.write("sources/one/ar/01.md", "# فصل\n\n:::exersise\nكلمات\n:::\n");
    place.write("sources/two/en/01.md", "# Chapter\n\nOther words of it.\n");
    let run = place.run(&["build"]).ends(1);
    assert!(run.err.contains("sources/one/ar/01.md:3:"), "{}", run.err);
    assert!(run.err.contains("1 error"), "{}", run.err);
    let after = place.files("output");
    assert!(before["ar/one/one-ar-screen.pdf"] == after["ar/one/one-ar-screen.pdf"]);
    assert!(before["en/two/two-en-screen.pdf"] != after["en/two/two-en-screen.pdf"]);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(16));

    let run = place.run(&["build", "one", "--lang", "ar", "--draft", "--edition", "screen"]).ends(1);
    assert!(run.out.contains("output/drafts/ar/one/one-ar-screen.pdf"), "{}", run.out);
    assert!(!fs::read_to_string(place.path("output/catalogue.json")).expect("a file").contains("drafts"));

    place.write("sources/one/publication.toml", "[publication\n");
    place.run(&["build"]).ends(1);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(16), "its files stay, and stay listed");
}

#[test]
fn one_markdown_file_becomes_a_pdf_and_an_e_book_beside_it() {
    let place = Place::empty();
    place.write("deep/notes.md", "# ملاحظات\n\nكلمات منها.\n");
    let run = place.run(&["build", "deep/notes.md", "--lang", "ar"]).ends(0);
    assert_eq!(place.names("deep"), ["notes-ar-screen.pdf", "notes-ar.epub", "notes.md"]);
    assert!(run.out.starts_with("deep/notes-ar-screen.pdf ("), "{}", run.out);
    let pdf = fs::read(place.path("deep/notes-ar-screen.pdf")).expect("a file");
    assert!(pdf.starts_with(b"%PDF-"));
    place.run(&["build", "deep/notes.md", "--edition", "print", "--output", "proofs", "-q"]).ends(0);
    assert_eq!(place.names("proofs"), ["notes-ar-print.pdf"]);
}

#[test]
fn time_comes_from_the_sources_or_from_source_date_epoch() {
    let place = Place::project();
    let build = ["build", "one", "--lang", "en", "--edition", "ebook"];
    place.run_with(&build, &[("SOURCE_DATE_EPOCH", "0")]).ends(0);
    assert_eq!(place.catalogue()["built"], "1970-01-01T00:00:00Z");
    let run = place.run_with(&build, &[("SOURCE_DATE_EPOCH", "soon")]).ends(0);
    assert!(run.err.contains("warning[bad-source-date-epoch]"), "{}", run.err);
    assert_eq!(place.catalogue()["built"], "2026-11-01T00:00:00Z");
}

#[test]
fn links_between_publications_must_lead_somewhere() {
    let place = Place::project();
    place.write("sources/two/publication.toml", format!("{TWO}languages = [\"en\"]\n"));
    place.write("sources/two/en/01.md", "# Chapter {#chapter}\n\nWords.\n");
    place.write("sources/one/en/01.md", "# One\n\n[There](two#chapter), [there](two#chaptre), [](two#chapter).\n");
    place.write("sources/one/ar/01.md", "# واحد\n\n[هناك](two#chapter)\n");
    let run = place.run(&["check", "--format", "json"]).ends(1);
    let summary: Vec<(Value, Value, Value)> = run
        .json()
        .iter()
        .filter(|finding| finding["severity"] != "note")
        .map(|finding| (finding["severity"].clone(), finding["file"].clone(), finding["column"].clone()))
        .collect();
    assert_eq!(
        summary,
        [
            ("warning".into(), "sources/one/ar/01.md".into(), 1.into()),
            ("error".into(), "sources/one/en/01.md".into(), 23.into()),
        ]
    );
    assert!(run.out.contains("did you mean `two#chapter`?"), "{}", run.out);
    place.write("sources/one/en/01.md", "# One\n\n[There](two#chapter), [](two#chapter).\n");
    place.run(&["build", "one", "--edition", "screen"]).ends(0);
    let pdf = place.path("output/en/one/one-en-screen.pdf");
    let text = Command::new("pdftotext").arg(&pdf).arg("-").output().expect("pdftotext runs");
    assert!(String::from_utf8_lossy(&text.stdout).contains("Chapter 1, Two"), "{text:?}");
    let alone = fs::read(&pdf).expect("a file");
    place.run(&["build"]).ends(0);
    assert!(alone == fs::read(&pdf).expect("a file"), "a book does not depend on what else was asked for");
}

#[test]
fn a_part_for_some_editions_is_in_those_alone_and_volumes_are_cut_at_the_same_places() {
    let place = Place::project();
    let words = "Some words of it. ".repeat(60);
    let text = format!(
        "# First\n\n:::only {{editions=\"print\"}}\nInkwords.\n:::\n\n{words}\n\n# Second {{#second}}\n\n\
         :::only {{editions=\"ebook\"}}\nThumbwords.\n:::\n\nSee [](#second).\n\n{words}\n"
    );
    place.write("sources/one/en/01.md", text);
    place.write("sources/one/publication.toml", format!("{ONE}[volumes.en]\ncount = 2\n"));
    place.run(&["build", "one", "--lang", "en"]).ends(0);
    let pdf = |name: &str| {
        let file = place.path("output/en/one").join(name);
        let text = Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext runs");
        String::from_utf8(text.stdout).expect("UTF-8")
    };
    assert!(pdf("one-en-1of2-print.pdf").contains("Inkwords"));
    assert!(!pdf("one-en-1of2-screen.pdf").contains("Inkwords"));
    assert!(!pdf("one-en-2of2-print.pdf").contains("Thumbwords"));
    let epub = |name: &str| {
        let file = fs::File::open(place.path("output/en/one").join(name)).expect("a file");
        let mut archive = zip::ZipArchive::new(file).expect("an archive");
        let mut texts = String::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("an entry");
            if entry.name().expect("a name").ends_with(".xhtml") {
                entry.read_to_string(&mut texts).expect("text");
            }
        }
        texts
    };
    let (first, second) = (epub("one-en-1of2.epub"), epub("one-en-2of2.epub"));
    assert!(!first.contains("Inkwords") && !first.contains("Thumbwords"));
    assert!(second.contains("Thumbwords") && !second.contains(">First</h1>"), "{second}");
}

#[test]
fn lists_of_tasks_keep_their_numbers_and_bullets() {
    let place = Place::empty();
    place.write("notes.md", "# Tasks\n\n1. [ ] First\n2. [x] Second\n\n- plain\n- [ ] task\n");
    place.run(&["build", "notes.md", "--edition", "ebook"]).ends(0);
    let dump = place.run(&["dump", "notes.md", "--edition", "screen"]).ends(0);
    let texts: Vec<String> = dump
        .out
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned))
        .collect();
    for marker in ["1.", "2.", "•"] {
        assert!(texts.iter().any(|text| text.trim() == marker), "{marker} in {texts:?}");
    }
    let book = std::fs::File::open(place.path("notes-en.epub")).expect("the e-book");
    let mut book = zip::ZipArchive::new(book).expect("a container");
    let mut words = String::new();
    for at in 0..book.len() {
        let mut file = book.by_index(at).expect("a file");
        if file.name().is_ok_and(|name| name.ends_with(".xhtml")) {
            std::io::Read::read_to_string(&mut file, &mut words).expect("text");
        }
    }
    assert!(words.contains(">1.</span> <span class=\"marker\" role=\"img\""), "{words}");
    assert!(words.contains(">•</span> plain"), "{words}");
}
