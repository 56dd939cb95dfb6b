//! Pictures: each file once, whatever the number of places where it stands.
//!
//! In: the pictures that the pages name. Out: one external object for each, drawn in the unit square. A picture
//! that cannot be used is reported, and its place stays empty; so is one with too few pixels, where it is printed.

mod convert;
mod jpeg;
mod png;
mod spaces;
mod svg;

use super::fonts::{Fonts, Usage};
use super::{Info, Palette};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::font::FontSet;
use crate::layout::Pages;
use crate::picture::{Fault, Format, Image};
use crate::project::{Colors, Standard};
use crate::text::{ItemKind, Owner};
use crate::units::Length;
use lopdf::{Dictionary, Document, ObjectId, dictionary};
use rayon::prelude::*;
use spaces::Spaces;
use std::collections::BTreeMap;

/// A picture in the form in which it is embedded.
enum Picture {
    Raster(Box<png::Raster>),
    Drawing(Box<svg::Drawing>),
}

/// The pictures of a file, numbered in the order of first use.
pub(super) struct Pictures {
    numbers: BTreeMap<Image, usize>,
    pictures: Vec<Option<Picture>>,
    rules: Rules,
    is_refused: bool,
}

/// What the file's standard says of pictures.
#[derive(Clone)]
struct Rules {
    palette: Palette,
    /// What lies under a picture may shine through.
    takes_transparency: bool,
    /// Newest version of the profiles that pictures may bring; `None` where they may bring none.
    newest_profile: Option<u8>,
    /// Samples may have sixteen bits.
    takes_deep: bool,
    standard: Option<Standard>,
    /// The fewest pixels per inch at print size, of pictures with tones and of those of two colours.
    least_density: [Option<u16>; 2],
}

impl Rules {
    fn of(info: &Info) -> Self {
        let palette = info.palette.clone();
        let newest_profile = match info.standard {
            _ if palette.colors() == Colors::Grey => None,
            Some(Standard::X1a) => None,
            Some(Standard::X3) => Some(spaces::NEWEST_IN_1_4),
            Some(Standard::X4 | Standard::Plain) | None => Some(spaces::NEWEST),
        };
        Self {
            palette,
            takes_transparency: info.takes_transparency(),
            newest_profile,
            // ISO 32000-1 8.9.5.1: since PDF 1.5.
            takes_deep: info.version() >= "1.5",
            standard: info.standard,
            least_density: info.least_density,
        }
    }
}

/// Where a picture is shown largest.
struct Use<'a> {
    image: &'a Image,
    width: Length,
    source: Option<Span>,
}

impl Pictures {
    /// Reads the pictures of the pages; glyphs of drawings are added to `usage`.
    pub(super) fn load(
        pages: &Pages,
        info: &Info,
        fonts: &FontSet,
        usage: &mut Usage,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (numbers, uses) = uses(pages);
        let reader = svg::Reader::new(fonts, &info.lang);
        let rules = Rules::of(info);
        let read: Vec<_> = uses.par_iter().map(|one| read(one.image, &rules, &reader)).collect();
        let (mut pictures, mut is_refused) = (Vec::new(), false);
        for (picture, one) in read.into_iter().zip(&uses) {
            let picture = picture.map_err(|fault| diagnostics.push(one.place(fault.finding(one.image)))).ok();
            if let Some(Picture::Drawing(drawing)) = &picture {
                drawing.announce(usage);
                drawing.findings().for_each(|finding| diagnostics.push(one.place(finding)));
            }
            if let Some(Picture::Raster(raster)) = &picture {
                let reduced = raster.is_reduced().then(|| over_limit(&rules.palette));
                let found = reduced.into_iter().chain(coarse(one, raster, &rules));
                found.for_each(|finding| diagnostics.push(one.place(finding)));
            }
            if let Some(Picture::Drawing(drawing)) = &picture
                && drawing.is_transparent()
                && !rules.takes_transparency
            {
                is_refused = true;
                diagnostics.push(one.place(see_through(&rules)));
            }
            pictures.push(picture);
        }
        Self { numbers, pictures, rules, is_refused }
    }

    /// Whether the file's standard does not take one of them, which was reported.
    pub(super) fn are_refused(&self) -> bool {
        self.is_refused
    }

    /// The name of a picture in the resources of pages; `None` for one that could not be read.
    pub(super) fn name(&self, file: &Image) -> Option<String> {
        let number = *self.numbers.get(file)?;
        self.pictures.get(number)?.as_ref().map(|_| format!("P{number}"))
    }

    /// Whether what lies under a picture may shine through it.
    pub(super) fn is_transparent(&self, file: &Image) -> bool {
        let picture = self.numbers.get(file).and_then(|number| self.pictures.get(*number)?.as_ref());
        match picture {
            Some(Picture::Raster(raster)) => raster.is_transparent(),
            Some(Picture::Drawing(drawing)) => drawing.is_transparent(),
            None => false,
        }
    }

