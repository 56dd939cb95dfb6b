//! One Markdown file without a project around it.

use super::files::read_named;
use super::{
    Chapter, Editions, FrontMatter, Houses, PerLanguage, Project, Publication, Section, SpineAuthors, Volumes, edition,
    layers, unknown_language,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span};
use crate::language::{LangTag, Language};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

impl Project {
    /// A project of one Markdown file, for each of `languages`. Where none is given: the front matter's `lang`, else
    /// Arabic where most letters are Arabic, else English. The title is the front matter's, else the first heading,
    /// else the file's name. `None` where the file cannot be read, which is reported.
    pub fn single_file(
        path: &Path,
        languages: &[LangTag],
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let root = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let name = path.file_stem()?.to_string_lossy().into_owned();
        let file = root.join(path.file_name()?);
        let (id, text) = read_named(&root, &file, sources, diagnostics)?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let front = FrontMatter::read(&text);

        let mut languages = languages.to_vec();
        if languages.is_empty() {
            let whole = Span::new(id, front.span.clone());
            languages.extend(language_of(&text, front.lang.as_deref(), whole, diagnostics));
        }
        let title =
            front.title.clone().or_else(|| first_heading(&text[front.span.end..])).unwrap_or_else(|| name.clone());
        let publication = Publication {
            chapters: vec![Chapter::of(file)],
            // An article has no leaves around its text.
            kind: "article".to_owned(),
            ..Publication::new(&name, root, languages)
        };
        Some(outside_of_projects(publication, &title, front))
    }
}

/// The project of a publication that has none, with what its files say of it.
pub(super) fn outside_of_projects(publication: Publication, title: &str, about: FrontMatter) -> Project {
    let languages = publication.languages.clone();
    let per_language =
        |text: &str| -> PerLanguage<String> { languages.iter().map(|tag| (tag.clone(), text.to_owned())).collect() };
    let editions = Editions::new(edition::built_in(), ["screen", "ebook"].map(str::to_owned).to_vec());
    let editions = Arc::new(editions);
    let publication = Publication {
        editions: editions.clone(),
        title: per_language(title),
        subtitle: about.subtitle.map(|text| per_language(&text)).unwrap_or_default(),
        date: about.date,
        contributors: about.contributors,
        volumes: languages.iter().map(|tag| (tag.clone(), Volumes::WHOLE)).collect(),
        ..publication
    };
    let (name, root, titles) = (publication.name.clone(), publication.folder.clone(), publication.title.clone());
    let mut publications = vec![publication];
    // Nothing of the design is the files' own, so that nothing of it can be wrong.
    let (stock, mut found) = (layers::Stock::default(), [Diagnostics::new(), Diagnostics::new()]);
    let [shared, theirs] = &mut found;
    let houses = Houses::of(&languages, &mut publications, &stock, (shared, theirs));
    Project {
        base_url: None,
        sources: root.clone(),
        root,
        title: titles.clone(),
        publisher: PerLanguage::new(),
        licence: None,
        labels: languages.iter().map(|tag| (tag.clone(), tag.as_str().to_uppercase())).collect(),
        languages,
        editions,
        profiles: super::built_in_profiles().clone(),
        // There is no printed edition whose pages it could list.
        page_list: false,
        covers: false,
        spine_authors: SpineAuthors::default(),
        sections: vec![Section { title: titles, publications: vec![name] }],
        publications,
        broken: false,
        houses,
        glossary: BTreeMap::new(),
    }
}

/// Words of the first heading of level 1.
pub(super) fn first_heading(text: &str) -> Option<String> {
    let mut heading = None::<String>;
    for event in Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => break,
            Event::Text(words) | Event::Code(words) => heading.iter_mut().for_each(|heading| heading.push_str(&words)),
            Event::SoftBreak | Event::HardBreak => heading.iter_mut().for_each(|heading| heading.push(' ')),
            _ => {}
        }
    }
    heading.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// The language named, if there is such a one, else the one that the text's letters show.
pub(super) fn language_of(
    text: &str,
    named: Option<&str>,
    place: Span,
    diagnostics: &mut Diagnostics,
) -> Option<LangTag> {
    let named = named.and_then(|name| {
        let tag = LangTag::parse(&name.replace('_', "-")).filter(|tag| Language::of(tag).is_some());
        if tag.is_none() {
            let Diagnostic { message, help, .. } = unknown_language(name);
            let mut finding = Diagnostic::warning("unknown-language", message).at(place);
            finding.help = help;
            diagnostics.push(finding);
        }
        tag
    });
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let arabic = text.chars().filter(|c| ('\u{620}'..='\u{6FF}').contains(c) && c.is_alphabetic()).count();
    let shown = if arabic * 2 > letters { "ar" } else { "en" };
    named.or_else(|| LangTag::parse(shown))
}
