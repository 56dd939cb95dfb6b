//! What Markdown becomes, seen through a short readable form of the tree.

mod arabic;
mod blocks;
mod callouts;
mod compare;
mod dialects;
mod directives;
mod faults;
mod figures;
mod html;
mod includes;
mod links;
mod mutations;
mod notes;
mod phrases;
mod tables;
mod views;

use super::*;
use std::fmt::Write as _;

/// A manuscript, what was said about it, and the text it came from.
pub(super) struct Made {
    pub(super) manuscript: Manuscript,
    pub(super) diagnostics: Diagnostics,
    text: String,
}

/// Reads a text in a language, alone.
pub(super) fn make(lang: &str, text: &str) -> Made {
    let names = ["core-module".to_owned(), "module-1".to_owned()];
    make_with(lang, text, &names, Path::new("notes.md"), None)
}

pub(super) fn make_with(lang: &str, text: &str, publications: &[String], path: &Path, root: Option<&Path>) -> Made {
    let (sources, lang) = (Sources::new(), LangTag::parse(lang).expect("a tag"));
    let language = Language::or_english(&lang);
    let glossary = glossary();
    let input = Input {
        sources: &sources,
        lang: &lang,
        language: &language,
        project_root: root,
        alone: root.is_none(),
        figures: Vec::new(),
        publications,
        editions: &["print", "screen", "ebook"],
        number_to_level: 3,
        glossary: &glossary,
        smart_punctuation: true,
        regional_digits: false,
    };
    let mut diagnostics = Diagnostics::new();
    let manuscript = read_text(text, path, &input, &mut diagnostics);
    Made { manuscript, diagnostics, text: text.replace("\r\n", "\n") }
}

fn glossary() -> BTreeMap<String, PerLanguage<String>> {
    let words = |en: &str, ar: &str| {
        let tag = |tag| LangTag::parse(tag).expect("a tag");
        PerLanguage::from([(tag("en"), en.to_owned()), (tag("ar"), ar.to_owned())])
    };
    let english = PerLanguage::from([(LangTag::parse("en").expect("a tag"), "town hall".to_owned())]);
    BTreeMap::from([
        ("remittance".to_owned(), words("remittance", "التحويلات المالية")),
        ("town-hall".to_owned(), english),
    ])
}

impl Made {
    /// The tree in short form, a line a block.
    pub(super) fn dump(&self) -> String {
        let mut out = String::new();
        dump_blocks(&self.manuscript.blocks, 0, &mut out);
        for note in &self.manuscript.notes {
            let _ = writeln!(out, "note {}", note.number);
            dump_blocks(&note.blocks, 1, &mut out);
        }
        out
    }

    /// Codes of what was said and the words they point at.
    pub(super) fn said(&self) -> Vec<(&'static str, &str)> {
        self.diagnostics
            .iter()
            .map(|found| {
                let words = found.span.and_then(|span| self.text.get(span.start as usize..span.end as usize));
                (found.code, words.unwrap_or("-"))
            })
            .collect()
    }

    /// The help of the first finding.
    pub(super) fn help(&self) -> &str {
        self.diagnostics.iter().next().and_then(|found| found.help.as_deref()).unwrap_or_default()
    }
}

/// The tree of a text about which nothing was said.
pub(super) fn dump(lang: &str, text: &str) -> String {
    let made = make(lang, text);
    assert_eq!(made.said(), [], "{text}");
    made.dump()
}

fn dump_blocks(blocks: &[Block], depth: usize, out: &mut String) {
    for block in blocks {
        let _ = write!(out, "{}", "  ".repeat(depth));
        dump_block(block, depth, out);
    }
}

fn dump_block(block: &Block, depth: usize, out: &mut String) {
    let mut about = String::new();
    if let Some(id) = &block.id {
        let _ = write!(about, " #{id}");
    }
    block.classes.iter().for_each(|class| about.push_str(&format!(" .{class}")));
    if let Some(lang) = &block.lang {
        let _ = write!(about, " @{lang}");
    }
    match &block.kind {
        BlockKind::Heading(heading) => {
            let number: Vec<String> = heading.number.iter().map(u16::to_string).collect();
            let short = heading.short.as_ref().map(|short| format!(" short={short}")).unwrap_or_default();
            let words = inlines(&heading.content);
            let _ = writeln!(out, "h{} [{}]{about}{short}: {words}", heading.level, number.join("."));
        }
        BlockKind::Paragraph(content) => {
            let _ = writeln!(out, "p{about}: {}", inlines(content));
        }
        BlockKind::List(list) => dump_list(list, &about, depth, out),
        BlockKind::Definitions(definitions) => {
            let _ = writeln!(out, "dl{about}");
            for one in definitions {
                let _ = writeln!(out, "{}dt: {}", "  ".repeat(depth + 1), inlines(&one.term));
                one.details.iter().for_each(|blocks| dump_blocks(blocks, depth + 2, out));
            }
        }
        BlockKind::Quote(blocks) => {
            let _ = writeln!(out, "quote{about}");
            dump_blocks(blocks, depth + 1, out);
        }
        BlockKind::Code(code) => {
            let _ = writeln!(out, "code{about} {}: {:?}", code.language.as_deref().unwrap_or("-"), code.text);
        }
        BlockKind::Table(table) => dump_table(table, &about, depth, out),
        BlockKind::Figure(figure) => {
            let name = figure.picture.file.name();
            let _ = write!(out, "figure{about} {name} alt={:?} width={:?}", figure.picture.alt, figure.picture.width);
            dump_caption(figure.caption.as_ref(), out);
        }
        BlockKind::Part(part) => {
            let number = part.number.map(|number| format!(" {number}")).unwrap_or_default();
            let facts: String = part.facts.iter().map(|(key, value)| format!(" {key}={value:?}")).collect();
            let _ = writeln!(out, "{}{number}{about}{facts}: {}", part.kind.name(), inlines(&part.title));
            dump_blocks(&part.blocks, depth + 1, out);
        }
        BlockKind::AnswerLines(lines) => {
            let _ = writeln!(out, "lines {lines}");
        }
        BlockKind::Index(entries) => {
            out.push_str("index\n");
            for entry in entries {
                let places: Vec<&str> = entry.places.iter().map(|place| place.id.as_str()).collect();
                let _ = writeln!(out, "{}{}: {}", "  ".repeat(usize::from(entry.level)), entry.words, places.join(" "));
            }
        }
        BlockKind::Rule => out.push_str("rule\n"),
        BlockKind::PageBreak => out.push_str("page\n"),
    }
}

