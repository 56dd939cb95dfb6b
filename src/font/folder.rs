//! A project's own font files.

use super::file::{self, Fault};
use super::instance::{self, Wanted};
use super::{Families, Font};
use crate::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use write_fonts::read::FontRef;

/// Larger files are not read; the largest fonts in use (Chinese, all weights) have 30 MB.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// More files are not read.
const MOST_FILES: usize = 400;

/// Deeper folders are not looked into.
const DEEPEST: usize = 4;

/// Reads every font file below `folder`, in the order of their names. Of a variable font those faces are made that the
/// families of the house style need, of others its regular one.
pub(super) fn read(folder: &Path, families: &Families, diagnostics: &mut Diagnostics) -> Vec<Arc<Font>> {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files);
    files.sort();
    if files.len() > MOST_FILES {
        let message = format!("the font folder holds {} fonts, of which the first {MOST_FILES} are read", files.len());
        diagnostics.push(Diagnostic::warning("too-many-fonts", message).in_file(shown(folder, folder)));
        files.truncate(MOST_FILES);
    }
    let named: Vec<&str> =
        families.values().flat_map(|scripts| scripts.values().flatten()).map(String::as_str).collect();
    files.iter().flat_map(|file| read_file(folder, file, &named, diagnostics)).map(Arc::new).collect()
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        let is_font =
            path.extension().is_some_and(|end| file::ENDINGS.iter().any(|ending| end.eq_ignore_ascii_case(ending)));
        if kind.is_dir() && depth > 0 {
            gather(&path, depth - 1, files);
        } else if kind.is_file() && is_font {
            files.push(path);
        }
    }
}

fn read_file(folder: &Path, file: &Path, named: &[&str], diagnostics: &mut Diagnostics) -> Vec<Font> {
    let bytes = match fs::metadata(file) {
        Ok(facts) if facts.len() > LARGEST_FILE => Err(format!("it is larger than {LARGEST_FILE} bytes")),
        Ok(_) => fs::read(file).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut faults: Vec<Fault> = Vec::new();
    let mut fonts = Vec::new();
    for font in bytes.map_or_else(|reason| vec![Err(Fault::Broken(reason))], file::fonts) {
        match font.and_then(|font| faces(font, named)) {
            Ok(faces) => fonts.extend(faces),
            Err(fault) if faults.contains(&fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if fonts.iter().any(Font::is_coloured) {
        faults.push(Fault::Coloured);
    }
    for fault in faults {
        let finding = match fault {
            Fault::Broken(reason) => {
                Diagnostic::error("broken-font", format!("the font {name} cannot be used: {reason}"))
                    .help("get the file anew from where the font is published, or take it out of the folder")
            }
            Fault::Coloured => Diagnostic::warning(
                "coloured-font",
                format!("the font {name} has coloured pictures in place of outlines; other fonts set its signs, in one colour"),
            )
            .help("take it out of the folder, or put in one with outlines, such as Noto Emoji; e-books show emoji in colour"),
        };
        diagnostics.push(finding.in_file(shown(folder, file)));
    }
    fonts
}

/// The faces of a font: itself, or those that are made of it.
fn faces(data: Vec<u8>, named: &[&str]) -> Result<Vec<Font>, Fault> {
    let whole = Font::read(data.clone())?;
    let is_variable = FontRef::new(&data).is_ok_and(|font| instance::is_variable(&font));
    if !is_variable {
        return Ok(vec![whole]);
    }
    let is_named = named.iter().any(|name| whole.is_called(name));
    let mut wanted: Vec<Wanted> = instance::faces(&data, &whole.family, whole.italic);
    wanted.truncate(if is_named { wanted.len() } else { 1 });
    wanted.extend(named.iter().filter_map(|name| instance::named(&data, &whole.family, name, whole.italic)));
    wanted.iter().map(|face| Ok(Font::read(instance::make(&data, face)?)?)).collect()
}

/// A path as a person knows it: from the folder that holds the fonts.
fn shown(folder: &Path, file: &Path) -> String {
    let base = folder.parent().unwrap_or(folder);
    file.strip_prefix(base).unwrap_or(file).to_string_lossy().replace('\\', "/")
}
