//! Boxes, columns and lines of other programs.

use super::{dump, make};

#[test]
fn admonitions_hold_what_is_indented() {
    let text = "!!! note \"A *title*\"\n    One.\n\n    - item\n\n        ```\n        code\n        ```\n\n    !!! danger\n        Inner.\n\n    Two.\n\nAfter.\n\n??? tip\n    Folded.\n";
    assert_eq!(
        dump("en", text),
        "note: A <em title>\n  p: One.\n  ul loose\n    li\n      p: item\n      code -: \"code\"\n  caution: \n    p: Inner.\n  p: Two.\np: After.\ntip: \n  p: Folded.\n"
    );
    assert_eq!(
        dump("en", "- a\n\n    !!! info\n        x\n\n- b\n"),
        "ul loose\n  li\n    p: a\n    note: \n      p: x\n  li\n    p: b\n"
    );
    assert_eq!(dump("en", "=== \"Linux\"\n\n    Use it.\n"), "box: Linux\n  p: Use it.\n");
    let code = "```\n!!! note \"T\"\n    x\n```\n\nStop!!! now.\n\n!!! Note, this is text.\n";
    assert_eq!(
        dump("en", code),
        "code -: \"!!! note \\\"T\\\"\\n    x\"\np: Stop!!! now.\np: !!! Note, this is text.\n"
    );
}

#[test]
fn alerts_have_titles_and_other_names() {
    let text = "> [!NOTE] My *title*\n> Body.\n\n> [!INFO]\n> Info.\n\n> [!tip]- Folded \"one\"\n>\n> - x\n\n> [!custom]\n> Y.\n\n> [!warning]\n> Z.\n";
    assert_eq!(
        dump("en", text),
        "note: My <em title>\n  p: Body.\nnote: \n  p: Info.\ntip: Folded “one”\n  ul\n    li\n      p: x\nnote: custom\n  p: Y.\nwarning: \n  p: Z.\n"
    );
    assert_eq!(
        dump("en", "> Words.\n> [!a](https://a.org)\n"),
        "quote\n  p: Words.~[!a](https://a.org)\n".replace("[!a](https://a.org)", "<a https://a.org !a>")
    );
}

#[test]
fn directives_of_others_are_ours() {
    for (text, wanted) in [
        (":::note[Custom *title*]\n\nBody.\n\n:::\n", "note: Custom <em title>\n  p: Body.\n"),
        (":::info\nBody.\n:::\n", "note: \n  p: Body.\n"),
        ("::: danger Mind\nBody.\n:::\n", "caution: Mind\n  p: Body.\n"),
        ("::: {.callout-tip title=\"T\" collapse=\"true\"}\nBody.\n:::\n", "tip: T\n  p: Body.\n"),
        ("::: {.callout-important}\n## The title\n\nBody.\n:::\n", "important: The title\n  p: Body.\n"),
        (":::{note} Title\nBody.\n:::\n", "note: Title\n  p: Body.\n"),
        ("```{warning} Title\nBody *x*.\n```\n", "warning: Title\n  p: Body <em x>.\n"),
        ("::: {.epigraph #e}\nBody.\n:::\n", "p #e .epigraph: Body.\n"),
        (":::::: {.a} ::::::\n::: warning\nBody.\n:::\n::::::\n", "warning .a: \n  p: Body.\n"),
    ] {
        assert_eq!(dump("en", text), wanted, "{text}");
    }
    let made = make("en", ":::: {.columns}\n::: {.column width=\"40%\"}\nLeft\n:::\n::: {.column}\nRight\n:::\n::::\n");
    assert_eq!(made.dump(), "p .column .columns: Left\np .column .columns: Right\n");
    assert_eq!(made.said(), [("foreign-markup", "{.columns}")]);
    assert_eq!(dump("en", "::: {layout-ncol=2}\nx\n:::\n"), "p: x\n");
    assert_eq!(make("en", "::: excercise\nx\n:::\n").said(), [("unknown-directive", "excercise")]);
}

