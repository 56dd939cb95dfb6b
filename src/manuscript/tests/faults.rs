use super::super::*;
use super::links::read_files;
use super::make;

#[test]
fn directives_that_do_not_close_or_open() {
    let made = make("en", "A\n\n:::box Title {#b}\ntext\n\n- :::tip\n  x\n");
    assert_eq!(made.said(), [("unclosed-directive", ":::box Title {#b}"), ("unclosed-directive", ":::tip")]);
    assert_eq!(make("en", "A\n\n:::\n").said(), [("unopened-directive", ":::")]);
}

#[test]
fn names_attributes_and_editions_that_are_unknown() {
    let made = make("en", ":::excercise X\ntext\n:::\n");
    assert_eq!((made.said(), made.help()), (vec![("unknown-directive", "excercise")], "did you mean `:::exercise`?"));
    assert_eq!(made.dump(), "p: X\np: text\n");
    let made = make("en", ":::exercise {tme=\"5\"}\nx\n:::\n\n# H {sort=1}\n");
    assert_eq!(made.said(), [("unknown-attribute", "tme"), ("unknown-attribute", "sort")]);
    assert_eq!(made.help(), "did you mean `time`?");
    assert_eq!(make("en", ":::box X {#a time=\"}\nx\n:::\n").said()[1], ("bad-attributes", "{#a time=\"}"));
    assert_eq!(make("en", "[x](https://a.org){a=b c}\n").said(), [("bad-attributes", "{a=b c}")]);
    let made = make("en", ":::only {editions=\"pirnt\"}\nx\n:::\n\n:::only\ny\n:::\n");
    assert_eq!(made.said(), [("unknown-edition", "editions"), ("bad-attribute", ":::")]);
    assert_eq!(make("en", ":::box {lines=many}\nx\n:::\n").said(), [("bad-attribute", "lines")]);
    assert_eq!(make("en", "[x]{lang=\"12 3\"}\n").said(), [("bad-language", "{lang=\"12 3\"}")]);
}

#[test]
fn values_and_terms_that_are_unknown() {
    let made = make("en", "A {{pagse}} {{lines:3}} b\n");
    assert_eq!(made.said(), [("unknown-value", "{{pagse}}"), ("unknown-value", "{{lines:3}}")]);
    assert_eq!(made.dump(), "p: A {{pagse}} {{lines:3}} b\n");
    let made = make("ar", "{{term:remitance}} {{term:town-hall}}\n");
    assert_eq!(made.said(), [("unknown-term", "{{term:remitance}}"), ("untranslated-term", "{{term:town-hall}}")]);
    assert_eq!(made.help(), "did you mean `{{term:remittance}}`?");
}

#[test]
fn levels_that_are_skipped() {
    assert_eq!(make("en", "# A\n\n### B\n").said(), [("skipped-level", "### B\n")]);
}

#[test]
fn bytes_that_are_no_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.md");
    std::fs::write(&file, b"one\r\ntw\xFFo\n").expect("written");
    let (sources, lang, glossary) = (Sources::new(), LangTag::parse("en").expect("a tag"), BTreeMap::new());
    let language = Language::or_english(&lang);
    let input = Input {
        sources: &sources,
        lang: &lang,
        language: &language,
        project_root: Some(folder.path()),
        alone: false,
        figures: Vec::new(),
        publications: &[],
        editions: &["print", "screen", "ebook"],
        number_to_level: 3,
        glossary: &glossary,
        smart_punctuation: true,
        regional_digits: false,
    };
    let mut diagnostics = Diagnostics::new();
    read(&[Chapter::of(file)], &input, &mut diagnostics);
    let found: Vec<_> = diagnostics.iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].code, found[0].message.as_str()),
        ("invalid-utf8", "the file is not UTF-8: byte 7 begins no character")
    );
    assert_eq!(sources.line_column(found[0].span.expect("a place")), Some((2, 3)));
}

#[test]
fn marks_line_ends_and_nul_are_made_one() {
    let made = make("en", "\u{FEFF}# A\r\n\r\nb\0c\rd\r\n\r\n```\r\nx\r\ny\r\n```\r\n");
    assert_eq!(made.dump(), "h1 [1] #a: A\np: b\u{FFFD}c~d\ncode -: \"x\\ny\"\n");
}

