//! Ends of a text, no longer than what a rule looks at, so that long texts cost no more than their length.

/// The last place between characters at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first characters, of no more than `most` bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    &text[..floor(text, most)]
}

/// The last characters, of no more than `most` bytes and perhaps one character more.
pub(super) fn tail(text: &str, most: usize) -> &str {
    &text[floor(text, text.len().saturating_sub(most))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_keep_characters_whole() {
        assert_eq!((head("aéb", 2), head("aéb", 9), head("é", 1)), ("a", "aéb", ""));
        assert_eq!((tail("aéb", 2), tail("aéb", 9), tail("", 3)), ("éb", "aéb", ""));
    }
}
