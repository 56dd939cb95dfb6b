//! A project's own font files.

use super::Font;
use crate::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Larger files are not read; the largest fonts in use (Chinese, all weights) have 30 MB.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// More files are not read.
const MOST_FILES: usize = 400;

/// Deeper folders are not looked into.
const DEEPEST: usize = 4;

/// Reads every `.ttf` and `.otf` below `folder`, in the order of their names.
pub(super) fn read(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<Arc<Font>> {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files);
    files.sort();
    if files.len() > MOST_FILES {
        let message = format!("the font folder holds {} fonts, of which the first {MOST_FILES} are read", files.len());
        diagnostics.push(Diagnostic::warning("too-many-fonts", message).in_file(shown(folder, folder)));
        files.truncate(MOST_FILES);
    }
    files.iter().filter_map(|file| read_file(folder, file, diagnostics)).collect()
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        let is_font =
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ttf") || end.eq_ignore_ascii_case("otf"));
        if kind.is_dir() && depth > 0 {
            gather(&path, depth - 1, files);
        } else if kind.is_file() && is_font {
            files.push(path);
        }
    }
}

fn read_file(folder: &Path, file: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<Font>> {
    let mut refuse = |reason: String| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        diagnostics.push(
            Diagnostic::error("broken-font", format!("the font {name} cannot be used: {reason}"))
                .in_file(shown(folder, file))
                .help("get the file anew from where the font is published, or take it out of the folder"),
        );
        None
    };
    match fs::metadata(file) {
        Ok(facts) if facts.len() > LARGEST_FILE => return refuse(format!("it is larger than {LARGEST_FILE} bytes")),
        Ok(_) => {}
        Err(error) => return refuse(error.to_string()),
    }
    match fs::read(file) {
        Ok(data) => match Font::read(data) {
            Ok(font) => Some(Arc::new(font)),
            Err(reason) => refuse(reason.to_owned()),
        },
        Err(error) => refuse(error.to_string()),
    }
}

/// A path as a person knows it: from the folder that holds the fonts.
fn shown(folder: &Path, file: &Path) -> String {
    let base = folder.parent().unwrap_or(folder);
    file.strip_prefix(base).unwrap_or(file).to_string_lossy().replace('\\', "/")
}
