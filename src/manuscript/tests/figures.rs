use super::super::*;
use super::{Made, make_with};

/// A picture, whatever the name of its file.
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";

/// A publication with pictures: `p/figures/{flows.svg, ar/flows.svg}`, `p/en/own.png`.
fn publication() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["p/figures/flows.svg", "p/figures/ar/flows.svg", "p/en/own.png", "outside.png"] {
        let file = folder.path().join("root").join(name);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::fs::write(file, DRAWING).expect("written");
    }
    std::fs::write(folder.path().join("secret.png"), DRAWING).expect("written");
    folder
}

fn make(folder: &tempfile::TempDir, lang: &str, text: &str) -> Made {
    let root = folder.path().join("root");
    make_with(lang, text, &[], &root.join("p").join(lang).join("01.md"), Some(&root))
}

#[test]
fn braces_make_the_words_a_caption_and_number_the_figure() {
    let folder = publication();
    let text = "![Flows *here*](figures/flows.svg){#fig width=80% alt=\"Arrows\"}\n\n![](own.png){alt=\"\"}\n\n![Seen](own.png \"A title\")\n\nSee ![dot](own.png).\n\n![Alone](own.png)\n";
    let made = make(&folder, "en", text);
    assert_eq!(made.said(), []);
    assert_eq!(
        made.dump(),
        "figure #fig flows.svg alt=Some(\"Arrows\") width=Some(Share(800)) (1): Flows <em here>\n\
         figure own.png alt=Some(\"\") width=None\n\
         figure own.png alt=Some(\"Seen\") width=None (2): A title\n\
         p: See <img Some(\"dot\")>.\n\
         figure own.png alt=Some(\"Alone\") width=None\n"
    );
}

#[test]
fn the_language_has_its_own_variant() {
    let folder = publication();
    let file = |lang: &str| {
        let made = make(&folder, lang, "![a](figures/flows.svg)\n");
        assert_eq!(made.said(), []);
        match &made.manuscript.blocks[0].kind {
            BlockKind::Figure(figure) => {
                figure.picture.file.path().strip_prefix(folder.path()).expect("in the folder").to_owned()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(file("en"), Path::new("root/p/figures/flows.svg"));
    assert_eq!(file("ar-MA"), Path::new("root/p/figures/ar/flows.svg"));
}

#[test]
fn pictures_that_cannot_be_shown_are_reported_and_their_words_kept() {
    let folder = publication();
    let text = "![A](figures/flow.svg){#f alt=\"b\"}\n\n![C](../../../secret.png)\n\nx ![D](https://a.org/d.png) y\n\n![E](own.png){#e}\n";
    let made = make(&folder, "en", text);
    assert_eq!(
        made.said(),
        [
            ("missing-picture", "![A](figures/flow.svg){#f alt=\"b\"}\n"),
            ("path-outside", "![C](../../../secret.png)"),
            ("remote-picture", "![D](https://a.org/d.png)"),
            ("missing-alt", "![E](own.png){#e}\n"),
        ]
    );
    assert_eq!(made.help(), "did you mean `flows.svg`?");
    assert_eq!(made.dump(), "p #f: A\np: C\np: x D y\nfigure #e own.png alt=None width=None (1): E\n");
}

#[test]
fn links_in_the_file_system_do_not_lead_out() {
    let folder = publication();
    let link = folder.path().join("root/p/figures/link.png");
    std::os::unix::fs::symlink(folder.path().join("secret.png"), link).expect("a link");
    let made = make(&folder, "en", "![a](figures/link.png)\n");
    assert_eq!(made.said(), [("path-outside", "![a](figures/link.png)")]);
}

#[test]
fn a_single_file_has_its_own_folder() {
    let folder = publication();
    let path = folder.path().join("root/p/en/01.md");
    let made = make_with("en", "![a](own.png)\n\n![b](../figures/flows.svg)\n", &[], &path, None);
    assert_eq!(made.said(), [("path-outside", "![b](../figures/flows.svg)")]);
}

#[test]
fn html_pictures_give_alt_and_width() {
    let folder = publication();
    let text = "<p align=\"center\"><img src=\"own.png\" alt=\"W\" width=\"50%\"></p>\n\n<figure><img src=\"own.png\" alt=\"\"><figcaption>Cap <b>x</b></figcaption></figure>\n";
    let made = make(&folder, "en", text);
    assert_eq!(made.said(), []);
    assert_eq!(
        made.dump(),
        "figure own.png alt=Some(\"W\") width=Some(Share(500))\nfigure own.png alt=Some(\"\") width=None (1): Cap <b x>\n"
    );
}

#[test]
fn a_picture_alone_in_an_item_is_a_figure() {
    let folder = publication();
    let made = make(&folder, "en", "- ![Cap](own.png){#f alt=\"A\"}\n- x ![y](own.png)\n");
    assert_eq!(made.said(), []);
    assert_eq!(
        made.dump(),
        "ul\n  li\n    figure #f own.png alt=Some(\"A\") width=None (1): Cap\n  li\n    p: x <img Some(\"y\")>\n"
    );
}
