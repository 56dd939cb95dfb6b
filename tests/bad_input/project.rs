//! Projects read from real folders: what is understood, and what every fault is called and where it is shown.

use std::fs;
use std::path::Path;
use tempfile::TempDir;
use warraq::diagnostics::{Diagnostics, Sources};
use warraq::language::LangTag;
use warraq::project::{self, Limits, Project, VolumeRule};

const TOOLBOX: &str = r#"[toolbox]
title = { en = "Tools", ar = "أدوات" }
languages = ["en", "ar"]

[[section]]
title = { en = "Modules", ar = "وحدات" }
publications = ["one"]
"#;

const PUBLICATION: &str = "[publication]\ntitle = { en = \"One\", ar = \"واحد\" }\n";

/// A project of one publication, with some files replaced or added.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let usual = [
        ("sources/toolbox.toml", TOOLBOX),
        ("sources/one/publication.toml", PUBLICATION),
        ("sources/one/en/01.md", "# One\n"),
        ("sources/one/ar/01.md", "# واحد\n"),
    ];
    for (path, text) in usual.iter().chain(files) {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }
    folder
}

struct Opened {
    project: Option<Project>,
    sources: Sources,
    found: Diagnostics,
    folder: TempDir,
}

fn open(files: &[(&str, &str)]) -> Opened {
    let folder = folder(files);
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = project::open(folder.path(), &sources, &mut found);
    Opened { project, sources, found, folder }
}

impl Opened {
    fn project(&self) -> &Project {
        self.project.as_ref().expect("a project")
    }

    /// Each finding as `severity code file: the words it points at`.
    fn findings(&self) -> Vec<String> {
        let show = |finding: &&warraq::diagnostics::Diagnostic| {
            let place = finding.span.map(|span| {
                let source = self.sources.get(span.file).expect("a source");
                let words = &source.text[span.start as usize..span.end as usize];
                format!("{}: {words}", source.path.display())
            });
            let place = place.or_else(|| finding.path.as_deref().map(str::to_owned)).unwrap_or_default();
            assert!(finding.help.is_some(), "{} has no help", finding.code);
            format!("{:?} {} {place}", finding.severity, finding.code).to_lowercase()
        };
        self.found.tidied(&self.sources).iter().map(show).collect()
    }

    fn helps(&self) -> String {
        self.found.iter().filter_map(|finding| finding.help.clone()).collect::<Vec<_>>().join("\n")
    }
}

fn tag(tag: &str) -> LangTag {
    LangTag::parse(tag).expect("a tag")
}

#[test]
fn everything_that_can_be_said_is_understood() {
    let toolbox = r#"
[toolbox]
title = { en = "Tools", fr = "Outils", ar = "أدوات" }
publisher = "House"
licence = "CC BY 4.0"
languages = ["en", "fr", "ar-MA"]
labels = { en = "ENG", ar-MA = "AR" }
editions = ["ebook", "print"]
[[section]]
title = { en = "B", fr = "B", ar = "ب" }
publications = ["two"]
[[section]]
title = { en = "A", fr = "A", ar = "أ" }
publications = ["one"]
[volumes]
max-pages = 64
[volumes.ar]
max-pages = 40
"#;
    let one = r#"
[publication]
title = { en = "One", fr = "Un", ar = "واحد" }
subtitle = "Sub"
kind = "module"
number = 1
required = true
date = 2026-11-01
isbn = { print = { en = "978-3-16-148410-0" } }
contributors = ["A. Author", { name = "T. Translator", file-as = "Translator, T.", role = "trl" }]
[volumes]
count = 2
[volumes.fr]
after = ["middle"]
"#;
    let two = "[publication]\ntitle = { fr = \"Deux\" }\nlanguages = [\"fr\"]\n";
    let glossary = "[remittance]\nen = \"remittance\"\nar = \"تحويلة\"\n";
    let opened = open(&[
        ("sources/toolbox.toml", toolbox),
        ("sources/one/publication.toml", one),
        ("sources/two/publication.toml", two),
        ("sources/glossary.toml", glossary),
        ("sources/house-style.toml", "[text]\nsize = \"12pt\"\n"),
    ]);
    assert_eq!(opened.findings(), Vec::<String>::new());
    let project = opened.project();
    assert!(project.editions.usual().map(|edition| edition.name.as_str()).eq(["print", "ebook"]));
    assert_eq!(project.labels[&tag("fr")], "FR");
    assert_eq!(project.title[&tag("ar-MA")], "أدوات");
    assert_eq!(project.glossary["remittance"][&tag("ar")], "تحويلة");
    let names: Vec<&str> = project.publications.iter().map(|publication| publication.name.as_str()).collect();
    assert_eq!(names, ["two", "one"], "the order of the sections");
    let [two, one] = project.publications.as_slice() else { panic!("two publications") };
    assert_eq!(two.languages, [tag("fr")]);
    assert_eq!((one.number, one.required, one.kind.as_str()), (Some(1), true, "module"));
    assert_eq!(one.date, Some(jiff::civil::date(2026, 11, 1)));
    assert_eq!(one.contributors[0].role, "aut");
    assert_eq!(one.contributors[1].file_as.as_deref(), Some("Translator, T."));
    assert_eq!(one.volumes[&tag("en")].rule, VolumeRule::Count(2));
    assert_eq!(one.volumes[&tag("fr")].rule, VolumeRule::After(vec!["middle".to_owned()]));
    assert_eq!(one.volumes[&tag("ar-MA")].rule, VolumeRule::Count(2), "a publication's rule goes before a toolbox's");
    assert_eq!(two.volumes[&tag("fr")].rule, VolumeRule::Limits(Limits { pages: Some(64), ..Limits::default() }));
}

