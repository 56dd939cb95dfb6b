//! The directives of a manuscript, `:::exercise` and the others: one table of what each is.
//!
//! What is asked of a directive is read here by every room: its name in texts and house styles, whether it has a look of its
//! own, the label that languages give it, whether it is numbered, the facts it may state, and what it is to readers.

/// A part of a manuscript that a directive makes: one of a training manual, or a callout.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after its directive")]
pub enum PartKind {
    Objectives,
    KeyPoints,
    Case,
    Exercise,
    Worksheet,
    Checklist,
    Facilitator,
    Answer,
    Example,
    PullQuote,
    Box,
    Columns,
    Parallel,
    Column,
    Verse,
    Only,
    Details,
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// What a directive is.
#[derive(Copy, Clone, Debug)]
pub struct Directive {
    /// The part that it makes.
    pub kind: PartKind,
    /// Its name in texts, in the house style, in classes of e-books, and that of its label among a language's terms.
    pub name: &'static str,
    /// Its element in XHTML. A group is no `section`: one with a label is a landmark of the page, and two exercises of the
    /// same title would be the same one.
    pub element: &'static str,
    /// What it is to readers (DPUB-ARIA 1.1, WAI-ARIA 1.2).
    pub role: Option<&'static str>,
    /// It has a look of its own, `parts.NAME` of the house style.
    pub is_styled: bool,
    /// Languages have a label for it; without one, only the author's title is shown.
    pub is_labelled: bool,
    /// Those with an id are numbered.
    pub is_numbered: bool,
    /// Attributes that it states as facts.
    pub facts: &'static [&'static str],
}

/// What a part of a training manual may state of itself.
const SESSION: &[&str] = &["time", "group", "materials"];

/// One with a look and a label, unnumbered.
const fn labelled(kind: PartKind, name: &'static str, element: &'static str, role: &'static str) -> Directive {
    Directive {
        kind,
        name,
        element,
        role: Some(role),
        is_styled: true,
        is_labelled: true,
        is_numbered: false,
        facts: SESSION,
    }
}

/// One with a look and the author's title.
const fn titled(kind: PartKind, name: &'static str, element: &'static str, role: &'static str) -> Directive {
    Directive { is_labelled: false, ..labelled(kind, name, element, role) }
}

/// One with a look, a label and a number.
const fn numbered(kind: PartKind, name: &'static str) -> Directive {
    Directive { is_numbered: true, ..labelled(kind, name, "div", "group") }
}

/// One that only says how its text lies, or who has it.
const fn plain(kind: PartKind, name: &'static str, facts: &'static [&'static str]) -> Directive {
    let element = "div";
    Directive { kind, name, element, role: None, is_styled: false, is_labelled: false, is_numbered: false, facts }
}

/// Every directive. GitHub's alerts are written as quotations but may be written so, too.
pub const DIRECTIVES: [Directive; 22] = [
    labelled(PartKind::Objectives, "objectives", "div", "group"),
    labelled(PartKind::KeyPoints, "keypoints", "div", "group"),
    numbered(PartKind::Case, "case"),
    numbered(PartKind::Exercise, "exercise"),
    numbered(PartKind::Worksheet, "worksheet"),
    labelled(PartKind::Checklist, "checklist", "div", "group"),
    labelled(PartKind::Facilitator, "facilitator", "aside", "note"),
    labelled(PartKind::Answer, "answer", "div", "group"),
    labelled(PartKind::Example, "example", "aside", "doc-example"),
    Directive { facts: &[], ..titled(PartKind::PullQuote, "quote", "aside", "doc-pullquote") },
    titled(PartKind::Box, "box", "aside", "note"),
    plain(PartKind::Columns, "columns", &[]),
    plain(PartKind::Parallel, "parallel", &[]),
    plain(PartKind::Column, "column", &[]),
    plain(PartKind::Verse, "verse", &[]),
    plain(PartKind::Only, "only", &["editions", "view"]),
    titled(PartKind::Details, "details", "div", "group"),
    labelled(PartKind::Note, "note", "aside", "note"),
    labelled(PartKind::Tip, "tip", "aside", "doc-tip"),
    labelled(PartKind::Important, "important", "aside", "note"),
    labelled(PartKind::Warning, "warning", "aside", "note"),
    labelled(PartKind::Caution, "caution", "aside", "note"),
];

impl PartKind {
    /// All, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        DIRECTIVES.iter().map(|directive| directive.kind)
    }

    /// What the table says of it.
    #[must_use]
    pub const fn directive(self) -> &'static Directive {
        // The table has the order of the kinds, which a test holds.
        &DIRECTIVES[self as usize]
    }

    /// The name of its directive.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.directive().name
    }
}

/// Names of the directives that have a look of their own.
pub fn styled() -> impl Iterator<Item = &'static str> + Clone {
    DIRECTIVES.iter().filter(|directive| directive.is_styled).map(|directive| directive.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_has_each_once_in_the_order_of_its_kinds() {
        for (place, directive) in DIRECTIVES.iter().enumerate() {
            assert_eq!(directive.kind as usize, place, "{}", directive.name);
            assert_eq!(directive.kind.directive().name, directive.name);
        }
        let names: BTreeSet<&str> = DIRECTIVES.iter().map(|directive| directive.name).collect();
        assert_eq!(names.len(), DIRECTIVES.len());
    }
}
