//! Data flows one way: a module of the library names only modules that stand before it in `src/lib.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules in the order of `src/lib.rs`.
fn order(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join("lib.rs")).expect("lib.rs");
    let name = |line: &str| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned);
    text.lines().filter_map(name).collect()
}

/// Top modules that a text names as `crate::name` or in a group `crate::{name, other::…}`.
fn named(text: &str) -> BTreeSet<String> {
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let identifier =
        |text: &str| -> String { text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut names = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(identifier(rest));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    names.insert(identifier(&item));
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(c);
        }
        names.insert(identifier(&item));
    }
    names.remove("");
    names
}

#[test]
fn no_arrow_runs_backwards() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order = order(&root);
    assert!(order.len() > 10, "the modules of lib.rs: {order:?}");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > order.len());
    let mut faults = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).expect("a path in src");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        let Some(place) = order.iter().position(|name| *name == module) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "{module} does not stand in lib.rs");
            continue;
        };
        for name in named(&fs::read_to_string(&file).expect("a source")) {
            match order.iter().position(|other| *other == name) {
                Some(other) if other <= place => {}
                Some(_) => faults.push(format!("{}: {module} names {name}, which comes after it", inside.display())),
                None => faults.push(format!("{}: {name} is no module of lib.rs", inside.display())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_are_found_alone_and_in_groups() {
    let text = "use crate::text::Line;\nuse crate::{font, pdf::{self, Info}, units::Length};\n// crate::epub\n";
    assert_eq!(named(text).into_iter().collect::<Vec<_>>(), ["font", "pdf", "text", "units"]);
}

/// Only the command line prints, and tests where they say what they could not check; everything else gives back what it
/// found.
#[test]
fn only_the_command_line_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let is_test = |file: &Path| file.components().any(|part| part.as_os_str() == "tests");
    for file in files
        .iter()
        .filter(|file| !file.starts_with(root.join("cli")) && !is_test(file.strip_prefix(&root).unwrap_or(file)))
    {
        let text = fs::read_to_string(file).expect("a source");
        for word in ["println!(", "eprintln!(", "print!(", "eprint!(", "dbg!("] {
            let prints = text.lines().any(|line| line.trim_start().starts_with(word));
            assert!(!prints, "{} prints with {word}", file.display());
        }
    }
}
