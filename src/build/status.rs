//! How far the translations are: the words of each text, and what differs from the text in the first language.

use super::in_pool;
use super::manuscripts;
use super::selection::{Job, Selection};
use crate::diagnostics::{Diagnostics, Severity, Sources};
use crate::language::{LangTag, Language};
use crate::manuscript::compare;
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
}

impl TextStatus {
    /// Whether it has all that the first language's text has, and no more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.words.is_some() && self.missing == 0 && self.extra == 0
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
    let first = |job: &Job<'_>| job.publication.languages.first().cloned();
    for job in &selection.jobs {
        let firsts = first(job).map(|tag| Job { publication: job.publication, language: Language::or_english(&tag) });
        let is_new = |new: &Job<'_>| !wanted.jobs.iter().any(|old| old.is_same(new));
        wanted.jobs.extend(firsts.filter(is_new));
    }
    let manuscripts = manuscripts::read(project, &wanted, sources);
    let mut found: Diagnostics = manuscripts
        .findings
        .iter()
        .flat_map(Diagnostics::iter)
        .filter(|one| one.severity == Severity::Error)
        .cloned()
        .collect();
    let mut texts = Vec::new();
    for job in &selection.jobs {
        let (lang, text) = (job.language.tag.clone(), manuscripts.of(job));
        let first = first(job).filter(|tag| *tag != lang);
        let of_first = first
            .as_ref()
            .and_then(|tag| manuscripts.of(&Job { publication: job.publication, language: Language::or_english(tag) }));
        let comparison = match (of_first, text) {
            (Some(there), Some(here)) => compare(there, here, sources),
            _ => Default::default(),
        };
        found.extend(comparison.found);
        texts.push(TextStatus {
            publication: job.publication.name.clone(),
            lang,
            first,
            words: text.map(|text| text.words()),
            missing: comparison.missing,
            extra: comparison.extra,
        });
    }
    (texts, found)
}
