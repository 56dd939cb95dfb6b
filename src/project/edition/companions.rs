//! Editions that are used side by side: one names the pages of another.

use super::{Edition, unknown_edition};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::project::document::Table;

/// An edition that another one names.
pub(super) struct Named {
    /// The edition that names it.
    by: String,
    /// By which key.
    key: &'static str,
    place: Span,
}

const REST_IN: &str = "rest-in";
const MARGIN_FOLIOS: &str = "margin-folios";

impl Edition {
    fn companion(&mut self, key: &str) -> &mut Option<String> {
        if key == REST_IN { &mut self.rest_in } else { &mut self.margin_folios }
    }
}

/// Reads what an edition says of others.
pub(super) fn change(edition: &mut Edition, table: &mut Table<'_>, diagnostics: &mut Diagnostics) -> Vec<Named> {
    let mut named = Vec::new();
    for key in [REST_IN, MARGIN_FOLIOS] {
        let Some(value) = table.value(key) else { continue };
        let name = value.string(diagnostics);
        *edition.companion(key) = name.filter(|name| *name != "none").map(str::to_owned);
        named.push(Named { by: edition.name.clone(), key, place: value.place() });
    }
    named
}

/// Reports what cannot be named, and drops it.
pub(super) fn check(editions: &mut [Edition], named: &[Named], diagnostics: &mut Diagnostics) {
    for Named { by, key, place } in named {
        let Some(at) = editions.iter().position(|one| one.name == *by) else { continue };
        let Some(name) = editions.get_mut(at).and_then(|one| one.companion(key).clone()) else { continue };
        let fault = match editions.iter().find(|one| one.name == name) {
            None => unknown_edition(&name, editions),
            Some(other) if !other.has_pages() => {
                Diagnostic::error("bad-value", format!("`{key}`: `{name}` is an e-book and has no pages"))
                    .help("name an edition that is a PDF")
            }
            Some(_) if name == *by => {
                Diagnostic::error("circular-edition", format!("`{key}`: `{name}` is this edition itself"))
                    .help("name another edition, or \"none\"")
            }
            Some(other) if *key == REST_IN && !other.is_whole() => {
                Diagnostic::error("bad-value", format!("`{key}`: `{name}` leaves parts out, too"))
                    .help("name an edition that has the whole text, such as `facilitator`")
            }
            Some(_) => continue,
        };
        diagnostics.push(fault.at(*place));
        if let Some(edition) = editions.get_mut(at) {
            *edition.companion(key) = None;
        }
    }
}
