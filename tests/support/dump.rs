//! Runs, glyphs and lines as the dump tells them.

use serde_json::Value;

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) page: u64,
    pub(crate) folio: String,
    pub(crate) series: String,
    pub(crate) width: f64,
}

impl Page {
    pub(crate) fn of(record: &Value) -> Self {
        Self {
            page: record["page"].as_u64().expect("a page"),
            folio: string(record, "folio"),
            series: string(record, "series"),
            width: number(record, "width"),
        }
    }
}

/// Glyphs of one font, size, colour and level.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) page: u64,
    pub(crate) block: u64,
    pub(crate) line: u64,
    pub(crate) text: String,
    pub(crate) level: u64,
    pub(crate) font: String,
    pub(crate) size: f64,
    /// How much wider its letters are than in the font, ten-thousandths.
    pub(crate) expansion: f64,
    pub(crate) color: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) owner: String,
    pub(crate) glyphs: Vec<Glyph>,
}

/// A glyph.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) x: f64,
    pub(crate) advance: f64,
    pub(crate) text: String,
    pub(crate) kind: String,
    /// Left, top, right, bottom.
    pub(crate) ink: Option<[f64; 4]>,
    pub(crate) level: u64,
}

impl Run {
    pub(crate) fn of(record: &Value) -> Self {
        let whole = |key: &str| record[key].as_u64().unwrap_or_else(|| panic!("{key}: {record}"));
        let level = whole("level");
        let glyph = |glyph: &Value| Glyph {
            id: glyph["gid"].as_u64().and_then(|id| u16::try_from(id).ok()).expect("a glyph"),
            x: number(glyph, "x"),
            advance: number(glyph, "advance"),
            text: string(glyph, "text"),
            kind: string(glyph, "kind"),
            ink: glyph["ink"].as_array().map(|ink| std::array::from_fn(|at| ink[at].as_f64().expect("a number"))),
            level,
        };
        Self {
            page: whole("page"),
            block: whole("block"),
            line: whole("line"),
            text: string(record, "text"),
            level,
            font: string(record, "font"),
            size: number(record, "size"),
            expansion: number(record, "expansion"),
            color: string(record, "color"),
            x: number(record, "x"),
            y: number(record, "y"),
            width: number(record, "width"),
            owner: string(record, "owner"),
            glyphs: record["glyphs"].as_array().expect("glyphs").iter().map(glyph).collect(),
        }
    }

    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }
}

fn number(record: &Value, key: &str) -> f64 {
    record[key].as_f64().unwrap_or_else(|| panic!("{key}: {record}"))
}

fn string(record: &Value, key: &str) -> String {
    record[key].as_str().unwrap_or_else(|| panic!("{key}: {record}")).to_owned()
}

/// A line of a block.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Page, block, line.
    pub(crate) place: (u64, u64, u64),
    pub(crate) runs: Vec<Run>,
}

impl Line {
    /// The glyphs in reading order.
    pub(crate) fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.runs.iter().flat_map(|run| &run.glyphs)
    }

    /// The words in reading order, an added hyphen as `-`.
    pub(crate) fn text(&self) -> String {
        self.glyphs().map(|glyph| glyph.text.replace('\u{AD}', "-")).collect()
    }

    /// The words as the eye meets them from the right edge to the left; within words of another direction from their
    /// own beginning. Where the level changes, so does the word.
    pub(crate) fn right_to_left(&self) -> Vec<String> {
        let mut all: Vec<&Glyph> = self.glyphs().filter(|glyph| !glyph.text.is_empty()).collect();
        all.sort_by(|a, b| (b.x + b.advance / 2.0).total_cmp(&(a.x + a.advance / 2.0)));
        let mut words = Vec::new();
        let mut word: Vec<&Glyph> = Vec::new();
        let mut close = |word: &mut Vec<&Glyph>| {
            if word.iter().all(|glyph| glyph.level % 2 == 0) {
                word.reverse();
            }
            let text: String = word.drain(..).map(|glyph| glyph.text.as_str()).collect();
            if !text.is_empty() {
                words.push(text);
            }
        };
        for glyph in all {
            if matches!(glyph.text.as_str(), " " | "\u{A0}") {
                close(&mut word);
                continue;
            }
            if word.last().is_some_and(|last| last.level % 2 != glyph.level % 2) {
                close(&mut word);
            }
            word.push(glyph);
        }
        close(&mut word);
        words
    }

    /// Indices of the glyphs in reading order.
    pub(crate) fn ids(&self) -> Vec<u16> {
        self.glyphs().map(|glyph| glyph.id).collect()
    }

    /// From the left edge of the leftmost to the right edge of the rightmost glyph but spaces.
    pub(crate) fn extent(&self) -> (f64, f64) {
        let seen = self.glyphs().filter(|glyph| !glyph.text.trim().is_empty());
        seen.fold((f64::MAX, f64::MIN), |(left, right), glyph| (left.min(glyph.x), right.max(glyph.x + glyph.advance)))
    }

    /// The glyph of the first character like this.
    #[track_caller]
    pub(crate) fn glyph(&self, text: &str) -> &Glyph {
        self.glyphs().find(|glyph| glyph.text == text).unwrap_or_else(|| panic!("no {text} in {}", self.text()))
    }

    /// Widths of the word spaces.
    pub(crate) fn spaces(&self) -> Vec<f64> {
        self.glyphs().filter(|glyph| glyph.text == " ").map(|glyph| glyph.advance).collect()
    }
}
