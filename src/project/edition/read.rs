//! Reads the editions that are built in, and a project's `[edition.NAME]` tables over them.

use super::companions::{self, Named};
use super::{Answers, Audience, Edition, Editions, Output, Pieces};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span, nearest};
use crate::directives;
use crate::project::document::{self, Expected, Table, Value};
use crate::project::imposition;
use crate::project::layers::Layer;
use crate::project::profile::{self, Profiles, built_in_profiles};
use crate::project::texts::{PerLanguage, given_texts};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The files of the editions that are built in, in the order in which they are made and listed.
const BUILT_IN: [(&str, &str); 10] = [
    ("print", include_str!("../editions/print.toml")),
    ("screen", include_str!("../editions/screen.toml")),
    ("ebook", include_str!("../editions/ebook.toml")),
    ("participant", include_str!("../editions/participant.toml")),
    ("facilitator", include_str!("../editions/facilitator.toml")),
    ("large-print", include_str!("../editions/large-print.toml")),
    ("low-ink", include_str!("../editions/low-ink.toml")),
    ("handout", include_str!("../editions/handout.toml")),
    ("answers", include_str!("../editions/answers.toml")),
    ("booklet", include_str!("../editions/booklet.toml")),
];

/// The editions that are built in.
pub(in crate::project) fn built_in() -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for (name, text) in BUILT_IN {
        let mut found = Diagnostics::new();
        let file = Sources::new().add(Path::new(name), text);
        let Some(root) = document::parse(file, text, &mut found) else { continue };
        let mut table = Table::root(file, &root);
        let output = chosen(&mut table, "output", (&OUTPUT, &Output::ALL), &mut found);
        let base = table.value("base").and_then(|value| value.string(&mut found));
        let base = editions.iter().find(|one| Some(one.name.as_str()) == base);
        let mut edition = match base {
            Some(base) => base.another(name),
            None => Edition { output: output.unwrap_or(Output::Print), ..blank(name) },
        };
        edition.change(&mut table, built_in_profiles(), &mut found);
        edition.profile_place = None;
        companions::change(&mut edition, &mut table, &mut found);
        if table.value("house").is_some() {
            edition.layers.push(Arc::new(Layer::built_in(text, &["house"], &format!("built in ({name})"))));
        }
        editions.push(edition);
    }
    editions
}

/// The editions that are built in.
#[must_use]
pub fn built_in_editions() -> Editions {
    Editions::new(built_in(), usual())
}

/// The editions that are made where a project does not say which.
pub(in crate::project) fn usual() -> Vec<String> {
    Output::ALL.map(|(name, _)| name.to_owned()).to_vec()
}

fn blank(name: &str) -> Edition {
    Edition {
        name: name.to_owned(),
        output: Output::Print,
        audience: Audience::All,
        answers: Answers::InPlace,
        pieces: None,
        rest_in: None,
        margin_folios: None,
        profile: None,
        profile_place: None,
        impose: None,
        covers: false,
        bases: Vec::new(),
        names: PerLanguage::new(),
        layers: Vec::new(),
    }
}

const PIECES: Expected = Expected { what: "all, or a list of directives", example: "[\"exercise\", \"worksheet\"]" };
const OUTPUT: Expected = Expected { what: "print, screen or ebook", example: "\"print\"" };
const AUDIENCE: Expected = Expected { what: "all, participant or facilitator", example: "\"participant\"" };
const ANSWERS: Expected = Expected { what: "in-place, end, apart or none", example: "\"none\"" };
const SPLIT: Expected = Expected { what: "none or piece", example: "\"piece\"" };
const SPLITS: [&str; 2] = ["none", "piece"];

/// What a key chooses of these, by name.
fn chosen<T: Copy>(
    table: &mut Table<'_>,
    key: &'static str,
    (expected, all): (&Expected, &[(&str, T)]),
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let named = |name: &str| all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    table.value(key)?.parsed(expected, named, diagnostics)
}

