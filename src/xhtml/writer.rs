//! Writes the files: each chapter's blocks, then its notes.

use super::bidi;
use super::pages::{ListedPage, PageQueue};
use super::plan::{Plan, PlannedFile, plan};
use super::{Attributes, Book, HeadingEntry, Markup, TextFile, document, spaced, words};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::{LangTag, Language};
use crate::manuscript::{Block, BlockKind, Heading, NodeId, Note, NoteId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Blocks inside blocks deeper than this are left out, with a diagnostic: no reader shows them.
const MAX_DEPTH: usize = 64;

/// All files of the text.
pub(super) fn files(blocks: &[Block], book: &Book<'_>, diagnostics: &mut Diagnostics) -> Vec<TextFile> {
    let plan = plan(blocks, book.manuscript);
    let mut writer = Writer {
        book,
        plan: &plan,
        diagnostics,
        out: Markup::new(),
        language: book.language.clone(),
        file: 0,
        depth: 0,
        level: 0,
        quiet: false,
        spaced: None,
        begins: false,
        rows: bidi::Rows::new(),
        headings: Vec::new(),
        notes: BTreeSet::new(),
        marks: BTreeMap::new(),
        queue: PageQueue::new(book.pages.text()),
        place: None,
        pages: Vec::new(),
    };
    plan.files.iter().enumerate().map(|(at, file)| writer.file(at, file)).collect()
}

/// The state of writing.
pub(super) struct Writer<'a, 'd> {
    pub(super) book: &'a Book<'a>,
    pub(super) plan: &'a Plan<'a>,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) out: Markup,
    /// Language of the text around.
    pub(super) language: Language,
    /// Index of the file.
    pub(super) file: usize,
    depth: usize,
    /// Level of the last heading written.
    pub(super) level: u8,
    /// Inside notes: headings are not listed.
    pub(super) quiet: bool,
    /// The words of the paragraph being written that are still to come, with the language's spaces.
    pub(super) spaced: Option<VecDeque<String>>,
    /// A paragraph begins with a reference that is not written yet.
    pub(super) begins: bool,
    /// What is set apart in the paragraph being written.
    pub(super) rows: bidi::Rows,
    pub(super) headings: Vec<HeadingEntry>,
    /// Notes marked in this file that are to be written, in the order of their numbers.
    notes: BTreeSet<NoteId>,
    /// How often each note was marked so far.
    pub(super) marks: BTreeMap<NoteId, u32>,
    pub(super) queue: PageQueue<'a>,
    /// The paragraph being written, and how many letters of it are.
    pub(super) place: Option<(NodeId, usize)>,
    pages: Vec<ListedPage>,
}

