//! Markdown to one typed tree per language.
//!
//! In: the `.md` files of a publication in one language. Out: a [`Manuscript`]: blocks and inlines with their places in
//! the sources, ids resolved, things numbered. Steps, each on what the one before made:
//!
//! ```text
//!  load      bytes to text; its head is read by `project::FrontMatter`
//!  lines     directives, captions, list markers    inlines        braces, values, edges of emphasis
//!  mask      stand-ins for what was found          events, html   pulldown-cmark and html5gum to one flat stream
//!  read      what other programs add to Markdown
//!  attach    braces to what they follow            quotes         smart punctuation of the language
//!  build     the stream to blocks (nesting, phrases, blocks, directive, pictures)
//!  chapter   their place in the book
//!  index     terms and the places where they stand
//!  nodes     numbers of elements and notes         targets        ids and numbers     resolve   links
//!  digits    typed digits to those of the region, on request
//!  arrows    arrows of paths in the direction of reading, on request
//!  consistency   what a copy editor would ask about
//!  usage     what is typed against the language's custom
//! ```
//!
//! Then, from the whole text: views, prune: the text as one publication and one edition have it; compare, count: one language
//! against another, and words.

mod answers;
mod arrows;
mod attach;
mod attributes;
mod blocks;
mod build;
mod chapter;
mod compare;
mod count;
mod consistency;
mod digits;
mod directive;
mod event;
mod events;
mod grid;
mod html;
mod index;
mod inlines;
mod lines;
mod link_words;
mod load;
mod markers;
mod marks;
mod mask;
mod nesting;
mod nodes;
mod pairs;
mod parallel;
mod phrases;
mod pieces;
mod pictures;
mod prune;
mod quotes;
mod read;
mod resolve;
mod tables;
mod targets;
mod tree;
mod usage;
mod values;
mod verse;
mod views;
mod vowels;
mod visit;
mod walk;
mod words;

#[cfg(test)]
mod tests;

pub use compare::{Comparison, compare};
pub use directive::names_in as only_editions;
pub use prune::keep_in_index;
pub use tree::*;
pub use views::{LeftOut, Viewed, for_edition, for_views};
pub use visit::{Visitor, visit};
pub use walk::{for_each_block, for_each_inline_mut, plain_text};
pub use words::at_the_start;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Sources};
use crate::language::{LangTag, Language};
use crate::project::{Chapter, FrontMatter, PerLanguage};
use build::Draft;
use load::Loaded;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is known about a manuscript before it is read.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// Where the texts are kept for messages.
    pub sources: &'a Sources,
    /// Language of the manuscript.
    pub lang: &'a LangTag,
    /// Its quotation marks and direction.
    pub language: &'a Language,
    /// What paths of pictures and of files that are brought in must not leave, and what the paths of messages are relative
    /// to; `None` for the file's own folder.
    pub project_root: Option<&'a Path>,
    /// There is no project around it, others wrote it: a link that leads nowhere is no error.
    pub alone: bool,
    /// Folders in which pictures are looked for beside the file's own and the publication's; first wins.
    pub figures: Vec<PathBuf>,
    /// Names of the toolbox's publications, for links across.
    pub publications: &'a [String],
    /// Names of the toolbox's editions, for parts that are for some only.
    pub editions: &'a [&'a str],
    /// Headings are numbered down to this level; 0 for none.
    pub number_to_level: u8,
    /// Terms by name and language, for `{{term:name}}`.
    pub glossary: &'a BTreeMap<String, PerLanguage<String>>,
    /// Quotes, apostrophes, dashes and dots become those of the language.
    pub smart_punctuation: bool,
    /// Typed digits of Arabic words become those of the region.
    pub regional_digits: bool,
}

/// Reads the files of a manuscript, in this order: the whole text, with what is for one view or edition only. What is wrong in them is reported; the tree then holds what could be
/// understood, and is not to be set where an error was found.
///
/// Errors: `missing-file`, `cannot-read`, `invalid-utf8`, `file-too-large`, `empty-manuscript`, `too-deep`,
/// `unclosed-directive`, `unopened-directive`, `unknown-directive`, `bad-attributes` (of a directive), `bad-attribute`,
/// `missing-picture`, `path-outside`, `duplicate-id`, `unresolved-reference`, `unresolved-note`, `duplicate-note`,
/// `unknown-term`, `untranslated-term`.
pub fn read(files: &[Chapter], input: &Input<'_>, diagnostics: &mut Diagnostics) -> Manuscript {
    let mut found = Diagnostics::new();
    let mut loaded = Vec::new();
    for chapter in files {
        let path = &chapter.file;
        loaded.extend(
            load::load(path, input, &mut found)
                .map(|text| (chapter, read::include::expand(text, path, input, &mut found))),
        );
    }
    let whole = Whole::of(loaded.iter().map(|(_, loaded)| &*loaded.text));
    let read = |(chapter, loaded): &(&Chapter, Loaded)| read_file(chapter, loaded, &whole, input, &mut found);
    let parts: Vec<FilePart> = loaded.iter().map(read).collect();
    let unread = parts.len() < files.len();
    let manuscript = assemble(parts, input, &mut found);
    if manuscript.blocks.is_empty() && !unread {
        let name = files.first().map(|one| load::shown(&one.file, input).display().to_string()).unwrap_or_default();
        report_empty(&mut found, name);
    }
    diagnostics.extend(in_order(found));
    manuscript
}

