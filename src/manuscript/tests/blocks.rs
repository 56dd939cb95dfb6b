use super::{dump, make};

#[test]
fn headings_are_counted_named_and_shortened() {
    let text = "# One {#one short=\"1\"}\n\n## Two *words*\n\n## Two words\n\n### Deep\n\n#### Deeper\n\n# Left out {-}\n\n## Below\n\nSetext {.wide}\n==============\n";
    assert_eq!(
        dump("en", text),
        "h1 [1] #one short=1: One\n\
         h2 [1.1] #two-words: Two <em words>\n\
         h2 [1.2] #two-words-1: Two words\n\
         h3 [1.2.1] #deep: Deep\n\
         h4 [] #deeper: Deeper\n\
         h1 [] #left-out .unnumbered: Left out\n\
         h2 [] #below: Below\n\
         h1 [2] #setext .wide: Setext\n"
    );
}

#[test]
fn a_text_without_chapters_counts_its_sections() {
    assert_eq!(dump("en", "## A\n\n### B\n\n## C\n"), "h2 [1] #a: A\nh3 [1.1] #b: B\nh2 [2] #c: C\n");
}

#[test]
fn lists_keep_their_markers_tasks_and_spacing() {
    let text = "3) three\n4) four\n\n---\n\n- [x] done\n- [ ] open\n  1. inner\n\n---\n\n* a\n\n* b\n";
    assert_eq!(
        dump("en", text),
        "ol 3 Decimal\n  li\n    p: three\n  li\n    p: four\nrule\n\
         ul\n  li [x]\n    p: done\n  li [ ]\n    p: open\n    ol 1 Decimal\n      li\n        p: inner\nrule\n\
         ul loose\n  li\n    p: a\n  li\n    p: b\n"
    );
}

#[test]
fn definitions_quotes_code_and_breaks() {
    let text =
        "Term\n: One.\n: Two.\n\n> Said\\\n> twice\n\n```rust,ignore\nlet x = \"a\" -- 'b';\n\n```\n\n    indented\n";
    assert_eq!(
        dump("en", text),
        "dl\n  dt: Term\n    p: One.\n    p: Two.\nquote\n  p: Said|twice\n\
         code rust: \"let x = \\\"a\\\" -- 'b';\\n\"\ncode -: \"indented\"\n"
    );
}

#[test]
fn tables_take_the_caption_line_below_them() {
    let text = "| A | B |\n|:--|--:|\n| 1 \\| 2 | *x* |\n: What *flows* {#tab-x .wide}\n\nAfter.\n\nC | D\n:-:|---\n3 | 4\n\n: Second\n\nText\n: no caption\n";
    assert_eq!(
        dump("en", text),
        "table #tab-x .wide [Start, End] (1): What <em flows>\n  th: A | B\n  td: 1 | 2 | <em x>\n\
         p: After.\n\
         table [Center, None] (2): Second\n  th: C | D\n  td: 3 | 4\n\
         dl\n  dt: Text\n    p: no caption\n"
    );
}

#[test]
fn alerts_of_github_are_parts() {
    let text = "> [!WARNING]\n> Mind the *gap*.\n\n> [!NOTE]\n> One.\n>\n> Two.\n";
    assert_eq!(dump("en", text), "warning: \n  p: Mind the <em gap>.\nnote: \n  p: One.\n  p: Two.\n");
}

#[test]
fn front_matter_gives_title_and_short_title() {
    assert_eq!(
        dump("en", "---\ntitle: The Title\nlayout: post\n---\nText.\n"),
        "h1 [1] #the-title: The Title\np: Text.\n"
    );
    assert_eq!(dump("en", "% The Title\n% A. Author\n\nText.\n"), "h1 [1] #the-title: The Title\np: Text.\n");
    // Rules and the words between them.
    assert_eq!(dump("en", "---\n\nAsk: why?\n\n---\n\nText\n"), "rule\np: Ask: why?\nrule\np: Text\n");
    assert_eq!(
        dump("en", "---\ntitle: Other\nshort: Brief\n---\n\n# The Title\n"),
        "h1 [1] #the-title short=Brief: The Title\n"
    );
    assert_eq!(make("en", "---\ntitle: \"x\nb: [\n---\nText\n").said(), [("bad-front-matter", "b: [")]);
}

#[test]
fn nodes_ascend_in_reading_order_and_places_are_exact() {
    let text = "---\ntitle: T\n---\n# H {#h}\n\n:::case Title\n- a [x]{lang=fr}[^n]\n:::\n\n[^n]: Note `c`.\n";
    let made = make("en", text);
    let mut nodes = Vec::new();
    let mut spans = Vec::new();
    crate::manuscript::for_each_block(&made.manuscript.blocks, &mut |block| {
        nodes.push(block.node);
        spans.push(&text[block.span.start as usize..block.span.end as usize]);
    });
    assert!(nodes.is_sorted(), "{nodes:?}");
    assert_eq!(spans[0], "# H {#h}\n");
    assert!(spans[1].starts_with(":::case"), "{}", spans[1]);
    assert!(spans[1].ends_with(":::\n") || spans[1].ends_with(":::"), "{:?}", spans[1]);
    assert_eq!(spans[3], "a [x]{lang=fr}[^n]");
    let note = &made.manuscript.notes[0];
    assert!(note.node > nodes[3] && note.label > note.node && note.blocks[0].node > note.label);
    assert_eq!(made.manuscript.next_node, note.blocks[0].node.0 + 2);
}

#[test]
fn boxes_indented_below_a_wide_number_belong_to_its_question() {
    let item = |words: &str| format!("  li\n    p: {words}\n    ul\n      li [ ]\n        p: yes\n");
    let wanted = format!("ol 9 Decimal\n{}{}{}", item("One"), item("Two"), item("Three"));
    let text = "9. One\n   - [ ] yes\n10. Two\n   - [ ] yes\n11. Three\n   - [ ] yes\n";
    assert_eq!(dump("en", text), wanted);
    let quoted = text.lines().map(|line| format!("> {line}\n")).collect::<String>();
    let wanted: String = wanted.lines().map(|line| format!("  {line}\n")).collect();
    assert_eq!(dump("en", &quoted), format!("quote\n{wanted}"));
    // Boxes at the edge, and lists without boxes, are what Markdown says.
    let apart = "ol 9 Decimal\n  li\n    p: One\nul\n  li [ ]\n    p: yes\nol 10 Decimal\n  li\n    p: Two\n";
    assert_eq!(dump("en", "9. One\n- [ ] yes\n10. Two\n"), apart);
    let apart = "ol 10 Decimal\n  li\n    p: One\nul\n  li\n    p: no\nol 11 Decimal\n  li\n    p: Two\n";
    assert_eq!(dump("en", "10. One\n   - no\n11. Two\n"), apart);
}
