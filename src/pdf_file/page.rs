//! One page of the file that is read: what of it is shown, which way up, and what draws it.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Levels of the page tree that are searched for what a page inherits (ISO 32000-1 7.7.3.4).
const MOST_LEVELS: usize = 64;

/// Width and height of a page, in points, that can be meant.
const SIZES_PT: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// What draws it, unpacked.
    pub(crate) content: Vec<u8>,
    /// What it is drawn with.
    pub(crate) resources: Object,
    /// How what shines through is mixed.
    pub(crate) group: Option<Object>,
    /// Left, bottom, right and top of what is shown, in the page's own space.
    pub(crate) shown: [f64; 4],
    /// The sheet, in the page's own space.
    pub(crate) media: [f64; 4],
    /// What may bleed, and what is left after the cut, where the file says so.
    pub(crate) bleed: Option<[f64; 4]>,
    pub(crate) trim: Option<[f64; 4]>,
    /// Degrees by which it is turned to be shown.
    pub(crate) turned: i64,
    /// Brings the page's own space upright, with the bottom left corner at the origin, in points.
    pub(crate) matrix: [f64; 6],
    /// Width and height upright, in points.
    pub(crate) size: [f64; 2],
    /// How many links it has.
    pub(crate) links: usize,
    /// How many other annotations.
    pub(crate) annotations: usize,
}

/// An entry of a dictionary, whether it stands there or is referred to.
pub(crate) fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get_deref(key, document).ok().filter(|object| !object.is_null())
}

/// Reads a page whose contents unpack to at most `most` bytes.
pub(crate) fn read(document: &Document, id: ObjectId, most: usize) -> Result<Page, String> {
    let dictionary = document.get_dictionary(id).map_err(|error| error.to_string())?;
    let media = inherited(document, dictionary, b"MediaBox").and_then(|object| rectangle(document, object));
    let media = media.ok_or("it has no size")?;
    let mut shown = media;
    // A knife and a viewer would show less than the whole.
    let trim = entry(document, dictionary, b"TrimBox");
    for object in [inherited(document, dictionary, b"CropBox"), trim].into_iter().flatten() {
        shown = rectangle(document, object).and_then(|inner| common(shown, inner)).unwrap_or(shown);
    }
    let turned = inherited(document, dictionary, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
    let unit = entry(document, dictionary, b"UserUnit").and_then(number).filter(|unit| *unit > 0.0).unwrap_or(1.0);
    let (matrix, size) = upright(shown, turned, unit);
    if !size.iter().all(|side| SIZES_PT.contains(side)) {
        return Err(format!("a page of {} × {} pt is none", size[0], size[1]));
    }
    let resources = inherited_as_it_stands(document, dictionary, b"Resources");
    let (links, annotations) = annotations(document, dictionary);
    Ok(Page {
        content: content(document, dictionary, most)?,
        resources: resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        group: dictionary.get(b"Group").ok().cloned(),
        shown,
        media,
        bleed: entry(document, dictionary, b"BleedBox").and_then(|object| rectangle(document, object)),
        trim: trim.and_then(|object| rectangle(document, object)),
        turned,
        matrix,
        size,
        links,
        annotations,
    })
}

/// An entry of a page or of the nodes above it, as it stands there: maybe a reference.
fn inherited_as_it_stands(document: &Document, page: &Dictionary, key: &[u8]) -> Option<Object> {
    let mut node = page;
    for _ in 0..MOST_LEVELS {
        if entry(document, node, key).is_some() {
            return node.get(key).ok().cloned();
        }
        node = entry(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// An entry of a page or of the nodes above it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MOST_LEVELS {
        if let Some(object) = entry(document, node, key) {
            return Some(object);
        }
        node = entry(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// A number that can be reckoned with.
pub(crate) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|value| value.is_finite() && value.abs() < 1e7)
}

/// Left, bottom, right, top, whichever corners are given.
fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d] = object.as_array().ok()?.as_slice() else { return None };
    let value = |object| number(document.dereference(object).ok()?.1);
    let (a, b, c, d) = (value(a)?, value(b)?, value(c)?, value(d)?);
    let rectangle = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (rectangle[0] < rectangle[2] && rectangle[1] < rectangle[3]).then_some(rectangle)
}

/// What lies in both.
fn common(one: [f64; 4], other: [f64; 4]) -> Option<[f64; 4]> {
    let both = [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])];
    (both[0] < both[2] && both[1] < both[3]).then_some(both)
}