/// Reads one text as if it stood in a file of this path.
pub fn read_text(text: &str, path: &Path, input: &Input<'_>, diagnostics: &mut Diagnostics) -> Manuscript {
    let mut found = Diagnostics::new();
    let shown = load::shown(path, input);
    let loaded = load::accept(text, &shown, input, &mut found);
    let loaded = read::include::expand(loaded, path, input, &mut found);
    let whole = Whole::of([&*loaded.text]);
    let part = read_file(&Chapter::of(path.to_owned()), &loaded, &whole, input, &mut found);
    let manuscript = assemble(vec![part], input, &mut found);
    if manuscript.blocks.is_empty() {
        report_empty(&mut found, shown.display().to_string());
    }
    diagnostics.extend(in_order(found));
    manuscript
}

/// Findings as they follow each other in the files, whichever step made them.
fn in_order(found: Diagnostics) -> Diagnostics {
    let mut found: Vec<Diagnostic> = found.into_iter().collect();
    found.sort_by_key(|one| one.span.map(|span| (span.file, span.start)));
    found.into_iter().collect()
}

fn report_empty(diagnostics: &mut Diagnostics, name: String) {
    diagnostics.push(
        Diagnostic::error("empty-manuscript", "there is no text in this manuscript")
            .in_file(name)
            .help("write something, or take the language out of the publication's list"),
    );
}

/// A file that has been read.
struct FilePart {
    file: FileId,
    path: PathBuf,
    draft: Draft,
}

/// What is known of all files before one is read.
struct Whole {
    /// The publication has an index somewhere.
    indexed: bool,
    /// Ids that names such as `@fig-x` refer to.
    ids: BTreeSet<String>,
}

impl Whole {
    fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut whole = Self { indexed: false, ids: BTreeSet::new() };
        for text in texts {
            whole.indexed |= values::has_index(text);
            whole.ids.extend(read::citations::ids(text));
        }
        whole
    }
}

fn read_file(
    chapter: &Chapter,
    loaded: &Loaded,
    whole: &Whole,
    input: &Input<'_>,
    diagnostics: &mut Diagnostics,
) -> FilePart {
    let Loaded { file, text } = loaded;
    let path = &chapter.file;
    let front = FrontMatter::read(text);
    let stream = events::read(text, front.span.end, *file, &whole.ids, diagnostics);
    let mut stream = attach::attach(text, read::paired::join(text, stream));
    read::leftover::report(&stream.events, *file, diagnostics);
    if input.smart_punctuation {
        quotes::smarten(&mut stream, input.language);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let shelf = pictures::Shelf::new(folder, input.project_root, &input.figures, input.lang);
    let place = build::Place { file: *file, source: text, shelf: &shelf, indexed: whole.indexed };
    let mut draft = build::build(stream, input, place, diagnostics);
    chapter::place(&mut draft, chapter, front, *file, input, diagnostics);
    FilePart { file: *file, path: path.clone(), draft }
}

/// Puts the files together: elements, notes, ids, links.
fn assemble(parts: Vec<FilePart>, input: &Input<'_>, diagnostics: &mut Diagnostics) -> Manuscript {
    let mut files = BTreeMap::new();
    let mut folders = BTreeMap::new();
    let mut ids = Vec::new();
    let mut drafts = Vec::new();
    for FilePart { file, path, draft } in parts {
        files.insert(pictures::normal(&path), file);
        folders.insert(file, path.parent().unwrap_or(Path::new("")).to_owned());
        ids.extend(draft.ids.iter().cloned());
        drafts.push(draft);
    }
    let marks: Vec<index::Mark> = drafts.iter_mut().flat_map(|draft| std::mem::take(&mut draft.index)).collect();
    let blocks = drafts.iter_mut().flat_map(|draft| &mut draft.blocks);
    index::fill(blocks, &marks, input.lang, diagnostics);
    let (mut blocks, mut notes, next_node) = nodes::number(drafts, diagnostics);
    let given = targets::check_ids(&ids, input.sources, diagnostics);
    let targets = targets::count(&mut blocks, &mut notes, given, input.number_to_level, diagnostics);
    let (publications, alone) = (input.publications, input.alone);
    let mut resolver = resolve::Resolver { targets: &targets, publications, alone, files, folders, diagnostics };
    resolver.blocks(&mut blocks);
    notes.iter_mut().for_each(|note| resolver.blocks(&mut note.blocks));
    link_words::check(&mut blocks, input.language, diagnostics);
    notes.iter_mut().for_each(|note| link_words::check(&mut note.blocks, input.language, diagnostics));
    if input.regional_digits {
        digits::convert(&mut blocks, &mut notes, input.language);
    }
    if input.language.data.turn_arrows {
        arrows::turn(&mut blocks, &mut notes, input.language);
    }
    consistency::report(&blocks, &notes, input.language, diagnostics);
    pairs::report(&blocks, &notes, input.language, diagnostics);
    usage::report(&mut blocks, &mut notes, input.language, diagnostics);
    Manuscript { lang: input.lang.clone(), blocks, notes, targets: targets.by_id, next_node }
}
