//! The new file: each page a form XObject (ISO 32000-1 8.10), and a page for each side of a sheet that shows some.

use super::grid::Grid;
use super::marks::{self, Corner};
use super::order::{Lie, Side};
use crate::pdf::content::{Content, Rule};
use crate::pdf::{PRODUCER, deflated, save};
use crate::pdf_file::Page;
use crate::pdf_file::{Input, read};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;
use std::io;

/// What belongs to the file that was read, not to the look of a page.
const LEFT_BEHIND: [&[u8]; 3] = [b"StructParent", b"StructParents", b"PieceInfo"];

/// Writes the sides.
pub(super) fn write(input: Input, grid: &Grid, sides: &[Side], marks: bool) -> io::Result<Vec<u8>> {
    let Input { document: source, pages, .. } = input;
    let (kept, told) = (read::kept(&source), read::information(&source));
    let version = if source.version.starts_with('2') { "2.0" } else { "1.7" };
    let mut moved = Moved::new(source, version);
    let tree = moved.target.new_object_id();
    let sizes: Vec<[f64; 2]> = pages.iter().map(|page| page.size).collect();
    let forms: Vec<ObjectId> = pages.into_iter().map(|page| moved.form(page)).collect();
    let mut kids = Vec::with_capacity(sides.len());
    for side in sides {
        let (content, shown) = draw(side, grid, &sizes, marks);
        let forms = shown.into_iter().filter_map(|page| Some((name(page), Object::Reference(*forms.get(page)?))));
        let [width, height] = [grid.sheet.width, grid.sheet.height].map(|side| Object::Real(side.pt() as f32));
        let content = moved.target.add_object(deflated(Dictionary::new(), &content));
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => Object::Reference(tree),
            "MediaBox" => vec![0.into(), 0.into(), width, height],
            "Resources" => dictionary! { "XObject" => Dictionary::from_iter(forms) },
            "Contents" => Object::Reference(content),
        };
        kids.push(Object::Reference(moved.target.add_object(page)));
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    moved.target.set_object(tree, dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids });
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => Object::Reference(tree) };
    // A copier's program that fits pages to its paper would undo the scale.
    let mut preferences = dictionary! { "PrintScaling" => "None" };
    // The back is that of a sheet turned about its upright axis.
    if sides.iter().any(Side::is_folded) {
        let is_landscape = grid.sheet.width > grid.sheet.height;
        preferences.set("Duplex", if is_landscape { "DuplexFlipShortEdge" } else { "DuplexFlipLongEdge" });
    }
    catalog.set("ViewerPreferences", preferences);
    for (key, object) in kept {
        let object = moved.object(object);
        catalog.set(key, object);
    }
    let mut information =
        dictionary! { "Creator" => lopdf::text_string(PRODUCER), "Producer" => lopdf::text_string(PRODUCER) };
    for (key, object) in told {
        information.set(key, object);
    }
    moved.finish(catalog, information)
}

/// The content of a side, and which pages it shows.
fn draw(side: &Side, grid: &Grid, sizes: &[[f64; 2]], marks: bool) -> (Vec<u8>, Vec<usize>) {
    let (mut content, mut shown) = (Content::new(), Vec::new());
    for (cell, page) in side.cells.iter().enumerate() {
        let Some((page, size)) = page.and_then(|page| Some((page, *sizes.get(page)?))) else { continue };
        let lie = side.lies.get(cell).copied().unwrap_or_default();
        let placed = grid.placed(size, cell, lie);
        let ([left, bottom, width, height], [x, y]) = (placed.place, placed.corner);
        content.save();
        content.rect(left, bottom, width, height);
        content.clip(Rule::NonZero);
        let scale = placed.scale;
        content.transform(match lie.is_turned {
            true => [-scale, 0.0, 0.0, -scale, x + size[0] * scale, y + size[1] * scale],
            false => [scale, 0.0, 0.0, scale, x, y],
        });
        content.draw(&name(page));
        content.restore();
        shown.push(page);
    }
    if marks && side.is_front {
        // Blank places are cut like the others.
        let corner = |((cell, page), lie): ((usize, &Option<usize>), &Lie)| {
            let size = page.and_then(|page| sizes.get(page).copied()).unwrap_or(grid.usual);
            Corner { placed: grid.placed(size, cell, *lie), size, spine_left: lie.spine_left == Some(true) }
        };
        let cells = side.cells.iter().enumerate().zip(&side.lies);
        let outermost: Vec<Corner> = cells.filter(|(_, lie)| lie.depth == 0).map(corner).collect();
        marks::draw(grid, side.is_folded().then_some(&outermost), &mut content);
    }
    (content.finish(), shown)
}

/// The name of a page among the forms of a side.
fn name(page: usize) -> String {
    format!("P{}", page + 1)
}

/// A number of a dictionary: six decimals are finer than any printer.
fn decimal(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Takes objects from the file that was read into the new one, each once, with numbers in the order in which they come.
struct Moved {
    source: Document,
    target: Document,
    known: BTreeMap<ObjectId, ObjectId>,
    waiting: Vec<(ObjectId, ObjectId)>,
}

impl Moved {
    fn new(source: Document, version: &str) -> Self {
        let mut target = Document::with_version(version);
        target.reference_table.cross_reference_type = XrefType::CrossReferenceStream;
        Self { source, target, known: BTreeMap::new(), waiting: Vec::new() }
    }

    /// An object with the numbers of the new file.
    fn object(&mut self, object: Object) -> Object {
        match object {
            Object::Reference(old) => {
                if let Some(new) = self.known.get(&old) {
                    return Object::Reference(*new);
                }
                // A page that something refers to is no part of how that looks.
                let is_page = |object: &Object| object.as_dict().is_ok_and(|page| page.has_type(b"Page"));
                if self.source.objects.get(&old).is_none_or(is_page) {
                    return Object::Null;
                }
                let new = self.target.new_object_id();
                self.known.insert(old, new);
                self.waiting.push((old, new));
                Object::Reference(new)
            }
            Object::Array(items) => Object::Array(items.into_iter().map(|item| self.object(item)).collect()),
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary)),
            Object::Stream(mut stream) => {
                stream.dict = self.dictionary(stream.dict);
                Object::Stream(stream)
            }
            other => other,
        }
    }

    fn dictionary(&mut self, dictionary: Dictionary) -> Dictionary {
        let kept = dictionary.into_iter().filter(|(key, _)| !LEFT_BEHIND.contains(&key.as_slice()));
        kept.map(|(key, object)| (key, self.object(object))).collect()
    }

    /// A page as a form.
    fn form(&mut self, page: Page) -> ObjectId {
        let real = |values: &[f64]| values.iter().map(|value| Object::Real(decimal(*value) as f32)).collect::<Vec<_>>();
        let mut form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => real(&page.shown),
            "Matrix" => real(&page.matrix),
            "Resources" => self.object(page.resources),
        };
        if let Some(group) = page.group {
            form.set("Group", self.object(group));
        }
        self.target.add_object(deflated(form, &page.content))
    }

    /// Takes over what was referred to, and writes the file.
    fn finish(mut self, catalog: Dictionary, information: Dictionary) -> io::Result<Vec<u8>> {
        while let Some((old, new)) = self.waiting.pop() {
            let object = self.source.objects.remove(&old).unwrap_or(Object::Null);
            let object = self.object(object);
            self.target.set_object(new, object);
        }
        let root = self.target.add_object(catalog);
        let information = self.target.add_object(information);
        self.target.trailer.set("Root", Object::Reference(root));
        self.target.trailer.set("Info", Object::Reference(information));
        save(self.target)
    }
}
