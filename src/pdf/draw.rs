//! The one place that knows how marks are put on a page.
//!
//! In: runs, rules, pictures and marked content, with coordinates of the trimmed page. Out: the content of the page, y
//! upwards from the lower left corner of the sheet. What the page's graphics state holds is not set again.

use super::content::{Content, IDENTITY, Properties, Rule};
use super::fonts::{Fonts, Manner, shares};
use super::geometry::{Sheet, short};
use super::glyphs::{rounded_back, stretches, widening};
use super::rtl::{Place, Show, Step};
use super::{Info, Palette, union};
use crate::font::FontId;
use crate::layout::Turn;
use crate::text::{Glyph, GlyphKind, GlyphRun, Paint};
use crate::units::{Color, Length, Point, Rect, Size};
use printpdf::{ExtendedGraphicsState, OverprintMode};

/// Graphics states by name: what is painted under black letters is printed under them, and under all else it is not.
const OVERPRINT: &str = "Over";
const KNOCKOUT: &str = "Knock";

/// Ends and joins of lines (ISO 32000-1 8.4.3.3, 8.4.3.4).
const BUTT: u8 = 0;
const ROUND: u8 = 1;

/// How letters are painted: with a line around them (ISO 32000-1 9.3.6).
const OUTLINED: u8 = 1;

/// The graphics states that pages for print name (ISO 32000-1 8.6.7).
pub(super) fn overprint_states() -> [(String, ExtendedGraphicsState); 2] {
    let state = |on: bool| {
        let mode = if on { OverprintMode::KeepUnderlying } else { OverprintMode::EraseUnderlying };
        let state = ExtendedGraphicsState::default().with_overprint_mode(mode);
        state.with_overprint_fill(on).with_overprint_stroke(on)
    };
    [(OVERPRINT.to_owned(), state(true)), (KNOCKOUT.to_owned(), state(false))]
}

/// The graphics state in which a share of what lies below is seen, by its name (ISO 32000-1 11.6.4.4).
pub(super) fn opacity_state(opacity: u8) -> (String, ExtendedGraphicsState) {
    let share = f32::from(opacity) / 100.0;
    let state = ExtendedGraphicsState::default().with_current_fill_alpha(share).with_current_stroke_alpha(share);
    (opacity_name(opacity), state)
}

fn opacity_name(opacity: u8) -> String {
    format!("A{opacity}")
}

/// Draws one page, or letters of it that are painted as one.
pub(super) struct Canvas<'a> {
    fonts: &'a Fonts<'a>,
    palette: Palette,
    sheet: Sheet,
    /// Black letters are printed over what lies under them.
    overprints: bool,
    /// Letters are drawn with a line of this thickness, and not filled.
    pen: Option<Length>,
    content: Content,
    state: State,
}

/// What the page's graphics state holds; `None` is the state at the start of a page.
#[derive(Clone, Default)]
pub(super) struct State {
    /// In text, where the line began.
    line: Option<[f64; 2]>,
    /// After glyphs, where the pen is, at which size and width of type.
    pen: Option<Pen>,
    /// Font, its variant, size.
    font: Option<(FontId, u8, Length)>,
    fill: Option<Color>,
    stroke: Option<Color>,
    thickness: Option<Length>,
    dash: Option<(Length, Length)>,
    round_caps: bool,
    rise: i32,
    expansion: i16,
    /// Between words, as pdf.js sees it.
    spacing: f64,
    overprint: bool,
}

/// A pen behind glyphs.
#[derive(Copy, Clone)]
struct Pen {
    at: [f64; 2],
    /// A thousandth of the em across.
    unit: f64,
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
    /// An empty page of a trimmed size, at its place.
    pub(super) fn new((size, number): (Size, usize), info: &Info, fonts: &'a Fonts<'a>) -> Self {
        let sheet = Sheet::new(size, number, info);
        let (palette, overprints) = (info.palette.clone(), info.palette.overprints());
        Self { fonts, palette, sheet, overprints, pen: None, content: Content::new(), state: State::default() }
    }

