//! The style sheet: the house style as far as an e-book should carry it.
//!
//! Text and ground keep the colours that the reader chose. Everything that has a side is written three times: for old
//! readers left to right, for old readers right to left, and by its logical name, which wins wherever it is known.

use crate::language::{Emphasis, LangTag, Language};
use crate::manuscript::PartKind;
use crate::project::HouseStyle;
use std::fmt::Write;

/// A font that the book brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedFont {
    /// Its family.
    pub family: String,
    /// Its file, as the style sheet names it.
    pub href: String,
    /// Bold face.
    pub bold: bool,
    /// The characters that it is for, as CSS writes them; `None` for all that it has.
    pub characters: Option<String>,
}

/// What does not depend on house or language.
const PLAIN: &str = "\
body { margin: 0; padding: 0 4%; overflow-wrap: break-word; }
p { margin: 0 0 0.7em 0; }
h1, h2, h3, h4, h5, h6 { hyphens: none; -epub-hyphens: none; -webkit-hyphens: none; font-weight: bold;
  break-after: avoid; page-break-after: avoid; }
h1.running { font-size: 1.1em; font-weight: normal; }
h1 .number, h2 .number, h3 .number { font-weight: normal; }
.book-part > h1 { margin-top: 20%; }
.book-part > h1 .number { display: block; font-size: 0.6em; }
blockquote { margin: 1em 0; }
pre { white-space: pre-wrap; overflow-wrap: break-word; font-size: 0.85em; line-height: 1.4; text-align: left;
  border: 1px solid; padding: 0.6em; margin: 1em 0; }
code { font-family: monospace; }
code .control { border: 1px solid; font-size: 0.8em; }
a, code, .long { word-break: break-word; overflow-wrap: anywhere; }
.together { white-space: nowrap; }
sup, sub { font-size: 0.75em; line-height: 0; }
.underline { text-decoration: underline; text-decoration-skip-ink: auto; }
.small { font-size: 0.88em; }
.center { text-align: center; }
hr { border: 0; border-top: 1px solid; margin: 2em 30%; }
figure { margin: 1.5em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }
figcaption { font-size: 0.9em; margin-top: 0.5em; }
img { max-width: 100%; height: auto; background-color: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1.5em 0; font-size: 0.95em; }
thead { border-top: 2px solid; border-bottom: 1px solid; }
tbody { border-bottom: 2px solid; }
td, th { padding: 0.3em 0.5em; vertical-align: top; }
tbody tr + tr { border-top: 1px solid; }
.form tbody td, .worksheet tbody td:empty { height: 3.2em; border: 1px solid; }
td p, td ul, td ol, td dl, td pre, td figure, td blockquote { margin-top: 0; margin-bottom: 0.4em; }
td.center, th.center { text-align: center; }
dt { font-weight: bold; break-after: avoid; page-break-after: avoid; }
.label { font-weight: bold; }
.marked, .index { list-style: none; }
.marked > li > .marker { width: 1.8em; }
.part { margin: 1.5em 0; border: 0 solid; }
.part-title { font-weight: bold; break-after: avoid; page-break-after: avoid; }
.fact { font-size: 0.95em; margin-bottom: 0.2em; }
.quote { font-size: 1.15em; text-align: center; margin: 1.5em 5%; }
.verse { margin: 1.2em 0; }
.verse p { margin: 0; hyphens: none; -epub-hyphens: none; -webkit-hyphens: none; break-inside: avoid; page-break-inside: avoid; }
.verse .stanza { margin-top: 1em; }
.verse .couplet { display: grid; grid-template-columns: 1fr 1fr; grid-column-gap: 2em; column-gap: 2em;
  text-align: justify; text-align-last: justify; }
.parallel { display: grid; grid-template-columns: 1fr 1fr; column-gap: 1.5em; margin: 1.5em 0; }
.parallel > .part-title { grid-column: 1 / -1; }
.column > p { text-align: start; }
@media (max-width: 24em) {
.parallel, .verse .couplet, .verse .couplet > span { display: block; }
.verse .couplet { margin-bottom: 0.4em; text-align: start; text-align-last: auto; }
.verse .couplet > span + span { text-align: end; }
table { font-size: 0.8em; }
td, th { padding: 0.3em; }
}
.answer-line { border-bottom: 1px dotted; height: 2.2em; }
.page-break { break-before: page; page-break-before: always; }
.notes { border-top: 1px solid; margin-top: 3em; padding-top: 1em; font-size: 0.9em; }
.titlepage { text-align: center; margin-top: 15%; }
.titlepage h1 { text-align: center; font-size: 2em; }
.titlepage .subtitle { font-size: 1.3em; }
.titlepage .volume { font-size: 1.2em; margin-top: 2em; }
.titlepage .publisher { margin-top: 4em; }
nav ol { list-style: none; }
";

