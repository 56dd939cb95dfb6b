//! What files are called and where they lie, and which names are ours.

use crate::language::LangTag;
use crate::project::{EditionKind, Publication};

/// Path of a file, relative to the output folder, with `/`. `volume` and `volumes` are 0 where it is not split.
///
/// `<lang>/<publication>/<publication>-<lang>[-<k>of<n>]-<edition>.pdf`, e-books `….epub`; a file made of one Markdown
/// file alone lies in the output folder itself.
pub(super) fn path(
    publication: &Publication,
    lang: &LangTag,
    edition: EditionKind,
    volume: u16,
    volumes: u16,
) -> String {
    let name = &publication.name;
    let mut path = match publication.file {
        Some(_) => format!("{name}-{lang}"),
        None => format!("{lang}/{name}/{name}-{lang}"),
    };
    if volumes > 0 {
        path.push_str(&format!("-{volume}of{volumes}"));
    }
    match edition {
        EditionKind::Ebook => path.push_str(".epub"),
        EditionKind::Print | EditionKind::Screen => path.push_str(&format!("-{}.pdf", edition.name())),
    }
    path
}

/// Path of the plan of a work in volumes, relative to the output folder.
pub(super) fn plan_path(publication: &str, lang: &str) -> String {
    format!("{lang}/{publication}/{publication}-{lang}-volumes.json")
}

/// Whether a path is one that [`path`] gives for some volume of this publication, language and edition, in a project.
pub(super) fn is_ours(path: &str, publication: &str, lang: &str, edition: EditionKind) -> bool {
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return false;
    }
    let Some(rest) = path.strip_prefix(&format!("{lang}/{publication}/{publication}-{lang}")) else { return false };
    let ending = match edition {
        EditionKind::Ebook => ".epub".to_owned(),
        EditionKind::Print | EditionKind::Screen => format!("-{}.pdf", edition.name()),
    };
    let Some(volume) = rest.strip_suffix(&ending) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
    let split = volume.strip_prefix('-').and_then(|volume| volume.split_once("of"));
    volume.is_empty() || split.is_some_and(|(k, n)| is_number(k) && is_number(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_making_are_ours() {
        let ours = |path| is_ours(path, "module-1", "ar", EditionKind::Screen);
        assert!(ours("ar/module-1/module-1-ar-screen.pdf"));
        assert!(ours("ar/module-1/module-1-ar-2of3-screen.pdf"));
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
        assert!(!is_ours("ar/../../x/../../x-ar-screen.pdf", "../../x", "ar", EditionKind::Screen));
    }
}
