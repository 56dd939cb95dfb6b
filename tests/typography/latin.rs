//! Texts in Latin script: set in columns as narrow as one likes, and read line by line.

use crate::support::dump::{Line, Run};
use crate::support::{Book, Dump};
use std::path::Path;

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;

/// Size of body text in points, and the narrowest column that pages have, in millimetres.
const BODY: f64 = 10.5;
const COLUMN: f64 = 40.1;

/// An article in a column of `millimetres` for text of 10.5 points; columns under 40 mm are 40 mm wide and their text
/// larger in the same measure.
pub(crate) fn narrow(tag: &str, millimetres: f64, text: &str) -> Dump {
    narrow_in("", tag, millimetres, text)
}

/// The same in a house of its own customs, which stand at the end of its style.
fn narrow_in(customs: &str, tag: &str, millimetres: f64, text: &str) -> Dump {
    let measure = millimetres.max(COLUMN);
    let size = BODY * measure / millimetres;
    let width = measure + 40.0;
    let house = format!(
        "[page]\nwidth = \"{width}mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n[text]\nsize = \"{size:.3}pt\"\n{customs}"
    );
    Book::project_of(tag, &house, "kind = \"article\"\n", &[("01.md", text)]).dump()
}

/// The lines of such an article.
pub(crate) fn lines(tag: &str, millimetres: f64, text: &str) -> Vec<String> {
    texts(&narrow(tag, millimetres, text))
}

/// The words of each line, without spaces at its end.
pub(crate) fn texts(dump: &Dump) -> Vec<String> {
    content(dump).iter().map(|line| line.text().trim_end().to_owned()).collect()
}

/// Lines of the text: no heads, folios, markers or what is set again.
pub(crate) fn content(dump: &Dump) -> Vec<Line> {
    dump.lines().into_iter().filter(|line| !line.runs[0].owner.starts_with("artifact")).collect()
}

/// The largest run of a line: the others are raised or small.
pub(crate) fn main_run(line: &Line) -> &Run {
    line.runs.iter().max_by(|a, b| a.size.total_cmp(&b.size)).expect("a run")
}

/// The block of an owner: what is inline at its end is taken away.
pub(crate) fn block(owner: &str) -> &str {
    const INLINE: [&str; 4] = ["Span#", "Link#", "Reference#", "Code#"];
    let mut rest = owner;
    while let Some((before, last)) = rest.rsplit_once('/') {
        if !INLINE.iter().any(|inline| last.starts_with(inline)) {
            break;
        }
        rest = before;
    }
    rest
}

/// Whether the last thing seen on a line is a hyphen: one that was added, or one of the text.
pub(crate) fn ends_in_hyphen(line: &Line) -> bool {
    line.glyphs()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .last()
        .is_some_and(|glyph| glyph.kind == "hyphen" || matches!(glyph.text.as_str(), "-" | "\u{2010}"))
}

/// Every way in which words are divided at these measures: what stands before the hyphen.
pub(crate) fn divisions(tag: &str, text: &str, measures: &[f64]) -> Vec<(String, String)> {
    divisions_in("", tag, text, measures)
}

/// The same in a house of its own customs.
pub(crate) fn divisions_in(customs: &str, tag: &str, text: &str, measures: &[f64]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for measure in measures {
        let lines = texts(&narrow_in(customs, tag, *measure, text));
        for pair in lines.windows(2) {
            let last = pair[0].rsplit([' ', '\u{A0}']).next().unwrap_or_default();
            if let Some(part) = last.strip_suffix('-') {
                let next = pair[1].split([' ', '\u{A0}']).next().unwrap_or_default();
                found.push((part.to_owned(), next.to_owned()));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The words of a PDF as `pdftotext` finds them, spaces and line ends as one space.
pub(crate) fn extracted(pdf: &Path) -> String {
    let text = crate::support::tool("pdftotext", &["-enc", "UTF-8", &pdf.display().to_string(), "-"], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Measures from 14 to 60 mm.
pub(crate) const MEASURES: [f64; 12] = [14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 27.0, 30.0, 34.0, 40.0, 48.0, 60.0];

/// Words for paragraphs of some lines.
pub(crate) const WORDS: &str = "A municipality that knows who lives there can plan schools, water and work for everyone, and it can ask those who left what they would need in order to come back or to invest. ";
