//! Passes over all volumes until contents and references agree with the pages.

use super::compose_parts::{ComposedPart, compose_notes, compose_part, reset_text};
use super::frame::{FolioSeries, Pages, Place};
use super::furnish::Furnisher;
use super::paginate::{Body, Notes, Reset, Room, Side, paginate};
use super::references::{HeadingPlace, PageMap};
use super::rows::{Break, Float, Grid, Mark, Row};
use super::work::{Part, Start, Volume, Work};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::manuscript::NodeId;
use crate::project::Margins;
use crate::units::{Length, Point, Size};
use std::collections::BTreeMap;

/// Passes after which pages that still move are reported (docs/typography.md P11).
const MAX_PASSES: usize = 5;

/// Passes in which figures may leave their place.
const MOVING_PASSES: usize = 2;

/// A figure leaves a page where so many lines would stay empty.
const GAPING: i64 = 3;

/// A page before it is furnished.
pub(super) struct Sheet<'a> {
    pub(super) body: Body<'a>,
    pub(super) series: FolioSeries,
    /// Number in its series, from 1.
    pub(super) number: u32,
    pub(super) folio: String,
    /// Shows head and folio: not on openers, blanks and display pages (docs/typography.md P10).
    pub(super) furnished: bool,
    /// Belongs to the text, its contents or index, not to a leaf beside them.
    pub(super) is_text: bool,
}

/// The measures of every page.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) size: Size,
    pub(super) margins: Margins,
    pub(super) column: Size,
    pub(super) grid: Grid,
    pub(super) rtl: bool,
}

impl Plan {
    fn new(work: &Work<'_>, grid: Grid) -> Self {
        let page = &work.house.page;
        let margins = page.margins.clone();
        let height = page.height - margins.top - margins.bottom;
        // Whole lines: what is left over goes to the foot.
        let lines = (height.raw() / grid.pitch.raw().max(1)).max(4);
        let column = Size { width: page.width - margins.inner - margins.outer, height: grid.pitch * lines };
        let size = Size { width: page.width, height: page.height };
        Self { size, margins, column, grid, rtl: work.language.direction().is_rtl() }
    }

    /// Left edge of the column on page `index` (from 0; even ones are rectos).
    pub(super) fn left(&self, index: usize) -> Length {
        let recto = index.is_multiple_of(2);
        // The spine is at the left of a left-to-right recto and of a right-to-left verso.
        if recto == self.rtl { self.margins.outer } else { self.margins.inner }
    }

    pub(super) fn origin(&self, index: usize) -> Point {
        Point::new(self.left(index), self.margins.top)
    }
}

/// Sets all volumes.
pub fn typeset(work: &Work<'_>, diagnostics: &mut Diagnostics) -> Vec<Pages> {
    let grid = super::compose_parts::grid(work);
    let plan = Plan::new(work, grid);
    let mut map = PageMap::default();
    let mut parts: Vec<Vec<ComposedPart>> = work.volumes.iter().map(|_| Vec::new()).collect();
    let mut notes = compose_notes(work, &plan, &map);
    let mut settled = false;
    let none = Reset::new();
    let mut looseness = BTreeMap::new();
    for pass in 0..MAX_PASSES {
        for (volume, composed) in work.volumes.iter().zip(&mut parts) {
            compose_volume(work, &plan, volume, &map, composed);
        }
        if pass > 0 && notes.asked {
            notes = compose_notes(work, &plan, &map);
        }
        let sheets = lay_out(work, &plan, &parts, &notes.rows, &none);
        let mut next = map_of(&sheets, &plan);
        next.moved.clone_from(&map.moved);
        if pass < MOVING_PASSES {
            next.moved.extend(sheets.iter().flat_map(|sheets| stranded(sheets, &plan)));
        }
        let of_pages = sheets.iter().flatten().flat_map(|sheet| sheet.body.reset.iter());
        looseness = of_pages.map(|(node, by)| (*node, *by)).collect();
        drop(sheets);
        settled = next == map;
        map = next;
        if settled {
            break;
        }
    }
    if !settled {
        diagnostics.push(
            Diagnostic::error("unsettled-pages", format!("page numbers still change after {MAX_PASSES} passes"))
                .help("a reference whose words change the length of its own page does this: reword the paragraph"),
        );
    }
    let reset = reset(work, &plan, &parts, &map, &looseness);
    let sheets = lay_out(work, &plan, &parts, &notes.rows, &reset);
    let furnisher = Furnisher { work, plan: &plan, map: &map };
    let volumes = work.volumes.iter().zip(&parts).zip(&sheets);
    let pages = volumes.map(|((volume, parts), sheets)| furnisher.pages(volume, parts, sheets, diagnostics)).collect();
    drop(sheets);
    let found = parts.into_iter().flatten().flat_map(ComposedPart::into_diagnostics).chain([notes.diagnostics]);
    found.for_each(|found| diagnostics.extend(found));
    pages
}

