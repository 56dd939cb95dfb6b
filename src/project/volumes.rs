//! When and where a publication is split into volumes, and what these are like: `[volumes]` and `[volumes.ar]`.

use super::document::{Expected, Table, Value};
use super::texts::{PerLanguage, for_language, language_entries};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::LangTag;
use crate::units::Length;
use std::ops::RangeInclusive;

/// When and where a publication is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VolumeRule {
    /// Into as few volumes as keep all limits, or as many as come nearest to a size.
    Limits(Limits),
    /// Into this many.
    Count(u32),
    /// After the chapters with these ids.
    After(Vec<String>),
    /// Never.
    Whole,
}

/// How large a volume may be, and how large it is best.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// At most so many pages.
    pub pages: Option<u32>,
    /// At most so thick, with its cover.
    pub thickness: Option<Length>,
    /// At most so heavy, with its cover; in grams.
    pub grams: Option<u32>,
    /// About so many pages.
    pub target: Option<u32>,
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

/// Which volumes of a work have its index.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum VolumeIndex {
    /// The last one, of the whole work.
    #[default]
    Last,
    /// Each one of its own words, and the last one of the whole work.
    Each,
}

impl VolumeIndex {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "last" => Some(Self::Last),
            "each" => Some(Self::Each),
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
    /// Which have an index.
    pub index: VolumeIndex,
    /// Titles of the volumes, in their order; none where they have no titles of their own.
    pub titles: Vec<String>,
}

impl Volumes {
    /// One that is not split.
    pub const WHOLE: Self =
        Self { rule: VolumeRule::Whole, folios: Folios::Continuous, index: VolumeIndex::Last, titles: Vec::new() };
}

/// What one table says; what is `None` it leaves to others.
#[derive(Clone, Debug, Default)]
struct Given {
    rule: Option<VolumeRule>,
    folios: Option<Folios>,
    index: Option<VolumeIndex>,
    titles: Option<Vec<String>>,
}

/// The rules of one `[volumes]` table.
#[derive(Clone, Debug, Default)]
pub(super) struct VolumeRules {
    general: Given,
    by_language: PerLanguage<Given>,
}

const KEYS: [&str; 9] =
    ["max-pages", "max-spine", "max-weight", "target-pages", "count", "after", "folios", "index", "titles"];
const FOLIOS: Expected = Expected { what: "continuous or restart", example: "\"restart\"" };
const INDEX: Expected = Expected { what: "last or each", example: "\"each\"" };
const THICKNESS: Expected = Expected { what: "a length with its unit", example: "\"25mm\"" };
const WEIGHT: Expected = Expected { what: "a weight in g or kg", example: "\"600 g\"" };
/// Pages that a limit or a target may have.
const PAGES: RangeInclusive<u32> = 8..=5000;
/// Thickness and weight that a limit may have, in millimetres and grams: from a leaflet to what no binder takes.
const MILLIMETRES: RangeInclusive<u32> = 1..=200;
const GRAMS: RangeInclusive<u32> = 10..=20_000;

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
                volumes.index = volumes.index.or(given.index);
                volumes.titles = volumes.titles.or(given.titles);
            }
        }
        Volumes {
            rule: volumes.rule.unwrap_or(VolumeRule::Whole),
            folios: volumes.folios.unwrap_or_default(),
            index: volumes.index.unwrap_or_default(),
            titles: volumes.titles.unwrap_or_default(),
        }
    }
}

fn given(table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Given {
    let folios = table.value("folios").and_then(|value| value.parsed(&FOLIOS, Folios::parse, diagnostics));
    let index = table.value("index").and_then(|value| value.parsed(&INDEX, VolumeIndex::parse, diagnostics));
    let titles = table.value("titles").map(|value| value.strings(diagnostics));
    Given {
        rule: rule(table, diagnostics),
        folios,
        index,
        titles: titles.map(|titles| titles.into_iter().map(|(title, _)| title.to_owned()).collect()),
    }
}

/// The one rule a table gives.
fn rule(table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Option<VolumeRule> {
    let mut found: Vec<(&str, VolumeRule)> = limits(table, diagnostics).into_iter().collect();
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
                .help("keep the limits, or count, or after"),
        );
    }
    found.into_iter().next().map(|(_, rule)| rule)
}

/// The limits that a table gives, and the first key that gives one.
fn limits(table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Option<(&'static str, VolumeRule)> {
    let mut first = None;
    let mut value = |key| {
        let value = table.value(key);
        first = first.or(value.as_ref().map(|_| key));
        value
    };
    let (pages, thickness) = (value("max-pages"), value("max-spine"));
    let (grams, target) = (value("max-weight"), value("target-pages"));
    let limits = Limits {
        pages: pages.and_then(|value| value.integer(PAGES, diagnostics)),
        thickness: thickness.and_then(|value| {
            let given = value.parsed(&THICKNESS, Length::parse, diagnostics)?;
            let [least, most] = [*MILLIMETRES.start(), *MILLIMETRES.end()].map(|mm| Length::from_mm(f64::from(mm)));
            let unit = |mm: &u32| format!("{mm}mm");
            within(given, least..=most, [MILLIMETRES.start(), MILLIMETRES.end()].map(unit), &value, diagnostics)
        }),
        grams: grams.and_then(|value| {
            let given = value.parsed(&WEIGHT, parse_grams, diagnostics)?;
            within(given, GRAMS, ["10 g".to_owned(), "20 kg".to_owned()], &value, diagnostics)
        }),
        target: target.and_then(|value| value.integer(PAGES, diagnostics)),
    };
    (limits != Limits::default()).then_some((first?, VolumeRule::Limits(limits)))
}

/// What lies within a range; else it is reported, with the ends as they are written.
fn within<T: PartialOrd>(
    given: T,
    range: RangeInclusive<T>,
    [least, most]: [String; 2],
    value: &Value<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if range.contains(&given) {
        return Some(given);
    }
    diagnostics.push(
        Diagnostic::error("out-of-range", format!("no volume can be limited to that by `{}`", value.name))
            .at(value.place())
            .help(format!("give what lies between {least} and {most}")),
    );
    None
}

/// Reads `600 g` or `1.2kg`, in whole grams; a bare number is no weight.
fn parse_grams(text: &str) -> Option<u32> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let value: f64 = text[..split].trim().parse().ok()?;
    let grams = match &text[split..] {
        "g" => value,
        "kg" => value * 1000.0,
        _ => return None,
    };
    // What is too much stays too much, and is reported as such.
    (grams.is_finite() && grams >= 0.0).then(|| grams.round().min(f64::from(u32::MAX)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_units() {
        let read = ["600 g", "600g", "1.2 kg", "0.75kg", "600", "g", "1 lb", "-3 g", "1e999 g", "NaN g"];
        let grams = [Some(600), Some(600), Some(1200), Some(750), None, None, None, None, None, None];
        assert_eq!(read.map(parse_grams), grams);
    }
}
