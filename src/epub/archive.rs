//! The container: packed by epub-builder, then completed and put in order.
//!
//! epub-builder lays the files into a container. The finishing pass writes that container once more: with the package,
//! navigation and NCX that say all there is to say, `mimetype` first and stored, the entries in a fixed order with a
//! fixed time, pictures stored, text as it was deflated.

use super::{Error, Info, NAV, NCX, Resource};
use crate::xhtml::STYLESHEET;
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, ZipLibrary};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Folder of the book in the container, as epub-builder lays it out.
const FOLDER: &str = "OEBPS/";
const MIMETYPE: &str = "mimetype";

/// A file of the text on its way into the container.
pub(super) struct Page<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) xhtml: &'a str,
    /// What it is among the landmarks.
    pub(super) kind: Option<ReferenceType>,
}

/// Packs the files.
pub(super) fn pack(
    info: &Info<'_>,
    pages: &[Page<'_>],
    stylesheet: &str,
    resources: &[Resource],
) -> Result<Vec<u8>, Error> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V30);
    builder.metadata("title", &info.facts.title)?.metadata("lang", info.language.tag.as_str())?;
    builder.metadata("direction", crate::xhtml::direction_name(info.language.direction()))?;
    builder.metadata("toc_name", info.language.term("contents"))?;
    builder.stylesheet(stylesheet.as_bytes())?;
    for page in pages {
        let content = EpubContent::new(page.name, page.xhtml.as_bytes()).title(page.title);
        builder.add_content(match page.kind {
            Some(kind) => content.reftype(kind),
            None => content,
        })?;
    }
    for resource in resources {
        builder.add_resource(&resource.href, resource.bytes.as_slice(), resource.media_type)?;
    }
    let mut packed = Vec::new();
    builder.generate(&mut packed)?;
    Ok(packed)
}

/// Writes the container once more with these files in place of epub-builder's own.
pub(super) fn finish(packed: &[u8], replaced: &BTreeMap<String, String>, modified: i64) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(packed))?;
    let time = archive_time(modified);
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(time)
        .unix_permissions(0o644);
    let deflated = stored.compression_method(CompressionMethod::Deflated);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(packed.len())));
    writer.start_file(MIMETYPE, stored)?;
    writer.write_all(b"application/epub+zip")?;
    for (name, index) in ordered(&mut archive)? {
        if let Some(text) = replaced.get(&name) {
            writer.start_file(&*name, deflated)?;
            writer.write_all(text.as_bytes())?;
        } else if is_compressed(&name) {
            let mut bytes = Vec::new();
            archive.by_index(index)?.read_to_end(&mut bytes)?;
            writer.start_file(&*name, stored)?;
            writer.write_all(&bytes)?;
        } else {
            writer.raw_copy_file_touch(archive.by_index_raw(index)?, time, Some(0o644))?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// The entries after `mimetype`: what readers open first comes first, the rest as it was added.
fn ordered(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(String, usize)>, Error> {
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let name = archive.by_index_raw(index)?.name()?.into_owned();
        if name != MIMETYPE {
            entries.push((rank(&name), index, name));
        }
    }
    entries.sort();
    Ok(entries.into_iter().map(|(_, index, name)| (name, index)).collect())
}

fn rank(name: &str) -> u8 {
    match name.strip_prefix(FOLDER) {
        None => 0,
        Some("content.opf") => 1,
        Some(NAV) => 2,
        Some(NCX) => 3,
        Some(STYLESHEET) => 4,
        Some(name) if name.ends_with(".xhtml") => 5,
        Some(_) => 6,
    }
}

/// Pictures that are compressed already.
fn is_compressed(name: &str) -> bool {
    [".png", ".jpg", ".gif"].iter().any(|extension| name.ends_with(extension))
}

/// Name of a file in the container.
pub(super) fn path(href: &str) -> String {
    format!("{FOLDER}{href}")
}

/// Seconds since 1970 as an archive counts time: from 1980, in steps of two seconds.
#[must_use]
pub fn archive_time(seconds: i64) -> DateTime {
    let time = super::universal_time(seconds);
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    let year = u16::try_from(time.year()).unwrap_or(1980);
    DateTime::from_date_and_time(
        year,
        part(time.month()),
        part(time.day()),
        part(time.hour()),
        part(time.minute()),
        part(time.second()) / 2 * 2,
    )
    .unwrap_or_default()
}
