//! Words, and what stands among them.

use super::bidi::{self, Cursor, Gathered, steers_direction};
use super::links::safe_address;
use super::pages::letters;
use super::writer::Writer;
use super::{Attributes, direction_name, heading_number, with_language};
use crate::diagnostics::{Diagnostic, Span};
use crate::language::{Direction, Emphasis, LangTag, Language};
use crate::manuscript::{Extent, Inline, LinkTarget, NodeId, Picture, at_the_start};
use crate::text::{Stretch, isolated_parts, spaced_words, strings_of_code};
use std::collections::VecDeque;

/// Where the signs that close a sentence begin at the end of a text: a line must not end between them and a note's mark.
fn closing_signs(text: &str) -> usize {
    const SIGNS: &[char] = &['.', ',', ';', ':', '!', '?', '،', '؛', '؟', '…', '»', '”', '’', ')', ']'];
    let address = text.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
    if address { text.len() } else { text.trim_end_matches(SIGNS).len() }
}

/// The words of inlines in order, as far as the spaces between them are concerned.
fn gather<'a>(content: &'a [Inline], book: &Language, lang: Option<&LangTag>, out: &mut Vec<Stretch<'a>>) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push(Stretch::Words(text, lang.map(|lang| book.foreign(lang)))),
            Inline::SoftBreak => out.push(Stretch::Words(" ", None)),
            Inline::HardBreak => out.push(Stretch::Break),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Link { content, .. } => gather(content, book, lang, out),
            Inline::Span { lang: own, content, .. } => gather(content, book, own.as_ref().or(lang), out),
            Inline::Code { .. }
            | Inline::Reference { .. }
            | Inline::Image { .. }
            | Inline::NoteMark { .. }
            | Inline::Value { .. } => out.push(Stretch::Other),
        }
    }
}

