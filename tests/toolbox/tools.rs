//! The field's own tools.

use super::make::root;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs a tool; a missing one fails the test.
pub(crate) fn run<S: AsRef<OsStr>>(tool: &str, arguments: &[S]) -> Output {
    Command::new(tool)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{tool}: {error}; `make validators` installs it"))
}

/// What a tool prints; it must succeed.
pub(crate) fn text<S: AsRef<OsStr>>(tool: &str, arguments: &[S]) -> String {
    let output = run(tool, arguments);
    assert!(output.status.success(), "{tool} fails: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A tool under `.validators/`. Where it is missing, the test fails in CI and says what it did not check elsewhere.
pub(crate) fn validator(path: &str, what: &str) -> Option<PathBuf> {
    let found = root().join(".validators").join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var_os("CI").is_none(), "{what} is missing: run `make validators`");
    eprintln!("NOT CHECKED: {what} is missing; `make validators` installs it");
    None
}

/// The name of a path for messages.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
