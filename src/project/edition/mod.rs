//! The ways to issue a publication, as data: those that are built in, and the project's own `[edition.NAME]`.
//!
//! What is asked of an edition is what it has and for whom it is, never what it is called.

mod companions;
mod read;
mod set;

#[cfg(test)]
pub(crate) use read::named;
pub(super) use read::{Within, built_in, read, usual};
pub use read::{built_in_editions, unknown_edition};
pub use set::Editions;

use super::imposition::Imposition;
use super::layers::Layer;
use super::profile::Profile;
use super::texts::{PerLanguage, for_language};
use super::{CoverKind, CoverRule, HouseStyle};
use crate::diagnostics::Span;
use crate::language::Language;
use crate::units::Length;
use std::sync::Arc;

/// What kind of file an edition is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A PDF for a printer: bleed, blank pages at the end, no links.
    Print,
    /// A PDF to read on a screen or to print at home: tagged, with links.
    Screen,
    /// An EPUB.
    Ebook,
}

impl Output {
    const ALL: [(&'static str, Self); 3] = [("print", Self::Print), ("screen", Self::Screen), ("ebook", Self::Ebook)];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, output)| *output == self).map_or("", |(name, _)| name)
    }

    /// What its files' names end in.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Print | Self::Screen => "pdf",
            Self::Ebook => "epub",
        }
    }
}

/// For whom an edition is.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// For everyone: the whole text.
    #[default]
    All,
    /// For those who take part: without notes for the facilitator.
    Participant,
    /// For those who lead.
    Facilitator,
}

impl Audience {
    const ALL: [(&'static str, Self); 3] =
        [("all", Self::All), ("participant", Self::Participant), ("facilitator", Self::Facilitator)];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, audience)| *audience == self).map_or("", |(name, _)| name)
    }
}

/// Where the answers to exercises stand.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answers {
    /// Where the text has them.
    #[default]
    InPlace,
    /// In a chapter of their own after the text.
    AtEnd,
    /// In the edition `answers`, which lies beside this one.
    Apart,
    /// Nowhere.
    LeftOut,
}

impl Answers {
    const ALL: [(&'static str, Self); 4] =
        [("in-place", Self::InPlace), ("end", Self::AtEnd), ("apart", Self::Apart), ("none", Self::LeftOut)];

    /// Whether the edition has them.
    #[must_use]
    pub const fn are_there(self) -> bool {
        matches!(self, Self::InPlace | Self::AtEnd)
    }

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, answers)| *answers == self).map_or("", |(name, _)| name)
    }
}

/// The parts of a text that an edition consists of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pieces {
    /// Names of their directives.
    pub kinds: Vec<String>,
    /// Each is on pages of its own, to be given out alone.
    pub own_pages: bool,
    /// Each is a file of its own; one more holds them all.
    pub split: bool,
}

/// One way to issue a publication.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its name in files and on the command line.
    pub name: String,
    /// What kind of file it is.
    pub output: Output,
    /// For whom it is.
    pub audience: Audience,
    /// Where answers stand.
    pub answers: Answers,
    /// The parts that it consists of; `None` for the whole text.
    pub pieces: Option<Pieces>,
    /// The edition that has what this one leaves out, by name: references name its pages.
    pub rest_in: Option<String>,
    /// The edition whose folios stand in the outer margin, by name.
    pub margin_folios: Option<String>,
    /// What the printer or shop takes, where it is for one.
    pub profile: Option<Arc<Profile>>,
    /// Where the project names it.
    pub profile_place: Option<Span>,
    /// How its pages lie on sheets, where they are for a copier.
    pub impose: Option<Imposition>,
    /// Books come with a cover, in a file of its own.
    pub covers: bool,
    /// Editions that it was made from, the nearest first.
    pub bases: Vec<String>,
    /// What people call it, where the project says so.
    pub names: PerLanguage<String>,
    /// What it changes in the house style, its base's changes first.
    pub(super) layers: Vec<Arc<Layer>>,
}

impl Edition {
    /// The first edition of its kind of file, which needs no name where the file's own ending tells it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        Output::ALL.iter().any(|(name, output)| *output == self.output && *name == self.name)
    }

    /// Whether it has pages; readers of e-books make their own.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        self.output != Output::Ebook
    }

    /// Whether it is for a printer, who binds whole signatures and puts the book into a cover.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.output == Output::Print
    }

    /// The fewest pixels per inch of its pictures with tones, and of those of two colours: as its profile asks, or as a
    /// printer does (docs/typography.md P9); none for screens.
    #[must_use]
    pub fn least_density(&self) -> [Option<u16>; 2] {
        let asked =
            self.profile.as_deref().map_or([None; 2], |profile| [profile.least.resolution, profile.least.line_art]);
        [asked[0].or(self.is_bound().then_some(200)), asked[1]]
    }

    /// What its printer or shop asks of a cover; nothing where it is for none.
    #[must_use]
    pub fn cover_rule(&self) -> &CoverRule {
        static NOTHING: CoverRule = CoverRule::NOTHING;
        self.profile.as_deref().map_or(&NOTHING, |profile| &profile.cover)
    }

    /// Bleed of its covers: as its profile asks; a case is turned in and has none; else that of the house style.
    #[must_use]
    pub fn cover_bleed(&self, house: &HouseStyle) -> Length {
        match *self.cover_rule() {
            CoverRule { bleed: Some(bleed), .. } => bleed,
            CoverRule { kind: CoverKind::Case, .. } => Length::ZERO,
            _ => house.page.bleed,
        }
    }

    /// Whether it answers to a name: its own, or that of an edition that it was made from.
    #[must_use]
    pub fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.bases.iter().any(|base| base == name)
    }

    /// Whether it has all parts of the text, for whomever they are.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.audience != Audience::Participant && self.answers.are_there() && self.pieces.is_none()
    }

    /// Whether it consists of pieces, each on pages of its own.
    #[must_use]
    pub fn has_own_pages(&self) -> bool {
        self.pieces.as_ref().is_some_and(|pieces| pieces.own_pages)
    }

    /// Whether another edition has the same text.
    #[must_use]
    pub fn has_text_of(&self, other: &Self) -> bool {
        (self.audience, self.answers, &self.pieces) == (other.audience, other.answers, &other.pieces)
    }

    /// What it is called in a language: by the project, else by the language's own words, else by its name.
    #[must_use]
    pub fn called(&self, language: &Language) -> String {
        if let Some(own) = for_language(&self.names, &language.tag) {
            return own.clone();
        }
        let key = format!("edition-{}", self.name);
        language.data.terms.get(&key).unwrap_or(&self.name).clone()
    }
}