impl<'a> Writer<'a, '_> {
    /// All inlines of a paragraph, with the spaces of the language where it has some of its own.
    pub(super) fn inlines(&mut self, content: &'a [Inline]) {
        let spacing = &self.language.data.spacing;
        if !spacing.before.is_empty() || !spacing.after.is_empty() {
            let mut stretches = Vec::new();
            gather(content, &self.language, None, &mut stretches);
            let words = spaced_words(&stretches, &self.language);
            let kept = words.into_iter().zip(stretches).filter(|(_, stretch)| matches!(stretch, Stretch::Words(..)));
            self.spaced = Some(kept.map(|(words, _)| words).collect());
        }
        let words = |inline: &Inline| self.words_of(inline);
        let gathered = Gathered::new(&words, self.spaced.clone().unwrap_or_default());
        self.rows = gathered.rows(content, self.language.direction());
        self.begins = matches!(content.first(), Some(Inline::Reference { .. }));
        self.pieces(content);
        self.spaced = None;
        self.rows.clear();
    }

    /// The words of an inline that only the book knows.
    fn words_of(&self, inline: &Inline) -> String {
        match inline {
            Inline::Reference { target, .. } => self.reference_words(target),
            Inline::Value { name, .. } => self.book.values.get(name).cloned().unwrap_or_default(),
            Inline::NoteMark { note, .. } => {
                let note = self.book.manuscript.notes.get(note.0 as usize);
                note.map(|note| self.book.language.note_mark(note.number)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// Inlines, with what is set apart among them.
    fn pieces(&mut self, content: &'a [Inline]) {
        let row = self.rows.remove(&bidi::key(content));
        let ends = row.as_ref().map(|row| row.ends.clone()).unwrap_or_default();
        let mut cursor = Cursor::new(row);
        let mut run = String::new();
        for (at, inline) in content.iter().enumerate() {
            match inline {
                Inline::Text { .. } | Inline::SoftBreak => {
                    let typed = if let Inline::Text { text, .. } = inline { text } else { " " };
                    let spaced = self.spaced.as_mut().and_then(VecDeque::pop_front);
                    let words = spaced.as_deref().unwrap_or(typed);
                    run.extend(words.chars().filter(|c| !steers_direction(*c)));
                    continue;
                }
                Inline::NoteMark { node, note, .. } => {
                    let run = std::mem::take(&mut run);
                    let split = cursor.clear_of(&run, closing_signs(&run));
                    self.words_at(&mut cursor, &run[..split]);
                    self.out.open("span", &[("class", "together")]);
                    self.words_at(&mut cursor, &run[split..]);
                    self.pages_at(*node);
                    self.note_mark(*note);
                    self.out.close();
                }
                _ => {
                    self.words_at(&mut cursor, &std::mem::take(&mut run));
                    cursor.begin(&mut self.out);
                    self.inline(inline);
                }
            }
            if let Some(end) = ends.get(at) {
                cursor.move_to(&mut self.out, *end);
            }
        }
        self.words_at(&mut cursor, &run);
    }

    /// The inlines of a paragraph, in which pages may begin.
    pub(super) fn paragraph(&mut self, node: NodeId, content: &'a [Inline]) {
        self.place = (!self.quiet).then_some((node, 0));
        self.inlines(content);
        self.place = None;
    }

    /// Words, divided by the marks of pages that begin among them.
    fn words_at(&mut self, cursor: &mut Cursor, text: &str) {
        let mut rest = text;
        while let Some(place) = self.place
            && let Some(split) = self.queue.within(rest, place)
        {
            self.plain_words(cursor, &rest[..split]);
            rest = &rest[split..];
            self.pages_at(place.0);
        }
        self.plain_words(cursor, rest);
    }

    fn count(&mut self, text: &str) {
        if let Some((_, written)) = &mut self.place {
            *written += letters(text);
        }
    }

    /// Words with the endings of ordinals raised (docs/typography.md F7), and what is set apart in them.
    fn plain_words(&mut self, cursor: &mut Cursor, text: &str) {
        self.count(text);
        let raised = &self.language.data.raised;
        cursor.text(&mut self.out, text, &mut |out, words| {
            let mut from = 0;
            for ending in raised.endings(words) {
                out.text(&words[from..ending.start]).leaf("sup", &[], &words[ending.clone()]);
                from = ending.end;
            }
            out.text(&words[from..]);
        });
    }

    /// Words that stand alone, in the direction of what is around.
    pub(super) fn words(&mut self, text: &str) {
        let parts = isolated_parts(text, &[], self.language.direction());
        self.words_at(&mut Cursor::over(parts), text);
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { .. } | Inline::SoftBreak | Inline::NoteMark { .. } => {}
            Inline::HardBreak => {
                self.out.empty("br", &[]);
            }
            Inline::Code { text, .. } => self.inline_code(text),
            Inline::Emphasis(content) => self.emphasis(content),
            Inline::Strong(content) => self.styled("strong", content),
            Inline::Strike(content) => self.styled("del", content),
            Inline::Superscript(content) => self.styled("sup", content),
            Inline::Subscript(content) => self.styled("sub", content),
            Inline::Link { node, target, span, content } => {
                self.pages_at(*node);
                self.link(target, *span, |writer| writer.pieces(content));
            }
            Inline::Reference { node, target, span } => {
                self.pages_at(*node);
                self.link(target, *span, |writer| writer.reference(target));
            }
            Inline::Span { node, id, lang, classes, content } => {
                self.pages_at(*node);
                self.span(*node, id.as_deref(), lang.as_ref(), classes, content);
            }
            Inline::Image { node, picture, .. } => {
                self.pages_at(*node);
                self.picture(picture, "");
            }
            Inline::Value { name, span } => self.value(name, *span),
        }
    }

    /// `*…*`; between quotation marks where the language has them for it (docs/typography.md A44).
    fn emphasis(&mut self, content: &'a [Inline]) {
        let marks = self.language.data.quotes.outer.clone();
        let [open, close] =
            if self.language.data.emphasis == Emphasis::Guillemets { marks } else { Default::default() };
        self.words(&open);
        self.styled("em", content);
        self.words(&close);
    }

    fn styled(&mut self, name: &'static str, content: &'a [Inline]) {
        self.out.open(name, &[]);
        self.pieces(content);
        self.out.close();
    }

    /// Code runs from left to right wherever it stands.
    fn inline_code(&mut self, text: &str) {
        self.count(text);
        let direction = self.language.direction().is_rtl().then_some("ltr");
        self.out.open_with("code", &Attributes::new().with_some("dir", direction));
        self.code(text);
        self.out.close();
    }

    /// The text of code: right-to-left strings are isolated, characters that steer direction are shown (A20).
    pub(super) fn code(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(steers_direction) {
            self.code_words(&rest[..at]);
            let mut chars = rest[at..].chars();
            if let Some(c) = chars.next() {
                self.out.leaf("span", &[("class", "control")], &format!("U+{:04X}", u32::from(c)));
            }
            rest = chars.as_str();
        }
        self.code_words(rest);
    }

    fn code_words(&mut self, text: &str) {
        bidi::write_parts(&mut self.out, text, strings_of_code(text));
    }

    fn span(
        &mut self,
        node: NodeId,
        id: Option<&str>,
        lang: Option<&LangTag>,
        classes: &[String],
        content: &'a [Inline],
    ) {
        let mut attributes = Attributes::new().with_some("id", id.map(|id| super::anchor(Some(id), node)));
        attributes = attributes.with_some("class", class_names(classes));
        if let Some(lang) = lang {
            // A direction makes an isolate, which words in the same one need not and letters that join must not have.
            let same = lang.direction() == self.language.direction();
            let only = |attributes: Attributes| attributes.with("lang", lang.as_str()).with("xml:lang", lang.as_str());
            attributes = if same { only(attributes) } else { with_language(attributes, lang) };
        }
        self.out.open_with("span", &attributes);
        self.in_language(lang, |writer| writer.pieces(content));
        self.out.close();
    }

    /// A link, or only its words where it cannot lead anywhere from inside this book.
    fn link(&mut self, target: &LinkTarget, span: Span, content: impl FnOnce(&mut Self)) {
        let href = match target {
            LinkTarget::External(address) => self.external(address, span),
            LinkTarget::Internal(id) => {
                self.plan.targets.get(id.as_str()).map(|(file, anchor)| self.href(*file, anchor))
            }
            LinkTarget::Publication { .. } => None,
        };
        match href {
            Some(href) => {
                self.out.open("a", &[("href", &href)]);
                content(self);
                self.out.close();
            }
            None => content(self),
        }
    }

    fn external(&mut self, address: &str, span: Span) -> Option<String> {
        let safe = safe_address(address);
        if safe.is_none() {
            let message = format!("an e-book cannot hold a link to `{address}`: only its words are kept");
            let help = "write a whole address, such as https://example.org/page";
            self.diagnostics.push(Diagnostic::warning("unusable-link", message).at(span).help(help));
        }
        safe
    }

    /// A reference: kind and number, or the title.
    fn reference(&mut self, target: &LinkTarget) {
        let language = self.book.language;
        let words = self.reference_words(target);
        let words = if std::mem::take(&mut self.begins) { at_the_start(words, target) } else { words };
        let number = self.number_of(target).map(|number| (number, language.multi_number(number)));
        match number.as_ref().and_then(|(number, written)| Some((number, words.split_once(written)?))) {
            Some((number, (before, after))) => {
                self.words(before);
                heading_number(&mut self.out, number, language);
                self.words(after);
            }
            None => self.words(&words),
        }
    }

    /// The number of several parts that a reference names.
    fn number_of(&self, target: &LinkTarget) -> Option<&'a [u16]> {
        let LinkTarget::Internal(id) = target else { return None };
        let found = self.book.manuscript.targets.get(id)?;
        (found.number.len() > 1 && !self.book.elsewhere.contains_key(target)).then_some(found.number.as_slice())
    }

    fn reference_words(&self, target: &LinkTarget) -> String {
        let book = self.book;
        match target {
            _ if book.elsewhere.contains_key(target) => book.elsewhere.get(target).cloned().unwrap_or_default(),
            LinkTarget::External(address) => address.clone(),
            LinkTarget::Publication { publication, .. } => publication.clone(),
            LinkTarget::Internal(id) => {
                book.manuscript.targets.get(id).map_or_else(|| id.clone(), |target| target.words(book.language))
            }
        }
    }

    fn value(&mut self, name: &str, span: Span) {
        match self.book.values.get(name) {
            Some(value) => self.words(value),
            None => {
                let message = format!("`{{{{{name}}}}}` has no value in an e-book and is left out");
                let help = "put it in a part that only the printed edition has: `:::only editions=\"print\"`";
                self.diagnostics.push(Diagnostic::warning("value-not-in-ebook", message).at(span).help(help));
            }
        }
    }

    /// A picture; where it could not be taken into the book, its alternative text stands for it.
    pub(super) fn picture(&mut self, picture: &Picture, instead: &str) {
        let alt = picture.alt.as_deref().unwrap_or(instead);
        let Some(href) = self.book.pictures.get(&picture.file) else {
            self.words(alt);
            return;
        };
        let mut attributes = Attributes::new().with("src", href.as_str()).with("alt", alt);
        if alt.is_empty() {
            attributes = attributes.with("role", "presentation");
        }
        let length = |extent: Extent| match extent {
            Extent::Share(share) => format!("{}.{}%", share / 10, share % 10),
            Extent::Length(length) => format!("{:.1}pt", length.pt()),
            Extent::Em(ems) => format!("{}.{:03}em", ems / 1000, ems % 1000),
        };
        let style = match (picture.width.map(length), picture.height.map(length)) {
            (Some(width), Some(height)) => Some(format!("width: {width}; max-height: {height}; object-fit: contain")),
            (Some(width), None) => Some(format!("width: {width}")),
            (None, Some(height)) => Some(format!("height: {height}; width: auto")),
            (None, None) => None,
        };
        self.out.empty_with("img", &attributes.with_some("style", style));
    }
}

/// The author's classes, those that are plain names.
pub(super) fn class_names(classes: &[String]) -> Option<String> {
    let plain = |class: &&String| {
        !class.is_empty() && class.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let names: Vec<&str> = classes.iter().filter(plain).map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// `dir` where code stands in right-to-left text.
pub(super) fn code_direction() -> &'static str {
    direction_name(Direction::Ltr)
}
