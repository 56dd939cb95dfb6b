use super::{dump, make};

#[test]
fn notes_are_numbered_by_their_first_marks_and_may_hold_notes() {
    let text =
        "B[^b] A[^a] B[^b].\n\nC[^c]\n\n[^a]: first\n\n    more\n[^b]: with a note[^d]\n[^c]: last\n[^d]: inner\n";
    assert_eq!(
        dump("en", text),
        "p: B<mark 0> A<mark 1> B<mark 0>.\np: C<mark 3>\nnote 1\n  p: with a note<mark 2>\nnote 2\n  p: first\n  p: more\nnote 3\n  p: inner\nnote 4\n  p: last\n"
    );
}

#[test]
fn notes_that_miss_their_text_or_their_mark_are_reported() {
    let made = make("en", "A[^x] and [^y].\n\n[^z]: unused\n");
    assert_eq!(
        made.said(),
        [("unresolved-note", "[^x]"), ("unresolved-note", "[^y]"), ("unused-note", "[^z]: unused\n")]
    );
    assert_eq!(made.dump(), "p: A[^x] and [^y].\n");
    let made = make("en", "A[^x].\n\n[^x]: one\n\n[^x]: two\n");
    assert_eq!(made.said(), [("duplicate-note", "[^x]: two\n")]);
}

#[test]
fn a_note_may_lead_to_itself() {
    assert_eq!(dump("en", "A[^x].\n\n[^x]: see[^x]\n"), "p: A<mark 0>.\nnote 1\n  p: see<mark 0>\n");
}

#[test]
fn labels_are_those_of_their_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<_> = ["a.md", "b.md"].iter().map(|name| folder.path().join(name)).collect();
    for (file, word) in files.iter().zip(["one", "two"]) {
        std::fs::write(file, format!("# {word}\n\nText[^1].\n\n[^1]: {word}\n")).expect("written");
    }
    let made = super::links::read_files(&files, folder.path());
    assert_eq!(made.said(), []);
    assert_eq!(
        made.dump(),
        "h1 [1] #one: one\np: Text<mark 0>.\nh1 [2] #two: two\np: Text<mark 1>.\nnote 1\n  p: one\nnote 2\n  p: two\n"
    );
}

#[test]
fn marks_in_the_words_of_links_and_pictures_stand_after_them() {
    let note = "[^n]: note\n";
    for (text, wanted) in [
        ("[a link[^n]](https://a.org)", "p: <a https://a.org a link><mark 0>\n"),
        ("[a[^n] source](https://a.org).", "p: <a https://a.org a><mark 0><a https://a.org  source>.\n"),
        ("[*a[^n] b* c](https://a.org)", "p: <a https://a.org <em a b>><mark 0><a https://a.org  c>\n"),
        ("<a href=\"https://a.org\">a[^n]</a>", "p: <a https://a.org a><mark 0>\n"),
        ("[words[^n]][r]\n\n[r]: https://a.org", "p: <a https://a.org words><mark 0>\n"),
        ("See[^n]: this.", "p: See<mark 0>: this.\n"),
        ("`[^n]` <code>[^n]</code>[^n]", "p: `[^n]` `[^n]`<mark 0>\n"),
        ("<table><tr><td>a[^n]</td></tr></table>", "table [None]\n  td: a<mark 0>\n"),
    ] {
        let text = format!("{text}\n\n{note}");
        assert_eq!(dump("en", &text), format!("{wanted}note 1\n  p: note\n"), "{text}");
    }
}

#[test]
fn marks_in_the_words_of_pictures_go_to_the_caption_or_after_the_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("f.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a drawing");
    let figure = |text: &str| {
        let text = format!("{text}\n\n[^n]: note\n");
        let made = super::make_with("en", &text, &[], &folder.path().join("a.md"), None);
        assert_eq!(made.said(), [], "{text}");
        made.dump().lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        figure("![What[^n] it is](f.svg){#f alt=\"a\"}"),
        "figure #f f.svg alt=Some(\"a\") width=None (1): What<mark 0> it is"
    );
    assert_eq!(figure("![Alt[^n]](f.svg \"Title\")"), "figure f.svg alt=Some(\"Alt\") width=None (1): Title<mark 0>");
    assert_eq!(figure("An ![icon[^n]](f.svg)."), "p: An <img Some(\"icon\")><mark 0>.");
}
