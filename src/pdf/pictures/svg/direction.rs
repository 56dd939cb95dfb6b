//! `direction="rtl"`: usvg does not know it, but it decides which side of a text its anchor is.

use std::ops::Range;
use usvg::roxmltree::{Document, Error, Node, ParsingOptions};

/// Rewrites the anchors of right-to-left texts: what starts at the right ends at the left.
pub(super) fn with_physical_anchors(source: &str) -> Result<String, Error> {
    if !source.contains("rtl") {
        return Ok(source.to_owned());
    }
    let document =
        Document::parse_with_options(source, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })?;
    let texts = document.descendants().filter(|node| node.has_tag_name("text") || node.has_tag_name("tspan"));
    let mut edits: Vec<(Range<usize>, String)> = texts.filter_map(edit).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(source.len() + edits.len() * 24);
    let mut at = 0;
    for (range, replacement) in edits {
        out.push_str(source.get(at..range.start).unwrap_or_default());
        out.push_str(&replacement);
        at = range.end;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    Ok(out)
}

/// The edit that gives a right-to-left text its physical anchor.
fn edit(node: Node<'_, '_>) -> Option<(Range<usize>, String)> {
    if inherited(node, "direction") != Some("rtl") {
        return None;
    }
    let own = node.attribute_node("text-anchor");
    if own.is_none() && !node.has_tag_name("text") {
        return None;
    }
    let anchor = match inherited(node, "text-anchor") {
        None | Some("start") => "end",
        Some("end") => "start",
        Some(_) => return None,
    };
    match own {
        Some(own) => Some((own.range(), format!("text-anchor=\"{anchor}\""))),
        None => {
            let start = node.range().start + 1 + node.tag_name().name().len();
            Some((start..start, format!(" text-anchor=\"{anchor}\"")))
        }
    }
}

/// The nearest value of a property, from the style or the attribute of an element or of one around it.
fn inherited<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.ancestors().find_map(|node| styled(node, name).or_else(|| node.attribute(name).map(str::trim)))
}

fn styled<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut declarations = node.attribute("style")?.rsplit(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_starts_at_the_right_ends_at_the_left() {
        let source = r#"<svg direction="rtl"><text x="9">أ</text><text text-anchor="end">ب</text><text text-anchor="middle"/></svg>"#;
        let expected = r#"<svg direction="rtl"><text text-anchor="end" x="9">أ</text><text text-anchor="start">ب</text><text text-anchor="middle"/></svg>"#;
        assert_eq!(with_physical_anchors(source).expect("well-formed"), expected);
    }

    #[test]
    fn left_to_right_texts_stay_as_they_are() {
        let source = r#"<svg><text>a</text><g style="direction: rtl"/></svg>"#;
        assert_eq!(with_physical_anchors(source).expect("well-formed"), source);
    }
}
