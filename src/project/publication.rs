//! One title: `publication.toml`.

use super::document::{Table, Value};
use super::edition::{self, Editions};
use super::house_style_file;
use super::imprint::Imprint;
use super::isbn::Isbns;
use super::layers::Scope;
use super::profile::Profiles;
use super::texts::{PerLanguage, for_language, language_tag, per_language, texts_or_one};
use super::toolbox::Folder;
use super::volumes::{VolumeRules, Volumes};
use super::{Binding, Chapter, Project, View};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, nearest};
use crate::language::{LangTag, Language};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One title of the toolbox.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Folder name, or that and the name of a view; part of every file name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its chapters in their order, where there is no project around it whose folders say so: a Markdown file alone, or a
    /// folder of them.
    pub chapters: Vec<Chapter>,
    /// What of the text it has.
    pub view: View,
    /// Name of the publication that has the full text, where this one has another view of it.
    pub full: Option<String>,
    /// Its `publication.toml` has errors, which were reported: it is not made, but may be referred to.
    pub broken: bool,
    /// Title.
    pub title: PerLanguage<String>,
    /// Subtitle.
    pub subtitle: PerLanguage<String>,
    /// What it is about, for the back of the cover; nothing in languages that are not there.
    pub blurb: PerLanguage<String>,
    /// What the front flap of its cover says.
    pub flap: PerLanguage<String>,
    /// Digits of the barcode's add-on, which say the price.
    pub price_code: PerLanguage<String>,
    /// `module`, `study`, `article` …: free, shown nowhere but known to the house style.
    pub kind: String,
    /// Number of a module.
    pub number: Option<u16>,
    /// Shown as compulsory in the catalogue.
    pub required: bool,
    /// Date of the text: the only clock a book knows.
    pub date: Option<jiff::civil::Date>,
    /// ISBNs.
    pub isbn: Isbns,
    /// What else its imprint says.
    pub imprint: Imprint,
    /// Who made it, as printed.
    pub contributors: Vec<Contributor>,
    /// Languages it has, in the toolbox's order.
    pub languages: Vec<LangTag>,
    /// Its editions: those of the toolbox, and its own.
    pub editions: Arc<Editions>,
    /// How it is split, by language.
    pub volumes: PerLanguage<Volumes>,
    /// How it is bound, where that is not as the house style says.
    pub binding: Option<Binding>,
    /// Pages of its signatures, where they are not as the house style says.
    pub signature: Option<u16>,
}

impl Publication {
    /// One that has a name, a place and languages, and nothing else yet.
    pub(super) fn new(name: &str, folder: PathBuf, languages: Vec<LangTag>) -> Self {
        Self {
            name: name.to_owned(),
            folder,
            chapters: Vec::new(),
            view: View::Full,
            full: None,
            broken: false,
            title: PerLanguage::new(),
            subtitle: PerLanguage::new(),
            blurb: PerLanguage::new(),
            flap: PerLanguage::new(),
            price_code: PerLanguage::new(),
            kind: "book".to_owned(),
            number: None,
            required: false,
            date: None,
            isbn: Isbns::default(),
            imprint: Imprint::default(),
            contributors: Vec::new(),
            languages,
            editions: Arc::default(),
            volumes: PerLanguage::new(),
            binding: None,
            signature: None,
        }
    }

    /// Whether there is no project around it: others wrote it, for other programs.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        !self.chapters.is_empty()
    }

    /// Whether it is an article: text alone, without title page, contents and colophon.
    #[must_use]
    pub fn is_article(&self) -> bool {
        self.kind == "article"
    }

    /// Name of the publication that has the full text: its own, where it is that one.
    #[must_use]
    pub fn full_name(&self) -> &str {
        self.full.as_deref().unwrap_or(&self.name)
    }

    /// What it is, where it has another view of a text than the full one: «Condensed edition of “Handbook”».
    #[must_use]
    pub fn view_statement(&self, project: &Project, language: &Language) -> Option<String> {
        let full = project.publication(self.full.as_deref()?)?;
        let title = for_language(&full.title, &language.tag).unwrap_or(&full.name);
        Some(language.pattern(&format!("{}-edition", self.view.name()), &[("title", &language.quoted(title))]))
    }
}

/// Who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Name as printed.
    pub name: String,
    /// Name as sorted.
    pub file_as: Option<String>,
    /// MARC relator code: `aut`, `trl`, `edt`, `ill` …
    pub role: String,
}

