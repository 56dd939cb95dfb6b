//! Builds the torture book once for all tests of this program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

pub(crate) const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// A folder of this test program's own.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accessibility").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// The sources of the torture book.
pub(crate) fn sources() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/torture"))
}

/// The program's answer to these arguments.
pub(crate) fn warraq(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_warraq")).args(arguments).output().expect("the program runs")
}

/// The book's files; it is built without a finding.
pub(crate) fn output() -> &'static Path {
    static OUTPUT: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = scratch("output");
        let place = |path: &Path| path.to_str().expect("a plain path").to_owned();
        let result = warraq(&["build", "--quiet", "--project", &place(sources()), "--output", &place(&folder)]);
        let said = String::from_utf8_lossy(&result.stderr);
        assert!(result.status.success() && said.is_empty(), "{said}");
        folder
    });
    &OUTPUT
}

/// A copy of the book's sources with one file changed.
pub(crate) fn changed(name: &str, file: &str, change: impl FnOnce(&str) -> String) -> PathBuf {
    let folder = scratch(name);
    copy(sources(), &folder);
    let text = std::fs::read_to_string(folder.join(file)).expect("a file of the sources");
    let after = change(&text);
    assert_ne!(text, after, "{name}: something is changed");
    std::fs::write(folder.join(file), after).expect("the changed file");
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            std::fs::create_dir_all(&place).expect("a folder");
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).expect("a copy");
        }
    }
}

/// Builds some of a changed book; gives the folder of its files.
pub(crate) fn build(project: &Path, arguments: &[&str]) -> PathBuf {
    let output = project.join("made");
    let mut all = vec!["build", "--quiet", "--project", project.to_str().expect("a plain path")];
    all.extend(["--output", output.to_str().expect("a plain path")]);
    all.extend(arguments);
    let result = warraq(&all);
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    output
}

/// The made files with this ending, in the order of their names; of one language only where it is given.
pub(crate) fn made(lang: Option<&str>, ending: &str) -> Vec<PathBuf> {
    let languages = lang.map_or(LANGUAGES.to_vec(), |lang| vec![lang]);
    let mut found = Vec::new();
    for folder in languages.iter().flat_map(|lang| ["everything", "companion"].map(|of| output().join(lang).join(of))) {
        let files = std::fs::read_dir(folder).expect("a publication").flatten().map(|entry| entry.path());
        found.extend(files.filter(|path| path.to_string_lossy().ends_with(ending)));
    }
    found.sort();
    assert!(!found.is_empty(), "files ending in {ending} were made");
    found
}

/// The name of a path for messages.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
