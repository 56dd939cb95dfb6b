//! What the families of a house style lack.

use super::choose::nearest_face;
use super::{Families, Font, Script, builtin};
use crate::diagnostics::{Diagnostic, Diagnostics, Span, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reports families that are nowhere, each once.
pub(super) fn unknown(
    families: &Families,
    places: &BTreeMap<String, Span>,
    fonts: &[Arc<Font>],
    diagnostics: &mut Diagnostics,
) {
    let named: BTreeSet<&String> = families.values().flat_map(BTreeMap::values).flatten().collect();
    for family in named {
        if fonts.iter().any(|font| font.is_called(family)) {
            continue;
        }
        let help = match nearest(family, fonts.iter().map(|font| font.family.as_str())) {
            Some(name) => format!("did you mean “{name}”?"),
            None => "put its font files into the project's folder `fonts`".to_owned(),
        };
        let message = format!("the house style names the font family “{family}”, which is not there");
        let mut finding = Diagnostic::error("unknown-font", message).help(help);
        finding.span = places.get(family).copied();
        diagnostics.push(finding);
    }
}

/// Reports families of the project that come first for text or headings and have no bold or no italic face: words that are
/// to stand out would not.
pub(super) fn incomplete(
    families: &Families,
    places: &BTreeMap<String, Span>,
    fonts: &[Arc<Font>],
    diagnostics: &mut Diagnostics,
) {
    let of_role = |role: &str| families.get(role).into_iter().flatten();
    let mut first: BTreeMap<&String, bool> = BTreeMap::new();
    for (script, list) in of_role("text").chain(of_role("heading")) {
        let has_italic = Script::of(script) == Script::LATIN;
        if let Some(family) = list.first() {
            *first.entry(family).or_default() |=
                has_italic && of_role("text").any(|(_, list)| list.first() == Some(family));
        }
    }
    for (family, has_italic) in first {
        let faces: Vec<&Arc<Font>> = fonts.iter().filter(|font| font.is_called(family)).collect();
        if faces.is_empty() || faces.iter().any(|font| builtin::fonts().iter().any(|own| Arc::ptr_eq(own, font))) {
            continue;
        }
        let face = |bold, italic| nearest_face(fonts, family, bold, italic);
        let lacks_bold = face(true, false) == face(false, false);
        let lacks_italic = has_italic && faces.iter().all(|font| !font.italic);
        let what = match (lacks_bold, lacks_italic) {
            (true, true) => "neither a bold nor an italic face: words that are to stand out look like the others",
            (true, false) => "no bold face: bold words look like the others",
            (false, true) => "no italic face: words in italics are upright",
            (false, false) => continue,
        };
        let mut finding = Diagnostic::warning("incomplete-family", format!("the font family “{family}” has {what}"))
            .help("put the files of its other faces, or a variable font, into the folder `fonts`");
        finding.span = places.get(family).copied();
        diagnostics.push(finding);
    }
}
