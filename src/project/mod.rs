//! What is to be made: `toolbox.toml`, `publication.toml`, the glossary and the house style: read, checked, typed.
//!
//! In: the folder of a project, a folder of Markdown, or one Markdown file. Out: a [`Project`], and the diagnostics of what is wrong in its files.
//! Steps: find the folder, read `toolbox.toml`, read the house style, read each publication, read the glossary.

mod customs;
mod binding;
mod contrast;
mod document;
pub(crate) mod edition;
mod families;
mod files;
mod folder;
mod front_matter;
mod glossary;
mod house_style;
mod house_style_file;
mod imposition;
mod imprint;
mod isbn;
mod layers;
pub(crate) mod legible;
mod manuscript_files;
pub mod page_size;
mod percent;
mod profile;
mod publication;
mod single_file;
mod spine_authors;
mod texts;
mod toolbox;
mod view;
mod volumes;

pub use binding::Binding;
pub use edition::{Answers, Audience, Edition, Editions, Output, Pieces, built_in_editions, unknown_edition};
pub use front_matter::{Fault, FrontMatter};
pub use house_style::{BlockStyle, ContentsPlace, Figures, HouseStyle, Kashida, Margins, PageStyle, PartStyle};
pub use imposition::{Imposition, Scheme};
pub use imprint::{Imprint, Library};
pub use isbn::Isbns;
pub use layers::{HouseValue, Houses};
pub use manuscript_files::Chapter;
pub(crate) use percent::percent_decoded;
pub use profile::{
    BarcodeRule, Colors, Condition, CoverKind, CoverRule, PageCounts, Profile, ProfileValue, Profiles, RtlRule, Sides,
    Smallest, SpineRule, Standard, built_in_profiles, least_gutter, unknown_profile,
};
pub use publication::{Contributor, Publication};
pub use spine_authors::SpineAuthors;
pub use texts::{PerLanguage, for_language, unknown_language};
pub use toolbox::unknown_publication;
pub use view::View;
pub use volumes::{Folios, Limits, VolumeIndex, VolumeRule, Volumes};

use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::language::{LangTag, Language};
use document::Table;
use files::read_text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The whole collection that one `toolbox.toml` describes.
#[derive(Clone, Debug)]
pub struct Project {
    /// Folder that holds `toolbox.toml`.
    pub sources: PathBuf,
    /// Folder that messages' paths are relative to.
    pub root: PathBuf,
    /// Title of the collection; a missing language has been filled from the first one.
    pub title: PerLanguage<String>,
    /// Publisher.
    pub publisher: PerLanguage<String>,
    /// Where the output folder can be reached on the web, without `/` at the end.
    pub base_url: Option<String>,
    /// Licence of the texts, as the imprint prints it.
    pub licence: Option<PerLanguage<String>>,
    /// Languages in order.
    pub languages: Vec<LangTag>,
    /// Labels of the languages in the catalogue's list (`ENG`, `FR`).
    pub labels: BTreeMap<LangTag, String>,
    /// Editions of publications that have none of their own.
    pub editions: Arc<Editions>,
    /// What printers and shops take: those that are built in, and the project's own.
    pub profiles: Profiles,
    /// E-books list the pages of the printed edition; some shops refuse books that do (`[ebook] page-list = false`).
    pub page_list: bool,
    /// Books of the printed edition come with a cover (`[print] covers = false`).
    pub covers: bool,
    /// Where authors stand on the spines of covers.
    pub spine_authors: SpineAuthors,
    /// Sections of the catalogue.
    pub sections: Vec<Section>,
    /// Publications, in the order of the sections, then by name.
    pub publications: Vec<Publication>,
    /// One of the files that all publications share has errors, which were reported: nothing is made.
    pub broken: bool,
    /// Designs of the publications.
    pub houses: Houses,
    /// Glossary: term → language → words.
    pub glossary: BTreeMap<String, PerLanguage<String>>,
}

/// A section of the catalogue.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: PerLanguage<String>,
    /// Names of its publications.
    pub publications: Vec<String>,
}

/// The nearest folder from `from` upwards that holds `sources/toolbox.toml` or `toolbox.toml`.
#[must_use]
pub fn find(from: &Path) -> Option<PathBuf> {
    let from = from.canonicalize().ok()?;
    from.ancestors().find(|folder| sources_of(folder).is_some()).map(Path::to_owned)
}

/// The folder with `toolbox.toml` of a project folder, and the folder that its paths are shown relative to.
fn sources_of(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    if folder.join("sources/toolbox.toml").exists() {
        return Some((folder.join("sources"), folder.to_owned()));
    }
    if !folder.join("toolbox.toml").exists() {
        return None;
    }
    // Standing in `sources` of a project means that project.
    match folder.parent() {
        Some(parent) if folder.ends_with("sources") => Some((folder.to_owned(), parent.to_owned())),
        _ => Some((folder.to_owned(), folder.to_owned())),
    }
}

/// Whether a folder holds a project.
#[must_use]
pub fn is_project(folder: &Path) -> bool {
    sources_of(folder).is_some()
}

