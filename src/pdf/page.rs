//! Pages to content streams.
//!
//! In: frames. Out: each page's stream, deflated, and whose each of its marked sequences is. Pages are built by the
//! chunk, in parallel, and what printpdf needs in between is freed with each chunk.

use super::draw::{Canvas, Mark};
use super::fonts::Fonts;
use super::pictures::Pictures;
use super::roles::Roles;
use super::union::{Look, Sketch, Union};
use super::{Error, Info, Kind, deflate};
use crate::layout::{Frame, Role, Structure};
use crate::manuscript::NodeId;
use crate::text::{Artifact, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use crate::units::{Color, Point};
use lopdf::{Dictionary, Document, Stream};
use printpdf::{Mm, PdfDocument, PdfFontMap, PdfPage, PdfSaveOptions};
use rayon::prelude::*;

/// Pages that are in printpdf's hands at a time, for each thread.
const CHUNK: usize = 8;

/// How deep words may lie in a link.
const MAX_DEPTH: usize = 32;

/// The content of a page.
pub(super) struct Content {
    /// Its deflated stream.
    pub(super) stream: Stream,
    /// Whose each sequence of marked content is, by its number; empty in an edition without tags.
    pub(super) owners: Vec<NodeId>,
    /// Its letters that are painted as one.
    pub(super) unions: Vec<Union>,
}

/// What pages are drawn with.
pub(super) struct Desk<'a> {
    pub(super) info: &'a Info,
    pub(super) fonts: &'a Fonts<'a>,
    pub(super) pictures: &'a Pictures,
    pub(super) structure: &'a Structure,
    /// Types of the structure elements; `None` in an edition without tags.
    pub(super) roles: Option<&'a Roles>,
}

impl Desk<'_> {
    /// The colour of words in this edition: in print, links look like what is around them.
    fn color(&self, color: Color, owner: Owner) -> Color {
        match owner {
            Owner::Node(node)
                if self.info.kind == Kind::Print && color == self.info.link_color && self.is_in_link(node) =>
            {
                self.info.ink
            }
            _ => color,
        }
    }

    fn is_in_link(&self, node: NodeId) -> bool {
        let nodes = &self.structure.nodes;
        let mut line = std::iter::successors(nodes.get(&node), |node| nodes.get(&node.parent?)).take(MAX_DEPTH);
        line.any(|node| matches!(node.role, Role::Link | Role::Reference))
    }
}

/// Draws all pages.
///
/// # Errors
/// printpdf gave back other pages than it was given.
pub(super) fn contents(frames: &[Frame], desk: &Desk<'_>) -> Result<Vec<Content>, Error> {
    let stand_ins = desk.fonts.stand_ins();
    let chunks = frames.par_chunks(CHUNK).enumerate();
    let chunks: Vec<Vec<Content>> =
        chunks.map(|(number, frames)| chunk((number * CHUNK, frames), desk, &stand_ins)).collect::<Result<_, _>>()?;
    Ok(chunks.into_iter().flatten().collect())
}

/// Draws frames, the first of which is that of page `first`. Letters painted as one are pages to printpdf, after their own.
fn chunk((first, frames): (usize, &[Frame]), desk: &Desk<'_>, stand_ins: &PdfFontMap) -> Result<Vec<Content>, Error> {
    let mut document = PdfDocument::new("");
    document.resources.fonts = stand_ins.clone();
    let mut drawn = Vec::with_capacity(frames.len());
    for (number, frame) in (first..).zip(frames) {
        let canvas = Canvas::new(frame.size, desk.info, desk.fonts);
        let mut page = PageWriter { canvas, desk, number, open: None, owners: Vec::new(), sketches: Vec::new() };
        page.frame(frame);
        page.mark(None);
        let (width, height) = (Mm(frame.size.width.mm() as f32), Mm(frame.size.height.mm() as f32));
        let mut push = |ops| document.pages.push(PdfPage::new(width, height, ops));
        push(page.canvas.finish());
        for sketch in &mut page.sketches {
            push(std::mem::take(&mut sketch.letters));
            sketch.mask.as_mut().map(std::mem::take).into_iter().for_each(&mut push);
        }
        drawn.push((page.owners, page.sketches));
    }
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let written = document.to_lopdf_document(&options, &mut Vec::new());
    drop(document);
    let streams = streams(written).ok_or(Error::Pages)?;
    let mut streams = streams.into_iter();
    let contents = drawn.into_iter().map(|(owners, sketches)| {
        let stream = streams.next()?;
        let unions = sketches.into_iter().map(|sketch| Union::of(sketch, &mut streams)).collect::<Option<_>>()?;
        Some(Content { stream, owners, unions })
    });
    let contents: Option<Vec<Content>> = contents.collect();
    contents.filter(|_| streams.next().is_none()).ok_or(Error::Pages)
}

