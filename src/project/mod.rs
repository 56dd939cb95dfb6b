//! What is to be made: `toolbox.toml`, `publication.toml` and the house style: read, checked, typed.
//!
//! In: a folder. Out: a [`Project`], and the diagnostics of what is wrong in its files.

mod house_style;

pub use house_style::{BlockStyle, HouseStyle, Margins, PageStyle, PartStyle};

use crate::language::LangTag;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A value per language.
pub type PerLanguage<T> = BTreeMap<LangTag, T>;

/// The whole collection that one `toolbox.toml` describes.
#[derive(Clone, Debug)]
pub struct Project {
    /// Folder that holds `toolbox.toml`.
    pub sources: PathBuf,
    /// Folder that messages' paths are relative to.
    pub root: PathBuf,
    /// Title of the collection; a missing language has been filled from the first one.
    pub title: PerLanguage<String>,
    /// Publisher.
    pub publisher: PerLanguage<String>,
    /// Licence of the texts, as the imprint prints it.
    pub licence: Option<PerLanguage<String>>,
    /// Languages in order.
    pub languages: Vec<LangTag>,
    /// Labels of the languages in the catalogue's list (`ENG`, `FR`).
    pub labels: BTreeMap<LangTag, String>,
    /// Editions to make.
    pub editions: Vec<EditionKind>,
    /// Sections of the catalogue.
    pub sections: Vec<Section>,
    /// Publications, in the order of the sections, then by name.
    pub publications: Vec<Publication>,
    /// Design.
    pub house: HouseStyle,
    /// Glossary: term → language → words.
    pub glossary: BTreeMap<String, PerLanguage<String>>,
}

/// A section of the catalogue.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: PerLanguage<String>,
    /// Names of its publications.
    pub publications: Vec<String>,
}

/// One title of the toolbox.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Folder name; part of every file name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Title.
    pub title: PerLanguage<String>,
    /// Subtitle.
    pub subtitle: PerLanguage<String>,
    /// `module`, `study`, `article` …: free, shown nowhere but known to the house style.
    pub kind: String,
    /// Number of a module.
    pub number: Option<u16>,
    /// Shown as compulsory in the catalogue.
    pub required: bool,
    /// Date of the text: the only clock a book knows.
    pub date: Option<jiff::civil::Date>,
    /// ISBNs by edition.
    pub isbn: BTreeMap<EditionKind, PerLanguage<String>>,
    /// Who made it, as printed.
    pub contributors: Vec<Contributor>,
    /// Languages it has, in the toolbox's order.
    pub languages: Vec<LangTag>,
    /// How it is split, by language.
    pub volumes: PerLanguage<VolumeRule>,
}

/// Who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Name as printed.
    pub name: String,
    /// Name as sorted.
    pub file_as: Option<String>,
    /// MARC relator code: `aut`, `trl`, `edt`, `ill` …
    pub role: String,
}

/// When and where a publication is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VolumeRule {
    /// Into as few volumes as keep each under this many pages.
    MaxPages(u32),
    /// Into this many.
    Count(u32),
    /// After the chapters with these ids.
    After(Vec<String>),
    /// Never.
    Whole,
}

/// One way to issue a publication.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionKind {
    /// For a printer.
    Print,
    /// PDF to read on a screen.
    Screen,
    /// EPUB.
    Ebook,
}

impl EditionKind {
    /// All, in the order in which they are made.
    pub const ALL: [Self; 3] = [Self::Print, Self::Screen, Self::Ebook];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Screen => "screen",
            Self::Ebook => "ebook",
        }
    }

    /// The edition of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
