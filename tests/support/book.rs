//! Small books in folders of their own, and what the program makes of them.

use super::dump::{Line, Page, Run};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A book's sources.
pub(crate) struct Book {
    folder: TempDir,
    /// What the program is given: a Markdown file or the name of a publication.
    target: String,
    tag: String,
}

impl Book {
    /// One Markdown file.
    pub(crate) fn file(tag: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("text.md"), text).expect("a file");
        Self { folder, target: "text.md".to_owned(), tag: tag.to_owned() }
    }

    /// A project with one publication of one file; `house` is its house style.
    pub(crate) fn project(tag: &str, house: &str, text: &str) -> Self {
        Self::project_of(tag, house, "", &[("01.md", text)])
    }

    /// A project with one publication; `facts` go to the end of its file's head, `files` are its manuscript.
    pub(crate) fn project_of(tag: &str, house: &str, facts: &str, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let toolbox = format!(
            "[toolbox]\ntitle = {{ {tag} = \"الحقيبة\" }}\npublisher = {{ {tag} = \"الدار\" }}\nlanguages = [\"{tag}\"]\n\n\
             [[section]]\ntitle = {{ {tag} = \"الوحدات\" }}\npublications = [\"book\"]\n"
        );
        let publication =
            format!("[publication]\ntitle = {{ {tag} = \"الكتاب\" }}\nnumber = 1\ndate = 2026-11-01\n{facts}");
        let place = Self { folder, target: "book".to_owned(), tag: tag.to_owned() };
        place.write("sources/toolbox.toml", toolbox);
        place.write("sources/house-style.toml", house);
        place.write("sources/book/publication.toml", publication);
        for (name, text) in files {
            place.write(&format!("sources/book/{tag}/{name}"), text);
        }
        place
    }

    /// Puts a file into the book's folder.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    /// Where its files lie.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, command: &str, options: &[&str]) -> (String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_warraq"))
            .args([command, &self.target, "--lang", &self.tag])
            .args(options)
            .current_dir(self.folder.path())
            .env_remove("COLUMNS")
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (text(&output.stdout), text(&output.stderr))
    }

    /// The records of the dump, one a line.
    pub(crate) fn records(&self) -> String {
        self.run("dump", &[]).0
    }

    /// The same, a line for each glyph.
    pub(crate) fn glyphs(&self) -> String {
        self.run("dump", &["--glyphs"]).0
    }

    /// The pages, and what was said about them.
    pub(crate) fn dump(&self) -> Dump {
        self.dump_with(&[])
    }

    /// The same, with options.
    pub(crate) fn dump_with(&self, options: &[&str]) -> Dump {
        let (out, said) = self.run("dump", options);
        assert!(!out.is_empty(), "{said}");
        let records: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect();
        let runs = records.iter().filter(|record| record["kind"] == "text").map(Run::of).collect();
        let pages = records.iter().filter(|record| record["kind"] == "page").map(Page::of).collect();
        let records = records.into_iter().filter(|record| record["kind"] != "text").collect();
        Dump { runs, pages, records, said }
    }

    /// The files that a build makes, and what it said.
    pub(crate) fn build(&self, edition: &str) -> (Vec<PathBuf>, String) {
        let output = self.folder.path().join("made");
        let place = output.display().to_string();
        let (_, said) = self.run("build", &["--edition", edition, "--output", &place]);
        let mut files = Vec::new();
        find(&output, &mut files);
        files.sort();
        (files, said)
    }

    /// What a check prints, and what it says.
    pub(crate) fn check(&self, options: &[&str]) -> (String, String) {
        self.run("check", options)
    }

    /// What a build prints about the files that it makes.
    pub(crate) fn said_of_build(&self, edition: &str) -> String {
        let output = self.folder.path().join("made").display().to_string();
        self.run("build", &["--edition", edition, "--output", &output]).0
    }

    /// The PDF of an edition.
    pub(crate) fn pdf(&self, edition: &str) -> PathBuf {
        let (files, said) = self.build(edition);
        let end = format!("{edition}.pdf");
        files
            .into_iter()
            .find(|file| file.to_string_lossy().ends_with(&end))
            .unwrap_or_else(|| panic!("no PDF: {said}"))
    }

    /// The e-book's files by name.
    pub(crate) fn epub(&self) -> Epub {
        let (files, said) = self.build("ebook");
        let is_epub = |file: &PathBuf| file.extension().is_some_and(|end| end == "epub");
        let file = files.into_iter().find(is_epub).unwrap_or_else(|| panic!("no e-book: {said}"));
        let mut archive = zip::ZipArchive::new(fs::File::open(&file).expect("the file")).expect("a container");
        let mut texts = Vec::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("an entry");
            let (name, mut text) = (entry.name().expect("a name").into_owned(), String::new());
            if entry.read_to_string(&mut text).is_ok() {
                texts.push((name, text));
            }
        }
        Epub { file, texts }
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { find(&path, found) } else { found.push(path) }
    }
}

