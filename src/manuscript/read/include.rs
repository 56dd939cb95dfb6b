//! Files that a text brings in, before anything else is read: `{{#include file:2:10}}` of mdBook, also its anchors,
//! `{{#rustdoc_include}}` and `{{#playground}}`, `{{< include file >}}` of Quarto, `--8<-- "file"` and `{!file!}` of
//! Python-Markdown, `!include file`, `<!--@include: file-->` of VitePress.
//!
//! In: a text and its file. Out: the text with theirs in it, known to the sources as put together, so that places are
//! those of the files. Each stands on a line of its own, in code, too. Files lie in the project, are not too deep in each
//! other and not in themselves; a file that cannot be brought in is told, and its line left out.

use super::code;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Piece, Span};
use crate::manuscript::Input;
use crate::manuscript::load::{LARGEST, Loaded, normal, shown};
use crate::project::FrontMatter;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How deep files may bring in each other.
const DEEPEST: usize = 8;

/// Brings in what the text asks for.
pub(in crate::manuscript) fn expand(
    loaded: Loaded,
    path: &Path,
    input: &Input<'_>,
    diagnostics: &mut Diagnostics,
) -> Loaded {
    if !loaded.text.lines().any(|line| request(line).is_some()) {
        return loaded;
    }
    let own = path.parent().unwrap_or(Path::new(""));
    let root = input.project_root.unwrap_or(own);
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut joiner = Joiner { input, root, diagnostics, text: String::new(), pieces: Vec::new(), open: Vec::new() };
    joiner.open.push(path.canonicalize().unwrap_or_else(|_| path.to_owned()));
    joiner.add(loaded.file, &loaded.text, 0..loaded.text.len(), own, "", true);
    let (text, pieces) = (joiner.text, joiner.pieces);
    let file = input.sources.add_joined(&shown(path, input), text.as_str(), pieces);
    Loaded { file, text: text.into() }
}

/// What a line asks for: the part before it, the file and which of its lines.
struct Request<'a> {
    prefix: &'a str,
    file: &'a str,
    part: &'a str,
}

fn request(line: &str) -> Option<Request<'_>> {
    let content = line.trim_start_matches([' ', '\t', '>']);
    let prefix = &line[..line.len() - content.len()];
    let content = content.trim_end();
    let quoted =
        |text: &'static str| content.strip_prefix(text)?.trim().strip_prefix(['"', '\''])?.strip_suffix(['"', '\'']);
    let mdbook = |text: &str| content.strip_prefix(text)?.strip_suffix("}}");
    let named = ["{{#include ", "{{#rustdoc_include ", "{{#playground ", "{{#playpen "].into_iter().find_map(mdbook);
    let quarto = || content.strip_prefix("{{< include ")?.strip_suffix(">}}");
    let others = || {
        let pairs = [("{!", "!}"), ("!include ", ""), ("<!--@include:", "-->"), ("<!-- @include:", "-->")];
        pairs.into_iter().find_map(|(open, close)| content.strip_prefix(open)?.strip_suffix(close))
    };
    let target = named.or_else(quarto).or_else(|| quoted("--8<-- ")).or_else(others)?.trim();
    let target = target.split_whitespace().next()?.trim_matches(['"', '\'']);
    let (file, part) = target.split_once(':').unwrap_or((target, ""));
    (!file.is_empty()).then_some(Request { prefix, file, part })
}

struct Joiner<'a> {
    input: &'a Input<'a>,
    root: PathBuf,
    diagnostics: &'a mut Diagnostics,
    text: String,
    pieces: Vec<Piece>,
    /// Files that are being brought in, outermost first.
    open: Vec<PathBuf>,
}

