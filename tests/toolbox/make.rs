//! Builds the toolbox once for all tests of this program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of this test program's own.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("toolbox").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// Builds everything into `output` with this many jobs.
pub(crate) fn build(output: &Path, jobs: u8) {
    let result = Command::new(env!("CARGO_BIN_EXE_warraq"))
        .args(["build", "--jobs", &jobs.to_string(), "--output"])
        .arg(output)
        .arg("--project")
        .arg(root())
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&result.stderr);
    assert!(result.status.success(), "the toolbox builds: {said}");
}

/// The toolbox as built for this run of the tests.
pub(crate) fn output() -> &'static Path {
    static OUTPUT: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = scratch("output");
        build(&folder, 2);
        folder
    });
    &OUTPUT
}

/// All files below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The made files with this ending.
pub(crate) fn made(ending: &str) -> Vec<PathBuf> {
    let files: Vec<PathBuf> =
        files(output()).into_iter().filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    assert!(!files.is_empty(), "files ending in {ending} were made");
    files
}

/// Every publication of the sources with each of its languages.
pub(crate) fn texts() -> Vec<(String, String)> {
    let read = |path: PathBuf| -> toml::Table {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).expect("TOML")
    };
    let sources = root().join("sources");
    let toolbox = read(sources.join("toolbox.toml"));
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(&sources).expect("sources").flatten().map(|entry| entry.path()) {
        if !folder.join("publication.toml").exists() {
            continue;
        }
        let publication = read(folder.join("publication.toml"));
        let own = publication["publication"].get("languages");
        let languages = own.unwrap_or(&toolbox["toolbox"]["languages"]).as_array().expect("languages");
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        texts.extend(languages.iter().map(|lang| (name.clone(), lang.as_str().expect("a tag").to_owned())));
    }
    texts.sort();
    assert!(texts.len() >= 12, "the toolbox has texts: {texts:?}");
    texts
}
