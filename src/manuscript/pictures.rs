//! Pictures: which file is meant, and what is said in its place.

use super::attributes::Attributes;
use super::build::{Builder, Frame, NO_NODE};
use super::event::{Detail, Element, Origin};
use super::read::split_size;
use super::tree::*;
use super::walk::plain_text;
use crate::diagnostics::{Diagnostic, Span, nearest};
use crate::language::LangTag;
use crate::picture::Image;
use crate::units::Length;
use std::path::{Component, Path, PathBuf};

/// Folder of pictures in a publication; a folder in it with a language's tag holds that language's variants.
const FIGURES: &str = "figures";
/// How many names of a folder are compared with a name that is missing.
const MOST_NAMES: usize = 2000;

/// Where the pictures of one file are looked for.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Folder of the file.
    folder: PathBuf,
    /// What no path may leave; with links followed.
    root: PathBuf,
    /// The root as paths name it.
    named_root: PathBuf,
    /// Further folders, first wins.
    figures: Vec<PathBuf>,
    /// Names of the language's folders of variants, first wins.
    variants: Vec<String>,
}

impl Shelf {
    /// The shelf of a file of this folder; `None` for the root means the folder itself.
    pub(super) fn new(folder: &Path, root: Option<&Path>, figures: &[PathBuf], lang: &LangTag) -> Self {
        let here = |path: &Path| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
        let folder = here(folder);
        let named_root = here(root.unwrap_or(&folder));
        let mut variants = vec![lang.as_str().to_owned()];
        if lang.primary() != lang.as_str() {
            variants.push(lang.primary().to_owned());
        }
        let root = named_root.canonicalize().unwrap_or_else(|_| named_root.clone());
        Self { folder, root, named_root, figures: figures.to_vec(), variants }
    }

    /// Files that a path may mean, best first; `None` where it leaves the project.
    fn candidates(&self, path: &str) -> Option<Vec<PathBuf>> {
        let (base, relative) = match path.strip_prefix('/') {
            // From the top, as GitHub reads it.
            Some(rest) => (self.named_root.as_path(), rest),
            None => (self.folder.as_path(), path),
        };
        let first = normal(&base.join(relative));
        if !self.holds(&first) {
            return None;
        }
        let mut found = Vec::new();
        self.with_variants(&first, &mut found);
        if let Some(publication) = self.folder.parent().filter(|_| !path.starts_with('/')) {
            let beside = normal(&publication.join(relative));
            if self.holds(&beside) {
                self.with_variants(&beside, &mut found);
            }
        }
        let plain = relative.trim_start_matches("./").trim_start_matches("../");
        let inner = plain.strip_prefix(FIGURES).and_then(|rest| rest.strip_prefix('/')).unwrap_or(plain);
        found.extend(self.figures.iter().map(|folder| normal(&folder.join(inner))));
        Some(found)
    }

    /// A path, after the variants that replace it.
    fn with_variants(&self, path: &Path, found: &mut Vec<PathBuf>) {
        let parts: Vec<Component<'_>> = path.components().collect();
        if let Some(at) = parts.iter().rposition(|part| part.as_os_str() == FIGURES) {
            for variant in &self.variants {
                let before: PathBuf = parts[..=at].iter().collect();
                let after: PathBuf = parts[at + 1..].iter().collect();
                found.push(before.join(variant).join(after));
            }
        }
        found.push(path.to_owned());
    }

    /// Whether a path without `..` lies within the project, as far as its name says.
    fn holds(&self, path: &Path) -> bool {
        let root = normal(&self.named_root);
        let climbs = path.components().next().is_some_and(|part| part == Component::ParentDir);
        if root.as_os_str().is_empty() || root == Path::new(".") {
            !climbs && !path.is_absolute()
        } else {
            path.starts_with(&root)
        }
    }

    /// Whether a file that exists lies within the project when links are followed.
    fn holds_file(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| real.starts_with(&self.root))
    }
}

/// Whether a target holds the picture itself.
fn is_address(target: &str) -> bool {
    target.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// `80%`, `12mm`, `300px`, `300`, `4em`: bare numbers are pixels, as in HTML, 96 to the inch.
fn extent(text: &str) -> Option<Extent> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| *number > 0.0 && *number <= 100_000.0);
    if let Some(percent) = text.strip_suffix('%') {
        let percent = number(percent).filter(|percent| *percent <= 1000.0)?;
        return Some(Extent::Share(((percent * 10.0).round() as u16).clamp(1, 1000)));
    }
    if let Some(ems) = text.strip_suffix("rem").or_else(|| text.strip_suffix("em")) {
        return Some(Extent::Em((number(ems)? * 1000.0).round() as u32));
    }
    let pixels = number(text.strip_suffix("px").unwrap_or(text)).map(|pixels| Length::from_pt(pixels * 0.75));
    pixels.or_else(|| Length::parse(text)).filter(|length| *length > Length::ZERO).map(Extent::Length)
}

