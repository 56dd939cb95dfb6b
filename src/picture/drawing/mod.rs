//! A drawing as a book can hold it: the same for pages and e-books.
//!
//! In: an SVG file in any form in which programs write it. Out: SVG in UTF-8 without entities, style sheets, scripts,
//! references to other files or words in HTML, every id sound and unique. Steps: its text, unpacked and decoded
//! (`text`); its size once all references are followed, before anything is drawn (`weigh`); its styles, with variables
//! (`styles`); then it is written anew (`write`), with its ids (`ids`), labels in HTML as texts (`labels`) and the
//! pictures in it opened like all others (`embedded`). At last usvg measures it.

mod embedded;
mod ids;
mod labels;
mod styles;
mod text;
mod weigh;
mod write;

use super::{Facts, Fault, Format, Orientation};
use crate::units::{Length, Size};
use std::sync::Arc;
use usvg::roxmltree::{Document, Node, ParsingOptions};

/// The namespace of SVG.
pub const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Elements, words and comments of one file.
const MOST_NODES: u32 = 1_000_000;

/// Drawings within drawings nest at most this deep.
const DEEPEST: usize = 3;

/// Longest and shortest side of a drawing in its own units, pixels.
const SIDES: std::ops::RangeInclusive<f64> = 0.01..=100_000.0;

/// A drawing that was made fit.
struct Made {
    text: String,
    moves: bool,
    left_out: Vec<String>,
}

/// Makes a drawing fit for a book and measures it.
pub(super) fn look(bytes: &[u8]) -> Result<Facts, Fault> {
    let Made { text, moves, left_out } = made(bytes, 0)?;
    let size = measured(&text)?;
    Ok(Facts {
        format: Format::Svg,
        size: Size { width: size.0, height: size.1 },
        pixels: None,
        orientation: Orientation::default(),
        moves,
        drawing: Some(Arc::from(text)),
        left_out,
    })
}

/// A drawing that lies so many drawings deep in others.
fn made(bytes: &[u8], level: usize) -> Result<Made, Fault> {
    if level > DEEPEST {
        return Err(Fault::TooLarge(format!("drawings in it are nested more than {DEEPEST} deep")));
    }
    let broken = |error: usvg::roxmltree::Error| Fault::Broken(error.to_string());
    let source = text::decode(bytes)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&source, options).map_err(broken)?;
    if !is_element(&document.root_element(), "svg") {
        return Err(Fault::Broken("it is not an SVG drawing".into()));
    }
    sides(&document)?;
    let sheets = styles::sheets(&document);
    let styles = styles::Styles::read(&sheets);
    weigh::weigh(&document, &styles)?;
    write::write(&document, &styles, level)
}

/// An element of SVG; some programs forget to say that it is one.
fn is_svg(node: &Node<'_, '_>) -> bool {
    node.is_element() && node.tag_name().namespace().is_none_or(|namespace| namespace == SVG)
}

fn is_element(node: &Node<'_, '_>, name: &str) -> bool {
    is_svg(node) && node.tag_name().name() == name
}

/// What an element refers to.
fn href<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href"))).map(str::trim)
}

/// A number of pixels; none where it is of another unit.
fn pixels(text: &str) -> Option<f64> {
    let text = text.trim();
    text.strip_suffix("px").unwrap_or(text).trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Refuses a size that says nothing.
fn sides(document: &Document<'_>) -> Result<(), Fault> {
    let root = document.root_element();
    let own = ["width", "height"].into_iter().filter_map(|name| root.attribute(name).and_then(pixels));
    let view = root.attribute("viewBox").unwrap_or_default().split([' ', ',', '\n', '\t']);
    let view = view.filter(|number| !number.is_empty()).skip(2).filter_map(pixels);
    match own.chain(view).find(|side| *side != 0.0 && !SIDES.contains(side)) {
        Some(side) => Err(Fault::TooLarge(format!("no drawing has a side of {side:e} pixels"))),
        None => Ok(()),
    }
}

/// Width and height on paper.
fn measured(text: &str) -> Result<(Length, Length), Fault> {
    // As nested: pictures that it names outside itself are not opened.
    let tree = usvg::Tree::from_data_nested(text.as_bytes(), &usvg::Options::default())
        .map_err(|error| Fault::Broken(error.to_string()))?;
    // A unit of SVG is a pixel at 96 to the inch.
    let points = |units: f32| Length::from_pt(f64::from(units).clamp(0.01, 20_000.0) * 0.75);
    Ok((points(tree.size().width()), points(tree.size().height())))
}
