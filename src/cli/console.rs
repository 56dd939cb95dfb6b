//! The terminal.

use super::Outcome;
use super::arguments::Format;
use crate::diagnostics::{Diagnostic, Diagnostics, Look, Severity, Sources, Tally, to_json_lines, to_text};
use crate::press::{CANNOT_WRITE, INTERNAL_ERROR};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// Columns where the terminal does not tell.
const USUAL_WIDTH: usize = 120;

/// Findings that are the machine's fault, or the program's, and not the sources'.
const MACHINE: [&str; 3] = [CANNOT_WRITE, INTERNAL_ERROR, "cannot-read"];

/// Where a command prints, and how much.
#[derive(Debug)]
pub(super) struct Console {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    pub(super) format: Format,
    /// Why the first thing that could not be printed was not.
    failure: Mutex<Option<ErrorKind>>,
}

impl Console {
    pub(super) const fn new(quiet: bool, verbose: bool, format: Format) -> Self {
        Self { quiet, verbose, format, failure: Mutex::new(None) }
    }

    /// Prints a result.
    pub(super) fn line(&self, text: &str) {
        self.noted(writeln!(io::stdout().lock(), "{text}"));
    }

    /// Prints what only accompanies the result.
    pub(super) fn remark(&self, text: &str) {
        if !self.quiet && self.format == Format::Text {
            self.noted(writeln!(io::stderr().lock(), "{text}"));
        }
    }

    /// Remembers that printing failed. A reader that has gone away has read enough: that is no failure.
    fn noted(&self, printed: io::Result<()>) {
        if let Err(error) = printed
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error.kind());
        }
    }

    /// How the program ends where a command ended so: what could not be printed is the machine's fault.
    pub(super) fn end(&self, outcome: Outcome) -> Outcome {
        self.noted(io::stdout().lock().flush());
        let Some(kind) = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take() else { return outcome };
        let fault = Diagnostic::error(CANNOT_WRITE, format!("the standard output cannot be written: {kind}"))
            .help("make room where it goes, or send it elsewhere");
        let text = to_text(&[fault].into_iter().collect(), &Sources::new(), self.look());
        // Where that cannot be written either, the exit code alone tells.
        let _ = io::stderr().lock().write_all(text.as_bytes());
        Outcome::MachineFailed
    }

    /// Whether a progress bar can be shown.
    pub(super) fn has_bar(&self) -> bool {
        !self.quiet && self.format == Format::Text && io::stderr().is_terminal()
    }

    /// Prints findings and how many there are; tells how a command ends that found them.
    pub(super) fn report(&self, found: &Diagnostics, sources: &Sources) -> Outcome {
        match self.format {
            Format::Json => {
                self.noted(io::stdout().lock().write_all(to_json_lines(found, sources).as_bytes()));
            }
            Format::Text => {
                let mut text = to_text(found, sources, self.look());
                text.extend(self.tally(found.tally(sources), found.are_many(sources)));
                self.noted(io::stderr().lock().write_all(text.as_bytes()));
            }
        }
        let is_error = |code: &dyn Fn(&str) -> bool| {
            found.iter().any(|finding| finding.severity == Severity::Error && code(finding.code))
        };
        if is_error(&|code| MACHINE.contains(&code)) {
            Outcome::MachineFailed
        } else if is_error(&|_| true) {
            Outcome::SourcesHaveErrors
        } else {
            Outcome::Done
        }
    }

    /// How many findings there are; what is not shown says how to see it. Notes are nothing wrong.
    fn tally(&self, mut tally: Tally, are_many: bool) -> Option<String> {
        if self.quiet {
            tally.notes = 0;
        }
        let hint = match (self.verbose, tally.notes > 0, are_many) {
            (true, ..) | (_, false, false) => "",
            (_, true, false) => " (-v shows them)",
            (_, _, true) => " (-v shows each at its place)",
        };
        tally.line().map(|line| format!("{line}{hint}\n"))
    }

    /// Colours on a terminal that has them, unless NO_COLOR asks for none (<https://no-color.org>).
    fn look(&self) -> Look {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(USUAL_WIDTH);
        let color = io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb;
        Look { color, width, all: self.verbose }
    }

    /// Prints findings on what was typed.
    pub(super) fn misused(&self, found: &Diagnostics) -> Outcome {
        self.report(found, &Sources::new());
        Outcome::WrongUse
    }
}
