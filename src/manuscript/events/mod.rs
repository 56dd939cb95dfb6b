//! Masked Markdown to events: pulldown-cmark is run, places are mapped to the source, stand-ins are set free.

mod markup;

use super::event::{Detail, Element, Event, EventKind, Kind, Origin, Text};
use super::html;
use super::mask::{self, Construct, Edit, Masked, StretchKind};
use super::tree::{ColumnAlign, ListMarker, PartKind};
use super::{inlines, lines};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::language::MarkerStyle;
use crate::project::legible::{self, LINE_BREAK};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event as Pulled, LinkType, Options, Parser, Tag, TagEnd,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How often stand-ins that turn out to stand in code or in running words are taken back and the text is read again.
const ROUNDS: usize = 4;

/// A text as events.
#[derive(Debug)]
pub(super) struct Stream {
    /// The events.
    pub(super) events: Vec<Event>,
    /// What the stand-ins stand for, and where.
    pub(super) constructs: Vec<(Construct, Range<usize>)>,
}

/// Reads Markdown from byte `from` of a file; `ids` are those of all files that are referred to by their kind.
pub(super) fn read(
    source: &str,
    from: usize,
    file: FileId,
    ids: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Stream {
    // The front matter must not be seen, yet places must stay: it is read as empty lines.
    let blanked: String;
    let text = if from == 0 {
        source
    } else {
        blanked = source[..from]
            .chars()
            .map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) })
            .collect::<String>()
            + &source[from..];
        let end = blanked[..from].len();
        debug_assert_eq!(end, from, "blanks take as many bytes as what they replace");
        &blanked
    };
    if !mask::is_possible(text) {
        let start = Span::new(file, from..from);
        diagnostics.push(
            Diagnostic::error(
                "reserved-signs",
                "the file holds too many of the signs that stand for directives while it is read",
            )
            .at(start)
            .help("take out the punctuation of dead scripts, such as cuneiform"),
        );
    }
    let line_edits = lines::scan(text);
    let inline_edits = inlines::scan(text, &line_edits, ids);
    let edits: Vec<Edit> = inlines::join(line_edits, inline_edits);
    let mut without = BTreeSet::new();
    for round in 1.. {
        let masked = Masked::new(text, &edits, &without);
        let mut found = Diagnostics::new();
        let mut reader = Reader::new(text, file, &masked, &mut found);
        reader.run();
        let (events, astray) = (reader.events, reader.astray);
        if astray.is_empty() || round == ROUNDS {
            diagnostics.extend(found);
            return Stream { events, constructs: masked.constructs };
        }
        without.extend(astray);
    }
    Stream { events: Vec::new(), constructs: Vec::new() }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