/// The contents of a document's pages, in order, deflated.
fn streams(mut document: Document) -> Option<Vec<Stream>> {
    let pages: Vec<_> = document.page_iter().collect();
    pages
        .into_iter()
        .map(|page| {
            let id = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
            let content = std::mem::take(&mut document.get_object_mut(id).ok()?.as_stream_mut().ok()?.content);
            Some(deflate::stream(Dictionary::new(), &rewritten(&content)))
        })
        .collect()
}

/// Rewrites the strings of glyphs.
///
/// Left to right, strings that follow each other without a correction become one: `<0001><0002>` is `<00010002>`. Right
/// to left, each glyph becomes a text object of its own: PDFium (Chrome's reader) takes the order inside one for that
/// from left to right, and would read words backwards (TYPOGRAPHY.md A6, A7).
fn rewritten(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rtl = false;
    for line in content.split(|byte| *byte == b'\n') {
        if let Some(font) = line.strip_suffix(b" Tf") {
            rtl = Fonts::is_rtl_name(font);
        }
        match line.strip_suffix(b" TJ") {
            Some(array) if rtl => each_alone(array, &mut out),
            Some(array) => joined(array, &mut out),
            None => out.extend_from_slice(line),
        }
        out.push(b'\n');
    }
    out
}

fn joined(array: &[u8], out: &mut Vec<u8>) {
    for (at, byte) in array.iter().enumerate() {
        let between = match byte {
            b'>' => array.get(at + 1) == Some(&b'<'),
            b'<' => at > 0 && array.get(at - 1) == Some(&b'>'),
            _ => false,
        };
        if !between {
            out.push(*byte);
        }
    }
    out.extend_from_slice(b"TJ");
}

fn each_alone(array: &[u8], out: &mut Vec<u8>) {
    for (at, byte) in array.iter().enumerate() {
        if *byte == b'<' && at > 1 {
            out.extend_from_slice(b"]TJ\n[");
        }
        out.push(*byte);
    }
    out.extend_from_slice(b"TJ");
}

/// Draws the items of one page and marks whose they are.
struct PageWriter<'a> {
    canvas: Canvas<'a>,
    desk: &'a Desk<'a>,
    /// Of the page, from 0.
    number: usize,
    /// Whose marks are being drawn.
    open: Option<Owner>,
    owners: Vec<NodeId>,
    /// Letters that are painted as one.
    sketches: Vec<Sketch>,
}

