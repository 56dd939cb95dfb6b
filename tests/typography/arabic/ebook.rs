//! docs/typography.md A39–A41: the e-book.

use crate::support::Book;

const TEXT: &str = "# فصل\n\nاستفاد MIEUX (2024) من https://example.org/ar/ و`git push` و[Local plan]{lang=en} هاتف +216 71 000 000.\n\n\
                    أ. بند\nب. بند\n\n```\nx = 1\n```\n\nنص[^1].\n\n[^1]: حاشية.\n";

#[test]
fn a39_package_spine_and_pages_run_right_to_left() {
    let book = Book::project("ar", "", TEXT);
    let epub = book.epub();
    let package = epub.all(".opf");
    let head = &package[package.find("<package").expect("a package")..];
    let head = &head[..head.find('>').expect("an end")];
    assert!(head.contains("dir=\"rtl\"") && head.contains("xml:lang=\"ar\""), "{head}");
    assert!(package.contains("page-progression-direction=\"rtl\""));
    let mut pages = 0;
    for (name, text) in epub.texts.iter().filter(|(name, _)| name.ends_with("html")) {
        let html = &text[text.find("<html").expect("a root")..];
        let html = &html[..html.find('>').expect("an end")];
        assert!(
            html.contains("dir=\"rtl\"") && html.contains(" lang=\"ar\"") && html.contains("xml:lang=\"ar\""),
            "{name}: {html}"
        );
        pages += 1;
    }
    assert!(pages > 2 && epub.texts.iter().any(|(name, _)| name.contains("nav")));
    assert!(epub.file.exists());
}

#[test]
fn a17_an_ebook_sets_apart_what_pages_set_apart_and_nothing_else() {
    let text = "# فصل MIEUX (2024) الأول\n\nالترخيص CC BY 4.0 و**Pro** Git ومساحة 5 km^2^ هنا.\n\nبرنامج *MIEUX* (2024) ثم \
                هاتف +216 **71** 000 ثم `setup.py` v2 هنا.\n\nمنظمة GIZ (2024)[^1] هنا.\n\n[^1]: نص.\n";
    let html = Book::project("ar", "", text).epub().all("html");
    for expected in [
        "MIEUX <bdi dir=\"rtl\">(2024)</bdi> الأول</h1>",
        "الترخيص CC BY 4.0 و<strong>Pro</strong> Git ومساحة 5 km<sup>2</sup> هنا.",
        "<em>MIEUX</em> <bdi dir=\"rtl\">(2024)</bdi> ثم",
        "<bdi dir=\"ltr\">+216 <strong>71</strong> 000</bdi> ثم",
        "<bdi dir=\"ltr\"><code dir=\"ltr\">setup.py</code> v2</bdi> هنا",
        "GIZ <span class=\"together\"><bdi dir=\"rtl\">(2024)</bdi><sup dir=\"rtl\">",
    ] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
}

#[test]
fn a40_isolates_are_elements_and_no_controls() {
    let epub = Book::project("ar", "", TEXT).epub();
    let html = epub.all("html");
    let body: String = html.split("<body").skip(1).collect();
    assert!(body.contains("dir=\"ltr\""), "{body}");
    assert!(body.contains("<bdi") || body.contains("<span"), "{body}");
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    assert!(
        !text.contains(|c| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
    );
    // The style sheet of an e-book must not set directions (EPUB 3.3, 6.3.1.3): the elements do, which isolates them.
    let all = |element: &str| body.matches(&format!("<{element}")).count();
    for element in ["code", "pre"] {
        let tag = format!("<{element}");
        let starts = body.match_indices(&tag);
        let open =
            starts.filter(|(at, _)| body[*at..].split('>').next().is_some_and(|tag| tag.contains("dir=\"ltr\"")));
        let within_pre = if element == "code" { body.matches("<pre").count() } else { 0 };
        assert!(all(element) > 0 && open.count() + within_pre >= all(element), "{element}: {body}");
    }
}

#[test]
fn a41_the_style_sheet_knows_sides_and_letters() {
    let epub = Book::project("ar", "", TEXT).epub();
    let css: String = epub.all(".css").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(css.contains("margin-inline-start") && css.contains("[dir=\"rtl\"]") && css.contains("margin-right"));
    for rule in ["hyphens: none", "letter-spacing: 0", "font-synthesis: none", "font-style: normal"] {
        assert!(css.contains(rule), "{rule}");
    }
    assert!(!css.contains("arabic-abjad"));
    let html = epub.all("html");
    assert!(html.contains("class=\"marker\"") && html.contains("أ."), "markers are text");
    let height = css.split("line-height: ").nth(1).map(|rest| rest.split(';').next().unwrap_or("").to_owned());
    assert!(css.contains("body { line-height: 1.8"), "{height:?}");
}
