//! The calls of the stages, in the order in which a book goes through them.

use super::names::Product;
use super::page_map::page_map;
use super::references;
use super::selection::Job;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::edition::{self, Input, MarginFolios, VolumeBook};
use crate::epub;
use crate::font::FontSet;
use crate::impose::{self, Scale};
use crate::language::{Direction, LangTag};
use crate::layout::{FolioSeries, Frame, Pages};
use crate::manuscript::{self, Block, LinkTarget, Manuscript, NodeId};
use crate::pdf::{self, Palette, Press};
use crate::project::page_size::{self, OfficePaper};
use crate::project::{
    Colors, Condition, Edition, HouseStyle, Imposition, Output, Project, Publication, Sides, Standard,
};
use crate::units::{Length, Size};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A volume that becomes a file, and what is around it.
pub(super) struct Book<'a> {
    /// The publication and its text.
    pub(super) input: &'a Input<'a>,
    /// The edition's text, where it is an e-book: that of the pages may be another.
    pub(super) ebook: &'a Manuscript,
    /// The edition's house style: that of the pages may be another's.
    pub(super) house: &'a HouseStyle,
    /// Its fonts.
    pub(super) fonts: &'a FontSet,
    /// All its volumes.
    pub(super) volumes: &'a [VolumeBook],
    /// This one.
    pub(super) volume: &'a VolumeBook,
    /// The only time the file knows.
    pub(super) time: Option<jiff::civil::DateTime>,
    /// Files that links out of this one lead to.
    pub(super) links: BTreeMap<LinkTarget, String>,
    /// Folios of another edition, by the pages of this volume on which they stand in the margin.
    pub(super) margin_folios: MarginFolios,
}

/// Reads a manuscript; `None` where there is none, which is reported.
pub(super) fn manuscript(
    project: &Project,
    job: &Job<'_>,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Option<Manuscript> {
    let Job { publication, language, .. } = job;
    let files = publication.manuscript_files(project, &language.tag, found);
    if files.is_empty() {
        return None;
    }
    let names: Vec<String> = project.publications.iter().map(|publication| publication.name.clone()).collect();
    let editions: Vec<&str> = publication.editions.iter().map(|edition| edition.name.as_str()).collect();
    let house = project.house_of_text(publication, &language.tag);
    let figures = if publication.is_alone() { Vec::new() } else { figures(project, publication, &language.tag) };
    let input = manuscript::Input {
        sources,
        lang: &language.tag,
        language,
        project_root: Some(project.root.as_path()),
        alone: publication.is_alone(),
        figures,
        publications: &names,
        editions: &editions,
        number_to_level: house.number_to_level,
        glossary: &project.glossary,
        smart_punctuation: true,
        regional_digits: house.regional_digits,
    };
    Some(manuscript::read(&files, &input, found))
}

/// Where pictures lie: the publication's own, then those of the whole toolbox; the language's variants first.
fn figures(project: &Project, publication: &Publication, tag: &LangTag) -> Vec<PathBuf> {
    let of = |folder: &Path| {
        let figures = folder.join("figures");
        [figures.join(tag.as_str()), figures.join(tag.primary()), figures]
    };
    of(&publication.folder).into_iter().chain(of(&project.sources)).collect()
}

/// Makes one file of a volume; `None` where it cannot be made, which is reported.
pub(super) fn file(product: Product<'_>, book: &Book<'_>, found: &mut Diagnostics) -> Option<Vec<u8>> {
    if product.is_cover {
        return pdf(book, product, &edition::cover(book.input, book.volumes, book.volume, found), found);
    }
    if !product.edition.has_pages() {
        return ebook(book, product.edition, found);
    }
    let marked;
    let pages = if book.margin_folios.folios.is_empty() {
        &book.volume.pages
    } else {
        marked = edition::with_margin_folios(&book.volume.pages, &book.margin_folios, book.input, found);
        &marked
    };
    let bytes = pdf(book, product, pages, found)?;
    match &product.edition.impose {
        Some(imposition) => imposed(&bytes, imposition, book, found),
        None => Some(bytes),
    }
}

