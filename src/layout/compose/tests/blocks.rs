//! Every kind of block: whole lines of the grid, nothing lost, notes gathered.

use super::super::super::rows::Mark;
use super::trees::*;
use super::*;
use crate::diagnostics::Severity;
use crate::manuscript::BlockKind;
use crate::manuscript::{Definition, Figure, Inline, ListMarker, NodeId, PartKind, Picture};

/// A block of every kind, and the words it must show.
fn one_of_each(long: &str) -> Vec<(&'static str, Block)> {
    let definition = Definition {
        node: node(),
        label: node(),
        body: node(),
        term: vec![text("term")],
        details: vec![vec![paragraph("what it means")], vec![paragraph("what else it means")]],
    };
    let nested =
        list(ListMarker::Bullet, false, vec![vec![paragraph("one"), bullets(&["a", "b"])], vec![paragraph(long)]]);
    let exercise = part(
        PartKind::Exercise,
        Some(3),
        "Flows",
        vec![paragraph(long), bullets(&["one", "two"]), block(BlockKind::AnswerLines(3))],
    );
    let columns = part(PartKind::Columns, None, "", vec![paragraph("left"), paragraph(long), paragraph("right")]);
    vec![
        ("paragraph", paragraph(long)),
        ("chapter", heading(1, &[1], "Migration and development")),
        (
            "section",
            heading(2, &[1, 2], "A heading that is so long that it needs two lines of the measure to stand on"),
        ),
        ("subsection", heading(3, &[1, 2, 1], "People")),
        ("list", bullets(&["one", long, "three"])),
        ("numbers", numbers(8, &["one", "two", "three"])),
        ("tasks", tasks(&[("open", false), ("done", true)])),
        ("nested", nested),
        ("definitions", block(BlockKind::Definitions(vec![definition]))),
        ("quote", block(BlockKind::Quote(vec![paragraph(long), paragraph("second")]))),
        ("code", code("let a = 1;\n\n\tlet b = a + 1;")),
        ("exercise", exercise),
        ("box", part(PartKind::Box, None, "Title", vec![table(None, &["a", "b"], &[&["c", "d"]])])),
        ("pulled", part(PartKind::PullQuote, None, "", vec![paragraph(long)])),
        ("columns", columns),
        ("table", table(Some(caption(1, "Sums")), &["name", "sum"], &[&["a", "1"], &[long, "2"], &["c", "3"]])),
        ("rule", block(BlockKind::Rule)),
        ("answers", block(BlockKind::AnswerLines(5))),
    ]
}

#[test]
fn every_block_fills_whole_lines_of_the_grid_or_halves_where_lists_have_them() {
    for (tag, long) in [("en", LONG), ("fr", LONG), ("ar", LONG_AR)] {
        for (name, block) in one_of_each(long) {
            let composed = compose(tag, std::slice::from_ref(&block));
            let height: Length = composed.rows.iter().map(|row| row.height + row.space_before).sum();
            assert!(height > Length::ZERO, "{name} in {tag} has no height");
            let halves =
                matches!(block.kind, BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::AnswerLines(_));
            let step = if halves { composed.pitch / 2 } else { composed.pitch };
            assert_eq!(height.raw() % step.raw(), 0, "{name} in {tag}: {height:?} of {:?}", composed.pitch);
            // Lines of a narrow column may be noted as loose.
            let notes = composed.diagnostics.count(Severity::Note);
            assert_eq!(composed.diagnostics.iter().count(), notes, "{name} in {tag}: {:?}", composed.codes());
        }
    }
}

#[test]
fn paragraphs_after_any_block_come_back_to_the_grid() {
    for (name, block) in one_of_each(LONG) {
        let blocks = [paragraph("before"), block, paragraph("after")];
        let composed = compose("en", &blocks);
        let last = composed.rows.last().expect("rows");
        assert_eq!(last.height, composed.pitch);
        assert!(last.on_grid, "after {name}");
    }
}

