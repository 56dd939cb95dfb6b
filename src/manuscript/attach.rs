//! Gives attribute braces to what they follow: links, pictures, headings, captions, and words in brackets, which become
//! spans. Braces that follow nothing of that kind are words.

use super::attributes::Attributes;
use super::event::{Detail, Element, Event, EventKind, Kind, Origin, Text};
use super::events::Stream;
use super::mask::Construct;
use std::ops::Range;

/// Resolves the stand-ins of attributes, titles and captions.
pub(super) fn attach(source: &str, stream: Stream) -> Stream {
    let mut pass = Pass {
        source,
        constructs: &stream.constructs,
        out: Vec::with_capacity(stream.events.len()),
        open: Vec::new(),
        closed: None,
        brackets: Vec::new(),
        cuts: Vec::new(),
        pending: None,
        loose: None,
        lone: None,
    };
    let mut events = stream.events.into_iter().peekable();
    while let Some(event) = events.next() {
        pass.event(event, events.peek());
    }
    pass.end_loose();
    let events = cut(pass.out, pass.cuts);
    Stream { events, constructs: stream.constructs }
}

/// An opening bracket that may begin a span.
struct Bracket {
    event: usize,
    byte: usize,
    depth: usize,
}

/// A bracket that is replaced.
struct Cut {
    event: usize,
    byte: usize,
    with: EventKind,
}

struct Pass<'a> {
    source: &'a str,
    constructs: &'a [(Construct, Range<usize>)],
    out: Vec<Event>,
    /// Places in `out` of the elements that are open.
    open: Vec<usize>,
    /// Place in `out` of the opening of the element that ended last.
    closed: Option<usize>,
    brackets: Vec<Bracket>,
    cuts: Vec<Cut>,
    /// What the paragraph that comes next is: a title or a caption.
    pending: Option<Kind>,
    /// Words without a paragraph around them, as in a tight list: a title, a caption, or a paragraph after all.
    loose: Option<Kind>,
    /// Place in `out` of a paragraph that is nothing but these braces: those of a list that follows.
    lone: Option<(usize, Attributes)>,
}

