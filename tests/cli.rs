//! The program itself, run on small projects in folders of their own: what it says, what it writes, how it ends.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const TOOLBOX: &str = r#"[toolbox]
title = { en = "Tools & more", ar = "أدوات" }
publisher = { en = "House", ar = "دار" }
languages = ["en", "ar"]
labels = { en = "ENG", ar = "AR" }

[[section]]
title = { en = "Modules", ar = "وحدات" }
publications = ["one", "two"]
"#;

const ONE: &str =
    "[publication]\ntitle = { en = \"One\", ar = \"واحد\" }\nnumber = 1\nrequired = true\ndate = 2026-11-01\n";
const TWO: &str = "[publication]\ntitle = { en = \"Two\", ar = \"اثنان\" }\n";

/// A project in a folder of its own.
struct Place(TempDir);

impl Place {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn project() -> Self {
        let place = Self::empty();
        place.write("sources/toolbox.toml", TOOLBOX);
        for (name, facts) in [("one", ONE), ("two", TWO)] {
            place.write(&format!("sources/{name}/publication.toml"), facts);
            for (lang, text) in [("en", "# Chapter\n\nSome words of it.\n"), ("ar", "# فصل\n\nكلمات منه.\n")]
            {
                place.write(&format!("sources/{name}/{lang}/01.md"), text);
            }
        }
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").env_remove("COLUMNS");
        command.envs(environment.iter().copied());
        Run::of(command.output().expect("the program runs"))
    }

    /// All files below a folder, by path, with their bytes.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(root, &path, found);
                } else {
                    let name = path.strip_prefix(root).expect("a path inside").display().to_string();
                    found.insert(name, fs::read(&path).expect("a file"));
                }
            }
        }
        let root = self.path(folder);
        let mut found = BTreeMap::new();
        walk(&root, &root, &mut found);
        found
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    fn catalogue(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("output/catalogue.json")).expect("a catalogue")).expect("JSON")
    }
}

/// What a run said and how it ended.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self { code: output.status.code().expect("an exit"), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// The JSON lines of the standard output.
    fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
    }
}

#[test]
fn a_project_becomes_every_book_and_the_catalogue_of_them() {
    let place = Place::project();
    let run = place.run(&["build"]).ends(0);
    assert_eq!(run.err, "", "nothing is wrong");
    let mut expected: Vec<String> =
        ["SHA256SUMS", "catalogue.json", "index.html", "en/index.html", "ar/index.html"].map(str::to_owned).to_vec();
    for (name, lang) in [("one", "en"), ("one", "ar"), ("two", "en"), ("two", "ar")] {
        for ending in ["-print.pdf", "-screen.pdf", ".epub"] {
            expected.push(format!("{lang}/{name}/{name}-{lang}{ending}"));
        }
    }
    expected.sort();
    assert_eq!(place.names("output"), expected);
    let first = run.out.lines().next().expect("a line a file");
    assert!(first.starts_with("output/en/one/one-en-print.pdf ("), "{first}");
    assert_eq!(run.out.lines().count(), 12);

    let catalogue = place.catalogue();
    assert_eq!(catalogue["toolbox"], "Tools & more");
    assert_eq!(catalogue["built"], "2026-11-01T00:00:00Z");
    let files = catalogue["files"].as_array().expect("a list");
    let paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(
        paths[..4],
        ["en/one/one-en-print.pdf", "en/one/one-en-screen.pdf", "en/one/one-en.epub", "ar/one/one-ar-print.pdf"]
    );
    assert_eq!(files.len(), 12);
    for file in files {
        let bytes = fs::read(place.path("output").join(file["path"].as_str().expect("a path"))).expect("a file");
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], warraq::site::sha256_hex(&bytes));
    }
    let mut sums = Command::new("sha256sum");
    sums.args(["-c", "--quiet", "SHA256SUMS"]).current_dir(place.path("output"));
    let sums = sums.output().expect("sha256sum runs");
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));
}

#[test]
fn a_second_build_and_any_number_of_jobs_change_no_byte() {
    let place = Place::project();
    place.run(&["build", "--jobs", "1"]).ends(0);
    let before = place.files("output");
    let times = || -> Vec<_> {
        let modified = |name: &String| fs::metadata(place.path("output").join(name)).and_then(|data| data.modified());
        before.keys().map(|name| modified(name).expect("a time")).collect()
    };
    let first = times();
    let run = place.run(&["build", "--jobs", "4"]).ends(0);
    assert_eq!(times(), first, "what has the same bytes is left alone");
    assert!(run.out.lines().all(|line| line.contains("unchanged")), "{}", run.out);
    let other = Place::project();
    other.run(&["build", "--jobs", "3"]).ends(0);
    assert!(other.files("output") == before, "another folder, another number of jobs");
}