#[test]
fn lines_of_others_are_pages_and_verse() {
    for line in ["\\newpage", "\\pagebreak", "\\clearpage{}", "{{< pagebreak >}}", "\\\\newpage"] {
        assert_eq!(dump("en", &format!("One.\n\n{line}\n\nTwo.\n")), "p: One.\npage\np: Two.\n", "{line}");
    }
    assert_eq!(
        dump("en", "Text.\n\n| One *line*\n|    Another,\n  which goes on\n|\n| last\n\nText.\n"),
        "p: Text.\np: One <em line>|\u{A0}\u{A0}\u{A0}Another,~which goes on|\u{A0}|last\np: Text.\n"
    );
    assert_eq!(dump("en", "| a | b |\n|---|---|\n| c | d |\n"), "table [None, None]\n  th: a | b\n  td: c | d\n");
    assert_eq!(dump("en", "```\n\n| a\n| b\n\n\\newpage\n```\n"), "code -: \"\\n| a\\n| b\\n\\n\\\\newpage\"\n");
}

#[test]
fn blanks_that_look_like_blanks_are_blanks() {
    assert_eq!(
        dump("en", "#\u{A0}Head\n\n-\u{A0}item\n- two\n\n1.\u{A0}one\n"),
        "h1 [1] #head: Head\nul\n  li\n    p: item\n  li\n    p: two\nol 1 Decimal\n  li\n    p: one\n"
    );
    assert_eq!(make("ar", "\u{200F}# عنوان\n").dump(), "h1 [1] #عنوان: عنوان\n");
}

#[test]
fn attributes_of_kramdown_are_read_where_ours_are() {
    assert_eq!(
        dump("en", "# Head {: #x .y}\n\n[a](https://a.org){:.z}\n"),
        "h1 [1] #x .y: Head\np: <span .z <a https://a.org a>>\n"
    );
    assert_eq!(make("en", "Text.\n{: .lead}\n").said(), [("foreign-markup", "{: .lead}")]);
}

#[test]
fn listings_hide_and_name_as_their_programs_do() {
    assert_eq!(
        dump(
            "en",
            "```rust,editable\n# fn main() {\nlet x = 5; // # one\n#[test]\n## shown\n# }\n```\n\n```sh\n# shown\n```\n"
        ),
        "code rust: \"let x = 5; // # one\\n#[test]\\n# shown\"\ncode sh: \"# shown\"\n"
    );
    assert_eq!(dump("en", "```{.python .numberLines}\nx\n```\n"), "code python: \"x\"\n");
    let made = make("en", "```{=latex}\n\\foo\n```\n\n```mermaid\ngraph\n```\n\n```math\nx\n```\n");
    assert_eq!(made.dump(), "code mermaid: \"graph\"\ncode math: \"x\"\n");
    assert_eq!(
        made.said(),
        [("foreign-markup", "```{=latex}"), ("foreign-markup", "```mermaid"), ("formula", "```math")]
    );
}

#[test]
fn markdown_that_comes_out_as_words_is_told() {
    let made = make(
        "en",
        "This is **bold and open. A [link][nope], ![p](my photo.png).\n\nAnd __open too. 2**3, ____, `**x`, snake__case.\n",
    );
    let places: Vec<_> =
        made.said().into_iter().filter(|(code, _)| *code == "literal-markup").map(|(_, place)| place).collect();
    assert_eq!(places, ["**", "[link][nope]", "[p](my photo.png)", "__"]);
    assert_eq!(make("en", "# A\n\n##\n\nText.\n").said(), [("empty-heading", "##\n")]);
    let own = ["notes".to_owned()];
    let made = super::make_with("en", "[MIT](LICENSE)\n", &own, std::path::Path::new("notes.md"), None);
    assert_eq!((made.said(), made.dump().as_str()), (vec![("relative-link", "[MIT](LICENSE)")], "p: <span MIT>\n"));
}