impl Pass<'_> {
    fn event(&mut self, event: Event, next: Option<&Event>) {
        if self.loose.is_none() && self.in_tight_item() && begins_words(&event) && !self.is_line(&event) {
            self.begin_loose(Kind::Paragraph, Detail::Tight, event.span.start);
        }
        match &event.kind {
            EventKind::Open(element) => {
                if !element.kind.is_inline() {
                    self.end_loose();
                    self.brackets.clear();
                }
                let braces = self.braces_before(element.kind);
                if element.origin == Origin::Markdown {
                    self.open.push(self.out.len());
                }
                self.out.push(event);
                if let Some(element) = self.element(self.out.len() - 1) {
                    element.attributes.merge(braces);
                }
            }
            EventKind::Close(kind, origin) => {
                if !kind.is_inline() {
                    self.end_loose();
                    self.brackets.clear();
                }
                match origin {
                    Origin::Markdown => self.close(event),
                    _ => self.out.push(event),
                }
            }
            EventKind::Text(text) if text.plain && !text.html => {
                let ends_span = matches!(next, Some(Event { kind: EventKind::StandIn(number), span })
                    if self.attributes(*number).is_some() && span.start == event.span.end);
                self.brackets(&text.text, ends_span.then_some(next).flatten());
                self.out.push(event);
            }
            EventKind::StandIn(number) => self.stand_in(*number, event.span.clone(), next),
            EventKind::Rule | EventKind::PageBreak => {
                self.end_loose();
                self.out.push(event);
            }
            _ => self.out.push(event),
        }
    }

    /// Whether words that come now stand in an item of a tight list, where Markdown has no paragraphs.
    fn in_tight_item(&self) -> bool {
        self.open.last().and_then(|at| self.out.get(*at)).is_some_and(|event| {
            matches!(&event.kind, EventKind::Open(element) if matches!(element.kind, Kind::Item | Kind::Explanation | Kind::Cell))
        })
    }

    /// Whether the event is the stand-in of something that takes its own line.
    fn is_line(&self, event: &Event) -> bool {
        matches!(&event.kind, EventKind::StandIn(number)
            if self.constructs.get(*number).is_some_and(|(construct, _)| construct.is_line()))
    }

    fn attributes(&self, number: usize) -> Option<&Attributes> {
        match self.constructs.get(number) {
            Some((Construct::Attributes(attributes), _)) => Some(attributes),
            _ => None,
        }
    }

    fn element(&mut self, at: usize) -> Option<&mut Element> {
        match self.out.get_mut(at) {
            Some(Event { kind: EventKind::Open(element), .. }) => Some(element),
            _ => None,
        }
    }

    fn close(&mut self, mut event: Event) {
        let opened = self.open.pop();
        if let (Some(at), EventKind::Close(kind, Origin::Markdown)) = (opened, &mut event.kind)
            && *kind == Kind::Paragraph
        {
            self.lone_picture(at);
            if let Some(element) = self.element(at) {
                *kind = element.kind;
            }
        }
        let depth = self.open.len();
        while self.brackets.last().is_some_and(|bracket| bracket.depth > depth) {
            self.brackets.pop();
        }
        self.closed = opened;
        self.out.push(event);
    }

    /// A paragraph that holds only a picture with braces or a title is a figure, and the picture's words its caption.
    fn lone_picture(&mut self, paragraph: usize) {
        let mut last = self.out.len().saturating_sub(1);
        while last > paragraph && self.is_blank(last) {
            last -= 1;
        }
        let ends = matches!(&self.out[last].kind, EventKind::Close(Kind::Image, Origin::Markdown));
        if !ends || self.closed != Some(paragraph + 1) {
            return;
        }
        // In a cell of Markdown it is a picture among words, which has no caption.
        if self.open.last().and_then(|at| self.out.get(*at)).is_some_and(is_cell) {
            return;
        }
        let Some(image) = self.element(paragraph + 1).cloned() else { return };
        let titled = matches!(&image.detail, Detail::Target(_, title) if !title.is_empty());
        if image.kind != Kind::Image || (image.attributes.span.is_empty() && !titled) {
            return;
        }
        if let Some(element) = self.element(paragraph).filter(|element| element.kind == Kind::Paragraph) {
            *element = Element { kind: Kind::Picture, ..image };
            self.out[paragraph + 1].kind = EventKind::Text(Text::default());
            self.out.truncate(last);
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(&self.out[at].kind, EventKind::Text(text) if text.text.trim().is_empty())
    }

    /// Looks for brackets in words. `attributes` is the event of the braces that follow, if braces follow.
    fn brackets(&mut self, text: &str, attributes: Option<&Event>) {
        let (event, depth) = (self.out.len(), self.open.len());
        for (byte, c) in text.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
            if c == '[' {
                self.brackets.push(Bracket { event, byte, depth });
                continue;
            }
            let Some(bracket) = self.brackets.pop_if(|bracket| bracket.depth == depth) else { continue };
            let Some(Event { kind: EventKind::StandIn(number), .. }) = attributes.filter(|_| byte + 1 == text.len())
            else {
                continue;
            };
            let attributes = self.attributes(*number).cloned().unwrap_or_default();
            let element = Element { kind: Kind::Span, origin: Origin::Markdown, attributes, detail: Detail::None };
            self.cuts.push(Cut { event: bracket.event, byte: bracket.byte, with: EventKind::Open(element) });
            self.cuts.push(Cut { event, byte, with: EventKind::Close(Kind::Span, Origin::Markdown) });
        }
    }

    fn stand_in(&mut self, number: usize, span: Range<usize>, next: Option<&Event>) {
        let Some((construct, source)) = self.constructs.get(number) else { return };
        match construct {
            Construct::Attributes(attributes) => self.give(attributes.clone(), source.clone(), next),
            Construct::Caption => self.pending = Some(Kind::Caption),
            Construct::Opener(opener) => {
                self.end_loose();
                self.pending = opener.titled.then_some(Kind::Title);
                self.out.push(Event { kind: EventKind::StandIn(number), span });
            }
            Construct::TitleStart => self.begin_title(span),
            Construct::TitleEnd => self.end_loose(),
            Construct::Closer => {
                self.end_loose();
                self.out.push(Event { kind: EventKind::StandIn(number), span });
            }
            _ => self.out.push(Event { kind: EventKind::StandIn(number), span }),
        }
    }

    /// The paragraph that has just begun is a title or caption.
    fn begin_title(&mut self, span: Range<usize>) {
        let Some(kind) = self.pending.take() else { return };
        let last = self.out.len().wrapping_sub(1);
        match self.element(last).filter(|element| element.kind == Kind::Paragraph) {
            Some(element) => element.kind = kind,
            None => self.begin_loose(kind, Detail::None, span.start),
        }
    }

    fn begin_loose(&mut self, kind: Kind, detail: Detail, at: usize) {
        self.open.push(self.out.len());
        self.out.push(Event { kind: EventKind::Open(Element::markdown(kind, detail)), span: at..at });
        self.loose = Some(kind);
    }

    fn end_loose(&mut self) {
        let Some(kind) = self.loose.take() else { return };
        let end = self.out.last().map_or(0, |event| event.span.end);
        if let Some(open) = self.open.last().and_then(|at| self.out.get_mut(*at)) {
            open.span.end = end.max(open.span.start);
        }
        self.close(Event { kind: EventKind::Close(kind, Origin::Markdown), span: end..end });
    }

    /// Gives attributes to what stands before them.
    fn give(&mut self, attributes: Attributes, source: Range<usize>, next: Option<&Event>) {
        let last = self.out.len().wrapping_sub(1);
        if self.cuts.last().is_some_and(|cut| cut.event == last && self.text_ends_at(last, cut.byte + 1)) {
            return;
        }
        let ends_block = matches!(next.map(|event| &event.kind), None | Some(EventKind::Close(..)));
        let blank = last < self.out.len() && self.is_blank(last);
        let before = if blank && ends_block { last.wrapping_sub(1) } else { last };
        let of = match self.out.get(before).map(|event| &event.kind) {
            Some(EventKind::Close(Kind::Link | Kind::Image, Origin::Markdown)) => self.closed,
            _ if ends_block || self.loose.is_some() => self.open.last().copied().filter(|at| {
                matches!(&self.out[*at].kind, EventKind::Open(element)
                    if matches!(element.kind, Kind::Heading | Kind::Caption | Kind::Title))
            }),
            _ => None,
        };
        match of.and_then(|at| self.element(at)) {
            Some(element) => element.attributes.merge(attributes),
            None => {
                let begins = matches!(self.out.get(last).map(|event| &event.kind), Some(EventKind::Open(element))
                    if element.kind == Kind::Paragraph);
                if begins && ends_block {
                    self.lone = Some((last, attributes));
                }
                let text = self.source.get(source.clone()).unwrap_or_default().to_owned();
                let kind = EventKind::Text(Text { text, plain: false, html: false });
                self.out.push(Event { kind, span: source });
            }
        }
    }

    /// The braces in the paragraph before a list, which are the list's and no paragraph.
    fn braces_before(&mut self, kind: Kind) -> Attributes {
        // The paragraph: its beginning, its words, its end.
        match self.lone.take_if(|(at, _)| kind == Kind::List && *at + 3 == self.out.len()) {
            Some((at, attributes)) => {
                self.out.truncate(at);
                attributes
            }
            None => Attributes::default(),
        }
    }

    fn text_ends_at(&self, at: usize, byte: usize) -> bool {
        matches!(self.out.get(at).map(|event| &event.kind), Some(EventKind::Text(text)) if text.text.len() == byte)
    }
}

