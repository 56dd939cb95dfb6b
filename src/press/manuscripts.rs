//! All manuscripts of the languages that were chosen: also those of which no book is made, for others refer to them.

use super::cross_links;
use super::guard::guarded;
use super::selection::{Job, Selection};
use super::stages;
use crate::diagnostics::{Diagnostics, Sources};
use crate::edition::Input;
use crate::facts::{Facts, Neighbour};
use crate::font::FontSet;
use crate::language::LangTag;
use crate::manuscript::{self, Manuscript};
use crate::project::{Edition, HouseStyle, Project, Publication, View};
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

    /// What the pages of a job are made from, with this text of it.
    pub(super) fn input<'a>(
        &'a self,
        project: &'a Project,
        job: &'a Job<'_>,
        edition: &'a Edition,
        manuscript: &'a Manuscript,
        (house, fonts): (&'a HouseStyle, &'a FontSet),
    ) -> Input<'a> {
        static NONE: BTreeMap<String, Neighbour> = BTreeMap::new();
        Input {
            project,
            publication: job.publication,
            edition,
            language: &job.language,
            facts: &job.facts,
            manuscript,
            house,
            fonts,
            neighbours: self.neighbours.get(&job.language.tag).unwrap_or(&NONE),
            draft: false,
        }
    }
}

/// A publication in a language, with its text where it could be read.
struct Read<'p> {
    publication: &'p Publication,
    tag: LangTag,
    text: Option<Manuscript>,
    found: Diagnostics,
}

/// Reads them. Publications that are views of the same text share its findings.
pub(super) fn read(project: &Project, selection: &Selection<'_>, sources: &Sources) -> Manuscripts {
    let texts = texts(project, selection);
    let read: Vec<Read<'_>> = texts.par_iter().flat_map_iter(|job| read_text(project, job, sources)).collect();
    let mut manuscripts = Manuscripts { texts: BTreeMap::new(), neighbours: BTreeMap::new(), findings: Vec::new() };
    let mut findings: BTreeMap<(&str, LangTag), Diagnostics> = BTreeMap::new();
    for Read { publication, tag, text, found } in read {
        findings.insert((&publication.name, tag.clone()), found);
        let Some(text) = text else { continue };
        let neighbours = manuscripts.neighbours.entry(tag.clone()).or_default();
        neighbours.insert(publication.name.clone(), neighbour(project, publication, &tag, &text));
        manuscripts.texts.insert((publication.name.clone(), tag), Arc::new(text));
    }
    for job in &selection.jobs {
        let tag = &job.language.tag;
        let mut found = findings.remove(&(job.publication.name.as_str(), tag.clone())).unwrap_or_default();
        if let Some(text) = manuscripts.of(job) {
            found.extend(cross_links::check(project, &job.language, text, manuscripts.neighbours.get(tag)));
        }
        manuscripts.findings.push(found);
    }
    manuscripts
}

/// The full texts in the languages of the selection, those that were chosen first.
fn texts<'p>(project: &'p Project, selection: &Selection<'p>) -> Vec<Job<'p>> {
    let all = selection.jobs.iter().cloned().chain(others(project, selection));
    all.filter(|job| job.publication.full.is_none()).collect()
}

/// Reads a text once for all publications that are made of it.
fn read_text<'p>(project: &'p Project, job: &Job<'p>, sources: &Sources) -> Vec<Read<'p>> {
    let tag = &job.language.tag;
    let mut found = Diagnostics::new();
    let what = format!("the text of {} in {tag}", job.publication.name);
    let siblings: Vec<&Publication> = project.siblings(job.publication).collect();
    let views = guarded(&what, || {
        let whole = stages::manuscript(project, job, sources, &mut found)?;
        let names: Vec<(View, &str)> = siblings.iter().map(|one| (one.view, one.name.as_str())).collect();
        Some(manuscript::for_views(&whole, &names, project.house_of_text(job.publication, tag).number_to_level))
    });
    let views = views.unwrap_or_else(|fault| {
        found.push(*fault);
        None
    });
    let mut views = views.into_iter().flatten();
    let read = |publication| {
        let view = views.next();
        let mut found = found.clone();
        let text = view.map(|view| {
            found.extend(view.found);
            view.manuscript
        });
        Read { publication, tag: tag.clone(), text, found }
    };
    siblings.into_iter().map(read).collect()
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
                others.push(Job::of(project, publication, tag, &selection.asked));
            }
        }
    }
    others
}

fn neighbour(project: &Project, publication: &Publication, tag: &LangTag, text: &Manuscript) -> Neighbour {
    let Facts { title, .. } = Facts::of(project, publication, &project.language(tag));
    Neighbour { title, targets: text.targets.clone() }
}
