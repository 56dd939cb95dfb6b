//! Books in every language and edition: set, made, written, in parallel.
//!
//! The books of one language are set together, for they link to each other's volumes, and then made file by file.

use super::Request;
use super::archive;
use super::guard::guarded;
use super::layouts::{Layout, Pages, Setter};
use super::manuscripts::Manuscripts;
use super::names::{self, Portion, Product};
use super::put::{put, put_plan};
use super::selection::Job;
use super::shelfmarks::Shelfmarks;
use super::stages::{self, Book};
use super::typecases::Typecases;
use super::write::Written;
use crate::catalogue::CatalogueFile;
use crate::diagnostics::Diagnostics;
use crate::edition::{self, SplitPlan, VolumeBook};
use crate::language::LangTag;
use crate::preflight::{self, Asked};
use crate::project::Edition;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
    pub(super) typecases: &'a Typecases,
}

/// The bytes of one file.
pub(super) struct File<'p> {
    pub(super) product: Product<'p>,
    pub(super) portion: Portion,
    /// What a piece is called.
    pub(super) piece: Option<String>,
    pub(super) pages: usize,
    pub(super) blanks: usize,
    pub(super) bytes: Vec<u8>,
}

/// A job that was set, and what was found so far.
struct Set<'p> {
    /// Its place in the selection.
    at: usize,
    job: &'p Job<'p>,
    pages: Option<Pages<'p>>,
    found: Diagnostics,
}

/// The files and findings of one job.
struct Done {
    at: usize,
    files: Vec<Made>,
    refused: Vec<Refused>,
    found: Diagnostics,
}

/// A file that its edition's printer or shop would not take, so that it was not made: one of an earlier build stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) publication: String,
    pub(super) lang: LangTag,
    /// The edition, or its cover.
    pub(super) product: String,
}

impl Refused {
    fn of(job: &Job<'_>, product: Product<'_>) -> Self {
        let (publication, lang) = (job.publication.name.clone(), job.language.tag.clone());
        Self { publication, lang, product: product.name() }
    }
}

/// What was made, and what was not.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) made: Vec<Made>,
    pub(super) refused: Vec<Refused>,
    pub(super) found: Diagnostics,
}

/// Makes and writes the books of the request. Gives the files in the order of the selection, whatever the order in which
/// they were made, and what was found.
pub(super) fn run(workshop: &Workshop<'_>, watch: &dyn Watch) -> Outcome {
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
    let mut outcome = Outcome::default();
    for job in done {
        outcome.made.extend(job.files);
        outcome.refused.extend(job.refused);
        outcome.found.extend(job.found);
    }
    outcome
}

impl<'p> Set<'p> {
    fn layouts(&self) -> &[Layout<'p>] {
        self.pages.as_ref().map(|pages| pages.layouts.as_slice()).unwrap_or_default()
    }
}

