//! Where words may be divided (docs/typography.md E3, F3, S3, S11), within the bounds that the language sets.

use super::breaks::{BreakKind, Opportunity};
use super::prepared::{FaceKind, Prepared};

/// Longer words are no words.
const LONGEST_WORD: usize = 120;

/// Places inside words, in order. Acronyms, numbers, code, parts of compounds and words before an apostrophe have none.
pub(super) fn places(prepared: &Prepared) -> Vec<Opportunity> {
    let text = prepared.collected.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(char::is_alphabetic).map(|offset| at + offset) {
        let end = text[start..].find(|c: char| !is_letter(c)).map_or(text.len(), |offset| start + offset);
        at = end;
        if stands_alone(&text[..start], &text[end..]) {
            divide(prepared, start, &text[start..end], &mut found);
        }
    }
    found
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36F}')
}

/// Not a part of a compound, of a number or of an elision.
fn stands_alone(before: &str, after: &str) -> bool {
    let previous = before.chars().next_back();
    let mut following = after.chars();
    let next = following.next();
    let joins = |c: char| c.is_numeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '_' | '@' | '/' | '&' | '\\');
    let elided = matches!(next, Some('’' | '\'')) && following.next().is_some_and(char::is_alphabetic);
    let dotted = matches!(next, Some('.')) && after[1..].starts_with(char::is_alphanumeric);
    let address = matches!(previous, Some('.' | ':')) && !before.ends_with("..");
    !(previous.is_some_and(joins) || next.is_some_and(joins) || elided || dotted || address)
}

fn divide(prepared: &Prepared, start: usize, word: &str, found: &mut Vec<Opportunity>) {
    let Some(face) = prepared.face_at(start) else { return };
    let Some(rules) = &face.language.hyphenation else { return };
    if face.verbatim || !matches!(face.kind, FaceKind::Text) || word.len() > LONGEST_WORD {
        return;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let capitalised = word.starts_with(char::is_uppercase);
    let letters = word.chars().count();
    if letters < rules.shortest || capitals > usize::from(capitalised) || (capitalised && !rules.capitalised) {
        return;
    }
    let joint =
        rules.prefixes_before_r.iter().find(|prefix| is_before_r(word, prefix)).map(|prefix| start + prefix.len());
    if let Some(at) = joint {
        found.push(Opportunity { at, end: at, kind: BreakKind::Hyphen });
    }
    for at in rules.divisions(word).into_iter().map(|at| start + at) {
        // The patterns divide before the last letter of such a prefix.
        let in_prefix = joint.is_some_and(|joint| (joint - 1..=joint).contains(&at));
        if !in_prefix && !rules.is_unfortunate(word, at - start) {
            found.push(Opportunity { at, end: at, kind: BreakKind::Hyphen });
        }
    }
}

/// Whether a word is this prefix and a word in *r*: `interrelación`.
fn is_before_r(word: &str, prefix: &str) -> bool {
    let lower = word.to_lowercase();
    prefix.ends_with('r')
        && lower.len() == word.len()
        && lower.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('r'))
}
