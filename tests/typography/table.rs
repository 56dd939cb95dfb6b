//! `docs/typography.md` tells the truth about the tests it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TABLE: &str = include_str!("../../docs/typography.md");

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

/// The cells of each row that begins with the number of a requirement.
fn rows() -> Vec<Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Requirement"));
    let cells = |line: &'static str| line.strip_prefix('|').unwrap_or(line).strip_suffix('|').unwrap_or(line);
    rows.map(|line| cells(line).split('|').map(str::trim).collect()).collect()
}

#[test]
fn every_test_named_in_the_table_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    functions(&root.join("tests"), &mut known);
    functions(&root.join("src"), &mut known);
    for row in rows() {
        let named: Vec<&str> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(row[1] == "not" || !named.is_empty(), "{} names no test", row[0]);
        for name in named {
            assert!(known.contains(name), "{} names the test {name}, which does not exist", row[0]);
        }
    }
}

/// How many requirements there are of each letter; they are numbered from 1.
const REQUIREMENTS: [(&str, usize); 9] =
    [("A", 56), ("F", 14), ("S", 11), ("E", 7), ("P", 34), ("V", 11), ("AT", 12), ("FT", 6), ("ST", 6)];

#[test]
fn every_requirement_has_a_row() {
    let known: BTreeSet<&str> = rows().iter().map(|row| row[0]).collect();
    let numbered = |(letter, most): (&'static str, usize)| (1..=most).map(move |number| format!("{letter}{number}"));
    let all: BTreeSet<String> = REQUIREMENTS.into_iter().flat_map(numbered).collect();
    let missing: Vec<&String> = all.iter().filter(|number| !known.contains(number.as_str())).collect();
    assert!(missing.is_empty(), "no row for {missing:?}");
    // T0 is about what is written of a book, and has a row where there is something to say.
    let is_known = |number: &str| all.contains(number) || number.starts_with("T0.");
    let unknown: Vec<&&str> = known.iter().filter(|number| !is_known(number)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no requirements");
}

#[test]
fn every_row_has_a_known_state_and_no_requirement_comes_twice() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(matches!(row[1], "holds" | "partly" | "not"), "{row:?}");
        assert!(seen.insert(row[0]), "{} comes twice", row[0]);
        assert!(row[1] == "holds" || !row[3].is_empty(), "{} says not what is missing", row[0]);
    }
    assert!(!seen.is_empty());
}
