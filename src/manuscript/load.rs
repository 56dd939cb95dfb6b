//! A file's bytes to text: UTF-8, one kind of line end, no byte order mark, no NUL.

use super::Input;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::project::legible;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Largest file that is read: about five million words.
pub(super) const LARGEST: u64 = 16 << 20;

/// A text that is known to the sources.
pub(super) struct Loaded {
    pub(super) file: FileId,
    pub(super) text: Arc<str>,
}

/// Reads a file; what is wrong with it is reported.
pub(super) fn load(path: &Path, input: &Input<'_>, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let shown = shown(path, input);
    let mut fail = |code, message: String, help: &str| {
        let name = shown.display().to_string();
        diagnostics.push(Diagnostic::error(code, message).in_file(name).help(help));
        None
    };
    let too_large = |size: u64| format!("the file has {size} bytes; {LARGEST} are the most");
    match std::fs::metadata(path) {
        Err(error) => {
            return fail(code_of(&error), format!("the file cannot be read: {error}"), UNREADABLE);
        }
        Ok(found) if found.len() > LARGEST => {
            return fail("file-too-large", too_large(found.len()), "split it into several files");
        }
        Ok(_) => {}
    }
    match std::fs::read(path) {
        Err(error) => fail(code_of(&error), format!("the file cannot be read: {error}"), UNREADABLE),
        // It may have grown, or be a device that tells no size.
        Ok(bytes) if bytes.len() as u64 > LARGEST => {
            fail("file-too-large", too_large(bytes.len() as u64), "split it into several files")
        }
        Ok(bytes) => decode(bytes, &shown, input, diagnostics),
    }
}

/// What to do about a file that cannot be read.
const UNREADABLE: &str = "check its name and permissions";

/// A file that is not there is the sources' fault, any other that cannot be read the machine's.
fn code_of(error: &std::io::Error) -> &'static str {
    if error.kind() == std::io::ErrorKind::NotFound { "missing-file" } else { "cannot-read" }
}

/// The path as messages show it.
pub(super) fn shown(path: &Path, input: &Input<'_>) -> std::path::PathBuf {
    let root = input.project_root.or_else(|| path.parent());
    root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path).to_owned()
}

fn decode(bytes: Vec<u8>, shown: &Path, input: &Input<'_>, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(accept(&text, shown, input, diagnostics)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // What can be read is shown, so that the place has its line; the sign in the place is U+FFFD.
            let text = normal(&String::from_utf8_lossy(error.as_bytes()));
            let before = normal(&String::from_utf8_lossy(&error.as_bytes()[..at])).len();
            let file = input.sources.add(shown, text);
            diagnostics.push(
                Diagnostic::error("invalid-utf8", format!("the file is not UTF-8: byte {at} begins no character"))
                    .at(Span::new(file, before..before + '\u{FFFD}'.len_utf8()))
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

/// Makes a text known to the sources.
pub(super) fn accept(text: &str, shown: &Path, input: &Input<'_>, diagnostics: &mut Diagnostics) -> Loaded {
    let (text, controls) = legible::read(&normal(text));
    let text: Arc<str> = text.into();
    let file = input.sources.add(shown, text.clone());
    controls.report(file, diagnostics);
    report_bidi_controls(&text, file, diagnostics);
    Loaded { file, text }
}

/// One kind of line end, no byte order mark, U+FFFD for NUL (CommonMark 2.3).
pub(super) fn normal(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.contains(['\r', '\0']) {
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}")
    } else {
        text.to_owned()
    }
}

/// Directions come from languages; a control typed by hand is a leftover or a trick. Said once a kind and file.
fn report_bidi_controls(text: &str, file: FileId, diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let is_control =
        |c: &char| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    for (at, c) in text.char_indices().filter(|(_, c)| is_control(c)) {
        found.entry(c).or_insert((at, 0)).1 += 1;
    }
    for (c, (at, count)) in found {
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let message = format!("the invisible direction control U+{:04X} stands {times} in this file", u32::from(c));
        diagnostics.push(
            Diagnostic::warning("bidi-control", message)
                .at(Span::new(file, at..at + c.len_utf8()))
                .help("take it out; mark words of another language instead: `[words]{lang=en}`"),
        );
    }
}
