//! Whether a text is vocalised: its lines then need more room, for signs stand above and below the letters
//! (docs/typography.md A43).

use super::tree::{BlockKind, Inline, Manuscript};
use super::walk::{for_each_block, plain_text};

/// More of the words than this share, in thousandths, have vowel signs.
const SHARE: usize = 400;
/// A word has vowel signs where it has at least so many: one alone tells two words apart, or ends an adverb.
const SIGNS: usize = 2;

impl Manuscript {
    /// Whether so many words have vowel signs that the whole is set as a vocalised text.
    #[must_use]
    pub fn is_vocalised(&self) -> bool {
        let (mut words, mut vocalised) = (0_usize, 0_usize);
        let mut count = |inlines: &[Inline]| {
            for word in plain_text(inlines).split_whitespace() {
                words += usize::from(word.chars().any(|c| matches!(c, '\u{620}'..='\u{64A}')));
                let signs = word.chars().filter(|c| matches!(c, '\u{64B}'..='\u{650}' | '\u{652}')).count();
                vocalised += usize::from(signs >= SIGNS);
            }
        };
        for_each_block(&self.blocks, &mut |block| {
            if let BlockKind::Paragraph(inlines) = &block.kind {
                count(inlines);
            }
        });
        words > 0 && vocalised * 1000 > words * SHARE
    }
}
