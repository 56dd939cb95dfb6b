//! `warraq impose`, docs/typography.md P26–P28: sheets for a copier.

mod desk;

use desk::*;
use lopdf::{Dictionary, Object, Stream, dictionary};
use serde_json::Value;
use std::fs;

#[test]
fn p26_eight_pages_from_left_to_right() {
    let desk = Source::of(8).desk();
    let (said, warned) = desk.impose(&["--booklet"]);
    assert_eq!(desk.places(2, 1), pages(&[[8, 1], [2, 7], [6, 3], [4, 5]]));
    assert_eq!(
        said,
        "out.pdf (2 sheets, 4 sides of A4 at 100 %; 8 pages, left to right): print at actual size on both sides, flip on the short edge\n"
    );
    assert_eq!(warned, "");
    let (_, [width, height]) = desk.sides();
    assert_near(width, 297.0 * MM);
    assert_near(height, 210.0 * MM);
}

#[test]
fn p26_eight_pages_from_right_to_left() {
    let wanted = pages(&[[1, 8], [7, 2], [3, 6], [5, 4]]);
    let desk = Source::rtl(8).desk();
    desk.impose(&["--booklet"]);
    assert_eq!(desk.places(2, 1), wanted, "as the file says");
    desk.impose(&["--booklet", "--direction", "ltr"]);
    assert_eq!(desk.places(2, 1)[0], ["page8", "page1"], "as was asked");
    let mut source = Source::of(8);
    source.catalog.set("Lang", Object::string_literal("he-IL"));
    let desk = source.desk();
    desk.impose(&["--booklet"]);
    assert_eq!(desk.places(2, 1), wanted, "as its language is written");
    let desk = Source::of(8).desk();
    desk.impose(&["--booklet", "--direction", "rtl"]);
    assert_eq!(desk.places(2, 1), wanted);
}

#[test]
fn p26_blanks_fill_the_last_sheet() {
    let desk = Source::of(13).desk();
    let (said, _) = desk.impose(&["--booklet"]);
    assert_eq!(desk.places(2, 1)[..4], pages(&[[0, 1], [2, 0], [0, 3], [4, 13]]));
    assert!(said.contains("4 sheets, 8 sides") && said.contains("13 pages, 3 blank"), "{said}");
}

#[test]
fn p26_gatherings_of_so_many_sheets() {
    let desk = Source::of(12).desk();
    desk.impose(&["--booklet", "--signature", "2"]);
    assert_eq!(desk.places(2, 1), pages(&[[8, 1], [2, 7], [6, 3], [4, 5], [12, 9], [10, 11]]));
}

