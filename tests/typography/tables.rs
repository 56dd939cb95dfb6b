//! Tables and what is filled in: cells over rows and columns, room for a hand, questions and their answers.

use crate::support::dump::Line;
use crate::support::{Book, Dump};
use std::fmt::Write;

const MM: f64 = 72.0 / 25.4;

/// Lines of cells with this text.
fn cells<'l>(lines: &'l [Line], text: &str) -> Vec<&'l Line> {
    lines.iter().filter(|line| line.text().trim() == text).collect()
}

fn cell<'l>(lines: &'l [Line], text: &str) -> &'l Line {
    let found = cells(lines, text);
    assert_eq!(found.len(), 1, "{text}");
    found[0]
}

/// Level rules of a page that are no longer than the measure: height, left and right end.
fn level(dump: &Dump, page: u64) -> Vec<[f64; 3]> {
    let lines = dump.others("line").filter(|line| line["page"] == page && line["dash"].is_null());
    let ends = lines.map(|line| ["from", "to"].map(|end| [0, 1].map(|at| line[end][at].as_f64().expect("a number"))));
    let level = ends.filter(|[from, to]| (from[1] - to[1]).abs() < 0.01);
    level.map(|[from, to]| [from[1], from[0].min(to[0]), from[0].max(to[0])]).collect()
}

#[test]
fn p08_cells_over_rows_and_columns_are_mirrored() {
    let table = "<table><tr><th rowspan=2>Land</th><th colspan=2>Year</th></tr><tr><th>Y15</th><th>Y20</th></tr>\
                 <tr><td rowspan=2>North</td><td>n1</td><td>n2</td></tr><tr><td>n3</td><td>n4</td></tr>\
                 <tr><td>South</td><td colspan=2>both</td></tr></table>";
    for tag in ["en", "ar"] {
        let dump = Book::file(tag, &format!("# T\n\nx\n\n{table}\n")).dump();
        let lines = dump.lines_in("Table#");
        let at = |text: &str| cell(&lines, text).extent();
        let mirror = |(left, right): (f64, f64)| if tag == "ar" { (-right, -left) } else { (left, right) };
        let start = |text: &str| mirror(at(text)).0;
        let row = |text: &str| cell(&lines, text).runs[0].y;
        // Columns in the order of reading, whichever row they begin in.
        for (one, two) in
            [("Land", "Year"), ("Y15", "Y20"), ("North", "n1"), ("n1", "n2"), ("n3", "n4"), ("South", "both")]
        {
            assert!(start(one) < start(two), "{tag}: {one} before {two}");
        }
        for (one, two) in [
            ("Land", "North"),
            ("North", "South"),
            ("Y15", "n1"),
            ("n1", "n3"),
            ("n3", "both"),
            ("Y20", "n2"),
            ("n2", "n4"),
        ] {
            assert!((start(one) - start(two)).abs() < 0.6, "{tag}: {one} above {two}");
        }
        assert!((row("Land") - row("Year")).abs() < 0.01 && row("Y15") > row("Year"), "{tag}");
        assert!((row("North") - row("n1")).abs() < 0.01 && row("n3") > row("n1"), "{tag}");
        // No rule runs through the cell over two rows, one runs beside it.
        let page = cell(&lines, "North").place.0;
        let between = level(&dump, page).into_iter().filter(|[y, ..]| *y > row("n1") && *y < row("n3"));
        let between: Vec<_> = between.map(|[_, left, right]| mirror((left, right))).collect();
        let [(from, to)] = between[..] else { panic!("{tag}: {between:?}") };
        assert!(mirror(at("North")).1 < from && from < start("n3") && to > mirror(at("n4")).1, "{tag}: {between:?}");
    }
}

