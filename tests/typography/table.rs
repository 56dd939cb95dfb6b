//! `docs/typography.md` tells the truth about the tests it names, and has every rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../docs/typography.md");

/// Names of the functions under a folder that are tests, as far as their form tells.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let mut lines = text.lines().map(str::trim);
            while let Some(line) = lines.next() {
                if line != "#[test]" {
                    continue;
                }
                let name =
                    lines.by_ref().find_map(|line| line.strip_prefix("fn ")?.split('(').next().map(str::to_owned));
                found.extend(name);
            }
        }
    }
}

/// A rule of the page: `- **number** what it asks`, and below it `*state* · tests · remark`.
struct Rule {
    number: &'static str,
    says: &'static str,
    state: &'static str,
    tests: Vec<&'static str>,
    remark: &'static str,
}

fn rules() -> Vec<Rule> {
    let mut lines = PAGE.lines();
    let mut rules = Vec::new();
    while let Some(line) = lines.next() {
        let Some((number, says)) = line.strip_prefix("- **").and_then(|line| line.split_once("** ")) else { continue };
        let below = lines.next().and_then(|line| line.strip_prefix("  *")).unwrap_or_else(|| panic!("{number}: state"));
        let (state, rest) = below.split_once("* · ").unwrap_or_else(|| panic!("{number}: state and tests"));
        let (tests, remark) = rest.split_once(" · ").unwrap_or((rest, ""));
        rules.push(Rule { number, says, state, tests: tests.split('`').skip(1).step_by(2).collect(), remark });
    }
    rules
}

#[test]
fn every_test_named_in_the_table_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    functions(&root.join("tests"), &mut known);
    functions(&root.join("src"), &mut known);
    for rule in rules() {
        assert!(rule.state == "not" || !rule.tests.is_empty(), "{} names no test", rule.number);
        for name in rule.tests {
            assert!(known.contains(name), "{} names the test {name}, which does not exist", rule.number);
        }
    }
}

/// How many requirements there are of each letter; they are numbered from 1.
const REQUIREMENTS: [(&str, usize); 9] =
    [("A", 56), ("F", 14), ("S", 11), ("E", 7), ("P", 34), ("V", 11), ("AT", 12), ("FT", 6), ("ST", 6)];

/// The numbers that the page must have.
fn numbers() -> BTreeSet<String> {
    let numbered = |(letter, most): (&'static str, usize)| (1..=most).map(move |number| format!("{letter}{number}"));
    REQUIREMENTS.into_iter().flat_map(numbered).collect()
}

#[test]
fn every_requirement_has_a_row() {
    let known: BTreeSet<&str> = rules().iter().map(|rule| rule.number).collect();
    let all = numbers();
    let missing: Vec<&String> = all.iter().filter(|number| !known.contains(number.as_str())).collect();
    assert!(missing.is_empty(), "no rule for {missing:?}");
    // T0 is about what is written of a book, and has a rule where there is something to say.
    let is_known = |number: &str| all.contains(number) || number.starts_with("T0.");
    let unknown: Vec<&&str> = known.iter().filter(|number| !is_known(number)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no requirements");
}

#[test]
fn every_row_has_a_known_state_and_no_requirement_comes_twice() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(matches!(rule.state, "holds" | "partly" | "not"), "{}: {}", rule.number, rule.state);
        assert!(seen.insert(rule.number), "{} comes twice", rule.number);
        assert!(rule.says.ends_with('.'), "{} says what it asks in sentences", rule.number);
        assert!(rule.state == "holds" || !rule.remark.is_empty(), "{} says not what is missing", rule.number);
    }
    assert!(!seen.is_empty());
}
