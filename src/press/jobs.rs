//! Books in every language and edition: set, made, written, in parallel.
//!
//! The books of one language are set together, for they link to each other's volumes, and then made file by file.

use super::Request;
use super::guard::guarded;
use super::manuscripts::Manuscripts;
use super::names::{self, Product};
use super::put::{put, put_plan};
use super::selection::Job;
use super::shelfmarks::Shelfmarks;
use super::stages::{self, Book};
use super::texts::Texts;
use super::typecases::Typecases;
use super::write::Written;
use crate::catalogue::CatalogueFile;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::edition::{self, Bound, Input, SplitPlan, VolumeBook};
use crate::language::LangTag;
use crate::manuscript::Manuscript;
use crate::preflight::{self, Asked};
use crate::project::{Edition, HouseStyle};
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
    pub(super) typecases: &'a Typecases,
}

/// The bytes of one file.
pub(super) struct File<'p> {
    pub(super) product: Product<'p>,
    pub(super) volume: u16,
    pub(super) volumes: u16,
    pub(super) pages: usize,
    pub(super) blanks: usize,
    pub(super) bytes: Vec<u8>,
}

/// Pages, and the editions that have them. An e-book has those of another edition: its list of pages names them, and it is
/// split where they are.
pub(super) struct Layout<'p> {
    editions: Vec<&'p Edition>,
    text: Arc<Manuscript>,
    house: Arc<HouseStyle>,
    books: Vec<VolumeBook>,
    plan: Option<SplitPlan>,
}

impl Layout<'_> {
    /// Whether its pages are those of a text in a design.
    fn is_of(&self, text: &Arc<Manuscript>, house: &Arc<HouseStyle>) -> bool {
        Arc::ptr_eq(&self.text, text) && Arc::ptr_eq(&self.house, house)
    }
}

