//! One book in one language: set, made in every edition, written.

use super::guard::guarded;
use super::manuscripts::Manuscripts;
use super::names;
use super::selection::Job;
use super::stages::{self, Book};
use super::write::{Written, write};
use super::Request;
use crate::diagnostics::{Diagnostics, Severity};
use crate::edition::Input;
use crate::font::FontSet;
use crate::project::{EditionKind, Project, for_language};
use crate::site::{CatalogueFile, sha256_hex};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// A file that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its facts, as the catalogue gives them.
    pub file: CatalogueFile,
    /// Whether it had to be written.
    pub written: Written,
}

/// Is told how a build goes on, by several threads at once.
pub trait Watch: Sync {
    /// That many books will be made.
    fn begin(&self, books: usize);
    /// A book was made, as these files; none where its sources have errors.
    fn book(&self, publication: &str, lang: &str, files: &[Made]);
    /// All is done.
    fn end(&self);
}

/// Makes and writes the books of the request. Gives the files in the order of the selection, whatever the order in which
/// they were made, and what was found.
pub(super) fn run(
    request: &Request<'_>,
    manuscripts: &Manuscripts,
    fonts: &FontSet,
    watch: &dyn Watch,
) -> (Vec<Made>, Diagnostics) {
    let jobs = &request.selection.jobs;
    watch.begin(jobs.len());
    let results: Vec<(Vec<Made>, Diagnostics)> = jobs
        .par_iter()
        .zip(&manuscripts.findings)
        .map(|(job, found)| {
            let result = one(request, job, manuscripts, fonts, found.clone());
            watch.book(&job.publication.name, job.language.tag.as_str(), &result.0);
            result
        })
        .collect();
    watch.end();
    let (mut made, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for (files, found) in results {
        made.extend(files);
        diagnostics.extend(found);
    }
    (made, diagnostics)
}

fn one(
    request: &Request<'_>,
    job: &Job<'_>,
    manuscripts: &Manuscripts,
    fonts: &FontSet,
    mut found: Diagnostics,
) -> (Vec<Made>, Diagnostics) {
    let may_be_made = |found: &Diagnostics| request.draft || (!found.has_errors() && !job.publication.broken);
    let Some(manuscript) = manuscripts.of(job).filter(|_| may_be_made(&found)) else {
        return (Vec::new(), found);
    };
    let none = BTreeMap::new();
    let input = Input {
        project: request.project,
        publication: job.publication,
        language: &job.language,
        manuscript,
        fonts,
        neighbours: manuscripts.neighbours(&job.language.tag).unwrap_or(&none),
    };
    let what = format!("{} in {}", job.publication.name, job.language.tag);
    let files = guarded(&what, || make(request, &input, &mut found)).unwrap_or_else(|fault| {
        found.push(*fault);
        Vec::new()
    });
    if files.is_empty() || !may_be_made(&found) {
        return (Vec::new(), found);
    }
    let made = put(request, job, &files, &mut found);
    (made, found)
}

/// The bytes of one file.
struct File {
    edition: EditionKind,
    volume: u16,
    volumes: u16,
    pages: usize,
    bytes: Vec<u8>,
}

/// Makes every edition of every volume.
fn make(request: &Request<'_>, input: &Input<'_>, found: &mut Diagnostics) -> Vec<File> {
    let books = crate::edition::make(input, found);
    let time = request.clock.of(input.publication);
    let editions = &request.selection.editions;
    let wanted: Vec<(EditionKind, usize)> =
        editions.iter().flat_map(|edition| (0..books.len()).map(|at| (*edition, at))).collect();
    let files: Vec<(Option<File>, Diagnostics)> = wanted
        .par_iter()
        .map(|(edition, at)| {
            let mut found = Diagnostics::new();
            let book = Book { input, volumes: &books, at: *at, time };
            let bytes = stages::file(*edition, &book, &mut found);
            let volume = &books[*at];
            let pages = volume.pages.frames.len();
            let file = bytes.map(|bytes| File {
                edition: *edition,
                volume: volume.volume,
                volumes: volume.volumes,
                pages,
                bytes,
            });
            (file, found)
        })
        .collect();
    let mut made = Vec::new();
    for (file, diagnostics) in files {
        found.extend(diagnostics);
        made.extend(file);
    }
    made
}

/// Writes the files of a book.
fn put(request: &Request<'_>, job: &Job<'_>, files: &[File], found: &mut Diagnostics) -> Vec<Made> {
    let warnings = u32::try_from(found.count(Severity::Warning)).unwrap_or(u32::MAX);
    let publication = job.publication;
    let tag = &job.language.tag;
    let mut made = Vec::new();
    for file in files {
        let path = names::path(publication, tag, file.edition, file.volume, file.volumes);
        let folder = if request.draft && publication.file.is_none() {
            request.output.join("drafts")
        } else {
            request.output.clone()
        };
        let place = folder.join(&path);
        let shown = shown(request.project, &place);
        let written = match write(&place, &shown, &file.bytes) {
            Ok(written) => written,
            Err(fault) => {
                found.push(*fault);
                continue;
            }
        };
        let title = for_language(&publication.title, tag).unwrap_or(&publication.name).clone();
        let facts = CatalogueFile {
            path,
            publication: publication.name.clone(),
            lang: tag.to_string(),
            edition: file.edition.name().to_owned(),
            volume: file.volume.max(1),
            volumes: file.volumes.max(1),
            bytes: file.bytes.len() as u64,
            sha256: sha256_hex(&file.bytes),
            pages: u32::try_from(file.pages).unwrap_or(u32::MAX),
            title,
            standard: stages::standard(file.edition).to_owned(),
            warnings,
        };
        made.push(Made { file: facts, written });
    }
    made
}

/// An output path as the user knows it.
pub(super) fn shown(project: &Project, place: &Path) -> String {
    let working = std::env::current_dir().ok();
    let relative = working.as_deref().and_then(|folder| place.strip_prefix(folder).ok()).map(Path::to_owned);
    relative.unwrap_or_else(|| project.shown(place)).display().to_string()
}