/// The matrix that turns what is shown clockwise by so many degrees, and its size then.
fn upright([left, bottom, right, top]: [f64; 4], degrees: i64, unit: f64) -> ([f64; 6], [f64; 2]) {
    let (width, height) = ((right - left) * unit, (top - bottom) * unit);
    match degrees.rem_euclid(360) / 90 {
        0 => ([unit, 0.0, 0.0, unit, -left * unit, -bottom * unit], [width, height]),
        1 => ([0.0, -unit, unit, 0.0, -bottom * unit, right * unit], [height, width]),
        2 => ([-unit, 0.0, 0.0, -unit, right * unit, top * unit], [width, height]),
        _ => ([0.0, unit, -unit, 0.0, top * unit, -left * unit], [height, width]),
    }
}

/// The contents of a page, unpacked and joined: a word may not run from one stream into the next (ISO 32000-1 7.8.2).
fn content(document: &Document, page: &Dictionary, most: usize) -> Result<Vec<u8>, String> {
    let mut content = Vec::new();
    let parts: Vec<&Object> = match entry(document, page, b"Contents") {
        None => Vec::new(),
        Some(Object::Array(parts)) => parts.iter().collect(),
        Some(one) => vec![one],
    };
    for part in parts {
        let (_, object) = document.dereference(part).map_err(|error| error.to_string())?;
        if object.is_null() {
            continue;
        }
        let stream = object.as_stream().map_err(|error| error.to_string())?;
        let left = most.saturating_sub(content.len());
        content.extend(stream.decompressed_content_with_limit(left).map_err(|error| error.to_string())?);
        content.push(b'\n');
    }
    Ok(content)
}

/// How many links a page has, and how many other annotations. Windows that open on a click print nothing.
fn annotations(document: &Document, page: &Dictionary) -> (usize, usize) {
    let (mut links, mut others) = (0, 0);
    let list = entry(document, page, b"Annots").and_then(|object| object.as_array().ok());
    for object in list.into_iter().flatten() {
        let annotation = document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok());
        match annotation.and_then(|annotation| entry(document, annotation, b"Subtype")?.as_name().ok()) {
            Some(b"Link") => links += 1,
            Some(b"Popup") | None => {}
            Some(_) => others += 1,
        }
    }
    (links, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_come_to_their_places() {
        let shown = [10.0, 20.0, 110.0, 320.0];
        for (degrees, size, origin) in [
            (0, [100.0, 300.0], [10.0, 20.0]),
            (90, [300.0, 100.0], [110.0, 20.0]),
            (-180, [100.0, 300.0], [110.0, 320.0]),
            (270, [300.0, 100.0], [10.0, 320.0]),
        ] {
            let ([a, b, c, d, e, f], upright) = upright(shown, degrees, 2.0);
            assert_eq!(upright, size.map(|side| side * 2.0), "{degrees}");
            let [x, y] = origin;
            assert_eq!([a * x + c * y + e, b * x + d * y + f], [0.0, 0.0], "{degrees}: the bottom left corner");
        }
    }

    #[test]
    fn boxes_that_miss_each_other_have_nothing_in_common() {
        assert_eq!(common([0.0, 0.0, 10.0, 10.0], [5.0, -5.0, 20.0, 5.0]), Some([5.0, 0.0, 10.0, 5.0]));
        assert_eq!(common([0.0, 0.0, 10.0, 10.0], [10.0, 0.0, 20.0, 10.0]), None);
    }
}
