//! Which volume of which publication holds which id: where links out of a file lead.

use super::names;
use crate::edition::VolumeBook;
use crate::language::LangTag;
use crate::manuscript::LinkTarget;
use crate::project::{EditionKind, Publication};
use std::collections::{BTreeMap, BTreeSet};

/// The volumes of the publications of one language.
#[derive(Debug, Default)]
pub(super) struct Shelfmarks<'p> {
    by_name: BTreeMap<&'p str, (&'p Publication, Vec<Volume>)>,
}

#[derive(Debug)]
struct Volume {
    number: u16,
    of: u16,
    ids: BTreeSet<String>,
}

impl<'p> Shelfmarks<'p> {
    /// Adds a publication that was set.
    pub(super) fn add(&mut self, publication: &'p Publication, books: &[VolumeBook]) {
        let volume = |book: &VolumeBook| Volume {
            number: book.volume,
            of: book.volumes,
            ids: book.pages.places.keys().cloned().collect(),
        };
        self.by_name.insert(&publication.name, (publication, books.iter().map(volume).collect()));
    }

    /// Names of publications that the books link to and that were not added.
    pub(super) fn missing(&self, books: &[VolumeBook]) -> BTreeSet<String> {
        let links = books.iter().flat_map(|book| &book.pages.frames).flat_map(|frame| &frame.links);
        let name = |target: &LinkTarget| match target {
            LinkTarget::Publication { publication, .. } => Some(publication.clone()),
            _ => None,
        };
        links.filter_map(|link| name(&link.target)).filter(|name| !self.by_name.contains_key(name.as_str())).collect()
    }

    /// The files that links out of a volume lead to, relative to its own file.
    pub(super) fn links(
        &self,
        publication: &Publication,
        lang: &LangTag,
        edition: EditionKind,
        book: &VolumeBook,
    ) -> BTreeMap<LinkTarget, String> {
        let mut links = BTreeMap::new();
        for link in book.pages.frames.iter().flat_map(|frame| &frame.links) {
            let (name, id) = match &link.target {
                LinkTarget::External(_) => continue,
                LinkTarget::Internal(id) if book.pages.places.contains_key(id) => continue,
                LinkTarget::Internal(id) => (publication.name.as_str(), Some(id)),
                LinkTarget::Publication { publication, id } => (publication.as_str(), id.as_ref()),
            };
            let Some((target, volumes)) = self.by_name.get(name) else { continue };
            let holds = |volume: &&Volume| id.is_some_and(|id| volume.ids.contains(id));
            let Some(volume) = volumes.iter().find(holds).or(volumes.first()) else { continue };
            let path = names::path(target, lang, edition, volume.number, volume.of);
            let file = path.rsplit('/').next().unwrap_or(&path);
            let relative = if name == publication.name { file.to_owned() } else { format!("../{name}/{file}") };
            links.insert(link.target.clone(), relative);
        }
        links
    }
}
