//! Drawings as programs write them: shown as browsers show them, sound in e-books, and told where something is left out.

use super::desk::{Desk, PHOTOGRAPH, alike, base64, gif, tool};
use std::fmt::Write;
use std::time::{Duration, Instant};

const GREEN: [u8; 3] = [0, 160, 0];

/// Drawings of 48 × 32 that are green all over, each in another way.
fn green() -> Vec<(&'static str, String)> {
    let svg = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 48 32' width='48' height='32'>{inside}</svg>"
        )
    };
    let area = "width='48' height='32'";
    vec![
        (
            "entity",
            format!(
                "<!DOCTYPE svg [<!ENTITY ns 'http://www.w3.org/2000/svg'><!ENTITY look 'fill:#00a000'>]><svg xmlns='&ns;' viewBox='0 0 48 32'><rect style='&look;' {area}/></svg>"
            ),
        ),
        (
            "prefix",
            format!(
                "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 48 32'><s:rect fill='#00a000' {area}/></s:svg>"
            ),
        ),
        ("none", format!("<svg viewBox='0 0 48 32'><rect fill='#00a000' {area}/></svg>")),
        ("root", svg(&format!("<style>:root{{--c:#00a000}}.v{{fill:var(--c)}}</style><rect class='v' {area}/>"))),
        ("inline", svg(&format!("<g style='--c:#00a000'><rect style='fill:var(--c, red)' {area}/></g>"))),
        ("fallback", svg(&format!("<rect fill='var(--none, rgb(0, 160, 0))' {area}/>"))),
        ("ground", svg(&format!("<rect style='fill:light-dark(#00a000, #fff)' {area}/>"))),
        (
            "cascade",
            svg(&format!(
                "<style>/* {{ */ rect{{fill:red}} #a:b,#x{{fill:#00a000}} @media print{{rect{{fill:red}}}}</style><rect id='x' {area}/>"
            )),
        ),
        (
            "colon",
            svg(&format!(
                "<defs><linearGradient id='a:b'><stop stop-color='#00a000'/></linearGradient></defs><rect id='my shape' fill='url(#a:b)' {area}/>"
            )),
        ),
        ("digit", svg(&format!("<defs><g id='1st'><rect fill='#00a000' {area}/></g></defs><use xlink:href='#1st'/>"))),
        (
            "twice",
            svg(&format!(
                "<style>#p{{fill:#00a000}}</style><rect id='p' width='24' height='32'/><rect id='p' x='24' width='24' height='32'/><desc aria-labelledby='p'>{area}</desc>"
            )),
        ),
        (
            "switch",
            svg(&format!(
                "<switch><foreignObject requiredExtensions='urn:x' {area}><i xmlns='urn:x'/></foreignObject><g><rect fill='#00a000' {area}/></g></switch>"
            )),
        ),
        (
            "editor",
            svg(&format!(
                "<metadata><x xmlns='urn:x' id='x'/></metadata><e:view xmlns:e='urn:e' id='n'/><rect unknown='1' data-name='a' tabindex='0' xml:id='q' fill='#00a000' {area}/><bogus/><font/>"
            )),
        ),
        (
            "nested",
            svg(&format!(
                "<image {area} href='data:image/svg+xml;base64,{}'/>",
                base64(svg(&format!("<rect fill='#00a000' {area}/>")).as_bytes())
            )),
        ),
        (
            "sides",
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='48px' height='32px'><rect fill='#00a000' {area}/></svg>"
            ),
        ),
    ]
}

