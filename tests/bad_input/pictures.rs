//! Pictures that are not there, not whole, too large or not ours.

use super::fault::{Fault, TEXT};
use crate::support::Place;
use png::{BitDepth, ColorType, Encoder};

const AT: &str = "sources/one/en/01.md:3:1";

/// A project that shows a picture of this name.
fn showing(path: &str) -> Place {
    let place = Place::project();
    place.write(TEXT, format!("# Chapter\n\n![Flows of money]({path}){{alt=\"Arrows\"}}\n"));
    place
}

/// A whole PNG file.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).expect("a picture");
    file
}

/// A PNG file that says it is `side` pixels wide and high, and holds next to nothing.
fn giant(side: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, side, side);
    encoder.set_color(ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_chunk(png::chunk::IDAT, &[]).expect("a chunk");
    drop(writer);
    file
}

#[test]
fn a_missing_picture_and_the_nearest_one() {
    let place = showing("figures/flow.png");
    Fault::error("missing-picture", AT, "put the file into the folder figures/").is_all(&place, &["en/one"]);
    place.write("sources/one/figures/flows.png", png(400, 300));
    Fault::error("missing-picture", AT, "did you mean `flows.png`?").is_all(&place, &["en/one"]);
}

#[test]
fn pictures_that_are_not_whole() {
    let whole = png(400, 300);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x55;
    let cases: [(&str, Vec<u8>); 9] = [
        ("cut.png", whole[..whole.len() / 2].to_vec()),
        ("tail.png", whole[..whole.len() - 12].to_vec()),
        ("head.png", whole[..20].to_vec()),
        ("flipped.png", flipped),
        ("garbage.jpg", [&b"\xFF\xD8\xFF\xE0"[..], &b"garbage ".repeat(40)].concat()),
        ("short.jpg", b"\xFF\xD8\xFF\xD9".to_vec()),
        ("open.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect></svg>".to_vec()),
        ("words.svg", b"no drawing".to_vec()),
        ("empty.png", Vec::new()),
    ];
    for (name, bytes) in cases {
        let place = showing(&format!("figures/{name}"));
        place.write(&format!("sources/one/figures/{name}"), bytes);
        Fault::error("broken-picture", AT, "save it again").is_all(&place, &["en/one"]);
    }
}

#[test]
fn a_picture_within_a_line_is_checked_as_well() {
    let place = Place::project();
    place.write("sources/one/figures/sign.png", &png(40, 30)[..300]);
    place.write(TEXT, "# Chapter\n\nA sign ![sign](figures/sign.png){alt=\"A sign\"} in a line.\n");
    Fault::error("broken-picture", "sources/one/en/01.md:3:8", "save it again").is_all(&place, &["en/one"]);
}

/// Ten gigabytes of pixels are announced; a program that made room for them would not come back in this limit.
#[test]
fn a_giant_picture_is_refused_before_room_is_made_for_it() {
    let place = showing("figures/giant.png");
    place.write("sources/one/figures/giant.png", giant(50_000));
    Fault::error("picture-too-large", AT, "save a smaller copy").is_all(&place, &["en/one"]);
    let run = super::size::bounded(&place, &["build", "one", "--lang", "en"], 1 << 20).ends(1);
    Fault::error("picture-too-large", AT, "save a smaller copy").is_in_text(&run);
}

#[test]
fn a_path_that_climbs_out_of_the_project() {
    let help = "copy it into the folder figures/";
    for path in
        ["../../../../secret.png", "/../secret.png", "figures/../../../../../secret.png", "%2e%2e/../../../s.png"]
    {
        Fault::error("path-outside", AT, help).is_all(&showing(path), &["en/one"]);
    }
}

/// A path from the root is one from the root of the project, whatever the machine has there.
#[test]
fn an_absolute_path_stays_in_the_project() {
    let elsewhere = Place::empty();
    elsewhere.write("secret.png", png(400, 300));
    let secret = elsewhere.path("secret.png").display().to_string();
    Fault::error("missing-picture", AT, "figures/").is_all(&showing(&secret), &["en/one"]);
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_project_is_not_followed() {
    let elsewhere = Place::empty();
    elsewhere.write("secret.png", png(400, 300));
    let place = showing("figures/linked.png");
    std::fs::create_dir_all(place.path("sources/one/figures")).expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path("secret.png"), place.path("sources/one/figures/linked.png"))
        .expect("a link");
    Fault::error("path-outside", AT, "copy it into the folder figures/").is_all(&place, &["en/one"]);
}
