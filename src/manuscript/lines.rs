//! Finds what takes a line of its own: directives, captions of tables, list markers that pulldown-cmark does not know.

use super::attributes;
use super::markers::{self, Marker};
use super::mask::{Construct, Edit, Form, Opener};
use super::read::{self, code, foreign, names};
use super::tables::{self, SourceLine};
use std::ops::Range;

/// Finds the constructs of all lines; ascending.
pub(super) fn scan(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut found = markers::Found::new(source);
    let mut table = TableState::default();
    let mut at = 0;
    let lines = source.split_inclusive('\n').map(|line| {
        let range = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        Line::new(source, range)
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let known: Vec<SourceLine> = lines.iter().map(Line::known).collect();
    let tables = tables::scan(source, &known);
    let mut ends = tables.ends.into_iter().peekable();
    let code = code::blocks(source);
    let mut blocks = code.iter().peekable();
    let mut fences: Vec<&str> = Vec::new();
    let mut labels = read::labels::Labels::new(source);
    for (number, line) in lines.into_iter().enumerate() {
        while blocks.next_if(|block| block.end <= line.content).is_some() {}
        if blocks.peek().is_some_and(|block| block.start <= line.content) {
            table.next(&line);
            continue;
        }
        signs_before(&line, &mut edits);
        found.take(number, line.column, &line.markers, &mut edits);
        if line.content().starts_with(":::") {
            directive(&line, &mut edits);
        } else if read::is_page_break(line.content()) {
            let construct = Construct::Value("pagebreak".to_owned());
            let form = Form::Line(String::new(), String::new());
            edits.push(Edit { source: line.content..line.range.end, construct, form });
        } else if fenced(&line, &mut fences, &mut edits) {
        } else if table.is_caption(&line) {
            caption(&line, &mut edits);
        } else if let Some(what) = foreign::line(line.content()) {
            let source = line.content..line.range.end;
            edits.push(Edit { source, construct: Construct::Foreign(what), form: Form::Inline });
        } else if let Some(len) = foreign::marker(line.content()) {
            let source = line.content..line.content + len;
            edits.push(Edit { source, construct: Construct::Foreign(foreign::Foreign::Marker), form: Form::Inline });
        } else {
            labels.heading(line.content(), line.content, &mut edits);
        }
        table.next(&line);
        while ends.next_if(|end| *end < number).is_some() {}
        table.in_table |= ends.next_if_eq(&number).is_some();
    }
    edits.extend(tables.edits);
    labels.finish(&mut edits);
    found.finish(&known, &mut edits);
    edits.extend(read::admonitions::scan(source, &code));
    edits.extend(read::line_blocks::scan(source, &code));
    edits.sort_by_key(|edit| edit.source.start);
    edits
}

/// What a caption begins with: a colon, in pandoc also after the word.
fn caption_label(content: &str) -> Option<usize> {
    let words = ["Table:", "table:", ":"].into_iter().find_map(|label| content.strip_prefix(label))?;
    (words.starts_with([' ', '\t']) && !words.trim().is_empty()).then_some(content.len() - words.len())
}

/// A line: what containers put before it, and its content.
struct Line<'a> {
    source: &'a str,
    /// Bytes of the line without its end.
    range: Range<usize>,
    /// Where the content begins.
    content: usize,
    /// Characters before the last marker, or before the content where there is none.
    column: usize,
    markers: Vec<Marker>,
}

impl<'a> Line<'a> {
    fn new(source: &'a str, range: Range<usize>) -> Self {
        let mut line = Self { source, content: range.start, column: 0, markers: Vec::new(), range };
        let mut last_marker = None;
        loop {
            let rest = line.content();
            line.content += rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
            let (rest, start) = (line.content(), line.content);
            let Some(len) = markers::len(rest) else { break };
            line.markers.extend(Marker::new(source, start..start + len));
            last_marker = Some(start).filter(|_| !line.markers.is_empty());
            line.content += len;
        }
        let before = last_marker.unwrap_or(line.content);
        line.column = source[line.range.start..before].chars().count();
        line
    }

    fn content(&self) -> &'a str {
        &self.source[self.content..self.range.end]
    }

    fn known(&self) -> SourceLine {
        SourceLine { range: self.range.clone(), content: self.content, prefix: self.prefix() }
    }

    /// What containers put before a further line of the same content.
    fn prefix(&self) -> String {
        let before = &self.source[self.range.start..self.content];
        before.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
    }
}