fn is_cell(event: &Event) -> bool {
    matches!(&event.kind, EventKind::Open(element) if element.kind == Kind::Cell)
}

/// Whether the event begins or goes on with words of a line.
fn begins_words(event: &Event) -> bool {
    match &event.kind {
        EventKind::Open(element) => element.kind.is_inline(),
        EventKind::Text(text) => !text.html || !text.text.trim().is_empty(),
        EventKind::Code(_) | EventKind::NoteMark(_) | EventKind::StandIn(_) => true,
        _ => false,
    }
}

/// Replaces brackets by the beginnings and ends of spans.
fn cut(events: Vec<Event>, mut cuts: Vec<Cut>) -> Vec<Event> {
    if cuts.is_empty() {
        return events;
    }
    cuts.sort_by_key(|cut| (cut.event, cut.byte));
    let mut cuts = cuts.into_iter().peekable();
    let mut out = Vec::with_capacity(events.len());
    for (number, event) in events.into_iter().enumerate() {
        let EventKind::Text(text) = &event.kind else {
            out.push(event);
            continue;
        };
        let mut from = 0;
        let piece = |range: Range<usize>| Event {
            kind: EventKind::Text(Text { text: text.text[range.clone()].to_owned(), ..*text }),
            span: event.span.start + range.start..event.span.start + range.end,
        };
        while let Some(cut) = cuts.next_if(|cut| cut.event == number) {
            if cut.byte > from {
                out.push(piece(from..cut.byte));
            }
            let at = event.span.start + cut.byte;
            out.push(Event { kind: cut.with, span: at..at + 1 });
            from = cut.byte + 1;
        }
        if from == 0 {
            out.push(event);
        } else if from < text.text.len() {
            out.push(piece(from..text.text.len()));
        }
    }
    out
}
