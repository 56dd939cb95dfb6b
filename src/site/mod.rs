//! The catalogue: what a reader downloads from, and what a script checks.
//!
//! In: the project, and the facts of the files made. Out: the bytes of `catalogue.json`, `SHA256SUMS`, `index.html` and
//! `<lang>/index.html`. The pages are plain HTML without scripts, for a telephone on a slow line.

mod catalogue;
mod html;
mod list;
mod page;

pub use catalogue::{Catalogue, CatalogueFile, sha256_hex};

use crate::project::Project;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Path relative to the output folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes the site of a catalogue.
#[must_use]
pub fn write(project: &Project, catalogue: &Catalogue) -> Vec<SiteFile> {
    let file = |path: String, text: String| SiteFile { path, bytes: text.into_bytes() };
    let mut files = vec![
        file("catalogue.json".to_owned(), catalogue.to_json()),
        file("SHA256SUMS".to_owned(), catalogue.to_sha256sums()),
        file("index.html".to_owned(), page::languages(project)),
    ];
    for tag in &project.languages {
        files.push(file(format!("{tag}/index.html"), page::downloads(project, catalogue, tag)));
    }
    files
}
