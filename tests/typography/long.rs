//! A book of two hundred pages: the toolbox's own module, again and again.

use crate::support::dump::Line;
use crate::support::{Book, Dump};
use crate::typography::latin::content;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// How often the module is set.
pub(crate) const TIMES: usize = 10;

/// The book in French, which has the longest words and the most signs with spaces; notes are said, too.
pub(crate) fn long() -> &'static Dump {
    static LONG: LazyLock<Dump> = LazyLock::new(|| book().dump_with(&["-v"]));
    &LONG
}

/// Its dump as the program writes it.
pub(crate) fn records() -> String {
    book().records()
}

/// Its lines without notes.
pub(crate) fn body() -> Vec<Line> {
    content(long()).into_iter().filter(|line| !line.runs[0].owner.starts_with("Note#")).collect()
}

/// Its sources.
fn book() -> Book {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sources");
    let module = root.join("core-module");
    let mut files = Vec::new();
    for copy in 1..=TIMES {
        for name in ["01-introduction.md", "02-people.md", "03-local.md", "04-review.md"] {
            let text = fs::read_to_string(module.join("fr").join(name)).expect("a chapter");
            let text = text.replace("{#", &format!("{{#c{copy}-")).replace("](#", &format!("](#c{copy}-"));
            // The module stands alone here: what it says of other publications leads elsewhere.
            let text = text.replace("](user-guide#", "](https://example.org/guide#");
            files.push((format!("{copy:02}-{name}"), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let book = Book::project_of("fr", "", "", &files);
    book.write("sources/glossary.toml", fs::read(root.join("glossary.toml")).expect("a glossary"));
    for figure in ["figures/cycle.svg", "figures/flows.svg", "figures/fr/cycle.svg", "figures/fr/flows.svg"] {
        book.write(&format!("sources/book/{figure}"), fs::read(module.join(figure)).expect("a figure"));
    }
    book
}
