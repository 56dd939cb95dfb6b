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
    /// The editions that are to be made of it, in their order.
    pub editions: Vec<&'p Edition>,
}

impl<'p> Job<'p> {
    /// That publication in that language.
    pub(super) fn of(project: &Project, publication: &'p Publication, tag: &LangTag, choice: &[String]) -> Self {
        let language = project.language(tag);
        let facts = Facts::of(project, publication, &language);
        Self { publication, language, facts, editions: chosen(publication, choice).collect() }
    }

    /// Whether one of its editions has pages; readers of e-books have fonts of their own.
    pub(super) fn has_pages(&self) -> bool {
        self.editions.iter().any(|edition| edition.has_pages())
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
    /// Editions that were asked for by name; none for those that each publication usually has.
    pub asked: Vec<String>,
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
    /// Everything the project makes.
    #[must_use]
    pub fn everything(project: &'p Project) -> Self {
        let all: Vec<&Publication> = project.publications.iter().collect();
        Self { jobs: jobs(project, &all, &project.languages, &[]), asked: Vec::new() }
    }

    /// What `choice` names.
    ///
    /// # Errors
    /// Every name that the project does not have, and a choice of which nothing can be made.
    pub fn of(project: &'p Project, choice: &Choice) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let publications = publications(project, &choice.publications, &mut faults);
        let languages = languages(project, &choice.languages, &mut faults);
        let is_known = |name: &str| publications.iter().any(|publication| publication.editions.get(name).is_some());
        for name in choice.editions.iter().filter(|name| !publications.is_empty() && !is_known(name)) {
            faults.push(unknown_edition(name, project.editions.as_slice()));
        }
        let jobs = jobs(project, &publications, &languages, &choice.editions);
        if jobs.is_empty() && faults.is_empty() && !project.publications.is_empty() {
            faults.push(
                Diagnostic::error("nothing-to-make", "none of these publications has a text in these languages")
                    .help("leave out --lang, or see `languages` in publication.toml"),
            );
        }
        if faults.is_empty() { Ok(Self { jobs, asked: choice.editions.clone() }) } else { Err(faults) }
    }
}

/// The editions of a publication that are made where these are asked for, or, where none is, usually.
fn chosen<'p>(publication: &'p Publication, asked: &[String]) -> impl Iterator<Item = &'p Edition> {
    let all = &publication.editions;
    all.iter().filter(move |edition| match asked {
        [] => all.is_usual(edition),
        names => names.contains(&edition.name),
    })
}

/// These editions, those whose pages their e-books list, and those whose pages they name.
pub(super) fn with_companions<'p>(publication: &'p Publication, asked: &[String]) -> impl Iterator<Item = &'p Edition> {
    let all = &publication.editions;
    chosen(publication, asked).flat_map(|edition| {
        let answers = (edition.answers == Answers::Apart).then_some("answers");
        let named = [edition.rest_in.as_deref(), edition.margin_folios.as_deref(), answers];
        let companions = named.into_iter().flatten().filter_map(|name| all.get(name));
        [edition, all.paged(edition)].into_iter().chain(companions)
    })
}

fn jobs<'p>(
    project: &Project,
    publications: &[&'p Publication],
    languages: &[LangTag],
    editions: &[String],
) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for publication in publications {
        for tag in languages.iter().filter(|tag| publication.languages.contains(tag)) {
            jobs.push(Job::of(project, publication, tag, editions));
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
