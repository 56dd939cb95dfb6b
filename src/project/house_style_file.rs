//! Reading a house style: the built-in file, and a project's file over it.

use super::binding::{Binding, is_signature};
use super::contrast::{self, Places};
use super::customs;
use super::document::{self, Expected, Table, Value};
use super::families;
use super::house_style::{BlockStyle, ContentsPlace, Figures, HouseStyle, Kashida, Margins, PageStyle, PartStyle};
use super::page_size::{self, OfficePaper};
use super::texts::language_tag;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, nearest};
use crate::directives;
use crate::language::{HouseCustoms, LangTag};
use crate::units::{Color, Length};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::LazyLock;

pub(super) const BUILT_IN: &str = include_str!("house-style.toml");

const LENGTH: Expected = Expected { what: "a length with its unit", example: "\"20mm\"" };
const CONTENTS: Expected = Expected { what: "front, back or both", example: "\"back\"" };
const KASHIDA: Expected = Expected { what: "off, gentle or full", example: "\"gentle\"" };
const FIGURES: Expected = Expected { what: "lining or old-style", example: "\"old-style\"" };
const SIZE: Expected = Expected { what: "the name of a size", example: "\"A5\"" };
const BINDING: Expected = Expected { what: "perfect, sewn, stapled or spiral", example: "\"sewn\"" };
const CASE: Expected = Expected { what: "typed or upper", example: "\"upper\"" };
const COLOR: Expected = Expected { what: "a colour", example: "\"#0b5563\" or \"#0b5563 40%\"" };

const HEADINGS: [&str; 7] = ["part", "h1", "h2", "h3", "h4", "h5", "h6"];
const SMALL: [&str; 6] = ["note", "caption", "table", "code", "folio", "head"];

static HOUSE: LazyLock<HouseStyle> = LazyLock::new(|| {
    let mut house = blank();
    let mut diagnostics = Diagnostics::new();
    let file = Sources::new().add(Path::new("house-style.toml"), BUILT_IN);
    if let Some(table) = document::parse(file, BUILT_IN, &mut diagnostics) {
        apply(Table::root(file, &table), &mut house, &mut diagnostics);
    }
    house
});

impl HouseStyle {
    /// The design that is built in.
    #[must_use]
    pub fn built_in() -> Self {
        HOUSE.clone()
    }

    /// Size of body text in a language.
    #[must_use]
    pub fn text_size_in(&self, tag: &LangTag) -> Length {
        self.text_size_by_language.get(tag.primary()).copied().unwrap_or(self.text_size)
    }
}

/// Nothing but black on white; every value of it is named in the built-in file.
fn blank() -> HouseStyle {
    let zero = Length::ZERO;
    let margins = Margins { inner: zero, outer: zero, top: zero, bottom: zero };
    let heading =
        BlockStyle { size: 1000, bold: false, accent: false, capitals: false, outline: zero, before: 0, after: 0 };
    HouseStyle {
        page: PageStyle {
            office: None,
            width: zero,
            height: zero,
            bleed: zero,
            marks: false,
            binding: Binding::Perfect,
            signature: None,
            paper: zero,
            cover: zero,
            paper_weight: 0,
            cover_weight: 0,
            spine: None,
            flaps: zero,
            gutters: Vec::new(),
            margins,
        },
        text_size: zero,
        text_size_by_language: BTreeMap::new(),
        fonts: BTreeMap::new(),
        font_places: BTreeMap::new(),
        features: BTreeMap::new(),
        ink: Color::BLACK,
        accent: Color::BLACK,
        link: Color::BLACK,
        ground: Color::WHITE,
        mark: Color::WHITE,
        headings: vec![heading; HEADINGS.len()],
        small: BTreeMap::new(),
        paragraph_indent: 0,
        regional_digits: false,
        kashida: Kashida::Gentle,
        justified: true,
        hyphens: true,
        hanging: true,
        figures: Figures::Lining,
        parts: BTreeMap::new(),
        customs: HouseCustoms::default(),
        chapters_open_recto: false,
        number_to_level: 0,
        contents: ContentsPlace::Front,
        contents_to_level: 0,
    }
}

