//! The parts of a volume to rows: blocks of the text through the composer, in parallel; leaves and contents here.

use super::compose::{Composer, is_landscape};
use super::contents::Setter;
use super::display::{self, Display};
use super::frame::Role;
use super::furnish::text_size;
use super::leaf;
use super::paginate::{Notes, Reset};
use super::references::{PageMap, References};
use super::rows::{FlexText, Float, Grid, Lookup, Row};
use super::structure::Builder;
use super::typeset::Plan;
use super::work::{Leaf, Part, Volume, Work};
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, BlockKind, NodeId};
use crate::text::{Align, Owner};
use crate::units::Length;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ids kept for the generated elements of one part.
const IDS_A_PART: u32 = 1 << 16;
/// Size of the heading of contents in thousandths of body text.
const CONTENTS_HEADING: i64 = 1600;

/// The rows of a part, block by block, so that only what depends on pages is composed again.
#[derive(Default)]
pub(super) struct ComposedPart {
    blocks: Vec<ComposedBlock>,
    /// Elements of generated text.
    pub(super) generated: Builder,
}

#[derive(Default)]
struct ComposedBlock {
    rows: Vec<Row>,
    /// Depends on pages.
    asked: bool,
    diagnostics: Diagnostics,
}

impl ComposedPart {
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.blocks.iter().flat_map(|block| &block.rows)
    }

    /// Whether any of it depends on pages.
    pub(super) fn asked(&self) -> bool {
        self.blocks.iter().any(|block| block.asked)
    }

    pub(super) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostics> {
        self.blocks.into_iter().map(|block| block.diagnostics)
    }
}

/// All notes of the manuscript, composed.
pub(super) struct ComposedNotes {
    pub(super) rows: Notes,
    pub(super) asked: bool,
    pub(super) diagnostics: Diagnostics,
}

fn references<'a>(work: &'a Work<'a>, map: &'a PageMap, volume: u16) -> References<'a> {
    References {
        manuscript: work.manuscript,
        language: work.language,
        neighbours: work.neighbours,
        values: &work.values,
        map,
        volume,
        volumes: work.volumes.len(),
        asked: AtomicBool::new(false),
    }
}

fn composer<'a>(work: &'a Work<'a>, lookup: &'a dyn Lookup) -> Composer<'a> {
    Composer::new(work.house, work.language, work.fonts, lookup, work.manuscript).vocalised(work.vocalised)
}

/// The grid of body text.
pub(super) fn grid(work: &Work<'_>) -> Grid {
    let map = PageMap::default();
    let lookup = references(work, &map, 0);
    composer(work, &lookup).grid()
}

/// Composes every note once; their numbers do not depend on where pages end.
pub(super) fn compose_notes(work: &Work<'_>, plan: &Plan, map: &PageMap) -> ComposedNotes {
    let composed: Vec<_> = (work.manuscript.notes.par_iter())
        .map(|note| {
            let lookup = references(work, map, 0);
            let mut diagnostics = Diagnostics::new();
            let rows = composer(work, &lookup).note(note, plan.column.width, &mut diagnostics);
            (rows, lookup.asked.load(Ordering::Relaxed), diagnostics)
        })
        .collect();
    let mut notes = ComposedNotes { rows: Notes::new(), asked: false, diagnostics: Diagnostics::new() };
    for (at, (rows, asked, diagnostics)) in composed.into_iter().enumerate() {
        notes.rows.insert(crate::manuscript::NoteId(at as u32), rows);
        notes.asked |= asked;
        notes.diagnostics.extend(diagnostics);
    }
    notes
}

