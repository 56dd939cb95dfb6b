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
fn simple_tables_of_pandoc_are_read() {
    let text =
        "  Right     Left\n-------     ------\n     12     12 *a*\n    123     123\n\nTable:  Simple. {#tbl:a}\n";
    assert_eq!(
        dump("en", text),
        "table #tbl:a [End, Start] (1): Simple.\n  th: Right | Left\n  td: 12 | 12 <em a>\n  td: 123 | 123\n"
    );
    let text = "Table: Before {#t}\n\n| a |\n|---|\n| b |\n";
    assert_eq!(dump("en", text), "table #t [None] (1): Before\n  th: a\n  td: b\n");
    assert_eq!(dump("en", "a\n\n--- ---\n\nb\n"), "p: a\nrule\np: b\n");
}

#[test]
fn rows_of_several_lines_are_rows() {
    let body = "  First   row       12.0 One that has\n                         *two* lines.\n\n  Second  row        5.0 Other\n";
    let heads = " Centred  Default  Right Left\n  Head    Heads    Heads Heads\n";
    let dashes = "--------- ------- ------ --------------\n";
    let rows = "  td: First | row | 12.0 | One that has~<em two> lines.\n  td: Second | row | 5.0 | Other\n";
    let line = "---------------------------------------\n";
    let headed = "  th: Centred~Head | Default~Heads | Right~Heads | Left~Heads\n";
    for end in ["\n", ""] {
        let text = format!(
            "Before.\n\n{line}{heads}{dashes}{body}{end}{line}\nTable: Two *lines*\nof it. {{#tab-m}}\n\nAfter.\n"
        );
        let wanted = format!(
            "p: Before.\ntable #tab-m [Center, Start, End, Start] (1): Two <em lines>~of it.\n{headed}{rows}p: After.\n"
        );
        assert_eq!(dump("en", &text), wanted, "{text}");
    }
    // Without heads, the first row says how columns are aligned.
    let wanted = format!("table [Center, Start, End, Start]\n{rows}");
    assert_eq!(dump("en", &format!("{dashes}{body}{dashes}")), wanted);
    // A line a row, where no empty line stands between rows.
    assert_eq!(dump("en", "--- ---\na   b\nc   d\n--- ---\n"), "table [Start, Start]\n  td: a | b\n  td: c | d\n");
    // Breaks of thought are none.
    assert_eq!(dump("en", "---\n\na b\n\n---\n\nc d\n\n---\n"), "rule\np: a b\nrule\np: c d\nrule\n");
    assert_eq!(dump("en", "x\n\n---\na b\n\n* * *\n"), "p: x\nrule\np: a b\nrule\n");
}

#[test]
fn cells_of_grid_tables_cover_rows_and_columns() {
    let text = "+---------------------+----------+\n\
                | Property            | Earth    |\n\
                +=============+=======+=========:+\n\
                |             | min   | -89.2 °C |\n\
                | Temperature +-------+----------+\n\
                | **1961**    | mean  | 14 °C    |\n\
                |             +-------+----------+\n\
                |             | - max | 56.7 °C  |\n\
                +-------------+-------+----------+\n\n: Heat\n";
    let wanted = "table [None, None, End] (1): Heat\n  th: 2x1 Property | Earth\n  td: 1x3 Temperature~<b 1961> | min | -89.2 °C\n  \
                  td: mean | 14 °C\n  td: {ul /  li /    p: max} | 56.7 °C\n";
    assert_eq!(dump("en", text), wanted);
    let text = "> +---+---+\n> | ا | ب |\n> |   +---+\n> |   | دٌ |\n> +---+---+\n> | هـو   |\n> +-------+\n";
    assert_eq!(dump("ar", text), "quote\n  table [None, None]\n    td: 1x2 ا | ب\n    td: دٌ\n    td: 2x1 هـو\n");
    // A foot is rows like others.
    let text = "+---+\n| a |\n+===+\n| b |\n+===+\n| c |\n+===+\n";
    assert_eq!(dump("en", text), "table [None]\n  th: a\n  td: b\n  td: c\n");
    // What is drawn wrong is told, and keeps its words.
    let text = "+---+---+\n| a | b |\n| c +---\n| d | e |\n+---+---+\n";
    let dump = told(text, &[("unknown-table", "+---+---+")]);
    assert!(["a", "b", "c", "d", "e"].iter().all(|word| dump.contains(word)), "{dump}");
}

#[test]
fn tables_of_values_are_told_and_listings_of_them_are_not() {
    for info in ["{csv}", "{csv-table} Title", "{list-table}"] {
        let fence = format!("```{info}");
        assert!(told(&format!("{fence}\na,b\n```\n"), &[("foreign-markup", &fence)]).contains("a,b"));
    }
    assert_eq!(dump("en", "```csv\na,b\n```\n"), "code csv: \"a,b\"\n");
}
