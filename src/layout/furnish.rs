//! Pages get their running heads, folios, grounds and rules, and their links.

use super::compose_parts::ComposedPart;
use super::display::{self, Display, moved};
use super::enclose::enclose;
use super::frame::{Frame, LinkArea, OutlineEntry, Pages, Place, Structure, Turn, Way};
use super::paginate::Placed;
use super::references::PageMap;
use super::rows::{Mark, Row};
use super::structure::Builder;
use super::typeset::{Plan, Sheet};
use super::work::{Part, Volume, Work};
use crate::diagnostics::Diagnostics;
use crate::manuscript::{LinkTarget, NodeId};
use crate::text::{Align, Artifact, Item, ItemKind, Owner};
use crate::units::{Length, Point, Rect};
use std::collections::BTreeMap;

/// Between chapter or section and folio, in thousandths of body text.
const HEAD_GAP: i64 = 1000;
/// Length of the rule above notes, as a share of the measure in thousandths.
const NOTE_RULE: i64 = 250;
/// Thickness of that rule in thousandths of a point.
const NOTE_RULE_WIDTH: f64 = 0.4;

/// Turns sheets into frames.
pub(super) struct Furnisher<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) plan: &'a Plan,
    pub(super) map: &'a PageMap,
}

/// The headings in force when a page begins.
#[derive(Clone, Default)]
struct Heads {
    chapter: String,
    section: String,
}

