//! A publication and the condensed one from the same files.

use crate::support::{ONE, Place, TOOLBOX};
use std::fs;
use std::io::Read;
use std::process::Command;

const CONDENSED: &str = "\n[condensed]\ntitle = { en = \"One in short\", ar = \"موجز واحد\" }\n";

const TEXT: &str = "# First {#first}\n\nSee [](#long) and [the table](#tab-long).[^1]\n\n\
    ## Long {.full #long}\n\nLengthy words.[^2]\n\n| a |\n|---|\n| b |\n\n: The table {#tab-long}\n\n\
    ## Next {#next}\n\n| c |\n|---|\n| d |\n\n: Another table {#tab-next}\n\n\
    :::only {view=\"condensed\"}\nA brief passage; [](one) has more.\n:::\n\n[^1]: Note of both.\n[^2]: Note of one.\n";

fn project() -> Place {
    let place = Place::project();
    place.write("sources/one/publication.toml", format!("{ONE}{CONDENSED}"));
    place.write("sources/one/en/01.md", TEXT);
    place.write("sources/one/en/02.md", "# Dropped {.full}\n\nAll of this file.\n");
    place
}

fn pdf(place: &Place, name: &str) -> String {
    let text = Command::new("pdftotext").arg(place.path("output/en").join(name)).arg("-").output().expect("pdftotext");
    String::from_utf8(text.stdout).expect("UTF-8").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_publication_has_a_condensed_one_beside_it() {
    let place = project();
    place.run(&["build"]).ends(0);
    let condensed = pdf(&place, "one-condensed/one-condensed-en-print.pdf");
    for words in [
        "One in short",
        "Condensed edition of “One”",
        "Section 1.1",
        "Table 1 — Another table",
        "Note of both",
        "A brief passage",
    ] {
        assert!(condensed.contains(words), "{words}: {condensed}");
    }
    for words in ["Lengthy", "Note of one", "Dropped", "All of this file"] {
        assert!(!condensed.contains(words), "{words}: {condensed}");
    }
    // What it leaves out is referred to in the full one.
    assert!(condensed.contains("Section 1.1, One"), "{condensed}");
    let full = pdf(&place, "one/one-en-print.pdf");
    assert!(
        full.contains("Lengthy words") && full.contains("Table 2 — Another table") && !full.contains("brief passage")
    );
    let names: Vec<String> = place.names("output/ar/one-condensed");
    let endings = ["-cover.pdf", "-print.pdf", "-screen.pdf", ".epub"];
    assert_eq!(names, endings.map(|ending| format!("one-condensed-ar{ending}")));
    let links = place.run(&["dump", "one-condensed", "--lang", "en", "--edition", "screen"]).ends(0).json();
    let leads = |target: &str| links.iter().any(|record| record["kind"] == "link" && record["target"] == target);
    assert!(leads("one#long") && leads("one#tab-long") && leads("one"));
    let screen = place.path("output/en/one-condensed/one-condensed-en-screen.pdf");
    let plain =
        Command::new("qpdf").args(["--qdf", "--object-streams=disable"]).arg(screen).arg("-").output().expect("qpdf");
    assert!(String::from_utf8_lossy(&plain.stdout).contains("../one/one-en-screen.pdf"));
}

#[test]
fn the_e_book_and_the_download_pages_say_what_it_is() {
    let place = project();
    place.run(&["build", "one-condensed", "--lang", "en"]).ends(0);
    assert_eq!(place.names("output/en/one").len(), 0);
    let file = fs::File::open(place.path("output/en/one-condensed/one-condensed-en.epub")).expect("an e-book");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut read = |ending: &str| {
        let name = archive.file_names().flatten().find(|name| name.ends_with(ending)).expect("an entry").into_owned();
        let mut text = String::new();
        archive.by_name(&name).expect("an entry").read_to_string(&mut text).expect("text");
        text
    };
    let package = read(".opf");
    assert!(package.contains("<dc:title id=\"edition\">Condensed edition of “One”</dc:title>"), "{package}");
    assert!(package.contains("<meta refines=\"#edition\" property=\"title-type\">edition</meta>"), "{package}");
    assert!(read("title-page.xhtml").contains("Condensed edition of “One”"));
    place.run(&["build"]).ends(0);
    let page = fs::read_to_string(place.path("output/en/index.html")).expect("a page");
    let [full, short, two] = ["Module 1: One<", "One in short", "Two<"]
        .map(|title| page.find(title).unwrap_or_else(|| panic!("{title} in {page}")));
    assert!(full < short && short < two, "it follows the full one: {page}");
    assert!(page.contains("Condensed edition of “One”"));
    let arabic = fs::read_to_string(place.path("output/ar/index.html")).expect("a page");
    assert!(arabic.contains("طبعة مختصرة من «واحد»"), "{arabic}");
}

#[test]
fn it_may_be_listed_and_goes_when_it_is_no_longer_wanted() {
    let place = project();
    place.write("sources/toolbox.toml", TOOLBOX.replace("[\"one\", \"two\"]", "[\"one\", \"two\", \"one-condensed\"]"));
    place.run(&["build", "--edition", "screen"]).ends(0);
    let order = |place: &Place| -> Vec<String> {
        let files = place.catalogue()["files"].as_array().expect("files").clone();
        files.iter().filter(|file| file["lang"] == "en").map(|file| file["publication"].to_string()).collect()
    };
    assert_eq!(order(&place), ["\"one\"", "\"two\"", "\"one-condensed\""]);
    // While its publication cannot be read, nothing is removed.
    place.write("sources/one/publication.toml", "[publication");
    place.run(&["build", "--edition", "screen"]).ends(1);
    assert!(place.path("output/en/one-condensed").exists());
    place.write("sources/toolbox.toml", TOOLBOX);
    place.write("sources/one/publication.toml", ONE);
    place.run(&["build", "--edition", "screen"]).ends(0);
    assert_eq!(order(&place), ["\"one\"", "\"two\""]);
    assert!(!place.path("output/en/one-condensed").exists());
}

#[test]
fn classes_and_parts_do_no_harm_without_a_condensed_edition() {
    let place = project();
    place.write("sources/one/publication.toml", ONE);
    let run = place.run(&["build", "--edition", "print"]).ends(0);
    assert_eq!(run.err.matches("warning").count(), 0, "{}", run.err);
    let full = pdf(&place, "one/one-en-print.pdf");
    assert!(full.contains("Lengthy words") && !full.contains("brief passage"));
}
