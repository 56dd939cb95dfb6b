//! The manuscript as one edition has it.

use super::directive::edition_names;
use super::tree::*;
use super::walk::{for_each_block, for_each_inline_mut};
use std::collections::{BTreeMap, BTreeSet};

/// The manuscript without what is only for other editions (`:::only editions="print"`).
///
/// Numbers of headings, figures, tables and parts stay those of the whole text, so that «figure 3» is the same in every
/// edition. Notes are numbered anew, as nobody names them by number from outside; so are their ids. Elements keep their
/// numbers.
#[must_use]
pub fn for_edition(manuscript: &Manuscript, edition: &str) -> Manuscript {
    let mut out = manuscript.clone();
    out.blocks = kept(out.blocks, edition);
    for note in &mut out.notes {
        note.blocks = kept(std::mem::take(&mut note.blocks), edition);
    }
    renumber_notes(&mut out);
    let mut ids = BTreeSet::new();
    ids_of(&mut out.blocks, &mut ids);
    out.notes.iter_mut().for_each(|note| ids_of(&mut note.blocks, &mut ids));
    out.targets.retain(|id, _| ids.contains(id));
    keep_index(&mut out.blocks, &ids);
    out
}

/// Blocks without those of other editions, which give way to what they hold where they are for this one.
fn kept(blocks: Vec<Block>, edition: &str) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match block.kind {
            BlockKind::Part(Part { kind: PartKind::Only, facts, blocks, .. }) => {
                let editions = facts.iter().find(|(key, _)| key == "editions").map_or("", |(_, value)| value.as_str());
                if edition_names(editions).any(|name| name == edition) {
                    let lang = block.lang;
                    out.extend(kept(blocks, edition).into_iter().map(|mut inner| {
                        inner.lang = inner.lang.or_else(|| lang.clone());
                        inner
                    }));
                }
                continue;
            }
            BlockKind::Part(ref mut part) => part.blocks = kept(std::mem::take(&mut part.blocks), edition),
            BlockKind::Quote(ref mut blocks) => *blocks = kept(std::mem::take(blocks), edition),
            BlockKind::List(ref mut list) => {
                for item in &mut list.items {
                    item.blocks = kept(std::mem::take(&mut item.blocks), edition);
                }
            }
            BlockKind::Definitions(ref mut definitions) => {
                for blocks in definitions.iter_mut().flat_map(|one| &mut one.details) {
                    *blocks = kept(std::mem::take(blocks), edition);
                }
            }
            _ => {}
        }
        out.push(block);
    }
    out
}

/// Drops places of an index that are for other editions, and terms that have none left.
fn keep_index(blocks: &mut [Block], ids: &BTreeSet<String>) {
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

/// Drops notes that no mark leads to and counts the rest.
fn renumber_notes(manuscript: &mut Manuscript) {
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

/// Ids of the blocks and of the spans in them.
fn ids_of(blocks: &mut [Block], ids: &mut BTreeSet<String>) {
    for_each_block(blocks, &mut |block| ids.extend(block.id.clone()));
    for_each_inline_mut(blocks, &mut |inline| {
        if let Inline::Span { id: Some(id), .. } = inline {
            ids.insert(id.clone());
        }
    });
}
