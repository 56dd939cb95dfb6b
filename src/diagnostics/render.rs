//! Findings as text for people, in the manner of rustc.
//!
//! ```text
//! warning[missing-alt]: the picture has no alternative text
//!   --> sources/core-module/ar/02.md:41:3
//!    |
//! 41 |   ![](figures/flows.svg)
//!    |   ^^^^^^^^^^^^^^^^^^^^^^
//!    = help: say in a sentence what it shows: {alt="…"}
//! ```

use super::{Diagnostic, Diagnostics, Severity, Source, Sources, Span, kinds};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Lines of the source that a finding shows at most.
const MOST_LINES: usize = 4;

/// Bytes of a line that are shown before and after the place: Markdown may have a whole chapter on one line.
const LINE_CONTEXT: usize = 2_000;

/// Characters of a message that are shown: names in it come from the sources, and may be of any length.
const MOST_CHARACTERS: usize = 600;

/// How to show findings.
#[derive(Copy, Clone, Debug)]
pub struct Look {
    /// With colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Every finding at its place, notes too, where usually many of a kind are told once.
    pub all: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { color: false, width: 120, all: true }
    }
}

/// All findings as text, sorted and merged, many of a kind as one, with an empty line after each.
#[must_use]
pub fn to_text(diagnostics: &Diagnostics, sources: &Sources, look: Look) -> String {
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(look.width.max(40));
    let mut out = String::new();
    let is_shown = |finding: &&Diagnostic| look.all || finding.severity > Severity::Note;
    let found: Vec<&Diagnostic> = diagnostics.tidied(sources).into_iter().filter(is_shown).collect();
    let mut tell = |finding: &Diagnostic, message: &str| {
        out.push_str(&keep_columns(&render(finding, message, sources, &renderer)));
        out.push_str("\n\n");
    };
    if look.all {
        found.iter().for_each(|finding| tell(finding, &finding.message));
    } else {
        kinds::of(&found).iter().for_each(|kind| tell(kind.first, &kind.message(sources)));
    }
    out
}

fn render(finding: &Diagnostic, message: &str, sources: &Sources, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(shortened(message)).id(finding.code));
    let shown = finding.span.map(|span| sources.origin(span)).and_then(|span| Some((sources.get(span.file)?, span)));
    if let Some((source, span)) = &shown {
        let excerpt = Excerpt::of(source, *span);
        let place = AnnotationKind::Primary.span(excerpt.place);
        let path = source.path.display().to_string();
        group = match excerpt.hidden {
            // The column of a cut line would be that in the excerpt: say the true one instead.
            0 => group.element(
                Snippet::source(excerpt.text.to_owned()).line_start(excerpt.line).path(path).annotation(place),
            ),
            hidden => {
                let at = Origin::path(path).line(excerpt.line).char_column(hidden + excerpt.column);
                let cut = Snippet::source(excerpt.text.to_owned()).line_start(excerpt.line).annotation(place);
                group.element(at).element(cut)
            }
        };
    } else if let Some(path) = &finding.path {
        group = group.element(Origin::path(path.to_string()));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(shortened(help)));
    }
    renderer.render(&[group])
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The lines of a source that a finding shows.
struct Excerpt<'s> {
    /// The lines.
    text: &'s str,
    /// Number of the first one.
    line: usize,
    /// The place, in bytes of `text`.
    place: Range<usize>,
    /// Characters of the first line that come before `text`.
    hidden: usize,
    /// Column of the place in `text`, from 1.
    column: usize,
}