/// A line that begins with three colons or more.
fn directive(line: &Line<'_>, edits: &mut Vec<Edit>) {
    let content = line.content();
    let rest = content.trim_start_matches(':');
    let colons = line.content + content.len() - rest.len();
    // pandoc may end the line that opens with colons, too.
    let trimmed = rest.trim();
    let bare = trimmed.trim_end_matches(':');
    let trimmed = if trimmed.len() > bare.len() + 2 && bare.ends_with(' ') { bare.trim_end() } else { trimmed };
    let whole = line.content..line.range.end;
    if trimmed.is_empty() {
        edits.push(Edit {
            source: whole,
            construct: Construct::Closer,
            form: Form::Line(String::new(), String::new()),
        });
        return;
    }
    let mut name_start = colons + rest.len() - rest.trim_start().len();
    let braced = trimmed.strip_prefix('{').and_then(|inner| inner.split_once('}')).filter(|(name, _)| is_name(name));
    if let Some((name, _)) = braced {
        // MyST: the name in braces.
        name_start += 1;
        let opener =
            Opener { name: name.to_owned(), name_span: name_start..name_start + name.len(), ..Opener::default() };
        let words = source_words(line.source, name_start + name.len() + 1..line.range.end);
        read::open(line.content, line.range.end, &line.prefix(), opener, words, edits);
        return;
    }
    let name_len = trimmed.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(trimmed.len());
    let after = &trimmed[name_len..];
    if !(after.is_empty() || after.starts_with([' ', '\t', '{', '['])) || (name_len == 0 && !after.starts_with('{')) {
        return;
    }
    let mut opener = Opener {
        name: trimmed[..name_len].to_owned(),
        name_span: name_start..name_start + name_len.max(1),
        ..Opener::default()
    };
    let words_start = name_start + name_len + after.len() - after.trim_start().len();
    let mut words_end = name_start + trimmed.len();
    if let Some(found) = braces_at_end(line.source, words_start..words_end) {
        words_end = found.span.start;
        opener.attributes = found;
    } else if line.source[words_start..words_end].ends_with('}') {
        opener.fault = line.source[words_start..words_end].find('{').map(|at| words_start + at..words_end);
    } else if let Some(bare) = bare_attributes(line.source, words_start..words_end) {
        words_end = words_start;
        opener.attributes = bare;
    }
    words_end = words_start + line.source[words_start..words_end.max(words_start)].trim_end().len();
    let mut words_start = words_start;
    if after.starts_with('[') && line.source[words_start..words_end].ends_with(']') {
        // Docusaurus: the title in brackets behind the name.
        words_start += 1;
        words_end -= 1;
    }
    if opener.name.is_empty() {
        by_class(&mut opener);
    }
    read::open(line.content, line.range.end, &line.prefix(), opener, words_start..words_end, edits);
}

/// Whether words in braces are a name alone.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// A stretch of the source without the blanks around it.
fn source_words(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..(start + text.trim().len())
}

/// `::: {.callout-tip}`: the name is a class.
fn by_class(opener: &mut Opener) {
    let classes = &mut opener.attributes.classes;
    let known = |class: &str| names::callout(class).map(str::to_owned).or_else(|| names::own(class));
    opener.by_class = !classes.is_empty() || !opener.attributes.pairs.is_empty();
    if let Some(at) = classes.iter().position(|class| known(class).is_some()) {
        opener.name = known(&classes.remove(at)).unwrap_or_default();
    }
}

/// MyST's directives between fences, ```` ```{note} Title ````: callouts are read as such, all others are code.
fn fenced<'a>(line: &Line<'a>, fences: &mut Vec<&'a str>, edits: &mut Vec<Edit>) -> bool {
    let content = line.content().trim_end();
    let run = content.len() - content.trim_start_matches(['`', ':', '~']).len();
    if run < 3 {
        return false;
    }
    let (fence, info) = content.split_at(run);
    if info.is_empty() && fences.last() == Some(&fence) {
        fences.pop();
        let form = Form::Line(String::new(), String::new());
        edits.push(Edit { source: line.content..line.range.end, construct: Construct::Closer, form });
        return true;
    }
    let Some((name, words)) = code::callout(info) else { return false };
    fences.push(fence);
    let start = line.content + run + 1;
    let opener = Opener { name: name.to_owned(), name_span: start..start + 1, ..Opener::default() };
    let words = source_words(line.source, line.content + content.len() - words.len()..line.content + content.len());
    read::open(line.content, line.range.end, &line.prefix(), opener, words, edits);
    true
}