/// What lies where on both sides of each sheet, and which pages stand on their heads.
#[test]
fn p26_sheets_folded_several_times() {
    // As handbooks draw them; heads meet at the fold across, so that the upper row stands on its head.
    for (count, direction, wanted) in
        [(8, "rtl", [[4, 5, 1, 8], [6, 3, 7, 2]]), (8, "ltr", [[5, 4, 8, 1], [3, 6, 2, 7]])]
    {
        let desk = Source::of(count).desk();
        desk.impose(&["--fold", "8", "--paper", "A3", "--direction", direction]);
        assert_eq!(desk.places(2, 2), pages(&wanted), "{count} {direction}");
        let turned: Vec<bool> = desk.matrices().iter().map(|(_, matrix)| matrix[0] < 0.0).collect();
        assert_eq!(turned, [true, true, false, false, true, true, false, false], "{direction}");
    }
    for (count, each, columns, rows) in [(12, "8", 2, 2), (16, "16", 4, 2), (20, "16", 4, 2), (32, "32", 4, 4)] {
        for direction in ["ltr", "rtl"] {
            let desk = Source::of(count).desk();
            let (said, _) = desk.impose(&["--fold", each, "--paper", "A3", "--direction", direction]);
            let places = desk.places(columns, rows);
            let whole = columns * rows * 2;
            assert_eq!(places.len(), count.div_ceil(whole) * 2, "{count} {each}: {said}");
            let number =
                |word: &str| word.strip_prefix("page").map_or(0, |number| number.parse::<usize>().expect("a number"));
            let heads: Vec<bool> = desk.matrices().iter().map(|(_, matrix)| matrix[0] < 0.0).collect();
            for (sheet, sides) in places.chunks(2).enumerate() {
                let first = sheet * whole + 1;
                let mut seen: Vec<usize> =
                    sides.iter().flatten().map(|word| number(word)).filter(|page| *page > 0).collect();
                seen.sort_unstable();
                assert_eq!(
                    seen,
                    (first..=count.min(first + whole - 1)).collect::<Vec<_>>(),
                    "{count} {each} {direction}"
                );
                // Two pages that share a fold of the spine are as far from the first as from the last: the outer halves of
                // one sheet of a booklet, which is the same signature folded in the middle alone.
                let pair = |side: usize, cell: usize| [0, 1].map(|other| number(&sides[side][cell + other]));
                for (side, cell) in (0..2).flat_map(|side| (0..columns * rows).step_by(2).map(move |cell| (side, cell)))
                {
                    let [left, right] = pair(side, cell);
                    assert!(left == 0 || right == 0 || left + right == 2 * first + whole - 1, "{left} beside {right}");
                    // On the outside of a leaf is its odd page, and its spine is where its direction has it, seen upright.
                    if left != 0 && sheet == 0 && count % whole == 0 {
                        let is_turned = heads[side * columns * rows + cell];
                        let is_recto = left % 2 == 1;
                        let spine_is_left = is_turned;
                        assert_eq!(is_recto == (direction == "ltr"), spine_is_left, "{left} of {count}, {direction}");
                    }
                }
                for row in 0..rows {
                    for column in 0..columns {
                        // Turned about its upright axis, the back of a leaf has the page after or before its front.
                        let front = number(&sides[0][row * columns + column]);
                        let back = number(&sides[1][row * columns + columns - 1 - column]);
                        let leaf = |page: usize| (page - 1) / 2;
                        assert!(front == 0 || back == 0 || leaf(front) == leaf(back), "{front} behind {back}");
                    }
                }
            }
        }
    }
}

#[test]
fn p27_inner_leaves_of_a_signature_lie_nearer_to_the_spine() {
    let places = |thickness: &str| {
        let desk = Source::of(16).desk();
        desk.impose(&["--fold", "16", "--paper", "A3", "--scale", "50", "--paper-thickness", thickness]);
        desk.matrices()
    };
    let (flat, thick) = (places("0mm"), places("0.5mm"));
    let mut moved: Vec<i64> = flat
        .iter()
        .zip(&thick)
        .map(|((_, one), (_, other))| ((one[4] - other[4]).abs() / MM * 10.0).round() as i64)
        .collect();
    moved.sort_unstable();
    // Eight leaves: two each lie under none, one, two and three others; each has two pages.
    assert_eq!(moved, [0, 0, 0, 0, 5, 5, 5, 5, 10, 10, 10, 10, 15, 15, 15, 15]);
}

#[test]
fn p26_a_booklet_too_thick_for_staples_is_reported() {
    let said =
        |pages: usize, arguments: &[&str]| Source::of(pages).desk().impose(&[&["--booklet"], arguments].concat()).1;
    assert_eq!(said(64, &[]), "");
    assert!(said(68, &[]).contains("warning[thick-booklet]: 17 sheets"));
    assert_eq!(said(68, &["--signature", "8"]), "");
}

#[test]
fn p27_inner_sheets_move_toward_the_fold() {
    let desk = Source::of(12).desk();
    let (said, _) = desk.impose(&["--booklet", "--paper-thickness", "0.5mm"]);
    assert!(said.contains("creep 1.0 mm"), "{said}");
    let matrices = desk.matrices();
    let fold = 297.0 * MM / 2.0;
    for (number, shift) in [(12, 0.0), (1, 0.0), (2, 0.0), (11, 0.0), (10, 0.5), (3, 0.5), (8, 1.0), (5, 1.0), (6, 1.0)]
    {
        let name = format!("P{number}");
        let (_, [a, .., x, y]) = matrices.iter().find(|(found, _)| *found == name).expect("the page is placed");
        assert_near(*a, 1.0);
        assert_near(*y, 0.0);
        let is_left = number % 2 == 0;
        let wanted = if is_left { fold - 148.0 * MM + shift * MM } else { fold - shift * MM };
        assert_near(*x, wanted);
    }
    // What crosses the fold is not printed.
    let objects = tool("qpdf", &["--qdf", "--object-streams=disable", "out.pdf", "-"], desk.0.path());
    let lines: Vec<&str> = objects.lines().collect();
    let clips = |start: &str| {
        let is_clip = |lines: &&[&str]| lines[0].starts_with(start) && lines[0].ends_with(" re") && lines[1] == "W";
        lines.windows(2).filter(is_clip).count()
    };
    assert_eq!(clips("0 0 420.9"), 6);
    assert_eq!(clips("420.9"), 6);
    desk.impose(&["--booklet"]);
    assert!(desk.matrices().iter().all(|(_, [.., x, _])| *x < 2.0 || (*x - fold).abs() < 0.01), "no creep unasked");
}

