//! Projects in folders of their own, and runs of the program in them. Every test program that takes this module in uses
//! all of it.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) const TOOLBOX: &str = r#"[toolbox]
title = { en = "Tools & more", ar = "أدوات" }
publisher = { en = "House", ar = "دار" }
languages = ["en", "ar"]
labels = { en = "ENG", ar = "AR" }

[[section]]
title = { en = "Modules", ar = "وحدات" }
publications = ["one", "two"]
"#;

pub(crate) const ONE: &str =
    "[publication]\ntitle = { en = \"One\", ar = \"واحد\" }\nnumber = 1\nrequired = true\ndate = 2026-11-01\n";
pub(crate) const TWO: &str = "[publication]\ntitle = { en = \"Two\", ar = \"اثنان\" }\n";

/// A project in a folder of its own.
pub(crate) struct Place(pub(crate) TempDir);

impl Place {
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn project() -> Self {
        let place = Self::empty();
        place.write("sources/toolbox.toml", TOOLBOX);
        for (name, facts) in [("one", ONE), ("two", TWO)] {
            place.write(&format!("sources/{name}/publication.toml"), facts);
            for (lang, text) in [("en", "# Chapter\n\nSome words of it.\n"), ("ar", "# فصل\n\nكلمات منه.\n")]
            {
                place.write(&format!("sources/{name}/{lang}/01.md"), text);
            }
        }
        place
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").env_remove("COLUMNS");
        command.envs(environment.iter().copied());
        Run::of(command.output().expect("the program runs"))
    }

    /// All files below a folder, by path, with their bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(root, &path, found);
                } else {
                    let name = path.strip_prefix(root).expect("a path inside").display().to_string();
                    found.insert(name, fs::read(&path).expect("a file"));
                }
            }
        }
        let root = self.path(folder);
        let mut found = BTreeMap::new();
        walk(&root, &root, &mut found);
        found
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    pub(crate) fn catalogue(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("output/catalogue.json")).expect("a catalogue")).expect("JSON")
    }
}

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self { code: output.status.code().expect("an exit"), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// The JSON lines of the standard output.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
    }
}
