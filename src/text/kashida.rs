//! Where Arabic words may be stretched, and by how much (docs/typography.md A26–A30): after the breaks are chosen and
//! the spaces have given what they may, before they gape.
//!
//! A stretched word is shaped anew with U+0640 in it, so that its letters take the forms that belong to it; the glyph is
//! a filler, which leaves no trace in the text.

use super::edges::Extent;
use super::justify::Limits;
use super::paragraph::Align;
use super::prepared::Prepared;
use crate::project::Kashida as Asked;
use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;
use std::ops::Range;

/// One word in so many of a line.
const ONE_IN: usize = 3;
/// Length of a kashida, thousandths of an em: least, as it is wanted, most.
const LENGTH: (i64, i64, i64) = (150, 350, 600);
/// The same in verse, where it is as long as the measure asks, up to this; words of so many letters take one.
const LONGEST_OF_VERSE: i64 = 4000;
pub(super) const SHORTEST_OF_VERSE: usize = 3;
/// Distance from one in the line above, thousandths of an em.
const APART: i64 = 1000;
/// More vowel signs than this share of the letters, thousandths, make a text vocalised: it is not stretched.
const VOCALISED: usize = 80;

/// A place in a word, and how good it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// The letter before which the kashida stands.
    pub(super) at: usize,
    /// From 0, the best, as docs/typography.md A28 numbers them.
    rank: u8,
}

/// A kashida of a line.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Kashida {
    /// The letter before which it stands.
    pub(super) at: usize,
    /// How long it is, 1/65 536 pt.
    pub(super) length: i64,
    /// Of how many strokes: a font may have a curve of its own for several (docs/typography.md A56).
    pub(super) strokes: u16,
}

/// Strokes of the longest kashida.
const MOST_STROKES: i64 = 64;

/// Whether a text has so many vowel signs that stretching would part them from their letters.
pub(super) fn is_vocalised(text: &str) -> bool {
    let letters = text.chars().filter(|c| joins_back(*c)).count();
    let signs = text.chars().filter(|c| matches!(c, '\u{64B}'..='\u{650}' | '\u{652}')).count();
    signs * 1000 > letters * VOCALISED
}

/// Words of a text that may be stretched: their end and their sites, best first. Only words of Arabic letters, of at least
/// `shortest`.
pub(super) fn words(text: &str, shortest: usize) -> Vec<(usize, Vec<Site>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|c: char| !is_letter_or_sign(c)) {
        let letters = word.trim_end_matches(|c: char| !is_letter_or_sign(c));
        let sites = sites(letters, start, shortest);
        if !sites.is_empty() {
            found.push((start + letters.len(), sites));
        }
        start += word.len();
    }
    found
}

/// What one word gives on average, at a size.
pub(super) fn average(size: i64) -> i64 {
    size * LENGTH.1 / 1000 / ONE_IN as i64
}

/// Whether a character belongs to a word of joined letters: a letter, a vowel sign, a hamza.
pub(super) fn is_letter_or_sign(character: char) -> bool {
    joins_back(character) || is_sign(character) || is_alone(character)
}

fn joining(character: char) -> JoiningType {
    CodePointMapData::<JoiningType>::new().get(character)
}

fn joins_back(character: char) -> bool {
    character >= '\u{600}' && matches!(joining(character), JoiningType::DualJoining | JoiningType::RightJoining)
}

fn joins_on(character: char) -> bool {
    joining(character) == JoiningType::DualJoining
}

