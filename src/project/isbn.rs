//! International Standard Book Numbers: form and check digit (ISO 2108).

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
