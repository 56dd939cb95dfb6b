//! What the validators say of every file of the book.

use super::book::{made, name, scratch};
use super::ebooks::{ace, epubcheck};
use super::pdfs::verapdf;
use std::path::PathBuf;

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
