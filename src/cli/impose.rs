//! `warraq impose`.

use super::Outcome;
use super::arguments::{self, Format, ReadingDirection};
use super::console::Console;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::impose::{self, Imposed, Request};
use crate::language::Direction;
use crate::press::write;
use crate::project::{Scheme, page_size};
use crate::units::{Length, Size};
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Makes the file for the copier.
pub(super) fn impose(options: &arguments::Impose, console: &Console) -> Outcome {
    let mut found = Diagnostics::new();
    match make(options, console, &mut found) {
        Ok(()) => console.report(&found, &Sources::new()),
        Err(outcome) => outcome,
    }
}

fn make(options: &arguments::Impose, console: &Console, found: &mut Diagnostics) -> Result<(), Outcome> {
    let shown = options.file.display().to_string();
    let fail = |fault: Diagnostic| console.report(&[fault].into_iter().collect(), &Sources::new());
    let misused = |fault: Diagnostic| console.misused(&[fault].into_iter().collect());
    if !options.file.exists() {
        let fault = Diagnostic::error("missing-file", format!("there is no file “{shown}”"));
        return Err(misused(fault.help("check the name and the folder you are in")));
    }
    let output = options.output.clone().unwrap_or_else(|| beside(options));
    if is_same(&options.file, &output) {
        let fault = Diagnostic::error("same-file", "the new file would take the place of the one it is made of");
        return Err(misused(fault.in_file(shown).help("give another name with --output")));
    }
    let bytes = read(&options.file).map_err(|error| fail(cannot_read(&shown, &error)))?;
    let request = request(options);
    let imposed = impose::impose(&bytes, &shown, &request, found).map_err(|fault| fail(*fault))?;
    let written = output.display().to_string();
    write(&output, &written, &imposed.bytes).map_err(|fault| fail(*fault))?;
    match console.format {
        Format::Json => console.line(&record(options, &imposed, &written)),
        Format::Text if !console.quiet => console.line(&line(options, &imposed, &written)),
        Format::Text => {}
    }
    if console.verbose && imposed.links > 0 {
        console.remark(&format!("{} links are left out: paper cannot follow them", imposed.links));
    }
    Ok(())
}

fn request(options: &arguments::Impose) -> Request {
    let thickness = options.paper_thickness.unwrap_or(Length::ZERO);
    let scheme = match (options.n_up, options.cut_and_stack, options.fold) {
        (Some(number), ..) if options.repeat => Scheme::Repeated(number),
        (Some(number), ..) => Scheme::SideBySide(number),
        (None, Some(number), _) => Scheme::CutAndStack(number),
        (None, None, Some(pages)) => Scheme::Folded { thickness, pages },
        (None, None, None) => Scheme::Booklet { thickness, signature: options.signature },
    };
    // The names are those that the arguments were checked against.
    let [width, height] = page_size::of(&options.paper).unwrap_or([210.0, 297.0]).map(Length::from_mm);
    Request {
        pages: options.pages.clone(),
        scheme,
        paper: Size { width, height },
        direction: options.direction.map(|direction| match direction {
            ReadingDirection::Ltr => Direction::Ltr,
            ReadingDirection::Rtl => Direction::Rtl,
        }),
        scale: options.scale,
        marks: options.marks,
    }
}

/// `handout.pdf` becomes `handout-booklet.pdf`, `handout-4up.pdf` or `handout-4stacks.pdf`.
fn beside(options: &arguments::Impose) -> PathBuf {
    let kind = match (options.n_up, options.cut_and_stack, options.fold) {
        (Some(number), ..) => format!("{number}up"),
        (None, Some(number), _) => format!("{number}stacks"),
        (None, None, Some(pages)) => format!("{pages}pp"),
        (None, None, None) => "booklet".to_owned(),
    };
    let mut name = options.file.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{kind}.pdf"));
    options.file.with_file_name(name)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The bytes of a file that is not too large to be a book.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > MOST_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    fs::read(path)
}

fn cannot_read(shown: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "give yourself the right to read it",
        io::ErrorKind::IsADirectory => "name a PDF file, not a folder",
        io::ErrorKind::FileTooLarge => {
            "files of more than 1 GiB are not read: take it apart, or make its pictures smaller"
        }
        _ => "check the file and the disk",
    };
    Diagnostic::error("cannot-read", format!("the file cannot be read: {}", error.kind())).in_file(shown).help(help)
}

/// What was made, and how it is printed.
fn line(options: &arguments::Impose, imposed: &Imposed, written: &str) -> String {
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let blanks = match imposed.blanks {
        0 => String::new(),
        blanks => format!(", {blanks} blank"),
    };
    let creep = match imposed.creep.mm() {
        creep if creep > 0.0 => format!(", creep {creep:.1} mm"),
        _ => String::new(),
    };
    let direction = if imposed.direction.is_rtl() { "right to left" } else { "left to right" };
    let facts = format!(
        "{}, {} of {} at {:.0} %{creep}; {}{blanks}, {direction}",
        counted(imposed.sheets, "sheet"),
        counted(imposed.sides, "side"),
        options.paper,
        imposed.scale * 100.0,
        counted(imposed.pages, "page"),
    );
    let edge = if imposed.is_landscape { "short" } else { "long" };
    let how = if options.booklet || options.cut_and_stack.or(options.fold).is_some() {
        format!("print at actual size on both sides, flip on the {edge} edge")
    } else {
        format!("print at actual size; if on both sides, flip on the {edge} edge")
    };
    format!("{written} ({facts}): {how}")
}

fn record(options: &arguments::Impose, imposed: &Imposed, written: &str) -> String {
    let millimetres = |length: Length| (length.mm() * 100.0).round() / 100.0;
    json!({
        "file": written,
        "pagesASide": options.n_up.or(options.cut_and_stack).or(options.fold.map(|pages| pages / 2)).unwrap_or(2),
        "booklet": options.booklet,
        "direction": if imposed.direction.is_rtl() { "rtl" } else { "ltr" },
        "paper": options.paper,
        "pages": imposed.pages,
        "blanks": imposed.blanks,
        "sheets": imposed.sheets,
        "sides": imposed.sides,
        "scale": (imposed.scale * 1000.0).round() / 1000.0,
        "creepMillimetres": millimetres(imposed.creep),
        "flip": if imposed.is_landscape { "short-edge" } else { "long-edge" },
        "linksLeftOut": imposed.links,
        "bytes": imposed.bytes.len(),
    })
    .to_string()
}