#[test]
fn no_word_is_lost_and_all_come_in_order() {
    let squeezed = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for (tag, long) in [("en", LONG), ("ar", LONG_AR)] {
        let composed = compose(tag, &[paragraph(long)]);
        assert_eq!(composed.words().replace('\u{ad}', ""), squeezed(long), "{tag}");
    }
    let table = table(Some(caption(1, "Sums")), &["name", "sum"], &[&["first cell", "1"], &[LONG, "2"]]);
    let words = compose("en", &[table]).words();
    assert_eq!(words, squeezed(&format!("Table 1 — Sums name sum first cell 1 {LONG} 2")));
    let exercise = part(PartKind::Exercise, Some(3), "Flows", vec![paragraph("Ask."), bullets(&["one", "two"])]);
    assert_eq!(compose("en", &[exercise]).words(), "Exercise3—FlowsAsk.•one•two");
    let columns = part(PartKind::Columns, None, "", vec![paragraph("left"), paragraph("right")]);
    assert_eq!(compose("en", &[columns]).words(), "leftright");
}

#[test]
fn notes_are_gathered_from_text_cells_and_captions() {
    let notes = || vec![note(1, "first"), note(2, "second"), note(3, "third")];
    let mut with_caption = caption(1, "Sums");
    with_caption.content.push(mark(1));
    let mut table = table(Some(with_caption), &["a", "b"], &[&["c", "d"]]);
    if let BlockKind::Table(table) = &mut table.kind {
        table.head[0].cells[1].content.push(mark(2));
    }
    let composed = compose_with_notes("ar", &[inlines(vec![text("كلمة"), mark(0)]), table], notes());
    let found: Vec<u32> = composed.rows.iter().flat_map(|row| &row.notes).map(|note| note.0).collect();
    assert_eq!(found, [0, 1, 2]);
    let repeated = composed.rows.iter().find_map(|row| row.repeat.clone()).expect("a head that is set again");
    assert!(repeated.iter().all(|row| row.notes.is_empty()), "a repeated head brings no note again");
    assert!(composed.words().contains("كلمة(1)"), "{}", composed.words());
}

#[test]
fn notes_hang_their_number_on_a_grid_of_their_own() {
    for (tag, number) in [("en", "1"), ("ar", "(1)")] {
        with_composer(tag, Vec::new(), |composer| {
            let note = note(1, LONG);
            let rows = composer.note(&note, measure(), &mut Diagnostics::new());
            assert!(composer.note_grid().pitch < composer.grid().pitch);
            assert!(rows.iter().all(|row| row.height == composer.note_grid().pitch), "{tag}");
            assert!(words_of(&rows[0]).starts_with(number), "{tag}: {}", words_of(&rows[0]));
        });
    }
}

#[test]
fn references_and_values_are_filled_in_and_gaps_are_told() {
    let reference =
        |id: &str| Inline::Reference { node: node(), target: LinkTarget::Internal(id.into()), span: span() };
    let value = |name: &str| Inline::Value { name: name.into(), span: span() };
    let space = || text(" ");
    let block = inlines(vec![
        reference("fig-flows"),
        space(),
        reference("nothing"),
        space(),
        value("page"),
        space(),
        value("x"),
    ]);
    let composed = compose("en", &[block]);
    assert_eq!(composed.words(), "Figure3??12{{x}}");
    assert_eq!(composed.codes(), ["unresolved-reference", "unknown-value"]);
}

#[test]
fn ids_mark_the_row_where_their_words_begin() {
    let anchored = Inline::Span {
        node: node(),
        id: Some("here".into()),
        lang: None,
        classes: Vec::new(),
        content: vec![text("anchored")],
    };
    let mut block = inlines(vec![text(LONG), text(" "), anchored]);
    block.id = Some("whole".into());
    let composed = compose("en", &[block]);
    let row_of = |id: &str| {
        let is = |mark: &Mark| matches!(mark, Mark::Id(known) if known == id);
        composed.rows.iter().position(|row| row.marks.iter().any(is))
    };
    assert_eq!(row_of("whole"), Some(0));
    let at = row_of("here").expect("a row");
    assert!(at > 0 && words_of(&composed.rows[at]).contains("anchored"));
}

#[test]
fn pictures_that_cannot_be_used_leave_their_text() {
    let picture =
        Picture { file: "/nowhere/flows.png".into(), alt: Some("Flows of people".into()), width: None, height: None };
    let figure = Figure { picture, caption: Some(caption(2, "Flows")) };
    let composed = compose("en", &[block(BlockKind::Figure(figure))]);
    assert_eq!(composed.codes(), ["broken-picture"]);
    assert_eq!(composed.words(), "FlowsofpeopleFigure2—Flows");
}

