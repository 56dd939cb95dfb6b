//! The editions of a toolbox, or of one of its publications.

use super::{Edition, unknown_edition};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::project::document::Value;
use std::collections::BTreeSet;

/// Editions that can be made, in the order in which they are.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    all: Vec<Edition>,
    /// Names of those that are made where none is asked for.
    usual: Vec<String>,
}

impl Editions {
    /// All of them, of which those of these names are made where none is asked for.
    pub(in crate::project) fn new(all: Vec<Edition>, usual: Vec<String>) -> Self {
        Self { all, usual }
    }

    /// Changes and adds some; those that were usual stay so.
    pub(in crate::project) fn change(&mut self, change: impl FnOnce(Vec<Edition>) -> Vec<Edition>) {
        self.all = change(std::mem::take(&mut self.all));
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Edition> {
        self.all.iter()
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Edition] {
        &self.all
    }

    /// The edition of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Edition> {
        self.all.iter().find(|edition| edition.name == name)
    }

    /// Whether an edition is made where none is asked for.
    #[must_use]
    pub fn is_usual(&self, edition: &Edition) -> bool {
        self.usual.contains(&edition.name)
    }

    /// The editions that are made where none is asked for.
    pub fn usual(&self) -> impl Iterator<Item = &Edition> {
        self.all.iter().filter(|edition| self.is_usual(edition))
    }

    /// The edition whose pages an e-book lists and whose volumes it has; another edition itself.
    #[must_use]
    pub fn paged<'p>(&'p self, edition: &'p Edition) -> &'p Edition {
        let fits = |one: &&Edition| one.has_pages() && one.has_text_of(edition);
        let bound = self.all.iter().find(|one| fits(one) && one.is_bound());
        let paged = bound.or_else(|| self.all.iter().find(fits)).unwrap_or(edition);
        if edition.has_pages() { edition } else { paged }
    }

    /// Reads `editions = ["print", …]`: those that are made where none is asked for.
    pub(in crate::project) fn read_usual(&mut self, value: &Value<'_>, diagnostics: &mut Diagnostics) {
        let mut chosen = BTreeSet::new();
        for (name, place) in value.strings(diagnostics) {
            if self.get(name).is_some() {
                chosen.insert(name);
            } else {
                diagnostics.push(unknown_edition(name, &self.all).at(place));
            }
        }
        if chosen.is_empty() {
            let finding = Diagnostic::error("missing-key", format!("`{}` names no edition", value.name));
            diagnostics.push(finding.at(value.place()).help("leave it out to make print, screen and ebook"));
            return;
        }
        let names = self.all.iter().map(|edition| &edition.name);
        self.usual = names.filter(|name| chosen.contains(name.as_str())).cloned().collect();
    }
}

impl<'a> IntoIterator for &'a Editions {
    type Item = &'a Edition;
    type IntoIter = std::slice::Iter<'a, Edition>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
