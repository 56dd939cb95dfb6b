//! How many words a text has.
//!
//! Words are those of UAX #29: segments with a letter or digit in them. Counted is what the author wrote to be read:
//! headings, running text, lists, tables, captions, titles and facts of parts, notes, code. Not counted are words that
//! the program makes (labels, references, contents), alternative texts, and words in drawings.

use super::tree::*;
use super::walk::{for_each_block, lines_of, plain_text};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

impl Manuscript {
    /// Its words, by the rules of UAX #29.
    #[must_use]
    pub fn words(&self) -> usize {
        let mut count = 0;
        let mut add = |block: &Block| {
            count += lines_of(block).into_iter().map(|line| words_in(&plain_text(line))).sum::<usize>();
            count += match &block.kind {
                BlockKind::Code(code) => words_in(&code.text),
                BlockKind::Part(part) => {
                    part.facts.iter().filter(|(key, _)| is_read(key)).map(|(_, value)| words_in(value)).sum()
                }
                _ => 0,
            };
        };
        for_each_block(&self.blocks, &mut add);
        self.notes.iter().for_each(|note| for_each_block(&note.blocks, &mut add));
        count
    }
}

/// Whether a fact of a part is printed.
fn is_read(key: &str) -> bool {
    !matches!(key, "editions" | "view")
}

fn words_in(text: &str) -> usize {
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let mut start = 0;
    // Not by the segmenter's own word type: it takes a word that ends in a vowel mark for none.
    let is_word = |end: &usize| {
        let segment = text.get(std::mem::replace(&mut start, *end)..*end);
        segment.is_some_and(|segment| segment.contains(char::is_alphanumeric))
    };
    segmenter.segment_str(text).filter(is_word).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::make;
    use super::words_in;

    #[test]
    fn words_are_those_of_uax_29() {
        assert_eq!(words_in("Don't count “marks” – or 3.5 things; half-way is two."), 10);
        assert_eq!(words_in("L’eau n’est pas aujourd’hui à 1,5 €"), 6);
        assert_eq!(words_in("الهجرةُ والتنمية: ٣٫٥ في المئة،"), 5);
        assert_eq!(words_in(" … — \u{200f} "), 0);
    }

    #[test]
    fn all_that_is_read_is_counted_once() {
        let text = "# One two {#x}\n\nThree **fo**ur[^1] [](#x).\n\n- five\n\n| six |\n|---|\n| seven |\n\n: eight {#t}\n\n\
                    :::exercise nine {#e time=\"ten minutes\"}\neleven\n:::\n\n`twelve`\n\nterm\n: meaning\n\n[^1]: Note of six words, *no* seven.\n";
        assert_eq!(make("en", text).manuscript.words(), 4 + 1 + 1 + 1 + 1 + 4 + 1 + 2 + 6);
    }
}