/// Invisible signs before a mark of Markdown, and no-break spaces behind one, as some keyboards type them: the mark is
/// meant.
fn signs_before(line: &Line<'_>, edits: &mut Vec<Edit>) {
    const INVISIBLE: [char; 4] = ['\u{200B}', '\u{200E}', '\u{200F}', '\u{FEFF}'];
    let content = line.content();
    let bare = content.trim_start_matches(INVISIBLE);
    let hidden = content.len() - bare.len();
    let marks = bare.len() - bare.trim_start_matches('#').len();
    let number = bare.find(|c: char| !c.is_ascii_digit()).filter(|len| (1..10).contains(len)).unwrap_or(0);
    let len = match bare[number..].chars().next() {
        Some('#') if (1..=6).contains(&marks) => marks,
        Some('-' | '*' | '+') if number == 0 => 1,
        Some('.' | ')') if number > 0 => number + 1,
        _ => return,
    };
    let mut push = |source: Range<usize>, with: &str| {
        edits.push(Edit { source, construct: Construct::Layout, form: Form::Plain(with.to_owned()) });
    };
    let (start, rest) = (line.content, &bare[len..]);
    // A second star may end what the first one is to open.
    let opens_emphasis = bare.starts_with('*') && rest.contains('*');
    if rest.starts_with('\u{A0}') && !rest.trim().is_empty() && !opens_emphasis {
        push(start..start + hidden, "");
        push(start + hidden + len..start + hidden + len + '\u{A0}'.len_utf8(), " ");
    } else if hidden > 0 && rest.starts_with(' ') {
        push(start..start + hidden, "");
    }
}

/// `:::only editions="print"`: attributes need no braces where there are no other words.
fn bare_attributes(source: &str, words: Range<usize>) -> Option<attributes::Attributes> {
    let text = &source[words.clone()];
    let key = text.split('=').next().filter(|key| !key.is_empty() && key.len() < text.len())?;
    if !key.chars().all(|c| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let braced = format!("{{{text}}}");
    let found = attributes::parse(&braced, 0).filter(|found| found.span.end == braced.len())?;
    Some(attributes::Attributes { span: words, ..found })
}

/// The attribute braces that end a stretch of the source.
fn braces_at_end(source: &str, range: Range<usize>) -> Option<attributes::Attributes> {
    source[range.clone()]
        .match_indices('{')
        .filter_map(|(at, _)| attributes::parse(source, range.start + at))
        .find(|found| found.span.end == range.end)
}

/// `: caption` under a table.
fn caption(line: &Line<'_>, edits: &mut Vec<Edit>) {
    let content = line.content();
    let words = content[caption_label(content).unwrap_or(0)..].trim_start();
    let words_start = line.content + content.len() - words.len();
    let after = format!("\n{}", line.prefix());
    edits.push(Edit {
        source: line.content..words_start,
        construct: Construct::Caption,
        form: Form::Line(String::new(), after),
    });
    edits.push(Edit { source: words_start..words_start, construct: Construct::TitleStart, form: Form::Inline });
}

/// Whether the lines before are those of a table.
#[derive(Default)]
struct TableState {
    /// The line before, if it has words.
    previous: bool,
    previous_has_bar: bool,
    in_table: bool,
    /// Empty lines since the table.
    blank: usize,
}

impl TableState {
    fn is_caption(&self, line: &Line<'_>) -> bool {
        self.in_table && caption_label(line.content()).is_some()
    }

    fn next(&mut self, line: &Line<'_>) {
        let content = line.content().trim();
        let has_bar = content.contains('|');
        if content.is_empty() {
            self.blank += 1;
            self.in_table &= self.blank < 2;
        } else if self.previous && is_delimiter_row(content) && (has_bar || self.previous_has_bar) {
            self.in_table = true;
            self.blank = 0;
        } else if self.blank > 0 || content.starts_with(':') {
            self.in_table = false;
            self.blank = 0;
        }
        self.previous = !content.is_empty();
        self.previous_has_bar = has_bar;
    }
}

pub(super) fn is_delimiter_row(content: &str) -> bool {
    let inner = content.strip_prefix('|').unwrap_or(content);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').all(|cell| {
        let dashes = cell.trim().trim_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    })
}
