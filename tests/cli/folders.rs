//! Folders of Markdown without a project, as books.

use crate::support::Place;
use std::process::Command;

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>";

/// The text of the pages of a book, a line a line.
fn pages(place: &Place, name: &str) -> String {
    let text = Command::new("pdftotext").args(["-layout", name, "-"]).current_dir(place.0.path()).output();
    String::from_utf8(text.expect("poppler's pdftotext").stdout).expect("UTF-8")
}

/// Asserts that words come in this order.
#[track_caller]
fn in_order(text: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let found = text[from..].find(word);
        from += found.unwrap_or_else(|| panic!("no `{word}` after byte {from} of {text}")) + word.len();
    }
}

#[test]
fn a_book_of_mdbook_has_its_chapters_parts_and_files_in_order() {
    let place = Place::empty();
    place.write("wells/book.toml", "[book]\ntitle = \"The Wells\"\nauthors = [\"Jane Roe\"]\nlanguage = \"en\"\n");
    let summary = "# Summary\n\n[Before](before.md)\n\n# Digging\n\n- [Zinc](z/zinc.md)\n    - [Depth](z/depth.md)\n- [Acid](acid.md)\n- [Later]()\n- [Lost](lost.md)\n\n[After](after.md)\n";
    place.write("wells/src/SUMMARY.md", summary);
    place.write("wells/src/before.md", "# Before\n\nSee [zinc](z/zinc.md), [gone](#gone) and [](#nowhere).\n");
    let code = "```c\n{{#include ../../code/main.c:2}}\n```\n\n```c\n{{#include ../../../secret.c}}\n```\n";
    place.write("wells/src/z/zinc.md", format!("# Zinc\n\nOf zinc.\n\n{code}\n![Shaft](../shaft.svg)\n"));
    place.write("wells/src/z/depth.md", "# Depth\n\n## Deeper\n\nOf depth.\n");
    place.write("wells/src/acid.md", "Of acid, without a heading.\n");
    place.write("wells/src/after.md", "# After\n\nThe end.\n");
    place.write("wells/src/shaft.svg", PICTURE);
    place.write("wells/code/main.c", "int one;\nint two;\n");
    place.write("secret.c", "int secret;\n");
    let run = place.run(&["build", "wells", "--format", "json"]).ends(0);
    let mut codes: Vec<String> = run.json().iter().map(|one| one["code"].to_string()).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes, ["\"bad-include\"", "\"missing-chapter\"", "\"unresolved-reference\""]);
    assert!(place.path("wells/wells-en.epub").is_file());
    let text = pages(&place, "wells/wells-en-screen.pdf");
    let contents = ["Before", "Part I: Digging", "1 ", "Zinc", "1.1 Depth", "2 ", "Acid", "After"];
    in_order(&text, &["The Wells", "Jane Roe", "Contents"]);
    in_order(&text[text.find("Contents").expect("contents")..], &contents);
    in_order(&text, &["See zinc, gone and", "Of zinc.", "int two;", "Of depth.", "Of acid", "The end."]);
    assert!(!text.contains("int secret;") && !text.contains("int one;"), "{text}");
}

