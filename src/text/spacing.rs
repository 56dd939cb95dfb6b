//! The spaces of fixed width that a language puts around its signs (docs/typography.md F1, F2, F6, S5).

use super::bounded;
use super::collect::{Collected, OBJECT, Stretch};
use super::paragraph::{Paragraph, PieceKind};
use crate::language::Spacing;

/// Puts the language's spaces around its signs; ordinary spaces typed there are replaced. Code, addresses, times, ratios
/// and the like keep what was typed.
pub(super) fn apply(collected: Collected, paragraph: &Paragraph) -> Collected {
    let spacing = |piece: usize| -> Option<&Spacing> {
        let piece = paragraph.pieces.get(piece)?;
        let plain = matches!(piece.kind, PieceKind::Text(_)) && !piece.verbatim;
        let spacing = &piece.language.as_ref().unwrap_or(&paragraph.language).data.spacing;
        (plain && !(spacing.before.is_empty() && spacing.after.is_empty())).then_some(spacing)
    };
    if !is_touched(&collected, &spacing) {
        return collected;
    }
    let mut setter = Setter { text: &collected.text, out: Collected::default(), skip_to: 0, number_end: 0 };
    let mut soft = collected.soft_hyphens.iter().copied().peekable();
    for stretch in &collected.stretches {
        let rules = spacing(stretch.piece);
        for (offset, character) in collected.text[stretch.start..stretch.end].char_indices() {
            let at = stretch.start + offset;
            while soft.next_if(|place| *place <= at).is_some() {
                setter.out.soft_hyphens.push(setter.out.text.len());
            }
            if at < setter.skip_to {
                continue;
            }
            match rules {
                Some(rules) => setter.take(at, character, rules, &spacing),
                None => setter.out.text.push(character),
            }
        }
        let out = &mut setter.out;
        let start = out.stretches.last().map_or(0, |last| last.end);
        if out.text.len() > start {
            out.stretches.push(Stretch { start, end: out.text.len(), piece: stretch.piece });
        }
    }
    setter.out
}

/// Whether any rule has something to do in a text.
fn is_touched<'a>(collected: &Collected, spacing: &impl Fn(usize) -> Option<&'a Spacing>) -> bool {
    collected.stretches.iter().any(|stretch| {
        spacing(stretch.piece).is_some_and(|spacing| {
            let text = &collected.text[stretch.start..stretch.end];
            spacing.before.keys().chain(spacing.after.keys()).any(|sign| text.contains(sign.as_str()))
                || spacing.groups.is_some() && text.contains(|c: char| c.is_ascii_digit())
        })
    })
}

/// Writes a text anew, character by character.
struct Setter<'t> {
    /// As it was collected.
    text: &'t str,
    out: Collected,
    /// Spaces up to here are replaced already.
    skip_to: usize,
    /// The end of a number that is parted into groups.
    number_end: usize,
}

impl Setter<'_> {
    /// The character at a byte, with what the rules put before and after it.
    fn take<'a>(
        &mut self,
        at: usize,
        character: char,
        rules: &Spacing,
        spacing: &impl Fn(usize) -> Option<&'a Spacing>,
    ) {
        let after = &self.text[at + character.len_utf8()..];
        if let Some(space) = rule_of(&rules.before, character).map(|rule| rule.chars().next())
            && wants_space_before(&self.out.text, character, after)
            && strip_spaces(&mut self.out, spacing)
        {
            self.fixed(space);
        }
        let groups = rules.groups.as_ref().and_then(|space| space.chars().next());
        if groups.is_some() && parts_groups(&self.out.text, character, after) {
            self.fixed(groups);
            return;
        }
        if groups.is_some() && character.is_ascii_digit() {
            self.group(at, rules, groups);
        }
        self.out.text.push(character);
        if let Some(space) = rule_of(&rules.after, character).and_then(|rule| rule.chars().next()) {
            let rest = after.trim_start_matches(is_plain_space);
            if !rest.is_empty() && !rest.starts_with(OBJECT) {
                self.skip_to = self.text.len() - rest.len();
                self.fixed(Some(space));
            }
        }
    }

    /// A space before the digit at a byte, where a group of a number begins that was typed without groups.
    fn group(&mut self, at: usize, rules: &Spacing, space: Option<char>) {
        if at >= self.number_end {
            let digits = whole_number(&self.text[..at], &self.text[at..]);
            let wanted = rules.group_from > 0 && digits >= usize::from(rules.group_from);
            self.number_end = at + if wanted { digits } else { 0 };
        } else if (self.number_end - at).is_multiple_of(3) {
            self.fixed(space);
        }
    }

    /// A space that justification leaves alone.
    fn fixed(&mut self, space: Option<char>) {
        if let Some(space) = space {
            self.out.fixed_spaces.push(self.out.text.len());
            self.out.text.push(space);
        }
    }
}

