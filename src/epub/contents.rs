//! The list of contents, of landmarks and of pages: `nav.xhtml`, and `toc.ncx` for readers of before 2011.

use super::{IMPRINT, Info, NAV, TITLE_PAGE};
use crate::xhtml::{Attributes, ListedPage, Markup, TextFile, document, heading_number, with_language, words};

/// An entry of the list of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: Vec<u16>,
    pub(super) words: String,
    pub(super) href: String,
    pub(super) children: Vec<Entry>,
}

/// What the lists are made from.
pub(super) struct Lists<'a> {
    pub(super) info: &'a Info<'a>,
    pub(super) entries: Vec<Entry>,
    /// Chapters of the whole work, and where those of this volume stand.
    pub(super) whole: Vec<(String, Option<String>)>,
    /// First file of the text.
    pub(super) start: Option<String>,
    /// File and page, in order.
    pub(super) pages: Vec<(String, ListedPage)>,
}

/// The headings of the files down to the level that the house style wants, nested.
pub(super) fn entries(files: &[TextFile], info: &Info<'_>) -> Vec<Entry> {
    let depth = info.house.contents_to_level.max(1);
    let mut flat = Vec::new();
    for file in files {
        let listed = file.headings.iter().filter(|heading| heading.level <= depth);
        for heading in listed {
            let words = if heading.words.trim().is_empty() { file.title.clone() } else { heading.words.clone() };
            let href = format!("{}#{}", file.name, heading.id);
            let (number, words) = match heading.level {
                0 => (Vec::new(), info.language.part_title(&heading.number, &words)),
                _ => (heading.number.clone(), words),
            };
            flat.push((heading.depth, Entry { number, words, href, children: Vec::new() }));
        }
    }
    if flat.is_empty()
        && let Some(file) = files.first()
    {
        let entry =
            Entry { number: Vec::new(), words: file.title.clone(), href: file.name.clone(), children: Vec::new() };
        flat.push((1, entry));
    }
    let imprint = info.language.term("imprint").to_owned();
    flat.push((0, Entry { number: Vec::new(), words: imprint, href: IMPRINT.to_owned(), children: Vec::new() }));
    let mut rest = flat.into_iter().peekable();
    let mut top = Vec::new();
    while let Some((level, mut entry)) = rest.next() {
        entry.children = nest(level, &mut rest);
        top.push(entry);
    }
    top
}

/// The entries that follow and lie deeper than `level`.
fn nest(level: u8, rest: &mut std::iter::Peekable<std::vec::IntoIter<(u8, Entry)>>) -> Vec<Entry> {
    let mut children = Vec::new();
    while let Some((own, mut entry)) = rest.next_if(|(next, _)| *next > level) {
        entry.children = nest(own, rest);
        children.push(entry);
    }
    children
}

/// `nav.xhtml`.
pub(super) fn nav(lists: &Lists<'_>) -> String {
    let language = lists.info.language;
    let title = match lists.info.volume {
        Some(_) => language.contents_of_volume(),
        None => language.term("contents"),
    };
    document(language, title, "frontmatter", |out| {
        open_nav(
            out,
            lists,
            &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc"), ("aria-labelledby", "toc-title")],
        );
        out.leaf("h1", &[("id", "toc-title")], title).line();
        list(out, lists, &lists.entries);
        out.close().line();
        whole_work(out, lists);
        landmarks(out, lists, title);
        page_list(out, lists);
    })
}

fn open_nav(out: &mut Markup, lists: &Lists<'_>, attributes: &[(&'static str, &str)]) {
    let all = attributes.iter().fold(Attributes::new(), |all, (key, value)| all.with(key, *value));
    out.open_with("nav", &with_language(all, &lists.info.language.tag)).line();
}

fn list(out: &mut Markup, lists: &Lists<'_>, entries: &[Entry]) {
    let language = lists.info.language;
    out.open("ol", &[]).line();
    for entry in entries {
        out.open("li", &[]).open("a", &[("href", &entry.href)]);
        if !entry.number.is_empty() {
            heading_number(out, &entry.number, language);
            out.text(" ");
        }
        words(out, &entry.words, language);
        out.close();
        if !entry.children.is_empty() {
            out.line();
            list(out, lists, &entry.children);
        }
        out.close().line();
    }
    out.close().line();
}

/// The chapters of all volumes, those of this one as links (docs/typography.md V2).
fn whole_work(out: &mut Markup, lists: &Lists<'_>) {
    if lists.info.volume.is_none() || lists.whole.is_empty() {
        return;
    }
    let language = lists.info.language;
    out.open("section", &[("class", "whole-work")]).line();
    out.leaf("h2", &[], language.term("contents-of-work")).line().open("ul", &[]).line();
    for (title, href) in &lists.whole {
        out.open("li", &[]);
        if let Some(href) = href {
            out.open("a", &[("href", href)]);
        }
        words(out, title, language);
        if href.is_some() {
            out.close();
        }
        out.close().line();
    }
    out.close().line().close().line();
}

