#!/usr/bin/env python3
"""Makes lib/number/real_table.h: the powers of ten that scale a double.

Without an argument the header is written; with --check the committed one is
compared with what is computed here, and any difference is status 1.
"""

import pathlib
import sys

TABLE = pathlib.Path(__file__).with_name("real_table.h")
# From the largest double made a number below 10 to the least one made a number of
# 18 digits; and 15 more below, which tell where the least ones get a digit more.
FIRST, LAST = -323, 341
BITS = 128


def power(k):
    """10^k = result * 2^exponent with 2^127 <= result < 2^128, cut off."""
    if k >= 0:
        exponent = (10**k).bit_length() - BITS
        return (10**k << BITS >> exponent + BITS), exponent
    shift = BITS + (10**-k).bit_length()
    result = (1 << shift) // 10**-k
    extra = result.bit_length() - BITS
    return result >> extra, extra - shift


def check_logarithms():
    """The formulas of real_digits.c, for all that they are used for."""
    for k in range(FIRST, LAST + 1):
        assert power(k)[1] + BITS - 1 == k * 217706 >> 16
    for b in range(-1074, 1024):
        k = b * 78913 >> 18
        assert 10**max(k, 0) * 2**max(-b, 0) <= 10**max(-k, 0) * 2**max(b, 0)
        k += 1
        assert 10**max(k, 0) * 2**max(-b, 0) > 10**max(-k, 0) * 2**max(b, 0)


def header():
    """The text of real_table.h."""
    words = []
    for k in range(FIRST, LAST + 1):
        value = power(k)[0]
        words.append(f"{{0x{value >> 64:016X}, 0x{value & (1 << 64) - 1:016X}}},")
    lines = ["\t" + " ".join(words[i : i + 2]) for i in range(0, len(words), 2)]
    return "\n".join(
        [
            "/* Made by lib/number/real.py: do not edit. The first 128 bits of each power",
            " * of ten, normalised and truncated. */",
            "/* clang-format off */",
            f"enum {{ POWER_FIRST = {FIRST}, POWER_LAST = {LAST} }};",
            "static const struct {",
            "\tuint64_t high, low;",
            "} powers[POWER_LAST - POWER_FIRST + 1] = {",
            *lines,
            "};",
            "",
        ]
    )


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit("usage: real.py [--check]")
    check_logarithms()
    text = header()
    if not sys.argv[1:]:
        TABLE.write_text(text, encoding="ascii")
    elif TABLE.read_text(encoding="ascii") != text:
        sys.exit(f"real.py: {TABLE.name} is not what it should be: run lib/number/real.py")


main()
