//! Books in every language and edition: set, made, written, in parallel.
//!
//! The books of one language are set together, for they link to each other's volumes, and then made file by file.

use super::Request;
use super::guard::guarded;
use super::manuscripts::Manuscripts;
use super::names::FileKind;
use super::put::{put, put_plan};
use super::selection::Job;
use super::shelfmarks::Shelfmarks;
use super::stages::{self, Book};
use super::views::Views;
use super::write::Written;
use crate::diagnostics::Diagnostics;
use crate::edition::{self, Edition, Input, SplitPlan, VolumeBook};
use crate::font::FontSet;
use crate::language::LangTag;
use crate::manuscript::Manuscript;
use crate::project::EditionKind;
use crate::site::CatalogueFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its facts, as the catalogue gives them.
    pub file: CatalogueFile,
    /// Its path as the user knows it.
    pub shown: String,
    /// How many of its pages are blank ones at the end, to fill up the last signature.
    pub blanks: usize,
    /// Whether it had to be written.
    pub written: Written,
}

/// Is told how a build goes on, by several threads at once.
pub trait Watch: Sync {
    /// That many books will be made.
    fn begin(&self, books: usize);
    /// A book, by its place in the selection, was made, as these files; none where its sources have errors.
    fn book(&self, at: usize, publication: &str, lang: &str, files: &[Made]);
    /// All is done.
    fn end(&self);
}

/// What the jobs work with.
pub(super) struct Workshop<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) manuscripts: &'a Manuscripts,
    pub(super) fonts: &'a FontSet,
}

/// The bytes of one file.
pub(super) struct File {
    pub(super) kind: FileKind,
    pub(super) volume: u16,
    pub(super) volumes: u16,
    pub(super) pages: usize,
    pub(super) blanks: usize,
    pub(super) bytes: Vec<u8>,
}

/// Pages, and the editions that have them. The e-book has those of the print edition: its list of pages names them, and
/// it is split where they are.
pub(super) struct Layout {
    editions: Vec<EditionKind>,
    text: Arc<Manuscript>,
    books: Vec<VolumeBook>,
    plan: Option<SplitPlan>,
}

/// A job that was set, and what was found so far.
struct Set<'p> {
    /// Its place in the selection.
    at: usize,
    job: &'p Job<'p>,
    views: Option<Views>,
    layouts: Vec<Layout>,
    found: Diagnostics,
}

/// The files and findings of one job.
struct Done {
    at: usize,
    files: Vec<Made>,
    found: Diagnostics,
}

