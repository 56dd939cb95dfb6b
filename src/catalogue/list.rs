//! The list of publications: `Module 1: … [ENG] [FR] [AR 1/2; 2/2]`, formats and sizes beside it.

use super::html::{escape, words};
use super::record::{Catalogue, CatalogueFile};
use crate::facts::Facts;
use crate::language::{LangTag, Language, NumeralSystem};
use crate::project::{Edition, Output, Project, Publication, for_language};

/// The editions in the order of their use to somebody with a telephone.
fn by_use(publication: &Publication) -> Vec<&Edition> {
    let mut editions: Vec<&Edition> = publication.editions.iter().collect();
    editions.sort_by_key(|edition| match edition.output {
        Output::Screen => 0,
        Output::Ebook => 1,
        Output::Print => 2,
    });
    editions
}

/// What a file of an edition is called.
fn format_of(edition: &Edition, language: &Language) -> String {
    match edition.output {
        _ if !edition.is_plain() => edition.called(language),
        Output::Screen => language.term("screen-pdf").to_owned(),
        Output::Ebook => language.term("epub").to_owned(),
        Output::Print => language.term("print-pdf").to_owned(),
    }
}

/// The sections of the toolbox with what was made of their publications.
pub(super) fn sections(project: &Project, catalogue: &Catalogue, language: &Language) -> String {
    let mut out = String::new();
    let mut shown: Vec<&str> = Vec::new();
    for section in &project.sections {
        let publications: Vec<&Publication> =
            section.publications.iter().filter_map(|name| project.publication(name)).collect();
        shown.extend(publications.iter().map(|publication| publication.name.as_str()));
        let title = for_language(&section.title, &language.tag).map_or("", String::as_str);
        out.push_str(&section_of(title, &publications, project, catalogue, language));
    }
    let is_left = |publication: &&Publication| !shown.contains(&publication.name.as_str());
    let rest: Vec<&Publication> = project.publications.iter().filter(is_left).collect();
    out.push_str(&section_of(language.term("more-publications"), &rest, project, catalogue, language));
    out
}

fn section_of(
    title: &str,
    publications: &[&Publication],
    project: &Project,
    catalogue: &Catalogue,
    language: &Language,
) -> String {
    let entries: String =
        publications.iter().map(|publication| entry(publication, project, catalogue, language)).collect();
    if entries.is_empty() {
        return String::new();
    }
    format!("<section>\n<h2>{}</h2>\n<ul class=\"titles\">\n{entries}</ul>\n</section>\n", words(title, language))
}

/// A publication; nothing where no file of it was made.
fn entry(publication: &Publication, project: &Project, catalogue: &Catalogue, language: &Language) -> String {
    let labels: Vec<String> =
        publication.languages.iter().filter_map(|tag| label(publication, tag, project, catalogue, language)).collect();
    if labels.is_empty() {
        return String::new();
    }
    // A title that is not there in this language is shown in the publication's first one.
    let own = publication.languages.contains(&language.tag);
    let tag = if own { &language.tag } else { publication.languages.first().unwrap_or(&language.tag) };
    let said = project.language(tag);
    let facts = Facts::of(project, publication, &said);
    let lang = if own { String::new() } else { format!(" lang=\"{tag}\"") };
    let lang = format!("{lang} dir=\"{}\"", direction(tag));
    let required = if publication.required {
        format!(" <span class=\"required\">{}</span>", escape(language.term("required")))
    } else {
        String::new()
    };
    let formats = formats(publication, catalogue, language);
    let said_of = |class: &str, text: Option<&String>| match text {
        Some(text) => format!("<p class=\"{class}\"><bdi{lang}>{}</bdi></p>\n", words(text, &said)),
        None => String::new(),
    };
    format!(
        "<li id=\"{}\">\n<h3><bdi{lang}>{}</bdi>{required}</h3>\n{}<p class=\"languages\">{}</p>\n{}{formats}</li>\n",
        escape(&publication.name),
        words(&facts.labelled_title(&said), &said),
        said_of("statement", facts.view_statement.as_ref()),
        labels.join(" "),
        said_of("authors", facts.credits.first())
    )
}

/// `[AR 1/2; 2/2]`: each a link to the edition of most use.
fn label(
    publication: &Publication,
    tag: &LangTag,
    project: &Project,
    catalogue: &Catalogue,
    language: &Language,
) -> Option<String> {
    let name = project.labels.get(tag).map_or(tag.as_str(), String::as_str);
    let (files, format) = by_use(publication).into_iter().find_map(|edition| {
        let files = catalogue.volumes(&publication.name, tag.as_str(), &edition.name);
        // Of pieces, the file that has all.
        let files: Vec<&CatalogueFile> = files.filter(|file| file.piece.is_none()).collect();
        (!files.is_empty()).then(|| (files, format_of(edition, language)))
    })?;
    let described = |file: &CatalogueFile| {
        let mut words = vec![project.language(tag).data.name.clone(), format.clone()];
        words.extend(facts(file, language));
        words.join(language.term("list-separator"))
    };
    let link = |file: &CatalogueFile, text: &str| {
        format!(
            "<a href=\"../{}\" hreflang=\"{tag}\" title=\"{}\">{}</a>",
            escape(&file.path),
            escape(&described(file)),
            escape(text)
        )
    };
    let links = match files.as_slice() {
        [file] if file.volumes <= 1 => link(file, name),
        files => {
            let volumes: Vec<String> =
                files.iter().map(|file| link(file, &format!("{}/{}", file.volume, file.volumes))).collect();
            format!("{} {}", escape(name), volumes.join("; "))
        }
    };
    Some(format!("<bdi dir=\"ltr\">[{links}]</bdi>"))
}

