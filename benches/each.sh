#!/usr/bin/env bash
# Makes the long text of each language where it is missing, and asks a program of this folder about it.
# usage: benches/each.sh PROGRAM LANG…     called by run.sh and lines.sh
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
shift
work=target/bench
python="$PWD/.validators/python/bin/python"
mkdir -p "$work"
[ -f "$work/ar.typ" ] || "$python" benches/handbook.py "$work"
for lang in "$@"; do "$python" "benches/$program" "$work" "$lang"; done
