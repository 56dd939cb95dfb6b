//! A book with every kind of table, with verses, long words and room to write in: valid in both editions, and seen whole on
//! a telephone.

use super::book::{scratch, warraq};
use crate::support::container::Container;
use crate::support::epubcheck;
use crate::support::verapdf;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TABLES: &str = r#"## Kinds

| Indicator | Baseline 2020 | Target 2025 | Responsible institution | Frequency | Data source |
|:--|--:|--:|:--|:-:|:--|
| Unemployment rate of returnees | 23.5 | 12.0 | Ministry of Employment[^n] | Annual | Administrative registers |

: Six columns {#tab-six}

<table><caption>Spans</caption><tr><th rowspan="2">Land</th><th colspan="2">Year</th></tr><tr><th>15</th><th>20</th></tr>
<tr><td rowspan="2">North</td><td>1</td><td>2</td></tr><tr><td colspan="2">3</td></tr></table>

<table><tr><td>ragged</td><td>b</td><td>c</td></tr><tr><td>d</td></tr><tr><td>e</td><td>f</td></tr></table>

<table><thead><tr><th>Head</th><th>only</th></tr></thead></table>

| Head | alone |
|---|---|

<table><tr><th></th><th>A</th></tr><tr><th>One</th><td><p>Two</p><ul><li>x</li><li>y <b>z</b></li></ul><pre>code</pre></td></tr></table>

+-------+-----------+
| Wide head         |
+=======+===========+
| two   | - a       |
| rows  | - b       |
|       +-----------+
|       | c         |
+-------+-----------+

-------- -------------
 Several lines of
         one row

 b       c
-------- -------------

| Title | Purpose |
|---|---|
| One | Two |

: Turned {#tab-t .landscape}

## Others

An address: https://example.org/a/very/long/path/that/does/not/end/soon/and/goes/on.html and
`a_very_long_inline_code_token_without_any_break_opportunity_at_all`.

:::worksheet {lines=2}
| Name | Sum | Signature |
|:--|:--|:--|
| | | |
| | | |
:::

:::verse {by="Poet"}
the first half of the line that is long *** and the other half of the line that is long
:::

![A well](well.svg){#fig-w alt="A well"}

[^n]: A note.
"#;

/// The book in a language: the folder of its files.
fn built(lang: &str) -> PathBuf {
    let folder = scratch(&format!("tables-{lang}"));
    let text = format!("---\nlang: {lang}\ntitle: T\n---\n\n# One\n\n{TABLES}");
    fs::write(folder.join("kinds.md"), text).expect("written");
    let well = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><path d="M5 5h50v20h-50z" fill="none" stroke="#000"/></svg>"##;
    fs::write(folder.join("well.svg"), well).expect("written");
    let made = warraq(&["build", folder.join("kinds.md").to_str().expect("a path"), "--lang", lang]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// What a browser finds in the chapters of an e-book; `None` where it is not installed.
fn on_a_telephone(folder: &Path, epub: &Path, selector: &str) -> Option<Vec<Value>> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators");
    let (modules, browser) = (tools.join("node/node_modules"), tools.join("chromium"));
    if !modules.join("puppeteer-core").is_dir() || !browser.is_file() {
        assert!(std::env::var_os("CI").is_none(), "Chromium is not installed: run tests/validators/install.sh");
        eprintln!("NOT CHECKED: Chromium is not installed (run tests/validators/install.sh), so it opened no e-book");
        return None;
    }
    let place = folder.join("unpacked");
    let output = Command::new("unzip").arg("-qo").arg(epub).arg("-d").arg(&place).output().expect("unzip runs");
    assert!(output.status.success(), "{output:?}");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility/phone.mjs");
    let mut files: Vec<PathBuf> =
        fs::read_dir(place.join("OEBPS")).expect("a book").flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().contains("chapter-"));
    files.sort();
    let output = Command::new("node")
        .arg(script)
        .arg(modules)
        .arg(browser)
        .arg(selector)
        .args(files)
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<Value>(&output.stdout).expect("JSON").as_array().cloned()
}

#[test]
fn every_kind_of_table_is_valid_and_fits_on_a_telephone() {
    let books = ["en", "ar"].map(|lang| (lang, built(lang)));
    let screens = books.each_ref().map(|(lang, folder)| folder.join(format!("kinds-{lang}-screen.pdf")));
    if let Some(failures) = verapdf("ua1", &screens) {
        assert!(failures.is_empty(), "{failures:#?}");
    }
    for (lang, folder) in &books {
        let epub = folder.join(format!("kinds-{lang}.epub"));
        if let Some(result) = epubcheck(&epub) {
            assert!(result.is_ok(), "{lang}: {result:?}");
        }
        let all: String =
            Container::open(&fs::read(&epub).expect("a book")).chapters().into_iter().map(|(_, text)| text).collect();
        for part in ["rowspan=\"2\"", "colspan=\"2\"", "scope=\"colgroup\"", "<ul>", "Turned", "Several"] {
            assert!(all.contains(part), "{lang}: {part}");
        }
        let Some(found) = on_a_telephone(folder, &epub, ".form td, .couplet span, .answer-line, td, th") else {
            continue;
        };
        let boxes: Vec<&Value> = found.iter().flat_map(|file| file["boxes"].as_array().into_iter().flatten()).collect();
        for file in &found {
            assert_eq!(
                file["wide"].as_array().map(Vec::len),
                Some(0),
                "{lang}: nothing beside the screen: {}",
                file["wide"]
            );
            assert_eq!(file["dim"].as_array().map(Vec::len), Some(0), "{lang}: all is seen at night: {}", file["dim"]);
        }
        // Words that are short enough stand whole.
        for word in ["23.5", "12.0", "North", "Purpose"] {
            let cell = boxes.iter().find(|of| of["text"] == word).expect("a cell");
            assert_eq!(cell["lines"], 1, "{lang}: {cell}");
        }
        let number = |of: &Value, key: &str| of[key].as_f64().expect("a number");
        let height = |of: &Value| number(of, "bottom") - number(of, "top");
        let empty: Vec<&&Value> =
            boxes.iter().filter(|cell| cell["name"] == "td" && cell["text"] == "" && height(cell) > 45.0).collect();
        assert!(empty.len() >= 6, "{lang}: room for a hand: {empty:?}");
        // The halves of a verse below each other, the first at the start and the second at the end.
        let half = |words: &str| {
            boxes
                .iter()
                .find(|of| of["name"] == "span" && of["text"].as_str().is_some_and(|text| text.starts_with(words)))
                .expect("a half")
        };
        let (one, two) = (half("the first"), half("and the"));
        assert!(number(two, "top") >= number(one, "bottom") - 0.5, "{lang}: {one} {two}");
    }
}
