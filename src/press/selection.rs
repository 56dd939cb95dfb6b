//! What is to be made of a project: which publications, in which languages, in which editions.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::Facts;
use crate::language::{LangTag, Language};
use crate::project::{Answers, Edition, Project, Publication, unknown_edition, unknown_language, unknown_publication};

/// One publication in one language.
#[derive(Clone, Debug)]
pub struct Job<'p> {
    /// The publication.
    pub publication: &'p Publication,
    /// The language, as the house writes it.
    pub language: Language,
    /// What the publication says of itself in it.
    pub facts: Facts,
}

impl<'p> Job<'p> {
    /// That publication in that language.
    pub(super) fn of(project: &Project, publication: &'p Publication, tag: &LangTag) -> Self {
        let language = project.language(tag);
        let facts = Facts::of(project, publication, &language);
        Self { publication, language, facts }
    }

    /// Whether it is the same publication in the same language.
    pub(super) fn is_same(&self, other: &Job<'_>) -> bool {
        self.publication.name == other.publication.name && self.language.tag == other.language.tag
    }
}

/// What was chosen of a project.
#[derive(Clone, Debug)]
pub struct Selection<'p> {
    /// Publications and languages, in the project's order.
    pub jobs: Vec<Job<'p>>,
    /// Editions, in the order in which they are made.
    pub editions: Vec<&'p Edition>,
    /// Editions were asked for by name.
    pub asked: bool,
}

/// Names given on the command line; an empty list chooses everything.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Publications.
    pub publications: Vec<String>,
    /// Language tags.
    pub languages: Vec<String>,
    /// Editions.
    pub editions: Vec<String>,
}

impl<'p> Selection<'p> {
    /// Whether one of its editions has pages; readers of e-books have fonts of their own.
    pub(super) fn has_pages(&self) -> bool {
        self.editions.iter().any(|edition| edition.has_pages())
    }

    /// Its editions, those whose pages their e-books list, and those whose pages they name.
    pub(super) fn with_companions(&self, project: &'p Project) -> impl Iterator<Item = &'p Edition> {
        self.editions.iter().flat_map(|edition| {
            let answers = (edition.answers == Answers::Apart).then_some("answers");
            let named = [edition.rest_in.as_deref(), edition.margin_folios.as_deref(), answers];
            let companions = named.into_iter().flatten().filter_map(|name| project.edition(name));
            [*edition, project.paged(edition)].into_iter().chain(companions)
        })
    }

    /// Everything the project makes.
    #[must_use]
    pub fn everything(project: &'p Project) -> Self {
        let all: Vec<&Publication> = project.publications.iter().collect();
        Self { jobs: jobs(project, &all, &project.languages), editions: project.usual().collect(), asked: false }
    }

    /// What `choice` names.
    ///
    /// # Errors
    /// Every name that the project does not have, and a choice of which nothing can be made.
    pub fn of(project: &'p Project, choice: &Choice) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let publications = publications(project, &choice.publications, &mut faults);
        let languages = languages(project, &choice.languages, &mut faults);
        for name in choice.editions.iter().filter(|name| project.edition(name).is_none()) {
            faults.push(unknown_edition(name, &project.editions));
        }
        let is_chosen = |edition: &&Edition| match choice.editions.as_slice() {
            [] => project.is_usual(edition),
            names => names.contains(&edition.name),
        };
        let editions = project.editions.iter().filter(is_chosen).collect();
        let jobs = jobs(project, &publications, &languages);
        if jobs.is_empty() && faults.is_empty() && !project.publications.is_empty() {
            faults.push(
                Diagnostic::error("nothing-to-make", "none of these publications has a text in these languages")
                    .help("leave out --lang, or see `languages` in publication.toml"),
            );
        }
        if faults.is_empty() { Ok(Self { jobs, editions, asked: !choice.editions.is_empty() }) } else { Err(faults) }
    }
}

fn jobs<'p>(project: &Project, publications: &[&'p Publication], languages: &[LangTag]) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for publication in publications {
        for tag in languages.iter().filter(|tag| publication.languages.contains(tag)) {
            jobs.push(Job::of(project, publication, tag));
        }
    }
    jobs
}

fn publications<'p>(project: &'p Project, names: &[String], faults: &mut Diagnostics) -> Vec<&'p Publication> {
    for name in names {
        if project.publication(name).is_none() {
            let known = project.publications.iter().map(|publication| publication.name.as_str());
            faults.push(unknown_publication(name, known));
        }
    }
    let chosen = |publication: &&Publication| names.is_empty() || names.contains(&publication.name);
    project.publications.iter().filter(chosen).collect()
}

/// Languages by their tag, or all regions of a primary language: `ar` also chooses `ar-MA`.
fn languages(project: &Project, names: &[String], faults: &mut Diagnostics) -> Vec<LangTag> {
    if names.is_empty() {
        return project.languages.clone();
    }
    let mut chosen = Vec::new();
    for name in names {
        let Some(wanted) = LangTag::parse(name) else {
            faults.push(unknown_language(name));
            continue;
        };
        let is_meant = |tag: &&LangTag| **tag == wanted || tag.primary() == wanted.as_str();
        let found: Vec<LangTag> = project.languages.iter().filter(is_meant).cloned().collect();
        if found.is_empty() {
            let known: Vec<&str> = project.languages.iter().map(LangTag::as_str).collect();
            faults.push(
                Diagnostic::error("unknown-language", format!("the toolbox has no language `{name}`"))
                    .help(format!("it has {}", known.join(", "))),
            );
        }
        chosen.extend(found);
    }
    project.languages.iter().filter(|tag| chosen.contains(tag)).cloned().collect()
}
