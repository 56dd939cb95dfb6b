//! The documentation says what the program does: codes, options, defaults, examples and links.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use warraq::diagnostics::CODES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn warraq(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_warraq")).args(arguments).current_dir(folder).output().expect("the program runs")
}

/// Files with these endings in a folder and those below it.
fn gather(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, endings, found);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            found.push(path);
        }
    }
}

/// The program's sources without their tests.
fn code() -> Vec<String> {
    let mut files = Vec::new();
    gather(&root().join("src"), &["rs"], &mut files);
    let is_test = |path: &Path| path.with_extension("").iter().any(|name| name == "tests");
    files.retain(|path| !is_test(path.strip_prefix(root()).expect("a path inside")));
    files.sort();
    let text = |file: &PathBuf| fs::read_to_string(file).expect("a source");
    files
        .iter()
        .map(|file| text(file).split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned())
        .collect()
}

/// Rows of the tables of a page: their cells.
fn rows(page: &str) -> Vec<Vec<String>> {
    let rows = page.lines().filter(|line| line.starts_with("| "));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn every_diagnostic_is_explained_and_no_other() {
    let rows = rows(&read("docs/diagnostics.md"));
    let listed: Vec<(&str, &str)> = rows
        .iter()
        .filter_map(|row| Some((row.first()?.strip_prefix('`')?.strip_suffix('`')?, row.get(1)?.as_str())))
        .collect();
    let names: BTreeSet<&str> = listed.iter().map(|(code, _)| *code).collect();
    assert_eq!(names.len(), listed.len(), "each code stands once");
    let known: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    assert_eq!(known.difference(&names).collect::<Vec<_>>(), Vec::<&&str>::new(), "codes that are not explained");
    assert_eq!(names.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "codes that the program has not");
    let texts = code();
    for (name, severities) in listed {
        let code = CODES.iter().find(|code| code.name == name).expect("a code");
        let own: BTreeSet<String> = code.severities.iter().map(|one| format!("{one:?}").to_lowercase()).collect();
        assert_eq!(severities.split(", ").map(str::to_owned).collect::<BTreeSet<_>>(), own, "{name}");
        // The registry itself is one of the texts that have it.
        let uses = texts.iter().filter(|text| text.contains(&format!("\"{name}\""))).count();
        assert!(uses > 1, "nothing of the program says {name}");
    }
}

#[test]
fn every_option_is_explained() {
    let page = read("docs/commands.md");
    for command in ["build", "check", "dump", "impose", "init", "languages"] {
        assert!(page.contains(&format!("\n## warraq {command}\n")), "{command} is explained");
        let help = warraq(&[command, "--help"], root());
        let help = String::from_utf8(help.stdout).expect("text");
        let is_option = |word: &&str| word.starts_with("--") && word.len() > 2;
        let options: BTreeSet<&str> =
            help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(is_option).collect();
        assert!(options.len() > 2, "{command} has options: {options:?}");
        for option in options {
            assert!(page.contains(&format!("`{option}")), "{option} of {command} is explained");
        }
    }
}

#[test]
fn every_key_of_the_house_style_is_explained_with_its_default() {
    let built_in: toml::Table = read("src/project/house-style.toml").parse().expect("TOML");
    let rows = rows(&read("docs/house-style.md"));
    let mut keys = Vec::new();
    leaves("", &toml::Value::Table(built_in), &mut keys);
    assert!(keys.len() > 80, "keys are found: {}", keys.len());
    for (key, value) in keys {
        let parent = key.rsplit_once('.').map_or("", |(parent, _)| parent);
        // Headings and parts have a row each, of which a key is a column.
        let name = if key.starts_with("headings.") || key.starts_with("parts.") {
            parent.rsplit('.').next().unwrap_or_default()
        } else if key.contains("size-by-language") {
            parent
        } else {
            &key
        };
        let row = rows.iter().find(|row| row[0] == format!("`{name}`"));
        let row = row.unwrap_or_else(|| panic!("{key} is explained"));
        assert!(row.iter().any(|cell| cell.contains(&format!("`{value}`"))), "{key} is {value}: {row:?}");
    }
}

/// Dotted keys and their values, written without quotes.
fn leaves(path: &str, value: &toml::Value, found: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                leaves(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, found);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| leaves(path, item, found)),
        toml::Value::String(text) => found.push((path.to_owned(), text.clone())),
        other => found.push((path.to_owned(), other.to_string())),
    }
}

/// The text of the first block of a page that these signs fence.
fn fenced(page: &str, opening: &str, closing: &str) -> String {
    let text = page.split_once(&format!("\n{opening}\n")).unwrap_or_else(|| panic!("{opening}")).1;
    text.split_once(&format!("\n{closing}\n")).expect("an end").0.to_owned() + "\n"
}