/// What a publication inherits from its toolbox.
pub(super) struct Inherited<'a> {
    /// Languages of the toolbox.
    pub(super) languages: &'a [LangTag],
    /// Its editions.
    pub(super) editions: &'a Arc<Editions>,
    /// Profiles that its editions may have.
    pub(super) profiles: &'a Profiles,
    /// What paths are relative to, and where texts are kept.
    pub(super) files: (&'a Path, &'a Sources),
    /// What the toolbox says in all imprints.
    pub(super) imprint: &'a Imprint,
    /// Volume rules of the toolbox.
    pub(super) volumes: &'a VolumeRules,
}

/// Reads `publication.toml` of the publication `name` in `folder`: the publication, and the condensed one where there is
/// one.
pub(super) fn read(
    mut file: Table<'_>,
    name: &str,
    folder: PathBuf,
    inherited: &Inherited<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Publication> {
    let mut found = Diagnostics::new();
    let mut publication = Publication::new(name, folder, inherited.languages.to_vec());
    let own = file.table("edition", &mut found);
    publication.read_editions(own, inherited, &mut found);
    let head = file.required("publication", "{ title = { en = \"…\" } }", &mut found);
    if let Some(mut table) = head.and_then(|value| value.table(&mut found)) {
        read_head(&mut publication, &mut table, inherited, &mut found);
        table.finish(&mut found);
    }
    let imprint = Imprint::read(file.table("imprint", &mut found), &publication.languages, &mut found);
    publication.imprint = imprint.over(inherited.imprint);
    let own = VolumeRules::read(file.table("volumes", &mut found), &mut found);
    let condensed = file.value("condensed");
    file.finish(&mut found);
    publication.complete(&own, inherited);
    publication.broken = found.has_errors();
    diagnostics.extend(found);
    let condensed = condensed.map(|value| condense(&publication, &value, inherited, diagnostics));
    std::iter::once(publication).chain(condensed).collect()
}

/// The publication that `[condensed]` makes of another.
fn condense(
    full: &Publication,
    value: &Value<'_>,
    inherited: &Inherited<'_>,
    diagnostics: &mut Diagnostics,
) -> Publication {
    let view = View::Condensed;
    let mut found = Diagnostics::new();
    let mut publication = Publication {
        name: format!("{}-{}", full.name, view.name()),
        view,
        full: Some(full.name.clone()),
        required: false,
        title: PerLanguage::new(),
        subtitle: PerLanguage::new(),
        blurb: PerLanguage::new(),
        flap: PerLanguage::new(),
        price_code: PerLanguage::new(),
        isbn: Isbns::default(),
        ..full.clone()
    };
    let mut own = VolumeRules::default();
    if let Some(mut table) = value.table(&mut found) {
        publication.read_titles(&mut table, &mut found);
        own = VolumeRules::read(table.table("volumes", &mut found), &mut found);
        table.finish(&mut found);
    }
    publication.complete(&own, inherited);
    publication.broken |= found.has_errors();
    diagnostics.extend(found);
    publication
}

fn read_head(
    publication: &mut Publication,
    table: &mut Table<'_>,
    inherited: &Inherited<'_>,
    diagnostics: &mut Diagnostics,
) {
    if let Some(value) = table.value("languages") {
        publication.languages = chosen_languages(&value, inherited.languages, diagnostics);
    }
    if let Some(value) = table.value("editions") {
        Arc::make_mut(&mut publication.editions).read_usual(&value, diagnostics);
    }
    publication.read_titles(table, diagnostics);
    if let Some(kind) = table.value("kind").and_then(|value| value.string(diagnostics)) {
        publication.kind = kind.to_owned();
    }
    publication.number = table.value("number").and_then(|value| value.small_integer(0..=9999, diagnostics));
    publication.required = table.value("required").and_then(|value| value.boolean(diagnostics)).unwrap_or_default();
    publication.date = table.value("date").and_then(|value| value.date(diagnostics));
    house_style_file::binding(table, (&mut publication.binding, &mut publication.signature), diagnostics);
    if let Some(value) = table.value("contributors") {
        let items = value.list(diagnostics).unwrap_or_default();
        publication.contributors = items.iter().filter_map(|item| contributor(item, diagnostics)).collect();
    }
}

/// Digits of barcodes' add-ons: what is no such number is reported and left out.
fn price_codes(value: &Value<'_>, languages: &[LangTag], diagnostics: &mut Diagnostics) -> PerLanguage<String> {
    let mut codes = texts_or_one(value, languages, diagnostics);
    let is_code = |code: &str| matches!(code.len(), 2 | 5) && code.bytes().all(|sign| sign.is_ascii_digit());
    codes.retain(|_, code| {
        let fits = is_code(code);
        if !fits {
            let message = format!("“{code}” is no add-on of a barcode");
            let help = "two or five digits: 51299 is 12.99 US dollars, 90000 says no price (price-code = \"51299\")";
            diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help(help));
        }
        fits
    });
    codes
}

