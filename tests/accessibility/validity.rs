//! What the validators say of every file of the book.

use super::book::{made, name, scratch, warraq};
use crate::support::verapdf;
use crate::support::{ace, epubcheck};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_screen_pdf_conforms_to_pdf_ua_1_and_pdf_a_2a() {
    let files = made(None, "-screen.pdf");
    assert_eq!(files.len(), 12, "two volumes and a companion in four languages");
    for flavour in ["ua1", "2a"] {
        if let Some(failures) = verapdf(flavour, &files) {
            assert!(failures.is_empty(), "{flavour}: {failures:#?}");
        }
    }
}

/// Both volumes in every language, and one companion: the others differ from it in words only.
fn ebooks() -> Vec<PathBuf> {
    let mut books = made(None, ".epub");
    books.retain(|book| !name(book).starts_with("companion") || name(book) == "companion-ar.epub");
    assert_eq!(books.len(), 9);
    books
}

#[test]
fn every_ebook_passes_epubcheck() {
    for book in ebooks() {
        if let Some(result) = epubcheck(&book) {
            assert!(result.is_ok(), "{}: {result:?}", name(&book));
        }
    }
}

#[test]
fn ace_finds_nothing_in_any_ebook() {
    let reports = scratch("ace");
    for book in ebooks() {
        if let Some(violations) = ace(&book, &reports.join(name(&book))) {
            assert!(violations.is_empty(), "{}: {violations:#?}", name(&book));
        }
    }
}

/// `make validate` asks about every file of `output/`; one that is no PDF/UA or no EPUB makes it fail.
#[test]
fn the_command_that_validates_a_folder_fails_where_a_file_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join(".validators/verapdf").is_dir() {
        return;
    }
    let folder = scratch("validate");
    let note = folder.join("note.md");
    fs::write(&note, "# Note\n\nFor paper.\n").expect("written");
    let made = warraq(&["build", note.to_str().expect("a path"), "--lang", "en", "--edition", "print"]);
    assert!(made.status.success(), "{made:?}");
    fs::rename(folder.join("note-en-print.pdf"), folder.join("not-tagged-screen.pdf")).expect("renamed");
    fs::write(folder.join("broken.epub"), "not an archive").expect("written");
    let script = root.join("tests/validators/validate.sh");
    let output = Command::new("bash").arg(script).arg(&folder).output().expect("bash runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for fault in ["not-tagged-screen.pdf ua1", "not-tagged-screen.pdf 2a", "broken.epub epubcheck", "broken.epub ace"] {
        assert!(said.lines().any(|line| line.starts_with("FAIL ") && line.ends_with(fault)), "{fault}: {said}");
    }
    let makefile = fs::read_to_string(root.join("Makefile")).expect("a makefile");
    assert!(makefile.contains("validate: validators books\n\ttests/validators/validate.sh\n"), "{makefile}");
}