#[test]
fn p28_four_pages_a_side_fill_in_the_direction_of_reading() {
    let desk = Source::of(6).desk();
    let (said, _) = desk.impose(&["--n-up", "4"]);
    assert_eq!(desk.places(2, 2), pages(&[[1, 2, 3, 4], [5, 6, 0, 0]]));
    assert!(said.contains("1 sheet, 2 sides of A4 at 71 %; 6 pages, 2 blank"), "{said}");
    let desk = Source::rtl(6).desk();
    desk.impose(&["--n-up", "4"]);
    assert_eq!(desk.places(2, 2), pages(&[[2, 1, 4, 3], [6, 5, 0, 0]]));
}

#[test]
fn p28_two_six_and_nine_pages_a_side() {
    let desk = Source::rtl(9).desk();
    for (number, columns, rows, first) in
        [("2", 2, 1, vec![2, 1]), ("6", 3, 2, vec![3, 2, 1, 6, 5, 4]), ("9", 3, 3, vec![3, 2, 1, 6, 5, 4, 9, 8, 7])]
    {
        desk.impose(&["--n-up", number]);
        let wanted: Vec<String> = first.iter().map(|page| format!("page{page}")).collect();
        assert_eq!(desk.places(columns, rows)[0], wanted, "{number}");
    }
}

#[test]
fn one_page_is_repeated_on_all_places() {
    let desk = Source::of(3).desk();
    desk.impose(&["--n-up", "4", "--repeat", "--pages", "2-"]);
    assert_eq!(desk.places(2, 2), pages(&[[2; 4], [3; 4]]));
}

#[test]
fn stacks_are_cut_and_laid_on_each_other() {
    let desk = Source::of(14).desk();
    let (said, _) = desk.impose(&["--cut-and-stack", "4"]);
    assert_eq!(desk.places(2, 2), pages(&[[1, 5, 9, 13], [6, 2, 14, 10], [3, 7, 11, 0], [8, 4, 0, 12]]));
    assert!(said.contains("14 pages, 2 blank") && said.contains("on both sides, flip on the long edge"), "{said}");
    let desk = Source::rtl(7).desk();
    desk.impose(&["--cut-and-stack", "2"]);
    assert_eq!(desk.places(2, 1), pages(&[[5, 1], [2, 6], [7, 3], [4, 0]]));
}

#[test]
fn pages_are_taken_by_ranges() {
    let desk = Source::of(9).desk();
    desk.impose(&["--booklet", "--pages", "-2,8-"]);
    assert_eq!(desk.places(2, 1), pages(&[[9, 1], [2, 8]]));
    desk.impose(&["--n-up", "2", "--pages", "5,3,5"]);
    assert_eq!(desk.places(2, 1), pages(&[[3, 5]]), "each once, in the order of the file");
    for (ranges, status, message) in [
        ("3-12", 1, "error[no-such-page]: page 12 is asked for, but the last page is 9"),
        ("10-", 1, "page 10 is asked for"),
        ("5-3", 2, "“5-3” ends before it begins"),
        ("0", 2, "“0” is no range"),
        ("two", 2, "such as `3-10,15`"),
    ] {
        let output = desk.run(&["impose", "in.pdf", "--booklet", "--pages", ranges]);
        let said = text(&output.stderr);
        assert!(output.status.code() == Some(status) && said.contains(message), "{ranges}: {said}");
    }
    assert!(!desk.path("in-booklet.pdf").exists(), "nothing is made");
}

