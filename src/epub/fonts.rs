//! The fonts that a book brings along: for scripts that readers' own fonts set badly, a regular and a real bold face,
//! with what the book's letters can become and the tables that join and place them, and their licence.

use super::subset::{ALWAYS, subset};
use super::{Info, Resource};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::{self, Font};
use crate::xhtml::EmbeddedFont;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most bytes of fonts in one book.
const MAX_BYTES: usize = 1 << 20;

/// Lines at the head of a licence that say whose the font is.
const RIGHTS: usize = 4;

/// Families that come with their licence, and it.
const LICENCES: [(&str, &str); 4] = [
    ("Amiri", include_str!("../../fonts/amiri/OFL.txt")),
    ("Scheherazade New", include_str!("../../fonts/scheherazade-new/OFL.txt")),
    ("Noto Naskh Arabic", include_str!("../../fonts/noto-naskh-arabic/OFL.txt")),
    ("Noto Kufi Arabic", include_str!("../../fonts/noto-kufi-arabic/OFL.txt")),
];

/// The fonts of a book.
#[derive(Debug, Default)]
pub(super) struct Fonts<'a> {
    /// As the style sheet names them.
    pub(super) faces: Vec<EmbeddedFont>,
    /// One for each face.
    fonts: Vec<&'a Arc<Font>>,
    licence: &'static str,
}

impl<'a> Fonts<'a> {
    /// The families, as an imprint names them; `None` where the book brings no font.
    pub(super) fn names(&self) -> Option<String> {
        self.faces.first().map(|face| face.family.clone())
    }

    /// Their files for a book of these texts, and the licence. A font of the project's own stays whole, and one whose name
    /// is reserved: its licence lets nothing else bear that name.
    pub(super) fn resources<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<Resource> {
        if self.fonts.is_empty() {
            return Vec::new();
        }
        let characters: BTreeSet<char> = texts.flat_map(str::chars).collect();
        let is_reserved = self.licence.lines().take(RIGHTS).any(|line| line.contains("Reserved Font Name"));
        let mut resources: Vec<Resource> = Vec::new();
        for (face, font) in self.faces.iter().zip(&self.fonts) {
            let wanted = || characters.iter().copied().chain(ALWAYS.into_iter().flatten());
            let smaller = if font::is_builtin(font) && !is_reserved { subset(font, wanted()) } else { None };
            let bytes = smaller.unwrap_or_else(|| font.data.to_vec());
            resources.push(Resource { href: face.href.clone(), media_type: kind(font).1, bytes });
        }
        let licence = self.licence.as_bytes().to_vec();
        resources.push(Resource { href: "fonts/OFL.txt".into(), media_type: "text/plain", bytes: licence });
        resources
    }

    /// Whether the book's own fonts have a character.
    pub(super) fn cover(&self, character: char) -> bool {
        self.fonts.first().is_some_and(|font| font.covers(character.encode_utf8(&mut [0; 4])))
    }

    fn add(&mut self, font: &'a Arc<Font>) {
        let name: String = font.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let href = format!("fonts/{name}.{}", kind(font).0);
        self.faces.push(EmbeddedFont { family: font.family.clone(), href, bold: font.bold, characters: None });
        self.fonts.push(font);
    }
}

/// Ending and media type of a font's file.
pub(super) fn kind(font: &Font) -> (&'static str, &'static str) {
    if font.data.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") }
}

/// Chooses the fonts of a book. Latin books bring none: every reader has good ones, and its user has chosen.
pub(super) fn choose<'a>(info: &Info<'a>, diagnostics: &mut Diagnostics) -> Fonts<'a> {
    let script = info.language.data.script.as_str();
    let families = info.house.fonts.get("text").and_then(|scripts| scripts.get(script));
    let Some(family) = families.and_then(|families| families.first()).filter(|_| script != "Latn") else {
        return Fonts::default();
    };
    let face = |bold: bool| {
        let fits = |font: &&'a Arc<Font>| font.family.eq_ignore_ascii_case(family) && font.bold == bold && !font.italic;
        info.fonts.iter().map(|(_, font)| font).find(fits)
    };
    let Some(regular) = face(false) else { return Fonts::default() };
    let Some((_, licence)) = LICENCES.iter().find(|(name, _)| name.eq_ignore_ascii_case(family)) else {
        let message = format!("the font {family} is not put into e-books: its licence is not known to allow it");
        diagnostics.push(
            Diagnostic::warning("font-not-embedded", message)
                .help("name one of the fonts that come with the program first in house-style.toml, such as Amiri"),
        );
        return Fonts::default();
    };
    let mut fonts = Fonts { licence, ..Fonts::default() };
    let mut bytes = 0;
    for font in std::iter::once(regular).chain(face(true)) {
        bytes += font.data.len();
        if bytes > MAX_BYTES {
            let message = format!("the fonts of {family} are too large for an e-book; its {} is left out", font.name);
            diagnostics.push(Diagnostic::warning("font-not-embedded", message).help("choose a smaller family"));
            break;
        }
        fonts.add(font);
    }
    fonts
}
