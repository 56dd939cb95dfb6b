//! Character ids: one for each pair of glyph and text, so that a glyph which stands for two letters keeps both.
//!
//! A file whose codes are glyph ids can give each glyph one text only, and the last one wins: where the font draws ا
//! and أ with the same glyph, one of them is lost (TYPOGRAPHY.md A6).

use crate::text::{Glyph, GlyphKind, GlyphRun};

/// What readers of the file take a hyphen of hyphenation for.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Ids from 1 in the order of first use; 0 is the font's own «not defined».
#[derive(Debug, Default)]
pub(in crate::pdf) struct Cids {
    /// Index: id − 1.
    entries: Vec<Entry>,
    /// Glyph → its first id, or 0.
    first: Vec<u16>,
}

/// A glyph, the text it stands for, and the next id of the same glyph (or 0).
#[derive(Debug)]
struct Entry {
    glyph: u16,
    next: u16,
    text: Box<str>,
}

impl Cids {
    /// The id of a glyph that stands for `text`; `None` if the pair was never added.
    pub(in crate::pdf) fn get(&self, glyph: u16, text: &str) -> Option<u16> {
        let mut cid = *self.first.get(usize::from(glyph))?;
        while cid != 0 {
            let entry = self.entries.get(usize::from(cid) - 1)?;
            if &*entry.text == text {
                return Some(cid);
            }
            cid = entry.next;
        }
        None
    }

    /// Gives the pair an id, if it has none. False where all 65 535 ids are taken.
    pub(in crate::pdf) fn add(&mut self, glyph: u16, text: &str) -> bool {
        if self.get(glyph, text).is_some() {
            return true;
        }
        let Some(cid) = u16::try_from(self.entries.len() + 1).ok().filter(|cid| *cid < u16::MAX) else {
            return false;
        };
        let at = usize::from(glyph);
        if at >= self.first.len() {
            self.first.resize(at + 1, 0);
        }
        let next = self.first[at];
        self.first[at] = cid;
        self.entries.push(Entry { glyph, next, text: text.into() });
        true
    }

    /// Glyph and text of each id from 1.
    pub(in crate::pdf) fn iter(&self) -> impl Iterator<Item = (u16, &str)> {
        self.entries.iter().map(|entry| (entry.glyph, &*entry.text))
    }

    /// Whether no glyph was added.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The glyphs of a run with the text that readers of the file get from each.
pub(in crate::pdf) fn shares(run: &GlyphRun) -> impl Iterator<Item = (&Glyph, &str)> {
    let mut at = 0;
    run.glyphs.iter().map(move |glyph| {
        let end = at + usize::from(glyph.text_len);
        let share = run.text.get(at..end).unwrap_or_default();
        at = end;
        let text = match glyph.kind {
            GlyphKind::Text => share,
            GlyphKind::Hyphen => SOFT_HYPHEN,
            GlyphKind::Filler => "",
        };
        (glyph, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_with_two_texts_has_two_ids() {
        let mut cids = Cids::default();
        assert!(cids.add(7, "ا") && cids.add(9, "ب") && cids.add(7, "أ") && cids.add(7, "ا"));
        assert_eq!((cids.get(7, "ا"), cids.get(9, "ب"), cids.get(7, "أ")), (Some(1), Some(2), Some(3)));
        assert_eq!(cids.get(7, "إ"), None);
        assert_eq!(cids.get(800, "x"), None);
        assert_eq!(cids.iter().collect::<Vec<_>>(), [(7, "ا"), (9, "ب"), (7, "أ")]);
    }

    #[test]
    fn ids_end_before_the_last_code() {
        let mut cids = Cids::default();
        assert!((0..u16::MAX - 1).all(|glyph| cids.add(glyph, "x")));
        assert!(!cids.add(u16::MAX, "x"));
    }
}
