#!/usr/bin/python3
"""An independent, slow hexdump: the format language as the man page tells it, written for
nothing but being read. compare.py compares util-linux's output with it too, so that both
are wrong before an error is missed.

It knows no colours, and takes only formats that are right.

oracle.py ARGUMENT...: prints the dump, for a look.
"""
import re
import struct
import sys

LINE = '"%07.7_ax " '
END = '"%07.7_Ax\\n"'
CANNED = {
    "b": [END, LINE + '16/1 "%03o " "\\n"'],
    "c": [END, LINE + '16/1 "%3_c " "\\n"'],
    "d": [END, LINE + '8/2 "  %05u " "\\n"'],
    "o": [END, LINE + '8/2 " %06o " "\\n"'],
    "x": [END, LINE + '8/2 "   %04x " "\\n"'],
    "X": [END, LINE + '16/1 " %02x " "\\n"'],
    "C": [
        '"%08.8_Ax\\n"',
        '"%08.8_ax  " 8/1 "%02x " "  " 8/1 "%02x "',
        '"  |" 16/1 "%_p" "|\\n"',
    ],
    "": [END, LINE + '8/2 "%04x " "\\n"'],
}
LONG = {"canonical": "C", "one-byte-octal": "b"}
ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
CHARACTERS = {0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r"}
NAMES = (
    "nul soh stx etx eot enq ack bel bs ht lf vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb "
    "can em sub esc fs gs rs us"
).split()
UNIT = re.compile(r'\s*(?:(\d+)(?=[\s/])\s*)?(?:/\s*)?(?:(\d+)\s+)?"([^"]*)"\s*')
CONVERSION = re.compile(r"%([-+ #0]*)(\d*)(\.\d*)?(_[aA][dox]|_[cpu]|[diouxXeEfgGcs])(_L\[(?:[^]]|:\](?=[],@]))*\])?")
SPACES = " \t\n\v\f\r"


# ---- one conversion ------------------------------------------------------------


class Conversion:
    def __init__(self, match, unit_bytes):
        flags, width, precision, letter, _ = match.groups()
        self.left, self.plus, self.blank, self.alternate, self.zero = (f in flags for f in "-+ #0")
        self.width = int(width or 0)
        self.precision = None if precision is None else int(precision[1:] or 0)
        self.letter = letter
        self.is_address = letter[:2] in ("_a", "_A")
        if self.is_address:
            self.bytes = 0
        elif unit_bytes:
            self.bytes = unit_bytes
        elif letter == "s":
            self.bytes = self.precision
        else:
            self.bytes = 4 if letter in "diouxX" else 8 if letter in "eEfgG" else 1

    def pad(self, text):
        return text.ljust(self.width) if self.left else text.rjust(self.width)

    def cut(self, text):
        return self.pad(text if self.precision is None else text[: self.precision])

    def integer(self, value, letter):
        """As C's printf has it."""
        sign = "-" if value < 0 else ""
        if letter == "d" and value >= 0:
            sign = "+" if self.plus else " " if self.blank else ""
        digits = {"d": "%d", "u": "%d", "o": "%o", "x": "%x", "X": "%X"}[letter] % abs(value)
        if self.precision == 0 and value == 0:
            digits = ""
        digits = digits.rjust(self.precision or 0, "0")
        if self.alternate and letter == "o" and not digits.startswith("0"):
            digits = "0" + digits
        if self.alternate and letter in "xX" and value:
            sign += "0" + letter
        if self.zero and not self.left and self.precision is None:
            digits = digits.rjust(self.width - len(sign), "0")
        return self.pad(sign + digits)

    def real(self, data):
        value = struct.unpack("<f" if len(data) == 4 else "<d", data)[0]
        negative = data[-1] >> 7
        if value - value != 0:
            text = "nan" if value != value else "inf"
            text = text.upper() if self.letter in "EG" else text
            sign = "-" if negative else "+" if self.plus else " " if self.blank else ""
            return self.pad(sign + text)
        flags = "".join(
            c for c, f in zip("-+ #0", (self.left, self.plus, self.blank, self.alternate, self.zero)) if f
        )
        precision = 6 if self.precision is None else self.precision
        return ("%" + flags + (str(self.width) if self.width else "") + "." + str(precision) + self.letter) % value

    def character(self, byte):
        printable = 0x20 <= byte < 0x7F
        if self.letter == "_p":
            return self.pad(chr(byte) if printable else ".")
        if self.letter == "c" or printable:
            return self.pad(chr(byte))
        if self.letter == "_c":
            return self.cut(CHARACTERS.get(byte, "%03o" % byte))
        if byte > 0x7F:
            return self.integer(byte, "x")
        return self.cut("del" if byte == 0x7F else NAMES[byte])

    def text(self, block, at, have, address):
        """block: padded with zeros; have: how many bytes of it the input has."""
        if have < len(block) and at >= have:
            return " " * self.width
        data = block[at : at + self.bytes]
        if self.is_address:
            return self.integer(address, self.letter[2])
        if self.letter in ("d", "i"):
            return self.integer(int.from_bytes(data, "little", signed=True), "d")
        if self.letter in "ouxX":
            return self.integer(int.from_bytes(data, "little"), self.letter)
        if self.letter in "eEfgG":
            return self.real(data)
        if self.letter == "s":
            return self.cut(block[at:].split(b"\0")[0].decode("latin1"))
        return self.character(block[at])


# ---- formats -------------------------------------------------------------------


class Unit:
    def __init__(self, times, size, text):
        self.times_given = times is not None
        self.times = int(times) if self.times_given else 1
        text = re.sub(r"\\(.?)", lambda m: ESCAPES.get(m.group(1), m.group(1)), text, flags=re.S)
        self.bytes = int(size or 0)
        self.prints = []  # texts and conversions, in their order
        at = 0
        while at < len(text):
            match = CONVERSION.match(text, at)
            if match:
                self.prints.append(Conversion(match, self.bytes))
                at = match.end()
                continue
            end = text.find("%", at)
            end = len(text) if end < 0 else end
            if end == at:
                raise ValueError(text)
            self.prints.append(text[at:end])
            at = end
        conversions = [p for p in self.prints if isinstance(p, Conversion)]
        self.is_end = any(c.letter[:2] == "_A" for c in conversions)
        self.bytes = self.bytes or sum(c.bytes for c in conversions)

    def once(self, block, at, have, address, last):
        """The text, and how many bytes it shows."""
        out, start = "", at
        for i, p in enumerate(self.prints):
            if isinstance(p, Conversion):
                out += p.text(block, at, have, address + at)
                at += p.bytes
            elif last and self.times > 1 and i + 1 == len(self.prints) and p[-1] in SPACES:
                out += p[:-1]
            else:
                out += p
        return out, at - start

    def at_end(self, offset):
        out, text = "", ""
        for p in self.prints:
            if not isinstance(p, Conversion):
                text += p
                continue
            if p.is_address:
                out += text + p.integer(offset, p.letter[2])
            text = ""
        return out + text


def parse(text):
    units, at = [], 0
    while text[at:].strip(SPACES):
        match = UNIT.match(text, at)
        if not match:
            raise ValueError(text)
        units.append(Unit(*match.groups()))
        at = match.end()
    return units


def show(units, block, have, address):
    out, at = [], 0
    for unit in units:
        if unit.is_end:
            break
        for i in range(unit.times):
            text, shown = unit.once(block, at, have, address, i + 1 == unit.times)
            out.append(text)
            at += shown
    return "".join(out)


def dump(texts, data, offset, squeeze):
    formats = [parse(text) for text in texts]
    size = max(sum(u.bytes * u.times for u in units) for units in formats)
    if not size:  # nothing is read; an offset at the end is that of the skip
        data, size = b"", 1
    for units in formats:
        if units and units[-1].bytes and not units[-1].times_given:
            units[-1].times += (size - sum(u.bytes * u.times for u in units)) // units[-1].bytes
    out, before, starred = [], None, False
    for at in range(0, len(data), size):
        block = data[at : at + size]
        if squeeze and block == before:
            out.append("" if starred else "*\n")
            starred = True
            continue
        before, starred = block, False
        for units in formats:
            out.append(show(units, block.ljust(size, b"\0"), len(block), offset + at))
    ends = [unit for units in formats for unit in units if unit.is_end]
    if ends and offset + len(data):
        out.append(ends[-1].at_end(offset + len(data)))
    return "".join(out)


# ---- options -------------------------------------------------------------------


def number(text):
    if text[-1] == "K":
        return number(text[:-1]) * 1024
    if text.startswith("0x"):
        return int(text, 16)
    return int(text, 8 if text.startswith("0") else 10)


def lines_of(path):
    with open(path, encoding="latin1") as f:
        lines = [line.lstrip(SPACES) for line in f.read().split("\n")]
    return [line for line in lines if line and line[0] != "#"]


def hexdump(args):
    """The dump as bytes, for the options that compare.py makes."""
    texts, files, squeeze, skip, length = [], [], True, 0, None
    args = iter(args)
    for arg in args:
        if arg == "-v":
            squeeze = False
        elif arg == "-n":
            length = number(next(args))
        elif arg == "-s":
            skip = number(next(args))
        elif arg == "-e":
            texts.append(next(args))
        elif arg == "-f":
            texts += lines_of(next(args))
        elif arg.startswith("--color"):
            continue
        elif arg.startswith("--"):
            texts += CANNED[LONG[arg[2:]]]
        elif arg.startswith("-"):
            texts += CANNED[arg[1:]]
        else:
            files.append(arg)
    data = b""
    for name in files:
        with open(name, "rb") as f:
            data += f.read()
    skip = min(skip, len(data))
    data = data[skip:]
    if length == 0:
        return b""
    return dump(texts or CANNED[""], data[:length], skip, squeeze).encode("latin1")


if __name__ == "__main__":
    sys.stdout.buffer.write(hexdump(sys.argv[1:]))
