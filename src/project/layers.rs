//! The house style in layers, of which a later one replaces what it names: the built-in design, `house-style.toml`,
//! `house-style.LANG.toml`, the publication's own two, and what an edition says.
//!
//! In: files and tables as they were found. Out: the house style of each publication, language and edition, and where each
//! of its values comes from. Styles that come of the same layers are made once.

use super::document::{self, Table};
use super::files::{names_in, read_text};
use super::house_style_file;
use super::page_size;
use super::{Edition, HouseStyle, PageStyle, Project, Publication, Sides, SpineRule};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Sources, Span};
use crate::language::LangTag;
use crate::units::Length;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Whose design a layer changes: what only some have cannot change what all share.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// That of an edition that is built in.
    BuiltIn,
    /// That of all publications, perhaps in one language only.
    Toolbox,
    /// That of one publication.
    Publication,
    /// That of an edition.
    Edition,
    /// That of an edition that one publication has.
    OwnEdition,
}

/// A file, or a table in one, that changes the house style.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    scope: Scope,
    file: FileId,
    text: Arc<str>,
    /// The tables down to that which holds the keys; none for a whole file.
    tables: Vec<String>,
    /// How people find it.
    name: String,
}

/// A value of a house style and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseValue {
    /// Dotted path of its key.
    pub key: String,
    /// As it is written there.
    pub value: String,
    /// The file and table.
    pub from: String,
}

impl Layer {
    /// A whole file.
    pub(super) fn file(scope: Scope, file: FileId, text: Arc<str>, sources: &Sources) -> Self {
        let name = sources.get(file).map(|source| source.path.display().to_string()).unwrap_or_default();
        Self { scope, file, text, tables: Vec::new(), name }
    }

    /// A table of a file, by the dotted path of its key.
    pub(super) fn table(scope: Scope, place: Span, path: &str, sources: &Sources) -> Option<Self> {
        let source = sources.get(place.file)?;
        let tables = path.split('.').map(str::to_owned).collect();
        let name = format!("{} [{path}]", source.path.display());
        Some(Self { scope, file: place.file, text: source.text.clone(), tables, name })
    }

    /// A table of a text that is built in; what of it does not go with a project's own design is not reported.
    pub(super) fn built_in(text: &str, tables: &[&str], name: &str) -> Self {
        let text: Arc<str> = text.into();
        let file = Sources::new().add(Path::new(name), text.clone());
        let tables = tables.iter().map(|table| (*table).to_owned()).collect();
        Self { scope: Scope::BuiltIn, file, text, tables, name: name.to_owned() }
    }

    /// Changes in `house` what the layer names. A fault of syntax was reported when its file was read.
    fn apply(&self, house: &mut HouseStyle, diagnostics: &mut Diagnostics) {
        let parsed = document::parse(self.file, &self.text, &mut Diagnostics::new());
        let Some(table) = parsed.as_ref().and_then(|root| Table::root(self.file, root).within(&self.tables)) else {
            return;
        };
        if self.scope == Scope::BuiltIn {
            house_style_file::apply(table, house, &mut Diagnostics::new());
            return;
        }
        house_style_file::apply(table, house, diagnostics);
        for (value, place) in self.values() {
            let name = value.key.as_str();
            let fault = match self.scope {
                Scope::Toolbox | Scope::BuiltIn => continue,
                _ if name.starts_with("language.") => {
                    "what a language's words are like is the same in all publications"
                }
                Scope::Edition | Scope::OwnEdition if matches!(name, "number-to-level" | "text.regional-digits") => {
                    "numbers are the same in all editions"
                }
                _ => continue,
            };
            let finding = Diagnostic::error("misplaced-key", format!("`{name}` cannot be changed here: {fault}"));
            diagnostics.push(finding.at(place).help("put it into house-style.toml beside toolbox.toml"));
        }
    }

    /// Its values in the order of the file, and their places.
    pub(super) fn values(&self) -> Vec<(HouseValue, Span)> {
        let parsed = document::parse(self.file, &self.text, &mut Diagnostics::new());
        let mut table = parsed.as_ref().map(Spanned::get_ref);
        for name in &self.tables {
            table = table.and_then(|table| match table.get(name.as_str())?.get_ref() {
                DeValue::Table(inner) => Some(inner),
                _ => None,
            });
        }
        let mut values = Vec::new();
        if let Some(table) = table {
            self.collect(table, "", &mut values);
        }
        values.sort_by_key(|(_, place)| place.start);
        values
    }

