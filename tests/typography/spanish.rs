//! docs/typography.md S1–S11 and the strings ST1–ST6.

use crate::support::Book;
use crate::typography::latin::{MEASURES, content, divisions, divisions_in, extracted, lines, narrow};

const ST1: &str = "¿Migrar? ¡Sí, y volver! —¿Cuándo?";
const ST2: &str = "—Volvimos —dijo la alcaldesa—. ¿Y los jóvenes —los de aquí— también?";
const ST3: &str = "Un enfoque teórico-práctico y franco-marroquí";
const ST4: &str = "La 1.ª edición, n.º 5, reunió a 10 000 personas (12 %), 4500 firmas, EE. UU., siglo XXI";
const ST5: &str = "«La llamada \"fuga de cerebros\" no es 'fatal'», explicó.";

fn one_line(text: &str) -> String {
    lines("es", 250.0, text).join(" ")
}

/// A column in which a line ends within `teórico-práctico`.
fn at_the_compound() -> (f64, Vec<String>) {
    (20..60)
        .map(f64::from)
        .map(|measure| (measure, lines("es", measure, ST3)))
        .find(|(_, lines)| lines.iter().any(|line| line.ends_with("teórico-")))
        .expect("a line that ends within the compound")
}

#[test]
fn s01_opening_signs() {
    for measure in MEASURES {
        let lines = lines("es", measure, &format!("{ST1} ¿¡De verdad!?"));
        for line in &lines {
            assert!(!line.ends_with(['¿', '¡', '—']) && !line.starts_with(['?', '!']), "{lines:?}");
        }
        assert!(lines.join(" ").contains("¿¡De"), "{lines:?}");
    }
}

#[test]
fn s02_raya() {
    for measure in MEASURES {
        let lines = lines("es", measure, ST2);
        for line in &lines {
            assert!(!line.ends_with(" —") && line != "—", "{lines:?}");
            assert!(!line.starts_with("— ") && !line.starts_with("—."), "{lines:?}");
        }
        assert!(lines.join(" ").replace("- ", "").contains("alcaldesa—."), "{lines:?}");
    }
}

#[test]
fn s03_hyphenation() {
    let words = [
        ("países", vec!["paí-ses"]),
        ("caótico", vec!["caó-tico", "caóti-co"]),
        ("aéreo", vec!["aé-reo"]),
        ("interrelación", vec!["in-terrelación", "inter-relación", "interre-lación", "interrela-ción"]),
        ("desarrollo", vec!["de-sarrollo", "desa-rrollo", "desarro-llo"]),
        ("ciudadanía", vec!["ciu-dadanía", "ciuda-danía", "ciudada-nía"]),
    ];
    let narrow = [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0];
    for (word, allowed) in words {
        let text = format!("De {word} y {word} en {word}.");
        let found = divisions("es", &text, &narrow);
        assert!(!found.is_empty(), "{word} is divided");
        let in_full: Vec<String> =
            found.iter().map(|(part, rest)| format!("{part}-{}", rest.trim_end_matches(['.', '-']))).collect();
        for division in &in_full {
            // Parts of a word on three lines are shorter.
            let fits = allowed.iter().any(|whole| {
                let (left, right) = whole.split_once('-').expect("a hyphen");
                let (part, rest) = division.split_once('-').expect("a hyphen");
                left.ends_with(part) && right.starts_with(rest)
            });
            assert!(fits, "{word}: {division}");
        }
    }
    for (part, rest) in divisions("es", "La UNESCO y la OTAN, con 123456 personas del FMI.", &MEASURES) {
        assert!(!part.chars().all(|c| c.is_uppercase() || c.is_numeric()), "{part}-{rest}");
    }
}