/// Composes a part; of a part composed before, only what depends on pages.
pub(super) fn compose_part(
    work: &Work<'_>,
    plan: &Plan,
    (volume, at): (&Volume<'_>, usize),
    map: &PageMap,
    before: Option<ComposedPart>,
) -> ComposedPart {
    match &volume.parts[at] {
        Part::Text(blocks) => compose_text(work, plan, volume, blocks, map, before),
        Part::Leaf(leaf) => compose_leaf(work, plan, leaf, first_id(work, volume, at), map),
        Part::Contents { .. } => compose_contents(work, plan, (volume, at), map),
    }
}

fn compose_text(
    work: &Work<'_>,
    plan: &Plan,
    volume: &Volume<'_>,
    blocks: &[Block],
    map: &PageMap,
    before: Option<ComposedPart>,
) -> ComposedPart {
    let compose = |at: usize, previous: Option<&Block>, width: Length| {
        let lookup = references(work, map, volume.number);
        let mut diagnostics = Diagnostics::new();
        let mut rows = composer(work, &lookup).block(&blocks[at], previous, width, &mut diagnostics);
        if map.moved.contains(&blocks[at].node) {
            rows.iter_mut().for_each(|row| row.float = Float::Moved(blocks[at].node));
        }
        ComposedBlock { rows, asked: lookup.asked.load(Ordering::Relaxed), diagnostics }
    };
    let fresh = |at: usize| compose(at, previous(blocks, at, map), plan.column.width);
    // A figure that leaves, and what follows it.
    let is_touched = |at: usize| blocks[at.saturating_sub(1)..=at].iter().any(|block| map.moved.contains(&block.node));
    let mut composed: Vec<ComposedBlock> = match before {
        None => (0..blocks.len()).into_par_iter().map(fresh).collect(),
        Some(before) => {
            let old = before.blocks.into_par_iter().enumerate();
            old.map(|(at, block)| if block.asked || is_touched(at) { fresh(at) } else { block }).collect()
        }
    };
    for (at, how) in around_turned(blocks, &composed) {
        composed[at] = match how {
            Around::Below(heading) => compose(at, Some(&blocks[heading]), plan.column.width),
            Around::Turned(measure) => {
                let mut block = compose(at, at.checked_sub(1).and_then(|before| blocks.get(before)), measure);
                block.rows.iter_mut().for_each(|row| row.turned = Some(measure));
                block
            }
        };
    }
    ComposedPart { blocks: composed, generated: Builder::default() }
}

/// How a block beside a turned table is set.
enum Around {
    /// Below the heading with this number, as if no table were between them.
    Below(usize),
    /// Turned like the table that it is the heading of, in lines as long as this.
    Turned(Length),
}

/// No heading stands alone before the pages of turned tables. Where text follows them, it stands below their heading; where
/// the next heading or nothing follows, the heading lies turned above its table.
fn around_turned(blocks: &[Block], composed: &[ComposedBlock]) -> Vec<(usize, Around)> {
    let measure = |at: usize| {
        let is_table = matches!(blocks.get(at)?.kind, BlockKind::Table(_));
        composed.get(at)?.rows.first().filter(|_| is_table)?.turned
    };
    let is_heading = |at: &usize| matches!(blocks[*at].kind, BlockKind::Heading(_));
    let mut around = Vec::new();
    for start in (1..blocks.len()).filter(|at| measure(at - 1).is_none()) {
        let Some(measure_of_first) = measure(start) else { continue };
        let end = (start..blocks.len()).find(|at| measure(*at).is_none()).unwrap_or(blocks.len());
        let Some(first) = (0..start).rev().take_while(is_heading).last() else { continue };
        match blocks.get(end) {
            Some(next) if !matches!(next.kind, BlockKind::Heading(_) | BlockKind::PageBreak) => {
                around.push((end, Around::Below(start - 1)));
            }
            _ => around.extend((first..start).map(|at| (at, Around::Turned(measure_of_first)))),
        }
    }
    around
}

/// The block before one, without those that leave their place.
fn previous<'b>(blocks: &'b [Block], at: usize, map: &PageMap) -> Option<&'b Block> {
    let leaves = |block: &Block| is_landscape(block) || map.moved.contains(&block.node);
    blocks.iter().take(at).rev().find(|block| !leaves(block))
}

