//! The collection: `toolbox.toml`, and the publications it lists.

use super::document::{self, Expected, Table, Value};
use super::edition::{self, Editions};
use super::files::{lies_in, names_in, outside, read_text, unreadable_names_in};
use super::imprint::Imprint;
use super::layers::{Layer, Scope};
use super::profile::{self, Profiles};
use super::publication::{self, Inherited, Publication};
use super::texts::{PerLanguage, language_tag, per_language};
use super::volumes::VolumeRules;
use super::{Section, SpineAuthors, View};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span, nearest};
use crate::language::LangTag;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What `toolbox.toml` says.
#[derive(Debug, Default)]
pub(super) struct Toolbox {
    pub(super) title: PerLanguage<String>,
    pub(super) publisher: PerLanguage<String>,
    pub(super) licence: Option<PerLanguage<String>>,
    pub(super) languages: Vec<LangTag>,
    pub(super) labels: BTreeMap<LangTag, String>,
    /// All that can be made.
    pub(super) editions: Arc<Editions>,
    pub(super) profiles: Profiles,
    pub(super) page_list: bool,
    pub(super) base_url: Option<String>,
    pub(super) covers: bool,
    pub(super) spine_authors: SpineAuthors,
    pub(super) sections: Vec<Section>,
    pub(super) imprint: Imprint,
    pub(super) volumes: VolumeRules,
    /// Names the sections list, each once, with its place.
    listed: Vec<(String, Span)>,
}

const SPINE_AUTHORS: Expected = Expected { what: "above, below or none", example: "\"below\"" };

/// Reads the file. `None` where it names no language, so that nothing can be made.
pub(super) fn read(mut file: Table<'_>, folder: &Folder<'_>, diagnostics: &mut Diagnostics) -> Option<Toolbox> {
    let profiles = profile::read(folder.path, folder.root, folder.sources, diagnostics);
    let given = file.table("edition", diagnostics);
    let layer = |value: &Value<'_>, found: &mut Diagnostics| folder.house(Scope::Edition, value, found);
    let within = edition::Within { profiles: &profiles, layer: &layer };
    let editions = Editions::new(edition::read(given, edition::built_in(), &within, diagnostics), edition::usual());
    let mut toolbox =
        Toolbox { editions: Arc::new(editions), profiles, page_list: true, covers: true, ..Toolbox::default() };
    let head = file.required("toolbox", "{ title = …, languages = [\"en\"] }", diagnostics);
    let mut head = head?.table(diagnostics)?;
    let listed = head.required("languages", "[\"en\", \"ar\"]", diagnostics);
    toolbox.languages = listed.map(|value| languages(&value, diagnostics)).unwrap_or_default();
    if let Some(value) = head.required("title", "{ en = \"…\" }", diagnostics) {
        toolbox.title = per_language(&value, &toolbox.languages, diagnostics);
    }
    if let Some(value) = head.value("publisher") {
        toolbox.publisher = per_language(&value, &toolbox.languages, diagnostics);
    }
    if let Some(value) = head.value("licence") {
        toolbox.licence = Some(per_language(&value, &toolbox.languages, diagnostics));
    }
    toolbox.base_url = head.value("base-url").and_then(|value| base_url(&value, diagnostics));
    if let Some(table) = head.table("labels", diagnostics) {
        toolbox.labels = labels(&table, diagnostics);
    }
    if let Some(value) = head.value("editions") {
        Arc::make_mut(&mut toolbox.editions).read_usual(&value, diagnostics);
    }
    head.finish(diagnostics);
    for tag in &toolbox.languages {
        toolbox.labels.entry(tag.clone()).or_insert_with(|| tag.as_str().to_uppercase());
    }
    if let Some(mut ebook) = file.table("ebook", diagnostics) {
        if let Some(value) = ebook.value("page-list") {
            toolbox.page_list = value.boolean(diagnostics).unwrap_or(true);
        }
        ebook.finish(diagnostics);
    }
    if let Some(mut print) = file.table("print", diagnostics) {
        if let Some(value) = print.value("covers") {
            toolbox.covers = value.boolean(diagnostics).unwrap_or(true);
        }
        if let Some(value) = print.value("spine-authors") {
            let place = value.parsed(&SPINE_AUTHORS, SpineAuthors::parse, diagnostics);
            toolbox.spine_authors = place.unwrap_or_default();
        }
        print.finish(diagnostics);
    }
    if let Some(value) = file.value("section") {
        for value in value.list(diagnostics).unwrap_or_default() {
            section(&value, &mut toolbox, diagnostics);
        }
    }
    toolbox.imprint = Imprint::read(file.table("imprint", diagnostics), &toolbox.languages, diagnostics);
    toolbox.volumes = VolumeRules::read(file.table("volumes", diagnostics), diagnostics);
    file.finish(diagnostics);
    (!toolbox.languages.is_empty()).then_some(toolbox)
}

