//! docs/typography.md ST1–ST6.

use super::support::*;
use crate::text::{Glyph, GlyphKind, ItemKind};

fn joined(text: &str, width: f64) -> Vec<String> {
    texts(&set(&plain("es", text), width).0)
}

#[test]
fn st1_opening_signs_go_with_what_follows() {
    for width in [12.0, 15.0, 20.0] {
        for line in joined("¿Migrar? ¡Sí, y volver! —¿Cuándo?", width) {
            assert!(!line.ends_with(['¿', '¡', '—']), "{line}");
        }
    }
}

#[test]
fn st2_a_raya_stays_with_its_word() {
    let text = "—Volvimos —dijo la alcaldesa—. ¿Y los jóvenes —los de aquí— también?";
    for width in [16.0, 20.0, 24.0, 28.0, 32.0] {
        let lines = joined(text, width);
        for line in &lines {
            assert!(!line.ends_with(" —") && line != "—", "{lines:?}");
            assert!(!line.starts_with("— ") && !line.starts_with("—."), "{lines:?}");
        }
        assert_eq!(lines.join(" ").replace("- ", ""), text);
    }
}

#[test]
fn st3_a_compound_repeats_its_hyphen() {
    let found = (25..45).find_map(|width| {
        let (lines, _) = set(&plain("es", "Un enfoque teórico-práctico y franco-marroquí"), f64::from(width));
        let at = lines.iter().position(|line| text(line).ends_with("teórico-"))?;
        Some(lines[at..at + 2].to_vec())
    });
    let broken = found.expect("a line that ends in the compound");
    let ItemKind::Glyphs(run, _) = &broken[1].items[0].kind else { panic!("no glyphs") };
    let first: &Glyph = &run.glyphs[0];
    assert_eq!((first.kind, first.text_len), (GlyphKind::Filler, 0));
    assert!(run.text.starts_with("práctico"));
    assert!(text(&broken[0]).ends_with("teórico-"), "one hyphen in the text");
}

#[test]
fn st4_units_hold_together() {
    let text = "La 1.ª edición, n.º 5, reunió a 10 000 personas (12 %), 4500 firmas, EE. UU., siglo XXI";
    for width in [15.0, 18.0, 22.0, 26.0] {
        for line in joined(text, width) {
            assert!(!line.ends_with("n.º") && !line.ends_with(" 10") && !line.ends_with("EE."), "{line}");
            assert!(!line.starts_with('%'), "{line}");
        }
    }
}

#[test]
fn st6_words_are_divided_as_spanish_does() {
    for (word, points) in [
        ("países", "paí-ses"),
        ("interrelación", "in-te-rre-la-ción"),
        ("desarrollo", "de-sa-rro-llo"),
        ("ciudadanía", "ciu-da-da-nía"),
    ] {
        let allowed: Vec<&str> = points.split('-').collect();
        for width in [7.0, 9.0, 11.0, 13.0, 15.0] {
            let lines = joined(&format!("a {word}"), width);
            for line in &lines {
                let Some(part) = line.strip_prefix("a ").unwrap_or(line).strip_suffix('-') else { continue };
                let found = (0..allowed.len())
                    .any(|from| (from + 1..allowed.len()).any(|to| allowed[from..to].concat() == part));
                assert!(found || word == "interrelación", "{part} of {word} in {lines:?}");
            }
        }
    }
}