#[test]
fn a_part_of_the_project_keeps_the_rest_in_the_catalogue() {
    let place = Place::project();
    place.run(&["build", "one", "--lang", "ar", "--edition", "screen"]).ends(0);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(1));
    place.run(&["build", "two", "--lang", "en,ar", "--edition", "ebook"]).ends(0);
    let catalogue = place.catalogue();
    let paths: Vec<&str> =
        catalogue["files"].as_array().expect("a list").iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["ar/one/one-ar-screen.pdf", "en/two/two-en.epub", "ar/two/two-ar.epub"]);
    fs::remove_file(place.path("output/en/two/two-en.epub")).expect("removed");
    place.run(&["build", "one", "--lang", "ar", "--edition", "screen"]).ends(0);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(2), "what is gone is not named");
}

#[test]
fn the_parts_of_an_earlier_split_are_removed_and_nothing_else() {
    let place = Place::project();
    let chapters: String =
        (1..=4).map(|n| format!("# Chapter {n}\n\n{}\n\n", "Some words of it. ".repeat(40))).collect();
    place.write("sources/one/en/01.md", &chapters);
    place.write("sources/one/publication.toml", format!("{ONE}[volumes.en]\ncount = 2\n"));
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    let names = place.names("output/en/one");
    assert_eq!(names, ["one-en-1of2-screen.pdf", "one-en-1of2.epub", "one-en-2of2-screen.pdf", "one-en-2of2.epub"]);
    let page = fs::read_to_string(place.path("output/ar/index.html")).expect("a page");
    assert!(page.contains("[ENG <a ") && page.contains(">1/2</a>; <a "), "{page}");

    place.write("output/en/one/my-notes.txt", "mine");
    place.write("sources/one/publication.toml", ONE);
    place.run(&["build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    let names = place.names("output/en/one");
    assert_eq!(names, ["my-notes.txt", "one-en-1of2.epub", "one-en-2of2.epub", "one-en-screen.pdf"]);

    place.write("sources/one/publication.toml", format!("{ONE}languages = [\"ar\"]\n"));
    place.run(&["build", "--edition", "screen,ebook"]).ends(0);
    assert_eq!(place.names("output/en/one"), ["my-notes.txt"]);
}

#[test]
fn an_error_in_one_publication_does_not_stop_the_others_nor_spoil_its_last_good_files() {
    let place = Place::project();
    place.run(&["build"]).ends(0);
    let before = place.files("output");
    place.write("sources/one/ar/01.md", "# فصل\n\n:::exersise\nكلمات\n:::\n");
    place.write("sources/two/en/01.md", "# Chapter\n\nOther words of it.\n");
    let run = place.run(&["build"]).ends(1);
    assert!(run.err.contains("sources/one/ar/01.md:3:"), "{}", run.err);
    assert!(run.err.contains("1 error"), "{}", run.err);
    let after = place.files("output");
    assert!(before["ar/one/one-ar-screen.pdf"] == after["ar/one/one-ar-screen.pdf"]);
    assert!(before["en/two/two-en-screen.pdf"] != after["en/two/two-en-screen.pdf"]);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(12));

    let run = place.run(&["build", "one", "--lang", "ar", "--draft", "--edition", "screen"]).ends(1);
    assert!(run.out.contains("output/drafts/ar/one/one-ar-screen.pdf"), "{}", run.out);
    assert!(!fs::read_to_string(place.path("output/catalogue.json")).expect("a file").contains("drafts"));

    place.write("sources/one/publication.toml", "[publication\n");
    place.run(&["build"]).ends(1);
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(12), "its files stay, and stay listed");
}

#[test]
fn one_markdown_file_becomes_a_pdf_and_an_e_book_beside_it() {
    let place = Place::empty();
    place.write("deep/notes.md", "# ملاحظات\n\nكلمات منها.\n");
    let run = place.run(&["build", "deep/notes.md", "--lang", "ar"]).ends(0);
    assert_eq!(place.names("deep"), ["notes-ar-screen.pdf", "notes-ar.epub", "notes.md"]);
    assert!(run.out.starts_with("deep/notes-ar-screen.pdf ("), "{}", run.out);
    let pdf = fs::read(place.path("deep/notes-ar-screen.pdf")).expect("a file");
    assert!(pdf.starts_with(b"%PDF-"));
    place.run(&["build", "deep/notes.md", "--edition", "print", "--output", "proofs", "-q"]).ends(0);
    assert_eq!(place.names("proofs"), ["notes-ar-print.pdf"]);
}