#[test]
fn files_that_are_missing_empty_or_too_large() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    assert_eq!(read_files(&[path("none.md")], folder.path()).said(), [("missing-file", "-")]);
    std::fs::write(path("empty.md"), " \n\n<!-- x -->\n").expect("written");
    assert_eq!(read_files(&[path("empty.md")], folder.path()).said(), [("empty-manuscript", "-")]);
    assert_eq!(read_files(&[], folder.path()).said(), [("empty-manuscript", "-")]);
    std::fs::File::create(path("large.md")).and_then(|file| file.set_len(load::LARGEST + 1)).expect("a large file");
    assert_eq!(read_files(&[path("large.md")], folder.path()).said(), [("file-too-large", "-")]);
}

#[test]
fn direction_controls_are_reported_once_a_kind() {
    let made = make("ar", "أ\u{202E}ب\u{202C} \u{202E}ج\n");
    assert_eq!(made.said(), [("bidi-control", "\u{202E}"), ("bidi-control", "\u{202C}")]);
}

#[test]
fn nesting_has_an_end() {
    let deep = format!("{}x\n", "> ".repeat(500));
    let made = make("en", &deep);
    assert_eq!(made.said().len(), 1);
    assert_eq!(made.said()[0].0, "too-deep");
    assert!(made.dump().contains("p: x"));
    let tags = format!("{}y{}\n", "<b>".repeat(500), "</b>".repeat(500));
    assert_eq!(make("en", &tags).said()[0].0, "too-deep");
    let stars = format!("{}z{}\n\nafter\n", "*a ".repeat(20_000), "*".repeat(20_000));
    let made = make("en", &stars);
    assert_eq!(made.said().len(), 1);
    let dump = made.dump();
    assert_eq!((dump.matches("a ").count(), dump.matches("p: after").count()), (20_000, 1));
    let directives = ":::box\n".repeat(200) + "z\n" + &":::\n".repeat(200);
    let made = make("en", &directives);
    assert_eq!(made.said().len(), 1);
    assert!(made.dump().contains("p: z"));
}

#[test]
fn the_signs_of_stand_ins_are_used_up() {
    let signs =
        "\u{12470}\u{12471}\u{12472}\u{12473}\u{1091F}\u{10A50}\u{10A7F}\u{10857}\u{10B39}\u{16AF5}\u{1DA87}\u{1BC9F}";
    let made = make("en", &format!("{signs} {{{{page}}}}\n"));
    assert_eq!(made.said(), [("reserved-signs", "")]);
    assert_eq!(made.dump(), format!("p: {signs} {{{{page}}}}\n"));
}

#[test]
fn marks_without_their_other_half() {
    let said = |lang: &str, text: &str| {
        let made = make(lang, text);
        made.said().iter().map(|(code, place)| format!("{code} {place}")).collect::<Vec<_>>()
    };
    assert_eq!(said("en", "An (open bracket.\n\nAnd one) closed.\n"), ["unmatched-mark (", "unmatched-mark )"]);
    assert_eq!(said("fr", "Une «citation *ouverte*.\n"), ["unmatched-mark «"]);
    assert_eq!(said("ar", "نص (قوس و«علامة.\n"), ["unmatched-mark ("]);
    assert_eq!(said("en", "[^n] x.\n\n[^n]: A note (open.\n"), ["unmatched-mark ("]);
    // Numbers of items, smiles, brackets across emphasis, code, other languages.
    let whole = "a) one, iv) two :) and (*b*) and **[c**] and `(` and [(x]{lang=fr}, \"so *it* is\".\n";
    assert!(said("en", whole).is_empty(), "{:?}", said("en", whole));
    // Quotations over paragraphs, as in English, in Spain, and without a mark.
    for text in ["“One.\n\n“Two.”\n", "“One.\n\nTwo.”\n"] {
        assert!(said("en-US", text).is_empty(), "{text}");
    }
    assert!(said("es", "«Uno.\n\n»Dos.\n\n»Tres».\n").is_empty());
    assert_eq!(said("es", "«Uno.\n\nDos.\n"), ["unmatched-mark «"]);
}

#[test]
fn marks_that_stand_on_no_letter() {
    let made = make("ar", "علامة \u{64B} وحدها\n");
    assert_eq!(made.said(), [("mark-without-letter", "\u{64B}")]);
    assert!(make("ar", "علامةً و\u{A0}\u{64B} وـ\u{64B}\n").said().is_empty());
    assert_eq!(make("en", "e\u{301} \u{301}a\n").said(), [("mark-without-letter", "\u{301}")]);
}
