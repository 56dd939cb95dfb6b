#!/usr/bin/env bash
# What the lines of warraq and Typst are like on the same long real text, page, fonts and sizes.
# usage: benches/lines.sh [LANG…]     from the project's folder, after `make validators program`
set -euo pipefail
cd "$(dirname "$0")/.."
work=target/bench
python="$PWD/.validators/python/bin/python"
mkdir -p "$work"
[ -f "$work/ar.typ" ] || "$python" benches/handbook.py "$work"
for lang in "${@:-en fr es ar}"; do
  for one in $lang; do "$python" benches/lines.py "$work" "$one"; done
done