#[test]
fn p28_small_letters_are_reported_with_their_size() {
    let mut source = Source::of(4);
    source.size = [210.0 * MM, 297.0 * MM];
    let desk = source.desk();
    assert_eq!(desk.impose(&["--n-up", "4"]).1, "", "12 pt at 50 % can be read");
    let (_, warned) = desk.impose(&["--n-up", "9"]);
    assert!(warned.contains("warning[small-letters]"), "{warned}");
    assert!(warned.contains("become 4.0 pt instead of 12.0 pt (page 1)"), "{warned}");
}

#[test]
fn pages_are_enlarged_only_on_request() {
    let mut source = Source::of(4);
    source.size = [74.25 * MM, 105.0 * MM];
    let desk = source.desk();
    let scale = |arguments: &[&str]| {
        desk.impose(&[&["--booklet"], arguments].concat());
        desk.matrices()[0].1[0]
    };
    assert_near(scale(&[]), 1.0);
    assert_near(scale(&["--scale", "fit"]), 2.0);
    assert_near(scale(&["--scale", "150%"]), 1.5);
    assert_near(scale(&["--paper", "a5"]), 1.0);
    assert!(desk.impose(&["--booklet", "--paper", "a3"]).0.contains("2 sides of A3 at 100 %"));
    let (_, warned) = desk.impose(&["--booklet", "--scale", "210"]);
    assert!(warned.contains("warning[page-cut]: page 1 at 210 %"), "{warned}");
}

#[test]
fn turned_pages_stand_upright() {
    let mut source = Source::of(4);
    source.page.set("Rotate", 90);
    let desk = source.desk();
    desk.impose(&["--n-up", "2"]);
    // Turned by a quarter, A5 is wide: two of them stand on each other on upright A4.
    let (_, [width, height]) = desk.sides();
    assert!(width < height);
    assert_eq!(desk.places(1, 2), pages(&[[1, 2], [3, 4]]));
    let boxes = tool("pdftotext", &["-bbox", "out.pdf", "-"], desk.0.path());
    let value = |line: &str, name: &str| -> f64 {
        let rest = line.split(name).nth(1).and_then(|rest| rest.strip_prefix("=\"")).expect("a value");
        rest.split('"').next().and_then(|value| value.parse().ok()).expect("a number")
    };
    let word = boxes.lines().find(|line| line.contains(">page1<")).expect("the first word");
    // The word of a page turned clockwise runs downwards.
    assert!(value(word, "yMax") - value(word, "yMin") > value(word, "xMax") - value(word, "xMin"), "{word}");
}

#[test]
fn what_is_cropped_or_trimmed_stays_away() {
    // The word stands in the middle: the box below it shows nothing, that around it shows it.
    let [width, height] = A5;
    let part = |left: f64, bottom: f64, right: f64, top: f64| -> Object {
        [left, bottom, right, top].map(|value| Object::Real(value as f32)).to_vec().into()
    };
    for name in ["CropBox", "TrimBox"] {
        let mut source = Source::of(2);
        source.page.set(name, part(0.0, 0.0, width, height / 2.0 - 20.0));
        let desk = source.desk();
        desk.impose(&["--n-up", "2"]);
        assert_eq!(dark(&desk), 0, "{name}: nothing of the word is printed");
        source.page.set(name, part(width / 4.0, height / 4.0, width * 0.75, height * 0.75));
        let desk = source.desk();
        desk.impose(&["--n-up", "2", "--scale", "fit"]);
        assert!(dark(&desk) > 0, "{name}: the word is printed");
        assert_near(desk.matrices()[0].1[0], 2.0 * 148.5 / 148.0);
    }
}

#[test]
fn layers_that_are_hidden_stay_hidden() {
    for (state, is_shown) in [("ON", true), ("OFF", false)] {
        let mut document = Source::of(1).document();
        let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Layer") });
        let content = b"/OC /L BDC 0 0 200 200 re f EMC".to_vec();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let page = *document.get_pages().get(&1).expect("a page");
        let page = document.get_dictionary_mut(page).expect("a page");
        page.set("Contents", content);
        page.set("Resources", dictionary! { "Properties" => dictionary! { "L" => layer } });
        let mut usual = dictionary! { "Order" => vec![layer.into()] };
        usual.set(state, vec![layer.into()]);
        let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => usual };
        document.catalog_mut().expect("a catalogue").set("OCProperties", layers);
        let desk = Desk::empty();
        document.save(desk.path("in.pdf")).expect("a PDF");
        desk.impose(&["--n-up", "2"]);
        assert_eq!(dark(&desk) > 0, is_shown, "{state}");
    }
}