/// Reads the project in `folder`, which holds `sources/toolbox.toml` or `toolbox.toml`.
///
/// What is wrong in its files is reported. The project comes back all the same where it makes sense without what is
/// wrong, so that the rest can be checked; `None` where it does not. An error in a publication's own file breaks that
/// publication; one in any other file breaks the project, and nothing is made or removed.
pub fn open(folder: &Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Project> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let Some((folder, root)) = sources_of(&folder) else {
        diagnostics.push(
            Diagnostic::error("missing-file", "there is no toolbox.toml here, nor in a folder `sources`")
                .in_file(folder.display().to_string())
                .help("go to a project's folder, name one with --project, or make one with `warraq init`"),
        );
        return None;
    };
    let (mut shared, mut theirs) = (Diagnostics::new(), Diagnostics::new());
    let project = read(folder, root, sources, &mut shared, &mut theirs);
    let broken = shared.has_errors();
    // A language stands at every title.
    shared.extend(theirs);
    diagnostics.extend(shared.told_once("unknown-language"));
    Some(Project { broken, ..project? })
}

/// Reads the files. What is wrong in those of publications goes to `theirs`, all else to `shared`.
fn read(
    folder: PathBuf,
    root: PathBuf,
    sources: &Sources,
    shared: &mut Diagnostics,
    theirs: &mut Diagnostics,
) -> Option<Project> {
    let (file, text) = read_text(&root, &folder.join("toolbox.toml"), sources, shared)?;
    let table = document::parse(file, &text, shared)?;
    let within = toolbox::Folder { path: &folder, root: &root, sources };
    let mut toolbox = toolbox::read(Table::root(file, &table), &within, shared)?;
    let mut glossary = BTreeMap::new();
    read_optional(&root, &folder.join("glossary.toml"), sources, shared, |table, diagnostics| {
        glossary = glossary::read(&table, diagnostics);
    });
    let mut publications = toolbox::publications(&mut toolbox, &folder, &root, sources, (shared, theirs));
    let languages = &toolbox.languages;
    let stock = layers::Stock::read(&folder, &root, languages, &mut publications, sources, (shared, theirs));
    let houses = Houses::of(languages, &mut publications, &stock, (shared, theirs));
    Some(Project {
        sources: folder,
        root,
        title: toolbox.title,
        publisher: toolbox.publisher,
        base_url: toolbox.base_url,
        licence: toolbox.licence,
        languages: toolbox.languages,
        labels: toolbox.labels,
        editions: toolbox.editions,
        profiles: toolbox.profiles,
        page_list: toolbox.page_list,
        covers: toolbox.covers,
        spine_authors: toolbox.spine_authors,
        sections: toolbox.sections,
        publications,
        broken: false,
        houses,
        glossary,
    })
}

/// Reads a TOML file that may be missing.
fn read_optional(
    root: &Path,
    path: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(Table<'_>, &mut Diagnostics),
) {
    // A link that leads nowhere is there all the same.
    if path.symlink_metadata().is_err() {
        return;
    }
    let Some((file, text)) = read_text(root, path, sources, diagnostics) else { return };
    if let Some(table) = document::parse(file, &text, diagnostics) {
        read(Table::root(file, &table), diagnostics);
    }
}

impl Project {
    /// A language as this house writes it; English words where there is no file for it.
    #[must_use]
    pub fn language(&self, tag: &LangTag) -> Language {
        Language::or_english(tag).with_customs(&self.houses.of_language(tag).customs)
    }

    /// Whether an edition of a publication comes with a cover: an article is part of something else.
    #[must_use]
    pub fn has_cover(&self, publication: &Publication, edition: &Edition) -> bool {
        self.covers && edition.covers && !publication.is_article()
    }

    /// The publication of a name.
    #[must_use]
    pub fn publication(&self, name: &str) -> Option<&Publication> {
        self.publications.iter().find(|publication| publication.name == name)
    }

    /// The publications that are made from the same files as this one, itself among them, the full one first.
    pub fn siblings<'p>(&'p self, publication: &'p Publication) -> impl Iterator<Item = &'p Publication> {
        let name = publication.full_name();
        let is_sibling = move |other: &&Publication| other.full_name() == name;
        View::ALL
            .into_iter()
            .flat_map(move |view| self.publications.iter().filter(is_sibling).filter(move |other| other.view == view))
    }

    /// A path as messages show it: relative to the project's root.
    #[must_use]
    pub fn shown(&self, path: &Path) -> PathBuf {
        files::shown(&self.root, path)
    }

    /// The project's own fonts: the folder `fonts` beside `toolbox.toml`, if there is one.
    #[must_use]
    pub fn fonts_folder(&self) -> Option<PathBuf> {
        Some(self.sources.join("fonts")).filter(|folder| folder.is_dir())
    }
}

/// A path as messages show it: relative to `root` where it lies inside, with `/`.
fn shown(root: &Path, path: &Path) -> PathBuf {
    files::shown(root, path)
}
