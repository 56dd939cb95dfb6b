//! What a page paints, thing by thing, with its colour, size and place (ISO 32000-1 8, 9, 11).
//!
//! Places are in points, from the bottom left corner of the trimmed page, upright.

use super::fonts::FontFacts;
use super::lexer::{Lexer, Operand};
use super::page::{Page, entry, number};
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Forms within forms that are looked into, and states that are kept.
const MOST_LEVELS: usize = 12;
const MOST_SAVED: usize = 512;
/// Operators looked at in all pages together: forms that show each other many times would never end.
const MOST_OPERATORS: usize = 50_000_000;
/// Contents of forms longer than this many bytes are not looked into.
const MOST_BYTES: usize = 64 << 20;
/// The rendering mode of letters that cannot be seen, such as those below a scan.
const INVISIBLE: i64 = 3;

/// What colours are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// By a profile, of so many parts, or by a measured white.
    Icc(usize),
    /// An ink of its own.
    Spot(String),
    /// The inks of all plates.
    AllPlates,
    Pattern,
    Other,
}

/// A colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paint {
    pub(crate) space: Space,
    pub(crate) parts: Vec<f64>,
}

/// A thing that is painted.
pub(crate) enum Painted<'p> {
    /// Letters: their size, the ends of their baseline, their font and colour.
    Text { size: f64, from: [f64; 2], to: [f64; 2], font: &'p FontFacts, paint: &'p Paint },
    /// An area: left, bottom, right, top.
    Area { bounds: [f64; 4], paint: &'p Paint },
    /// A line, so thick.
    Line { bounds: [f64; 4], thickness: f64, paint: &'p Paint },
    /// A picture: its pixels, their bits, its sides in points, its place, and its object.
    Picture { pixels: [u32; 2], bits: u32, sides: [f64; 2], bounds: [f64; 4], space: Space, image: Option<&'p Stream> },
    /// Something lets what lies under it shine through.
    Transparent(&'static str),
}

#[derive(Clone)]
struct State {
    matrix: [f64; 6],
    fill: Paint,
    stroke: Paint,
    thickness: f64,
    font: Option<Rc<FontFacts>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    width: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

/// Shows all that a page paints. `left` is how many operators may still be looked at in the file.
pub(crate) fn walk(document: &Document, page: &Page, left: &mut usize, show: &mut dyn FnMut(&Painted<'_>)) {
    let black = || Paint { space: Space::Gray, parts: vec![0.0] };
    let state = State {
        matrix: page.matrix,
        fill: black(),
        stroke: black(),
        thickness: 1.0,
        font: None,
        size: 0.0,
        spacing: 0.0,
        word_spacing: 0.0,
        width: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
    };
    let resources = document.dereference(&page.resources).ok().and_then(|(_, object)| object.as_dict().ok());
    let mut walker = Walker { document, show, left, fonts: BTreeMap::new() };
    walker.content(&page.content, resources, state, 0);
}

/// How many operators may be looked at in a file.
pub(crate) const fn budget() -> usize {
    MOST_OPERATORS
}

struct Walker<'a, 's> {
    document: &'a Document,
    show: &'s mut dyn FnMut(&Painted<'_>),
    left: &'s mut usize,
    fonts: BTreeMap<*const Dictionary, Rc<FontFacts>>,
}

/// A path as it is made: all its corners.
#[derive(Default)]
struct Way {
    bounds: Option<[f64; 4]>,
}

impl Way {
    fn add(&mut self, [x, y]: [f64; 2]) {
        let [left, bottom, right, top] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }
}

/// What a content has besides its state.
struct Course {
    saved: Vec<State>,
    text: [f64; 6],
    line: [f64; 6],
    way: Way,
}

impl<'a> Walker<'a, '_> {
    fn content(&mut self, content: &[u8], resources: Option<&'a Dictionary>, mut state: State, level: usize) {
        let (mut lexer, mut operands) = (Lexer::new(content), Vec::new());
        let mut course = Course { saved: Vec::new(), text: IDENTITY, line: IDENTITY, way: Way::default() };
        while let Some(operator) = lexer.next(&mut operands) {
            if *self.left == 0 {
                return;
            }
            *self.left -= 1;
            match operator.as_slice() {
                b"q" if course.saved.len() < MOST_SAVED => course.saved.push(state.clone()),
                b"Q" => state = course.saved.pop().unwrap_or(state),
                b"cm" => state.matrix = six(&operands).map_or(state.matrix, |own| times(own, state.matrix)),
                b"w" => state.thickness = first(&operands).unwrap_or(state.thickness),
                b"gs" => self.graphics_state(&operands, resources, &mut state),
                b"Do" => self.object(&operands, resources, &state, level),
                b"BI" => self.inline_image(&operands, &state),
                b"sh" => self.shading(&operands, resources, &state),
                operator => {
                    if !self.color(operator, &operands, resources, &mut state)
                        && !self.path(operator, &operands, &state, &mut course.way)
                    {
                        self.text(operator, &operands, resources, &mut state, &mut course);
                    }
                }
            }
        }
    }

    fn resource(&self, name: &Operand, resources: Option<&'a Dictionary>, kind: &[u8]) -> Option<&'a Object> {
        let Operand::Name(name) = name else { return None };
        entry(self.document, entry(self.document, resources?, kind)?.as_dict().ok()?, name)
    }

    fn graphics_state(&mut self, operands: &[Operand], resources: Option<&'a Dictionary>, state: &mut State) {
        let found = operands.first().and_then(|name| self.resource(name, resources, b"ExtGState"));
        let Some(own) = found.and_then(|own| own.as_dict().ok()) else { return };
        if let Some(thickness) = entry(self.document, own, b"LW").and_then(number) {
            state.thickness = thickness;
        }
        let opacity = |key: &[u8]| entry(self.document, own, key).and_then(number).is_some_and(|part| part < 1.0);
        if opacity(b"ca") || opacity(b"CA") {
            (self.show)(&Painted::Transparent("opacity"));
        }
        if entry(self.document, own, b"SMask").is_some_and(|mask| mask.as_dict().is_ok()) {
            (self.show)(&Painted::Transparent("a soft mask"));
        }
        let blend = entry(self.document, own, b"BM").and_then(|mode| match mode {
            Object::Array(modes) => modes.first()?.as_name().ok(),
            mode => mode.as_name().ok(),
        });
        if blend.is_some_and(|mode| mode != b"Normal" && mode != b"Compatible") {
            (self.show)(&Painted::Transparent("a way of blending"));
        }
    }

    /// The operators that set colours; whether it was one.
    fn color(
        &self,
        operator: &[u8],
        operands: &[Operand],
        resources: Option<&'a Dictionary>,
        state: &mut State,
    ) -> bool {
        let is_stroke = operator.first().is_some_and(u8::is_ascii_uppercase);
        let parts: Vec<f64> = operands.iter().filter_map(value).collect();
        let paint = if is_stroke { &mut state.stroke } else { &mut state.fill };
        match operator {
            b"g" | b"G" => *paint = Paint { space: Space::Gray, parts },
            b"rg" | b"RG" => *paint = Paint { space: Space::Rgb, parts },
            b"k" | b"K" => *paint = Paint { space: Space::Cmyk, parts },
            b"cs" | b"CS" => {
                let space = operands.first().map_or(Space::Other, |name| self.named_space(name, resources));
                let parts = match space {
                    Space::Cmyk | Space::Icc(4) => vec![0.0, 0.0, 0.0, 1.0],
                    Space::Spot(_) | Space::AllPlates => vec![1.0],
                    _ => vec![0.0],
                };
                *paint = Paint { space, parts };
            }
            b"sc" | b"SC" | b"scn" | b"SCN" => paint.parts = parts,
            _ => return false,
        }
        true
    }

    fn named_space(&self, name: &Operand, resources: Option<&'a Dictionary>) -> Space {
        let Operand::Name(own) = name else { return Space::Other };
        device(own).unwrap_or_else(|| {
            self.resource(name, resources, b"ColorSpace")
                .map_or(Space::Other, |space| space_of(self.document, space, 0))
        })
    }

    /// The operators of paths; whether it was one.
    fn path(&mut self, operator: &[u8], operands: &[Operand], state: &State, way: &mut Way) -> bool {
        let numbers: Vec<f64> = operands.iter().filter_map(value).collect();
        match (operator, numbers.as_slice()) {
            (b"m" | b"l" | b"c" | b"v" | b"y", places) => {
                places.chunks_exact(2).for_each(|place| way.add(apply(state.matrix, [place[0], place[1]])));
            }
            (b"re", [x, y, width, height]) => {
                for corner in [[*x, *y], [x + width, *y], [*x, y + height], [x + width, y + height]] {
                    way.add(apply(state.matrix, corner));
                }
            }
            (b"h" | b"W" | b"W*", _) => {}
            (b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n", _) => {
                let Some(bounds) = std::mem::take(way).bounds else { return true };
                if matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") {
                    (self.show)(&Painted::Area { bounds, paint: &state.fill });
                }
                if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
                    let thickness = state.thickness * scale(state.matrix);
                    (self.show)(&Painted::Line { bounds, thickness, paint: &state.stroke });
                }
            }
            _ => return false,
        }
        true
    }

    fn text(
        &mut self,
        operator: &[u8],
        operands: &[Operand],
        resources: Option<&'a Dictionary>,
        state: &mut State,
        course: &mut Course,
    ) {
        let numbers: Vec<f64> = operands.iter().filter_map(value).collect();
        let one = numbers.first().copied();
        match operator {
            b"BT" => (course.text, course.line) = (IDENTITY, IDENTITY),
            b"Tm" => {
                course.line = six(operands).unwrap_or(course.line);
                course.text = course.line;
            }
            b"Td" | b"TD" => {
                if let [x, y] = numbers[..] {
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    course.move_line(x, y);
                }
            }
            b"T*" => course.move_line(0.0, -state.leading),
            b"Tf" => {
                state.size = numbers.last().copied().unwrap_or(0.0);
                state.font = operands.first().and_then(|name| self.font(name, resources));
            }
            b"Tc" => state.spacing = one.unwrap_or(0.0),
            b"Tw" => state.word_spacing = one.unwrap_or(0.0),
            b"Tz" => state.width = one.unwrap_or(100.0) / 100.0,
            b"TL" => state.leading = one.unwrap_or(0.0),
            b"Ts" => state.rise = one.unwrap_or(0.0),
            b"Tr" => state.mode = one.unwrap_or(0.0) as i64,
            b"Tj" | b"TJ" => self.letters(operands, state, course),
            b"'" | b"\"" => {
                course.move_line(0.0, -state.leading);
                self.letters(operands, state, course);
            }
            _ => {}
        }
    }

    fn font(&mut self, name: &Operand, resources: Option<&'a Dictionary>) -> Option<Rc<FontFacts>> {
        let font = self.resource(name, resources, b"Font")?.as_dict().ok()?;
        let document = self.document;
        let known = self.fonts.entry(std::ptr::from_ref(font));
        Some(known.or_insert_with(|| Rc::new(FontFacts::of(document, font))).clone())
    }

    /// Shows the letters of texts, and moves on behind them.
    fn letters(&mut self, operands: &[Operand], state: &State, course: &mut Course) {
        let font = state.font.clone().unwrap_or_else(|| Rc::new(FontFacts::missing()));
        let items: Vec<&Operand> = operands
            .iter()
            .flat_map(|operand| match operand {
                Operand::List(items) => items.iter().collect(),
                one => vec![one],
            })
            .collect();
        let start = course.text;
        let mut advance = 0.0;
        // Where what is seen begins and ends.
        let mut seen: Option<(f64, f64)> = None;
        for item in items {
            match item {
                Operand::Number(back) => advance -= back / 1000.0 * state.size * state.width,
                Operand::Text(text) => {
                    for (code, width) in font.advances(text) {
                        let before = advance;
                        let word = if code == 32 && !font.is_wide { state.word_spacing } else { 0.0 };
                        advance += (width * state.size + state.spacing + word) * state.width;
                        if !font.is_blank(code) {
                            let (from, to) = seen.unwrap_or((before, before));
                            seen = Some((from.min(before.min(advance)), to.max(before.max(advance))));
                        }
                    }
                }
                _ => {}
            }
        }
        course.text = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], course.text);
        let Some((from, to)) = seen.filter(|_| state.mode != INVISIBLE) else { return };
        let whole = times(start, state.matrix);
        let size = state.size.abs() * whole[2].hypot(whole[3]);
        let (from, to) = (apply(whole, [from, state.rise]), apply(whole, [to, state.rise]));
        let paint = if matches!(state.mode, 1 | 5) { &state.stroke } else { &state.fill };
        (self.show)(&Painted::Text { size, from, to, font: &font, paint });
    }

    fn object(&mut self, operands: &[Operand], resources: Option<&'a Dictionary>, state: &State, level: usize) {
        let object = operands.first().and_then(|name| self.resource(name, resources, b"XObject"));
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return };
        let kind = entry(self.document, &stream.dict, b"Subtype").and_then(|kind| kind.as_name().ok());
        match kind {
            Some(b"Image") => self.picture(stream, state),
            Some(b"Form") if level < MOST_LEVELS => {
                let Ok(content) = stream.decompressed_content_with_limit(MOST_BYTES) else { return };
                let own = entry(self.document, &stream.dict, b"Matrix").and_then(|own| six_of(own.as_array().ok()?));
                let own_resources = entry(self.document, &stream.dict, b"Resources").and_then(|own| own.as_dict().ok());
                let mut inner = state.clone();
                inner.matrix = own.map_or(inner.matrix, |own| times(own, inner.matrix));
                self.content(&content, own_resources.or(resources), inner, level + 1);
            }
            _ => {}
        }
    }

    fn picture(&mut self, image: &'a Stream, state: &State) {
        let whole = |key: &[u8]| {
            let value = entry(self.document, &image.dict, key).and_then(|value| value.as_i64().ok());
            value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0)
        };
        let pixels = [whole(b"Width"), whole(b"Height")];
        let is_mask =
            entry(self.document, &image.dict, b"ImageMask").is_some_and(|mask| mask.as_bool().unwrap_or(false));
        let bits = if is_mask { 1 } else { whole(b"BitsPerComponent") };
        let space = entry(self.document, &image.dict, b"ColorSpace");
        let space = match (is_mask, space) {
            (true, _) => state.fill.space.clone(),
            (false, Some(space)) => space_of(self.document, space, 0),
            (false, None) => Space::Other,
        };
        if entry(self.document, &image.dict, b"SMask").is_some_and(|mask| mask.as_stream().is_ok()) {
            (self.show)(&Painted::Transparent("a picture with alpha"));
        }
        let (sides, bounds) = unit_square(state.matrix);
        (self.show)(&Painted::Picture { pixels, bits, sides, bounds, space, image: Some(image) });
    }

    fn inline_image(&mut self, operands: &[Operand], state: &State) {
        let of = |names: [&[u8]; 2]| {
            let pairs = operands.chunks_exact(2);
            pairs
                .filter(|pair| matches!(&pair[0], Operand::Name(name) if names.contains(&name.as_slice())))
                .map(|pair| &pair[1])
                .next()
        };
        let whole = |names| of(names).and_then(value).map_or(0, |value| value.clamp(0.0, f64::from(u32::MAX)) as u32);
        let pixels = [whole([b"W", b"Width"]), whole([b"H", b"Height"])];
        let bits = whole([b"BPC", b"BitsPerComponent"]).max(1);
        let space = match of([b"CS", b"ColorSpace"]) {
            Some(Operand::Name(name)) => device(name).unwrap_or(Space::Other),
            _ => Space::Gray,
        };
        let (sides, bounds) = unit_square(state.matrix);
        (self.show)(&Painted::Picture { pixels, bits, sides, bounds, space, image: None });
    }

    fn shading(&mut self, operands: &[Operand], resources: Option<&'a Dictionary>, state: &State) {
        let found = operands.first().and_then(|name| self.resource(name, resources, b"Shading"));
        let dictionary = found.and_then(|found| match found {
            Object::Stream(stream) => Some(&stream.dict),
            other => other.as_dict().ok(),
        });
        let space = dictionary.and_then(|own| entry(self.document, own, b"ColorSpace"));
        let space = space.map_or(Space::Other, |space| space_of(self.document, space, 0));
        let (_, bounds) = unit_square(state.matrix);
        (self.show)(&Painted::Area { bounds, paint: &Paint { space, parts: Vec::new() } });
    }
}

