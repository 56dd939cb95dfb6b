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
