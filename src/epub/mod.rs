//! Packaging of e-books: EPUB 3.3, readable by EPUB 2 readers.
//!
//! In: the blocks of one volume, and [`Info`] about the book. Out: the bytes of the `.epub`. Steps: collect and check
//! pictures, choose fonts, write the text as XHTML, set title page and imprint, add fonts for their signs, make the lists of
//! contents and pages and the package, pack with epub-builder, finish the container.

mod archive;
mod canvas;
mod contents;
mod cover;
mod fonts;
mod front;
mod identifier;
mod metadata;
mod package;
mod pictures;
mod scan;
mod signs;
mod subset;

pub use archive::archive_time;
pub use cover::draw_cover;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::{self, Facts};
use crate::font::FontSet;
use crate::language::Language;
use crate::manuscript::{Block, BlockKind, LinkTarget, Manuscript, plain_text};
use crate::project::{HouseStyle, Imprint};
use crate::xhtml::{self, Book, PageBreak, PageList, TextFile};
use contents::Lists;
use epub_builder::ReferenceType;
use metadata::Content;
use package::Item;
use std::collections::BTreeMap;
use std::fmt;

const NAV: &str = "nav.xhtml";
const NCX: &str = "toc.ncx";
const TITLE_PAGE: &str = "title-page.xhtml";
const IMPRINT: &str = "imprint.xhtml";
const XHTML: &str = "application/xhtml+xml";

/// What the e-book says about itself.
#[derive(Debug)]
pub struct Info<'a> {
    /// What the publication says of itself.
    pub facts: &'a Facts,
    /// Which volume of how many; `None` where the work is not split.
    pub volume: Option<(u16, u16)>,
    /// The volume as a title page names it: «الجزء الأول من جزأين».
    pub volume_name: Option<String>,
    /// When the sources were changed last, seconds since 1970.
    pub modified: i64,
    /// ISBN of this e-book.
    pub isbn: Option<&'a str>,
    /// That of all volumes together.
    pub set_isbn: Option<&'a str>,
    /// What else the imprint says.
    pub imprint: &'a Imprint,
    /// ISBN or other identifier of the printed edition that the page numbers are of.
    pub print_identifier: Option<String>,
    /// Language.
    pub language: &'a Language,
    /// Name of the publication, for its identifier.
    pub publication: &'a str,
    /// Design.
    pub house: &'a HouseStyle,
    /// Fonts.
    pub fonts: &'a FontSet,
    /// Where the pages of the printed edition begin, in order; `None` leaves the list of pages out.
    pub page_map: Option<&'a [PageBreak]>,
    /// A cover, PNG or JPEG, 1600 × 2560 pixels; [`draw_cover`] draws one.
    pub cover: Option<Vec<u8>>,
    /// Words of references to what is not in this book: other volumes, other publications. What is missing here is
    /// named by its kind and number or its title.
    pub elsewhere: &'a BTreeMap<LinkTarget, String>,
}

