//! Signs and rare letters that readers' own fonts may lack: the program's fonts for them, cut down to what a book has.
//!
//! In: the texts of a book. Out: the faces, each with the characters that it is for, and their files. Steps: find the
//! characters that neither the book's own fonts nor those of any reader are sure to have, give each to the font that sets
//! it on pages, cut the fonts down. The reader's font comes first; these are asked for what it lacks.

use super::fonts::{Fonts, kind};
use super::subset::subset;
use super::{Info, Resource};
use crate::font::{self, Font, FontRole, Script};
use crate::xhtml::EmbeddedFont;
use icu_properties::props::{EmojiPresentation, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The families that set signs, with their licences.
const FAMILIES: [(&str, &str); 6] = [
    ("Noto Sans", include_str!("../../fonts/noto-sans/OFL.txt")),
    ("Noto Sans Tifinagh", include_str!("../../fonts/noto-sans-tifinagh/OFL.txt")),
    ("Noto Sans Symbols 2", include_str!("../../fonts/noto-sans-symbols-2/OFL.txt")),
    ("Noto Sans Symbols", include_str!("../../fonts/noto-sans-symbols/OFL.txt")),
    ("Noto Sans Math", include_str!("../../fonts/noto-sans-math/OFL.txt")),
    ("Noto Emoji", include_str!("../../fonts/noto-emoji/OFL.txt")),
];

/// Signs that fonts have had for thirty years: those of Windows Glyph List 4, by and large.
const COMMON: [RangeInclusive<char>; 22] = [
    '\0'..='\u{24F}',
    '\u{2DC}'..='\u{2DD}',
    '\u{2010}'..='\u{2044}',
    '\u{20AC}'..='\u{20AC}',
    '\u{2116}'..='\u{2116}',
    '\u{2122}'..='\u{2122}',
    '\u{2126}'..='\u{2126}',
    '\u{2190}'..='\u{2195}',
    '\u{2202}'..='\u{2202}',
    '\u{2206}'..='\u{2206}',
    '\u{220F}'..='\u{220F}',
    '\u{2211}'..='\u{2212}',
    '\u{221A}'..='\u{221A}',
    '\u{221E}'..='\u{221E}',
    '\u{222B}'..='\u{222B}',
    '\u{2248}'..='\u{2248}',
    '\u{2260}'..='\u{2261}',
    '\u{2264}'..='\u{2265}',
    '\u{2500}'..='\u{25AB}',
    '\u{25CA}'..='\u{25CB}',
    '\u{25CF}'..='\u{25CF}',
    '\u{25E6}'..='\u{25E6}',
];

/// What is written to a sign to make it a picture or a key, and what joins pictures.
const JOINERS: [char; 3] = ['\u{200D}', '\u{FE0F}', '\u{20E3}'];

/// The fonts of signs of one book.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// As the style sheet names them.
    pub(super) faces: Vec<EmbeddedFont>,
    /// Their files and licences.
    pub(super) resources: Vec<Resource>,
}

/// The fonts for the signs of these texts.
pub(super) fn of_texts<'t>(info: &Info<'_>, own: &Fonts<'_>, texts: impl Iterator<Item = &'t str>) -> Signs {
    let mut wanted: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    let chain = Chain::of(info);
    for text in texts {
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if character.is_ascii() && characters.peek() != Some(&'\u{FE0F}') || own.cover(character) {
                continue;
            }
            let joiners = characters.peek().copied().filter(|next| JOINERS.contains(next));
            if let Some(at) = chain.font_for(character, joiners.is_some()) {
                wanted.entry(at).or_default().insert(character);
            }
        }
    }
    let mut signs = Signs::default();
    for (at, mut characters) in wanted {
        let font = chain.fonts[at];
        characters.extend(JOINERS.into_iter().filter(|_| font.has_emoji()));
        signs.add(font, &characters);
    }
    signs
}

impl Signs {
    fn add(&mut self, font: &Font, characters: &BTreeSet<char>) {
        let Some((_, licence)) = licensed(font) else { return };
        let Some(bytes) = subset(font, characters.iter().copied()) else { return };
        let name: String = font.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let (ending, media_type) = kind(font);
        let href = format!("fonts/{name}.{ending}");
        let characters = Some(ranges(characters));
        self.faces.push(EmbeddedFont { family: font.family.clone(), href: href.clone(), bold: false, characters });
        self.resources.push(Resource { href, media_type, bytes });
        let (href, bytes) = (format!("fonts/{name}-OFL.txt"), licence.as_bytes().to_vec());
        self.resources.push(Resource { href, media_type: "text/plain", bytes });
    }
}

/// The fonts of running text in the order in which pages try them.
struct Chain<'a> {
    fonts: Vec<&'a Arc<Font>>,
}

impl<'a> Chain<'a> {
    fn of(info: &Info<'a>) -> Self {
        let script = Script::of(&info.language.data.script);
        let all: Vec<&Arc<Font>> = info.fonts.iter().map(|(_, font)| font).collect();
        let chain = info.fonts.chain(FontRole::Text, script, false, false);
        Self { fonts: chain.iter().filter_map(|id| all.get(usize::from(id.0)).copied()).collect() }
    }

    /// The font of signs for a character; `None` where readers have it, or none of ours has.
    fn font_for(&self, character: char, is_picture: bool) -> Option<usize> {
        let mut text = [0; 4];
        let text = character.encode_utf8(&mut text);
        let is_picture = is_picture || CodePointSetData::new::<EmojiPresentation>().contains(character);
        let first = self.fonts.iter().find(|font| font.covers(text))?;
        let of_readers = if is_sign(character) {
            COMMON.iter().any(|range| range.contains(&character))
        } else {
            licensed(first).is_none()
        };
        if of_readers && !is_picture || character.is_whitespace() || character.is_control() {
            return None;
        }
        let sets = |font: &&Arc<Font>| font::is_builtin(font) && licensed(font).is_some() && font.covers(text);
        let of_pictures = self.fonts.iter().position(|font| is_picture && font.has_emoji() && sets(font));
        of_pictures.or_else(|| self.fonts.iter().position(sets))
    }
}

fn is_sign(character: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    GeneralCategoryGroup::Symbol.contains(category) || category == GeneralCategory::OtherNumber
}

fn licensed(font: &Font) -> Option<&'static (&'static str, &'static str)> {
    FAMILIES.iter().find(|(family, _)| font.family == *family)
}

/// Characters as CSS writes them: `U+2605, U+2708-2709`.
fn ranges(characters: &BTreeSet<char>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for code in characters.iter().map(|c| u32::from(*c)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => runs.push((code, code)),
        }
    }
    let mut out = String::new();
    for (first, last) in runs {
        let _ = write!(out, "{}U+{first:X}", if out.is_empty() { "" } else { ", " });
        if last > first {
            let _ = write!(out, "-{last:X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_written_as_ranges() {
        assert_eq!(ranges(&['★', '✈', '✉', '🤗'].into()), "U+2605, U+2708-2709, U+1F917");
    }
}
