//! The document as printpdf makes it: the catalogue, the tree of pages, their sizes, and the graphics states and drawn
//! letters that pages name.
//!
//! In: the sheets, and what is drawn on them by name. Out: a document with the places that the finishing pass completes.
//!
//! What pages show is not among it: printpdf keeps each operation as an object of its own, and sets words from right to
//! left in one piece. `content` writes that, in less time and memory, and each page's stream is put where printpdf left an
//! empty one. Nor are fonts and pictures: it embeds fonts whole, with one text a glyph, and packs pictures anew.

use super::Error;
use super::geometry::Sheet;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId, ExternalStream, ExternalXObject, PdfDocument, PdfPage,
    PdfSaveOptions, Pt, Rect, XObject, XObjectId,
};
use std::collections::BTreeMap;

/// What all pages name.
#[derive(Default)]
pub(super) struct Named {
    /// Graphics states.
    pub(super) states: BTreeMap<String, ExtendedGraphicsState>,
    /// Drawn letters.
    pub(super) drawings: BTreeMap<String, Stream>,
}

/// A document that is still to be completed.
pub(super) struct Skeleton {
    pub(super) document: Document,
    /// The catalogue, without which the document is none.
    pub(super) root: ObjectId,
    pub(super) catalog: Dictionary,
    pub(super) pages: Vec<BarePage>,
    /// What pages draw with.
    pub(super) resources: Dictionary,
}

/// A page without content.
pub(super) struct BarePage {
    pub(super) id: ObjectId,
    pub(super) dictionary: Dictionary,
    /// Its stream, empty as yet.
    pub(super) contents: ObjectId,
}

/// Makes the document.
///
/// # Errors
/// printpdf made another than was asked for.
pub(super) fn make(sheets: &[Sheet], named: Named) -> Result<Skeleton, Error> {
    let mut document = PdfDocument::new("");
    document.pages = sheets.iter().map(page).collect();
    let states = named.states.into_iter().map(|(name, state)| (ExtendedGraphicsStateId(name), state));
    document.resources.extgstates.map.extend(states);
    let drawings = named.drawings.into_iter().map(|(name, drawing)| (XObjectId(name), external(drawing)));
    document.resources.xobjects.map.extend(drawings);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let written = document.to_lopdf_document(&options, &mut Vec::new());
    taken_apart(written).filter(|skeleton| skeleton.pages.len() == sheets.len()).ok_or(Error::Pages)
}

fn page(sheet: &Sheet) -> PdfPage {
    let [width, height] = sheet.media();
    let whole = Rect::from_wh(Pt(width), Pt(height));
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: Vec::new() }
}

/// A stream that is embedded as it is.
fn external(stream: Stream) -> XObject {
    let entries = stream.dict.iter();
    let entries = entries.map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), DictItem::from_lopdf(value)));
    let stream = ExternalStream { dict: entries.collect(), content: stream.content, compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// Finds the parts that are still to be completed.
fn taken_apart(mut document: Document) -> Option<Skeleton> {
    let root = document.trailer.get(b"Root").ok()?.as_reference().ok()?;
    let catalog = document.get_dictionary(root).ok()?.clone();
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut pages = Vec::with_capacity(ids.len());
    let mut resources = Dictionary::new();
    for id in ids {
        let mut dictionary = document.get_dictionary(id).ok()?.clone();
        let contents = dictionary.get(b"Contents").ok()?.as_reference().ok()?;
        // Each page has resources of its own, all alike: one will do.
        let own = dictionary.get(b"Resources").ok()?.as_reference().ok()?;
        if let Some(Object::Dictionary(own)) = document.objects.remove(&own) {
            resources = own;
        }
        // The finishing pass knows better.
        for key in [&b"Resources"[..], b"TrimBox", b"CropBox", b"Annots"] {
            dictionary.remove(key);
        }
        pages.push(BarePage { id, dictionary, contents });
    }
    Some(Skeleton { document, root, catalog, pages, resources })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::tests::sample::info;
    use crate::units::{Length, Size};

    #[test]
    fn every_page_has_its_size_and_an_empty_stream() {
        let sizes = [(100.0, 200.0), (595.276, 841.89)];
        let size = |(width, height)| Size { width: Length::from_pt(width), height: Length::from_pt(height) };
        let sheets = sizes.map(|sides| Sheet::new(size(sides), 0, &info(None, "en")));
        let drawing = Stream::new(lopdf::dictionary! { "Subtype" => "Form" }, b"f".to_vec());
        let drawings = BTreeMap::from([("G1".to_owned(), drawing)]);
        let skeleton = make(&sheets, Named { states: BTreeMap::new(), drawings }).expect("a document");
        for (page, (width, height)) in skeleton.pages.iter().zip(sizes) {
            let media = page.dictionary.get(b"MediaBox").and_then(Object::as_array).expect("a size");
            let expected = [0.0, 0.0, width as f32, height as f32].map(Object::Real);
            assert_eq!(media, &expected.to_vec());
            let stream = skeleton.document.get_object(page.contents).and_then(Object::as_stream).expect("a stream");
            assert!(stream.content.is_empty());
        }
        let (_, named) =
            skeleton.document.dereference(skeleton.resources.get(b"XObject").expect("names")).expect("a dictionary");
        assert!(named.as_dict().is_ok_and(|named| named.has(b"G1")));
    }
}