fn compose_volume(work: &Work<'_>, plan: &Plan, volume: &Volume<'_>, map: &PageMap, composed: &mut Vec<ComposedPart>) {
    for at in 0..volume.parts.len() {
        match composed.get_mut(at) {
            None => composed.push(compose_part(work, plan, (volume, at), map, None)),
            Some(old) if old.asked() || !map.moved.is_empty() => {
                let before = std::mem::take(old);
                *old = compose_part(work, plan, (volume, at), map, Some(before));
            }
            Some(_) => {}
        }
    }
}

/// The lines of paragraphs that get more or less of them than is best.
fn reset(
    work: &Work<'_>,
    plan: &Plan,
    parts: &[Vec<ComposedPart>],
    map: &PageMap,
    looseness: &BTreeMap<NodeId, i8>,
) -> Reset {
    let mut reset = Reset::new();
    for (volume, composed) in work.volumes.iter().zip(parts) {
        for (part, composed) in volume.parts.iter().zip(composed) {
            if let Part::Text(blocks) = part {
                reset.extend(reset_text(work, plan, volume, (blocks, composed), map, looseness));
            }
        }
    }
    reset
}

/// The pages of each volume.
fn lay_out<'a>(
    work: &Work<'_>,
    plan: &Plan,
    parts: &'a [Vec<ComposedPart>],
    notes: &'a Notes,
    reset: &'a Reset,
) -> Vec<Vec<Sheet<'a>>> {
    let mut body_pages = 0;
    let volumes = work.volumes.iter().zip(parts);
    volumes
        .map(|(volume, parts)| {
            let mut press = Press { work, plan, sheets: Vec::new(), front: 0, body: body_pages };
            for (part, composed) in volume.parts.iter().zip(parts) {
                press.part(part, composed, notes, reset);
            }
            press.close();
            body_pages = if work.folios_restart { 0 } else { press.body };
            press.sheets
        })
        .collect()
}

/// Puts page bodies in order and numbers them.
struct Press<'a, 'w> {
    work: &'w Work<'w>,
    plan: &'w Plan,
    sheets: Vec<Sheet<'a>>,
    front: u32,
    body: u32,
}

impl<'a> Press<'a, '_> {
    fn part(&mut self, part: &Part<'_>, composed: &'a ComposedPart, notes: &'a Notes, reset: &'a Reset) {
        let rows: Vec<&Row> = composed.rows().collect();
        let room = Room {
            height: self.plan.column.height,
            pitch: self.plan.grid.pitch,
            note_gap: self.plan.grid.pitch,
            width: self.plan.column.width,
        };
        let (series, start, furnished) = match part {
            Part::Leaf(leaf) if leaf.front => (FolioSeries::Front, leaf.start, false),
            Part::Leaf(leaf) => (FolioSeries::Body, leaf.start, false),
            Part::Contents { whole, front, .. } => {
                let series = if *front { FolioSeries::Front } else { FolioSeries::Body };
                (series, if *whole { Start::Any } else { Start::Recto }, true)
            }
            Part::Text(_) => (FolioSeries::Body, Start::Any, true),
        };
        let fresh_body =
            series == FolioSeries::Body && self.sheets.last().is_some_and(|sheet| sheet.series == FolioSeries::Front);
        let start = if fresh_body { Start::Recto } else { start };
        let next = if self.sheets.len().is_multiple_of(2) { Side::Recto } else { Side::Verso };
        let side = match start {
            Start::Any => next,
            Start::Recto => Side::Recto,
            Start::Verso => Side::Verso,
        };
        for (at, body) in paginate(&rows, notes, reset, room, side).into_iter().enumerate() {
            let first = at == 0;
            let recto = body.recto || first && start == Start::Recto;
            if recto && self.sheets.len() % 2 == 1
                || first && start == Start::Verso && self.sheets.len().is_multiple_of(2)
            {
                self.blank(series, fresh_body && first);
            }
            let opens = opens_chapter(&body) || first && matches!(part, Part::Contents { .. });
            self.push(body, series, furnished && !opens);
            self.sheets.last_mut().into_iter().for_each(|sheet| sheet.is_text = !matches!(part, Part::Leaf(_)));
        }
    }

    /// An empty page; the one before a text's first page still belongs to the front matter.
    fn blank(&mut self, series: FolioSeries, before_body: bool) {
        let series = if before_body { FolioSeries::Front } else { series };
        self.push(Body::default(), series, false);
    }

    /// Every volume ends on a verso, so that the next one goes on with an odd page.
    fn close(&mut self) {
        if self.sheets.len() % 2 == 1
            && self.sheets.len() > 1
            && self.sheets.iter().any(|sheet| sheet.series == FolioSeries::Front)
        {
            self.blank(FolioSeries::Body, false);
        }
    }

    fn push(&mut self, body: Body<'a>, series: FolioSeries, furnished: bool) {
        let counter = match series {
            FolioSeries::Front => &mut self.front,
            FolioSeries::Body => &mut self.body,
        };
        *counter += 1;
        let number = *counter;
        let language = self.work.language;
        let folio = match series {
            FolioSeries::Front => language.counted(language.data.front_folios, number as usize),
            FolioSeries::Body => language.number(number as usize),
        };
        self.sheets.push(Sheet { body, series, number, folio, furnished, is_text: false });
    }
}

