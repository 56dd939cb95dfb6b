//! The output folder as a whole: what new files replace goes, then the catalogue and its pages are written.

use super::Request;
use super::jobs::{Made, Refused};
use super::names::{Product, is_ours, plan_path};
use super::put::shown;
use super::write::{CANNOT_WRITE, write};
use crate::catalogue::{self, Catalogue, CatalogueFile};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::project::{Project, View};
use std::fs;
use std::path::Path;

/// The longest catalogue that is read back.
const MAX_CATALOGUE_BYTES: u64 = 64 << 20;

/// Removes files of earlier builds that nothing makes any longer, and writes the catalogue of what is there.
pub(super) fn put(request: &Request<'_>, made: &[Made], refused: &[Refused], diagnostics: &mut Diagnostics) {
    let project = request.project;
    let mut kept: Vec<CatalogueFile> = Vec::new();
    let earlier = earlier(&request.output);
    let pages: Vec<String> = catalogue::pages(project).collect();
    for page in earlier.pages.iter().filter(|page| catalogue::is_page(page) && !pages.contains(page)) {
        remove(request, page, diagnostics);
    }
    for file in earlier.files {
        // What a catalogue names is only believed to be ours where its name is one that we would give.
        if !is_ours(&file.path, &file.publication, &file.lang, &file.edition) {
            continue;
        }
        if made.iter().any(|new| new.file.path == file.path) {
            continue;
        }
        let is_gone = is_gone(&file, project);
        if is_gone {
            let _ = fs::remove_file(request.output.join(plan_path(&file.publication, &file.lang)));
        }
        if is_gone
            || is_replaced(&file, made)
            || (is_repeated(&file, made, !request.selection.asked.is_empty()) && !is_refused(&file, refused))
        {
            remove(request, &file.path, diagnostics);
        } else if fs::metadata(request.output.join(&file.path)).is_ok_and(|data| data.len() == file.bytes) {
            kept.push(file);
        }
    }
    let mut files: Vec<CatalogueFile> = made.iter().map(|made| made.file.clone()).chain(kept).collect();
    files.sort_by_cached_key(|file| order(project, file));
    let first = project.languages.first();
    let catalogue = Catalogue {
        toolbox: first.and_then(|tag| project.title.get(tag)).cloned().unwrap_or_default(),
        built: request.clock.of_catalogue(project).map(|time| format!("{}Z", time.strftime("%Y-%m-%dT%H:%M:%S"))),
        pages,
        files,
    };
    for file in catalogue::write(project, &catalogue) {
        let place = request.output.join(&file.path);
        if let Err(fault) = write(&place, &shown(project, &place), &file.bytes) {
            diagnostics.push(*fault);
        }
    }
}

/// The catalogue of an earlier build; an empty one where there is none.
fn earlier(output: &Path) -> Catalogue {
    let path = output.join("catalogue.json");
    if !fs::metadata(&path).is_ok_and(|data| data.len() <= MAX_CATALOGUE_BYTES) {
        return Catalogue::default();
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    Catalogue::from_json(&text).unwrap_or_default()
}

/// Whether the same book in the same edition was made anew, split in another way.
fn is_replaced(file: &CatalogueFile, made: &[Made]) -> bool {
    made.iter().any(|new| {
        (&new.file.publication, &new.file.lang, &new.file.edition) == (&file.publication, &file.lang, &file.edition)
    })
}

/// Whether the book was made anew in all usual editions, and this one was not among them: it would be another one's twin.
fn is_repeated(file: &CatalogueFile, made: &[Made], asked: bool) -> bool {
    let is_book = |new: &Made| (&new.file.publication, &new.file.lang) == (&file.publication, &file.lang);
    !asked && !file.asked && made.iter().any(is_book)
}

/// Whether a new file in its place was refused.
fn is_refused(file: &CatalogueFile, refused: &[Refused]) -> bool {
    let is_this = |one: &Refused| {
        (&one.publication, one.lang.as_str(), &one.product) == (&file.publication, file.lang.as_str(), &file.edition)
    };
    refused.iter().any(is_this)
}

/// Whether the project makes no such file any longer. A publication that cannot be read at the moment is not gone.
fn is_gone(file: &CatalogueFile, project: &Project) -> bool {
    match project.publication(&file.publication) {
        Some(publication) if publication.broken => false,
        Some(publication) => {
            let is_made =
                Product::parse(&file.edition, &publication.editions).is_some_and(|Product { edition, is_cover }| {
                    let is_wanted = publication.editions.is_usual(edition) || file.asked;
                    is_wanted && (!is_cover || project.has_cover(publication, edition))
                });
            !is_made || !publication.languages.iter().any(|tag| tag.as_str() == file.lang)
        }
        None => {
            let full = View::ALL.iter().find_map(|view| {
                let full = file.publication.strip_suffix(view.name())?;
                full.strip_suffix('-').filter(|full| project.publication(full).is_none())
            });
            ![Some(file.publication.as_str()), full]
                .into_iter()
                .flatten()
                .any(|name| project.sources.join(name).exists())
        }
    }
}

fn remove(request: &Request<'_>, path: &str, diagnostics: &mut Diagnostics) {
    let place = request.output.join(path);
    let Err(error) = fs::remove_file(&place) else {
        // Leave no empty folders behind; one that is not empty stays.
        for folder in place.ancestors().skip(1).take(2) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        return;
    };
    if error.kind() != std::io::ErrorKind::NotFound {
        diagnostics.push(
            Diagnostic::error(CANNOT_WRITE, format!("this file of an earlier build cannot be removed: {error}"))
                .in_file(shown(request.project, &place))
                .help("remove it yourself: it is not part of the catalogue any longer"),
        );
    }
}

/// Place in the catalogue: publications, languages and editions as in the project, then volumes.
fn order(project: &Project, file: &CatalogueFile) -> (usize, usize, usize, u16, String) {
    let publication = project.publications.iter().position(|publication| publication.name == file.publication);
    let language = project.languages.iter().position(|tag| tag.as_str() == file.lang);
    let editions =
        project.publication(&file.publication).map_or(&project.editions, |publication| &publication.editions);
    let last = usize::MAX;
    (
        publication.unwrap_or(last),
        language.unwrap_or(last),
        Product::place(&file.edition, editions),
        file.volume,
        file.path.clone(),
    )
}