/// Changes in `house` what the file names; what is wrong in it is reported and leaves the house style as it was.
pub(super) fn apply(mut file: Table<'_>, house: &mut HouseStyle, diagnostics: &mut Diagnostics) {
    let mut places = Places::new();
    if let Some(value) = file.value("chapters-open-recto") {
        house.chapters_open_recto = value.boolean(diagnostics).unwrap_or(house.chapters_open_recto);
    }
    level(&mut file, "number-to-level", &mut house.number_to_level, diagnostics);
    if let Some(value) = file.value("contents") {
        house.contents = value.parsed(&CONTENTS, ContentsPlace::parse, diagnostics).unwrap_or(house.contents);
    }
    level(&mut file, "contents-to-level", &mut house.contents_to_level, diagnostics);
    if let Some(table) = file.table("page", diagnostics) {
        page(table, &mut house.page, diagnostics);
    }
    if let Some(table) = file.table("text", diagnostics) {
        text(table, house, diagnostics);
    }
    if let Some(table) = file.table("language", diagnostics) {
        house.customs = customs::read(&table, diagnostics).over(&house.customs);
    }
    if let Some(table) = file.table("fonts", diagnostics) {
        families::read(table, house, diagnostics);
    }
    if let Some(table) = file.table("colors", diagnostics) {
        colors(table, house, &mut places, diagnostics);
    }
    if let Some(mut table) = file.table("headings", diagnostics) {
        for (style, key) in house.headings.iter_mut().zip(HEADINGS) {
            if let Some(table) = table.table(key, diagnostics) {
                heading(table, style, diagnostics);
            }
        }
        table.finish(diagnostics);
    }
    if let Some(mut table) = file.table("small", diagnostics) {
        for key in SMALL {
            let size = table.value(key).and_then(|value| value.small_integer(300..=1500, diagnostics));
            house.small.extend(size.map(|size| (key.to_owned(), size)));
        }
        table.finish(diagnostics);
    }
    if let Some(mut table) = file.table("parts", diagnostics) {
        for key in directives::styled() {
            if let Some(table) = table.table(key, diagnostics) {
                part(table, key, house, &mut places, diagnostics);
            }
        }
        table.finish(diagnostics);
    }
    contrast::report(house, &places, diagnostics);
    file.finish(diagnostics);
}

fn level(file: &mut Table<'_>, key: &'static str, level: &mut u8, diagnostics: &mut Diagnostics) {
    let given = file.value(key).and_then(|value| value.small_integer(0..=6, diagnostics));
    *level = given.and_then(|given| u8::try_from(given).ok()).unwrap_or(*level);
}

/// Reads a length within bounds given in millimetres.
fn length(
    table: &mut Table<'_>,
    key: &'static str,
    millimetres: RangeInclusive<u32>,
    length: &mut Length,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let value = table.value(key)?;
    *length = bounded(&value, millimetres, diagnostics)?;
    Some(())
}

fn bounded(value: &Value<'_>, millimetres: RangeInclusive<u32>, diagnostics: &mut Diagnostics) -> Option<Length> {
    let given = value.parsed(&LENGTH, Length::parse, diagnostics)?;
    let [least, most] = [*millimetres.start(), *millimetres.end()].map(|mm| Length::from_mm(f64::from(mm)));
    if (least..=most).contains(&given) {
        return Some(given);
    }
    diagnostics.push(
        Diagnostic::error("out-of-range", format!("`{}` cannot be that long or short", value.name))
            .at(value.place())
            .help(format!("give a length from {}mm to {}mm", millimetres.start(), millimetres.end())),
    );
    None
}

