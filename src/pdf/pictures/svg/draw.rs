//! A tree to content streams.
//!
//! All coordinates are those of the whole drawing, whatever group they stand in; only what is painted as one, with
//! transparency of its own, becomes a form of its own.

use super::super::super::content::{Content, Rule};
use super::super::super::deflate;
use super::super::super::fonts::{Fonts, Manner, shares};
use super::super::super::glyphs::stretches;
use super::super::spaces::Spaces;
use super::super::{Rules, raster};
use super::paint::{self, Resources};
use super::path::{self, matrix_of};
use super::read::Drawing;
use crate::text::{GlyphKind, GlyphRun, Item, ItemKind};
use crate::units::{Color, Length, Point};
use lopdf::{Document, Object, ObjectId, dictionary};
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
        let size = self.tree.size();
        // A drawing can be a map of a kingdom in metres.
        let zoom = path::zoom(&[size.width(), size.height()]);
        let rules = spaces.rules.clone();
        let mut writer = Writer {
            document,
            fonts,
            rules: rules.clone(),
            spaces,
            resources,
            named: Resources::default(),
            words: self.words.iter(),
            around: Transform::from_scale(zoom, zoom),
            depth: 0,
        };
        let mut content = Content::new();
        writer.group(self.tree.root(), &mut content);
        writer.named.write(document, resources, names_of_fonts, outlines);
        let size = size.scale_by(zoom).unwrap_or(size);
        let is_group = rules.standard.is_none() || self.is_transparent();
        let mut form = paint::form(canvas(size), resources, is_group, &rules.palette);
        let unit = Transform::from_row(1.0 / size.width(), 0.0, 0.0, -1.0 / size.height(), 0.0, 1.0);
        form.set("Matrix", paint::matrix_of(unit));
        Object::Reference(document.add_object(deflate::stream(form, &content.finish())))
    }
}

fn canvas(size: Size) -> Rect {
    size.to_non_zero_rect(0.0, 0.0).to_rect()
}