/// Dark pixels of the first side.
fn dark(desk: &Desk) -> usize {
    tool("pdftoppm", &["-r", "50", "-gray", "-f", "1", "-singlefile", "out.pdf", "side"], desk.0.path());
    let picture = fs::read(desk.path("side.pgm")).expect("a picture");
    // The header has three lines, the last of which says 255.
    let header = picture.windows(4).position(|window| window == b"255\n").expect("a header") + 4;
    picture[header..].iter().filter(|level| **level < 128).count()
}

#[test]
fn marks_to_fold_and_cut_at() {
    let mut source = Source::of(7);
    source.size = [120.0 * MM, 170.0 * MM];
    let desk = source.desk();
    let lines = || {
        let objects = tool("qpdf", &["--qdf", "--object-streams=disable", "out.pdf", "-"], desk.0.path());
        let all: Vec<&str> = objects.lines().collect();
        let count = all.windows(2).filter(|pair| pair[0].ends_with(" l") && pair[1] == "S").count();
        (count, objects.matches("[2 2] 0 d").count())
    };
    desk.impose(&["--booklet"]);
    assert_eq!(lines(), (0, 0));
    desk.impose(&["--booklet", "--marks"]);
    // Two marks of the fold on the front of each sheet, and two at each outer corner of the outermost, be a page blank or not.
    assert_eq!(lines(), (2 * 2 + 8, 2));
    desk.impose(&["--n-up", "4", "--marks"]);
    // Two cuts with an end at each side, and a cross of two lines, on the front.
    assert_eq!(lines(), (6, 0));
    desk.impose(&["--fold", "8", "--marks", "--paper", "A3"]);
    // Two folds with an end at each side, dashed, and two marks at each outer corner of the outermost leaf: pages 1, 2, 7, 8,
    // of which the front of the sheet has two.
    assert_eq!(lines(), (4 + 2 * 4, 1));
}

#[test]
fn annotations_are_left_out_with_a_note() {
    let mut source = Source::of(4);
    let annotation =
        |kind: &str| dictionary! { "Subtype" => kind, "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
    source.page.set("Annots", vec![annotation("Link").into(), annotation("Widget").into()]);
    let desk = source.desk();
    let (said, _) = desk.impose(&["--booklet", "--format", "json"]);
    let records: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records[0]["linksLeftOut"], 4);
    assert_eq!((records[0]["sheets"].as_u64(), records[0]["flip"].as_str()), (Some(1), Some("short-edge")));
    assert_eq!(records[1]["code"], "annotations-left-out");
    assert!(records[1]["message"].as_str().expect("a message").starts_with("4 annotations"), "{said}");
}

/// A chapter long enough for several pages.
fn chapter(word: &str) -> String {
    format!("# {word}\n\n{}", format!("{}\n\n", format!("{word} ").repeat(150)).repeat(12))
}

#[test]
fn books_of_ours_keep_their_fonts_and_their_direction() {
    for (lang, word, rtl) in [("en", "word", false), ("ar", "كلمة", true)] {
        let desk = Desk::empty();
        fs::write(desk.path("in.md"), chapter(word)).expect("a text");
        let built = desk.run(&["build", "in.md", "--edition", "print,screen", "--lang", lang]);
        assert!(built.status.success(), "{}", text(&built.stderr));
        for edition in ["print", "screen"] {
            let file = format!("in-{lang}-{edition}.pdf");
            fs::copy(desk.path(&file), desk.path("in.pdf")).expect("a copy");
            let (said, warned) = desk.impose(&["--booklet", "--format", "json"]);
            let record: Value = serde_json::from_str(said.lines().next().expect("a record")).expect("JSON");
            assert_eq!((record["direction"] == "rtl", warned.as_str()), (rtl, ""));
            let fonts = |file: &str| -> Vec<String> {
                let list = tool("pdffonts", &[file], desk.0.path());
                let font = |line: &str| line.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
                let mut fonts: Vec<String> = list.lines().skip(2).map(font).collect();
                fonts.sort();
                fonts
            };
            assert_eq!(fonts("out.pdf"), fonts("in.pdf"));
            assert!(fonts("out.pdf").iter().all(|font| font.contains(" yes yes")), "{:?}", fonts("out.pdf"));
            let count = |file: &str| tool("pdftotext", &[file, "-"], desk.0.path()).matches(word).count();
            assert_eq!(count("out.pdf"), count("in.pdf"), "every word is there");
        }
    }
}