impl PageWriter<'_> {
    /// The items of a page, those that lie turned between the upright ones before and after them.
    fn frame(&mut self, frame: &Frame) {
        let Some(turn) = &frame.turn else { return self.items(&frame.items) };
        let part = |range: std::ops::Range<usize>| frame.items.get(range).unwrap_or_default();
        self.items(part(0..turn.items.start));
        self.mark(None);
        let before = self.canvas.turn(turn);
        self.items(part(turn.items.clone()));
        self.mark(None);
        self.canvas.turn_back(before);
        self.items(part(turn.items.end..frame.items.len()));
    }

    fn items(&mut self, items: &[Item]) {
        let mut items = items;
        while let Some((item, rest)) = items.split_first() {
            items = rest;
            if let Some(look) = self.look(item).filter(|look| !look.is_plain()) {
                let like = |next: &&Item| next.owner == item.owner && self.look(next) == Some(look);
                let (alike, rest) = rest.split_at(rest.iter().take_while(like).count());
                self.union(item, alike, look);
                items = rest;
                continue;
            }
            let owner = self.owner(item);
            match &item.kind {
                ItemKind::Glyphs(run, at) => self.run(run, *at, owner, self.desk.color(run.color, item.owner)),
                ItemKind::Rect(rect, paint) => {
                    self.mark(Some(owner));
                    self.canvas.rect(*rect, *paint);
                }
                ItemKind::Line { from, to, width, color, dash } => {
                    self.mark(Some(owner));
                    self.canvas.line((*from, *to), *width, self.desk.color(*color, item.owner), *dash);
                }
                ItemKind::Picture { file, rect } => {
                    if let Some(name) = self.desk.pictures.name(file) {
                        self.mark(Some(owner));
                        self.canvas.object(name, *rect);
                    }
                }
            }
        }
    }

    /// How letters look; `None` for what is none.
    fn look(&self, item: &Item) -> Option<Look> {
        let ItemKind::Glyphs(run, _) = &item.kind else { return None };
        Some(Look { color: self.desk.color(run.color, item.owner), outline: run.outline })
    }

    /// Draws runs of one look as one.
    fn union(&mut self, first: &Item, others: &[Item], look: Look) {
        let run = |item: &Item| match &item.kind {
            ItemKind::Glyphs(run, at) => Some((run.clone(), *at)),
            _ => None,
        };
        let runs: Vec<_> = std::iter::once(first).chain(others).filter_map(run).collect();
        let name = format!("U{}-{}", self.number, self.sketches.len());
        let owner = self.owner(first);
        self.mark(Some(owner));
        self.canvas.union(&name, look);
        self.sketches.push(Sketch::draw(&self.canvas, name, &runs, look));
    }

    /// Whose an item is in this edition.
    fn owner(&self, item: &Item) -> Owner {
        self.desk.roles.map_or(item.owner, |roles| roles.owner_on_page(item.owner))
    }

    /// Draws a run; its kashidas are no content.
    fn run(&mut self, run: &GlyphRun, at: Point, owner: Owner, color: Color) {
        self.mark(Some(owner));
        self.canvas.glyphs(run, at, color);
        self.canvas.mute_glyphs(run, at, color, GlyphKind::Text);
        if run.glyphs.iter().any(|glyph| glyph.kind == GlyphKind::Filler) {
            let is_content = matches!(owner, Owner::Node(_));
            self.mark(Some(if is_content { Owner::Artifact(Artifact::Layout) } else { owner }));
            self.canvas.mute_glyphs(run, at, color, GlyphKind::Filler);
        }
    }

    /// Ends the open sequence of marked content if it is another's, and begins one.
    fn mark(&mut self, owner: Option<Owner>) {
        let Some(roles) = self.desk.roles else { return };
        if self.open == owner {
            return;
        }
        if self.open.is_some() {
            self.canvas.end();
        }
        self.open = owner;
        match owner {
            None => {}
            Some(Owner::Node(node)) => {
                self.canvas.begin(Mark::Content(roles.tag(node), self.owners.len() as u32));
                self.owners.push(node);
            }
            Some(Owner::Artifact(Artifact::Pagination)) => self.canvas.begin(Mark::Pagination),
            Some(Owner::Artifact(Artifact::Layout)) => self.canvas.begin(Mark::Layout),
            Some(Owner::Artifact(Artifact::Watermark)) => self.canvas.begin(Mark::Watermark),
            Some(Owner::Artifact(Artifact::Page)) => self.canvas.begin(Mark::Page),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_follow_each_other_are_joined() {
        let content = b"/P <</MCID 3>> BDC\n/F1 10 Tf\n[<0001><0002> -40<0003><0004><0005>] TJ\nET";
        let expected = b"/P <</MCID 3>> BDC\n/F1 10 Tf\n[<00010002> -40<000300040005>]TJ\nET\n";
        assert_eq!(rewritten(content), expected);
    }

    #[test]
    fn glyphs_from_right_to_left_stand_alone() {
        let content = b"/F1r 10 Tf\n[<0001> 400<0002><0003>] TJ\n/F1 9 Tf\n[<0001><0002>] TJ";
        let expected = b"/F1r 10 Tf\n[<0001> 400]TJ\n[<0002>]TJ\n[<0003>]TJ\n/F1 9 Tf\n[<00010002>]TJ\n";
        assert_eq!(rewritten(content), expected);
    }
}
