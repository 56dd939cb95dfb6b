//! What the other commands say.

use crate::support::Place;

#[test]
fn quiet_says_only_what_is_wrong_and_verbose_says_more() {
    let place = Place::project();
    let run = place.run(&["-q", "build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let run = place.run(&["build", "-v", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    assert!(run.out.contains("SHA-256"), "{}", run.out);
    place.write("sources/one/publication.toml", "[publication]\ntitle = { en = \"One\" }\n");
    let run = place.run(&["build", "-q", "one", "--edition", "screen"]).ends(0);
    assert!(run.out.is_empty() && run.err.contains("warning[missing-translation]"), "{run:?}");
}

#[test]
fn notes_are_counted_and_shown_on_request() {
    let place = Place::project();
    let hint = " (-v shows them)\n";
    let run = place.run(&["check"]).ends(0);
    assert!(run.err.ends_with(hint) && !run.err.contains("note["), "{}", run.err);
    assert_eq!(place.run(&["check", "-q"]).ends(0).err, "");
    let shown = place.run(&["check", "-v"]).ends(0).err;
    let count = run.err.trim_end_matches(hint);
    assert!(shown.contains("note[incomplete-imprint]: one ") && shown.ends_with(&format!("{count}\n")), "{shown}");
    let found = place.run(&["check", "--format", "json"]).ends(0).json();
    let notes = found.iter().filter(|finding| finding["severity"] == "note").count();
    assert_eq!(count, format!("{notes} notes"));
}

#[test]
fn a_new_project_can_be_built_at_once() {
    let place = Place::empty();
    place.run(&["init", "new"]).ends(0);
    let run = place.run(&["build", "--project", "new"]).ends(0);
    assert_eq!(run.err, "", "a new project has nothing wrong");
    assert!(place.path("new/output/ar/first-book/first-book-ar.epub").is_file());
    let run = place.run(&["init", "new"]).ends(2);
    assert!(run.err.contains("already-there"), "{}", run.err);
}

#[test]
fn languages_are_listed() {
    let place = Place::empty();
    let run = place.run(&["languages", "--format", "json"]).ends(0);
    let tags: Vec<String> = run.json().iter().map(|line| line["tag"].to_string()).collect();
    assert_eq!(tags, ["\"en\"", "\"fr\"", "\"es\"", "\"ar\""]);
    assert!(place.run(&["languages"]).ends(0).out.contains("ar-EG"));
}

#[test]
fn a_dump_explains_every_page() {
    let place = Place::project();
    let run = place.run(&["dump", "one", "--lang", "ar"]).ends(0);
    let records = run.json();
    let of = |kind: &str| records.iter().filter(|record| record["kind"] == kind).collect::<Vec<_>>();
    assert!(of("page").len() > 1);
    let text: String = of("text").iter().filter_map(|record| record["text"].as_str()).collect();
    assert!(text.contains("كلمات"), "{text}");
    let word = of("text").into_iter().find(|record| record["text"].as_str().is_some_and(|t| t.contains("كلمات")));
    let word = word.expect("the word");
    assert_eq!(word["level"], 1);
    assert!(word["source"].as_str().is_some_and(|source| source.starts_with("sources/one/ar/01.md:3:")), "{word}");
    assert!(word["owner"].as_str().is_some_and(|owner| owner.contains("Paragraph")), "{word}");
}

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::empty();
    let list = place.run(&["--help"]).ends(0).out;
    for command in ["build", "check", "dump", "init", "languages"] {
        assert!(list.contains(&format!("  {command}")), "{list}");
        let help = place.run(&[command, "--help"]).ends(0).out;
        assert!(help.contains("Example") && help.contains(&format!("warraq {command}")), "{help}");
    }
}
