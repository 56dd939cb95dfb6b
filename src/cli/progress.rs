//! How a build goes on: a bar on a terminal, and a line a file.

use super::arguments::Format;
use super::console::Console;
use crate::press::{Made, Watch, Written};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Shows it.
pub(super) struct Progress<'c> {
    console: &'c Console,
    bar: ProgressBar,
    state: Mutex<State>,
}

/// Books are made in any order and shown in that of the project.
#[derive(Default)]
struct State {
    next: usize,
    waiting: BTreeMap<usize, Vec<String>>,
}

impl<'c> Progress<'c> {
    pub(super) fn new(console: &'c Console) -> Self {
        let bar = if console.has_bar() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        // The template is ours and known to be good; without it the bar has its usual look.
        if let Ok(style) = ProgressStyle::with_template("{bar:32.cyan/blue} {pos}/{len} books {wide_msg}") {
            bar.set_style(style);
        }
        Self { console, bar, state: Mutex::default() }
    }
}

impl Watch for Progress<'_> {
    fn begin(&self, books: usize) {
        self.bar.set_length(books as u64);
        self.bar.tick();
    }

    fn book(&self, at: usize, name: &str, lang: &str, files: &[Made]) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting.insert(at, files.iter().map(|made| line(made, self.console.verbose)).collect());
        let mut lines = Vec::new();
        loop {
            let next = state.next;
            let Some(ready) = state.waiting.remove(&next) else { break };
            lines.extend(ready);
            state.next += 1;
        }
        self.bar.set_message(format!("{name} {lang}"));
        self.bar.inc(1);
        if !self.console.quiet && self.console.format == Format::Text {
            self.bar.suspend(|| lines.iter().for_each(|line| self.console.line(line)));
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Path, pages and size.
fn line(made: &Made, verbose: bool) -> String {
    let file = &made.file;
    let pages = match file.pages {
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    let blanks = match made.blanks {
        0 => String::new(),
        blanks => format!(", {blanks} of them blank at the end"),
    };
    let unchanged = if made.written == Written::Unchanged { ", unchanged" } else { "" };
    let sum = if verbose { format!(", SHA-256 {}", file.sha256) } else { String::new() };
    format!("{} ({pages}{blanks}, {}{unchanged}{sum})", made.shown, size(file.bytes))
}

/// `640 kB` or `1.2 MB`.
fn size(bytes: u64) -> String {
    if bytes < 995_000 {
        return format!("{} kB", bytes.div_ceil(1000));
    }
    format!("{:.1} MB", bytes as f64 / 1e6)
}
