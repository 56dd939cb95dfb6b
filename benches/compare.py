"""Runs warraq and Typst on one book, one after the other, several times; prints medians and ratios.

usage: compare.py FOLDER LANG     FOLDER holds LANG.md and LANG.typ (handbook.py)
"""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

ROUNDS = 5
ROOT = pathlib.Path(__file__).parent.parent
FONTS = {"ar": ('"Amiri", "Source Serif 4"', '"Noto Kufi Arabic", "Source Sans 3"', "13pt", "0.9em")}
LATIN = ('"Source Serif 4"', '"Source Sans 3"', "10.5pt", "0.68em")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"


def measure(command):
    """Seconds of wall clock and MB of peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(errors.decode())
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def pages(pdf):
    return int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout)[1])


def main():
    folder, lang = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    text, heading, size, leading = FONTS.get(lang, LATIN)
    head = f'#import "house.typ": *\n#show: book.with(lang: "{lang}", size: {size}, leading: {leading}, text-font: ({text},), heading-font: ({heading},))\n'
    (folder / "house.typ").write_text((ROOT / "benches/house.typ").read_text())
    source = folder / f"book-{lang}.typ"
    source.write_text(head + (folder / f"{lang}.typ").read_text())
    ours = folder / f"{lang}-{lang}-screen.pdf"
    theirs = folder / f"typst-{lang}.pdf"
    commands = {
        "warraq": [str(ROOT / "target/release/warraq"), "build", str(folder / f"{lang}.md"), "--lang", lang, "--edition", "screen", "-q"],
        "typst": [sys.executable, "-c", TYPST, str(source), str(theirs), str(ROOT / "fonts")],
    }
    results = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            results[name].append(measure(command))
    median = {name: [statistics.median(column) for column in zip(*rounds)] for name, rounds in results.items()}
    words = len((folder / f"{lang}.md").read_text().split())
    print(f"{lang}: {words} words, {pages(ours)} pages here, {pages(theirs)} pages there")
    for name, (seconds, memory) in median.items():
        print(f"  {name:7} {seconds:6.2f} s {memory:6.0f} MB")
    time_ratio, memory_ratio = (ours / theirs for ours, theirs in zip(median["warraq"], median["typst"]))
    print(f"  ratio   {time_ratio:6.2f}   {memory_ratio:6.2f}")


main()
