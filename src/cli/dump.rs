//! `warraq dump`.

use super::Outcome;
use super::arguments;
use super::console::Console;
use super::target::{Target, open_file, open_project};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::press::{self, Choice, Selection, TextBy};
use crate::project::Project;

/// Writes the pages of one book as JSON lines.
pub(super) fn dump(options: &arguments::Dump, console: &Console) -> Outcome {
    dump_or_end(options, console).unwrap_or_else(|outcome| outcome)
}

fn dump_or_end(options: &arguments::Dump, console: &Console) -> Result<Outcome, Outcome> {
    let sources = Sources::new();
    let mut found = Diagnostics::new();
    let mut choice = Choice { editions: vec![options.edition.clone()], ..Choice::default() };
    let given: Vec<String> = options.lang.iter().cloned().collect();
    let project: Project = match Target::of(std::slice::from_ref(&options.target), console)? {
        Target::Publications(names) => {
            choice.publications = names;
            open_project(options.project.as_deref(), &sources, &mut found, console)?
        }
        Target::Files(files) => {
            let file = files.first().ok_or(Outcome::WrongUse)?;
            open_file(file, &given, &sources, &mut found, console)?
        }
    };
    choice.languages = given;
    let mut selection = Selection::of(&project, &choice).map_err(|faults| console.misused(&faults))?;
    let editions = selection.jobs.first().map(|job| job.editions.as_slice()).unwrap_or_default();
    if editions.iter().any(|edition| !edition.has_pages()) {
        let fault = Diagnostic::error("no-pages", "an e-book has no pages").help("ask for print or screen");
        return Err(console.misused(&[fault].into_iter().collect()));
    }
    selection.jobs.truncate(1);
    let text = if options.glyphs { TextBy::Glyph } else { TextBy::Run };
    found.extend(press::dump(&project, &selection, text, &sources, &mut |line| console.line(line)));
    Ok(console.report(&found, &sources))
}