/// Where the output folder can be reached, without the stroke at the end.
fn base_url(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let given = value.string(diagnostics)?;
    let host = given.strip_prefix("https://").or(given.strip_prefix("http://")).unwrap_or_default();
    let is_plain = given.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}#?".contains(&byte));
    if host.trim_matches('/').is_empty() || !is_plain || given.len() > 200 {
        let message = format!("`base-url`: “{given}” is not the address of a folder");
        let help = "write where the files will be found: base-url = \"https://example.org/toolbox\"";
        diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help(help));
        return None;
    }
    Some(given.trim_end_matches('/').to_owned())
}

fn languages(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Vec<LangTag> {
    let mut tags: Vec<LangTag> = Vec::new();
    let given = value.strings(diagnostics);
    let none = given.is_empty();
    for (tag, place) in given {
        let Some(tag) = language_tag(tag, place, diagnostics) else { continue };
        if tags.contains(&tag) {
            diagnostics.push(
                Diagnostic::warning("duplicate-language", format!("`{tag}` is listed twice"))
                    .at(place)
                    .help("remove one of the two"),
            );
        } else {
            tags.push(tag);
        }
    }
    if none {
        diagnostics.push(
            Diagnostic::error("missing-key", "`toolbox.languages` names no language")
                .at(value.place())
                .help("add at least one: languages = [\"en\"]"),
        );
    }
    tags
}

fn labels(table: &Table<'_>, diagnostics: &mut Diagnostics) -> BTreeMap<LangTag, String> {
    let mut labels = BTreeMap::new();
    for (key, place, value) in table.entries() {
        let tag = language_tag(key, place, diagnostics);
        let label = value.string(diagnostics);
        labels.extend(tag.zip(label.map(str::to_owned)));
    }
    labels
}

/// The folder of a toolbox or a publication: where files lie that others name.
pub(super) struct Folder<'a> {
    pub(super) path: &'a Path,
    pub(super) root: &'a Path,
    pub(super) sources: &'a Sources,
}

impl Folder<'_> {
    /// What an edition changes in the house style: a table, or the name of a file.
    pub(super) fn house(&self, scope: Scope, value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<Layer> {
        if !value.is_string() {
            value.table(diagnostics)?;
            return Layer::table(scope, value.place(), &value.name, self.sources);
        }
        let path = self.path.join(value.string(diagnostics)?);
        let (file, text) = read_text(self.root, &path, self.sources, diagnostics)?;
        document::parse(file, &text, diagnostics)?;
        Some(Layer::file(scope, file, text, self.sources))
    }
}

/// The finding that a name is none of a publication.
#[must_use]
pub fn unknown_publication<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("create the folder {name} with a publication.toml in it"),
        None => format!("there are {}", known.join(", ")),
    };
    Diagnostic::error("unknown-publication", format!("there is no publication `{name}`")).help(help)
}

fn section(value: &Value<'_>, toolbox: &mut Toolbox, diagnostics: &mut Diagnostics) {
    let Some(mut table) = value.table(diagnostics) else { return };
    let mut section = Section { title: PerLanguage::new(), publications: Vec::new() };
    if let Some(value) = table.required("title", "{ en = \"…\" }", diagnostics) {
        section.title = per_language(&value, &toolbox.languages, diagnostics);
    }
    let names = table.required("publications", "[\"…\"]", diagnostics);
    for (name, place) in names.map(|value| value.strings(diagnostics)).unwrap_or_default() {
        if !is_folder_name(name) {
            diagnostics.push(
                Diagnostic::error("bad-name", format!("“{name}” cannot be the name of a publication"))
                    .at(place)
                    .help("a publication is a folder beside toolbox.toml, named with letters, digits, - and _"),
            );
        } else if toolbox.listed.iter().any(|(listed, _)| listed == name) {
            diagnostics.push(
                Diagnostic::warning("duplicate-publication", format!("`{name}` is listed twice"))
                    .at(place)
                    .help("the catalogue shows it at its first place; remove the second"),
            );
        } else {
            toolbox.listed.push((name.to_owned(), place));
            section.publications.push(name.to_owned());
        }
    }
    table.finish(diagnostics);
    toolbox.sections.push(section);
}

/// Whether a name is one plain folder name that file names and links can hold.
fn is_folder_name(name: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    !name.is_empty() && name.len() <= 100 && !name.starts_with(['.', '-']) && name.bytes().all(sign)
}

