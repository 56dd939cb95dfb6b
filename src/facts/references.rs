//! Words of references to what stands on another page, in another volume or in another publication.

use crate::language::Language;
use crate::manuscript::Target;
use std::collections::BTreeMap;

/// What other publications of the toolbox in the same language are called and hold.
#[derive(Clone, Debug, Default)]
pub struct Neighbour {
    /// Title.
    pub title: String,
    /// Its ids.
    pub targets: BTreeMap<String, Target>,
}

/// A publication's title, or what an id names in it: «Chapter 2, The handbook». `None` where there is no such thing.
#[must_use]
pub fn in_publication(
    neighbours: &BTreeMap<String, Neighbour>,
    publication: &str,
    id: Option<&String>,
    language: &Language,
) -> Option<String> {
    let neighbour = neighbours.get(publication)?;
    let Some(id) = id else { return Some(neighbour.title.clone()) };
    let what = neighbour.targets.get(id)?.words(language);
    Some(language.pattern("in-publication", &[("title", &neighbour.title), ("what", &what)]))
}

/// «Figure 2, page 14», with the volume where it is another than this.
#[must_use]
pub fn with_page(what: &str, folio: &str, other_volume: Option<u16>, language: &Language) -> String {
    let page = match other_volume {
        Some(volume) => language.page_in_volume(usize::from(volume), folio),
        None => language.pattern("page-short", &[("page", folio)]),
    };
    language.pattern("reference-with-page", &[("what", what), ("page", &page)])
}