fn page(mut table: Table<'_>, page: &mut PageStyle, diagnostics: &mut Diagnostics) {
    let mut changed = page.clone();
    size(&mut table, &mut changed, diagnostics);
    length(&mut table, "bleed", 0..=20, &mut changed.bleed, diagnostics);
    if let Some(value) = table.value("marks") {
        changed.marks = value.boolean(diagnostics).unwrap_or(changed.marks);
    }
    length(&mut table, "paper", 0..=1, &mut changed.paper, diagnostics);
    length(&mut table, "cover", 0..=10, &mut changed.cover, diagnostics);
    length(&mut table, "flaps", 0..=200, &mut changed.flaps, diagnostics);
    for (key, weight) in [("paper-weight", &mut changed.paper_weight), ("cover-weight", &mut changed.cover_weight)] {
        let given = table.value(key).and_then(|value| value.small_integer(20..=2000, diagnostics));
        *weight = given.unwrap_or(*weight);
    }
    let mut bound = None;
    binding(&mut table, (&mut bound, &mut changed.signature), diagnostics);
    changed.binding = bound.unwrap_or(changed.binding);
    let place = table.place();
    if let Some(mut margins) = table.table("margins", diagnostics) {
        length(&mut margins, "inner", 5..=120, &mut changed.margins.inner, diagnostics);
        length(&mut margins, "outer", 5..=120, &mut changed.margins.outer, diagnostics);
        length(&mut margins, "top", 5..=150, &mut changed.margins.top, diagnostics);
        length(&mut margins, "bottom", 5..=150, &mut changed.margins.bottom, diagnostics);
        margins.finish(diagnostics);
    }
    table.finish(diagnostics);
    let measure = changed.width - changed.margins.inner - changed.margins.outer;
    let depth = changed.height - changed.margins.top - changed.margins.bottom;
    if measure < Length::from_mm(40.0) || depth < Length::from_mm(40.0) {
        diagnostics.push(
            Diagnostic::error("no-room", "the margins leave less than 40 mm of the page for text")
                .at(place)
                .help("enlarge the page or narrow the margins"),
        );
    } else {
        *page = changed;
    }
}

/// The trimmed size, by its name or by its width and height.
fn size(table: &mut Table<'_>, page: &mut PageStyle, diagnostics: &mut Diagnostics) {
    let named = table.value("size");
    let width = length(table, "width", 70..=450, &mut page.width, diagnostics);
    let height = length(table, "height", 70..=600, &mut page.height, diagnostics);
    if width.or(height).is_some() {
        page.office = None;
    }
    let Some(value) = named else { return };
    if width.or(height).is_some() {
        diagnostics.push(
            Diagnostic::error("conflicting-keys", "`size` and `width` or `height` cannot both say how large a page is")
                .at(value.place())
                .help("keep the name, or both lengths"),
        );
        return;
    }
    if !value.is_string() {
        value.wrong_type::<()>(&SIZE, diagnostics);
        return;
    }
    let name = value.string(diagnostics).unwrap_or_default();
    page.office = OfficePaper::parse(name);
    match page_size::of(page.office.map_or(name, |office| office.name(None))) {
        Some([width, height]) => (page.width, page.height) = (Length::from_mm(width), Length::from_mm(height)),
        None => {
            let help = match nearest(name, page_size::all_names()) {
                Some(near) => format!("did you mean `{near}`? Any other size is given by width and height"),
                None => {
                    let names: Vec<&str> = page_size::all_names().collect();
                    format!("known are {}; any other size is given by width and height", names.join(", "))
                }
            };
            diagnostics.push(
                Diagnostic::error("bad-value", format!("“{name}” is not the name of a size"))
                    .at(value.place())
                    .help(help),
            );
        }
    }
}

/// Reads `binding` and `signature`, which a house style and a publication may give.
pub(super) fn binding(
    table: &mut Table<'_>,
    (binding, signature): (&mut Option<Binding>, &mut Option<u16>),
    diagnostics: &mut Diagnostics,
) {
    if let Some(value) = table.value("binding") {
        *binding = value.parsed(&BINDING, Binding::parse, diagnostics).or(*binding);
    }
    let Some(value) = table.value("signature") else { return };
    let Some(pages) = value.small_integer(1..=32, diagnostics) else { return };
    if is_signature(pages) {
        *signature = Some(pages);
    } else {
        diagnostics.push(
            Diagnostic::error("bad-value", format!("a signature cannot have {pages} pages"))
                .at(value.place())
                .help("a sheet folded once, twice … has 4, 8, 16 or 32; 2 is a leaf, and 1 means any number"),
        );
    }
}