impl Edition {
    /// One that is made from this one.
    fn another(&self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            names: PerLanguage::new(),
            bases: std::iter::once(self.name.clone()).chain(self.bases.iter().cloned()).collect(),
            ..self.clone()
        }
    }

    /// Changes what a table names.
    fn change(&mut self, table: &mut Table<'_>, profiles: &Profiles, diagnostics: &mut Diagnostics) {
        if let Some(value) = table.value("profile") {
            self.profile = profile::value_of(&value, profiles, diagnostics).or(self.profile.take());
            self.profile_place = Some(value.place());
        }
        self.audience = chosen(table, "audience", (&AUDIENCE, &Audience::ALL), diagnostics).unwrap_or(self.audience);
        self.answers = chosen(table, "answers", (&ANSWERS, &Answers::ALL), diagnostics).unwrap_or(self.answers);
        self.change_pieces(table, diagnostics);
        if let Some(value) = table.value("impose") {
            self.impose = imposition::read(&value, diagnostics).or(self.impose.take());
        }
        if let Some(value) = table.value("covers") {
            self.covers = value.boolean(diagnostics).unwrap_or(self.covers);
        }
        if let Some(value) = table.value("name") {
            self.names = given_texts(&value, diagnostics);
        }
    }

    /// Reads `pieces = "all"` or a list of directives, and `own-pages`.
    fn change_pieces(&mut self, table: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        if let Some(value) = table.value("pieces") {
            self.pieces = if value.is_string() {
                value.parsed(&PIECES, |name| (name == "all").then_some(()), diagnostics);
                None
            } else {
                let [own_pages, split] =
                    self.pieces.as_ref().map_or([false; 2], |pieces| [pieces.own_pages, pieces.split]);
                let mut kinds = Vec::new();
                for (name, place) in value.strings(diagnostics) {
                    if directives::styled().any(|known| known == name) {
                        kinds.push(name.to_owned());
                    } else {
                        diagnostics.push(no_piece(name).at(place));
                    }
                }
                Some(Pieces { kinds, own_pages, split })
            };
        }
        let own_pages = table.value("own-pages").and_then(|value| value.boolean(diagnostics));
        if let (Some(pieces), Some(own_pages)) = (&mut self.pieces, own_pages) {
            pieces.own_pages = own_pages;
        }
        if let Some(value) = table.value("split") {
            self.change_split(&value, diagnostics);
        }
    }

    /// Reads `split = "piece"` or `"none"`. What is a file of its own is on pages of its own.
    fn change_split(&mut self, value: &Value<'_>, diagnostics: &mut Diagnostics) {
        let split = value.parsed(&SPLIT, |name| SPLITS.iter().position(|known| *known == name), diagnostics);
        let Some(split) = split.map(|at| at == 1) else { return };
        match &mut self.pieces {
            Some(pieces) if self.output != Output::Ebook => {
                pieces.split = split;
                pieces.own_pages |= split;
            }
            _ if split => {
                let message = "only PDFs that consist of pieces are split into them";
                let help = "make it from `handout`, or name its pieces: pieces = [\"exercise\"]";
                diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help(help));
            }
            _ => {}
        }
    }
}

/// The finding that a name is none of a directive that can be a piece.
fn no_piece(name: &str) -> Diagnostic {
    let help = match nearest(name, directives::styled()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", directives::styled().collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("bad-value", format!("there are no pieces `{name}`")).help(help)
}

/// What editions refer to.
pub(in crate::project) struct Within<'a> {
    /// The project's profiles.
    pub(in crate::project) profiles: &'a Profiles,
    /// Reads what an edition changes in the house style.
    pub(in crate::project) layer: &'a dyn Fn(&Value<'_>, &mut Diagnostics) -> Option<Layer>,
}

