//! What a book says of itself: its titles, its number, who made it, the values and the words of references in its text.
//!
//! In: a publication in a language, as the project describes it. Out: [`Facts`], gathered once and said alike by title
//! pages, covers, metadata, e-books and download pages; [`Volume`], what one of several volumes is; and the words of
//! references to what stands elsewhere ([`in_publication`], [`with_page`]).

mod people;
mod references;
mod volume;

pub use references::{Neighbour, in_publication, with_page};
pub use volume::Volume;

use crate::language::Language;
use crate::project::{Contributor, PerLanguage, Project, Publication, for_language};
use std::collections::BTreeMap;

/// What a publication says of itself in one language. What it does not say is `None`, never an empty text.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Title; the publication's name where it has none.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Title of the toolbox; `None` where there is no toolbox around a file.
    pub toolbox: Option<String>,
    /// Its number in the toolbox.
    pub number: Option<u16>,
    /// Its kind and number: «Module 1».
    pub label: Option<String>,
    /// What it is of another publication: «Condensed edition of “Handbook”».
    pub view_statement: Option<String>,
    /// What it is about.
    pub blurb: Option<String>,
    /// What the front flap of its cover says.
    pub flap: Option<String>,
    /// Digits of the barcode's add-on, two or five.
    pub price_code: Option<String>,
    /// Who made it, in the order in which they are named.
    pub contributors: Vec<Contributor>,
    /// Who has written it, else who has edited it, from the longest way to name them to the shortest; nothing where
    /// nobody is named.
    pub credits: Vec<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Licence of the text.
    pub licence: Option<String>,
    /// Date of the text.
    pub date: Option<jiff::civil::Date>,
    /// Month and year of the text.
    pub month_year: Option<String>,
    /// Year of the text.
    pub year: Option<String>,
    /// Name of the language in the language.
    pub language: String,
}

impl Facts {
    /// Gathers them.
    #[must_use]
    pub fn of(project: &Project, publication: &Publication, language: &Language) -> Self {
        let own = |texts: &PerLanguage<String>| {
            for_language(texts, &language.tag).filter(|text| !text.trim().is_empty()).cloned()
        };
        let number = |number: u16| language.number(usize::from(number));
        Self {
            title: own(&publication.title).unwrap_or_else(|| publication.name.clone()),
            subtitle: own(&publication.subtitle),
            toolbox: own(&project.title).filter(|_| !publication.is_alone()),
            number: publication.number,
            label: publication.number.map(|own| label(&publication.kind, &number(own), language)),
            view_statement: publication.view_statement(project, language),
            blurb: own(&publication.blurb),
            flap: own(&publication.flap),
            price_code: own(&publication.price_code),
            contributors: publication.contributors.clone(),
            credits: people::credits(&publication.contributors, language),
            publisher: own(&project.publisher),
            licence: project.licence.as_ref().and_then(own),
            date: publication.date,
            month_year: publication.date.and_then(|date| language.month_year(date)),
            year: publication.date.map(|date| language.number(usize::from(date.year().unsigned_abs()))),
            language: language.data.name.clone(),
        }
    }

    /// Title of the toolbox, where it is another than the publication's.
    #[must_use]
    pub fn set_title(&self) -> Option<&str> {
        self.toolbox.as_deref().filter(|toolbox| *toolbox != self.title)
    }

    /// «Module 1: The title».
    #[must_use]
    pub fn labelled_title(&self, language: &Language) -> String {
        match &self.label {
            Some(label) => language.pattern("title-with-number", &[("number", label), ("title", &self.title)]),
            None => self.title.clone(),
        }
    }

    /// The title with the volume's name, for a shelf that shows nothing else.
    #[must_use]
    pub fn title_of_volume(&self, volume: Option<&str>) -> String {
        match volume {
            Some(volume) => format!("{} — {volume}", self.title),
            None => self.title.clone(),
        }
    }

    /// What `{{name}}` stands for in the text, in every edition; [`value_of_volume`] knows the others.
    #[must_use]
    pub fn values(&self) -> BTreeMap<String, String> {
        [
            ("title", Some(&self.title)),
            ("subtitle", self.subtitle.as_ref()),
            ("toolbox", self.toolbox.as_ref().or(Some(&self.title))),
            ("publisher", self.publisher.as_ref()),
            ("licence", self.licence.as_ref()),
            ("date", self.month_year.as_ref()),
            ("language", Some(&self.language)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.cloned().unwrap_or_default()))
        .collect()
    }
}

/// What `{{volume}}` and `{{volumes}}` stand for in a volume, from 1, of so many; 0 of 0 where the work is not split.
#[must_use]
pub fn value_of_volume(name: &str, volume: u16, volumes: usize, language: &Language) -> Option<String> {
    match name {
        "volume" if volume > 0 => Some(language.volume(usize::from(volume))),
        "volume" => Some(String::new()),
        "volumes" => Some(language.number(volumes.max(1))),
        _ => None,
    }
}

/// «Module 1»: the language's words for the kind, else those for a module.
fn label(kind: &str, number: &str, language: &Language) -> String {
    let key = format!("{kind}-number");
    let known = language.term(&key) != key;
    language.pattern(if known { &key } else { "module-number" }, &[("number", number)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LangTag;

    #[test]
    fn a_kind_without_words_of_its_own_is_called_a_module() {
        let language = |tag: &str| Language::or_english(&LangTag::parse(tag).expect("a tag"));
        assert_eq!(label("module", "1", &language("en")), "Module 1");
        assert_eq!(label("guide", "2", &language("es")), "Módulo 2");
    }

    #[test]
    fn what_is_not_said_has_an_empty_value() {
        let facts = Facts { title: "T".to_owned(), ..Facts::default() };
        let values = facts.values();
        assert_eq!((values["toolbox"].as_str(), values["publisher"].as_str()), ("T", ""));
    }
}