#[test]
fn a_toolbox_says_what_is_wrong_with_it() {
    let cases = [
        (
            "[toolbox]\ntitel = \"T\"\nlanguages = [\"en\"]\n",
            vec!["error missing-key sources/toolbox.toml: [toolbox]", "error unknown-key sources/toolbox.toml: titel"],
        ),
        ("[toolbox]\ntitle = 7\nlanguages = [\"en\"]\n", vec!["error wrong-type sources/toolbox.toml: 7"]),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\", \"eng1sh\", \"de\"]\n",
            vec![
                "error unknown-language sources/toolbox.toml: \"eng1sh\"",
                "error unknown-language sources/toolbox.toml: \"de\"",
            ],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\", \"en\"]\n",
            vec!["warning duplicate-language sources/toolbox.toml: \"en\""],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\neditions = [\"prnt\"]\n",
            vec![
                "error missing-key sources/toolbox.toml: [\"prnt\"]",
                "error unknown-edition sources/toolbox.toml: \"prnt\"",
            ],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[volumes]\nmax-page = 3\n",
            vec!["error unknown-key sources/toolbox.toml: max-page"],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[volumes]\nmax-pages = 3\n",
            vec!["error out-of-range sources/toolbox.toml: 3"],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[volumes.xx]\nmax-pages = 30\n",
            vec!["error unknown-language sources/toolbox.toml: xx"],
        ),
        (
            "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[volumes.ar]\nmax-pages = 30\ncount = 2\n",
            vec!["error conflicting-keys sources/toolbox.toml: [volumes.ar]"],
        ),
    ];
    for (toolbox, expected) in cases {
        let toolbox = format!("{toolbox}[[section]]\ntitle = \"S\"\npublications = [\"one\"]\n");
        let opened = open(&[("sources/toolbox.toml", &toolbox)]);
        assert_eq!(opened.findings(), expected, "{toolbox}");
        assert_eq!(opened.project().publications.len(), 1, "the rest is there: {toolbox}");
    }
}

#[test]
fn an_unknown_language_is_told_once_with_what_to_do() {
    let titles = "title = { en = \"T\", xx = \"T\" }\n";
    let toolbox =
        format!("[toolbox]\n{titles}languages = [\"en\", \"xx\"]\n[[section]]\n{titles}publications = [\"one\"]\n");
    let publication = format!("[publication]\n{titles}");
    let opened = open(&[("sources/toolbox.toml", &toolbox), ("sources/one/publication.toml", &publication)]);
    let found: Vec<_> = opened.found.iter().filter(|finding| finding.code == "unknown-language").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.ends_with("here and in 3 more places") && found[0].span.is_some(), "{found:?}");
    assert!(opened.helps().contains("another is one file more in `src/language`"), "{}", opened.helps());
    assert!(opened.project().broken);
}

#[test]
fn the_nearest_name_is_offered() {
    let toolbox = TOOLBOX.replace("languages =", "publishr = \"P\"\nlanguages =").replace("\"one\"", "\"onee\"");
    let helps = open(&[("sources/toolbox.toml", &toolbox)]).helps();
    assert!(helps.contains("did you mean `publisher`?"), "{helps}");
    assert!(helps.contains("did you mean `one`?"), "{helps}");
    let helps = open(&[("sources/one/publication.toml", &PUBLICATION.replace("title", "titles"))]).helps();
    assert!(helps.contains("did you mean `title`?"), "{helps}");
}

