#!/usr/bin/env bash
# Time and peak memory of warraq beside Typst on the same long real text, page, fonts and sizes.
# usage: benches/run.sh [LANG…]     from the project's folder, after `make validators program`
set -euo pipefail
cd "$(dirname "$0")/.."
work=target/bench
python="$PWD/.validators/python/bin/python"
mkdir -p "$work"
[ -f "$work/ar.typ" ] || "$python" benches/handbook.py "$work"
for lang in "${@:-en ar}"; do
  for one in $lang; do "$python" benches/compare.py "$work" "$one"; done
done
