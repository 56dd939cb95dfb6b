//! One language against another.

use crate::diagnostics::{Diagnostics, Sources};
use crate::language::{LangTag, Language};
use crate::manuscript::{Comparison, Input, Manuscript, compare, read_text};
use std::path::Path;

fn read(lang: &str, text: &str, sources: &Sources) -> Manuscript {
    let lang = LangTag::parse(lang).expect("a tag");
    let language = Language::or_english(&lang);
    let glossary = super::glossary();
    let input = Input {
        sources,
        lang: &lang,
        language: &language,
        project_root: None,
        alone: true,
        figures: Vec::new(),
        publications: &[],
        editions: &["print", "screen", "ebook"],
        number_to_level: 3,
        glossary: &glossary,
        smart_punctuation: true,
        regional_digits: false,
    };
    let path = format!("{lang}.md");
    read_text(text, Path::new(&path), &input, &mut Diagnostics::new())
}

/// Counts of what is missing and extra, and each finding but those of counts as `line: message | help`.
fn compared(there: &str, here: &str) -> (usize, usize, Vec<String>) {
    let sources = Sources::new();
    let (first, other) = (read("en", there, &sources), read("ar", here, &sources));
    let Comparison { missing, extra, found, .. } = compare(&first, &other, &sources);
    let shown = |one: &crate::diagnostics::Diagnostic| {
        let span = one.span.expect("a place");
        let file = sources.get(span.file).expect("a file").path.display().to_string();
        let (line, _) = sources.line_column(span).expect("a line");
        format!("{file}:{line}: {} | {}", one.message, one.help.as_deref().unwrap_or_default())
    };
    let named = |one: &&crate::diagnostics::Diagnostic| one.code != "translation-paragraphs";
    (missing, extra, found.iter().filter(named).map(shown).collect())
}

const ENGLISH: &str = "# People {#people}\n\nThe {{term:remittance}} and more.[^1]\n\n## A title of words\n\n| a |\n|---|\n| b |\n\n: Flows {#tab-flows}\n\n\
                       :::exercise Draw {#ex time=\"5 min\"}\n- one\n\n{{lines:2}}\n:::\n\n## Last {#last}\n\n[^1]: Said by [whom]{#whom}.\n";

const ARABIC: &str = "# الناس {#people}\n\nأكثر،[^x] {{term:remittance}}.\n\n## عنوان\n\n| أ |\n|---|\n| ب |\n\n: تدفقات {#tab-flows}\n\n\
                      :::exercise رسم {#ex time=\"5 د\"}\n- واحد\n\n{{lines:2}}\n:::\n\n## الأخير {#last}\n\n[^x]: قاله [من]{#whom}.\n";

#[test]
fn texts_that_say_the_same_differ_in_nothing() {
    assert_eq!(compared(ENGLISH, ARABIC), (0, 0, vec![]));
}

#[test]
fn what_is_missing_is_named_where_it_should_stand() {
    let here = ARABIC.replace("{{term:remittance}}", "التحويلات").replace("\n\n{{lines:2}}", "");
    let (missing, extra, found) = compared(ENGLISH, &here);
    assert_eq!((missing, extra), (2, 0));
    assert_eq!(
        found,
        [
            "ar.md:3: the term `remittance` is missing here | translate what stands at en.md:3",
            "ar.md:13: the block of 2 lines to write on is missing here | translate what stands at en.md:16",
        ]
    );
}

#[test]
fn a_section_that_is_missing_is_one_finding() {
    let start = ARABIC.find("## عنوان").expect("a heading");
    let end = ARABIC.find("## الأخير").expect("a heading");
    let (missing, extra, found) = compared(ENGLISH, &[&ARABIC[..start], &ARABIC[end..]].concat());
    assert_eq!((missing, extra), (4, 0));
    let wanted =
        "ar.md:3: the heading of level 2 with 3 things below it is missing here | translate what stands at en.md:5";
    assert_eq!(found, [wanted]);
}

#[test]
fn another_id_or_level_or_order_is_both_missing_and_extra() {
    for here in [ARABIC.replace("tab-flows", "tab-flow"), ARABIC.replace("## عنوان", "### عنوان")] {
        let (missing, extra, found) = compared(ENGLISH, &here);
        assert_eq!((missing, extra), (1, 1), "{found:?}");
        assert!(found[1].contains("is not in the text in en"), "{found:?}");
    }
    let swapped = compared("# A {#a}\n\nx\n\n# B {#b}\n\ny\n", "# B {#b}\n\ny\n\n# A {#a}\n\nx\n");
    assert_eq!((swapped.0, swapped.1), (1, 1));
}
