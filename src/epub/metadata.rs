//! What the package says about the book.

use super::Info;
use super::identifier::{isbn_digits, set_urn};
use crate::facts::Facts;
use crate::xhtml::Markup;

/// What is true of the content, for the accessibility metadata.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// There are pictures that are no decorations.
    pub(super) pictures: bool,
    /// All of them have alternative text.
    pub(super) described: bool,
    /// One of them may move.
    pub(super) moving: bool,
    /// Pages of the printed edition are marked.
    pub(super) pages: bool,
    /// A cover is there.
    pub(super) cover: bool,
}

/// Writes the `metadata` element.
pub(super) fn write(out: &mut Markup, info: &Info<'_>, identifier: &str, modified: &str, content: Content) {
    let dublin_core = [("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    out.open("metadata", &dublin_core).line();
    out.leaf("dc:identifier", &[("id", "book-id")], identifier).line();
    titles(out, info);
    out.leaf("dc:language", &[], info.language.tag.as_str()).line();
    property(out, "dcterms:modified", None, modified);
    contributors(out, info);
    let Facts { publisher, date, licence, blurb, .. } = info.facts;
    let date = date.map(|date| date.to_string());
    for (name, text) in
        [("dc:publisher", publisher), ("dc:date", &date), ("dc:rights", licence), ("dc:description", blurb)]
    {
        if let Some(text) = text {
            out.leaf(name, &[], text).line();
        }
    }
    collection(out, info);
    source(out, info, content);
    accessibility(out, info, content);
    if content.cover {
        out.empty("meta", &[("name", "cover"), ("content", "cover-image")]).line();
    }
    out.close().line();
}

fn property(out: &mut Markup, name: &str, refines: Option<&str>, value: &str) {
    let target = refines.map(|id| format!("#{id}"));
    let mut attributes = Vec::new();
    if let Some(target) = &target {
        attributes.push(("refines", target.as_str()));
    }
    attributes.push(("property", name));
    out.leaf("meta", &attributes, value).line();
}

/// The title names the volume, for a shelf shows nothing else.
fn titles(out: &mut Markup, info: &Info<'_>) {
    let title = info.facts.title_of_volume(info.volume_name.as_deref());
    out.leaf("dc:title", &[("id", "title")], &title).line();
    property(out, "title-type", Some("title"), "main");
    let sorted = Facts { title: info.language.sorted(&info.facts.title), ..Facts::default() };
    property(out, "file-as", Some("title"), &sorted.title_of_volume(info.volume_name.as_deref()));
    if let Some(subtitle) = &info.facts.subtitle {
        out.leaf("dc:title", &[("id", "subtitle")], subtitle).line();
        property(out, "title-type", Some("subtitle"), "subtitle");
    }
    if let Some(statement) = &info.facts.view_statement {
        out.leaf("dc:title", &[("id", "edition")], statement).line();
        property(out, "title-type", Some("edition"), "edition");
    }
}

fn contributors(out: &mut Markup, info: &Info<'_>) {
    for (at, contributor) in info.facts.contributors.iter().enumerate() {
        let creator = contributor.role == "aut";
        let id = format!("person-{}", at + 1);
        let name = if creator { "dc:creator" } else { "dc:contributor" };
        out.leaf(name, &[("id", &id)], &contributor.name).line();
        if let Some(role) = marc_role(&contributor.role) {
            let attributes =
                [("refines", format!("#{id}")), ("property", "role".into()), ("scheme", "marc:relators".into())];
            let attributes: Vec<(&str, &str)> = attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
            out.leaf("meta", &attributes, role).line();
        }
        property(out, "file-as", Some(&id), contributor.file_as.as_deref().unwrap_or(&contributor.name));
    }
}

/// A MARC relator code has three lower-case letters.
fn marc_role(role: &str) -> Option<&str> {
    (role.len() == 3 && role.bytes().all(|b| b.is_ascii_lowercase())).then_some(role)
}

/// The set that a volume belongs to (docs/typography.md V10), and the toolbox with the publication's number in it.
fn collection(out: &mut Markup, info: &Info<'_>) {
    if let Some((volume, _)) = info.volume {
        let attributes = [("property", "belongs-to-collection"), ("id", "set")];
        out.leaf("meta", &attributes, &info.facts.title).line();
        property(out, "collection-type", Some("set"), "set");
        property(out, "group-position", Some("set"), &volume.to_string());
        property(out, "dcterms:identifier", Some("set"), &set_urn(info));
    }
    if let Some(toolbox) = info.facts.set_title() {
        out.leaf("meta", &[("property", "belongs-to-collection"), ("id", "toolbox")], toolbox).line();
        property(out, "collection-type", Some("toolbox"), "series");
        if let Some(number) = info.facts.number {
            property(out, "group-position", Some("toolbox"), &number.to_string());
        }
    }
}

/// Where the page numbers come from: the printed edition, never the e-book itself.
fn source(out: &mut Markup, info: &Info<'_>, content: Content) {
    let Some(print) = info.print_identifier.as_deref().filter(|_| content.pages) else { return };
    let print = isbn_digits(print).map_or_else(|| print.to_owned(), |digits| format!("urn:isbn:{digits}"));
    out.leaf("dc:source", &[("id", "printed")], &print).line();
    property(out, "pageBreakSource", None, &print);
}

fn accessibility(out: &mut Markup, info: &Info<'_>, content: Content) {
    property(out, "schema:accessMode", None, "textual");
    if content.pictures {
        property(out, "schema:accessMode", None, "visual");
    }
    if content.described {
        property(out, "schema:accessModeSufficient", None, "textual");
    }
    if content.pictures {
        property(out, "schema:accessModeSufficient", None, "textual,visual");
    }
    let mut features = vec!["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"];
    if content.pictures && content.described {
        features.push("alternativeText");
    }
    if content.pages {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    for feature in features {
        property(out, "schema:accessibilityFeature", None, feature);
    }
    property(out, "schema:accessibilityHazard", None, if content.moving { "unknown" } else { "none" });
    let mut summary = vec![info.language.term("accessibility-text")];
    if content.pictures && content.described {
        summary.push(info.language.term("accessibility-pictures"));
    }
    if content.pages {
        summary.push(info.language.term("accessibility-pages"));
    }
    property(out, "schema:accessibilitySummary", None, &summary.join(" "));
}
