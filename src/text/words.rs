//! The words of a paragraph for those who lay lines out themselves, such as the readers of an e-book: with the spaces of
//! the language, so that screen and paper read the same.

use super::collect::collect;
use super::paragraph::{Paragraph, Piece, PieceKind, TextStyle};
use super::run::{Artifact, Owner};
use crate::diagnostics::Diagnostics;
use crate::language::Language;

/// A stretch of a paragraph, as far as spaces are concerned.
#[derive(Clone, Debug)]
pub enum Stretch<'a> {
    /// Words, and their language where it differs from the paragraph's.
    Words(&'a str, Option<Language>),
    /// Code, a reference, a note's mark: a word of which nothing changes.
    Other,
    /// A new line.
    Break,
}

/// The words of each stretch (nothing for other stretches), white space collapsed, with the spaces of fixed width that
/// the language puts around its signs in place of those typed there (docs/typography.md F1, F2, F6, S5).
#[must_use]
pub fn spaced_words(stretches: &[Stretch<'_>], language: &Language) -> Vec<String> {
    let piece = |kind, language: Option<Language>| Piece {
        language,
        ..Piece::new(kind, TextStyle::default(), Owner::Artifact(Artifact::Layout))
    };
    let pieces = stretches.iter().map(|stretch| match stretch {
        Stretch::Words(words, language) => piece(PieceKind::Text((*words).to_owned()), language.clone()),
        Stretch::Break => piece(PieceKind::Break, None),
        Stretch::Other => Piece { verbatim: true, ..piece(PieceKind::Text("x".to_owned()), None) },
    });
    let paragraph = Paragraph::display(pieces.collect(), language);
    let collected = collect(&paragraph, &mut Diagnostics::new());
    let mut words = vec![String::new(); stretches.len()];
    for stretch in &collected.stretches {
        if let (Some(out), Some(Stretch::Words(..))) = (words.get_mut(stretch.piece), stretches.get(stretch.piece)) {
            out.push_str(&collected.text[stretch.start..stretch.end]);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LangTag;

    #[test]
    fn french_signs_take_their_spaces_across_stretches() {
        let french = Language::of(&LangTag::parse("fr").expect("a tag")).expect("a language");
        let words = |text| Stretch::Words(text, None);
        let all = [words("Migrer ? «Oui» et "), Stretch::Other, words(" : "), words("non"), words("; à 12:30")];
        let spaced = spaced_words(&all, &french);
        assert_eq!(
            spaced,
            ["Migrer\u{202F}? «\u{A0}Oui\u{A0}» et ", "", "\u{A0}: ", "non", "\u{202F}; à 12:30"].map(str::to_owned)
        );
    }
}
