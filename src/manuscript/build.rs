//! Events to blocks: a stack of open elements, each of which becomes a block or a piece of a line when it ends.
//!
//! Markdown nests properly by itself. HTML need not: its ends may be missing or come too late, and what Markdown ends
//! ends every tag within. Ends that fit nothing are passed over, as a browser does.

use super::Input;
use super::attributes::Attributes;
use super::event::{Detail, Element, Event, EventKind, Kind, Origin, Text};
use super::events::Stream;
use super::index;
use super::mask::Construct;
use super::pictures::Shelf;
use super::tree::*;
use super::walk::for_each_inline;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::language::LangTag;
use crate::picture::Image;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// Deepest nesting of elements that is kept. Stages after this one walk the tree by recursion, and a file of nothing but
/// tags must not take the square of its length.
pub(super) const DEEPEST: usize = 64;

/// No node yet: numbers are given when the whole text is there.
pub(super) const NO_NODE: NodeId = NodeId(0);

/// A file as blocks.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// Its notes by label. Marks hold the index into `labels`.
    pub(super) notes: BTreeMap<String, NoteText>,
    /// Labels in the order of their first mark.
    pub(super) labels: Vec<String>,
    /// Ids that the author gave and where.
    pub(super) ids: Vec<(String, Span)>,
    /// Words for the index.
    pub(super) index: Vec<index::Mark>,
    numbers: BTreeMap<String, NoteId>,
}

impl Draft {
    /// The number that stands for a label until all files are there.
    pub(super) fn mark(&mut self, label: String) -> NoteId {
        let next = NoteId(u32::try_from(self.labels.len()).unwrap_or(u32::MAX));
        let labels = &mut self.labels;
        *self.numbers.entry(label).or_insert_with_key(|label| {
            labels.push(label.clone());
            next
        })
    }
}

/// The text of a note.
#[derive(Debug)]
pub(super) struct NoteText {
    /// Where it was written.
    pub(super) span: Span,
    /// Its text.
    pub(super) blocks: Vec<Block>,
}

/// An element that has not ended yet.
#[derive(Debug)]
pub(super) struct Frame {
    /// What it is now, after what may stand where it stands.
    pub(super) kind: Kind,
    /// What its end will call it.
    pub(super) opened_as: Kind,
    pub(super) element: Element,
    pub(super) span: Range<usize>,
    /// Its language.
    pub(super) lang: LangTag,
    /// Blocks in it.
    pub(super) blocks: Vec<Block>,
    /// Words in it, or words that will be a paragraph among its blocks.
    pub(super) inlines: Vec<Inline>,
    /// Preformatted text.
    pub(super) raw: String,
    /// Children of a list, definition list or table.
    pub(super) items: Vec<ListItem>,
    pub(super) definitions: Vec<Definition>,
    pub(super) head: Vec<TableRow>,
    pub(super) rows: Vec<TableRow>,
    pub(super) cells: Vec<TableCell>,
    /// Title of a part.
    pub(super) title: Vec<Inline>,
    /// Caption of a table or figure and its attributes.
    pub(super) caption: Option<(Vec<Inline>, Attributes)>,
    /// A heading that comes first is its title, as in Quarto.
    pub(super) titled_by_heading: bool,
    /// An item of a list with space between items.
    pub(super) loose: bool,
    /// Box of a task.
    pub(super) task: Option<bool>,
}

/// Builds the blocks of one file.
pub(super) struct Builder<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) file: FileId,
    pub(super) source: &'a str,
    pub(super) shelf: &'a Shelf,
    /// The publication has an index.
    pub(super) indexed: bool,
    pub(super) constructs: &'a [(Construct, Range<usize>)],
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) frames: Vec<Frame>,
    pub(super) draft: Draft,
    /// Pictures of this file that were opened.
    pub(super) images: BTreeMap<PathBuf, Image>,
    pub(super) too_deep: bool,
    /// Elements of Markdown and directives that are open but too deep to be kept.
    pub(super) skipped: usize,
    pub(super) skipped_directives: usize,
}

/// A file, and what is around it.
#[derive(Copy, Clone)]
pub(super) struct Place<'a> {
    pub(super) file: FileId,
    pub(super) source: &'a str,
    pub(super) shelf: &'a Shelf,
    /// The publication has an index, here or in another file.
    pub(super) indexed: bool,
}

/// Builds the blocks of a file.
pub(super) fn build(stream: Stream, input: &Input<'_>, place: Place<'_>, diagnostics: &mut Diagnostics) -> Draft {
    let Place { file, source, shelf, indexed } = place;
    let root = Element::markdown(Kind::Root, Detail::None);
    let mut builder = Builder {
        input,
        file,
        source,
        shelf,
        indexed,
        constructs: &stream.constructs,
        diagnostics,
        frames: Vec::new(),
        draft: Draft::default(),
        images: BTreeMap::new(),
        too_deep: false,
        skipped: 0,
        skipped_directives: 0,
    };
    builder.push_frame(Kind::Root, root, 0..source.len());
    for event in stream.events {
        builder.event(event);
    }
    while !builder.frames.is_empty() {
        builder.end_frame(source.len(), true);
    }
    builder.draft
}

