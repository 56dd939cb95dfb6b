//! Terms per language: `glossary.toml`, one table a term.

use super::document::Table;
use super::texts::{PerLanguage, given_texts};
use crate::diagnostics::Diagnostics;
use std::collections::BTreeMap;

/// Reads the file: term → language → words.
pub(super) fn read(file: &Table<'_>, diagnostics: &mut Diagnostics) -> BTreeMap<String, PerLanguage<String>> {
    let entries = file.entries();
    entries.into_iter().map(|(term, _, value)| (term.to_owned(), given_texts(&value, diagnostics))).collect()
}
