//! Files that a text brings in.

use super::*;

/// A folder with these files; the first is read. The tree, and what is said at which line of which file.
fn read_with(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }
    let (sources, lang, glossary) = (Sources::new(), LangTag::parse("en").expect("a tag"), BTreeMap::new());
    let language = Language::or_english(&lang);
    let root = folder.path().canonicalize().expect("a path").join("book");
    let input = Input {
        sources: &sources,
        lang: &lang,
        language: &language,
        project_root: Some(&root),
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
    let manuscript = read(&[Chapter::of(root.join(files[0].0.trim_start_matches("book/")))], &input, &mut diagnostics);
    let said = crate::diagnostics::to_json_lines(&diagnostics, &sources);
    let said = said.lines().map(|line| {
        let found: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}:{}:{}", text("code"), text("file"), found["line"], found["column"])
    });
    let said = said.collect();
    (Made { manuscript, diagnostics, text: String::new() }.dump(), said)
}

#[test]
fn files_are_brought_in_whole_by_lines_and_by_anchors_in_code_too() {
    let code = "// ANCHOR: all\nfn main() {\n    // ANCHOR: inner\n    go();\n    // ANCHOR_END: inner\n}\n// ANCHOR_END: all\n";
    let (tree, said) = read_with(&[
        (
            "book/a.md",
            "# A\n\n{{#include parts/b.md}}\n\n```rust\n{{#rustdoc_include parts/x.rs:inner}}\n```\n\n- item\n\n  ```\n  {{#include parts/x.rs:2:4}}\n  ```\n\n{{< include parts/b.md >}}\n\n--8<-- \"parts/lines.md:3\"\n\n!include parts/lines.md:1\n\n{!parts/lines.md:3!}\n\n\\{{#include x}}\n",
        ),
        ("book/parts/b.md", "---\ntitle: B\n---\nFrom b.\n{{#include c.md}}\n"),
        ("book/parts/c.md", "And c.\n"),
        ("book/parts/x.rs", code),
        ("book/parts/lines.md", "one\n\nthree\n"),
    ]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        tree,
        "h1 [1] #a: A\np: From b.~And c.\ncode rust: \"    go();\"\nul loose\n  li\n    p: item\n    code -: \"fn main() {\\n    go();\"\np: From b.~And c.\np: three\np: one\np: three\np: {{#include x}}\n"
    );
}

#[test]
fn what_is_wrong_has_its_place_in_the_file_that_it_stands_in() {
    let (tree, said) = read_with(&[
        (
            "book/a.md",
            "# A\n\n{{#include b.md}}\n\n{{#include none.md}}\n\n{{#include ../secret.md}}\n\nAn {{unknown}} value.\n\n```\n{{#include none.rs}}\n```\n",
        ),
        ("book/b.md", "Fine.\n\n  Not {{known}} here.\n\n{{#include a.md}}\n\n{{#include c.md:nowhere}}\n"),
        ("book/c.md", "c\n"),
        ("secret.md", "secret\n"),
    ]);
    assert_eq!(
        said,
        [
            "bad-include a.md:5:1",
            "bad-include a.md:7:1",
            "unknown-value a.md:9:4",
            "bad-include a.md:12:1",
            "unknown-value b.md:3:7",
            "bad-include b.md:5:1",
            "bad-include b.md:7:1",
        ]
    );
    assert!(!tree.contains("secret") && tree.contains("code -: \"{{#include none.rs}}\""), "{tree}");
}
