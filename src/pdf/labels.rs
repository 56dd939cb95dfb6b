//! Page labels: what a reader of the file shows beside its page counter (ISO 32000-1 12.4.2).

use crate::language::{MarkerStyle, NumeralSystem};
use crate::layout::Frame;
use lopdf::{Dictionary, Object, dictionary};

/// How a label is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Style {
    /// 1, 2, 3.
    Decimal,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// The entries of the page label tree: the index of the first page and how labels run from there.
///
/// Folios that the file format cannot count in (other digits, abjad letters) are written out one by one.
///
/// `blanks` pages at the end have none.
pub(super) fn ranges(frames: &[Frame], blanks: usize) -> Vec<(i64, Object)> {
    let mut ranges: Vec<(i64, Object)> = Vec::new();
    let mut before: Option<(Style, u32)> = None;
    for (page, frame) in frames.iter().enumerate() {
        let style = style(&frame.folio, frame.number);
        let runs_on = style.is_some() && before == style.zip(frame.number.checked_sub(1));
        before = style.map(|style| (style, frame.number));
        if !runs_on {
            ranges.push((page as i64, label(style, frame).into()));
        }
    }
    if blanks > 0 {
        ranges.push((frames.len() as i64, Dictionary::new().into()));
    }
    ranges
}

fn label(style: Option<Style>, frame: &Frame) -> Dictionary {
    let letter = match style {
        Some(Style::Decimal) => "D",
        Some(Style::LowerRoman) => "r",
        Some(Style::UpperRoman) => "R",
        None => return dictionary! { "P" => lopdf::text_string(&frame.folio) },
    };
    dictionary! { "S" => letter, "St" => i64::from(frame.number) }
}

fn style(folio: &str, number: u32) -> Option<Style> {
    let roman = MarkerStyle::LowerRoman.format(number as usize, NumeralSystem::Latn);
    match folio {
        "" => None,
        _ if folio == number.to_string() => Some(Style::Decimal),
        _ if folio == roman => Some(Style::LowerRoman),
        _ if folio == roman.to_uppercase() => Some(Style::UpperRoman),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::FolioSeries;
    use crate::units::Size;

    fn frame(folio: &str, number: u32) -> Frame {
        let folio = folio.to_owned();
        Frame {
            size: Size::default(),
            folio,
            series: FolioSeries::Body,
            number,
            items: Vec::new(),
            turn: None,
            links: Vec::new(),
        }
    }

    #[test]
    fn folios_that_run_on_share_a_range() {
        let frames =
            [frame("", 0), frame("ii", 2), frame("iii", 3), frame("1", 1), frame("2", 2), frame("٣", 3), frame("٤", 4)];
        let ranges = ranges(&frames, 0);
        let starts: Vec<i64> = ranges.iter().map(|(page, _)| *page).collect();
        assert_eq!(starts, [0, 1, 3, 5, 6]);
        assert_eq!(ranges[1].1, Object::from(dictionary! { "S" => "r", "St" => 2 }));
        assert_eq!(ranges[2].1, Object::from(dictionary! { "S" => "D", "St" => 1 }));
    }
}