struct Writer<'a> {
    document: &'a mut Document,
    fonts: &'a Fonts<'a>,
    rules: Rules,
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
    fn group(&mut self, group: &Group, out: &mut Content) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        out.save();
        if let Some(clip) = group.clip_path() {
            self.clip(clip, self.around.pre_concat(group.abs_transform()), out);
        }
        let as_one = group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal || group.mask().is_some();
        if as_one {
            self.group_as_one(group, out);
        } else {
            self.nodes(group, out);
        }
        out.restore();
        self.depth -= 1;
    }

    fn nodes(&mut self, group: &Group, out: &mut Content) {
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
    fn group_as_one(&mut self, group: &Group, out: &mut Content) {
        let bounds = group.abs_layer_bounding_box().to_rect();
        let bounds = bounds.transform(self.around).unwrap_or(bounds);
        let mut content = Content::new();
        self.nodes(group, &mut content);
        let form = self.form(bounds, content);
        if let Some(mask) = group.mask() {
            // Coordinates of a mask are those of the group that it masks.
            let around = self.around.pre_concat(group.abs_transform());
            let mut content = Content::new();
            if let Some(edge) = PathBuilder::from_rect(mask.rect().to_rect()).transform(around) {
                path::push(&mut content, &edge);
                content.clip(Rule::NonZero);
            }
            self.shapes(mask.root(), around, &mut content);
            let form = self.form(bounds, content);
            let state = self.named.mask(form, mask.kind() == MaskType::Luminance, &self.rules.palette);
            out.set_state(&state);
        }
        let opacity = group.opacity().get();
        let state = self.named.state(opacity, opacity, group.blend_mode());
        let name = self.named.object(Object::Reference(form));
        out.set_state(&state);
        out.draw(&name);
    }

    fn form(&mut self, bounds: Rect, content: Content) -> ObjectId {
        let form = paint::form(bounds, self.resources, self.rules.takes_transparency, &self.rules.palette);
        self.document.add_object(deflate::stream(form, &content.finish()))
    }

    /// What masks, patterns and drawings within drawings are made of: words as outlines.
    fn shapes(&mut self, group: &Group, around: Transform, out: &mut Content) {
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
    fn clip(&mut self, clip: &ClipPath, around: Transform, out: &mut Content) {
        if let Some(outer) = clip.clip_path().filter(|_| self.depth < MAX_DEPTH) {
            self.depth += 1;
            self.clip(outer, around, out);
            self.depth -= 1;
        }
        let mut rule = None;
        collect(clip.root(), around.pre_concat(clip.transform()), out, &mut rule);
        if rule.is_none() {
            out.rect(0.0, 0.0, 0.0, 0.0);
        }
        out.clip(rule_of(rule.unwrap_or_default()));
    }

    fn path(&mut self, path: &Path, out: &mut Content) {
        if !path.is_visible() {
            return;
        }
        let matrix = self.around.pre_concat(path.abs_transform());
        let zoom = path::zoom(&path::corners(path.data().bounds()));
        let Some(data) = path::zoomed(path.data(), zoom) else { return };
        out.save();
        out.transform(matrix_of(matrix.pre_scale(1.0 / zoom, 1.0 / zoom)));
        let order = match path.paint_order() {
            PaintOrder::FillAndStroke => [true, false],
            PaintOrder::StrokeAndFill => [false, true],
        };
        for fills in order {
            match (fills, path.fill(), path.stroke()) {
                (true, Some(fill), _) => {
                    let opacity = self.paint(fill.paint(), matrix, true, out) * fill.opacity().get();
                    self.opacity(opacity, path, out);
                    path::push(out, &data);
                    out.fill(rule_of(fill.rule()));
                }
                (false, _, Some(stroke)) => {
                    let opacity = self.paint(stroke.paint(), matrix, false, out) * stroke.opacity().get();
                    self.opacity(opacity, path, out);
                    set_line(stroke, zoom, out);
                    path::push(out, &data);
                    out.stroke();
                }
                _ => {}
            }
        }
        out.restore();
    }

    /// Sets the colour, gradient or pattern and returns the opacity that it brings.
    fn paint(&mut self, paint: &Paint, matrix: Transform, fills: bool, out: &mut Content) -> f32 {
        let (pattern, opacity) = match paint {
            Paint::Color(color) => {
                self.color(paint::own(*color), fills, out);
                return 1.0;
            }
            Paint::LinearGradient(gradient) => {
                let coordinates = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
                let matrix = matrix.pre_concat(gradient.transform());
                (
                    paint::gradient(&coordinates, gradient.stops(), matrix, &self.rules.palette),
                    paint::opacity(gradient.stops()),
                )
            }
            Paint::RadialGradient(gradient) => {
                let (from, to) = (gradient.fr().get(), gradient.r().get());
                let coordinates = [gradient.fx(), gradient.fy(), from, gradient.cx(), gradient.cy(), to];
                let matrix = matrix.pre_concat(gradient.transform());
                (
                    paint::gradient(&coordinates, gradient.stops(), matrix, &self.rules.palette),
                    paint::opacity(gradient.stops()),
                )
            }
            Paint::Pattern(pattern) => (self.tiles(pattern, matrix), 1.0),
        };
        let name = self.named.pattern(pattern);
        if fills {
            out.set_fill_pattern(&name);
        } else {
            out.set_stroke_pattern(&name);
        }
        opacity
    }

    fn color(&self, color: Color, fills: bool, out: &mut Content) {
        let ink = self.rules.palette.ink(color);
        if fills {
            out.set_fill(ink);
        } else {
            out.set_stroke(ink);
        }
    }

    /// Sets the opacity; where fill and stroke are both painted, each sets its own.
    fn opacity(&mut self, opacity: f32, path: &Path, out: &mut Content) {
        if opacity == 1.0 && (path.fill().is_none() || path.stroke().is_none()) {
            return;
        }
        let state = self.named.state(opacity, opacity, BlendMode::Normal);
        out.set_state(&state);
    }

    /// A pattern of tiles (ISO 32000-1 8.7.3).
    fn tiles(&mut self, pattern: &usvg::Pattern, matrix: Transform) -> Object {
        let mut content = Content::new();
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
        Object::Reference(self.document.add_object(deflate::stream(tile, &content.finish())))
    }

    fn image(&mut self, image: &Image, out: &mut Content) {
        if !image.is_visible() {
            return;
        }
        let size = image.size();
        out.save();
        out.transform(matrix_of(self.around.pre_concat(image.abs_transform())));
        match image.kind() {
            ImageKind::JPEG(data) | ImageKind::PNG(data) => {
                if let Ok(Some(raster)) = raster(data, &self.rules) {
                    let name = self.named.object(raster.embed(self.document, self.spaces));
                    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
                    out.transform([width, 0.0, 0.0, -height, 0.0, height]);
                    out.draw(&name);
                }
            }
            ImageKind::SVG(tree) => {
                let mut content = Content::new();
                self.shapes(tree.root(), Transform::identity(), &mut content);
                let form = self.form(canvas(tree.size()), content);
                let name = self.named.object(Object::Reference(form));
                out.draw(&name);
            }
            _ => {}
        }
        out.restore();
    }

    /// Words that were set by the text stage.
    fn words_of(&mut self, text: &Text, items: &[Item], out: &mut Content) {
        out.save();
        out.transform(matrix_of(self.around.pre_concat(text.abs_transform())));
        for item in items {
            match &item.kind {
                ItemKind::Glyphs(run, at) => self.run(run, *at, out),
                ItemKind::Line { from, to, width, color, .. } => {
                    self.color(*color, false, out);
                    out.set_line_width(width.pt());
                    out.move_to(from.x.pt(), from.y.pt());
                    out.line_to(to.x.pt(), to.y.pt());
                    out.stroke();
                }
                ItemKind::Rect(rect, paint) => {
                    let Some(color) = paint.fill else { continue };
                    self.color(color, true, out);
                    let (at, size) = (rect.origin, rect.size);
                    out.rect(at.x.pt(), at.y.pt(), size.width.pt(), size.height.pt());
                    out.fill(Rule::NonZero);
                }
                ItemKind::Picture { .. } => {}
            }
        }
        out.restore();
    }

    fn run(&mut self, run: &GlyphRun, at: Point, out: &mut Content) {
        self.color(run.color, true, out);
        let stretches = stretches(run, self.fonts);
        if let Some(first) = stretches.first() {
            out.begin_text();
            let x = at.x + Length::from_raw(i64::from(first.x));
            out.set_line([1.0, 0.0, 0.0, -1.0, x.pt(), at.y.pt()]);
            for stretch in &stretches {
                out.set_font(&Fonts::name(run.font, stretch.variant), run.size.pt());
                out.set_rise(Length::from_raw(i64::from(stretch.rise)).pt());
                stretch.show(out, run.level % 2 == 1);
            }
            out.set_rise(0.0);
            out.end_text();
        }
        for (glyph, _) in shares(run).filter(|(glyph, text)| text.is_none() && glyph.kind == GlyphKind::Text) {
            let Some(name) = self.fonts.outline(run.font, glyph.id, Manner::Filled) else { continue };
            let (x, y) = (Length::from_raw(i64::from(glyph.x)), Length::from_raw(i64::from(glyph.y)));
            let size = run.size.pt();
            out.draw_at([size, 0.0, 0.0, -size, (at.x + x).pt(), (at.y - y).pt()], &name);
        }
    }

    /// Words as outlines.
    fn outlines(&mut self, text: &Text, out: &mut Content) {
        for node in text.flattened().children() {
            if let Node::Path(path) = node {
                self.path(path, out);
            }
        }
    }
}

/// Sets how a line is drawn, in a space so much larger.
fn set_line(stroke: &Stroke, zoom: f32, out: &mut Content) {
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
    let zoomed = |length: f32| f64::from(length * zoom);
    out.set_line_width(zoomed(stroke.width().get()));
    out.set_cap(cap);
    out.set_join(join);
    out.set_miter_limit(stroke.miterlimit().get().into());
    let dashes: Vec<f64> = stroke.dasharray().unwrap_or_default().iter().map(|dash| zoomed(*dash)).collect();
    out.set_dash(&dashes, zoomed(stroke.dashoffset()));
}

fn rule_of(rule: FillRule) -> Rule {
    match rule {
        FillRule::NonZero => Rule::NonZero,
        FillRule::EvenOdd => Rule::EvenOdd,
    }
}

/// Appends the outlines of all shapes of a group.
fn collect(group: &Group, around: Transform, out: &mut Content, rule: &mut Option<FillRule>) {
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
