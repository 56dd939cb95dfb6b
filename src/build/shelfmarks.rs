//! Which volume of which publication holds which id: where links out of a file lead.

use super::names::{self, Product};
use crate::edition::VolumeBook;
use crate::language::LangTag;
use crate::layout::LinkArea;
use crate::manuscript::LinkTarget;
use crate::project::{Edition, Publication};
use std::collections::{BTreeMap, BTreeSet};

/// The volumes of the publications of one language, by name and edition.
#[derive(Debug, Default)]
pub(super) struct Shelfmarks<'p> {
    volumes: BTreeMap<(&'p str, &'p str), (&'p Publication, Vec<Volume>)>,
}

#[derive(Debug)]
struct Volume {
    number: u16,
    of: u16,
    ids: BTreeSet<String>,
}

impl<'p> Shelfmarks<'p> {
    /// Adds a publication that was set for an edition.
    pub(super) fn add(&mut self, publication: &'p Publication, edition: &'p Edition, books: &[VolumeBook]) {
        let volume = |book: &VolumeBook| Volume {
            number: book.volume,
            of: book.volumes,
            ids: book.pages.places.keys().cloned().collect(),
        };
        let volumes = books.iter().map(volume).collect();
        self.volumes.insert((&publication.name, &edition.name), (publication, volumes));
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
            let Some((target, volumes)) = self.volumes.get(&(name, edition.name.as_str())) else { continue };
            let holds = |volume: &&Volume| id.is_some_and(|id| volume.ids.contains(id));
            let Some(volume) = volumes.iter().find(holds).or(volumes.first()) else { continue };
            let path = names::path(target, lang, Product::book(edition), volume.number, volume.of);
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
