//! The jobs: every publication in every language, through every stage, to files.
//!
//! In: a project and what was chosen of it. Out: the files in the output folder, the catalogue of them, and the findings
//! of all stages. Steps: stop where what all books share is wrong; read the manuscripts, which refer to each other; set
//! each book and make its editions, in parallel; write them all or none of a book; then remove what they replace, and write
//! the catalogue and its pages.

mod archive;
mod clock;
mod cross_links;
mod dump;
mod guard;
mod jobs;
mod layouts;
mod manuscripts;
mod names;
mod page_map;
mod put;
mod references;
mod selection;
mod shelf;
mod shelfmarks;
mod stages;
mod status;
mod texts;
mod typecases;
mod write;

pub use clock::Clock;
pub use dump::{TextBy, dump};
pub use guard::{INTERNAL_ERROR, guarded, silence_panics};
pub use jobs::{Made, Watch};
pub use names::book_name;
pub use selection::{Choice, Job, Selection};
pub use status::{TextStatus, status};
pub use write::{CANNOT_WRITE, Written, write};

use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::edition;
use crate::project::{HouseStyle, Project};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;
use typecases::Typecases;

/// What a build is asked for.
#[derive(Debug)]
pub struct Request<'a> {
    /// The project.
    pub project: &'a Project,
    /// Texts of its files.
    pub sources: &'a Sources,
    /// What of it.
    pub selection: Selection<'a>,
    /// Where the files go.
    pub output: PathBuf,
    /// How many jobs run at once; `None` for as many as the machine has cores.
    pub jobs: Option<usize>,
    /// Make drafts, also of books whose sources have errors: their pages say so, they go to the folder `drafts`, and the
    /// catalogue does not name them.
    pub draft: bool,
    /// Where the time in the files comes from.
    pub clock: Clock,
}

/// Stack of a job's thread: manuscripts nest, and every stage walks down with them.
const STACK_BYTES: usize = 32 << 20;

/// Makes the books and writes them; `watch` is told of each.
pub fn run(request: &Request<'_>, watch: &dyn Watch) -> Diagnostics {
    in_pool(request.jobs, || build(request, watch))
}

/// Reads the manuscripts and reports on them, also what no book could be made with; makes nothing.
pub fn check(project: &Project, selection: &Selection<'_>, sources: &Sources, jobs: Option<usize>) -> Diagnostics {
    in_pool(jobs, || {
        let mut diagnostics = Diagnostics::new();
        let typecases = Typecases::load(project, selection, &mut diagnostics);
        let manuscripts = manuscripts::read(project, selection, sources);
        let refused = |job: &Job<'_>| {
            let text = manuscripts.of(job)?;
            let what = format!("the text of {} in {}", job.publication.name, job.language.tag);
            let mut found = Diagnostics::new();
            let mut looked: Vec<Arc<HouseStyle>> = Vec::new();
            for edition in &job.editions {
                let house = project.house_of(job.publication, &job.language.tag, edition);
                if looked.iter().any(|one| Arc::ptr_eq(one, &house)) {
                    continue;
                }
                let input = manuscripts.input(project, job, edition, text, (&house, typecases.of(&house)));
                let refused = guarded(&what, || edition::refusals(&input));
                found.extend(refused.unwrap_or_else(|fault| [*fault].into_iter().collect()));
                looked.push(house);
            }
            Some(if job.has_pages() { found } else { found.unseen() })
        };
        let refused: Vec<Option<Diagnostics>> = selection.jobs.par_iter().map(refused).collect();
        manuscripts
            .findings
            .into_iter()
            .chain(refused.into_iter().flatten())
            .for_each(|found| diagnostics.extend(found));
        diagnostics
    })
}

/// Runs `work` on a pool of `jobs` threads, so that everything parallel inside keeps to that number.
fn in_pool(jobs: Option<usize>, work: impl FnOnce() -> Diagnostics + Send) -> Diagnostics {
    let threads = jobs.unwrap_or(0);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK_BYTES).build() {
        Ok(pool) => pool.install(work),
        Err(error) => {
            let finding = Diagnostic::error(INTERNAL_ERROR, format!("the jobs cannot be started: {error}"));
            [finding.help("try a smaller number with --jobs")].into_iter().collect()
        }
    }
}

fn build(request: &Request<'_>, watch: &dyn Watch) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let project = request.project;
    let typecases = Typecases::load(project, &request.selection, &mut diagnostics);
    // What all books share is wrong: good files of earlier builds stay, and nothing takes their place.
    if project.broken || diagnostics.has_errors() {
        return diagnostics;
    }
    let manuscripts = manuscripts::read(project, &request.selection, request.sources);
    let workshop = jobs::Workshop { request, manuscripts: &manuscripts, typecases: &typecases };
    let jobs::Outcome { made, refused, found } = jobs::run(&workshop, watch);
    diagnostics.extend(found);
    let is_single = project.publications.iter().any(|publication| publication.is_alone());
    if !request.draft && !is_single {
        shelf::put(request, &made, &refused, &mut diagnostics);
    }
    diagnostics
}