struct Reader<'a> {
    source: &'a str,
    file: FileId,
    masked: &'a Masked,
    diagnostics: &'a mut Diagnostics,
    events: Vec<Event>,
    /// Constructs whose stand-ins came out where they have no meaning.
    astray: BTreeSet<usize>,
    /// List markers by their masked place, those that opened an item removed.
    markers: BTreeMap<usize, usize>,
    /// Text of the block of HTML that is being read, and where its pieces stand in the masked text.
    block: Option<html::Chunk>,
    /// Unknown tags met so far, so that each is reported once a file.
    html: html::Seen,
    /// Text of the code block that is being read.
    code: Option<String>,
    table_head: bool,
    /// Elements of Markdown whose opening has been turned into another kind.
    autolink: bool,
    /// Links that are open.
    links: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, file: FileId, masked: &'a Masked, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            source,
            file,
            masked,
            diagnostics,
            events: Vec::new(),
            astray: BTreeSet::new(),
            markers: masked.markers.iter().copied().collect(),
            block: None,
            html: html::Seen::default(),
            code: None,
            table_head: false,
            autolink: false,
            links: 0,
        }
    }

    fn run(&mut self) {
        let mut pulled = Parser::new_ext(&self.masked.text, options()).into_offset_iter().peekable();
        while let Some((event, range)) = pulled.next() {
            if let (Pulled::Start(Tag::List(Some(first))), Some((_, item))) = (&event, pulled.peek()) {
                let marker = self.list_marker(*first, item.start);
                self.open(Kind::List, Detail::Marker(marker), &range);
                continue;
            }
            self.event(event, range);
        }
        let left: Vec<usize> = self.markers.values().copied().collect();
        self.astray.extend(left);
    }

    fn push(&mut self, kind: EventKind, range: &Range<usize>) {
        self.events.push(Event { kind, span: self.masked.source_range(range.clone()) });
    }

    fn open(&mut self, kind: Kind, detail: Detail, range: &Range<usize>) {
        self.push(EventKind::Open(Element::markdown(kind, detail)), range);
    }

    fn close(&mut self, kind: Kind, range: &Range<usize>) {
        self.push(EventKind::Close(kind, Origin::Markdown), range);
    }

    fn restore(&mut self, text: &str) -> String {
        let (text, astray) = self.masked.restore(text, self.source);
        self.astray.extend(astray);
        text
    }

    fn event(&mut self, event: Pulled<'_>, range: Range<usize>) {
        match event {
            Pulled::Start(tag) => self.start(tag, &range),
            Pulled::End(tag) => self.end(tag, &range),
            Pulled::Text(text) => self.text(&text, &range),
            Pulled::Code(code) => {
                let code = self.restore(&code);
                self.push(EventKind::Code(code), &range);
            }
            Pulled::Html(text) => match &mut self.block {
                Some(chunk) => chunk.push(&text, range.start),
                None => self.html(&html::Chunk::new(&text, range.start), false),
            },
            Pulled::InlineHtml(text) => self.html(&html::Chunk::new(&text, range.start), true),
            Pulled::FootnoteReference(label) => {
                let label = self.restore(&label);
                self.push(EventKind::NoteMark(label.to_lowercase()), &range);
            }
            Pulled::SoftBreak => self.push(EventKind::SoftBreak, &range),
            Pulled::HardBreak => self.push(EventKind::HardBreak, &range),
            Pulled::Rule => self.push(EventKind::Rule, &range),
            Pulled::TaskListMarker(done) => self.push(EventKind::Task(done), &range),
            Pulled::InlineMath(text) | Pulled::DisplayMath(text) => self.text(&text, &range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(Kind::Paragraph, Detail::None, range),
            Tag::Heading { level, .. } => self.open(Kind::Heading, Detail::Level(level as u8), range),
            Tag::BlockQuote(Some(kind)) => self.open(Kind::Part, Detail::Part(alert(kind)), range),
            Tag::BlockQuote(None) => self.open(Kind::Quote, Detail::None, range),
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => self.restore(info),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(String::new());
                self.open(Kind::Preformatted, Detail::Word(info), range);
            }
            Tag::HtmlBlock => {
                self.markers.remove(&range.start);
                self.block = Some(html::Chunk::default());
            }
            Tag::List(_) => self.open(Kind::List, Detail::Marker(ListMarker::Bullet), range),
            Tag::Item => {
                self.markers.remove(&range.start);
                self.open(Kind::Item, Detail::None, range);
            }
            Tag::FootnoteDefinition(label) => {
                let label = self.restore(&label).to_lowercase();
                self.open(Kind::Note, Detail::Word(label), range);
            }
            Tag::DefinitionList => self.open(Kind::Definitions, Detail::None, range),
            Tag::DefinitionListTitle => self.open(Kind::Term, Detail::None, range),
            Tag::DefinitionListDefinition => self.open(Kind::Explanation, Detail::None, range),
            Tag::Table(columns) => {
                self.surplus(range);
                self.open(Kind::Table, Detail::Columns(columns.into_iter().map(column).collect()), range);
            }
            Tag::TableHead => {
                self.table_head = true;
                self.open(Kind::TableHead, Detail::None, range);
                self.open(Kind::Row, Detail::None, range);
            }
            Tag::TableRow => self.open(Kind::Row, Detail::None, range),
            Tag::TableCell => self.open(Kind::Cell, Detail::Cell(1, 1, self.table_head), range),
            Tag::Emphasis => self.open(Kind::Emphasis, Detail::None, range),
            Tag::Strong => self.open(Kind::Strong, Detail::None, range),
            Tag::Strikethrough => self.open(Kind::Strike, Detail::None, range),
            Tag::Superscript => self.open(Kind::Superscript, Detail::None, range),
            Tag::Subscript => self.open(Kind::Subscript, Detail::None, range),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                let target = Detail::Target(self.restore(&dest_url), self.restore(&title));
                self.open(Kind::Image, target, range);
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    /// A table that has got columns for cells which its head has not.
    fn surplus(&mut self, range: &Range<usize>) {
        let met: Vec<(usize, usize)> =
            self.markers.range(range.clone()).map(|(place, number)| (*place, *number)).collect();
        for (place, _) in &met {
            self.markers.remove(place);
        }
        let found = met.first().and_then(|(_, number)| self.masked.constructs.get(*number));
        if let Some((Construct::Surplus(place), _)) = found {
            let message = "this row has more cells than the head of its table, which got an empty one for each";
            let help = "give every column a head; a bar that parts no cells is written `\\|`";
            let place = Span::new(self.file, place.clone());
            self.diagnostics.push(Diagnostic::warning("surplus-cells", message).at(place).help(help));
        }
    }

    fn link(&mut self, link_type: LinkType, url: &str, title: &str, range: &Range<usize>) {
        let mut target = self.restore(url);
        if link_type == LinkType::Email && !target.starts_with("mailto:") {
            target.insert_str(0, "mailto:");
        }
        self.autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
        let title = self.restore(title);
        self.links += 1;
        self.open(Kind::Link, Detail::Target(target, title), range);
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let kind = match tag {
            TagEnd::Paragraph => Kind::Paragraph,
            TagEnd::Heading(_) => Kind::Heading,
            TagEnd::BlockQuote(Some(_)) => Kind::Part,
            TagEnd::BlockQuote(None) => Kind::Quote,
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let text = self.restore(&code);
                self.push(EventKind::Text(Text { text, plain: false, html: false }), range);
                Kind::Preformatted
            }
            TagEnd::HtmlBlock => {
                if let Some(chunk) = self.block.take() {
                    self.html(&chunk, false);
                    self.push(EventKind::Apart, range);
                }
                return;
            }
            TagEnd::List(_) => Kind::List,
            TagEnd::Item => Kind::Item,
            TagEnd::FootnoteDefinition => Kind::Note,
            TagEnd::DefinitionList => Kind::Definitions,
            TagEnd::DefinitionListTitle => Kind::Term,
            TagEnd::DefinitionListDefinition => Kind::Explanation,
            TagEnd::Table => Kind::Table,
            TagEnd::TableHead => {
                self.table_head = false;
                self.close(Kind::Row, range);
                Kind::TableHead
            }
            TagEnd::TableRow => Kind::Row,
            TagEnd::TableCell => Kind::Cell,
            TagEnd::Emphasis => Kind::Emphasis,
            TagEnd::Strong => Kind::Strong,
            TagEnd::Strikethrough => Kind::Strike,
            TagEnd::Subscript => Kind::Subscript,
            TagEnd::Superscript => Kind::Superscript,
            TagEnd::Link => {
                self.autolink = false;
                self.links = self.links.saturating_sub(1);
                Kind::Link
            }
            TagEnd::Image => Kind::Image,
            TagEnd::MetadataBlock(_) => return,
        };
        self.close(kind, range);
    }

    /// The marker of a list whose first item begins at this masked byte.
    fn list_marker(&self, first: u64, item: usize) -> ListMarker {
        let found = self.markers.get(&item).and_then(|number| self.masked.constructs.get(*number));
        match found {
            Some((Construct::ListMarker(style, start), _)) => ListMarker::Ordered { start: *start, style: *style },
            _ => ListMarker::Ordered { start: u32::try_from(first).unwrap_or(u32::MAX), style: MarkerStyle::Decimal },
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(code) = &mut self.code {
            code.push_str(&text.replace(LINE_BREAK, "\n"));
            return;
        }
        if let Some(chunk) = &mut self.block {
            chunk.push(text, range.start);
            return;
        }
        if let Some((before, after)) = text.split_once(LINE_BREAK) {
            if !before.is_empty() {
                self.text(before, &(range.start..range.start + before.len()));
            }
            self.push(EventKind::HardBreak, range);
            if !after.is_empty() {
                self.text(after, &(range.end.saturating_sub(after.len())..range.end));
            }
            return;
        }
        // A number of Windows-1252 in an entity is the letter that browsers show.
        if !legible::is_plain(text) {
            return self.words(&legible::read(text).0, range.clone(), false);
        }
        // An entity or a sign that stands for another one is no longer what was typed.
        let typed = self.masked.text.get(range.clone()) == Some(text);
        let escaped = typed
            && self.masked.text[..range.start].ends_with('\\')
            && text.starts_with(|c: char| c.is_ascii_punctuation());
        if escaped {
            let (first, rest) = text.split_at(1);
            self.words(first, range.start..range.start + 1, false);
            self.words(rest, range.start + 1..range.end, !self.autolink);
        } else {
            self.words(text, range.clone(), typed && !self.autolink);
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>, plain: bool) {
        let masked = self.masked;
        for stretch in masked.split(text) {
            let start = range.start + stretch.at;
            let place = if plain { start..start + stretch.masked_len } else { range.clone() };
            match stretch.kind {
                StretchKind::StandIn(number) => self.stand_in(number, &place),
                StretchKind::Text(text) => self.append(text, masked.source_range(place), plain),
            }
        }
    }

    /// Adds words; those that were written without a break become one event.
    fn append(&mut self, text: &str, span: Range<usize>, plain: bool) {
        if let Some(Event { kind: EventKind::Text(last), span: place }) = self.events.last_mut()
            && plain
            && last.plain
            && !last.html
            && place.end == span.start
        {
            last.text.push_str(text);
            place.end = span.end;
            return;
        }
        self.events.push(Event { kind: EventKind::Text(Text { text: text.to_owned(), plain, html: false }), span });
    }

    fn stand_in(&mut self, number: usize, place: &Range<usize>) {
        let Some((construct, source)) = self.masked.constructs.get(number) else { return };
        match construct {
            Construct::NoteMark(label) => self.push(EventKind::NoteMark(label.clone()), place),
            Construct::UnknownNote(label) => {
                let place = Span::new(self.file, source.clone());
                let message = format!("the note `[^{label}]` has no text");
                let help = format!("write it anywhere in this file: `[^{label}]: …`");
                self.diagnostics.push(Diagnostic::error("unresolved-note", message).at(place).help(help));
                let text = self.source.get(source.clone()).unwrap_or_default();
                self.append(text, source.clone(), false);
            }
            Construct::BadAttributes => {
                let place = Span::new(self.file, source.clone());
                self.diagnostics.push(
                    Diagnostic::warning(
                        "bad-attributes",
                        "these braces are no list of attributes and are printed as they stand",
                    )
                    .at(place)
                    .help("write `{#id .class key=value key=\"several words\"}`"),
                );
                let text = self.source.get(source.clone()).unwrap_or_default();
                self.append(text, source.clone(), false);
            }
            Construct::Address(_) if self.links > 0 => {
                self.append(self.source.get(source.clone()).unwrap_or_default(), source.clone(), false);
            }
            Construct::Address(address) => {
                let words = self.source.get(source.clone()).unwrap_or_default();
                self.link_to(Kind::Link, address, words, source.clone());
            }
            Construct::Wiki(link) => {
                let kind = if link.picture { Kind::Image } else { Kind::Link };
                self.link_to(kind, &link.address, &link.words, source.clone());
            }
            Construct::Reference(id) => self.link_to(Kind::Link, &format!("#{id}"), "", source.clone()),
            construct if construct.is_line() && *construct != Construct::TitleStart => {
                self.astray.insert(number);
            }
            _ => self.push(EventKind::StandIn(number), place),
        }
    }

    /// A link or picture that a stand-in is.
    fn link_to(&mut self, kind: Kind, address: &str, words: &str, source: Range<usize>) {
        let target = Detail::Target(address.to_owned(), String::new());
        let mut push = |kind| self.events.push(Event { kind, span: source.clone() });
        push(EventKind::Open(Element::markdown(kind, target)));
        if !words.is_empty() {
            push(EventKind::Text(Text { text: words.to_owned(), plain: false, html: false }));
        }
        push(EventKind::Close(kind, Origin::Markdown));
    }
}

fn alert(kind: BlockQuoteKind) -> PartKind {
    match kind {
        BlockQuoteKind::Note => PartKind::Note,
        BlockQuoteKind::Tip => PartKind::Tip,
        BlockQuoteKind::Important => PartKind::Important,
        BlockQuoteKind::Warning => PartKind::Warning,
        BlockQuoteKind::Caution => PartKind::Caution,
    }
}

fn column(alignment: Alignment) -> ColumnAlign {
    match alignment {
        Alignment::None => ColumnAlign::None,
        Alignment::Left => ColumnAlign::Start,
        Alignment::Center => ColumnAlign::Center,
        Alignment::Right => ColumnAlign::End,
    }
}
