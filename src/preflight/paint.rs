//! What pages paint: letters, colours, ink, pictures, and where they lie.

use super::boxes::bleeds;
use super::{Asked, Log, MM, by_hand, mm, points};
use crate::pdf_file::{FontFacts, Input, Paint, Painted, Space, budget, walk};
use crate::picture::inks;
use crate::project::{Colors, Sides, Smallest, Standard};
use crate::units::Length;
use lopdf::Stream;
use std::collections::{BTreeMap, BTreeSet};

/// Sides that differ by less, in points, are the same.
const SAME: f64 = 0.6;
/// What is nearer to the cut than this, in points, is to bleed.
const NEAR: f64 = 0.5 * MM;
/// Pixels of a picture of inks that are looked at, at most.
const MOST_PIXELS: usize = 64 << 20;
/// So many blank pages in a row are a mistake.
const BLANK_RUN: usize = 3;

pub(super) fn look(input: &Input, asked: &Asked<'_>, log: &mut Log<'_>) {
    let mut left = budget();
    let mut fonts = BTreeSet::new();
    let mut pictures = BTreeMap::new();
    let mut blank = Vec::with_capacity(input.pages.len());
    for (at, page) in input.pages.iter().enumerate() {
        let margins = margins(input, at, asked);
        let (own, wanted) = bleeds(input, at, asked);
        let mut eye = Eye {
            asked,
            size: page.size,
            margins,
            bleeds: wanted.is_some().then_some(own),
            worst: BTreeMap::new(),
            fonts: &mut fonts,
            pictures: &mut pictures,
            is_blank: true,
        };
        walk(&input.document, page, &mut left, &mut |painted| eye.see(painted));
        blank.push(eye.is_blank);
        for (code, seen) in eye.worst {
            let what = format!("page {}: {}", at + 1, seen.message);
            if seen.is_error { log.error(code, what, seen.help) } else { log.warning(code, what, seen.help) }
        }
    }
    if asked.cover.is_none() {
        blanks(&blank, log);
    }
}

/// How far from the cut words stay, at the left, foot, right and head.
fn margins(input: &Input, at: usize, asked: &Asked<'_>) -> [f64; 4] {
    let profile = asked.profile;
    let sides = match asked.cover {
        Some(_) => Sides::all(profile.cover.safety.unwrap_or(Length::ZERO)),
        None => {
            let gutter = profile.gutter(input.pages.len()).unwrap_or(Length::ZERO);
            Sides { bind: profile.margins.bind.max(gutter), ..profile.margins }
        }
    };
    by_hand(sides, input, at)
}

/// Runs of blank pages within a book; those of a file that goes from the last page to the first may begin with some.
fn blanks(blank: &[bool], log: &mut Log<'_>) {
    let mut start = None;
    for (at, is_blank) in blank.iter().enumerate() {
        match (is_blank, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if at - from >= BLANK_RUN && from > 0 {
                    let message = format!("pages {} to {at} are blank", from + 1);
                    log.warning(
                        "blank-pages",
                        message,
                        "shops take two blank pages in a row, and more at the end alone",
                    );
                }
                start = None;
            }
            _ => {}
        }
    }
}

/// The worst of a kind on a page.
struct Seen {
    measure: f64,
    is_error: bool,
    message: String,
    help: &'static str,
}

/// Looks at what one page paints.
struct Eye<'a> {
    asked: &'a Asked<'a>,
    size: [f64; 2],
    margins: [f64; 4],
    /// The bleed that the page has, where any is asked for.
    bleeds: Option<[f64; 4]>,
    worst: BTreeMap<&'static str, Seen>,
    /// Fonts that were told.
    fonts: &'a mut BTreeSet<String>,
    /// Most ink of pictures that were looked at.
    pictures: &'a mut BTreeMap<*const Stream, f64>,
    is_blank: bool,
}

