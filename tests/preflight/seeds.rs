//! Faults, each sown into a good file of ours.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::io::{Cursor, Read, Write};
use std::process::Command;

type Sow = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// A fault.
pub(crate) struct Seed {
    pub(crate) name: &'static str,
    /// What the profile says besides.
    pub(crate) profile: &'static str,
    pub(crate) sow: Sow,
    /// The finding that is expected, and a part of what it says.
    pub(crate) code: &'static str,
    pub(crate) says: &'static str,
    /// The file is sent back for it.
    pub(crate) is_fault: bool,
    pub(crate) arguments: &'static [&'static str],
}

/// Changes the objects of a file.
fn changed(bytes: &[u8], change: impl Fn(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a file");
    out
}

fn page_id(document: &Document, page: u32) -> ObjectId {
    document.get_pages()[&page]
}

fn on_page(bytes: &[u8], page: u32, change: impl Fn(&mut Dictionary)) -> Vec<u8> {
    changed(bytes, |document| {
        let id = page_id(document, page);
        change(document.get_object_mut(id).and_then(Object::as_dict_mut).expect("a page"));
    })
}

fn on_catalog(bytes: &[u8], change: impl Fn(&mut Dictionary)) -> Vec<u8> {
    changed(bytes, |document| change(document.catalog_mut().expect("a catalogue")))
}

/// Paints something over a page, with resources of these kinds and names.
pub(crate) fn painted(bytes: &[u8], page: u32, content: &str, resources: &[(&str, &str, Object)]) -> Vec<u8> {
    changed(bytes, |document| {
        let id = page_id(document, page);
        let own = document.get_dictionary(id).expect("a page").clone();
        // `/OWN` is a font of the file.
        let fonts = own.get_deref(b"Resources", document).and_then(Object::as_dict).expect("resources");
        let fonts = fonts.get_deref(b"Font", document).and_then(Object::as_dict).expect("fonts");
        let font = fonts.iter().next().map(|(name, _)| format!("/{}", String::from_utf8_lossy(name))).expect("a font");
        let content = content.replace("/OWN", &font);
        let new = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let mut contents = match own.get(b"Contents").expect("contents") {
            Object::Array(parts) => parts.clone(),
            one => vec![one.clone()],
        };
        contents.push(Object::Reference(new));
        let mut all = match own.get(b"Resources").expect("resources") {
            Object::Reference(id) => document.get_dictionary(*id).expect("resources").clone(),
            one => one.as_dict().expect("resources").clone(),
        };
        for (kind, name, object) in resources {
            let mut kinds = match all.get(kind.as_bytes()) {
                Ok(Object::Reference(id)) => document.get_dictionary(*id).expect("names").clone(),
                Ok(Object::Dictionary(kinds)) => kinds.clone(),
                _ => Dictionary::new(),
            };
            let object = match object {
                Object::Stream(stream) => Object::Reference(document.add_object(stream.clone())),
                object => object.clone(),
            };
            kinds.set(*name, object);
            all.set(*kind, kinds);
        }
        let page = document.get_object_mut(id).and_then(Object::as_dict_mut).expect("a page");
        page.set("Contents", contents);
        page.set("Resources", all);
    })
}

/// A part of an e-book that ends so, with words in place of others.
pub(crate) fn changed_epub(bytes: &[u8], (ending, from, to): (&str, &str, &str)) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a book");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut data = Vec::new();
        part.read_to_end(&mut data).expect("a part");
        if name.ends_with(ending) {
            let text = String::from_utf8(data).expect("UTF-8");
            is_changed |= text.contains(from);
            data = text.replace(from, to).into_bytes();
        }
        let method = if name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        out.start_file(name, zip::write::SimpleFileOptions::default().compression_method(method)).expect("a part");
        out.write_all(&data).expect("a part");
    }
    assert!(is_changed, "nothing is {from} in {ending}");
    out.finish().expect("a book").into_inner()
}

fn numbers(values: [f64; 4]) -> Object {
    Object::Array(values.map(|value| Object::Real(value as f32)).to_vec())
}

fn rectangle(page: &Dictionary, key: &[u8]) -> [f64; 4] {
    let list = page.get(key).and_then(Object::as_array).expect("a box");
    let values: Vec<f64> = list.iter().map(|value| f64::from(value.as_float().expect("a number"))).collect();
    values.try_into().expect("four")
}

/// Moves the sides of a box outwards by so many points.
fn grown(page: &mut Dictionary, key: &str, from: &str, by: f64) {
    let [left, bottom, right, top] = rectangle(page, from.as_bytes());
    page.set(key, numbers([left - by, bottom - by, right + by, top + by]));
}