    /// Writes the pictures and returns their names and objects. Drawings set words with the file's fonts, named in the
    /// dictionary `names_of_fonts`, and its `outlines`.
    pub(super) fn embed(
        self,
        document: &mut Document,
        fonts: &Fonts<'_>,
        names_of_fonts: ObjectId,
        outlines: &[(String, ObjectId)],
    ) -> Dictionary {
        let mut names = Dictionary::new();
        let mut spaces = Spaces::new(self.rules);
        for (number, picture) in self.pictures.into_iter().enumerate() {
            let object = match picture {
                None => continue,
                Some(Picture::Raster(raster)) => raster.embed(document, &mut spaces),
                Some(Picture::Drawing(drawing)) => {
                    drawing.embed(document, (fonts, names_of_fonts, outlines), &mut spaces)
                }
            };
            names.set(format!("P{number}"), object);
        }
        names
    }
}

/// The pictures of the pages by number, and the largest use of each.
fn uses(pages: &Pages) -> (BTreeMap<Image, usize>, Vec<Use<'_>>) {
    let (mut numbers, mut uses) = (BTreeMap::new(), Vec::<Use<'_>>::new());
    for item in pages.frames.iter().flat_map(|frame| &frame.items) {
        let ItemKind::Picture { file, rect } = &item.kind else { continue };
        let source = match item.owner {
            Owner::Node(node) => pages.structure.nodes.get(&node).and_then(|node| node.source),
            Owner::Artifact(_) => None,
        };
        let this = Use { image: file, width: rect.size.width, source };
        match numbers.get(file).and_then(|number: &usize| uses.get_mut(*number)) {
            Some(largest) if largest.width < this.width => *largest = this,
            Some(_) => {}
            None => {
                numbers.insert(file.clone(), uses.len());
                uses.push(this);
            }
        }
    }
    (numbers, uses)
}

impl Use<'_> {
    /// A finding with its place.
    fn place(&self, finding: Diagnostic) -> Diagnostic {
        match self.source {
            Some(source) => finding.at(source),
            None => finding.in_file(self.image.path().display().to_string()),
        }
    }
}

/// What is said of a picture with too few pixels for its size.
fn coarse(one: &Use<'_>, raster: &png::Raster, rules: &Rules) -> Option<Diagnostic> {
    let least = f64::from(rules.least_density[usize::from(raster.is_bilevel())]?);
    let (pixels, _) = one.image.facts().ok()?.pixels?;
    let density = f64::from(pixels) * 72.0 / one.width.pt().max(1.0);
    let message = format!("{density:.0} pixels per inch are too few to print well: {least} are asked");
    let help = format!(
        "give it a width of {:.0} mm or less, or a file at least {:.0} pixels wide",
        (f64::from(pixels) * 25.4 / least).floor(),
        (one.width.pt() * least / 72.0).ceil()
    );
    (density < least - 1.0).then(|| Diagnostic::warning("low-resolution", message).help(help))
}

/// What is said of a drawing through which something is seen, where the standard takes none.
fn see_through(rules: &Rules) -> Diagnostic {
    let standard = rules.standard.map_or("the standard", Standard::name);
    let message = format!("{standard} takes nothing that lets what lies under it shine through, and this drawing does");
    let help = "draw it in plain colours, without opacity, masks and ways of blending; or use a profile with pdf/x-4";
    Diagnostic::error("transparency", message).help(help).seen()
}

/// What is said of a picture whose own inks are more than the paper takes.
fn over_limit(palette: &Palette) -> Diagnostic {
    let limit = palette.limit().unwrap_or_default();
    let message =
        format!("this picture has more ink at one place than {limit} %; its cyan, magenta and yellow are reduced");
    let help = "separate it anew for this paper, or give it in red, green and blue";
    Diagnostic::warning("ink-limit", message).help(help)
}

/// Reads a picture.
fn read(image: &Image, rules: &Rules, reader: &svg::Reader<'_>) -> Result<Picture, Fault> {
    let facts = image.facts().map_err(Clone::clone)?;
    if let Some(drawing) = &facts.drawing {
        return Ok(Picture::Drawing(Box::new(reader.read(drawing)?)));
    }
    let raster = raster(&image.bytes()?, rules)?.ok_or_else(|| Fault::Broken("it has no pixels".to_owned()))?;
    Ok(Picture::Raster(Box::new(raster.turned(facts.orientation))))
}

/// A picture of pixels, as they lie in the file where its colours and its alpha can stay; `None` for a drawing.
fn raster(data: &[u8], rules: &Rules) -> Result<Option<png::Raster>, Fault> {
    let format = crate::picture::format(data)?;
    if format == Format::Svg {
        return Ok(None);
    }
    if let Some(converted) = convert::converted(data, rules)? {
        return Ok(Some(converted));
    }
    let raster = match format {
        Format::Jpeg => png::Raster::opaque(jpeg::read(data, rules)?),
        Format::Png => png::read(data, rules.takes_deep)?,
        _ => png::repacked(&crate::picture::pixels(data)?)?,
    };
    Ok(Some(raster.with_profile(crate::picture::profile(data))))
}

/// The dictionary of an image.
fn image(width: u32, height: u32, space: &str, bits: i64) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space,
        "BitsPerComponent" => bits,
    }
}