#[test]
fn drawings_of_every_dialect_look_as_in_a_browser() {
    let drawings = green();
    let mut text = "# Drawings\n\n".to_owned();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, drawing) in &drawings {
        let _ = write!(text, "![{name}]({name}.svg){{alt=\"x\" width=15mm .here}}\n\n");
        files.push((format!("{name}.svg"), drawing.clone().into_bytes()));
    }
    let utf16 = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 32'><rect fill='#00a000' width='48' height='32'/></svg>";
    files.push((
        "utf16.svg".into(),
        [0xFF, 0xFE].into_iter().chain(utf16.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
    ));
    files.push(("bom.svg".into(), format!("\u{FEFF}{utf16}").into_bytes()));
    files.push((
        "latin.svg".into(),
        [b"<?xml version='1.0' encoding='ISO-8859-1'?><!-- caf\xE9 -->", utf16.as_bytes()].concat(),
    ));
    text.push_str("![utf16](utf16.svg)\n\n![bom](bom.svg)\n\n![latin](latin.svg)\n");
    let beside: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let desk = Desk::new(&text, &beside);
    assert_eq!(desk.findings("check", &[]), []);
    let painted = desk.painted();
    assert_eq!(painted.len(), files.len());
    for (picture, (name, _)) in painted.iter().zip(&files) {
        let corners = picture.corners();
        assert!(corners.iter().all(|corner| alike(*corner, GREEN)), "{name}: {corners:?}");
    }
    let book = desk.ebook();
    assert_eq!(book.len(), files.len());
    for (name, bytes) in book {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for gone in ["<!DOCTYPE", "&look", "var(", "<style", "urn:", "class=", "foreignObject"] {
            assert!(!text.contains(gone), "{gone} in {name}: {text}");
        }
    }
}