/// Digits of the whole number that `after` begins with: nothing where it goes on from `before`, begins with a zero as
/// codes do, may be a year, or is part of a date, a code or an address.
fn whole_number(before: &str, after: &str) -> usize {
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let mut rest = after[digits..].chars();
    let joins =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '\u{2010}' | ':' | '_' | '@' | '#' | '=' | '°');
    let next = rest.next();
    let goes_on = next.is_some_and(joins)
        || (next == Some('.') && rest.next().is_some_and(char::is_alphanumeric))
        || (next.is_some_and(is_plain_space)
            && after[digits..].trim_start_matches(is_plain_space).starts_with(|c: char| c.is_ascii_digit()));
    let trimmed = before.trim_end_matches(is_plain_space);
    let follows = before.chars().next_back().is_some_and(|c| joins(c) || matches!(c, '.' | ','))
        || (trimmed.len() < before.len() && trimmed.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '°' | '+')));
    let is_year = digits == 4 && (after.starts_with('1') || after.starts_with("20"));
    if goes_on || follows || is_year || after.starts_with('0') { 0 } else { digits }
}

fn rule_of(rules: &std::collections::BTreeMap<String, String>, sign: char) -> Option<&str> {
    let mut buffer = [0; 4];
    rules.get(&*sign.encode_utf8(&mut buffer)).map(String::as_str)
}

/// Whether a space stands between two groups of digits of one number: one to three before it, three after it.
fn parts_groups(before: &str, space: char, after: &str) -> bool {
    if !is_plain_space(space) {
        return false;
    }
    let digits = |text: &mut dyn Iterator<Item = char>| -> (usize, Option<char>) {
        let mut count = 0;
        for character in text {
            if !character.is_ascii_digit() || count > 3 {
                return (count, Some(character));
            }
            count += 1;
        }
        (count, None)
    };
    let (left, previous) = digits(&mut before.chars().rev());
    let (right, next) = digits(&mut after.chars());
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '\u{2010}' | ':');
    (1..=3).contains(&left)
        && right == 3
        && !previous.is_some_and(|c| joins(c) || c == ',' || c == '.')
        && !next.is_some_and(joins)
}

/// A space that typists put beside signs.
fn is_plain_space(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// Whether `sign`, which stands between `before` and `after`, takes its space.
fn wants_space_before(before: &str, sign: char, after: &str) -> bool {
    let trimmed = before.trim_end_matches(is_plain_space);
    let Some(previous) = trimmed.chars().next_back() else { return false };
    if matches!(previous, '(' | '[' | '{' | '«' | '“' | '‘' | '¿' | '¡' | OBJECT) {
        return false;
    }
    let next = after.chars().next();
    match sign {
        '»' => true,
        '%' | '‰' => previous.is_ascii_digit() && !next.is_some_and(char::is_alphanumeric),
        // A group of signs is spaced once, before its first.
        '!' | '?' if trimmed.len() == before.len() && matches!(previous, '!' | '?' | '…') => false,
        ':' if previous == ':' || next.is_some_and(|next| matches!(next, ':' | ')' | '(' | '-' | '|' | '/' | '\\')) => {
            false
        }
        // `:smile:`
        ':' if word_before(trimmed).contains(':') && trimmed.len() == before.len() => false,
        _ => next.is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '/' | '\\' | '=' | '&' | '#' | '_')),
    }
}

/// What stands between the last white space of `text` and its end.
fn word_before(text: &str) -> &str {
    const LONGEST: usize = 80;
    let text = bounded::tail(text, LONGEST);
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}

/// Takes ordinary spaces off the end of what is written; false where they are not ours to take.
fn strip_spaces<'a>(out: &mut Collected, spacing: &impl Fn(usize) -> Option<&'a Spacing>) -> bool {
    while out.text.ends_with(is_plain_space) {
        let closed = out.stretches.last().map_or(0, |last| last.end);
        if out.text.len() > closed {
            out.text.pop();
        } else if let Some(last) = out.stretches.last()
            && spacing(last.piece).is_some()
            && let Some(space) = out.text.chars().next_back()
        {
            out.pop(space);
        } else {
            return false;
        }
    }
    let len = out.text.len();
    while out.fixed_spaces.last().is_some_and(|at| *at >= len) {
        out.fixed_spaces.pop();
    }
    for place in out.soft_hyphens.iter_mut().rev().take_while(|place| **place > len) {
        *place = len;
    }
    true
}
