//! What references say: numbers, titles, pages and volumes, from the manuscript and from the pages of the pass before.

use super::frame::Place;
use super::rows::{IndexPage, Lookup};
use crate::facts::{self, Neighbour};
use crate::language::Language;
use crate::manuscript::{LinkTarget, Manuscript, NodeId, PartKind, TargetKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

/// Where everything stood in the pass before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageMap {
    /// Every id.
    pub(super) places: BTreeMap<String, Place>,
    /// Every heading, in order, over all volumes.
    pub(super) headings: Vec<HeadingPlace>,
    /// The first and last folio of the text of each volume.
    pub(super) runs: Vec<[String; 2]>,
    /// Pages of the body, over all volumes.
    pub(super) pages: u32,
    /// Figures that leave their place, since no page had room there. None comes back: their number only grows, and pages
    /// settle.
    pub(super) moved: BTreeSet<NodeId>,
}

/// A heading for contents and bookmarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadingPlace {
    pub(super) level: u8,
    /// How deep it stands in the tree of headings.
    pub(super) depth: u8,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) id: Option<String>,
    pub(super) place: Place,
}

/// Answers references from one volume.
pub(super) struct References<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) language: &'a Language,
    pub(super) neighbours: &'a BTreeMap<String, Neighbour>,
    pub(super) values: &'a BTreeMap<String, String>,
    pub(super) map: &'a PageMap,
    pub(super) volume: u16,
    /// How many volumes there are.
    pub(super) volumes: usize,
    /// Whether an answer depended on pages: what asked must be composed again when they change.
    pub(super) asked: AtomicBool,
}

impl References<'_> {
    fn internal(&self, id: &str) -> Option<String> {
        let target = self.manuscript.targets.get(id)?;
        let what = target.words(self.language);
        let Some(place) = self.map.places.get(id) else {
            self.asked.store(true, Ordering::Relaxed);
            return Some(what);
        };
        let elsewhere = place.volume != self.volume;
        // Whoever looks for these leafs; what has a number is found by it.
        let is_looked_up = matches!(target.kind, TargetKind::Heading(_) | TargetKind::Part(PartKind::Answer));
        if !elsewhere && !is_looked_up {
            return Some(what);
        }
        self.asked.store(true, Ordering::Relaxed);
        Some(facts::with_page(&what, &place.folio, elsewhere.then_some(place.volume), self.language))
    }
}

impl Lookup for References<'_> {
    fn reference(&self, target: &LinkTarget) -> Option<String> {
        match target {
            LinkTarget::External(address) => Some(address.clone()),
            LinkTarget::Internal(id) => self.internal(id),
            LinkTarget::Publication { publication, id } => {
                facts::in_publication(self.neighbours, publication, id.as_ref(), self.language)
            }
        }
    }

    fn page(&self, id: &str) -> Option<IndexPage> {
        self.asked.store(true, Ordering::Relaxed);
        let place = self.map.places.get(id)?;
        Some(IndexPage { volume: place.volume, folio: place.folio.clone(), page: place.page })
    }

    fn value(&self, name: &str) -> Option<String> {
        match name {
            "pages" => {
                self.asked.store(true, Ordering::Relaxed);
                Some(self.language.number(self.map.pages as usize))
            }
            _ => facts::value_of_volume(name, self.volume, self.volumes, self.language)
                .or_else(|| self.values.get(name).cloned()),
        }
    }
}
