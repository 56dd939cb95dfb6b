//! The pages of a job's editions.
//!
//! In: a text, the editions that are wanted of it, and their designs. Out: pages, each text in each design once, for all
//! editions that have it. Steps: the text of each edition; where one refers to what another has, that one's pages first, and
//! the references say theirs; then the pages of all; then the folios of one that stand in the margins of another.

use super::guard::guarded;
use super::manuscripts::Manuscripts;
use super::page_map::{found_on, page_map};
use super::selection::{Job, Selection, with_companions};
use super::texts::{Texts, rest_of};
use super::typecases::Typecases;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::edition::{self, Bound, Input, MarginFolio, MarginFolios, SplitPlan, VolumeBook};
use crate::facts;
use crate::language::Language;
use crate::manuscript::{LeftOut, Manuscript, NodeId};
use crate::project::{Edition, Folios, HouseStyle, Project};
use crate::xhtml::PageBreak;
use std::sync::Arc;

/// What pages are set with.
#[derive(Copy, Clone)]
pub(super) struct Setter<'a> {
    pub(super) project: &'a Project,
    pub(super) selection: &'a Selection<'a>,
    pub(super) manuscripts: &'a Manuscripts,
    pub(super) typecases: &'a Typecases,
    pub(super) draft: bool,
}

/// Pages, and the editions that have them. An e-book has those of another edition: its list of pages names them, and it is
/// split where they are.
pub(super) struct Layout<'p> {
    /// Those that are made of them; none where another edition only names them.
    pub(super) editions: Vec<&'p Edition>,
    pub(super) text: Arc<Manuscript>,
    pub(super) house: Arc<HouseStyle>,
    pub(super) books: Vec<VolumeBook>,
    pub(super) plan: Option<SplitPlan>,
    found: Diagnostics,
}

impl Layout<'_> {
    /// Whether its pages are those of a text in a design.
    pub(super) fn is_of(&self, text: &Arc<Manuscript>, house: &Arc<HouseStyle>) -> bool {
        Arc::ptr_eq(&self.text, text) && Arc::ptr_eq(&self.house, house)
    }
}

/// The texts of a job's editions and their pages.
pub(super) struct Pages<'p> {
    pub(super) texts: Texts,
    pub(super) layouts: Vec<Layout<'p>>,
}

impl<'a> Setter<'a> {
    /// Sets a text for all editions of the selection.
    pub(super) fn set(&self, job: &Job<'a>, whole: &Arc<Manuscript>, found: &mut Diagnostics) -> Pages<'a> {
        let all = &job.publication.editions;
        let editions: Vec<&Edition> = with_companions(job.publication, &self.selection.asked).collect();
        let mut pages = Pages { texts: Texts::of(whole, all, &editions, &job.language), layouts: Vec::new() };
        self.name_pages(job, &mut pages);
        for &edition in &job.editions {
            if self.repeats_its_base(job, &pages.texts, edition) {
                continue;
            }
            if edition.pieces.is_some() && pages.texts.get(edition).blocks.is_empty() {
                self.no_pieces(job, edition).into_iter().for_each(|finding| found.push(finding));
                continue;
            }
            let at = self.layout(job, &mut pages, all.paged(edition));
            pages.layouts[at].editions.push(edition);
        }
        let wanted: Vec<&Edition> = pages.layouts.iter().flat_map(|layout| layout.editions.iter().copied()).collect();
        for other in wanted.into_iter().filter_map(|edition| all.get(edition.margin_folios.as_deref()?)) {
            self.layout(job, &mut pages, other);
        }
        for layout in pages.layouts.iter_mut().filter(|layout| !layout.editions.is_empty()) {
            found.extend(std::mem::take(&mut layout.found));
        }
        pages
    }

    /// The place of an edition's pages, which are set where that is still to be done.
    fn layout(&self, job: &Job<'a>, pages: &mut Pages<'a>, of: &'a Edition) -> usize {
        let (text, house) = (pages.texts.get(of), self.project.house_of(job.publication, &job.language.tag, of));
        if let Some(at) = pages.layouts.iter().position(|layout| layout.is_of(text, &house)) {
            return at;
        }
        let (text, mut found) = (text.clone(), Diagnostics::new());
        let what = format!("the pages of {} in {}", job.publication.name, job.language.tag);
        let made = guarded(&what, || edition::make(&self.input(job, of, &text, &house), &mut found));
        let Bound { volumes: books, plan } = made.unwrap_or_else(|fault| {
            found.push(*fault);
            Bound { volumes: Vec::new(), plan: None }
        });
        pages.layouts.push(Layout { editions: Vec::new(), text, house, books, plan, found });
        pages.layouts.len() - 1
    }

    /// Lets references say on which page of another edition that is which their own leaves out.
    fn name_pages(&self, job: &Job<'a>, pages: &mut Pages<'a>) {
        let all = &job.publication.editions;
        for edition in pages.texts.asking(all) {
            let rest = [edition.rest_in.as_deref(), Some("answers")];
            let places: Vec<Option<usize>> = rest
                .map(|name| name.and_then(|name| all.get(name)))
                .map(|other| other.map(|other| self.layout(job, pages, other)))
                .to_vec();
            let Pages { texts, layouts } = pages;
            let words = |left_out: &LeftOut<'_>| {
                let name = rest_of(edition, left_out)?;
                let at = rest.iter().zip(&places).find(|(rest, _)| **rest == Some(name))?.1.as_ref()?;
                on_page(layouts.get(*at)?, left_out, &job.language)
            };
            texts.name_pages(edition, &job.language, &words);
        }
    }

