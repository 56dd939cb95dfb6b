//! docs/typography.md E1–E7.

use crate::support::{Book, Dump};
use crate::typography::latin::{MEASURES, content, divisions, lines, narrow, texts};

fn one_line(text: &str) -> String {
    one_line_of("en", text)
}

fn one_line_of(tag: &str, text: &str) -> String {
    lines(tag, 250.0, text).join(" ")
}

#[test]
fn e01_quotes() {
    for (typed, set) in [
        ("\"Who stays?\" she asked.", "“Who stays?” she asked."),
        ("\"He said 'later', and left,\" she said.", "“He said ‘later’, and left,” she said."),
        ("'Tis the '90s, rock 'n' roll.", "’Tis the ’90s, rock ’n’ roll."),
        ("It's the migrants' choice.", "It’s the migrants’ choice."),
        ("A 6' 2\" door.", "A 6' 2\" door."),
    ] {
        assert_eq!(one_line(typed), set);
    }
}

/// An article in a house of these customs.
fn paragraph(tag: &str, customs: &str, text: &str) -> String {
    let house = format!("[page]\nwidth = \"290mm\"\n{customs}");
    texts(&Book::project_of(tag, &house, "kind = \"article\"\n", &[("01.md", text)]).dump()).join(" ")
}

#[test]
fn e01_quotes_by_region() {
    let typed = "\"He said 'later', and left,\" she said. 'Who \"stays\"?' 'Tis the '90s, rock 'n' roll.";
    let american = "“He said ‘later’, and left,” she said. ‘Who “stays”?’ ’Tis the ’90s, rock ’n’ roll.";
    let british = "‘He said “later”, and left,’ she said. ‘Who “stays”?’ ’Tis the ’90s, rock ’n’ roll.";
    assert_eq!(one_line_of("en-US", typed), american);
    assert_eq!(one_line_of("en-GB", typed), british);
    assert_eq!(paragraph("en", "[language.en]\nquotes = [\"‘\", \"’\", \"“\", \"”\"]\n", typed), british);
    assert_eq!(paragraph("en-GB", "[language.en-GB]\nquotes = [\"“\", \"”\", \"‘\", \"’\"]\n", typed), american);
}

#[test]
fn e01_quoted_titles_have_the_inner_marks() {
    let text = "# One {-}\n\nSee [](#right).\n\n## The \"right\" to stay {#right}\n\nText.\n";
    let found = Book::project("en", "", text).dump();
    let line = found.line_with("See ");
    assert!(line.text().contains("“The ‘right’ to stay”"), "{}", line.text());
}

#[test]
fn e02_dashes_by_region() {
    let typed = "They left---and came back --- in time, 1914--18.";
    assert_eq!(one_line_of("en", typed), "They left—and came back—in time, 1914–18.");
    assert_eq!(one_line_of("en-GB", typed), "They left\u{A0}– and came back\u{A0}– in time, 1914–18.");
    let spaced = paragraph("en", "[language.en]\ndashes = \"spaced\"\n", typed);
    assert_eq!(spaced, "They left\u{A0}– and came back\u{A0}– in time, 1914–18.");
    let typed_way = paragraph("en-GB", "[language.en]\ndashes = \"typed\"\n", typed);
    assert_eq!(typed_way, "They left—and came back — in time, 1914–18.");
    assert_eq!(one_line_of("en-GB", "--- Anon.\n\nThe end ---"), "— Anon. The end —");
}

#[test]
fn e02_dashes() {
    assert_eq!(one_line("They left---and came back, 1914--18."), "They left—and came back, 1914–18.");
    let text = "The mayors of the valley met—all of them—in the years 1914–18 and 2015–2020 – as before – in the old town hall—again.";
    let mut after_dash = 0;
    for measure in MEASURES {
        let lines = lines("en", measure, text);
        for line in &lines {
            assert!(!line.starts_with(['—', '–']), "{measure} mm: {lines:?}");
            after_dash += usize::from(line.ends_with('—'));
        }
    }
    assert!(after_dash > 0, "a line ends after an em dash");
}