/// The formats in the page's own language, a line each; volumes of one format stand on one line.
fn formats(publication: &Publication, catalogue: &Catalogue, language: &Language) -> String {
    let mut out = String::new();
    for edition in by_use(publication) {
        let mut files: Vec<&CatalogueFile> =
            catalogue.volumes(&publication.name, language.tag.as_str(), &edition.name).collect();
        files.sort_by_key(|file| !file.is_archive());
        let format = format_of(edition, language);
        let links: Vec<String> = files.iter().map(|file| format_link(file, &format, language)).collect();
        if !links.is_empty() {
            out.push_str(&format!("<li>{}</li>\n", links.join("<br>\n")));
        }
    }
    if out.is_empty() { out } else { format!("<ul class=\"formats\">\n{out}</ul>\n") }
}

fn format_link(file: &CatalogueFile, format: &str, language: &Language) -> String {
    let words = match (&file.piece, file.volumes) {
        (Some(piece), _) => piece.clone(),
        (None, _) if file.is_archive() => language.pattern("all-in-one", &[("edition", format)]),
        (None, 0 | 1) => format.to_owned(),
        _ => [format, &language.volume(usize::from(file.volume))].join(language.term("list-separator")),
    };
    format!(
        "<a href=\"../{}\">{}</a> <span class=\"size\">{}</span>",
        escape(&file.path),
        escape(&words),
        escape(&facts(file, language).join(" · "))
    )
}

/// Pages of PDFs, and the size.
fn facts(file: &CatalogueFile, language: &Language) -> Vec<String> {
    let key = if file.pages == 1 { "one-page" } else { "pages" };
    let has_pages = file.path.ends_with(".pdf") || file.is_archive();
    let pages = has_pages.then(|| language.pattern(key, &[("count", &language.number(file.pages as usize))]));
    pages.into_iter().chain([human_size(file.bytes, language)]).collect()
}

/// A size as people say it: `640 kB`, `1.2 MB`, in powers of ten.
fn human_size(bytes: u64, language: &Language) -> String {
    if bytes < 995_000 {
        let size = language.number(usize::try_from(bytes.div_ceil(1000)).unwrap_or(usize::MAX));
        return language.pattern("size-kb", &[("size", &size)]);
    }
    let tenths = usize::try_from((bytes + 50_000) / 100_000).unwrap_or(usize::MAX);
    let sign = if language.digits() == NumeralSystem::Arab { "٫" } else { language.term("decimal-sign") };
    let size = if tenths < 100 {
        format!("{}{sign}{}", language.number(tenths / 10), language.number(tenths % 10))
    } else {
        language.number((tenths + 5) / 10)
    };
    language.pattern("size-mb", &[("size", &size)])
}

pub(super) fn direction(tag: &LangTag) -> &'static str {
    if tag.direction().is_rtl() { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_is_not_said_in_the_plural() {
        let said = |tag: &str, pages| {
            let file = CatalogueFile {
                path: "a.pdf".to_owned(),
                publication: String::new(),
                lang: tag.to_owned(),
                edition: "print".to_owned(),
                volume: 1,
                volumes: 1,
                piece: None,
                bytes: 1000,
                sha256: String::new(),
                pages,
                title: String::new(),
                standard: String::new(),
                warnings: 0,
                asked: false,
            };
            facts(&file, &Language::or_english(&LangTag::parse(tag).expect("a tag"))).swap_remove(0)
        };
        assert_eq!((said("en", 1).as_str(), said("en", 2).as_str()), ("1 page", "2 pages"));
        assert_eq!((said("fr", 1).as_str(), said("fr", 2).as_str()), ("1 page", "2 pages"));
        assert_eq!((said("es", 1).as_str(), said("es", 2).as_str()), ("1 página", "2 páginas"));
        assert_eq!(said("ar-EG", 1), "عدد الصفحات: ١");
    }

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let size = |tag: &str, bytes| {
            human_size(bytes, &Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language"))
        };
        assert_eq!(size("en", 1), "1 kB");
        assert_eq!(size("en", 640_400), "641 kB");
        assert_eq!(size("en", 999_000), "1.0 MB");
        assert_eq!(size("fr", 1_240_000), "1,2\u{a0}Mo");
        assert_eq!(size("es", 12_600_000), "13 MB");
        assert_eq!(size("ar-EG", 1_240_000), "١٫٢ ميغابايت");
    }
}