/// An e-book.
pub(crate) struct Epub {
    pub(crate) file: PathBuf,
    /// Names and texts of the files that are text.
    pub(crate) texts: Vec<(String, String)>,
}

impl Epub {
    /// All files whose name ends so, one after the other.
    pub(crate) fn all(&self, end: &str) -> String {
        self.texts.iter().filter(|(name, _)| name.ends_with(end)).map(|(_, text)| text.as_str()).collect()
    }
}

/// What lies on the pages of a book.
pub(crate) struct Dump {
    pub(crate) runs: Vec<Run>,
    pub(crate) pages: Vec<Page>,
    /// What lies on them beside text.
    pub(crate) records: Vec<Value>,
    /// Findings, as people read them.
    pub(crate) said: String,
}

impl Dump {
    /// The lines, in reading order.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for run in &self.runs {
            let place = (run.page, run.block, run.line);
            match lines.last_mut() {
                Some(line) if line.place == place => line.runs.push(run.clone()),
                _ => lines.push(Line { place, runs: vec![run.clone()] }),
            }
        }
        lines
    }

    /// The lines of the blocks whose owner contains this word.
    pub(crate) fn lines_in(&self, role: &str) -> Vec<Line> {
        self.lines().into_iter().filter(|line| line.runs[0].owner.contains(role)).collect()
    }

    /// The first line that contains these words.
    #[track_caller]
    pub(crate) fn line_with(&self, words: &str) -> Line {
        let found = self.lines().into_iter().find(|line| line.text().contains(words));
        found.unwrap_or_else(|| {
            panic!("no line with {words}: {:?}", self.lines().iter().map(Line::text).collect::<Vec<_>>())
        })
    }

    /// All text in reading order, artifacts left out.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().filter(|run| !run.owner.starts_with("artifact")).map(|run| run.text.as_str()).collect()
    }

    /// What lies on the pages that is no text.
    pub(crate) fn others<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.records.iter().filter(move |record| record["kind"] == kind)
    }
}

/// What a tool prints; it must succeed.
#[track_caller]
pub(crate) fn tool(program: &str, arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    std::io::Write::write_all(&mut child.stdin.take().expect("its input"), input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("its output");
    assert!(output.status.success(), "{program} {arguments:?} fails");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of a tagged PDF as poppler reads them: the quoted strings of `pdfinfo -struct-text`, joined.
pub(crate) fn struct_text(pdf: &Path) -> String {
    let out = tool("pdfinfo", &["-struct-text", &pdf.display().to_string()], "");
    let strings = out.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"').map(str::to_owned));
    strings.collect()
}

/// The glyphs that `hb-shape` gives for a text in a built-in font, from left to right.
pub(crate) fn hb_shape(font: &str, text: &str) -> Vec<u16> {
    hb_shape_between(font, "", text, "")
}

/// The same between other letters, which are not shaped.
pub(crate) fn hb_shape_between(font: &str, before: &str, text: &str, after: &str) -> Vec<u16> {
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(font);
    let arguments = ["--no-glyph-names", "--output-format=json", "--direction=rtl", "--script=arab", "--language=ar"];
    let mut arguments = arguments.to_vec();
    let font = font.display().to_string();
    let (before, after) = (format!("--text-before={before}"), format!("--text-after={after}"));
    arguments.extend([before.as_str(), after.as_str(), font.as_str(), text]);
    let glyphs: Vec<Value> = serde_json::from_str(&tool("hb-shape", &arguments, "")).expect("JSON");
    glyphs.iter().map(|glyph| glyph["g"].as_u64().and_then(|id| u16::try_from(id).ok()).expect("a glyph")).collect()
}

/// A project whose column is as narrow as one of this width in millimetres with 13 pt type: in truth 80 mm, with larger
/// type. Its text is one section.
pub(crate) fn column(tag: &str, width: u32, text: &str) -> Book {
    let size = 13.0 * 80.0 / f64::from(width);
    let house = format!(
        "[page]\nwidth = \"120mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n[text]\nsize = \"{size}pt\"\n\
         size-by-language = {{ ar = \"{size}pt\" }}\n"
    );
    Book::project(tag, &house, &format!("# فصل\n\n{text}\n"))
}

/// The lines of running text of such a column.
pub(crate) fn column_lines(book: &Book) -> Vec<Line> {
    let found = book.dump();
    let body = |line: &Line| found.pages.iter().any(|page| page.page == line.place.0 && page.series == "body");
    let lines = found.lines_in("Paragraph");
    lines.into_iter().filter(body).collect()
}
