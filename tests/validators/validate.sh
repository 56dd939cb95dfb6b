#!/usr/bin/env bash
# Asks veraPDF (PDF/UA-1 and PDF/A-2a) about every PDF of a folder that is to be read on a screen, and EPUBCheck and Ace about every e-book of it.
# Usage: tests/validators/validate.sh [FOLDER]; the folder is output/ where none is named. Exit code 1 when one of them finds a fault.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$root/output}
tools="$root/.validators"
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

mapfile -d '' pdfs < <(find "$folder" \( -name '*-screen.pdf' -o -name '*-participant.pdf' -o -name '*-handout.pdf' \) -print0 | sort -z)
mapfile -d '' books < <(find "$folder" -name '*.epub' -print0 | sort -z)
epubcheck=$(find "$tools/python/lib" -name epubcheck.jar | head -n 1)
if [ ${#pdfs[@]} = 0 ] || [ ${#books[@]} = 0 ] || [ -z "$epubcheck" ]; then
  echo "nothing to validate in $folder, or no validators: run \`make\` and \`make validators\` first" >&2
  exit 2
fi

faults=0
for flavour in ua1 2a; do
  java -cp "$tools/verapdf/*" org.verapdf.apps.GreenfieldCliWrapper --flavour "$flavour" --format text "${pdfs[@]}" \
    || faults=$((faults + 1))
done
export PUPPETEER_EXECUTABLE_PATH="$tools/chromium"
for book in "${books[@]}"; do
  said=$(java -jar "$epubcheck" --failonwarnings "$book" 2>&1) && echo "PASS $book epubcheck" \
    || { faults=$((faults + 1)); echo "FAIL $book epubcheck"; echo "$said"; }
  report="$reports/$(basename "$book")"
  "$tools/node/node_modules/.bin/ace-cli" --silent --exiterror2 -f -o "$report" "$book" && echo "PASS $book ace" \
    || { faults=$((faults + 1)); echo "FAIL $book ace"; grep -o '"dct:title": "[^"]*"' "$report/report.json" | sort -u; }
done
echo "${#pdfs[@]} screen PDFs, ${#books[@]} e-books: $faults faults"
[ "$faults" = 0 ]
