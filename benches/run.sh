#!/usr/bin/env bash
# Time and peak memory of warraq beside Typst on the same long real text, page, fonts and sizes.
# usage: benches/run.sh [LANG…]     from the project's folder, after `make validators program`
exec bash "$(dirname "$0")/each.sh" compare.py ${@:-en ar}
