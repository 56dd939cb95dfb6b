//! What files are called and where they lie, and which names are ours.

use super::selection::Job;
use crate::language::LangTag;
use crate::project::{EditionKind, Publication};

/// What a file is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A book in one of its editions.
    Book(EditionKind),
    /// The cover of a printed book.
    Cover,
}

impl FileKind {
    /// All, in the order in which they are made and listed.
    pub(super) const ALL: [Self; 4] =
        [Self::Book(EditionKind::Print), Self::Cover, Self::Book(EditionKind::Screen), Self::Book(EditionKind::Ebook)];

    /// Its name in files and in the catalogue.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Book(edition) => edition.name(),
            Self::Cover => "cover",
        }
    }

    /// The kind of a name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Place in [`Self::ALL`].
    pub(super) fn place(self) -> usize {
        Self::ALL.iter().position(|kind| *kind == self).unwrap_or(Self::ALL.len())
    }

    /// What its name ends in.
    fn ending(self) -> String {
        match self {
            Self::Book(EditionKind::Ebook) => ".epub".to_owned(),
            _ => format!("-{}.pdf", self.name()),
        }
    }
}

/// What the books of one Markdown file are called, before what tells their editions apart.
#[must_use]
pub fn book_name(job: &Job<'_>) -> String {
    format!("{}-{}", job.publication.name, job.language.tag)
}

/// Path of a file, relative to the output folder, with `/`. `volume` and `volumes` are 0 where it is not split.
///
/// `<lang>/<publication>/<publication>-<lang>[-<k>of<n>]-<edition>.pdf`, e-books `….epub`, covers `…-cover.pdf`; a file without a
/// project around it lies in the output folder itself.
pub(super) fn path(publication: &Publication, lang: &LangTag, kind: FileKind, volume: u16, volumes: u16) -> String {
    let name = &publication.name;
    let mut path =
        if publication.is_alone() { format!("{name}-{lang}") } else { format!("{lang}/{name}/{name}-{lang}") };
    if volumes > 0 {
        path.push_str(&format!("-{volume}of{volumes}"));
    }
    path + &kind.ending()
}

/// Path of the plan of a work in volumes, relative to the output folder.
pub(super) fn plan_path(publication: &str, lang: &str) -> String {
    format!("{lang}/{publication}/{publication}-{lang}-volumes.json")
}

/// Whether a path is one that [`path`] gives for some volume of this publication, language and kind, in a project.
pub(super) fn is_ours(path: &str, publication: &str, lang: &str, kind: FileKind) -> bool {
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return false;
    }
    let Some(rest) = path.strip_prefix(&format!("{lang}/{publication}/{publication}-{lang}")) else { return false };
    let Some(volume) = rest.strip_suffix(&kind.ending()) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
    let split = volume.strip_prefix('-').and_then(|volume| volume.split_once("of"));
    volume.is_empty() || split.is_some_and(|(k, n)| is_number(k) && is_number(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_making_are_ours() {
        let ours = |path| is_ours(path, "module-1", "ar", FileKind::Book(EditionKind::Screen));
        assert!(ours("ar/module-1/module-1-ar-screen.pdf"));
        assert!(ours("ar/module-1/module-1-ar-2of3-screen.pdf"));
        assert!(is_ours("ar/module-1/module-1-ar-2of3-cover.pdf", "module-1", "ar", FileKind::Cover));
        for other in [
            "ar/module-1/module-1-ar-print.pdf",
            "ar/module-1/module-1-ar-notes-screen.pdf",
            "ar/module-1/module-1-ar-2of-screen.pdf",
            "ar/module-1/../module-1-ar-screen.pdf",
            "ar/module-12/module-12-ar-screen.pdf",
            "fr/module-1/module-1-fr-screen.pdf",
            "/etc/passwd",
        ] {
            assert!(!ours(other), "{other}");
        }
        assert!(!is_ours("ar/../../x/../../x-ar-screen.pdf", "../../x", "ar", FileKind::Book(EditionKind::Screen)));
    }
}