impl Course {
    fn move_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }
}

fn device(name: &[u8]) -> Option<Space> {
    Some(match name {
        b"DeviceGray" | b"G" | b"CalGray" => Space::Gray,
        b"DeviceRGB" | b"RGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
        b"Pattern" => Space::Pattern,
        _ => return None,
    })
}

/// The space that an object defines.
fn space_of(document: &Document, object: &Object, level: usize) -> Space {
    if let Ok(name) = object.as_name() {
        return device(name).unwrap_or(Space::Other);
    }
    let Some(list) = object.as_array().ok().filter(|_| level < MOST_LEVELS) else { return Space::Other };
    let of = |at: usize| list.get(at).and_then(|one| Some(document.dereference(one).ok()?.1));
    match of(0).and_then(|kind| kind.as_name().ok()) {
        Some(b"ICCBased") => {
            let parts = of(1).and_then(|profile| profile.as_stream().ok());
            let parts = parts.and_then(|profile| entry(document, &profile.dict, b"N")?.as_i64().ok());
            Space::Icc(parts.and_then(|parts| usize::try_from(parts).ok()).unwrap_or(3))
        }
        Some(b"CalRGB" | b"Lab") => Space::Icc(3),
        Some(b"CalGray") => Space::Icc(1),
        Some(b"Separation") => match of(1).and_then(|name| name.as_name().ok()) {
            Some(b"All") => Space::AllPlates,
            Some(name) => Space::Spot(String::from_utf8_lossy(name).into_owned()),
            None => Space::Other,
        },
        Some(b"DeviceN") => Space::Spot("DeviceN".to_owned()),
        Some(b"Indexed" | b"I") => of(1).map_or(Space::Other, |base| space_of(document, base, level + 1)),
        Some(b"Pattern") => Space::Pattern,
        Some(name) => device(name).unwrap_or(Space::Other),
        None => Space::Other,
    }
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn value(operand: &Operand) -> Option<f64> {
    if let Operand::Number(value) = operand { Some(*value) } else { None }
}

fn first(operands: &[Operand]) -> Option<f64> {
    operands.first().and_then(value)
}

fn six(operands: &[Operand]) -> Option<[f64; 6]> {
    operands.iter().filter_map(value).collect::<Vec<_>>().try_into().ok()
}

fn six_of(objects: &[Object]) -> Option<[f64; 6]> {
    objects.iter().map_while(number).collect::<Vec<_>>().try_into().ok()
}

/// First `one`, then `other` (ISO 32000-1 8.3.4).
fn times([a, b, c, d, e, f]: [f64; 6], [g, h, i, j, k, l]: [f64; 6]) -> [f64; 6] {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

fn apply([a, b, c, d, e, f]: [f64; 6], [x, y]: [f64; 2]) -> [f64; 2] {
    [a * x + c * y + e, b * x + d * y + f]
}

/// How much a matrix makes larger.
fn scale([a, b, c, d, ..]: [f64; 6]) -> f64 {
    (a * d - b * c).abs().sqrt()
}

/// Sides and bounds of the square in which pictures are painted.
fn unit_square(matrix: [f64; 6]) -> ([f64; 2], [f64; 4]) {
    let mut way = Way::default();
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]].into_iter().for_each(|corner| way.add(apply(matrix, corner)));
    let [a, b, c, d, ..] = matrix;
    ([a.hypot(b), c.hypot(d)], way.bounds.unwrap_or_default())
}
