//! The text as each of its publications has it.

use super::{Made, make};
use crate::diagnostics::Diagnostics;
use crate::manuscript::for_views;
use crate::project::View;

/// The full and the condensed text in short form, and the codes of what was said about each.
fn views(text: &str) -> [(String, Vec<&'static str>); 2] {
    let made = make("en", text);
    assert_eq!(made.said(), [], "{text}");
    let publications = [(View::Full, "handbook"), (View::Condensed, "handbook-condensed")];
    let mut views = for_views(&made.manuscript, &publications, 3).into_iter().map(|view| {
        let codes = view.found.iter().map(|finding| finding.code).collect();
        let made = Made { manuscript: view.manuscript, diagnostics: Diagnostics::new(), text: String::new() };
        (made.dump(), codes)
    });
    [views.next().expect("the full one"), views.next().expect("the condensed one")]
}

#[test]
fn a_section_goes_with_all_below_it_and_the_rest_is_counted_anew() {
    let text = "# A\n\n## B {.full #b}\n\n| x |\n|---|\n: One {#t1}\n\n### C\n\nc[^1]\n\n## D {#d}\n\n| x |\n|---|\n: Two {#t2}\n\n\
                # E {.full}\n\ne\n\n## F\n\n# G {#g}\n\ng[^2]\n\n[^1]: one\n[^2]: two\n";
    let [(full, _), (condensed, said)] = views(text);
    assert!(full.contains("h2 [1.1] #b .full: B") && full.contains("note 2"), "{full}");
    let wanted = "h1 [1] #a: A\nh2 [1.1] #d: D\ntable #t2 [None] (1): Two\n  th: x\nh1 [2] #g: G\np: g<mark 0>\nnote 1\n  p: two\n";
    assert_eq!((condensed.as_str(), said.as_slice()), (wanted, [].as_slice()));
}

#[test]
fn parts_are_for_one_view_and_may_stand_for_a_section_that_is_left_out() {
    let text = "# A {.full}\n\na\n\n:::only {view=\"condensed\"}\n# Short {#short}\n\ns\n:::\n\n:::only {view=\"full\"}\nf\n:::\n\n# B\n\nb\n";
    let [(full, _), (condensed, _)] = views(text);
    assert_eq!(full, "h1 [1] #a .full: A\np: a\np: f\nh1 [2] #b: B\np: b\n");
    assert_eq!(condensed, "h1 [1] #short: Short\np: s\nh1 [2] #b: B\np: b\n");
}

#[test]
fn views_and_editions_may_be_combined() {
    let text = "# A\n\n:::only {view=\"condensed\" editions=\"print\"}\np\n:::\n\n:::only {view=\"full, condensed\"}\nq\n:::\n";
    let [(full, _), (condensed, _)] = views(text);
    assert_eq!(full, "h1 [1] #a: A\np: q\n");
    assert_eq!(condensed, "h1 [1] #a: A\nonly view=\"condensed\" editions=\"print\": \n  p: p\np: q\n");
}

#[test]
fn links_to_what_was_left_out_lead_to_the_full_publication_and_back() {
    let text = "# A\n\n[](#b), [words](#b), [](#c)\n\n:::only {view=\"full\"}\n[](#s)\n:::\n\n# B {.full #b}\n\n# C {#c}\n\n\
                :::only {view=\"condensed\"}\n[s]{#s}\n:::\n";
    let [(full, _), (condensed, said)] = views(text);
    assert_eq!(said, [] as [&str; 0]);
    assert!(condensed.contains("<ref handbook#b>"), "{condensed}");
    assert!(condensed.contains("<a handbook#b words>"), "{condensed}");
    assert!(condensed.contains("<ref #c>"), "{condensed}");
    assert!(full.contains("<ref handbook-condensed#s>"), "{full}");
}

#[test]
fn what_no_publication_has_cannot_be_referred_to() {
    let text = "# A\n\n[](#x)\n\n# B {.full}\n\n:::only {view=\"condensed\"}\n[x]{#x}\n:::\n";
    let [(_, full), (_, condensed)] = views(text);
    assert_eq!((full, condensed), (vec!["unresolved-reference"], vec!["unresolved-reference"]));
}

#[test]
fn a_view_without_a_word_is_an_error() {
    let [(_, full), (_, condensed)] = views("# A {.full}\n\na\n\n{{pagebreak}}\n");
    assert_eq!((full, condensed), (vec![], vec!["empty-view"]));
}

#[test]
fn headings_without_an_id_of_their_own_are_known_in_each_view() {
    let made = make("en", "# A\n\n:::only {view=\"full\"}\nf\n:::\n\n# B {#b}\n");
    let publications = [(View::Full, "handbook")];
    let views = for_views(&made.manuscript, &publications, 3);
    let targets = &views[0].manuscript.targets;
    assert_eq!((targets["a"].given, targets["b"].given), (false, true));
}

#[test]
fn unknown_views_are_errors_with_the_nearest_known_one() {
    let made = make("en", ":::only {view=\"condensd\"}\nB\n:::\n");
    assert_eq!(made.said(), [("unknown-view", "view")]);
    assert_eq!(made.help(), "did you mean `condensed`?");
    assert_eq!(make("en", ":::only\nB\n:::\n").said(), [("bad-attribute", ":::")]);
}

#[test]
fn an_index_has_the_places_that_are_left() {
    let text =
        "# A\n\n[salt]{index=\"\"}\n\n# B {.full}\n\n[salt]{index=\"\"} [tea]{index=\"\"}\n\n# Index\n\n{{index}}\n";
    let [(full, _), (condensed, _)] = views(text);
    assert_eq!((full.matches("tea").count(), condensed.matches("tea").count()), (2, 0), "{full}{condensed}");
}
