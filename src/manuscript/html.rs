//! Raw HTML to events: common tags become what Markdown has for them, the rest is reported and its text kept.

use super::attributes::Attributes;
use super::event::{Detail, Element, Event, EventKind, Kind, Origin, Text};
use super::tree::{ColumnAlign, ListMarker, PartKind};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::language::MarkerStyle;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::BTreeSet;
use std::ops::Range;

/// Text of HTML that pulldown-cmark gave in pieces, and where each stands in what it read.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    text: String,
    /// Byte of `text` and byte of what was read, ascending.
    places: Vec<(usize, usize)>,
}

impl Chunk {
    /// One piece.
    pub(super) fn new(text: &str, at: usize) -> Self {
        let mut chunk = Self::default();
        chunk.push(text, at);
        chunk
    }

    /// Adds a piece that stands at this byte.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.places.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// All pieces.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte of the text stands in what was read.
    pub(super) fn place(&self, at: usize) -> usize {
        let next = self.places.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|last| self.places.get(last)).map_or(0, |(start, place)| place + at - start)
    }
}

/// What has been reported in a file.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeSet<String>);

/// What is known about a piece of HTML.
pub(super) struct Context<'a> {
    /// The file.
    pub(super) file: FileId,
    /// Within a line of Markdown.
    pub(super) inline: bool,
    /// Bytes of the source for bytes of the piece.
    pub(super) place: &'a dyn Fn(Range<usize>) -> Range<usize>,
    /// A text as the source has it.
    pub(super) restore: &'a dyn Fn(&str) -> String,
    /// The stand-in that a comment is.
    pub(super) stand_in: &'a dyn Fn(&str) -> Option<usize>,
}

