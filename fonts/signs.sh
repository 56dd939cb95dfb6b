#!/bin/sh
# Makes the fonts of signs, rarer letters and emoji beside this file from those that npm has: the blocks named below, without hints.
# Needs npm and fontTools (pip install fonttools). The same versions give the same bytes.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# PACKAGE VERSION FILE FOLDER RESULT BLOCKS
font() {
    (cd "$work" && npm pack --silent "@expo-google-fonts/$1@$2" >/dev/null && mkdir "$1" &&
        tar xzf "expo-google-fonts-$1-$2.tgz" -C "$1")
    mkdir -p "$4"
    cp "$work/$1/package/LICENSE_FONT" "$4/OFL.txt"
    SOURCE_DATE_EPOCH=0 pyftsubset "$work/$1/package/$3" --output-file="$4/$5" --unicodes="$6" \
        --layout-features='*' --no-hinting --notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14' --glyph-names \
        --drop-tables+=MATH,vhea,vmtx,DSIG,STAT --no-recalc-timestamp
}

# Signs that stand in running text: arrows, technical, ticks and crosses, stars, boxes, braille.
font noto-sans-symbols-2 0.4.1 400Regular/NotoSansSymbols2_400Regular.ttf noto-sans-symbols-2 \
    NotoSansSymbols2-Regular.ttf \
    'U+2010-206F,U+20A0-20CF,U+2100-23FF,U+2400-245F,U+25A0-27BF,U+2800-28FF,U+2B00-2BFF,U+1F100-1F1FF,U+1F300-1F6FF,U+1F780-1F8FF,U+1F900-1FAFF,U+FFFD,U+20'
# Letters and numbers in circles, Roman numerals, keys of a keyboard.
font noto-sans-symbols 0.4.1 400Regular/NotoSansSymbols_400Regular.ttf noto-sans-symbols NotoSansSymbols-Regular.ttf \
    'U+2150-218F,U+2300-23FF,U+2460-24FF,U+2600-27BF,U+1F100-1F1FF,U+20'
# Signs and alphabets of mathematics.
font noto-sans-math 0.4.2 400Regular/NotoSansMath_400Regular.ttf noto-sans-math NotoSansMath-Regular.ttf \
    'U+2010-206F,U+2070-209F,U+20D0-214F,U+2190-23FF,U+25A0-25FF,U+27C0-27FF,U+2900-2BFF,U+1D400-1D7FF,U+1EE00-1EEFF,U+20'
# Letters of many languages and of phonetics, and the sign that stands where no font has one.
font noto-sans 0.4.2 400Regular/NotoSans_400Regular.ttf noto-sans NotoSans-Regular.ttf \
    'U+20-7E,U+A0-024F,U+0250-036F,U+0370-052F,U+1D00-1DBF,U+1E00-1FFF,U+2010-218F,U+FFFD'
# Amazigh names.
font noto-sans-tifinagh 0.4.1 400Regular/NotoSansTifinagh_400Regular.ttf noto-sans-tifinagh \
    NotoSansTifinagh-Regular.ttf 'U+20,U+2D30-2D7F'
# Emoji of one colour, with their sequences.
font noto-emoji 0.4.7 400Regular/NotoEmoji_400Regular.ttf noto-emoji NotoEmoji-Regular.ttf '*'
