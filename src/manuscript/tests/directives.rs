use super::{dump, make};
use crate::language::{LangTag, Language};

#[test]
fn a_directive_has_a_title_facts_and_blocks() {
    let text = ":::exercise Mapping the *actors* {#ex-map time=\"45 min\" group=\"4–6\" lines=3}\nText.\n\n1. One\n\n:::answer\nNo.\n:::\n:::\nAfter.\n";
    assert_eq!(
        dump("en", text),
        "exercise 1 #ex-map time=\"45 min\" group=\"4–6\": Mapping the <em actors>\n  p: Text.\n  ol 1 Decimal\n    li\n      p: One\n  answer: \n    p: No.\n  lines 3\np: After.\n"
    );
}

#[test]
fn directives_stand_in_lists_and_quotations() {
    let text = "1. Step\n   :::box Mind\n   text\n   :::\n   more\n2. Next\n\n> :::tip\n> quoted\n> :::\n";
    assert_eq!(
        dump("en", text),
        "ol 1 Decimal\n  li\n    p: Step\n    box: Mind\n      p: text\n    p: more\n  li\n    p: Next\nquote\n  tip: \n    p: quoted\n"
    );
}

#[test]
fn every_name_is_known_and_title_may_be_an_attribute() {
    for name in "objectives keypoints case exercise worksheet checklist facilitator answer example quote box columns details note tip important warning caution".split(' ') {
        assert_eq!(dump("en", &format!("::: {name} {{title=\"A \\\"b\\\"\"}}\nx\n:::\n")), format!("{name}: A “b”\n  p: x\n"));
    }
}

#[test]
fn titles_may_look_like_anything() {
    assert_eq!(dump("en", ":::case 1. # Not a list\nx\n:::"), "case: 1. # Not a list\n  p: x\n");
    assert_eq!(dump("en", ":::quote {by=\"A. B.\"}\nx\n:::"), "quote: \n  p: x\n  p: — A. B.\n");
}

#[test]
fn directives_in_code_are_code() {
    let text = "```\n:::exercise Title {#x}\n:::\n```\n\n    :::box\n\n`:::`\n";
    assert_eq!(dump("en", text), "code -: \":::exercise Title {#x}\\n:::\"\ncode -: \":::box\"\np: `:::`\n");
}

#[test]
fn notes_and_references_reach_into_directives() {
    let text = ":::case Title[^a]\nSee [it][ref].\n\n[^a]: In.\n:::\n\n[ref]: https://a.org\n";
    assert_eq!(dump("en", text), "case: Title<mark 0>\n  p: See <a https://a.org it>.\nnote 1\n  p: In.\n");
}

#[test]
fn a_table_in_a_directive_keeps_its_caption() {
    let text = ":::worksheet {#w}\n| a | b |\n|---|---|\n| c | d |\n: Cap {#t}\n:::\n";
    assert_eq!(dump("en", text), "worksheet 1 #w: \n  table #t [None, None] (1): Cap\n    th: a | b\n    td: c | d\n");
}

#[test]
fn attributes_need_no_braces_where_nothing_else_is_said() {
    let bare = make("en", ":::only editions=\"print\"\nB\n:::\n\n:::exercise x = y\nC\n:::\n");
    assert_eq!(bare.said(), []);
    assert_eq!(bare.dump(), make("en", ":::only {editions=\"print\"}\nB\n:::\n\n:::exercise x = y\nC\n:::\n").dump());
}

#[test]
fn parts_for_other_editions_go() {
    let text = "A[^1].\n\n:::only {editions=\"print\"}\nB[^2]\n\n# H {#h}\n:::\n\n:::only {editions=\"ebook, screen\"}\nC[^3]\n:::\n\n[^1]: one\n[^2]: two\n[^3]: three\n";
    let made = make("en", text);
    assert_eq!(made.said(), []);
    let view = |edition| {
        let english = Language::or_english(&LangTag::parse("en").expect("a tag"));
        let manuscript = crate::manuscript::for_edition(
            &made.manuscript,
            &crate::project::edition::named(edition),
            &english,
            &|_| None,
        );
        super::Made { manuscript, diagnostics: crate::diagnostics::Diagnostics::new(), text: String::new() }
    };
    assert_eq!(view("print").dump(), "p: A<mark 0>.\np: B<mark 1>\nh1 [1] #h: H\nnote 1\n  p: one\nnote 2\n  p: two\n");
    assert_eq!(view("ebook").dump(), "p: A<mark 0>.\np: C<mark 1>\nnote 1\n  p: one\nnote 2\n  p: three\n");
    assert!(view("print").manuscript.targets.contains_key("h"));
    assert!(!view("screen").manuscript.targets.contains_key("h"));
}
