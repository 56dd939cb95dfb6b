//! The catalogue: what a reader downloads from, and what a script checks.
//!
//! In: the project, and the facts of the files made. Out: the bytes of `catalogue.json`, `SHA256SUMS`, `index.html` and
//! `<lang>/index.html`. The pages are plain HTML without scripts, for a telephone on a slow line.

mod html;
mod list;
mod page;
mod record;

pub use record::{Catalogue, CatalogueFile, sha256_hex};

use crate::language::{LangTag, Language};
use crate::project::Project;

/// A file of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Path relative to the output folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The start page.
const START: &str = "index.html";

/// Paths of the pages of a project.
pub fn pages(project: &Project) -> impl Iterator<Item = String> {
    std::iter::once(START.to_owned()).chain(project.languages.iter().map(downloads))
}

/// The page of a language.
fn downloads(tag: &LangTag) -> String {
    format!("{tag}/{START}")
}

/// Whether a path that a catalogue names as that of a page is one that [`pages`] gives for some language.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.strip_suffix(START)
        .and_then(|folder| LangTag::parse(folder.strip_suffix('/')?))
        .is_some_and(|tag| Language::of(&tag).is_some() && downloads(&tag) == path)
}

/// Writes a catalogue and its pages.
#[must_use]
pub fn write(project: &Project, catalogue: &Catalogue) -> Vec<PageFile> {
    let file = |path: String, text: String| PageFile { path, bytes: text.into_bytes() };
    let mut files = vec![
        file("catalogue.json".to_owned(), catalogue.to_json()),
        file("SHA256SUMS".to_owned(), catalogue.to_sha256sums()),
        file(START.to_owned(), page::languages(project)),
    ];
    for tag in &project.languages {
        files.push(file(downloads(tag), page::downloads(project, catalogue, tag)));
    }
    files
}
