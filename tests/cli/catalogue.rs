//! The pages that readers download from.

use crate::support::{ONE, Place, TOOLBOX};
use html5gum::{Token, Tokenizer};
use std::fs;

/// A page read by a parser of HTML: no fault in its form, every element closed in order.
struct Page {
    /// Element and attributes of each start tag.
    tags: Vec<(String, Vec<(String, String)>)>,
    /// Words outside the head's style.
    text: String,
    bytes: usize,
}

impl Page {
    fn read(html: &str) -> Self {
        let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let (mut tags, mut text, mut open) = (Vec::new(), String::new(), Vec::new());
        for token in Tokenizer::new(html).map(|token| token.expect("a token")) {
            match token {
                Token::StartTag(tag) => {
                    let name = words(&tag.name);
                    if !["meta", "link", "br"].contains(&name.as_str()) {
                        open.push(name.clone());
                    }
                    let attributes = tag.attributes.iter().map(|(key, value)| (words(key), words(value)));
                    tags.push((name, attributes.collect()));
                }
                Token::EndTag(tag) => assert_eq!(open.pop(), Some(words(&tag.name))),
                Token::String(string) if open.last().is_none_or(|name| name != "style") => {
                    text.push_str(&words(&string));
                }
                Token::Error(error) => panic!("{error:?} in {html}"),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
        Self { tags, text, bytes: html.len() }
    }

    fn values(&self, element: &str, attribute: &str) -> Vec<&str> {
        let of = self.tags.iter().filter(|(name, _)| name == element);
        let pairs = of.flat_map(|(_, attributes)| attributes);
        pairs.filter(|(key, _)| key == attribute).map(|(_, value)| value.as_str()).collect()
    }

    fn squeezed(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn built() -> Place {
    let place = Place::project();
    place.write("sources/toolbox.toml", TOOLBOX.replace("[\"one\", \"two\"]", "[\"one\"]"));
    let chapters: String = (1..=2).map(|n| format!("# Chapter {n}\n\n{}\n\n", "Some words. ".repeat(60))).collect();
    place.write("sources/one/ar/01.md", chapters);
    place.write("sources/one/publication.toml", format!("{ONE}[volumes.ar]\ncount = 2\n"));
    place.write(
        "sources/two/publication.toml",
        "[publication]\ntitle = { en = \"<Two> & \\\"2\\\"\" }\nlanguages = [\"en\"]\n",
    );
    place.run(&["build"]).ends(0);
    place
}

#[test]
fn pages_are_well_formed_light_and_without_scripts_and_their_links_lead_somewhere() {
    let place = built();
    for (path, lang, dir) in
        [("index.html", "en", "ltr"), ("en/index.html", "en", "ltr"), ("ar/index.html", "ar", "rtl")]
    {
        let file = place.path("output").join(path);
        let page = Page::read(&fs::read_to_string(&file).expect("a page"));
        assert_eq!((page.values("html", "lang"), page.values("html", "dir")), (vec![lang], vec![dir]));
        assert!(page.bytes < 16_000, "{} bytes", page.bytes);
        assert!(page.tags.iter().all(|(name, _)| name != "script" && name != "img"));
        assert!(page.tags.iter().filter(|(name, _)| name == "h1").count() == 1);
        let links = page.values("a", "href");
        assert!(links.len() >= 3, "{links:?}");
        for link in links {
            let target = file.parent().expect("a folder").join(link);
            assert!(target.is_file(), "{path}: {link}");
        }
    }
}

#[test]
fn the_list_has_the_form_that_readers_know() {
    let place = built();
    let page = |lang: &str| {
        Page::read(&fs::read_to_string(place.path(&format!("output/{lang}/index.html"))).expect("a page")).squeezed()
    };
    let english = page("en");
    assert!(english.contains("Module 1: One compulsory [ENG] [AR 1/2; 2/2]"), "{english}");
    assert!(english.contains("More publications <Two> & \"2\" [ENG]"), "{english}");
    assert!(english.contains("PDF for the screen 8 pages · "), "{english}");
    assert!(english.contains(" kB EPUB e-book "), "{english}");
    let arabic = page("ar");
    assert!(arabic.contains("الوحدة 1: واحد إلزامية [ENG] [AR 1/2; 2/2]"), "{arabic}");
    assert!(arabic.contains("ملف PDF للشاشة، الجزء الأول"), "{arabic}");
}
