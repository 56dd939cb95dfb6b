"""Makes one book with warraq and with Typst, reads where the glyphs lie from both PDFs and prints what the lines are like.

usage: lines.py FOLDER LANG     FOLDER holds LANG.md and LANG.typ (handbook.py); needs mutool (Debian's mupdf-tools)

What is a line, a space or a river is told by positions alone, so that books of any program are measured alike. A full line is one
of body text that ends at the measure; a space is the white between two words of it, against the width that the font gives its space.
"""
import collections
import pathlib
import re
import statistics
import subprocess
import sys

import books

# Screen PDFs keep Arabic words apart for readers by glyphs that are not where their ink is: print has plain ones.
EDITION = "print"
# Body text of the house style: fonts and size in points.
BODY = {"ar": ("Amiri", 13.0)}
LATIN = ("SourceSerif4", 10.5)
# Limits of a word space, thousandths of the natural one (TYPOGRAPHY P13, A26).
LIMITS = {"ar": (0.8, 1.5)}
LATIN_LIMITS = (0.8, 1.4)
# A measured space may miss a limit by this much: letters beside it give way, too.
SLACK = 0.05
# A line ends at the measure where it is no farther from it, in points: signs may hang.
EDGE = 5.0
# Indent of a first line, in ems; a last line under it is too short (F13).
INDENT = 1.2
# A river: spaces in so many lines, each overlapping the one above by this share of the narrower one.
RIVER, OVERLAP = 3, 0.6
HYPHENS = "-\u00ad\u2010"

GLYPH = re.compile(r'<g unicode="([^"]*)"(?: glyph="[^"]*")? x="([^"]*)" y="([^"]*)" adv="([^"]*)"')
SPAN = re.compile(r'<span font="(?:[A-Z]{6}\+)?([^"]*)".* trm="([^" ]*) [^" ]* [^" ]* ([^" ]*)"')
TEXT = re.compile(r'<(?:fill|ignore)_text .*transform="([^"]*)"')

Glyph = collections.namedtuple("Glyph", "x y end text font size")


class Line:
    """A line of body text: its glyphs but spaces from left to right, and the spaces."""

    def __init__(self, y, glyphs, size):
        self.y = y
        seen = [glyph for glyph in glyphs if glyph.text.strip() and glyph.end > glyph.x]
        seen.sort(key=lambda glyph: glyph.x)
        self.left = min(glyph.x for glyph in seen)
        self.right = max(glyph.end for glyph in seen)
        self.first, self.last = seen[0], max(seen, key=lambda glyph: glyph.end)
        self.gaps = list(gaps(seen, [glyph for glyph in glyphs if glyph.text == " "], size))


def gaps(seen, spaces, size):
    """White between words where a space stands, with the width of that space."""
    covered = []
    for glyph in seen:
        if covered and glyph.x <= covered[-1][1] + 0.01:
            covered[-1][1] = max(covered[-1][1], glyph.end)
        else:
            covered.append([glyph.x, glyph.end])
    for (_, left), (right, _) in zip(covered, covered[1:]):
        inside = [space for space in spaces if left - 0.6 < space.x < right]
        if inside and abs(inside[0].size - size) < 0.01:
            yield left, right, inside[0].end - inside[0].x