fn opens_chapter(body: &Body<'_>) -> bool {
    let marks = body.rows.iter().take(3).flat_map(|placed| &placed.row.marks);
    marks.into_iter().any(|mark| matches!(mark, Mark::Heading { level: ..=1, .. }))
}

/// Figures for which the page before was left early, or the one before that so that the two agree: what stands above
/// them on their own page has room in the gap. One that ends a section stays: it would come to stand in another.
fn stranded<'s>(sheets: &'s [Sheet<'_>], plan: &'s Plan) -> impl Iterator<Item = NodeId> + 's {
    let pairs =
        sheets.windows(2).enumerate().filter_map(|(at, pair)| Some((at, &pair.first()?.body, &pair.last()?.body)));
    pairs.filter_map(|(at, before, body)| {
        let earlier = at.checked_sub(1).and_then(|at| sheets.get(at)).filter(|_| goes_on(before));
        let gap = gap(before, plan)?.max(earlier.and_then(|sheet| gap(&sheet.body, plan)).unwrap_or_default());
        let mut rows = body.rows.iter().filter(|placed| !placed.repeated);
        let figure = rows.find(|placed| matches!(placed.row.float, Float::May(_)))?;
        let Float::May(node) = figure.row.float else { return None };
        let after = sheets.get(at + 2).map(|sheet| &sheet.body.rows);
        let next = rows.chain(after.into_iter().flatten()).find(|placed| placed.row.float != Float::May(node))?;
        let ends =
            is_forced(next.row) || next.row.marks.iter().any(|mark| matches!(mark, Mark::Heading { level: ..=2, .. }));
        (gap >= (plan.grid.pitch * GAPING).max(figure.y) && goes_on(body) && !ends).then_some(node)
    })
}

/// What a page leaves empty below its text.
fn gap(body: &Body<'_>, plan: &Plan) -> Option<Length> {
    let last = body.rows.last().filter(|_| body.turned.is_none())?;
    let foot = body.notes.first().map_or(plan.column.height, |note| note.y - plan.grid.pitch);
    Some(foot - last.y - last.row.height)
}

/// Whether a page goes on with the text of the page before.
fn goes_on(body: &Body<'_>) -> bool {
    body.rows.iter().find(|placed| !placed.repeated).is_some_and(|first| !is_forced(first.row))
}

fn is_forced(row: &Row) -> bool {
    matches!(row.break_before, Break::Page | Break::Recto)
}

/// Where everything stands.
fn map_of(volumes: &[Vec<Sheet<'_>>], plan: &Plan) -> PageMap {
    let mut map = PageMap::default();
    let split = volumes.len() > 1;
    for (volume, sheets) in volumes.iter().enumerate() {
        let mut text = sheets.iter().filter(|sheet| sheet.is_text && sheet.series == FolioSeries::Body);
        let first = text.next();
        let run = [first, text.next_back().or(first)];
        map.runs.push(run.map(|sheet| sheet.map(|sheet| sheet.folio.clone()).unwrap_or_default()));
        for (index, sheet) in sheets.iter().enumerate() {
            map.pages += u32::from(sheet.series == FolioSeries::Body);
            for placed in sheet.body.rows.iter().chain(&sheet.body.notes).filter(|placed| !placed.repeated) {
                let place = || Place {
                    page: index as u32,
                    at: plan.origin(index)
                        + Point::new(Length::ZERO, if sheet.body.turned.is_some() { Length::ZERO } else { placed.y }),
                    folio: sheet.folio.clone(),
                    volume: if split { volume as u16 + 1 } else { 0 },
                };
                record(&placed.row.marks, place, &mut map);
            }
        }
    }
    map
}

fn record(marks: &[Mark], place: impl Fn() -> Place, map: &mut PageMap) {
    let id = marks.iter().find_map(|mark| match mark {
        Mark::Id(id) => Some(id.clone()),
        Mark::Heading { .. } => None,
    });
    for mark in marks {
        match mark {
            Mark::Id(id) => {
                map.places.insert(id.clone(), place());
            }
            Mark::Heading { level, depth, number, title, .. } => map.headings.push(HeadingPlace {
                level: *level,
                depth: *depth,
                number: number.clone(),
                title: title.clone(),
                id: id.clone(),
                place: place(),
            }),
        }
    }
}
