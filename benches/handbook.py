"""Makes long real books for the benchmark from Debian's package debian-handbook (GPL-2+ or CC BY-SA 3.0; not kept here).

usage: handbook.py FOLDER     writes FOLDER/<lang>.md and FOLDER/<lang>.typ for en, fr, es, ar
needs: lxml, pandoc 3 (PyPI pypandoc_binary)
"""
import copy
import pathlib
import re
import subprocess
import sys

import pypandoc
from lxml import etree, html

HANDBOOK = pathlib.Path("/usr/share/doc/debian-handbook/html")
# Folder of each language and about how many words to take.
BOOKS = {"en": ("en-US", 125_000), "fr": ("fr-FR", 60_000), "es": ("es-ES", 60_000), "ar": ("ar-MA", 60_000)}
# A sidebar of at most this many words becomes a note.
NOTE_WORDS = 70
# Navigation, lists of contents, anchors of the index, pictures.
NOISE = "docnav toc indexterm mediaobject".split()
NUMBERED = re.compile(r"^\s*(?:\S+\s+)?[\dA-F]+(?:\.\d+)*\.\s*")
# Short sidebars were marked as spans; pandoc makes notes of them.
NOTES = 'function Span(s) if s.classes:includes("note") then return pandoc.Note{pandoc.Para(s.content)} end return s.content end\n' \
        "function Div(d) return d.content end\nfunction Image() return {} end\n" \
        "function Header(h) h.identifier = '' h.classes = {} h.attributes = {} return h end\n" \
        "function Link(l) l.attributes = {} l.title = '' l.classes = {} return l end\n" \
        "function CodeBlock(c) c.classes = {} c.attributes = {} return c end\n" \
        "function Code(c) c.classes = {} c.attributes = {} return c end\n"


def classes(element):
    return (element.get("class") or "").split()


def words(element):
    return len(element.text_content().split())


def clean(chapter):
    """Leaves what a reader reads."""
    for element in list(chapter.iter(etree.Element)):
        if element.getparent() is not None and any(name in NOISE for name in classes(element)):
            element.drop_tree()
    for heading in chapter.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        text = NUMBERED.sub("", " ".join(heading.text_content().replace("\u00a0", " ").split()))
        for child in list(heading):
            heading.remove(child)
        heading.text = text
        heading.attrib.clear()
    for link in list(chapter.iter("a")):
        if not (link.get("href") or "").startswith("http"):
            link.drop_tag()
    for sidebar in list(chapter.iter("div")):
        if "sidebar" in classes(sidebar):
            box(sidebar)
    return chapter


def box(sidebar):
    """A short sidebar becomes a note of the paragraph before it, a longer one a quotation."""
    before = sidebar.getprevious()
    short = words(sidebar) <= NOTE_WORDS and sidebar.find(".//pre") is None 
    if short and before is not None and (before.tag == "p" or "para" in classes(before)):
        note = etree.SubElement(before, "span", {"class": "note"})
        note.text = " ".join(sidebar.text_content().split())
        sidebar.drop_tree()
    else:
        sidebar.tag = "blockquote"


def pages(folder):
    """The handbook's files in reading order."""
    seen = []
    for link in html.parse(str(folder / "index.html")).iter("a"):
        name = (link.get("href") or "").split("#")[0]
        if name.endswith(".html") and "/" not in name and name != "index.html" and name not in seen:
            seen.append(name)
    return [folder / name for name in seen if (folder / name).exists()]


def book(lang):
    folder, target = BOOKS[lang]
    body, count = etree.Element("body"), 0
    for page in pages(HANDBOOK / folder):
        tree = html.parse(str(page), parser=html.HTMLParser(encoding="utf-8"))
        for kind in ("chapter", "preface", "section"):
            found = tree.find(f'.//body/div[@class="{kind}"]')
            if found is not None:
                chapter = clean(copy.deepcopy(found))
                body.append(chapter)
                count += words(chapter)
                break
        if count >= target:
            break
    # Characters that were lost before us are in no font.
    return etree.tostring(body, encoding="unicode", method="html").replace("\ufffd", "?")


def convert(text, to, out, filter_file):
    command = [pypandoc.get_pandoc_path(), "-f", "html-native_divs", "-t", to, "--wrap=none", f"--lua-filter={filter_file}", "-o", str(out)]
    subprocess.run(command, input=text.encode(), check=True)


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    filter_file = target / "notes.lua"
    filter_file.write_text(NOTES)
    for lang in BOOKS:
        text = book(lang)
        convert(text, "commonmark+footnotes+pipe_tables", target / f"{lang}.md", filter_file)
        convert(text, "typst", target / f"{lang}.typ", filter_file)
        print(lang, len((target / f"{lang}.md").read_text().split()), "words")


main()
