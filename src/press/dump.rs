//! What lies on each page and why, as JSON lines: for tests, and to explain a page.

use super::in_pool;
use super::layouts::Setter;
use super::manuscripts;
use super::selection::Selection;
use super::typecases::Typecases;
use crate::diagnostics::{Diagnostics, Sources};
use crate::edition;
use crate::font::FontSet;
use crate::layout::{FolioSeries, Frame, LinkArea, Pages, Role, Turn, Way};
use crate::manuscript::{LinkTarget, NodeId};
use crate::project::Project;
use crate::text::{Artifact, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use crate::units::{Length, Point, Rect};
use serde_json::{Value, json};

/// Sets the books of the selection and calls `line` with each record, a JSON object without a line end: of each page
/// what it is, then what lies on it in reading order. Lengths are in points, from the top left corner of the page.
///
/// Text comes by run or by glyph; either tells the page, the block, the line in it and the run's own place on the page by
/// numbers (docs/typography.md T0.1).
pub fn dump(
    project: &Project,
    selection: &Selection<'_>,
    text: TextBy,
    sources: &Sources,
    line: &mut (dyn FnMut(&str) + Send),
) -> Diagnostics {
    in_pool(None, || dump_all(project, selection, text, sources, line))
}

/// What a record of text is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum TextBy {
    /// A run, which holds its glyphs.
    Run,
    /// One glyph, with what is true of its run.
    Glyph,
}

fn dump_all(
    project: &Project,
    selection: &Selection<'_>,
    text: TextBy,
    sources: &Sources,
    line: &mut dyn FnMut(&str),
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let typecases = Typecases::load(project, selection, &mut diagnostics);
    let manuscripts = manuscripts::read(project, selection, sources);
    for (job, found) in selection.jobs.iter().zip(&manuscripts.findings) {
        diagnostics.extend(found.clone());
        let (Some(whole), Some(edition)) = (manuscripts.of(job), job.editions.first()) else { continue };
        let setter = Setter { project, selection, manuscripts: &manuscripts, typecases: &typecases, draft: false };
        let pages = setter.set(job, whole, &mut diagnostics);
        let Some(layout) = pages.layouts.iter().find(|layout| !layout.editions.is_empty()) else { continue };
        let input = setter.input(job, edition, &layout.text, &layout.house);
        for book in &layout.books {
            let folios = setter.margin_folios(job, edition, &pages, layout, book);
            let frames = &edition::with_margin_folios(&book.pages, &folios, &input, &mut diagnostics);
            let records = Records { project, fonts: input.fonts, sources, volume: book.volume, pages: frames, text };
            records.write(line);
        }
    }
    diagnostics
}

/// The records of one volume.
struct Records<'a> {
    project: &'a Project,
    fonts: &'a FontSet,
    sources: &'a Sources,
    volume: u16,
    pages: &'a Pages,
    text: TextBy,
}

