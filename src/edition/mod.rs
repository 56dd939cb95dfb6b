//! What an edition is made of: front matter, text, back matter, volumes.
//!
//! In: a manuscript and what the project says of its publication. Out: the pages of each volume. Steps: set the whole,
//! see whether and where it is to be split, put the leaves around each volume's text, set the volumes together so that
//! references between them agree. Covers are drawn when the volumes are known.

mod acceptance;
mod binding;
mod cover;
mod leaves;
mod library;
mod limits;
mod margin_folios;
mod own_index;
mod piece_heads;
mod pieces;
mod plan;
mod refusals;
mod spine;
mod volumes;
mod watermark;

pub use acceptance::refused;
pub use cover::{Front, FrontColors, Panel, cover};
pub use margin_folios::{MarginFolio, MarginFolios, with_margin_folios};
pub use plan::{Cuts, PlannedVolume, SplitPlan};
pub use refusals::refusals;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::{Facts, Neighbour, Volume};
use crate::font::FontSet;
use crate::language::Language;
use crate::layout::{self, Pages, Part, Work, typeset};
use crate::manuscript::{Block, Manuscript};
use crate::project::{Binding, Edition, Folios, HouseStyle, Project, Publication, VolumeIndex, VolumeRule, Volumes};
use limits::Limit;
use std::collections::BTreeMap;
use std::ops::Range;
use volumes::Chapters;

/// What the editions of a publication in one language are made from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The toolbox.
    pub project: &'a Project,
    /// The publication.
    pub publication: &'a Publication,
    /// The edition.
    pub edition: &'a Edition,
    /// The language.
    pub language: &'a Language,
    /// What it says of itself in the language.
    pub facts: &'a Facts,
    /// Its text.
    pub manuscript: &'a Manuscript,
    /// The edition's house style.
    pub house: &'a HouseStyle,
    /// The house style's fonts.
    pub fonts: &'a FontSet,
    /// The toolbox's other publications in this language, by name.
    pub neighbours: &'a BTreeMap<String, Neighbour>,
    /// It is a draft: each page says so.
    pub draft: bool,
}

/// One bound part, or the whole where it is not split.
#[derive(Debug)]
pub struct VolumeBook {
    /// From 1; 0 where the publication is not split.
    pub volume: u16,
    /// How many there are; 0 where it is not split.
    pub volumes: u16,
    /// Where it is one piece of several that lie in files of their own: which, from 1, and of how many.
    pub piece: Option<(u16, u16)>,
    /// «Volume One of Two», or the piece's name.
    pub name: Option<String>,
    /// Which of the manuscript's blocks it holds.
    pub blocks: Range<usize>,
    /// Its pages, the same in print and on the screen.
    pub pages: Pages,
    /// Blank pages that follow them in print, to fill up the last signature.
    pub blanks: usize,
}

/// What was made of a publication.
#[derive(Debug)]
pub struct Bound {
    /// Its volumes in order; one where it is not split.
    pub volumes: Vec<VolumeBook>,
    /// Why it is split as it is; `None` where it is not.
    pub plan: Option<SplitPlan>,
}

/// Sets a publication and splits it where its rule says so.
pub fn make(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Bound {
    if input.edition.pieces.as_ref().is_some_and(|pieces| pieces.split) {
        return Bound { volumes: pieces::make(input, diagnostics), plan: None };
    }
    let maker =
        Maker { input, house: input.house, volumes: volumes_of(input), everything: 0..input.manuscript.blocks.len() };
    let rule = &maker.volumes.rule;
    let refused = refusals::of_volumes(input, maker.house, maker.volumes);
    let limit = maker.limit().filter(|_| !refused.has_errors());
    diagnostics.extend(refused);
    let mut found = Diagnostics::new();
    let whole = maker.set(std::slice::from_ref(&maker.everything), &mut found);
    let chapters = maker.chapters(&whole);
    let mut books = match chapters.decide(rule, limit) {
        volumes::Decision::Whole => whole,
        volumes::Decision::Split(plans) => {
            drop(whole);
            found = Diagnostics::new();
            maker.set_volumes(limit, &plans, &mut found)
        }
    };
    diagnostics.extend(found);
    stamp(&mut books, input, diagnostics);
    maker.report_counts(books.len(), diagnostics);
    let plan = (books.len() > 1).then(|| chapters.plan(&books, &maker.house.page));
    maker.report_unevenness(plan.as_ref(), diagnostics);
    Bound { volumes: books, plan }
}

/// Adds what pages say that only the whole tells.
fn stamp(books: &mut [VolumeBook], input: &Input<'_>, diagnostics: &mut Diagnostics) {
    if input.edition.has_own_pages() {
        books.iter_mut().for_each(|book| piece_heads::stamp(book, input, diagnostics));
    }
    if input.draft {
        books.iter_mut().for_each(|book| watermark::stamp(&mut book.pages, input));
    }
}

/// How the text is split; pieces, which are given out one by one, never are.
fn volumes_of<'a>(input: &Input<'a>) -> &'a Volumes {
    static WHOLE: Volumes = Volumes::WHOLE;
    let own = input.publication.volumes.get(&input.language.tag);
    own.filter(|_| input.edition.pieces.is_none()).unwrap_or(&WHOLE)
}