#[test]
fn sections_and_folders_are_compared() {
    let toolbox = TOOLBOX.replace("[\"one\"]", "[\"one\", \"tow\", \"one\", \"../one\", \"bare\"]");
    let opened = open(&[
        ("sources/toolbox.toml", &toolbox),
        ("sources/two/publication.toml", PUBLICATION),
        ("sources/bare/en/01.md", "# Bare\n"),
        ("sources/notes/readme.md", "no publication\n"),
    ]);
    assert_eq!(
        opened.findings(),
        [
            "error missing-file sources/bare/publication.toml",
            "error unknown-publication sources/toolbox.toml: \"tow\"",
            "warning duplicate-publication sources/toolbox.toml: \"one\"",
            "error bad-name sources/toolbox.toml: \"../one\"",
            "warning unlisted-publication sources/two/publication.toml",
        ]
    );
    let names: Vec<&str> = opened.project().publications.iter().map(|publication| publication.name.as_str()).collect();
    assert_eq!(names, ["one", "two"], "what no section lists comes last");
    assert_eq!(opened.project().sections[0].publications, ["one"]);
}

#[test]
fn a_publication_says_what_is_wrong_with_it_and_is_not_made() {
    let cases = [
        ("number = \"1\"", "error wrong-type sources/one/publication.toml: \"1\""),
        ("number = 70000", "error out-of-range sources/one/publication.toml: 70000"),
        ("required = 1", "error wrong-type sources/one/publication.toml: 1"),
        ("date = \"2026-11-01\"", "error wrong-type sources/one/publication.toml: \"2026-11-01\""),
        ("date = 2026-11-01T10:00:00", "error wrong-type sources/one/publication.toml: 2026-11-01t10:00:00"),
        ("languages = [\"fr\"]", "error unknown-language sources/one/publication.toml: \"fr\""),
        ("isbn = { paper = { en = \"x\" } }", "error unknown-key sources/one/publication.toml: paper"),
        (
            "isbn = { print = { en = \"978-3-16-148410-1\" } }",
            "error bad-isbn sources/one/publication.toml: \"978-3-16-148410-1\"",
        ),
        ("contributors = [{ role = \"aut\" }]", "error missing-key sources/one/publication.toml: { role = \"aut\" }"),
        (
            "contributors = [{ name = \"N\", role = \"author\" }]",
            "error bad-value sources/one/publication.toml: \"author\"",
        ),
        (
            "subtitle = { en = \"S\", xx = \"S\", ar = \"S\" }",
            "error unknown-language sources/one/publication.toml: xx",
        ),
    ];
    for (line, expected) in cases {
        let opened = open(&[("sources/one/publication.toml", &format!("{PUBLICATION}{line}\n"))]);
        assert_eq!(opened.findings(), [expected], "{line}");
        assert!(opened.project().publications[0].broken, "{line}");
    }
}

#[test]
fn a_missing_translation_falls_back_to_the_first_language() {
    let opened = open(&[("sources/one/publication.toml", "[publication]\ntitle = { en = \"One\", ar = \" \" }\n")]);
    assert_eq!(
        opened.findings(),
        ["warning missing-translation sources/one/publication.toml: { en = \"one\", ar = \" \" }"]
    );
    let publication = &opened.project().publications[0];
    assert_eq!(publication.title[&tag("ar")], "One");
    assert!(!publication.broken);
}

#[test]
fn files_that_are_no_toml_or_no_text_are_reported_where_they_stop_making_sense() {
    let opened = open(&[("sources/one/publication.toml", "[publication]\ntitle = {\n")]);
    let findings = opened.findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("error bad-toml sources/one/publication.toml"), "{findings:?}");
    assert!(opened.project().publications.is_empty());

    let opened = open(&[]);
    fs::write(opened.folder.path().join("sources/toolbox.toml"), b"[toolbox]\ntitle = \"\xFF\"\n").expect("a file");
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    assert!(project::open(opened.folder.path(), &sources, &mut found).is_none());
    let finding = found.iter().next().expect("a finding");
    assert_eq!((finding.code, finding.span.and_then(|s| sources.line_column(s))), ("invalid-utf8", Some((2, 10))));
}

#[test]
fn a_folder_without_a_toolbox_is_no_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    assert!(project::open(folder.path(), &sources, &mut found).is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["missing-file"]);
}

