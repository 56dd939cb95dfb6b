//! Letters painted as one: those through which something is seen, and those that are outlined (docs/typography.md A46).
//!
//! Letters that join overlap. Painted one after another, a transparent colour would lie twice where they do, and an
//! outline would cross the join. Runs of one look, owner and place in the order of reading are therefore drawn apart, as
//! a group (ISO 32000-1 11.4), and laid on the page at once. Outlines are twice as thick as wanted, and the shape of the
//! letters themselves is masked out (ISO 32000-1 11.5): the outer half of the line stays, on whatever ground. The mask is made of drawings, since
//! some readers hear the words of a mask too.
//!
//! In: runs of one look. Out: the group that the page names, as streams, then as objects of the file.

use super::deflate;
use super::draw::Canvas;
use crate::text::{GlyphKind, GlyphRun, Paint};
use crate::units::{Color, Length, Point, Rect};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The graphics state of a group whose letters are outlined: what lies inside them is not painted.
const MASK: &str = "Mask";

/// How letters are painted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) color: Color,
    /// Thickness of the line around them; zero where they are filled.
    pub(super) outline: Length,
}

impl Look {
    /// Whether it makes no difference that letters overlap.
    pub(super) fn is_plain(self) -> bool {
        self.color.is_opaque() && self.outline <= Length::ZERO
    }
}

/// A group that the page names.
pub(super) struct Union {
    name: String,
    bounds: [f32; 4],
    letters: Stream,
    /// White but for the letters' shape.
    mask: Option<Stream>,
}

impl Union {
    /// Draws runs on a canvas beside that of their page.
    pub(super) fn draw(page: &Canvas<'_>, name: String, runs: &[(Arc<GlyphRun>, Point)], look: Look) -> Self {
        let color = Color { opacity: 100, ..look.color };
        let mut canvas = page.apart();
        let bounds = bounds(runs);
        let mut mask = None;
        if look.outline > Length::ZERO {
            canvas.take_pen(look.outline * 2, MASK);
            let mut shape = page.shape_apart();
            shape.rect(bounds, Paint { fill: Some(Color::WHITE), stroke: None });
            runs.iter().for_each(|(run, at)| shape.shapes(run, *at, Color::BLACK));
            mask = Some(shape.finish());
        }
        for (run, at) in runs {
            canvas.glyphs(run, *at, color);
            canvas.mute_glyphs(run, *at, color, GlyphKind::Text);
            canvas.mute_glyphs(run, *at, color, GlyphKind::Filler);
        }
        let packed = |content: Vec<u8>| deflate::stream(Dictionary::new(), &content);
        Self { name, bounds: page.corners(bounds), letters: packed(canvas.finish()), mask: mask.map(packed) }
    }
}

/// What surely holds the ink of the runs: letters reach over their advances and the font's height.
fn bounds(runs: &[(Arc<GlyphRun>, Point)]) -> Rect {
    let around = |(run, at): &(Arc<GlyphRun>, Point)| {
        let (across, above) = (run.size, run.size * 2);
        (at.x - across, at.y - above, at.x + run.width + across, at.y + above)
    };
    let sides = runs.iter().map(around);
    let whole = sides.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)));
    let (left, top, right, bottom) = whole.unwrap_or_default();
    Rect::new(left, top, right - left, bottom - top)
}

/// Writes groups, those that look alike once, and gives their names and objects. Their letters need `resources`.
pub(super) fn embed(document: &mut Document, unions: Vec<Union>, resources: &Dictionary) -> Dictionary {
    let mut objects = Dictionary::new();
    let mut known: BTreeMap<(Vec<u8>, Vec<u8>), ObjectId> = BTreeMap::new();
    let shared = document.add_object(resources.clone());
    for union in unions {
        let Union { name, bounds, letters, mask } = union;
        let group = dictionary! { "S" => "Transparency", "I" => true };
        let id = match mask {
            None => {
                let corners = bounds.iter().flat_map(|side| side.to_be_bytes()).collect();
                let known = known.entry((letters.content.clone(), corners));
                *known.or_insert_with(|| document.add_object(form(letters, bounds, group, shared)))
            }
            Some(mask) => {
                let gray = dictionary! { "S" => "Transparency", "CS" => "DeviceGray", "I" => true };
                let mask = document.add_object(form(mask, bounds, gray, shared));
                let state = dictionary! { "S" => "Luminosity", "G" => Object::Reference(mask) };
                let mut own = resources.clone();
                own.set("ExtGState", dictionary! { MASK => dictionary! { "Type" => "ExtGState", "SMask" => state } });
                let own = document.add_object(own);
                document.add_object(form(letters, bounds, group, own))
            }
        };
        objects.set(name, Object::Reference(id));
    }
    objects
}

fn form(mut stream: Stream, bounds: [f32; 4], mut group: Dictionary, resources: ObjectId) -> Stream {
    group.set("Type", "Group");
    stream.dict.set("Type", "XObject");
    stream.dict.set("Subtype", "Form");
    stream.dict.set("BBox", bounds.map(Object::Real).to_vec());
    stream.dict.set("Group", group);
    stream.dict.set("Resources", Object::Reference(resources));
    stream
}