impl Eye<'_> {
    /// Keeps a finding if it is worse than the one of its kind so far: the measure is larger.
    fn tell(
        &mut self,
        code: &'static str,
        is_error: bool,
        measure: f64,
        message: impl Fn() -> String,
        help: &'static str,
    ) {
        if self.worst.get(code).is_none_or(|seen| measure > seen.measure) {
            self.worst.insert(code, Seen { measure, is_error, message: message(), help });
        }
    }

    fn see(&mut self, painted: &Painted<'_>) {
        match painted {
            Painted::Text { size, from, to, font, paint } => {
                self.is_blank = false;
                self.color(paint, [from[0], from[1]]);
                self.letters(*size, (*from, *to), font, paint);
            }
            Painted::Area { bounds, paint } => {
                self.is_blank &= is_white(paint);
                self.color(paint, [bounds[0], bounds[3]]);
                self.edge(*bounds, paint);
                self.rule((bounds[2] - bounds[0]).min(bounds[3] - bounds[1]), *bounds);
                self.pale(paint, *bounds);
            }
            Painted::Line { bounds, thickness, paint } => {
                self.is_blank &= is_white(paint);
                self.color(paint, [bounds[0], bounds[3]]);
                if paint.space != Space::AllPlates {
                    self.rule(*thickness, *bounds);
                }
            }
            Painted::Picture { pixels, bits, sides, bounds, space, image } => {
                self.is_blank = false;
                let paint = Paint { space: space.clone(), parts: Vec::new() };
                self.color(&paint, [bounds[0], bounds[3]]);
                self.edge(*bounds, &paint);
                self.resolution((*pixels, *bits), *sides, *bounds);
                if let (Space::Cmyk | Space::Icc(4), Some(image)) = (space, image) {
                    self.picture_ink(image, *bounds);
                }
            }
            Painted::Transparent(what) => {
                if !self.asked.profile.standard.takes_transparency() {
                    let standard = self.asked.profile.standard.name();
                    let message = || format!("{what} lets something shine through, which {standard} takes not");
                    self.tell("transparency", true, 1.0, message, "flatten it where it is made");
                }
            }
        }
    }

    fn letters(&mut self, size: f64, (from, to): ([f64; 2], [f64; 2]), font: &FontFacts, paint: &Paint) {
        let page = self.size;
        if !font.is_embedded && self.fonts.insert(font.name.clone()) {
            let message = || format!("the font {} is not embedded", font.name);
            self.tell("unembedded-font", true, 1.0, message, "export the file with all its fonts");
        }
        if font.is_drawn && self.fonts.insert(font.name.clone()) {
            let message = || "letters are drawings (a Type 3 font), which presses print unevenly".to_owned();
            self.tell("drawn-letters", false, 1.0, message, "use an outline font");
        }
        let is_of_inks = matches!(paint.space, Space::Cmyk | Space::Icc(4));
        let colors = self.asked.profile.colors;
        if (colors == Colors::Cmyk || (colors == Colors::Grey && is_of_inks)) && is_rich_black(paint) {
            let message = || format!("black letters in several inks, {}", place_on(page, from));
            self.tell("rich-black-text", true, 1.0, message, "print text in black alone: 0/0/0/100");
        }
        if let Smallest { type_size: Some(least), .. } = self.asked.profile.least
            && !font.is_drawn
            && size > 0.5
            && size < points(least) - 0.05
        {
            let message =
                || format!("letters of {size:.1} pt, {}; {:.1} pt is the least", place_on(page, from), points(least));
            self.tell("small-type", false, points(least) - size, message, "set them larger");
        }
        // From the feet of letters to the heads of capitals.
        let (low, high) = (from[1].min(to[1]), from[1].max(to[1]) + size * 0.7);
        let own = [from[0].min(to[0]), low, self.size[0] - from[0].max(to[0]), self.size[1] - high];
        for ((own, margin), side) in own.into_iter().zip(self.margins).zip(["left", "foot", "right", "head"]) {
            if margin > SAME && own < margin - SAME {
                let message = || format!("words {} from the {side}; {} is the least", mm(own), mm(margin));
                self.tell("outside-safety", true, margin - own, message, "widen the margin, or set the words narrower");
            }
        }
    }

    fn color(&mut self, paint: &Paint, at: [f64; 2]) {
        let page = self.size;
        let profile = self.asked.profile;
        let is_exchange = profile.standard != Standard::Plain;
        match (&paint.space, profile.colors) {
            (Space::Rgb, Colors::Cmyk) => {
                let message = || format!("red, green and blue {}", place_on(page, at));
                self.tell("rgb-color", is_exchange, 1.0, message, "convert colours to the inks of the press");
            }
            (Space::Icc(3), Colors::Cmyk) if profile.standard == Standard::X1a => {
                let message = || format!("red, green and blue with a profile, {}", place_on(page, at));
                self.tell("rgb-color", true, 1.0, message, "convert colours to the inks of the press");
            }
            (space @ (Space::Rgb | Space::Cmyk | Space::Icc(3 | 4)), Colors::Grey) if !is_neutral(paint) => {
                let what = if matches!(space, Space::Cmyk | Space::Icc(4)) { "coloured inks" } else { "a colour" };
                let message = || format!("{what} {}, where all is printed grey", place_on(page, at));
                self.tell("color-in-grey", false, 1.0, message, "make it grey, to see what is printed");
            }
            (Space::Cmyk | Space::Icc(4), Colors::Rgb) => {
                let message = || format!("inks {}; colours are taken as red, green and blue", place_on(page, at));
                self.tell("cmyk-color", false, 1.0, message, "convert colours to sRGB");
            }
            (Space::Spot(ink), _) => {
                let message = || format!("the ink “{ink}” {}, which needs a plate of its own", place_on(page, at));
                self.tell("spot-color", is_exchange, 1.0, message, "mix it of cyan, magenta, yellow and black");
            }
            _ => {}
        }
        if matches!(paint.space, Space::Cmyk | Space::Icc(4)) {
            self.ink(paint.parts.iter().sum::<f64>() * 100.0, at);
        }
    }

    fn ink(&mut self, percent: f64, at: [f64; 2]) {
        let page = self.size;
        let Some(limit) = self.asked.profile.ink_limit.map(f64::from) else { return };
        if percent > limit + 1.0 {
            let message = || format!("{percent:.0} % of ink {}; {limit:.0} % is the most", place_on(page, at));
            self.tell(
                "too-much-ink",
                true,
                percent,
                message,
                "mix the colour of less ink, or convert with another profile",
            );
        }
    }

    /// The most ink of a picture, which is decoded once.
    fn picture_ink(&mut self, image: &Stream, bounds: [f64; 4]) {
        if self.asked.profile.ink_limit.is_none() {
            return;
        }
        let key = std::ptr::from_ref(image);
        let most = *self.pictures.entry(key).or_insert_with(|| most_ink(image).unwrap_or(0.0));
        self.ink(most, [bounds[0], bounds[3]]);
    }

    fn resolution(&mut self, (pixels, bits): ([u32; 2], u32), sides: [f64; 2], bounds: [f64; 4]) {
        let least = self.asked.profile.least;
        let (wanted, what) = match bits {
            1 => (least.line_art, "a picture of black and white"),
            _ => (least.resolution, "a picture"),
        };
        let Some(wanted) = wanted.map(f64::from) else { return };
        let density = |at: usize| f64::from(pixels[at]) * 72.0 / sides[at].max(0.01);
        let own = density(0).min(density(1));
        // One pixel is a ground, no picture.
        if own < wanted - 1.0 && pixels.iter().all(|side| *side > 4) {
            let (page, at) = (self.size, [bounds[0], bounds[3]]);
            let message =
                || format!("{what} of {own:.0} pixels per inch {}; {wanted:.0} is the least", place_on(page, at));
            let help = "use a file with more pixels, or print it smaller";
            self.tell("low-resolution", false, wanted - own, message, help);
        }
    }

    fn rule(&mut self, thickness: f64, bounds: [f64; 4]) {
        let Some(least) = self.asked.profile.least.rule.map(points) else { return };
        let long = (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]);
        if thickness < least - 0.02 && long > 3.0 {
            let (page, at) = (self.size, [bounds[0], bounds[3]]);
            let message = || format!("a rule of {thickness:.2} pt {}; {least:.2} pt is the least", place_on(page, at));
            self.tell("thin-rule", false, least - thickness, message, "draw it thicker");
        }
    }

    /// Greys too light to be printed.
    fn pale(&mut self, paint: &Paint, bounds: [f64; 4]) {
        let Some(least) = self.asked.profile.least.grey.map(f64::from) else { return };
        let ink = match (&paint.space, paint.parts.as_slice()) {
            (Space::Gray, [light]) => (1.0 - light) * 100.0,
            (Space::Cmyk, [c, m, y, black]) if c + m + y < 0.001 => black * 100.0,
            _ => return,
        };
        if ink > 0.1 && ink < least - 0.5 {
            let (page, at) = (self.size, [bounds[0], bounds[3]]);
            let message =
                || format!("a grey of {ink:.0} % {}; {least:.0} % is the lightest that is printed", place_on(page, at));
            self.tell("pale-grey", false, least - ink, message, "make it darker, or white");
        }
    }

    /// What reaches the cut, where the page has no bleed.
    fn edge(&mut self, bounds: [f64; 4], paint: &Paint) {
        let Some(own) = self.bleeds.filter(|_| !is_white(paint)) else { return };
        let gaps = [bounds[0], bounds[1], self.size[0] - bounds[2], self.size[1] - bounds[3]];
        let has_none = own.iter().all(|side| *side < SAME);
        if has_none && gaps.into_iter().any(|gap| gap < NEAR) {
            let (page, at) = (self.size, [bounds[0].max(0.0), bounds[3].min(self.size[1])]);
            let message =
                || format!("a ground or picture reaches the cut {}, and the page has no bleed", place_on(page, at));
            self.tell("no-bleed", true, 1.0, message, "let it go on beyond the cut, with a page as large as that");
        }
    }
}