#[test]
fn the_emphasis_of_a_foreign_phrase_shares_its_isolate() {
    let phrase = Inline::Span {
        node: node(),
        id: None,
        lang: LangTag::parse("en"),
        classes: Vec::new(),
        content: vec![text("Free "), Inline::Emphasis(vec![text("movement")]), text(" zone")],
    };
    let owner = NodeId(7);
    with_composer("ar", Vec::new(), |composer| {
        let context = composer.context(measure());
        let flat = composer.flatten(&context, &[text("منطقة "), phrase, text(" هنا")], owner, &mut Diagnostics::new());
        let groups: Vec<_> = flat.pieces.iter().map(|piece| piece.isolate.map(|isolate| isolate.group)).collect();
        assert_eq!(groups, [None, Some(1), Some(1), Some(1), None]);
        assert!(flat.pieces[2].style.italic);
        assert_eq!(flat.pieces[2].language.as_ref().map(|language| language.tag.as_str()), Some("en"));
    });
}

#[test]
fn arabic_links_and_emphasis_are_never_isolated() {
    let link = |words: &str| Inline::Link {
        node: node(),
        target: LinkTarget::External("https://example.org/t".into()),
        span: span(),
        content: vec![text(words)],
    };
    with_composer("ar", Vec::new(), |composer| {
        let context = composer.context(measure());
        let content = [text("و"), link("التنمية"), Inline::Strong(vec![text("هجرة")]), link("https://example.org/t")];
        let flat = composer.flatten(&context, &content, NodeId(7), &mut Diagnostics::new());
        let isolated: Vec<bool> = flat.pieces.iter().map(|piece| piece.isolate.is_some()).collect();
        assert_eq!(isolated, [false, false, false, true]);
        assert!(flat.pieces[3].verbatim && !flat.pieces[1].verbatim);
    });
}

#[test]
fn a_line_of_code_without_any_place_to_break_stays_whole_and_inside() {
    let token = "0123456789abcdef".repeat(20);
    for tag in ["en", "ar"] {
        let composed = compose(tag, &[code(&format!("key = {token}\n\ndone"))]);
        assert_eq!(composed.words(), format!("key={token}done"), "{tag}");
        for row in composed.rows.iter().filter(|row| !row.items.is_empty()) {
            assert!(ink_of(row).1 <= measure(), "{tag}: {:?}", ink_of(row));
        }
    }
}

#[test]
fn what_is_nested_too_deep_for_its_indents_keeps_its_words() {
    let mut deep = paragraph("deepest");
    for level in 0..60 {
        deep = match level % 3 {
            0 => block(BlockKind::Quote(vec![deep])),
            1 => list(ListMarker::Bullet, true, vec![vec![deep]]),
            _ => part(PartKind::Box, None, "", vec![deep]),
        };
    }
    let composed = compose("ar", &[deep]);
    assert!(composed.words().ends_with("deepest"));
    assert!(
        composed.rows.iter().flat_map(|row| row.enclosures.iter()).all(|e| e.left >= Length::ZERO && e.right > e.left)
    );
}

#[test]
fn empty_things_are_no_trouble() {
    let mut nothing = inlines(Vec::new());
    nothing.id = Some("here".into());
    let blocks = [
        nothing,
        heading(1, &[], ""),
        heading(2, &[1, 1], ""),
        bullets(&[""]),
        list(ListMarker::Bullet, false, vec![Vec::new(), Vec::new()]),
        block(BlockKind::Quote(Vec::new())),
        code(""),
        part(PartKind::Exercise, None, "", Vec::new()),
        part(PartKind::Columns, None, "", Vec::new()),
        block(BlockKind::AnswerLines(0)),
        block(BlockKind::PageBreak),
        paragraph("   "),
    ];
    let composed = compose("en", &blocks);
    assert_eq!(composed.words(), "1.1•••Exercise");
    assert!(composed.rows[0].marks.iter().any(|mark| matches!(mark, Mark::Id(id) if id == "here")));
}