#[test]
fn the_same_file_gives_the_same_bytes_beside_it() {
    let desk = Source::rtl(5).desk();
    for (arguments, name) in [(["--booklet"].as_slice(), "in-booklet.pdf"), (&["--n-up", "4"], "in-4up.pdf")] {
        let run = || {
            let output = desk.run(&[&["impose", "in.pdf"], arguments].concat());
            assert!(output.status.success(), "{}", text(&output.stderr));
            assert!(text(&output.stdout).starts_with(name));
            let bytes = fs::read(desk.path(name)).expect("the file");
            fs::remove_file(desk.path(name)).expect("removed");
            bytes
        };
        assert_eq!(run(), run(), "{name}");
    }
    assert_eq!(fs::read_dir(desk.0.path()).expect("the folder").count(), 1, "nothing else is left");
}

#[test]
fn what_cannot_be_imposed_is_said() {
    let desk = Source::of(2).desk();
    let whole = fs::read(desk.path("in.pdf")).expect("a PDF");
    fs::write(desk.path("broken.pdf"), &whole[..whole.len() / 2]).expect("a file");
    fs::write(desk.path("notes.pdf"), "# Notes\n").expect("a file");
    Source::of(0).document().save(desk.path("empty.pdf")).expect("a PDF");
    tool("qpdf", &["--encrypt", "secret", "secret", "256", "--", "in.pdf", "locked.pdf"], desk.0.path());
    tool("qpdf", &["--encrypt", "", "secret", "256", "--", "in.pdf", "open.pdf"], desk.0.path());
    let mut lost = Source::of(2).document();
    let last = *lost.get_pages().get(&2).expect("a page");
    lost.objects.remove(&last);
    lost.save(desk.path("lost.pdf")).expect("a PDF");
    // Tables of objects whose fields would take all memory there is, or none, however their key is written.
    for (name, key) in [("wide.pdf", "W[1 99999999999999 2]"), ("endless.pdf", "#57 [ 0 0 0 ]")] {
        let table = format!("<</Type/XRef/Size 2/{key}/Index[0 99999999999]/Root 1 0 R/Length 8>>stream");
        let file = format!("%PDF-1.7\n1 0 obj\n{table}\n12345678\nendstream\nendobj\nstartxref\n9\n%%EOF\n");
        fs::write(desk.path(name), file).expect("a file");
    }
    for (file, code, says) in [
        ("wide.pdf", 1, "fields of no sound width"),
        ("endless.pdf", 1, "fields of no sound width"),
        ("broken.pdf", 1, "broken-pdf"),
        ("notes.pdf", 1, "no-pdf"),
        ("empty.pdf", 1, "empty-pdf"),
        ("locked.pdf", 1, "encrypted-pdf"),
        ("open.pdf", 1, "encrypted-pdf"),
        ("lost.pdf", 1, "tells of 2 pages, and 1 can be found"),
        ("missing.pdf", 2, "missing-file"),
        (".", 3, "cannot-read"),
    ] {
        let output = desk.run(&["impose", file, "--booklet"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{file}: {said}");
        assert!(said.contains(says) && said.contains("= help: "), "{file}: {said}");
    }
    assert!(!desk.path("broken-booklet.pdf").exists());
}

#[test]
fn wrong_use_is_said() {
    let desk = Source::of(2).desk();
    for (arguments, says) in [
        (["--n-up", "7"].as_slice(), "[possible values: 2, 4, 6, 9]"),
        (&["--booklet", "--paper", "A44"], "'A4'"),
        (&["--booklet", "--n-up", "2"], "cannot be used with"),
        (&["--n-up", "2", "--signature", "2"], "cannot be used with"),
        (&["--booklet", "--paper-thickness", "3mm"], "a length up to 1mm"),
        (&["--booklet", "--scale", "5"], "a percentage from 10 to 400"),
        (&[], "--booklet"),
        (&["--booklet", "--output", "./in.pdf"], "same-file"),
    ] {
        let output = desk.run(&[&["impose", "in.pdf"], arguments].concat());
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}
