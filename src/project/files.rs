//! Files of the sources: read within bounds, as UTF-8, from inside the project.

use super::legible;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Sources, Span};
use std::cmp::Ordering;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest text file that is read: some forty books.
const MAX_TEXT_BYTES: u64 = 32 << 20;

/// Reads a text file of a project. The paths in messages are relative to `root`. A missing or unreadable file, one that
/// is too long or not UTF-8, and a link that leads out of the project are reported. A byte order mark is dropped.
pub(super) fn read_text(
    root: &Path,
    path: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(FileId, Arc<str>)> {
    if path.exists() && !lies_in(path, root) {
        diagnostics.push(outside(&shown(root, path)));
        return None;
    }
    read_named(root, path, sources, diagnostics)
}

/// The finding that a link leads out of the project.
pub(super) fn outside(shown: &Path) -> Diagnostic {
    Diagnostic::error("outside-project", "this leads out of the project")
        .in_file(shown.display().to_string())
        .help("copy the file into the sources instead of linking to it")
}

/// Reads a text file that was named by whoever runs the program, wherever it lies.
pub(super) fn read_named(
    root: &Path,
    path: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(FileId, Arc<str>)> {
    let shown = shown(root, path);
    let bytes = match read_bounded(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(unreadable(&shown, &error));
            return None;
        }
    };
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        diagnostics.push(
            Diagnostic::error("file-too-large", format!("the file is longer than {} MiB", MAX_TEXT_BYTES >> 20))
                .in_file(shown.display().to_string())
                .help("split it into several files"),
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let (text, controls) = legible::read(text.strip_prefix('\u{feff}').unwrap_or(&text));
            let text: Arc<str> = text.into();
            let file = sources.add(&shown, text.clone());
            controls.report(file, diagnostics);
            Some((file, text))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // What comes before the bad byte is unchanged by the lossy reading, so the place holds in both.
            let file = sources.add(&shown, String::from_utf8_lossy(error.as_bytes()).into_owned());
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            diagnostics.push(
                Diagnostic::error("invalid-utf8", format!("the byte 0x{byte:02X} is not UTF-8"))
                    .at(Span::new(file, at..at + char::REPLACEMENT_CHARACTER.len_utf8()))
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let mut bytes = Vec::new();
    file.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(shown: &Path, error: &io::Error) -> Diagnostic {
    let (code, message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("missing-file", "the file does not exist".to_owned(), "create it or fix its name"),
        io::ErrorKind::PermissionDenied => {
            ("cannot-read", "the file may not be read".to_owned(), "give yourself the right to read it")
        }
        _ => ("cannot-read", format!("the file cannot be read: {error}"), "check the file and the disk it is on"),
    };
    Diagnostic::error(code, message).in_file(shown.display().to_string()).help(help)
}

/// A path as messages show it: relative to `root` where it lies inside, with `/`.
pub(super) fn shown(root: &Path, path: &Path) -> PathBuf {
    let relative = path.strip_prefix(root).unwrap_or(path);
    if std::path::MAIN_SEPARATOR == '/' {
        return relative.to_owned();
    }
    PathBuf::from(relative.display().to_string().replace(std::path::MAIN_SEPARATOR, "/"))
}

/// Whether `path` exists and, links followed, lies in `folder`.
pub(super) fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// The names in a folder that are UTF-8, in natural order; empty where it cannot be read.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = entries_of(folder).filter_map(|name| name.into_string().ok()).collect();
    names.sort_by(|one, other| natural(one, other));
    names
}

/// The names in a folder that are not UTF-8, as well as they can be shown, in order.
pub(super) fn unreadable_names_in(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<OsString> = entries_of(folder).filter(|name| name.to_str().is_none()).collect();
    names.sort();
    names.into_iter().map(PathBuf::from).collect()
}

fn entries_of(folder: &Path) -> impl Iterator<Item = OsString> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name())
}

/// The order in which people count: `2-walls` before `10-roof`. Numbers are compared by their value, all else by its
/// characters.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one, other);
    while let (Some(c), Some(d)) = (a.chars().next(), b.chars().next()) {
        let order = if c.is_ascii_digit() && d.is_ascii_digit() {
            let (number_a, number_b) = (number(&mut a), number(&mut b));
            number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b))
        } else {
            (a, b) = (&a[c.len_utf8()..], &b[d.len_utf8()..]);
            c.cmp(&d)
        };
        if order.is_ne() {
            return order;
        }
    }
    // `01` and `1` are the same number and two names.
    a.len().cmp(&b.len()).then_with(|| one.cmp(other))
}

/// Takes the digits at the head of a text, and gives them without the zeros that say nothing.
fn number<'t>(text: &mut &'t str) -> &'t str {
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_byte_is_pointed_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.toml");
        fs::write(&path, b"ok = 1\nbad = \"\xE9t\xE9\"\n").expect("a file");
        let (sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        assert!(read_text(folder.path(), &path, &sources, &mut diagnostics).is_none());
        let finding = diagnostics.iter().next().expect("a finding");
        assert_eq!(finding.code, "invalid-utf8");
        assert_eq!(finding.message, "the byte 0xE9 is not UTF-8");
        assert_eq!(sources.line_column(finding.span.expect("a place")), Some((2, 8)));
    }

    #[test]
    fn names_are_ordered_as_people_count() {
        let mut names = [
            "b",
            "10-c",
            "2-c",
            "a10b2",
            "1-c",
            "a2b10",
            "a",
            "002-c",
            "a10b10",
            "2-b",
            "",
            "99999999999999999999999-c",
        ];
        names.sort_by(|one, other| natural(one, other));
        let wanted = [
            "",
            "1-c",
            "2-b",
            "002-c",
            "2-c",
            "10-c",
            "99999999999999999999999-c",
            "a",
            "a2b10",
            "a10b2",
            "a10b10",
            "b",
        ];
        assert_eq!(names, wanted);
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "\u{feff}# A").expect("a file");
        let (sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let (file, text) = read_text(folder.path(), &path, &sources, &mut diagnostics).expect("a text");
        assert_eq!(&*text, "# A");
        assert_eq!(sources.get(file).expect("a source").path, Path::new("a.md"));
    }
}