#[test]
fn the_example_of_the_markdown_builds_without_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let example = fenced(&read("docs/sources.md"), "````markdown", "````");
    fs::write(folder.path().join("example.md"), example).expect("the example");
    fs::create_dir(folder.path().join("figures")).expect("a folder");
    let well =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><circle cx=\"10\" cy=\"5\" r=\"4\"/></svg>";
    fs::write(folder.path().join("figures/well.svg"), well).expect("the picture");
    let built = warraq(&["build", "example.md", "--edition", "print,screen,ebook"], folder.path());
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert_eq!(String::from_utf8_lossy(&built.stderr), "");
    for name in ["example-en-print.pdf", "example-en-screen.pdf", "example-en.epub"] {
        assert!(folder.path().join(name).exists(), "{name} was made");
    }
}

#[test]
fn the_examples_of_the_project_files_build_without_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(warraq(&["init", "."], folder.path()).status.success());
    let page = read("docs/sources.md");
    let house = read("docs/house-style.md");
    let after = |heading: &str| page[page.find(heading).expect("a heading")..].to_owned();
    let sources = folder.path().join("sources");
    for (heading, file) in [
        ("\n## toolbox.toml", "toolbox.toml"),
        ("\n## publication.toml", "first-book/publication.toml"),
        ("\n## glossary.toml", "glossary.toml"),
    ] {
        fs::write(sources.join(file), fenced(&after(heading), "```toml", "```")).expect("an example");
    }
    fs::write(sources.join("house-style.toml"), fenced(&house, "```toml", "```")).expect("an example");
    let built = warraq(&["build"], folder.path());
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert_eq!(String::from_utf8_lossy(&built.stderr), "");
    assert!(folder.path().join("output/ar/first-book/first-book-ar-screen.pdf").exists());
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let mut pages = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    for entry in fs::read_dir(root().join("docs")).expect("docs").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        pages.extend(name.ends_with(".md").then(|| format!("docs/{name}")));
    }
    let slug = |heading: &str| -> String {
        let signs = heading.trim().to_lowercase();
        signs.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect::<String>().replace(' ', "-")
    };
    for page in pages {
        let text = read(&page);
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.starts_with("```");
            for (at, opening) in line.match_indices("](").filter(|_| !in_code) {
                let target = line[at + opening.len()..].split([')', ' ']).next().unwrap_or_default();
                // A link that is shown as code is an example.
                if target.contains("://") || line[..at].matches('`').count() % 2 == 1 {
                    continue;
                }
                let (path, id) = target.split_once('#').unwrap_or((target, ""));
                let folder = root().join(&page).parent().expect("a folder").to_owned();
                let file = if path.is_empty() { root().join(&page) } else { folder.join(path) };
                assert!(file.exists(), "{page}: {target}");
                if !id.is_empty() {
                    let text = fs::read_to_string(&file).expect("a page");
                    let headings = text.lines().filter(|line| line.starts_with('#'));
                    let found = headings.map(|line| slug(line.trim_start_matches('#'))).any(|name| name == id);
                    assert!(found, "{page}: {target}");
                }
            }
        }
    }
}

/// The comments of the program and its tests, each with its place.
fn comments() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        gather(&root().join(folder), &["rs", "toml"], &mut files);
    }
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        for (number, line) in text.lines().enumerate() {
            let comment = ["// ", "/// ", "//! ", "# "].iter().find_map(|sign| line.trim_start().split_once(sign));
            let place = || format!("{}:{}", file.strip_prefix(root()).expect("a path inside").display(), number + 1);
            found.extend(comment.map(|(_, words)| (place(), words.to_owned())));
        }
    }
    found
}

/// The number of a rule: letters of a chapter and a figure, `A16`, `FT3`, or `T0.5`.
fn is_rule(word: &str) -> bool {
    let (letters, digits) = word.split_at(word.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(word.len()));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match letters {
        "T" => digits.strip_prefix("0.").is_some_and(is_number),
        "A" | "F" | "S" | "E" | "P" | "V" | "AT" | "FT" | "ST" => is_number(digits),
        _ => false,
    }
}

#[test]
fn every_rule_that_is_cited_stands_in_the_page_of_rules() {
    let page = read("docs/typography.md");
    let number =
        |line: &'_ str| line.strip_prefix("- **").and_then(|line| line.split_once("**")).map(|it| it.0.to_owned());
    let rules: BTreeSet<String> = page.lines().filter_map(number).collect();
    assert!(rules.len() > 150 && rules.iter().all(|rule| is_rule(rule)), "{rules:?}");
    let (mut cited, mut faults) = (BTreeSet::new(), Vec::new());
    for (place, comment) in comments() {
        let mut before = "";
        let parts = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':' | '–' | '`');
        for word in comment.split(parts).map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty()) {
            if is_rule(word) {
                if !rules.contains(word) || (before.ends_with(".md") && before != "docs/typography.md") {
                    faults.push(format!("{place}: {before} {word}"));
                }
                cited.insert(word.to_owned());
            }
            before = word;
        }
    }
    assert!(faults.is_empty(), "rules that are cited and not written: {faults:#?}");
    assert!(cited.len() > 80, "citations are found: {cited:?}");
}