    /// The finding that a text has none of the pieces of an edition, where that was asked for.
    fn no_pieces(&self, job: &Job<'_>, edition: &Edition) -> Option<Diagnostic> {
        let kinds = edition.pieces.as_ref().map(|pieces| pieces.kinds.join(", ")).unwrap_or_default();
        let (publication, tag, name) = (&job.publication.name, &job.language.tag, &edition.name);
        let message = format!("{publication} in {tag} has nothing for the edition `{name}`, which is not made of it");
        let finding = Diagnostic::warning("empty-edition", message);
        (!self.selection.asked.is_empty()).then(|| finding.help(format!("it consists of the directives {kinds}")))
    }

    /// Whether an edition that nobody asked for is nothing new: the edition that it was made from has the same text in the
    /// same design, and is made too.
    pub(super) fn repeats_its_base(&self, job: &Job<'_>, texts: &Texts, edition: &Edition) -> bool {
        let base = edition.bases.first().and_then(|base| job.publication.editions.get(base));
        let house = |edition| self.project.house_of(job.publication, &job.language.tag, edition);
        base.is_some_and(|base| {
            self.selection.asked.is_empty()
                && job.editions.iter().any(|one| one.name == base.name)
                && (base.output, base.covers, &base.profile, &base.impose)
                    == (edition.output, edition.covers, &edition.profile, &edition.impose)
                && Arc::ptr_eq(texts.get(base), texts.get(edition))
                && Arc::ptr_eq(&house(base), &house(edition))
        })
    }

    /// What an edition of a job is made from.
    pub(super) fn input<'i>(
        &'i self,
        job: &'i Job<'_>,
        edition: &'i Edition,
        manuscript: &'i Manuscript,
        house: &'i HouseStyle,
    ) -> Input<'i> {
        let design = (house, self.typecases.of(house));
        let input = self.manuscripts.input(self.project, job, edition, manuscript, design);
        Input { draft: self.draft, ..input }
    }

    /// The folios of another edition in the margins of a volume; none where its pages are the same.
    pub(super) fn margin_folios(
        &self,
        job: &Job<'_>,
        edition: &Edition,
        pages: &Pages<'_>,
        own: &Layout<'_>,
        volume: &VolumeBook,
    ) -> MarginFolios {
        let other = edition.margin_folios.as_deref().and_then(|name| job.publication.editions.get(name));
        let Some(other) = other.filter(|_| edition.has_pages()) else { return MarginFolios::default() };
        let (text, house) = (pages.texts.get(other), self.project.house_of(job.publication, &job.language.tag, other));
        let layout = pages.layouts.iter().find(|layout| layout.is_of(text, &house));
        let Some(layout) = layout.filter(|layout| !layout.is_of(&own.text, &own.house)) else {
            return MarginFolios::default();
        };
        let restart = job.publication.volumes.get(&job.language.tag).is_some_and(|own| own.folios == Folios::Restart);
        let mut begins = begins(layout, restart.then_some(&job.language));
        if edition.pieces.is_some() {
            begins = of_pieces(&begins, own, volume);
        } else if let Some(first) = own.text.blocks.get(volume.blocks.start).map(|block| block.node) {
            // What lies in the volumes before.
            begins.retain(|page| page.node >= first);
        }
        let places = found_on(&volume.pages, &begins);
        let folio = |(begin, (page, base)): (PageBreak, _)| MarginFolio { page, base, folio: begin.folio };
        let folios = begins.into_iter().zip(places).map(folio).collect();
        MarginFolios { book: other.called(&job.language), folios }
    }
}

/// Where what an edition leaves out is, in words: «the facilitator's book, p. 12».
fn on_page(layout: &Layout<'_>, left_out: &LeftOut<'_>, language: &Language) -> Option<String> {
    let place = layout.books.iter().find_map(|book| book.pages.places.get(left_out.id))?;
    let volume = Some(place.volume).filter(|volume| *volume > 0);
    Some(facts::with_page(left_out.book, &place.folio, volume, language))
}

/// Where the pages of an edition begin in its text; with their volumes where a language to say them is given.
fn begins(layout: &Layout<'_>, language: Option<&Language>) -> Vec<PageBreak> {
    let after_text = NodeId(layout.text.next_node);
    let of_volume = |volume: &VolumeBook| {
        let in_volume = language.filter(|_| volume.volume > 0);
        let in_text = page_map(&volume.pages, after_text).into_iter();
        let in_text = in_text.filter(|page| page.node >= NodeId::FIRST_OF_TEXT);
        let folio = |page: PageBreak| match in_volume {
            Some(language) => {
                let volume = language.short_volume(usize::from(volume.volume));
                PageBreak { folio: format!("{volume} {}", page.folio), ..page }
            }
            None => page,
        };
        in_text.map(folio).collect::<Vec<_>>()
    };
    layout.books.iter().flat_map(of_volume).collect()
}

/// The pages on which the pieces of a volume begin in another edition.
fn of_pieces(begins: &[PageBreak], own: &Layout<'_>, volume: &VolumeBook) -> Vec<PageBreak> {
    let blocks = own.text.blocks.get(volume.blocks.clone()).unwrap_or_default();
    let page = |node: NodeId| {
        let last = begins.partition_point(|page| (page.node, page.after) <= (node, 0)).checked_sub(1)?;
        Some(PageBreak { node, after: 0, ..begins.get(last)?.clone() })
    };
    blocks.iter().filter_map(|block| page(block.node)).collect()
}
