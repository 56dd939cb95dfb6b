//! How large a picture stands on the page.

use super::Composer;
use crate::diagnostics::{Diagnostics, Span};
use crate::manuscript::{Extent, NodeId, Picture};
use crate::text::{Artifact, Owner};
use crate::units::{Length, Size};

/// Highest part of the page's text that a picture takes, in percent.
const HIGHEST: i64 = 60;

impl Composer<'_> {
    /// The size of a picture on paper: as wide or high as asked for, or its natural size, within `room` and a part of the
    /// page's height. `None` where the file cannot be used, which is reported.
    pub(super) fn picture_size(
        &self,
        picture: &Picture,
        room: Length,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Size> {
        let natural = match picture.file.facts() {
            Ok(facts) => facts.size,
            Err(fault) => {
                diagnostics.push(fault.finding(&picture.file).at(span));
                return None;
            }
        };
        let length = |extent: Extent| match extent {
            Extent::Share(share) => room.scale(i64::from(share), 1000),
            Extent::Length(length) => length,
            Extent::Em(ems) => self.text_size(self.language).scale(i64::from(ems), 1000),
        };
        let page = &self.house.page;
        let highest = (page.height - page.margins.top - page.margins.bottom).scale(HIGHEST, 100);
        let (width, height) = (picture.width.map(length), picture.height.map(length));
        let of_height = |height: Length| natural.width.scale(height.raw(), natural.height.raw().max(1));
        let wanted = width.or(height.map(of_height)).unwrap_or(natural.width);
        Some(scaled_to(natural, wanted.min(room), height.map_or(highest, |height| height.min(highest))))
    }

    /// Whose a picture is: nobody's where it is a mere decoration.
    pub(super) fn owner_of_picture(&self, node: NodeId, picture: &Picture) -> Owner {
        match picture.alt.as_deref() {
            Some("") => Owner::Artifact(Artifact::Layout),
            _ => Owner::Node(node),
        }
    }
}

/// The natural size, made `width` wide and no higher than `highest`.
fn scaled_to(natural: Size, width: Length, highest: Length) -> Size {
    let height = natural.height.scale(width.raw(), natural.width.raw().max(1));
    if height <= highest {
        return Size { width, height };
    }
    Size { width: natural.width.scale(highest.raw(), natural.height.raw().max(1)), height: highest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions_within_measure_and_page() {
        let pt = Length::from_pt;
        let natural = Size { width: pt(400.0), height: pt(800.0) };
        assert_eq!(scaled_to(natural, pt(200.0), pt(500.0)), Size { width: pt(200.0), height: pt(400.0) });
        assert_eq!(scaled_to(natural, pt(400.0), pt(500.0)), Size { width: pt(250.0), height: pt(500.0) });
    }
}
