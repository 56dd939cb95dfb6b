//! The ways to issue a publication.

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