    fn collect(&self, table: &DeTable<'_>, path: &str, values: &mut Vec<(HouseValue, Span)>) {
        for (key, value) in table {
            let key = if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            if let DeValue::Table(inner) = value.get_ref() {
                self.collect(inner, &key, values);
                continue;
            }
            let written = self.text.get(value.span()).unwrap_or_default().to_owned();
            values.push((
                HouseValue { key, value: written, from: self.name.clone() },
                Span::new(self.file, value.span()),
            ));
        }
    }
}

/// The design that is built in, as a layer.
static BUILT_IN: LazyLock<Layer> = LazyLock::new(|| Layer::built_in(house_style_file::BUILT_IN, &[], "built in"));

/// Layers by the language they are for; `None` for all.
pub(super) type Layers = BTreeMap<Option<LangTag>, Arc<Layer>>;

/// The layers of a toolbox and its publications.
#[derive(Clone, Debug, Default)]
pub(super) struct Stock {
    /// The toolbox's own.
    pub(super) toolbox: Layers,
    /// Those of publications, by the name of the folder.
    pub(super) publications: BTreeMap<String, Layers>,
}

impl Stock {
    /// Finds them in the folder of a toolbox and in those of its publications. Names that mean no language are reported.
    pub(super) fn read(
        folder: &Path,
        root: &Path,
        languages: &[LangTag],
        publications: &mut [Publication],
        sources: &Sources,
        (shared, theirs): (&mut Diagnostics, &mut Diagnostics),
    ) -> Self {
        let layers = |folder: &Path, scope, diagnostics: &mut Diagnostics| {
            let mut found = Layers::new();
            for (name, lang) in style_files(folder) {
                let path = folder.join(&name);
                let is_ours = |tag: &LangTag| languages.iter().any(|one| one.primary() == tag.primary());
                if let Some(unknown) = lang.as_ref().filter(|tag| !is_ours(tag)) {
                    let shown = super::shown(root, &path).display().to_string();
                    let message = format!("no text of the toolbox is in `{unknown}`: this house style is for nothing");
                    let help =
                        "name the file house-style.LANG.toml after one of `languages` in toolbox.toml, or remove it";
                    diagnostics.push(Diagnostic::warning("unread-file", message).in_file(shown).help(help));
                    continue;
                }
                let Some((file, text)) = read_text(root, &path, sources, diagnostics) else { continue };
                if document::parse(file, &text, diagnostics).is_some() {
                    found.insert(lang, Arc::new(Layer::file(scope, file, text, sources)));
                }
            }
            found
        };
        let toolbox = layers(folder, Scope::Toolbox, shared);
        let mut own = BTreeMap::new();
        for publication in publications.iter_mut().filter(|publication| publication.full.is_none()) {
            let mut found = Diagnostics::new();
            own.insert(publication.name.clone(), layers(&publication.folder, Scope::Publication, &mut found));
            publication.broken |= found.has_errors();
            theirs.extend(found);
        }
        Self { toolbox, publications: own }
    }

    /// The layers of a publication in a language, the first one first.
    fn of(&self, publication: &Publication, lang: &LangTag) -> Vec<Arc<Layer>> {
        let own = self.publications.get(publication.full_name());
        [Some(&self.toolbox), own].into_iter().flatten().flat_map(|layers| pick(layers, lang)).collect()
    }
}

/// The house styles in a folder, and the language of each; a name that is no language's stands for one that is unknown.
fn style_files(folder: &Path) -> Vec<(String, Option<LangTag>)> {
    let named = names_in(folder).into_iter().filter_map(|name| {
        let lang = name.strip_prefix("house-style")?.strip_suffix(".toml")?;
        let lang = match lang.strip_prefix('.') {
            Some(lang) => Some(LangTag::parse(lang)?),
            None if lang.is_empty() => None,
            None => return None,
        };
        Some((name, lang))
    });
    let mut named: Vec<(String, Option<LangTag>)> = named.collect();
    // A link that leads nowhere is there all the same.
    let general = "house-style.toml".to_owned();
    let is_there = folder.join(&general).symlink_metadata().is_ok();
    if is_there && !named.iter().any(|(name, _)| *name == general) {
        named.push((general, None));
    }
    named
}

/// Those for all languages, for the primary language, for the language itself.
fn pick(layers: &Layers, lang: &LangTag) -> impl Iterator<Item = Arc<Layer>> {
    let primary = LangTag::parse(lang.primary()).filter(|primary| primary != lang);
    let keys = [Some(None), primary.map(Some), Some(Some(lang.clone()))];
    keys.into_iter().flatten().filter_map(|key| layers.get(&key).cloned())
}

/// The house styles of a project's publications.
#[derive(Clone, Debug, Default)]
pub struct Houses {
    styles: Vec<Style>,
    /// Places in `styles` by publication, language and edition; the edition is empty for what all share.
    of: BTreeMap<(String, LangTag, String), usize>,
}

