//! UAX#14 by Unicode's own tests, through the opportunities that lines are broken at, in every language we have.
//!
//! The tests are those of `icu_segmenter`, in the version of its rules (15.1, with rule LB25 as it is in the standard).
//! Cases of the second file with letters of South-East Asia are left out: these are divided by a dictionary. Where we
//! deviate on purpose, [`DEVIATIONS`] says by which rule; everything else must agree exactly.

use super::support::{FONTS, plain};
use super::unicode::of_crate;
use crate::diagnostics::Diagnostics;
use crate::text::breaks;
use crate::text::collect::{Collected, Stretch};
use crate::text::prepared::prepare;
use icu_properties::CodePointMapData;
use icu_properties::props::LineBreak;

/// A place between two parts of a text.
struct Place<'a> {
    /// What goes before it, without the spaces at its end.
    left: &'a str,
    /// Spaces stand between.
    spaced: bool,
    after: &'a str,
}

impl Place<'_> {
    fn previous(&self) -> Option<char> {
        self.left.chars().next_back()
    }

    fn before_previous(&self) -> Option<char> {
        self.left.chars().rev().nth(1)
    }

    fn next(&self) -> Option<char> {
        self.after.chars().next()
    }
}

/// A rule by which a line does not end where UAX#14 would let it.
struct Deviation {
    rule: &'static str,
    applies: fn(&Place) -> bool,
}

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        rule: "A31, F1: no sign that closes begins a line, with or without a space before it",
        applies: |place| place.next().is_some_and(|next| ".,;:!?…)]}»›%‰،؛؟٪۔·".contains(next)),
    },
    Deviation {
        rule: "F1, S1: no sign that opens ends a line, with or without a space after it",
        applies: |place| place.previous().is_some_and(|previous| "([{«‹¿¡".contains(previous)),
    },
    Deviation {
        rule: "E2, S2: a dash never begins a line",
        applies: |place| !place.spaced && place.next().is_some_and(|next| "—–―".contains(next)),
    },
    Deviation {
        rule: "E2: a dash between spaces stays with the words before it",
        applies: |place| {
            place.spaced && matches!(place.after.split(char::is_whitespace).next(), Some("—" | "–" | "―" | "-"))
        },
    },
    Deviation {
        rule: "S2: an opening raya goes with the word after it",
        applies: |place| {
            let opens = place.before_previous().is_none_or(|c| c.is_whitespace() || "([{«‹¿¡".contains(c));
            !place.spaced && place.previous().is_some_and(|previous| "—―".contains(previous)) && opens
        },
    },
    Deviation {
        rule: "E5: signs of documents such as A/RES/70/1 are not parted",
        applies: |place| {
            let word = place.left.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
            let of_symbol = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "/.-".contains(c);
            !place.spaced && word.ends_with('/') && word.chars().all(of_symbol)
        },
    },
    Deviation {
        rule: "E4: a hyphen after no letter or digit is a sign of the word after it, as in -5",
        applies: |place| {
            let is_bare = place.before_previous().is_none_or(|c| !c.is_alphanumeric());
            !place.spaced && place.previous().is_some_and(|previous| "-‐".contains(previous)) && is_bare
        },
    },
    Deviation {
        rule: "spaces at the start of a text are no part of it",
        applies: |place| place.spaced && place.left.is_empty(),
    },
    Deviation {
        rule: "two places with nothing but spaces between them, of whatever width, are one",
        applies: |place| place.after.starts_with([' ', '\n', '\u{2028}', '\u{200B}']),
    },
    Deviation {
        rule: "E4: the initials of a name are not parted",
        applies: |place| {
            let word = place.left.rsplit(char::is_whitespace).next().unwrap_or_default();
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            place.spaced && bare.chars().count() == 2 && bare.ends_with('.') && bare.starts_with(char::is_uppercase)
        },
    },
];

/// The texts of a file, and where a line may end in each.
fn cases(file: &str) -> Vec<(String, Vec<usize>)> {
    let case = |line: &str| {
        let (mut text, mut places) = (String::new(), Vec::new());
        for part in line.split('#').next().unwrap_or_default().split_whitespace() {
            match part {
                "÷" => places.push(text.len()),
                "×" => {}
                code => text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)),
            }
        }
        places.retain(|at| *at > 0);
        (text, places)
    };
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(case).collect()
}

/// Some characters on either side of a place, for messages.
fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at(at);
    let before: Vec<char> = before.chars().rev().take(6).collect();
    let join =
        |characters: &mut dyn Iterator<Item = &char>| characters.collect::<String>().escape_unicode().to_string();
    format!("{} | {}", join(&mut before.iter().rev()), join(&mut after.chars().take(6).collect::<Vec<_>>().iter()))
}

fn is_divided_by_dictionary(character: char) -> bool {
    CodePointMapData::<LineBreak>::new().get(character) == LineBreak::ComplexContext
}

#[test]
fn lines_may_end_where_unicode_says() {
    let (Some(pairs), Some(chance)) = (
        of_crate("icu_segmenter", "tests/testdata/LineBreakTest_15.1.txt"),
        of_crate("icu_segmenter", "tests/testdata/LineBreakRandomTest_15.1.txt"),
    ) else {
        return;
    };
    let mut all = cases(&pairs);
    all.extend(cases(&chance).into_iter().filter(|(text, _)| !text.chars().any(is_divided_by_dictionary)));
    assert!(all.len() > 10_300, "{} cases", all.len());
    let mut used = vec![0; DEVIATIONS.len()];
    let mut wrong = Vec::new();
    for tag in ["en", "fr", "es", "ar"] {
        let paragraph = plain(tag, "x");
        let faces = prepare(&paragraph, &FONTS, &mut Diagnostics::new()).faces;
        for (text, expected) in &all {
            let stretches = vec![Stretch { start: 0, end: text.len(), piece: 0 }];
            let collected = Collected { text: text.clone(), stretches, ..Collected::default() };
            let ours: Vec<usize> = breaks::opportunities(&collected, &faces).iter().map(|found| found.at).collect();
            // Addresses have places of their own (E5).
            if text.contains("://") {
                continue;
            }
            for at in ours.iter().filter(|at| !expected.contains(at)) {
                wrong.push(format!("{tag}: no line ends at {}", around(text, *at)));
            }
            for at in expected.iter().filter(|at| !ours.contains(at)) {
                let left = text[..*at].trim_end_matches(' ');
                let place = Place { left, spaced: left.len() < *at, after: &text[*at..] };
                match DEVIATIONS.iter().position(|deviation| (deviation.applies)(&place)) {
                    Some(found) => used[found] += 1,
                    None => wrong.push(format!("{tag}: a line may end at {}", around(text, *at))),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places are wrong:\n{}", wrong.len(), wrong.join("\n"));
    for (deviation, used) in DEVIATIONS.iter().zip(used) {
        assert!(used > 0, "no case shows this deviation: {}", deviation.rule);
    }
}
