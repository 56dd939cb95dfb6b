//! Colours, gradients, patterns and transparency, as resources of a form.

use super::super::super::Palette;
use super::path::{corners, zoom};
use crate::units::Color;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;
use usvg::{BlendMode, Rect, Stop, Transform};

/// What the content streams of a drawing name; all of its forms share it.
#[derive(Default)]
pub(super) struct Resources {
    states: BTreeMap<String, Object>,
    patterns: Vec<Object>,
    objects: Vec<(String, Object)>,
}

impl Resources {
    /// The name of a state with these opacities and this way of blending.
    pub(super) fn state(&mut self, fill: f32, stroke: f32, blend: BlendMode) -> String {
        let thousandths = |opacity: f32| (opacity.clamp(0.0, 1.0) * 1000.0).round();
        let (fill, stroke) = (thousandths(fill), thousandths(stroke));
        let name = format!("S{fill}-{stroke}-{}", blend_name(blend));
        self.states.entry(name.clone()).or_insert_with(|| {
            dictionary! { "ca" => fill / 1000.0, "CA" => stroke / 1000.0, "BM" => blend_name(blend) }.into()
        });
        name
    }

    /// The name of a state with a soft mask.
    pub(super) fn mask(&mut self, form: ObjectId, luminance: bool, palette: &Palette) -> String {
        let name = format!("M{}", form.0);
        let mut mask = dictionary! {
            "S" => if luminance { "Luminosity" } else { "Alpha" },
            "G" => Object::Reference(form),
        };
        if luminance {
            // Black, in the space of the masking group.
            let black = palette.black();
            mask.set("BC", black.into_iter().map(Object::Integer).collect::<Vec<_>>());
        }
        self.states.insert(name.clone(), dictionary! { "SMask" => mask }.into());
        name
    }

    /// The name of a pattern.
    pub(super) fn pattern(&mut self, pattern: Object) -> String {
        self.patterns.push(pattern);
        format!("T{}", self.patterns.len())
    }

    /// The name of an external object.
    pub(super) fn object(&mut self, object: Object) -> String {
        let name = format!("X{}", self.objects.len() + 1);
        self.objects.push((name.clone(), object));
        name
    }

    /// Writes the dictionary that names all of them.
    pub(super) fn write(self, document: &mut Document, id: ObjectId, fonts: ObjectId, outlines: &[(String, ObjectId)]) {
        let mut objects: Dictionary = self.objects.into_iter().collect();
        for (name, outline) in outlines {
            objects.set(name.as_str(), Object::Reference(*outline));
        }
        let patterns = self.patterns.into_iter().enumerate().map(|(at, pattern)| (format!("T{}", at + 1), pattern));
        let resources = dictionary! {
            "Font" => Object::Reference(fonts),
            "XObject" => objects,
            "ExtGState" => self.states.into_iter().collect::<Dictionary>(),
            "Pattern" => patterns.collect::<Dictionary>(),
        };
        document.set_object(id, resources);
    }
}

fn blend_name(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        // Adding light is not among PDF's ways; this is the nearest.
        BlendMode::Screen | BlendMode::PlusLighter => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}

/// A colour of a drawing.
pub(super) fn own(color: usvg::Color) -> Color {
    Color::rgb(color.red, color.green, color.blue)
}

/// A gradient as a pattern: axial for four coordinates, radial for six.
pub(super) fn gradient(coordinates: &[f32], stops: &[Stop], matrix: Transform, palette: &Palette) -> Object {
    let space = palette.device();
    let zoom = zoom(coordinates);
    let matrix = matrix.pre_scale(1.0 / zoom, 1.0 / zoom);
    let coordinates: Vec<f32> = coordinates.iter().map(|place| place * zoom).collect();
    let shading = dictionary! {
        "ShadingType" => if coordinates.len() == 4 { 2 } else { 3 },
        "ColorSpace" => space,
        "Coords" => reals(&coordinates),
        "Function" => ramp(stops, palette),
        "Extend" => vec![Object::Boolean(true); 2],
    };
    dictionary! { "Type" => "Pattern", "PatternType" => 2, "Shading" => shading, "Matrix" => matrix_of(matrix) }.into()
}

/// The opacity of a gradient as a whole: where its stops differ, their mean.
pub(super) fn opacity(stops: &[Stop]) -> f32 {
    let sum: f32 = stops.iter().map(|stop| stop.opacity().get()).sum();
    if stops.is_empty() { 1.0 } else { sum / stops.len() as f32 }
}

/// Colour by place from 0 to 1 (ISO 32000-1 7.10.3, 7.10.4).
fn ramp(stops: &[Stop], palette: &Palette) -> Object {
    let parts = |stop: &Stop| reals(&palette.parts(own(stop.color())));
    let between = |from: &Stop, to: &Stop| -> Object {
        dictionary! {
            "FunctionType" => 2,
            "Domain" => reals(&[0.0, 1.0]),
            "C0" => parts(from),
            "C1" => parts(to),
            "N" => 1,
        }
        .into()
    };
    let (mut functions, mut bounds) = (Vec::new(), Vec::new());
    let mut at = 0.0;
    let mut step = |functions: &mut Vec<Object>, from: &Stop, to: &Stop, end: f32| {
        if end > at {
            if !functions.is_empty() {
                bounds.push(at);
            }
            functions.push(between(from, to));
            at = end;
        }
    };
    if let Some(first) = stops.first() {
        step(&mut functions, first, first, first.offset().get());
    }
    for pair in stops.windows(2) {
        if let [from, to] = pair {
            step(&mut functions, from, to, to.offset().get());
        }
    }
    if let Some(last) = stops.last() {
        step(&mut functions, last, last, 1.0);
    }
    let encode = functions.iter().flat_map(|_| [Object::Integer(0), Object::Integer(1)]).collect::<Vec<_>>();
    dictionary! {
        "FunctionType" => 3,
        "Domain" => reals(&[0.0, 1.0]),
        "Functions" => functions,
        "Bounds" => reals(&bounds),
        "Encode" => encode,
    }
    .into()
}

/// A list of numbers.
pub(super) fn reals(values: &[f32]) -> Vec<Object> {
    values.iter().map(|value| Object::Real(if value.is_finite() { *value } else { 0.0 })).collect()
}

/// A matrix as an array.
pub(super) fn matrix_of(matrix: Transform) -> Vec<Object> {
    let Transform { sx, ky, kx, sy, tx, ty } = matrix;
    reals(&[sx, ky, kx, sy, tx, ty])
}

/// The dictionary of a form in the drawing's space; a group of its own where it is painted as one.
pub(super) fn form(bounds: Rect, resources: ObjectId, group: bool, palette: &Palette) -> Dictionary {
    let mut dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => reals(&corners(bounds)),
        "Resources" => Object::Reference(resources),
    };
    if group {
        let space = palette.device();
        dictionary.set("Group", dictionary! { "S" => "Transparency", "CS" => space, "I" => true });
    }
    dictionary
}