impl Records<'_> {
    fn write(&self, line: &mut dyn FnMut(&str)) {
        for (page, frame) in (1u32..).zip(&self.pages.frames) {
            line(&self.page(page, frame).to_string());
            let mut places = Places::default();
            for (at, item) in frame.items.iter().enumerate() {
                let lie = Lie(frame.turn_of(at));
                let mut record = self.item(page, item, lie);
                if let (Value::Object(record), Some(turn)) = (&mut record, lie.0) {
                    let way = if turn.way == Way::Left { "left" } else { "right" };
                    record.insert("turned".to_owned(), way.into());
                }
                if let (Value::Object(record), ItemKind::Glyphs(_, at)) = (&mut record, &item.kind) {
                    let (block, line, run) = places.next(self.block(item.owner), at.y);
                    record.insert("block".to_owned(), block.into());
                    record.insert("line".to_owned(), line.into());
                    record.insert("run".to_owned(), run.into());
                }
                match self.text {
                    TextBy::Run => line(&record.to_string()),
                    TextBy::Glyph => by_glyph(record).for_each(|record| line(&record.to_string())),
                }
            }
            for area in &frame.links {
                line(&self.link(page, area).to_string());
            }
        }
    }

    fn page(&self, page: u32, frame: &Frame) -> Value {
        let series = match frame.series {
            FolioSeries::Front => "front",
            FolioSeries::Body => "body",
        };
        json!({
            "kind": "page", "volume": self.volume, "page": page, "folio": frame.folio, "series": series,
            "number": frame.number, "width": pt(frame.size.width), "height": pt(frame.size.height),
        })
    }

    fn item(&self, page: u32, item: &Item, lie: Lie<'_>) -> Value {
        let mut record = match &item.kind {
            ItemKind::Glyphs(run, at) => self.text(run, *at, item.owner, lie),
            ItemKind::Rect(rect, paint) => json!({
                "kind": "rect", "box": corners(&lie.rect(*rect)), "fill": paint.fill.map(|color| color.to_string()),
                "stroke": paint.stroke.map(|(color, _)| color.to_string()),
                "thickness": paint.stroke.map(|(_, thickness)| pt(thickness)),
            }),
            ItemKind::Line { from, to, width, color, dash } => json!({
                "kind": "line", "from": lie.point(*from), "to": lie.point(*to),
                "thickness": pt(*width), "color": color.to_string(),
                "dash": dash.map(|(dash, gap)| [pt(dash), pt(gap)]),
            }),
            ItemKind::Picture { file, rect } => json!({
                "kind": "picture", "file": self.project.shown(file.path()).display().to_string(), "box": corners(&lie.rect(*rect)),
            }),
        };
        if let Value::Object(record) = &mut record {
            record.insert("page".to_owned(), page.into());
            record.insert("owner".to_owned(), self.owner(item.owner));
        }
        record
    }

    /// A run of glyphs; `x`, `y` and the ink of a glyph are those of the page.
    fn text(&self, run: &GlyphRun, at: Point, owner: Owner, lie: Lie<'_>) -> Value {
        let mut rest: &str = &run.text;
        // What is set as it was typed can be told letter by letter.
        let typed = run.source.filter(|span| (span.end - span.start) as usize == run.text.len());
        let is_mark = self.roles(owner).any(|(_, role)| matches!(role, Role::Reference));
        let wide = 1.0 + f64::from(run.expansion) / 10_000.0;
        let glyphs: Vec<Value> = run
            .glyphs
            .iter()
            .map(|glyph| {
                let (own, after) = rest.split_at_checked(usize::from(glyph.text_len)).unwrap_or((rest, ""));
                let start = run.text.len() - rest.len();
                rest = after;
                let bytes = typed.map_or(run.source.map(|span| [span.start, span.end]), |span| {
                    let start = span.start + start as u32;
                    Some([start, start + own.len() as u32])
                });
                let kind = match (glyph.kind, owner) {
                    (_, Owner::Artifact(_)) => "artifact",
                    (GlyphKind::Text, _) if is_mark => "note-mark",
                    (GlyphKind::Text, _) => "text",
                    (GlyphKind::Hyphen, _) => "hyphen",
                    (GlyphKind::Filler, _) if run.level % 2 == 1 => "kashida",
                    (GlyphKind::Filler, _) => "repeated-hyphen",
                };
                let font = self.fonts.font(run.font);
                let x = at.x + Length::from_raw(i64::from(glyph.x));
                let y = at.y - Length::from_raw(i64::from(glyph.y));
                let em = run.size.pt() / f64::from(font.units_per_em.max(1));
                let ink = font.ink(glyph.id).map(|[left, bottom, right, top]| {
                    let sides = [left * wide, top, right * wide, bottom].map(|side| Length::from_pt(side * em));
                    let ink = Rect::new(x + sides[0], y - sides[1], sides[2] - sides[0], sides[1] - sides[3]);
                    corners(&lie.rect(ink))
                });
                let place = lie.point(Point::new(x, y));
                json!({
                    "gid": glyph.id, "name": font.glyph_name(glyph.id), "x": place[0], "y": place[1],
                    "advance": pt(Length::from_raw(i64::from(glyph.advance))), "ink": ink, "text": own, "kind": kind, "bytes": bytes,
                })
            })
            .collect();
        let place = lie.point(at);
        json!({
            "kind": "text", "text": &*run.text, "lang": run.lang.as_str(), "level": run.level,
            "font": self.fonts.font(run.font).name, "size": pt(run.size), "expansion": run.expansion, "color": run.color.to_string(),
            "outline": pt(run.outline),
            "x": place[0], "y": place[1], "width": pt(run.width),
            "source": run.source.and_then(|span| self.place(span)),
            "bytes": run.source.map(|span| [span.start, span.end]), "glyphs": glyphs,
        })
    }

    /// The structure elements that an item belongs to, innermost first.
    fn roles(&self, owner: Owner) -> impl Iterator<Item = (NodeId, &Role)> {
        let nodes = &self.pages.structure.nodes;
        let first = match owner {
            Owner::Node(node) => Some(node),
            Owner::Artifact(_) => None,
        };
        let id_and = |id: NodeId| nodes.get(&id).map(|element| (id, element));
        std::iter::successors(first.and_then(id_and), move |(_, element)| element.parent.and_then(id_and))
            .map(|(id, element)| (id, &element.role))
    }

    /// The block that an item belongs to: its innermost element that is no part of a line.
    fn block(&self, owner: Owner) -> Option<NodeId> {
        let within = |role: &Role| matches!(role, Role::Span | Role::Link | Role::Reference | Role::Code);
        self.roles(owner).find(|(_, role)| !within(role)).map(|(id, _)| id)
    }

    fn place(&self, span: crate::diagnostics::Span) -> Option<String> {
        let (line, column) = self.sources.line_column(span)?;
        let source = self.sources.get(self.sources.origin(span).file)?;
        Some(format!("{}:{line}:{column}", source.path.display()))
    }

    /// The structure elements that an item belongs to, outermost first, or why it belongs to none.
    fn owner(&self, owner: Owner) -> Value {
        match owner {
            Owner::Node(_) => {}
            Owner::Artifact(Artifact::Pagination) => return "artifact/pagination".into(),
            Owner::Artifact(Artifact::Layout) => return "artifact/layout".into(),
            Owner::Artifact(Artifact::Watermark) => return "artifact/watermark".into(),
            Owner::Artifact(Artifact::Page) => return "artifact/page".into(),
        }
        let named = self.roles(owner).map(|(id, role)| match role {
            Role::Figure { .. } => format!("Figure#{}", id.0),
            role => format!("{role:?}#{}", id.0),
        });
        let mut path: Vec<String> = named.collect();
        path.reverse();
        path.join("/").into()
    }

    fn link(&self, page: u32, area: &LinkArea) -> Value {
        let target = match &area.target {
            LinkTarget::External(address) => address.clone(),
            LinkTarget::Internal(id) => format!("#{id}"),
            LinkTarget::Publication { publication, id: Some(id) } => format!("{publication}#{id}"),
            LinkTarget::Publication { publication, id: None } => publication.clone(),
        };
        json!({
            "kind": "link", "page": page, "target": target, "box": corners(&area.rect),
            "owner": self.owner(Owner::Node(area.node)),
        })
    }
}

