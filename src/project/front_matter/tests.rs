use super::*;

fn names(found: &FrontMatter) -> Vec<(&str, &str)> {
    found.contributors.iter().map(|one| (one.name.as_str(), one.role.as_str())).collect()
}

/// What is said, and the words it is said of.
fn said<'t>(text: &'t str, found: &'t FrontMatter) -> Vec<(&'t str, &'t str)> {
    found.faults.iter().map(|fault| (fault.message.as_str(), &text[fault.at.clone()])).collect()
}

#[test]
fn title_and_short_are_understood_and_the_rest_is_left() {
    let found = FrontMatter::read("---\ntitle: A long title\nshort: Short\nlayout: post\ntags: [a, b]\n---\n# Text\n");
    assert_eq!(found.title.as_deref(), Some("A long title"));
    assert_eq!(found.short.as_deref(), Some("Short"));
    assert_eq!(found.span, 0..67);
    assert_eq!(found.faults, []);
}

#[test]
fn every_form_says_the_same() {
    let forms = [
        "---\ntitle: Wells\nauthor: [Jane Roe, John Doe]\ndate: 2026-01-02\n---\n\n# One\n",
        "---\ntitle: |\n  Wells\nauthors:\n  - name: Jane Roe\n    affiliation: X\n  - John Doe\ndate: 2026/01/02\n...\n# One\n",
        "+++\ntitle = \"Wells\"\nauthors = [\"Jane Roe\", { name = \"John Doe\" }]\ndate = 2026-01-02\n+++\n# One\n",
        "+++\ntitle = \"Wells\"\nauthors = [\"Jane Roe\", \"John Doe\"]\ndate = 2026-01-02T10:00:00Z\n+++\n# One\n",
        "% Wells\n% Jane Roe; John Doe\n% 2026-01-02\n\n# One\n",
        "% Wells\n% Jane Roe\n  John Doe\n% 2026-01-02\n# One\n",
        "---\ntitle:\n- type: main\n  text: Wells\ncreator:\n- role: author\n  text: Jane Roe\n- text: John Doe\ndate: 2026-01-02\n---\n# One\n",
        "---\ntitle: \"*Wells*\"\nauthor:\n- name: {given: Jane, family: Roe}\n- \"John Doe^[University]\"\ndate: '2026-01-02 10:00'\n---\n# One\n",
    ];
    for text in forms {
        let found = FrontMatter::read(text);
        assert_eq!(said(text, &found), [], "{text}");
        assert_eq!(found.title.as_deref(), Some("Wells"), "{text}");
        assert_eq!(names(&found), [("Jane Roe", "aut"), ("John Doe", "aut")], "{text}");
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), Some("2026-01-02"), "{text}");
        assert_eq!(text[found.span.end..].trim_start(), "# One\n", "{text}");
    }
    let headers = "Title: Wells\nAuthor: Jane Roe\nBase Header Level: 2\n\n# One\n";
    let found = FrontMatter::read(headers);
    assert_eq!((found.title.as_deref(), names(&found)), (Some("Wells"), vec![("Jane Roe", "aut")]));
}

#[test]
fn titles_are_one_line_of_words() {
    let found =
        FrontMatter::read("---\ntitle: |\n  Of `wells`\n\n  and rivers\nsubtitle: A _life_ of C#\nlang: fr_FR\n...\n");
    assert_eq!(found.title.as_deref(), Some("Of wells and rivers"));
    assert_eq!(found.subtitle.as_deref(), Some("A life of C#"));
    assert_eq!(found.lang.as_deref(), Some("fr_FR"));
    let people = "---\ntitle:\n- {type: main, text: A}\n- {type: subtitle, text: B}\ncreator:\n- {role: editor, text: E}\ntranslator: T\n---\n";
    let found = FrontMatter::read(people);
    assert_eq!((found.title.as_deref(), found.subtitle.as_deref()), (Some("A"), Some("B")));
    assert_eq!(names(&found), [("E", "edt"), ("T", "trl")]);
}

#[test]
fn a_thematic_break_is_no_front_matter() {
    let texts = [
        "---\nfoo\n---\nbar\n",
        "---\n",
        "--- \ntext",
        "- --\n",
        "text\n---\n",
        "---\n\nNote: this whole paragraph stands between two rules.\n\n---\n",
        "---\n\nWho wrote this: Jane\n\nWhen: 2020\n\n---\n",
        "---\nWho wrote this: Jane\n---\n",
        "Note: a first line.\nAnd another: one.\n",
        "Title: this is a sentence\nthat goes on.\n",
        "%d is a sign of C.\n",
    ];
    for text in texts {
        assert_eq!(FrontMatter::read(text), FrontMatter::default(), "{text}");
    }
    assert_eq!(FrontMatter::read("---\n---\ntext").span, 0..8);
}

#[test]
fn an_empty_line_after_the_dashes_is_told_where_keys_follow() {
    let text = "---\n\ntitle: Mon titre\nlang: fr\n---\n\n# Chapitre\n";
    let found = FrontMatter::read(text);
    assert_eq!((found.span.clone(), found.title.as_deref()), (0..0, None));
    assert_eq!(said(text, &found), [("an empty line after `---` makes this a rule and text, not front matter", "---")]);
}

#[test]
fn a_broken_block_is_told_at_its_line_and_read_line_by_line() {
    let text = "---\nlang: en\ntitle: The Big L: Logistics\nauthor: Jane\n---\ntext";
    let found = FrontMatter::read(text);
    assert_eq!(found.title.as_deref(), Some("The Big L: Logistics"));
    assert_eq!(names(&found), [("Jane", "aut")]);
    assert_eq!(found.span.end, text.len() - 4);
    let faults = said(text, &found);
    assert_eq!((faults.len(), faults[0].1), (1, "title: The Big L: Logistics"));
    for (line, title) in [("title: **Not** A Title", "Not A Title"), ("title: `pandoc`", "pandoc")] {
        let text = format!("---\n{line}\n---\nText.\n");
        let found = FrontMatter::read(&text);
        assert_eq!(found.title.as_deref(), Some(title));
        assert_eq!(said(&text, &found).iter().map(|(_, words)| *words).collect::<Vec<_>>(), [line]);
    }
    let text = "+++\ntitle = \"A\"\nauthor = Jane\n+++\ntext";
    assert_eq!(said(text, &FrontMatter::read(text))[0].1, "author = Jane");
}

#[test]
fn what_cannot_be_read_is_told_at_its_line() {
    let text = "---\ntitle: A\nauthor:\n- affiliation: X\n- John\ndate: last-modified\n---\n";
    let found = FrontMatter::read(text);
    assert_eq!(names(&found), [("John", "aut")]);
    assert_eq!(
        said(text, &found).iter().map(|(_, words)| *words).collect::<Vec<_>>(),
        ["date: last-modified", "author:"]
    );
}

#[test]
fn years_and_months_are_days() {
    for (written, day) in [("1997", "1997-01-01"), ("\"1997\"", "1997-01-01"), ("2026-11", "2026-11-01")] {
        let found = FrontMatter::read(&format!("---\ntitle: A\ndate: {written}\n---\n"));
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), Some(day), "{written}");
        assert!(found.faults.is_empty());
    }
    assert_eq!(FrontMatter::read("---\ntitle: A\ndate: 19\n---\n").date, None);
}