/// The style sheet of a book with its fonts, and those for signs that the reader's own font lacks.
#[must_use]
pub fn stylesheet(house: &HouseStyle, language: &Language, fonts: &[EmbeddedFont], signs: &[EmbeddedFont]) -> String {
    let mut css = String::new();
    font_faces(&mut css, fonts);
    font_faces(&mut css, signs);
    css.push_str(PLAIN);
    families(&mut css, fonts, signs);
    letters(&mut css, house, language);
    sides(&mut css);
    headings(&mut css, house);
    parts(&mut css, house);
    colours(&mut css, house);
    emphasis(&mut css, house, language);
    css
}

fn font_faces(css: &mut String, fonts: &[EmbeddedFont]) {
    for font in fonts {
        let weight = if font.bold { "bold" } else { "normal" };
        let family = css_string(&font.family);
        let range = font.characters.as_ref().map(|range| format!(" unicode-range: {range};")).unwrap_or_default();
        let _ = writeln!(
            css,
            "@font-face {{ font-family: {family}; src: url(\"{}\"); font-weight: {weight}; font-style: normal;{range} }}",
            font.href
        );
    }
}

/// A quoted CSS string.
fn css_string(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<')).collect();
    format!("\"{plain}\"")
}

/// The book's font, then the reader's own, then those for signs; a book that brings none leaves the choice to the reader.
fn families(css: &mut String, fonts: &[EmbeddedFont], signs: &[EmbeddedFont]) {
    let first = fonts.first().map(|font| css_string(&font.family) + ", ").unwrap_or_default();
    let last: String = signs.iter().map(|font| format!(", {}", css_string(&font.family))).collect();
    if !(first.is_empty() && last.is_empty()) {
        let _ = writeln!(css, "body {{ font-family: {first}serif{last}; }}");
    }
    if !last.is_empty() {
        let _ = writeln!(css, "code {{ font-family: monospace{last}; }}");
    }
}

/// Leading and what a script asks for.
fn letters(css: &mut String, house: &HouseStyle, language: &Language) {
    for (role, selector) in [("text", "body"), ("heading", "h1, h2, h3, h4, h5, h6"), ("code", "code, pre")] {
        let features = house.features.get(role).into_iter().flatten();
        let settings: Vec<String> =
            features.map(|(tag, value)| format!("\"{}\" {value}", String::from_utf8_lossy(tag))).collect();
        if !settings.is_empty() {
            let _ = writeln!(css, "{selector} {{ font-feature-settings: {}; }}", settings.join(", "));
        }
    }
    if language.direction().is_rtl() {
        css.push_str("body { line-height: 1.8; }\nh1, h2, h3, h4, h5, h6 { line-height: 1.5; }\n");
    } else {
        css.push_str("body { line-height: 1.5; hyphens: auto; }\nh1, h2, h3, h4, h5, h6 { line-height: 1.25; }\n");
    }
    // Arabic letters are joined: no tracking, no division, no slant, nothing synthetic (A13, A25, A44).
    css.push_str(
        "[lang|=\"ar\"] { hyphens: none; -epub-hyphens: none; -webkit-hyphens: none; letter-spacing: 0;
  font-synthesis: none; font-style: normal; }
[lang|=\"ar\"] em { font-style: normal; }
",
    );
}

/// A property of the start side and one of the end side.
struct Sided<'a> {
    selector: &'a str,
    /// `margin`, `padding` or `border`, and what follows the name of the side (`-width`).
    property: (&'a str, &'a str),
    start: &'a str,
    end: &'a str,
}

/// The rules that have a side.
fn sides(css: &mut String) {
    let sided = |selector, property, start, end| Sided { selector, property: (property, ""), start, end };
    for rule in [
        sided("blockquote", "margin", "1.5em", "1em"),
        sided("ul, ol", "padding", "1.6em", "0"),
        sided("nav ol", "padding", "1.2em", "0"),
        sided(".marked", "padding", "2.2em", "0"),
        sided(".marked > li > .marker", "margin", "-2.2em", "0.4em"),
        sided(".index", "padding", "0", "0"),
        sided(".index > .sub", "margin", "1.2em", "0"),
        sided("dd", "margin", "1.6em", "0"),
        sided(".verse", "padding", "1.5em", "0"),
        sided(".verse p", "padding", "1.5em", "0"),
        sided(".verse .couplet, .verse .by", "padding", "0", "0"),
        sided(".part", "padding", "1em", "0"),
        Sided { selector: ".part", property: ("border", "-width"), start: "3px", end: "0" },
    ] {
        write_sided(css, &rule);
    }
    for (selector, start, end) in [
        ("h1, h2, h3, h4, h5, h6, caption, th, td, .start", "left", "right"),
        (".verse .by", "right", "left"),
        ("td.end, th.end, .marked > li > .marker", "right", "left"),
    ] {
        let logical = if start == "left" { "start" } else { "end" };
        let rtl = right_to_left(selector);
        let _ = writeln!(css, "{selector} {{ text-align: {start}; text-align: {logical}; }}");
        let _ = writeln!(css, "{rtl} {{ text-align: {end}; text-align: {logical}; }}");
    }
    css.push_str(".marked > li > .marker { float: left; float: inline-start; }\n");
    css.push_str("[dir=\"rtl\"] .marked > li > .marker { float: right; float: inline-start; }\n");
}