#[test]
fn p08_cells_over_rows_at_the_end_of_a_page() {
    let mut rows = String::new();
    for group in 1..=30 {
        let _ = write!(rows, "<tr><td rowspan=3>Group {group:02}</td><td>a{group:02}</td></tr>");
        let _ = write!(rows, "<tr><td>b{group:02}</td></tr><tr><td>c{group:02}</td></tr>");
    }
    for tag in ["en", "ar"] {
        let head = "<tr><th>Which</th><th>What</th></tr>";
        let dump = Book::file(tag, &format!("# T\n\nx\n\n<table>{head}{rows}</table>\n")).dump();
        let lines = dump.lines_in("Table#");
        let mut pages = std::collections::BTreeSet::new();
        for group in 1..=30 {
            let place = |text: String| cell(&lines, &text).place.0;
            let page = place(format!("Group {group:02}"));
            // A group that a page can hold is not parted.
            assert!(["a", "b", "c"].iter().all(|row| place(format!("{row}{group:02}")) == page), "{tag}: {group}");
            pages.insert(page);
        }
        assert!(pages.len() > 1, "{tag}: {pages:?}");
        // Its rows end with a rule over all columns.
        for page in &pages {
            let of_page: Vec<&Line> = lines.iter().filter(|line| line.place.0 == *page).collect();
            let lowest = of_page.iter().map(|line| line.runs[0].y).fold(0.0, f64::max);
            let widest = level(&dump, *page).into_iter().map(|[_, left, right]| right - left).fold(0.0, f64::max);
            let below = level(&dump, *page).into_iter().filter(|[y, ..]| *y > lowest);
            let below: f64 = below.map(|[_, left, right]| right - left).sum();
            assert!(below > widest - 0.5, "{tag} {page}: {below} of {widest}");
        }
    }
    // A cell over more rows than a page holds is cut, and nothing is lost.
    let long: String = (1..=90)
        .map(|row| format!("<tr>{}<td>r{row:02}</td></tr>", if row == 1 { "<td rowspan=90>All</td>" } else { "" }))
        .collect();
    let dump = Book::file("en", &format!("# T\n\nx\n\n<table>{long}</table>\n")).dump();
    let lines = dump.lines_in("Table#");
    let order: Vec<String> = lines.iter().map(Line::text).filter(|text| text.starts_with('r')).collect();
    assert!(order.len() == 90 && order.is_sorted(), "{order:?}");
}

#[test]
fn p29_room_to_write_in_is_room_for_a_hand() {
    let text = "# T\n\n:::worksheet\n| | First tie | Second tie |\n|:--|:--|:--|\n\
                | Which place, and who links us, and since when? | | |\n| What flows, and in which direction does it go? | | |\n:::\n\n\
                | Name | Sum | Sign |\n|---|---|---|\n| | | |\n| | | |\n";
    for tag in ["en", "ar"] {
        let dump = Book::file(tag, text).dump();
        let mut heights: Vec<f64> =
            level(&dump, 1).into_iter().filter(|[_, left, right]| right - left > 60.0 * MM).map(|[y, ..]| y).collect();
        heights.sort_by(f64::total_cmp);
        let rooms = heights.windows(2).filter(|pair| pair[1] - pair[0] >= 13.9 * MM).count();
        assert_eq!(rooms, 4, "{tag}: four rows of at least 14 mm: {heights:?}");
        // Upright rules beside each of them, at least 30 mm from each other.
        let lines = dump.others("line").filter(|line| line["dash"].is_null());
        let ends =
            lines.map(|line| ["from", "to"].map(|end| [0, 1].map(|at| line[end][at].as_f64().expect("a number"))));
        let upright = ends.filter(|[from, to]| {
            (from[0] - to[0]).abs() < 0.01 && (from[1] - to[1]).abs() > 13.0 * MM && (from[1] - to[1]).abs() < 20.0 * MM
        });
        let mut at: Vec<(i64, f64)> = upright.map(|[from, to]| (from[1].max(to[1]) as i64, from[0])).collect();
        at.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        assert_eq!(at.len(), 8, "{tag}: {at:?}");
        for pair in at.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            assert!(pair[1].1 - pair[0].1 >= 29.9 * MM, "{tag}: {pair:?}");
        }
    }
}

