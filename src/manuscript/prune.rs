//! A text without what is for others: the parts of other editions or views, and the sections of other views.

use super::directive::names_in;
use super::pieces;
use super::tree::*;
use super::walk::{for_each_block, for_each_inline_mut};
use crate::project::{Audience, Edition, View};
use std::collections::{BTreeMap, BTreeSet};

/// For whom a text is.
#[derive(Copy, Clone, Debug)]
pub(super) enum Readers<'a> {
    /// Those of an edition.
    Edition(&'a Edition),
    /// Those of a view.
    View(View),
}

/// What becomes of an `only` part.
enum Fate {
    /// It goes with all it holds.
    Goes,
    /// It gives way to what it holds.
    GivesWay,
    /// It stays, for something else about it has to be decided.
    Stays,
}

impl Readers<'_> {
    fn fate(self, part: &Part) -> Fate {
        let names = |key: &str| part.facts.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
        let is_for = |list: &str| match self {
            Self::Edition(edition) => names_in(list).any(|name| edition.answers_to(name)),
            Self::View(view) => names_in(list).any(|name| name == view.name()),
        };
        let key = if matches!(self, Self::Edition(_)) { "editions" } else { "view" };
        match names(key) {
            Some(list) if !is_for(list) => Fate::Goes,
            _ if key == "view" && names("editions").is_some() => Fate::Stays,
            _ => Fate::GivesWay,
        }
    }

    /// Whether the section of a heading is left out.
    fn leave_out(self, block: &Block) -> bool {
        matches!(self, Self::View(view) if view.leaves_out(&block.classes))
    }

    /// Whether a part is for other people.
    fn is_kept_from(self, part: &Part) -> bool {
        let Self::Edition(edition) = self else { return false };
        match part.kind {
            PartKind::Facilitator => edition.audience == Audience::Participant,
            PartKind::Answer => !edition.answers.are_there(),
            _ => false,
        }
    }
}

/// The manuscript without what is not for these readers, and without the notes that nothing leads to any longer; the
/// rest is counted anew. Other numbers, and the elements', stay. Of ids and of the index, what is still there stays.
pub(super) fn pruned(manuscript: &Manuscript, readers: Readers<'_>) -> Manuscript {
    let mut out = manuscript.clone();
    out.blocks = kept(out.blocks, readers, &mut None);
    for note in &mut out.notes {
        note.blocks = kept(std::mem::take(&mut note.blocks), readers, &mut None);
    }
    if let Readers::Edition(Edition { pieces: Some(wanted), .. }) = readers {
        out.blocks = pieces::of(out.blocks, wanted);
    }
    renumber_notes(&mut out);
    let mut ids = BTreeSet::new();
    ids_of(&mut out.blocks, &mut ids);
    out.notes.iter_mut().for_each(|note| ids_of(&mut note.blocks, &mut ids));
    out.targets.retain(|id, _| ids.contains(id));
    keep_in_index(&mut out.blocks, &ids);
    out
}

/// The blocks that stay. `left_out` is the level of the heading whose section is being left out; an `only` part is part
/// of the section around it, and a heading in it may end that one.
fn kept(blocks: Vec<Block>, readers: Readers<'_>, left_out: &mut Option<u8>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::Heading(heading) = &block.kind
            && left_out.is_none_or(|level| heading.depth() <= level)
        {
            *left_out = readers.leave_out(&block).then_some(heading.depth());
        }
        if let BlockKind::Part(part) = &mut block.kind
            && part.kind == PartKind::Only
        {
            let fate = readers.fate(part);
            if matches!(fate, Fate::Goes) {
                continue;
            }
            let inner = kept(std::mem::take(&mut part.blocks), readers, left_out);
            if matches!(fate, Fate::GivesWay) {
                let lang = block.lang;
                out.extend(inner.into_iter().map(|inner| Block { lang: inner.lang.or_else(|| lang.clone()), ..inner }));
            } else if !inner.is_empty() {
                part.blocks = inner;
                out.push(block);
            }
            continue;
        }
        if matches!(&block.kind, BlockKind::Part(part) if readers.is_kept_from(part)) {
            continue;
        }
        if left_out.is_none() {
            keep_in(&mut block, readers);
            out.push(block);
        }
    }
    out
}

/// Prunes what a block holds.
fn keep_in(block: &mut Block, readers: Readers<'_>) {
    let prune = |blocks: &mut Vec<Block>| *blocks = kept(std::mem::take(blocks), readers, &mut None);
    match &mut block.kind {
        BlockKind::Part(part) => prune(&mut part.blocks),
        BlockKind::Quote(blocks) => prune(blocks),
        BlockKind::Table(table) => table.cells_mut().for_each(|cell| prune(&mut cell.blocks)),
        BlockKind::List(list) => list.items.iter_mut().for_each(|item| prune(&mut item.blocks)),
        BlockKind::Definitions(definitions) => {
            definitions.iter_mut().flat_map(|one| &mut one.details).for_each(prune);
        }
        _ => {}
    }
}

/// Drops notes that no mark leads to and counts the rest.
pub(super) fn renumber_notes(manuscript: &mut Manuscript) {
    let mut left: Vec<Option<Note>> = std::mem::take(&mut manuscript.notes).into_iter().map(Some).collect();
    let mut order: Vec<NoteId> = Vec::new();
    let mut numbers: BTreeMap<NoteId, NoteId> = BTreeMap::new();
    let mut meet = |inline: &mut Inline, order: &mut Vec<NoteId>| {
        if let Inline::NoteMark { note, .. } = inline {
            let old = *note;
            *note = *numbers.entry(old).or_insert_with(|| {
                order.push(old);
                NoteId(u32::try_from(order.len() - 1).unwrap_or(u32::MAX))
            });
        }
    };
    for_each_inline_mut(&mut manuscript.blocks, &mut |inline| meet(inline, &mut order));
    let mut done = 0;
    // Notes in notes join the row while it is worked off.
    while let Some(old) = order.get(done).copied() {
        done += 1;
        let Some(mut note) = left.get_mut(old.0 as usize).and_then(Option::take) else { continue };
        for_each_inline_mut(&mut note.blocks, &mut |inline| meet(inline, &mut order));
        note.number = u32::try_from(done).unwrap_or(u32::MAX);
        manuscript.notes.push(note);
    }
}

/// Drops places of an index that are none of these, and terms that have none left.
pub fn keep_in_index(blocks: &mut [Block], ids: &BTreeSet<String>) {
    for block in blocks {
        let BlockKind::Index(entries) = &mut block.kind else { continue };
        entries.iter_mut().for_each(|entry| entry.places.retain(|place| ids.contains(&place.id)));
        let below =
            |at: usize| entries[at + 1..].iter().take_while(|next| next.level > 1).any(|next| !next.places.is_empty());
        let kept: Vec<bool> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| !entry.places.is_empty() || entry.level == 1 && below(at))
            .collect();
        let mut kept = kept.into_iter();
        entries.retain(|_| kept.next().unwrap_or(false));
    }
}

/// Ids of the blocks and of the spans in them.
fn ids_of(blocks: &mut [Block], ids: &mut BTreeSet<String>) {
    for_each_block(blocks, &mut |block| ids.extend(block.id.clone()));
    for_each_inline_mut(blocks, &mut |inline| {
        if let Inline::Span { id: Some(id), .. } = inline {
            ids.insert(id.clone());
        }
    });
}
