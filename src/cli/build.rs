//! `warraq build` and `warraq check`.

use super::Outcome;
use super::arguments;
use super::console::Console;
use super::progress::Progress;
use super::target::{Target, open_file, open_project};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::press::{self, Choice, Clock, Job, Request, Selection};
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Makes books.
pub(super) fn build(options: &arguments::Build, console: &Console) -> Outcome {
    each(
        &options.targets,
        &options.lang,
        options.project.as_deref(),
        console,
        |files, projects| match same_books(files, projects, options.output.as_deref()) {
            Some(fault) => Err(console.misused(&[fault].into_iter().collect())),
            None => Ok(()),
        },
        |project, publications, sources, found| {
            let choice = Choice { publications, languages: options.lang.clone(), editions: options.edition.clone() };
            let selection = Selection::of(project, &choice).map_err(|faults| console.misused(&faults))?;
            let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
            let request = Request {
                project,
                sources,
                selection,
                output: output(options.output.as_deref(), project),
                jobs: options.jobs.map(usize::from),
                draft: options.draft,
                clock: Clock::new(epoch.as_deref(), found),
            };
            let progress = Progress::new(console);
            found.extend(press::run(&request, &progress));
            Ok(())
        },
    )
}

/// Reads sources.
pub(super) fn check(options: &arguments::Check, console: &Console) -> Outcome {
    each(
        &options.targets,
        &options.lang,
        options.project.as_deref(),
        console,
        |_, _| Ok(()),
        |project, publications, sources, found| {
            let choice = Choice { publications, languages: options.lang.clone(), editions: Vec::new() };
            let selection = Selection::of(project, &choice).map_err(|faults| console.misused(&faults))?;
            found.extend(press::check(project, &selection, sources, None));
            found.extend(gaps(project, &selection));
            Ok(())
        },
    )
}

/// What imprints do not say: no fault, but a printer or a library may ask for it.
fn gaps(project: &Project, selection: &Selection<'_>) -> Diagnostics {
    let gap = |job: &Job<'_>| {
        let (publication, tag) = (job.publication, &job.language.tag);
        let missing = project.missing_in_imprint(publication, tag);
        let message = format!("{} {tag}: the imprint says nothing of {}", publication.name, missing.join(", "));
        let file = project.shown(&publication.folder.join("publication.toml")).display().to_string();
        let help = "a printer or a library may ask for it; some of it may stand in toolbox.toml";
        (!missing.is_empty()).then(|| Diagnostic::note("incomplete-imprint", message).in_file(file).help(help))
    };
    selection.jobs.iter().filter_map(gap).collect()
}

/// The finding that the books of two files would lie in the same place.
fn same_books(files: &[PathBuf], projects: &[Project], asked: Option<&Path>) -> Option<Diagnostic> {
    let mut places: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for (file, project) in files.iter().zip(projects) {
        let folder = output(asked, project);
        for book in Selection::everything(project).jobs.iter().map(press::book_name) {
            let Some(other) = places.insert(folder.join(&book), file) else { continue };
            let message =
                format!("the books of {} and {} would both be called `{book}`", other.display(), file.display());
            let help = "rename one of the files, or build them one after the other with another --output for each";
            return Some(Diagnostic::error("same-file", message).help(help));
        }
    }
    None
}

/// Does `work` on the project, or, after a `look` at all of them, on each of the files, and reports.
fn each(
    targets: &[String],
    languages: &[String],
    folder: Option<&Path>,
    console: &Console,
    look: impl FnOnce(&[PathBuf], &[Project]) -> Result<(), Outcome>,
    mut work: impl FnMut(&Project, Vec<String>, &Sources, &mut Diagnostics) -> Result<(), Outcome>,
) -> Outcome {
    let sources = Sources::new();
    let mut found = Diagnostics::new();
    let result = Target::of(targets, console).and_then(|target| match target {
        Target::Publications(names) => {
            let project = open_project(folder, &sources, &mut found, console)?;
            work(&project, names, &sources, &mut found)
        }
        Target::Files(files) => {
            let open = |file: &PathBuf| open_file(file, languages, &sources, &mut found, console);
            let projects = files.iter().map(open).collect::<Result<Vec<Project>, Outcome>>()?;
            look(&files, &projects)?;
            projects.iter().try_for_each(|project| work(project, Vec::new(), &sources, &mut found))
        }
    });
    match result {
        Ok(()) => console.report(&found, &sources),
        Err(outcome) => outcome,
    }
}

/// Where files go: as asked, else the project's `output`, else beside the Markdown file.
fn output(asked: Option<&Path>, project: &Project) -> PathBuf {
    let is_single = project.publications.iter().any(|publication| publication.is_alone());
    let usual = || if is_single { project.root.clone() } else { project.root.join("output") };
    asked.map_or_else(usual, |folder| std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()))
}
