//! The finishing pass: one document of the drawn pages, with all that printpdf does not write.

use super::fonts::Fonts;
use super::geometry::Sheet;
use super::page::Drawn;
use super::pictures::Pictures;
use super::roles::Roles;
use super::save::save;
use super::tags::Tree;
use super::union::Union;
use super::{Error, Info, Kind, condition, draw, labels, links, marks, metadata, outline, srgb, trees, union};
use crate::layout::{Frame, Pages};
use crate::manuscript::NodeId;
use crate::text::{Item, ItemKind, Owner};
use crate::units::{Color, Length, Size};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the file together.
pub(super) fn finish(
    pages: &Pages,
    info: &Info,
    drawn: Vec<Drawn>,
    fonts: &Fonts<'_>,
    pictures: Pictures,
    roles: Option<&Roles>,
) -> Result<Vec<u8>, Error> {
    // PDF/X-4 is a way to write PDF 1.6 (ISO 15930-7, 5).
    let mut document = Document::with_version(if info.kind == Kind::Print { "1.6" } else { "1.7" });
    document.reference_table.cross_reference_type = XrefType::CrossReferenceStream;
    let root = document.new_object_id();
    let tree = document.new_object_id();
    let count = pages.frames.len() + info.blanks();
    let ids: Vec<ObjectId> = (0..count).map(|_| document.new_object_id()).collect();
    let (streams, owners, unions) = parted(drawn);

    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => Object::Reference(tree) };
    let mut annotations = Vec::new();
    if let Some(roles) = roles {
        annotations = make_accessible(&mut document, &mut catalog, pages, info, &owners, (roles, &ids));
    }
    if info.kind == Kind::Print {
        let intent = condition::output_intent(&mut document);
        catalog.set("OutputIntents", vec![intent]);
    }
    let transparent: Vec<bool> = pages.frames.iter().map(|frame| is_transparent(frame, &pictures)).collect();
    let font_names = fonts.embed(&mut document)?;
    let outlines = fonts.embed_outlines(&mut document);
    let letters = Letters { names: font_names, outlines, unions, opacities: opacities(&pages.frames) };
    let resources = resources(&mut document, fonts, letters, pictures, info);
    let mut sheets = SheetWriter { info, tree, resources, marks: BTreeMap::new() };
    for (page, (frame, stream)) in pages.frames.iter().zip(streams).enumerate() {
        let mut object = sheets.page(frame.size, Some(stream), &mut document);
        if transparent.get(page) == Some(&true) {
            object.set("Group", group(info.kind));
        }
        if roles.is_some() {
            object.set("StructParents", page as i64);
            object.set("Tabs", "S");
        }
        if let Some(links) = annotations.get(page).filter(|links| !links.is_empty()) {
            object.set("Annots", links.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
        }
        document.set_object(ids[page], object);
    }
    if let Some(last) = pages.frames.last() {
        for id in ids.iter().skip(pages.frames.len()) {
            let blank = sheets.page(last.size, None, &mut document);
            document.set_object(*id, blank);
        }
    }
    let kids: Vec<Object> = ids.iter().map(|id| Object::Reference(*id)).collect();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids });
    describe(&mut document, &mut catalog, pages, info);
    document.set_object(root, catalog);
    write(document, root, info)
}

/// Tags, links, bookmarks and colour of the screen edition; each page's annotations come back.
fn make_accessible(
    document: &mut Document,
    catalog: &mut Dictionary,
    pages: &Pages,
    info: &Info,
    owners: &[Vec<NodeId>],
    (roles, ids): (&Roles, &[ObjectId]),
) -> Vec<Vec<ObjectId>> {
    let owners: Vec<&[NodeId]> = owners.iter().map(Vec::as_slice).collect();
    let mut tree = Tree::new(&pages.structure, roles, &owners);
    for frame in &pages.frames {
        let sheet = Sheet::new(frame.size, info);
        for (at, item) in frame.items.iter().enumerate() {
            if let (Owner::Node(node), ItemKind::Picture { rect, .. }) = (item.owner, &item.kind) {
                tree.set_box(node, sheet.corners(frame.turn_of(at).map_or(*rect, |turn| turn.rect(*rect))));
            }
        }
    }
    let annotations = links::annotate(document, pages, info, &mut tree);
    catalog.set("StructTreeRoot", Object::Reference(tree.write(document, ids)));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    if let Some(outline) = outline::write(document, pages, info, ids) {
        catalog.set("Outlines", Object::Reference(outline));
        catalog.set("PageMode", "UseOutlines");
    }
    if !pages.places.is_empty() {
        let destinations = links::destinations(document, pages, info, ids);
        catalog.set("Names", dictionary! { "Dests" => Object::Reference(destinations) });
    }
    let profile = srgb::write(document);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    };
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    annotations
}

/// The streams of the pages, the structure elements that they show, and the letters of all that are painted as one.
fn parted(drawn: Vec<Drawn>) -> (Vec<Stream>, Vec<Vec<NodeId>>, Vec<Union>) {
    let (mut streams, mut owners, mut unions) = (Vec::new(), Vec::new(), Vec::new());
    for page in drawn {
        streams.push(page.stream);
        owners.push(page.owners);
        unions.extend(page.unions);
    }
    (streams, owners, unions)
}

