//! How small letters are: the sizes in which a page's content sets text (ISO 32000-1 9.4.4).

use super::page::{self, Page, entry, number};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

/// Contents longer than this many bytes are drawings; their letters are not looked for.
const MOST_BYTES: usize = 32 << 20;
/// Forms within forms that are looked into.
const MOST_LEVELS: usize = 8;
/// Operators looked at in all pages together: forms that show each other many times would never end.
const MOST_OPERATORS: usize = 50_000_000;
/// Sizes below this, in points, are nothing to read but a trick.
const LEAST_PT: f64 = 0.5;
/// The rendering mode of letters that cannot be seen, such as those below a scan.
const INVISIBLE: i64 = 3;

/// The size in points of each page's smallest letters; `None` where it has none.
pub(super) fn smallest(document: &Document, pages: &[Page]) -> Vec<Option<f64>> {
    let mut left = MOST_OPERATORS;
    pages
        .iter()
        .map(|page| {
            let resources = document.dereference(&page.resources).ok().and_then(|(_, object)| object.as_dict().ok());
            let mut eye = Eye { document, smallest: None, left };
            eye.look(&page.content, resources, page.matrix, 0);
            left = eye.left;
            eye.smallest
        })
        .collect()
}

/// What of the graphics state says how large letters are.
#[derive(Copy, Clone)]
struct State {
    matrix: [f64; 6],
    size: f64,
    /// Whether letters of the font are measured by its size, and seen.
    is_outline: bool,
    mode: i64,
}

struct Eye<'a> {
    document: &'a Document,
    smallest: Option<f64>,
    left: usize,
}

impl<'a> Eye<'a> {
    /// Looks through a content that is drawn with `matrix`.
    fn look(&mut self, content: &[u8], resources: Option<&'a Dictionary>, matrix: [f64; 6], level: usize) {
        if content.len() > MOST_BYTES {
            return;
        }
        let Ok(content) = Content::decode(content) else { return };
        let mut state = State { matrix, size: 0.0, is_outline: false, mode: 0 };
        let mut text = IDENTITY;
        let mut saved = Vec::new();
        for operation in &content.operations {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            match operation.operator.as_str() {
                "q" => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.matrix = matrix_of(operation).map_or(state.matrix, |own| times(own, state.matrix)),
                "BT" => text = IDENTITY,
                "Tm" => text = matrix_of(operation).unwrap_or(text),
                "Tf" => self.choose(operation, resources, &mut state),
                "Tr" => state.mode = operation.operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0),
                "Tj" | "TJ" | "'" | "\"" => self.measure(&state, text),
                "Do" => self.enter(operation, resources, state.matrix, level),
                _ => {}
            }
        }
    }

    fn resource(&self, operation: &Operation, resources: Option<&'a Dictionary>, kind: &[u8]) -> Option<&'a Object> {
        let name = operation.operands.first()?.as_name().ok()?;
        entry(self.document, entry(self.document, resources?, kind)?.as_dict().ok()?, name)
    }

    fn choose(&self, operation: &Operation, resources: Option<&'a Dictionary>, state: &mut State) {
        state.size = operation.operands.get(1).and_then(number).unwrap_or(0.0).abs();
        let font = self.resource(operation, resources, b"Font").and_then(|font| font.as_dict().ok());
        let kind = font.and_then(|font| entry(self.document, font, b"Subtype")?.as_name().ok());
        // Drawn letters have a measure of their own.
        state.is_outline = kind != Some(b"Type3");
    }

    fn measure(&mut self, state: &State, text: [f64; 6]) {
        let [_, _, c, d, ..] = times(text, state.matrix);
        let size = state.size * c.hypot(d);
        if state.is_outline && state.mode != INVISIBLE && size.is_finite() && size >= LEAST_PT {
            self.smallest = Some(self.smallest.map_or(size, |smallest| smallest.min(size)));
        }
    }

    fn enter(&mut self, operation: &Operation, resources: Option<&'a Dictionary>, matrix: [f64; 6], level: usize) {
        let form = self.resource(operation, resources, b"XObject").and_then(|form| form.as_stream().ok());
        let is_form = |kind: &Object| kind.as_name().is_ok_and(|kind| kind == b"Form");
        let Some(form) = form.filter(|form| entry(self.document, &form.dict, b"Subtype").is_some_and(is_form)) else {
            return;
        };
        let Ok(content) = form.decompressed_content_with_limit(MOST_BYTES) else { return };
        if level >= MOST_LEVELS {
            return;
        }
        let own = entry(self.document, &form.dict, b"Matrix").and_then(|own| numbers(own.as_array().ok()?));
        let own_resources = entry(self.document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
        self.look(&content, own_resources.or(resources), own.map_or(matrix, |own| times(own, matrix)), level + 1);
    }
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn matrix_of(operation: &Operation) -> Option<[f64; 6]> {
    numbers(&operation.operands)
}

fn numbers(objects: &[Object]) -> Option<[f64; 6]> {
    let values: Vec<f64> = objects.iter().map_while(page::number).collect();
    values.try_into().ok()
}

/// First `one`, then `other` (ISO 32000-1 8.3.4).
fn times([a, b, c, d, e, f]: [f64; 6], [g, h, i, j, k, l]: [f64; 6]) -> [f64; 6] {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(content: &str, matrix: [f64; 6]) -> Page {
        Page {
            content: content.as_bytes().to_vec(),
            resources: Object::Null,
            group: None,
            shown: [0.0, 0.0, 100.0, 100.0],
            matrix,
            size: [100.0, 100.0],
            links: 0,
            annotations: 0,
        }
    }

    #[test]
    fn sizes_are_those_that_are_seen() {
        let document = Document::with_version("1.7");
        for (content, size) in [
            ("BT /F 10 Tf (a) Tj ET", Some(10.0)),
            ("BT /F 10 Tf (a) Tj /F 7 Tf ET", Some(10.0)),
            ("q .5 0 0 .5 0 0 cm BT /F 1 Tf 12 0 0 12 0 0 Tm (a) Tj ET Q BT /F 9 Tf [(a)] TJ ET", Some(6.0)),
            ("BT /F 10 Tf 0 1 -1 0 0 0 Tm (a) Tj 3 Tr /F 2 Tf (a) Tj ET", Some(10.0)),
            ("0 0 10 10 re f", None),
        ] {
            assert_eq!(smallest(&document, &[page(content, IDENTITY)]), [size], "{content}");
        }
        let turned = page("BT /F 5 Tf (a) Tj ET", [0.0, -2.0, 2.0, 0.0, 0.0, 0.0]);
        assert_eq!(smallest(&document, &[turned]), [Some(10.0)]);
    }
}
