//! Blocks of code as other programs write them.

/// The language of a listing by what stands behind its fence: `rust,ignore`, `{python}`, `{.python .numberLines}`, `{r, echo=FALSE}`.
pub(in crate::manuscript) fn language(info: &str) -> Option<String> {
    let word = info.trim_start().trim_start_matches(['{', '.']);
    word.split([' ', ',', '{', '}', '\t'])
        .next()
        .filter(|word| !word.is_empty() && !word.contains('='))
        .map(str::to_owned)
}

/// The format that alone shows a block, `latex` of `{=latex}`.
pub(in crate::manuscript) fn format(info: &str) -> Option<&str> {
    info.trim().strip_prefix("{=")?.strip_suffix('}').map(str::trim)
}

/// Whether a block is a cell that Quarto, R Markdown or Jupyter runs: `{r}`, `{python, echo=FALSE}`; not `{.python}`.
pub(in crate::manuscript) fn is_cell(info: &str) -> bool {
    let inside = info.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether a cell is not to be seen, by its options.
pub(in crate::manuscript) fn is_hidden(info: &str, text: &str) -> bool {
    let info = info.replace(' ', "").to_ascii_lowercase();
    let by_info = ["echo=f", "include=f"].iter().any(|option| info.contains(option));
    let options = text.lines().map_while(|line| line.trim().strip_prefix("#|"));
    by_info
        || options
            .map(|option| option.replace(' ', ""))
            .any(|option| option == "echo:false" || option == "include:false")
}

/// The lines of a cell without its options.
fn without_options(text: &str) -> String {
    let lines: Vec<&str> = text.lines().skip_while(|line| line.trim_start().starts_with("#|")).collect();
    lines.join("\n").trim_start_matches('\n').to_owned()
}

/// The lines of a listing that are shown: rustdoc and mdBook hide those of Rust that begin with `# `.
pub(in crate::manuscript) fn shown(language: Option<&str>, text: String) -> String {
    let text = if text.starts_with("#|") { without_options(&text) } else { text };
    if language != Some("rust") || !text.contains('#') {
        return text;
    }
    let is_hidden = |line: &str| {
        let line = line.trim_start();
        line == "#" || line.starts_with("# ")
    };
    let plain = |line: &str| {
        let from = line.len() - line.trim_start().len();
        match line[from..].strip_prefix("##") {
            Some(rest) => format!("{}#{rest}", &line[..from]),
            None => line.to_owned(),
        }
    };
    text.lines().filter(|line| !is_hidden(line)).map(plain).collect::<Vec<_>>().join("\n")
}
