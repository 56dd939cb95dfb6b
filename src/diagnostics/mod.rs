//! What went wrong or deserves a look, where, and what to do about it.
//!
//! In: findings of every stage. Out: text for people in the manner of rustc, where many of a kind are one, or JSON lines
//! with all of them; both sorted by place.

mod codes;
mod json;
mod kinds;
mod render;
mod report;
mod sources;

pub use codes::{CODES, Code};
pub use json::to_json_lines;
pub use render::{Look, to_text};
pub use report::Tally;
pub use sources::{FileId, Piece, Source, Sources, Span};

use serde::Serialize;

/// How bad it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The publication is made and nothing is wrong with it; for those who want it perfect.
    Note,
    /// The publication is made, but look at this.
    Warning,
    /// The publication concerned is not made, or not fit to be given away.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name in kebab case, such as `missing-alt`.
    pub code: &'static str,
    /// What is wrong, without a full stop.
    pub message: String,
    /// Where in the sources.
    pub span: Option<Span>,
    /// A file without a place in it (a missing picture, an output file), as the user knows it.
    pub path: Option<Box<str>>,
    /// What to do.
    pub help: Option<String>,
    /// What it has in common with others that may be told as one, where that is not its message.
    pub kind: Option<Box<str>>,
    /// An error that does not keep the publication from being made: its place in it is to be seen, or one of its files is
    /// missing.
    pub shown: bool,
}

impl Diagnostic {
    /// One of the registry's codes. Tests of this room alone make findings of others.
    fn of(severity: Severity, code: &'static str, message: String) -> Self {
        #[cfg(not(test))]
        debug_assert!(
            codes::known(code).is_some_and(|code| code.severities.contains(&severity)),
            "`{code}` is not registered as {severity:?}"
        );
        Self { severity, code, message, span: None, path: None, help: None, kind: None, shown: false }
    }

    /// An error: the publication is not made.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Severity::Error, code, message.into())
    }

    /// A warning: the publication is made.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Severity::Warning, code, message.into())
    }

    /// A note: the publication is made, and people see this only where they ask for more.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::of(Severity::Note, code, message.into())
    }

    /// The publication is made all the same: the place is to be seen in it, or one of its files is missing.
    #[must_use]
    pub fn seen(mut self) -> Self {
        self.shown = true;
        self
    }

    /// Where in the sources it is.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The file it concerns, where there is no place to point at.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into().into());
        self
    }

    /// What it has in common with others of its code.
    #[must_use]
    pub fn of_kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into().into());
        self
    }

    /// What the reader can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Findings of one stage, in the order found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing found yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds the findings of another stage.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether one of them keeps the publication from being made.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error && !d.shown)
    }

    /// The same, where nothing is made in which errors could be seen: those that only would be seen are warnings.
    #[must_use]
    pub fn unseen(mut self) -> Self {
        for finding in self.0.iter_mut().filter(|finding| finding.shown) {
            finding.severity = Severity::Warning;
        }
        self
    }

    /// The same, with findings of this code that say the same word for word told once, at the first place, with how many
    /// places more there are.
    #[must_use]
    pub fn told_once(self, code: &str) -> Self {
        let mut told: Vec<(Diagnostic, usize)> = Vec::new();
        for finding in self.0 {
            let is_same = |(known, _): &(Diagnostic, usize)| known.code == code && known.message == finding.message;
            let known = if finding.code == code { told.iter().position(is_same) } else { None };
            match known {
                Some(at) => told[at].1 += 1,
                None => told.push((finding, 0)),
            }
        }
        let with_count = |(mut finding, more): (Diagnostic, usize)| {
            match more {
                0 => {}
                1 => finding.message.push_str(", here and in one more place"),
                more => finding.message.push_str(&format!(", here and in {more} more places")),
            }
            finding
        };
        told.into_iter().map(with_count).collect()
    }

    /// In the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// The nearest of the known names, if it is near enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(3) / 3).max(1) + 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
