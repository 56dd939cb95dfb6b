use super::*;
use crate::units::Length;

/// The families of the built-in house style, as far as these tests need them.
pub(crate) fn families() -> Families {
    let list = |latin: &str, arabic: &str| {
        BTreeMap::from([("Latn".to_owned(), vec![latin.to_owned()]), ("Arab".to_owned(), vec![arabic.to_owned()])])
    };
    BTreeMap::from([
        ("text".to_owned(), list("Source Serif 4", "Amiri")),
        ("heading".to_owned(), list("Source Sans 3", "Noto Kufi Arabic")),
        ("code".to_owned(), list("Source Code Pro", "Noto Naskh Arabic")),
    ])
}

fn set() -> FontSet {
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::of_families(&families(), None, &mut diagnostics);
    assert!(diagnostics.is_empty());
    fonts
}

#[test]
fn role_script_and_style_choose_the_face() {
    let fonts = set();
    let name = |role, script, bold, italic, text| {
        fonts.choose(role, script, bold, italic, text).map(|id| fonts.font(id).name.clone())
    };
    assert_eq!(name(FontRole::Text, Script::LATIN, false, true, "word").as_deref(), Some("SourceSerif4-Italic"));
    assert_eq!(name(FontRole::Text, Script::ARABIC, true, false, "كلمة").as_deref(), Some("Amiri-Bold"));
    assert_eq!(name(FontRole::Text, Script::ARABIC, false, true, "كلمة").as_deref(), Some("Amiri-Regular"));
    assert_eq!(name(FontRole::Heading, Script::LATIN, true, false, "word").as_deref(), Some("SourceSans3-Bold"));
    assert_eq!(name(FontRole::Text, Script::LATIN, false, false, "字"), None);
}

#[test]
fn fonts_are_measured() {
    let fonts = set();
    let amiri = fonts.font(fonts.primary(FontRole::Text, Script::ARABIC, false, false).expect("a font"));
    let serif = fonts.font(fonts.primary(FontRole::Text, Script::LATIN, false, false).expect("a font"));
    assert_eq!((serif.units_per_em, serif.cap_height, serif.x_height), (1000, 670, 475));
    assert!((650..800).contains(&amiri.alef_height), "{}", amiri.alef_height);
    assert!(serif.ascent > 600 && serif.descent > 150 && serif.underline.0 < 0 && serif.strike.0 > 0);
}

#[test]
fn companions_look_as_large_as_the_main_script() {
    let fonts = set();
    let font = |script| fonts.font(fonts.primary(FontRole::Text, script, false, false).expect("a font"));
    let (amiri, serif) = (font(Script::ARABIC), font(Script::LATIN));
    let size = Length::from_pt(10.0);
    let latin = companion_size(size, Script::ARABIC, amiri, Script::LATIN, serif);
    let share = latin.pt() * f64::from(serif.cap_height) / (size.pt() * f64::from(amiri.alef_height));
    assert!((0.85..=1.05).contains(&share), "{share}");
    let arabic = companion_size(size, Script::LATIN, serif, Script::ARABIC, amiri);
    assert!((11.5..=13.0).contains(&arabic.pt()), "{arabic:?}");
}

#[test]
fn a_broken_file_and_an_unknown_family_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("Broken.ttf"), b"no font").expect("written");
    let mut families = families();
    families.insert("text".to_owned(), BTreeMap::from([("Arab".to_owned(), vec!["Amirri".to_owned()])]));
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::of_families(&families, Some(folder.path()), &mut diagnostics);
    let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["broken-font", "unknown-font"]);
    assert!(fonts.choose(FontRole::Text, Script::ARABIC, false, false, "كلمة").is_some(), "a fallback serves");
}

#[test]
fn a_font_of_the_project_replaces_the_built_in_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/amiri/Amiri-Regular.ttf");
    std::fs::copy(source, folder.path().join("Mine.TTF")).expect("copied");
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::of_families(&families(), Some(folder.path()), &mut diagnostics);
    assert_eq!(fonts.primary(FontRole::Text, Script::ARABIC, false, false), Some(FontId(0)));
}
