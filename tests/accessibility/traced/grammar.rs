//! Structured texts of chance: every construct of the sources inside every other that may hold it, each word traced.

use super::words::{Chance, Place, Script, word};
use std::fmt::Write;

/// A block of a text, with its words in order.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) markdown: String,
    pub(crate) words: Vec<(String, Place)>,
}

/// How deep blocks lie in blocks.
const DEPTH: usize = 3;

pub(crate) struct Author {
    chance: Chance,
    script: Script,
    /// Words written so far.
    count: usize,
    /// Notes written so far.
    notes: usize,
    words: Vec<(String, Place)>,
    /// Definitions of notes, to stand behind the block.
    definitions: String,
    place: Place,
}

/// The blocks of text number `seed`.
pub(crate) fn blocks(seed: u64, script: Script) -> Vec<Block> {
    let chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (count, notes, words) = (0, 0, Vec::new());
    let mut author = Author { chance, script, count, notes, words, definitions: String::new(), place: Place::Main };
    let first = author.whole(|author| author.heading(1));
    let length = 6 + author.chance.below(14);
    let rest = (0..length).map(|_| author.whole(|author| author.block(0)));
    std::iter::once(first).chain(rest).collect()
}

impl Author {
    fn whole(&mut self, write: impl FnOnce(&mut Self) -> String) -> Block {
        let mut markdown = write(self);
        markdown.push_str(&std::mem::take(&mut self.definitions));
        Block { markdown, words: std::mem::take(&mut self.words) }
    }

    /// A new word, read at the place where the author is.
    fn word(&mut self) -> String {
        // Now and then a word of the other script.
        let script = match (self.chance.one_in(9), self.script) {
            (true, Script::Arabic) => Script::Latin,
            (_, script) => script,
        };
        let word = word(self.count, script);
        self.count += 1;
        self.words.push((word.clone(), self.place));
        word
    }

    fn at<T>(&mut self, place: Place, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.place;
        // What lies in what is nowhere is nowhere, and what lies in a note is anywhere.
        if matches!(before, Place::Main) || matches!(place, Place::Nowhere | Place::Alternative) {
            self.place = place;
        }
        let written = write(self);
        self.place = before;
        written
    }

    fn some(&mut self, most: usize) -> String {
        let number = 1 + self.chance.below(most);
        (0..number).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// A line of words in which other things stand.
    fn line(&mut self, depth: usize) -> String {
        let mut line = self.word();
        for _ in 0..=self.chance.below(5) {
            line.push_str(self.chance.pick(&[" ", " ", " ", ", ", "\n", " (", " — "]));
            let closes = line.ends_with('(');
            line.push_str(&self.piece(depth));
            line.push_str(if closes { ")" } else { "" });
        }
        line
    }

    fn piece(&mut self, depth: usize) -> String {
        if depth > 2 {
            return self.some(3);
        }
        match self.chance.below(29) {
            0 => format!("*{}*", self.inner(depth)),
            1 => format!("**{}**", self.inner(depth)),
            2 => format!("`{}`", self.some(2)),
            3 => format!("~~{}~~", self.inner(depth)),
            4 => format!("[{}](https://example.org/)", self.inner(depth)),
            5 => {
                let words = self.some(2);
                let title = self.at(Place::Nowhere, |author| author.some(2));
                format!("[{words}](https://example.org/ \"{title}\")")
            }
            6 | 7 => {
                let word = self.word();
                format!("{word}{}", self.note(depth))
            }
            8 => format!("\"{}\"", self.inner(depth)),
            9 => format!("<em>{}</em>", self.inner(depth)),
            10 => format!("<span lang=\"fr\">{}</span>", self.some(2)),
            11 => format!("{}<br>{}", self.word(), self.word()),
            12 => format!("{}\\\n{}", self.word(), self.word()),
            13 => format!("[{}]{{lang=en}}", self.some(3)),
            14 => format!("[{}]{{.mark}}", self.inner(depth)),
            15 => format!("{}<!-- {} -->", self.word(), self.at(Place::Nowhere, Self::word)),
            16 => format!("{}&nbsp;{} &amp; {}", self.word(), self.word(), self.word()),
            17 => format!("<kbd>{}</kbd>", self.word()),
            18 => format!("{}^2^", self.word()),
            19 => format!("<mark>{}</mark> <small>{}</small>", self.word(), self.inner(depth)),
            20 => format!("{}{}{}", self.word(), self.control(), self.word()),
            21 => format!("{}^[{}]", self.word(), self.at(Place::Anywhere, |author| author.some(4))),
            22 => format!("=={}==", self.some(3)),
            23 => format!("[{}{}](https://example.org/)", self.some(2), self.note(depth)),
            24 => format!("![{}](p.svg)", self.at(Place::Alternative, |author| author.some(3))),
            _ => self.some(6),
        }
    }

    /// A character that parts words for whoever typed it, and shows nothing.
    fn control(&mut self) -> &'static str {
        self.chance.pick(&["\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2009}"])
    }

