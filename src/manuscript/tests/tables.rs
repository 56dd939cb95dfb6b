//! Tables of every form.

use super::{dump, make};

/// The tree of a text about which this was said.
fn told(text: &str, codes: &[(&str, &str)]) -> String {
    let made = make("en", text);
    assert_eq!(made.said(), codes, "{text}");
    made.dump()
}

#[test]
fn cells_cover_rows_and_columns_and_none_lies_over_another() {
    let rows = "<tr><th rowspan=2>Land</th><th colspan=2>Year</th></tr><tr><th>2015</th><th>2020</th></tr>\
                <tr><td rowspan=\"2\">A</td><td>1</td><td>2</td></tr><tr><td>3</td></tr><tr><td rowspan=9>B</td></tr>";
    assert_eq!(
        dump("en", &format!("<table>{rows}</table>\n")),
        "table [None, None, None]\n  th: 1x2 Land | 2x1 Year\n  th: 2015 | 2020\n  td: 1x2 A | 1 | 2\n  td: 3 | \n  td: B | 2x1 \n"
    );
    // A cell that reaches from the heads into the next row takes that row along.
    let text =
        "<table><tr><th rowspan=2>A</th><th>B</th></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>\n";
    assert_eq!(dump("en", text), "table [None, None]\n  th: 1x2 A | B\n  th: c\n  td: d | e\n");
    // One from above takes the place of the second cell, which goes on after it.
    let text =
        "<table><tr><td>a</td><td rowspan=0>b</td><td>c</td></tr><tr><td colspan=2>d</td><td>e</td></tr></table>\n";
    assert_eq!(dump("en", text), "table [None, None, None]\n  td: a | 1x2 b | c\n  td: d | e\n");
}

#[test]
fn ragged_rows_are_filled_up_and_captions_kept() {
    let text =
        "<table><caption>One</caption><caption>Two</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>\n";
    assert_eq!(dump("en", text), "table [None, None] (1): One|Two\n  td: a | b\n  td: c | \n");
    let text = "<details><summary>One</summary><summary>Two</summary><p>x</p></details>\n";
    assert_eq!(dump("en", text), "details: One\n  p: Two\n  p: x\n");
    assert_eq!(dump("en", "<table><caption>Words alone</caption></table>\n"), "p: Words alone\n");
}

#[test]
fn cells_hold_blocks() {
    let text = "<table><tr><td><p>One</p></td><td><p>One</p><p>Two</p></td><td lang=ar>x<br>y</td></tr></table>\n";
    assert_eq!(dump("en", text), "table [None, None, None]\n  td: One | {p: One}{p: Two} | <span @ar x|y>\n");
    let text = "| a | b |\n|---|---|\n| x <ul><li>y</li></ul> | *z* |\n";
    assert_eq!(dump("en", text), "table [None, None]\n  th: a | b\n  td: {p: x}{ul /  li /    p: y} | <em z>\n");
}

#[test]
fn cells_beyond_the_head_get_a_column_and_are_told_once() {
    let text = "| a | b |\n|---|---|\n| 1 | 2 | *three* |\n| 4 | 5 | |\n| 6 | 7 | 8 | 9 |\n";
    assert_eq!(
        told(text, &[("surplus-cells", " *three* ")]),
        "table [None, None, None, None]\n  th: a | b |  | \n  td: 1 | 2 | <em three> | \n  td: 4 | 5 |  | \n  td: 6 | 7 | 8 | 9\n"
    );
    let text = "> a | b\n> --|--\n> `||` | c\n";
    let wanted = "quote\n  table [None, None, None, None]\n    th: a | b |  | \n    td: ` |  | ` | c\n";
    assert_eq!(told(text, &[("surplus-cells", "` | c")]), wanted);
    // An escaped bar parts nothing, empty cells are no loss, and code stays as it is.
    for text in ["| a |\n|---|\n| b \\| c |\n", "| a |\n|---|\n| b | |\n", "```\n| a |\n|---|\n| b | c |\n```\n"] {
        told(text, &[]);
    }
    assert_eq!(told("```\n| a |\n|---|\n| b | c |\n```\n", &[]), "code -: \"| a |\\n|---|\\n| b | c |\"\n");
}

#[test]
fn grid_tables_hold_blocks_and_may_stand_in_other_blocks() {
    let text = "+-----+:---:+\n| A   | B   |\n+=====+====:+\n| 1   | - x |\n|     | - y |\n+-----+-----+\n\n: Caption {#tab-g}\n";
    assert_eq!(
        dump("en", text),
        "table #tab-g [None, End] (1): Caption\n  th: A | B\n  td: 1 | {ul /  li /    p: x /  li /    p: y}\n"
    );
    let text = "> +-----------------+---+\n> | **a** {{pages}} |   |\n> +-----------------+---+\n";
    assert_eq!(dump("en", text), "quote\n  table [None, None]\n    td: <b a> <value pages> | \n");
    let text = "+---+---+\n| a | b |\n+---+---+\n\n[^n] x\n\n[^n]: n\n";
    assert_eq!(dump("en", text), "table [None, None]\n  td: a | b\np: <mark 0> x\nnote 1\n  p: n\n");
    let text = "+-------+---+\n| a[^n] | b |\n+-------+---+\n\n[^n]: n\n";
    assert_eq!(dump("en", text), "table [None, None]\n  td: a<mark 0> | b\nnote 1\n  p: n\n");
    assert_eq!(dump("en", "```\n+---+\n| a |\n+---+\n```\n"), "code -: \"+---+\\n| a |\\n+---+\"\n");
}

#[test]
fn simple_tables_of_pandoc_are_read_and_others_told() {
    let text =
        "  Right     Left\n-------     ------\n     12     12 *a*\n    123     123\n\nTable:  Simple. {#tbl:a}\n";
    assert_eq!(
        dump("en", text),
        "table #tbl:a [End, Start] (1): Simple.\n  th: Right | Left\n  td: 12 | 12 <em a>\n  td: 123 | 123\n"
    );
    let text = "Table: Before {#t}\n\n| a |\n|---|\n| b |\n";
    assert_eq!(dump("en", text), "table #t [None] (1): Before\n  th: a\n  td: b\n");
    let text = "-----------\n Head  Two\n  a     b\n----- -----\n First row\n two   b\n\n Other c\n-----------\n";
    assert!(told(text, &[("unknown-table", "----- -----")]).contains("First row"));
    assert_eq!(dump("en", "a\n\n--- ---\n\nb\n"), "p: a\nrule\np: b\n");
}