impl Builder<'_> {
    pub(super) fn place(&self, span: Range<usize>) -> Span {
        Span::new(self.file, span)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn event(&mut self, Event { kind, span }: Event) {
        match kind {
            EventKind::Open(element) => self.open(element, span),
            EventKind::Close(kind, origin) => self.close(kind, origin, &span),
            EventKind::Text(Text { text, html, .. }) => self.text(text, html, span),
            EventKind::Code(text) => {
                let span = self.place(span);
                self.push_inline(Inline::Code { node: NO_NODE, text, span });
            }
            EventKind::SoftBreak => self.line_break(Inline::SoftBreak),
            EventKind::HardBreak => self.line_break(Inline::HardBreak),
            EventKind::Rule => self.solid(BlockKind::Rule, span),
            EventKind::PageBreak => self.solid(BlockKind::PageBreak, span),
            EventKind::Apart if self.top().is_flow() => self.flush(),
            EventKind::Apart => {}
            EventKind::NoteMark(label) => self.note_mark(label, span),
            EventKind::Task(done) => {
                let items = self.frames.iter_mut().rev();
                if let Some(item) =
                    items.take_while(|frame| frame.kind != Kind::List).find(|frame| frame.kind == Kind::Item)
                {
                    item.task = Some(done);
                }
            }
            EventKind::StandIn(number) => self.stand_in(number),
        }
    }

    fn stand_in(&mut self, number: usize) {
        let constructs = self.constructs;
        let Some((construct, source)) = constructs.get(number) else { return };
        match construct {
            Construct::Opener(opener) => self.open_directive(opener, source.clone()),
            Construct::Closer => self.close_directive(source),
            Construct::Value(name) => self.value(name, source.clone()),
            Construct::ForeignTable => {
                let place = self.place(source.clone());
                let message = "these lines look like a table of pandoc in a form that is not known here";
                let help = "write it as a pipe table or a grid table; its words are kept as running text";
                self.report(Diagnostic::warning("unknown-table", message).at(place).help(help));
            }
            Construct::Foreign(what) => self.foreign(*what, source.clone()),
            Construct::Formula { mark, .. } => self.formula(*mark, source.clone()),
            Construct::Citation => self.citation(source.clone()),
            _ => {
                let text = self.source.get(source.clone()).unwrap_or_default().to_owned();
                self.text(text, false, source.clone());
            }
        }
    }

    /// A block without content.
    fn solid(&mut self, kind: BlockKind, span: Range<usize>) {
        if self.make_room() {
            let block = self.block(kind, &Attributes::default(), span);
            self.push_block(block);
        } else {
            self.push_inline(Inline::HardBreak);
        }
    }

    pub(super) fn top(&self) -> Kind {
        self.frames.last().map_or(Kind::Root, |frame| frame.kind)
    }

    fn push_frame(&mut self, kind: Kind, element: Element, span: Range<usize>) {
        let outer = self.frames.last().map_or_else(|| self.input.lang.clone(), |frame| frame.lang.clone());
        let lang = self.language_of(&element).unwrap_or(outer);
        self.frames.push(Frame {
            kind,
            opened_as: element.kind,
            element,
            span,
            lang,
            blocks: Vec::new(),
            inlines: Vec::new(),
            raw: String::new(),
            items: Vec::new(),
            definitions: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            title: Vec::new(),
            caption: None,
            titled_by_heading: false,
            loose: false,
            task: None,
        });
    }

    /// Language of an element: `lang`, or for HTML with only `dir` the language most likely meant.
    fn language_of(&mut self, element: &Element) -> Option<LangTag> {
        let attributes = &element.attributes;
        if let Some(tag) = attributes.get("lang") {
            let found = LangTag::parse(tag);
            if found.is_none() && !tag.is_empty() {
                let place = self.place(attributes.span.clone());
                let message = format!("`{tag}` is no language tag");
                let help = "write a BCP 47 tag such as `en`, `ar` or `fr-CA`";
                self.report(Diagnostic::warning("bad-language", message).at(place).help(help));
            }
            return found;
        }
        let direction = attributes.get("dir").filter(|_| element.origin == Origin::Html)?;
        let rtl = self.frames.last().map_or(self.input.language.direction().is_rtl(), |frame| {
            crate::language::Language::or_english(&frame.lang).direction().is_rtl()
        });
        match (direction.to_ascii_lowercase().as_str(), rtl) {
            ("rtl", false) => LangTag::parse("ar"),
            ("ltr", true) => LangTag::parse("en"),
            _ => None,
        }
    }

    pub(super) fn open(&mut self, element: Element, span: Range<usize>) {
        if self.frames.len() >= DEEPEST || self.skipped > 0 {
            self.skip(&element, span);
            return;
        }
        self.end_implied(element.kind);
        let apart = element.kind == Kind::Paragraph && matches!(element.detail, Detail::None);
        if apart
            && element.origin == Origin::Markdown
            && let Some(item) = self.frames.last_mut().filter(|frame| frame.kind == Kind::Item)
        {
            item.loose = true;
        }
        let room = element.kind.is_inline() || self.make_room();
        let kind = if room { self.fitting(&element) } else { Kind::Unknown };
        if !room {
            self.part_words();
        }
        if self.frames.last().is_some_and(|frame| frame.kind == Kind::Preformatted) {
            self.code_language(&element);
        }
        self.push_frame(kind, element, span);
    }

    fn close(&mut self, kind: Kind, origin: Origin, span: &Range<usize>) {
        if origin == Origin::Markdown && self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let found = match origin {
            Origin::Markdown => self.frames.iter().rposition(|frame| frame.element.origin == Origin::Markdown),
            _ => {
                let html = self.frames.iter().rev().take_while(|frame| frame.element.origin == Origin::Html);
                html.enumerate().find(|(_, frame)| frame.opened_as == kind).map(|(up, _)| self.frames.len() - 1 - up)
            }
        };
        // The root ends with the file.
        let Some(found) = found.filter(|found| *found > 0) else { return };
        while self.frames.len() > found + 1 {
            self.end_frame(span.start, true);
        }
        self.end_frame(span.end, false);
    }

    pub(super) fn end_frame_here(&mut self) {
        let end = self.frames.last().map_or(0, |frame| frame.span.end);
        self.end_frame(end, true);
    }

    /// Ends the innermost element. `forced` where its own end did not come.
    pub(super) fn end_frame(&mut self, end: usize, forced: bool) {
        self.flush();
        let Some(mut frame) = self.frames.pop() else { return };
        if frame.element.origin != Origin::Markdown {
            frame.span.end = end.max(frame.span.end);
        }
        if forced {
            self.report_open(&frame);
        }
        self.finish(frame);
    }

    /// Reports an element that has no end, if its end matters.
    fn report_open(&mut self, frame: &Frame) {
        match frame.element.origin {
            Origin::Directive => self.report_unclosed_directive(frame),
            Origin::Html
                if matches!(frame.opened_as, Kind::Division | Kind::Part | Kind::Table | Kind::List | Kind::Quote) =>
            {
                let place = self.place(frame.element.attributes.span.clone());
                self.report(
                    Diagnostic::warning("unclosed-html", "this tag has no end where what it stands in ends")
                        .at(place)
                        .help("add the end tag, with an empty line before it where Markdown stands between"),
                );
            }
            _ => {}
        }
    }

    /// Words among the blocks of the innermost element become a paragraph.
    pub(super) fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.kind.is_flow()) else { return };
        if frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        let span = inline_span(&inlines).map_or(frame.span.clone(), |span| span.start as usize..span.end as usize);
        if let Some(block) = self.paragraph(inlines, &Attributes::default(), span)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.blocks.push(block);
        }
    }

    /// Adds a block to the innermost element that holds blocks.
    pub(super) fn push_block(&mut self, block: Block) {
        let Some(at) = self.frames.iter().rposition(|frame| frame.kind.is_flow()) else {
            self.draft.blocks.push(block);
            return;
        };
        if at + 1 == self.frames.len() {
            self.flush();
        }
        if let Some(frame) = self.frames.get_mut(at) {
            frame.blocks.push(block);
        }
    }

    /// A block without number, node and language yet.
    pub(super) fn block(&mut self, kind: BlockKind, attributes: &Attributes, span: Range<usize>) -> Block {
        if let Some(id) = &attributes.id {
            let place = if attributes.span.is_empty() { span.clone() } else { attributes.span.clone() };
            let place = self.place(place);
            self.draft.ids.push((id.clone(), place));
        }
        Block {
            node: NO_NODE,
            span: self.place(span),
            id: attributes.id.clone(),
            classes: attributes.classes.clone(),
            lang: None,
            kind,
        }
    }
}

/// From the first to the last words that know where they were written.
pub(super) fn inline_span(inlines: &[Inline]) -> Option<Span> {
    let mut found: Option<Span> = None;
    for_each_inline(inlines, &mut |inline| match inline {
        Inline::Text { span, .. }
        | Inline::Code { span, .. }
        | Inline::Link { span, .. }
        | Inline::Reference { span, .. }
        | Inline::Image { span, .. }
        | Inline::NoteMark { span, .. }
        | Inline::Value { span, .. } => {
            let first = found.unwrap_or(*span);
            found = Some(Span { end: span.end.max(first.end), ..first });
        }
        _ => {}
    });
    found
}