    fn inner(&mut self, depth: usize) -> String {
        let before = self.some(2);
        let piece = self.piece(depth + 1);
        let after = self.some(2);
        format!("{before} {piece} {after}")
    }

    /// The mark of a new note, whose words follow the block.
    fn note(&mut self, depth: usize) -> String {
        if self.place != Place::Main && depth > 1 {
            return String::new();
        }
        self.notes += 1;
        let name = format!("n{}", self.notes);
        let words = self.at(Place::Anywhere, |author| {
            let line = author.line(depth + 1);
            let second = if author.chance.one_in(4) { format!("\n\n{}", author.block(DEPTH)) } else { String::new() };
            line + &second
        });
        let _ = write!(self.definitions, "\n[^{name}]: {}\n", indented(&words, "    ").trim_start());
        format!("[^{name}]")
    }

    fn heading(&mut self, level: usize) -> String {
        let attributes = self.chance.pick(&["", "", " {-}", " {#id-N}"]).replace('N', &self.count.to_string());
        let words = self.some(4);
        let note = if self.chance.one_in(4) { self.note(1) } else { String::new() };
        format!("{} {words}{note}{attributes}\n", "#".repeat(level))
    }

    fn block(&mut self, depth: usize) -> String {
        let simple = depth >= DEPTH;
        match self.chance.below(if simple { 8 } else { 36 }) {
            0 => self.code(),
            1 => self.list(depth),
            2 => self.quote(depth),
            3 if depth == 0 => {
                let level = 2 + self.chance.below(2);
                self.heading(level)
            }
            4 => self.table(),
            8 => self.box_of(depth),
            9 => self.tasks(),
            10 => format!("{}\n: {}\n", self.some(2), self.line(1)),
            11 => format!("> [!NOTE]\n{}", indented(&self.block(depth + 1), "> ")),
            12 => format!("<div>\n\n{}\n</div>\n", self.block(depth + 1)),
            13 => format!("<aside>\n\n{}\n</aside>\n", self.block(depth + 1)),
            14 => format!("<details>\n<summary>{}</summary>\n\n{}\n</details>\n", self.some(2), self.block(depth + 1)),
            15 => self.html_table(),
            16 => format!(":::columns\n{}:::\n", self.list(depth + 1)),
            17 => format!("<p>{}</p>\n\n<p>{}</p>\n", self.some(3), self.some(3)),
            18 => format!("<dl><dt>{}</dt><dd>{}</dd></dl>\n", self.some(2), self.some(2)),
            // Behind a note or an item it would belong to that.
            19 => format!("<!-- -->\n\n    {}\n    {}\n", self.some(3), self.some(3)),
            20 => format!("{}\n\n***\n\n{}\n", self.some(3), self.some(3)),
            21 => format!("<!-- {} -->\n\n{}\n", self.at(Place::Nowhere, |author| author.some(3)), self.line(0)),
            22 => format!("> [!INFO] {}\n{}", self.some(2), indented(&self.block(depth + 1), "> ")),
            // Not within quotations, where MkDocs has none.
            23 if depth == 0 => {
                format!("!!! note \"{}\"\n\n{}", self.some(3), indented(&self.block(depth + 1), "    "))
            }
            24 => format!("::: {{.callout-tip title=\"{}\"}}\n{}\n:::\n", self.some(3), self.block(depth + 1)),
            25 => format!(":::note[{}]\n{}\n:::\n", self.some(3), self.block(depth + 1)),
            26 => self.grid_table(),
            27 => self.figure(),
            28 => format!("| {}\n| {}\n", self.some(4), self.some(3)),
            _ => self.line(0) + "\n",
        }
    }

    fn code(&mut self) -> String {
        let fence = self.chance.pick(&["```", "~~~", "````text"]);
        let lines: Vec<String> = (0..1 + self.chance.below(3)).map(|_| self.some(4)).collect();
        format!("{fence}\n{}\n{}\n", lines.join("\n"), fence.trim_end_matches("text"))
    }