#[test]
fn books_of_quarto_and_mkdocs_say_how_their_chapters_follow() {
    let place = Place::empty();
    let quarto = "project:\n  type: book\nlang: fr\nbook:\n  title: Les puits\n  author:\n    - name: Jean Dupont\n  chapters:\n    - index.qmd\n    - part: creuser.qmd\n      chapters:\n        - zinc.qmd\n    - part: Remplir\n      chapters: [eau.qmd]\n  appendices: [fin.qmd]\n";
    place.write("q/_quarto.yml", quarto);
    for (name, title) in
        [("index", "Préface {.unnumbered}"), ("creuser", "Creuser"), ("zinc", "Zinc {#sec-zinc}"), ("fin", "Fin")]
    {
        place.write(&format!("q/{name}.qmd"), format!("# {title}\n\nDe {name}.\n"));
    }
    place.write("q/eau.qmd", "# Eau\n\nVoir @sec-zinc.\n\n```{r}\n#| label: fig-x\nplot(1)\n```\n");
    let run = place.run(&["build", "q", "--format", "json"]).ends(0);
    let codes: Vec<String> = run.json().iter().map(|one| one["code"].to_string()).collect();
    assert_eq!(codes, ["\"foreign-markup\""]);
    let text = pages(&place, "q/q-fr-screen.pdf");
    let places = ["Préface", "Creuser", "Zinc", "Remplir", "Eau", "Fin", "De index.", "De zinc.", "Voir", "De fin."];
    in_order(&text, &["Les puits", "Jean Dupont"]);
    in_order(&text[text.find("Jean Dupont").expect("the author")..], &places);
    assert!(!text.contains("#|") && !text.contains("@sec"), "{text}");

    let mkdocs = "site_name: Wells\ntheme:\n  name: material\n  language: en\nmarkdown_extensions:\n  - x: !!python/name:a.b\nnav:\n  - index.md\n  - Digging:\n      - Named: deep.md\n      - More:\n          - more/acid.md\n  - https://a.org\n";
    place.write("m/mkdocs.yml", mkdocs);
    place.write("m/docs/index.md", "# Home\n\nWelcome.\n");
    place.write("m/docs/deep.md", "Of depth.\n");
    place.write("m/docs/more/acid.md", "# Acid\n\n!!! note \"Mind\"\n    Of acid.\n");
    place.run(&["check", "m"]).ends(0);
    place.run(&["build", "m"]).ends(0);
    let text = pages(&place, "m/m-en-screen.pdf");
    let contents = &text[text.find("Contents").expect("contents")..];
    in_order(contents, &["Home", "Digging", "Named", "More", "Acid", "Welcome.", "Of depth.", "Of acid."]);
}

#[test]
fn any_folder_is_a_book_in_natural_order() {
    let place = Place::empty();
    place.write("notes/README.md", "---\ntitle: All notes\nauthor: Jane Roe\nlang: es\n---\n\n# Prólogo\n\nCero.\n");
    for (name, word) in
        [("2-b.md", "Dos"), ("10-c.markdown", "Diez"), ("1-a.md", "Uno"), ("z/1.md", "Veinte"), (".x/1.md", "Nunca")]
    {
        place.write(&format!("notes/{name}"), format!("# Capítulo {word}\n\nTexto {word}.\n"));
    }
    place.write("notes/other.txt", "no chapter");
    place.write("notes/LICENSE.md", "# License\n");
    // In the folder itself, too.
    let run = Command::new(env!("CARGO_BIN_EXE_warraq")).args(["build", "."]).current_dir(place.path("notes")).output();
    let run = run.expect("the program runs");
    assert!(run.status.success(), "{run:?}");
    let text = pages(&place, "notes/notes-es-screen.pdf");
    in_order(&text, &["All notes", "Jane Roe", "Cero.", "Texto Uno.", "Texto Dos.", "Texto Diez.", "Texto Veinte."]);
    assert!(!text.contains("Nunca") && !text.contains("License"), "{text}");
    // A second build reads the same files.
    let before = place.files("notes");
    place.run(&["build", "notes"]).ends(0);
    assert_eq!(place.files("notes"), before);
}

#[test]
fn folders_of_other_markup_are_told() {
    let place = Place::empty();
    place.write("adoc/book.adoc", "= Book\n");
    place.write("empty/x.txt", "x");
    place.write("broken/_quarto.yml", "book:\n  title: [\n");
    place.write("broken/a.md", "# A\n\nWords.\n");
    for (name, words) in
        [("adoc", "error[not-markdown]: this folder holds AsciiDoc"), ("empty", "error[empty-manuscript]")]
    {
        let run = place.run(&["build", name]).ends(1);
        assert!(run.err.contains(words), "{}", run.err);
        assert_eq!(place.names(name).len(), 1, "nothing is made");
    }
    let run = place.run(&["check", "broken"]).ends(0);
    assert!(run.err.contains("warning[bad-configuration]") && run.err.contains("_quarto.yml:"), "{}", run.err);
    let run = place.run(&["build"]).ends(2);
    assert!(run.err.contains("`warraq build .`"), "{}", run.err);
}
