//! What other programs add to Markdown: understood, or told.

use super::{dump, make};

/// Codes alone.
fn codes(text: &str) -> Vec<&'static str> {
    make("en", text).said().into_iter().map(|(code, _)| code).collect()
}

#[test]
fn bare_addresses_are_links() {
    for (text, wanted) in [
        ("See www.a.org.", "See <a http://www.a.org www.a.org>."),
        ("(https://a.org/x_(y)_z?q=*b*c)", "(<a https://a.org/x_(y)_z?q=*b*c https://a.org/x_(y)_z?q=*b*c>)"),
        (
            "Ask jane_doe@a.org, or mailto:j@b.org!",
            "Ask <a mailto:jane_doe@a.org jane_doe@a.org>, or <a mailto:j@b.org mailto:j@b.org>!",
        ),
        ("**https://a.org/b**", "<b <a https://a.org/b https://a.org/b>>"),
        ("[see https://a.org](https://b.org/(c)) x", "<a https://b.org/(c) see https://a.org> x"),
        ("<https://a.org/_b_>", "<a https://a.org/_b_ https://a.org/_b_>"),
        ("<a href=\"https://a.org\">https://a.org</a>", "<a https://a.org https://a.org>"),
        ("`https://a.org` and http:// and a@b and x://y.z", "`https://a.org` and http:// and a@b and x://y.z"),
        ("[a]\n\n[a]: https://a.org/x_y_z", "<a https://a.org/x_y_z a>"),
        ("https://a.org/?a=1&amp;", "<a https://a.org/?a=1 https://a.org/?a=1>&"),
    ] {
        assert_eq!(dump("en", text), format!("p: {wanted}\n"), "{text}");
    }
    assert_eq!(dump("ar", "زوروا https://a.org/ب، ثم"), "p: زوروا <a https://a.org/ب https://a.org/ب>، ثم\n");
}

#[test]
fn formulas_are_told_and_prices_are_none() {
    let prices =
        "It was $3,500 in 2022 and $5,000, $6,750; 35$. R$2 a R$3, $27B / $7B, US$5 and US$6, $ 5 $, \\$x\\$.\n";
    assert_eq!(dump("en", prices), format!("p: {}", prices.replace("\\$", "$")));
    let made = make("en", "With $a_1 * b_2$, \\(x^2\\) and $\\frac{a}{b}$.\n");
    assert_eq!(made.dump(), "p: With `a_1 * b_2`, `x^2` and `\\frac{a}{b}`.\n");
    assert_eq!(made.said(), [("formula", "$a_1 * b_2$"), ("formula", "\\(x^2\\)"), ("formula", "$\\frac{a}{b}$")]);
    let made = make("en", "$$\na &= b \\\\\n_c_ *d*\n$$\n\n> \\[\n> x = 1\n> \\]\n");
    assert_eq!(made.dump(), "code tex: \"a &= b \\\\\\\\\\n_c_ *d*\"\nquote\n  code tex: \"x = 1\"\n");
    // Brackets behind a backslash are brackets; code is code.
    assert_eq!(dump("en", "\\[see below\\] and \\(or not\\), `$a$`\n"), "p: [see below] and (or not), `$a$`\n");
    assert_eq!(dump("en", "```\n$a$\n```\n\n    $b$\n"), "code -: \"$a$\"\ncode -: \"$b$\"\n");
    assert_eq!(codes("| $a|b | c$ |\n|---|---|\n| 1 | 2 |\n"), [""; 0]);
}

#[test]
fn citations_are_told_and_names_are_none() {
    let text = "As [see @knuth1984, p. 3; -@roe] and @knuth1984 [p. 4] say.\n";
    let made = make("en", text);
    assert_eq!(made.dump(), format!("p: {text}"));
    assert_eq!(made.said(), [("citation", "[see @knuth1984, p. 3; -@roe]"), ("citation", "@knuth1984")]);
    assert_eq!(dump("en", "Ask @jane, or a@b.\n"), "p: Ask @jane, or a@b.\n");
    // Quarto's references to what is there.
    let made = make("en", "See @sec-a and [@sec-a].\n\n# A {#sec-a}\n");
    assert_eq!(made.said(), []);
    assert_eq!(made.dump(), "p: See <ref #sec-a> and <ref #sec-a>.\nh1 [1] #sec-a: A\n");
    assert_eq!(codes("See @fig-none.\n"), ["citation"]);
}