/// A picture of so many pixels, of these samples each.
fn picture(pixels: i64, space: &str, bits: i64, sample: &[u8]) -> Object {
    let length = if bits == 1 { (pixels as usize).div_ceil(8) * pixels as usize } else { (pixels * pixels) as usize };
    let data: Vec<u8> = sample.iter().copied().cycle().take(length * sample.len()).collect();
    let dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => pixels, "Height" => pixels, "ColorSpace" => space,
        "BitsPerComponent" => bits,
    };
    Stream::new(dictionary, data).into()
}

fn seed(name: &'static str, sow: Sow, code: &'static str, says: &'static str) -> Seed {
    Seed { name, profile: "", sow, code, says, is_fault: true, arguments: &[] }
}

fn with(profile: &'static str, seed: Seed) -> Seed {
    Seed { profile, ..seed }
}

fn warning(seed: Seed) -> Seed {
    Seed { is_fault: false, ..seed }
}

/// Something that is painted on page 3.
fn paint(name: &'static str, content: &'static str, code: &'static str, says: &'static str) -> Seed {
    seed(name, Box::new(move |bytes| painted(bytes, 3, content, &[])), code, says)
}

/// The same with a resource.
fn paint_with(
    name: &'static str,
    content: &'static str,
    resource: (&'static str, &'static str, Object),
    code: &'static str,
    says: &'static str,
) -> Seed {
    let (kind, own, object) = resource;
    seed(name, Box::new(move |bytes| painted(bytes, 3, content, &[(kind, own, object.clone())])), code, says)
}

fn font(name: &str) -> Object {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name }.into()
}

fn encrypted(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    std::fs::write(&from, bytes).expect("a file");
    let made = Command::new("qpdf").args(["--encrypt", "u", "o", "256", "--"]).args([&from, &to]).status();
    assert!(made.expect("qpdf runs").success());
    std::fs::read(to).expect("a file")
}

fn annotated(subtype: &'static str) -> Sow {
    Box::new(move |bytes| {
        on_page(bytes, 2, |page| {
            let one =
                dictionary! { "Type" => "Annot", "Subtype" => subtype, "Rect" => numbers([10.0, 10.0, 50.0, 50.0]) };
            page.set("Annots", vec![Object::Dictionary(one)]);
        })
    })
}

/// All of them.
pub(crate) fn seeds() -> Vec<Seed> {
    [of_the_file(), of_the_boxes(), of_what_is_painted(), of_pictures()].into_iter().flatten().collect()
}

fn of_the_file() -> Vec<Seed> {
    let script = || dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let tree = |key: &'static str| -> Sow {
        Box::new(move |bytes| {
            let names = dictionary! { key => dictionary! { "Names" => Vec::<Object>::new() } };
            on_catalog(bytes, |catalog| catalog.set("Names", names.clone()))
        })
    };
    let information = |change: fn(&mut Dictionary)| -> Sow {
        Box::new(move |bytes| {
            changed(bytes, |document| {
                let id = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
                change(document.get_object_mut(id).and_then(Object::as_dict_mut).expect("information"));
            })
        })
    };
    vec![
        seed("encrypted", Box::new(encrypted), "encrypted-pdf", "encrypted"),
        with("[pages]\nleast = 100\n", seed("too few pages", Box::new(<[u8]>::to_vec), "too-few-pages", "100 or more")),
        with("[pages]\nmost = 3\n", seed("too many pages", Box::new(<[u8]>::to_vec), "too-thick", "3 at most")),
        with(
            "[pages]\nmultiple = 64\n",
            seed("no multiple", Box::new(<[u8]>::to_vec), "page-multiple", "multiple of 64"),
        ),
        with(
            "trims = [[\"6in\", \"9in\"]]\n",
            seed("size", Box::new(<[u8]>::to_vec), "trim-not-taken", "170.0 mm × 240.0 mm"),
        ),
        seed(
            "standard",
            information(|info| {
                info.remove(b"GTS_PDFXVersion");
            }),
            "wrong-standard",
            "no standard for printers",
        ),
        seed(
            "condition",
            Box::new(|bytes| {
                on_catalog(bytes, |one| {
                    one.remove(b"OutputIntents");
                })
            }),
            "no-output-intent",
            "PDF/X-4",
        ),
        with(
            "standard = \"pdf/x-1a\"\n",
            seed(
                "version",
                information(|info| info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-1a:2003"))),
                "pdf-version",
                "PDF 1.6",
            ),
        ),
        warning(seed(
            "title",
            information(|info| {
                info.remove(b"Title");
            }),
            "no-title",
            "title",
        )),
        warning(seed("link", annotated("Link"), "links", "1 links")),
        seed("comment", annotated("Text"), "annotations", "1 comments"),
        seed(
            "script",
            Box::new(move |bytes| on_catalog(bytes, |one| one.set("OpenAction", script()))),
            "scripts",
            "scripts",
        ),
        seed("scripts by name", tree("JavaScript"), "scripts", "scripts"),
        seed("embedded file", tree("EmbeddedFiles"), "embedded-files", "embedded"),
        seed(
            "form",
            Box::new(|bytes| {
                let fields = vec![Object::Dictionary(dictionary! { "T" => Object::string_literal("a") })];
                on_catalog(bytes, |one| one.set("AcroForm", dictionary! { "Fields" => fields.clone() }))
            }),
            "form-fields",
            "fields",
        ),
        warning(seed(
            "layers",
            Box::new(|bytes| {
                let layer = Object::Dictionary(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("a") });
                on_catalog(bytes, |one| one.set("OCProperties", dictionary! { "OCGs" => vec![layer.clone()] }))
            }),
            "layers",
            "layers",
        )),
        Seed {
            arguments: &["--cover"],
            ..seed("cover of many pages", Box::new(<[u8]>::to_vec), "cover-pages", "one page, not")
        },
        Seed {
            profile: "trims = [[\"85mm\", \"240mm\"]]\n[spine]\npapers = { white = \"5mm\" }\n",
            arguments: &["--cover-of", "good.pdf"],
            ..seed(
                "spine",
                Box::new(|bytes| {
                    changed(bytes, |document| {
                        let others: Vec<u32> = document.get_pages().keys().copied().filter(|page| *page > 1).collect();
                        document.delete_pages(&others);
                    })
                }),
                "wrong-spine",
                "the spine is 0.0 mm wide",
            )
        },
    ]
}