/// How a page is mixed on which something shines through.
fn group(kind: Kind) -> Dictionary {
    let space = if kind == Kind::Print { "DeviceCMYK" } else { "DeviceRGB" };
    dictionary! { "S" => "Transparency", "CS" => space }
}

/// Whether anything on a page shines through: it is mixed in the inks of the page then, not in those of whoever prints.
fn is_transparent(frame: &Frame, pictures: &Pictures) -> bool {
    frame.items.iter().any(|item| match &item.kind {
        ItemKind::Picture { file, .. } => pictures.is_transparent(file),
        ItemKind::Glyphs(run, _) => !run.color.is_opaque() || run.outline > Length::ZERO,
        _ => colors(item).any(|color| !color.is_opaque()),
    })
}

/// The colours of an item.
fn colors(item: &Item) -> impl Iterator<Item = Color> + use<> {
    let colors = match &item.kind {
        ItemKind::Glyphs(run, _) => [Some(run.color), None],
        ItemKind::Rect(_, paint) => [paint.fill, paint.stroke.map(|(color, _)| color)],
        ItemKind::Line { color, .. } => [Some(*color), None],
        ItemKind::Picture { .. } => [None, None],
    };
    colors.into_iter().flatten()
}

/// The opacities of all that lies on the pages.
fn opacities(frames: &[Frame]) -> BTreeSet<u8> {
    let items = frames.iter().flat_map(|frame| &frame.items);
    items.flat_map(colors).filter(|color| !color.is_opaque()).map(|color| color.opacity).collect()
}

/// What letters are drawn with.
struct Letters {
    /// The fonts by their names.
    names: Dictionary,
    outlines: Vec<(String, ObjectId)>,
    unions: Vec<Union>,
    opacities: BTreeSet<u8>,
}

/// What every page draws with.
fn resources(
    document: &mut Document,
    fonts: &Fonts<'_>,
    letters: Letters,
    pictures: Pictures,
    info: &Info,
) -> ObjectId {
    let Letters { names: font_names, outlines, unions, opacities } = letters;
    let font_names = document.add_object(font_names);
    let mut objects = pictures.embed(document, fonts, font_names, &outlines);
    let drawings: Dictionary = outlines.into_iter().map(|(name, outline)| (name, Object::Reference(outline))).collect();
    objects.extend(&drawings);
    let mut states = if info.kind == Kind::Print { draw::overprint_states() } else { Dictionary::new() };
    for (name, state) in opacities.into_iter().map(draw::opacity_state) {
        states.set(name, state);
    }
    let within = dictionary! { "Font" => Object::Reference(font_names), "XObject" => drawings };
    if !unions.is_empty() {
        objects.extend(&union::embed(document, unions, &within));
    }
    let mut resources = dictionary! { "Font" => Object::Reference(font_names), "XObject" => objects };
    if !states.is_empty() {
        resources.set("ExtGState", states);
    }
    if info.has_marks() {
        resources.set("ColorSpace", dictionary! { marks::ALL_PLATES => marks::all_plates() });
    }
    document.add_object(resources)
}

/// Writes page objects; pages of one size share their crop marks.
struct SheetWriter<'a> {
    info: &'a Info,
    tree: ObjectId,
    resources: ObjectId,
    marks: BTreeMap<(Length, Length), ObjectId>,
}

impl SheetWriter<'_> {
    /// A page with its content, or a blank one.
    fn page(&mut self, size: Size, content: Option<Stream>, document: &mut Document) -> Dictionary {
        let sheet = Sheet::new(size, self.info);
        let mut page = dictionary! { "Type" => "Page", "Parent" => Object::Reference(self.tree) };
        sheet.set_boxes(&mut page);
        page.set("Resources", Object::Reference(self.resources));
        let mut contents: Vec<Object> = Vec::with_capacity(2);
        if self.info.has_marks() {
            let bleed = self.info.bleed;
            let known = self.marks.entry((size.width, size.height));
            contents.push(Object::Reference(*known.or_insert_with(|| document.add_object(marks::draw(&sheet, bleed)))));
        }
        contents.extend(content.map(|stream| Object::Reference(document.add_object(stream))));
        match contents.len() {
            0 => {}
            1 => page.set("Contents", contents.remove(0)),
            _ => page.set("Contents", contents),
        }
        page
    }
}

/// Metadata, language, page labels and how the file is shown.
fn describe(document: &mut Document, catalog: &mut Dictionary, pages: &Pages, info: &Info) {
    let xmp = document.add_object(metadata::xmp(info));
    catalog.set("Metadata", Object::Reference(xmp));
    catalog.set("Lang", Object::string_literal(info.lang.as_str()));
    let labels = trees::numbers(document, labels::ranges(&pages.frames, info.blanks()));
    catalog.set("PageLabels", Object::Reference(labels));
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if info.direction.is_rtl() {
        preferences.set("Direction", "R2L");
    }
    catalog.set("ViewerPreferences", preferences);
    let has_spreads = info.kind == Kind::Print && pages.frames.len() > 1;
    catalog.set("PageLayout", if has_spreads { "TwoPageRight" } else { "SinglePage" });
}

/// Completes the trailer and writes the file.
fn write(mut document: Document, root: ObjectId, info: &Info) -> Result<Vec<u8>, Error> {
    let information = document.add_object(metadata::information(info));
    document.trailer.set("Root", Object::Reference(root));
    document.trailer.set("Info", Object::Reference(information));
    save(document).map_err(Error::Write)
}
