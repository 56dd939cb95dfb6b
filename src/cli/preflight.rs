//! `warraq preflight`.

use super::Outcome;
use super::arguments::{self, Format};
use super::console::Console;
use super::editions::project_if_any;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::preflight::{self, Asked, Verdict};
use crate::project::{self, Profile, Profiles};
use serde_json::json;
use std::fs;
use std::path::Path;

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Looks at files as their printer or shop does.
pub(super) fn preflight(options: &arguments::Preflight, console: &Console) -> Outcome {
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = match project_if_any(options.project.as_deref(), &sources, &mut found, console) {
        Ok(project) => project,
        Err(outcome) => return outcome,
    };
    let profiles = project.as_ref().map_or(project::built_in_profiles(), |project| &project.profiles);
    let profile = match profile_of(&options.profile, profiles) {
        Ok(profile) => profile,
        Err(fault) => return console.misused(&[fault].into_iter().collect()),
    };
    let cover = match cover(options) {
        Ok(cover) => cover,
        Err(fault) => return console.misused(&[*fault].into_iter().collect()),
    };
    let asked = Asked { profile, cover };
    let mut verdicts = Vec::new();
    for file in &options.files {
        let name = file.display().to_string();
        match read(file, &name) {
            Ok(bytes) => verdicts.push((name.clone(), look(&bytes, &name, &asked))),
            Err(fault) => found.push(*fault),
        }
    }
    for (_, verdict) in &verdicts {
        found.extend(verdict.found.clone());
    }
    let outcome = console.report(&found, &sources);
    for (name, verdict) in &verdicts {
        console.line(&told(name, verdict, profile, console.format));
    }
    outcome
}

fn profile_of<'p>(name: &str, profiles: &'p Profiles) -> Result<&'p Profile, Diagnostic> {
    profiles.get(name).map(AsRef::as_ref).ok_or_else(|| project::unknown_profile(name, profiles))
}

/// Whether the files are covers, and of how many pages.
fn cover(options: &arguments::Preflight) -> Result<Option<Option<usize>>, Box<Diagnostic>> {
    let Some(book) = &options.cover_of else { return Ok(options.cover.then_some(None)) };
    let name = book.display().to_string();
    let bytes = read(book, &name)?;
    Ok(Some(Some(preflight::pages(&bytes, &name)?)))
}

fn read(file: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let fault = |code: &'static str, message: String, help: &str| {
        Box::new(Diagnostic::error(code, message).in_file(name).help(help))
    };
    let missing =
        |_| fault("missing-file", "there is no such file".to_owned(), "check the name and the folder you are in");
    let length = fs::metadata(file).map_err(missing)?.len();
    if length > MOST_BYTES {
        return Err(fault("file-too-large", "the file is longer than 1 GB".to_owned(), "take it apart"));
    }
    fs::read(file).map_err(|error| fault("cannot-read", format!("it cannot be read: {error}"), "check its permissions"))
}

fn look(bytes: &[u8], name: &str, asked: &Asked<'_>) -> Verdict {
    // Zip archives begin so.
    if bytes.starts_with(b"PK") { preflight::epub(bytes, name) } else { preflight::pdf(bytes, name, asked) }
}

/// The last word on a file.
fn told(name: &str, verdict: &Verdict, profile: &Profile, format: Format) -> String {
    let (faults, remarks) = verdict.counts();
    let is_book = verdict.pages == 0;
    if format == Format::Json {
        return json!({
            "file": name, "profile": (!is_book).then_some(&profile.name), "passes": verdict.passes(), "faults": faults,
            "warnings": remarks, "pages": verdict.pages,
        })
        .to_string();
    }
    let who = if is_book { "shops" } else { profile.name.as_str() };
    let take = if is_book { "take" } else { "takes" };
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (faults, remarks) {
        (0, 0) => format!("{name}: yes, {who} {take} it"),
        (0, remarks) => format!("{name}: yes, {who} {take} it, with {}", counted(remarks, "warning")),
        (faults, _) => format!("{name}: no, {who} would send it back: {}", counted(faults, "fault")),
    }
}