    /// An empty canvas for letters of this page that are painted as one.
    pub(super) fn apart(&self) -> Self {
        Self {
            fonts: self.fonts,
            palette: self.palette.clone(),
            sheet: self.sheet,
            overprints: false,
            pen: None,
            content: Content::new(),
            state: State::default(),
        }
    }

    /// The same for their shape alone, in black and white whatever the inks of the page.
    pub(super) fn shape_apart(&self) -> Self {
        Self { palette: Palette::of_screen(), ..self.apart() }
    }

    /// Draws letters from here on with a line of this thickness instead of filling them, through the mask of this name.
    pub(super) fn take_pen(&mut self, thickness: Length, mask: &str) {
        self.pen = Some(thickness);
        self.content.set_state(mask);
        self.content.set_join(ROUND);
        self.content.set_text_mode(OUTLINED);
    }

    /// Left, bottom, right, top of a rectangle in the file.
    pub(super) fn corners(&self, rect: Rect) -> [f32; 4] {
        self.sheet.corners(rect)
    }

    /// The content.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.leave_text();
        self.content.finish()
    }

    /// Begins marked content; it does not nest.
    pub(super) fn begin(&mut self, mark: Mark) {
        self.leave_text();
        let (tag, properties) = match mark {
            Mark::Content(tag, number) => (tag, Properties::Id(number)),
            Mark::Pagination => ("Artifact", Properties::Names(&[("Type", "Pagination")])),
            Mark::Watermark => ("Artifact", Properties::Names(&[("Type", "Pagination"), ("Subtype", "Watermark")])),
            Mark::Layout => ("Artifact", Properties::Names(&[("Type", "Layout")])),
            Mark::Page => ("Artifact", Properties::Names(&[("Type", "Page")])),
        };
        self.content.begin_mark(tag, properties);
    }

    /// Ends marked content.
    pub(super) fn end(&mut self) {
        self.leave_text();
        self.content.end_mark();
    }

    /// Turns what is drawn from here on; what the page's graphics state held before comes back, for [`Self::turn_back`].
    pub(super) fn turn(&mut self, turn: &Turn) -> State {
        self.leave_text();
        self.content.save();
        self.content.transform(self.sheet.turned(turn));
        self.state.clone()
    }

    /// Lets what is drawn stand upright again.
    pub(super) fn turn_back(&mut self, before: State) {
        self.leave_text();
        self.content.restore();
        self.state = before;
    }

    /// Draws the glyphs of a run that stand for text, in logical order.
    pub(super) fn glyphs(&mut self, run: &GlyphRun, at: Point, color: Color) {
        let stretches = stretches(run, self.fonts);
        let Some(first) = stretches.first() else { return };
        let start = self.sheet.point(Point::new(at.x + Length::from_raw(i64::from(first.x)), at.y));
        // The pen's own reckoning is from the run's origin.
        let origin = start[0] - Length::from_raw(i64::from(first.x)).pt();
        let unit = short(run.size.pt()) * widening(run.expansion) / 1000.0;
        for (number, stretch) in stretches.into_iter().enumerate() {
            self.set_letter_color(color);
            self.set_font(run, stretch.variant);
            self.set_expansion(run.expansion);
            self.set_rise(stretch.rise);
            self.set_word_spacing(0.0);
            if number == 0 {
                self.move_to(start);
            }
            stretch.show(&mut self.content, run.level % 2 == 1);
            self.state.pen = Some(Pen { at: [origin + stretch.end, start[1]], unit });
        }
    }

    /// Draws a glyph or blank of a line from right to left.
    pub(super) fn step(&mut self, step: &Step<'_>, color: Color) {
        let (font, size) =
            (step.run.font, step.run.size + if step.is_apart { Length::from_pt(0.01) } else { Length::ZERO });
        let (code, rise) = match &step.show {
            Show::Glyph(glyph, text, rise) => (self.fonts.code(font, *glyph, text), *rise),
            Show::Made(made) => (self.fonts.code_of_made(font, made), 0),
        };
        let [x, y] = self.sheet.point(Point::new(Length::from_pt(step.x), step.y));
        let mut at = [x, y];
        let pen = self.state.pen.filter(|pen| step.place != Place::Own && pen.at[1] == y && pen.unit > 0.0);
        if let Some(pen) = pen {
            let back = rounded_back((pen.at[0] - x) / pen.unit, short(step.run.size.pt()));
            self.content.correct(back);
            at[0] = pen.at[0] - back * pen.unit;
        }
        if step.place != Place::Joined {
            self.content.end_show();
        }
        self.set_letter_color(color);
        self.set_sized_font(font, code.variant, size);
        self.set_expansion(step.run.expansion);
        self.set_rise(rise);
        if let Some(spacing) = step.spacing {
            self.set_word_spacing(spacing);
        }
        if pen.is_none() {
            self.state.pen = None;
            self.move_to(at);
        }
        self.content.show(code.cid);
        let unit = short(size.pt()) * widening(step.run.expansion) / 1000.0;
        let width = f64::from(self.fonts.width(font, code.cid));
        self.state.pen = Some(Pen { at: [at[0] + width * unit, y], unit });
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
            self.place(&name, Point::new(at.x + x, at.y - y), Size { width, height: run.size });
        }
    }

    /// Draws a rectangle.
    pub(super) fn rect(&mut self, rect: Rect, paint: Paint) {
        if paint.fill.is_none() && paint.stroke.is_none() {
            return;
        }
        let colors = [paint.fill, paint.stroke.map(|(color, _)| color)];
        if let Some(color) = colors.into_iter().flatten().find(|color| !color.is_opaque()) {
            if paint.fill.is_some() && paint.stroke.is_some() {
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
        let [x, y] = self.sheet.point(Point::new(rect.origin.x, rect.bottom()));
        let (width, height) = (short(rect.size.width.pt()), short(rect.size.height.pt()));
        self.content.rect(x, y, width, height);
        match (paint.fill.is_some(), paint.stroke.is_some()) {
            (true, true) => self.content.fill_and_stroke(),
            (true, false) => self.content.fill(Rule::NonZero),
            (false, _) => self.content.stroke(),
        }
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
        let [from, to] = [from, to].map(|end| self.sheet.point(end));
        self.content.move_to(from[0], from[1]);
        self.content.line_to(to[0], to[1]);
        self.content.stroke();
    }

    /// Draws an external object whose own space is the unit square.
    pub(super) fn object(&mut self, name: &str, rect: Rect) {
        self.set_overprint(false);
        self.set_word_spacing(0.0);
        self.place(name, Point::new(rect.origin.x, rect.bottom()), rect.size);
    }

    /// Draws letters that are painted as one, by the name of their group.
    pub(super) fn union(&mut self, name: &str, look: union::Look) {
        self.leave_text();
        // A group begins with what the page's graphics state holds, but for colours that it sets itself.
        self.set_overprint(false);
        self.set_rise(0);
        self.set_word_spacing(0.0);
        self.set_expansion(0);
        self.set_dash(None);
        self.seen_through(look.color.opacity, |canvas| {
            canvas.content.draw(name);
        });
    }

    /// Draws something through which a share of what lies below is seen; the graphics state is as before afterwards.
    fn seen_through(&mut self, opacity: u8, draw: impl FnOnce(&mut Self)) {
        self.leave_text();
        self.set_overprint(false);
        let before = self.state.clone();
        self.content.save();
        if opacity < 100 {
            self.content.set_state(&opacity_name(opacity));
        }
        draw(self);
        self.leave_text();
        self.content.restore();
        self.state = before;
    }

    /// Draws an external object with its origin at `at` and its units as large as `unit`.
    fn place(&mut self, name: &str, at: Point, unit: Size) {
        self.leave_text();
        let [x, y] = self.sheet.point(at);
        self.content.draw_at([short(unit.width.pt()), 0.0, 0.0, short(unit.height.pt()), x, y], name);
    }

    fn leave_text(&mut self) {
        self.state.pen = None;
        if self.state.line.take().is_some() {
            self.content.end_text();
        }
    }

    /// Places the pen.
    ///
    /// Glyphs that go on in the line of those before them are shown in one operator with them, so that readers see one
    /// text object: a correction brings the pen there.
    fn move_to(&mut self, at: [f64; 2]) {
        if let Some(pen) =
            self.state.pen.filter(|pen| self.content.is_showing() && pen.at[1] == at[1] && pen.unit > 0.0)
        {
            return self.content.correct((pen.at[0] - at[0]) / pen.unit);
        }
        let from = match self.state.line {
            Some(from) => from,
            None => {
                self.content.begin_text();
                [IDENTITY[4], IDENTITY[5]]
            }
        };
        self.content.move_line(at[0] - from[0], at[1] - from[1]);
        self.state.line = Some(at);
    }

    fn set_font(&mut self, run: &GlyphRun, variant: u8) {
        self.set_sized_font(run.font, variant, run.size);
    }

    fn set_sized_font(&mut self, font: FontId, variant: u8, size: Length) {
        let sized = (font, variant, size);
        if self.state.font.replace(sized) != Some(sized) {
            self.content.set_font(&Fonts::name(font, variant), short(size.pt()));
        }
    }

    fn set_word_spacing(&mut self, spacing: f64) {
        if std::mem::replace(&mut self.state.spacing, spacing) != spacing {
            self.content.set_word_spacing(spacing);
        }
    }

    fn set_rise(&mut self, rise: i32) {
        if std::mem::replace(&mut self.state.rise, rise) != rise {
            self.content.set_rise(short(Length::from_raw(i64::from(rise)).pt()));
        }
    }

    fn set_expansion(&mut self, expansion: i16) {
        if std::mem::replace(&mut self.state.expansion, expansion) != expansion {
            self.content.set_width(widening(expansion) * 100.0);
        }
    }

    /// The colour of letters: black ones are printed over what lies under them, so that no white edge shows where plates
    /// do not fit.
    fn set_letter_color(&mut self, color: Color) {
        self.set_overprint(self.overprints && self.palette.is_solid_black(color));
        match self.pen {
            Some(thickness) => self.set_stroke(color, thickness, None),
            None => self.set_fill(color),
        }
    }

    fn set_overprint(&mut self, on: bool) {
        if std::mem::replace(&mut self.state.overprint, on) != on {
            self.content.set_state(if on { OVERPRINT } else { KNOCKOUT });
        }
    }

    fn set_fill(&mut self, color: Color) {
        if self.state.fill.replace(color) != Some(color) {
            self.content.set_fill(self.palette.ink(color));
        }
    }

    fn set_stroke(&mut self, color: Color, thickness: Length, dash: Option<(Length, Length)>) {
        if self.state.stroke.replace(color) != Some(color) {
            self.content.set_stroke(self.palette.ink(color));
        }
        if self.state.thickness.replace(thickness) != Some(thickness) {
            self.content.set_line_width(short(thickness.pt()));
        }
        self.set_dash(dash);
    }

    fn set_dash(&mut self, dash: Option<(Length, Length)>) {
        if self.state.dash != dash {
            self.state.dash = dash;
            match dash {
                Some((dash, gap)) => self.content.set_dash(&[short(dash.pt()), short(gap.pt())], 0.0),
                None => self.content.set_dash(&[], 0.0),
            }
        }
        let round = dash.is_some_and(|(dash, _)| dash == Length::ZERO);
        if std::mem::replace(&mut self.state.round_caps, round) != round {
            self.content.set_cap(if round { ROUND } else { BUTT });
        }
    }
}
