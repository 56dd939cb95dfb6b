//! A tree to content streams.
//!
//! All coordinates are those of the whole drawing, whatever group they stand in; only what is painted as one, with
//! transparency of its own, becomes a form of its own.

use super::super::super::fonts::{Fonts, Manner, shares};
use super::super::super::glyphs::stretches;
use super::super::super::{Kind, color, deflate};
use super::super::raster;
use super::super::spaces::Spaces;
use super::paint::{self, Resources};
use super::path::{self, Matrix, Number};
use super::read::Drawing;
use crate::text::{GlyphKind, GlyphRun, Item, ItemKind};
use crate::units::{Color, Length, Point};
use lopdf::{Document, Object, ObjectId, dictionary};
use std::fmt::Write;
use usvg::tiny_skia_path::PathBuilder;
use usvg::{
    BlendMode, ClipPath, Fill, FillRule, Group, Image, ImageKind, LineCap, LineJoin, MaskType, Node, Paint, PaintOrder,
    Path, Rect, Size, Stroke, Text, Transform,
};

/// Drawings within drawings, masks of masks and the like nest at most this deep.
pub(super) const MAX_DEPTH: usize = 64;

impl Drawing {
    /// Writes the drawing as a form in the unit square.
    pub(in crate::pdf::pictures) fn embed(
        &self,
        document: &mut Document,
        (fonts, names_of_fonts, outlines): (&Fonts<'_>, ObjectId, &[(String, ObjectId)]),
        spaces: &mut Spaces,
    ) -> Object {
        let resources = document.new_object_id();
        let kind = spaces.kind;
        let mut writer = Writer {
            document,
            fonts,
            kind,
            spaces,
            resources,
            named: Resources::default(),
            words: self.words.iter(),
            around: Transform::identity(),
            depth: 0,
        };
        let mut content = String::new();
        writer.group(self.tree.root(), &mut content);
        writer.named.write(document, resources, names_of_fonts, outlines);
        let size = self.tree.size();
        let mut form = paint::form(canvas(size), resources, kind == Kind::Screen || self.is_transparent(), kind);
        let unit = Transform::from_row(1.0 / size.width(), 0.0, 0.0, -1.0 / size.height(), 0.0, 1.0);
        form.set("Matrix", paint::matrix_of(unit));
        Object::Reference(document.add_object(deflate::stream(form, content.as_bytes())))
    }
}

fn canvas(size: Size) -> Rect {
    size.to_non_zero_rect(0.0, 0.0).to_rect()
}

struct Writer<'a> {
    document: &'a mut Document,
    fonts: &'a Fonts<'a>,
    kind: Kind,
    spaces: &'a mut Spaces,
    /// The resources of all forms of the drawing.
    resources: ObjectId,
    named: Resources,
    /// The words of the texts to come.
    words: std::slice::Iter<'a, Option<Vec<Item>>>,
    /// From the space of what is drawn to that of its form.
    around: Transform,
    depth: usize,
}

