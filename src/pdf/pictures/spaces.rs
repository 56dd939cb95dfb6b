//! What the colours of pictures mean.
//!
//! A file for the screen is sRGB throughout, as its output intent says. In a file for print, numbers of red, green and
//! blue say nothing by themselves: there such pictures carry the profile of sRGB, which all of them share (ISO 15930-7).

use super::super::{Kind, srgb};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The colour spaces of the pictures of a file.
pub(super) struct Spaces {
    /// What the file is for.
    pub(super) kind: Kind,
    srgb: Option<ObjectId>,
}

impl Spaces {
    /// None is written yet.
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, srgb: None }
    }

    /// Names, in the dictionary of an image, the space that its colours are in.
    pub(super) fn define(&mut self, image: &mut Dictionary, document: &mut Document) {
        let is_rgb = image.get(b"ColorSpace").and_then(Object::as_name).is_ok_and(|name| name == b"DeviceRGB");
        if self.kind == Kind::Print && is_rgb {
            let space = *self.srgb.get_or_insert_with(|| {
                let profile = srgb::write(document);
                document.add_object(vec!["ICCBased".into(), Object::Reference(profile)])
            });
            image.set("ColorSpace", Object::Reference(space));
        }
    }
}
