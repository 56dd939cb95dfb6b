//! The state of the translations.

use crate::support::Place;

const ENGLISH: &str =
    "# People {#people}\n\nThree words here.[^1]\n\n:::exercise Draw {#ex-draw}\nDo.\n:::\n\n[^1]: A note.\n";
const ARABIC: &str = "# الناس {#people}\n\nكلمتان هنا.[^1]\n\n[^1]: حاشية.\n\n## زيادة {#more}\n";

#[test]
fn what_a_translation_lacks_is_an_error_with_its_place() {
    let place = Place::project();
    place.run(&["status"]).ends(0);
    place.write("sources/one/en/01.md", ENGLISH);
    place.write("sources/one/ar/01.md", ARABIC);
    let run = place.run(&["status"]).ends(1);
    let table: Vec<&str> = run.out.lines().collect();
    assert_eq!(table, ["     en   ar", "one   8    5 −1 +1", "two   5    3 same", "all  13    8"]);
    for words in [
        "error[translation-lacks]: the exercise `#ex-draw` is missing here",
        "--> sources/one/ar/01.md:3:",
        "translate what stands at sources/one/en/01.md:5",
        "error[translation-adds]: the heading of level 2 `#more` is not in the text in en",
        "--> sources/one/ar/01.md:7:1",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert_eq!(place.names("output").len(), 0);
    // The first language is read to compare with, whatever was asked for.
    assert_eq!(place.run(&["status", "one", "--lang", "ar"]).ends(1).out, "     ar\none   5 −1 +1\nall   5\n");
    place.run(&["status", "one", "--lang", "en"]).ends(0);
    place.run(&["status", "tow"]).ends(2);
}

#[test]
fn a_paragraph_a_row_or_an_item_that_is_gone_is_told_with_its_section() {
    let place = Place::project();
    let english = "Before.\n\n# People {#people}\n\nOne.\n\nTwo.\n\n- a\n- b\n\n## More\n\n| h |\n|---|\n| a |\n| b |\n\n```\nx\n```\n";
    place.write("sources/one/en/01.md", english);
    let state = |arabic: &str| {
        place.write("sources/one/ar/01.md", arabic);
        let run = place.run(&["status", "one", "--lang", "ar"]).ends(0);
        let state = run.out.lines().nth(1).and_then(|line| line.split_whitespace().nth(2)).map(str::to_owned);
        (state.unwrap_or_default(), run.err)
    };
    let cases = [
        ("", "", "same", ""),
        (
            "Two.\n\n",
            "",
            "≠1",
            "3 paragraphs and items of lists stand after the heading of level 1 `#people`; the text in en has 4",
        ),
        ("- b\n", "", "≠1", "stand after the heading of level 1 `#people`; the text in en has 4"),
        (
            "Before.\n\n",
            "",
            "≠1",
            "0 paragraphs and items of lists stand after the beginning of the text; the text in en has 1",
        ),
        ("| b |\n", "", "≠1", "2 rows of tables stand after the table; the text in en has 3"),
        ("x\n```\n", "x\n```\n\n```\ny\n```\n", "≠1", "2 blocks of code stand after the table; the text in en has 1"),
    ];
    for (from, to, wanted, words) in cases {
        let (state, said) = state(&english.replacen(from, to, usize::from(!from.is_empty())));
        assert!(state == wanted && said.contains(words), "{from:?}: {state}\n{said}");
        assert_eq!(said.matches("translation-paragraphs").count(), usize::from(!words.is_empty()), "{said}");
    }
}

#[test]
fn the_state_is_there_for_programs_and_for_readers() {
    let place = Place::project();
    place.write("sources/one/en/01.md", ENGLISH);
    place.write("sources/one/ar/01.md", ARABIC);
    let records = place.run(&["status", "--format", "json"]).ends(1).json();
    let text = |at: usize| records[at].to_string();
    assert_eq!(
        text(0),
        r#"{"publication":"one","lang":"en","words":8,"complete":true,"missing":0,"extra":0,"uneven":0}"#
    );
    assert_eq!(
        text(1),
        r#"{"publication":"one","lang":"ar","words":5,"complete":false,"missing":1,"extra":1,"uneven":0}"#
    );
    let codes: Vec<&str> = records.iter().filter_map(|record| record["code"].as_str()).collect();
    assert_eq!(codes, ["translation-lacks", "translation-adds"]);
    let table = place.run(&["status", "two", "--format", "markdown"]).ends(0).out;
    assert_eq!(table, "| Words | en | ar |\n|:--|--:|--:|\n| two | 5 | 3 |\n| all | 5 | 3 |\n");
    place.write("sources/two/ar/01.md", [0xff]);
    let run = place.run(&["status", "two"]).ends(1);
    assert!(run.out.contains("? unreadable") && run.err.contains("invalid-utf8"), "{run:?}");
}
