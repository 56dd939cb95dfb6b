"""Makes the small fonts beside this file, with which the tests try what font files may be.

    pip install fonttools brotli && python3 make.py

Vary.ttf has axes of weight and slant: its letters get wider, the distance of a pair and the place of a mark change, and
the currency sign has another form in bold. The others are made of it: with PostScript outlines that vary (Vary2.otf),
as a collection, packed for the web, with coloured layers, and with coloured pictures alone.
"""

import os
from io import BytesIO

os.environ["SOURCE_DATE_EPOCH"] = "0"
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, InstanceDescriptor, RuleDescriptor, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.varLib import build

GLYPHS = [".notdef", "space", "A", "V", "o", "acutecomb", "period", "dollar", "dollar.bold"]
CHARACTERS = {32: "space", 65: "A", 86: "V", 111: "o", 0x301: "acutecomb", 46: "period", 36: "dollar"}


def box(pen, left, bottom, right, top, slant):
    corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
    points = [(round(x + slant * y), y) for x, y in corners]
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def master(weight, slant, postscript):
    """One end of an axis: `weight` is how much wider than thin the letters are."""
    widths = {"space": 250, "period": 250, "acutecomb": 0}
    heights = {"A": 700, "V": 700, "o": 500, "period": 120, "dollar": 650, "dollar.bold": 300, ".notdef": 700}
    glyphs, advances = {}, {}
    for name in GLYPHS:
        advance = widths.get(name, 500 + weight)
        pen = T2CharStringPen(advance, None) if postscript else TTGlyphPen(None)
        if name == "acutecomb":
            box(pen, -100 - weight // 2, 550, -20, 650, slant)
        elif name in heights:
            box(pen, 40, 0, advance - 40, heights[name], slant)
        glyphs[name] = pen.getCharString() if postscript else pen.glyph()
        advances[name] = (advance, 0)
    font = FontBuilder(1000, isTTF=not postscript)
    font.setupGlyphOrder(GLYPHS)
    font.setupCharacterMap(CHARACTERS)
    if postscript:
        font.setupCFF("Vary", {}, glyphs, {})
    else:
        font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(advances)
    font.setupHorizontalHeader(ascent=800, descent=-200)
    family = "Vary PS" if postscript else "Vary"
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "") + "-Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, sCapHeight=700, sxHeight=500 + weight // 10, usWeightClass=400)
    font.setupPost()
    font.addOpenTypeFeatures(f"""
        feature kern {{ pos A V {-50 - weight}; pos V A {-40 - weight}; }} kern;
        markClass acutecomb <anchor {-60 - weight // 2} 500> @TOP;
        feature mark {{ pos base o <anchor {250 + weight // 2} {510 + weight // 10}> mark @TOP; }} mark;
    """)
    return font.font


def variable(postscript):
    space = DesignSpaceDocument()
    axes = [("wght", "Weight", 300, 300, 900, 0), ("slnt", "Slant", -10, 0, 0, 0)]
    for tag, name, least, usual, most, _ in axes:
        axis = AxisDescriptor()
        axis.tag, axis.name, axis.minimum, axis.default, axis.maximum = tag, name, least, usual, most
        space.addAxis(axis)
    for weight, slant in [(300, 0), (900, 0), (300, -10)]:
        source = SourceDescriptor()
        source.font = master((weight - 300) // 3, 0.2 if slant else 0, postscript)
        source.location = {"Weight": weight, "Slant": slant}
        space.addSource(source)
    instance = InstanceDescriptor()
    instance.styleName, instance.location = "Semibold", {"Weight": 600, "Slant": 0}
    instance.familyName = "Vary"
    space.addInstance(instance)
    rule = RuleDescriptor()
    rule.name, rule.conditionSets = "bold", [[{"name": "Weight", "minimum": 650, "maximum": 900}]]
    rule.subs = [("dollar", "dollar.bold")]
    space.addRule(rule)
    return build(space)[0]


def copy(font):
    file = BytesIO()
    font.save(file, reorderTables=True)
    file.seek(0)
    return TTFont(file)


def renamed(font, family):
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "") + "-Regular"
        elif record.nameID == 4:
            record.string = family + " Regular"
    return font


vary = variable(postscript=False)
vary.save("Vary.ttf")
variable(postscript=True).save("Vary2.otf")

plain = renamed(copy(master(0, 0, False)), "Plain One")
other = renamed(copy(master(200, 0, False)), "Plain Two")
collection = TTCollection()
collection.fonts = [plain, other]
collection.save("Plain.ttc")

for flavour in ["woff", "woff2"]:
    packed = renamed(copy(master(100, 0, False)), "Packed " + flavour)
    packed.flavor = flavour
    packed.save("Packed." + flavour)
renamed(copy(master(100, 0, True)), "Postscript").save("Postscript.otf")

layers = renamed(copy(master(0, 0, False)), "Layers")
layers["COLR"] = buildCOLR({"A": [("o", 0)], "o": [("A", 0)]}, version=0)
layers["CPAL"] = buildCPAL([[(1, 0, 0, 1)]])
layers["glyf"]["o"] = TTGlyphPen(None).glyph()
layers.save("Layers.ttf")

pictures = renamed(copy(master(0, 0, False)), "Pictures")
for tag in ["glyf", "loca", "GPOS", "GDEF"]:
    if tag in pictures:
        del pictures[tag]
for tag in ["CBDT", "CBLC"]:
    pictures[tag] = newTable(tag)
    pictures[tag].data = b"\0\3\0\0"
    pictures.tables[tag] = pictures[tag]
    pictures[tag].compile = lambda font: b"\0\3\0\0"
pictures.save("Pictures.ttf")
