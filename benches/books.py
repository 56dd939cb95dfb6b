"""One book made by warraq and by Typst on the same page, with the same fonts, sizes and margins."""
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
# Fonts of text and headings, size, leading.
FONTS = {"ar": ('"Amiri", "Source Serif 4"', '"Noto Kufi Arabic", "Source Sans 3"', "13pt", "0.9em")}
LATIN = ('"Source Serif 4"', '"Source Sans 3"', "10.5pt", "0.68em")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"


def ours(folder, lang, edition):
    return folder / f"{lang}-{lang}-{edition}.pdf"


def theirs(folder, lang):
    return folder / f"typst-{lang}.pdf"


def commands(folder, lang, edition):
    """How each program makes the book of FOLDER/LANG.md and FOLDER/LANG.typ (handbook.py); ours in this edition."""
    text, heading, size, leading = FONTS.get(lang, LATIN)
    head = f'#import "house.typ": *\n#show: book.with(lang: "{lang}", size: {size}, leading: {leading}, text-font: ({text},), heading-font: ({heading},))\n'
    (folder / "house.typ").write_text((ROOT / "benches/house.typ").read_text())
    source = folder / f"book-{lang}.typ"
    source.write_text(head + (folder / f"{lang}.typ").read_text())
    return {
        "warraq": [str(ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/warraq"), "build", str(folder / f"{lang}.md"), "--lang", lang, "--edition", edition, "-q"],
        "typst": [sys.executable, "-c", TYPST, str(source), str(theirs(folder, lang)), str(ROOT / "fonts")],
    }
