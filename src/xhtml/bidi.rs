//! What of a paragraph is set apart from the direction around it (docs/typography.md A16–A19, A40).
//!
//! In: a paragraph's inlines. Out: for each list of inlines, the parts that begin and end in it. What is set apart is told
//! by the text stage, for pages and e-books alike; a reader's own UAX#9 does all else. Code, foreign spans and notes' marks
//! are isolates by the attributes of their elements.

use super::{Markup, direction_name};
use crate::language::{Direction, LangTag};
use crate::manuscript::{Inline, plain_text};
use crate::text::{Inner, Isolate, Node, isolated_parts, of_link};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// Stands for a picture among the characters.
const OBJECT: char = '\u{FFFC}';
/// Stands for a new line.
const NEW_LINE: char = '\u{2028}';

/// Invisible characters that steer direction. Elements do their work here (docs/typography.md A40).
pub(super) const fn steers_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A list of inlines in the text of its paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Where it begins.
    pub(super) start: usize,
    /// Where each of its inlines ends.
    pub(super) ends: Vec<usize>,
    /// What is set apart in it, outer parts first.
    pub(super) parts: VecDeque<Inner>,
}

/// The lists of a paragraph, by where they lie in memory.
pub(super) type Rows = BTreeMap<usize, Row>;

/// The key of a list.
pub(super) fn key(content: &[Inline]) -> usize {
    content.as_ptr() as usize
}

/// A paragraph's inlines as one text.
pub(super) struct Gathered<'w> {
    /// Words of inlines that only the book knows: references, values, notes' marks.
    pub(super) words: &'w dyn Fn(&Inline) -> String,
    /// Its words with the spaces of the language; those of the manuscript where there is none.
    pub(super) spaced: VecDeque<String>,
    text: String,
    nodes: Vec<Node>,
    rows: Rows,
    groups: u32,
}

impl<'w> Gathered<'w> {
    pub(super) fn new(words: &'w dyn Fn(&Inline) -> String, spaced: VecDeque<String>) -> Self {
        Self { words, spaced, text: String::new(), nodes: Vec::new(), rows: Rows::new(), groups: 0 }
    }

    /// The lists of a paragraph in this direction, with what is set apart in each.
    pub(super) fn rows(mut self, content: &[Inline], direction: Direction) -> Rows {
        self.list(content, direction);
        for part in isolated_parts(&self.text, &self.nodes, direction) {
            if let Some(home) = home(content, &self.rows, &part.range)
                && let Some(row) = self.rows.get_mut(&home)
            {
                row.parts.push_back(part);
            }
        }
        self.rows
    }

    fn list(&mut self, content: &[Inline], around: Direction) {
        let start = self.text.len();
        let mut ends = Vec::with_capacity(content.len());
        for inline in content {
            self.inline(inline, around);
            ends.push(self.text.len());
        }
        if !content.is_empty() {
            self.rows.insert(key(content), Row { start, ends, parts: VecDeque::new() });
        }
    }

    fn inline(&mut self, inline: &Inline, around: Direction) {
        let start = self.text.len();
        let mut isolate = None;
        self.groups += 1;
        match inline {
            Inline::Text { .. } | Inline::SoftBreak => {
                let typed = if let Inline::Text { text, .. } = inline { text.as_str() } else { " " };
                let spaced = self.spaced.pop_front();
                self.text.extend(spaced.as_deref().unwrap_or(typed).chars().filter(|c| !steers_direction(*c)));
            }
            Inline::HardBreak => self.text.push(NEW_LINE),
            Inline::Image { .. } => self.text.push(OBJECT),
            Inline::Code { text, .. } => {
                self.text.push_str(text);
                isolate = around.is_rtl().then(|| Isolate::firm(Direction::Ltr, self.groups));
            }
            Inline::NoteMark { .. } => {
                self.text.push_str(&(self.words)(inline));
                isolate = Some(Isolate::firm(around, self.groups));
            }
            Inline::Reference { .. } | Inline::Value { .. } => self.text.push_str(&(self.words)(inline)),
            Inline::Link { content, .. } => {
                isolate = of_link(&plain_text(content), around, self.groups);
                self.list(content, around);
            }
            Inline::Span { lang, content, .. } => {
                let direction = lang.as_ref().map_or(around, LangTag::direction);
                isolate = (direction != around).then(|| Isolate::firm(direction, self.groups));
                self.list(content, direction);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content) => self.list(content, around),
        }
        if let Some(isolate) = isolate.filter(|_| start < self.text.len()) {
            self.nodes.push(Node { range: start..self.text.len(), isolate });
        }
    }
}

