//! The one place that knows how marks are put on a page: printpdf's operations.
//!
//! In: runs, rules, pictures and marked content, with coordinates of the trimmed page. Out: operations of a page, y
//! upwards from the lower left corner of the bleed. What is behind this door can be made faster without a change before
//! it.

use super::color::{ink, is_solid_black};
use super::fonts::{Fonts, Manner, shares};
use super::geometry::Sheet;
use super::glyphs::{stretches, widening};
use super::{Info, Kind, union};
use crate::font::FontId;
use crate::layout::Turn;
use crate::text::{Glyph, GlyphKind, GlyphRun, Paint};
use crate::units::{Color, Length, Point, Rect, Size};
use lopdf::{Dictionary, Object, dictionary};
use printpdf::{
    Codepoint, DictItem, ExtendedGraphicsStateId, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Op,
    PaintMode, PdfFontHandle, Pt, TextItem, TextMatrix, TextRenderingMode, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// Graphics states by name: what is painted under black letters is printed under them, and under all else it is not.
const OVERPRINT: &str = "Over";
const KNOCKOUT: &str = "Knock";

/// The graphics states that pages for print name (ISO 32000-1 8.6.7).
pub(super) fn overprint_states() -> Dictionary {
    let state = |on: bool| dictionary! { "Type" => "ExtGState", "OP" => on, "op" => on, "OPM" => i64::from(on) };
    dictionary! { OVERPRINT => state(true), KNOCKOUT => state(false) }
}

/// The graphics state in which a share of what lies below is seen, by its name (ISO 32000-1 11.6.4.4).
pub(super) fn opacity_state(opacity: u8) -> (String, Dictionary) {
    let share = Object::Real(f32::from(opacity) / 100.0);
    (format!("A{opacity}"), dictionary! { "Type" => "ExtGState", "ca" => share.clone(), "CA" => share })
}

/// Draws one page, or letters of it that are painted as one.
pub(super) struct Canvas<'a> {
    fonts: &'a Fonts<'a>,
    kind: Kind,
    sheet: Sheet,
    /// Black letters are printed over what lies under them.
    overprints: bool,
    /// Letters are drawn with a line of this thickness, and not filled.
    pen: Option<Length>,
    ops: Vec<Op>,
    state: State,
}

/// What the page's graphics state holds; `None` is the state at the start of a page.
#[derive(Clone, Default)]
pub(super) struct State {
    in_text: bool,
    /// Font, its variant, whether it sets from right to left, size.
    font: Option<(FontId, u8, bool, Length)>,
    fill: Option<Color>,
    stroke: Option<Color>,
    thickness: Option<Length>,
    dash: Option<(Length, Length)>,
    round_caps: bool,
    rise: i32,
    expansion: i16,
    overprint: bool,
}

/// What a sequence of marks is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of a structure element: the type of the element and the number of the sequence on its page.
    Content(&'static str, u32),
    /// Running heads and folios.
    Pagination,
    /// Words across the page that say what the file is.
    Watermark,
    /// Rules, grounds, leaders.
    Layout,
    /// Crop marks.
    Page,
}

impl<'a> Canvas<'a> {
    /// An empty page of the trimmed size.
    pub(super) fn new(size: Size, info: &Info, fonts: &'a Fonts<'a>) -> Self {
        let sheet = Sheet::new(size, info);
        let overprints = info.kind == Kind::Print;
        Self { fonts, kind: info.kind, sheet, overprints, pen: None, ops: Vec::new(), state: State::default() }
    }

    /// An empty canvas for letters of this page that are painted as one.
    pub(super) fn apart(&self) -> Self {
        Self {
            fonts: self.fonts,
            kind: self.kind,
            sheet: self.sheet,
            overprints: false,
            pen: None,
            ops: Vec::new(),
            state: State::default(),
        }
    }

    /// The same for their shape alone, in black and white whatever the inks of the page.
    pub(super) fn shape_apart(&self) -> Self {
        Self { kind: Kind::Screen, ..self.apart() }
    }

