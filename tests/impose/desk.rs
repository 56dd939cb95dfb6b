//! PDFs to be imposed, and sheets read back by poppler and qpdf.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;
pub(crate) const A5: [f64; 2] = [148.0 * MM, 210.0 * MM];

/// A PDF whose pages say their number, such as `page7`, in 12 pt in their middle.
pub(crate) struct Source {
    pub(crate) pages: usize,
    pub(crate) size: [f64; 2],
    /// Entries of the catalogue.
    pub(crate) catalog: Dictionary,
    /// Entries of each page.
    pub(crate) page: Dictionary,
}

impl Source {
    pub(crate) fn of(pages: usize) -> Self {
        Self { pages, size: A5, catalog: Dictionary::new(), page: Dictionary::new() }
    }

    pub(crate) fn rtl(pages: usize) -> Self {
        let preferences = dictionary! { "Direction" => "R2L" };
        Self { catalog: dictionary! { "ViewerPreferences" => preferences }, ..Self::of(pages) }
    }

    pub(crate) fn document(&self) -> Document {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        let font = document.add_object(font);
        let [width, height] = self.size;
        let mut kids: Vec<Object> = Vec::new();
        for number in 1..=self.pages {
            // In two streams, as many programs write it.
            let streams =
                [format!("BT /F 12 Tf {} {} Td", width / 2.0 - 20.0, height / 2.0), format!("(page{number}) Tj ET")];
            let streams = streams.map(|text| document.add_object(Stream::new(Dictionary::new(), text.into_bytes())));
            let mut page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => streams.map(Object::Reference).to_vec(),
            };
            page.extend(&self.page);
            kids.push(document.add_object(page).into());
        }
        let resources = dictionary! { "Font" => dictionary! { "F" => font } };
        let media = [0.0, 0.0, width, height].map(|value| Object::Real(value as f32)).to_vec();
        let tree_object = dictionary! {
            "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids, "MediaBox" => media, "Resources" => resources,
        };
        document.set_object(tree, tree_object);
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
        catalog.extend(&self.catalog);
        let root = document.add_object(catalog);
        document.trailer.set("Root", root);
        document
    }

    /// Writes it into a folder of its own.
    pub(crate) fn desk(&self) -> Desk {
        let desk = Desk::empty();
        self.document().save(desk.path("in.pdf")).expect("a PDF");
        desk
    }
}

/// A folder to work in.
pub(crate) struct Desk(pub(crate) TempDir);

impl Desk {
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH");
        command.output().expect("the program runs")
    }

    /// Imposes `in.pdf` into `out.pdf`, which qpdf finds sound; what was said comes back.
    #[track_caller]
    pub(crate) fn impose(&self, arguments: &[&str]) -> (String, String) {
        let output = self.run(&[&["impose", "in.pdf", "--output", "out.pdf"], arguments].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        tool("qpdf", &["--check", "out.pdf"], self.0.path());
        (text(&output.stdout), text(&output.stderr))
    }

    /// The words in a part of a side of `out.pdf`: left, top, width and height in points.
    pub(crate) fn words(&self, side: usize, [x, y, width, height]: [f64; 4]) -> String {
        let side = side.to_string();
        let part = [x, y, width, height].map(|value| format!("{value:.0}"));
        let [x, y, width, height] = part.each_ref();
        let place = ["-r", "72", "-f", &side, "-l", &side, "-x", x, "-y", y, "-W", width, "-H", height, "out.pdf", "-"];
        tool("pdftotext", &place, self.0.path()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What stands on each place of each side, from the left and from the top.
    pub(crate) fn places(&self, columns: usize, rows: usize) -> Vec<Vec<String>> {
        let (count, [width, height]) = self.sides();
        let (width, height) = (width / columns as f64, height / rows as f64);
        let place = |cell: usize| [(cell % columns) as f64 * width, (cell / columns) as f64 * height, width, height];
        let side = |side| (0..columns * rows).map(|cell| self.words(side, place(cell))).collect();
        (1..=count).map(side).collect()
    }

    /// How many sides `out.pdf` has, and their width and height in points.
    pub(crate) fn sides(&self) -> (usize, [f64; 2]) {
        let info = tool("pdfinfo", &["out.pdf"], self.0.path());
        let after = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).expect("a line").trim();
        let size: Vec<f64> = after("Page size:").split(' ').filter_map(|word| word.parse().ok()).collect();
        (after("Pages:").parse().expect("a number"), [size[0], size[1]])
    }

    /// The matrices that place pages, by the names of the pages.
    pub(crate) fn matrices(&self) -> Vec<(String, [f64; 6])> {
        let objects = tool("qpdf", &["--qdf", "--object-streams=disable", "out.pdf", "-"], self.0.path());
        let lines: Vec<&str> = objects.lines().collect();
        let placed = |pair: &[&str]| {
            let (matrix, name) = (pair[0].strip_suffix(" cm")?, pair[1].strip_prefix('/')?.strip_suffix(" Do")?);
            let values: Vec<f64> = matrix.split(' ').map(|value| value.parse().expect("a number")).collect();
            Some((name.to_owned(), values.try_into().expect("six numbers")))
        };
        lines.windows(2).filter_map(placed).collect()
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
pub(crate) fn tool(name: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(name).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(output.status.success(), "{name} {arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

#[track_caller]
pub(crate) fn assert_near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.01, "{found} is not {wanted}");
}

/// `[[8, 1], …]` as [`Desk::places`] reads it; 0 for a blank.
pub(crate) fn pages<const N: usize>(sides: &[[usize; N]]) -> Vec<Vec<String>> {
    let word = |page: &usize| if *page == 0 { String::new() } else { format!("page{page}") };
    sides.iter().map(|side| side.iter().map(word).collect()).collect()
}
