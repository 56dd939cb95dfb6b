//! Folders that take no files, or not all of them: the machine's fault, so that the program ends with 3.

use super::fault::{Fault, TEXT, is_sound, no_part_is_left};
use crate::support::{Place, Run};
use std::fs;
use std::process::Command;

const SCREEN: [&str; 3] = ["build", "--edition", "screen"];

#[test]
fn a_file_in_the_place_of_one_books_folder_stops_that_book_alone() {
    let place = Place::project();
    place.write("output/en/one", "a file");
    let fault = Fault::error("cannot-write", "output/en/one/one-en-screen.pdf", "move it away");
    fault.is_in_text(&place.run(&SCREEN).ends(3));
    fault.is_in_json(&place.run(&["build", "--edition", "screen", "--format", "json"]).ends(3));
    let made = ["ar/one/one-ar-screen.pdf", "ar/two/two-ar-screen.pdf", "en/two/two-en-screen.pdf"];
    let names = place.names("output");
    assert!(made.iter().all(|name| names.iter().any(|found| found == name)), "{names:?}");
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(3), "the catalogue names those made");
    assert_eq!(fs::read(place.path("output/en/one")).expect("the file"), b"a file");
    no_part_is_left(&place);
}

/// A folder of the kernel's takes no files, not even from root.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_is_read_only() {
    let place = Place::project();
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "screen", "--output", "/sys/warraq"]).ends(3);
    Fault::error("cannot-write", "/sys/warraq/en/one/one-en-screen.pdf", "choose another folder").is_in_text(&run);
    assert_eq!(place.names("output"), Vec::<String>::new());
    no_part_is_left(&place);
}

/// A limit on the size of files stands for a full disk: what still fits is made.
#[test]
#[cfg(unix)]
fn a_full_disk_takes_the_small_books_and_not_the_large_one() {
    let place = Place::project();
    let chapters: String =
        (0..120).map(|at| format!("# Chapter {at}\n\n{}\n\n", "Some words of it. ".repeat(90))).collect();
    place.write(TEXT, chapters);
    for format in ["text", "json"] {
        let script = format!(
            "trap '' XFSZ; ulimit -f 100; exec '{}' build --edition screen --format {format}",
            env!("CARGO_BIN_EXE_warraq")
        );
        let output = Command::new("bash").args(["-c", &script]).current_dir(place.path("")).output();
        let run = Run::of(output.expect("bash runs")).ends(3);
        is_sound(&run);
        let fault = Fault::error("cannot-write", "output/en/one/one-en-screen.pdf", "make room on the disk");
        if format == "text" {
            fault.is_in_text(&run)
        } else {
            fault.is_in_json(&run)
        }
        let names = place.names("output");
        assert!(names.contains(&"en/two/two-en-screen.pdf".to_owned()), "{names:?}");
        assert!(names.iter().all(|name| !name.starts_with("en/one")), "no part of a book: {names:?}");
        no_part_is_left(&place);
    }
}