def pages(pdf):
    """The glyphs of each page and the height of the page."""
    trace = subprocess.Popen(["mutool", "draw", "-q", "-F", "trace", pdf], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    glyphs, height, matrix, font, width, size = None, 0.0, (1, 0, 0, 1, 0, 0), "", 0.0, 0.0
    for row in trace.stdout:
        row = row.strip()
        if row.startswith("<g "):
            text, x, y, advance = GLYPH.match(row).groups()
            a, b, c, d, e, f = matrix
            x, y, advance = float(x), float(y), float(advance) * width
            left = a * x + c * y + e
            text = text.replace("&quot;", '"').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            glyphs.append(Glyph(left, b * x + d * y + f, left + advance * a, text, font, size * abs(d)))
        elif row.startswith("<span"):
            font, width, size = SPAN.match(row).groups()
            width, size = abs(float(width)), abs(float(size))
        elif "_text " in row and (found := TEXT.match(row)):
            matrix = tuple(float(number) for number in found[1].split())
        elif row.startswith("<page "):
            glyphs, height = [], float(row.split('"')[1].split()[3])
        elif row.startswith("</page"):
            yield glyphs, height


def body_lines(glyphs, family, size, is_letter):
    """Lines of body text on a page from the top, each with what is raised in it."""
    by_y = collections.defaultdict(list)
    for glyph in glyphs:
        if abs(glyph.size - size) < 0.01 and glyph.font.startswith(family):
            by_y[round(glyph.y * 2)].append(glyph)
    baselines = []
    for key in sorted(by_y):
        y = statistics.median(glyph.y for glyph in by_y[key])
        if baselines and y - baselines[-1] < size / 2:
            continue
        letters = [glyph.text for glyph in by_y[key] if glyph.text.isalpha()]
        if len(letters) > 1 and sum(map(is_letter, letters)) > 0.7 * len(letters):
            baselines.append(y)
    for y in baselines:
        near = [glyph for glyph in glyphs if -0.55 * size < glyph.y - y < 0.3 * size]
        yield Line(y, near, size)


def rivers(lines, pitch):
    """How many chains of spaces run down through at least RIVER lines, and how many lines the longest one has."""
    found, longest, chains, above = 0, 0, [], None
    for line in lines:
        now = []
        for left, right, _ in line.gaps:
            depth = 1
            if above is not None and 0 < line.y - above < 1.3 * pitch:
                for other_left, other_right, other in chains:
                    shared = min(right, other_right) - max(left, other_left)
                    if shared >= OVERLAP * min(right - left, other_right - other_left):
                        depth = max(depth, other + 1)
            found += depth == RIVER
            longest = max(longest, depth)
            now.append((left, right, depth))
        chains, above = now, line.y
    return found, longest


def share(part, whole, digits=1):
    return f"{100 * part / whole:.{digits}f} %" if whole else "–"


class Tally:
    """Counts of one book, or of several together."""

    def __init__(self):
        self.widths, self.longest = [], 0
        self.full = self.tight = self.loose = self.gaping = self.hyphens = self.pairs = self.threes = 0
        self.ends = self.final = self.short = self.widows = self.orphans = self.turns = self.rivers = 0
        self.spreads = self.alike = 0

    def add(self, other):
        for name, value in vars(other).items():
            mine = getattr(self, name)
            setattr(self, name, max(mine, value) if name == "longest" else mine + value)

    def row(self, lang, name):
        """A row of the table in README.md."""
        widths = sorted(self.widths)
        quantile = lambda part: f"{100 * widths[int(part * (len(widths) - 1))]:.0f}"
        full = self.full
        cells = [
            lang, name, full, "–".join(map(quantile, (0.05, 0.5, 0.95))) + " %",
            share(self.tight, full), share(self.loose, full), share(self.gaping, full, 2),
            f"{1000 * self.hyphens / full:.0f}", self.pairs, self.threes, share(self.final, self.ends), self.turns,
            share(self.short, self.ends), self.widows, self.orphans, f"{1000 * self.rivers / full:.0f}", self.longest,
            share(self.alike, self.spreads, 0),
        ]
        return "| " + " | ".join(map(str, cells)) + " |"


class Book:
    """Lines of a whole book, page by page."""

    def __init__(self, pdf, lang):
        self.lang = lang
        self.family, self.size = BODY.get(lang, LATIN)
        self.low, self.high = LIMITS.get(lang, LATIN_LIMITS)
        is_letter = (lambda letter: "\u0600" <= letter) if lang == "ar" else lambda letter: letter < "\u0250"
        self.pages, self.bottoms, self.opens = [], [], []
        for glyphs, height in pages(pdf):
            self.pages.append(list(body_lines(glyphs, self.family, self.size, is_letter)))
            text = [glyph for glyph in glyphs if glyph.text.strip() and glyph.y < height - 24 * 72 / 25.4 + 2]
            self.bottoms.append(max((glyph.y for glyph in text), default=0.0))
            self.opens.append(any(glyph.size > 1.7 * self.size for glyph in text))
        steps = [round(low.y - high.y, 1) for lines in self.pages for high, low in zip(lines, lines[1:])]
        self.pitch = collections.Counter(steps).most_common(1)[0][0]
        self.edges = [self.measure(parity) for parity in (0, 1)]

    def measure(self, parity):
        """Where lines begin and end on odd or even pages: the ends most of them have."""
        lines = [line for lines in self.pages[parity::2] for line in lines]
        if not lines:
            return 0.0, 0.0
        mode = lambda values: collections.Counter(round(value * 2) / 2 for value in values).most_common(1)[0][0]
        return mode(line.left for line in lines), mode(line.right for line in lines)

    def is_full(self, page, line):
        left, right = self.edges[page % 2]
        return abs(line.left - left) < EDGE if self.lang == "ar" else abs(line.right - right) < EDGE

    def ends_in_hyphen(self, line):
        return self.lang != "ar" and line.last.text in HYPHENS

    def tally(self):
        """What is counted of this book."""
        tally = Tally()
        lines = [(page, line, self.is_full(page, line)) for page, lines in enumerate(self.pages) for line in lines]
        full = [line for _, line, is_full in lines if is_full and line.gaps]
        tally.widths = [(right - left) / natural for line in full for left, right, natural in line.gaps]
        means = [sum(right - left for left, right, _ in line.gaps) / sum(n for *_, n in line.gaps) for line in full]
        tally.full = len(full)
        tally.tight = sum(mean < self.low - SLACK for mean in means)
        tally.loose = sum(mean > self.high + SLACK for mean in means)
        tally.gaping = sum(mean > 2.0 for mean in means)
        hyphens = [self.ends_in_hyphen(line) for _, line, _ in lines]
        tally.hyphens = sum(hyphens)
        tally.pairs = sum(a and b for a, b in zip(hyphens, hyphens[1:]))
        tally.threes = sum(a and b and c for a, b, c in zip(hyphens, hyphens[1:], hyphens[2:]))
        for at in range(1, len(lines)):
            (before_page, before, before_full), (page, line, is_full) = lines[at - 1], lines[at]
            goes_on = before_full and (page == before_page + 1 or page == before_page and line.y - before.y < 1.3 * self.pitch)
            if before_full and page == before_page + 1:
                tally.turns += hyphens[at - 1] and page % 2 == 1
                starts = at < 2 or not lines[at - 2][2] or before.y - lines[at - 2][1].y > 1.3 * self.pitch
                tally.orphans += starts and self.is_indented(before_page, before)
                tally.widows += not is_full
            if goes_on and not is_full:
                tally.ends += 1
                tally.final += hyphens[at - 1]
                tally.short += line.right - line.left < INDENT * self.size
        for page, page_lines in enumerate(self.pages):
            found, deep = rivers([line for line in page_lines if self.is_full(page, line)], self.pitch)
            tally.rivers, tally.longest = tally.rivers + found, max(tally.longest, deep)
        spreads = [
            abs(self.bottoms[at] - self.bottoms[at + 1]) < 1
            for at in range(1, len(self.pages) - 2, 2)
            if self.pages[at] and self.pages[at + 1] and not self.opens[at + 1] and not self.opens[at + 2]
        ]
        tally.spreads, tally.alike = len(spreads), sum(spreads)
        return tally

    def is_indented(self, page, line):
        left, right = self.edges[page % 2]
        inset = right - line.right if self.lang == "ar" else line.left - left
        return abs(inset - INDENT * self.size) < 2


def main():
    folder, lang = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    for command in books.commands(folder, lang, EDITION).values():
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for name, pdf in {"warraq": books.ours(folder, lang, EDITION), "Typst": books.theirs(folder, lang)}.items():
        print(Book(pdf, lang).tally().row(lang, name), flush=True)


if __name__ == "__main__":
    main()