/// What is said of a picture, and behind its words of its size; braces go first.
fn with_size(attributes: &Attributes, width: &str, height: Option<&str>) -> Attributes {
    let mut with = attributes.clone();
    with.pairs.push(("width".to_owned(), width.to_owned()));
    with.pairs.extend(height.map(|height| ("height".to_owned(), height.to_owned())));
    with
}

/// A path without `.` and with `..` taken back, as far as its words allow.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

impl Builder<'_> {
    /// The picture that is meant, whole; nothing after a report.
    fn opened(&mut self, target: &str, place: Span) -> Option<Image> {
        let image = if is_address(target) {
            Image::address(target).map_err(|fault| fault.finding(&Image::file("data:")))
        } else {
            let file = self.picture_file(target, place)?;
            Ok(self.images.entry(file.clone()).or_insert_with(|| Image::file(file)).clone())
        };
        let facts = image.and_then(|image| match image.facts() {
            Ok(facts) => Ok((facts.left_out.clone(), image)),
            Err(fault) => Err(fault.finding(&image)),
        });
        let (left_out, image) = match facts {
            Ok(found) => found,
            Err(finding) => {
                self.report(finding.at(place));
                return None;
            }
        };
        if !left_out.is_empty() {
            let message = format!("{} is shown without {}", image.name(), left_out.join(", "));
            let help = "a drawing in a book is whole in itself: no scripts, no other files, no pages of the web";
            self.report(Diagnostic::warning("drawing-cut", message).at(place).help(help));
        }
        Some(image)
    }

    /// The file of a picture, or nothing after a report.
    fn picture_file(&mut self, target: &str, place: Span) -> Option<PathBuf> {
        if target.contains("://") || target.starts_with("//") {
            let shown: String = target.chars().take(80).collect();
            self.report(
                Diagnostic::warning(
                    "remote-picture",
                    format!("the picture `{shown}` is not in the project; its words stand in its place"),
                )
                .at(place)
                .help("download it into the folder figures/ and name it here"),
            );
            return None;
        }
        let path = crate::project::percent_decoded(target.split(['?', '#']).next().unwrap_or_default());
        let Some(candidates) = self.shelf.candidates(&path) else {
            self.report_outside(&path, place);
            return None;
        };
        // Names may hold what addresses give a meaning to, and paths of Windows their own strokes.
        let literal = [target.to_owned(), target.replace('\\', "/")];
        let literal = literal.iter().filter_map(|path| self.shelf.candidates(path)).flatten();
        let found = candidates.iter().cloned().chain(literal).find(|file| file.is_file());
        match found {
            Some(file) if self.shelf.holds_file(&file) => return Some(file),
            Some(_) => self.report_outside(&path, place),
            None => self.report_missing(&path, &candidates, place),
        }
        None
    }

    fn report_outside(&mut self, path: &str, place: Span) {
        let found = Diagnostic::error("path-outside", format!("the picture `{path}` lies outside the project"))
            .at(place)
            .help("copy it into the folder figures/ of the publication");
        self.report(if self.input.alone { found.seen() } else { found });
    }

    fn report_missing(&mut self, path: &str, candidates: &[PathBuf], place: Span) {
        let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for folder in candidates.iter().filter_map(|file| file.parent()) {
            let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES);
            names.extend(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()));
        }
        names.sort();
        let help = match nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put the file into the folder figures/ of the publication".to_owned(),
        };
        let found = Diagnostic::error("missing-picture", format!("there is no picture `{path}`")).at(place).help(help);
        // What others left behind is no reason to have nothing: its words stand in its place.
        self.report(if self.input.alone { found.seen() } else { found });
    }

    fn picture(
        &mut self,
        target: &str,
        alt: Option<String>,
        attributes: &Attributes,
        origin: Origin,
        place: Span,
    ) -> Option<Picture> {
        let file = self.opened(target, place)?;
        if alt.is_none() {
            self.report(
                Diagnostic::warning("missing-alt", "this picture has no alternative text")
                    .at(place)
                    .help("add `{alt=\"what it shows\"}`, or `{alt=\"\"}` if it is a mere decoration"),
            );
        }
        let width = self.extent("width", attributes, origin);
        let height = self.extent("height", attributes, origin);
        Some(Picture { file, alt, width, height })
    }

    /// How wide or high a picture is to be, by an attribute or a style of that name.
    fn extent(&mut self, name: &str, attributes: &Attributes, origin: Origin) -> Option<Extent> {
        let styled = attributes.get("style").into_iter().flat_map(|style| style.split(';'));
        let styled = styled.filter_map(|rule| rule.split_once(':')).find(|(key, _)| key.trim() == name);
        let text = styled.map(|(_, value)| value).or_else(|| attributes.get(name))?.trim();
        let found = extent(text).filter(|extent| name == "width" || !matches!(extent, Extent::Share(_)));
        if found.is_none() && text != "auto" && origin != Origin::Html {
            let place = self.key_span(attributes.span.clone(), name);
            let place = self.place(place);
            self.report(
                Diagnostic::warning("bad-attribute", format!("`{text}` is no {name} of a picture"))
                    .at(place)
                    .help("give it as `width=80%` of the width of the text, or in mm, cm, in, pt, px or em"),
            );
        }
        found
    }

    /// A picture in a line. Its words are its alternative text, unless braces give another.
    pub(super) fn finish_image(&mut self, element: &Element, content: &[Inline], span: Span) {
        let Detail::Target(target, _) = &element.detail else { return };
        let whole = plain_text(content);
        let (words, sized) = match split_size(&whole) {
            Some((words, width, height)) if element.origin == Origin::Markdown => {
                (words, Some(with_size(&element.attributes, width, height)))
            }
            _ => (whole.as_str(), None),
        };
        let attributes = sized.as_ref().unwrap_or(&element.attributes);
        let words = Some(words.to_owned()).filter(|words| !words.trim().is_empty());
        let alt = attributes.get("alt").map(str::to_owned).or(words);
        let shown = alt.clone().unwrap_or_default();
        match self.picture(target, alt, attributes, element.origin, span) {
            Some(picture) => {
                let image = Inline::Image { node: NO_NODE, picture, span };
                if attributes.id.is_none() && attributes.classes.is_empty() {
                    self.push_inline(image);
                } else {
                    self.draft.ids.extend(attributes.id.clone().map(|id| (id, span)));
                    let (id, classes) = (attributes.id.clone(), attributes.classes.clone());
                    self.push_inline(Inline::Span { node: NO_NODE, id, lang: None, classes, content: vec![image] });
                }
            }
            None if shown.trim().is_empty() => {}
            None => self.push_inline(Inline::Text { text: shown, span }),
        }
        super::marks::of(content).into_iter().for_each(|mark| self.push_inline(mark));
    }

    /// A picture that is a paragraph of its own and has braces or a title. With braces its words are the caption;
    /// a title in quotes behind the path is the caption, too, and the words then are the alternative text.
    pub(super) fn finish_picture(&mut self, frame: &Frame, attributes: &Attributes, mut words: Vec<Inline>) {
        let Detail::Target(target, title) = &frame.element.detail else { return };
        super::phrases::trim(&mut words);
        let place = self.place(frame.span.clone());
        let mut sized = None;
        if let Some(Inline::Text { text, .. }) = words.last_mut()
            && let Some((rest, width, height)) = split_size(text)
        {
            sized = Some(with_size(attributes, width, height));
            *text = rest.to_owned();
        }
        let attributes = sized.as_ref().unwrap_or(attributes);
        let mut alt = attributes.get("alt").map(str::to_owned);
        let text = |text: String| Inline::Text { text, span: place };
        let caption = if title.is_empty() {
            words.clone()
        } else {
            alt = alt.or_else(|| Some(plain_text(&words)).filter(|words| !words.is_empty()));
            let marks = super::marks::of(&words);
            [text(super::quotes::smart(title, self.input))].into_iter().chain(marks).collect()
        };
        let Some(picture) = self.picture(target, alt.clone(), attributes, frame.element.origin, place) else {
            let said = alt.into_iter().chain([title.clone()]).find(|said| !said.is_empty());
            let kept = if words.is_empty() { said.map(text).into_iter().collect() } else { words };
            if let Some(block) = self.paragraph(kept, attributes, frame.span.clone()) {
                self.push_in_language(block, frame);
            }
            return;
        };
        let numbered = attributes.id.is_some() || !caption.is_empty();
        let caption = numbered.then_some(Caption { node: NO_NODE, number: None, content: caption });
        let block = self.block(BlockKind::Figure(Figure { picture, caption }), attributes, frame.span.clone());
        self.push_in_language(block, frame);
    }
}