#[test]
fn e03_hyphenation() {
    let text = "The municipalities of the international organization know UNESCO, NATO, only a few able area idea words, https://example.org/organization/international, development, cooperation.";
    let found = divisions("en", text, &MEASURES);
    assert!(found.len() > 3, "{found:?}");
    for (part, rest) in found {
        if rest.ends_with('-') {
            continue; // A word on three lines.
        }
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
        assert!(part.chars().filter(|c| c.is_alphabetic()).count() >= 2 && letters >= 3, "{part}-{rest}");
        assert!(part.chars().count() + letters >= 5, "{part}-{rest}");
        assert!(!part.chars().any(char::is_uppercase), "{part}-{rest}");
        assert!(!part.contains(['/', '.']), "{part}-{rest}");
    }
}

#[test]
fn e03_british_and_american_patterns() {
    let text = "Knowledge, knowledge, knowledge of knowledge, their knowledge and our knowledge.";
    let halves = |tag: &str| {
        let found = divisions(tag, text, &[18.0, 20.0, 22.0, 24.0, 26.0, 28.0]);
        found.into_iter().map(|(part, _)| part.to_lowercase()).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(halves("en-US"), ["knowl".to_owned()].into());
    assert_eq!(halves("en-GB"), ["know".to_owned()].into());
}

#[test]
fn e03_names_stay_whole_on_request() {
    let text = "# One\n\nOf Mauritania, international, Mauritania, organizations, Mauritania, municipalities.\n";
    let halves = |customs: &str| -> usize {
        let widths = ["21pt", "23pt", "25pt", "27pt"];
        let house = |size: &str| {
            format!(
                "[page]\nwidth = \"81mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n[text]\nsize = \"{size}\"\n{customs}"
            )
        };
        let lines =
            widths.map(|size| Book::project_of("en", &house(size), "kind = \"article\"\n", &[("01.md", text)]).dump());
        let names = |line: &String| {
            line.rsplit(' ')
                .next()
                .is_some_and(|word| word.ends_with('-') && "Mauritania".starts_with(word.trim_end_matches('-')))
        };
        lines.iter().flat_map(texts).filter(names).count()
    };
    assert!(halves("") > 0);
    assert_eq!(halves("[language.en]\nhyphenate-capitalised = false\n"), 0);
}

#[test]
fn e04_no_break() {
    let text = "See p. 12 of Mr Smith, 10 km from J. R. Alami at 9 a.m. in Figure 3 and Table 4, with Dr Idrissi, vol. 2, pp. 3–9.";
    for measure in MEASURES {
        let lines = lines("en", measure, text);
        for line in &lines {
            let bad = [" p.", " Mr", " 10", " J.", " R.", " 9", "Figure", "Table", " Dr", " vol.", " pp."];
            assert!(bad.iter().all(|end| !line.ends_with(end) && line != end.trim()), "{measure} mm: {lines:?}");
            assert!(!line.starts_with("a.m.") && !line.starts_with("km"), "{measure} mm: {lines:?}");
        }
    }
}

#[test]
fn e05_addresses() {
    for tag in ["en", "fr", "es", "ar"] {
        let text =
            "https://example.org/reports/2024/local_development?lang=en&part=2%20b-c and doi.org/10.1000/xyz-123_4";
        for measure in [40.5, 45.0, 52.0, 60.0] {
            let dump = narrow(tag, measure, text);
            let found = content(&dump);
            let texts: Vec<String> = found.iter().map(|line| line.text().trim_end().to_owned()).collect();
            assert!(
                found.iter().all(|line| line.glyphs().all(|glyph| glyph.kind == "text")),
                "{tag}: no hyphen is added"
            );
            let whole = texts.concat();
            assert!(whole.contains("reports/2024/local_development?lang=en&part=2%20b-c"), "{tag}: {whole}");
            let last = texts.iter().position(|line| line.contains("b-c")).expect("the end of the address");
            for line in &texts[..last] {
                assert!(line.ends_with(['/', '?', '=', '&', '-', '_', '.']), "{tag} {measure}: {texts:?}");
                assert!(!line.ends_with('%') && !line.ends_with("%2"), "{tag} {measure}: {texts:?}");
            }
        }
    }
}

#[test]
fn e01_american_stops_stand_inside() {
    let said = |tag: &str, text: &str| Book::file(tag, text).dump().said;
    assert!(said("en-US", "She said \"yes\", and left.").contains("warning[stop-outside-quote]"));
    assert!(!said("en-US", "She said \"yes,\" and left.").contains("stop-outside-quote"));
    assert!(!said("en", "She said \"yes\", and left.").contains("stop-outside-quote"));
}

#[test]
fn e06_titles_follow_the_house() {
    let said = |titles: &str, title: &str| {
        let house = format!("[language.en]\ntitles = \"{titles}\"\n");
        Book::project("en", &house, &format!("# {title}\n\nText.\n")).dump().said
    };
    let (sentence, headline) = ("Who stays and who leaves the valley", "Who Stays and Who Leaves with the Harvest");
    assert!(said("headline", sentence).contains("warning[title-small-letters]"));
    assert!(said("sentence", headline).contains("warning[title-capitals]"));
    for (titles, title) in [("sentence", sentence), ("headline", headline), ("free", sentence), ("free", headline)] {
        let said = said(titles, title);
        assert!(!said.contains("title-"), "{titles}: {said}");
    }
}

#[test]
fn e06_note_marks_follow_punctuation() {
    let dump = narrow("en", 120.0, "A choice,[^a] not a fate.\n\n[^a]: Note.");
    let line = dump.line_with("choice");
    assert!(line.text().contains("choice,1 not"), "{}", line.text());
}

#[test]
fn e07_figures_are_old_style_in_text_and_lining_in_tables() {
    let text = "# Of 1795\n\nFrom 1795 to 2030, in 1468.[^1]\n\n| Year | Count |\n|:--|--:|\n| 1795 | 2030 |\n| 1468 | 1111 |\n\n[^1]: See 1795.\n";
    let figures = |dump: &Dump, words: &str| -> Vec<(u16, f64)> {
        let line = dump.line_with(words);
        let figures =
            line.glyphs().filter(|glyph| glyph.text.chars().all(|c| c.is_ascii_digit()) && !glyph.text.is_empty());
        figures.map(|glyph| (glyph.id, (glyph.advance * 100.0).round())).collect()
    };
    let lining = Book::project("en", "", text).dump();
    let old_style = Book::project("en", "[text]\nfigures = \"old-style\"\n", text).dump();
    // «1795» in the text, without the superior figure of the note's mark at its end.
    let [of_text, now] = [&lining, &old_style].map(|dump| figures(dump, "From 1795")[..12].to_vec());
    assert!(of_text.iter().zip(&now).all(|(lining, old_style)| lining.0 != old_style.0), "{of_text:?} {now:?}");
    assert!(now.iter().any(|(_, advance)| *advance != now[0].1), "each has its own width: {now:?}");
    for words in ["2030", "1111"] {
        let cell = |dump: &Dump| {
            let line = dump.lines_in("/Cell(").into_iter().find(|line| line.text().contains(words));
            let line = line.unwrap_or_else(|| panic!("a cell with {words}"));
            line.glyphs().map(|glyph| (glyph.id, (glyph.advance * 100.0).round())).collect::<Vec<_>>()
        };
        assert_eq!(cell(&lining), cell(&old_style), "{words}");
        assert!(cell(&old_style).iter().all(|(_, advance)| *advance == cell(&old_style)[0].1), "all of one width");
    }
    let mark_of = |dump: &Dump| {
        let marks = dump.runs.iter().filter(|run| run.owner.contains("Reference"));
        marks.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.id)).collect::<Vec<_>>()
    };
    assert_eq!(mark_of(&lining), mark_of(&old_style), "marks of notes are the font’s superior figures");
    let heading = |dump: &Dump| figures(dump, "Of 1795");
    assert_eq!(heading(&lining), heading(&old_style), "headings keep theirs");
}
