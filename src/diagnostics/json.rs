//! Findings as JSON, one object a line, for editors and scripts.

use super::report::file_of;
use super::{Diagnostic, Diagnostics, Severity, Sources, Span};
use serde::Serialize;

/// One finding. Lines and columns count from 1, columns in characters; the end is one past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
}

/// All findings, sorted and merged, each on a line of its own.
#[must_use]
pub fn to_json_lines(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for finding in diagnostics.tidied(sources) {
        // Strings and numbers alone cannot fail to be written.
        out.push_str(&serde_json::to_string(&line(finding, sources)).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn line<'a>(finding: &'a Diagnostic, sources: &Sources) -> Line<'a> {
    let span = finding.span.map(|span| sources.origin(span));
    let start = span.and_then(|span| sources.line_column(span));
    let end = span.and_then(|span| sources.line_column(Span { start: span.end, ..span }));
    Line {
        severity: finding.severity,
        code: finding.code,
        message: &finding.message,
        file: Some(file_of(finding, sources)).filter(|file| !file.is_empty()),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        help: finding.help.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_line_says_all_that_the_text_says() {
        let sources = Sources::new();
        let file = sources.add(Path::new("a.md"), "é\nüber\n");
        let placed = Diagnostic::error("unknown-key", "no “x”").at(Span::new(file, 5..7)).help("y?");
        let bare = Diagnostic::warning("odd", "odd");
        let json = to_json_lines(&[placed, bare].into_iter().collect(), &sources);
        assert_eq!(
            json,
            "{\"severity\":\"warning\",\"code\":\"odd\",\"message\":\"odd\",\"file\":null,\"line\":null,\"column\":null,\
             \"endLine\":null,\"endColumn\":null,\"help\":null}\n\
             {\"severity\":\"error\",\"code\":\"unknown-key\",\"message\":\"no “x”\",\"file\":\"a.md\",\"line\":2,\
             \"column\":2,\"endLine\":2,\"endColumn\":4,\"help\":\"y?\"}\n"
        );
    }
}