#[test]
fn wrong_use_ends_with_two_and_says_what_was_meant() {
    let place = Place::project();
    let cases: [(&[&str], &str); 9] = [
        (&["build", "onee"], "did you mean `one`?"),
        (&["build", "--lang", "fr"], "the toolbox has no language `fr`"),
        (&["build", "--lang", "!"], "`!` is not a language"),
        (&["build", "--edition", "prnt"], "did you mean `print`?"),
        (&["build", "--jobs", "0"], "0 is not in 1..=512"),
        (&["build", "--project", "nowhere"], "there is no folder “nowhere”"),
        (&["build", "none.md"], "there is no file “none.md”"),
        (&["dump", "one", "--edition", "ebook"], "an e-book has no pages"),
        (&["frobnicate"], "unrecognized subcommand"),
    ];
    for (arguments, words) in cases {
        let run = place.run(arguments).ends(2);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
    let nowhere = Place::empty();
    let run = nowhere.run(&["check"]).ends(2);
    assert!(run.err.contains("error[missing-project]") && run.err.contains("warraq init"), "{}", run.err);
    nowhere.run(&["check", "--project", "."]).ends(2);
    assert!(nowhere.names(".").is_empty(), "nothing is written");
}

#[test]
fn checking_reports_and_writes_nothing() {
    let place = Place::project();
    place.run(&["check"]).ends(0);
    place.write("sources/toolbox.toml", TOOLBOX.replace("publisher", "publishr"));
    fs::remove_dir_all(place.path("sources/two/ar")).expect("removed");
    place.write("sources/two/en/01.md", b"# Chapter\n\nbad \xFF byte\n");
    let run = place.run(&["check", "--format", "json"]).ends(1);
    let found = run.json();
    let summary: Vec<(&str, &str, Option<u64>, Option<u64>)> = found
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            (text("code"), text("file"), finding["line"].as_u64(), finding["column"].as_u64())
        })
        .collect();
    assert_eq!(
        summary,
        [
            ("unknown-key", "sources/toolbox.toml", Some(3), Some(1)),
            ("missing-manuscript", "sources/two/ar", None, None),
            ("invalid-utf8", "sources/two/en/01.md", Some(3), Some(5)),
        ]
    );
    assert!(found.iter().all(|finding| finding["help"].is_string() && finding["severity"] == "error"));
    let run = place.run(&["check"]).ends(1);
    assert!(run.err.contains("did you mean `publisher`?"), "{}", run.err);
    assert!(run.err.ends_with("3 errors\n"), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "no colour where there is no terminal");
    assert!(!place.path("output").exists());
}

#[test]
fn links_between_publications_must_lead_somewhere() {
    let place = Place::project();
    place.write("sources/two/publication.toml", format!("{TWO}languages = [\"en\"]\n"));
    place.write("sources/two/en/01.md", "# Chapter {#chapter}\n\nWords.\n");
    place.write("sources/one/en/01.md", "# One\n\n[There](two#chapter), [there](two#chaptre), [](two#chapter).\n");
    place.write("sources/one/ar/01.md", "# واحد\n\n[هناك](two#chapter)\n");
    let run = place.run(&["check", "--format", "json"]).ends(1);
    let summary: Vec<(Value, Value, Value)> = run
        .json()
        .iter()
        .map(|finding| (finding["severity"].clone(), finding["file"].clone(), finding["column"].clone()))
        .collect();
    assert_eq!(
        summary,
        [
            ("warning".into(), "sources/one/ar/01.md".into(), 1.into()),
            ("error".into(), "sources/one/en/01.md".into(), 23.into()),
        ]
    );
    assert!(run.out.contains("did you mean `two#chapter`?"), "{}", run.out);
    place.write("sources/one/en/01.md", "# One\n\n[There](two#chapter), [](two#chapter).\n");
    place.run(&["build", "one", "--edition", "screen"]).ends(0);
    let pdf = place.path("output/en/one/one-en-screen.pdf");
    let text = Command::new("pdftotext").arg(&pdf).arg("-").output().expect("pdftotext runs");
    assert!(String::from_utf8_lossy(&text.stdout).contains("Chapter 1, Two"), "{text:?}");
    let alone = fs::read(&pdf).expect("a file");
    place.run(&["build"]).ends(0);
    assert!(alone == fs::read(&pdf).expect("a file"), "a book does not depend on what else was asked for");
}