fn text(mut table: Table<'_>, house: &mut HouseStyle, diagnostics: &mut Diagnostics) {
    length(&mut table, "size", 2..=15, &mut house.text_size, diagnostics);
    if let Some(sizes) = table.table("size-by-language", diagnostics) {
        for (key, place, value) in sizes.entries() {
            let tag = language_tag(key, place, diagnostics);
            let size = bounded(&value, 2..=15, diagnostics);
            house.text_size_by_language.extend(tag.map(|tag| tag.primary().to_owned()).zip(size));
        }
    }
    if let Some(value) = table.value("paragraph-indent") {
        house.paragraph_indent = value.small_integer(0..=5000, diagnostics).unwrap_or(house.paragraph_indent);
    }
    if let Some(value) = table.value("regional-digits") {
        house.regional_digits = value.boolean(diagnostics).unwrap_or(house.regional_digits);
    }
    if let Some(value) = table.value("kashida") {
        house.kashida = value.parsed(&KASHIDA, Kashida::parse, diagnostics).unwrap_or(house.kashida);
    }
    for (key, said) in
        [("hanging", &mut house.hanging), ("justified", &mut house.justified), ("hyphens", &mut house.hyphens)]
    {
        if let Some(value) = table.value(key) {
            *said = value.boolean(diagnostics).unwrap_or(*said);
        }
    }
    if let Some(value) = table.value("figures") {
        house.figures = value.parsed(&FIGURES, Figures::parse, diagnostics).unwrap_or(house.figures);
    }
    table.finish(diagnostics);
}

fn colors(mut table: Table<'_>, house: &mut HouseStyle, places: &mut Places, diagnostics: &mut Diagnostics) {
    for (key, color) in [
        ("ink", &mut house.ink),
        ("accent", &mut house.accent),
        ("link", &mut house.link),
        ("ground", &mut house.ground),
        ("mark", &mut house.mark),
    ] {
        let Some(value) = table.value(key) else { continue };
        *color = color_of(&value, places, diagnostics).unwrap_or(*color);
    }
    table.finish(diagnostics);
}

/// A colour, whose place is kept for what is to be said of it beside others.
fn color_of(value: &Value<'_>, places: &mut Places, diagnostics: &mut Diagnostics) -> Option<Color> {
    let color = value.parsed(&COLOR, Color::parse, diagnostics)?;
    places.insert(value.name.clone(), value.place());
    Some(color)
}

fn heading(mut table: Table<'_>, style: &mut BlockStyle, diagnostics: &mut Diagnostics) {
    if let Some(value) = table.value("size") {
        style.size = value.small_integer(500..=5000, diagnostics).unwrap_or(style.size);
    }
    for (key, flag) in [("bold", &mut style.bold), ("accent", &mut style.accent)] {
        if let Some(value) = table.value(key) {
            *flag = value.boolean(diagnostics).unwrap_or(*flag);
        }
    }
    if let Some(value) = table.value("case") {
        let capitals = |name: &str| match name {
            "upper" => Some(true),
            "typed" => Some(false),
            _ => None,
        };
        style.capitals = value.parsed(&CASE, capitals, diagnostics).unwrap_or(style.capitals);
    }
    length(&mut table, "outline", 0..=2, &mut style.outline, diagnostics);
    for (key, lines) in [("before", &mut style.before), ("after", &mut style.after)] {
        if let Some(value) = table.value(key) {
            *lines = value.small_integer(0..=40, diagnostics).unwrap_or(*lines);
        }
    }
    table.finish(diagnostics);
}

