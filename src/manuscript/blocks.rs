//! Elements that have ended become blocks.

use super::attributes::{self, Attributes};
use super::build::{Builder, Frame, NO_NODE, NoteText};
use super::event::{Detail, Element, Kind, Origin};
use super::grid;
use super::phrases::{formula, trim};
use super::quotes;
use super::read::listings;
use super::targets::misplaced_part;
use super::tree::*;
use crate::diagnostics::Diagnostic;
use crate::language::MarkerStyle;
use std::ops::Range;

impl Builder<'_> {
    /// Makes what an element that has ended stands for.
    pub(super) fn finish(&mut self, frame: Frame) {
        match frame.kind {
            kind if kind.is_inline() => self.finish_inline(frame),
            Kind::Root => self.draft.blocks.extend(frame.blocks),
            Kind::Division => self.finish_division(frame),
            Kind::Note => self.finish_note(frame),
            Kind::Item => self.finish_item(frame),
            Kind::Term | Kind::Explanation => self.finish_definition(frame),
            Kind::Cell => self.finish_cell(frame),
            Kind::Row => self.finish_row(frame),
            Kind::TableHead | Kind::TableBody => self.finish_rows(frame),
            Kind::Title => self.finish_title(frame),
            Kind::Caption => self.finish_caption(frame),
            Kind::Figure => self.finish_figure(frame),
            _ => self.finish_block(frame),
        }
    }

    /// Blocks that are made of one element alone.
    fn finish_block(&mut self, mut frame: Frame) {
        self.check_keys(&frame.element);
        let span = frame.span.clone();
        let attributes = std::mem::take(&mut frame.element.attributes);
        let kind = match frame.kind {
            Kind::Paragraph => {
                let inlines = std::mem::take(&mut frame.inlines);
                if let Some(block) = self.paragraph(inlines, &attributes, span) {
                    self.push_in_language(block, &frame);
                }
                return;
            }
            Kind::Heading => {
                trim(&mut frame.inlines);
                let Detail::Level(level) = frame.element.detail else { return };
                let short = attributes.get("short").map(|short| quotes::smart(short, self.input));
                let content = std::mem::take(&mut frame.inlines);
                if content.is_empty() && frame.element.origin == Origin::Markdown {
                    let message = "this heading has no words, and is a nameless place in the contents";
                    let help = "write its words, or take the line out";
                    let place = self.place(span.clone());
                    self.report(Diagnostic::warning("empty-heading", message).at(place).help(help));
                }
                BlockKind::Heading(self.heading(level.clamp(1, 6), short, content, &attributes))
            }
            Kind::Quote => BlockKind::Quote(std::mem::take(&mut frame.blocks)),
            Kind::Preformatted => {
                if self.is_for_others(&frame, span.clone()) {
                    return;
                }
                BlockKind::Code(code(&mut frame))
            }
            Kind::List => {
                let Detail::Marker(marker) = frame.element.detail else { return };
                let marker = self.marker(marker, &attributes);
                let tight = !frame.loose;
                BlockKind::List(List { marker, tight, items: std::mem::take(&mut frame.items) })
            }
            Kind::Definitions => BlockKind::Definitions(std::mem::take(&mut frame.definitions)),
            Kind::Table => {
                self.push_table(frame, attributes);
                return;
            }
            Kind::Picture => {
                let caption = std::mem::take(&mut frame.inlines);
                self.finish_picture(&frame, &attributes, caption);
                return;
            }
            Kind::Part => BlockKind::Part(self.part(&mut frame, &attributes)),
            _ => return,
        };
        let mut block = Some(self.block(kind, &attributes, span));
        if frame.kind == Kind::List && frame.element.origin == Origin::Markdown {
            block = block.and_then(|block| self.beside_question(block));
        }
        if let Some(block) = block {
            self.push_in_language(block, &frame);
        }
    }

    /// Whether a block of code is for another format alone; tells also what is printed as its source.
    fn is_for_others(&mut self, frame: &Frame, span: Range<usize>) -> bool {
        let Detail::Word(info) = &frame.element.detail else { return false };
        let line = self.source[span.start..].split('\n').next().unwrap_or_default().len();
        let place = self.place(span.start..span.start + line);
        if let Some(format) = listings::format(info) {
            let message = format!("this block is for `{format}` alone and is left out");
            let help = "write what it stands for in Markdown";
            self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
            return true;
        }
        if listings::is_cell(info) {
            let is_hidden = listings::is_hidden(info, &frame.raw);
            let done = if is_hidden { "is left out, as it asks for" } else { "is printed as its source" };
            let message = format!("a cell of code is not run, and {done}; what it makes is not in the book");
            let help = "put its results in their place as tables and pictures, or render the text to Markdown first";
            self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
            return is_hidden;
        }
        match listings::language(info).as_deref() {
            Some("math") => self.report(formula().at(place)),
            Some(name @ ("mermaid" | "plantuml" | "dot" | "graphviz")) => {
                let message = format!("a diagram in `{name}` is printed as its source");
                let help = "make a picture of it, as SVG, and put that in its place";
                self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
            }
            // A listing of such a file has no braces.
            Some(name @ ("csv" | "csv-table" | "list-table")) if info.trim_start().starts_with('{') => {
                let message = format!("a table in `{name}` is printed as its source");
                let help = "write it as a pipe table or a grid table";
                self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
            }
            _ => {}
        }
        false
    }

    /// Adds a block whose element has this language.
    pub(super) fn push_in_language(&mut self, mut block: Block, frame: &Frame) {
        let outer = self.frames.last().map_or(self.input.lang, |outer| &outer.lang);
        block.lang = (*outer != frame.lang).then(|| frame.lang.clone());
        self.push_block(block);
    }

    /// A division leaves its language, classes and id to what it held.
    fn finish_division(&mut self, frame: Frame) {
        let outer = self.frames.last().map_or(self.input.lang, |outer| &outer.lang).clone();
        let attributes = &frame.element.attributes;
        let mut id = attributes.id.clone();
        for mut block in frame.blocks {
            let lang = block.lang.take().unwrap_or_else(|| frame.lang.clone());
            block.lang = Some(lang).filter(|lang| *lang != outer);
            block.classes.extend(attributes.classes.iter().cloned());
            if block.id.is_none()
                && let Some(id) = id.take()
            {
                let place = self.place(attributes.span.clone());
                self.draft.ids.push((id.clone(), place));
                block.id = Some(id);
            }
            self.push_block(block);
        }
    }

    fn finish_note(&mut self, frame: Frame) {
        let Detail::Word(label) = frame.element.detail else { return };
        let span = self.place(frame.span);
        if let Some(first) = self.draft.notes.get(&label) {
            let line = self.input.sources.line_column(first.span).map_or(0, |(line, _)| line);
            self.report(
                Diagnostic::error("duplicate-note", format!("the note `[^{label}]` has two texts"))
                    .at(span)
                    .help(format!("its first text is in line {line}; give this one another label")),
            );
            return;
        }
        self.draft.notes.insert(label, NoteText { span, blocks: frame.blocks });
    }

    fn finish_item(&mut self, frame: Frame) {
        let span = self.place(frame.span);
        let item =
            ListItem { node: NO_NODE, label: NO_NODE, body: NO_NODE, span, task: frame.task, blocks: frame.blocks };
        if let Some(list) = self.frames.last_mut().filter(|list| list.kind == Kind::List) {
            list.loose |= frame.loose;
            list.items.push(item);
        }
    }

    fn finish_definition(&mut self, mut frame: Frame) {
        let Some(list) = self.frames.last_mut().filter(|list| list.kind == Kind::Definitions) else { return };
        let empty =
            || Definition { node: NO_NODE, label: NO_NODE, body: NO_NODE, term: Vec::new(), details: Vec::new() };
        if frame.kind == Kind::Term {
            trim(&mut frame.inlines);
            match list.definitions.last_mut().filter(|last| last.details.is_empty()) {
                // Two terms with one explanation stand on two lines of one term.
                Some(last) => {
                    last.term.push(Inline::HardBreak);
                    last.term.append(&mut frame.inlines);
                }
                None => list.definitions.push(Definition { term: frame.inlines, ..empty() }),
            }
            return;
        }
        if list.definitions.is_empty() {
            list.definitions.push(empty());
        }
        if let Some(last) = list.definitions.last_mut() {
            last.details.push(frame.blocks);
        }
    }

    /// A heading: `.part` makes one of level 1 that of a part of the work, `.back-matter` a chapter that stands in none.
    fn heading(&mut self, level: u8, short: Option<String>, content: Vec<Inline>, attributes: &Attributes) -> Heading {
        let has = |class: &str| attributes.classes.iter().any(|own| own == class);
        let is_part = has("part");
        if is_part && level > 1 {
            let place = self.place(attributes.span.clone());
            self.report(misplaced_part("only a heading of level 1 can be that of a part").at(place));
        }
        let level = if is_part && level == 1 { 0 } else { level };
        Heading { level, back: level == 1 && has("back-matter"), part: None, number: Vec::new(), short, content }
    }

    fn finish_cell(&mut self, frame: Frame) {
        let Detail::Cell(columns, rows, head) = frame.element.detail else { return };
        let outer = self.frames.last().map_or(self.input.lang, |outer| &outer.lang);
        let lang = (*outer != frame.lang).then(|| frame.lang.clone());
        let (content, mut blocks) = words_alone(frame.blocks);
        blocks.iter_mut().for_each(|block| block.lang = block.lang.take().or_else(|| lang.clone()));
        let content = match lang {
            Some(lang) if !content.is_empty() => {
                vec![Inline::Span { node: NO_NODE, id: None, lang: Some(lang), classes: Vec::new(), content }]
            }
            _ => content,
        };
        let span = self.place(frame.span);
        if let Some(row) = self.frames.last_mut().filter(|row| row.kind == Kind::Row) {
            row.cells.push(TableCell { node: NO_NODE, span, column: 0, columns, rows, head, content, blocks });
        }
    }

    fn finish_row(&mut self, frame: Frame) {
        let row = TableRow { node: NO_NODE, cells: frame.cells };
        let Some(parent) = self.frames.last_mut() else { return };
        match parent.kind {
            Kind::TableHead => parent.head.push(row),
            Kind::Table | Kind::TableBody => parent.rows.push(row),
            _ => {}
        }
    }

    fn finish_rows(&mut self, mut frame: Frame) {
        if let Some(table) = self.frames.last_mut().filter(|table| table.kind == Kind::Table) {
            grid::end_with(frame.head.iter_mut());
            grid::end_with(frame.rows.iter_mut());
            table.head.extend(frame.head);
            table.rows.extend(frame.rows);
        }
    }

    fn push_table(&mut self, mut frame: Frame, mut attributes: Attributes) {
        let mut head = std::mem::take(&mut frame.head);
        let mut body = std::mem::take(&mut frame.rows);
        if frame.element.origin == Origin::Html && head.is_empty() {
            // Rows of head cells alone are the head though no tag says so, with the rows into which their cells reach.
            grid::end_with(body.iter_mut());
            let mut count = 0;
            while body.get(count).is_some_and(is_head) {
                count = grid::reach(&body[..=count]);
            }
            let rest = body.split_off(count.min(body.len()));
            head = std::mem::replace(&mut body, rest);
        }
        grid::end_with(head.iter_mut());
        grid::end_with(body.iter_mut());
        let mut columns = match std::mem::take(&mut frame.element.detail) {
            Detail::Columns(columns) => columns,
            _ => Vec::new(),
        };
        let span = frame.span.clone();
        let place = self.place(span.clone());
        let mut rows: Vec<&mut TableRow> = head.iter_mut().chain(&mut body).collect();
        let width = grid::settle(&mut rows, columns.len(), place);
        let caption = frame.caption.take().or_else(|| self.caption_before()).map(|(content, own)| {
            attributes.merge(own);
            Caption { node: NO_NODE, number: None, content }
        });
        if width == 0 {
            // A table without cells still has its caption.
            if let Some(block) = caption.and_then(|caption| self.paragraph(caption.content, &attributes, span)) {
                self.push_in_language(block, &frame);
            }
            return;
        }
        columns.resize(width, ColumnAlign::None);
        let block = self.block(BlockKind::Table(Table { caption, columns, head, body }), &attributes, span);
        self.push_in_language(block, &frame);
    }

    /// Pandoc's caption before a table: a paragraph that begins so.
    fn caption_before(&mut self) -> Option<(Vec<Inline>, Attributes)> {
        let blocks = &mut self.frames.last_mut().filter(|frame| frame.kind.is_flow())?.blocks;
        let Block { kind: BlockKind::Paragraph(content), id: None, .. } = blocks.last_mut()? else { return None };
        let Inline::Text { text, .. } = content.first_mut()? else { return None };
        *text = text.strip_prefix("Table: ")?.to_owned();
        let mut content = std::mem::take(content);
        blocks.pop();
        let mut attributes = Attributes::default();
        if let Some(Inline::Text { text, span }) = content.last_mut()
            && let Some(at) = text.rfind('{')
            && let Some(mut found) = attributes::parse(text, at).filter(|found| found.span.end == text.len())
        {
            text.truncate(at);
            found.span = span.start as usize..span.end as usize;
            attributes = found;
        }
        trim(&mut content);
        Some((content, attributes))
    }

    fn finish_title(&mut self, mut frame: Frame) {
        trim(&mut frame.inlines);
        if let Some(part) = self.frames.last_mut().filter(|part| part.kind == Kind::Part) {
            part.title = frame.inlines;
        }
    }

    /// The caption of the table or figure that it stands in, or of the table before it.
    fn finish_caption(&mut self, mut frame: Frame) {
        trim(&mut frame.inlines);
        self.check_keys(&frame.element);
        let attributes = std::mem::take(&mut frame.element.attributes);
        let Some(parent) = self.frames.last_mut() else { return };
        if matches!(parent.kind, Kind::Table | Kind::Figure) {
            match &mut parent.caption {
                // Another caption is another line of the first.
                Some((words, _)) => {
                    words.push(Inline::HardBreak);
                    words.append(&mut frame.inlines);
                }
                None => parent.caption = Some((frame.inlines, attributes)),
            }
            return;
        }
        let Some(block) = parent.blocks.last_mut() else { return };
        let BlockKind::Table(table) = &mut block.kind else { return };
        match &mut table.caption {
            Some(caption) => {
                caption.content.push(Inline::HardBreak);
                caption.content.append(&mut frame.inlines);
            }
            None => table.caption = Some(Caption { node: NO_NODE, number: None, content: frame.inlines }),
        }
        block.classes.extend(attributes.classes);
        if let Some(id) = attributes.id {
            block.id = Some(id.clone());
            let place = self.place(attributes.span);
            self.draft.ids.push((id, place));
        }
    }

    /// `<figure>`: its picture or table takes the caption; anything else is followed by it.
    fn finish_figure(&mut self, mut frame: Frame) {
        let mut attributes = std::mem::take(&mut frame.element.attributes);
        let mut blocks = std::mem::take(&mut frame.blocks);
        let mut caption = frame.caption.take().map(|(content, own)| {
            attributes.merge(own);
            Caption { node: NO_NODE, number: None, content }
        });
        let takes = blocks.iter_mut().find(|block| matches!(block.kind, BlockKind::Figure(_) | BlockKind::Table(_)));
        if let Some(block) = takes {
            match &mut block.kind {
                BlockKind::Figure(figure) if figure.caption.is_none() => figure.caption = caption.take(),
                BlockKind::Table(table) if table.caption.is_none() => table.caption = caption.take(),
                _ => {}
            }
            if let Some(id) = attributes.id.take().filter(|_| block.id.is_none()) {
                let place = self.place(attributes.span.clone());
                self.draft.ids.push((id.clone(), place));
                block.id = Some(id);
            }
        }
        for block in blocks {
            self.push_in_language(block, &frame);
        }
        if let Some(caption) = caption {
            let span = frame.span.clone();
            if let Some(block) = self.paragraph(caption.content, &attributes, span) {
                self.push_in_language(block, &frame);
            }
        }
    }

    /// `<code class="language-x">` within preformatted text names its language.
    pub(super) fn code_language(&mut self, element: &Element) {
        let language = element.attributes.classes.iter().find_map(|class| class.strip_prefix("language-"));
        if let (Some(language), Some(frame)) = (language, self.frames.last_mut()) {
            frame.element.detail = Detail::Word(language.to_owned());
        }
    }

    /// Reports attributes that mean nothing on this kind of thing. HTML has many that only a browser needs.
    pub(super) fn check_keys(&mut self, element: &Element) {
        if element.origin == Origin::Html {
            return;
        }
        let known: &[&str] = match element.kind {
            Kind::Heading => &["short", "lang"],
            Kind::Image | Kind::Picture => &["width", "height", "alt", "lang"],
            Kind::List => &["marker", "lang"],
            Kind::Part => return,
            Kind::Span | Kind::Link => &["lang", "index"],
            _ => &["lang"],
        };
        self.check_known(&element.attributes, known);
    }

    /// The marker of a list, as its braces have it.
    fn marker(&mut self, marker: ListMarker, attributes: &Attributes) -> ListMarker {
        let Some(name) = attributes.get("marker") else { return marker };
        match (marker, MarkerStyle::parse(name)) {
            (ListMarker::Ordered { start, .. }, Some(style)) => ListMarker::Ordered { start, style },
            (_, style) => {
                let (message, help) = if style.is_some() {
                    ("a list of bullets has no numbers".to_owned(), "write 1. and 2. for its items".to_owned())
                } else {
                    let known = "decimal, lower-alpha, upper-alpha, lower-roman, upper-roman, abjad, abjad-maghrebi, hijai, ordinal";
                    (format!("there are no markers called `{name}`"), format!("known are {known}"))
                };
                let place = self.place(self.key_span(attributes.span.clone(), "marker"));
                self.report(Diagnostic::warning("bad-attribute", message).at(place).help(help));
                marker
            }
        }
    }

    pub(super) fn check_known(&mut self, attributes: &Attributes, known: &[&str]) {
        for (key, _) in &attributes.pairs {
            if known.contains(&key.as_str()) {
                continue;
            }
            let place = self.place(self.key_span(attributes.span.clone(), key));
            let help = match crate::diagnostics::nearest(key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here are {}", known.join(", ")),
            };
            let message = format!("the attribute `{key}` means nothing here");
            self.report(Diagnostic::warning("unknown-attribute", message).at(place).help(help));
        }
    }

    /// Where a key stands within its braces.
    pub(super) fn key_span(&self, braces: Range<usize>, key: &str) -> Range<usize> {
        let found = self.source.get(braces.clone()).and_then(|text| text.find(&format!("{key}=")));
        found.map_or(braces.clone(), |at| braces.start + at..braces.start + at + key.len())
    }
}

/// What a cell holds as words, where that is one plain paragraph or picture, else as blocks.
fn words_alone(mut blocks: Vec<Block>) -> (Vec<Inline>, Vec<Block>) {
    if let [Block { id: None, classes, lang: None, span, kind, .. }] = blocks.as_mut_slice()
        && classes.is_empty()
    {
        match kind {
            BlockKind::Paragraph(content) => return (std::mem::take(content), Vec::new()),
            BlockKind::Figure(Figure { picture, caption: None }) => {
                return (vec![Inline::Image { node: NO_NODE, picture: picture.clone(), span: *span }], Vec::new());
            }
            _ => {}
        }
    }
    (Vec::new(), blocks)
}

/// Whether all cells of a row are heads.
fn is_head(row: &TableRow) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.head)
}

fn code(frame: &mut Frame) -> Code {
    let mut text = std::mem::take(&mut frame.raw);
    if frame.element.origin == Origin::Html && text.starts_with('\n') {
        text.remove(0);
    }
    if text.ends_with('\n') {
        text.pop();
    }
    let language = match &frame.element.detail {
        Detail::Word(info) => listings::language(info),
        _ => None,
    };
    let text = listings::shown(language.as_deref(), text);
    Code { language, text }
}
