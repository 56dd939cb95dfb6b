//! All manuscripts of the languages that were chosen: also those of which no book is made, for others refer to them.

use super::cross_links;
use super::guard::guarded;
use super::selection::{Job, Selection};
use super::stages;
use crate::diagnostics::{Diagnostics, Sources};
use crate::language::LangTag;
use crate::layout::Neighbour;
use crate::manuscript::Manuscript;
use crate::project::{Project, Publication, for_language};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The manuscripts, and what was found in those that were chosen.
pub(super) struct Manuscripts {
    texts: BTreeMap<(String, LangTag), Arc<Manuscript>>,
    neighbours: BTreeMap<LangTag, BTreeMap<String, Neighbour>>,
    /// Findings of each job of the selection, in its order.
    pub(super) findings: Vec<Diagnostics>,
}

impl Manuscripts {
    /// The text of a job; `None` where it could not be read.
    pub(super) fn of(&self, job: &Job<'_>) -> Option<&Arc<Manuscript>> {
        self.texts.get(&(job.publication.name.clone(), job.language.tag.clone()))
    }

    /// What the publications of a language are called and hold, by name.
    pub(super) fn neighbours(&self, tag: &LangTag) -> Option<&BTreeMap<String, Neighbour>> {
        self.neighbours.get(tag)
    }
}

/// Reads them.
pub(super) fn read(project: &Project, selection: &Selection<'_>, sources: &Sources) -> Manuscripts {
    let mut all: Vec<(Job<'_>, bool)> = selection.jobs.iter().map(|job| (job.clone(), true)).collect();
    all.extend(others(project, selection).into_iter().map(|job| (job, false)));
    let read: Vec<(Option<Manuscript>, Diagnostics)> = all
        .par_iter()
        .map(|(job, _)| {
            let mut found = Diagnostics::new();
            let what = format!("the text of {} in {}", job.publication.name, job.language.tag);
            let text = guarded(&what, || stages::manuscript(project, job, sources, &mut found));
            let text = text.unwrap_or_else(|fault| {
                found.push(*fault);
                None
            });
            (text, found)
        })
        .collect();
    let mut manuscripts = Manuscripts { texts: BTreeMap::new(), neighbours: BTreeMap::new(), findings: Vec::new() };
    for ((job, chosen), (text, found)) in all.into_iter().zip(read) {
        if chosen {
            manuscripts.findings.push(found);
        }
        let Some(text) = text else { continue };
        let tag = &job.language.tag;
        let neighbours = manuscripts.neighbours.entry(tag.clone()).or_default();
        neighbours.insert(job.publication.name.clone(), neighbour(job.publication, tag, &text));
        manuscripts.texts.insert((job.publication.name.clone(), tag.clone()), Arc::new(text));
    }
    for (at, job) in selection.jobs.iter().enumerate() {
        let Some(text) = manuscripts.texts.get(&(job.publication.name.clone(), job.language.tag.clone())) else {
            continue;
        };
        let found = cross_links::check(project, &job.language, text, manuscripts.neighbours(&job.language.tag));
        if let Some(findings) = manuscripts.findings.get_mut(at) {
            findings.extend(found);
        }
    }
    manuscripts
}

/// Publications in the languages of the selection that are not in it.
fn others<'p>(project: &'p Project, selection: &Selection<'_>) -> Vec<Job<'p>> {
    let chosen = |publication: &Publication, tag: &LangTag| {
        selection.jobs.iter().any(|job| job.publication.name == publication.name && job.language.tag == *tag)
    };
    let mut others = Vec::new();
    for tag in project.languages.iter().filter(|tag| selection.jobs.iter().any(|job| job.language.tag == **tag)) {
        for publication in project.publications.iter().filter(|publication| publication.languages.contains(tag)) {
            if !chosen(publication, tag) {
                others.push(Job { publication, language: project.language(tag) });
            }
        }
    }
    others
}

fn neighbour(publication: &Publication, tag: &LangTag, text: &Manuscript) -> Neighbour {
    let title = for_language(&publication.title, tag).unwrap_or(&publication.name);
    Neighbour { title: title.clone(), targets: text.targets.clone() }
}
