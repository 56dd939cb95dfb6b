//! veraPDF, which says whether a file is what it claims to be.
//!
//! `tests/validators/install.sh` puts it into `.validators`. In CI it has to be there; elsewhere its lack is said plainly
//! and passed over.

use std::path::{Path, PathBuf};
use std::process::Command;

/// veraPDF's verdict on files for a flavour: the lines of those that fail; `None` where it is not installed.
pub(crate) fn verapdf(flavour: &str, files: &[PathBuf]) -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators/verapdf");
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "veraPDF is not installed: run tests/validators/install.sh");
        eprintln!(
            "NOT CHECKED: veraPDF is not installed (run tests/validators/install.sh), so it did not look at the PDFs"
        );
        return None;
    }
    let mut command = Command::new("java");
    command.arg("-cp").arg(format!("{}/*", folder.display())).arg("org.verapdf.apps.GreenfieldCliWrapper");
    let output = command.args(["--flavour", flavour, "--format", "text"]).args(files).output().expect("java runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let verdicts = said.lines().filter(|line| line.starts_with("PASS") || line.starts_with("FAIL"));
    assert_eq!(verdicts.count(), files.len(), "{said}");
    Some(said.lines().filter(|line| line.starts_with("FAIL")).map(str::to_owned).collect())
}