#[test]
fn p29_an_example_in_a_worksheet_takes_no_room_from_the_rows_below() {
    let rows = "| | Who | When |\n|---|---|---|\n| Example | Ali | May |\n| First | | |\n| Second | | |\n";
    for tag in ["en", "ar"] {
        let steps = |text: &str| -> Vec<f64> {
            let lines = Book::file(tag, text).dump().lines_in("Table#");
            let row = |text: &str| cell(&lines, text).runs[0].y;
            vec![row("First") - row("Example"), row("Second") - row("First")]
        };
        let sheet = steps(&format!("# T\n\n:::worksheet\n{rows}:::\n"));
        assert!(sheet.iter().all(|step| *step >= 13.9 * MM), "{tag}: {sheet:?}");
        let table = steps(&format!("# T\n\n{rows}"));
        assert!(table.iter().all(|step| *step < 10.0 * MM), "{tag}: gaps of a table are none: {table:?}");
    }
}

#[test]
fn p05_a_question_stays_with_its_answers() {
    let mut text = "# T\n\nChoose one answer.\n\n".to_owned();
    for at in 1..=24 {
        let _ = writeln!(
            text,
            "{at}. Question {at:02} about words that take more than one line where they are asked in full, as here?"
        );
        ["one", "two", "three"].iter().for_each(|word| writeln!(text, "   - [ ] answer {word}").expect("a line"));
    }
    for tag in ["en", "ar"] {
        let dump = Book::file(tag, &text).dump();
        let mut lines: Vec<Line> = dump.lines_in("ListItem#");
        lines.retain(|line| !line.runs[0].owner.contains("Label"));
        let is_question = |line: &Line| line.text().contains("Question");
        let starts: Vec<usize> = (0..lines.len()).filter(|at| is_question(&lines[*at])).collect();
        assert_eq!(starts.len(), 24, "{tag}");
        let mut ends = starts[1..].to_vec();
        ends.push(lines.len());
        let mut pages = std::collections::BTreeSet::new();
        for (start, end) in starts.iter().zip(&ends) {
            let item = &lines[*start..*end];
            assert!(item.iter().all(|line| line.place.0 == item[0].place.0), "{tag}: {}", item[0].text());
            pages.insert(item[0].place.0);
            let steps: Vec<f64> =
                item.windows(2).map(|pair| pair[1].runs[0].y - pair[0].runs[0].y).filter(|step| *step > 1.0).collect();
            let inside = steps.iter().copied().fold(0.0, f64::max);
            let next = lines.get(*end).filter(|next| next.place.0 == item[0].place.0);
            let between = next.map(|next| next.runs[0].y - item[item.len() - 1].runs[0].y);
            assert!(
                between.is_none_or(|between| between > inside + 3.0),
                "{tag}: {between:?} {inside}: {}",
                item[0].text()
            );
        }
        assert!(pages.len() > 1, "{tag}");
    }
}

#[test]
fn p08_what_is_moved_in_in_a_cell_stays_in_it() {
    let list = |tag: &str| format!("<{tag}><li>i</li><li>two<{tag}><li>j</li></{tag}></li></{tag}>");
    let cells = [list("ul"), list("ol"), "<blockquote>k</blockquote>".to_owned(), "<p>l</p>".to_owned()];
    let row =
        |name: &str, cells: &[String]| cells.iter().map(|cell| format!("<{name}>{cell}</{name}>")).collect::<String>();
    let heads: Vec<String> = ["A", "B", "C", "D"].map(str::to_owned).into();
    let text = format!("# T\n\nx\n\n<table><tr>{}</tr><tr>{}</tr></table>\n", row("th", &heads), row("td", &cells));
    for tag in ["en", "ar"] {
        let lines = Book::file(tag, &text).dump().lines_in("Table#");
        let mirror = |(left, right): (f64, f64)| if tag == "ar" { (-right, -left) } else { (left, right) };
        let starts: Vec<f64> = heads.iter().map(|head| mirror(cell(&lines, head).extent()).0).collect();
        let mut labels = 0;
        for line in &lines {
            let (from, to) = mirror(line.extent());
            let column = starts.iter().rposition(|start| *start <= from + 0.6);
            let column = column.unwrap_or_else(|| panic!("{tag}: {} stands before the table", line.text()));
            assert!(starts.get(column + 1).is_none_or(|next| to < *next), "{tag}: {}", line.text());
            labels += usize::from(line.runs[0].owner.contains("Label") && column < 2);
        }
        assert!(labels >= 6, "{tag}: {labels}");
    }
}
