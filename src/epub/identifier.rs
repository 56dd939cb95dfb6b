//! What names a book for ever: its ISBN, or an identifier made from its place in the toolbox.

use super::Info;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Namespace of the identifiers of books without an ISBN.
const NAMESPACE: uuid::Uuid = uuid::Uuid::from_u128(0x5e6d_4f0a_93b1_5c6e_8a57_7711_c0de_0b00);

/// The unique identifier as a URN: the ISBN where there is a valid one, else a UUID (version 5) that is the same
/// whenever the same volume of the same publication is made in the same language.
pub(super) fn urn(info: &Info<'_>, diagnostics: &mut Diagnostics) -> String {
    if let Some(isbn) = info.isbn {
        match isbn_digits(isbn) {
            Some(digits) => return format!("urn:isbn:{digits}"),
            None => diagnostics.push(
                Diagnostic::warning("invalid-isbn", format!("`{isbn}` is not an ISBN: its check digit does not agree"))
                    .help("correct `isbn` in publication.toml; until then the e-book has an identifier of its own"),
            ),
        }
    }
    let (volume, volumes) = info.volume.unwrap_or((1, 1));
    let language = info.language.tag.as_str();
    let name = format!(
        "{}\n{}\n{}\n{}\n{language}\n{volume}/{volumes}",
        info.facts.publisher.as_deref().unwrap_or_default(),
        info.facts.toolbox.as_deref().unwrap_or_default(),
        info.publication,
        info.facts.title,
    );
    uuid::Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
}

/// The identifier of the whole set of volumes: its ISBN, else a UUID like those of the volumes.
pub(super) fn set_urn(info: &Info<'_>) -> String {
    if let Some(digits) = info.set_isbn.and_then(isbn_digits) {
        return format!("urn:isbn:{digits}");
    }
    let name =
        format!("{}\n{}\n{}", info.facts.toolbox.as_deref().unwrap_or_default(), info.publication, info.language.tag);
    uuid::Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
}

/// The digits of an ISBN-13 (978, 979) or ISBN-10 whose check digit agrees; an ISBN-10 becomes its ISBN-13.
pub(super) fn isbn_digits(isbn: &str) -> Option<String> {
    let plain: String = isbn.chars().filter(|c| !matches!(c, '-' | ' ' | '‑' | '–')).collect();
    let plain = plain.strip_prefix("ISBN").unwrap_or(&plain).trim_start_matches(':');
    match plain.len() {
        13 if plain.bytes().all(|b| b.is_ascii_digit()) => {
            let agrees = plain.starts_with("978") || plain.starts_with("979");
            (agrees && check_13(&plain[..12]) == plain.chars().next_back()).then(|| plain.to_owned())
        }
        10 if plain[..9].bytes().all(|b| b.is_ascii_digit()) => {
            let sum: u32 = plain.chars().zip((1..=10).rev()).map(|(c, weight)| digit(c) * weight).sum();
            if !sum.is_multiple_of(11) {
                return None;
            }
            let stem = format!("978{}", &plain[..9]);
            check_13(&stem).map(|check| format!("{stem}{check}"))
        }
        _ => None,
    }
}

fn digit(c: char) -> u32 {
    if matches!(c, 'X' | 'x') { 10 } else { c.to_digit(10).unwrap_or(0) }
}

/// The check digit of twelve digits (ISO 2108).
fn check_13(digits: &str) -> Option<char> {
    let sum: u32 = digits.chars().enumerate().map(|(at, c)| digit(c) * if at % 2 == 0 { 1 } else { 3 }).sum();
    char::from_digit((10 - sum % 10) % 10, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_verified() {
        assert_eq!(isbn_digits("978-3-16-148410-0").as_deref(), Some("9783161484100"));
        assert_eq!(isbn_digits("ISBN 0-306-40615-2").as_deref(), Some("9780306406157"));
        assert_eq!(isbn_digits("0-8044-2957-X").as_deref(), Some("9780804429573"));
        for wrong in ["978-3-16-148410-1", "0-306-40615-3", "", "éééééé", "123", "9773161484100"] {
            assert_eq!(isbn_digits(wrong), None, "{wrong}");
        }
    }
}
