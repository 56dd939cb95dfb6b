//! `warraq init`.

use super::Outcome;
use super::arguments;
use super::console::Console;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::press::CANNOT_WRITE;
use std::fs;
use std::io;
use std::path::Path;

/// The files of a new project.
const FILES: [(&str, &str); 7] = [
    ("sources/toolbox.toml", include_str!("template/toolbox.toml")),
    ("sources/house-style.toml", include_str!("template/house-style.toml")),
    ("sources/glossary.toml", include_str!("template/glossary.toml")),
    ("sources/first-book/publication.toml", include_str!("template/publication.toml")),
    ("sources/first-book/en/01-beginning.md", include_str!("template/en.md")),
    ("sources/first-book/ar/01-beginning.md", include_str!("template/ar.md")),
    (".gitignore", "/output/\n"),
];

/// Begins a project. What is there already stays as it is.
pub(super) fn init(options: &arguments::Init, console: &Console) -> Outcome {
    let folder = &options.folder;
    if folder.join("sources/toolbox.toml").exists() || folder.join("toolbox.toml").exists() {
        let fault = Diagnostic::error("already-there", "there is a project here already")
            .in_file(folder.display().to_string())
            .help("choose another folder: `warraq init DIR`");
        return console.misused(&[fault].into_iter().collect());
    }
    let mut found = Diagnostics::new();
    for (path, text) in FILES {
        let place = folder.join(path);
        match create(&place, text) {
            Ok(()) => console.remark(&format!("made {}", place.display())),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && place.is_file() => {
                console.remark(&format!("kept {}", place.display()));
            }
            Err(error) => found.push(
                Diagnostic::error(CANNOT_WRITE, format!("the file cannot be written: {error}"))
                    .in_file(place.display().to_string())
                    .help("check that the folder is yours to write to"),
            ),
        }
    }
    if found.is_empty() {
        console.remark("now: write in sources/first-book, then `warraq build`");
    }
    console.report(&found, &crate::diagnostics::Sources::new())
}

/// Writes a file that is not there yet.
fn create(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(place)?;
    io::Write::write_all(&mut file, text.as_bytes())
}
