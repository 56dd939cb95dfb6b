//! International Standard Book Numbers: form and check digit (ISO 2108), and which of a publication's names what.

use super::Edition;
use super::document::{Table, Value, unknown_key};
use super::texts::{PerLanguage, for_language, given_texts, language_tag};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::LangTag;
use std::collections::BTreeMap;

/// The ISBNs of a publication.
#[derive(Clone, Debug, Default)]
pub struct Isbns {
    /// One a volume, or one for the whole.
    editions: BTreeMap<String, PerLanguage<Vec<String>>>,
    /// Of the volumes together.
    set: PerLanguage<String>,
}

impl Isbns {
    /// Reads `{ print = { en = "…", ar = ["…", "…"] }, set = { ar = "…" } }`: texts, or lists of one a volume.
    pub(super) fn read(table: &Table<'_>, editions: &[Edition], diagnostics: &mut Diagnostics) -> Self {
        let mut isbns = Self::default();
        for (key, place, value) in table.entries() {
            if key == "set" {
                check_all(&value, diagnostics);
                isbns.set = given_texts(&value, diagnostics);
            } else if editions.iter().any(|edition| edition.name == key) {
                isbns.editions.insert(key.to_owned(), of_edition(&value, diagnostics));
            } else {
                let names = editions.iter().map(|edition| edition.name.as_str());
                let known: Vec<&str> = names.chain(["set"]).collect();
                diagnostics.push(unknown_key(&value.name, key, place, &known));
            }
        }
        isbns
    }

    /// The ISBN of a volume, from 1, of so many; both are 0 where the publication is not split.
    #[must_use]
    pub fn of(&self, edition: &Edition, lang: &LangTag, volume: u16, volumes: u16) -> Option<&str> {
        let given = for_language(self.editions.get(&edition.name)?, lang)?;
        match given.as_slice() {
            [only] if volumes < 2 => Some(only),
            several if volumes > 1 && several.len() > 1 => {
                several.get(usize::from(volume).checked_sub(1)?).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The ISBN of all volumes together: the set's own, or the only one of an edition that has several volumes.
    #[must_use]
    pub fn of_set(&self, edition: &Edition, lang: &LangTag) -> Option<&str> {
        let only = || match for_language(self.editions.get(&edition.name)?, lang)?.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        for_language(&self.set, lang).map(String::as_str).or_else(only)
    }

    /// How many volumes there are ISBNs for in an edition, where each has its own.
    #[must_use]
    pub fn volumes(&self, edition: &Edition, lang: &LangTag) -> Option<usize> {
        let given = for_language(self.editions.get(&edition.name)?, lang)?;
        (given.len() > 1).then_some(given.len())
    }

    /// Whether there is any for an edition.
    #[must_use]
    pub fn has(&self, edition: &Edition, lang: &LangTag) -> bool {
        self.editions.get(&edition.name).and_then(|given| for_language(given, lang)).is_some()
    }
}

fn of_edition(value: &Value<'_>, diagnostics: &mut Diagnostics) -> PerLanguage<Vec<String>> {
    let Some(table) = value.table(diagnostics) else { return PerLanguage::new() };
    let mut found = PerLanguage::new();
    for (key, place, value) in table.entries() {
        let tag = language_tag(key, place, diagnostics);
        let given = if value.is_list() { value.list(diagnostics).unwrap_or_default() } else { vec![value] };
        let texts: Vec<String> = given.iter().filter_map(|isbn| checked(isbn, diagnostics)).collect();
        if let (Some(tag), false) = (tag, texts.is_empty()) {
            found.insert(tag, texts);
        }
    }
    found
}

/// Verifies the ISBNs of a table, each at its own place.
fn check_all(value: &Value<'_>, diagnostics: &mut Diagnostics) {
    if let Some(table) = value.is_table().then(|| value.table(diagnostics)).flatten() {
        for (_, _, value) in table.entries().into_iter().filter(|(_, _, value)| value.is_string()) {
            checked(&value, diagnostics);
        }
    }
}

/// An ISBN; what is wrong with it is reported. An empty text says nothing.
fn checked(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let isbn = value.string(diagnostics)?;
    let help = match check(isbn) {
        Ok(()) => None,
        Err(IsbnFault::Form) => Some("give 13 digits that begin with 978 or 979, with or without hyphens".to_owned()),
        Err(IsbnFault::CheckDigit(digit)) => {
            Some(format!("compare it with the agency's letter: after these twelve digits the last one must be {digit}"))
        }
        Err(IsbnFault::TenDigits(modern)) => Some(format!("write it with 13 digits: {modern}")),
    };
    if let Some(help) = help {
        diagnostics
            .push(Diagnostic::error("bad-isbn", format!("“{isbn}” is not a valid ISBN")).at(value.place()).help(help));
    }
    (!isbn.trim().is_empty()).then(|| isbn.to_owned())
}

/// What is wrong with an ISBN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum IsbnFault {
    /// Not 13 digits that begin with 978 or 979.
    Form,
    /// The check digit should be this one.
    CheckDigit(u32),
    /// An ISBN of 10 digits; its form of 13 is this.
    TenDigits(String),
}

/// Checks an ISBN with or without hyphens or spaces.
pub(super) fn check(isbn: &str) -> Result<(), IsbnFault> {
    let compact: String = isbn.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}' | '\u{2011}')).collect();
    if let Some(modern) = from_ten_digits(&compact) {
        return Err(IsbnFault::TenDigits(modern));
    }
    let digits: Option<Vec<u32>> = compact.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|digits| digits.len() == 13).ok_or(IsbnFault::Form)?;
    if !compact.starts_with("978") && !compact.starts_with("979") {
        return Err(IsbnFault::Form);
    }
    let (body, last) = digits.split_at(12);
    let wanted = check_digit(body);
    if last == [wanted] { Ok(()) } else { Err(IsbnFault::CheckDigit(wanted)) }
}

