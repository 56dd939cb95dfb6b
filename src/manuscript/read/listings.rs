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

/// The lines of a listing that are shown: rustdoc and mdBook hide those of Rust that begin with `# `.
pub(in crate::manuscript) fn shown(language: Option<&str>, text: String) -> String {
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
