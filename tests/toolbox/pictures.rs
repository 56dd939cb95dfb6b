//! A few pages look as they looked when somebody last looked at them: `ACCEPT=1 cargo test --test program toolbox::pictures`
//! takes the new look, which then belongs into the commit.

use super::make::{output, root, scratch};
use super::tools::text;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Volume file and page, with what is to be seen there.
const PAGES: [(&str, u32, &str); 14] = [
    ("en/core-module/core-module-en-screen.pdf", 3, "title"),
    ("en/core-module/core-module-en-screen.pdf", 5, "contents"),
    ("en/core-module/core-module-en-screen.pdf", 7, "opening"),
    ("en/core-module/core-module-en-screen.pdf", 12, "table"),
    ("en/core-module/core-module-en-screen.pdf", 13, "figure"),
    ("en/core-module/core-module-en-screen.pdf", 15, "box"),
    ("fr/user-guide/user-guide-fr-screen.pdf", 9, "page"),
    ("es/user-guide/user-guide-es-screen.pdf", 9, "page"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 3, "title"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 5, "contents"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 11, "notes"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 12, "table"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 14, "figure"),
    ("ar/core-module/core-module-ar-1of2-screen.pdf", 16, "box"),
];

/// Mean difference of a channel, in thousandths of its range, above which a page counts as changed: renderers differ in
/// how they smooth edges.
const TOLERANCE: u64 = 4;

struct Picture {
    size: (u32, u32),
    bytes: Vec<u8>,
}

fn read(path: &Path) -> Option<Picture> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).ok()?)).read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut bytes).ok()?;
    bytes.truncate(info.buffer_size());
    Some(Picture { size: (info.width, info.height), bytes })
}

fn render(pdf: &Path, page: u32, folder: &Path, name: &str) -> PathBuf {
    let page = page.to_string();
    let target = folder.join(name);
    let target_text = target.to_string_lossy().into_owned();
    let pdf = pdf.to_string_lossy().into_owned();
    text("pdftoppm", &["-r", "60", "-png", "-singlefile", "-f", &page, "-l", &page, &pdf, &target_text]);
    target.with_extension("png")
}

#[test]
fn pages_look_as_they_were_accepted() {
    let kept = root().join("tests/toolbox/pictures");
    let folder = scratch("pictures");
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut changed = Vec::new();
    for (file, page, what) in PAGES {
        let name = format!("{}-{what}", Path::new(file).file_stem().unwrap_or_default().to_string_lossy());
        let now = render(&output().join(file), page, &folder, &name);
        let before = kept.join(now.file_name().unwrap_or_default());
        if accept {
            std::fs::create_dir_all(&kept).and_then(|()| std::fs::copy(&now, &before)).expect("the picture is kept");
            continue;
        }
        let seen = read(&now).unwrap_or_else(|| panic!("{} can be read", now.display()));
        let same = read(&before).is_some_and(|old| {
            let difference: u64 = old.bytes.iter().zip(&seen.bytes).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            old.size == seen.size && difference * 1000 <= TOLERANCE * 255 * seen.bytes.len() as u64
        });
        if !same {
            changed.push(format!("{} differs from {}", now.display(), before.display()));
        }
    }
    assert!(changed.is_empty(), "look at them, then ACCEPT=1: {changed:#?}");
}
