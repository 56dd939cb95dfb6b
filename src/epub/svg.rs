//! Drawings made fit for a book: no scripts, nothing fetched from elsewhere, nothing that only an editor needs.
//!
//! The file is not written anew: what may not be there is cut out of its text, so that all else stays as drawn.
//! Words in a drawing are set in the reader's own fonts, for pictures cannot reach the fonts of the book.

use std::ops::Range;
use usvg::roxmltree::{Attribute, Document, Node, ParsingOptions};

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A drawing that a book may hold.
#[derive(Debug)]
pub(super) struct Drawing {
    /// The whole file.
    pub(super) text: String,
    /// What was cut that can be missed: scripts and references to other files.
    pub(super) removed: Vec<String>,
    /// It moves.
    pub(super) animated: bool,
}

/// Reads and cleans a drawing; the error says what is wrong with the file.
pub(super) fn clean(bytes: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{FEFF}');
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err("it is not an SVG drawing".to_owned());
    }
    let mut cuts = Cuts::default();
    for node in root.descendants() {
        cuts.node(&node);
    }
    let kept = cuts.apply(text, root.range());
    let cleaned = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{kept}\n");
    Document::parse(&cleaned).map_err(|error| error.to_string())?;
    Ok(Drawing { text: cleaned, removed: cuts.removed, animated: cuts.animated })
}

/// The stretches to leave out.
#[derive(Default)]
struct Cuts {
    ranges: Vec<Range<usize>>,
    removed: Vec<String>,
    animated: bool,
}

impl Cuts {
    fn node(&mut self, node: &Node<'_, '_>) {
        if node.is_comment() || node.is_pi() {
            self.ranges.push(node.range());
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        let foreign = node.tag_name().namespace() != Some(SVG);
        self.animated |= name.starts_with("animate") || name == "set";
        if matches!(name, "script" | "foreignObject" | "iframe" | "audio" | "video") {
            self.remove(node.range(), format!("<{name}>"));
        } else if foreign || name == "metadata" {
            self.ranges.push(node.range());
        } else if name == "style" && !style_is_safe(node.text().unwrap_or_default()) {
            self.remove(node.range(), "a style sheet that fetches other files".to_owned());
        } else {
            node.attributes().for_each(|attribute| self.attribute(name, &attribute));
        }
    }

    fn attribute(&mut self, element: &str, attribute: &Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        if name == "href" {
            let inside = value.starts_with('#') || value.starts_with("data:image/");
            let link = element == "a" && (value.starts_with("https://") || value.starts_with("http://"));
            if !inside && !link {
                self.remove(attribute.range(), format!("a reference to `{value}`"));
            }
        } else if name.len() > 2 && name.to_ascii_lowercase().starts_with("on") {
            self.remove(attribute.range(), format!("the script `{name}`"));
        } else if !style_is_safe(value) {
            self.remove(attribute.range(), format!("`{name}`, which refers to another file"));
        } else if attribute.namespace().is_some_and(|namespace| namespace != XLINK && namespace != XML) {
            self.ranges.push(attribute.range());
        }
    }

    fn remove(&mut self, range: Range<usize>, what: String) {
        self.ranges.push(range);
        self.removed.push(what);
    }

    /// `whole` of `text` without the stretches; one inside another counts once.
    fn apply(&mut self, text: &str, whole: Range<usize>) -> String {
        self.ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut out = String::new();
        let mut at = whole.start;
        for cut in &self.ranges {
            if cut.start >= at && cut.end <= whole.end {
                out.push_str(&text[at..cut.start]);
                at = cut.end;
            }
        }
        out.push_str(&text[at..whole.end]);
        out
    }
}

/// Whether CSS refers to nothing outside the file.
fn style_is_safe(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    let inside = |part: &str| part.trim_start_matches([' ', '"', '\'']).starts_with(['#', 'd']);
    !lower.contains("@import")
        && lower.split("url(").skip(1).all(|part| inside(part) && !part.starts_with("d") || part.starts_with("data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_foreign_references_are_cut_and_named() {
        let source = r##"<?xml version="1.0"?><!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ed="urn:editor" ed:tool="x" onload="go()" viewBox="0 0 9 9">
<script>go()</script><metadata><x xmlns="urn:x"/></metadata><ed:view/>
<image xlink:href="https://example.org/a.png"/><use xlink:href="#a"/><rect id="a" fill="url(#g)" style="fill:url(http://example.org)"/>
<text>مرحبا</text></svg>"##;
        let drawing = clean(source.as_bytes()).expect("a drawing");
        for gone in ["script", "onload", "example.org", "ed:", "metadata", "made by hand"] {
            assert!(!drawing.text.replace("xmlns:ed", "").contains(gone), "{gone} in {}", drawing.text);
        }
        for kept in ["مرحبا", "xlink:href=\"#a\"", "fill=\"url(#g)\"", "viewBox"] {
            assert!(drawing.text.contains(kept), "{kept} not in {}", drawing.text);
        }
        assert_eq!(drawing.removed.len(), 4);
        assert!(!drawing.animated);
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        for wrong in [&b"\xFF\xFE<svg"[..], b"<html/>", b"<svg xmlns='http://www.w3.org/2000/svg'>", b""] {
            assert!(clean(wrong).is_err());
        }
    }
}