/// `at 12 mm from the left and 30 mm from the head`, of a page of this size.
fn place_on(page: [f64; 2], [x, y]: [f64; 2]) -> String {
    format!("at {} from the left and {} from the head", mm(x), mm(page[1] - y))
}

/// Nothing is seen of it on paper.
fn is_white(paint: &Paint) -> bool {
    match (&paint.space, paint.parts.as_slice()) {
        (Space::Gray, [light]) => *light > 0.999,
        (Space::Rgb | Space::Icc(3), parts) => !parts.is_empty() && parts.iter().all(|part| *part > 0.999),
        (Space::Cmyk | Space::Icc(4), parts) => !parts.is_empty() && parts.iter().all(|part| *part < 0.001),
        _ => false,
    }
}

/// A grey, or something whose colours are not known here.
fn is_neutral(paint: &Paint) -> bool {
    match (&paint.space, paint.parts.as_slice()) {
        (Space::Rgb | Space::Icc(3), [r, g, b]) => (r - g).abs() < 0.03 && (g - b).abs() < 0.03,
        (Space::Cmyk | Space::Icc(4), [c, m, y, _]) => c + m + y < 0.01,
        _ => false,
    }
}

/// Black to the eye, but not of black ink alone.
fn is_rich_black(paint: &Paint) -> bool {
    match (&paint.space, paint.parts.as_slice()) {
        (Space::Cmyk | Space::Icc(4), [c, m, y, black]) => {
            (*black > 0.85 && c + m + y > 0.1) || (*c > 0.5 && *m > 0.5 && *y > 0.5 && c + m + y + black > 2.2)
        }
        (Space::Rgb | Space::Icc(3), parts @ [_, _, _]) => parts.iter().all(|part| *part < 0.16),
        _ => false,
    }
}

/// The most ink at one place of a picture of inks, in percent.
fn most_ink(image: &Stream) -> Option<f64> {
    let filter = image.dict.get(b"Filter").ok();
    let is_jpeg = filter.is_some_and(|filter| {
        let name = filter.as_name().ok().or_else(|| filter.as_array().ok()?.last()?.as_name().ok());
        name == Some(b"DCTDecode")
    });
    let data = if is_jpeg {
        inks(&image.content)?.data
    } else {
        image.decompressed_content_with_limit(MOST_PIXELS * 4).ok()?
    };
    let sum = |pixel: &[u8]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>();
    data.chunks_exact(4).map(sum).max().map(|most| f64::from(most) / 2.55)
}
