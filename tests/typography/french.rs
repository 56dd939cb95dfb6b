//! docs/typography.md F1–F14 and the strings FT1–FT6.

use crate::support::Book;
use crate::support::dump::{Line, Run};
use crate::typography::latin::{MEASURES, block, content, divisions, ends_in_hyphen, extracted, lines, narrow};
use crate::typography::long::body;

const FT1: &str = "Migrer ? Oui, mais pour qui : « la commune » ; demain !";
const FT1_TIGHT: &str = "Migrer? Oui, mais pour qui: «la commune»; demain!";
const FT2: &str = "« L'accueil, dit la maire, c'est \"notre\" affaire. »";
const FT3: &str = "Le 1er juin, 15 000 000 d'euros (12,5 %) au XIXe siècle, Mme Alaoui, n° 5, p. 12, en 2024.";
const FT4: &str =
    "# À l'échelle de l'État : œuvre commune\n\nTexte.\n\n# À L'ÉCHELLE DE L'ÉTAT : ŒUVRE COMMUNE\n\nTexte.";
const FT5: &str = "Y a-t-il aujourd'hui un rendez-vous intercommunal ?";
const FT6: &str = "Voir https://example.org/a?x=1;y:2 à 12:30, rapport 3:1 ; suite";

/// The whole text on one line.
fn one_line(text: &str) -> String {
    lines("fr", 250.0, text).join(" ")
}

#[test]
fn f01_french_spaces() {
    let wanted = "Migrer\u{202F}? Oui, mais pour qui\u{A0}: «\u{A0}la commune\u{A0}»\u{202F}; demain\u{202F}!";
    assert_eq!(one_line(FT1), wanted);
    assert_eq!(one_line(FT1_TIGHT), wanted);
    for measure in MEASURES {
        for line in lines("fr", measure, FT1) {
            assert!(!line.starts_with(['?', '!', ';', ':', '»']) && !line.ends_with('«'), "{measure} mm: {line}");
        }
    }
}

#[test]
fn f01_spaces_are_fixed_in_justified_lines() {
    let text = "Une commune qui accueille demande : qui vient ; et pourquoi ? Elle écoute, elle compte, elle décide. "
        .repeat(6);
    let dump = narrow("fr", 80.0, &text);
    for space in ["\u{A0}", "\u{202F}"] {
        let lines = content(&dump);
        let widths: Vec<f64> = lines
            .iter()
            .flat_map(|line| line.glyphs())
            .filter(|glyph| glyph.text == space)
            .map(|glyph| glyph.advance)
            .collect();
        assert!(widths.len() > 5, "{widths:?}");
        assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.01), "{widths:?}");
    }
}

#[test]
fn f01_customs_of_switzerland_and_canada() {
    let of = |tag: &str| lines(tag, 250.0, FT1).join(" ");
    let swiss = "Migrer\u{202F}? Oui, mais pour qui\u{202F}: «\u{202F}la commune\u{202F}»\u{202F}; demain\u{202F}!";
    assert_eq!(of("fr-CH"), swiss);
    assert_eq!(of("fr-CA"), "Migrer? Oui, mais pour qui\u{A0}: «\u{A0}la commune\u{A0}»; demain!");
    assert_eq!(of("fr-FR"), one_line(FT1));
}

#[test]
fn f02_spaces_skip_code_and_addresses() {
    let text = format!("{FT6}, `a ? b : c;` puis C:\\dossier, std::io et :sourire: ; fin");
    let line = one_line(&text);
    for kept in
        ["https://example.org/a?x=1;y:2", "12:30", "3:1\u{202F};", "a ? b : c;", "C:\\dossier", "std::io", ":sourire:"]
    {
        assert!(line.contains(kept), "{kept} in {line}");
    }
}