/// A job that was set, and what was found so far.
struct Set<'p> {
    /// Its place in the selection.
    at: usize,
    job: &'p Job<'p>,
    texts: Option<Texts>,
    layouts: Vec<Layout<'p>>,
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

    fn set<'p>(&'p self, at: usize, job: &'p Job<'p>) -> Set<'p> {
        let mut found = self.manuscripts.findings.get(at).cloned().unwrap_or_default();
        let text = self.manuscripts.of(job).filter(|_| self.may_go_on(job, &found));
        let texts = text.map(|text| self.texts(job, text));
        let layouts = texts.as_ref().map(|texts| self.layouts(job, texts, &mut found)).unwrap_or_default();
        Set { at, job, texts, layouts, found }
    }

    fn texts(&self, job: &Job<'_>, whole: &Arc<Manuscript>) -> Texts {
        Texts::of(whole, self.request.project, &self.request.selection.editions, &job.language)
    }

    /// Sets a text once for all editions that have the same, in the same design.
    fn layouts(&self, job: &Job<'_>, texts: &Texts, found: &mut Diagnostics) -> Vec<Layout<'_>> {
        let project = self.request.project;
        let mut wanted: Vec<Layout<'_>> = Vec::new();
        for edition in self.request.selection.editions.iter().filter(|one| !self.repeats_its_base(job, texts, one)) {
            if edition.pieces.is_some() && texts.get(edition).blocks.is_empty() {
                self.no_pieces(job, edition).into_iter().for_each(|finding| found.push(finding));
                continue;
            }
            let paged = project.paged(edition);
            let (text, house) = (texts.get(paged), project.house_of(job.publication, &job.language.tag, paged));
            match wanted.iter_mut().find(|layout| layout.is_of(text, &house)) {
                Some(layout) => layout.editions.push(edition),
                None => {
                    let editions = vec![*edition];
                    wanted.push(Layout { editions, text: text.clone(), house, books: Vec::new(), plan: None });
                }
            }
        }
        let mut layouts = Vec::new();
        for mut layout in wanted {
            let what = format!("the pages of {} in {}", job.publication.name, job.language.tag);
            let Some(edition) = layout.editions.first() else { continue };
            let made = guarded(&what, || edition::make(&self.input(job, edition, &layout.text, &layout.house), found));
            match made {
                Ok(Bound { volumes, plan }) => {
                    (layout.books, layout.plan) = (volumes, plan);
                    layouts.push(layout);
                }
                Err(fault) => found.push(*fault),
            }
        }
        layouts
    }

    /// The finding that a text has none of the pieces of an edition, where that was asked for.
    fn no_pieces(&self, job: &Job<'_>, edition: &Edition) -> Option<Diagnostic> {
        let kinds = edition.pieces.as_ref().map(|pieces| pieces.kinds.join(", ")).unwrap_or_default();
        let (publication, tag, name) = (&job.publication.name, &job.language.tag, &edition.name);
        let message = format!("{publication} in {tag} has nothing for the edition `{name}`, which is not made of it");
        let finding = Diagnostic::warning("empty-edition", message);
        self.request.selection.asked.then(|| finding.help(format!("it consists of the directives {kinds}")))
    }

    /// Whether an edition that nobody asked for is nothing new: the edition that it was made from has the same text in the
    /// same design, and is made too.
    fn repeats_its_base(&self, job: &Job<'_>, texts: &Texts, edition: &Edition) -> bool {
        let (project, selection) = (self.request.project, &self.request.selection);
        let base = edition.bases.first().and_then(|base| project.edition(base));
        let house = |edition| project.house_of(job.publication, &job.language.tag, edition);
        base.is_some_and(|base| {
            !selection.asked
                && selection.editions.iter().any(|one| one.name == base.name)
                && (base.output, base.covers, &base.profile, &base.impose)
                    == (edition.output, edition.covers, &edition.profile, &edition.impose)
                && Arc::ptr_eq(texts.get(base), texts.get(edition))
                && Arc::ptr_eq(&house(base), &house(edition))
        })
    }

    fn input<'a>(
        &'a self,
        job: &'a Job<'_>,
        edition: &'a Edition,
        manuscript: &'a Manuscript,
        house: &'a HouseStyle,
    ) -> Input<'a> {
        let design = (house, self.typecases.of(house));
        let input = self.manuscripts.input(self.request.project, job, edition, manuscript, design);
        Input { draft: self.request.draft, ..input }
    }

    /// Sets the publications that the books link to and that were not chosen: how they are split decides where the
    /// links lead, and a book must not depend on what else was asked for.
    fn linked(&self, tag: &LangTag, sets: &[Set<'_>], shelfmarks: &Shelfmarks<'_>) -> Vec<(Job<'_>, Vec<Layout<'_>>)> {
        let layouts = sets.iter().flat_map(|set| &set.layouts);
        let names: BTreeSet<String> = layouts.flat_map(|layout| shelfmarks.missing(&layout.books)).collect();
        let sound = names.iter().filter_map(|name| self.request.project.publication(name)).filter(|p| !p.broken);
        let jobs: Vec<Job<'_>> = sound.map(|publication| Job::of(self.request.project, publication, tag)).collect();
        jobs.into_par_iter()
            .map(|job| {
                let texts = self.manuscripts.of(&job).map(|text| self.texts(&job, text));
                let layouts = texts.map(|texts| self.layouts(&job, &texts, &mut Diagnostics::new()));
                (job, layouts.unwrap_or_default())
            })
            .collect()
    }

    /// Makes the files of a book, and writes all of them, or none where something is wrong.
    fn finish(&self, set: Set<'_>, shelfmarks: &Shelfmarks<'_>) -> Done {
        let Set { at, job, texts, layouts, mut found } = set;
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        // The plan of the printed volumes; what has only other pages says nothing of it.
        let plan = self.plan(job, texts.as_ref(), &layouts);
        if let Some(texts) = texts.filter(|_| self.may_go_on(job, &found)) {
            (files, refused) = self.files(job, &texts, &layouts, shelfmarks, &mut found);
        }
        drop(layouts);
        let may_be_put = !files.is_empty() && self.may_go_on(job, &found);
        let files = if may_be_put { put(self.request, job, &files, &mut found) } else { Vec::new() };
        if let Some(plan) = plan.filter(|_| !files.is_empty()) {
            put_plan(self.request, job, plan.as_ref(), &mut found);
        }
        let has_pages = self.request.selection.has_pages();
        Done { at, files, refused, found: if has_pages { found } else { found.unseen() } }
    }

    /// Why a work is split as its first edition for a printer is.
    fn plan(&self, job: &Job<'_>, texts: Option<&Texts>, layouts: &[Layout<'_>]) -> Option<Option<SplitPlan>> {
        let project = self.request.project;
        let bound = project.editions.iter().find(|edition| edition.is_bound())?;
        let (text, house) = (texts?.get(bound), project.house_of(job.publication, &job.language.tag, bound));
        layouts.iter().find(|layout| layout.is_of(text, &house)).map(|layout| layout.plan.clone())
    }

    /// Every edition of every volume, and the covers.
    fn files<'p>(
        &self,
        job: &Job<'_>,
        texts: &Texts,
        layouts: &[Layout<'p>],
        shelfmarks: &Shelfmarks<'_>,
        found: &mut Diagnostics,
    ) -> (Vec<File<'p>>, Vec<Refused>) {
        let project = self.request.project;
        let mut wanted: Vec<(Product<'p>, &Layout<'_>, &VolumeBook)> = Vec::new();
        let mut refused = Vec::new();
        for layout in layouts {
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
        wanted.sort_by_cached_key(|(product, _, volume)| (Product::place(&product.name(), project), volume.volume));
        let made: Vec<(Result<File<'_>, Refused>, Diagnostics)> = wanted
            .into_par_iter()
            .map(|(product, layout, volume)| {
                let (file, mut found) = self.file(job, texts, product, layout, volume, shelfmarks);
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
        (files, refused)
    }

    /// Whether a file passes the preflight of its edition's profile, which reports what it finds. A draft goes to nobody.
    fn passes(&self, job: &Job<'_>, file: &File<'_>, volume: &VolumeBook, found: &mut Diagnostics) -> bool {
        let profile = file.product.edition.profile.as_deref().filter(|_| file.product.edition.has_pages());
        let Some(profile) = profile.filter(|_| !self.request.draft) else { return true };
        let path = names::path(job.publication, &job.language.tag, file.product, file.volume, file.volumes);
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
        let input = self.input(job, edition, &layout.text, &layout.house);
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
        texts: &Texts,
        product: Product<'p>,
        layout: &Layout<'_>,
        volume: &VolumeBook,
        shelfmarks: &Shelfmarks<'_>,
    ) -> (Option<File<'p>>, Diagnostics) {
        let mut found = Diagnostics::new();
        let (edition, tag) = (product.edition, &job.language.tag);
        let input = self.input(job, edition, &layout.text, &layout.house);
        let house = self.request.project.house_of(job.publication, tag, edition);
        let book = Book {
            input: &input,
            ebook: texts.get(edition),
            house: &house,
            fonts: self.typecases.of(&house),
            volumes: &layout.books,
            volume,
            time: self.request.clock.of(job.publication),
            links: match product.is_cover {
                true => BTreeMap::new(),
                false => shelfmarks.links(job.publication, tag, edition, volume),
            },
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
        let (volume, volumes) = (volume.volume, volume.volumes);
        (bytes.map(|bytes| File { product, volume, volumes, pages, blanks, bytes }), found)
    }
}

fn add<'p>(shelfmarks: &mut Shelfmarks<'p>, job: &Job<'p>, layouts: &[Layout<'p>]) {
    for layout in layouts {
        for edition in &layout.editions {
            shelfmarks.add(job.publication, edition, &layout.books);
        }
    }
}