fn of_the_boxes() -> Vec<Seed> {
    vec![
        seed(
            "another size",
            Box::new(|bytes| {
                on_page(bytes, 2, |page| {
                    grown(page, "TrimBox", "TrimBox", -20.0);
                    grown(page, "BleedBox", "TrimBox", 3.0 * 72.0 / 25.4);
                    page.set("MediaBox", page.get(b"BleedBox").expect("a box").clone());
                })
            }),
            "page-sizes",
            "page 2 is 155.9 mm × 225.9 mm",
        ),
        seed(
            "turned",
            Box::new(|bytes| on_page(bytes, 2, |page| page.set("Rotate", 180))),
            "turned-page",
            "page 2 is turned by 180°",
        ),
        seed(
            "boxes",
            Box::new(|bytes| on_page(bytes, 2, |page| grown(page, "BleedBox", "MediaBox", 9.0))),
            "page-boxes",
            "page 2",
        ),
        seed(
            "bleed",
            Box::new(|bytes| on_page(bytes, 2, |page| grown(page, "BleedBox", "TrimBox", 72.0 / 25.4))),
            "bleed-too-small",
            "page 2: bleed of 1.0 mm at the left; 3.0 mm is asked",
        ),
        seed(
            "marks",
            Box::new(|bytes| on_page(bytes, 2, |page| grown(page, "MediaBox", "MediaBox", 10.0 * 72.0 / 25.4))),
            "marks-not-taken",
            "page 2: the sheet goes 10.0 mm beyond the bleed",
        ),
        warning(seed(
            "blank pages",
            Box::new(|bytes| {
                (2..=4).fold(bytes.to_vec(), |bytes, page| {
                    on_page(&bytes, page, |page| page.set("Contents", Vec::<Object>::new()))
                })
            }),
            "blank-pages",
            "are blank",
        )),
        seed(
            "ground without bleed",
            Box::new(|bytes| {
                let pages = Document::load_mem(bytes).expect("a PDF").get_pages().len() as u32;
                let flat = (1..=pages).fold(bytes.to_vec(), |bytes, page| {
                    on_page(&bytes, page, |page| {
                        let trim = page.get(b"TrimBox").expect("a box").clone();
                        page.set("MediaBox", trim.clone());
                        page.set("BleedBox", trim);
                    })
                });
                painted(&flat, 3, "q 0 0 0 .3 k 0 300 200 60 re f Q", &[])
            }),
            "no-bleed",
            "page 3: a ground or picture reaches the cut",
        ),
    ]
}