#[test]
fn f03_hyphenation() {
    let syllables = ["in", "ter", "com", "mu", "nal"];
    let divided = divisions("fr", FT5, &MEASURES);
    assert!(divided.len() > 2, "{divided:?}");
    for (part, rest) in &divided {
        let of_word = (1..syllables.len())
            .any(|at| (0..at).any(|from| syllables[from..at].concat() == *part) && rest.starts_with(syllables[at]));
        let of_compound = (part == "a" && rest.starts_with("t-il")) || (part == "rendez" && rest == "vous");
        assert!(of_word || of_compound, "{part}-/{rest}");
    }
    let never = "L’OTAN, l’UNESCO et 123456 personnes, aujourd’hui, s’entraidaient, abri, idée, étude, Casablanca.";
    for (part, rest) in divisions("fr", never, &MEASURES) {
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
        assert!(part.chars().count() >= 2 && letters >= 3, "{part}-/{rest}");
        assert!(!part.chars().all(char::is_uppercase), "{part}-/{rest}");
        assert!(!part.ends_with('’') && !part.starts_with("aujour"), "{part}-/{rest}");
    }
}

#[test]
fn f04_accents_on_capitals() {
    let dump = narrow("fr", 180.0, FT4);
    let line = dump.line_with("ÉCHELLE DE");
    assert!(line.text().contains("À L’ÉCHELLE DE L’ÉTAT\u{A0}: ŒUVRE COMMUNE"), "{}", line.text());
    assert!(line.glyphs().all(|glyph| glyph.id != 0));
    // Accents stand higher than capitals without, and below the line above.
    let tall = line.glyph("É").ink.expect("ink");
    let plain = line.glyph("H").ink.expect("ink");
    assert!(tall[1] < plain[1] - 1.0, "{tall:?} {plain:?}");
    let pages = content(&dump);
    let before = pages.iter().filter(|other| other.place.0 == line.place.0 && other.runs[0].y < line.runs[0].y);
    let lowest = before.map(|other| other.runs[0].y).fold(0.0, f64::max);
    assert!(tall[1] > lowest, "{} is cut by the line at {lowest}", tall[1]);
}

#[test]
fn f05_quotes_and_apostrophes() {
    let wanted = "«\u{A0}L’accueil, dit la maire, c’est “notre” affaire.\u{A0}»";
    assert_eq!(one_line(FT2), wanted);
    assert_eq!(one_line("\"L'accueil, dit la maire, c'est \"notre\" affaire.\""), wanted);
    for measure in MEASURES {
        for line in lines("fr", measure, FT2) {
            assert!(!line.starts_with('»') && !line.ends_with('«'), "{measure} mm: {line}");
        }
    }
}

#[test]
fn f06_numbers() {
    let line = one_line("En 2024, 15 000 000 d'euros, 1 500 personnes, 12,5 %, 20 km, page 1200, tél. 05 37 12 34 56.");
    for wanted in
        ["2024,", "15\u{202F}000\u{202F}000 d", "1\u{202F}500 p", "12,5\u{A0}%", "page 1200", "05 37 12 34 56"]
    {
        assert!(line.contains(wanted), "{wanted} in {line}");
    }
    for measure in MEASURES {
        for line in lines("fr", measure, FT3) {
            let bad = ["n°", "p.", "Mme", "15"].iter().any(|end| line.ends_with(end));
            assert!(!bad && !line.starts_with("000") && !line.starts_with('%'), "{measure} mm: {line}");
        }
    }
}

#[test]
fn f06_numbers_are_grouped_on_request() {
    let text = "En 2024 et 1998, 15000000 d'euros, 4500 firmes, 12345,5 kg, réf. 2024-12345, n° 75001, A12345, 0537123456, 10.45678.";
    let grouped = |tag: &str, from: u8| {
        let house = format!("[page]\nwidth = \"290mm\"\n[language.{tag}]\ngroup-digits-from = {from}\n");
        let book = Book::project_of(tag, &house, "kind = \"article\"\n", &[("01.md", text)]);
        let line: String = content(&book.dump()).iter().map(Line::text).collect();
        let pages = book.epub().all("xhtml");
        for kept in ["2024 et 1998", "2024-12345", "75001", "A12345", "0537123456", "10.45678"] {
            assert!(line.contains(kept) && pages.contains(kept), "{kept} in {line}");
        }
        [
            (&line, "15\u{202F}000\u{202F}000"),
            (&line, "12\u{202F}345,5"),
            (&pages, "15\u{202F}000\u{202F}000"),
            (&line, "4\u{202F}500"),
        ]
        .map(|(text, number)| text.contains(number))
    };
    assert_eq!(grouped("fr", 5), [true, true, true, false]);
    assert_eq!(grouped("es", 4), [true, true, true, true]);
    assert_eq!(grouped("fr", 0), [false; 4]);
}

