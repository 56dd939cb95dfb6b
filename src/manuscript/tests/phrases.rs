use super::{dump, make};

fn line(lang: &str, text: &str) -> String {
    dump(lang, text).trim_start_matches("p: ").trim_end().to_owned()
}

#[test]
fn emphasis_strikes_scripts_and_code() {
    assert_eq!(line("en", "*a* **b** ~~c~~ x^2^ H~2~O `d--\"e\"`"), "<em a> <b b> <s c> x<sup 2> H<sub 2>O `d--\"e\"`");
    assert_eq!(
        line("en", "m^2^s CO~2~, ^a^ ~b~ 2^10 ~5 km, a^b"),
        "m<sup 2>s CO<sub 2>, <sup a> <sub b> 2^10 ~5 km, a^b"
    );
}

#[test]
fn brackets_with_braces_are_spans_and_hold_anything() {
    assert_eq!(line("en", "A [mot *juste*]{lang=fr .x} b"), "A <span .x @fr mot <em juste>> b");
    assert_eq!(line("en", "[see [the site](https://a.org) [1]]{#s}"), "<span #s see <a https://a.org the site> [1]>");
    assert_eq!(line("en", "*[x]{.a}* \\[y]{.a} [z] {.a} `[q]{.a}`"), "<em <span .a x>> [y]{.a} [z] {.a} `[q]{.a}`");
    assert_eq!(line("en", "[a]{.x}[b]{.y}"), "<span .x a><span .y b>");
    assert_eq!(line("en", "[site](https://a.org){.wide}"), "<span .wide <a https://a.org site>>");
}

#[test]
fn values_and_terms() {
    assert_eq!(
        line("en", "All {{pages}} of {{ title }}, `{{pages}}`"),
        "All <value pages> of <value title>, `{{pages}}`"
    );
    assert_eq!(line("ar", "أثر {{term:remittance}} هنا"), "أثر التحويلات المالية هنا");
    assert_eq!(line("ar-MA", "{{term:remittance}}"), "التحويلات المالية");
    assert_eq!(dump("en", "A\n\n{{lines:4}}\n\n{{pagebreak}}\n\nB\n"), "p: A\nlines 4\npage\np: B\n");
}

#[test]
fn quotes_are_those_of_the_language() {
    assert_eq!(line("en", "\"He said 'no'\" and \"a \"b\" c\"."), "“He said ‘no’” and “a ‘b’ c”.");
    assert_eq!(
        line("en", "don't, the '90s, 'tis, dogs' and rock 'n' roll"),
        "don’t, the ’90s, ’tis, dogs’ and rock ’n’ roll"
    );
    assert_eq!(line("en", "(\"x\") \"*y*\" *\"z\"*, \"a\"-\"b\""), "(“x”) “<em y>” <em “z”>, “a”-“b”");
    assert_eq!(line("en", "(\"-\"), (\"(\") and \"well-\", x"), "(“-”), (“(”) and “well-”, x");
    assert_eq!(line("en", "a 5\" pipe, 6' tall"), "a 5\" pipe, 6' tall");
    assert_eq!(
        line("es", "«La llamada \"fuga de cerebros\" no es 'fatal'»"),
        "«La llamada “fuga de cerebros” no es ‘fatal’»"
    );
    assert_eq!(
        line("fr", "« L'accueil, dit la maire, c'est \"notre\" affaire. »"),
        "« L’accueil, dit la maire, c’est “notre” affaire. »"
    );
    assert_eq!(line("fr", "\"Oui\", dit-il."), "«\u{A0}Oui\u{A0}», dit-il.");
    assert_eq!(
        line("ar", "قال المدرب: «اقرأوا فصل \"الاندماج\" أولًا»؛ و\"نصّ\"."),
        "قال المدرب: «اقرأوا فصل ”الاندماج“ أولًا»؛ و«نصّ»."
    );
    assert_eq!(line("ar", "قال [\"yes, it's\"]{lang=en} هنا"), "قال <span @en “yes, it’s”> هنا");
}

#[test]
fn dashes_and_dots_but_not_in_code_or_addresses() {
    assert_eq!(line("en", "1914--18 --- so... a----b x.. y"), "1914–18—so… a----b x.. y");
    assert_eq!(
        line("en", "See https://a.org/x--y...z \"q\" and <https://a.org/--b>"),
        "See <a https://a.org/x--y...z https://a.org/x--y...z> “q” and <a https://a.org/--b https://a.org/--b>"
    );
    assert_eq!(line("en", "\\\"a\\\" &quot;b&quot; \\--"), "\"a\" \"b\" --");
}

#[test]
fn leftovers_of_other_programs_are_left_out_with_a_warning() {
    let made = make("en", "{% include a.html %}\n\nText {{#include b.md}} more.\n{: .lead}\n\n[TOC]\n\n`{% x %}`\n");
    assert_eq!(
        made.said(),
        [
            ("foreign-markup", "{% include a.html %}"),
            ("foreign-markup", "{{#include b.md}}"),
            ("foreign-markup", "{: .lead}"),
            ("foreign-markup", "[TOC]"),
        ]
    );
    assert_eq!(made.dump(), "p: Text  more.\np: `{% x %}`\n");
}

#[test]
fn quotes_follow_the_language_of_directives_and_reach_attributes() {
    let text = ":::box It's {lang=fr}\n\"Oui\"\n:::\n\n\"Yes\" </b> \"no\"\n\n:::case {title=\"The council's\" time=\"'5' min\"}\n:::\n";
    assert_eq!(
        dump("en", text),
        "box @fr: It’s\n  p: «\u{A0}Oui\u{A0}»\np: “Yes”  “no”\ncase time=\"‘5’ min\": The council’s\n"
    );
}

#[test]
fn marks_for_the_index_are_sorted_into_it() {
    let text = "# A\n\n[wells]{index=\"\"} and [springs]{#s index=\"wells > springs\"}.\n\n# Index {.unnumbered}\n\n{{index}}\n";
    let found = dump("en", text);
    assert!(found.contains("index\n  wells: index.0.5\n    springs: s\n"), "{found}");
    let made = make("en", "- {{index}}\n");
    assert_eq!(made.said(), [("unknown-value", "{{index}}")]);
}