#[derive(Clone, Debug)]
struct Style {
    layers: Vec<Arc<Layer>>,
    /// What the publication says besides.
    own: Own,
    /// What the edition's profile asks for, whatever the design says.
    asked: Asked,
    house: Arc<HouseStyle>,
}

/// What `publication.toml` says of the design of its publication.
#[derive(Clone, Debug, Default, PartialEq)]
struct Own {
    article: bool,
    binding: Option<super::Binding>,
    signature: Option<u16>,
}

impl Own {
    fn of(publication: &Publication) -> Self {
        let &Publication { binding, signature, .. } = publication;
        Self { article: publication.is_article(), binding, signature }
    }

    /// The chapters of an article begin on any page and have no numbers.
    fn apply(&self, house: &mut HouseStyle) {
        if self.article {
            house.chapters_open_recto = false;
            house.number_to_level = 0;
        }
        house.page.binding = self.binding.unwrap_or(house.page.binding);
        house.page.signature = self.signature.or(house.page.signature);
    }
}

/// What a printer or a shop asks of pages, and what the offices of a region have.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    margins: Sides,
    gutters: Vec<(u32, Length)>,
    multiple: Option<u16>,
    spine: Option<SpineRule>,
    /// The region, where its offices have a paper of their own.
    region: Option<String>,
}

impl Asked {
    fn of(edition: &Edition, lang: &LangTag) -> Self {
        let region = lang.region().filter(|region| page_size::has_letter(region)).map(str::to_owned);
        let Some(profile) = edition.profile.as_deref().filter(|_| edition.has_pages()) else {
            return Self { region, ..Self::default() };
        };
        Self {
            region,
            margins: profile.margins,
            gutters: profile.gutters.clone(),
            multiple: profile.pages.multiple,
            spine: profile.spine.clone(),
        }
    }

    /// Margins and signatures become as large as it asks.
    fn apply(&self, page: &mut PageStyle) {
        if let Some([width, height]) = page.office.and_then(|office| page_size::of(office.name(self.region.as_deref())))
        {
            (page.width, page.height) = (Length::from_mm(width), Length::from_mm(height));
        }
        let Sides { outer, head, foot, bind } = self.margins;
        let margins = &mut page.margins;
        margins.outer = margins.outer.max(outer);
        margins.top = margins.top.max(head);
        margins.bottom = margins.bottom.max(foot);
        margins.inner = margins.inner.max(bind);
        page.gutters.clone_from(&self.gutters);
        page.spine.clone_from(&self.spine);
        if let Some(multiple) = self.multiple.filter(|multiple| !page.signature().is_multiple_of(*multiple)) {
            // The least that both divide: signatures and multiples are small numbers.
            let signature = page.signature();
            page.signature = (1..=multiple).map(|times| signature * times).find(|pages| pages.is_multiple_of(multiple));
        }
    }
}

/// What is wrong in layers.
#[derive(Default)]
struct Found {
    shared: Diagnostics,
    theirs: Diagnostics,
}

impl Found {
    /// Where the findings of a layer go.
    fn by(&mut self, layer: &Layer) -> &mut Diagnostics {
        if matches!(layer.scope, Scope::Publication | Scope::OwnEdition) { &mut self.theirs } else { &mut self.shared }
    }
}

/// Each finding once: a layer is in many styles, and its faults are found in each.
fn once(found: Diagnostics) -> Diagnostics {
    let mut said = BTreeSet::new();
    found.into_iter().filter(|one| said.insert((one.code, one.span, one.message.clone()))).collect()
}

impl Houses {
    /// Makes all of them. What is wrong in a layer is reported once: what is a publication's own, which breaks it, to
    /// `theirs`.
    pub(super) fn of(
        languages: &[LangTag],
        publications: &mut [Publication],
        stock: &Stock,
        (shared, theirs): (&mut Diagnostics, &mut Diagnostics),
    ) -> Self {
        let mut houses = Self::default();
        let mut found = Found::default();
        // What belongs to no publication comes first.
        let none = Own::default();
        houses.style(stock.toolbox.get(&None).cloned().into_iter().collect(), (&none, Asked::default()), &mut found);
        for lang in languages {
            let at = houses.style(pick(&stock.toolbox, lang).collect(), (&none, Asked::default()), &mut found);
            houses.of.insert((String::new(), lang.clone(), String::new()), at);
        }
        for publication in publications.iter_mut() {
            let own = Own::of(publication);
            for lang in &publication.languages {
                let shared = stock.of(publication, lang);
                let mut add = |edition: &str, layers: Vec<Arc<Layer>>, asked: Asked| {
                    let at = houses.style(layers, (&own, asked), &mut found);
                    houses.of.insert((publication.name.clone(), lang.clone(), edition.to_owned()), at);
                };
                for edition in &*publication.editions {
                    add(
                        &edition.name,
                        shared.iter().chain(&edition.layers).cloned().collect(),
                        Asked::of(edition, lang),
                    );
                }
                add("", shared, Asked::default());
            }
            publication.broken |= found.theirs.has_errors();
            theirs.extend(once(std::mem::take(&mut found.theirs)));
        }
        shared.extend(once(found.shared));
        houses
    }