#[test]
fn s11_no_division_leaves_an_unfortunate_half() {
    let after =
        |word: &str| (1..24).map(|letters| format!("{} {word} ", "o".repeat(letters % 9 + 1))).collect::<String>();
    let text = ["disputas", "cálculo", "artículo", "penetrar"].map(after).concat();
    let divided = |list: &str| {
        let customs = format!("[language.es]\n{list}");
        let found = divisions_in(&customs, "es", &text, &[62.0, 66.0, 70.0, 74.0, 78.0]);
        found.iter().map(|(part, rest)| format!("{part}-{} ", rest.trim_end_matches([',', '.']))).collect::<String>()
    };
    let usual = divided("");
    for half in ["-putas", "-culo", "pene-"] {
        assert!(!usual.contains(half), "{usual}");
    }
    assert!(usual.contains("dispu-tas") && usual.contains("pe-netra"), "{usual}");
    let all = divided("unfortunate-halves = []\n");
    // The patterns themselves leave out some, whatever the list says.
    assert!(all.contains("pene-trar") && !all.contains("dis-putas") && !all.contains("cál-culo"), "{all}");
    let own = divided("unfortunate-halves = [\"dispu-tas\", \"ar-\"]\n");
    assert!(own.contains("pene-trar") && !own.contains("dispu-tas") && !own.contains("ar-"), "{own}");
    let wrong = Book::project("es", "[language.es]\nunfortunate-halves = [\"culo\"]\n", "# Uno\n").check(&[]).1;
    assert!(wrong.contains("error[bad-value]") && wrong.contains("pene-"), "{wrong}");
}

#[test]
fn s04_repeated_hyphen() {
    let (measure, found) = at_the_compound();
    assert!(found.iter().any(|line| line.starts_with("práctico")), "{found:?}");
    let dump = narrow("es", measure, ST3);
    let lines = content(&dump);
    let next = lines.iter().position(|line| line.text().trim_end().ends_with("teórico-")).expect("the line") + 1;
    let first = lines[next].glyphs().next().expect("a glyph");
    let hyphen = lines[next - 1].glyph("-").id;
    assert_eq!(
        (first.kind.as_str(), first.text.as_str(), first.id),
        ("repeated-hyphen", "", hyphen),
        "the hyphen is said again"
    );
    for measure in MEASURES {
        let dump = narrow("es", measure, "El acuerdo de la Castilla-León y de Afro-América.");
        assert!(
            content(&dump).iter().all(|line| line.glyphs().all(|glyph| glyph.kind != "repeated-hyphen")),
            "names have one"
        );
    }
}

#[test]
fn s05_numbers() {
    let line = one_line("Reunió 4500 firmas, 10 000 personas, 1 250 000 euros, 12 % y 20 km, n.º 5, p. 12.");
    for wanted in ["4500 f", "10\u{202F}000 p", "1\u{202F}250\u{202F}000 e", "12\u{A0}%"] {
        assert!(line.contains(wanted), "{wanted} in {line}");
    }
    for measure in MEASURES {
        for line in lines("es", measure, ST4) {
            let bad = ["n.º", "EE.", " 10", "p."].iter().any(|end| line.ends_with(end));
            assert!(!bad && !line.starts_with("000") && !line.starts_with('%'), "{measure} mm: {line}");
        }
    }
}

#[test]
fn s06_ordinals() {
    let dump = narrow("es", 250.0, ST4);
    let line = content(&dump).remove(0);
    assert!(line.text().contains("1.ª edición, n.º 5"), "{}", line.text());
    let raised = line.glyph("ª").ink.expect("ink");
    let letter = line.glyph("a").ink.expect("ink");
    assert!(raised[3] < letter[3] - 1.5, "{raised:?} stands above {letter:?}");
}

#[test]
fn s07_quotes() {
    assert_eq!(one_line(ST5), "«La llamada “fuga de cerebros” no es ‘fatal’», explicó.");
    assert_eq!(one_line("\"La llamada \"fuga de cerebros\" no es 'fatal'\", explicó."), one_line(ST5));
}

#[test]
fn s08_roman_folios_are_capitals() {
    let dump = Book::project("es", "", "# Capítulo\n\nTexto.\n").dump();
    let front: Vec<&str> =
        dump.pages.iter().filter(|page| page.series == "front").map(|page| page.folio.as_str()).collect();
    assert!(front.len() >= 4 && front[..4] == ["I", "II", "III", "IV"], "{front:?}");
    let text = one_line("Del siglo XXI.");
    assert!(text.contains("XXI"));
}

#[test]
fn s09_note_marks() {
    let dump = narrow("es", 120.0, "Una comarca[^a]. Otra.[^b]\n\n[^a]: Nota.\n\n[^b]: Nota.");
    let text: String = content(&dump).iter().map(crate::support::dump::Line::text).collect();
    assert!(text.contains("comarca1. Otra.2"), "{text}");
}