fn dump_list(list: &List, about: &str, depth: usize, out: &mut String) {
    let marker = match list.marker {
        ListMarker::Bullet => "ul".to_owned(),
        ListMarker::Ordered { start, style } => format!("ol {start} {style:?}"),
    };
    let _ = writeln!(out, "{marker}{about}{}", if list.tight { "" } else { " loose" });
    for item in &list.items {
        let task = item.task.map(|done| if done { " [x]" } else { " [ ]" }).unwrap_or_default();
        let _ = writeln!(out, "{}li{task}", "  ".repeat(depth + 1));
        dump_blocks(&item.blocks, depth + 2, out);
    }
}

fn dump_table(table: &Table, about: &str, depth: usize, out: &mut String) {
    let _ = write!(out, "table{about} {:?}", table.columns);
    dump_caption(table.caption.as_ref(), out);
    let rows = table.head.iter().map(|row| ("th", row)).chain(table.body.iter().map(|row| ("td", row)));
    for (kind, row) in rows {
        let cells: Vec<String> = row.cells.iter().map(dump_cell).collect();
        let _ = writeln!(out, "{}{kind}: {}", "  ".repeat(depth + 1), cells.join(" | "));
    }
}

/// Words, after what the cell covers and before the blocks in it, each in braces.
fn dump_cell(cell: &TableCell) -> String {
    let mut out = String::new();
    if cell.columns > 1 || cell.rows > 1 {
        let _ = write!(out, "{}x{} ", cell.columns, cell.rows);
    }
    out.push_str(&inlines(&cell.content));
    for block in &cell.blocks {
        let mut inner = String::new();
        dump_block(block, 0, &mut inner);
        let _ = write!(out, "{{{}}}", inner.trim_end().replace('\n', " /"));
    }
    out
}

fn dump_caption(caption: Option<&Caption>, out: &mut String) {
    match caption {
        Some(caption) => {
            let number = caption.number.map(|number| number.to_string()).unwrap_or_default();
            let _ = writeln!(out, " ({number}): {}", inlines(&caption.content));
        }
        None => out.push('\n'),
    }
}

fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Code { text, .. } => {
                let _ = write!(out, "`{text}`");
            }
            Inline::Emphasis(content) => {
                let _ = write!(out, "<em {}>", inlines(content));
            }
            Inline::Strong(content) => {
                let _ = write!(out, "<b {}>", inlines(content));
            }
            Inline::Strike(content) => {
                let _ = write!(out, "<s {}>", inlines(content));
            }
            Inline::Superscript(content) => {
                let _ = write!(out, "<sup {}>", inlines(content));
            }
            Inline::Subscript(content) => {
                let _ = write!(out, "<sub {}>", inlines(content));
            }
            Inline::Link { target, content, .. } => {
                let _ = write!(out, "<a {} {}>", target_of(target), inlines(content));
            }
            Inline::Reference { target, .. } => {
                let _ = write!(out, "<ref {}>", target_of(target));
            }
            Inline::Span { id, lang, classes, content, .. } => {
                out.push_str("<span");
                id.iter().for_each(|id| out.push_str(&format!(" #{id}")));
                classes.iter().for_each(|class| out.push_str(&format!(" .{class}")));
                lang.iter().for_each(|lang| out.push_str(&format!(" @{lang}")));
                let _ = write!(out, " {}>", inlines(content));
            }
            Inline::Image { picture, .. } => {
                let _ = write!(out, "<img {:?}>", picture.alt);
            }
            Inline::NoteMark { note, .. } => {
                let _ = write!(out, "<mark {}>", note.0);
            }
            Inline::Value { name, .. } => {
                let _ = write!(out, "<value {name}>");
            }
            Inline::SoftBreak => out.push('~'),
            Inline::HardBreak => out.push('|'),
        }
    }
    out
}

fn target_of(target: &LinkTarget) -> String {
    match target {
        LinkTarget::External(url) => url.clone(),
        LinkTarget::Internal(id) => format!("#{id}"),
        LinkTarget::Publication { publication, id } => {
            format!("{publication}#{}", id.as_deref().unwrap_or_default())
        }
    }
}