fn part(mut table: Table<'_>, name: &str, house: &mut HouseStyle, places: &mut Places, diagnostics: &mut Diagnostics) {
    let plain = PartStyle { ground: None, rule: None, outline: None, label: house.ink };
    let mut style = house.parts.get(name).cloned().unwrap_or(plain);
    for (key, color) in [("ground", &mut style.ground), ("rule", &mut style.rule), ("outline", &mut style.outline)] {
        let Some(value) = table.value(key) else { continue };
        if value.is_string() && value.string(diagnostics) == Some("none") {
            *color = None;
        } else {
            *color = color_of(&value, places, diagnostics).or(*color);
        }
    }
    if let Some(value) = table.value("label") {
        style.label = color_of(&value, places, diagnostics).unwrap_or(style.label);
    }
    table.finish(diagnostics);
    house.parts.insert(name.to_owned(), style);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str) -> (HouseStyle, Vec<(&'static str, String)>) {
        let sources = Sources::new();
        let file = sources.add(Path::new("house-style.toml"), text);
        let (mut house, mut diagnostics) = (HouseStyle::built_in(), Diagnostics::new());
        let table = document::parse(file, text, &mut diagnostics).expect("a table");
        apply(Table::root(file, &table), &mut house, &mut diagnostics);
        let at =
            |finding: &Diagnostic| finding.span.map(|span| text[span.start as usize..span.end as usize].to_owned());
        (house, diagnostics.iter().map(|finding| (finding.code, at(finding).unwrap_or_default())).collect())
    }

    #[test]
    fn the_built_in_file_has_nothing_to_complain_about_and_names_everything() {
        let (house, findings) = applied(BUILT_IN);
        assert_eq!(findings, []);
        assert_eq!(house.parts.len(), directives::styled().count());
        assert_eq!(house.small.len(), SMALL.len());
        assert_eq!(house.fonts.len(), families::ROLES.len());
        assert_eq!(house.text_size, Length::from_pt(10.5));
        assert_eq!(house.text_size_by_language["ar"], Length::from_pt(13.0));
        assert_eq!(house.page.width, Length::from_mm(170.0));
        assert!(house.headings.iter().all(|heading| heading.size >= 1000));
        assert!(house.chapters_open_recto);
    }

    #[test]
    fn a_project_changes_what_it_names_and_no_more() {
        let (house, findings) = applied(
            "[text]\nsize = \"11pt\"\n[parts.exercise]\nground = \"none\"\n[fonts.text]\nLatn = [\"Literata\"]\n[headings.h2]\nbold = false\n",
        );
        assert_eq!(findings, []);
        assert_eq!(house.text_size, Length::from_pt(11.0));
        assert_eq!(house.parts["exercise"].ground, None);
        assert_eq!(house.parts["exercise"].rule, HouseStyle::built_in().parts["exercise"].rule);
        assert_eq!(house.fonts["text"]["Latn"], ["Literata"]);
        assert_eq!(house.fonts["text"]["Arab"], ["Amiri"]);
        assert!(!house.headings[2].bold);
        assert_eq!(house.headings[2].size, 1400);
    }

    #[test]
    fn each_fault_is_found_at_its_place() {
        let cases = [
            ("number-to-levle = 2", "unknown-key", "number-to-levle"),
            ("number-to-level = 9", "out-of-range", "9"),
            ("number-to-level = \"2\"", "wrong-type", "\"2\""),
            ("[page]\nwidth = \"170\"", "bad-value", "\"170\""),
            ("[page]\nwidth = \"2in\"", "out-of-range", "\"2in\""),
            ("[page]\nsize = \"A55\"", "bad-value", "\"A55\""),
            ("[page]\nsize = 5", "wrong-type", "5"),
            ("[page]\nsize = \"A5\"\nwidth = \"148mm\"", "conflicting-keys", "\"A5\""),
            ("[page]\nbinding = \"glued\"", "bad-value", "\"glued\""),
            ("[page]\nsignature = 12", "bad-value", "12"),
            ("[text]\nsize-by-language = { xx = \"12pt\" }", "unknown-language", "xx"),
            ("[colors]\naccent = \"teal\"", "bad-value", "\"teal\""),
            ("[colors]\naccent = \"#7fb0b8\"", "low-contrast", "\"#7fb0b8\""),
            ("[colors]\naccent = \"#0b5563 50%\"", "low-contrast", "\"#0b5563 50%\""),
            ("[colors]\naccent = \"#0b5563 120%\"", "bad-value", "\"#0b5563 120%\""),
            ("[headings.h2]\noutline = \"3mm\"", "out-of-range", "\"3mm\""),
            ("[colors]\nground = \"#d0d0d0\"\nlink = \"#555bff\"", "low-contrast", "\"#555bff\""),
            ("[colors]\nmark = \"#808080\"", "low-contrast", "\"#808080\""),
            ("[parts.tip]\nground = \"#90a090\"\nlabel = \"#102010\"", "low-contrast", "\"#90a090\""),
            ("[parts.case]\nrule = \"#dddddd\"", "low-contrast", "\"#dddddd\""),
            ("[parts.exersise]\nlabel = \"#000\"", "unknown-key", "exersise"),
            ("[fonts.text]\nLatin = [\"A\"]", "unknown-key", "Latin"),
        ];
        for (text, code, at) in cases {
            assert_eq!(applied(text).1, [(code, at.to_owned())], "{text}");
        }
        let (house, findings) = applied("[page.margins]\ninner = \"90mm\"\nouter = \"90mm\"");
        assert_eq!(findings[0].0, "no-room");
        assert_eq!(house.page.margins.inner, Length::from_mm(20.0));
    }
}
