//! Findings of one kind, told once where they are many.
//!
//! In: findings in their order. Out: those that are told, each with the ones that it stands for. Findings are of one kind
//! where severity and code are the same, and message and help but for what stands in quotation marks, and for numbers; or
//! where they name one kind.

use super::report::file_of;
use super::{Diagnostic, Severity, Sources};
use std::collections::BTreeMap;

/// How many of a kind are told one by one.
const SINGLY: usize = 3;
/// The same of errors, which all want mending.
const ERRORS_SINGLY: usize = 12;
/// How many places of the others are named.
const PLACES: usize = 6;

/// What is told: a finding, and those that it stands for.
pub(super) struct Kind<'d> {
    pub(super) first: &'d Diagnostic,
    pub(super) others: Vec<&'d Diagnostic>,
}

/// Puts findings together.
pub(super) fn of<'d>(found: &[&'d Diagnostic]) -> Vec<Kind<'d>> {
    let key = |one: &Diagnostic| match &one.kind {
        Some(kind) => (one.severity, one.code, kind.to_string(), None),
        None => (one.severity, one.code, form(&one.message), one.help.as_deref().map(form)),
    };
    let mut members: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (number, one) in found.iter().enumerate() {
        members.entry(key(one)).or_default().push(number);
    }
    let mut stands_for: Vec<Option<Vec<&Diagnostic>>> = vec![Some(Vec::new()); found.len()];
    for ((severity, ..), numbers) in &members {
        let singly = if *severity == Severity::Error { ERRORS_SINGLY } else { SINGLY };
        if numbers.len() <= singly {
            continue;
        }
        for number in &numbers[1..] {
            stands_for[*number] = None;
        }
        stands_for[numbers[0]] = Some(numbers[1..].iter().map(|number| found[*number]).collect());
    }
    let kind = |(first, others): (&&'d Diagnostic, Option<Vec<&'d Diagnostic>>)| Some(Kind { first, others: others? });
    found.iter().zip(stands_for).filter_map(kind).collect()
}

impl Kind<'_> {
    /// The message, with the number and the places of the others.
    pub(super) fn message(&self, sources: &Sources) -> String {
        let message = &self.first.message;
        if self.others.is_empty() {
            return message.clone();
        }
        format!("{message} … and {} more like it{}", self.others.len(), self.places(sources))
    }

    fn places(&self, sources: &Sources) -> String {
        let file = file_of(self.first, sources);
        let is_same = self.others.iter().all(|one| file_of(one, sources) == file);
        let place = |one: &&Diagnostic| {
            let line = one.span.and_then(|span| sources.line_column(span)).map(|(line, _)| line);
            match (is_same, line) {
                (true, line) => line.map(|line| line.to_string()),
                (false, Some(line)) => Some(format!("{}:{line}", file_of(one, sources))),
                (false, None) => Some(file_of(one, sources)).filter(|file| !file.is_empty()),
            }
        };
        let mut found: Vec<String> = Vec::new();
        let mut rest = "";
        for place in self.others.iter().filter_map(place) {
            if found.last() == Some(&place) {
                continue;
            }
            if found.len() == PLACES {
                rest = " …";
                break;
            }
            found.push(place);
        }
        let word = match (is_same, found.len()) {
            (_, 0) => return String::new(),
            (false, _) => "at",
            (true, 1) => "in line",
            (true, _) => "in lines",
        };
        format!(", {word} {}{rest}", found.join(", "))
    }
}

/// A message without what is another in each finding of its kind: names in quotation marks, and numbers.
fn form(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(c) = rest.chars().next() {
        out.push(c);
        rest = &rest[c.len_utf8()..];
        let close = match c {
            '`' => '`',
            '“' => '”',
            ' ' | '(' | '+' | '-' | ',' | '.' | ':' => {
                let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let is_whole = !rest[number..].starts_with(char::is_alphanumeric);
                rest = if is_whole { &rest[number..] } else { rest };
                continue;
            }
            _ => continue,
        };
        if let Some(end) = rest.find(close) {
            out.push(close);
            rest = &rest[end + close.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostics, Look, Span, to_json_lines, to_text};
    use super::*;
    use std::path::Path;

    /// What is told of findings, a line each.
    fn told(found: &Diagnostics, sources: &Sources, all: bool) -> Vec<String> {
        let look = Look { all, width: 400, ..Look::default() };
        let text = to_text(found, sources, look);
        text.lines().filter(|line| line.contains("[odd]")).map(str::to_owned).collect()
    }

    #[test]
    fn many_of_a_kind_are_told_once_and_written_all() {
        let sources = Sources::new();
        let (a, b) = (sources.add(Path::new("a.md"), "x\n".repeat(99)), sources.add(Path::new("b.md"), "x\n"));
        let odd = |file, line: usize| {
            let message = format!("`name-{line}` is odd, of {line}");
            Diagnostic::warning("odd", message).at(Span::new(file, 2 * line..2 * line + 1)).help("mend `it`")
        };
        let mut found: Diagnostics = (0..3).map(|line| odd(a, line)).collect();
        assert_eq!(told(&found, &sources, false).len(), 3);
        found.extend((3..44).map(|line| odd(a, line)).collect());
        let once = ["warning[odd]: `name-0` is odd, of 0 … and 43 more like it, in lines 2, 3, 4, 5, 6, 7 …"];
        assert_eq!(told(&found, &sources, false), once);
        assert_eq!(told(&found, &sources, true).len(), 44);
        found.push(odd(b, 0));
        let once = "and 44 more like it, at a.md:2, a.md:3, a.md:4, a.md:5, a.md:6, a.md:7 …";
        assert!(told(&found, &sources, false)[0].ends_with(once));
        assert_eq!(to_json_lines(&found, &sources).lines().count(), 45);
        // Another message or another help is another kind.
        found.push(Diagnostic::warning("odd", "it is even").at(Span::new(a, 0..1)));
        assert_eq!(told(&found, &sources, false).len(), 2);
    }

    #[test]
    fn kinds_are_told_by_their_form() {
        assert_eq!(form("`a` leads to “b”, 12 of 3.5 (4)"), form("`c d` leads to “”, 1 of 10.25 (77)"));
        assert_ne!(form("no font has ☀ (U+2600)"), form("no font has ☁ (U+2601)"));
        assert_eq!(form("open `"), "open `");
    }
}
