#!/usr/bin/env python3
"""Makes lib/utf8/width_table.h: how many columns each Unicode character takes.

The rule is that of glibc 2.41 and later (localedata/unicode-gen/utf8_gen.py and
gen_unicode_ctype.py in its source), the data is /usr/share/unicode, of Debian's
package unicode-data. Without an argument the header is written. With --check it is
compared with what the data gives, and a difference is status 1; data of another
version of Unicode than the header's says nothing about it.
"""

import pathlib
import re
import sys

DATA = pathlib.Path("/usr/share/unicode")
TABLE = pathlib.Path(__file__).with_name("width_table.h")
BLOCK = 256
CODE_POINTS = 0x110000


def fields(name):
    """The lines of one file of the database, as lists of their fields."""
    with open(DATA / name, encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def having(name, *values):
    """The code points to which a property file gives one of these values."""
    found = set()
    for points, value, *_ in fields(name):
        if value in values:
            first, _, last = points.partition("..")
            found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def assigned():
    """Maps each code point of UnicodeData.txt to (general category, bidi class)."""
    facts = {}
    first = 0
    for points, name, category, _, bidi, *_ in fields("UnicodeData.txt"):
        last = int(points, 16)
        if not name.endswith(", Last>"):
            first = last
        for c in range(first, last + 1):
            facts[c] = category, bidi
    return facts


def widths():
    """The width of every code point: -1, 0, 1 or 2."""
    facts = assigned()
    wide = having("EastAsianWidth.txt", "W", "F")
    # Hexagrams and the circled numbers on black squares are drawn wide.
    wide.update(range(0x3248, 0x3250), range(0x4DC0, 0x4E00))
    # Not shown at all; but the soft hyphen is, and the filler for the first letter of
    # a Hangul syllable holds the place of one.
    invisible = having("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point") - {0xAD, 0x115F}
    # Vowels and final consonants join the Hangul syllable that has begun.
    joining = {*range(0x1160, 0x1200), *range(0xD7B0, 0xD7FC)}

    def width(c):
        category, bidi = facts.get(c, ("Cn", ""))
        if category in ("Cn", "Cc", "Cs", "Zl", "Zp"):
            return -1
        if c in joining or c in invisible or category in ("Mn", "Me") or bidi == "NSM":
            return 0
        return 2 if c in wide else 1

    return [width(c) for c in range(CODE_POINTS)]


def rows(values, per_line):
    """C initialisers, some to a line."""
    for i in range(0, len(values), per_line):
        yield "\t" + ", ".join(str(v) for v in values[i : i + per_line]) + ","


def version_in(file):
    """The version of Unicode that the first line of a file names."""
    with open(file, encoding="utf-8") as lines:
        return re.search(r"[0-9]+\.[0-9]+\.[0-9]+", lines.readline())[0]


def header(version):
    """The text of width_table.h."""
    table = widths()
    blocks, areas = {}, {}
    index = [
        blocks.setdefault(tuple(table[i : i + BLOCK]), len(blocks))
        for i in range(0, CODE_POINTS, BLOCK)
    ]
    of_area = [
        areas.setdefault(tuple(index[i : i + 16]), len(areas)) for i in range(0, len(index), 16)
    ]
    assert len(blocks) <= 256
    # The first code point in the lowest bits; 3 stands for -1.
    words = [
        f"0x{sum((block[i + j] & 3) << 2 * j for j in range(32)):016X}"
        for block in blocks
        for i in range(0, BLOCK, 32)
    ]
    return "\n".join(
        [
            f"/* Made by lib/utf8/width.py from the Unicode character database {version}: do not edit.",
            " * First which area of blocks each 4096 code points have, then which block of",
            " * bits each 256 in the areas that differ, then the blocks that differ: 32",
            " * widths a word, lowest bits first, 3 for -1. */",
            "/* clang-format off */",
            f"static const uint8_t width_area[{len(of_area)}] = {{",
            *rows(of_area, 20),
            "};",
            "",
            f"static const uint8_t width_block[{len(areas)} * 16] = {{",
            *rows([block for area in areas for block in area], 16),
            "};",
            "",
            f"static const uint64_t width_bits[{len(blocks)} * {BLOCK // 32}] = {{",
            *rows(words, 4),
            "};",
            "",
        ]
    )


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit("usage: width.py [--check]")
    version = version_in(DATA / "EastAsianWidth.txt")
    if sys.argv[1:] and version != version_in(TABLE):
        print(f"skipped: {TABLE.name} is of Unicode {version_in(TABLE)}, {DATA} has {version}")
        return
    text = header(version)
    if not sys.argv[1:]:
        TABLE.write_text(text, encoding="ascii")
    elif TABLE.read_text(encoding="ascii") != text:
        sys.exit(f"width.py: {TABLE.name} is not what the data gives: run lib/utf8/width.py")


main()
