//! Findings in the order and number in which people want to read them.

use super::{Diagnostic, Diagnostics, Severity, Sources, kinds};
use std::collections::HashSet;

/// How many findings there are.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Tally {
    /// «2 errors, 3 warnings, 12 notes»; `None` where there are none.
    #[must_use]
    pub fn line(self) -> Option<String> {
        let count = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts = [count(self.errors, "error"), count(self.warnings, "warning"), count(self.notes, "note")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl Diagnostics {
    /// Sorted by file and place, those without a place after the others of their file; what was found twice is there
    /// once.
    #[must_use]
    pub fn tidied(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let mut seen = HashSet::new();
        let mut list: Vec<&Diagnostic> =
            self.iter().filter(|finding| seen.insert(identity(finding, sources))).collect();
        list.sort_by_cached_key(|finding| {
            let place = finding.span.map(|span| sources.origin(span));
            let place = place.map_or((u32::MAX, u32::MAX), |span| (span.start, span.end));
            (
                file_of(finding, sources),
                place,
                std::cmp::Reverse(finding.severity),
                finding.code,
                finding.message.clone(),
            )
        });
        list
    }

    /// Whether some of what is told stands for others of its kind.
    #[must_use]
    pub fn are_many(&self, sources: &Sources) -> bool {
        let mut list = self.tidied(sources);
        list.retain(|finding| finding.severity > Severity::Note);
        kinds::of(&list).iter().any(|kind| !kind.others.is_empty())
    }

    /// How many findings of each severity there are, each counted once.
    #[must_use]
    pub fn tally(&self, sources: &Sources) -> Tally {
        let list = self.tidied(sources);
        let count = |severity| list.iter().filter(|finding| finding.severity == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }
}

/// The file a finding concerns, as the user knows it; empty where it concerns none.
pub(super) fn file_of(finding: &Diagnostic, sources: &Sources) -> String {
    let source = finding.span.and_then(|span| sources.get(sources.origin(span).file));
    source
        .map(|source| source.path.display().to_string())
        .or_else(|| finding.path.as_deref().map(str::to_owned))
        .unwrap_or_default()
}

/// Two findings are one where this is equal: the same file may have been read twice, under two ids.
fn identity(finding: &Diagnostic, sources: &Sources) -> impl Eq + std::hash::Hash {
    let range = finding.span.map(|span| sources.origin(span)).map(|span| (span.start, span.end));
    (finding.severity, finding.code, finding.message.clone(), file_of(finding, sources), range)
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;
    use std::path::Path;

    #[test]
    fn findings_are_sorted_and_merged() {
        let sources = Sources::new();
        let (b, a) = (sources.add(Path::new("b.md"), "text"), sources.add(Path::new("a.md"), "text"));
        let again = sources.add(Path::new("a.md"), "text");
        let late = Diagnostic::warning("late", "in b").at(Span::new(b, 0..1));
        let early = |file| Diagnostic::error("early", "in a").at(Span::new(file, 2..3));
        let first = Diagnostic::warning("first", "in a").at(Span::new(a, 0..1));
        let none = Diagnostic::error("none", "nowhere");
        let note = Diagnostic::note("note", "in b").at(Span::new(b, 0..1));
        let found: Diagnostics = [note, late, early(a), early(again), first, none.clone(), none].into_iter().collect();
        let codes: Vec<&str> = found.tidied(&sources).iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["none", "first", "early", "late", "note"]);
        let tally = found.tally(&sources);
        assert_eq!(tally, Tally { errors: 2, warnings: 2, notes: 1 });
        assert_eq!(tally.line().as_deref(), Some("2 errors, 2 warnings, 1 note"));
        assert_eq!(Tally { errors: 1, ..Tally::default() }.line().as_deref(), Some("1 error"));
        assert_eq!(Tally::default().line(), None);
    }
}