/// Of a text, the lines of paragraphs that have so many more than is best. Only the blocks that they stand in are
/// composed once more; what was found in them is known already.
pub(super) fn reset_text(
    work: &Work<'_>,
    plan: &Plan,
    volume: &Volume<'_>,
    (blocks, composed): (&[Block], &ComposedPart),
    map: &PageMap,
    looseness: &BTreeMap<NodeId, i8>,
) -> Reset {
    let lines_of = |(at, composed): (usize, &ComposedBlock)| {
        let wanted = composed.rows.iter().filter_map(|row| Some((row.flex?, *looseness.get(&row.flex?.node)?)));
        let wanted: Vec<(FlexText, i8)> = wanted.collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let lookup = references(work, map, volume.number);
        let composer = composer(work, &lookup).loosened(looseness);
        let before = previous(blocks, at, map);
        let rows = composer.block(&blocks[at], before, plan.column.width, &mut Diagnostics::new());
        let lines = |(text, by): (FlexText, i8)| {
            let is_it =
                |of: FlexText| of.node == text.node && i64::from(of.lines) == i64::from(text.lines) + i64::from(by);
            let start = rows.iter().position(|row| row.flex.is_some_and(is_it))?;
            let lines = usize::from(rows[start].flex?.lines);
            Some((text.node, rows.get(start..start + lines)?.to_vec()))
        };
        wanted.into_iter().filter_map(lines).collect()
    };
    let all: Vec<Vec<(NodeId, Vec<Row>)>> =
        composed.blocks.par_iter().enumerate().take(blocks.len()).map(lines_of).collect();
    all.into_iter().flatten().collect()
}

/// The first id of a part's generated elements: below those of the text for what stands before it, above for the rest.
fn first_id(work: &Work<'_>, volume: &Volume<'_>, at: usize) -> NodeId {
    let text = volume.parts.iter().position(|part| matches!(part, Part::Text(_))).unwrap_or(volume.parts.len());
    let base = if at < text { 0 } else { work.manuscript.next_node.max(NodeId::FIRST_OF_TEXT.0) };
    NodeId(base + at as u32 * IDS_A_PART)
}

fn compose_leaf(work: &Work<'_>, plan: &Plan, leaf: &Leaf, first: NodeId, map: &PageMap) -> ComposedPart {
    let mut part = ComposedPart::default();
    let asked = leaf.foot.iter().any(|line| line.pages);
    let mut block = ComposedBlock { asked, ..ComposedBlock::default() };
    let mut leaf = leaf.clone();
    leaf.foot.iter_mut().filter(|line| line.pages).for_each(|line| line.text = with_folios(&line.text, map));
    block.rows = leaf::compose(work, plan, &leaf, first, &mut part.generated, &mut block.diagnostics);
    part.blocks.push(block);
    part
}

/// The words of a line with the folios that they ask for.
fn with_folios(text: &str, map: &PageMap) -> String {
    (1..).zip(&map.runs).fold(text.to_owned(), |text, (volume, [first, last])| {
        text.replace(&format!("{{first-{volume}}}"), first).replace(&format!("{{last-{volume}}}"), last)
    })
}

fn compose_contents(work: &Work<'_>, plan: &Plan, (volume, at): (&Volume<'_>, usize), map: &PageMap) -> ComposedPart {
    let Part::Contents { title, whole, to_level, .. } = &volume.parts[at] else { return ComposedPart::default() };
    let mut part = ComposedPart::default();
    let mut block = ComposedBlock { asked: true, ..ComposedBlock::default() };
    let list = first_id(work, volume, at);
    let heading = NodeId(list.0 + 1);
    part.generated.add(list, None, Role::Contents);
    part.generated.add(heading, Some(list), Role::Caption);
    let pitch = plan.grid.pitch;
    let style = display::heading_style(work, text_size(work).scale(CONTENTS_HEADING, 1000), true);
    let display = Display {
        text: title,
        foreign: None,
        style,
        align: Align::Start,
        owner: Owner::Node(heading),
        pitch: pitch * 2,
    };
    let width = plan.column.width;
    block.rows.extend(display::rows(&display, work.language, work.fonts, width, &mut block.diagnostics));
    block.rows.push(display::space(pitch));
    let names_volumes = *whole && work.folios_restart;
    let setter = Setter { work, width, size: text_size(work), grid: plan.grid, names_volumes };
    let headings =
        map.headings.iter().filter(|entry| entry.level <= *to_level && (*whole || entry.place.volume == volume.number));
    let mut before = None;
    for (index, entry) in headings.enumerate() {
        let node = NodeId(list.0 + 2 + 2 * index as u32);
        block.rows.extend(setter.entry((entry, before), (list, node), &mut part.generated, &mut block.diagnostics));
        before = Some(entry);
    }
    part.blocks.push(block);
    part
}
