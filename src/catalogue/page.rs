//! The pages: the choice of a language, and the downloads of one.

use super::html::{escape, lightened, words};
use super::list::{direction, sections};
use super::record::Catalogue;
use crate::language::{LangTag, Language};
use crate::project::{HouseStyle, Project, for_language};
use crate::units::Color;

/// Ground and text of the dark design.
const NIGHT: Color = Color::rgb(0x12, 0x19, 0x1b);
const NIGHT_PANEL: Color = Color::rgb(0x1b, 0x26, 0x29);
const MOONLIGHT: Color = Color::rgb(0xe6, 0xea, 0xeb);

/// Contrast of links and headings with the dark ground (WCAG 2.2, level AAA).
const NIGHT_CONTRAST: f64 = 7.0;

/// `index.html`: one link a language, each in its own words.
pub(super) fn languages(project: &Project) -> String {
    let Some(first) = project.languages.first() else { return String::new() };
    let language = project.language(first);
    let links: String = project
        .languages
        .iter()
        .map(|tag| {
            format!(
                "<li><a href=\"{tag}/index.html\" lang=\"{tag}\" hreflang=\"{tag}\" dir=\"{}\"><strong>{}</strong> \
                 <span>{}</span></a></li>\n",
                direction(tag),
                escape(&Language::or_english(tag).data.name),
                words(for_language(&project.title, tag).map_or("", String::as_str), &project.language(tag))
            )
        })
        .collect();
    let body = format!("<main>\n<ul class=\"choice\">\n{links}</ul>\n</main>\n");
    document(project, &language, &body, "", "SHA256SUMS")
}

/// `<lang>/index.html`: what can be downloaded.
pub(super) fn downloads(project: &Project, catalogue: &Catalogue, tag: &LangTag) -> String {
    let language = project.language(tag);
    let mut others = String::new();
    for other in project.languages.iter().filter(|other| *other != tag) {
        others.push_str(&format!(
            "<a href=\"../{other}/index.html\" lang=\"{other}\" hreflang=\"{other}\" dir=\"{}\">{}</a>\n",
            direction(other),
            escape(&Language::or_english(other).data.name)
        ));
    }
    let nav = match others.as_str() {
        "" => String::new(),
        links => format!("<nav aria-label=\"{}\">\n{links}</nav>\n", escape(language.term("other-languages"))),
    };
    let body = format!(
        "<main>\n<p class=\"intro\">{}</p>\n{}</main>\n",
        escape(language.term("download-intro")),
        sections(project, catalogue, &language)
    );
    document(project, &language, &body, &nav, "../SHA256SUMS")
}

fn document(project: &Project, language: &Language, body: &str, nav: &str, checksums: &str) -> String {
    let tag = &language.tag;
    let title = for_language(&project.title, tag).map_or("", String::as_str);
    let mut foot: Vec<String> = Vec::new();
    foot.extend(for_language(&project.publisher, tag).map(|publisher| words(publisher, language)));
    let licence = project.licence.as_ref().and_then(|licence| for_language(licence, tag));
    foot.extend(licence.map(|licence| words(&language.pattern("licence", &[("licence", licence)]), language)));
    foot.push(format!("<a href=\"{checksums}\">{} (SHA-256)</a>", escape(language.term("checksums"))));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{} · {}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n{nav}<h1>{}</h1>\n</header>\n{body}\
         <footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
        direction(tag),
        escape(title),
        escape(language.term("download")),
        stylesheet(project.general_house()),
        words(title, language),
        foot.join(" · ")
    )
}

/// The design, in the house style's colours and the reader's own fonts.
fn stylesheet(house: &HouseStyle) -> String {
    let night = |color| lightened(color, NIGHT_PANEL, NIGHT_CONTRAST).hex();
    let colors = format!(
        ":root{{--ink:{};--paper:#ffffff;--panel:{};--accent:{};--link:{};--soft:#55606380}}\n\
         @media (prefers-color-scheme:dark){{:root{{--ink:{};--paper:{};--panel:{};--accent:{};--link:{};--soft:#9aa5a880}}}}\n",
        house.ink.hex(),
        house.ground.hex(),
        house.accent.hex(),
        house.link.hex(),
        MOONLIGHT.hex(),
        NIGHT.hex(),
        NIGHT_PANEL.hex(),
        night(house.accent),
        night(house.link),
    );
    colors + include_str!("page.css")
}
