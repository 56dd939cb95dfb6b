//! Which volume of which publication holds which id: where links out of a file lead.

use super::names::{self, Portion, Product};
use crate::edition::VolumeBook;
use crate::language::LangTag;
use crate::layout::LinkArea;
use crate::manuscript::LinkTarget;
use crate::project::{Edition, Publication};
use std::collections::{BTreeMap, BTreeSet};

/// The volumes of the publications of one language, by name and edition.
#[derive(Debug, Default)]
pub(super) struct Shelfmarks<'p> {
    volumes: BTreeMap<(&'p str, &'p str), Shelf<'p>>,
}

/// The volumes of a publication in an edition.
#[derive(Debug)]
struct Shelf<'p> {
    publication: &'p Publication,
    edition: &'p Edition,
    volumes: Vec<Volume>,
}

#[derive(Debug)]
struct Volume {
    portion: Portion,
    ids: BTreeSet<String>,
}

impl<'p> Shelfmarks<'p> {
    /// Adds a publication that was set for an edition.
    pub(super) fn add(&mut self, publication: &'p Publication, edition: &'p Edition, books: &[VolumeBook]) {
        let volume =
            |book: &VolumeBook| Volume { portion: Portion::of(book), ids: book.pages.places.keys().cloned().collect() };
        let volumes = books.iter().map(volume).collect();
        self.volumes.insert((&publication.name, &edition.name), Shelf { publication, edition, volumes });
    }

    /// Names of publications that the books link to and that were not added.
    pub(super) fn missing(&self, books: &[VolumeBook]) -> BTreeSet<String> {
        let name = |link: &LinkArea| match &link.target {
            LinkTarget::Publication { publication, .. } => Some(publication.clone()),
            LinkTarget::External(_) | LinkTarget::Internal(_) => None,
        };
        let is_added = |name: &String| self.volumes.keys().any(|(added, _)| added == name);
        links_of(books).filter_map(name).filter(|name| !is_added(name)).collect()
    }

    /// The files that links out of a volume lead to, relative to its own file.
    pub(super) fn links(
        &self,
        publication: &Publication,
        lang: &LangTag,
        edition: &Edition,
        book: &VolumeBook,
    ) -> BTreeMap<LinkTarget, String> {
        let mut links = BTreeMap::new();
        for link in links_of(std::slice::from_ref(book)) {
            let (name, id) = match &link.target {
                LinkTarget::External(_) => continue,
                LinkTarget::Internal(id) if book.pages.places.contains_key(id) => continue,
                LinkTarget::Internal(id) => (publication.name.as_str(), Some(id)),
                LinkTarget::Publication { publication, id } => (publication.as_str(), id.as_ref()),
            };
            // What is the same in the edition that this one was made from is made as that alone.
            let mut editions = std::iter::once(&edition.name).chain(&edition.bases);
            let Some(shelf) = editions.find_map(|one| self.volumes.get(&(name, one.as_str()))) else { continue };
            let holds = |volume: &&Volume| id.is_some_and(|id| volume.ids.contains(id));
            let Some(volume) = shelf.volumes.iter().find(holds).or(shelf.volumes.first()) else { continue };
            let book = Product::book(shelf.edition);
            let path = names::path(shelf.publication, lang, book, volume.portion);
            let file = path.rsplit('/').next().unwrap_or(&path);
            let own = name == publication.name;
            links.insert(link.target.clone(), if own { file.to_owned() } else { format!("../{name}/{file}") });
        }
        links
    }
}

fn links_of(books: &[VolumeBook]) -> impl Iterator<Item = &LinkArea> {
    books.iter().flat_map(|book| &book.pages.frames).flat_map(|frame| &frame.links)
}