#[test]
fn a_folder_that_cannot_be_written_to_ends_with_three() {
    let place = Place::project();
    place.write("output", "a file where the folder should be");
    let run = place.run(&["build"]).ends(3);
    assert!(
        run.err.contains("error[cannot-write]") && run.err.contains("output/en/one/one-en-print.pdf"),
        "{}",
        run.err
    );
    assert!(run.err.contains("move it away"), "{}", run.err);
    assert_eq!(fs::read(place.path("output")).expect("the file"), b"a file where the folder should be");

    place.write("taken/en/one/one-en-screen.pdf/x", "");
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "screen", "--output", "taken"]).ends(3);
    assert!(run.err.contains("cannot-write"), "{}", run.err);
    assert_eq!(place.names("taken/en/one"), ["one-en-screen.pdf/x"], "no temporary file is left");
}

/// A full disk, as a limit on the size of files: the old file stays, and no part of a new one lies beside it.
#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_last_good_file() {
    let place = Place::project();
    place.run(&["build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    let before = place.files("output");
    place.write("sources/one/en/01.md", "# Chapter\n\nOther words.\n");
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec '{}' build one --lang en --edition screen",
        env!("CARGO_BIN_EXE_warraq")
    );
    let output = Command::new("bash").args(["-c", &script]).current_dir(place.0.path()).output().expect("bash runs");
    let run = Run::of(output).ends(3);
    assert!(run.err.contains("error[cannot-write]") && run.err.contains("make room"), "{}", run.err);
    assert!(place.files("output") == before);
}

#[test]
fn time_comes_from_the_sources_or_from_source_date_epoch() {
    let place = Place::project();
    let build = ["build", "one", "--lang", "en", "--edition", "ebook"];
    place.run_with(&build, &[("SOURCE_DATE_EPOCH", "0")]).ends(0);
    assert_eq!(place.catalogue()["built"], "1970-01-01T00:00:00Z");
    let run = place.run_with(&build, &[("SOURCE_DATE_EPOCH", "soon")]).ends(0);
    assert!(run.err.contains("warning[bad-source-date-epoch]"), "{}", run.err);
    assert_eq!(place.catalogue()["built"], "2026-11-01T00:00:00Z");
}

#[test]
fn quiet_says_only_what_is_wrong_and_verbose_says_more() {
    let place = Place::project();
    let run = place.run(&["-q", "build", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let run = place.run(&["build", "-v", "one", "--lang", "en", "--edition", "screen"]).ends(0);
    assert!(run.out.contains("SHA-256"), "{}", run.out);
    place.write("sources/one/publication.toml", "[publication]\ntitle = { en = \"One\" }\n");
    let run = place.run(&["build", "-q", "one", "--edition", "screen"]).ends(0);
    assert!(run.out.is_empty() && run.err.contains("warning[missing-translation]"), "{run:?}");
}

#[test]
fn a_new_project_can_be_built_at_once() {
    let place = Place::empty();
    place.run(&["init", "new"]).ends(0);
    let run = place.run(&["build", "--project", "new"]).ends(0);
    assert_eq!(run.err, "", "a new project has nothing wrong");
    assert!(place.path("new/output/ar/first-book/first-book-ar.epub").is_file());
    let run = place.run(&["init", "new"]).ends(2);
    assert!(run.err.contains("already-there"), "{}", run.err);
}

#[test]
fn languages_are_listed() {
    let place = Place::empty();
    let run = place.run(&["languages", "--format", "json"]).ends(0);
    let tags: Vec<String> = run.json().iter().map(|line| line["tag"].to_string()).collect();
    assert_eq!(tags, ["\"en\"", "\"fr\"", "\"es\"", "\"ar\""]);
    assert!(place.run(&["languages"]).ends(0).out.contains("ar-EG"));
}

#[test]
fn a_dump_explains_every_page() {
    let place = Place::project();
    let run = place.run(&["dump", "one", "--lang", "ar"]).ends(0);
    let records = run.json();
    let of = |kind: &str| records.iter().filter(|record| record["kind"] == kind).collect::<Vec<_>>();
    assert!(of("page").len() > 1);
    let text: String = of("text").iter().filter_map(|record| record["text"].as_str()).collect();
    assert!(text.contains("كلمات"), "{text}");
    let word = of("text").into_iter().find(|record| record["text"].as_str().is_some_and(|t| t.contains("كلمات")));
    let word = word.expect("the word");
    assert_eq!(word["level"], 1);
    assert!(word["source"].as_str().is_some_and(|source| source.starts_with("sources/one/ar/01.md:3:")), "{word}");
    assert!(word["owner"].as_str().is_some_and(|owner| owner.contains("Paragraph")), "{word}");
}

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::empty();
    let list = place.run(&["--help"]).ends(0).out;
    for command in ["build", "check", "dump", "init", "languages"] {
        assert!(list.contains(&format!("  {command}")), "{list}");
        let help = place.run(&[command, "--help"]).ends(0).out;
        assert!(help.contains("Example") && help.contains(&format!("warraq {command}")), "{help}");
    }
}