/// Reads the publications that the sections list, in that order, then those that no section lists, by name. A condensed
/// publication that none lists follows the full one. What is wrong in a publication's own file goes to `theirs`.
pub(super) fn publications(
    toolbox: &mut Toolbox,
    folder: &Path,
    root: &Path,
    sources: &Sources,
    (diagnostics, theirs): (&mut Diagnostics, &mut Diagnostics),
) -> Vec<Publication> {
    let shown = |name: &str| super::shown(root, &folder.join(name)).display().to_string();
    let mut found: Vec<Publication> = Vec::new();
    let inherited = Inherited {
        languages: &toolbox.languages,
        editions: &toolbox.editions,
        profiles: &toolbox.profiles,
        files: (root, sources),
        imprint: &toolbox.imprint,
        volumes: &toolbox.volumes,
    };
    for name in folders(toolbox, folder, &shown, diagnostics) {
        found.extend(publication_in(&folder.join(&name), &name, root, folder, &inherited, sources, theirs));
    }
    report_taken(&mut found, &shown, theirs);
    let known = |name: &str| found.iter().any(|publication| publication.name == name);
    for (name, place) in toolbox.listed.iter().filter(|(name, _)| !known(name) && !folder.join(name).is_dir()) {
        diagnostics.push(unknown_publication(name, found.iter().map(|one| one.name.as_str())).at(*place));
    }
    if found.is_empty() && toolbox.listed.is_empty() {
        diagnostics.push(
            Diagnostic::warning("no-publications", "the toolbox has no publication yet")
                .in_file(shown("toolbox.toml"))
                .help("make a folder beside toolbox.toml with a publication.toml in it, and list it in a section"),
        );
    }
    in_order(toolbox, found, &shown, diagnostics)
}

/// The folders that hold a publication, by name, and those that a section lists as one.
fn folders(
    toolbox: &Toolbox,
    folder: &Path,
    shown: &dyn Fn(&str) -> String,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let is_listed = |name: &String| toolbox.listed.iter().any(|(listed, _)| listed == name);
    let help = "rename the folder: letters a–z, digits, - and _";
    for name in unreadable_names_in(folder).iter().filter(|name| folder.join(name).join("publication.toml").exists()) {
        let message = "what is no UTF-8 cannot be the name of a publication";
        diagnostics.push(Diagnostic::error("bad-name", message).in_file(shown(&name.to_string_lossy())).help(help));
    }
    let mut names = Vec::new();
    for name in names_in(folder) {
        let file = format!("{name}/publication.toml");
        let is_one = folder.join(&file).is_file() || (is_listed(&name) && folder.join(&name).is_dir());
        if !is_one {
            continue;
        }
        if is_folder_name(&name) {
            names.push(name);
        } else {
            let message = format!("“{name}” cannot be the name of a publication");
            diagnostics.push(Diagnostic::error("bad-name", message).in_file(shown(&file)).help(help));
        }
    }
    names
}

/// Takes out condensed publications whose name a folder has.
fn report_taken(found: &mut Vec<Publication>, shown: &dyn Fn(&str) -> String, diagnostics: &mut Diagnostics) {
    let folders: BTreeSet<String> =
        found.iter().filter(|one| one.view == View::Full).map(|one| one.name.clone()).collect();
    found.retain(|one| {
        let is_taken = one.view != View::Full && folders.contains(&one.name);
        if is_taken {
            let message = format!(
                "the condensed publication of `{}` would be called as the folder `{}`",
                one.full_name(),
                one.name
            );
            let file = shown(&format!("{}/publication.toml", one.full_name()));
            let help = "rename the folder, or take the table [condensed] out";
            diagnostics.push(Diagnostic::error("name-taken", message).in_file(file).help(help));
        }
        !is_taken
    });
}

/// Puts the publications into the order of the catalogue and those that no section lists into it.
fn in_order(
    toolbox: &mut Toolbox,
    mut found: Vec<Publication>,
    shown: &dyn Fn(&str) -> String,
    diagnostics: &mut Diagnostics,
) -> Vec<Publication> {
    let is_listed = |name: &str| toolbox.listed.iter().any(|(listed, _)| listed == name);
    let condensed_of = |name: &str| {
        let is_that = |one: &&Publication| one.full.as_deref() == Some(name) && !is_listed(&one.name);
        found.iter().find(is_that).map(|one| one.name.clone())
    };
    let mut order: Vec<String> = Vec::new();
    for section in &mut toolbox.sections {
        let names = section.publications.iter().filter(|name| found.iter().any(|one| one.name == **name));
        section.publications = names.flat_map(|name| std::iter::once(name.clone()).chain(condensed_of(name))).collect();
        order.extend(section.publications.iter().cloned());
    }
    for one in &found {
        if order.contains(&one.name) {
            continue;
        }
        if one.view == View::Full {
            let help = format!("add it to a section's `publications` in toolbox.toml: \"{}\"", one.name);
            let message = format!("no section lists `{}`; it is made, but the catalogue shows it last", one.name);
            let file = shown(&format!("{}/publication.toml", one.name));
            diagnostics.push(Diagnostic::warning("unlisted-publication", message).in_file(file).help(help));
        }
        order.push(one.name.clone());
    }
    found.sort_by_key(|one| order.iter().position(|name| *name == one.name));
    found
}

fn publication_in(
    folder: &Path,
    name: &str,
    root: &Path,
    within: &Path,
    inherited: &Inherited<'_>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Publication> {
    let path = folder.join("publication.toml");
    if path.exists() && !lies_in(&path, within) {
        diagnostics.push(outside(&super::shown(root, &path)));
        return Vec::new();
    }
    let Some((file, text)) = read_text(root, &path, sources, diagnostics) else { return Vec::new() };
    let Some(table) = document::parse(file, &text, diagnostics) else { return Vec::new() };
    publication::read(Table::root(file, &table), name, folder.to_owned(), inherited, diagnostics)
}
