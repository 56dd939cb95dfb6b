//! Blocks: headings, paragraphs, lists, quotations, code, figures.

use super::inlines::{class_names, code_direction};
use super::writer::Writer;
use super::{Attributes, HeadingEntry, anchor, heading_number, spaced, with_language};
use crate::manuscript::{Block, BlockKind, Code, Definition, Figure, Heading, List, ListItem, ListMarker, plain_text};

/// More lines to write on than this in a row are cut: an e-book is not written on.
const MAX_ANSWER_LINES: u16 = 40;

/// The id of a block.
pub(super) fn block_anchor(block: &Block) -> String {
    anchor(block.id.as_deref(), block.node)
}

/// The attributes that any block may have: id, classes after those of its kind, language.
pub(super) fn block_attributes(block: &Block, class: Option<&str>) -> Attributes {
    let classes = [class.map(str::to_owned), class_names(&block.classes)];
    let classes: Vec<String> = classes.into_iter().flatten().collect();
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    let attributes =
        Attributes::new().with_some("id", block.id.is_some().then(|| block_anchor(block))).with_some("class", class);
    match &block.lang {
        Some(lang) => with_language(attributes, lang),
        None => attributes,
    }
}

impl<'a> Writer<'a, '_> {
    /// A block in its own language.
    pub(super) fn block(&mut self, block: &'a Block) {
        if !matches!(block.kind, BlockKind::List(_) | BlockKind::Definitions(_)) {
            self.pages_at(block.node);
        }
        self.in_language(block.lang.as_ref(), |writer| writer.block_kind(block));
        self.out.line();
    }

    fn block_kind(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(block, heading, false),
            BlockKind::Paragraph(content) => {
                self.out.open_with("p", &block_attributes(block, None));
                self.paragraph(block.node, content);
                self.out.close();
            }
            BlockKind::List(list) => self.list(block, list),
            BlockKind::Definitions(definitions) => self.definitions(block, definitions),
            BlockKind::Quote(content) => {
                self.out.open_with("blockquote", &block_attributes(block, None)).line();
                self.blocks(content);
                self.out.close();
            }
            BlockKind::Code(code) => self.code_block(block, code),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Part(part) => self.part(block, part),
            BlockKind::AnswerLines(count) => self.answer_lines(block, *count),
            BlockKind::Index(entries) => self.index(block, entries),
            BlockKind::Rule => {
                self.out.empty_with("hr", &block_attributes(block, None));
            }
            BlockKind::PageBreak => {
                self.out.open("div", &[("class", "page-break"), ("aria-hidden", "true")]).close();
            }
        }
    }

    /// A heading. Its level is never more than one below the heading before it, and only a chapter's is the first.
    pub(super) fn heading(&mut self, block: &'a Block, heading: &'a Heading, chapter: bool) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        if chapter {
            self.pages_at(block.node);
        }
        let level = if chapter { 1 } else { heading.level.max(2).min(self.level + 1).min(6) };
        self.level = level;
        let name = NAMES.get(usize::from(level) - 1).copied().unwrap_or("h6");
        let id = block_anchor(block);
        let listed = block.id.is_none().then_some(id.as_str());
        self.out.open_with(name, &block_attributes(block, None).with_some("id", listed));
        if !heading.number.is_empty() {
            self.out.open("span", &[("class", "number")]);
            match heading.number.as_slice() {
                [part] if heading.level == 0 => {
                    self.out.text(&self.book.language.part(usize::from(*part)));
                }
                number => heading_number(&mut self.out, number, self.book.language),
            }
            self.out.close().text(" ");
        }
        self.inlines(&heading.content);
        self.out.close();
        if !self.quiet {
            let words = heading.short.clone().unwrap_or_else(|| plain_text(&heading.content));
            let words = spaced(&words, self.book.language);
            self.headings.push(HeadingEntry {
                level: heading.level,
                depth: heading.depth(),
                number: heading.number.clone(),
                words,
                id,
            });
        }
        if chapter {
            self.out.line();
        }
    }

    fn list(&mut self, block: &'a Block, list: &'a List) {
        let tasks = list.items.iter().any(|item| item.task.is_some());
        let (name, class) = match list.marker {
            ListMarker::Bullet if tasks => ("ul", Some("marked")),
            ListMarker::Bullet => ("ul", None),
            ListMarker::Ordered { .. } => ("ol", Some("marked")),
        };
        // Lists whose markers are text need the role: some readers do not announce a list without markers of its own.
        let role = class.is_some().then_some("list");
        self.out.open_with(name, &block_attributes(block, class).with_some("role", role)).line();
        for (at, item) in list.items.iter().enumerate() {
            self.out.open("li", &[]);
            self.pages_at(item.node);
            self.marker(list.marker, at, item.task, tasks);
            self.item_text(list, item);
            self.out.close().line();
        }
        self.out.close();
    }

    /// A marker as text, so that it is the same in every reader and language (docs/typography.md A36, A41).
    fn marker(&mut self, marker: ListMarker, at: usize, task: Option<bool>, among_tasks: bool) {
        let language = self.book.language;
        if let ListMarker::Ordered { start, style } = marker {
            let number = (start as usize).saturating_add(at);
            let text = language.item_marker(style, number);
            self.out.leaf("span", &[("class", "marker")], &text).text(" ");
        } else if task.is_none() && among_tasks {
            // The list has no bullets of its own.
            self.out.leaf("span", &[("class", "marker")], "•").text(" ");
        }
        if let Some(done) = task {
            let (sign, term) = if done { ("☑", "task-done") } else { ("☐", "task-open") };
            let attributes = [("class", "marker"), ("role", "img"), ("aria-label", language.term(term))];
            self.out.leaf("span", &attributes, sign).text(" ");
        }
    }

    /// The text of an item; in a tight list its paragraphs stand without space between.
    fn item_text(&mut self, list: &'a List, item: &'a ListItem) {
        for (at, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content)
                    if list.tight && at == 0 && block.id.is_none() && block.lang.is_none() =>
                {
                    self.pages_at(block.node);
                    self.paragraph(block.node, content);
                }
                _ => self.blocks(std::slice::from_ref(block)),
            }
        }
    }

    fn definitions(&mut self, block: &'a Block, definitions: &'a [Definition]) {
        self.out.open_with("dl", &block_attributes(block, None)).line();
        for definition in definitions {
            self.out.open("dt", &[]);
            self.pages_at(definition.node);
            self.inlines(&definition.term);
            self.out.close().line();
            for detail in &definition.details {
                self.out.open("dd", &[]);
                self.blocks(detail);
                self.out.close().line();
            }
        }
        self.out.close();
    }

    fn code_block(&mut self, block: &Block, code: &Code) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#');
        let language = code.language.as_deref().filter(|name| !name.is_empty() && name.chars().all(plain));
        let class = language.map(|name| format!("language-{name}"));
        self.out.open_with("pre", &block_attributes(block, None).with("dir", code_direction()));
        self.out.open_with("code", &Attributes::new().with_some("class", class));
        self.code(&code.text);
        self.out.close().close();
    }

    fn figure(&mut self, block: &'a Block, figure: &'a Figure) {
        self.out.open_with("figure", &block_attributes(block, None)).line();
        let caption = figure.caption.as_ref().map(|caption| plain_text(&caption.content)).unwrap_or_default();
        self.picture(&figure.picture, &caption);
        self.out.line();
        if let Some(caption) = &figure.caption {
            self.out.open("figcaption", &[]);
            self.caption("figure", caption);
            self.out.close().line();
        }
        self.out.close();
    }

    fn answer_lines(&mut self, block: &Block, count: u16) {
        self.out.open_with("div", &block_attributes(block, Some("answer-lines")).with("aria-hidden", "true"));
        for _ in 0..count.min(MAX_ANSWER_LINES) {
            self.out.open("div", &[("class", "answer-line")]).close();
        }
        self.out.close();
    }
}
