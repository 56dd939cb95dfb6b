//! The language files, and what regions do in their own way.

use super::data::LanguageData;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use toml::{Table, Value};

/// The files, by primary language.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("en.toml")),
    ("fr", include_str!("fr.toml")),
    ("es", include_str!("es.toml")),
    ("ar", include_str!("ar.toml")),
];

/// What the files say, by primary language and by region; the empty region is the language without one.
static DATA: LazyLock<BTreeMap<&'static str, BTreeMap<String, Arc<LanguageData>>>> =
    LazyLock::new(|| FILES.iter().map(|(tag, text)| (*tag, by_region(tag, text))).collect());

/// Tags of the languages that have a file, in the order of the files.
pub fn known() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(tag, _)| *tag)
}

/// The regions that do something in their own way in a primary language, by their codes, and what holds there.
pub fn regions(primary: &str) -> impl Iterator<Item = (&'static str, &'static LanguageData)> {
    let regions = DATA.get(primary).into_iter().flatten();
    regions.filter(|(region, _)| !region.is_empty()).map(|(region, data)| (region.as_str(), &**data))
}

/// What the file of a primary language says for a region.
pub(super) fn data_of(primary: &str, region: Option<&str>) -> Option<Arc<LanguageData>> {
    let regions = DATA.get(primary)?;
    region.and_then(|region| regions.get(region)).or_else(|| regions.get("")).cloned()
}

/// Reads a file: each `[[region]]` names countries in `of`, and its other keys replace those of the file for them, in
/// tables key by key.
fn by_region(tag: &str, text: &str) -> BTreeMap<String, Arc<LanguageData>> {
    let mut file: Table = toml::from_str(text).unwrap_or_else(|error| broken(tag, &error));
    let changes = match file.remove("region") {
        Some(Value::Array(changes)) => changes,
        _ => Vec::new(),
    };
    let names = |change: &Value| -> BTreeSet<String> {
        let of = change.get("of").and_then(Value::as_array).into_iter().flatten();
        of.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let regions: BTreeSet<String> = changes.iter().flat_map(&names).chain([String::new()]).collect();
    let read = |region: String| {
        let mut table = file.clone();
        for change in changes.iter().filter(|change| names(change).contains(&region)).filter_map(Value::as_table) {
            change.iter().filter(|(key, _)| *key != "of").for_each(|(key, value)| replace(&mut table, key, value));
        }
        let data: LanguageData = Value::Table(table).try_into().unwrap_or_else(|error| broken(tag, &error));
        (region, Arc::new(data))
    };
    regions.into_iter().map(read).collect()
}

fn replace(table: &mut Table, key: &str, value: &Value) {
    match (table.get_mut(key), value) {
        (Some(Value::Table(old)), Value::Table(new)) => new.iter().for_each(|(key, value)| replace(old, key, value)),
        _ => {
            table.insert(key.to_owned(), value.clone());
        }
    }
}

/// The files are part of the program: a test reads them all.
pub(super) fn broken(tag: &str, error: &toml::de::Error) -> ! {
    panic!("the language file {tag}.toml that was built in: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_read_and_has_the_same_terms() {
        let terms = |data: &LanguageData| data.terms.keys().cloned().collect::<Vec<_>>();
        let english = terms(&data_of("en", None).expect("English"));
        for (tag, regions) in &*DATA {
            for (region, data) in regions {
                assert_eq!(terms(data), english, "terms of {tag}.toml in {region}");
                assert_eq!(data.months.len(), 12, "months of {tag}.toml in {region}");
            }
        }
    }

    #[test]
    fn a_region_changes_what_it_names_and_no_more() {
        let [canada, france] = ["CA", "FR"].map(|region| data_of("fr", Some(region)).expect("French"));
        assert_eq!(canada.spacing.before["?"], "");
        assert_eq!(france.spacing.before["?"], "\u{202F}");
        assert_eq!(canada.months, france.months);
    }
}
