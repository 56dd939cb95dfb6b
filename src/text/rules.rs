//! What languages say about places where UAX#14 would let a line end (docs/typography.md A31, E2, E4, F3, F6, S1–S5).

use super::bounded;
use super::breaks::BreakKind;
use super::prepared::Face;

/// Longer words of a language's no-break list bind only a number that follows: «Figure 3», but not «figure claire».
const ABBREVIATION: usize = 4;

/// Rules look no further than this many bytes to either side.
const FARTHEST: usize = 120;

/// Signs that never begin a line.
const NEVER_FIRST: &[char] =
    &['.', ',', ';', ':', '!', '?', '…', ')', ']', '}', '»', '›', '%', '‰', '،', '؛', '؟', '٪', '۔', '·'];

/// Signs that never end a line.
const NEVER_LAST: &[char] = &['(', '[', '{', '«', '‹', '¿', '¡'];

/// Whether a line may end between `before` and `after`, and how; `None` if it may not.
pub(super) fn judge(before: &str, after: &str, face: &Face) -> Option<BreakKind> {
    let spaced = before.ends_with(' ');
    let left = before.trim_end_matches(' ');
    let (left, after) = (bounded::tail(left, FARTHEST), bounded::head(after, FARTHEST));
    let previous = left.chars().next_back()?;
    let next = after.chars().next()?;
    if NEVER_FIRST.contains(&next) || NEVER_LAST.contains(&previous) {
        return None;
    }
    if spaced { judge_space(left, after, face).then_some(BreakKind::Space) } else { judge_plain(left, after, face) }
}

/// Whether even a word that is cut is not cut here: before signs that never begin a line, after those that never end
/// one, beside an apostrophe and before a space.
pub(super) fn holds_together(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let next = after.trim_start_matches(['\u{A0}', '\u{202F}']).chars().next();
    let previous = before.trim_end_matches(['\u{A0}', '\u{202F}']).chars().next_back();
    after.starts_with(['\u{A0}', '\u{202F}', '’'])
        || next.is_some_and(|c| NEVER_FIRST.contains(&c))
        || previous.is_some_and(|c| c == '’' || NEVER_LAST.contains(&c))
}

fn judge_space(left: &str, after: &str, face: &Face) -> bool {
    let rules = &face.language.no_break;
    let word = left.rsplit(|c: char| c.is_whitespace()).next().unwrap_or(left);
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let next = after.split(|c: char| c.is_whitespace()).next().unwrap_or(after);
    let next_is_number = next.starts_with(|c: char| c.is_numeric()) || is_roman(next);
    // A spaced dash stays with the words before it; an opening raya goes with those after it.
    if matches!(next, "—" | "–" | "-" | "―") {
        return false;
    }
    // «—Volvimos —dijo»: the dash that opens has no space after it, so what ends in one here is a spaced dash.
    if !bare.is_empty()
        && rules.after.iter().any(|known| known == bare)
        && (bare.ends_with('.') || bare.chars().count() <= ABBREVIATION || next_is_number)
    {
        return false;
    }
    let unit = next.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '٪' | '€' | '°' | '.'));
    let after_number = word.ends_with(|c: char| c.is_numeric());
    if after_number && (rules.units.iter().any(|known| known == unit || known == unit.trim_end_matches('.'))) {
        return false;
    }
    // 10 000
    let digits = next.chars().take_while(char::is_ascii_digit).count();
    if after_number && digits == 3 && word.trim_start_matches(|c: char| !c.is_numeric()).chars().count() <= 3 {
        return false;
    }
    !is_initial(bare)
}

/// «J.» of «J. Smith».
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next() == Some('.') && characters.next().is_none()
}

/// Whether `left` ends within the symbol of a document or a date, such as A/RES/70/1: they are never parted.
fn is_symbol(left: &str) -> bool {
    let word = left.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(left);
    word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '-'))
}

fn is_roman(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

fn judge_plain(left: &str, after: &str, face: &Face) -> Option<BreakKind> {
    let mut back = left.chars().rev();
    let previous = back.next()?;
    let before_previous = back.next();
    let next = after.chars().next()?;
    // A dash never begins a line but as an opening raya, which a space or an opening sign goes before.
    if matches!(next, '—' | '–' | '―') {
        return None;
    }
    match previous {
        '—' | '―' => {
            let opens = before_previous.is_none_or(|c| c.is_whitespace() || NEVER_LAST.contains(&c));
            (!opens).then_some(BreakKind::Plain)
        }
        '’' | '\'' => None,
        '/' if is_symbol(left) => None,
        '-' | '\u{2010}' => {
            let word = left.rsplit(|c: char| c.is_whitespace()).next().unwrap_or(left);
            let parts: Vec<&str> = word.split(['-', '\u{2010}']).collect();
            // «a-t-il» ends a line only after its first hyphen.
            if face.lang.primary() == "fr" && parts.len() > 2 && parts.get(parts.len() - 2) == Some(&"t") {
                return None;
            }
            if before_previous.is_none_or(|c| !c.is_alphanumeric()) {
                return None;
            }
            let repeats = face.language.hyphenation.as_ref().is_some_and(|rules| rules.repeat);
            let is_name = word.starts_with(char::is_uppercase) || next.is_uppercase();
            let letters = before_previous.is_some_and(char::is_alphabetic) && next.is_alphabetic();
            Some(if repeats && letters && !is_name && !face.verbatim { BreakKind::Repeat } else { BreakKind::Plain })
        }
        _ => Some(BreakKind::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::is_symbol;

    #[test]
    fn symbols_of_documents_are_known_by_capitals_and_digits() {
        assert!(is_symbol("see A/") && is_symbol("(A/RES/") && is_symbol("12/"));
        assert!(!is_symbol("and/") && !is_symbol("Arabic/"));
    }
}