#[test]
fn pairs_mark_insert_and_note() {
    assert_eq!(
        dump("en", "A ==marked *word*== and ++inserted++.\n"),
        "p: A <span .mark marked <em word>> and <span .underline inserted>.\n"
    );
    for text in ["a == b and c == d", "x==y or z==w", "C++ and D++", "use ++i or i++", "==open", "*a ==b* c=="] {
        assert!(!make("en", text).dump().contains("span"), "{text}");
    }
    assert_eq!(
        dump("en", "A note.^[With *words*, a [map](https://a.org) and `]`.] And^[two]\nmore.\n"),
        "p: A note.<mark 0> And<mark 1>~more.\nnote 1\n  p: With <em words>, a <a https://a.org map> and `]`.\nnote 2\n  p: two\n"
    );
    let made = make("en", "`^[a]` and 2^[open\n\n<code>==x==</code>\n");
    assert_eq!(made.dump(), "p: `^[a]` and 2^[open\np: `==x==`\n");
}

#[test]
fn wiki_links_lead_where_they_can() {
    let made = make("en", "# Wells\n\nSee [[#Wells]], [[#Wells|above]] and [[Rivers|the rivers]].\n");
    assert_eq!(made.dump(), "h1 [1] #wells: Wells\np: See <a #wells Wells>, <a #wells above> and <span the rivers>.\n");
    assert_eq!(made.said(), [("relative-link", "[[Rivers|the rivers]]")]);
    assert_eq!(dump("en", "[[a]]\n\n[a]: https://a.org\n"), "p: [<a https://a.org a>]\n");
    assert_eq!(codes("![[Rivers]] and ![[none.png]]\n"), ["foreign-markup", "missing-picture"]);
}

#[test]
fn tags_of_other_programs_are_told_by_kind() {
    let text =
        "A {{< video x >}} b {{% note %}} c :smile: %%gone%% d\n\n<Tabs items={[1, 2]}>\n\nE \\textbf{f}.\n\n</Tabs>\n";
    let made = make("en", text);
    let said: Vec<_> = made.said().into_iter().filter(|(code, _)| *code == "foreign-markup").collect();
    let places = ["{{< video x >}}", "{{% note %}}", ":smile:", "%%gone%%", "<Tabs items={[1, 2]}>", "\\textbf{f}"];
    assert_eq!(said, places.map(|place| ("foreign-markup", place)));
    assert!(made.dump().contains("p: A  b  c :smile:  d\n"), "{}", made.dump());
    assert!(made.dump().contains("p: E \\textbf{f}.\n"), "{}", made.dump());
    let made = make("en", "import Tabs from '@theme/Tabs';\n\nThe HTML.\n\n*[HTML]: Hyper Text\n");
    assert_eq!(made.dump(), "p: The HTML.\n");
    assert_eq!(made.said().len(), 2);
    assert_eq!(dump("en", "import duties from \"them\" rose\n"), "p: import duties from “them” rose\n");
    assert_eq!(dump("en", "At 10:30:00, a:b:c, C:\\Users\\jane.\n"), "p: At 10:30:00, a:b:c, C:\\Users\\jane.\n");
}

#[test]
fn tags_within_a_line_are_words_where_a_browser_would_lose_the_rest() {
    assert_eq!(
        dump(
            "en",
            "The tag <script> loads.\n\n- item <style> words\n\n# Head <textarea> six\n\n| a |\n|---|\n| <title> b |\n"
        ),
        "p: The tag <script> loads.\nul\n  li\n    p: item <style> words\nh1 [1] #head-textarea-six: Head <textarea> six\ntable [None]\n  th: a\n  td: <title> b\n"
    );
}

#[test]
fn blocks_of_html_with_an_empty_line_between_are_two() {
    let made = make("en", "<span>one</span>\n\n<span>two</span>\n\n<b>\nthree\n</b>\n");
    assert_eq!(made.dump(), "p: one\np: two\np: <b  three >\n");
}

