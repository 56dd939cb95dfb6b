//! What files are called and where they lie, and which names are ours.

use super::selection::Job;
use crate::edition::VolumeBook;
use crate::language::LangTag;
use crate::project::{Edition, Editions, Output, Publication};

/// How much of a book a file has.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    /// All of it.
    Whole,
    /// One volume of so many.
    Volume(u16, u16),
    /// One piece of so many.
    Piece(u16, u16),
    /// All pieces, each a file, in an archive.
    Pieces,
}

impl Portion {
    pub(super) fn of(book: &VolumeBook) -> Self {
        match (book.piece, book.volumes) {
            (Some((number, of)), _) => Self::Piece(number, of),
            (None, 0) => Self::Whole,
            (None, of) => Self::Volume(book.volume, of),
        }
    }

    /// What stands for it in file names; pieces are listed in their order.
    fn mark(self) -> String {
        match self {
            Self::Whole | Self::Pieces => String::new(),
            Self::Volume(number, of) => format!("-{number}of{of}"),
            Self::Piece(number, of) => format!("-{number:0digits$}", digits = of.to_string().len().max(2)),
        }
    }
}

/// What a file is: a book in one of its editions, or the cover of one.
#[derive(Copy, Clone, Debug)]
pub(super) struct Product<'p> {
    pub(super) edition: &'p Edition,
    pub(super) is_cover: bool,
}

impl<'p> Product<'p> {
    pub(super) const fn book(edition: &'p Edition) -> Self {
        Self { edition, is_cover: false }
    }

    pub(super) const fn cover(edition: &'p Edition) -> Self {
        Self { edition, is_cover: true }
    }

    /// All of a publication, in the order in which they are made and listed.
    fn all(editions: &'p Editions) -> impl Iterator<Item = Self> {
        editions.iter().flat_map(|edition| {
            let cover = edition.covers.then_some(Self::cover(edition));
            std::iter::once(Self::book(edition)).chain(cover)
        })
    }

    /// Its name in files and in the catalogue.
    pub(super) fn name(self) -> String {
        match self.edition.name.as_str() {
            name if !self.is_cover => name.to_owned(),
            _ if self.edition.is_plain() => "cover".to_owned(),
            name => format!("{name}-cover"),
        }
    }

    /// What a name in the catalogue stands for.
    pub(super) fn parse(name: &str, editions: &'p Editions) -> Option<Self> {
        Self::all(editions).find(|product| product.name() == name)
    }

    /// Place among those of a publication.
    pub(super) fn place(name: &str, editions: &Editions) -> usize {
        let at = Product::all(editions).position(|product| product.name() == name);
        at.unwrap_or(usize::MAX)
    }

    /// What its file's name ends in.
    fn ending(self) -> String {
        match self.edition.output {
            Output::Ebook if self.edition.is_plain() => ".epub".to_owned(),
            output => format!("-{}.{}", self.name(), output.extension()),
        }
    }
}

/// How the name of an archive of pieces ends.
const ARCHIVE: &str = "zip";

/// What the name of a file that the catalogue calls so may end in.
fn endings(name: &str) -> impl Iterator<Item = String> {
    let extensions = [Output::Print, Output::Ebook].map(Output::extension);
    extensions
        .into_iter()
        .chain([ARCHIVE])
        .map(move |extension| format!("-{name}.{extension}"))
        .chain([".epub".to_owned()])
}

/// What the books of one Markdown file are called, before what tells their editions apart.
#[must_use]
pub fn book_name(job: &Job<'_>) -> String {
    format!("{}-{}", job.publication.name, job.language.tag)
}

/// Path of a file, relative to the output folder, with `/`.
///
/// `<lang>/<publication>/<publication>-<lang>[-<k>of<n>]-<edition>.pdf`, e-books `….epub`, covers `…-cover.pdf`, pieces
/// `<publication>-<lang>-<k>-<edition>.pdf` and all of them `….zip`; a file without a project around it lies in the output folder
/// itself.
pub(super) fn path(publication: &Publication, lang: &LangTag, product: Product<'_>, portion: Portion) -> String {
    let name = &publication.name;
    let mut path =
        if publication.is_alone() { format!("{name}-{lang}") } else { format!("{lang}/{name}/{name}-{lang}") };
    path.push_str(&portion.mark());
    match portion {
        Portion::Pieces => format!("{path}-{}.{ARCHIVE}", product.name()),
        _ => path + &product.ending(),
    }
}

/// Path of the plan of a work in volumes, relative to the output folder.
pub(super) fn plan_path(publication: &str, lang: &str) -> String {
    format!("{lang}/{publication}/{publication}-{lang}-volumes.json")
}

/// Whether a path is one that [`path`] gives for some portion of this publication, language and product, in a project.
pub(super) fn is_ours(path: &str, publication: &str, lang: &str, product: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) || !product.bytes().all(sign) {
        return false;
    }
    let Some(rest) = path.strip_prefix(&format!("{lang}/{publication}/{publication}-{lang}")) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
    let is_portion = |text: &str| {
        let mark = text.strip_prefix('-');
        let split = mark.and_then(|volume| volume.split_once("of"));
        text.is_empty() || split.is_some_and(|(k, n)| is_number(k) && is_number(n)) || mark.is_some_and(is_number)
    };
    endings(product).any(|ending| rest.strip_suffix(&ending).is_some_and(is_portion))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_making_are_ours() {
        let ours = |path| is_ours(path, "module-1", "ar", "screen");
        assert!(ours("ar/module-1/module-1-ar-screen.pdf"));
        assert!(ours("ar/module-1/module-1-ar-2of3-screen.pdf"));
        assert!(ours("ar/module-1/module-1-ar-07-screen.pdf") && ours("ar/module-1/module-1-ar-screen.zip"));
        assert!(is_ours("ar/module-1/module-1-ar-2of3-cover.pdf", "module-1", "ar", "cover"));
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
        assert!(!is_ours("ar/../../x/../../x-ar-screen.pdf", "../../x", "ar", "screen"));
    }
}