/// Reads `[edition.NAME]` tables over other editions.
pub(in crate::project) fn read(
    table: Option<Table<'_>>,
    editions: Vec<Edition>,
    within: &Within<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Edition> {
    let Some(table) = table else { return editions };
    let mut reading = Reading { editions, given: BTreeMap::new(), open: Vec::new(), companions: Vec::new() };
    for (name, place, value) in table.entries() {
        if is_name(name) {
            reading.given.insert(name, (place, value));
        } else {
            let message = format!("“{name}” cannot be the name of an edition");
            let help = "it becomes part of file names: small letters a–z, digits and -";
            diagnostics.push(Diagnostic::error("bad-name", message).at(place).help(help));
        }
    }
    let names: Vec<&str> = reading.given.keys().copied().collect();
    for name in names {
        reading.resolve(name, within, diagnostics);
    }
    companions::check(&mut reading.editions, &reading.companions, diagnostics);
    reading.editions
}

/// Whether a name can be an edition's: `cover` is what else a file name can end in.
fn is_name(name: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty()
        && name.len() <= 40
        && name.bytes().all(sign)
        && !name.starts_with('-')
        && name != "cover"
        && !name.ends_with("-cover")
        && name != "volumes"
        && !name.ends_with("-volumes")
}

/// Editions of a project as they are read: one may be made from another that stands further down.
struct Reading<'t> {
    editions: Vec<Edition>,
    given: BTreeMap<&'t str, (Span, Value<'t>)>,
    /// Names that are being read.
    open: Vec<String>,
    /// Editions that others name.
    companions: Vec<Named>,
}

impl Reading<'_> {
    fn resolve(&mut self, name: &str, within: &Within<'_>, diagnostics: &mut Diagnostics) {
        let Some((place, value)) = self.given.remove(name) else { return };
        let Some(mut table) = value.table(diagnostics) else { return };
        self.open.push(name.to_owned());
        let base = table.value("base");
        let wanted = base.as_ref().and_then(|value| value.string(diagnostics));
        if let Some(wanted) = wanted.filter(|wanted| *wanted != name) {
            self.resolve(wanted, within, diagnostics);
        }
        let at = self.editions.iter().position(|one| one.name == name);
        let start = match wanted {
            Some(wanted) => {
                let found = self.editions.iter().find(|one| one.name == wanted);
                if found.is_none() {
                    let place = base.as_ref().map_or(place, Value::place);
                    diagnostics.push(self.no_base(wanted).at(place));
                }
                found
            }
            None => at.and_then(|at| self.editions.get(at)),
        };
        if start.is_none() && wanted.is_none() {
            let finding = Diagnostic::error("missing-key", format!("`{}.base` is missing", value.name));
            diagnostics.push(finding.at(place).help("say what it is made from: base = \"print\""));
        }
        let mut edition = match start {
            Some(start) if start.name == name => start.clone(),
            Some(start) => start.another(name),
            None => blank(name),
        };
        edition.change(&mut table, within.profiles, diagnostics);
        self.companions.extend(companions::change(&mut edition, &mut table, diagnostics));
        if let Some(value) = table.value("house") {
            edition.layers.extend((within.layer)(&value, diagnostics).map(Arc::new));
        }
        table.finish(diagnostics);
        match at.and_then(|at| self.editions.get_mut(at)) {
            Some(built_in) => *built_in = edition,
            None => self.editions.push(edition),
        }
        self.open.pop();
    }

    /// The finding that an edition cannot be made from what is named.
    fn no_base(&self, wanted: &str) -> Diagnostic {
        if self.open.iter().any(|open| open == wanted) {
            let message = format!("`{wanted}` is made from this edition itself");
            return Diagnostic::error("circular-edition", message)
                .help("make one of the two from print, screen or ebook");
        }
        unknown_edition(wanted, &self.editions)
    }
}

/// The finding that a name is none of these editions.
#[must_use]
pub fn unknown_edition(name: &str, editions: &[Edition]) -> Diagnostic {
    let known: Vec<&str> = editions.iter().map(|edition| edition.name.as_str()).collect();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? Known are {}", known.join(", ")),
        None => format!("known are {}", known.join(", ")),
    };
    Diagnostic::error("unknown-edition", format!("`{name}` is not an edition")).help(help)
}

/// A built-in edition, for tests.
#[cfg(test)]
pub(crate) fn named(name: &str) -> Edition {
    built_in().into_iter().find(|edition| edition.name == name).expect("a built-in edition")
}
