//! The text of every example of the CommonMark specification comes out of the manuscript as it should.
//!
//! The examples and what they should give are those of the test suite in pulldown-cmark's own package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use warraq::diagnostics::{Diagnostics, Sources};
use warraq::language::{LangTag, Language};
use warraq::manuscript::{self, Block, BlockKind, Inline, Input, Manuscript};

/// Examples that mean something else here, and why.
const OTHER_MEANING: &[(usize, &str)] = &[];

#[test]
fn the_text_of_every_example_of_the_specification_comes_out() {
    let suite = suite();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (number, markdown, html) in examples(&suite) {
        count += 1;
        if OTHER_MEANING.iter().any(|(other, _)| *other == number) {
            continue;
        }
        let (found, wanted) = (text_of(&markdown), text_of_html(&html));
        let (found, wanted) = (words(&found), words(&wanted));
        if found != wanted {
            wrong.push(format!("example {number}: {markdown:?}\n  found  {found:?}\n  wanted {wanted:?}"));
        }
    }
    assert!(count > 640, "only {count} examples were found in {}", suite.display());
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The suite within the package, as cargo has unpacked it.
fn suite() -> PathBuf {
    let run = |program: &str, arguments: &[&str]| {
        let made = std::process::Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        String::from_utf8(made.expect("the program runs").stdout).expect("text")
    };
    let version = run("rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let cargo =
        run(env!("CARGO"), &["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&cargo).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("pulldown-cmark");
    let manifest = package["manifest_path"].as_str().expect("a path");
    Path::new(manifest).with_file_name("tests/suite/spec.rs")
}

/// Number, Markdown and HTML of each example.
fn examples(suite: &Path) -> Vec<(usize, String, String)> {
    let text = std::fs::read_to_string(suite).expect("the suite can be read");
    let mut out = Vec::new();
    for test in text.split("fn spec_test_").skip(1) {
        let number = test.split('(').next().and_then(|number| number.parse().ok()).expect("a number");
        let mut raw = test.split("r##\"").skip(1).map(|part| part.split("\"##").next().unwrap_or_default().to_owned());
        let (markdown, html) = (raw.next().expect("Markdown"), raw.next().expect("HTML"));
        out.push((number, markdown, html));
    }
    out
}

fn text_of(markdown: &str) -> String {
    let (sources, lang, glossary) = (Sources::new(), LangTag::parse("en").expect("a tag"), BTreeMap::new());
    let language = Language::or_english(&lang);
    let input = Input {
        sources: &sources,
        lang: &lang,
        language: &language,
        project_root: None,
        alone: true,
        figures: Vec::new(),
        publications: &[],
        editions: &["print", "screen", "ebook"],
        number_to_level: 0,
        glossary: &glossary,
        smart_punctuation: false,
        regional_digits: false,
    };
    let mut diagnostics = Diagnostics::new();
    let manuscript = manuscript::read_text(markdown, Path::new("example.md"), &input, &mut diagnostics);
    plain(&manuscript)
}

/// All words of a manuscript, blocks apart.
fn plain(manuscript: &Manuscript) -> String {
    let mut out = String::new();
    manuscript.blocks.iter().for_each(|block| push_block(block, &mut out));
    out
}

fn push_block(block: &Block, out: &mut String) {
    out.push('\n');
    match &block.kind {
        BlockKind::Heading(heading) => push_inlines(&heading.content, out),
        BlockKind::Paragraph(inlines) => push_inlines(inlines, out),
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).for_each(|block| push_block(block, out))
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| push_block(block, out)),
        BlockKind::Code(code) => out.push_str(&code.text),
        BlockKind::Table(table) => {
            for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
                push_inlines(&cell.content, out);
                out.push('\n');
                cell.blocks.iter().for_each(|block| push_block(block, out));
            }
        }
        BlockKind::Part(part) => {
            push_inlines(&part.title, out);
            part.blocks.iter().for_each(|block| push_block(block, out));
        }
        BlockKind::Figure(figure) => {
            figure.caption.iter().for_each(|caption| push_inlines(&caption.content, out));
        }
        BlockKind::Definitions(_)
        | BlockKind::AnswerLines(_)
        | BlockKind::Index(_)
        | BlockKind::Rule
        | BlockKind::PageBreak => {}
    }
    out.push('\n');
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Link { content, .. }
            | Inline::Span { content, .. } => push_inlines(content, out),
            Inline::SoftBreak | Inline::HardBreak => out.push('\n'),
            Inline::Value { name, .. } => out.push_str(&format!("{{{{{name}}}}}")),
            Inline::Image { .. } | Inline::Reference { .. } | Inline::NoteMark { .. } => {}
        }
    }
}

/// The text of HTML as a reader sees it, with the words that stand for pictures, which no example of ours has.
fn text_of_html(html: &str) -> String {
    let mut out = String::new();
    let mut hidden = 0usize;
    let mut emitter = html5gum::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in html5gum::Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            html5gum::Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                hidden += usize::from(is_hidden(&name));
                if name == "img" {
                    let alt = tag.attributes.get(&b"alt"[..]).map(|alt| String::from_utf8_lossy(alt).into_owned());
                    out.push_str(&alt.unwrap_or_default());
                }
                if is_block(&name) {
                    out.push('\n');
                }
            }
            html5gum::Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                hidden = hidden.saturating_sub(usize::from(is_hidden(&name)));
                if is_block(&name) {
                    out.push('\n');
                }
            }
            html5gum::Token::String(text) if hidden == 0 => out.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    out
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style")
}

fn is_block(name: &str) -> bool {
    !matches!(name, "em" | "strong" | "a" | "code" | "img" | "b" | "i" | "del" | "span" | "sup" | "sub")
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && matches!(
            name,
            "p" | "pre"
                | "ul"
                | "ol"
                | "li"
                | "blockquote"
                | "table"
                | "thead"
                | "tbody"
                | "tr"
                | "td"
                | "th"
                | "div"
                | "hr"
                | "br"
                | "section"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
        )
}

/// Words, however much space stands between them.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