/// Reads a piece of HTML. Spans of the events are bytes of the piece; stand-ins within words are still there.
pub(super) fn read(text: &str, context: &Context<'_>, seen: &mut Seen, diagnostics: &mut Diagnostics) -> Vec<Event> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(!context.inline);
    let mut events = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if context.inline && LITERAL.contains(&&*tag.name.to_vec()) => {
                literal(text, clamp(tag.span.start, tag.span.end, text), &mut events);
            }
            Token::EndTag(tag) if context.inline && LITERAL.contains(&&*tag.name.to_vec()) => {
                literal(text, clamp(tag.span.start, tag.span.end, text), &mut events);
            }
            Token::StartTag(tag) => {
                let span = clamp(tag.span.start, tag.span.end, text);
                let mut reader = Tag { context, seen, diagnostics, events: &mut events, span };
                reader.open(&tag);
            }
            Token::EndTag(tag) => {
                let span = clamp(tag.span.start, tag.span.end, text);
                end(&string(&tag.name), span, &mut events);
            }
            Token::String(found) => {
                let span = clamp(found.span.start, found.span.end, text);
                let words = string(&found.value);
                let plain = text.get(span.clone()) == Some(words.as_str());
                let kind = EventKind::Text(Text { text: words, plain, html: !context.inline });
                events.push(Event { kind, span });
            }
            Token::Comment(comment) => {
                let span = clamp(comment.span.start, comment.span.end, text);
                if let Some(number) = (context.stand_in)(&string(&comment.value)) {
                    events.push(Event { kind: EventKind::StandIn(number), span });
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    events
}

/// Tags that are words within a line, as GitHub Flavored Markdown has it (6.11): a browser would take all that follows for
/// what they hold.
const LITERAL: [&[u8]; 8] = [b"script", b"style", b"title", b"textarea", b"xmp", b"plaintext", b"noembed", b"noframes"];

fn literal(text: &str, span: Range<usize>, events: &mut Vec<Event>) {
    let words = text.get(span.clone()).unwrap_or_default().to_owned();
    events.push(Event { kind: EventKind::Text(Text { text: words, plain: false, html: false }), span });
}

fn clamp(start: usize, end: usize, text: &str) -> Range<usize> {
    let end = end.min(text.len());
    start.min(end)..end
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a tag stands for.
fn kind(name: &str) -> Option<(Kind, Detail)> {
    let plain = |kind| Some((kind, Detail::None));
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => plain(Kind::Emphasis),
        "strong" | "b" => plain(Kind::Strong),
        "del" | "s" | "strike" => plain(Kind::Strike),
        "sup" => plain(Kind::Superscript),
        "sub" => plain(Kind::Subscript),
        "code" | "kbd" | "samp" | "tt" => plain(Kind::CodeSpan),
        "q" => plain(Kind::Quoted),
        "a" | "span" | "u" | "ins" | "mark" | "small" | "big" | "abbr" | "bdi" | "bdo" | "font" | "time" | "label" => {
            plain(Kind::Span)
        }
        "p" => plain(Kind::Paragraph),
        "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "address" | "center" | "body"
        | "html" | "picture" | "noscript" => plain(Kind::Division),
        "aside" => Some((Kind::Part, Detail::Part(PartKind::Box))),
        "details" => Some((Kind::Part, Detail::Part(PartKind::Details))),
        "summary" => plain(Kind::Title),
        "blockquote" => plain(Kind::Quote),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some((Kind::Heading, Detail::Level(name.as_bytes()[1] - b'0'))),
        "pre" => plain(Kind::Preformatted),
        "ul" | "menu" => Some((Kind::List, Detail::Marker(ListMarker::Bullet))),
        "ol" => Some((Kind::List, Detail::Marker(ListMarker::Ordered { start: 1, style: MarkerStyle::Decimal }))),
        "li" => plain(Kind::Item),
        "dl" => plain(Kind::Definitions),
        "dt" => plain(Kind::Term),
        "dd" => plain(Kind::Explanation),
        "table" => Some((Kind::Table, Detail::Columns(Vec::new()))),
        "thead" => plain(Kind::TableHead),
        "tbody" | "tfoot" => plain(Kind::TableBody),
        "tr" => plain(Kind::Row),
        "td" => Some((Kind::Cell, Detail::Cell(1, 1, false))),
        "th" => Some((Kind::Cell, Detail::Cell(1, 1, true))),
        "caption" | "figcaption" => plain(Kind::Caption),
        "figure" => plain(Kind::Figure),
        "script" | "style" | "template" => plain(Kind::Dropped),
        _ => None,
    }
}

/// Tags without text that mean nothing in a book.
const IGNORED: [&str; 8] = ["col", "colgroup", "wbr", "meta", "link", "source", "head", "nobr"];

fn end(name: &str, span: Range<usize>, events: &mut Vec<Event>) {
    let ends = match kind(name) {
        Some((kind, _)) => kind,
        None if name == "br" => {
            events.push(Event { kind: EventKind::HardBreak, span });
            return;
        }
        None if IGNORED.contains(&name) || matches!(name, "img" | "hr" | "input") => return,
        None => Kind::Unknown,
    };
    events.push(Event { kind: EventKind::Close(ends, Origin::Html), span: span.clone() });
    if name == "a" {
        // Opened as a link or, without an address, as a span: whichever is open ends.
        events.push(Event { kind: EventKind::Close(Kind::Link, Origin::Html), span });
    }
}

/// A start tag that is being read.
struct Tag<'a, 'c> {
    context: &'a Context<'c>,
    seen: &'a mut Seen,
    diagnostics: &'a mut Diagnostics,
    events: &'a mut Vec<Event>,
    span: Range<usize>,
}

impl Tag<'_, '_> {
    fn push(&mut self, kind: EventKind) {
        self.events.push(Event { kind, span: self.span.clone() });
    }

    fn open_as(&mut self, kind: Kind, attributes: Attributes, detail: Detail) {
        self.push(EventKind::Open(Element { kind, origin: Origin::Html, attributes, detail }));
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name = string(&tag.name);
        let mut attributes = self.attributes(tag);
        match name.as_str() {
            "br" => self.push(EventKind::HardBreak),
            "hr" => self.push(EventKind::Rule),
            "img" => self.image(attributes),
            "a" => self.anchor(attributes),
            "input" if attributes.get("type") == Some("checkbox") => {
                self.push(EventKind::Task(attributes.get("checked").is_some()));
            }
            _ => match kind(&name) {
                Some((kind, detail)) => {
                    attributes.classes.extend(class_of(&name).map(str::to_owned));
                    self.known(&name, kind, attributes, detail);
                }
                None if IGNORED.contains(&name.as_str()) => {}
                None => {
                    self.report(&name, "unknown-html", "has no meaning in a book; its text is kept");
                    self.open_as(Kind::Unknown, attributes, Detail::None);
                }
            },
        }
    }

    fn known(&mut self, name: &str, kind: Kind, attributes: Attributes, detail: Detail) {
        let detail = match detail {
            Detail::Marker(ListMarker::Ordered { .. }) => Detail::Marker(ordered(&attributes)),
            Detail::Cell(.., head) => {
                let covers = |name: &str| attributes.get(name).and_then(|value| value.trim().parse().ok());
                // No rows means all that follow.
                let rows = covers("rowspan").map_or(1, |rows| if rows == 0 { u16::MAX } else { rows });
                Detail::Cell(covers("colspan").unwrap_or(1).clamp(1, 1000), rows, head)
            }
            other => other,
        };
        let detail = match detail {
            Detail::Columns(_) => Detail::Columns(columns(attributes.get("data-columns").unwrap_or_default())),
            other => other,
        };
        if kind == Kind::Dropped && self.context.inline {
            self.report(name, "unknown-html", "has no meaning in a book; its text is kept");
            self.open_as(Kind::Unknown, attributes, Detail::None);
            return;
        }
        if kind == Kind::Dropped {
            self.report(name, "dropped-html", "is for a web browser and is left out with what it holds");
        }
        if kind == Kind::Division && breaks_page(&attributes) {
            self.push(EventKind::PageBreak);
        }
        self.open_as(kind, attributes, detail);
    }

    fn image(&mut self, attributes: Attributes) {
        let target = attributes.get("src").unwrap_or_default().to_owned();
        self.open_as(Kind::Image, attributes, Detail::Target(target, String::new()));
        self.push(EventKind::Close(Kind::Image, Origin::Html));
    }

    fn anchor(&mut self, mut attributes: Attributes) {
        if attributes.id.is_none() {
            attributes.id = attributes.get("name").map(str::to_owned);
        }
        match attributes.get("href").map(str::to_owned) {
            Some(target) => self.open_as(Kind::Link, attributes, Detail::Target(target, String::new())),
            None => self.open_as(Kind::Span, attributes, Detail::None),
        }
    }

    fn attributes(&self, tag: &StartTag<usize>) -> Attributes {
        let mut attributes = Attributes { span: self.span.clone(), ..Attributes::default() };
        for (key, value) in &tag.attributes {
            let value = (self.context.restore)(&string(value));
            match string(key).as_str() {
                "id" => attributes.id = Some(value).filter(|value| !value.is_empty()),
                "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                "xml:lang" => attributes.pairs.push(("lang".to_owned(), value)),
                key => attributes.pairs.push((key.to_owned(), value)),
            }
        }
        attributes
    }

    /// Reports a tag once in a file.
    fn report(&mut self, name: &str, code: &'static str, what: &str) {
        if self.seen.0.insert(name.to_owned()) {
            let place = Span::new(self.context.file, (self.context.place)(self.span.clone()));
            self.diagnostics.push(
                Diagnostic::warning(code, format!("`<{name}>` {what}"))
                    .at(place)
                    .help("write it in Markdown or as a directive; this is said once for each tag and file"),
            );
        }
    }
}

/// The class that keeps what the tag meant.
fn class_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "u" | "ins" => "underline",
        "mark" => "mark",
        "small" => "small",
        "center" => "center",
        _ => return None,
    })
}