    /// Draws letters from here on with a line of this thickness instead of filling them, through the mask of this name.
    pub(super) fn take_pen(&mut self, thickness: Length, mask: &str) {
        self.pen = Some(thickness);
        self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(mask.to_owned()) });
        self.ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
        self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Stroke });
    }

    /// Left, bottom, right, top of a rectangle in the file.
    pub(super) fn corners(&self, rect: Rect) -> [f32; 4] {
        self.sheet.corners(rect)
    }

    /// The operations so far.
    pub(super) fn finish(mut self) -> Vec<Op> {
        self.leave_text();
        self.ops
    }

    /// Begins marked content; it does not nest.
    pub(super) fn begin(&mut self, mark: Mark) {
        self.leave_text();
        let entry = |key: &str, value| (key.to_owned(), value);
        let dict = |key: &str, value| DictItem::Dict { map: BTreeMap::from([entry(key, value)]) };
        let named = |name: &str| DictItem::Name(name.into());
        let kind = |name: &str| dict("Type", named(name));
        let entries = [entry("Type", named("Pagination")), entry("Subtype", named("Watermark"))];
        let (tag, properties) = match mark {
            Mark::Content(tag, number) => (tag, dict("MCID", DictItem::Int(i64::from(number)))),
            Mark::Pagination => ("Artifact", kind("Pagination")),
            Mark::Watermark => ("Artifact", DictItem::Dict { map: BTreeMap::from(entries) }),
            Mark::Layout => ("Artifact", kind("Layout")),
            Mark::Page => ("Artifact", kind("Page")),
        };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    /// Ends marked content.
    pub(super) fn end(&mut self) {
        self.leave_text();
        self.ops.push(Op::EndMarkedContentWithProperties);
    }

    /// Turns what is drawn from here on; what the page's graphics state held before comes back, for [`Self::turn_back`].
    pub(super) fn turn(&mut self, turn: &Turn) -> State {
        self.leave_text();
        self.ops.push(Op::SaveGraphicsState);
        let matrix = printpdf::CurTransMat::Raw(self.sheet.turned(turn));
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.state.clone()
    }

    /// Lets what is drawn stand upright again.
    pub(super) fn turn_back(&mut self, before: State) {
        self.leave_text();
        self.ops.push(Op::RestoreGraphicsState);
        self.state = before;
    }

    /// Draws the glyphs of a run that stand for text, in logical order.
    pub(super) fn glyphs(&mut self, run: &GlyphRun, at: Point, color: Color) {
        for (number, stretch) in stretches(run, self.fonts).into_iter().enumerate() {
            self.set_letter_color(color);
            self.set_font(run, stretch.variant);
            self.set_expansion(run.expansion);
            self.set_rise(stretch.rise);
            if number == 0 {
                self.move_to(at, stretch.x);
            }
            let glyphs = stretch.glyphs.into_iter().map(|(cid, correction)| Codepoint::new(cid, correction)).collect();
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
    }

    /// Draws the glyphs of a run that stand for no text: of `kind` only.
    pub(super) fn mute_glyphs(&mut self, run: &GlyphRun, at: Point, color: Color, kind: GlyphKind) {
        let mute = shares(run).filter(|(glyph, text)| text.is_none() && glyph.kind == kind);
        self.drawings(run, at, color, mute.map(|(glyph, _)| glyph));
    }

    /// Draws the shape of a run's letters, which says nothing to readers of the file.
    pub(super) fn shapes(&mut self, run: &GlyphRun, at: Point, color: Color) {
        self.drawings(run, at, color, run.glyphs.iter());
    }

    fn drawings<'g>(&mut self, run: &GlyphRun, at: Point, color: Color, glyphs: impl Iterator<Item = &'g Glyph>) {
        for glyph in glyphs {
            let manner = if self.pen.is_some() { Manner::Outlined } else { Manner::Filled };
            let Some(name) = self.fonts.outline(run.font, glyph.id, manner) else { continue };
            match self.pen {
                None => self.set_letter_color(color),
                Some(pen) => {
                    // In the units of the drawing.
                    let em = f64::from(self.fonts.units_per_em(run.font));
                    self.set_stroke(color, Length::from_pt(pen.pt() / run.size.pt().max(0.001) * em), None);
                }
            }
            let width = run.size + run.size.scale(i64::from(run.expansion), 10_000);
            let (x, y) = (Length::from_raw(i64::from(glyph.x)), Length::from_raw(i64::from(glyph.y)));
            self.place(name, Point::new(at.x + x, at.y - y), Size { width, height: run.size });
        }
    }

    /// Draws a rectangle.
    pub(super) fn rect(&mut self, rect: Rect, paint: Paint) {
        let mode = match (paint.fill.is_some(), paint.stroke.is_some()) {
            (true, true) => PaintMode::FillStroke,
            (true, false) => PaintMode::Fill,
            (false, true) => PaintMode::Stroke,
            (false, false) => return,
        };
        let colors = [paint.fill, paint.stroke.map(|(color, _)| color)];
        if let Some(color) = colors.into_iter().flatten().find(|color| !color.is_opaque()) {
            if mode == PaintMode::FillStroke {
                self.rect(rect, Paint { stroke: None, ..paint });
                return self.rect(rect, Paint { fill: None, ..paint });
            }
            let opaque = |color| Color { opacity: 100, ..color };
            let stroke = paint.stroke.map(|(color, thickness)| (opaque(color), thickness));
            let paint = Paint { fill: paint.fill.map(opaque), stroke };
            return self.seen_through(color.opacity, |canvas| canvas.rect(rect, paint));
        }
        self.set_overprint(false);
        if let Some(color) = paint.fill {
            self.set_fill(color);
        }
        if let Some((color, thickness)) = paint.stroke {
            self.set_stroke(color, thickness, None);
        }
        self.leave_text();
        let printpdf::Point { x, y } = self.point(Point::new(rect.origin.x, rect.bottom()));
        let (width, height) = (Pt(short(rect.size.width.pt())), Pt(short(rect.size.height.pt())));
        let rectangle = printpdf::Rect { x, y, width, height, mode: Some(mode), winding_order: None };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Draws a straight line; a dash of zero length gives round dots.
    pub(super) fn line(
        &mut self,
        (from, to): (Point, Point),
        width: Length,
        color: Color,
        dash: Option<(Length, Length)>,
    ) {
        if !color.is_opaque() {
            let opaque = Color { opacity: 100, ..color };
            return self.seen_through(color.opacity, |canvas| canvas.line((from, to), width, opaque, dash));
        }
        self.set_overprint(false);
        self.set_stroke(color, width, dash);
        self.leave_text();
        let points = [from, to].map(|end| LinePoint { p: self.point(end), bezier: false });
        self.ops.push(Op::DrawLine { line: printpdf::Line { points: points.to_vec(), is_closed: false } });
    }

    /// Draws an external object whose own space is the unit square.
    pub(super) fn object(&mut self, name: String, rect: Rect) {
        self.set_overprint(false);
        self.place(name, Point::new(rect.origin.x, rect.bottom()), rect.size);
    }

    /// Draws letters that are painted as one, by the name of their group.
    pub(super) fn union(&mut self, name: &str, look: union::Look) {
        self.leave_text();
        // A group begins with what the page's graphics state holds, but for colours that it sets itself.
        self.set_overprint(false);
        self.set_rise(0);
        self.set_expansion(0);
        self.set_dash(None);
        self.seen_through(look.color.opacity, |canvas| {
            let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
            canvas.ops.push(Op::UseXobject { id: XObjectId(name.to_owned()), transform });
        });
    }

    /// Draws something through which a share of what lies below is seen; the graphics state is as before afterwards.
    fn seen_through(&mut self, opacity: u8, draw: impl FnOnce(&mut Self)) {
        self.leave_text();
        self.set_overprint(false);
        let before = self.state.clone();
        self.ops.push(Op::SaveGraphicsState);
        if opacity < 100 {
            let gs = ExtendedGraphicsStateId(opacity_state(opacity).0);
            self.ops.push(Op::LoadGraphicsState { gs });
        }
        draw(self);
        self.leave_text();
        self.ops.push(Op::RestoreGraphicsState);
        self.state = before;
    }

    /// Draws an external object with its origin at `at` and its units as large as `unit`.
    fn place(&mut self, name: String, at: Point, unit: Size) {
        self.leave_text();
        let printpdf::Point { x, y } = self.point(at);
        let transform = XObjectTransform {
            translate_x: Some(x),
            translate_y: Some(y),
            scale_x: Some(short(unit.width.pt())),
            scale_y: Some(short(unit.height.pt())),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(name), transform });
    }

    fn point(&self, at: Point) -> printpdf::Point {
        let [x, y] = self.sheet.point(at);
        printpdf::Point { x: Pt(x), y: Pt(y) }
    }

    fn leave_text(&mut self) {
        if std::mem::take(&mut self.state.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Places the pen `x` to the right of `at`.
    fn move_to(&mut self, at: Point, x: i32) {
        if !std::mem::replace(&mut self.state.in_text, true) {
            self.ops.push(Op::StartTextSection);
        }
        let place = self.point(Point::new(at.x + Length::from_raw(i64::from(x)), at.y));
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(place.x, place.y) });
    }

    fn set_font(&mut self, run: &GlyphRun, variant: u8) {
        let font = (run.font, variant, run.level % 2 == 1, run.size);
        if self.state.font.replace(font) != Some(font) {
            let handle = PdfFontHandle::External(printpdf::FontId(Fonts::name(run.font, variant, font.2)));
            self.ops.push(Op::SetFont { font: handle, size: Pt(short(run.size.pt())) });
        }
    }

    fn set_rise(&mut self, rise: i32) {
        if std::mem::replace(&mut self.state.rise, rise) != rise {
            self.ops.push(Op::SetLineOffset { multiplier: short(Length::from_raw(i64::from(rise)).pt()) });
        }
    }

    fn set_expansion(&mut self, expansion: i16) {
        if std::mem::replace(&mut self.state.expansion, expansion) != expansion {
            self.ops.push(Op::SetHorizontalScaling { percent: (widening(expansion) * 100.0) as f32 });
        }
    }

    /// The colour of letters: black ones are printed over what lies under them, so that no white edge shows where plates
    /// do not fit.
    fn set_letter_color(&mut self, color: Color) {
        self.set_overprint(self.overprints && is_solid_black(color, self.kind));
        match self.pen {
            Some(thickness) => self.set_stroke(color, thickness, None),
            None => self.set_fill(color),
        }
    }

    fn set_overprint(&mut self, on: bool) {
        if std::mem::replace(&mut self.state.overprint, on) != on {
            let name = if on { OVERPRINT } else { KNOCKOUT };
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name.to_owned()) });
        }
    }

    fn set_fill(&mut self, color: Color) {
        if self.state.fill.replace(color) != Some(color) {
            self.ops.push(Op::SetFillColor { col: ink(color, self.kind) });
        }
    }

    fn set_stroke(&mut self, color: Color, thickness: Length, dash: Option<(Length, Length)>) {
        if self.state.stroke.replace(color) != Some(color) {
            self.ops.push(Op::SetOutlineColor { col: ink(color, self.kind) });
        }
        if self.state.thickness.replace(thickness) != Some(thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(short(thickness.pt())) });
        }
        self.set_dash(dash);
    }

    fn set_dash(&mut self, dash: Option<(Length, Length)>) {
        if self.state.dash != dash {
            self.state.dash = dash;
            let pattern = match dash {
                Some((dash, gap)) => LineDashPattern::new(0.0, &[short(dash.pt()), short(gap.pt())]),
                None => LineDashPattern::solid(),
            };
            self.ops.push(Op::SetLineDashPattern { dash: pattern });
        }
        let round = dash.is_some_and(|(dash, _)| dash == Length::ZERO);
        if std::mem::replace(&mut self.state.round_caps, round) != round {
            let cap = if round { LineCapStyle::Round } else { LineCapStyle::Butt };
            self.ops.push(Op::SetLineCapStyle { cap });
        }
    }
}

/// Three decimals of a point: finer than a thousandth of a millimetre, and short in the file.
pub(super) fn short(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}