#[test]
fn the_nearest_project_upwards_is_found() {
    let opened = open(&[]);
    let root = opened.folder.path().canonicalize().expect("a path");
    assert_eq!(project::find(&root.join("sources/one/en")), Some(root.join("sources")));
    assert_eq!(project::find(&root), Some(root.clone()));
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = project::open(&root.join("sources"), &sources, &mut found).expect("a project");
    assert_eq!(project.root, root, "a folder `sources` is not the root of what it belongs to");
}

#[test]
fn manuscripts_are_the_markdown_files_in_name_order() {
    let opened = open(&[
        ("sources/one/en/2.md", ""),
        ("sources/one/en/10.MD", ""),
        ("sources/one/en/notes.txt", ""),
        ("sources/one/en/.hidden.md", ""),
        ("sources/one/en/deep/03.md", ""),
    ]);
    let project = opened.project();
    let mut found = Diagnostics::new();
    let files = project.publications[0].manuscript_files(project, &tag("en"), &mut found);
    let names: Vec<_> = files.iter().map(|file| file.file.file_name().expect("a name").to_string_lossy()).collect();
    assert_eq!(names, ["01.md", "2.md", "10.MD"]);
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["nested-manuscript"]);

    let mut found = Diagnostics::new();
    fs::remove_file(opened.folder.path().join("sources/one/ar/01.md")).expect("removed");
    assert!(project.publications[0].manuscript_files(project, &tag("ar"), &mut found).is_empty());
    fs::remove_dir(opened.folder.path().join("sources/one/ar")).expect("removed");
    assert!(project.publications[0].manuscript_files(project, &tag("ar"), &mut found).is_empty());
    assert_eq!(
        found.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        ["empty-manuscript", "missing-manuscript"]
    );
}

#[test]
#[cfg(unix)]
fn links_out_of_the_project_are_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("publication.toml"), PUBLICATION).expect("a file");
    fs::write(outside.path().join("02.md"), "# Secret\n").expect("a file");
    let folder = folder(&[]);
    let link = |from: &Path, to: &str| {
        std::os::unix::fs::symlink(from, folder.path().join(to)).expect("a link");
    };
    link(outside.path(), "sources/two");
    link(&outside.path().join("02.md"), "sources/one/en/02.md");
    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    let project = project::open(folder.path(), &sources, &mut found).expect("a project");
    assert_eq!(project.publications.len(), 1);
    let files = project.publications[0].manuscript_files(&project, &tag("en"), &mut found);
    assert_eq!(files.len(), 1);
    let outside = found.iter().filter(|finding| finding.code == "outside-project").count();
    assert_eq!(outside, 2);
}

#[test]
fn one_markdown_file_is_a_project_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let single = |path: &Path, languages: &[LangTag]| {
        let (sources, mut found) = (Sources::new(), Diagnostics::new());
        let project = Project::single_file(path, languages, &sources, &mut found).expect("a project");
        (project, found.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    let notes = write("notes.md", "---\ntitle: My notes\nlang: fr\nauthor: [A, B]\ndate: 2026-03-04\n---\n\n# Other\n");
    let (project, found) = single(&notes, &[]);
    let publication = &project.publications[0];
    assert_eq!(found, Vec::<&str>::new());
    assert_eq!(publication.title[&tag("fr")], "My notes");
    assert_eq!(publication.contributors.len(), 2);
    assert_eq!(publication.date, Some(jiff::civil::date(2026, 3, 4)));
    assert!(project.editions.usual().map(|edition| edition.name.as_str()).eq(["screen", "ebook"]));
    assert_eq!(single(&notes, &[tag("ar")]).0.languages, [tag("ar")]);

    let arabic = write("a.md", "نص طويل قبل العنوان.\n\n# العنوان `رمز`\n");
    let (project, _) = single(&arabic, &[]);
    assert_eq!(project.publications[0].title[&tag("ar")], "العنوان رمز");
    let bare = write("b c.md", "Text.\n");
    assert_eq!(single(&bare, &[]).0.publications[0].title[&tag("en")], "b c");
    let odd = write("c.md", "---\nlang: klingon\n---\n");
    let (project, found) = single(&odd, &[]);
    assert_eq!((project.languages, found), (vec![tag("en")], vec!["unknown-language"]));

    let (sources, mut found) = (Sources::new(), Diagnostics::new());
    assert!(Project::single_file(&folder.path().join("none.md"), &[], &sources, &mut found).is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["missing-file"]);
}
