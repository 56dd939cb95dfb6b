//! What other programs call the boxes that are callouts here.

/// The directive that a callout of this name is: those of GitHub, Obsidian, Docusaurus, MkDocs, Quarto, MyST and VitePress.
pub(in crate::manuscript) fn callout(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    Some(match name.strip_prefix("callout-").unwrap_or(&name) {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "question" | "help" | "faq" | "seealso"
        | "secondary" => "note",
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" | "attention" => "important",
        "warning" | "failure" | "fail" | "missing" => "warning",
        "caution" | "danger" | "error" | "bug" => "caution",
        "example" => "example",
        "quote" | "cite" => "quote",
        "admonition" | "callout" => "box",
        "details" => "details",
        _ => return None,
    })
}

/// A directive of ours by its name.
pub(in crate::manuscript) fn own(name: &str) -> Option<String> {
    let known = crate::manuscript::tree::PartKind::all().map(|kind| kind.name());
    known.into_iter().find(|known| *known == name && *known != "columns" && *known != "column").map(str::to_owned)
}