/// How the columns of a table of another form are aligned.
fn columns(names: &str) -> Vec<ColumnAlign> {
    let align = |name: &str| match name {
        "start" => ColumnAlign::Start,
        "center" => ColumnAlign::Center,
        "end" => ColumnAlign::End,
        _ => ColumnAlign::None,
    };
    names.split_whitespace().map(align).collect()
}

fn ordered(attributes: &Attributes) -> ListMarker {
    let style = match attributes.get("type") {
        Some("a") => MarkerStyle::LowerAlpha,
        Some("A") => MarkerStyle::UpperAlpha,
        Some("i") => MarkerStyle::LowerRoman,
        Some("I") => MarkerStyle::UpperRoman,
        _ => MarkerStyle::Decimal,
    };
    ListMarker::Ordered {
        start: attributes.get("start").and_then(|value| value.trim().parse().ok()).unwrap_or(1),
        style,
    }
}

/// Whether a division is there to begin a page.
fn breaks_page(attributes: &Attributes) -> bool {
    let style = attributes.get("style").unwrap_or_default().to_ascii_lowercase();
    let by_style = style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        matches!(name.trim(), "page-break-before" | "page-break-after" | "break-before" | "break-after")
            && matches!(value.trim(), "always" | "page")
    });
    by_style || attributes.classes.iter().any(|class| matches!(class.as_str(), "page-break" | "pagebreak" | "newpage"))
}