impl<'s> Excerpt<'s> {
    fn of(source: &'s Source, span: Span) -> Self {
        let text: &str = &source.text;
        let start = floor(text, span.start as usize);
        let end = ceil(text, span.end as usize).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let (line, _) = source.line_column(start);
        // A place of many lines is shown by the first of them alone.
        let many = text[start..end].matches('\n').count() >= MOST_LINES;
        let end = if many { start + text[start..end].find('\n').unwrap_or_default() } else { end };
        let end = if text[start..end].ends_with('\n') && end > start + 1 { end - 1 } else { end };
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let from = ceil(text, line_start.max(start.saturating_sub(LINE_CONTEXT)));
        let to = floor(text, line_end.min(start + 2 * LINE_CONTEXT));
        let end = end.min(to);
        Self {
            text: text[from..to].trim_end_matches('\r'),
            line,
            place: start - from..end - from,
            hidden: text[line_start..from].chars().count(),
            column: text[from..start].chars().count() + 1,
        }
    }
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The nearest boundary of a character at or after a byte.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Begins each line that holds right-to-left letters with a left-to-right mark: a terminal or a viewer that takes the
/// direction of a line from its first letter would otherwise move the line number and the bar to the right, away from
/// the lines above and below.
fn keep_columns(text: &str) -> String {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let lines: Vec<String> = text
        .lines()
        .map(|line| if line.contains(is_rtl) { format!("\u{200E}{line}") } else { line.to_owned() })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn shown(text: &str, range: Range<usize>) -> String {
        let sources = Sources::new();
        let file = sources.add(Path::new("sources/a/ar/02.md"), text);
        let finding = Diagnostic::warning("missing-alt", "the picture has no alternative text")
            .at(Span::new(file, range))
            .help("say what it shows");
        to_text(&[finding].into_iter().collect(), &sources, Look::default())
    }

    #[test]
    fn the_place_is_underlined_and_the_help_stands_below() {
        let text = "# One\n\n  ![](figures/flows.svg) and more\n";
        let expected = "\
warning[missing-alt]: the picture has no alternative text
 --> sources/a/ar/02.md:3:3
  |
3 |   ![](figures/flows.svg) and more
  |   ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what it shows

";
        assert_eq!(shown(text, 9..31), expected);
    }

    #[test]
    fn vowel_marks_take_no_column_and_the_gutter_stays_at_the_left() {
        let text = "الهجرةُ لا تُفرِغُ القرى x\n";
        let at = text.find('x').expect("an x");
        let shown = shown(text, at..at + 1);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[1], " --> sources/a/ar/02.md:1:26");
        assert_eq!(lines[3], format!("\u{200E}1 | {}", text.trim_end()));
        // Twenty-one letters and spaces before the x; four vowel marks stand on letters.
        assert_eq!(lines[4], format!("  | {}^", " ".repeat(21)));
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place_with_its_true_column() {
        let text = format!("{}HERE{}\n", "a word ".repeat(50_000), " and more".repeat(50_000));
        let at = text.find("HERE").expect("the place");
        let shown = shown(&text, at..at + 4);
        assert!(shown.contains(&format!("sources/a/ar/02.md:1:{}", at + 1)), "{shown}");
        assert!(shown.contains("HERE") && shown.contains("^^^^"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 140), "{shown}");
    }

    #[test]
    fn places_that_lie_outside_or_inside_a_letter_do_no_harm() {
        for (start, end) in [(0, 0), (1, 2), (3, 900), (900, 901), (2, 1)] {
            assert!(shown("é\nü", Range { start, end }).contains("missing-alt"));
        }
        assert!(shown("", 0..0).contains("02.md:1:1"));
        assert!(shown("a\r\nb\r\n", 3..5).contains("2 | b"));
    }

    #[test]
    fn a_place_of_many_lines_shows_the_first() {
        let text = "a\n".repeat(100);
        let shown = shown(&text, 2..150);
        assert!(shown.lines().count() <= 8, "{shown}");
        assert!(shown.contains(":2:1"), "{shown}");
    }

    #[test]
    fn a_finding_without_a_place_names_its_file() {
        let sources = Sources::new();
        let finding = Diagnostic::error("missing-file", "the file does not exist").in_file("sources/a.png");
        let shown = to_text(&[finding].into_iter().collect(), &sources, Look { color: true, width: 80, all: true });
        assert!(shown.contains("sources/a.png") && shown.contains("\u{1b}["), "{shown}");
    }

    #[test]
    fn notes_are_shown_on_request() {
        let found: Diagnostics = [Diagnostic::note("a", "note"), Diagnostic::warning("b", "odd")].into_iter().collect();
        let shown = |all| to_text(&found, &Sources::new(), Look { all, ..Look::default() });
        assert_eq!(shown(false), "warning[b]: odd\n\n");
        assert!(shown(true).contains("note[a]: note"), "{}", shown(true));
    }
}
