"""Prints what the lines of the toolbox's own books are like, a row for each language, over all its print PDFs.

usage: toolbox.py OUTPUT LANG…     OUTPUT is where `make books` puts them; needs mutool (Debian's mupdf-tools)
"""
import pathlib
import sys

from lines import Book, Tally


def main():
    output = pathlib.Path(sys.argv[1])
    for lang in sys.argv[2:]:
        tally = Tally()
        for pdf in sorted((output / lang).glob("*/*-print.pdf")):
            tally.add(Book(pdf, lang).tally())
        # Most pages of a manual end in a list, a box or a table: their feet are told from the dump (p18_… in tests/).
        tally.spreads = 0
        print(tally.row(lang, "warraq"), flush=True)


if __name__ == "__main__":
    main()