fn landmarks(out: &mut Markup, lists: &Lists<'_>, contents: &str) {
    let language = lists.info.language;
    open_nav(out, lists, &[("epub:type", "landmarks"), ("aria-labelledby", "landmarks-title"), ("hidden", "hidden")]);
    out.leaf("h2", &[("id", "landmarks-title")], language.term("landmarks")).line().open("ol", &[]).line();
    let mut marks = vec![("titlepage", TITLE_PAGE, language.term("title-page")), ("toc", NAV, contents)];
    if let Some(start) = &lists.start {
        marks.push(("bodymatter", start, language.term("text")));
    }
    marks.push(("copyright-page", IMPRINT, language.term("imprint")));
    for (kind, href, label) in marks {
        let href = if href == NAV { "#toc" } else { href };
        out.open("li", &[]).leaf("a", &[("epub:type", kind), ("href", href)], label).close().line();
    }
    out.close().line().close().line();
}

fn page_list(out: &mut Markup, lists: &Lists<'_>) {
    if lists.pages.is_empty() {
        return;
    }
    let title = lists.info.language.term("page-list");
    let kind = [
        ("epub:type", "page-list"),
        ("role", "doc-pagelist"),
        ("aria-labelledby", "pages-title"),
        ("hidden", "hidden"),
    ];
    open_nav(out, lists, &kind);
    out.leaf("h2", &[("id", "pages-title")], title).line().open("ol", &[]).line();
    for (file, page) in &lists.pages {
        let href = format!("{file}#{}", page.id);
        out.open("li", &[]).leaf("a", &[("href", &href)], &page.folio).close().line();
    }
    out.close().line().close().line();
}

/// `toc.ncx`, which says the same to old readers.
pub(super) fn ncx(lists: &Lists<'_>, identifier: &str) -> String {
    let info = lists.info;
    let lang = info.language.tag.as_str();
    let mut out = Markup::new();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let root = [("xmlns", "http://www.daisy.org/z3986/2005/ncx/"), ("version", "2005-1"), ("xml:lang", lang)];
    out.open("ncx", &root).line().open("head", &[]).line();
    let depth = depth(&lists.entries).to_string();
    let count = lists.pages.len().to_string();
    let greatest = lists.pages.iter().filter_map(|(_, page)| page.folio.parse::<u32>().ok()).max().unwrap_or(0);
    for (name, content) in [
        ("dtb:uid", identifier),
        ("dtb:depth", &depth),
        ("dtb:totalPageCount", &count),
        ("dtb:maxPageNumber", &greatest.to_string()),
    ] {
        out.empty("meta", &[("name", name), ("content", content)]).line();
    }
    out.close().line();
    label(&mut out, "docTitle", &info.facts.title);
    out.open("navMap", &[]).line();
    let mut order = 0;
    points(&mut out, lists, &lists.entries, &mut order);
    out.close().line();
    ncx_pages(&mut out, lists, order);
    let mut ncx = out.finish();
    ncx.push('\n');
    ncx
}

fn label(out: &mut Markup, name: &'static str, text: &str) {
    out.open(name, &[]).leaf("text", &[], text).close().line();
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}

fn points(out: &mut Markup, lists: &Lists<'_>, entries: &[Entry], order: &mut usize) {
    for entry in entries {
        *order += 1;
        let at = order.to_string();
        out.open("navPoint", &[("id", &format!("point-{at}")), ("playOrder", &at)]).line();
        label(out, "navLabel", &plain(lists.info, entry));
        out.empty("content", &[("src", &entry.href)]).line();
        points(out, lists, &entry.children, order);
        out.close().line();
    }
}

/// Number and words.
pub(super) fn plain(info: &Info<'_>, entry: &Entry) -> String {
    let number = info.language.multi_number(&entry.number);
    format!("{number} {}", entry.words).trim().to_owned()
}

fn ncx_pages(out: &mut Markup, lists: &Lists<'_>, mut order: usize) {
    if lists.pages.is_empty() {
        return;
    }
    out.open("pageList", &[]).line();
    label(out, "navLabel", lists.info.language.term("page-list"));
    for (file, page) in &lists.pages {
        order += 1;
        let number = page.folio.parse::<u32>().ok().map(|number| number.to_string());
        let attributes = Attributes::new()
            .with("id", format!("list-{}", page.id))
            .with("type", if number.is_some() { "normal" } else { "front" })
            .with_some("value", number)
            .with("playOrder", order.to_string());
        out.open_with("pageTarget", &attributes).line();
        label(out, "navLabel", &page.folio);
        out.empty("content", &[("src", &format!("{file}#{}", page.id))]).line().close().line();
    }
    out.close().line();
}