    fn list(&mut self, depth: usize) -> String {
        let marker = self.chance.pick(&["- ", "* ", "1. ", "7) "]);
        let loose = self.chance.one_in(3);
        let indent = " ".repeat(marker.len());
        let mut list = String::new();
        for _ in 0..1 + self.chance.below(4) {
            let mut item = self.line(1);
            if depth < DEPTH && self.chance.one_in(4) {
                item = format!("{item}\n\n{}", self.block(depth + 1));
            }
            let _ = writeln!(list, "{marker}{}", indented(&item, &indent).trim_start());
            if loose {
                list.push('\n');
            }
        }
        list
    }

    fn tasks(&mut self) -> String {
        (0..1 + self.chance.below(4))
            .map(|_| format!("- [{}] {}\n", self.chance.pick(&[" ", "x"]), self.some(4)))
            .collect()
    }

    fn quote(&mut self, depth: usize) -> String {
        let inside = if depth < DEPTH { self.block(depth + 1) } else { self.line(1) + "\n" };
        indented(&inside, "> ")
    }

    fn table(&mut self) -> String {
        let columns = 1 + self.chance.below(4);
        let aligns: Vec<&str> = (0..columns).map(|_| self.chance.pick(&["---", ":--", "--:", ":-:"])).collect();
        let mut table = self.row(columns);
        let _ = writeln!(table, "|{}|", aligns.join("|"));
        for _ in 0..1 + self.chance.below(5) {
            table.push_str(&self.row(columns));
        }
        if self.chance.one_in(3) {
            let caption = self.at(Place::Anywhere, |author| author.some(4));
            let _ = writeln!(table, "\n: {caption} {{#tab-{}}}", self.count);
        }
        table
    }

    fn row(&mut self, columns: usize) -> String {
        let cells: Vec<String> = (0..columns).map(|_| self.piece(2).replace('\n', " ").replace("\\ ", " ")).collect();
        format!("|{}|\n", cells.join("|"))
    }

    fn html_table(&mut self) -> String {
        let mut table = String::from("<table>\n");
        if self.chance.one_in(2) {
            let caption = self.at(Place::Anywhere, |author| author.some(3));
            let _ = writeln!(table, "<caption>{caption}</caption>");
        }
        let head = self.chance.below(3);
        if head == 0 {
            let _ = writeln!(table, "<thead><tr><th>{}</th><th>{}</th></tr></thead>", self.some(2), self.some(2));
        }
        for row in 0..1 + self.chance.below(4) {
            let mut cells = String::new();
            for cell in 0..1 + self.chance.below(3) {
                let span = self.chance.pick(&["", "", "", " colspan=\"2\"", " rowspan=\"2\""]);
                let tag = if head == 1 && (row == 0 || cell == 0) { "th" } else { "td" };
                let _ = write!(cells, "<{tag}{span}>{}</{tag}>", self.some(3));
            }
            let _ = writeln!(table, "<tr>{cells}</tr>");
        }
        table + "</table>\n"
    }

    /// A table of pandoc's, drawn with lines.
    fn grid_table(&mut self) -> String {
        let cell = |words: &str| format!("{words:<30}");
        let rule = |sign: &str| format!("+{0}+{0}+\n", sign.repeat(32));
        let mut table = rule("-");
        for row in 0..2 + self.chance.below(3) {
            let (left, right) = (self.some(2), self.some(2));
            let _ = writeln!(table, "| {} | {} |", cell(&left), cell(&right));
            table.push_str(&rule(if row == 0 { "=" } else { "-" }));
        }
        table
    }

    fn figure(&mut self) -> String {
        let caption = self.at(Place::Anywhere, |author| author.some(3));
        let alternative = self.at(Place::Alternative, |author| author.some(3));
        format!("![{caption}](p.svg){{#fig-{} alt=\"{alternative}\"}}\n", self.count)
    }

    fn box_of(&mut self, depth: usize) -> String {
        let name = self.chance.pick(&["box", "example", "case", "keypoints", "exercise", "checklist", "answer"]);
        let title = if self.chance.one_in(2) { format!(" {}", self.some(3)) } else { String::new() };
        format!(":::{name}{title}\n{}\n:::\n", self.block(depth + 1))
    }
}

/// A text whose lines begin with `indent`; empty ones stay empty but for quotation marks.
fn indented(text: &str, indent: &str) -> String {
    let line = |line: &str| if line.is_empty() { indent.trim_end().to_owned() } else { format!("{indent}{line}") };
    text.lines().map(|text| line(text) + "\n").collect()
}