impl Workshop<'_> {
    /// The jobs of one language, given by their places in the selection.
    fn group(&self, tag: &LangTag, places: &[usize], watch: &dyn Watch) -> Vec<Done> {
        let jobs = &self.request.selection.jobs;
        let sets: Vec<Set<'_>> = places.par_iter().map(|at| self.set(*at, &jobs[*at])).collect();
        let mut shelfmarks = Shelfmarks::default();
        for set in &sets {
            add(&mut shelfmarks, set.job, set.layouts());
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

    fn set<'p>(&'p self, at: usize, job: &'p Job<'p>) -> Set<'p> {
        let mut found = self.manuscripts.findings.get(at).cloned().unwrap_or_default();
        let text = self.manuscripts.of(job).filter(|_| self.may_go_on(job, &found));
        let pages = text.map(|text| self.setter().set(job, text, &mut found));
        Set { at, job, pages, found }
    }

    fn setter(&self) -> Setter<'_> {
        let Self { request: Request { project, selection, draft, .. }, manuscripts, typecases } = self;
        Setter { project, selection, manuscripts, typecases, draft: *draft }
    }

    /// Sets the publications that the books link to and that were not chosen: how they are split decides where the
    /// links lead, and a book must not depend on what else was asked for.
    fn linked(&self, tag: &LangTag, sets: &[Set<'_>], shelfmarks: &Shelfmarks<'_>) -> Vec<(Job<'_>, Vec<Layout<'_>>)> {
        let layouts = sets.iter().flat_map(Set::layouts);
        let names: BTreeSet<String> = layouts.flat_map(|layout| shelfmarks.missing(&layout.books)).collect();
        let sound = names.iter().filter_map(|name| self.request.project.publication(name)).filter(|p| !p.broken);
        let jobs: Vec<Job<'_>> = sound
            .map(|publication| Job::of(self.request.project, publication, tag, &self.request.selection.asked))
            .collect();
        jobs.into_par_iter()
            .map(|job| {
                let text = self.manuscripts.of(&job);
                let pages = text.map(|text| self.setter().set(&job, text, &mut Diagnostics::new()));
                (job, pages.map(|pages| pages.layouts).unwrap_or_default())
            })
            .collect()
    }

    /// Makes the files of a book, and writes all of them, or none where something is wrong.
    fn finish(&self, set: Set<'_>, shelfmarks: &Shelfmarks<'_>) -> Done {
        let Set { at, job, pages, mut found } = set;
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        // The plan of the printed volumes; what has only other pages says nothing of it.
        let plan = pages.as_ref().and_then(|pages| self.plan(job, pages));
        if let Some(pages) = pages.filter(|_| self.may_go_on(job, &found)) {
            (files, refused) = self.files(job, &pages, shelfmarks, &mut found);
        }
        let may_be_put = !files.is_empty() && self.may_go_on(job, &found);
        let files = if may_be_put { put(self.request, job, &files, &mut found) } else { Vec::new() };
        if let Some(plan) = plan.filter(|_| !files.is_empty()) {
            put_plan(self.request, job, plan.as_ref(), &mut found);
        }
        Done { at, files, refused, found: if job.has_pages() { found } else { found.unseen() } }
    }

    /// Why a work is split as its first edition for a printer is.
    fn plan(&self, job: &Job<'_>, Pages { texts, layouts }: &Pages<'_>) -> Option<Option<SplitPlan>> {
        let project = self.request.project;
        let bound = job.publication.editions.iter().find(|edition| edition.is_bound())?;
        let (text, house) = (texts.get(bound), project.house_of(job.publication, &job.language.tag, bound));
        layouts.iter().find(|layout| layout.is_of(text, &house)).map(|layout| layout.plan.clone())
    }

    /// Every edition of every volume, and the covers.
    fn files<'p>(
        &self,
        job: &Job<'_>,
        pages: &Pages<'p>,
        shelfmarks: &Shelfmarks<'_>,
        found: &mut Diagnostics,
    ) -> (Vec<File<'p>>, Vec<Refused>) {
        let project = self.request.project;
        let mut wanted: Vec<(Product<'p>, &Layout<'_>, &VolumeBook)> = Vec::new();
        let mut refused = Vec::new();
        for layout in &pages.layouts {
            for &edition in &layout.editions {
                if self.refuses(job, edition, layout, found) {
                    let products = [Product::book(edition), Product::cover(edition)];
                    refused.extend(products.map(|product| Refused::of(job, product)));
                    continue;
                }
                let cover = project.has_cover(job.publication, edition).then_some(Product::cover(edition));
                for product in std::iter::once(Product::book(edition)).chain(cover) {
                    wanted.extend(layout.books.iter().map(|volume| (product, layout, volume)));
                }
            }
        }
        wanted.sort_by_cached_key(|(product, _, volume)| {
            (Product::place(&product.name(), &job.publication.editions), volume.volume)
        });
        let made: Vec<(Result<File<'_>, Refused>, Diagnostics)> = wanted
            .into_par_iter()
            .map(|(product, layout, volume)| {
                let (file, mut found) = self.file(job, pages, product, (layout, volume), shelfmarks);
                let passed = file.filter(|file| self.passes(job, file, volume, &mut found));
                (passed.ok_or_else(|| Refused::of(job, product)), found)
            })
            .collect();
        let mut files = Vec::new();
        for (file, diagnostics) in made {
            found.extend(diagnostics);
            match file {
                Ok(file) => files.push(file),
                Err(one) => refused.push(one),
            }
        }
        let is_whole = |file: &File<'_>| !refused.iter().any(|one| one.product == file.product.name());
        files.extend(archive::of_pieces(job, &files, self.request.clock.of(job.publication), is_whole));
        (files, refused)
    }

    /// Whether a file passes the preflight of its edition's profile, which reports what it finds. A draft goes to nobody.
    fn passes(&self, job: &Job<'_>, file: &File<'_>, volume: &VolumeBook, found: &mut Diagnostics) -> bool {
        let profile = file.product.edition.profile.as_deref().filter(|_| file.product.edition.has_pages());
        let Some(profile) = profile.filter(|_| !self.request.draft) else { return true };
        let path = names::path(job.publication, &job.language.tag, file.product, file.portion);
        let cover = file.product.is_cover.then(|| Some(volume.printed_pages()));
        let verdict = preflight::pdf(&file.bytes, &path, &Asked { profile, cover });
        let passes = verdict.passes();
        // What was told at its place in the sources is not told again; and what is read on screens, too, has links.
        let is_told = found.iter().any(|finding| finding.code == "low-resolution");
        let is_bound = file.product.edition.is_bound();
        let is_new = |code: &str| !(is_told && code == "low-resolution") && (is_bound || code != "links");
        let new = verdict.found.into_iter().filter(|finding| is_new(finding.code));
        new.for_each(|finding| found.push(finding.seen()));
        passes
    }

    /// Whether the printer or shop of an edition takes one of its volumes not, which is reported. A draft goes to nobody.
    fn refuses(&self, job: &Job<'_>, edition: &Edition, layout: &Layout<'_>, found: &mut Diagnostics) -> bool {
        let setter = self.setter();
        let input = setter.input(job, edition, &layout.text, &layout.house);
        let volumes = layout.books.iter().filter(|_| !self.request.draft);
        let refused: Diagnostics = volumes.flat_map(|volume| edition::refused(&input, volume)).collect();
        let refuses = refused.has_errors();
        found.extend(refused);
        refuses
    }

    /// One file of a volume.
    fn file<'p>(
        &self,
        job: &Job<'_>,
        pages: &Pages<'_>,
        product: Product<'p>,
        (layout, volume): (&Layout<'_>, &VolumeBook),
        shelfmarks: &Shelfmarks<'_>,
    ) -> (Option<File<'p>>, Diagnostics) {
        let mut found = Diagnostics::new();
        let (edition, tag) = (product.edition, &job.language.tag);
        let setter = self.setter();
        let input = setter.input(job, edition, &layout.text, &layout.house);
        let house = self.request.project.house_of(job.publication, tag, edition);
        let book = Book {
            input: &input,
            ebook: pages.texts.get(edition),
            house: &house,
            fonts: self.typecases.of(&house),
            volumes: &layout.books,
            volume,
            time: self.request.clock.of(job.publication),
            links: match product.is_cover {
                true => BTreeMap::new(),
                false => shelfmarks.links(job.publication, tag, edition, volume),
            },
            margin_folios: setter.margin_folios(job, edition, pages, layout, volume),
        };
        let part = if product.is_cover { "" } else { " edition" };
        let what = format!("the {}{part} of {} in {tag}", product.name(), job.publication.name);
        let bytes = guarded(&what, || stages::file(product, &book, &mut found)).unwrap_or_else(|fault| {
            found.push(*fault);
            None
        });
        let (pages, blanks) = match product {
            Product { is_cover: true, .. } => (1, 0),
            Product { edition, .. } if edition.is_bound() => (volume.printed_pages(), volume.blanks),
            _ => (volume.pages.frames.len(), 0),
        };
        let (portion, piece) = (Portion::of(volume), volume.name.clone().filter(|_| volume.piece.is_some()));
        (bytes.map(|bytes| File { product, portion, piece, pages, blanks, bytes }), found)
    }
}

fn add<'p>(shelfmarks: &mut Shelfmarks<'p>, job: &Job<'p>, layouts: &[Layout<'p>]) {
    for layout in layouts {
        for edition in &layout.editions {
            shelfmarks.add(job.publication, edition, &layout.books);
        }
    }
}