/// Why no e-book could be made.
#[derive(Debug)]
pub enum Error {
    /// The files could not be packed.
    Pack(epub_builder::Error),
    /// The container could not be finished.
    Container(zip::result::ZipError),
    /// Reading or writing failed.
    Io(std::io::Error),
    /// A file of ours is not well-formed: a fault of the program.
    Malformed {
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pack(error) => write!(f, "the e-book could not be packed: {error}"),
            Self::Container(error) => write!(f, "the e-book's container could not be written: {error}"),
            Self::Io(error) => write!(f, "the e-book could not be written: {error}"),
            Self::Malformed { file, problem } => write!(f, "{file} of the e-book is malformed: {problem}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<epub_builder::Error> for Error {
    fn from(error: epub_builder::Error) -> Self {
        Self::Pack(error)
    }
}

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Container(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// A file that is no text.
#[derive(Clone, Debug)]
struct Resource {
    href: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// Makes the e-book of one volume: `blocks` are its chapters, of `manuscript`. Links to what lies outside become words.
///
/// # Errors
/// If the container cannot be written. What is wrong with the text is reported to `diagnostics`.
pub fn write(
    blocks: &[Block],
    manuscript: &Manuscript,
    info: &Info<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Error> {
    let identifier = identifier::urn(info, diagnostics);
    let pictures = pictures::collect(blocks, manuscript, diagnostics);
    let fonts = fonts::choose(info, diagnostics);
    let pages = PageList::new(info.page_map.unwrap_or_default());
    let book = Book {
        manuscript,
        language: info.language,
        title: &info.facts.title,
        values: &values(info),
        elsewhere: info.elsewhere,
        pictures: &pictures.places,
        pages: &pages,
    };
    let files = xhtml::write(blocks, &book, diagnostics);
    let content = Content {
        pictures: !pictures.resources.is_empty(),
        described: pictures.described,
        moving: pictures.moving,
        pages: !pages.is_empty(),
        cover: info.cover.is_some(),
    };
    let mut resources = pictures.resources;
    resources.extend(cover(info, diagnostics));
    let lists = lists(&files, manuscript, info, &pages);
    let nav = contents::nav(&lists);
    let own = Own { title_page: front::title_page(info, pages.front()), nav, imprint: front::imprint(info, &fonts) };
    let texts =
        || files.iter().map(|file| &file.xhtml).chain([&own.title_page, &own.nav, &own.imprint]).map(String::as_str);
    let signs = signs::of_texts(info, &fonts, texts());
    resources.extend(fonts.resources(texts()));
    resources.extend(signs.resources);
    let stylesheet = xhtml::stylesheet(info.house, info.language, &fonts.faces, &signs.faces);
    let items = items(&files, &own, &resources)?;
    let modified = format!("{}Z", universal_time(info.modified));
    let replaced = BTreeMap::from([
        (archive::path("content.opf"), package::write(info, &items, &identifier, &modified, content)),
        (archive::path(NAV), own.nav.clone()),
        (archive::path(NCX), contents::ncx(&lists, &identifier)),
    ]);
    let packed = archive::pack(info, &spine(info, &own, &files), &stylesheet, &resources)?;
    archive::finish(&packed, &replaced, info.modified)
}

/// The files that are not of the text.
struct Own {
    title_page: String,
    nav: String,
    imprint: String,
}

/// Values that the text may ask for by name.
fn values(info: &Info<'_>) -> BTreeMap<String, String> {
    let (volume, volumes) = info.volume.unwrap_or_default();
    let of_volume = |name: &str| {
        let value = facts::value_of_volume(name, volume, usize::from(volumes), info.language)?;
        Some((name.to_owned(), value))
    };
    info.facts.values().into_iter().chain(["volume", "volumes"].into_iter().filter_map(of_volume)).collect()
}

/// The cover as a file of the book.
fn cover(info: &Info<'_>, diagnostics: &mut Diagnostics) -> Option<Resource> {
    let bytes = info.cover.as_ref()?;
    let (extension, media_type) = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => ("png", "image/png"),
        [0xFF, 0xD8, 0xFF, ..] => ("jpg", "image/jpeg"),
        _ => {
            let unusable = Diagnostic::error("unusable-cover", "the cover is neither PNG nor JPEG");
            diagnostics.push(unusable.help("give a PNG or JPEG picture of 1600 × 2560 pixels"));
            return None;
        }
    };
    Some(Resource { href: format!("{COVER}.{extension}"), media_type, bytes: bytes.clone() })
}

/// The cover's name without its extension.
const COVER: &str = "images/cover-of-the-book";

fn lists<'a>(files: &[TextFile], manuscript: &Manuscript, info: &'a Info<'_>, pages: &PageList) -> Lists<'a> {
    let front = pages.front().iter().map(|page| (TITLE_PAGE.to_owned(), page.clone()));
    let text = files.iter().flat_map(|file| file.pages.iter().map(|page| (file.name.clone(), page.clone())));
    Lists {
        info,
        entries: contents::entries(files, info),
        whole: whole_work(files, manuscript, info),
        start: files.first().map(|file| file.name.clone()),
        pages: front.chain(text).collect(),
    }
}

/// The chapters of the whole work, and where those of this volume stand.
fn whole_work(files: &[TextFile], manuscript: &Manuscript, info: &Info<'_>) -> Vec<(String, Option<String>)> {
    let chapters = manuscript.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) if heading.level <= 1 => Some(heading),
        _ => None,
    });
    let mut here = files.iter().filter(|file| file.headings.iter().any(|heading| heading.level <= 1)).peekable();
    chapters
        .map(|heading| {
            let title = xhtml::spaced(plain_text(&heading.content).trim(), info.language);
            let file = here.next_if(|file| file.title == title);
            let number = if heading.level == 0 { heading.number.as_slice() } else { &[] };
            (info.language.part_title(number, &title), file.map(|file| file.name.clone()))
        })
        .collect()
}

/// All files in the order of the container, with the properties that a look into each of them shows.
fn items(files: &[TextFile], own: &Own, resources: &[Resource]) -> Result<Vec<Item>, Error> {
    let scanned = |href: &str, text: &str| {
        scan::properties(text).map_err(|problem| Error::Malformed { file: href.to_owned(), problem })
    };
    let page = |href: &str, text: &str, in_spine: bool| -> Result<Item, Error> {
        let mut properties = scanned(href, text)?;
        if href == NAV {
            properties.push("nav");
            properties.sort_unstable();
        }
        Ok(Item { href: href.to_owned(), media_type: XHTML, properties, in_spine })
    };
    let plain =
        |href: &str, media_type| Item { href: href.into(), media_type, properties: Vec::new(), in_spine: false };
    let mut items = vec![page(TITLE_PAGE, &own.title_page, true)?, page(NAV, &own.nav, true)?];
    for file in files {
        items.push(page(&file.name, &file.xhtml, true)?);
    }
    items.push(page(IMPRINT, &own.imprint, true)?);
    items.push(plain(NCX, "application/x-dtbncx+xml"));
    items.push(plain(xhtml::STYLESHEET, "text/css"));
    for resource in resources {
        let mut item = plain(&resource.href, resource.media_type);
        if resource.media_type == "image/svg+xml" {
            item.properties = scanned(&resource.href, &String::from_utf8_lossy(&resource.bytes))?;
        }
        if resource.href.starts_with(COVER) {
            item.properties.push("cover-image");
        }
        items.push(item);
    }
    Ok(items)
}

/// The files that epub-builder packs as text; it adds a navigation of its own, which is replaced.
fn spine<'a>(info: &'a Info<'_>, own: &'a Own, files: &'a [TextFile]) -> Vec<archive::Page<'a>> {
    let language = info.language;
    let page = |name, title, xhtml, kind| archive::Page { name, title, xhtml, kind };
    let mut pages =
        vec![page(TITLE_PAGE, language.term("title-page"), own.title_page.as_str(), Some(ReferenceType::TitlePage))];
    for (at, file) in files.iter().enumerate() {
        pages.push(page(&file.name, &file.title, &file.xhtml, (at == 0).then_some(ReferenceType::Text)));
    }
    pages.push(page(IMPRINT, language.term("imprint"), &own.imprint, Some(ReferenceType::Copyright)));
    pages
}

/// A time in UTC between 1980 and 2107, which is what archives can hold.
fn universal_time(seconds: i64) -> jiff::civil::DateTime {
    const FIRST: i64 = 315_532_800;
    const LAST: i64 = 4_354_819_198;
    let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    epoch.saturating_add(jiff::SignedDuration::from_secs(seconds.clamp(FIRST, LAST)))
}