/// As Mermaid and draw.io write them, with signs that HTML has names for.
#[test]
fn labels_in_html_are_words() {
    let label = |style: &str, words: &str| {
        format!(
            "<foreignObject x='10' y='10' width='180' height='60'><div xmlns='http://www.w3.org/1999/xhtml' style='{style}'>{words}</div></foreignObject>"
        )
    };
    let svg = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 80' width='100%' style='max-width: 200px'>{inside}</svg>"
        )
    };
    let cases = [
        (
            "mermaid",
            svg(&format!(
                "<style>.n p{{color:#c00}}</style><g class='n'>{}</g>",
                label("display: table-cell", "<span><p>Registration office</p></span>")
            )),
        ),
        ("arabic", svg(&label("", "<p>ابدأ هنا</p>"))),
        ("long", svg(&label("", "Household survey of the whole northern region"))),
        (
            "drawio",
            svg(&format!(
                "<switch>{}<text x='100' y='40' text-anchor='middle'>Well</text></switch><switch><g requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'/><text y='70'>Cannot display</text></switch>",
                label("", "Well")
            )),
        ),
        (
            "other",
            svg(&format!(
                "<switch>{}<text x='100' y='40'>[Not supported]</text></switch>",
                label("", "Granary<br/>and mill")
            )),
        ),
        ("sign", svg("<text x='10' y='40'>Caf&eacute;</text>")),
    ];
    let mut text = "# Labels\n\n".to_owned();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, drawing) in &cases {
        let _ = write!(text, "![x]({name}.svg){{alt=\"x\" width=60mm .here}}\n\n");
        files.push((format!("{name}.svg"), drawing.clone().into_bytes()));
    }
    let beside: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let desk = Desk::new(&text, &beside);
    assert_eq!(desk.findings("check", &[]), []);
    let words = tool("pdftotext", &["-layout", &desk.build("screen").0.display().to_string(), "-"]);
    let whole = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for label in ["Registration office", "Household survey", "northern region", "Well", "Granary", "and mill", "Café"]
    {
        assert!(whole.contains(label), "{label} in {words}");
    }
    for label in ["Cannot display", "Not supported"] {
        assert!(!whole.contains(label), "{label} in {words}");
    }
    let painted = desk.painted();
    let dark = |picture: &super::desk::Painted, from: f64, to: f64| {
        (0..100).any(|x| {
            (0..40).any(|y| {
                let x = from + (to - from) * f64::from(x) / 100.0;
                picture.at(x, 0.2 + f64::from(y) / 66.0).iter().any(|part| *part < 128)
            })
        })
    };
    assert!(dark(&painted[0], 0.35, 0.65) && !dark(&painted[0], 0.0, 0.1), "in the middle of its box");
    assert!(dark(&painted[1], 0.4, 0.6), "Arabic, too");
    assert!(!dark(&painted[2], 0.96, 1.0), "wrapped");
    let book = desk.ebook();
    let mermaid = book.iter().find(|(name, _)| name == "mermaid.svg").expect("the drawing");
    assert!(String::from_utf8_lossy(&mermaid.1).contains(r##"fill="#c00""##), "in the colour of its rule");
}

#[test]
fn what_a_drawing_may_not_hold_is_left_out_and_told() {
    let svg = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 48 32'><rect width='48' height='32'/>{inside}</svg>"
        )
    };
    let damaged = super::desk::damaged();
    let cases = [
        ("script", svg("<script>go()</script><rect onclick='go()' width='1' height='1'/>"), "a script"),
        ("entity", format!("<!DOCTYPE svg [<!ENTITY e '<script>go()</script>'>]>{}", svg("&e;")), "a script"),
        (
            "prefix",
            "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><s:script>go()</s:script></s:svg>"
                .to_owned(),
            "a script",
        ),
        ("set", svg("<a><set attributeName='xlink:href' to='javascript:go()'/></a>"), "a script"),
        ("file", svg("<image href='file:///secret.png' width='9' height='9'/>"), "`file:///secret.png`"),
        ("beside", svg("<image xlink:href='../secret.png' width='9' height='9'/>"), "`../secret.png`"),
        ("web", svg("<rect fill='url(http://example.org/a.svg#b)' width='9' height='9'/>"), "example.org"),
        ("part", svg("<use href='other.svg#a'/>"), "`other.svg#a`"),
        ("sheet", svg("<style>@import url(a.css);</style>"), "a style sheet"),
        ("short", svg("<image href='data:image/png;base64,AAAA' width='9' height='9'/>"), "cannot be read"),
        ("wrong", svg("<image href='data:image/png;base64,%%%%' width='9' height='9'/>"), "cannot be read"),
        (
            "damaged",
            svg(&format!("<image href='data:image/jpeg;base64,{}' width='9' height='9'/>", base64(&damaged))),
            "cannot be read",
        ),
    ];
    let mut text = "# Drawings\n\n".to_owned();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, drawing, _) in &cases {
        let _ = write!(text, "![x]({name}.svg){{alt=\"x\" width=15mm .here}}\n\n");
        files.push((format!("{name}.svg"), drawing.clone().into_bytes()));
    }
    let beside: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let desk = Desk::new(&text, &beside);
    let found = desk.findings("check", &[]);
    assert_eq!(found.len(), cases.len(), "{found:?}");
    for ((code, severity, message), (name, _, what)) in found.iter().zip(&cases) {
        assert_eq!((code.as_str(), severity.as_str()), ("drawing-cut", "warning"));
        assert!(message.contains(&format!("{name}.svg")) && message.contains(what), "{name}: {message}");
    }
    assert_eq!(desk.painted().len(), cases.len());
    for (name, bytes) in desk.ebook() {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for gone in ["script", "onclick", "secret", "example.org", "other.svg", "<image", "@import"] {
            assert!(!text.contains(gone), "{gone} in {name}: {text}");
        }
    }
}

