//! The calls of the stages, in the order in which a book goes through them.

use super::selection::Job;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::edition::{Input, VolumeBook};
use crate::manuscript::{LinkTarget, Manuscript};
use crate::pdf;
use crate::project::{EditionKind, Project, for_language};
use crate::units::Length;
use std::collections::BTreeMap;

/// A volume that becomes a file, and what is around it.
pub(super) struct Book<'a> {
    /// The publication and its text.
    pub(super) input: &'a Input<'a>,
    /// All its volumes.
    pub(super) volumes: &'a [VolumeBook],
    /// This one.
    pub(super) volume: &'a VolumeBook,
    /// The only time the file knows.
    pub(super) time: Option<jiff::civil::DateTime>,
    /// Files that links out of this one lead to.
    pub(super) links: BTreeMap<LinkTarget, String>,
}

/// Reads a manuscript; `None` where there is none, which is reported.
pub(super) fn manuscript(
    project: &Project,
    job: &Job<'_>,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Option<Manuscript> {
    let _ = sources;
    let _ = job.publication.manuscript_files(project, &job.language.tag, found);
    None
}

/// Makes one edition of a volume; `None` where it cannot be made, which is reported.
pub(super) fn file(edition: EditionKind, book: &Book<'_>, found: &mut Diagnostics) -> Option<Vec<u8>> {
    match edition {
        EditionKind::Print => pdf(book, pdf::Kind::Print, found),
        EditionKind::Screen => pdf(book, pdf::Kind::Screen, found),
        EditionKind::Ebook => None,
    }
}

/// The standard that an edition keeps to.
pub(super) const fn standard(edition: EditionKind) -> &'static str {
    match edition {
        EditionKind::Print => "PDF 1.7",
        EditionKind::Screen => "PDF/UA-1, PDF/A-2a",
        EditionKind::Ebook => "EPUB 3.3",
    }
}

fn pdf(book: &Book<'_>, kind: pdf::Kind, found: &mut Diagnostics) -> Option<Vec<u8>> {
    let Input { project, publication, language, .. } = book.input;
    let own = |texts| for_language(texts, &language.tag).filter(|text: &&String| !text.is_empty());
    let title = own(&publication.title).unwrap_or(&publication.name);
    let title = match &book.volume.name {
        Some(volume) => format!("{title}, {volume}"),
        None => title.clone(),
    };
    let info = pdf::Info {
        kind,
        title,
        subtitle: own(&publication.subtitle).cloned(),
        authors: publication.contributors.iter().filter(|c| c.role == "aut").map(|c| c.name.clone()).collect(),
        publisher: own(&project.publisher).cloned(),
        keywords: Vec::new(),
        lang: language.tag.clone(),
        direction: language.direction(),
        date: book.time,
        identifier: identifier(book, kind),
        bleed: if kind == pdf::Kind::Print { project.house.page.bleed } else { Length::ZERO },
        links: book.links.clone(),
    };
    match pdf::write(&book.volume.pages, &info, book.input.fonts, found) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            found.push(
                Diagnostic::error("pdf-failed", format!("{} in {}: {error}", publication.name, language.tag))
                    .help("replace the font or the picture that is named"),
            );
            None
        }
    }
}

/// What identifies a file: the ISBN of its edition, else its place in the toolbox.
fn identifier(book: &Book<'_>, kind: pdf::Kind) -> String {
    let Input { publication, language, .. } = book.input;
    let edition = if kind == pdf::Kind::Print { EditionKind::Print } else { EditionKind::Screen };
    let isbn = publication.isbn.get(&edition).and_then(|isbns| for_language(isbns, &language.tag));
    match isbn {
        Some(isbn) if book.volumes.len() == 1 => format!("urn:isbn:{}", isbn.replace(['-', ' '], "")),
        _ => format!("{}:{}:{}:{}", publication.name, language.tag, edition.name(), book.volume.volume),
    }
}
