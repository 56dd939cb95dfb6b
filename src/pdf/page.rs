//! Pages to content streams.
//!
//! In: frames. Out: each page's stream, deflated, and whose each of its marked sequences is. Pages are written in
//! parallel, each to its end.

use super::draw::{Canvas, Mark};
use super::fonts::Fonts;
use super::pictures::Pictures;
use super::roles::Roles;
use super::rtl::Step;
use super::union::{Look, Union};
use super::{Info, deflate, rtl};
use crate::font::FontSet;
use crate::layout::{Frame, Role, Structure};
use crate::manuscript::NodeId;
use crate::text::{Artifact, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use crate::units::{Color, Point};
use lopdf::{Dictionary, Stream};
use rayon::prelude::*;

/// How deep words may lie in a link.
const MAX_DEPTH: usize = 32;

/// A page as it is drawn.
pub(super) struct Drawn {
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
    pub(super) set: &'a FontSet,
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
            Owner::Node(node) if !self.info.has_tags() && color == self.info.link_color && self.is_in_link(node) => {
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
pub(super) fn draw(frames: &[Frame], desk: &Desk<'_>) -> Vec<Drawn> {
    let pages = frames.par_iter().enumerate();
    let draw = |(number, frame): (usize, &Frame)| {
        let canvas = Canvas::new((frame.size, number), desk.info, desk.fonts);
        let mut page = PageWriter {
            canvas,
            desk,
            number,
            open: None,
            owners: Vec::new(),
            unions: Vec::new(),
            first: None,
            marks: Vec::new(),
        };
        page.frame(frame);
        page.mark(None);
        let stream = deflate::stream(Dictionary::new(), &page.canvas.finish());
        Drawn { stream, owners: page.owners, unions: page.unions }
    };
    pages.map(draw).collect()
}

/// The items of a page: those before the ones that lie turned, these, and those after them.
pub(super) fn parts(frame: &Frame) -> [&[Item]; 3] {
    let turned = frame.turn.as_ref().map_or(0..0, |turn| turn.items.clone());
    let part = |range: std::ops::Range<usize>| frame.items.get(range).unwrap_or_default();
    [part(0..turned.start), part(turned.clone()), part(turned.end..frame.items.len())]
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
    unions: Vec<Union>,
    /// The first run of the page's first line from right to left.
    first: Option<&'a GlyphRun>,
    /// What poppler needs beside words from left to right.
    marks: Vec<Step<'a>>,
}

impl<'a> PageWriter<'a> {
    /// The items of a page, those that lie turned between the upright ones before and after them.
    fn frame(&mut self, frame: &'a Frame) {
        let [before, turned, after] = parts(frame);
        self.items(before);
        self.end_marks();
        if let Some(turn) = &frame.turn {
            let before = self.canvas.turn(turn);
            self.items(turned);
            self.end_marks();
            self.canvas.turn_back(before);
        }
        self.items(after);
        self.marks.extend(self.first.into_iter().flat_map(|run| rtl::ruler(run, frame.size)));
        self.end_marks();
    }

    /// The marks that readers of the structure tree need not hear.
    fn end_marks(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        if !marks.is_empty() {
            self.mark(Some(Owner::Artifact(Artifact::Layout)));
            marks.iter().for_each(|step| self.canvas.step(step, step.run.color));
        }
        self.mark(None);
    }

    /// The line from right to left with which items begin; what is left of them comes back.
    fn line(&mut self, items: &'a [Item]) -> Option<&'a [Item]> {
        let line =
            if self.desk.info.has_tags() { rtl::line(items, self.desk.set, self.desk.info.direction) } else { None }?;
        let (own, rest) = items.split_at_checked(line.items)?;
        self.first = self.first.or(line.steps.first().map(|step| step.run));
        for step in &line.steps {
            let item = own.get(step.item)?;
            let owner = self.owner(item);
            self.mark(Some(if step.is_mute { Owner::Artifact(Artifact::Layout) } else { owner }));
            self.canvas.step(step, self.desk.color(step.run.color, item.owner));
        }
        for item in own {
            if let ItemKind::Glyphs(run, at) = &item.kind
                && run.level % 2 == 0
            {
                self.mute(run, *at, self.owner(item), self.desk.color(run.color, item.owner));
            }
        }
        self.marks.extend(line.marks);
        Some(rest)
    }

    fn items(&mut self, items: &'a [Item]) {
        let mut items = items;
        while let Some((item, rest)) = items.split_first() {
            if let Some(rest) = self.line(items) {
                items = rest;
                continue;
            }
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
                        self.canvas.object(&name, *rect);
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
        let name = format!("U{}-{}", self.number, self.unions.len());
        let owner = self.owner(first);
        self.mark(Some(owner));
        self.canvas.union(&name, look);
        self.unions.push(Union::draw(&self.canvas, name, &runs, look));
    }

    /// Whose an item is in this edition.
    fn owner(&self, item: &Item) -> Owner {
        self.desk.roles.map_or(item.owner, |roles| roles.owner_on_page(item.owner))
    }

    /// Draws a run.
    fn run(&mut self, run: &GlyphRun, at: Point, owner: Owner, color: Color) {
        self.mark(Some(owner));
        self.canvas.glyphs(run, at, color);
        self.mute(run, at, owner, color);
    }

    /// Draws the glyphs of a run that stand for no text; its kashidas are no content.
    fn mute(&mut self, run: &GlyphRun, at: Point, owner: Owner, color: Color) {
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