/// The pages of a file on the sheets of a copier.
fn imposed(bytes: &[u8], imposition: &Imposition, book: &Book<'_>, found: &mut Diagnostics) -> Option<Vec<u8>> {
    let office = OfficePaper::parse(imposition.paper);
    let paper = office.map_or(imposition.paper, |office| office.name(book.input.language.tag.region()));
    let [width, height] = page_size::of(paper)?.map(Length::from_mm);
    let request = impose::Request {
        pages: None,
        scheme: imposition.scheme,
        paper: Size { width, height },
        direction: Some(book.input.language.direction()),
        scale: Scale::Shrink,
        marks: imposition.marks,
    };
    let name = format!("{} in {}", book.input.publication.name, book.input.language.tag);
    match impose::impose(bytes, &name, &request, found) {
        Ok(imposed) => Some(imposed.bytes),
        Err(fault) => {
            found.push(*fault);
            None
        }
    }
}

/// The standard that a file keeps to.
pub(super) fn standard(product: Product<'_>) -> &'static str {
    match product.edition.output {
        // Sheets have neither tags nor the boxes of pages.
        _ if product.edition.impose.is_some() && !product.is_cover => Standard::Plain.name(),
        Output::Print => of_paper(product.edition).name(),
        Output::Screen => "PDF/UA-1, PDF/A-2a",
        Output::Ebook => "EPUB 3.3",
    }
}

/// The standard of an edition for paper.
fn of_paper(edition: &Edition) -> Standard {
    edition.profile.as_ref().map_or(Standard::X4, |profile| profile.standard)
}

/// What the colours of an edition are made of.
fn palette(edition: &Edition) -> Palette {
    let (colors, condition, limit) = match &edition.profile {
        Some(profile) => (profile.colors, profile.condition.clone(), profile.ink_limit),
        None => (Colors::Cmyk, Condition::built_in(), None),
    };
    // Screens show red, green and blue, or grey.
    if !edition.is_bound() && colors != Colors::Grey {
        return Palette::of_screen();
    }
    Palette::of_paper(colors, Press::new(&condition), limit)
}

/// Bleed around the pages, or around the cover.
fn bleed(product: Product<'_>, house: &HouseStyle) -> Sides {
    if product.is_cover {
        return Sides::all(product.edition.cover_bleed(house));
    }
    let own = product.edition.profile.as_deref().and_then(|profile| profile.bleed);
    own.unwrap_or(Sides::all(house.page.bleed))
}

fn pdf(book: &Book<'_>, product: Product<'_>, pages: &Pages, found: &mut Diagnostics) -> Option<Vec<u8>> {
    let Input { publication, language, facts, house, .. } = book.input;
    let edition = product.edition;
    let profile = edition.profile.as_deref();
    let blanks = if product.is_cover { 0 } else { book.volume.blanks };
    let is_reversed = edition.is_bound()
        && !product.is_cover
        && language.direction().is_rtl()
        && profile.is_some_and(|profile| profile.rtl.is_reversed);
    let reversed = is_reversed.then(|| backwards(pages, blanks));
    let pages = reversed.as_ref().unwrap_or(pages);
    let info = pdf::Info {
        standard: edition.is_bound().then(|| of_paper(edition)),
        palette: palette(edition),
        title: facts.title_of_volume(book.volume.name.as_deref()),
        subtitle: subtitle(book),
        authors: facts.contributors.iter().filter(|c| c.role == "aut").map(|c| c.name.clone()).collect(),
        publisher: facts.publisher.clone(),
        keywords: Vec::new(),
        lang: language.tag.clone(),
        direction: if is_reversed { Direction::Ltr } else { language.direction() },
        date: book.time,
        identifier: identifier(book, product),
        bleed: bleed(product, house),
        least_density: edition.least_density(),
        marks: house.page.marks && profile.is_none_or(|profile| profile.marks != Some(false)),
        blanks: if is_reversed { 0 } else { blanks },
        link_color: house.link,
        ink: house.ink,
        links: book.links.clone(),
    };
    match pdf::write(pages, &info, book.input.fonts, found) {
        Ok(bytes) => Some(bytes),
        Err(pdf::Error::Refused) => None,
        Err(error) => {
            found.push(
                Diagnostic::error("pdf-failed", format!("{} in {}: {error}", publication.name, language.tag))
                    .help("replace the font or the picture that is named"),
            );
            None
        }
    }
}

/// The pages from the last blank one to the first, as a shop asks for that binds all books at the left: turned as one book, the
/// one from right to left then reads as it should.
fn backwards(pages: &Pages, blanks: usize) -> Pages {
    let mut pages = pages.clone();
    let blank = pages.frames.last().map(|last| Frame {
        size: last.size,
        folio: String::new(),
        series: FolioSeries::Body,
        number: 0,
        items: Vec::new(),
        turn: None,
        links: Vec::new(),
    });
    pages.frames.extend(blank.into_iter().flat_map(|blank| std::iter::repeat_n(blank, blanks)));
    pages.frames.reverse();
    pages
}

/// The subtitle, and what the book is of another.
fn subtitle(book: &Book<'_>) -> Option<String> {
    let Input { language, facts, .. } = book.input;
    let parts: Vec<String> = facts.subtitle.iter().chain(&facts.view_statement).cloned().collect();
    (!parts.is_empty()).then(|| parts.join(language.term("list-separator")))
}

fn ebook(book: &Book<'_>, edition: &Edition, found: &mut Diagnostics) -> Option<Vec<u8>> {
    let Input { project, publication, language, facts, .. } = book.input;
    let pages = page_map(&book.volume.pages, NodeId(book.input.manuscript.next_node));
    let elsewhere = references::elsewhere(book);
    let paged = publication.editions.paged(edition);
    let mut info = epub::Info {
        facts,
        volume: (book.volume.volumes > 1).then_some((book.volume.volume, book.volume.volumes)),
        volume_name: book.volume.name.clone(),
        modified: book.time.map_or(0, seconds),
        isbn: isbn(book, edition),
        set_isbn: publication.isbn.of_set(edition, &language.tag),
        imprint: &publication.imprint,
        print_identifier: Some(identifier(book, Product::book(paged))),
        language,
        publication: &publication.name,
        house: book.house,
        fonts: book.fonts,
        page_map: (project.page_list && paged.is_bound() && publication.editions.is_usual(paged))
            .then_some(pages.as_slice()),
        cover: None,
        elsewhere: &elsewhere,
    };
    let made = epub::draw_cover(&info, found).and_then(|cover| {
        info.cover = Some(cover);
        epub::write(ebook_blocks(book), book.ebook, &info, found)
    });
    match made {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            found.push(
                Diagnostic::error("epub-failed", format!("{} in {}: {error}", publication.name, language.tag))
                    .help("this is a fault of the program: please report it with the sources that show it"),
            );
            None
        }
    }
}

