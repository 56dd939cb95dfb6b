//! Which fonts set a text that the first font of its chain has not all signs of.
//!
//! In: a text of one script and style, and the fonts in the order in which they are tried. Out: its parts with their
//! fonts. Steps, for each word with the signs and the space that are written to it: one font for all its letters, so that
//! a word is never in two (docs/typography.md A12); in it whatever else of the word it has; every other cluster in the
//! first font that has it, emoji in a font of emoji; a cluster that none has whole, letter by letter.

use crate::font::{FontId, FontSet};
use icu_properties::props::{EmojiPresentation, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use icu_segmenter::GraphemeClusterSegmenter;
use std::ops::Range;

/// A part of the text; no font where none has it.
pub(super) type Part = (Range<usize>, Option<FontId>);

/// The parts of `text`, in order and without gaps.
pub(super) fn parts(text: &str, chain: &[FontId], fonts: &FontSet) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let letters: String = clusters(word).map(|range| &word[range]).filter(|cluster| is_of_word(cluster)).collect();
        let of_word = chain.iter().copied().find(|id| fonts.font(*id).covers(&letters));
        for range in clusters(word) {
            let cluster = &word[range.clone()];
            let range = start + range.start..start + range.end;
            match of_cluster(cluster, of_word, chain, fonts) {
                Some(font) => parts.push((range, Some(font))),
                None => by_letter(cluster, range.start, chain, fonts, &mut parts),
            }
        }
        start += word.len();
    }
    parts
}

fn clusters(word: &str) -> impl Iterator<Item = Range<usize>> {
    let bounds: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(word).collect();
    (1..bounds.len()).map(move |at| bounds[at - 1]..bounds[at])
}

fn of_cluster(cluster: &str, of_word: Option<FontId>, chain: &[FontId], fonts: &FontSet) -> Option<FontId> {
    let covers = |id: &FontId| fonts.font(*id).covers(cluster);
    if is_emoji(cluster) {
        let of_emoji = chain.iter().copied().find(|id| fonts.font(*id).has_emoji() && covers(id));
        if of_emoji.is_some() {
            return of_emoji;
        }
    }
    of_word.filter(covers).or_else(|| chain.iter().copied().find(covers))
}

/// Each character of a cluster in the first font that has it.
fn by_letter(cluster: &str, start: usize, chain: &[FontId], fonts: &FontSet, parts: &mut Vec<Part>) {
    for (at, character) in cluster.char_indices() {
        let own = &cluster[at..at + character.len_utf8()];
        let range = start + at..start + at + own.len();
        parts.push((range, chain.iter().copied().find(|id| fonts.font(*id).covers(own))));
    }
}

/// Letters and digits are of a word; stops, brackets and signs stand beside it.
fn is_of_word(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| {
        let category = CodePointMapData::<GeneralCategory>::new().get(first);
        matches!(
            category,
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::OtherLetter
                | GeneralCategory::DecimalNumber
        )
    })
}

/// Whether a cluster is to be seen as an emoji: by itself, or by what is written to it.
fn is_emoji(cluster: &str) -> bool {
    let is_text = cluster.contains('\u{FE0E}');
    let is_asked = cluster.contains(['\u{FE0F}', '\u{20E3}']);
    let is_by_itself =
        || cluster.chars().next().is_some_and(|c| CodePointSetData::new::<EmojiPresentation>().contains(c));
    !cluster.is_ascii() && !is_text && (is_asked || is_by_itself())
}