/// The list in which a part begins and ends, between or inside its own inlines; none where it would cut one in two.
fn home(content: &[Inline], rows: &Rows, part: &Range<usize>) -> Option<usize> {
    let row = rows.get(&key(content))?;
    let mut start = row.start;
    for (inline, end) in content.iter().zip(&row.ends) {
        let inside = start <= part.start && part.end <= *end;
        let is_cut = (start < part.start && part.start < *end) || (start < part.end && part.end < *end);
        match inline.content() {
            Some(_) if inside && !is_cut => return Some(key(content)),
            Some(children) if inside => return home(children, rows, part),
            Some(_) if is_cut => return None,
            None if is_cut && !matches!(inline, Inline::Text { .. }) => return None,
            _ => {}
        }
        start = *end;
    }
    Some(key(content))
}

/// Opens and closes the elements of parts while their list is written.
pub(super) struct Cursor {
    parts: VecDeque<Inner>,
    /// Where the elements that are open end, innermost last.
    open: Vec<usize>,
    /// Where in the text of the paragraph the writer is.
    at: usize,
}

impl Cursor {
    pub(super) fn new(row: Option<Row>) -> Self {
        let row = row.unwrap_or_default();
        Self { parts: row.parts, open: Vec::new(), at: row.start }
    }

    /// Words from where the writer is.
    pub(super) fn text(&mut self, out: &mut Markup, text: &str, write: &mut dyn FnMut(&mut Markup, &str)) {
        let (mut from, base, end) = (0, self.at, self.at + text.len());
        while from < text.len() {
            self.begin(out);
            let next = self.parts.front().map_or(end, |part| part.range.start);
            let stop = self.open.last().map_or(next, |open| next.min(*open)).clamp(self.at, end) - base;
            if stop <= from || !text.is_char_boundary(stop) {
                break;
            }
            write(out, &text[from..stop]);
            from = stop;
            self.move_to(out, base + stop);
        }
        if from < text.len() {
            write(out, &text[from..]);
            self.move_to(out, end);
        }
    }

    /// Opens what begins where the writer is.
    pub(super) fn begin(&mut self, out: &mut Markup) {
        while self.parts.front().is_some_and(|part| part.range.start <= self.at)
            && let Some(part) = self.parts.pop_front()
        {
            let name = if part.forced { "bdo" } else { "bdi" };
            out.open(name, &[("dir", direction_name(part.direction))]);
            self.open.push(part.range.end);
        }
    }

    /// Goes on to a byte and closes what ends there.
    pub(super) fn move_to(&mut self, out: &mut Markup, at: usize) {
        self.at = at;
        while self.open.pop_if(|end| *end <= at).is_some() {
            out.close();
        }
    }

    /// Over the parts of words that stand alone.
    pub(super) fn over(parts: Vec<Inner>) -> Self {
        Self { parts: parts.into(), open: Vec::new(), at: 0 }
    }

    /// The place nearest to `split` in a text that begins where the writer is, at which an element may begin that holds
    /// the rest of the text and goes on after it.
    pub(super) fn clear_of(&self, text: &str, split: usize) -> usize {
        let end = self.at + text.len();
        // What is open already may end among the signs, but not inside the new element.
        let inside = |open: &&usize| self.at + split < **open && **open <= end;
        let mut at = self.open.iter().filter(inside).max().copied().unwrap_or(self.at + split);
        for part in self.parts.iter().filter(|part| part.range.start < end) {
            if part.range.start < at && at < part.range.end && part.range.end <= end {
                at = part.range.start;
            } else if at <= part.range.start && part.range.end > end {
                return text.len();
            }
        }
        at - self.at
    }
}

/// Words with these parts of them set apart.
pub(super) fn write_parts(out: &mut Markup, text: &str, parts: Vec<Inner>) {
    Cursor::over(parts).text(out, text, &mut |out, words| {
        out.text(words);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::strings_of_code;

    fn written(text: &str, parts: Vec<Inner>) -> String {
        let mut out = Markup::new();
        write_parts(&mut out, text, parts);
        out.finish()
    }

    #[test]
    fn exceptions_are_elements_and_all_else_is_left_to_the_reader() {
        let apart = |text: &str| written(text, isolated_parts(text, &[], Direction::Rtl));
        assert_eq!(
            apart("برنامج MIEUX (2024) بنسبة 12.5%."),
            "برنامج MIEUX <bdi dir=\"rtl\">(2024)</bdi> بنسبة <bdi dir=\"ltr\">12.5%</bdi>."
        );
        assert_eq!(apart("الهاتف +٢١٦ ٧١ ٠٠٠"), "الهاتف <bdo dir=\"ltr\">+٢١٦ ٧١ ٠٠٠</bdo>");
        assert_eq!(apart("الترخيص: CC BY 4.0 و km²."), "الترخيص: CC BY 4.0 و km².");
    }

    #[test]
    fn strings_of_code_are_apart() {
        let text = "print(\"نص عربي\")";
        assert_eq!(written(text, strings_of_code(text)), "print(\"<bdi dir=\"rtl\">نص عربي</bdi>\")");
    }
}
