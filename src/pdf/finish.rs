//! The finishing pass: puts the drawn pages into printpdf's document, and adds all that printpdf does not write.

use super::document::{self, BarePage, Named, Skeleton};
use super::fonts::Fonts;
use super::geometry::Sheet;
use super::page::Drawn;
use super::pictures::Pictures;
use super::roles::Roles;
use super::save::save;
use super::tags::Tree;
use super::union::Union;
use super::{Error, Info, Palette, draw, labels, links, marks, metadata, outline, srgb, trees, union};
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
    let (streams, owners, unions) = parted(drawn);
    let blanks = pages.frames.last().into_iter().flat_map(|last| vec![last.size; info.blanks()]);
    let sizes: Vec<Size> = pages.frames.iter().map(|frame| frame.size).chain(blanks).collect();
    let sheets: Vec<Sheet> = sizes.iter().enumerate().map(|(at, size)| Sheet::new(*size, at, info)).collect();
    let Skeleton { mut document, root, mut catalog, pages: bare, resources } =
        document::make(&sheets, named(&pages.frames, fonts, info))?;
    document.version = info.version().to_owned();
    document.reference_table.cross_reference_type =
        if info.version() < "1.5" { XrefType::CrossReferenceTable } else { XrefType::CrossReferenceStream };
    let ids: Vec<ObjectId> = bare.iter().map(|page| page.id).collect();

    let mut annotations = Vec::new();
    if let Some(roles) = roles {
        annotations = make_accessible(&mut document, &mut catalog, pages, info, &owners, (roles, &ids));
    }
    if info.exchange().is_some() {
        let intent = info.palette.press().output_intent(&mut document);
        catalog.set("OutputIntents", vec![intent]);
    }
    let transparent: Vec<bool> = pages.frames.iter().map(|frame| is_transparent(frame, &pictures)).collect();
    let font_names = fonts.embed(&mut document)?;
    let resources = complete(&mut document, resources, fonts, (font_names, unions), pictures, info);
    let mut writer = PageWriter { info, resources, marks: BTreeMap::new() };
    let mut streams = streams.into_iter();
    for (number, (page, sheet)) in bare.into_iter().zip(&sheets).enumerate() {
        let (id, mut object) = (page.id, writer.page(page, sheet, streams.next(), &mut document));
        if transparent.get(number) == Some(&true) {
            object.set("Group", group(&info.palette));
        }
        if roles.is_some() {
            object.set("StructParents", number as i64);
            object.set("Tabs", "S");
        }
        if let Some(links) = annotations.get(number).filter(|links| !links.is_empty()) {
            object.set("Annots", links.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
        }
        document.set_object(id, object);
    }
    describe(&mut document, &mut catalog, pages, info);
    document.set_object(root, catalog);
    write(document, info)
}

/// The graphics states and drawn letters that pages name.
fn named(frames: &[Frame], fonts: &Fonts<'_>, info: &Info) -> Named {
    let overprint = info.palette.overprints().then(draw::overprint_states);
    let opacities = opacities(frames).into_iter().map(draw::opacity_state);
    Named { states: overprint.into_iter().flatten().chain(opacities).collect(), drawings: fonts.drawings().collect() }
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
    for (number, frame) in pages.frames.iter().enumerate() {
        let sheet = Sheet::new(frame.size, number, info);
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
fn group(palette: &Palette) -> Dictionary {
    dictionary! { "S" => "Transparency", "CS" => palette.device() }
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

/// Completes what every page draws with: fonts, pictures, and letters that are painted as one.
fn complete(
    document: &mut Document,
    mut resources: Dictionary,
    fonts: &Fonts<'_>,
    (font_names, unions): (Dictionary, Vec<Union>),
    pictures: Pictures,
    info: &Info,
) -> ObjectId {
    let font_names = fill(document, &mut resources, "Font", font_names);
    let drawings = resources.get_deref(b"XObject", document).and_then(Object::as_dict).cloned().unwrap_or_default();
    let outlines = drawings
        .iter()
        .filter_map(|(name, drawing)| Some((String::from_utf8_lossy(name).into_owned(), drawing.as_reference().ok()?)));
    let outlines: Vec<(String, ObjectId)> = outlines.collect();
    let mut objects = pictures.embed(document, fonts, font_names, &outlines);
    objects.extend(&drawings);
    if !unions.is_empty() {
        let within = dictionary! { "Font" => Object::Reference(font_names), "XObject" => drawings };
        objects.extend(&union::embed(document, unions, &within));
    }
    fill(document, &mut resources, "XObject", objects);
    if info.has_marks() {
        resources.set("ColorSpace", dictionary! { marks::ALL_PLATES => marks::all_plates() });
    }
    document.add_object(resources)
}

/// Puts names where printpdf keeps those of this kind.
fn fill(document: &mut Document, resources: &mut Dictionary, kind: &str, names: Dictionary) -> ObjectId {
    let place = resources.get(kind.as_bytes()).and_then(Object::as_reference).ok();
    let place = place.unwrap_or_else(|| document.new_object_id());
    document.set_object(place, names);
    resources.set(kind, Object::Reference(place));
    place
}

/// Completes pages; those of one size share their crop marks.
struct PageWriter<'a> {
    info: &'a Info,
    resources: ObjectId,
    marks: BTreeMap<(Length, Length, [Length; 4]), ObjectId>,
}

impl PageWriter<'_> {
    /// A page with its content, or a blank one.
    fn page(&mut self, page: BarePage, sheet: &Sheet, content: Option<Stream>, document: &mut Document) -> Dictionary {
        let BarePage { mut dictionary, contents, .. } = page;
        sheet.set_boxes(&mut dictionary);
        dictionary.set("Resources", Object::Reference(self.resources));
        document.set_object(contents, content.unwrap_or_else(|| Stream::new(Dictionary::new(), Vec::new())));
        if self.info.has_marks() {
            let size = sheet.size();
            let known = self.marks.entry((size.width, size.height, sheet.bleed()));
            let marks = *known.or_insert_with(|| document.add_object(marks::draw(sheet)));
            dictionary.set("Contents", vec![Object::Reference(marks), Object::Reference(contents)]);
        }
        dictionary
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
    } else if info.lang.direction().is_rtl() {
        // Its pages are turned round: the language alone would say otherwise.
        preferences.set("Direction", "L2R");
    }
    catalog.set("ViewerPreferences", preferences);
    let has_spreads = !info.has_tags() && pages.frames.len() > 1;
    catalog.set("PageLayout", if has_spreads { "TwoPageRight" } else { "SinglePage" });
}

/// Completes the trailer and writes the file.
fn write(mut document: Document, info: &Info) -> Result<Vec<u8>, Error> {
    let information = document.add_object(metadata::information(info));
    let made = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    document.trailer.set("Info", Object::Reference(information));
    made.and_then(|made| document.objects.remove(&made));
    save(document).map_err(Error::Write)
}
