//! `warraq status`.

use super::Outcome;
use super::arguments::{self, StatusFormat};
use super::console::Console;
use super::target::open_project;
use crate::diagnostics::{Diagnostics, Sources};
use crate::language::LangTag;
use crate::press::{self, Choice, Selection, TextStatus};
use serde_json::json;

/// Compares languages and counts words.
pub(super) fn status(options: &arguments::Status, console: &Console) -> Outcome {
    let sources = Sources::new();
    let mut found = Diagnostics::new();
    let project = match open_project(options.project.as_deref(), &sources, &mut found, console) {
        Ok(project) => project,
        Err(outcome) => return outcome,
    };
    let (publications, languages) = (options.publications.clone(), options.lang.clone());
    let choice = Choice { publications, languages, editions: Vec::new() };
    let selection = match Selection::of(&project, &choice) {
        Ok(selection) => selection,
        Err(faults) => return console.misused(&faults),
    };
    let (texts, compared) = press::status(&project, &selection, &sources);
    found.extend(compared);
    let lines = match options.format {
        StatusFormat::Json => texts.iter().map(record).collect(),
        StatusFormat::Text => Table::of(&texts, &project.languages).lines(),
        StatusFormat::Markdown => Table::of(&texts, &project.languages).markdown(),
    };
    lines.iter().for_each(|line| console.line(line));
    console.report(&found, &sources)
}

fn record(text: &TextStatus) -> String {
    json!({
        "publication": text.publication, "lang": text.lang.as_str(), "words": text.words,
        "complete": text.is_complete(), "missing": text.missing, "extra": text.extra, "uneven": text.uneven,
    })
    .to_string()
}

/// Words of publications by language, and their sums.
struct Table {
    head: Vec<String>,
    /// A publication and its cells; the last row has the sums.
    rows: Vec<(String, Vec<Cell>)>,
}

#[derive(Clone, Default)]
struct Cell {
    words: String,
    state: String,
}

impl Table {
    fn of(texts: &[TextStatus], languages: &[LangTag]) -> Self {
        let has_text = |tag: &&LangTag| texts.iter().any(|text| text.lang == **tag);
        let languages: Vec<&LangTag> = languages.iter().filter(has_text).collect();
        let mut names: Vec<&str> = texts.iter().map(|text| text.publication.as_str()).collect();
        names.dedup();
        let mut rows = Vec::new();
        for name in names {
            let of = |tag: &&LangTag| texts.iter().find(|text| text.publication == name && text.lang == **tag);
            rows.push((name.to_owned(), languages.iter().map(|tag| Cell::of(of(tag))).collect()));
        }
        let sum = |tag: &&LangTag| texts.iter().filter(|text| text.lang == **tag).filter_map(|text| text.words).sum();
        let sums = languages.iter().map(|tag| Cell { words: grouped(sum(tag)), ..Cell::default() }).collect();
        rows.push(("all".to_owned(), sums));
        Self { head: languages.iter().map(|tag| tag.to_string()).collect(), rows }
    }

    /// For a terminal: numbers one below the other.
    fn lines(&self) -> Vec<String> {
        let head = self.head.iter().map(|tag| Cell { words: tag.clone(), ..Cell::default() }).collect();
        let mut rows = self.rows.clone();
        rows.insert(0, (String::new(), head));
        let longest =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
        let first = longest(&mut rows.iter().map(|(name, _)| name));
        let column = |at: usize| {
            let cells = || rows.iter().filter_map(move |(_, cells)| cells.get(at));
            (longest(&mut cells().map(|cell| &cell.words)), longest(&mut cells().map(|cell| &cell.state)))
        };
        let columns: Vec<(usize, usize)> = (0..self.head.len()).map(column).collect();
        let line = |(name, cells): &(String, Vec<Cell>)| {
            let cells = cells.iter().zip(&columns);
            let cells: String = cells
                .map(|(Cell { words, state }, (width, room))| format!("  {words:>width$} {state:room$}"))
                .collect();
            format!("{name:first$}{cells}").trim_end().to_owned()
        };
        rows.iter().map(line).collect()
    }

    /// The words as a table in Markdown.
    fn markdown(&self) -> Vec<String> {
        let row = |name: &str, cells: Vec<&str>| format!("| {name} | {} |", cells.join(" | "));
        let mut lines = vec![row("Words", self.head.iter().map(String::as_str).collect())];
        lines.push(format!("|:--|{}", "--:|".repeat(self.head.len())));
        for (name, cells) in &self.rows {
            lines.push(row(name, cells.iter().map(|cell| cell.words.as_str()).collect()));
        }
        lines
    }
}

impl Cell {
    /// `9,120` and `same` or `−2 +1 ≠3`; the first language has nothing to be compared with.
    fn of(text: Option<&TextStatus>) -> Self {
        let Some(text) = text else { return Self { words: "–".to_owned(), state: String::new() } };
        let Some(words) = text.words else { return Self { words: "?".to_owned(), state: "unreadable".to_owned() } };
        let parts = [("−", text.missing), ("+", text.extra), ("≠", text.uneven)];
        let parts: Vec<String> =
            parts.iter().filter(|(_, count)| *count > 0).map(|(sign, count)| format!("{sign}{count}")).collect();
        let state = match text.first {
            None => String::new(),
            Some(_) if parts.is_empty() => "same".to_owned(),
            Some(_) => parts.join(" "),
        };
        Self { words: grouped(words), state }
    }
}

/// `12345` as `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
