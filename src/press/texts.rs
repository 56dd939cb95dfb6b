//! The text as each edition has it, where a part of it is for some editions only.

use crate::language::Language;
use crate::manuscript::{self, Block, BlockKind, Inline, LeftOut, Manuscript, PartKind, Visitor, only_editions, visit};
use crate::project::{Answers, Audience, Edition, Editions, Pieces};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The text of each edition; editions with the same text share it.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    by_edition: BTreeMap<String, Arc<Manuscript>>,
    whole: Arc<Manuscript>,
    /// The first edition of each text whose references lead to what another edition has.
    asking: Vec<String>,
}

/// What tells the text of one edition from that of another: which of the parts that are for some editions only it has, and
/// for whom it is, and where the rest is.
type Taste = (Vec<bool>, Audience, Answers, Option<Pieces>, Option<String>);

impl Texts {
    /// The texts that these editions, of all of a publication, have of a whole text.
    pub(super) fn of(whole: &Arc<Manuscript>, all: &Editions, editions: &[&Edition], language: &Language) -> Self {
        let parts = Parts::of(whole);
        let taste = |edition: &Edition| -> Taste {
            let has = |names: &String| only_editions(names).any(|name| edition.answers_to(name));
            let audience = if parts.for_facilitator { edition.audience } else { Audience::All };
            let answers = if parts.answers { edition.answers } else { Answers::InPlace };
            let leaves_out = parts.for_facilitator || parts.answers;
            let rest = edition.rest_in.clone().filter(|_| leaves_out);
            (parts.only.iter().map(has).collect(), audience, answers, edition.pieces.clone(), rest)
        };
        let mut made: BTreeMap<Taste, Arc<Manuscript>> = BTreeMap::new();
        let mut asking = Vec::new();
        let is_whole = |(_, audience, answers, pieces, _): &Taste| {
            let has_all = *audience != Audience::Participant && *answers == Answers::InPlace;
            parts.only.is_empty() && has_all && pieces.is_none()
        };
        // E-books are split where the pages of another edition are.
        let wanted = editions.iter().flat_map(|edition| [*edition, all.paged(edition)]);
        let by_edition = wanted
            .map(|edition| {
                let taste = taste(edition);
                let is_whole = is_whole(&taste);
                let text = made.entry(taste).or_insert_with(|| {
                    if is_whole {
                        return whole.clone();
                    }
                    let asks = Cell::new(false);
                    let text = manuscript::for_edition(whole, edition, language, &|left_out| {
                        asks.set(asks.get() | rest_of(edition, left_out).is_some());
                        None
                    });
                    if asks.get() {
                        asking.push(edition.name.clone());
                    }
                    Arc::new(text)
                });
                (edition.name.clone(), text.clone())
            })
            .collect();
        Self { by_edition, whole: whole.clone(), asking }
    }

    /// The editions of which each stands for all that share its text, whose references lead to what another edition has.
    pub(super) fn asking<'p>(&self, all: &'p Editions) -> Vec<&'p Edition> {
        self.asking.iter().filter_map(|name| all.get(name)).collect()
    }

    /// Lets references to what an edition leaves out say on which page of which book it is.
    pub(super) fn name_pages(
        &mut self,
        edition: &Edition,
        language: &Language,
        pages: &dyn Fn(&LeftOut<'_>) -> Option<String>,
    ) {
        let before = self.get(edition).clone();
        let text = Arc::new(manuscript::for_edition(&self.whole, edition, language, pages));
        for own in self.by_edition.values_mut().filter(|own| Arc::ptr_eq(own, &before)) {
            *own = text.clone();
        }
    }

    /// That of an edition.
    pub(super) fn get(&self, edition: &Edition) -> &Arc<Manuscript> {
        self.by_edition.get(&edition.name).unwrap_or(&self.whole)
    }
}

/// The name of the edition that has what another one leaves out.
pub(super) fn rest_of<'a>(edition: &'a Edition, left_out: &LeftOut<'_>) -> Option<&'a str> {
    if left_out.is_answer { Some("answers") } else { edition.rest_in.as_deref() }
}

/// The parts of a text that not all editions have.
#[derive(Default)]
struct Parts {
    /// Names of editions, as each part lists them.
    only: Vec<String>,
    for_facilitator: bool,
    answers: bool,
}

impl Parts {
    fn of(text: &Manuscript) -> Self {
        let mut parts = Self::default();
        visit(&text.blocks, &mut parts);
        text.notes.iter().for_each(|note| visit(&note.blocks, &mut parts));
        parts
    }
}

impl<'a> Visitor<'a> for Parts {
    fn block(&mut self, block: &'a Block) {
        let BlockKind::Part(part) = &block.kind else { return };
        match part.kind {
            PartKind::Only => {
                let names = part.facts.iter().find(|(key, _)| key == "editions").map(|(_, names)| names.clone());
                self.only.push(names.unwrap_or_default());
            }
            PartKind::Facilitator => self.for_facilitator = true,
            PartKind::Answer => self.answers = true,
            _ => {}
        }
    }

    fn inline(&mut self, _: &'a Inline) {}
}
