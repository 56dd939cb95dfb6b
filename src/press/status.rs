//! How far the translations are: the words of each text, and what differs from the text in the first language.

use super::in_pool;
use super::manuscripts;
use super::selection::{Job, Selection};
use crate::diagnostics::{Diagnostics, Severity, Sources};
use crate::language::LangTag;
use crate::manuscript::{Comparison, compare};
use crate::project::Project;

/// A publication in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextStatus {
    /// Name of the publication.
    pub publication: String,
    /// The language.
    pub lang: LangTag,
    /// The language that it is compared with; `None` where this is the publication's first one.
    pub first: Option<LangTag>,
    /// Words of the text; `None` where it cannot be read.
    pub words: Option<usize>,
    /// Things of the first language's text that are missing in this one.
    pub missing: usize,
    /// Things in this one that the first language's text has not.
    pub extra: usize,
    /// Places with more or fewer paragraphs than the first language's text.
    pub uneven: usize,
}

impl TextStatus {
    /// Whether it has all that the first language's text has, and no more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.words.is_some() && self.missing == 0 && self.extra == 0 && self.uneven == 0
    }
}

/// Reads the texts of the selection and compares each with its publication's first language. The findings are the
/// errors in the texts, and what is missing and extra.
pub fn status(project: &Project, selection: &Selection<'_>, sources: &Sources) -> (Vec<TextStatus>, Diagnostics) {
    let mut status = Vec::new();
    let found = in_pool(None, || {
        let (texts, found) = compared(project, selection, sources);
        status = texts;
        found
    });
    (status, found)
}

fn compared(project: &Project, selection: &Selection<'_>, sources: &Sources) -> (Vec<TextStatus>, Diagnostics) {
    let mut wanted = selection.clone();
    for job in selection.jobs.iter().filter_map(|job| first(project, job)) {
        if !wanted.jobs.iter().any(|other| other.is_same(&job)) {
            wanted.jobs.push(job);
        }
    }
    let manuscripts = manuscripts::read(project, &wanted, sources);
    let all = manuscripts.findings.iter().flat_map(Diagnostics::iter);
    let mut found: Diagnostics = all.filter(|one| one.severity == Severity::Error).cloned().collect();
    let text_of = |job: &Job<'_>| manuscripts.of(job).filter(|text| !text.blocks.is_empty());
    let mut texts = Vec::new();
    for job in &selection.jobs {
        let (text, first) = (text_of(job), first(project, job));
        let comparison = match (first.as_ref().and_then(text_of), text) {
            (Some(there), Some(here)) => compare(there, here, sources),
            _ => Comparison::default(),
        };
        found.extend(comparison.found);
        texts.push(TextStatus {
            publication: job.publication.name.clone(),
            lang: job.language.tag.clone(),
            first: first.map(|job| job.language.tag),
            words: text.map(|text| text.words()),
            missing: comparison.missing,
            extra: comparison.extra,
            uneven: comparison.uneven,
        });
    }
    (texts, found)
}

/// The same publication in its first language, where that is another.
fn first<'p>(project: &Project, job: &Job<'p>) -> Option<Job<'p>> {
    let tag = job.publication.languages.first().filter(|tag| **tag != job.language.tag)?;
    Some(Job::of(project, job.publication, tag, &[]))
}
