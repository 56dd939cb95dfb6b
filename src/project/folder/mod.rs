//! A folder of Markdown without a `toolbox.toml`, as one book: mdBook's, Quarto's, MkDocs' or anybody's.
//!
//! In: a folder. Out: a [`Project`] of one publication whose chapters are named one by one. Steps: `configured` reads what
//! the folder's program has written down (title, authors, language, order of the chapters); where nothing has, `files`
//! takes every Markdown file in natural order.
//!
//! ```text
//!  mdbook   book.toml, SUMMARY.md (GitBook's too)      quarto   _quarto.yml, _bookdown.yml, metadata.yaml
//!  mkdocs   mkdocs.yml                                 files    README.md or index.md first, then 2 before 10
//! ```

mod files;
mod mdbook;
mod mkdocs;
mod quarto;

use super::single_file::{first_heading, language_of, outside_of_projects};
use super::{Chapter, FrontMatter, Project, Publication};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span};
use crate::language::LangTag;
use std::path::{Path, PathBuf};

/// Most chapters of a book.
const MOST_CHAPTERS: usize = 5000;
/// Letters at the beginning of the chapters that tell the language.
const LETTERS: usize = 20_000;

/// What is written down of a book.
#[derive(Debug, Default)]
struct Book {
    /// Title, authors, language and the like.
    about: FrontMatter,
    /// Chapters in order; none where no order is written down.
    chapters: Vec<Chapter>,
    /// Folder in which chapters are looked for where no order is written down.
    folder: PathBuf,
}

impl Project {
    /// A project of the Markdown files in a folder, as one book, for each of `languages`. Where none is given: that of the
    /// folder's configuration or of its first file, else what its letters show. `None` where there is no chapter to read,
    /// which is reported.
    pub fn folder(
        folder: &Path,
        languages: &[LangTag],
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = root.file_name().map_or_else(|| "book".to_owned(), |name| name.to_string_lossy().into_owned());
        let mut book = configured(&root, sources, diagnostics);
        if book.chapters.is_empty() {
            let inner = root.join(&book.folder);
            book.chapters = files::chapters(&inner, diagnostics);
        }
        keep_readable(&root, &mut book.chapters, diagnostics);
        if book.chapters.len() > MOST_CHAPTERS {
            let message = format!("there are more than {MOST_CHAPTERS} chapters; the first ones make the book");
            diagnostics.push(Diagnostic::warning("too-many-chapters", message).in_file(shown(&root)));
            book.chapters.truncate(MOST_CHAPTERS);
        }
        let first = first_words(&book.chapters);
        let Some(first) = first else {
            diagnostics.push(files::none(&root).in_file(folder.display().to_string()));
            return None;
        };
        let own = FrontMatter::read(&first);
        let place = book.chapters.first().map(|chapter| super::shown(&root, &chapter.file));
        let about = merged(book.about, own.clone());
        let mut languages = languages.to_vec();
        if languages.is_empty() {
            // The place is that of the first chapter's head: configurations have no places of their own.
            let file = sources.add(&place.unwrap_or_default(), first.as_str());
            languages.extend(language_of(
                &first,
                about.lang.as_deref(),
                Span::new(file, own.span.clone()),
                diagnostics,
            ));
        }
        let title =
            about.title.clone().or_else(|| first_heading(&first[own.span.end..])).unwrap_or_else(|| name.clone());
        let publication = Publication { chapters: book.chapters, ..Publication::new(&name, root, languages) };
        Some(outside_of_projects(publication, &title, about))
    }
}

/// What the program that the folder is for has written down.
fn configured(root: &Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Book {
    let readers = [mdbook::read, quarto::read, mkdocs::read];
    readers.iter().find_map(|read| read(root, sources, diagnostics)).unwrap_or_default()
}

/// What a first file says, where nothing else does.
fn merged(about: FrontMatter, own: FrontMatter) -> FrontMatter {
    let is_named = about.title.is_some();
    FrontMatter {
        subtitle: about.subtitle.or(own.subtitle.filter(|_| !is_named)),
        title: about.title.or(own.title),
        lang: about.lang.or(own.lang),
        date: about.date.or(own.date),
        contributors: if about.contributors.is_empty() { own.contributors } else { about.contributors },
        ..FrontMatter::default()
    }
}

/// Leaves out chapters that are not there or lie outside of the folder; both are told.
fn keep_readable(root: &Path, chapters: &mut Vec<Chapter>, diagnostics: &mut Diagnostics) {
    chapters.retain(|chapter| {
        let name = super::shown(root, &chapter.file);
        if !chapter.file.is_file() {
            let message = format!("the chapter `{}` is not there; the book is made without it", name.display());
            let help = "put the file where the list of chapters says that it is, or take it out of the list";
            diagnostics.push(Diagnostic::warning("missing-chapter", message).in_file(shown(root)).help(help));
            return false;
        }
        let is_inside = super::files::lies_in(&chapter.file, root);
        if !is_inside {
            diagnostics.push(super::files::outside(&name));
        }
        is_inside
    });
}

/// The beginning of the first chapters: enough for their head and to tell their language; `None` where there is none.
fn first_words(chapters: &[Chapter]) -> Option<String> {
    let mut text: Option<String> = None;
    for chapter in chapters {
        let Ok(found) = std::fs::read(&chapter.file) else { continue };
        let found = String::from_utf8_lossy(&found).replace("\r\n", "\n").replace('\r', "\n");
        let text = text.get_or_insert_default();
        text.push_str(found.strip_prefix('\u{FEFF}').unwrap_or(&found));
        text.push_str("\n\n");
        if text.len() > LETTERS {
            break;
        }
    }
    text.or_else(|| (!chapters.is_empty()).then(String::new))
}

/// A file of the configuration, as a text with its place.
fn text_of(
    root: &Path,
    name: &str,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(crate::diagnostics::FileId, std::sync::Arc<str>)> {
    let path = root.join(name);
    path.is_file().then(|| super::files::read_text(root, &path, sources, diagnostics)).flatten()
}

/// A YAML file of the configuration; what cannot be read is told, and the folder read without it.
fn yaml(root: &Path, name: &str, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<serde_norway::Value> {
    let (file, text) = text_of(root, name, sources, diagnostics)?;
    // pandoc's files are a head without a text.
    let head = text.trim_end().strip_suffix("\n---").or_else(|| text.trim_end().strip_suffix("\n..."));
    match serde_norway::from_str(head.unwrap_or(&text)) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = error.location().map_or(0, |location| location.index().min(text.len()));
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            diagnostics.push(
                Diagnostic::warning("bad-configuration", format!("this file cannot be read: {said}"))
                    .at(Span::new(file, at..at))
                    .help("the chapters are taken in the order of their names, and title and language from the first"),
            );
            None
        }
    }
}

fn shown(root: &Path) -> String {
    root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
