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

import books

ROUNDS = 5
EDITION = "screen"


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
    commands = books.commands(folder, lang, EDITION)
    results = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            results[name].append(measure(command))
    median = {name: [statistics.median(column) for column in zip(*rounds)] for name, rounds in results.items()}
    words = len((folder / f"{lang}.md").read_text().split())
    print(f"{lang}: {words} words, {pages(books.ours(folder, lang, EDITION))} pages here, {pages(books.theirs(folder, lang))} pages there")
    for name, (seconds, memory) in median.items():
        print(f"  {name:7} {seconds:6.2f} s {memory:6.0f} MB")
    time_ratio, memory_ratio = (ours / theirs for ours, theirs in zip(median["warraq"], median["typst"]))
    print(f"  ratio   {time_ratio:6.2f}   {memory_ratio:6.2f}")


main()