impl Publication {
    /// `[edition.NAME]` tables: editions that the toolbox does not have, or has otherwise.
    fn read_editions(&mut self, table: Option<Table<'_>>, inherited: &Inherited<'_>, diagnostics: &mut Diagnostics) {
        self.editions = inherited.editions.clone();
        if table.is_none() {
            return;
        }
        let (root, sources) = inherited.files;
        let folder = Folder { path: &self.folder, root, sources };
        let layer = |value: &Value<'_>, found: &mut Diagnostics| folder.house(Scope::OwnEdition, value, found);
        let within = edition::Within { profiles: inherited.profiles, layer: &layer };
        Arc::make_mut(&mut self.editions).change(|all| edition::read(table, all, &within, diagnostics));
    }

    /// What each view of a text has for itself.
    fn read_titles(&mut self, table: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        if let Some(value) = table.required("title", "{ en = \"…\" }", diagnostics) {
            self.title = per_language(&value, &self.languages, diagnostics);
        }
        if let Some(value) = table.value("subtitle") {
            self.subtitle = per_language(&value, &self.languages, diagnostics);
        }
        if let Some(value) = table.value("blurb") {
            self.blurb = texts_or_one(&value, &self.languages, diagnostics);
        }
        if let Some(value) = table.value("flap") {
            self.flap = texts_or_one(&value, &self.languages, diagnostics);
        }
        if let Some(value) = table.value("price-code") {
            self.price_code = price_codes(&value, &self.languages, diagnostics);
        }
        if let Some(table) = table.table("isbn", diagnostics) {
            self.isbn = Isbns::read(&table, self.editions.as_slice(), diagnostics);
        }
    }

    /// Volumes for each language, and the name for a title that is missing.
    fn complete(&mut self, own: &VolumeRules, inherited: &Inherited<'_>) {
        for tag in &self.languages {
            self.volumes.insert(tag.clone(), VolumeRules::resolve(own, inherited.volumes, tag));
            self.title.entry(tag.clone()).or_insert_with(|| self.name.clone());
        }
    }
}

/// The languages a publication lists, in the toolbox's order.
fn chosen_languages(value: &Value<'_>, offered: &[LangTag], diagnostics: &mut Diagnostics) -> Vec<LangTag> {
    let mut chosen = Vec::new();
    for (tag, place) in value.strings(diagnostics) {
        let Some(tag) = language_tag(tag, place, diagnostics) else { continue };
        if offered.contains(&tag) {
            chosen.push(tag);
            continue;
        }
        let names: Vec<&str> = offered.iter().map(LangTag::as_str).collect();
        diagnostics.push(
            Diagnostic::error("unknown-language", format!("`{tag}` is not a language of the toolbox"))
                .at(place)
                .help(format!("add it to `languages` in toolbox.toml, or choose from {}", names.join(", "))),
        );
    }
    offered.iter().filter(|tag| chosen.contains(tag)).cloned().collect()
}

/// Relator codes that books like these use; any other code of MARC's list may be given, too.
const COMMON_ROLES: [&str; 9] = ["aut", "trl", "edt", "ill", "aui", "ctb", "pbl", "bkd", "rev"];

/// A name in quotes, or a table with a name and a role.
fn contributor(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<Contributor> {
    if value.is_string() {
        let name = value.string(diagnostics)?.to_owned();
        return Some(Contributor { name, file_as: None, role: "aut".to_owned() });
    }
    let mut table = value.table(diagnostics)?;
    let name = table.required("name", "\"…\"", diagnostics).and_then(|value| value.string(diagnostics));
    let file_as = table.value("file-as").and_then(|value| value.string(diagnostics));
    let mut role = "aut";
    if let Some(value) = table.value("role") {
        let code = value.string(diagnostics).unwrap_or(role);
        if code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()) {
            role = code;
        } else {
            let near = nearest(code, COMMON_ROLES).unwrap_or("aut");
            diagnostics.push(
                Diagnostic::error("bad-value", format!("“{code}” is not a MARC relator code")).at(value.place()).help(
                    format!(
                        "three small letters, such as `{near}`: aut author, edt editor, trl translator, ill illustrator"
                    ),
                ),
            );
        }
    }
    table.finish(diagnostics);
    Some(Contributor { name: name?.to_owned(), file_as: file_as.map(str::to_owned), role: role.to_owned() })
}
