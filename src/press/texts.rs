//! The text as each edition has it, where a part of it is for some editions only.

use super::stages;
use crate::language::Language;
use crate::manuscript::{Block, BlockKind, Inline, Manuscript, PartKind, Visitor, only_editions, visit};
use crate::project::{Answers, Audience, Edition, Pieces, Project};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The text of each edition; editions with the same text share it.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    by_edition: BTreeMap<String, Arc<Manuscript>>,
    whole: Arc<Manuscript>,
}

/// What tells the text of one edition from that of another: which of the parts that are for some editions only it has, and
/// for whom it is.
type Taste = (Vec<bool>, Audience, Answers, Option<Pieces>);

impl Texts {
    /// The texts that these editions of a project have of a whole text.
    pub(super) fn of(whole: &Arc<Manuscript>, project: &Project, editions: &[&Edition], language: &Language) -> Self {
        let parts = Parts::of(whole);
        let taste = |edition: &Edition| -> Taste {
            let has = |names: &String| only_editions(names).any(|name| edition.answers_to(name));
            let audience = if parts.for_facilitator { edition.audience } else { Audience::All };
            let answers = if parts.answers { edition.answers } else { Answers::InPlace };
            (parts.only.iter().map(has).collect(), audience, answers, edition.pieces.clone())
        };
        let mut made: BTreeMap<Taste, Arc<Manuscript>> = BTreeMap::new();
        let all = |(_, audience, answers, pieces): &Taste| {
            parts.only.is_empty() && (*audience, *answers) == (Audience::All, Answers::InPlace) && pieces.is_none()
        };
        // E-books are split where the pages of another edition are.
        let wanted = editions.iter().flat_map(|edition| [*edition, project.paged(edition)]);
        let by_edition = wanted.map(|edition| {
            let taste = taste(edition);
            let is_whole = all(&taste);
            let text = made.entry(taste).or_insert_with(|| {
                if is_whole { whole.clone() } else { Arc::new(stages::view(whole, edition, language)) }
            });
            (edition.name.clone(), text.clone())
        });
        Self { by_edition: by_edition.collect(), whole: whole.clone() }
    }

    /// That of an edition.
    pub(super) fn get(&self, edition: &Edition) -> &Arc<Manuscript> {
        self.by_edition.get(&edition.name).unwrap_or(&self.whole)
    }
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
