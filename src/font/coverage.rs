//! Which characters a font has, as a table that is asked for every letter of a book.

use harfrust::Font;

/// One bit a code point, up to the last one the font has.
#[derive(Default)]
pub(super) struct Coverage(Vec<u64>);

impl Coverage {
    /// Reads the font's character map.
    pub(super) fn of(font: &Font) -> Self {
        let mut bits = Vec::new();
        for (code, glyph) in font.charmap().unicodes() {
            if glyph.to_u32() == 0 || code > u32::from(char::MAX) {
                continue;
            }
            let word = code as usize / 64;
            if word >= bits.len() {
                bits.resize(word + 1, 0);
            }
            bits[word] |= 1 << (code % 64);
        }
        Self(bits)
    }

    /// Whether the font has a glyph for the character.
    pub(super) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        self.0.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Whether the font has any character at all.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
