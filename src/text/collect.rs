//! The pieces of a paragraph as one text, with the way back to the pieces.

use super::paragraph::{Paragraph, Piece, PieceKind};
use super::prepared::Face;
use super::spacing;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use std::ops::Range;

/// Stands for an object among the characters; never reaches a glyph run.
pub(super) const OBJECT: char = '\u{FFFC}';

/// Stands for a forced new line inside a bidi paragraph; never reaches a glyph run.
pub(super) const NEW_LINE: char = '\u{2028}';

/// Columns between tab stops of preformatted text.
const TAB: usize = 4;

/// A paragraph's text as it is set: white space collapsed, the language's spaces put in.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// The characters in logical order.
    pub(super) text: String,
    /// Whose they are: in order, without gaps, none empty.
    pub(super) stretches: Vec<Stretch>,
    /// Where a word may be divided because the author put U+00AD there, which is itself no part of the text; ascending.
    pub(super) soft_hyphens: Vec<usize>,
    /// Spaces that justification leaves alone, ascending.
    pub(super) fixed_spaces: Vec<usize>,
}

/// A part of the text that comes from one piece.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Index of the piece.
    pub(super) piece: usize,
}

impl Collected {
    /// Index of the stretch that holds the byte at `offset`.
    pub(super) fn stretch_at(&self, offset: usize) -> usize {
        self.stretches.partition_point(|stretch| stretch.end <= offset)
    }

    /// Where bytes of one stretch were written: they alone where the source is the text letter by letter, else all that
    /// their piece comes from.
    pub(super) fn source(&self, faces: &[Face], range: Range<usize>) -> Option<Span> {
        let stretch = self.stretches.get(self.stretch_at(range.start))?;
        let span = faces.get(stretch.piece)?.source?;
        if (span.end - span.start) as usize != stretch.end - stretch.start {
            return Some(span);
        }
        let start = span.start as usize + range.start.saturating_sub(stretch.start);
        Some(Span::new(span.file, start..(start + range.len()).min(span.end as usize)))
    }

    fn close(&mut self, piece: usize) {
        let start = self.stretches.last().map_or(0, |stretch| stretch.end);
        if self.text.len() > start {
            self.stretches.push(Stretch { start, end: self.text.len(), piece });
        }
    }

    /// Takes the last character away if it is `character`.
    pub(super) fn pop(&mut self, character: char) -> bool {
        if !self.text.ends_with(character) {
            return false;
        }
        self.text.pop();
        let len = self.text.len();
        while let Some(last) = self.stretches.last_mut() {
            last.end = last.end.min(len);
            if last.start < last.end {
                break;
            }
            self.stretches.pop();
        }
        true
    }
}

/// Puts the pieces together.
pub(super) fn collect(paragraph: &Paragraph, diagnostics: &mut Diagnostics) -> Collected {
    let mut out = Collected::default();
    for (index, piece) in paragraph.pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::Text(text) | PieceKind::NoteMark(text, _) if paragraph.preformatted => {
                push_preformatted(&mut out, text, piece, diagnostics);
            }
            PieceKind::Text(text) | PieceKind::NoteMark(text, _) => push_words(&mut out, text, piece, diagnostics),
            PieceKind::Object { .. } => out.text.push(OBJECT),
            PieceKind::Break => push_break(&mut out),
        }
        out.close(index);
    }
    if !paragraph.preformatted {
        while out.pop(' ') || out.pop(NEW_LINE) {}
        out = spacing::apply(out, paragraph);
    }
    let len = out.text.len();
    out.soft_hyphens.retain(|at| *at < len);
    out
}

/// The space keeps the words of two lines apart for those who copy or search them.
fn push_break(out: &mut Collected) {
    if out.text.is_empty() {
        return;
    }
    if !out.text.ends_with([' ', NEW_LINE]) {
        out.text.push(' ');
    }
    out.text.push(NEW_LINE);
}

/// White space of any length is one space, as in HTML; none at the start of a line.
fn push_words(out: &mut Collected, text: &str, piece: &Piece, diagnostics: &mut Diagnostics) {
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{2028}' | '\u{2029}' => {
                if !out.text.is_empty() && !out.text.ends_with([' ', NEW_LINE]) {
                    out.text.push(' ');
                }
            }
            '\u{AD}' => out.soft_hyphens.push(out.text.len()),
            OBJECT => {}
            _ if piece.verbatim && is_bidi_control(character) => push_escaped(out, character, piece, diagnostics),
            _ if character.is_control() => {}
            _ => out.text.push(character),
        }
    }
}

/// Code keeps its lines and spaces.
fn push_preformatted(out: &mut Collected, text: &str, piece: &Piece, diagnostics: &mut Diagnostics) {
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\n' => {
                out.text.push_str(" \n");
                column = 0;
                continue;
            }
            '\t' => {
                let width = TAB - column % TAB;
                out.text.extend(std::iter::repeat_n(' ', width));
                column += width;
                continue;
            }
            OBJECT | '\u{2028}' | '\u{2029}' => {}
            _ if is_bidi_control(character) => push_escaped(out, character, piece, diagnostics),
            _ if character.is_control() => {}
            _ => out.text.push(character),
        }
        column += 1;
    }
}

/// Characters that turn the order of others without being seen (docs/typography.md A20).
fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn push_escaped(out: &mut Collected, character: char, piece: &Piece, diagnostics: &mut Diagnostics) {
    let code = format!("U+{:04X}", u32::from(character));
    let mut warning =
        Diagnostic::warning("bidi-control", format!("the code holds {code}, an invisible sign that changes its order"))
            .help("take it out; it is printed as its code so that nobody is misled");
    warning.span = piece.source;
    diagnostics.push(warning);
    out.text.push_str(&format!("[{code}]"));
}