/// Seconds since 1970.
pub(super) fn seconds(time: jiff::civil::DateTime) -> i64 {
    time.to_zoned_datetime(jiff::tz::TimeZone::UTC).map_or(0, |time| time.timestamp().as_second())
}

/// The blocks of the volume as the e-book has them: its text may have others than the pages, and is cut at the same
/// elements.
pub(super) fn ebook_blocks<'a>(book: &Book<'a>) -> &'a [Block] {
    let cut = |at: usize| book.input.manuscript.blocks.get(at).map(|block| block.node);
    let place = |node: Option<NodeId>| {
        let blocks = &book.ebook.blocks;
        node.map_or(blocks.len(), |node| blocks.partition_point(|block| block.node < node))
    };
    let start = if book.volume.blocks.start == 0 { 0 } else { place(cut(book.volume.blocks.start)) };
    let end = place(cut(book.volume.blocks.end));
    &book.ebook.blocks[start.min(end)..end]
}

fn isbn<'a>(book: &Book<'a>, edition: &Edition) -> Option<&'a str> {
    let Input { publication, language, .. } = book.input;
    let isbn = publication.isbn.of(edition, &language.tag, book.volume.volume, book.volume.volumes);
    isbn.filter(|_| book.volume.piece.is_none())
}

/// What identifies a file: the ISBN of its edition, else its place in the toolbox.
fn identifier(book: &Book<'_>, product: Product<'_>) -> String {
    let Input { publication, language, .. } = book.input;
    let isbn = isbn(book, product.edition).filter(|_| !product.is_cover);
    match isbn {
        Some(isbn) => format!("urn:isbn:{}", isbn.replace(['-', ' '], "")),
        _ => {
            let number = book.volume.piece.map_or(book.volume.volume, |(number, _)| number);
            format!("{}:{}:{}:{number}", publication.name, language.tag, product.name())
        }
    }
}
