//! `[imprint]`: what the law, the library and the reader want to know of a book beyond its title
//! (docs/typography.md P21).
//!
//! A toolbox says what holds for all of its publications; a publication says it anew where it is different.

use super::document::{Expected, Table};
use super::texts::{PerLanguage, for_language, texts_or_one};
use super::{Edition, Output, Project, Publication};
use crate::diagnostics::Diagnostics;
use crate::language::{LangTag, Language};

/// What an imprint says. Texts are given per language; a language without one says nothing.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// The edition statement, «Second, revised edition».
    pub edition: PerLanguage<String>,
    /// Number or date of the legal deposit.
    pub legal_deposit: PerLanguage<String>,
    /// Printer and place.
    pub printer: PerLanguage<String>,
    /// When it was printed; the date of the text where that is not said.
    pub printed: Option<jiff::civil::Date>,
    /// What the publisher does not answer for.
    pub disclaimer: PerLanguage<String>,
    /// Who holds the copyright.
    pub copyright_holder: PerLanguage<String>,
    /// Where it is published.
    pub place: PerLanguage<String>,
    /// What it says for libraries of a work in volumes.
    pub library: Option<Library>,
    /// Since when; the year of the text's date where that is not said.
    pub copyright_year: Option<u16>,
}

/// What the imprint of a work in volumes says for libraries (docs/typography.md V7).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Library {
    /// The number of volumes and the pages of each, in one line.
    #[default]
    Line,
    /// The draft of a catalogue record.
    Record,
    /// Nothing.
    None,
}

impl Library {
    /// Reads the name that the file gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "line" => Some(Self::Line),
            "cip" => Some(Self::Record),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

const LIBRARY: Expected = Expected { what: "line, cip or none", example: "\"cip\"" };

impl Imprint {
    /// Reads the table of a file for these languages.
    pub(super) fn read(table: Option<Table<'_>>, languages: &[LangTag], diagnostics: &mut Diagnostics) -> Self {
        let Some(mut table) = table else { return Self::default() };
        let mut texts = |table: &mut Table<'_>, key| {
            let value = table.value(key);
            value.map(|value| texts_or_one(&value, languages, diagnostics)).unwrap_or_default()
        };
        let mut imprint = Self {
            edition: texts(&mut table, "edition"),
            legal_deposit: texts(&mut table, "legal-deposit"),
            printer: texts(&mut table, "printer"),
            disclaimer: texts(&mut table, "disclaimer"),
            copyright_holder: texts(&mut table, "copyright-holder"),
            place: texts(&mut table, "place"),
            ..Self::default()
        };
        imprint.printed = table.value("printed").and_then(|value| value.date(diagnostics));
        let library = table.value("library");
        imprint.library = library.and_then(|value| value.parsed(&LIBRARY, Library::parse, diagnostics));
        let year = table.value("copyright-year");
        imprint.copyright_year = year.and_then(|value| value.small_integer(1400..=9999, diagnostics));
        table.finish(diagnostics);
        imprint
    }

    /// What a publication's own imprint says, and for the rest the toolbox's.
    pub(super) fn over(self, toolbox: &Self) -> Self {
        let either = |mut own: PerLanguage<String>, general: &PerLanguage<String>| {
            for (tag, text) in general {
                if for_language(&own, tag).is_none() {
                    own.insert(tag.clone(), text.clone());
                }
            }
            own
        };
        Self {
            edition: either(self.edition, &toolbox.edition),
            legal_deposit: either(self.legal_deposit, &toolbox.legal_deposit),
            printer: either(self.printer, &toolbox.printer),
            printed: self.printed.or(toolbox.printed),
            place: either(self.place, &toolbox.place),
            library: self.library.or(toolbox.library),
            disclaimer: either(self.disclaimer, &toolbox.disclaimer),
            copyright_holder: either(self.copyright_holder, &toolbox.copyright_holder),
            copyright_year: self.copyright_year.or(toolbox.copyright_year),
        }
    }

    /// «© Holder, 2026», in the words of a language.
    #[must_use]
    pub fn copyright(&self, language: &Language, date: Option<jiff::civil::Date>) -> Option<String> {
        let holder = for_language(&self.copyright_holder, &language.tag)?;
        let year = self.copyright_year.or(date.map(|date| date.year().unsigned_abs()));
        Some(match year {
            Some(year) => {
                let year = language.number(usize::from(year));
                language.pattern("copyright", &[("holder", holder), ("year", &year)])
            }
            None => format!("© {holder}"),
        })
    }

    /// «Printed in November 2026 by …», as a colophon says it.
    #[must_use]
    pub fn printed_by(&self, language: &Language, date: Option<jiff::civil::Date>) -> Option<String> {
        let printer = for_language(&self.printer, &language.tag)?;
        let date = self.printed.or(date).and_then(|date| language.month_year(date));
        Some(match date {
            Some(date) => language.pattern("printed-when", &[("printer", printer), ("date", &date)]),
            None => language.pattern("printed-by", &[("printer", printer)]),
        })
    }
}

impl Project {
    /// What the imprint of a publication does not say in a language, by the keys that would say it.
    #[must_use]
    pub fn missing_in_imprint(&self, publication: &Publication, lang: &LangTag) -> Vec<String> {
        if publication.is_article() {
            return Vec::new();
        }
        let imprint = &publication.imprint;
        let says = |texts: &PerLanguage<String>| for_language(texts, lang).is_some_and(|text| !text.is_empty());
        let mut missing: Vec<String> = Vec::new();
        let is_sold = |edition: &&Edition| edition.is_plain() && edition.output != Output::Screen;
        let nameless =
            publication.editions.usual().filter(is_sold).filter(|edition| !publication.isbn.has(edition, lang));
        missing.extend(nameless.map(|edition| format!("isbn.{}", edition.name)));
        let texts = [
            ("publisher", says(&self.publisher)),
            ("licence", self.licence.as_ref().is_some_and(says)),
            ("date", publication.date.is_some()),
            ("imprint.edition", says(&imprint.edition)),
            ("imprint.copyright-holder", says(&imprint.copyright_holder)),
            ("imprint.legal-deposit", says(&imprint.legal_deposit)),
            ("imprint.printer", says(&imprint.printer)),
            ("imprint.disclaimer", says(&imprint.disclaimer)),
        ];
        missing.extend(texts.into_iter().filter(|(_, is_said)| !is_said).map(|(key, _)| key.to_owned()));
        missing
    }
}
