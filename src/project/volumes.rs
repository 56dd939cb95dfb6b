//! When and where a publication is split into volumes: `[volumes]` and `[volumes.ar]`.

use super::document::Table;
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

/// The rules of one `[volumes]` table.
#[derive(Clone, Debug, Default)]
pub(super) struct VolumeRules {
    general: Option<VolumeRule>,
    by_language: PerLanguage<VolumeRule>,
}

const RULES: [&str; 3] = ["max-pages", "count", "after"];

impl VolumeRules {
    /// Reads a `[volumes]` table.
    pub(super) fn read(table: Option<Table<'_>>, diagnostics: &mut Diagnostics) -> Self {
        let Some(mut table) = table else { return Self::default() };
        let mut rules = Self { general: rule(&mut table, diagnostics), by_language: PerLanguage::new() };
        for (tag, value) in language_entries(&table, &RULES, diagnostics) {
            let Some(mut table) = value.table(diagnostics) else { continue };
            let found = rule(&mut table, diagnostics);
            table.finish(diagnostics);
            rules.by_language.extend(found.map(|rule| (tag, rule)));
        }
        rules
    }

    /// The rule for a language: the publication's for the language, the publication's, the toolbox's for the
    /// language, the toolbox's.
    pub(super) fn resolve(publication: &Self, toolbox: &Self, lang: &LangTag) -> VolumeRule {
        for rules in [publication, toolbox] {
            if let Some(rule) = for_language(&rules.by_language, lang).or(rules.general.as_ref()) {
                return rule.clone();
            }
        }
        VolumeRule::Whole
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
