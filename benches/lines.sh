#!/usr/bin/env bash
# What the lines of warraq and Typst are like on the same long real text, page, fonts and sizes.
# usage: benches/lines.sh [LANG…]     from the project's folder, after `make validators program`
exec bash "$(dirname "$0")/each.sh" lines.py ${@:-en fr es ar}