/// Makes and writes the books of the request. Gives the files in the order of the selection, whatever the order in which
/// they were made, and what was found.
pub(super) fn run(workshop: &Workshop<'_>, watch: &dyn Watch) -> (Vec<Made>, Diagnostics) {
    let jobs = &workshop.request.selection.jobs;
    watch.begin(jobs.len());
    let mut groups: BTreeMap<&LangTag, Vec<usize>> = BTreeMap::new();
    for (at, job) in jobs.iter().enumerate() {
        groups.entry(&job.language.tag).or_default().push(at);
    }
    let groups: Vec<(&LangTag, Vec<usize>)> = groups.into_iter().collect();
    let mut done: Vec<Done> =
        groups.par_iter().flat_map_iter(|(tag, places)| workshop.group(tag, places, watch)).collect();
    watch.end();
    done.sort_by_key(|done| done.at);
    let (mut made, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for job in done {
        made.extend(job.files);
        diagnostics.extend(job.found);
    }
    (made, diagnostics)
}

impl Workshop<'_> {
    /// The jobs of one language, given by their places in the selection.
    fn group(&self, tag: &LangTag, places: &[usize], watch: &dyn Watch) -> Vec<Done> {
        let jobs = &self.request.selection.jobs;
        let sets: Vec<Set<'_>> = places.par_iter().map(|at| self.set(*at, &jobs[*at])).collect();
        let mut shelfmarks = Shelfmarks::default();
        for set in &sets {
            add(&mut shelfmarks, set.job, &set.layouts);
        }
        let linked = self.linked(tag, &sets, &shelfmarks);
        for (job, layouts) in &linked {
            add(&mut shelfmarks, job, layouts);
        }
        sets.into_par_iter()
            .map(|set| {
                let done = self.finish(set, &shelfmarks);
                let job = &jobs[done.at];
                watch.book(done.at, &job.publication.name, job.language.tag.as_str(), &done.files);
                done
            })
            .collect()
    }

    fn may_go_on(&self, job: &Job<'_>, found: &Diagnostics) -> bool {
        self.request.draft || (!found.stops() && !job.publication.broken)
    }

    fn set<'p>(&self, at: usize, job: &'p Job<'p>) -> Set<'p> {
        let mut found = self.manuscripts.findings.get(at).cloned().unwrap_or_default();
        let text = self.manuscripts.of(job).filter(|_| self.may_go_on(job, &found));
        let views = text.map(Views::of);
        let layouts = views.as_ref().map(|views| self.layouts(job, views, &mut found)).unwrap_or_default();
        Set { at, job, views, layouts, found }
    }

    /// Sets a text once for all editions that have the same.
    fn layouts(&self, job: &Job<'_>, views: &Views, found: &mut Diagnostics) -> Vec<Layout> {
        let of_screen = |edition: &EditionKind| *edition == EditionKind::Screen && !views.shares_pages();
        let (screen, print): (Vec<EditionKind>, Vec<EditionKind>) =
            self.request.selection.editions.iter().partition(|edition| of_screen(edition));
        let mut layouts = Vec::new();
        for (editions, text) in [(print, &views.print), (screen, &views.screen)] {
            if editions.is_empty() {
                continue;
            }
            let what = format!("the pages of {} in {}", job.publication.name, job.language.tag);
            let input = self.input(job, text);
            match guarded(&what, || edition::make(&input, found)) {
                Ok(Edition { volumes: books, plan }) => {
                    layouts.push(Layout { editions, text: text.clone(), books, plan });
                }
                Err(fault) => found.push(*fault),
            }
        }
        layouts
    }

    fn input<'a>(&'a self, job: &'a Job<'_>, manuscript: &'a Manuscript) -> Input<'a> {
        let input = self.manuscripts.input(self.request.project, job, manuscript, self.fonts);
        Input { draft: self.request.draft, ..input }
    }

    /// Sets the publications that the books link to and that were not chosen: how they are split decides where the
    /// links lead, and a book must not depend on what else was asked for.
    fn linked(&self, tag: &LangTag, sets: &[Set<'_>], shelfmarks: &Shelfmarks<'_>) -> Vec<(Job<'_>, Vec<Layout>)> {
        let layouts = sets.iter().flat_map(|set| &set.layouts);
        let names: BTreeSet<String> = layouts.flat_map(|layout| shelfmarks.missing(&layout.books)).collect();
        let sound = names.iter().filter_map(|name| self.request.project.publication(name)).filter(|p| !p.broken);
        let jobs: Vec<Job<'_>> = sound.map(|publication| Job::of(self.request.project, publication, tag)).collect();
        jobs.into_par_iter()
            .map(|job| {
                let views = self.manuscripts.of(&job).map(Views::of);
                let layouts = views.map(|views| self.layouts(&job, &views, &mut Diagnostics::new()));
                (job, layouts.unwrap_or_default())
            })
            .collect()
    }

    /// Makes the files of a book, and writes all of them, or none where something is wrong.
    fn finish(&self, set: Set<'_>, shelfmarks: &Shelfmarks<'_>) -> Done {
        let Set { at, job, views, layouts, mut found } = set;
        let mut files = Vec::new();
        // The plan of the printed volumes; what has only other pages says nothing of it.
        let of_print = |layout: &&Layout| views.as_ref().is_some_and(|views| Arc::ptr_eq(&layout.text, &views.print));
        let plan = layouts.iter().find(of_print).map(|layout| layout.plan.clone());
        if let Some(views) = views.filter(|_| self.may_go_on(job, &found)) {
            files = self.files(job, &views, &layouts, shelfmarks, &mut found);
        }
        drop(layouts);
        let may_be_put = !files.is_empty() && self.may_go_on(job, &found);
        let files = if may_be_put { put(self.request, job, &files, &mut found) } else { Vec::new() };
        if let Some(plan) = plan.filter(|_| !files.is_empty()) {
            put_plan(self.request, job, plan.as_ref(), &mut found);
        }
        let has_pages = self.request.selection.has_pages();
        Done { at, files, found: if has_pages { found } else { found.unseen() } }
    }

    /// Every edition of every volume, and the covers of the printed ones.
    fn files(
        &self,
        job: &Job<'_>,
        views: &Views,
        layouts: &[Layout],
        shelfmarks: &Shelfmarks<'_>,
        found: &mut Diagnostics,
    ) -> Vec<File> {
        let mut wanted: Vec<(FileKind, &Layout, &VolumeBook)> = Vec::new();
        for layout in layouts {
            let has_cover =
                layout.editions.contains(&EditionKind::Print) && self.request.project.has_cover(job.publication);
            let books = layout.editions.iter().map(|edition| FileKind::Book(*edition));
            for kind in books.chain(has_cover.then_some(FileKind::Cover)) {
                wanted.extend(layout.books.iter().map(|volume| (kind, layout, volume)));
            }
        }
        wanted.sort_by_key(|(kind, _, volume)| (kind.place(), volume.volume));
        let made: Vec<(Option<File>, Diagnostics)> = wanted
            .into_par_iter()
            .map(|(kind, layout, volume)| {
                let mut found = Diagnostics::new();
                let input = self.input(job, &layout.text);
                let book = Book {
                    input: &input,
                    ebook: &views.ebook,
                    volumes: &layout.books,
                    volume,
                    time: self.request.clock.of(job.publication),
                    links: match kind {
                        FileKind::Book(edition) => {
                            shelfmarks.links(job.publication, &job.language.tag, edition, volume)
                        }
                        FileKind::Cover => BTreeMap::new(),
                    },
                };
                let part = if kind == FileKind::Cover { "" } else { " edition" };
                let what = format!("the {}{part} of {} in {}", kind.name(), job.publication.name, job.language.tag);
                let bytes = guarded(&what, || stages::file(kind, &book, &mut found)).unwrap_or_else(|fault| {
                    found.push(*fault);
                    None
                });
                let (pages, blanks) = match kind {
                    FileKind::Book(EditionKind::Print) => (volume.printed_pages(), volume.blanks),
                    FileKind::Book(_) => (volume.pages.frames.len(), 0),
                    FileKind::Cover => (1, 0),
                };
                let (volume, volumes) = (volume.volume, volume.volumes);
                (bytes.map(|bytes| File { kind, volume, volumes, pages, blanks, bytes }), found)
            })
            .collect();
        let mut files = Vec::new();
        for (file, diagnostics) in made {
            found.extend(diagnostics);
            files.extend(file);
        }
        files
    }
}

fn add<'p>(shelfmarks: &mut Shelfmarks<'p>, job: &Job<'p>, layouts: &[Layout]) {
    for layout in layouts {
        for edition in &layout.editions {
            shelfmarks.add(job.publication, *edition, &layout.books);
        }
    }
}
