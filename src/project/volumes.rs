//! When and where a publication is split into volumes, and what these are like: `[volumes]` and `[volumes.ar]`.

use super::document::{Expected, Table};
use super::texts::{PerLanguage, for_language, language_entries};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::LangTag;

/// When and where a publication is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VolumeRule {
    /// Into as few volumes as keep each under this many pages.
    MaxPages(u32),
    /// Into this many.
    Count(u32),
    /// After the chapters with these ids.
    After(Vec<String>),
    /// Never.
    Whole,
}

/// How pages of several volumes are numbered.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Folios {
    /// From the first volume to the last.
    #[default]
    Continuous,
    /// From 1 in each volume.
    Restart,
}

impl Folios {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "continuous" => Some(Self::Continuous),
            "restart" => Some(Self::Restart),
            _ => None,
        }
    }
}

/// How a publication is split in one language, and what its volumes are like.
#[derive(Clone, Debug)]
pub struct Volumes {
    /// When and where it is split.
    pub rule: VolumeRule,
    /// How pages are numbered.
    pub folios: Folios,
    /// Titles of the volumes, in their order; none where they have no titles of their own.
    pub titles: Vec<String>,
}

impl Volumes {
    /// One that is not split.
    pub const WHOLE: Self = Self { rule: VolumeRule::Whole, folios: Folios::Continuous, titles: Vec::new() };
}

/// What one table says; what is `None` it leaves to others.
#[derive(Clone, Debug, Default)]
struct Given {
    rule: Option<VolumeRule>,
    folios: Option<Folios>,
    titles: Option<Vec<String>>,
}

/// The rules of one `[volumes]` table.
#[derive(Clone, Debug, Default)]
pub(super) struct VolumeRules {
    general: Given,
    by_language: PerLanguage<Given>,
}

const KEYS: [&str; 5] = ["max-pages", "count", "after", "folios", "titles"];
const FOLIOS: Expected = Expected { what: "continuous or restart", example: "\"restart\"" };

impl VolumeRules {
    /// Reads a `[volumes]` table.
    pub(super) fn read(table: Option<Table<'_>>, diagnostics: &mut Diagnostics) -> Self {
        let Some(mut table) = table else { return Self::default() };
        let mut rules = Self { general: given(&mut table, diagnostics), by_language: PerLanguage::new() };
        for (tag, value) in language_entries(&table, &KEYS, diagnostics) {
            let Some(mut table) = value.table(diagnostics) else { continue };
            let found = given(&mut table, diagnostics);
            table.finish(diagnostics);
            rules.by_language.insert(tag, found);
        }
        rules
    }

    /// What holds for a language, key by key: what the publication says for the language, what it says, what the toolbox
    /// says for the language, what it says.
    pub(super) fn resolve(publication: &Self, toolbox: &Self, lang: &LangTag) -> Volumes {
        let mut volumes = Given::default();
        for rules in [publication, toolbox] {
            for given in for_language(&rules.by_language, lang).into_iter().chain([&rules.general]) {
                let given = given.clone();
                volumes.rule = volumes.rule.or(given.rule);
                volumes.folios = volumes.folios.or(given.folios);
                volumes.titles = volumes.titles.or(given.titles);
            }
        }
        Volumes {
            rule: volumes.rule.unwrap_or(VolumeRule::Whole),
            folios: volumes.folios.unwrap_or_default(),
            titles: volumes.titles.unwrap_or_default(),
        }
    }
}

fn given(table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Given {
    let folios = table.value("folios").and_then(|value| value.parsed(&FOLIOS, Folios::parse, diagnostics));
    let titles = table.value("titles").map(|value| value.strings(diagnostics));
    Given {
        rule: rule(table, diagnostics),
        folios,
        titles: titles.map(|titles| titles.into_iter().map(|(title, _)| title.to_owned()).collect()),
    }
}

/// The one rule a table gives.
fn rule(table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Option<VolumeRule> {
    let mut found: Vec<(&str, VolumeRule)> = Vec::new();
    if let Some(value) = table.value("max-pages") {
        found.extend(value.integer(8..=5000, diagnostics).map(|pages| ("max-pages", VolumeRule::MaxPages(pages))));
    }
    if let Some(value) = table.value("count") {
        let count = value.integer(1..=99, diagnostics);
        let whole = |count| if count == 1 { VolumeRule::Whole } else { VolumeRule::Count(count) };
        found.extend(count.map(|count| ("count", whole(count))));
    }
    if let Some(value) = table.value("after") {
        let ids: Vec<String> = value.strings(diagnostics).into_iter().map(|(id, _)| id.to_owned()).collect();
        found.push(("after", if ids.is_empty() { VolumeRule::Whole } else { VolumeRule::After(ids) }));
    }
    if let [(first, _), (second, _), ..] = found.as_slice() {
        diagnostics.push(
            Diagnostic::error("conflicting-keys", format!("`{first}` and `{second}` cannot both say where to split"))
                .at(table.place())
                .help("keep one of max-pages, count and after"),
        );
    }
    found.into_iter().next().map(|(_, rule)| rule)
}
