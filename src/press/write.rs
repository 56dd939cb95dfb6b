//! Writing files so that a reader sees the old one or the new one, whole, whatever happens in between.

use crate::diagnostics::Diagnostic;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Code of the finding that a file could not be written: the machine failed, not the sources.
pub const CANNOT_WRITE: &str = "cannot-write";

/// Whether a file was written or had these very bytes already.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Written anew.
    Changed,
    /// Left as it was.
    Unchanged,
}

/// Writes a file beside its place, flushes it and renames it; leaves it alone where it has these bytes already.
/// Folders above it are made. `shown` is the path as the user knows it.
///
/// # Errors
/// The finding that the file cannot be written.
pub fn write(path: &Path, shown: &str, bytes: &[u8]) -> Result<Written, Box<Diagnostic>> {
    if holds(path, bytes) {
        return Ok(Written::Unchanged);
    }
    replace(path, bytes).map_err(|error| Box::new(cannot_write(shown, &error)))?;
    Ok(Written::Changed)
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|present| present == bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".warraq-").suffix(".part");
    // A temporary file is for its owner alone; what takes its place here is for everyone, as the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn cannot_write(shown: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "give yourself the right to write there, or choose another folder with --output"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "make room on the disk, or choose another folder with --output"
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory => {
            "a file lies where a folder must be, or a folder where a file must be: move it away"
        }
        _ => "check the disk and the folder, or choose another folder with --output",
    };
    // The kind alone: the whole message may name the temporary file.
    Diagnostic::error(CANNOT_WRITE, format!("the file cannot be written: {}", error.kind())).in_file(shown).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_not_written_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b/c.txt");
        assert_eq!(write(&path, "c.txt", b"one").expect("written"), Written::Changed);
        let modified = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
        assert_eq!(write(&path, "c.txt", b"one").expect("written"), Written::Unchanged);
        assert_eq!(fs::metadata(&path).and_then(|data| data.modified()).expect("a time"), modified);
        assert_eq!(write(&path, "c.txt", b"two").expect("written"), Written::Changed);
        assert_eq!(fs::read(&path).expect("the file"), b"two");
        assert_eq!(fs::read_dir(folder.path().join("a/b")).expect("the folder").count(), 1);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), "").expect("a file");
        let fault = write(&folder.path().join("a/b.txt"), "a/b.txt", b"").expect_err("a fault");
        assert_eq!((fault.code, fault.path.as_deref()), (CANNOT_WRITE, Some("a/b.txt")));
    }
}
