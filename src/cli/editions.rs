//! `warraq editions` and `warraq house`: what can be made, and how it looks.

use super::Outcome;
use super::arguments::{self, Format};
use super::console::Console;
use super::target::open_project;
use crate::diagnostics::{Diagnostics, Sources};
use crate::press::{Choice, Selection};
use crate::project::{self, Answers, Audience, Edition, Output, Profile, ProfileValue, Project};
use serde_json::json;
use std::path::Path;

/// Lists the editions of a project, or, where there is none, those that are built in.
pub(super) fn editions(options: &arguments::Editions, console: &Console) -> Outcome {
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = match project_if_any(options.project.as_deref(), &sources, &mut found, console) {
        Ok(project) => project,
        Err(outcome) => return outcome,
    };
    let built_in;
    let editions = match (&project, &options.publication) {
        (Some(project), Some(name)) => match project.publication(name) {
            Some(publication) => &*publication.editions,
            None => {
                let known = project.publications.iter().map(|publication| publication.name.as_str());
                return console.misused(&[project::unknown_publication(name, known)].into_iter().collect());
            }
        },
        (Some(project), None) => &*project.editions,
        (None, Some(name)) => return console.misused(&[project::unknown_publication(name, [])].into_iter().collect()),
        (None, None) => {
            built_in = project::built_in_editions();
            &built_in
        }
    };
    let width = editions.iter().map(|edition| edition.name.len()).max().unwrap_or(0);
    for edition in editions {
        let is_usual = editions.is_usual(edition);
        console.line(&match console.format {
            Format::Json => json!({
                "name": edition.name, "output": edition.output.name(), "bases": edition.bases,
                "audience": edition.audience.name(), "answers": edition.answers.name(), "covers": edition.covers,
                "pieces": edition.pieces.as_ref().map(|pieces| &pieces.kinds),
                "rest-in": edition.rest_in, "margin-folios": edition.margin_folios, "usual": is_usual,
            })
            .to_string(),
            Format::Text => format!("{:width$}  {}", edition.name, described(edition, is_usual)),
        });
    }
    console.report(&found, &sources)
}

/// The project that is named or stood in; `None` where there is none and none is named.
pub(super) fn project_if_any(
    named: Option<&Path>,
    sources: &Sources,
    found: &mut Diagnostics,
    console: &Console,
) -> Result<Option<Project>, Outcome> {
    if named.is_none() && project::find(Path::new(".")).is_none() {
        return Ok(None);
    }
    open_project(named, sources, found, console).map(Some)
}

/// Lists the profiles of a project, or those that are built in; or shows one, each value with its source.
pub(super) fn profiles(options: &arguments::Profiles, console: &Console) -> Outcome {
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = match project_if_any(options.project.as_deref(), &sources, &mut found, console) {
        Ok(project) => project,
        Err(outcome) => return outcome,
    };
    let profiles = project.as_ref().map_or(project::built_in_profiles(), |project| &project.profiles);
    let Some(name) = &options.name else {
        let width = profiles.keys().map(String::len).max().unwrap_or(0);
        for (name, profile) in profiles {
            let standard = profile.standard.name();
            let colors = profile.colors.name();
            console.line(&match console.format {
                Format::Json => {
                    json!({ "name": name, "from": profile.from, "standard": standard, "colors": colors }).to_string()
                }
                Format::Text => format!("{name:width$}  {}: {standard}, {colors}", called(profile)),
            });
        }
        return console.report(&found, &sources);
    };
    let Some(profile) = profiles.get(name) else {
        return console.misused(&[project::unknown_profile(name, profiles)].into_iter().collect());
    };
    let set = |value: &ProfileValue| format!("{} = {}", value.key, value.value);
    let width = profile.values.iter().map(|value| set(value).chars().count()).filter(|width| *width < 60).max();
    let width = width.unwrap_or(0);
    for value in &profile.values {
        console.line(&match console.format {
            Format::Json => json!({ "key": value.key, "value": value.value, "source": value.source }).to_string(),
            Format::Text => format!("{:width$}  # {}", set(value), value.source.as_deref().unwrap_or("no source")),
        });
    }
    console.report(&found, &sources)
}

/// What people call a profile.
fn called(profile: &Profile) -> &str {
    let english = profile.names.iter().find(|(tag, _)| tag.primary() == "en").or(profile.names.iter().next());
    english.map_or(profile.name.as_str(), |(_, name)| name)
}

/// What an edition is, in words.
fn described(edition: &Edition, is_usual: bool) -> String {
    let mut words = vec![match edition.output {
        Output::Print => "PDF/X-4 for a printer",
        Output::Screen => "tagged PDF to read on a screen or to print at home",
        Output::Ebook => "EPUB",
    }];
    words.extend(edition.covers.then_some("with a cover"));
    words.extend(match edition.audience {
        Audience::All => None,
        Audience::Participant => Some("for participants, without notes for the facilitator"),
        Audience::Facilitator => Some("for the facilitator"),
    });
    words.extend(match edition.answers {
        Answers::InPlace => None,
        Answers::AtEnd => Some("with the answers at the end"),
        Answers::Apart => Some("with the answers in a key of their own"),
        Answers::LeftOut => Some("without answers"),
    });
    words.extend(edition.impose.as_ref().map(|_| "on sheets for a copier"));
    let pieces =
        edition.pieces.as_ref().map(|pieces| format!(", only {}", pieces.kinds.join(", "))).unwrap_or_default();
    let from = edition.bases.first().map(|base| format!("; made from {base}")).unwrap_or_default();
    let usual = if is_usual { "" } else { "; made where it is asked for: --edition " };
    let name = if is_usual { "" } else { &edition.name };
    format!("{}{pieces}{from}{usual}{name}", words.join(", "))
}

/// Shows the house style of a publication in a language and an edition, and where each value comes from.
pub(super) fn house(options: &arguments::House, console: &Console) -> Outcome {
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = match open_project(options.project.as_deref(), &sources, &mut found, console) {
        Ok(project) => project,
        Err(outcome) => return outcome,
    };
    let choice = Choice {
        publications: vec![options.publication.clone()],
        languages: options.lang.iter().cloned().collect(),
        editions: vec![options.edition.clone()],
    };
    let selection = match Selection::of(&project, &choice) {
        Ok(selection) => selection,
        Err(faults) => return console.misused(&faults),
    };
    let job = selection.jobs.first();
    if let Some((job, edition)) = job.and_then(|job| Some((job, job.editions.first()?))) {
        let values = project.house_values(job.publication, &job.language.tag, edition);
        let width =
            values.iter().map(|value| value.key.len() + value.value.len() + 3).filter(|width| *width < 60).max();
        let width = width.unwrap_or(0);
        for value in values {
            let set = format!("{} = {}", value.key, value.value);
            console.line(&match console.format {
                Format::Json => json!({ "key": value.key, "value": value.value, "from": value.from }).to_string(),
                Format::Text => format!("{set:width$}  # {}", value.from),
            });
        }
    }
    console.report(&found, &sources)
}