#[test]
fn f07_e_books_raise_ordinals_too() {
    let text = "# Au XIXe siècle\n\nLe 1er juin, Mme Alaoui, voir https://a.org/1er/ et [un 2e](https://b.org/2e).\n";
    let pages = Book::file("fr", text).epub().all("xhtml");
    for wanted in
        ["XIX<sup>e</sup> siècle", "1<sup>er</sup> juin", "M<sup>me</sup> Alaoui", "un 2<sup>e</sup>", "a.org/1er/"]
    {
        assert!(pages.contains(wanted), "{wanted} in {pages}");
    }
    let english = Book::file("en", "In [le 1er juin]{lang=fr}, the 1st of June, XIXe.").epub().all("xhtml");
    assert!(english.contains("le 1<sup>er</sup> juin") && english.contains("XIXe."), "{english}");
}

#[test]
fn f07_raised_ordinals() {
    let text = "Le 1er juin, au XIXe siècle, Mme Alaoui.";
    let book = Book::project_of("fr", "", "kind = \"article\"\n", &[("01.md", text)]);
    let dump = book.dump();
    let lines = content(&dump);
    let stands_high = |run: &&Run| {
        run.glyphs.iter().all(|glyph| glyph.ink.is_some_and(|ink| ink[3] < run.y.min(lines[0].runs[0].y) - 2.0))
    };
    let raised: Vec<&str> = lines
        .iter()
        .take(1)
        .flat_map(|line| line.runs.iter().filter(stands_high))
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(raised, ["er", "e", "me"]);
    let text = extracted(&book.pdf("screen"));
    for word in ["1er juin", "XIXe siècle", "Mme Alaoui"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn f09_titles_have_no_stop_and_few_capitals() {
    let said = |text: &str| Book::file("fr", text).dump().said;
    let wrong = said("# Le Développement Local Et Les Territoires\n\n## Un titre avec un point.\n\nTexte.\n");
    assert!(wrong.contains("warning[title-capitals]") && wrong.contains("warning[heading-stop]"), "{wrong}");
    let right =
        said("# Le développement au Maroc, en Tunisie et au Sénégal\n\n## Qui reste ?\n\n### Écoles, etc.\n\nTexte.\n");
    assert!(!right.contains("title-capitals") && !right.contains("heading-stop"), "{right}");
}

#[test]
fn f10_items_end_alike() {
    let said = |items: &str| Book::file("fr", &format!("Il faut :\n\n{items}")).dump().said;
    for right in ["- a ;\n- b ;\n- c.\n", "- A.\n- B !\n- C.\n", "- a\n- b\n- c\n", "- a\n- b\n- c.\n"] {
        assert!(!said(right).contains("mixed-list-stops"), "{right}");
    }
    for wrong in ["- a ;\n- b.\n- c.\n", "- A.\n- B\n- C.\n", "- a ;\n- b ;\n- c\n"] {
        assert!(said(wrong).contains("warning[mixed-list-stops]"), "{wrong}");
    }
}

#[test]
fn f11_note_marks_stand_where_they_are_typed() {
    let dump = narrow("fr", 120.0, "Une commune accueille[^a]. Elle décide.\n\n[^a]: Note.");
    let line = dump.line_with("accueille");
    assert!(line.text().contains("accueille1."), "{}", line.text());
    let mark = line.glyph("1").ink.expect("ink");
    assert!(mark[3] < line.runs[0].y - 2.0, "the mark is raised");
}

#[test]
fn f14_etc_is_not_followed_by_suspension_points() {
    let said = |tag: &str, text: &str| Book::file(tag, text).dump().said;
    for wrong in ["Des écoles, etc...", "Des écoles, etc…, et puis.", "Des écoles, &c...", "Des écoles, etc. …"]
    {
        assert!(said("fr", wrong).contains("warning[dots-after-etc]"), "{wrong}");
    }
    for right in ["Des écoles, etc.", "Des écoles…", "Des écoles, etc. Et puis…", "Le fetc…"] {
        assert!(!said("fr", right).contains("dots-after-etc"), "{right}");
    }
    assert!(said("es", "Escuelas, etc...").contains("dots-after-etc"));
    assert!(said("en", "Schools, etc...").contains("dots-after-etc"));
}

#[test]
fn f13_no_short_syllable_at_a_line_start() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/sources/core-module/fr/02-people.md"));
    let dump = narrow("fr", 45.0, &text.expect("a chapter"));
    let lines = content(&dump);
    let mut divided = 0;
    for pair in lines.windows(2) {
        let one_paragraph = pair[0].place.1 == pair[1].place.1 && pair[0].runs[0].owner == pair[1].runs[0].owner;
        if one_paragraph && ends_in_hyphen(&pair[0]) {
            divided += 1;
            let next = pair[1].text();
            let letters = next.chars().take_while(|c| c.is_alphabetic()).count();
            // A compound may end a line after its own hyphen: «peut-être», but not before two letters: «dit-il».
            let text = pair[0].text();
            let added = pair[0].glyphs().last().is_some_and(|glyph| glyph.text == "\u{AD}");
            assert!(letters >= 3 || !added, "{text} / {next}");
        }
    }
    assert!(divided > 2, "{divided} words are divided");
}

#[test]
fn f13_no_last_line_under_the_indent() {
    let lines = body();
    let mut paragraphs = 0;
    for three in lines.windows(3) {
        let of = |line: &Line| block(&line.runs[0].owner).to_owned();
        if of(&three[0]) == of(&three[1]) && of(&three[1]) != of(&three[2]) && of(&three[0]).contains("Paragraph#") {
            paragraphs += 1;
            let (left, right) = three[1].extent();
            assert!(right - left > 1.2 * 10.5, "page {}: {}", three[1].place.0, three[1].text());
        }
    }
    assert!(paragraphs > 500);
}

#[test]
fn ft1_signs_and_spaces() {
    let dump = narrow("fr", 250.0, FT1);
    let lines = content(&dump);
    let codes: Vec<&str> = lines[0]
        .glyphs()
        .map(|glyph| glyph.text.as_str())
        .filter(|text| matches!(*text, "\u{A0}" | "\u{202F}"))
        .collect();
    assert_eq!(codes, ["\u{202F}", "\u{A0}", "\u{A0}", "\u{A0}", "\u{202F}", "\u{202F}"]);
}

#[test]
fn ft2_quotes_close_with_their_words() {
    for measure in MEASURES {
        let lines = lines("fr", measure, FT2);
        let last = lines.last().expect("a line");
        assert!(last.ends_with("affaire.\u{A0}»") || last.ends_with("re.\u{A0}»"), "{lines:?}");
    }
}

#[test]
fn ft3_numbers_and_abbreviations() {
    let line = one_line(FT3);
    assert_eq!(
        line,
        "Le 1er juin, 15\u{202F}000\u{202F}000 d’euros (12,5\u{A0}%) au XIXe siècle, Mme Alaoui, n° 5, p. 12, en 2024."
    );
}

#[test]
fn ft4_capitals_keep_their_accents() {
    let dump = narrow("fr", 180.0, FT4);
    assert!(dump.line_with("échelle").text().contains("À l’échelle de l’État\u{A0}: œuvre commune"));
    assert!(dump.line_with("ÉCHELLE").text().contains("À L’ÉCHELLE DE L’ÉTAT\u{A0}: ŒUVRE COMMUNE"));
}

#[test]
fn ft4_headings_are_put_into_capitals() {
    let text = "# À l'échelle de l'État : œuvre commune du XIXe siècle avec `code`\n\n## Un sous-titre assez long pour que la ligne d'en dessous touche presque celle d'en haut, été après été\n\nTexte.\n";
    let book = Book::project("fr", "[headings.h1]\ncase = \"upper\"\n[headings.h2]\ncase = \"upper\"\n", text);
    let dump = book.dump();
    let heading = dump.lines_in("Heading(1)");
    let words: String = heading.iter().map(|line| line.text()).collect();
    assert!(words.contains("À L’ÉCHELLE DE L’ÉTAT\u{A0}: ŒUVRE"), "{words}");
    assert!(words.contains("XIXe") && words.contains("code"), "{words}");
    let contents: String = dump.lines_in("Contents").iter().map(Line::text).collect();
    assert!(contents.contains("À l’échelle de l’État"), "{contents}");
    let second = dump.lines_in("Heading(2)");
    let lowest = |line: &Line| line.glyphs().filter_map(|glyph| glyph.ink).map(|ink| ink[3]).fold(0.0, f64::max);
    let highest = |line: &Line| line.glyphs().filter_map(|glyph| glyph.ink).map(|ink| ink[1]).fold(f64::MAX, f64::min);
    assert!(second.len() > 1 && highest(&second[1]) > lowest(&second[0]), "accents are free of the line above");
    let epub = book.epub();
    assert!(epub.all("css").contains("h1 { text-transform: uppercase; }") && epub.all("xhtml").contains("À l’échelle"));
    let arabic = Book::project("ar", "[headings.h1]\ncase = \"upper\"\n", "# برنامج Migration\n\nنص.\n").dump();
    assert!(arabic.lines_in("Heading(1)").iter().any(|line| line.text().contains("Migration")));
}

#[test]
fn ft5_compounds_and_syllables() {
    for measure in MEASURES {
        let lines = lines("fr", measure, FT5);
        for line in &lines {
            assert!(!line.ends_with("a-t-") && !line.ends_with('’') && !line.ends_with("aujour-"), "{lines:?}");
        }
        assert_eq!(lines.concat().replace([' ', '-'], ""), "Yatilaujourd’huiunrendezvousintercommunal\u{202F}?");
    }
}

#[test]
fn ft6_no_spaces_in_addresses_and_times() {
    assert_eq!(one_line(FT6), "Voir https://example.org/a?x=1;y:2 à 12:30, rapport 3:1\u{202F}; suite");
}

#[test]
fn f12_contents_in_front_or_at_the_back() {
    let text = "# Un {#un}\n\n## Section\n\nTexte.\n\n# Deux\n\nTexte.\n";
    let titles = |place: &str| -> Vec<(String, String, u64)> {
        let dump = Book::project("fr", &format!("contents = \"{place}\"\n"), text).dump();
        let series = |page: u64| dump.pages.iter().find(|found| found.page == page).expect("a page").series.clone();
        let lines = dump.lines();
        let of = |line: &crate::support::dump::Line| line.runs[0].owner.starts_with("Contents#");
        let heads = lines.iter().filter(|line| of(line) && line.runs[0].owner.contains("Caption#"));
        heads
            .map(|line| {
                let page = line.place.0;
                let entries = lines.iter().filter(|other| of(other) && other.place.0 == page).count() as u64 - 1;
                (line.text(), series(page), entries)
            })
            .collect()
    };
    let found = |title: &str, series: &str, entries| (title.to_owned(), series.to_owned(), entries);
    assert_eq!(titles("front"), [found("Sommaire", "front", 3)]);
    assert_eq!(titles("back"), [found("Table des matières", "body", 3)]);
    assert_eq!(titles("both"), [found("Sommaire", "front", 2), found("Table des matières", "body", 3)]);
}