#[test]
fn lists_are_counted_as_pandoc_counts_them() {
    let text = "#. one\n#. two\n\nThen:\na) *alpha*\n   goes on\nb) beta\n\nText.\n\nii. two\niii. three\n\nText.\n\n(C) see\n\n    more\n(D) dee\n";
    assert_eq!(
        dump("en", text),
        "ol 1 Decimal\n  li\n    p: one\n  li\n    p: two\np: Then:\nol 1 LowerAlpha\n  li\n    p: <em alpha>~goes on\n  li\n    p: beta\np: Text.\nol 2 LowerRoman\n  li\n    p: two\n  li\n    p: three\np: Text.\nol 3 UpperAlpha loose\n  li\n    p: see\n    p: more\n  li\n    p: dee\n"
    );
    let text = "(@good) One.\n\nText, see (@good) and (@late), (@none).\n\n(@) Two.\n(@late) Three.\n";
    assert_eq!(
        dump("en", text),
        "ol 1 Decimal\n  li\n    p: One.\np: Text, see (1) and (3), (@none).\nol 2 Decimal\n  li\n    p: Two.\n  li\n    p: Three.\n"
    );
    for text in
        ["B. Smith came.\n", "As in\n(a) one and\n(b) two.\n", "a) alone\n", "vs. x\nvt. y\n", "I. Newton\nJ. Doe\n"]
    {
        assert_eq!(dump("en", text), format!("p: {}\n", text.trim().replace('\n', "~")), "{text}");
    }
}

#[test]
fn headings_have_the_names_that_links_lead_to() {
    let text = "# First [one]\n\n## Draft [2026] ##\n\nSee [above][one].\n";
    assert_eq!(dump("en", text), "h1 [1] #one: First\nh2 [1.1] #draft-2026: Draft [2026]\np: See <a #one above>.\n");
}

#[test]
fn admonitions_stand_in_quotations() {
    let text = "> Words.\n>\n> !!! note \"T\"\n>     One.\n>\n>     - a\n>\n> Two.\n\nAfter.\n\n> !!! tip\n>     Last.\n\nEnd.\n";
    assert_eq!(
        dump("en", text),
        "quote\n  p: Words.\n  note: T\n    p: One.\n    ul\n      li\n        p: a\n  p: Two.\np: After.\nquote\n  tip: \n    p: Last.\np: End.\n"
    );
    let text = "!!! note\n    One.\n\n    > !!! tip\n    >     Inner.\n    >\n    > Q.\n\nAfter.\n";
    assert!(dump("en", text).starts_with("note: \n  p: One.\n  quote\n"), "{}", dump("en", text));
}

#[test]
fn instructions_of_other_programs_are_told_or_understood() {
    for (text, place, tree) in [
        ("Text.\n\n<<< @/snippets/x.js\n", "<<< @/snippets/x.js", "p: Text.\n"),
        ("include::part.adoc[]\n", "include::part.adoc[]", "p: include::part.adoc[]\n"),
        (".. note:: Mind.\n", ".. note:: Mind.", "p: .. note:: Mind.\n"),
        ("!> Mind *this*.\n", "!> ", "p: Mind <em this>.\n"),
        ("See {ref}`wells`.\n", "{ref}", "p: See `wells`.\n"),
        ("A {--gone--} word.\n", "{--gone--}", "p: A {--gone--} word.\n"),
    ] {
        let made = make("en", text);
        assert_eq!(made.said(), [("foreign-markup", place)], "{text}");
        assert_eq!(made.dump(), tree, "{text}");
    }
    assert_eq!(codes("Use std::vec::Vec[] now.\n\nNot !> this, {a} `b`.\n"), [""; 0]);
    assert_eq!(make("en", "Two \\\\( a^2 \\\\).\n").said(), [("formula", "\\\\( a^2 \\\\)")]);
}

#[test]
fn cells_of_code_are_told_and_their_options_are_none() {
    let made = make(
        "en",
        "```{r}\n#| label: x\n#| eval: false\n\ny <- 1 # z\n```\n\n```{python}\n#| echo: false\nprint(1)\n```\n",
    );
    assert_eq!(made.dump(), "code r: \"y <- 1 # z\"\n");
    assert_eq!(made.said(), [("foreign-markup", "```{r}"), ("foreign-markup", "```{python}")]);
}

#[test]
fn letters_that_items_consist_of_are_no_markers() {
    assert_eq!(dump("en", "- A.\n- B.\n- C.\n").matches("ol ").count(), 0);
    assert_eq!(dump("en", "> - a)\n> - b)\n").matches("ol ").count(), 0);
    assert_eq!(dump("en", "- a) one\n- b) two\n").matches("ol ").count(), 2);
}
