//! Where Unicode's own tests are found.

use std::path::Path;
use std::process::Command;

/// A file of Debian's package `unicode-data`.
pub(super) fn debian(name: &str) -> Option<String> {
    read(&Path::new("/usr/share/unicode").join(name))
}

/// A file of the package that a crate comes in, which has its own version of Unicode.
pub(super) fn of_crate(name: &str, file: &str) -> Option<String> {
    let run = |command: &mut Command| {
        let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    // Crates of other platforms need not be here.
    let version = run(Command::new("rustc").arg("-vV"));
    let platform = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a platform");
    let arguments = ["metadata", "--format-version=1", "--offline", "--locked", "--filter-platform", platform];
    let all: serde_json::Value = serde_json::from_str(&run(Command::new(env!("CARGO")).args(arguments))).expect("JSON");
    let packages = all["packages"].as_array().expect("packages");
    let found = packages.iter().find(|package| package["name"] == name).expect("the crate");
    read(&Path::new(found["manifest_path"].as_str().expect("a path")).with_file_name(file))
}

/// Where the file is missing, the test fails in CI and says what it did not check elsewhere.
fn read(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing: run `make validators`", path.display());
        eprintln!("NOT CHECKED: {} is missing; `make validators` installs it", path.display());
    }
    text
}