#[test]
fn pictures_in_drawings_are_shown_whatever_their_kind() {
    let image = |bytes: &[u8], kind: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 32'><image width='48' height='32' href='data:{kind};base64,{}'/></svg>",
            base64(bytes)
        )
    };
    let webp = super::desk::webp(None);
    let desk = Desk::new(
        "# Drawings\n\n![a](a.svg)\n\n![b](b.svg)\n\n![c](c.svg)\n",
        &[
            ("a.svg", image(&gif(), "image/gif").as_bytes()),
            ("b.svg", image(&webp, "image/webp").as_bytes()),
            ("c.svg", image(PHOTOGRAPH, "image/png").as_bytes()),
        ],
    );
    assert_eq!(desk.findings("check", &[]), []);
    for picture in desk.painted() {
        let corners = picture.corners();
        assert!(corners.iter().zip(super::desk::CORNERS).all(|(found, wanted)| alike(*found, wanted)), "{corners:?}");
    }
    assert_eq!(desk.ebook().len(), 3);
}

/// Small files that stand for more than any machine can draw; each is refused at once.
#[test]
fn drawings_that_unfold_without_end_are_refused() {
    let levels = |kind: &str, first: &str, part: &dyn Fn(usize) -> String| {
        let mut defs = format!("<{kind} id='m0' width='9' height='9'>{first}</{kind}>");
        for level in 1..16 {
            let _ = write!(defs, "<{kind} id='m{level}' width='9' height='9'>{}</{kind}>", part(level - 1).repeat(6));
        }
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99 99'><defs>{defs}</defs>{}</svg>", part(15))
    };
    let rect = |name: &'static str| move |level: usize| format!("<rect width='9' height='9' {name}='url(#m{level})'/>");
    let first = "<rect width='9' height='9'/>";
    let entities: String =
        (1..12).map(|at| format!("<!ENTITY e{at} '{}'>", format!("&e{};", at - 1).repeat(9))).collect();
    let cases = [
        ("clip", levels("clipPath", first, &rect("clip-path")), "picture-too-large"),
        ("mask", levels("mask", first, &rect("mask")), "picture-too-large"),
        ("pattern", levels("pattern", first, &rect("fill")), "picture-too-large"),
        (
            "style",
            levels("pattern", first, &|level| format!("<rect width='9' height='9' style='fill:url(#m{level})'/>")),
            "picture-too-large",
        ),
        ("use", levels("g", first, &|level| format!("<use href='#m{level}'/>")), "picture-too-large"),
        (
            "deep",
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{}{}</svg>",
                "<g>".repeat(5000),
                "</g>".repeat(5000)
            ),
            "picture-too-large",
        ),
        (
            "huge",
            "<svg xmlns='http://www.w3.org/2000/svg' width='1e30' height='1e-30'/>".to_owned(),
            "picture-too-large",
        ),
        (
            "entities",
            format!(
                "<!DOCTYPE svg [<!ENTITY e0 'ha'>{entities}]><svg xmlns='http://www.w3.org/2000/svg'><text>&e11;</text></svg>"
            ),
            "broken-picture",
        ),
    ];
    for (name, drawing, code) in cases {
        let desk = Desk::new("# A\n\n![A](a.svg)\n", &[("a.svg", drawing.as_bytes())]);
        let before = Instant::now();
        let found = desk.findings("build", &[]);
        assert!(before.elapsed() < Duration::from_secs(20), "{name}");
        assert_eq!(found.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), [code], "{name}: {found:?}");
    }
    let looped = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g id='a'><use href='#a'/></g><rect width='9' height='9'/></svg>";
    let desk = Desk::new("# A\n\n![A](a.svg)\n", &[("a.svg", looped.as_bytes())]);
    assert_eq!(desk.findings("build", &[]), [], "a part that holds itself is drawn without itself");
}

#[test]
fn signs_of_a_drawing_that_no_font_has_are_told() {
    let drawing =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99 30'><text x='5' y='20'>A \u{13000} B</text></svg>";
    let desk = Desk::new("# A\n\n![A](a.svg)\n", &[("a.svg", drawing.as_bytes())]);
    let found = desk.findings("build", &["--edition", "screen"]);
    let codes: Vec<(&str, &str)> = found.iter().map(|(code, how, _)| (code.as_str(), how.as_str())).collect();
    assert_eq!(codes, [("missing-glyph", "warning")], "{found:?}");
}
