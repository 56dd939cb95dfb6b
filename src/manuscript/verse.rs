//! The lines of `:::verse`: each line of the source is a verse, and a sign parts the two hemistichs of one
//! (docs/typography.md A54).
//!
//! In: paragraphs as Markdown has them. Out: a paragraph for each verse, whose hemistichs, where it has two, are parted
//! by a hard line break; the first verse after an empty line has a class.

use super::build::{Builder, NO_NODE, inline_span};
use super::tree::{Block, BlockKind, Inline};
use super::walk::plain_text;
use crate::diagnostics::{Diagnostic, Span};

/// What parts two hemistichs.
const SIGN: &str = "***";

/// The class of the first verse of a stanza but the first one.
pub(super) const STANZA: &str = "stanza";

impl Builder<'_> {
    /// The verses of a poem; what is no paragraph stays as it is.
    pub(super) fn verses(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for mut block in blocks {
            let BlockKind::Paragraph(inlines) = &mut block.kind else {
                out.push(block);
                continue;
            };
            let lines = lines(std::mem::take(inlines));
            if !out.is_empty() {
                block.classes.push(STANZA.to_owned());
            }
            for line in lines {
                let span = inline_span(&line).unwrap_or(block.span);
                let verse = self.hemistichs(line, span);
                let rest = Block { node: NO_NODE, id: None, classes: Vec::new(), ..block.clone() };
                let first = std::mem::replace(&mut block, rest);
                out.push(Block { span, kind: BlockKind::Paragraph(verse), ..first });
            }
        }
        out
    }

    /// A verse with a hard line break for the sign.
    fn hemistichs(&mut self, line: Vec<Inline>, span: Span) -> Vec<Inline> {
        let mut parts = split(line.clone());
        let hidden = parts.iter().filter(|part| plain_text(part).split_whitespace().any(|word| word == SIGN)).count();
        if parts.len() > 2 || hidden > 0 {
            let message = format!("a verse has two hemistichs, and this line has {}", parts.len() + hidden);
            let help = format!(
                "write one ` {SIGN} ` in a line, outside emphasis and links, and each verse on a line of its own"
            );
            self.report(Diagnostic::error("verse-parts", message).at(span).help(help));
            return line;
        }
        match (parts.pop(), parts.pop()) {
            (Some(second), Some(first)) => first.into_iter().chain([Inline::HardBreak]).chain(second).collect(),
            (Some(only), None) => only,
            _ => line,
        }
    }
}

/// The lines as they were typed.
fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in inlines {
        match (inline, lines.last_mut()) {
            (Inline::SoftBreak | Inline::HardBreak, _) => lines.push(Vec::new()),
            (inline, Some(line)) => add(line, inline),
            (inline, None) => lines.push(vec![inline]),
        }
    }
    lines.retain(|line| !plain_text(line).trim().is_empty());
    lines
}

/// Adds an inline to a line; words join the words before them.
fn add(line: &mut Vec<Inline>, inline: Inline) {
    match (line.last_mut(), inline) {
        (Some(Inline::Text { text, span }), Inline::Text { text: more, span: place }) => {
            text.push_str(&more);
            span.end = place.end.max(span.end);
        }
        (_, inline) => line.push(inline),
    }
}

/// What stands between the signs of a line; nothing where there are no words.
fn split(line: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in line {
        let Inline::Text { text, span } = inline else {
            parts.last_mut().into_iter().for_each(|part| part.push(inline.clone()));
            continue;
        };
        for (at, (piece, place)) in pieces(&text, span).into_iter().enumerate() {
            if at > 0 {
                parts.push(Vec::new());
            }
            if let (Some(part), false) = (parts.last_mut(), piece.is_empty()) {
                part.push(Inline::Text { text: piece.to_owned(), span: place });
            }
        }
    }
    for part in &mut parts {
        trim(part);
    }
    parts.retain(|part| !plain_text(part).trim().is_empty());
    parts
}

/// The pieces of a text between signs that stand alone, with their places.
fn pieces(text: &str, span: Span) -> Vec<(&str, Span)> {
    let is_free = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(SIGN) {
        let end = at + sign.len();
        if at >= from && is_free(text[..at].chars().next_back()) && is_free(text[end..].chars().next()) {
            pieces.push(from..at);
            from = end;
        }
    }
    pieces.push(from..text.len());
    // Only where the source is the text letter by letter are the places of its pieces known.
    let is_exact = (span.end - span.start) as usize == text.len();
    let place = |range: &std::ops::Range<usize>| {
        let start = span.start as usize;
        if is_exact { Span::new(span.file, start + range.start..start + range.end) } else { span }
    };
    pieces.into_iter().map(|range| (&text[range.clone()], place(&range))).collect()
}

/// Takes spaces away from both ends.
fn trim(part: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, span }) = part.first_mut() {
        let kept = text.trim_start();
        if (span.end - span.start) as usize == text.len() {
            span.start += (text.len() - kept.len()) as u32;
        }
        *text = kept.to_owned();
    }
    if let Some(Inline::Text { text, span }) = part.last_mut() {
        let kept = text.trim_end();
        if (span.end - span.start) as usize == text.len() {
            span.end -= (text.len() - kept.len()) as u32;
        }
        *text = kept.to_owned();
    }
    part.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
}