    fn style(&mut self, layers: Vec<Arc<Layer>>, (own, asked): (&Own, Asked), found: &mut Found) -> usize {
        let is_same = |one: &Arc<Layer>, other: &Arc<Layer>| Arc::ptr_eq(one, other);
        let has_these = |style: &Style| {
            style.own == *own
                && style.asked == asked
                && style.layers.len() == layers.len()
                && style.layers.iter().zip(&layers).all(|(one, other)| is_same(one, other))
        };
        if let Some(at) = self.styles.iter().position(has_these) {
            return at;
        }
        let mut house = HouseStyle::built_in();
        // What the publication's file says of its binding stands over the toolbox's files and under all nearer ones.
        let near = layers.iter().position(|layer| layer.scope != Scope::Toolbox).unwrap_or(layers.len());
        layers[..near].iter().for_each(|layer| layer.apply(&mut house, found.by(layer)));
        own.apply(&mut house);
        layers[near..].iter().for_each(|layer| layer.apply(&mut house, found.by(layer)));
        asked.apply(&mut house.page);
        // What comes out the same is one design: its pages are set once.
        let known = self.styles.iter().find(|style| *style.house == house).map(|style| style.house.clone());
        let house = known.unwrap_or_else(|| Arc::new(house));
        self.styles.push(Style { layers, own: own.clone(), asked, house });
        self.styles.len() - 1
    }

    /// That of what belongs to no publication.
    fn general(&self) -> &Arc<HouseStyle> {
        static BUILT_IN: LazyLock<Arc<HouseStyle>> = LazyLock::new(|| Arc::new(HouseStyle::built_in()));
        self.styles.first().map_or(&*BUILT_IN, |style| &style.house)
    }

    /// That of what belongs to no publication, in a language.
    pub(super) fn of_language(&self, lang: &LangTag) -> &Arc<HouseStyle> {
        self.get("", lang, "").map_or(self.general(), |style| &style.house)
    }

    /// That of a publication, in a language and an edition; the edition is empty for what all share.
    fn of_book(&self, publication: &Publication, lang: &LangTag, edition: &str) -> Arc<HouseStyle> {
        self.get(&publication.name, lang, edition).map_or(self.general(), |style| &style.house).clone()
    }

    fn get(&self, publication: &str, lang: &LangTag, edition: &str) -> Option<&Style> {
        let key = (publication.to_owned(), lang.clone(), edition.to_owned());
        self.styles.get(*self.of.get(&key)?)
    }
}

impl Project {
    /// The house style of what belongs to no publication.
    #[must_use]
    pub fn general_house(&self) -> &HouseStyle {
        self.houses.general()
    }

    /// The house style of a publication in a language and edition.
    #[must_use]
    pub fn house_of(&self, publication: &Publication, lang: &LangTag, edition: &Edition) -> Arc<HouseStyle> {
        self.houses.of_book(publication, lang, &edition.name)
    }

    /// What of it all editions share.
    #[must_use]
    pub fn house_of_text(&self, publication: &Publication, lang: &LangTag) -> Arc<HouseStyle> {
        self.houses.of_book(publication, lang, "")
    }

    /// Every value of that house style that a file gives, by its key, and where it comes from.
    #[must_use]
    pub fn house_values(&self, publication: &Publication, lang: &LangTag, edition: &Edition) -> Vec<HouseValue> {
        let mut values: Vec<HouseValue> = Vec::new();
        let own = self.houses.get(&publication.name, lang, &edition.name).map_or(&[] as &[_], |style| &style.layers);
        for (value, _) in std::iter::once(&*BUILT_IN).chain(own.iter().map(Arc::as_ref)).flat_map(Layer::values) {
            // A named size stands for both lengths.
            match value.key.as_str() {
                "page.size" => values.retain(|known| !matches!(known.key.as_str(), "page.width" | "page.height")),
                "page.width" | "page.height" => values.retain(|known| known.key != "page.size"),
                _ => {}
            }
            match values.iter_mut().find(|known| known.key == value.key) {
                Some(known) => *known = value,
                None => values.push(value),
            }
        }
        values
    }
}
