//! Character ids: one for each pair of glyph and text, so that a glyph which stands for two letters keeps both.
//!
//! A file whose codes are glyph ids can give each glyph one text only, and the last one wins: where the font draws ا
//! and أ with the same glyph, one of them is lost (docs/typography.md A6).
//!
//! Letters from right to left can be made of several glyphs ([`Made`]); each such pair of pieces and text has an id, too.

use super::composite::Piece;
use crate::text::{Glyph, GlyphKind, GlyphRun};
use std::collections::BTreeMap;

/// What readers of the file take a hyphen of hyphenation for.
const SOFT_HYPHEN: &str = "\u{AD}";

/// An id that no letter put together has: poppler moves the pen on at it by the word spacing.
const SPACE: usize = 32;

/// Ids from 1 in the order of first use; 0 is the font's own «not defined».
#[derive(Debug, Default)]
pub(in crate::pdf) struct Cids {
    /// Index: id − 1.
    entries: Vec<Entry>,
    /// Glyph → its first id, or 0.
    first: Vec<u16>,
    /// Letters that are put together.
    made: BTreeMap<Made, u16>,
}

/// A glyph, the text it stands for, and the next id of the same glyph (or 0).
#[derive(Debug)]
struct Entry {
    glyph: u16,
    next: u16,
    text: Box<str>,
    made: Option<Made>,
}

/// A letter put together from glyphs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pdf) struct Made {
    /// Its text.
    pub(in crate::pdf) text: Box<str>,
    /// Its advance, in thousandths of the em.
    pub(in crate::pdf) advance: u16,
    /// What is painted: none for a blank.
    pub(in crate::pdf) pieces: Box<[Piece]>,
    /// It has a box even where it paints nothing: other letters' glyphs show it.
    pub(in crate::pdf) letter: bool,
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
        let Some(cid) = self.next() else { return false };
        let at = usize::from(glyph);
        if at >= self.first.len() {
            self.first.resize(at + 1, 0);
        }
        let next = self.first[at];
        self.first[at] = cid;
        self.entries.push(Entry { glyph, next, text: text.into(), made: None });
        true
    }

    /// The id of a letter that is put together.
    pub(in crate::pdf) fn get_made(&self, made: &Made) -> Option<u16> {
        self.made.get(made).copied()
    }

    /// Gives a letter that is put together an id, if it has none. False where all ids are taken.
    pub(in crate::pdf) fn add_made(&mut self, made: &Made) -> bool {
        if self.made.contains_key(made) {
            return true;
        }
        if self.entries.len() + 1 == SPACE {
            self.entries.push(Entry { glyph: 0, next: 0, text: " ".into(), made: None });
        }
        let Some(cid) = self.next() else { return false };
        self.made.insert(made.clone(), cid);
        self.entries.push(Entry { glyph: 0, next: 0, text: made.text.clone(), made: Some(made.clone()) });
        true
    }

    /// The next id.
    fn next(&self) -> Option<u16> {
        u16::try_from(self.entries.len() + 1).ok().filter(|cid| *cid < u16::MAX)
    }

    /// Glyph and text of each id from 1.
    pub(in crate::pdf) fn iter(&self) -> impl Iterator<Item = (u16, &str)> {
        self.entries.iter().map(|entry| (entry.glyph, &*entry.text))
    }

    /// What each id from 1 is put together from, where it is.
    pub(in crate::pdf) fn makings(&self) -> impl Iterator<Item = Option<&Made>> {
        self.entries.iter().map(|entry| entry.made.as_ref())
    }

    /// Whether no glyph was added.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The glyphs of a run with the text that readers of the file get from each; `None` for a glyph that stands for no text.
///
/// A cluster of several glyphs and letters, such as shadda and fatha set as one, is shared out letter by letter: a
/// glyph without text would reach some readers as a wrong letter.
pub(in crate::pdf) fn shares(run: &GlyphRun) -> impl Iterator<Item = (&Glyph, Option<&str>)> {
    Shares { glyphs: &run.glyphs, text: &run.text, cluster: "", left: 0 }
}

struct Shares<'a> {
    /// Glyphs to come.
    glyphs: &'a [Glyph],
    /// Text of the clusters to come.
    text: &'a str,
    /// Text of this cluster that is still to be shared out.
    cluster: &'a str,
    /// Glyphs of this cluster that are still to come.
    left: usize,
}

impl<'a> Iterator for Shares<'a> {
    type Item = (&'a Glyph, Option<&'a str>);

    fn next(&mut self) -> Option<Self::Item> {
        let (glyph, rest) = self.glyphs.split_first()?;
        self.glyphs = rest;
        if glyph.text_len > 0 {
            (self.cluster, self.text) = self.text.split_at_checked(usize::from(glyph.text_len)).unwrap_or_default();
            self.left = 1 + rest.iter().take_while(|next| next.text_len == 0 && next.kind == GlyphKind::Text).count();
        }
        let text = match glyph.kind {
            GlyphKind::Hyphen => Some(SOFT_HYPHEN),
            GlyphKind::Filler => None,
            GlyphKind::Text => self.share(),
        };
        Some((glyph, text))
    }
}

impl<'a> Shares<'a> {
    fn share(&mut self) -> Option<&'a str> {
        let end = match self.left {
            0 => return None,
            1 => self.cluster.len(),
            _ => self.cluster.chars().next().map_or(0, char::len_utf8),
        };
        self.left -= 1;
        let (share, rest) = self.cluster.split_at_checked(end)?;
        self.cluster = rest;
        (!share.is_empty()).then_some(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontId;
    use crate::language::LangTag;
    use crate::units::{Color, Length};

    fn run(text: &str, glyphs: &[(u8, GlyphKind)]) -> GlyphRun {
        let glyphs = glyphs.iter().map(|(text_len, kind)| Glyph {
            x: 0,
            y: 0,
            advance: 0,
            id: 1,
            text_len: *text_len,
            kind: *kind,
        });
        GlyphRun {
            font: FontId(0),
            size: Length::ZERO,
            expansion: 0,
            color: Color::BLACK,
            outline: Length::ZERO,
            level: 1,
            lang: LangTag::parse("ar").expect("a tag"),
            width: Length::ZERO,
            text: text.into(),
            source: None,
            glyphs: glyphs.collect(),
        }
    }

    #[test]
    fn clusters_are_shared_out_letter_by_letter() {
        use GlyphKind::{Filler, Hyphen, Text};
        let kinds = [(2, Text), (4, Text), (0, Text), (0, Filler), (2, Text), (0, Text), (4, Text), (0, Hyphen)];
        let run = run("ن\u{64E}\u{651}أيه", &kinds);
        let texts: Vec<_> = shares(&run).map(|(_, text)| text).collect();
        let expected = [Some("ن"), Some("\u{64E}"), Some("\u{651}"), None, Some("أ"), None, Some("يه"), Some("\u{AD}")];
        assert_eq!(texts, expected);
    }

    #[test]
    fn lengths_that_do_not_fit_the_text_give_none() {
        let run = run("é", &[(1, GlyphKind::Text), (9, GlyphKind::Text)]);
        assert!(shares(&run).all(|(_, text)| text.is_none()));
    }

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
