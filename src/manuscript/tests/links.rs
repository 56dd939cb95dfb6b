use super::super::*;
use super::{Made, dump, make};

pub(super) fn read_files(files: &[PathBuf], root: &Path) -> Made {
    let (sources, lang, glossary) = (Sources::new(), LangTag::parse("en").expect("a tag"), BTreeMap::new());
    let language = Language::or_english(&lang);
    let publications = ["core-module".to_owned(), "module-1".to_owned()];
    let input = Input {
        sources: &sources,
        lang: &lang,
        language: &language,
        project_root: Some(root),
        alone: false,
        figures: Vec::new(),
        publications: &publications,
        editions: &["print", "screen", "ebook"],
        number_to_level: 3,
        glossary: &glossary,
        smart_punctuation: true,
        regional_digits: false,
    };
    let mut diagnostics = Diagnostics::new();
    let files: Vec<Chapter> = files.iter().cloned().map(Chapter::of).collect();
    let manuscript = read(&files, &input, &mut diagnostics);
    Made { manuscript, diagnostics, text: String::new() }
}

#[test]
fn links_lead_inside_across_and_out() {
    let text = "# A b {#x}\n\n## Été à *Dakar*\n\n[i](#x) [](#x) [g](#été-à-dakar) [p](core-module#y) [](module-1) [e](https://a.org) <mailto:a@b.org> [](https://c.org)\n";
    assert_eq!(
        dump("en", text).lines().last(),
        Some(
            "p: <a #x i> <ref #x> <a #été-à-dakar g> <a core-module#y p> <ref module-1#> <a https://a.org e> <a mailto:a@b.org mailto:a@b.org> <a https://c.org https://c.org>"
        )
    );
}

#[test]
fn files_of_the_publication_are_linked_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<_> = ["a.md", "b.md"].iter().map(|name| folder.path().join(name)).collect();
    std::fs::write(
        &files[0],
        "# A\n\n## Same\n\n[b](b.md) [s](b.md#same) [own](#same) [p](../../core-module/en/01.md#q)\n",
    )
    .expect("written");
    std::fs::write(&files[1], "# B\n\n## Same\n\n[own](#same) [a](./a.md#same) [web](a.html)\n").expect("written");
    let made = read_files(&files, folder.path());
    assert_eq!(made.said(), []);
    let found = made.dump();
    let lines: Vec<&str> = found.lines().filter(|line| line.starts_with('p')).collect();
    assert_eq!(
        lines,
        ["p: <a #b b> <a #same-1 s> <a #same own> <a core-module#q p>", "p: <a #same-1 own> <a #same a> <a #a web>"]
    );
}

#[test]
fn links_that_lead_nowhere_are_reported_with_the_nearest() {
    let text = "# A {#fig-flows}\n\n[x](#fig-flow)\n";
    let made = make("en", text);
    assert_eq!(made.said(), [("unresolved-reference", "[x](#fig-flow)")]);
    assert_eq!(made.help(), "did you mean `#fig-flows`?");
    assert!(!made.diagnostics.has_errors(), "a file alone is made all the same");
    let project = super::make_with("en", text, &[], Path::new("p/a.md"), Some(Path::new("p")));
    assert!(project.diagnostics.has_errors());
    let made = make("en", "[x](core-modul#a)\n");
    assert_eq!(
        (made.said(), made.help()),
        (vec![("unresolved-reference", "[x](core-modul#a)")], "did you mean `core-module`?")
    );
    let made = make("en", "[a](LICENSE.txt) [b](javascript:alert) [c](#)\n");
    assert_eq!(
        made.said(),
        [("relative-link", "[a](LICENSE.txt)"), ("unsafe-link", "[b](javascript:alert)"), ("relative-link", "[c](#)")]
    );
    assert_eq!(made.dump(), "p: <span a> <span b> <span c>\n");
}

#[test]
fn an_id_given_twice_is_reported_with_both_places() {
    let made = make("en", "# A {#x}\n\nText [y]{#x}\n");
    assert_eq!(made.said(), [("duplicate-id", "{#x}")]);
    assert_eq!(made.help(), "it stands first at notes.md:1:5; rename one of them");
}

#[test]
fn targets_know_kind_number_title_and_chapter() {
    let made = make("en", "# One\n\n## Sub\n\n:::exercise T {#e}\nx\n:::\n\n# Two\n\nA [b c]{#s}\n");
    let targets = &made.manuscript.targets;
    assert_eq!((targets["sub"].kind, targets["sub"].number.as_slice()), (TargetKind::Heading(2), &[1, 1][..]));
    assert_eq!(targets["sub"].chapter.as_deref(), Some("one"));
    assert_eq!((targets["e"].kind, targets["e"].title.as_str()), (TargetKind::Part(PartKind::Exercise), "T"));
    assert_eq!((targets["s"].title.as_str(), targets["s"].chapter.as_deref()), ("b c", Some("two")));
}

#[test]
fn links_must_say_where_they_lead() {
    for (lang, words) in [("en", "Click here"), ("fr", "ici"), ("es", "**aquí**"), ("ar", "هُنا")] {
        let made =
            make(lang, &format!("# A {{#a}}\n\nx [{words}](#a), [{words} A](#a) y.[^n]\n\n[^n]: [{words}.](#a)\n"));
        let found = [("empty-link-text", format!("[{words}](#a)")), ("empty-link-text", format!("[{words}.](#a)"))];
        assert_eq!(made.said(), found.each_ref().map(|(code, text)| (*code, text.as_str())), "{lang}");
    }
}
