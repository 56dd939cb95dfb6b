//! What lies on each page and why, as JSON lines: for tests, and to explain a page.

use super::guard::guarded;
use super::in_pool;
use super::manuscripts;
use super::selection::Selection;
use crate::diagnostics::{Diagnostics, Sources};
use crate::edition::{self, Input, VolumeBook};
use crate::font::FontSet;
use crate::layout::{FolioSeries, Frame, LinkArea, Role};
use crate::manuscript::LinkTarget;
use crate::project::Project;
use crate::text::{Artifact, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use crate::units::{Length, Point, Rect};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Sets the books of the selection and calls `line` with each record, a JSON object without a line end: of each page
/// what it is, then what lies on it in reading order. Lengths are in points, from the top left corner of the page.
pub fn dump(
    project: &Project,
    selection: &Selection<'_>,
    sources: &Sources,
    line: &mut (dyn FnMut(&str) + Send),
) -> Diagnostics {
    in_pool(None, || dump_all(project, selection, sources, line))
}

fn dump_all(
    project: &Project,
    selection: &Selection<'_>,
    sources: &Sources,
    line: &mut dyn FnMut(&str),
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::load(&project.house, project.fonts_folder().as_deref(), &mut diagnostics);
    let manuscripts = manuscripts::read(project, selection, sources);
    for (job, found) in selection.jobs.iter().zip(&manuscripts.findings) {
        diagnostics.extend(found.clone());
        let Some(manuscript) = manuscripts.of(job) else { continue };
        let none = BTreeMap::new();
        let input = Input {
            project,
            publication: job.publication,
            language: &job.language,
            manuscript,
            fonts: &fonts,
            neighbours: manuscripts.neighbours(&job.language.tag).unwrap_or(&none),
        };
        let what = format!("the pages of {} in {}", job.publication.name, job.language.tag);
        let books = guarded(&what, || edition::make(&input, &mut diagnostics)).unwrap_or_else(|fault| {
            diagnostics.push(*fault);
            Vec::new()
        });
        for book in &books {
            let records = Records { project, fonts: &fonts, sources, book };
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
    book: &'a VolumeBook,
}

impl Records<'_> {
    fn write(&self, line: &mut dyn FnMut(&str)) {
        for (page, frame) in (1u32..).zip(&self.book.pages.frames) {
            line(&self.page(page, frame).to_string());
            for item in &frame.items {
                line(&self.item(page, item).to_string());
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
            "kind": "page", "volume": self.book.volume, "page": page, "folio": frame.folio, "series": series,
            "number": frame.number, "width": pt(frame.size.width), "height": pt(frame.size.height),
        })
    }

    fn item(&self, page: u32, item: &Item) -> Value {
        let mut record = match &item.kind {
            ItemKind::Glyphs(run, at) => self.text(run, *at),
            ItemKind::Rect(rect, paint) => json!({
                "kind": "rect", "box": corners(rect), "fill": paint.fill.map(|color| color.hex()),
                "stroke": paint.stroke.map(|(color, _)| color.hex()),
                "thickness": paint.stroke.map(|(_, thickness)| pt(thickness)),
            }),
            ItemKind::Line { from, to, width, color, dash } => json!({
                "kind": "line", "from": [pt(from.x), pt(from.y)], "to": [pt(to.x), pt(to.y)],
                "thickness": pt(*width), "color": color.hex(),
                "dash": dash.map(|(dash, gap)| [pt(dash), pt(gap)]),
            }),
            ItemKind::Picture { file, rect } => json!({
                "kind": "picture", "file": self.project.shown(file).display().to_string(), "box": corners(rect),
            }),
        };
        if let Value::Object(record) = &mut record {
            record.insert("page".to_owned(), page.into());
            record.insert("owner".to_owned(), self.owner(item.owner));
        }
        record
    }

    /// A run of glyphs; `x` and `y` of a glyph are those of the page.
    fn text(&self, run: &GlyphRun, at: Point) -> Value {
        let mut rest: &str = &run.text;
        let glyphs: Vec<Value> = run
            .glyphs
            .iter()
            .map(|glyph| {
                let (own, after) = rest.split_at_checked(usize::from(glyph.text_len)).unwrap_or((rest, ""));
                rest = after;
                let kind = match glyph.kind {
                    GlyphKind::Text => "text",
                    GlyphKind::Hyphen => "hyphen",
                    GlyphKind::Filler => "filler",
                };
                let x = pt(at.x + Length::from_raw(i64::from(glyph.x)));
                let y = pt(at.y - Length::from_raw(i64::from(glyph.y)));
                let advance = pt(Length::from_raw(i64::from(glyph.advance)));
                json!({ "gid": glyph.id, "x": x, "y": y, "advance": advance, "text": own, "kind": kind })
            })
            .collect();
        json!({
            "kind": "text", "text": &*run.text, "lang": run.lang.as_str(), "level": run.level,
            "font": self.fonts.font(run.font).name, "size": pt(run.size), "color": run.color.hex(),
            "x": pt(at.x), "y": pt(at.y), "width": pt(run.width),
            "source": run.source.and_then(|span| self.place(span)), "glyphs": glyphs,
        })
    }

    fn place(&self, span: crate::diagnostics::Span) -> Option<String> {
        let (line, column) = self.sources.line_column(span)?;
        let source = self.sources.get(span.file)?;
        Some(format!("{}:{line}:{column}", source.path.display()))
    }

    /// The structure elements that an item belongs to, outermost first, or why it belongs to none.
    fn owner(&self, owner: Owner) -> Value {
        let mut node = match owner {
            Owner::Node(node) => Some(node),
            Owner::Artifact(Artifact::Pagination) => return "artifact/pagination".into(),
            Owner::Artifact(Artifact::Layout) => return "artifact/layout".into(),
            Owner::Artifact(Artifact::Page) => return "artifact/page".into(),
        };
        let mut path = Vec::new();
        while let Some(id) = node {
            let Some(element) = self.book.pages.structure.nodes.get(&id) else { break };
            path.push(match &element.role {
                Role::Figure { .. } => format!("Figure#{}", id.0),
                role => format!("{role:?}#{}", id.0),
            });
            node = element.parent;
        }
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

/// Points, to the thousandth.
fn pt(length: Length) -> f64 {
    (length.pt() * 1000.0).round() / 1000.0
}

/// Left, top, right, bottom.
fn corners(rect: &Rect) -> [f64; 4] {
    [pt(rect.origin.x), pt(rect.origin.y), pt(rect.right()), pt(rect.bottom())]
}