impl<'a> Writer<'a, '_> {
    fn file(&mut self, at: usize, file: &'a PlannedFile<'a>) -> TextFile {
        let title = self.title(file);
        self.file = at;
        self.level = 0;
        self.out = Markup::new();
        self.chapter(file, &title);
        self.write_notes();
        if at + 1 == self.plan.files.len() {
            let rest = self.queue.take_all();
            self.mark_pages(rest);
        }
        let body = std::mem::take(&mut self.out).finish();
        let matter = if is_heading(file, |heading| heading.back) { "backmatter" } else { "bodymatter" };
        let xhtml = document(self.book.language, &title, matter, |out| {
            out.raw(&body);
        });
        TextFile {
            name: file.name.clone(),
            title,
            xhtml,
            headings: std::mem::take(&mut self.headings),
            pages: std::mem::take(&mut self.pages),
        }
    }

    fn title(&self, file: &PlannedFile<'_>) -> String {
        let language = self.book.language;
        let title = file.chapter.as_deref().map(str::trim).filter(|title| !title.is_empty()).unwrap_or(self.book.title);
        let title = spaced(title, language);
        if file.continued && file.chapter.is_some() {
            language.pattern("continued", &[("caption", &title)])
        } else {
            title
        }
    }

    /// The chapter itself. A file that begins without its heading gets one, for every file has to have one.
    fn chapter(&mut self, file: &'a PlannedFile<'a>, title: &str) {
        let opens = file.chapter.is_some() && !file.continued;
        let mut attributes = Attributes::new();
        if opens {
            let is_part = is_heading(file, |heading| heading.level == 0);
            let (kind, role) = if is_part { ("part", "doc-part") } else { ("chapter", "doc-chapter") };
            attributes = attributes.with_some("class", is_part.then_some("book-part"));
            attributes = attributes.with("epub:type", kind).with("role", role);
            attributes = attributes.with_some("aria-labelledby", file.blocks.first().map(super::blocks::block_anchor));
        }
        self.out.open_with("section", &attributes).line();
        if !opens {
            self.out.open("h1", &[("class", "running")]);
            words(&mut self.out, title, self.book.language);
            self.out.close().line();
            self.level = 1;
        }
        for (at, block) in file.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Heading(heading) if at == 0 && opens => self.heading(block, heading, true),
                _ => self.block(block),
            }
        }
        self.out.close().line();
    }

    /// Blocks, unless they are nested too deep.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        if self.depth >= MAX_DEPTH {
            if let Some(block) = blocks.first() {
                let deep =
                    Diagnostic::warning("nested-too-deep", "this is nested too deep for an e-book and is left out");
                self.diagnostics.push(deep.at(block.span).help("take some of the lists, quotations or parts apart"));
            }
            return;
        }
        self.depth += 1;
        blocks.iter().for_each(|block| self.block(block));
        self.depth -= 1;
    }

    /// Marks the pages of the printed edition that begin at or before this element.
    pub(super) fn pages_at(&mut self, node: NodeId) {
        if !self.quiet {
            let begun = self.queue.take_at(node, self.place);
            self.mark_pages(begun);
        }
    }

    fn mark_pages(&mut self, pages: &[ListedPage]) {
        for page in pages {
            page.write(&mut self.out);
            self.pages.push(page.clone());
        }
    }

    /// The mark of a note: a link to its text and the place its text leads back to.
    pub(super) fn note_mark(&mut self, id: NoteId) {
        let Some(note) = self.book.manuscript.notes.get(id.0 as usize) else { return };
        let count = self.marks.entry(id).or_insert(0);
        *count += 1;
        let first = *count == 1;
        let mark = if first { format!("mark-{}", note.number) } else { format!("mark-{}-{count}", note.number) };
        let home = self.plan.notes.get(&id).copied().unwrap_or(self.file);
        if home == self.file && first {
            self.notes.insert(id);
        }
        let target = self.href(home, &format!("note-{}", note.number));
        let attributes = [("epub:type", "noteref"), ("role", "doc-noteref"), ("id", mark.as_str()), ("href", &target)];
        // After its word in the order of reading, even where that runs the other way (docs/typography.md A5).
        let direction = self.language.direction().is_rtl().then_some("rtl");
        self.out.open_with("sup", &Attributes::new().with_some("dir", direction)).open("a", &attributes);
        self.out.text(&self.book.language.note_mark(note.number)).close().close();
    }

    /// The notes of this file, and those marked in them.
    fn write_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out.open("section", &[("class", "notes"), ("epub:type", "footnotes")]).line();
        self.quiet = true;
        while let Some(id) = self.notes.pop_first() {
            if let Some(note) = self.book.manuscript.notes.get(id.0 as usize) {
                self.note(note);
            }
        }
        self.quiet = false;
        self.out.close().line();
    }

    fn note(&mut self, note: &'a Note) {
        let id = format!("note-{}", note.number);
        self.out.open("aside", &[("epub:type", "footnote"), ("role", "doc-footnote"), ("id", &id)]).line();
        let mut blocks = note.blocks.as_slice();
        self.out.open("p", &[]);
        self.back_link(note);
        if let Some((first, rest)) = blocks.split_first()
            && let (BlockKind::Paragraph(content), None) = (&first.kind, &first.lang)
        {
            self.out.text(" ");
            self.inlines(content);
            blocks = rest;
        }
        self.out.close().line();
        self.blocks(blocks);
        self.out.close().line();
    }

    /// The note's number, which leads back to its mark.
    fn back_link(&mut self, note: &Note) {
        let number = self.book.language.note_mark(note.number);
        let label = format!("{} {number}", self.book.language.term("back-to-text"));
        let target = format!("#mark-{}", note.number);
        self.out.leaf("a", &[("role", "doc-backlink"), ("href", &target), ("aria-label", &label)], &number);
    }

    /// The address of an id in a file of the text, from the file being written.
    pub(super) fn href(&self, file: usize, id: &str) -> String {
        match self.plan.files.get(file) {
            Some(planned) if file != self.file => format!("{}#{id}", planned.name),
            _ => format!("#{id}"),
        }
    }

    /// Writes with this language around, if there is one, then goes back.
    pub(super) fn in_language(&mut self, lang: Option<&LangTag>, write: impl FnOnce(&mut Self)) {
        let Some(lang) = lang else { return write(self) };
        let language = self.book.language.foreign(lang);
        let around = std::mem::replace(&mut self.language, language);
        write(self);
        self.language = around;
    }
}

/// Whether a file begins with such a heading.
fn is_heading(file: &PlannedFile<'_>, is: impl Fn(&Heading) -> bool) -> bool {
    matches!(file.blocks.first().map(|block| &block.kind), Some(BlockKind::Heading(heading)) if is(heading))
}
