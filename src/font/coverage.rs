//! Which characters a font has, as a table that is asked for every letter of a book.

use harfrust::Font;

/// One bit a code point, up to the last one the font has.
#[derive(Default)]
pub(super) struct Coverage {
    bits: Vec<u64>,
    /// Characters that are coloured pictures without an outline were left out.
    has_pictures: bool,
}

impl Coverage {
    /// Reads the font's character map. In a font with coloured pictures only what has an outline, too, counts.
    pub(super) fn of(font: &Font, is_coloured: bool) -> Self {
        let mut bits = Vec::new();
        let mut has_pictures = false;
        let is_blank = |code: u32| char::from_u32(code).is_none_or(|c| c.is_whitespace() || c.is_control());
        let is_seen = |glyph| font.glyph_metrics().extents(glyph).is_some_and(|e| e.width != 0.0 && e.height != 0.0);
        for (code, glyph) in font.charmap().unicodes() {
            if glyph.to_u32() == 0 || code > u32::from(char::MAX) {
                continue;
            }
            if is_coloured && !is_blank(code) && !is_seen(glyph) {
                has_pictures = true;
                continue;
            }
            let word = code as usize / 64;
            if word >= bits.len() {
                bits.resize(word + 1, 0);
            }
            bits[word] |= 1 << (code % 64);
        }
        Self { bits, has_pictures }
    }

    /// Whether the font has a glyph for the character.
    pub(super) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        self.bits.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Whether the font has any character at all.
    pub(super) fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Whether characters were left out because they are coloured pictures only.
    pub(super) fn has_pictures(&self) -> bool {
        self.has_pictures
    }
}
