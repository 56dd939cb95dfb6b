//! Pages to content streams.
//!
//! In: frames. Out: each page's stream, deflated, and whose each of its marked sequences is. Pages are written in
//! parallel, each to its end.

use super::draw::{Canvas, Mark};
use super::fonts::Fonts;
use super::pictures::Pictures;
use super::roles::Roles;
use super::union::{Look, Union};
use super::{Info, Kind, deflate};
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
pub(super) fn draw(frames: &[Frame], desk: &Desk<'_>) -> Vec<Drawn> {
    let pages = frames.par_iter().enumerate();
    let draw = |(number, frame): (usize, &Frame)| {
        let canvas = Canvas::new(frame.size, desk.info, desk.fonts);
        let mut page = PageWriter { canvas, desk, number, open: None, owners: Vec::new(), unions: Vec::new() };
        page.frame(frame);
        page.mark(None);
        let stream = deflate::stream(Dictionary::new(), &page.canvas.finish());
        Drawn { stream, owners: page.owners, unions: page.unions }
    };
    pages.map(draw).collect()
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
