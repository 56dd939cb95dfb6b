//! docs/typography.md FT1–FT6.

use super::support::*;

fn joined(text: &str, width: f64) -> Vec<String> {
    texts(&set(&plain("fr", text), width).0)
}

#[test]
fn ft1_signs_take_their_spaces_however_they_were_typed() {
    let wanted = "Migrer\u{202F}? Oui, mais pour qui\u{A0}: «\u{A0}la commune\u{A0}»\u{202F}; demain\u{202F}!";
    assert_eq!(joined("Migrer ? Oui, mais pour qui : « la commune » ; demain !", 200.0), [wanted]);
    assert_eq!(joined("Migrer? Oui, mais pour qui: «la commune»; demain!", 200.0), [wanted]);
    for line in joined("Migrer ? Oui, mais pour qui : « la commune » ; demain !", 18.0) {
        assert!(!line.starts_with(['?', '!', ':', ';', '»']), "{line}");
    }
}

#[test]
fn ft3_numbers_hold_together() {
    let text = "Le 1er juin, 15 000 000 d’euros (12,5 %), Mme Alaoui, n° 5, p. 12, en 2024";
    for width in [15.0, 18.0, 20.0, 25.0] {
        for line in joined(text, width) {
            assert!(!line.ends_with("n°") && !line.ends_with("p.") && !line.ends_with("Mme"), "{line}");
            assert!(!line.starts_with('%') && !line.starts_with("000"), "{line}");
        }
    }
}

#[test]
fn ft5_words_are_divided_only_where_french_lets_them() {
    let text = "Y a-t-il aujourd’hui un rendez-vous intercommunal ?";
    for width in [18.0, 19.0, 20.0, 22.0] {
        let lines = joined(text, width);
        for pair in lines.windows(2) {
            assert!(!pair[0].ends_with("-t-") && !pair[0].ends_with('’'), "{lines:?}");
            assert!(!pair[0].ends_with("aujour-"), "{lines:?}");
            if let Some(part) = pair[0].split(' ').next_back().and_then(|word| word.strip_suffix('-')) {
                let divided = ["in", "ter", "com", "mu", "nal"];
                let of_word = (0..4).any(|from| (from + 1..5).any(|to| divided[from..to].concat() == part));
                assert!(of_word || part == "a" || part == "rendez", "{part} in {lines:?}");
            }
        }
    }
}

#[test]
fn ft6_addresses_times_and_ratios_stay_as_typed() {
    let text = "Voir https://example.org/a?x=1;y:2 à 12:30, rapport 3:1 ; suite";
    assert_eq!(joined(text, 200.0), ["Voir https://example.org/a?x=1;y:2 à 12:30, rapport 3:1\u{202F}; suite"]);
}

#[test]
fn fixed_spaces_do_not_stretch() {
    let text =
        "Une commune qui accueille demande : qui vient, et pourquoi ? Elle écoute, elle compte, elle décide ensuite.";
    let (lines, _) = set(&plain("fr", text), 50.0);
    let mut fixed = Vec::new();
    for line in &lines {
        fixed.extend(glyphs(line).into_iter().filter(|glyph| glyph.text == "\u{A0}").map(|glyph| glyph.advance));
    }
    assert!(!fixed.is_empty());
    let (wide, _) = set(&plain("fr", text), 500.0);
    let natural = glyphs(&wide[0]).into_iter().find(|glyph| glyph.text == "\u{A0}").expect("a space").advance;
    assert!(fixed.iter().all(|advance| (advance - natural).abs() < 1e-6), "{fixed:?} {natural}");
}
