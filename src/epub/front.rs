//! The pages that the program sets itself: title page and imprint.

use super::Info;
use super::fonts::Fonts;
use super::identifier::isbn_digits;
use crate::language::Language;
use crate::project::for_language;
use crate::xhtml::{ListedPage, Markup, document, words};

/// The title page, with the page marks of the printed front matter.
pub(super) fn title_page(info: &Info<'_>, pages: &[ListedPage]) -> String {
    let language = info.language;
    document(language, info.title, "frontmatter", |out| {
        out.open("section", &[("class", "titlepage"), ("epub:type", "titlepage")]).line();
        pages.iter().for_each(|page| page.write(out));
        if let Some(set) = info.set_title.filter(|set| *set != info.title) {
            line(out, language, "set", set);
        }
        out.open("h1", &[("epub:type", "title")]);
        words(out, info.title, language);
        out.close().line();
        if let Some(subtitle) = info.subtitle.filter(|subtitle| !subtitle.is_empty()) {
            out.open("p", &[("class", "subtitle"), ("epub:type", "subtitle"), ("role", "doc-subtitle")]);
            words(out, subtitle, language);
            out.close().line();
        }
        if let Some(statement) = &info.view_statement {
            line(out, language, "view", statement);
        }
        if let Some(volume) = &info.volume_name {
            line(out, language, "volume", volume);
        }
        for contributor in info.contributors {
            line(out, language, "contributor", &contributor.name);
        }
        if let Some(publisher) = info.publisher {
            line(out, language, "publisher", publisher);
        }
        if let Some(date) = info.date {
            line(out, language, "date", &month_and_year(language, date));
        }
        out.close();
    })
}

/// The imprint: who made the book, when, under which licence, by which numbers it is known.
pub(super) fn imprint(info: &Info<'_>, fonts: &Fonts<'_>) -> String {
    let language = info.language;
    let title = language.term("imprint");
    document(language, title, "backmatter", |out| {
        out.open("section", &[("class", "imprint"), ("epub:type", "copyright-page")]).line();
        out.leaf("h1", &[], title).line();
        let full = [Some(info.title), info.volume_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        line(out, language, "title", &full);
        let said = |texts| for_language(texts, &language.tag).map(String::as_str);
        let copyright = info.imprint.copyright(language, info.date);
        for (class, text) in [
            ("view", info.view_statement.as_deref()),
            ("statement", said(&info.imprint.edition)),
            ("copyright", copyright.as_deref()),
        ] {
            text.into_iter().for_each(|text| line(out, language, class, text));
        }
        for contributor in info.contributors {
            let key = format!("role-{}", contributor.role);
            let role = language.term(&key);
            let role = if role == key { language.term("contributors") } else { role };
            line(out, language, "contributor", &format!("{role} — {}", contributor.name));
        }
        for (key, name, value) in [
            ("published-by", "publisher", info.publisher.map(str::to_owned)),
            ("licence", "licence", info.licence.map(str::to_owned)),
            ("isbn", "isbn", info.isbn.filter(|isbn| isbn_digits(isbn).is_some()).map(str::to_owned)),
            ("fonts", "fonts", fonts.names()),
        ] {
            if let Some(value) = value {
                line(out, language, key, &language.pattern(key, &[(name, &value)]));
            }
        }
        if let Some(date) = info.date {
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

fn month(language: &Language, date: jiff::civil::Date) -> &str {
    language.month(usize::try_from(date.month()).unwrap_or(0))
}

fn year(language: &Language, date: jiff::civil::Date) -> String {
    language.number(usize::try_from(date.year()).unwrap_or(0))
}

fn month_and_year(language: &Language, date: jiff::civil::Date) -> String {
    language.pattern("month-year", &[("month", month(language, date)), ("year", &year(language, date))])
}

fn whole_date(language: &Language, date: jiff::civil::Date) -> String {
    let day = language.number(usize::try_from(date.day()).unwrap_or(1));
    language.pattern("date", &[("day", &day), ("month", month(language, date)), ("year", &year(language, date))])
}
