//! Texts per language: one text for all, or a table of them whose gaps are filled from the first language.

use super::document::{Value, unknown_key};
use crate::diagnostics::{Diagnostic, Diagnostics, Span, nearest};
use crate::language::{self, LangTag, Language};
use std::collections::BTreeMap;

/// A value per language.
pub type PerLanguage<T> = BTreeMap<LangTag, T>;

/// Reads a language tag that has a language file; another is reported.
pub(super) fn language_tag(tag: &str, place: Span, diagnostics: &mut Diagnostics) -> Option<LangTag> {
    let parsed = LangTag::parse(tag).filter(|tag| Language::of(tag).is_some());
    if parsed.is_none() {
        diagnostics.push(unknown_language(tag).at(place));
    }
    parsed
}

/// The finding that a tag names no language that the program knows.
#[must_use]
pub fn unknown_language(tag: &str) -> Diagnostic {
    let known: Vec<&str> = language::known().collect();
    let listed = known.join(", ");
    // Tags are too short for the usual measure of nearness: everything is near to everything.
    let near = nearest(&tag.to_ascii_lowercase(), known.iter().copied()).filter(|near| tag.starts_with(&near[..1]));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Known are {listed}, also with a region, such as ar-EG"),
        None => format!(
            "known are {listed}, also with a region, such as ar-EG; another is one file more in `src/language` of the program"
        ),
    };
    Diagnostic::error("unknown-language", format!("`{tag}` is not a language that warraq knows")).help(help)
}

/// The value for a language: its own, else that of its primary language (`ar` for `ar-MA`), else, for a bare primary
/// language, that of one of its regions.
#[must_use]
pub fn for_language<'a, T>(values: &'a PerLanguage<T>, lang: &LangTag) -> Option<&'a T> {
    let primary = |tag: &&LangTag| tag.as_str() == lang.primary();
    let sibling = |tag: &&LangTag| tag.primary() == lang.primary();
    let near = values.keys().find(primary).or_else(|| values.keys().find(sibling));
    values.get(lang).or_else(|| values.get(near?))
}

/// Reads texts for `languages`. A language without one gets the first language's, with a warning.
pub(super) fn per_language(
    value: &Value<'_>,
    languages: &[LangTag],
    diagnostics: &mut Diagnostics,
) -> PerLanguage<String> {
    let mut texts = texts_or_one(value, languages, diagnostics);
    if !value.is_string() {
        fill_gaps(&mut texts, value, languages, diagnostics);
    }
    texts
}

/// Reads texts, or one text for all `languages`; languages without one stay without, and so do all with an empty one.
pub(super) fn texts_or_one(
    value: &Value<'_>,
    languages: &[LangTag],
    diagnostics: &mut Diagnostics,
) -> PerLanguage<String> {
    if value.is_string() {
        let text = value.string(diagnostics).filter(|text| !text.trim().is_empty());
        return languages.iter().filter_map(|tag| Some((tag.clone(), text?.to_owned()))).collect();
    }
    given_texts(value, diagnostics)
}

/// The texts of the table, as they stand there; empty ones count as missing.
pub(super) fn given_texts(value: &Value<'_>, diagnostics: &mut Diagnostics) -> PerLanguage<String> {
    let Some(table) = value.table(diagnostics) else { return PerLanguage::new() };
    let mut texts = PerLanguage::new();
    for (key, place, value) in table.entries() {
        let tag = language_tag(key, place, diagnostics);
        let text = value.string(diagnostics);
        if let (Some(tag), Some(text)) = (tag, text)
            && !text.trim().is_empty()
        {
            texts.insert(tag, text.to_owned());
        }
    }
    texts
}

fn fill_gaps(texts: &mut PerLanguage<String>, value: &Value<'_>, languages: &[LangTag], diagnostics: &mut Diagnostics) {
    let first = languages.iter().find(|tag| for_language(texts, tag).is_some());
    let Some(first) = first.or_else(|| texts.keys().next()).cloned() else {
        if !languages.is_empty() && value.is_table() {
            diagnostics.push(
                Diagnostic::error("missing-key", format!("`{}` has no text", value.name))
                    .at(value.place())
                    .help(format!("add one a language: {} = \"…\"", languages[0])),
            );
        }
        return;
    };
    let substitute = for_language(texts, &first).cloned().unwrap_or_default();
    for tag in languages {
        if let Some(text) = for_language(texts, tag).cloned() {
            texts.insert(tag.clone(), text);
            continue;
        }
        texts.insert(tag.clone(), substitute.clone());
        diagnostics.push(
            Diagnostic::warning(
                "missing-translation",
                format!("`{}` has no text for `{tag}`; that for `{first}` is used", value.name),
            )
            .at(value.place())
            .help(format!("add {tag} = \"…\"")),
        );
    }
}

/// Reads a table whose keys are languages or one of `others`; gives the languages.
pub(super) fn language_entries<'t>(
    table: &super::document::Table<'t>,
    others: &[&str],
    diagnostics: &mut Diagnostics,
) -> Vec<(LangTag, Value<'t>)> {
    let mut found = Vec::new();
    for (key, place, value) in table.entries() {
        if others.contains(&key) {
            continue;
        }
        match LangTag::parse(key).filter(|tag| Language::of(tag).is_some()) {
            Some(tag) => found.push((tag, value)),
            None if value.is_table() => diagnostics.push(unknown_language(key).at(place)),
            None => diagnostics.push(unknown_key(&value.name, key, place, others)),
        }
    }
    found
}
