//! Every file made is sound, and made the same way every time.

use super::make::{build, files, made, output, scratch, texts};
use super::tools::{name, run, text};
use crate::support::verapdf;
use crate::support::{ace, epubcheck};
use rayon::prelude::*;
use std::path::Path;
use std::process::Command;

/// The objects of a PDF, written out in plain.
fn objects(pdf: &std::path::Path) -> String {
    let arguments = ["--qdf".as_ref(), "--object-streams=disable".as_ref(), pdf.as_os_str(), "-".as_ref()];
    text("qpdf", &arguments)
}

#[test]
fn every_publication_comes_in_every_language_and_edition() {
    let catalogue: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(output().join("catalogue.json")).expect("a catalogue"))
            .expect("JSON");
    let listed = catalogue["files"].as_array().expect("files");
    for (publication, lang) in texts() {
        let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("sources").join(&publication).join("publication.toml");
        let is_article = std::fs::read_to_string(facts).is_ok_and(|facts| facts.contains("kind = \"article\""));
        for edition in ["print", "cover", "screen", "ebook"] {
            if edition == "cover" && is_article {
                continue;
            }
            let of = |file: &&serde_json::Value| {
                file["publication"] == publication.as_str()
                    && file["lang"] == lang.as_str()
                    && file["edition"] == edition
            };
            let volumes: Vec<_> = listed.iter().filter(of).map(|file| (&file["volume"], &file["volumes"])).collect();
            let expected =
                if (publication.as_str(), lang.as_str()) == ("core-module", "ar") { 2 } else { volumes.len() };
            assert!(!volumes.is_empty() && volumes.len() == expected, "{publication} {lang} {edition}: {volumes:?}");
        }
    }
    for file in listed {
        let path = output().join(file["path"].as_str().expect("a path"));
        assert_eq!(std::fs::metadata(&path).map(|meta| meta.len()).ok(), file["bytes"].as_u64(), "{}", path.display());
    }
}

#[test]
fn checksums_hold() {
    let status = Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(output()).status();
    assert!(status.expect("sha256sum runs").success());
}

#[test]
fn every_pdf_is_sound_and_embeds_its_fonts() {
    for pdf in made(".pdf") {
        let check = run("qpdf", &[std::ffi::OsStr::new("--check"), pdf.as_os_str()]);
        assert!(check.status.success(), "{}: {}", name(&pdf), String::from_utf8_lossy(&check.stdout));
        let fonts = text("pdffonts", &[&pdf]);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{} has fonts", name(&pdf));
        for font in fonts {
            // Columns counted from the right: encoding … emb sub uni object generation.
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(&columns[2..5], ["yes", "yes", "yes"], "{}: {font}", name(&pdf));
        }
    }
}

#[test]
fn print_pages_have_trim_and_bleed_and_no_links() {
    for pdf in made("-print.pdf") {
        let info = text("pdfinfo", &["-box".as_ref(), pdf.as_os_str()]);
        let size = |label: &str| -> Vec<f64> {
            let line = info.lines().find(|line| line.starts_with(label)).expect(label);
            line[label.len()..].split_whitespace().filter_map(|number| number.parse().ok()).collect()
        };
        let (trim, bleed) = (size("TrimBox:"), size("BleedBox:"));
        let wide = |boxed: &[f64]| (boxed[2] - boxed[0], boxed[3] - boxed[1]);
        let ((tw, th), (bw, bh)) = (wide(&trim), wide(&bleed));
        assert!(
            (tw - 170.0 * 72.0 / 25.4).abs() < 0.1 && (th - 240.0 * 72.0 / 25.4).abs() < 0.1,
            "{}: {tw} × {th}",
            name(&pdf)
        );
        let six_millimetres = 6.0 * 72.0 / 25.4;
        assert!((bw - tw - six_millimetres).abs() < 0.1 && (bh - th - six_millimetres).abs() < 0.1, "{}", name(&pdf));
        assert!(!objects(&pdf).contains("/Subtype /Link"), "{} has no links", name(&pdf));
    }
}

#[test]
fn screen_pdfs_conform_to_pdf_ua_1_and_pdf_a_2a() {
    let files: Vec<_> = ["-screen.pdf", "-participant.pdf", "-handout.pdf"].into_iter().flat_map(made).collect();
    for flavour in ["ua1", "2a"] {
        if let Some(failures) = verapdf(flavour, &files) {
            assert!(failures.is_empty(), "{flavour}: {failures:#?}");
        }
    }
}

#[test]
fn arabic_books_are_bound_on_the_right_and_others_on_the_left() {
    for pdf in made(".pdf") {
        let objects = objects(&pdf);
        let arabic = name(&pdf).contains("-ar-");
        assert_eq!(objects.contains("/Direction /R2L"), arabic, "{}", name(&pdf));
    }
}

#[test]
fn every_ebook_passes_epubcheck() {
    made(".epub").par_iter().for_each(|book| {
        if let Some(result) = epubcheck(book) {
            assert!(result.is_ok(), "{}: {result:?}", name(book));
        }
    });
}

/// One book a language; `make validate` asks about all of them.
#[test]
fn ace_finds_nothing_in_the_book_of_each_language() {
    let reports = scratch("ace");
    for lang in ["en", "fr", "es", "ar"] {
        let books = made(".epub").into_iter().find(|book| name(book).starts_with(&format!("core-module-{lang}")));
        let book = books.expect("the core module in every language");
        if let Some(violations) = ace(&book, &reports.join(lang)) {
            assert!(violations.is_empty(), "{}: {violations:#?}", name(&book));
        }
    }
}

#[test]
fn the_same_sources_give_the_same_bytes_with_any_number_of_jobs() {
    let again = scratch("again");
    build(&again, 1);
    let (first, second) = (files(output()), files(&again));
    let relative = |files: &[std::path::PathBuf], base: &std::path::Path| -> Vec<std::path::PathBuf> {
        files.iter().map(|file| file.strip_prefix(base).expect("below").to_owned()).collect()
    };
    assert_eq!(relative(&first, output()), relative(&second, &again));
    for (a, b) in first.iter().zip(&second) {
        assert!(std::fs::read(a).ok() == std::fs::read(b).ok(), "{} is the same", a.display());
    }
}

#[test]
fn building_again_touches_no_file() {
    let folder = scratch("twice");
    build(&folder, 2);
    let times = || -> Vec<_> {
        files(&folder).iter().map(|file| std::fs::metadata(file).and_then(|meta| meta.modified()).ok()).collect()
    };
    let before = times();
    build(&folder, 2);
    assert_eq!(before, times());
}
