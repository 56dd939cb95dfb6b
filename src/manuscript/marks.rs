//! Marks of notes in the words of links and pictures: a mark leads to its note, so it stands between or after those words
//! and is none of them.

use super::tree::Inline;

/// The words of a link, parted where marks of notes stand, each part with the marks that follow it.
pub(super) fn apart(content: Vec<Inline>) -> Vec<(Vec<Inline>, Vec<Inline>)> {
    let mut parts: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
    for mut inline in content {
        let mut marks = Vec::new();
        let is_mark = matches!(inline, Inline::NoteMark { .. });
        take(&mut inline, &mut marks);
        if parts.last().is_none_or(|(_, after)| !after.is_empty() && !is_mark) {
            parts.push((Vec::new(), Vec::new()));
        }
        let Some((words, after)) = parts.last_mut() else { continue };
        after.extend(marks);
        if is_mark { after.push(inline) } else { words.push(inline) }
    }
    parts
}

/// The marks that stand in these words, in order.
pub(super) fn of(content: &[Inline]) -> Vec<Inline> {
    let mut marks = Vec::new();
    super::walk::for_each_inline(content, &mut |inline| {
        if matches!(inline, Inline::NoteMark { .. }) {
            marks.push(inline.clone());
        }
    });
    marks
}

/// Takes the marks out of what a piece of a line holds.
fn take(inline: &mut Inline, marks: &mut Vec<Inline>) {
    let Some(content) = inline.content_mut() else { return };
    for mut inner in std::mem::take(content) {
        take(&mut inner, marks);
        if matches!(inner, Inline::NoteMark { .. }) { marks.push(inner) } else { content.push(inner) }
    }
}