fn of_what_is_painted() -> Vec<Seed> {
    let half = || dictionary! { "ca" => 0.5 }.into();
    let multiply = || dictionary! { "BM" => "Multiply" }.into();
    let spot = || {
        let tint = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => vec![Object::Integer(0); 4],
        "C1" => vec![0.into(), 1.into(), 0.into(), 0.into()], "N" => 1 };
        Object::Array(vec!["Separation".into(), "Gold".into(), "DeviceCMYK".into(), tint.into()])
    };
    let drawn = || {
        let letter = dictionary! { "Type" => "Font", "Subtype" => "Type3", "FirstChar" => 97, "LastChar" => 97,
        "Widths" => vec![Object::Integer(1000)], "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()] };
        letter.into()
    };
    let x1a = "standard = \"pdf/x-4\"\n";
    vec![
        paint_with(
            "opacity",
            "q /FX gs 0 0 0 .5 k 100 200 20 20 re f Q",
            ("ExtGState", "FX", half()),
            "transparency",
            "page 3: opacity",
        ),
        paint_with(
            "blending",
            "q /FX gs 0 0 0 .5 k 100 200 20 20 re f Q",
            ("ExtGState", "FX", multiply()),
            "transparency",
            "blending",
        ),
        paint_with(
            "font",
            "BT /FX 12 Tf 100 200 Td (words) Tj ET",
            ("Font", "FX", font("Helvetica")),
            "unembedded-font",
            "page 3: the font Helvetica",
        ),
        warning(paint_with(
            "drawn letters",
            "BT /FX 12 Tf 100 200 Td (aaa) Tj ET",
            ("Font", "FX", drawn()),
            "drawn-letters",
            "page 3",
        )),
        paint_with(
            "rich black",
            "q .6 .5 .5 1 k BT /FX 12 Tf 100 200 Td (aaa) Tj ET Q",
            ("Font", "FX", drawn()),
            "rich-black-text",
            "page 3: black letters in several inks",
        ),
        paint(
            "rgb",
            "q 1 0 0 rg 100 200 20 20 re f Q",
            "rgb-color",
            "page 3: red, green and blue at 32.3 mm from the left",
        ),
        paint_with(
            "spot",
            "q /FX cs 1 scn 100 200 20 20 re f Q",
            ("ColorSpace", "FX", spot()),
            "spot-color",
            "page 3: the ink “Gold”",
        ),
        paint("ink", "q .9 .9 .9 .9 k 100 200 20 20 re f Q", "too-much-ink", "page 3: 360 % of ink"),
        warning(paint("small type", "BT /OWN 4 Tf 100 200 Td (aaa) Tj ET", "small-type", "letters of 4.0 pt")),
        warning(paint(
            "thin rule",
            "q 0 0 0 1 K .1 w 100 200 m 200 200 l S Q",
            "thin-rule",
            "page 3: a rule of 0.10 pt",
        )),
        warning(paint("pale grey", "q 0 0 0 .04 k 100 200 20 20 re f Q", "pale-grey", "page 3: a grey of 4 %")),
        paint(
            "outside",
            "BT /OWN 9 Tf 10 200 Td (aaa) Tj ET",
            "outside-safety",
            "page 3: words 0.5 mm from the left; 5.0 mm",
        ),
        warning(with(
            "standard = \"pdf\"\ncolors = \"grey\"\n",
            paint("colour in grey", "q 1 0 0 rg 100 200 20 20 re f Q", "color-in-grey", "page 3"),
        )),
        warning(with(
            "standard = \"pdf\"\ncolors = \"rgb\"\n",
            paint("inks in rgb", "q .5 0 0 0 k 100 200 20 20 re f Q", "cmyk-color", "page 3"),
        )),
    ]
    .into_iter()
    .map(|one| match one.code {
        // What is transparent is a fault where the standard takes none; the file's own standard is then another, too.
        "transparency" => Seed { profile: "standard = \"pdf/x-3\"\n", ..one },
        _ if one.profile.is_empty() => Seed { profile: x1a, ..one },
        _ => one,
    })
    .collect()
}

fn of_pictures() -> Vec<Seed> {
    let place = "q 72 0 0 72 100 200 cm /FX Do Q";
    vec![
        paint_with(
            "ink of a picture",
            place,
            ("XObject", "FX", picture(320, "DeviceCMYK", 8, &[250, 250, 250, 100])),
            "too-much-ink",
            "page 3: 333 % of ink",
        ),
        warning(paint_with(
            "coarse picture",
            place,
            ("XObject", "FX", picture(100, "DeviceGray", 8, &[90])),
            "low-resolution",
            "a picture of 100 pixels per inch",
        )),
        warning(paint_with(
            "coarse line art",
            place,
            ("XObject", "FX", picture(300, "DeviceGray", 1, &[0xAA])),
            "low-resolution",
            "black and white of 300 pixels",
        )),
    ]
}