/// How an item lies on its page: upright, or turned.
#[derive(Copy, Clone)]
struct Lie<'a>(Option<&'a Turn>);

impl Lie<'_> {
    /// A place on the page in points.
    fn point(self, at: Point) -> [f64; 2] {
        let at = self.0.map_or(at, |turn| turn.point(at));
        [pt(at.x), pt(at.y)]
    }

    fn rect(self, rect: Rect) -> Rect {
        self.0.map_or(rect, |turn| turn.rect(rect))
    }
}

/// Counts blocks, lines of a block and runs of a page, each from 1.
#[derive(Default)]
struct Places {
    block: u32,
    line: u32,
    run: u32,
    last: Option<(Option<NodeId>, Length)>,
}

impl Places {
    /// The numbers of the next run, which belongs to `block` and stands at `y`. A raised mark stays on its line.
    fn next(&mut self, block: Option<NodeId>, y: Length) -> (u32, u32, u32) {
        let near = Length::from_pt(6.0);
        let same_block = self.last.is_some_and(|(last, _)| last == block);
        let same_line = self.last.is_some_and(|(_, last)| (y - last).max(last - y) < near);
        if !same_block {
            self.block += 1;
            self.line = 1;
        } else if !same_line {
            self.line += 1;
        }
        // The baseline of a line is that of its first run.
        if !(same_block && same_line) {
            self.last = Some((block, y));
        }
        self.run += 1;
        (self.block, self.line, self.run)
    }
}

/// The records of a run's glyphs; those of other things as they are.
fn by_glyph(mut record: Value) -> impl Iterator<Item = Value> {
    let glyphs = match record.get_mut("glyphs").map(Value::take) {
        Some(Value::Array(glyphs)) => glyphs,
        _ => return vec![record].into_iter(),
    };
    let of_glyph = |glyph: Value| match (record.clone(), glyph) {
        (Value::Object(mut fields), Value::Object(own)) => {
            for of_run in ["glyphs", "width"] {
                fields.remove(of_run);
            }
            fields.extend(own);
            Value::Object(fields)
        }
        (_, glyph) => glyph,
    };
    glyphs.into_iter().map(of_glyph).collect::<Vec<_>>().into_iter()
}

/// Points, to the thousandth.
fn pt(length: Length) -> f64 {
    thousandths(length.pt())
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Left, top, right, bottom.
fn corners(rect: &Rect) -> [f64; 4] {
    [pt(rect.origin.x), pt(rect.origin.y), pt(rect.right()), pt(rect.bottom())]
}
