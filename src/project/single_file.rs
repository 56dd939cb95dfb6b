//! One Markdown file without a project around it.

use super::files::read_named;
use super::{
    EditionKind, HouseStyle, PerLanguage, Project, Publication, Section, SpineAuthors, Volumes, unknown_language,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span};
use crate::language::{LangTag, Language};
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::path::Path;

/// What the file says of itself.
#[derive(Debug, Default, PartialEq)]
struct Facts {
    /// Front matter, as YAML.
    front_matter: String,
    /// Words of the first heading of level 1.
    heading: Option<String>,
}

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
        let facts = facts(&text);
        let front: serde_norway::Value = serde_norway::from_str(&facts.front_matter).unwrap_or_default();
        let string = |key: &str| front.get(key).and_then(|value| value.as_str()).map(str::to_owned);

        let mut languages = languages.to_vec();
        if languages.is_empty() {
            let named = string("lang").or_else(|| string("language"));
            let whole = Span::new(id, 0..facts.front_matter.len().min(text.len()));
            languages.extend(language_of(&text, named.as_deref(), whole, diagnostics));
        }
        let title = string("title").or(facts.heading).unwrap_or_else(|| name.clone());
        let per_language = |text: &str| -> PerLanguage<String> {
            languages.iter().map(|tag| (tag.clone(), text.to_owned())).collect()
        };
        let publication = Publication {
            file: Some(file),
            title: per_language(&title),
            subtitle: string("subtitle").map(|text| per_language(&text)).unwrap_or_default(),
            // An article has no leaves around its text.
            kind: "article".to_owned(),
            date: string("date").and_then(|date| date.get(..10)?.parse().ok()),
            contributors: authors(&front),
            volumes: languages.iter().map(|tag| (tag.clone(), Volumes::WHOLE)).collect(),
            ..Publication::new(&name, root.clone(), languages.clone())
        };
        Some(Self {
            sources: root.clone(),
            root,
            title: publication.title.clone(),
            publisher: PerLanguage::new(),
            licence: None,
            labels: languages.iter().map(|tag| (tag.clone(), tag.as_str().to_uppercase())).collect(),
            languages,
            editions: vec![EditionKind::Screen, EditionKind::Ebook],
            // There is no printed edition whose pages it could list.
            page_list: false,
            covers: false,
            spine_authors: SpineAuthors::default(),
            sections: vec![Section { title: publication.title.clone(), publications: vec![name] }],
            publications: vec![publication],
            broken: false,
            house: HouseStyle::built_in(),
            glossary: BTreeMap::new(),
        })
    }
}

/// Reads the front matter and the first heading; stops there.
fn facts(text: &str) -> Facts {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut facts = Facts::default();
    let (mut in_front_matter, mut heading) = (false, None::<String>);
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front_matter = false,
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                facts.heading = heading.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
                break;
            }
            Event::Text(words) if in_front_matter => facts.front_matter.push_str(&words),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut heading {
                    heading.push(' ');
                }
            }
            _ => {}
        }
    }
    facts
}

/// The language named, if there is such a one, else the one that the text's letters show.
fn language_of(text: &str, named: Option<&str>, place: Span, diagnostics: &mut Diagnostics) -> Option<LangTag> {
    let named = named.and_then(|name| {
        let tag = LangTag::parse(name).filter(|tag| Language::of(tag).is_some());
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

/// `author: …` or `authors: […]` of the front matter.
fn authors(front: &serde_norway::Value) -> Vec<super::Contributor> {
    let given = front.get("authors").or_else(|| front.get("author"));
    let names: Vec<&str> = match given {
        Some(serde_norway::Value::String(name)) => vec![name.as_str()],
        Some(serde_norway::Value::Sequence(names)) => names.iter().filter_map(|name| name.as_str()).collect(),
        _ => Vec::new(),
    };
    let author = |name: &&str| super::Contributor { name: (*name).to_owned(), file_as: None, role: "aut".to_owned() };
    names.iter().map(author).collect()
}
