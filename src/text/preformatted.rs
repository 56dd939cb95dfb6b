//! Code: its own lines, and where one is too long it goes on below, between any two letters.

use super::breaks::{BreakKind, visible_end};
use super::linebreak::Chosen;
use super::paragraph::Measure;
use super::prepared::Prepared;

/// A line goes on after a space if there is one in this last part of it, thousandths of the measure.
const SPACE_WITHIN: i64 = 250;

/// One line a line of the source, or more.
pub(super) fn wrap(prepared: &Prepared, measure: Measure) -> Vec<Chosen> {
    let text = prepared.collected.text.as_str();
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let next = start + line.len();
        let end = visible_end(&text[..next]).max(start);
        let mut from = start;
        while let Some(cut) = cut(prepared, measure, from, end, chosen.is_empty()) {
            let before = chosen.last().map(|line| line.kind);
            chosen.push(Chosen {
                start: from,
                end: cut,
                next: cut,
                kind: BreakKind::Letter,
                before,
                hyphenated: false,
            });
            from = cut;
        }
        let before = chosen.last().map(|line| line.kind);
        chosen.push(Chosen { start: from, end, next, kind: BreakKind::Forced, before, hyphenated: false });
        start = next;
    }
    chosen
}

/// Where the text from `from` to `end` must go on below; `None` if it fits.
fn cut(prepared: &Prepared, measure: Measure, from: usize, end: usize, is_first: bool) -> Option<usize> {
    let indent = if is_first { measure.first_indent.raw() } else { 0 };
    let width = (measure.width.raw() - indent).max(1);
    let origin = prepared.edges.x(from);
    if prepared.edges.x(end) - origin <= width {
        return None;
    }
    let text = prepared.collected.text.as_str();
    let mut last = None;
    let mut after_space = None;
    for at in prepared.graphemes(from..end) {
        let x = prepared.edges.x(at) - origin;
        // One letter a line at least.
        if x > width && last.is_some() {
            break;
        }
        last = Some(at);
        if text[..at].ends_with(' ') && x * 1000 >= width * (1000 - SPACE_WITHIN) {
            after_space = Some(at);
        }
        if x > width {
            break;
        }
    }
    after_space.or(last)
}