fn is_sign(character: char) -> bool {
    matches!(character, '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Hamza, which joins to nothing.
fn is_alone(character: char) -> bool {
    character == '\u{621}'
}

/// Sites of one word, best first and nearest its end first.
fn sites(word: &str, start: usize, shortest: usize) -> Vec<Site> {
    let letters: Vec<(usize, char)> = word.char_indices().filter(|(_, c)| !is_sign(*c)).collect();
    if letters.len() < shortest || word.contains('\u{640}') || word.trim_start_matches(['و', 'ف']).ends_with("لله")
    {
        return Vec::new();
    }
    let mut sites = Vec::new();
    for index in 1..letters.len() {
        let (before, (offset, letter)) = (letters[index - 1].1, letters[index]);
        if joins_on(before)
            && joins_back(letter)
            && let Some(rank) = rank(before, &letters[index..])
        {
            sites.push(Site { at: start + offset, rank });
        }
    }
    sites.sort_by_key(|site| (site.rank, std::cmp::Reverse(site.at)));
    sites
}

/// How good a place between `before` and the letters that follow is.
fn rank(before: char, following: &[(usize, char)]) -> Option<u8> {
    let (letter, is_last) = (following[0].1, following.len() == 1);
    let is_alef = matches!(letter, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ');
    if before == 'ل' && is_alef {
        return None;
    }
    let carried = following.get(1).map(|(_, next)| *next);
    let carries = match carried {
        Some('ر' | 'ز') => true,
        Some('ي' | 'ى') => following.len() == 2,
        _ => false,
    };
    match letter {
        _ if matches!(before, 'س' | 'ش' | 'ص' | 'ض') => Some(1),
        'د' | 'ذ' => Some(2),
        'ة' | 'ه' if is_last => Some(2),
        _ if is_alef => Some(3),
        'ل' | 'ك' | 'ط' | 'ظ' if is_last => Some(3),
        'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ' if carries => Some(4),
        'و' => Some(5),
        'ع' | 'غ' | 'ق' | 'ف' if is_last => Some(5),
        _ if is_last => Some(6),
        _ => None,
    }
}

/// The kashidas of a line that is `slack` too short, and where they stand from its right end, for the line below.
///
/// `above` is where those of the line above stand.
pub(super) fn choose(
    prepared: &Prepared,
    line: Range<usize>,
    extent: Extent,
    slack: i64,
    above: &[i64],
) -> Vec<(Kashida, i64)> {
    let verse = prepared.align == Align::Fill;
    let spaces = if verse { 0 } else { Limits::of(prepared.main).spaces(extent) };
    let wanted = if prepared.kashida == Asked::Full { slack } else { slack - spaces };
    let words_on_line = prepared.collected.text[line.clone()].split(' ').filter(|word| !word.is_empty()).count();
    let most = if verse { words_on_line } else { words_on_line / ONE_IN };
    if wanted <= 0 || most == 0 || (extent.glue == 0 && !verse) {
        return Vec::new();
    }
    let start = prepared.edges.get(line.start);
    let from = prepared.stretchable.partition_point(|(end, _)| *end <= line.start);
    let mut candidates = Vec::new();
    for (end, sites) in prepared.stretchable[from..].iter().take_while(|(end, _)| *end <= line.end) {
        let size = prepared.face_at(end - 1).map_or(0, |face| face.size.raw());
        let site = sites.iter().find_map(|site| {
            let before = prepared.edges.get(site.at) - start;
            // The spaces before it are widened by their share.
            let x =
                before.width + (i128::from(spaces) * i128::from(before.glue) / i128::from(extent.glue.max(1))) as i64;
            let is_clear = above.iter().all(|other| (x - other).abs() * 1000 >= size * APART);
            (is_clear && prepared.is_safe_to_stretch(site.at)).then_some((*site, x, size))
        });
        candidates.extend(site);
    }
    candidates.sort_by_key(|(site, _, _)| (site.rank, std::cmp::Reverse(site.at)));
    let em = candidates.iter().map(|(_, _, size)| *size).max().unwrap_or(1).max(1);
    let enough = (wanted * 1000 / (em * LENGTH.1) + 1).max(1);
    candidates.truncate(most.min(usize::try_from(enough).unwrap_or(most)));
    let count = candidates.len().max(1) as i64;
    // The spaces of a verse take what would make kashidas long.
    let long = (wanted - count * em * LENGTH.2 / 1000).max(0);
    let wanted = if verse { wanted - long.min(Limits::of(prepared.main).spaces(extent)) } else { wanted };
    candidates
        .into_iter()
        .map(|(site, x, size)| {
            let (least, most) = if verse { (0, LONGEST_OF_VERSE) } else { (LENGTH.0, LENGTH.2) };
            let length = (wanted / count).clamp(size * least / 1000, size * most / 1000);
            let stroke = prepared.stroke(site.at).max(1);
            let strokes = ((length + stroke - 1) / stroke).clamp(1, MOST_STROKES) as u16;
            (Kashida { at: site.at, length, strokes }, x)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str) -> Option<String> {
        let (_, sites) = words(word, 5).into_iter().next()?;
        let at = sites.first()?.at;
        Some(format!("{}ـ{}", &word[..at], &word[at..]))
    }

    #[test]
    fn the_best_place_is_the_one_the_tradition_names() {
        for (word, stretched) in [
            ("يستثمر", "يسـتثمر"),
            ("مشاريع", "مشـاريع"),
            ("المؤسسات", "المؤسسـات"),
            ("مدّخراتهم", "مـدّخراتهم"),
            ("المحلية", "المحليـة"),
            ("المهاجرون", "المهـاجرون"),
        ] {
            assert_eq!(best(word).as_deref(), Some(stretched));
        }
    }

    #[test]
    fn short_words_and_the_name_of_god_are_left_alone() {
        for word in ["في", "بإذن", "الله", "والله", "بالله", "word", "السـلام"] {
            assert_eq!(best(word), None, "{word}");
        }
    }

    #[test]
    fn vocalised_text_is_told_from_a_sign_here_and_there() {
        assert!(is_vocalised("تُعيدُ توزيعَ المواردِ"));
        assert!(!is_vocalised("يستثمر المهاجرون مدّخراتهم أولًا"));
    }
}
