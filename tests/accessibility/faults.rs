//! A good file is broken in one way at a time; what should find the fault finds it.

use super::book::{changed, made, name, scratch, warraq};
use crate::support::container::Container;
use crate::support::verapdf;
use crate::support::{ace, epubcheck};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;

/// A good file of the book by its name.
fn good(file: &str) -> PathBuf {
    let ending = if file.ends_with(".epub") { ".epub" } else { "-screen.pdf" };
    made(Some("en"), ending).into_iter().find(|path| name(path) == file).expect("a made file")
}

/// A PDF written out in plain, with the same length of text in its place, so that offsets hold.
fn broken_pdf(folder: &Path, label: &str, from: &str, to: &str) -> PathBuf {
    let plain = folder.join("plain.pdf");
    let arguments = ["--qdf", "--object-streams=disable"];
    let output = Command::new("qpdf").args(arguments).arg(good("everything-en-1of2-screen.pdf")).arg(&plain).output();
    assert!(output.expect("qpdf runs").status.success());
    let mut bytes = std::fs::read(&plain).expect("a PDF");
    let mut met = 0;
    while let Some(at) = bytes.windows(from.len()).position(|window| window == from.as_bytes()) {
        bytes[at..at + from.len()].copy_from_slice(format!("{to:<width$}", width = from.len()).as_bytes());
        met += 1;
    }
    assert!(met > 0, "{label}: {from} is in the file");
    let path = folder.join(format!("{label}.pdf"));
    std::fs::write(&path, bytes).expect("the broken PDF");
    path
}

/// An e-book with a piece of one file replaced, wherever it stands there.
fn broken_ebook(folder: &Path, label: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let book = Container::open(&std::fs::read(good("everything-en-1of2.epub")).expect("an e-book"));
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (own, bytes) in &book.files {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(own.as_str(), stored).expect("an entry");
        if own.ends_with(file) {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            assert!(text.contains(from), "{label}: {from} is in {file}");
            archive.write_all(text.replace(from, to).as_bytes()).expect("its bytes");
        } else {
            archive.write_all(bytes).expect("its bytes");
        }
    }
    let path = folder.join(format!("{label}.epub"));
    std::fs::write(&path, archive.finish().expect("an archive").into_inner()).expect("the broken e-book");
    path
}

#[test]
fn verapdf_finds_what_is_broken_in_a_pdf() {
    let folder = scratch("broken-pdfs");
    let faults = [
        ("figure-without-alt", "/Alt ", "/Alx "),
        ("skipped-heading", "/S /H2", "/S /H4"),
        ("no-language", "/Lang (en)", ""),
        ("head-without-scope", "/Scope /Column", ""),
        ("note-without-id", "/ID (note-", "/IX (note-"),
        ("link-without-words", "/Contents ", "/Contentx "),
        ("no-title", "/DisplayDocTitle true", "/DisplayDocTitle null"),
    ];
    let mut files: Vec<PathBuf> = faults.iter().map(|(label, from, to)| broken_pdf(&folder, label, from, to)).collect();
    files.push(folder.join("plain.pdf"));
    let Some(found) = verapdf("ua1", &files) else { return };
    for (label, ..) in faults {
        assert!(found.iter().any(|line| line.contains(label)), "{label} is not found: {found:#?}");
    }
    assert_eq!(found.len(), faults.len(), "the file that was not broken passes");
}

#[test]
fn epubcheck_or_ace_finds_what_is_broken_in_an_ebook() {
    let folder = scratch("broken-ebooks");
    let text = "chapter-001.xhtml";
    let structure = [
        ("broken-page-list", "nav.xhtml", "#page-2\"", "#page-two\""),
        ("note-without-text", text, "href=\"#note-1\"", "href=\"#no-note\""),
    ];
    for (label, file, from, to) in structure {
        let book = broken_ebook(&folder, label, file, from, to);
        if let Some(result) = epubcheck(&book) {
            assert!(result.is_err(), "EPUBCheck finds {label}");
        }
    }
    let access = [
        ("picture-without-alt", text, " alt=\"", " data-x=\"", "image-alt"),
        ("no-language", text, " lang=\"en\" xml:lang=\"en\"", "", "html-has-lang"),
        ("skipped-heading", text, "h2", "h5", "heading-order"),
        ("pale-words", text, "<p>", "<p style=\"color:#ccc;background:#fff\">", "color-contrast"),
    ];
    for (label, file, from, to, rule) in access {
        let book = broken_ebook(&folder, label, file, from, to);
        if let Some(found) = ace(&book, &folder.join(format!("{label}-report"))) {
            assert!(found.iter().any(|violation| violation.contains(rule)), "Ace finds {label}: {found:#?}");
        }
    }
}

#[test]
fn the_check_of_the_sources_finds_pictures_without_words_and_links_that_say_nothing() {
    let warned = |folder: &Path| {
        let output = warraq(&["check", "--format", "json", "--project", folder.to_str().expect("a plain path")]);
        assert!(output.status.success(), "warnings are no errors");
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let first = "everything/es/01-first.md";
    let folder = changed("no-alt", first, |text| text.replacen(" alt=\"Dos pueblos y una flecha entre ellos\"", "", 1));
    assert!(warned(&folder).contains("missing-alt"));
    let folder =
        changed("here", first, |text| text.replacen("# Caminos", "# Caminos\n\n[aquí](#second).\n\n#### Más", 1));
    assert!(warned(&folder).contains("empty-link-text"));
}
