//! `[fonts]` of a house style: families by role and script, and the OpenType features of a role.

use super::document::{Expected, Table, Value, unknown_key};
use super::house_style::HouseStyle;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// What fonts are chosen for.
pub(super) const ROLES: [&str; 3] = ["text", "heading", "code"];

/// No role has more features.
const MOST_FEATURES: usize = 16;

/// No feature has a greater value.
const GREATEST_VALUE: u32 = 99;

/// Features that words are wrong without: letters would not join, marks not find their letters.
const NEEDED: [&[u8; 4]; 16] = [
    b"ccmp", b"locl", b"rlig", b"rclt", b"isol", b"init", b"medi", b"med2", b"fina", b"fin2", b"fin3", b"mark",
    b"mkmk", b"curs", b"kern", b"rvrn",
];

const FEATURE: Expected =
    Expected { what: "a feature that may be chosen", example: "[\"onum\", \"cv44=2\", \"liga=0\"]" };

/// Changes in `house` what the table names.
pub(super) fn read(mut table: Table<'_>, house: &mut HouseStyle, diagnostics: &mut Diagnostics) {
    if let Some(mut roles) = table.table("features", diagnostics) {
        for role in ROLES {
            if let Some(value) = roles.value(role) {
                house.features.insert(role.to_owned(), features(&value, diagnostics));
            }
        }
        roles.finish(diagnostics);
    }
    for role in ROLES {
        let Some(scripts) = table.table(role, diagnostics) else { continue };
        for (script, place, value) in scripts.entries() {
            if script.len() != 4 || !script.bytes().all(|b| b.is_ascii_alphabetic()) {
                diagnostics.push(unknown_key(&value.name, script, place, &["Latn", "Arab", "Grek", "Cyrl", "Hebr"]));
                continue;
            }
            let named = value.strings(diagnostics);
            for (family, place) in &named {
                house.font_places.entry((*family).to_owned()).or_insert(*place);
            }
            let families: Vec<String> = named.into_iter().map(|(family, _)| family.to_owned()).collect();
            if !families.is_empty() {
                house.fonts.entry(role.to_owned()).or_default().insert(script.to_owned(), families);
            }
        }
    }
    table.finish(diagnostics);
}

/// The features of a role.
fn features(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Vec<([u8; 4], u32)> {
    let items = value.list(diagnostics).unwrap_or_default();
    if items.len() > MOST_FEATURES {
        diagnostics.push(
            Diagnostic::error("out-of-range", format!("`{}` has more than {MOST_FEATURES} features", value.name))
                .at(value.place())
                .help("keep those that your fonts have"),
        );
    }
    items.iter().take(MOST_FEATURES).filter_map(|item| item.parsed(&FEATURE, feature, diagnostics)).collect()
}

/// `onum`, which turns it on, or `onum=0`, which turns it off.
fn feature(text: &str) -> Option<([u8; 4], u32)> {
    let (tag, value) = text.split_once('=').unwrap_or((text, "1"));
    let tag = <[u8; 4]>::try_from(tag.as_bytes()).ok()?;
    let value = value.parse().ok().filter(|value| *value <= GREATEST_VALUE)?;
    (tag.iter().all(u8::is_ascii_alphanumeric) && !NEEDED.contains(&&tag)).then_some((tag, value))
}

#[cfg(test)]
mod tests {
    use super::feature;

    #[test]
    fn features_are_named_by_four_letters_and_those_that_words_need_stay() {
        assert_eq!(feature("onum"), Some((*b"onum", 1)));
        assert_eq!(feature("cv44=2"), Some((*b"cv44", 2)));
        assert_eq!(feature("liga=0"), Some((*b"liga", 0)));
        for wrong in ["init=0", "kern", "ligatures", "cv44=100", "on m", "onum="] {
            assert_eq!(feature(wrong), None, "{wrong}");
        }
    }
}
