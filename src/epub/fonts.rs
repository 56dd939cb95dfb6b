//! The fonts that a book brings along: for scripts that readers' own fonts set badly, a regular and a real bold face,
//! whole, so that the tables that join and place the letters are kept, and their licence.

use super::{Info, Resource};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::Font;
use crate::xhtml::EmbeddedFont;

/// Most bytes of fonts in one book.
const MAX_BYTES: usize = 1 << 20;

/// Families that come with their licence, and it.
const LICENCES: [(&str, &str); 4] = [
    ("Amiri", include_str!("../../fonts/amiri/OFL.txt")),
    ("Scheherazade New", include_str!("../../fonts/scheherazade-new/OFL.txt")),
    ("Noto Naskh Arabic", include_str!("../../fonts/noto-naskh-arabic/OFL.txt")),
    ("Noto Kufi Arabic", include_str!("../../fonts/noto-kufi-arabic/OFL.txt")),
];

/// The fonts of a book.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    /// As the style sheet names them.
    pub(super) faces: Vec<EmbeddedFont>,
    /// Their files, and the licence.
    pub(super) resources: Vec<Resource>,
}

impl Fonts {
    /// The families, as an imprint names them; `None` where the book brings no font.
    pub(super) fn names(&self) -> Option<String> {
        self.faces.first().map(|face| face.family.clone())
    }
}

/// Chooses the fonts of a book. Latin books bring none: every reader has good ones, and its user has chosen.
pub(super) fn choose(info: &Info<'_>, diagnostics: &mut Diagnostics) -> Fonts {
    let script = info.language.data.script.as_str();
    let families = info.house.fonts.get("text").and_then(|scripts| scripts.get(script));
    let Some(family) = families.and_then(|families| families.first()).filter(|_| script != "Latn") else {
        return Fonts::default();
    };
    let face = |bold: bool| {
        let fits = |font: &&Font| font.family.eq_ignore_ascii_case(family) && font.bold == bold && !font.italic;
        info.fonts.iter().map(|(_, font)| font.as_ref()).find(fits)
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
    let mut fonts = Fonts::default();
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
    let licence = licence.as_bytes().to_vec();
    fonts.resources.push(Resource { href: "fonts/OFL.txt".into(), media_type: "text/plain", bytes: licence });
    fonts
}

impl Fonts {
    fn add(&mut self, font: &Font) {
        let postscript: bool = font.data.starts_with(b"OTTO");
        let (extension, media_type) = if postscript { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let name: String = font.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let href = format!("fonts/{name}.{extension}");
        self.faces.push(EmbeddedFont { family: font.family.clone(), href: href.clone(), bold: font.bold });
        self.resources.push(Resource { href, media_type, bytes: font.data.to_vec() });
    }
}
