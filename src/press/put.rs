//! Writing the files of a book, and their facts.

use super::Request;
use super::jobs::{File, Made};
use super::names::{self, Portion};
use super::selection::Job;
use super::stages;
use super::write::write;
use crate::catalogue::{CatalogueFile, sha256_hex};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::edition::SplitPlan;
use crate::project::Project;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Folder of the output folder where drafts go.
const DRAFTS: &str = "drafts";

/// Writes the files of a book. One that cannot be written is reported and left out of the facts.
pub(super) fn put(request: &Request<'_>, job: &Job<'_>, files: &[File<'_>], found: &mut Diagnostics) -> Vec<Made> {
    let warnings = u32::try_from(found.count(Severity::Warning)).unwrap_or(u32::MAX);
    let publication = job.publication;
    let tag = &job.language.tag;
    let folder = folder(request, job);
    // In parallel: most of the time is waiting for the disk.
    let written: Vec<Result<Made, Box<Diagnostic>>> = files
        .par_iter()
        .map(|file| {
            let path = names::path(publication, tag, file.product, file.portion);
            let place = folder.join(&path);
            let shown = shown(request.project, &place);
            let written = write(&place, &shown, &file.bytes)?;
            let (volume, volumes) = match file.portion {
                Portion::Volume(number, of) => (number, of),
                _ => (1, 1),
            };
            let facts = CatalogueFile {
                path,
                publication: publication.name.clone(),
                lang: tag.to_string(),
                edition: file.product.name(),
                volume,
                volumes,
                piece: file.piece.clone(),
                bytes: file.bytes.len() as u64,
                sha256: sha256_hex(&file.bytes),
                pages: u32::try_from(file.pages).unwrap_or(u32::MAX),
                title: job.facts.title.clone(),
                standard: match file.portion {
                    Portion::Pieces => "ZIP".to_owned(),
                    _ => stages::standard(file.product).to_owned(),
                },
                warnings,
                asked: !publication.editions.is_usual(file.product.edition),
            };
            Ok(Made { file: facts, shown, blanks: file.blanks, written })
        })
        .collect();
    let mut made = Vec::new();
    for result in written {
        match result {
            Ok(file) => made.push(file),
            Err(fault) => found.push(*fault),
        }
    }
    made
}

/// Where the files of a book go.
fn folder(request: &Request<'_>, job: &Job<'_>) -> PathBuf {
    let is_apart = request.draft && !job.publication.is_alone();
    if is_apart { request.output.join(DRAFTS) } else { request.output.clone() }
}

/// Writes the plan of a work in volumes beside them; removes that of an earlier build where the work is whole now.
pub(super) fn put_plan(request: &Request<'_>, job: &Job<'_>, plan: Option<&SplitPlan>, found: &mut Diagnostics) {
    let publication = job.publication;
    if publication.is_alone() {
        return;
    }
    let place = folder(request, job).join(names::plan_path(&publication.name, job.language.tag.as_str()));
    let Some(plan) = plan else {
        // What is not there need not go, and what cannot go misleads nobody for long.
        let _ = fs::remove_file(&place);
        return;
    };
    // Strings and numbers alone cannot fail to be written.
    let text = serde_json::to_string_pretty(plan).unwrap_or_default() + "\n";
    if let Err(fault) = write(&place, &shown(request.project, &place), text.as_bytes()) {
        found.push(*fault);
    }
}

/// An output path as the user knows it: relative to the working folder, else to the project, where it lies there.
pub(super) fn shown(project: &Project, place: &Path) -> String {
    let working = std::env::current_dir().ok();
    let relative = working.as_deref().and_then(|folder| place.strip_prefix(folder).ok()).map(Path::to_owned);
    relative.unwrap_or_else(|| project.shown(place)).display().to_string()
}