impl Furnisher<'_> {
    /// The pages of one volume.
    pub(super) fn pages(
        &self,
        volume: &Volume<'_>,
        parts: &[ComposedPart],
        sheets: &[Sheet<'_>],
        diagnostics: &mut Diagnostics,
    ) -> Pages {
        let builder = self.structure(volume, parts);
        let links = LinkFinder::new(&builder);
        let mut heads = Heads::default();
        let mut frames = Vec::with_capacity(sheets.len());
        let mut anchors: BTreeMap<String, Place> = BTreeMap::new();
        for (index, sheet) in sheets.iter().enumerate() {
            let source = |node| builder.structure.nodes.get(&node).and_then(|element| element.source);
            for fault in &sheet.body.faults {
                diagnostics.push(fault.finding(source));
            }
            let shown = advance(&mut heads, sheet);
            let (items, turn) = self.laid(volume, (sheet, index), &shown, diagnostics);
            let places_of = |at| Place { page: index as u32, at, folio: sheet.folio.clone(), volume: volume.number };
            let mut areas = Vec::new();
            for (items, turn) in groups(&items, turn.as_ref()) {
                for (id, at) in anchored(items, &builder.anchors, self.work) {
                    let at = turn.map_or(at, |turn| turn.point(at));
                    anchors.entry(id.clone()).or_insert_with(|| places_of(at));
                }
                let found = links.areas(items, self.work).into_iter();
                areas.extend(
                    found.map(|area| LinkArea { rect: turn.map_or(area.rect, |turn| turn.rect(area.rect)), ..area }),
                );
            }
            frames.push(Frame {
                size: self.plan.size,
                folio: sheet.folio.clone(),
                series: sheet.series,
                number: sheet.number,
                items,
                turn,
                links: areas,
            });
        }
        let places = self.map.places.iter().filter(|(_, place)| place.volume == volume.number);
        Pages {
            frames,
            structure: builder.structure,
            outline: self.outline(volume),
            places: places.map(|(id, place)| (id.clone(), place.clone())).chain(anchors).collect(),
        }
    }

    /// What lies on a page, and which of it is turned.
    fn laid(
        &self,
        volume: &Volume<'_>,
        (sheet, index): (&Sheet<'_>, usize),
        heads: &Heads,
        diagnostics: &mut Diagnostics,
    ) -> (Vec<Item>, Option<Turn>) {
        let mut items = Vec::new();
        if sheet.furnished {
            self.head_and_folio(volume, sheet, index, heads, &mut items, diagnostics);
        }
        let origin = self.plan.origin(index);
        let upright = items.len();
        let turn_at = sheet.body.turned.map(|measure| self.turn_at(measure, index));
        let rows_at = if turn_at.is_some() { Point::default() } else { origin };
        items.extend(behind(&sheet.body.rows, rows_at));
        place(&sheet.body.rows, rows_at, &mut items);
        let way = if self.plan.rtl { Way::Right } else { Way::Left };
        let turn = turn_at.map(|at| Turn { items: upright..items.len(), at, way });
        if let Some(first) = sheet.body.notes.first() {
            items.push(self.note_rule(first.y, origin, sheet.body.note_continued));
            items.extend(behind(&sheet.body.notes, origin));
            place(&sheet.body.notes, origin, &mut items);
        }
        (items, turn)
    }

    /// Where the origin of turned rows lies: their top at the left edge, or at the right one of right-to-left pages.
    fn turn_at(&self, measure: Length, index: usize) -> Point {
        let origin = self.plan.origin(index);
        if self.plan.rtl {
            origin + Point::new(self.plan.column.width, Length::ZERO)
        } else {
            origin + Point::new(Length::ZERO, measure)
        }
    }

    fn structure(&self, volume: &Volume<'_>, parts: &[ComposedPart]) -> Builder {
        let mut builder = Builder::default();
        for part in &volume.parts {
            if let Part::Text(blocks) = part {
                builder.text(blocks, self.work.manuscript);
            }
        }
        parts.iter().for_each(|part| builder.merge(&part.generated));
        builder
    }

    fn outline(&self, volume: &Volume<'_>) -> Vec<OutlineEntry> {
        let headings = self.map.headings.iter().filter(|heading| heading.place.volume == volume.number);
        headings
            .map(|heading| OutlineEntry {
                title: match heading.number.as_str() {
                    "" => heading.title.clone(),
                    number => format!("{number} {}", heading.title),
                },
                level: heading.depth,
                page: heading.place.page,
                at: heading.place.at,
            })
            .collect()
    }

    fn head_and_folio(
        &self,
        volume: &Volume<'_>,
        sheet: &Sheet<'_>,
        index: usize,
        heads: &Heads,
        items: &mut Vec<Item>,
        diagnostics: &mut Diagnostics,
    ) {
        let recto = index.is_multiple_of(2);
        let (house, pitch) = (self.work.house, self.plan.grid.pitch);
        let size =
            |key: &str| text_size(self.work).scale(i64::from(house.small.get(key).copied().unwrap_or(850)), 1000);
        let text = if recto && !heads.section.is_empty() { &heads.section } else { &heads.chapter };
        let text = match &volume.head {
            Some(name) if !recto || volume.loose => {
                [name.as_str(), text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            }
            None if volume.loose => String::new(),
            _ => text.clone(),
        };
        let owner = Owner::Artifact(Artifact::Pagination);
        // The outer edge is the end edge of a recto and the start edge of a verso, in both directions.
        let align = if recto { Align::End } else { Align::Start };
        let style = |key: &str, bold| display::heading_style(self.work, size(key), bold);
        let head = Display { text: &text, foreign: None, style: style("head", false), align, owner, pitch };
        let folio = Display { text: &sheet.folio, foreign: None, style: style("folio", true), align, owner, pitch };
        let left = self.plan.left(index);
        let top = self.plan.margins.top - pitch - text_size(self.work).scale(HEAD_GAP, 1000);
        let foot = self.plan.margins.top + self.plan.column.height + pitch;
        for (display, y) in [(head, top), (folio, foot)] {
            if display.text.is_empty() {
                continue;
            }
            let width = self.plan.column.width;
            let lines = display::lines(&display, self.work.language, self.work.fonts, width, diagnostics);
            if let Some(line) = lines.into_iter().next() {
                let at = Point::new(left, y + display::baseline(&line, pitch));
                items.extend(line.items.into_iter().map(|item| moved(item, at)));
            }
        }
    }

    /// A short rule from the start edge; of full measure where a note goes on from the page before.
    fn note_rule(&self, notes_top: Length, origin: Point, continued: bool) -> Item {
        let column = self.plan.column.width;
        let length = if continued { column } else { column.scale(NOTE_RULE, 1000) };
        let start = if self.plan.rtl { column - length } else { Length::ZERO };
        let y = notes_top - self.plan.grid.pitch / 3;
        let from = origin + Point::new(start, y);
        let to = origin + Point::new(start + length, y);
        let kind = ItemKind::Line {
            from,
            to,
            width: Length::from_pt(NOTE_RULE_WIDTH),
            color: self.work.house.ink,
            dash: None,
        };
        Item { owner: Owner::Artifact(Artifact::Layout), kind }
    }
}

/// Size of body text in the work's language.
pub(super) fn text_size(work: &Work<'_>) -> Length {
    work.house.text_size_in(&work.language.tag)
}

/// Moves the headings in force over a page; gives those its head shows: the first section of the page, if one begins there.
fn advance(heads: &mut Heads, sheet: &Sheet<'_>) -> Heads {
    let mut shown: Option<Heads> = None;
    for mark in sheet.body.rows.iter().filter(|placed| !placed.repeated).flat_map(|placed| &placed.row.marks) {
        let Mark::Heading { level, short, .. } = mark else { continue };
        match level {
            0 | 1 => *heads = Heads { chapter: short.clone(), section: String::new() },
            2 => {
                heads.section.clone_from(short);
                shown.get_or_insert_with(|| heads.clone());
            }
            _ => {}
        }
    }
    shown.unwrap_or_else(|| heads.clone())
}

fn place(rows: &[Placed<'_>], origin: Point, items: &mut Vec<Item>) {
    for placed in rows {
        let at = origin + Point::new(Length::ZERO, placed.y);
        items.extend(placed.row.items.iter().map(|item| moved(item.clone(), at)));
    }
}

fn behind(rows: &[Placed<'_>], origin: Point) -> Vec<Item> {
    let rows: Vec<(&Row, Length)> = rows.iter().map(|placed| (placed.row, placed.y)).collect();
    enclose(&rows, origin)
}

/// Items that lie alike, in their order: upright ones, turned ones, upright ones.
fn groups<'i>(items: &'i [Item], turn: Option<&'i Turn>) -> Vec<(&'i [Item], Option<&'i Turn>)> {
    let Some(turn) = turn else { return vec![(items, None)] };
    let part = |range: std::ops::Range<usize>| items.get(range).unwrap_or_default();
    let (start, end) = (turn.items.start, turn.items.end);
    vec![(part(0..start), None), (part(start..end), Some(turn)), (part(end..items.len()), None)]
}

/// Finds where links lie: the items of a link's element and of the elements in it.
struct LinkFinder<'b> {
    links: BTreeMap<NodeId, (NodeId, &'b LinkTarget)>,
}

impl<'b> LinkFinder<'b> {
    fn new(builder: &'b Builder) -> Self {
        let Structure { nodes } = &builder.structure;
        let mut links = BTreeMap::new();
        for node in nodes.keys() {
            let mut ancestor = Some(*node);
            while let Some(id) = ancestor {
                if let Some(target) = builder.links.get(&id) {
                    links.insert(*node, (id, target));
                    break;
                }
                ancestor = nodes.get(&id).and_then(|node| node.parent);
            }
        }
        Self { links }
    }

    /// One area for each line that a link stands on.
    fn areas(&self, items: &[Item], work: &Work<'_>) -> Vec<LinkArea> {
        let mut areas: Vec<LinkArea> = Vec::new();
        for item in items {
            let Owner::Node(node) = item.owner else { continue };
            let Some((link, target)) = self.links.get(&node) else { continue };
            let Some(rect) = extent(item, work) else { continue };
            match areas.last_mut().filter(|area| area.node == *link && same_line(&area.rect, &rect)) {
                Some(area) => area.rect = union(&area.rect, &rect),
                None => areas.push(LinkArea { node: *link, rect, target: (*target).clone() }),
            }
        }
        areas
    }
}

/// Where the elements that the program itself leads to stand among the items.
fn anchored<'a>(
    items: &'a [Item],
    anchors: &'a BTreeMap<NodeId, String>,
    work: &'a Work<'_>,
) -> impl Iterator<Item = (&'a String, Point)> {
    items.iter().filter_map(|item| {
        let Owner::Node(node) = item.owner else { return None };
        Some((anchors.get(&node)?, extent(item, work)?.origin))
    })
}

/// What a run of glyphs takes up, from its font's ascent to its descent.
fn extent(item: &Item, work: &Work<'_>) -> Option<Rect> {
    let ItemKind::Glyphs(run, at) = &item.kind else { return None };
    let font = work.fonts.font(run.font);
    let ascent = run.size.font_units(i32::from(font.ascent), font.units_per_em);
    let descent = run.size.font_units(i32::from(font.descent), font.units_per_em);
    Some(Rect::new(at.x, at.y - ascent, run.width, ascent + descent))
}

fn same_line(a: &Rect, b: &Rect) -> bool {
    a.origin.y < b.bottom() && b.origin.y < a.bottom() && (a.bottom() - b.bottom()).abs() < a.size.height / 2
}

fn union(a: &Rect, b: &Rect) -> Rect {
    let left = a.origin.x.min(b.origin.x);
    let top = a.origin.y.min(b.origin.y);
    Rect::new(left, top, a.right().max(b.right()) - left, a.bottom().max(b.bottom()) - top)
}
