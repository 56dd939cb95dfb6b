//! What the printer or shop of an edition does not take: a size, a number of pages.
//!
//! In: a volume and its edition's profile. Out: the findings for which its files are not made.

use super::{Input, VolumeBook, publication_file};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::project::{PageStyle, Profile};
use crate::units::{Length, Size};

/// Why the files of a volume are not made for its edition's profile. They keep no other file from being made.
#[must_use]
pub fn refused(input: &Input<'_>, volume: &VolumeBook) -> Diagnostics {
    let Some(profile) = &input.edition.profile else { return Diagnostics::new() };
    let page = &input.house.page;
    let size = Size { width: page.width, height: page.height };
    let found = [trim(profile, size), pages(profile, volume.printed_pages()), flaps(profile, page)];
    let at = |finding: Diagnostic| match input.edition.profile_place {
        Some(place) => finding.at(place).seen(),
        None => finding.in_file(publication_file(input)).seen(),
    };
    let what = format!("{} in {}", input.publication.name, input.language.tag);
    let told = |finding: Diagnostic| Diagnostic { message: format!("{what}: {}", finding.message), ..finding };
    found.into_iter().flatten().map(told).map(at).collect()
}

/// `152.4 × 228.6 mm`.
fn measures(size: Size) -> String {
    let side = |length: Length| format!("{:.1}", length.mm()).trim_end_matches(".0").to_owned();
    format!("{} × {} mm", side(size.width), side(size.height))
}

fn trim(profile: &Profile, size: Size) -> Option<Diagnostic> {
    if profile.takes(size) {
        return None;
    }
    let off = |trim: &&Size| (trim.width - size.width).abs() + (trim.height - size.height).abs();
    let near = profile.trims.iter().min_by_key(off).or(profile.trim_range.as_ref().map(|[least, _]| least));
    let help = match near {
        Some(near) => {
            let [width, height] = [near.width, near.height].map(|side| format!("{:.1}mm", side.mm()));
            format!("the nearest that it takes: house = {{ page.width = \"{width}\", page.height = \"{height}\" }}")
        }
        None => format!("`warraq profiles {}` shows what it takes", profile.name),
    };
    let message = format!("`{}` takes no pages of {}", profile.name, measures(size));
    Some(Diagnostic::error("trim-not-taken", message).help(help))
}

fn flaps(profile: &Profile, page: &PageStyle) -> Option<Diagnostic> {
    if page.flaps <= Length::ZERO || profile.cover.flaps {
        return None;
    }
    let message = format!("`{}` takes no covers with flaps", profile.name);
    Some(Diagnostic::error("flaps-not-taken", message).help("house = { page.flaps = \"0mm\" }, for this edition"))
}

fn pages(profile: &Profile, pages: usize) -> Option<Diagnostic> {
    let counts = profile.pages;
    if let Some(least) = counts.least.filter(|least| pages < *least as usize) {
        let message = format!("{pages} pages; `{}` takes {least} or more", profile.name);
        let help = "issue it together with another text, or for a printer who staples";
        return Some(Diagnostic::error("too-few-pages", message).help(help));
    }
    let most = counts.most.filter(|most| pages > *most as usize)?;
    let message = format!("{pages} pages; `{}` takes {most} at most", profile.name);
    let help = format!("split it: max-pages = {most} under [volumes] in publication.toml");
    Some(Diagnostic::error("too-thick", message).help(help))
}
