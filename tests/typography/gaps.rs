//! docs/typography.md P13, E5: no line is a row of gaps where the next words, or a part of them, fit.

use crate::support::Book;
use crate::support::dump::Line;
use crate::typography::latin::{block, content, main_run, narrow};

/// Widths of Source Serif's and Amiri's word spaces in the unit of the size.
const SPACES: [(&str, f64); 2] = [("Serif", 0.237), ("Amiri", 0.292)];

/// Columns in millimetres, all wide enough to be justified.
const MEASURES: [f64; 4] = [80.0, 95.0, 110.0, 130.0];

/// Texts whose lines once stood with spaces of ten to a hundred times their width, each in its language.
const TEXTS: [(&str, &str); 6] = [
    (
        "en",
        "1. The outer or global scope has one name, the function `findNextSowingDate(..)`.\n\n\
         - The inner/local scope has one name, the function `findNextSowingDate(..)` of it.\n\n\
         The outer/global scope has one name, the function `findNextSowingDate(..)`.\n",
    ),
    (
        "fr",
        "Quoi ? Oui ! « Non », dit-elle : vraiment ; 12 % et 1000000 de dirhams. L’anticonstitutionnellement célèbre internationalisation extraordinairement.\n",
    ),
    (
        "en",
        "See `https://example.org/wells/and/fields/of/the/valley/in/all/its/years/list.html` and the words after it.\n\n\
         Read https://www.example.org/valley-of-the-wells/2026/handbook-for-those-who-stay-and-those-who-leave.pdf first.\n",
    ),
    (
        "es",
        "Léase la documentación de `org.ejemplo.servicios.RegistroDeHabitantesDelValle` antes de empezar con lo demás.\n",
    ),
    (
        "ar",
        "اقرأ العنوان https://www.example.org/long/path/with-many-parts/and_more/2015/12/31/index.php?lang=ar&id=1234567890#part \
         في وسط الجملة ثم عد إلى ما كنت فيه.\n",
    ),
    (
        "ar",
        "البصمة 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 هي بصمة الملف المذكور في أول الفصل.\n",
    ),
];

/// The widest space of a line in the unit of its natural width.
fn widest(line: &Line) -> f64 {
    let ratio = |run: &crate::support::dump::Run| {
        let natural = SPACES.iter().find(|(font, _)| run.font.contains(font)).map(|(_, space)| space * run.size)?;
        let spaces = run.glyphs.iter().filter(|glyph| glyph.text == " ").map(|glyph| glyph.advance / natural);
        Some(spaces.fold(0.0, f64::max))
    };
    line.runs.iter().filter_map(ratio).fold(0.0, f64::max)
}

#[test]
fn p13_no_line_gapes_where_the_next_words_fit() {
    let mut full = 0;
    for (tag, text) in TEXTS {
        for measure in MEASURES {
            let lines = content(&narrow(tag, measure, text));
            let ends = |line: &Line| if tag == "ar" { -line.extent().0 } else { line.extent().1 };
            let edge = lines.iter().map(ends).fold(f64::MIN, f64::max);
            for pair in lines.windows(2).filter(|pair| block(&pair[0].runs[0].owner) == block(&pair[1].runs[0].owner)) {
                let words = format!("{tag} at {measure} mm: {} | {}", pair[0].text(), pair[1].text());
                assert!(widest(&pair[0]) < 4.01, "{} times, {words}", widest(&pair[0]));
                // A line that is left short has no room for the next word.
                let left = edge - ends(&pair[0]);
                full += usize::from(left < 1.0);
                let is_word =
                    |glyph: &&crate::support::dump::Glyph| !matches!(glyph.text.as_str(), " " | "-" | "/" | "." | "_");
                let next: f64 = pair[1].glyphs().take_while(is_word).map(|glyph| glyph.advance).sum();
                assert!(left < 1.0 || next > left - main_run(&pair[0]).size, "{left} pt are left for {next}: {words}");
            }
        }
    }
    assert!(full > 30, "{full} full lines");
}

#[test]
fn a_single_word_may_leave_a_line_short_and_that_is_told() {
    let text = "Donaudampfschifffahrtsgesellschaftskapitän of it all.\n";
    let house =
        "[page]\nwidth = \"110mm\"\n[page.margins]\ninner = \"15mm\"\nouter = \"15mm\"\n[text]\nsize = \"10.5pt\"\n";
    let text = format!("# C\n\nWe say [{}]{{lang=xx}}\n", text.trim());
    let found = Book::project_of("en", house, "kind = \"article\"\n", &[("01.md", &text)]).dump();
    let line = found.line_with("We say");
    assert!(widest(&line) < 1.5, "{}: {}", widest(&line), line.text());
    assert!(found.said.contains("warning[loose-line]: a line is left"), "{}", found.said);
}
