//! What one of several volumes is.

use crate::language::Language;

/// One of several volumes.
#[derive(Copy, Clone, Debug)]
pub struct Volume<'a> {
    /// From 1.
    pub number: usize,
    /// How many there are, two or more.
    pub count: usize,
    /// Titles of all volumes, where they have any.
    pub titles: &'a [String],
}

impl<'a> Volume<'a> {
    /// The volume at a place, from 0, among so many; `None` where there is only one.
    #[must_use]
    pub fn at(place: usize, count: usize, titles: &'a [String]) -> Option<Self> {
        (count > 1).then_some(Self { number: place + 1, count, titles })
    }

    /// Its own title.
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        self.titles.get(self.number - 1).map(String::as_str)
    }

    /// «Volume one of two».
    #[must_use]
    pub fn name(&self, language: &Language) -> String {
        language.volume_of(self.number, self.count)
    }

    /// «Volume one of two: Foundations».
    #[must_use]
    pub fn whole_name(&self, language: &Language) -> String {
        let name = self.name(language);
        match self.title() {
            Some(title) => language.pattern("title-with-number", &[("number", &name), ("title", title)]),
            None => name,
        }
    }
}