#[test]
fn s09_one_custom_a_book() {
    let notes = "\n\n[^1]: a\n[^2]: b\n[^3]: c\n";
    let said = |text: &str| Book::file("es", &format!("{text}{notes}")).dump().said;
    assert!(!said("Uno[^1], dos[^2], tres[^3].").contains("mixed-note-marks"));
    assert!(!said("Uno,[^1] dos,[^2] tres.[^3]").contains("mixed-note-marks"));
    let mixed = said("Uno[^1], dos,[^2] tres[^3].");
    assert!(mixed.contains("warning[mixed-note-marks]: “dos,”"), "{mixed}");
}

#[test]
fn s10_titles_have_no_stop_and_few_capitals() {
    let said = |text: &str| Book::file("es", text).dump().said;
    let wrong = said("# El Desarrollo Local Y Los Territorios Rurales.\n\nTexto.\n");
    assert!(wrong.contains("warning[title-capitals]") && wrong.contains("warning[heading-stop]"), "{wrong}");
    let right = said("# El desarrollo local y los territorios de Marruecos\n\nTexto.\n");
    assert!(!right.contains("title-capitals") && !right.contains("heading-stop"), "{right}");
}

#[test]
fn st1_signs_stay_with_their_words() {
    let lines = lines("es", 15.0, ST1);
    assert!(lines.len() > 2, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("—¿Cuándo") || line.starts_with("—¿Cuán")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.ends_with(['¿', '¡', '—'])), "{lines:?}");
    assert!(!lines.concat().contains("¿ ") && !lines.concat().contains("¡ "));
}

#[test]
fn st2_rayas_stay_with_their_words() {
    for measure in [18.0, 21.0, 25.0, 29.0, 33.0, 38.0, 45.0] {
        let lines = lines("es", measure, ST2);
        for line in &lines {
            let last = line.rsplit(' ').next().unwrap_or_default();
            assert!(last == "—" || !last.starts_with('—') || last.chars().count() > 1, "{lines:?}");
            assert!(!line.starts_with("—.") && !line.ends_with(" —"), "{lines:?}");
        }
    }
}

#[test]
fn st3_a_compound_is_extracted_with_one_hyphen() {
    let (measure, _) = at_the_compound();
    let measure = measure.max(40.1);
    // Pages are at least that wide: the text is moved until the compound meets the line's end.
    let house =
        format!("[page]\nwidth = \"{}mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n", measure + 40.0);
    for filler in ["", "que ", "que es ", "que sea ", "que sería ", "que siempre ", "que siempre es "] {
        let text = format!("Un enfoque {filler}teórico-práctico y franco-marroquí para la comarca.");
        let book = Book::project_of("es", &house, "kind = \"article\"\n", &[("01.md", text.as_str())]);
        let broken = content(&book.dump()).iter().any(|line| line.text().trim_end().ends_with("teórico-"));
        if broken {
            let text = crate::support::struct_text(&book.pdf("screen"));
            assert!(text.contains("teórico-práctico"), "{text}");
            let text = extracted(&book.pdf("screen"));
            assert!(!text.contains("- -") && !text.contains("--"), "{text}");
            return;
        }
    }
    panic!("no line ends within the compound");
}

#[test]
fn st4_units_and_ordinals() {
    assert_eq!(
        one_line(ST4),
        "La 1.ª edición, n.º 5, reunió a 10\u{202F}000 personas (12\u{A0}%), 4500 firmas, EE. UU., siglo XXI"
    );
}

#[test]
fn st5_three_levels_of_quotes() {
    let line = one_line(ST5);
    assert!(line.ends_with("’», explicó."), "{line}");
}

#[test]
fn st6_syllables() {
    let allowed = ["inter-relación", "interre-lación", "interrela-ción", "in-terrelación"];
    let found = divisions("es", "Una interrelación.", &[9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0]);
    assert!(!found.is_empty());
    for (part, rest) in found {
        let division = format!("{part}-{}", rest.trim_end_matches('.'));
        let fits = allowed.iter().any(|whole| {
            let (left, right) = whole.split_once('-').expect("a hyphen");
            left.ends_with(&part) && right.starts_with(rest.trim_end_matches(['.', '-']))
        });
        assert!(fits, "{division}");
    }
}