fn right_to_left(selector: &str) -> String {
    selector.split(", ").map(|part| format!("[dir=\"rtl\"] {part}")).collect::<Vec<_>>().join(", ")
}

fn write_sided(css: &mut String, rule: &Sided<'_>) {
    let Sided { selector, property: (name, tail), start, end } = rule;
    let logical = format!("{name}-inline-start{tail}: {start}; {name}-inline-end{tail}: {end};");
    let _ = writeln!(css, "{selector} {{ {name}-left{tail}: {start}; {name}-right{tail}: {end}; {logical} }}");
    let rtl = right_to_left(selector);
    let _ = writeln!(css, "{rtl} {{ {name}-left{tail}: {end}; {name}-right{tail}: {start}; {logical} }}");
}

fn headings(css: &mut String, house: &HouseStyle) {
    for (at, style) in house.headings.iter().skip(1).take(6).enumerate() {
        let size = f64::from(style.size.clamp(800, 2600)) / 1000.0;
        let before = f64::from(style.before.clamp(1, 3));
        let _ = writeln!(css, "h{} {{ font-size: {size}em; margin: {before}em 0 0.5em 0; }}", at + 1);
        if style.capitals {
            // The text stays as typed; the raised letters of ordinals and letters that are joined have no capitals.
            let _ = writeln!(css, "h{} {{ text-transform: uppercase; }}", at + 1);
            let _ = writeln!(css, "h{} sup, h{} [lang|=\"ar\"] {{ text-transform: none; }}", at + 1, at + 1);
        }
    }
}

fn parts(css: &mut String, house: &HouseStyle) {
    for name in PartKind::all().map(PartKind::name) {
        let Some(style) = house.parts.get(name) else { continue };
        let label = style.label.readable().hex();
        let edge = style.rule.or(style.outline).unwrap_or(style.label).hex();
        let _ = writeln!(css, ".{name} {{ border-color: {edge}; }}");
        let _ = writeln!(css, ".{name} > .part-title .label {{ color: {label}; }}");
    }
}

fn colours(css: &mut String, house: &HouseStyle) {
    let accent = house.accent.readable().hex();
    let names = "h1, h2, h3, h4, h5, h6, .part-title .label";
    let _ = writeln!(css, "h1, h2, h3, h4, h5, h6 {{ color: {accent}; }}");
    let _ = writeln!(css, "[lang|=\"ar\"] em {{ color: {accent}; }}");
    // A dark ground is the reader's choice: the words take the reader's colour, and emphasis another mark.
    let _ = writeln!(
        css,
        "@media (prefers-color-scheme: dark) {{\n{names}, [lang|=\"ar\"] em, .part > .part-title .label {{ color: inherit; }}\n\
         [lang|=\"ar\"] em {{ text-decoration: overline; }}\n}}"
    );
}

/// Emphasis, where the house has it otherwise than by italics or colour (docs/typography.md A44), and marked words.
fn emphasis(css: &mut String, house: &HouseStyle, language: &Language) {
    let _ = writeln!(css, ".mark {{ background-color: {}; color: {}; }}", house.mark.hex(), house.ink.hex());
    for tag in crate::language::known() {
        let Some(tag) = LangTag::parse(tag) else { continue };
        let look = match language.foreign(&tag).data.emphasis {
            Emphasis::Auto => continue,
            Emphasis::Color => format!("color: {}", house.accent.readable().hex()),
            Emphasis::Bold => "color: inherit; font-weight: bold".to_owned(),
            Emphasis::Overline => "color: inherit; text-decoration: overline".to_owned(),
            Emphasis::Guillemets => "color: inherit; text-decoration: none".to_owned(),
        };
        let _ = writeln!(css, "[lang|=\"{tag}\"] em {{ font-style: normal; {look}; }}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_have_a_fallback_for_both_directions_and_a_logical_name() {
        let mut css = String::new();
        write_sided(&mut css, &Sided { selector: "dd", property: ("margin", ""), start: "1em", end: "0" });
        assert_eq!(
            css,
            "dd { margin-left: 1em; margin-right: 0; margin-inline-start: 1em; margin-inline-end: 0; }\n\
             [dir=\"rtl\"] dd { margin-left: 0; margin-right: 1em; margin-inline-start: 1em; margin-inline-end: 0; }\n"
        );
    }
}
