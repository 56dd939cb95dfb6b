//! What happens within lines: words, links, pictures, marks.

use super::attributes::Attributes;
use super::build::{Builder, Frame, NO_NODE};
use super::event::{Detail, Element, Kind};
use super::index;
use super::marks;
use super::read::Foreign;
use super::tree::*;
use super::values::{INDEX, LINES, PAGE_BREAK};
use super::walk::plain_text;
use crate::diagnostics::Diagnostic;
use crate::language::LangTag;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn text(&mut self, text: String, html: bool, span: Range<usize>) {
        if let Some(frame) = self.preformatted() {
            frame.raw.push_str(&text);
            return;
        }
        let text = if html { self.collapse(&text) } else { text };
        if text.is_empty() {
            return;
        }
        let span = self.place(span);
        self.push_inline(Inline::Text { text, span });
    }

    /// Preformatted text that is open here.
    fn preformatted(&mut self) -> Option<&mut Frame> {
        let within = self.frames.iter().rev().take_while(|frame| frame.kind.is_inline()).count();
        let at = self.frames.len().checked_sub(within + 1)?;
        self.frames.get_mut(at).filter(|frame| frame.kind == Kind::Preformatted)
    }

    /// White space of HTML: any number of blanks and line ends is one space.
    fn collapse(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut blank = self.frames.last().is_none_or(|frame| match frame.inlines.last() {
            None => !frame.kind.is_inline(),
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
            Some(inline) => matches!(inline, Inline::SoftBreak | Inline::HardBreak),
        });
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\u{C}');
            if !(is_blank && blank) {
                out.push(if is_blank { ' ' } else { c });
            }
            blank = is_blank;
        }
        out
    }

    pub(super) fn line_break(&mut self, inline: Inline) {
        match self.preformatted() {
            Some(frame) => frame.raw.push('\n'),
            None => self.push_inline(inline),
        }
    }

    /// Adds a piece of a line to the innermost element that holds words.
    pub(super) fn push_inline(&mut self, inline: Inline) {
        let holds = |frame: &Frame| frame.kind.is_inline() || frame.kind.is_leaf() || frame.kind.is_flow();
        let Some(at) = self.frames.iter().rposition(holds) else { return };
        let outside = at + 1 < self.frames.len();
        let Some(frame) = self.frames.get_mut(at) else { return };
        match (frame.inlines.last_mut(), inline) {
            // White space between the rows of a table is none of its words.
            (_, Inline::Text { text, .. }) if outside && text.trim().is_empty() => {}
            (Some(Inline::Text { text: last, span: place }), Inline::Text { text, span })
                if place.end == span.start && place.file == span.file =>
            {
                last.push_str(&text);
                place.end = span.end;
            }
            (_, inline) => frame.inlines.push(inline),
        }
    }

    pub(super) fn note_mark(&mut self, label: String, span: Range<usize>) {
        if self.verbatim() {
            self.literal(span);
            return;
        }
        let span = self.place(span);
        let note = self.draft.mark(label);
        self.push_inline(Inline::NoteMark { node: NO_NODE, note, span });
    }

    /// Whether what stands here is shown as it was typed.
    pub(super) fn verbatim(&self) -> bool {
        let within = self.frames.iter().rev().take_while(|frame| frame.kind.is_inline() || frame.kind.is_leaf());
        let mut kinds = within.map(|frame| frame.kind);
        kinds.any(|kind| matches!(kind, Kind::CodeSpan | Kind::Preformatted | Kind::Dropped))
    }

    /// What is shown as it was typed.
    pub(super) fn literal(&mut self, source: Range<usize>) {
        let text = self.source.get(source.clone()).unwrap_or_default().to_owned();
        self.text(text, false, source);
    }

    /// Markup of another program.
    pub(super) fn foreign(&mut self, what: Foreign, source: Range<usize>) {
        if self.verbatim() {
            self.literal(source);
            return;
        }
        let text = self.source.get(source.clone()).unwrap_or_default();
        let shown: String = text.chars().take(60).collect();
        let place = self.place(source.clone());
        let (name, help) = what.words();
        let becomes = if what.is_kept() { "is printed as it stands" } else { "is left out" };
        let message = format!("`{shown}` is {name} and {becomes}");
        self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
        if what.is_kept() {
            self.literal(source);
        }
    }

    /// A formula, which cannot be set: its source as code.
    pub(super) fn formula(&mut self, mark: usize, source: Range<usize>) {
        if self.verbatim() {
            self.literal(source);
            return;
        }
        let text = self.source.get(source.start + mark..source.end - mark).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(|line| line.trim_matches([' ', '\t', '>'])).collect();
        let text = lines.join("\n").trim().to_owned();
        let span = self.place(source);
        self.report(formula().at(span));
        self.push_inline(Inline::Code { node: NO_NODE, text, span });
    }

    /// A citation, which stays as it was written.
    pub(super) fn citation(&mut self, source: Range<usize>) {
        if !self.verbatim() {
            let shown = self.source.get(source.clone()).unwrap_or_default();
            let message = format!("`{shown}` is a citation and is printed as it stands");
            let help = "write the source in a note: `[^1]` and `[^1]: …`; `\\@` is a plain sign";
            let found = Diagnostic::warning("citation", message).at(self.place(source.clone())).help(help);
            self.report(found);
        }
        self.literal(source);
    }

    /// A paragraph, or what a paragraph of one thing alone is. Nothing where there are no words.
    pub(super) fn paragraph(
        &mut self,
        mut inlines: Vec<Inline>,
        attributes: &super::attributes::Attributes,
        span: Range<usize>,
    ) -> Option<Block> {
        trim(&mut inlines);
        if self.is_contents_list(&inlines) {
            return None;
        }
        let kind = match inlines.as_mut_slice() {
            [] => {
                // An anchor without words still is a place.
                attributes.id.as_ref()?;
                BlockKind::Paragraph(Vec::new())
            }
            [Inline::Code { text, span, .. }] if self.is_display(*span) => {
                BlockKind::Code(Code { language: Some("tex".to_owned()), text: text.clone() })
            }
            [Inline::Image { picture, .. }] => BlockKind::Figure(Figure { picture: picture.clone(), caption: None }),
            [Inline::Value { name, .. }] if name == PAGE_BREAK => BlockKind::PageBreak,
            [Inline::Value { name, .. }] if name == INDEX && self.top() == Kind::Root => BlockKind::Index(Vec::new()),
            [Inline::Value { name, span }] if name.starts_with(LINES) => {
                let place = *span;
                BlockKind::AnswerLines(self.lines(&name[LINES.len()..], place))
            }
            _ => {
                self.settle_values(&mut inlines);
                BlockKind::Paragraph(inlines)
            }
        };
        Some(self.block(kind, attributes, span))
    }

    /// Whether what stands here is a formula on its own.
    fn is_display(&self, span: crate::diagnostics::Span) -> bool {
        let text = self.source.get(span.start as usize..).unwrap_or_default();
        text.starts_with("$$") || text.starts_with("\\[")
    }

    /// Other programs put a table of contents here; ours has its own.
    fn is_contents_list(&mut self, inlines: &[Inline]) -> bool {
        if inlines.len() > 1 || !matches!(inlines.first(), Some(Inline::Text { .. })) {
            return false;
        }
        let text = plain_text(inlines);
        let found = ["[TOC]", "[[_TOC_]]", "[[TOC]]"].iter().any(|known| text.trim().eq_ignore_ascii_case(known));
        if let (true, Some(place)) = (found, super::build::inline_span(inlines)) {
            self.report(
                Diagnostic::warning("foreign-markup", format!("`{}` is left out", text.trim()))
                    .at(place)
                    .help("every edition has its contents in its place"),
            );
        }
        found
    }

    /// Makes a piece of a line of an element that has ended.
    pub(super) fn finish_inline(&mut self, frame: Frame) {
        let Frame { kind, element, span, inlines: content, lang, .. } = frame;
        self.check_keys(&element);
        let span = self.place(span);
        let inline = match kind {
            Kind::Emphasis => Inline::Emphasis(content),
            Kind::Strong => Inline::Strong(content),
            Kind::Strike => Inline::Strike(content),
            Kind::Superscript => Inline::Superscript(content),
            Kind::Subscript => Inline::Subscript(content),
            Kind::CodeSpan => Inline::Code { node: NO_NODE, text: plain_text(&content), span },
            Kind::Link => return self.finish_link(element, content, span),
            Kind::Image => return self.finish_image(&element, &content, span),
            Kind::Span => return self.finish_span(element, content, lang, span),
            Kind::Quoted => {
                let marks = self.input.language.data.quotes.outer.clone();
                let text = |at: u32, text: String| Inline::Text {
                    text,
                    span: crate::diagnostics::Span { start: at, end: at, ..span },
                };
                let [open, close] = marks;
                self.push_inline(text(span.start, open));
                content.into_iter().for_each(|inline| self.push_inline(inline));
                text(span.end, close)
            }
            Kind::Dropped => return,
            _ => {
                content.into_iter().for_each(|inline| self.push_inline(inline));
                return;
            }
        };
        self.push_inline(inline);
    }

    fn finish_link(&mut self, element: Element, mut content: Vec<Inline>, span: crate::diagnostics::Span) {
        let Detail::Target(target, _) = &element.detail else { return };
        // Sorted into links inside and outside when all ids are known.
        let target = LinkTarget::External(target.clone());
        trim(&mut content);
        // Words that cannot be shown, such as a picture out of reach, are no wish for words of the program.
        let asks_for_words = self
            .source
            .get(span.start as usize..)
            .is_some_and(|text| text.starts_with("[]") || text.starts_with('@') || text.starts_with("[@"));
        let mut pieces = Vec::new();
        for (content, marks) in marks::apart(content) {
            if !content.is_empty() {
                pieces.push(Inline::Link { node: NO_NODE, target: target.clone(), span, content });
            }
            pieces.extend(marks);
        }
        match (pieces.is_empty(), asks_for_words) {
            (true, true) => pieces.push(Inline::Reference { node: NO_NODE, target, span }),
            (true, false) if element.attributes.id.is_none() => return,
            (true, false) => pieces.push(Inline::Link { node: NO_NODE, target, span, content: Vec::new() }),
            _ => {}
        }
        let attributes = element.attributes;
        if attributes.id.is_some()
            || !attributes.classes.is_empty()
            || attributes.get("lang").is_some()
            || attributes.get(INDEX).is_some()
        {
            let element = Element { kind: Kind::Span, attributes, ..element };
            let lang = element.attributes.get("lang").and_then(LangTag::parse);
            let lang =
                lang.unwrap_or_else(|| self.frames.last().map_or_else(|| self.input.lang.clone(), |f| f.lang.clone()));
            self.finish_span(element, pieces, lang, span);
        } else {
            pieces.into_iter().for_each(|piece| self.push_inline(piece));
        }
    }

    /// Puts an entry of the index down, and gives the id of its place.
    pub(super) fn mark_for_index(
        &mut self,
        entry: String,
        id: Option<String>,
        span: crate::diagnostics::Span,
    ) -> String {
        let id = id.unwrap_or_else(|| index::id_of(span));
        self.draft.index.push(index::Mark { entry, id: id.clone() });
        id
    }

    /// The entry that `{index="…"}` asks for; the words themselves where it is empty.
    fn index_entry(&mut self, attributes: &Attributes, content: &[Inline]) -> Option<String> {
        let entry = attributes.get(INDEX)?;
        if self.indexed {
            let own = || plain_text(content);
            return Some(if entry.trim().is_empty() { own() } else { super::quotes::smart(entry, self.input) });
        }
        let place = self.key_span(attributes.span.clone(), INDEX);
        let place = self.place(place);
        self.report(
            Diagnostic::warning("no-index", "these words are meant for an index, but the publication has none")
                .at(place)
                .help("write `{{index}}` as a paragraph of its own where the index is to stand"),
        );
        None
    }

    fn finish_span(&mut self, element: Element, content: Vec<Inline>, lang: LangTag, span: crate::diagnostics::Span) {
        let mut attributes = element.attributes;
        if let Some(id) = &attributes.id {
            let place = if attributes.span.is_empty() { span } else { self.place(attributes.span.clone()) };
            self.draft.ids.push((id.clone(), place));
        }
        if let Some(entry) = self.index_entry(&attributes, &content) {
            attributes.id = Some(self.mark_for_index(entry, attributes.id.take(), span));
        }
        let outer = self.frames.last().map(|frame| frame.lang.clone());
        let lang = Some(lang).filter(|lang| outer.as_ref() != Some(lang));
        if attributes.id.is_none() && attributes.classes.is_empty() && lang.is_none() {
            content.into_iter().for_each(|inline| self.push_inline(inline));
            return;
        }
        self.push_inline(Inline::Span { node: NO_NODE, id: attributes.id, lang, classes: attributes.classes, content });
    }
}

/// That a formula is not set.
pub(super) fn formula() -> Diagnostic {
    Diagnostic::warning("formula", "a formula cannot be set, and its source is printed as code")
        .help("put a picture of it in its place, or say it in words; `\\$` is a dollar")
}

/// Takes blanks and line ends off both ends.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::SoftBreak | Inline::HardBreak => {}
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end_matches([' ', '\t', '\n']).len());
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        inlines.pop();
    }
    let blank = |inline: &Inline| match inline {
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text { text, .. } => text.trim_start_matches([' ', '\t', '\n']).is_empty(),
        _ => false,
    };
    let leading = inlines.iter().take_while(|inline| blank(inline)).count();
    inlines.drain(..leading);
    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
        text.drain(..text.len() - text.trim_start_matches([' ', '\t', '\n']).len());
    }
}