/// The publication's own file, as messages name it.
fn publication_file(input: &Input<'_>) -> String {
    input.project.shown(&input.publication.folder.join("publication.toml")).display().to_string()
}

struct Maker<'a> {
    input: &'a Input<'a>,
    house: &'a HouseStyle,
    volumes: &'a Volumes,
    /// All blocks of the text.
    everything: Range<usize>,
}

impl Maker<'_> {
    /// What the rule's limits leave a volume.
    fn limit(&self) -> Option<Limit> {
        let VolumeRule::Limits(limits) = &self.volumes.rule else { return None };
        limits::tightest(limits, &self.house.page)
    }

    /// Where volumes may begin, as the work is set in one.
    fn chapters(&self, whole: &[VolumeBook]) -> Chapters {
        let blocks = &self.input.manuscript.blocks;
        let pages = whole.first().map(|book| &book.pages);
        pages.map(|pages| Chapters::of(blocks, pages)).unwrap_or_default()
    }

    /// Says where volumes that stand on a shelf are of too different thickness, unless their cuts were asked for.
    fn report_unevenness(&self, plan: Option<&SplitPlan>, diagnostics: &mut Diagnostics) {
        let has_spine = matches!(self.house.page.binding, Binding::Perfect | Binding::Sewn);
        let is_asked = matches!(self.volumes.rule, VolumeRule::After(_));
        let Some(percent) = plan.filter(|_| has_spine && !is_asked).and_then(SplitPlan::unevenness) else { return };
        let most = plan::MOST_DIFFERENCE;
        diagnostics.push(
            Diagnostic::warning("uneven-volumes", format!("spines differ by {percent} %; up to {most} % is usual"))
                .in_file(publication_file(self.input))
                .help(
                    "the file …-volumes.json beside the volumes lists other cuts; `after` under [volumes] chooses them",
                ),
        );
    }

    /// Sets the first plan whose volumes keep the limit; the last one, reported, where none does.
    fn set_volumes(
        &self,
        limit: Option<Limit>,
        plans: &[Vec<Range<usize>>],
        diagnostics: &mut Diagnostics,
    ) -> Vec<VolumeBook> {
        let mut last = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            let mut found = Diagnostics::new();
            let books = self.set(plan, &mut found);
            let longest = books.iter().map(|book| book.pages.frames.len()).max().unwrap_or(0);
            let broken = limit.filter(|limit| longest > limit.pages);
            if broken.is_some() && at + 1 < plans.len() {
                continue;
            }
            if let Some(Limit { pages, key }) = broken {
                found.push(
                    Diagnostic::warning(
                        "volume-too-long",
                        format!("a volume has {longest} pages; {key} allows {pages}"),
                    )
                    .in_file(publication_file(self.input))
                    .help(format!("a chapter is not divided: raise {key} or give the text more chapters")),
                );
            }
            diagnostics.extend(found);
            last = books;
            break;
        }
        last
    }

    /// Sets volumes. What is bound thicker than the house style's inner margin serves is set again with a wider one,
    /// until margin and number of pages agree; margins only grow, so that it ends.
    fn set(&self, ranges: &[Range<usize>], diagnostics: &mut Diagnostics) -> Vec<VolumeBook> {
        let mut house = self.house.clone();
        loop {
            let mut found = Diagnostics::new();
            let books = self.set_in(&house, ranges, &mut found);
            let longest = books.iter().map(VolumeBook::printed_pages).max().unwrap_or(0);
            let inner = binding::least_inner(&house.page, longest);
            if inner <= house.page.margins.inner || self.input.publication.is_article() {
                diagnostics.extend(found);
                self.report_staples(longest, diagnostics);
                return books;
            }
            house.page.margins.inner = inner;
        }
    }

    /// Says where there are ISBNs or titles for other volumes than are made.
    fn report_counts(&self, volumes: usize, diagnostics: &mut Diagnostics) {
        let Input { publication, language, .. } = self.input;
        let editions = &self.input.publication.editions;
        let isbns = editions.iter().filter_map(|edition| publication.isbn.volumes(edition, &language.tag));
        let mut report = |code, given: usize, what: &str| {
            if given != volumes {
                diagnostics.push(
                    Diagnostic::warning(code, format!("{given} {what}, but volumes: {volumes}"))
                        .in_file(publication_file(self.input))
                        .help("give one for each volume, in their order"),
                );
            }
        };
        isbns.for_each(|given| report("isbn-count", given, "ISBNs of an edition"));
        if !self.volumes.titles.is_empty() {
            report("volume-titles", self.volumes.titles.len(), "titles of volumes");
        }
    }

    fn report_staples(&self, longest: usize, diagnostics: &mut Diagnostics) {
        let most = binding::MOST_STAPLED;
        if self.house.page.binding == Binding::Stapled && longest > most {
            diagnostics.push(
                Diagnostic::warning("too-thick-to-staple", format!("{longest} pages; staples hold {most} at most"))
                    .in_file(publication_file(self.input))
                    .help("split it, with max-pages under [volumes], or bind it in another way"),
            );
        }
    }

    /// What the volume at a place, from 0, is among so many; `None` where there is only one.
    fn bound(&self, at: usize, count: usize) -> Option<Volume<'_>> {
        Volume::at(at, count, &self.volumes.titles)
    }

    /// The index of a volume's own, where each is to have one.
    fn own_index(&self, range: &Range<usize>, number: usize) -> Vec<Block> {
        match self.volumes.index {
            VolumeIndex::Last => Vec::new(),
            VolumeIndex::Each => own_index::of(self.input.manuscript, range, number),
        }
    }

    /// What each page of a set that is given out piece by piece says of where it is from: title and date.
    fn loose_head(&self) -> String {
        let Input { facts, language, .. } = self.input;
        let parts = [Some(facts.labelled_title(language)), facts.month_year.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn set_in(&self, house: &HouseStyle, ranges: &[Range<usize>], diagnostics: &mut Diagnostics) -> Vec<VolumeBook> {
        let input = self.input;
        let count = ranges.len();
        let indexes: Vec<Vec<Block>> = (1..).zip(ranges).map(|(number, range)| self.own_index(range, number)).collect();
        let volumes: Vec<layout::Volume<'_>> = ranges
            .iter()
            .enumerate()
            .map(|(at, range)| {
                let bound = self.bound(at, count);
                let own_index = indexes.get(at).map(Vec::as_slice).filter(|blocks| !blocks.is_empty());
                let texts = [input.manuscript.blocks.get(range.clone()), own_index];
                let texts = texts.into_iter().flatten().map(Part::Text).collect();
                let parts = leaves::around(input, house, texts, bound.as_ref());
                let number = bound.map_or(0, |bound| bound.number);
                let loose = input.edition.pieces.is_some();
                let head = match number {
                    // Those of pieces on pages of their own come last, when it is known how many pages each has.
                    0 => (loose && !input.edition.has_own_pages()).then(|| self.loose_head()),
                    number => Some(input.language.volume(number)),
                };
                layout::Volume { number: number as u16, head, loose, parts }
            })
            .collect();
        let work = Work {
            vocalised: input.manuscript.is_vocalised(),
            house,
            language: input.language,
            fonts: input.fonts,
            manuscript: input.manuscript,
            neighbours: input.neighbours,
            values: input.facts.values(),
            folios_restart: self.volumes.folios == Folios::Restart,
            volumes,
        };
        let pages = typeset(&work, diagnostics);
        let books = pages.into_iter().zip(ranges).enumerate();
        books
            .map(|(at, (pages, blocks))| VolumeBook {
                volume: if count > 1 { at as u16 + 1 } else { 0 },
                volumes: if count > 1 { count as u16 } else { 0 },
                piece: None,
                name: self.bound(at, count).map(|bound| bound.whole_name(input.language)),
                blocks: blocks.clone(),
                blanks: binding::blanks(pages.frames.len(), house.page.signature()),
                pages,
            })
            .collect()
    }
}

impl VolumeBook {
    /// Pages of the print edition.
    #[must_use]
    pub fn printed_pages(&self) -> usize {
        self.pages.frames.len() + self.blanks
    }
}