/// The check digit of the first twelve digits: weights 1 and 3 in turn, modulo 10.
fn check_digit(body: &[u32]) -> u32 {
    let sum: u32 = body.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
    (10 - sum % 10) % 10
}

/// The form of 13 digits of a correct ISBN of 10.
fn from_ten_digits(compact: &str) -> Option<String> {
    if compact.chars().count() != 10 {
        return None;
    }
    let mut sum = 0;
    let mut body = vec![9, 7, 8];
    for (at, sign) in (0u32..).zip(compact.chars()) {
        let value = if at == 9 && matches!(sign, 'X' | 'x') { 10 } else { sign.to_digit(10)? };
        sum += value * (10 - at);
        if at < 9 {
            body.push(value);
        }
    }
    if sum % 11 != 0 {
        return None;
    }
    let check = check_digit(&body);
    let digits: String = body.iter().chain([&check]).filter_map(|digit| char::from_digit(*digit, 10)).collect();
    Some(format!("{}-{}", &digits[..3], &digits[3..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert_eq!(check("978-3-16-148410-0"), Ok(()));
        assert_eq!(check("9783161484100"), Ok(()));
        assert_eq!(check("979-10-90636-07-1"), Ok(()));
        assert_eq!(check("978-3-16-148410-1"), Err(IsbnFault::CheckDigit(0)));
        assert_eq!(check("977-3-16-148410-0"), Err(IsbnFault::Form));
        assert_eq!(check("978-3-16"), Err(IsbnFault::Form));
        assert_eq!(check("978-3-16-148410-é"), Err(IsbnFault::Form));
    }

    #[test]
    fn old_numbers_are_given_in_their_present_form() {
        assert_eq!(check("0-306-40615-2"), Err(IsbnFault::TenDigits("978-0306406157".to_owned())));
        assert_eq!(check("0-306-40615-3"), Err(IsbnFault::Form));
    }
}
