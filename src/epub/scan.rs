//! What the manifest must say of a file, found by looking into the file (EPUB 3.3, appendix D.6).

use crate::picture::SVG;
use usvg::roxmltree::{Document, Node, ParsingOptions};

/// The namespace of MathML.
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// The manifest properties of an XHTML or SVG file, in their fixed order. The error is a fault in the XML.
pub(super) fn properties(text: &str) -> Result<Vec<&'static str>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    let drawing = root.tag_name().namespace() == Some(SVG);
    let found = |test: &dyn Fn(&Node<'_, '_>) -> bool| root.descendants().any(|node| node.is_element() && test(&node));
    let mut properties = Vec::new();
    if found(&|node| node.tag_name().namespace() == Some(MATHML)) {
        properties.push("mathml");
    }
    if found(&is_remote) {
        properties.push("remote-resources");
    }
    if found(&is_scripted) {
        properties.push("scripted");
    }
    if !drawing && found(&|node| node.tag_name().namespace() == Some(SVG)) {
        properties.push("svg");
    }
    Ok(properties)
}

fn is_scripted(node: &Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "script" | "form")
        || node.attributes().any(|attribute| attribute.name().starts_with("on"))
}

fn is_remote(node: &Node<'_, '_>) -> bool {
    node.tag_name().name() != "a"
        && node.attributes().any(|attribute| {
            matches!(attribute.name(), "src" | "href" | "data" | "poster") && attribute.value().contains("://")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_what_a_file_holds() {
        let page = |body: &str| {
            format!("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{body}</body></html>")
        };
        let of = |body: &str| properties(&page(body)).expect("XML");
        assert!(of("<p><a href=\"https://example.org\">x</a><img src=\"a.svg\" alt=\"\"/></p>").is_empty());
        assert_eq!(of("<img src=\"https://example.org/a.png\"/>"), ["remote-resources"]);
        assert_eq!(of("<svg xmlns=\"http://www.w3.org/2000/svg\"/><p onclick=\"x()\"/>"), ["scripted", "svg"]);
        assert!(properties("<p>").is_err());
    }
}
