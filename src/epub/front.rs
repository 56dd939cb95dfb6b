//! The pages that the program sets itself: title page and imprint.

use super::Info;
use super::fonts::Fonts;
use super::identifier::isbn_digits;
use crate::language::Language;
use crate::project::for_language;
use crate::xhtml::{ListedPage, Markup, document, words};

/// The title page, with the page marks of the printed front matter.
pub(super) fn title_page(info: &Info<'_>, pages: &[ListedPage]) -> String {
    let (language, facts) = (info.language, info.facts);
    document(language, &facts.title, "frontmatter", |out| {
        out.open("section", &[("class", "titlepage"), ("epub:type", "titlepage")]).line();
        pages.iter().for_each(|page| page.write(out));
        for (class, text) in [("set", facts.set_title()), ("number", facts.label.as_deref())] {
            text.into_iter().for_each(|text| line(out, language, class, text));
        }
        out.open("h1", &[("epub:type", "title")]);
        words(out, &facts.title, language);
        out.close().line();
        if let Some(subtitle) = &facts.subtitle {
            out.open("p", &[("class", "subtitle"), ("epub:type", "subtitle"), ("role", "doc-subtitle")]);
            words(out, subtitle, language);
            out.close().line();
        }
        if let Some(statement) = &facts.view_statement {
            line(out, language, "view", statement);
        }
        if let Some(volume) = &info.volume_name {
            line(out, language, "volume", volume);
        }
        for contributor in &facts.contributors {
            line(out, language, "contributor", &contributor.name);
        }
        for (class, text) in [("publisher", &facts.publisher), ("date", &facts.month_year)] {
            text.iter().for_each(|text| line(out, language, class, text));
        }
        out.close();
    })
}

/// The imprint: who made the book, when, under which licence, by which numbers it is known.
pub(super) fn imprint(info: &Info<'_>, fonts: &Fonts<'_>) -> String {
    let (language, facts) = (info.language, info.facts);
    let title = language.term("imprint");
    document(language, title, "backmatter", |out| {
        out.open("section", &[("class", "imprint"), ("epub:type", "copyright-page")]).line();
        out.leaf("h1", &[], title).line();
        line(out, language, "title", &facts.title_of_volume(info.volume_name.as_deref()));
        let said = |texts| for_language(texts, &language.tag).map(String::as_str);
        let copyright = info.imprint.copyright(language, facts.date);
        for (class, text) in [
            ("view", facts.view_statement.as_deref()),
            ("statement", said(&info.imprint.edition)),
            ("copyright", copyright.as_deref()),
        ] {
            text.into_iter().for_each(|text| line(out, language, class, text));
        }
        for contributor in &facts.contributors {
            let key = format!("role-{}", contributor.role);
            let role = language.term(&key);
            let role = if role == key { language.term("contributors") } else { role };
            line(out, language, "contributor", &format!("{role} — {}", contributor.name));
        }
        for (key, name, value) in [
            ("published-by", "publisher", facts.publisher.clone()),
            ("licence", "licence", facts.licence.clone()),
            ("isbn", "isbn", info.isbn.filter(|isbn| isbn_digits(isbn).is_some()).map(str::to_owned)),
            ("fonts", "fonts", fonts.names()),
        ] {
            if let Some(value) = value {
                line(out, language, key, &language.pattern(key, &[(name, &value)]));
            }
        }
        if let Some(date) = facts.date {
            line(out, language, "date", &whole_date(language, date));
        }
        line(out, language, "edition", language.term("edition-ebook"));
        said(&info.imprint.disclaimer).into_iter().for_each(|text| line(out, language, "disclaimer", text));
        out.close();
    })
}

fn line(out: &mut Markup, language: &Language, class: &str, text: &str) {
    out.open("p", &[("class", class)]);
    words(out, text, language);
    out.close().line();
}

fn whole_date(language: &Language, date: jiff::civil::Date) -> String {
    let day = language.number(usize::try_from(date.day()).unwrap_or(1));
    let month = language.month(usize::try_from(date.month()).unwrap_or(0));
    let year = language.number(usize::try_from(date.year()).unwrap_or(0));
    language.pattern("date", &[("day", &day), ("month", month), ("year", &year)])
}