impl Writer<'_> {
    fn group(&mut self, group: &Group, out: &mut String) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        out.push_str("q\n");
        if let Some(clip) = group.clip_path() {
            self.clip(clip, self.around.pre_concat(group.abs_transform()), out);
        }
        let as_one = group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal || group.mask().is_some();
        if as_one {
            self.group_as_one(group, out);
        } else {
            self.nodes(group, out);
        }
        out.push_str("Q\n");
        self.depth -= 1;
    }

    fn nodes(&mut self, group: &Group, out: &mut String) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, out),
                Node::Path(path) => self.path(path, out),
                Node::Image(image) => self.image(image, out),
                Node::Text(text) => match self.words.next() {
                    Some(Some(items)) => self.words_of(text, items, out),
                    _ => self.outlines(text, out),
                },
            }
        }
    }

    /// A group that is painted as one before it is put on what lies under it.
    fn group_as_one(&mut self, group: &Group, out: &mut String) {
        let bounds = group.abs_layer_bounding_box().to_rect();
        let bounds = bounds.transform(self.around).unwrap_or(bounds);
        let mut content = String::new();
        self.nodes(group, &mut content);
        let form = self.form(bounds, &content);
        if let Some(mask) = group.mask() {
            // Coordinates of a mask are those of the group that it masks.
            let around = self.around.pre_concat(group.abs_transform());
            let mut content = String::new();
            if let Some(edge) = PathBuilder::from_rect(mask.rect().to_rect()).transform(around) {
                path::push(&mut content, &edge);
                content.push_str("W n\n");
            }
            self.shapes(mask.root(), around, &mut content);
            let form = self.form(bounds, &content);
            let state = self.named.mask(form, mask.kind() == MaskType::Luminance, self.kind);
            let _ = writeln!(out, "/{state} gs");
        }
        let opacity = group.opacity().get();
        let state = self.named.state(opacity, opacity, group.blend_mode());
        let name = self.named.object(Object::Reference(form));
        let _ = writeln!(out, "/{state} gs /{name} Do");
    }

    fn form(&mut self, bounds: Rect, content: &str) -> ObjectId {
        let form = paint::form(bounds, self.resources, true, self.kind);
        self.document.add_object(deflate::stream(form, content.as_bytes()))
    }

    /// What masks, patterns and drawings within drawings are made of: words as outlines.
    fn shapes(&mut self, group: &Group, around: Transform, out: &mut String) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        let words = std::mem::take(&mut self.words);
        let before = std::mem::replace(&mut self.around, around);
        self.depth += 1;
        self.group(group, out);
        self.depth -= 1;
        self.around = before;
        self.words = words;
    }

    /// Clips to what a clip path shows (ISO 32000-1 8.5.4). Its shapes are joined by the rule of the first.
    fn clip(&mut self, clip: &ClipPath, around: Transform, out: &mut String) {
        if let Some(outer) = clip.clip_path().filter(|_| self.depth < MAX_DEPTH) {
            self.depth += 1;
            self.clip(outer, around, out);
            self.depth -= 1;
        }
        let mut rule = None;
        let mut shapes = String::new();
        collect(clip.root(), around.pre_concat(clip.transform()), &mut shapes, &mut rule);
        if shapes.is_empty() {
            shapes.push_str("0 0 0 0 re\n");
        }
        let operator = if rule == Some(FillRule::EvenOdd) { "W*" } else { "W" };
        let _ = writeln!(out, "{shapes}{operator} n");
    }

    fn path(&mut self, path: &Path, out: &mut String) {
        if !path.is_visible() {
            return;
        }
        let matrix = self.around.pre_concat(path.abs_transform());
        let _ = writeln!(out, "q {} cm", Matrix(matrix));
        let order = match path.paint_order() {
            PaintOrder::FillAndStroke => [true, false],
            PaintOrder::StrokeAndFill => [false, true],
        };
        for fills in order {
            match (fills, path.fill(), path.stroke()) {
                (true, Some(fill), _) => self.fill(path, fill, matrix, out),
                (false, _, Some(stroke)) => self.stroke(path, stroke, matrix, out),
                _ => {}
            }
        }
        out.push_str("Q\n");
    }

    fn fill(&mut self, path: &Path, fill: &Fill, matrix: Transform, out: &mut String) {
        let opacity = self.paint(fill.paint(), matrix, true, out) * fill.opacity().get();
        self.opacity(opacity, path, out);
        path::push(out, path.data());
        out.push_str(if fill.rule() == FillRule::EvenOdd { "f*\n" } else { "f\n" });
    }

    fn stroke(&mut self, path: &Path, stroke: &Stroke, matrix: Transform, out: &mut String) {
        let opacity = self.paint(stroke.paint(), matrix, false, out) * stroke.opacity().get();
        self.opacity(opacity, path, out);
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        let (width, limit) = (Number(stroke.width().get()), Number(stroke.miterlimit().get()));
        let dashes: Vec<String> =
            stroke.dasharray().unwrap_or_default().iter().map(|dash| Number(*dash).to_string()).collect();
        let (dashes, phase) = (dashes.join(" "), Number(stroke.dashoffset()));
        let _ = writeln!(out, "{width} w {cap} J {join} j {limit} M [{dashes}] {phase} d");
        path::push(out, path.data());
        out.push_str("S\n");
    }

    /// Sets the colour, gradient or pattern and returns the opacity that it brings.
    fn paint(&mut self, paint: &Paint, matrix: Transform, fills: bool, out: &mut String) -> f32 {
        let (pattern, opacity) = match paint {
            Paint::Color(color) => {
                self.color(paint::own(*color), fills, out);
                return 1.0;
            }
            Paint::LinearGradient(gradient) => {
                let coordinates = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
                let matrix = matrix.pre_concat(gradient.transform());
                (paint::gradient(&coordinates, gradient.stops(), matrix, self.kind), paint::opacity(gradient.stops()))
            }
            Paint::RadialGradient(gradient) => {
                let (from, to) = (gradient.fr().get(), gradient.r().get());
                let coordinates = [gradient.fx(), gradient.fy(), from, gradient.cx(), gradient.cy(), to];
                let matrix = matrix.pre_concat(gradient.transform());
                (paint::gradient(&coordinates, gradient.stops(), matrix, self.kind), paint::opacity(gradient.stops()))
            }
            Paint::Pattern(pattern) => (self.tiles(pattern, matrix), 1.0),
        };
        let name = self.named.pattern(pattern);
        let _ = writeln!(
            out,
            "{}",
            if fills { format!("/Pattern cs /{name} scn") } else { format!("/Pattern CS /{name} SCN") }
        );
        opacity
    }

    fn color(&self, color: Color, fills: bool, out: &mut String) {
        let parts = color::ink(color, self.kind).into_vec();
        let operator = match (parts.len(), fills) {
            (1, true) => "g",
            (1, false) => "G",
            (3, true) => "rg",
            (3, false) => "RG",
            (_, true) => "k",
            (_, false) => "K",
        };
        for part in parts {
            let _ = write!(out, "{} ", Number(part));
        }
        let _ = writeln!(out, "{operator}");
    }

    /// Sets the opacity; where fill and stroke are both painted, each sets its own.
    fn opacity(&mut self, opacity: f32, path: &Path, out: &mut String) {
        if opacity == 1.0 && (path.fill().is_none() || path.stroke().is_none()) {
            return;
        }
        let state = self.named.state(opacity, opacity, BlendMode::Normal);
        let _ = writeln!(out, "/{state} gs");
    }

    /// A pattern of tiles (ISO 32000-1 8.7.3).
    fn tiles(&mut self, pattern: &usvg::Pattern, matrix: Transform) -> Object {
        let mut content = String::new();
        self.shapes(pattern.root(), Transform::identity(), &mut content);
        let rect = pattern.rect();
        let matrix = matrix.pre_concat(pattern.transform()).pre_translate(rect.x(), rect.y());
        let tile = dictionary! {
            "Type" => "Pattern",
            "PatternType" => 1,
            "PaintType" => 1,
            "TilingType" => 1,
            "BBox" => paint::reals(&[0.0, 0.0, rect.width(), rect.height()]),
            "XStep" => rect.width(),
            "YStep" => rect.height(),
            "Matrix" => paint::matrix_of(matrix),
            "Resources" => Object::Reference(self.resources),
        };
        Object::Reference(self.document.add_object(deflate::stream(tile, content.as_bytes())))
    }

    fn image(&mut self, image: &Image, out: &mut String) {
        if !image.is_visible() {
            return;
        }
        let size = image.size();
        let _ = writeln!(out, "q {} cm", Matrix(self.around.pre_concat(image.abs_transform())));
        match image.kind() {
            ImageKind::JPEG(data) | ImageKind::PNG(data) => {
                if let Ok(Some(raster)) = raster(data, self.kind) {
                    let name = self.named.object(raster.embed(self.document, self.spaces));
                    let (width, height) = (Number(size.width()), Number(size.height()));
                    let _ = writeln!(out, "{width} 0 0 -{height} 0 {height} cm /{name} Do");
                }
            }
            ImageKind::SVG(tree) => {
                let mut content = String::new();
                self.shapes(tree.root(), Transform::identity(), &mut content);
                let form = self.form(canvas(tree.size()), &content);
                let name = self.named.object(Object::Reference(form));
                let _ = writeln!(out, "/{name} Do");
            }
            _ => {}
        }
        out.push_str("Q\n");
    }

    /// Words that were set by the text stage.
    fn words_of(&mut self, text: &Text, items: &[Item], out: &mut String) {
        let _ = writeln!(out, "q {} cm", Matrix(text.abs_transform()));
        for item in items {
            match &item.kind {
                ItemKind::Glyphs(run, at) => self.run(run, *at, out),
                ItemKind::Line { from, to, width, color, .. } => {
                    self.color(*color, false, out);
                    let [x, y] = place(*from);
                    let [right, bottom] = place(*to);
                    let _ = writeln!(out, "{} w {x} {y} m {right} {bottom} l S", number(*width));
                }
                ItemKind::Rect(rect, paint) => {
                    let Some(color) = paint.fill else { continue };
                    self.color(color, true, out);
                    let [x, y] = place(rect.origin);
                    let _ = writeln!(out, "{x} {y} {} {} re f", number(rect.size.width), number(rect.size.height));
                }
                ItemKind::Picture { .. } => {}
            }
        }
        out.push_str("Q\n");
    }

    fn run(&mut self, run: &GlyphRun, at: Point, out: &mut String) {
        self.color(run.color, true, out);
        let rtl = run.level % 2 == 1;
        let stretches = stretches(run, self.fonts);
        let is_text = !stretches.is_empty();
        for (at_run, stretch) in stretches.into_iter().enumerate() {
            let font = Fonts::name(run.font, stretch.variant, rtl);
            if at_run == 0 {
                let [x, y] = place(Point::new(at.x + Length::from_raw(i64::from(stretch.x)), at.y));
                let _ = writeln!(out, "BT 1 0 0 -1 {x} {y} Tm");
            }
            let rise = number(Length::from_raw(i64::from(stretch.rise)));
            let _ = writeln!(out, "/{font} {} Tf {rise} Ts", number(run.size));
            for (cid, correction) in stretch.glyphs {
                // Each glyph alone: see what the pages do with runs from right to left.
                let _ = match correction {
                    0.0 => writeln!(out, "<{cid:04X}> Tj"),
                    _ => writeln!(out, "[<{cid:04X}> {}] TJ", Number(correction)),
                };
            }
        }
        if is_text {
            out.push_str("0 Ts ET\n");
        }
        for (glyph, _) in shares(run).filter(|(glyph, text)| text.is_none() && glyph.kind == GlyphKind::Text) {
            let Some(name) = self.fonts.outline(run.font, glyph.id, Manner::Filled) else { continue };
            let (x, y) = (Length::from_raw(i64::from(glyph.x)), Length::from_raw(i64::from(glyph.y)));
            let ([x, y], size) = (place(Point::new(at.x + x, at.y - y)), number(run.size));
            let _ = writeln!(out, "q {size} 0 0 -{size} {x} {y} cm /{name} Do Q");
        }
    }

    /// Words as outlines.
    fn outlines(&mut self, text: &Text, out: &mut String) {
        for node in text.flattened().children() {
            if let Node::Path(path) = node {
                self.path(path, out);
            }
        }
    }
}

fn number(length: Length) -> Number {
    Number(length.pt() as f32)
}

fn place(at: Point) -> [Number; 2] {
    [number(at.x), number(at.y)]
}

/// Appends the outlines of all shapes of a group.
fn collect(group: &Group, around: Transform, out: &mut String, rule: &mut Option<FillRule>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, around, out, rule),
            Node::Text(text) => collect(text.flattened(), around, out, rule),
            Node::Path(path) => {
                let matrix = around.pre_concat(path.abs_transform());
                if let Some(data) = path.data().clone().transform(matrix) {
                    rule.get_or_insert(path.fill().map_or(FillRule::NonZero, Fill::rule));
                    path::push(out, &data);
                }
            }
            Node::Image(_) => {}
        }
    }
}
