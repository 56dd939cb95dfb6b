use super::{dump, make};

#[test]
fn divisions_hold_markdown_and_give_it_their_language() {
    let text = "<div dir=\"rtl\">\n\nنص **غامق**\n\n- بند\n\n</div>\n\n<div lang=\"fr\" id=\"d\" class=\"c\">Mot</div>\n\nEnd\n";
    assert_eq!(dump("en", text), "p @ar: نص <b غامق>\nul @ar\n  li\n    p: بند\np #d .c @fr: Mot\np: End\n");
    assert_eq!(dump("ar", "<div dir=\"rtl\">\n\nنص\n\n</div>\n"), "p: نص\n");
}

#[test]
fn common_tags_are_understood() {
    let text = "A<sup>2</sup> <b>b <i>c</i></b> <s>d</s><br>e <kbd>Ctrl</kbd> <mark>m</mark> <a href=\"#h\">l</a> <q>q</q> &eacute;&amp;\n\n<h2 id=\"h\">H</h2>\n<hr>\n<blockquote><p>Q<p>R</blockquote>\n<aside>\n\nS\n\n</aside>\n";
    assert_eq!(
        dump("en", text),
        "p: A<sup 2> <b b <em c>> <s d>|e `Ctrl` <span .mark m> <a #h l> “q” é&\nh2 [1] #h: H\nrule\nquote\n  p: Q\n  p: R\nbox: \n  p: S\n"
    );
}

#[test]
fn lists_tables_and_details() {
    let text = "<ol start=\"3\" type=\"a\"><li>x<li>y<ul><li>z</ul></ol>\n<dl><dt>T<dd>D</dl>\n\n<table><caption>Cap</caption>\n<tr><th>A</th><th>B</th></tr>\n<tr><td colspan=\"2\">c</td></tr></table>\n\n<details><summary>More <b>x</b></summary>\n\nIn *it*.\n\n</details>\n\n<pre><code class=\"language-sh\">\na  b\n&lt;c&gt;</code></pre>\n";
    assert_eq!(
        dump("en", text),
        "ol 3 LowerAlpha\n  li\n    p: x\n  li\n    p: y\n    ul\n      li\n        p: z\n\
         dl\n  dt: T\n    p: D\n\
         table [None, None] (1): Cap\n  th: A | B\n  td: 2x1 c\n\
         details: More <b x>\n  p: In <em it>.\n\
         code sh: \"a  b\\n<c>\"\n"
    );
}

#[test]
fn comments_go_silently_and_scripts_with_a_warning() {
    assert_eq!(dump("en", "a <!-- x --> b\n\n<!-- multi\n\n:::exercise\nline\n:::\n-->\n\nc\n"), "p: a  b\np: c\n");
    let made = make(
        "en",
        "<script>\nlet a = \"<b>\";\n</script>\n\nText <blink>x</blink> <blink>y</blink> <style>p{}</style>\n",
    );
    assert_eq!(made.said(), [("dropped-html", "<script>"), ("unknown-html", "<blink>")]);
    assert_eq!(made.dump(), "p: Text x y <style>p{}</style>\n");
}

#[test]
fn tags_that_do_not_nest_do_no_harm() {
    assert_eq!(dump("en", "*a <b>c* d</b> e</i>\n"), "p: <em a <b c>> d e\n");
    assert_eq!(dump("en", "- <b>x\n- y</b>\n\n</div>\n\nz\n"), "ul\n  li\n    p: <b x>\n  li\n    p: y\np: z\n");
    let made = make("en", "> <div class=\"k\">\n>\n> in\n\nout\n");
    assert_eq!(made.said(), [("unclosed-html", "<div class=\"k\">")]);
    assert_eq!(made.dump(), "quote\n  p .k: in\np: out\n");
}

#[test]
fn directives_and_values_work_within_html() {
    assert_eq!(
        dump("en", "<div class=\"k\">\n:::box T\ntext {{pages}}\n:::\n</div>\n"),
        "box .k: T\n  p: text <value pages>\n"
    );
    assert_eq!(dump("en", "<div style=\"page-break-after: always\"></div>\n\nx\n"), "page\np: x\n");
}

#[test]
fn cells_of_html_hold_markdown() {
    assert_eq!(
        dump("en", "<table>\n<tr><td>\n\nOne **b**\n\n- x\n- y\n\n</td><td>c</td></tr>\n</table>\n\nend\n"),
        "table [None, None]\n  td: {p: One <b b>}{ul /  li /    p: x /  li /    p: y} | c\np: end\n"
    );
}