impl Joiner<'_> {
    /// Adds lines of a file, each behind `prefix`. Files that these name are brought in where `nested`.
    fn add(&mut self, file: FileId, text: &str, lines: Range<usize>, folder: &Path, prefix: &str, nested: bool) {
        let code = if nested { code::blocks(text) } else { Vec::new() };
        let mut at = lines.start;
        for line in text[lines.clone()].split_inclusive('\n') {
            let place = at..at + line.trim_end_matches('\n').len();
            at += line.len();
            if let Some(found) = request(line).filter(|_| nested) {
                let before = format!("{prefix}{}", found.prefix);
                let in_code = code.iter().any(|block| block.contains(&place.start));
                match self.bring(&found, folder, &before) {
                    Ok(()) => continue,
                    Err((message, help)) => {
                        let place = Span::new(file, place.start + found.prefix.len()..place.end);
                        self.diagnostics.push(Diagnostic::warning("bad-include", message).at(place).help(help));
                        if !in_code {
                            self.piece(file, place.end as usize, "\n");
                            continue;
                        }
                    }
                }
            }
            if !line.trim().is_empty() {
                self.piece(file, place.start, prefix);
            }
            self.piece(file, place.start, line);
        }
        if !self.text.ends_with('\n') && !prefix.is_empty() {
            self.piece(file, lines.end, "\n");
        }
    }

    fn piece(&mut self, file: FileId, at: usize, text: &str) {
        self.pieces.push(Piece::new(self.text.len(), file, at));
        self.text.push_str(text);
    }

    fn bring(&mut self, request: &Request<'_>, folder: &Path, prefix: &str) -> Result<(), (String, &'static str)> {
        let name = request.file;
        let path = folder.join(name).canonicalize();
        let Ok(path) = path.map_err(drop).and_then(|path| if path.is_file() { Ok(path) } else { Err(()) }) else {
            return Err((format!("there is no file `{name}` to bring in"), "its path is that from this file"));
        };
        if !path.starts_with(&self.root) {
            return Err((format!("`{name}` lies outside the project"), "copy the file into the project"));
        }
        if self.open.contains(&path) {
            return Err((format!("`{name}` brings in itself"), "take the line out of one of the files"));
        }
        if self.open.len() >= DEEPEST {
            return Err((format!("more than {DEEPEST} files bring in each other"), "bring them in from one file"));
        }
        let size = std::fs::metadata(&path).map_or(0, |found| found.len());
        if size + self.text.len() as u64 > LARGEST {
            return Err((format!("with `{name}` the text would be too large"), "bring in fewer files"));
        }
        let Some(text) = std::fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return Err((format!("`{name}` is no text in UTF-8"), "save the file as UTF-8"));
        };
        let text = normal(&text);
        let is_markdown =
            path.extension().is_some_and(|ending| ["md", "markdown", "qmd"].iter().any(|known| ending == *known));
        let head = if is_markdown { FrontMatter::read(&text).span.end } else { 0 };
        let Some(parts) = parts(&text, request.part, head) else {
            return Err((
                format!("`{name}` has no part `{}`", request.part),
                "name lines, `file:2:10`, or an anchor that is in the file",
            ));
        };
        let file = self.input.sources.add(&shown(&path, self.input), text.as_str());
        let inner = path.parent().map(Path::to_owned).unwrap_or_default();
        self.open.push(path);
        for part in parts {
            self.add(file, &text, part, &inner, prefix, is_markdown);
        }
        self.open.pop();
        if !self.text.ends_with('\n') {
            self.piece(file, text.len(), "\n");
        }
        Ok(())
    }
}

/// The bytes that a part of a file has: `2`, `2:10`, `:10`, `2:`, or the name of an anchor; the lines of anchors are left
/// out.
fn parts(text: &str, part: &str, head: usize) -> Option<Vec<Range<usize>>> {
    let (first, last) = part.split_once(':').map_or((part, None), |(first, last)| (first, Some(last)));
    let number = |text: &str| text.parse::<usize>().ok();
    let by_lines = part.is_empty() || number(first).is_some() || (first.is_empty() && last.is_some());
    let from = number(first).unwrap_or(1);
    let to = match last {
        Some(last) => number(last).unwrap_or(usize::MAX),
        None if part.is_empty() => usize::MAX,
        None => from,
    };
    let (mut found, mut within, mut at) = (Vec::new(), false, 0);
    for (count, line) in text.split_inclusive('\n').enumerate() {
        let place = at..at + line.len();
        at = place.end;
        let opens = is_anchor(line, &["ANCHOR:", "[start:"], first);
        let closes = is_anchor(line, &["ANCHOR_END:", "[end:"], first);
        if opens || closes {
            within = opens;
            continue;
        }
        let is_other = ["ANCHOR:", "ANCHOR_END:"].iter().any(|sign| line.contains(sign));
        let wanted = if by_lines { (from..=to).contains(&(count + 1)) && place.start >= head } else { within };
        if wanted && !is_other {
            match found.last_mut() {
                Some(Range { end, .. }) if *end == place.start => *end = place.end,
                _ => found.push(place),
            }
        }
    }
    (!found.is_empty() || (part.is_empty() && text.is_empty())).then_some(found)
}

/// Whether a line marks the anchor of this name.
fn is_anchor(line: &str, signs: &[&str], name: &str) -> bool {
    let after = |sign: &&str| line.split_once(*sign).map(|(_, rest)| rest.trim().trim_end_matches(']'));
    !name.is_empty() && signs.iter().filter_map(after).any(|found| found.split([' ', ']']).next() == Some(name))
}
