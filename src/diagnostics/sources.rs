//! The texts of the source files, so that a byte range can be shown as file, line and column.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

/// A file known to [`Sources`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range in a source file.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// `start..end` in `file`.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }
}

/// One source file.
#[derive(Debug)]
pub struct Source {
    /// Path as messages show it: relative to the project, with `/`.
    pub path: PathBuf,
    /// Whole text.
    pub text: Arc<str>,
    /// Where it was put together from; empty for a file as it is.
    pieces: Vec<Piece>,
    /// Lines before and characters of its line before every [`STEP`]th byte, counted when they are first asked for.
    steps: OnceLock<Vec<(usize, usize)>>,
}

/// How many bytes are counted for a place at most: a file may have a million findings.
const STEP: usize = 4096;

impl Source {
    /// 1-based line and column (in characters) of a byte.
    #[must_use]
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let count = |from: (usize, usize), bytes: &[u8]| {
            bytes.iter().fold(from, |(line, column), byte| match byte {
                b'\n' => (line + 1, 0),
                // A byte that goes on with a character is none of its own.
                0x80..=0xBF => (line, column),
                _ => (line, column + 1),
            })
        };
        let steps = self.steps.get_or_init(|| {
            let mut here = (0, 0);
            let mut before = |step: &[u8]| {
                let next = count(here, step);
                std::mem::replace(&mut here, next)
            };
            bytes.chunks(STEP).map(&mut before).collect()
        });
        let at = at.min(bytes.len());
        let step = (at / STEP).min(steps.len().saturating_sub(1));
        let from = steps.get(step).copied().unwrap_or_default();
        let (line, column) = count(from, bytes.get(step * STEP..at).unwrap_or_default());
        (line + 1, column + 1)
    }
}

/// A stretch of a text that was put together: from a byte on it is that of a file from another byte on.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    start: u32,
    file: FileId,
    at: u32,
}

impl Piece {
    /// From byte `start` of the text on, what `file` has from byte `at` on.
    #[must_use]
    pub fn new(start: usize, file: FileId, at: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamp(start), file, at: clamp(at) }
    }
}

/// Every source file read so far. Shared by the jobs; files are only ever added.
#[derive(Debug, Default)]
pub struct Sources(RwLock<Vec<Arc<Source>>>);

impl Sources {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file under the path that messages will show. Adding a path again gives a new id.
    pub fn add(&self, path: &Path, text: impl Into<Arc<str>>) -> FileId {
        self.add_joined(path, text, Vec::new())
    }

    /// Adds a text that was put together from pieces of files, in ascending order: places in it are shown as those of
    /// the files.
    pub fn add_joined(&self, path: &Path, text: impl Into<Arc<str>>, pieces: Vec<Piece>) -> FileId {
        let mut files = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.push(Arc::new(Source { path: path.to_owned(), text: text.into(), pieces, steps: OnceLock::new() }));
        FileId(u32::try_from(files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The file, if it was added here.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<Arc<Source>> {
        let files = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.get(file.0 as usize).cloned()
    }

    /// The place in a file of a place in a text that was put together; any other place as it is.
    #[must_use]
    pub fn origin(&self, span: Span) -> Span {
        let Some(source) = self.get(span.file) else { return span };
        let after = source.pieces.partition_point(|piece| piece.start <= span.start);
        let Some(piece) = after.checked_sub(1).and_then(|last| source.pieces.get(last)) else { return span };
        let longest = self.get(piece.file).map_or(u32::MAX, |file| u32::try_from(file.text.len()).unwrap_or(u32::MAX));
        // Words that were added before a line have no place of their own: that of the line.
        let start = piece.at.saturating_add(span.start - piece.start).min(longest);
        let end = start.saturating_add(span.end.saturating_sub(span.start)).min(longest);
        Span { file: piece.file, start, end }
    }

    /// 1-based line and column (in characters) of the start of `span`.
    #[must_use]
    pub fn line_column(&self, span: Span) -> Option<(usize, usize)> {
        let span = self.origin(span);
        let source = self.get(span.file)?;
        source.text.is_char_boundary(span.start as usize).then(|| source.line_column(span.start as usize))
    }
}
