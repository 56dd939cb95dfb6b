//! The file as a whole: what it says it is, what it brings along, how many pages it has.

use super::{Asked, Log};
use crate::pdf_file::Input;
use crate::pdf_file::page::entry;
use crate::project::Standard;
use lopdf::{Dictionary, Object};

pub(super) fn look(bytes: &[u8], input: &Input, asked: &Asked<'_>, log: &mut Log<'_>) {
    pages(input, asked, log);
    standard(input, asked, log);
    brought(input, log);
    let megabytes = bytes.len() as f64 / 1e6;
    if let Some(most) = asked.profile.megabytes.filter(|most| megabytes > f64::from(*most)) {
        let message = format!("the file has {megabytes:.0} MB; {most} MB are taken");
        log.error("file-too-large", message, "use smaller pictures");
    }
}

/// How many pages there are.
fn pages(input: &Input, asked: &Asked<'_>, log: &mut Log<'_>) {
    let (pages, counts) = (input.pages.len(), asked.profile.pages);
    if asked.cover.is_some() {
        if pages != 1 {
            log.error(
                "cover-pages",
                format!("a cover is one page, not {pages}"),
                "put back, spine and front on one page",
            );
        }
        return;
    }
    if let Some(least) = counts.least.filter(|least| pages < *least as usize) {
        log.error("too-few-pages", format!("{pages} pages; {least} or more are taken"), "bind it with another text");
    }
    if let Some(most) = counts.most.filter(|most| pages > *most as usize) {
        log.error("too-thick", format!("{pages} pages; {most} at most are taken"), "split it into volumes");
    }
    if let Some(multiple) = counts.multiple.filter(|multiple| !pages.is_multiple_of(usize::from(*multiple))) {
        let help = "add blank pages at the end";
        log.error("page-multiple", format!("{pages} pages are no multiple of {multiple}"), help);
    }
}

fn catalog(input: &Input) -> Option<&Dictionary> {
    input.document.catalog().ok()
}

/// The standard that the file says it follows.
pub(super) fn claimed(input: &Input) -> Option<String> {
    let information = entry(&input.document, &input.document.trailer, b"Info")?.as_dict().ok()?;
    let text = entry(&input.document, information, b"GTS_PDFXVersion")?.as_str().ok()?;
    Some(String::from_utf8_lossy(text).into_owned())
}

fn standard(input: &Input, asked: &Asked<'_>, log: &mut Log<'_>) {
    let wanted = asked.profile.standard;
    let intents = catalog(input).and_then(|catalog| entry(&input.document, catalog, b"OutputIntents"));
    let has_intent = intents.and_then(|intents| intents.as_array().ok()).is_some_and(|intents| {
        intents.iter().filter_map(|intent| input.document.dereference(intent).ok()?.1.as_dict().ok()).any(|intent| {
            entry(&input.document, intent, b"S").and_then(|kind| kind.as_name().ok()) == Some(b"GTS_PDFX")
        })
    });
    if wanted == Standard::Plain {
        return;
    }
    let claimed = claimed(input);
    let is_kept = claimed.as_deref().is_some_and(|claimed| match wanted {
        // The older editions of a standard are stricter.
        Standard::X1a => claimed.starts_with("PDF/X-1"),
        Standard::X3 => claimed.starts_with("PDF/X-1") || claimed.starts_with("PDF/X-3"),
        _ => claimed.starts_with("PDF/X"),
    });
    if !is_kept {
        let said = claimed.map_or("no standard for printers".to_owned(), |claimed| claimed);
        let message = format!("the file follows {said}; {} is asked", wanted.name());
        log.error("wrong-standard", message, "export it anew by that standard");
    }
    if !has_intent {
        let message = format!("the file names no printing condition (output intent), which {} wants", wanted.name());
        log.error("no-output-intent", message, "export it with the profile of the printing condition");
    }
    if !wanted.takes_transparency() && input.document.version.as_str() > "1.4" {
        let message = format!("the file is PDF {}; {} is PDF 1.4", input.document.version, wanted.name());
        log.error("pdf-version", message, "export it anew by that standard");
    }
}

/// What has no place on paper.
fn brought(input: &Input, log: &mut Log<'_>) {
    if input.links > 0 {
        let message = format!("the file has {} links, which paper cannot follow", input.links);
        log.warning("links", message, "export it without links and bookmarks");
    }
    if input.annotations > 0 {
        let message = format!("the file has {} comments, stamps or fields over its pages", input.annotations);
        log.error("annotations", message, "make them part of the pages, or take them out");
    }
    let Some(catalog) = catalog(input) else { return };
    let document = &input.document;
    if entry(document, catalog, b"OpenAction").is_some_and(|action| is_script(input, action))
        || entry(document, catalog, b"AA").is_some()
        || names(input, b"JavaScript").is_some()
    {
        log.error("scripts", "the file runs scripts or actions", "take them out: `qpdf` or the program it comes from");
    }
    if names(input, b"EmbeddedFiles").is_some() {
        log.error("embedded-files", "other files are embedded in the file", "take them out");
    }
    let has_fields = |form: &Dictionary| {
        entry(document, form, b"Fields").and_then(|fields| fields.as_array().ok()).is_some_and(|one| !one.is_empty())
    };
    if entry(document, catalog, b"AcroForm").and_then(|form| form.as_dict().ok()).is_some_and(has_fields) {
        log.error("form-fields", "the file has fields to fill in", "make their contents part of the pages");
    }
    let layers = entry(document, catalog, b"OCProperties").and_then(|layers| layers.as_dict().ok());
    let layers = layers.and_then(|layers| entry(document, layers, b"OCGs")?.as_array().ok());
    if layers.is_some_and(|layers| !layers.is_empty()) {
        log.warning("layers", "the file has layers, of which a press may print others than are shown", "flatten them");
    }
    let information = entry(document, &document.trailer, b"Info").and_then(|information| information.as_dict().ok());
    let title = information.and_then(|information| entry(document, information, b"Title")?.as_str().ok());
    if title.is_none_or(<[u8]>::is_empty) {
        log.warning("no-title", "the file does not say its title", "give it one in its properties");
    }
}

fn is_script(input: &Input, action: &Object) -> bool {
    let action = action.as_dict().ok();
    action.and_then(|action| entry(&input.document, action, b"S")?.as_name().ok()).is_some_and(|kind| kind != b"GoTo")
}

/// A tree of names in the catalogue.
fn names<'a>(input: &'a Input, key: &[u8]) -> Option<&'a Object> {
    let names = entry(&input.document, catalog(input)?, b"Names")?.as_dict().ok()?;
    entry(&input.document, names, key)
}
