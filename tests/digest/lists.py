#!/usr/bin/env python3
"""lists.py PARSER LISTS GNU_LISTS [SEED]: makes check lists that are right or nearly so, and
compares what PARSER (line_engine_test) makes of them with what the rules say, which are
written here a second time, as regular expressions; and of further ones with what the
installed md5sum, sha256sum and b2sum do: they have to find as many names, and the same lines
improper. Prints how many lines there were, and "cases RIGHT WRONG" of the lists."""
import base64
import collections
import os
import random
import re
import subprocess
import sys
import tempfile

BITS = {"md5": 128, "sha1": 160, "sha224": 224, "sha256": 256, "sha384": 384, "sha512": 512,
        "sha3-224": 224, "sha3-256": 256, "sha3-384": 384, "sha3-512": 512, "blake2b": 512}
SHA2 = ["sha224", "sha256", "sha384", "sha512"]
SHA3 = ["sha3-224", "sha3-256", "sha3-384", "sha3-512"]
# The algorithms of a program, whether lines need a tag, whether base64 is known.
PROGRAMS = {
    "md5sum": (["md5"], False, False),
    "sha1sum": (["sha1"], False, False),
    "sha256sum": (["sha256"], False, False),
    "b2sum": (["blake2b"], False, False),
    "cksum": (list(BITS), True, True),
    "cksum-md5": (["md5"], False, True),
    "cksum-sha2": (SHA2, False, True),
    "cksum-sha3": (SHA3, False, True),
    "cksum-blake2b": (["blake2b"], False, True),
}


def tags(algorithm):
    if algorithm == "blake2b":
        return ["BLAKE2b"]
    if algorithm in SHA2:
        return [algorithm.upper(), "SHA2-" + algorithm[3:]]
    return [algorithm.upper()]


# ---- the rules -------------------------------------------------------------------

def coding(digits, size, base):
    """How the digits are a digest of that many bytes: "hex", "base64" or None."""
    if re.fullmatch(rb"[0-9a-fA-F]{%d}" % (2 * size), digits):
        return "hex"
    padded = -size % 3
    symbols = -(-size // 3) * 4 - padded
    if base and re.fullmatch(rb"[A-Za-z0-9+/]{%d}={%d}" % (symbols, padded), digits):
        return "base64"
    return None


def sizes(algorithm):
    return range(1, 65) if algorithm == "blake2b" else [BITS[algorithm] // 8]


def guess(digits, algorithms, base):
    for allowed in (False, True) if base else (False,):
        for algorithm in algorithms:
            for size in sizes(algorithm):
                how = coding(digits, size, allowed)
                if how:
                    return algorithm, size, how, digits
    return None


def unescape(name):
    if re.search(rb"\\(?![nr\\])", re.sub(rb"\\[nr\\]", b"", name)):
        return None
    return re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r"}.get(m[1], m[1]), name)


def parse(text, program, state):
    """(algorithm, size, coding, digits, name), or None for an improper line."""
    algorithms, tagged_only, base = PROGRAMS[program]
    if len(text) > 8192 or b"\0" in text:
        return None
    escaped, rest = re.fullmatch(rb"[ \t]*(\\?)(.*)", text, re.S).groups()
    for algorithm in algorithms:
        for tag in tags(algorithm):
            length = rb"(?:-([0-9]*))?" if algorithm == "blake2b" else rb"()"
            m = re.match(rb"%s%s ?\(" % (tag.encode(), length), rest)
            if not m:
                continue
            size = BITS[algorithm] // 8
            if m[1] is not None and algorithm == "blake2b":
                bits = int(m[1] or 0)
                if bits % 8 or not 8 <= bits <= 512:
                    return None
                size = bits // 8
            name, close, after = rest[m.end():].rpartition(b")")
            value = re.fullmatch(rb"[ \t]*=[ \t]*(.*)", after, re.S)
            how = close and value and coding(value[1], size, base)
            if escaped and how:
                name = unescape(name)
            return (algorithm, size, how, value[1], name) if how and name is not None else None
    m = re.fullmatch(rb"([^ \t]*)[ \t](.*)", rest, re.S)
    found = m and not tagged_only and guess(m[1], algorithms, base)
    if not found or (not m[2] and not base and program != "b2sum"):
        return None
    name, form = m[2], state["form"]
    one = len(name) < 2 or name[:1] not in b" *"
    if one and form == 2:
        return None
    form = form or (1 if one else 2)
    if form == 2:
        name = name[1:]
    if escaped:
        name = unescape(name)
        if name is None:
            return None
    state["form"] = form
    return (*found, name)


def judge(content, program):
    state, said = {"form": 0}, []
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    for i, line in enumerate(lines):
        long = len(line) > 8192
        line = line[:8192]
        if i == 0 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        line = line[:-1] if line.endswith(b"\r") else line
        if not line or line.startswith(b"#"):
            said.append("comment")
            continue
        got = None if long else parse(line, program, state)
        said.append("%s %d %s %s %s" % (got[0], got[1], got[2], got[3].decode(), got[4].hex())
                    if got else "improper")
    return said


# ---- lists -----------------------------------------------------------------------

NAMES = [b"a", b"b", b"nope", b"-", b"a b", b" a", b"*a", b"a)", b"(a) = b", b"a\\nb", b"a\\\\b",
         b"a\\", b"a\\tb", b"\xc3\xb6", b"\xff", b"x" * 100, b""]


def make_digits(rng, program, algorithm, size):
    raw = rng.randbytes(size)
    if rng.random() < (0.4 if PROGRAMS[program][2] else 0.05):
        return base64.b64encode(raw)
    text = raw.hex().encode()
    return rng.choice([text, text, text.upper()])


def make_line(rng, program):
    own = PROGRAMS[program][0]
    algorithm = rng.choice(own if rng.random() < 0.9 else list(BITS))
    size = rng.choice(sizes(algorithm)) if rng.random() < 0.5 else BITS[algorithm] // 8
    digits, name = make_digits(rng, program, algorithm, size), rng.choice(NAMES)
    start = rng.choice([b""] * 6 + [b" ", b"\t ", b"\\", b" \\"])
    if rng.random() < (0.8 if PROGRAMS[program][1] else 0.4):
        tag = rng.choice(tags(algorithm)).encode()
        if algorithm == "blake2b" and (size != 64 or rng.random() < 0.2):
            tag += b"-%d" % (8 * size)
        line = tag + rng.choice([b" (%s) = ", b"(%s)= ", b" (%s)=", b"(%s)\t=  "]) % name + digits
    else:
        line = digits + rng.choice([b"  ", b"  ", b" *", b" *", b" ", b"\t", b"\t*"]) + name
    return start + line


def mutate(rng, content):
    content = bytearray(content)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(content) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            content[at:at + rng.randrange(1, 8)] = b""
        elif kind == 1:
            content[at:at] = rng.choice([b" ", b"\t", b"(", b")", b"=", b"\\", b"*", b"\n", b"\r\n",
                                         b"\0", b"-", b"#", b"\xef\xbb\xbf", b"0", b"G", b"+"])
        elif kind == 2 and content:
            content[at - 1] = rng.randrange(256)
        else:
            to = rng.randrange(len(content) + 1)
            content[at:at] = content[to:to + rng.randrange(1, 40)]
    return bytes(content)


def make_list(rng, program):
    lines = [rng.choice([b"", b"# comment", b"junk", b"\r"]) if rng.random() < 0.1
             else make_line(rng, program) for _ in range(rng.randrange(1, 9))]
    if rng.random() < 0.01:
        lines.insert(0, make_line(rng, program) + b"y" * (8192 - rng.randrange(150)))
    end = rng.choice([b"\n", b"\n", b"\n", b"\r\n"])
    content = end.join(lines) + (end if rng.random() < 0.9 else b"")
    if rng.random() < 0.1:
        content = b"\xef\xbb\xbf" + content
    return mutate(rng, content) if rng.random() < 0.5 else content


# ---- comparisons -------------------------------------------------------------------

def parsed(parser, program, contents):
    """What PARSER says of each list, a list of words for each."""
    sent = b"".join(b"%d\n%s" % (len(c), c) for c in contents)
    run = subprocess.run([parser, program], input=sent, stdout=subprocess.PIPE, check=True)
    said = [[]]
    for line in run.stdout.decode().splitlines():
        if line == "end":
            said.append([])
        else:
            said[-1].append(line)
    assert len(said) == len(contents) + 1
    return said[:-1]


def compare(parser, count, rng):
    kinds, wrong = collections.Counter(), 0
    for program in PROGRAMS:
        contents = [make_list(rng, program) for _ in range(count // len(PROGRAMS))]
        for content, said in zip(contents, parsed(parser, program, contents)):
            wanted = judge(content, program)
            kinds.update(" ".join(w.split()[0:3:2]) for w in said)
            if wanted != said:
                wrong += 1
                print("%s: %r\n  wanted %s\n  got    %s" % (program, content, wanted, said))
    print("lines:", ", ".join("%d %s" % (n, kind) for kind, n in sorted(kinds.items())))
    return wrong


def gnu_says(program, content):
    """The numbers of improper lines, and how many files were opened or could not be."""
    with open("list", "wb") as f:
        f.write(content)
    run = subprocess.run([program, "-w", "-c", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         stdin=subprocess.DEVNULL, env={"LC_ALL": "C"}, check=False)
    improper = [int(n) for n in re.findall(rb"^\w+: list: (\d+): improperly", run.stderr, re.M)]
    return improper, len(re.findall(rb": (?:OK|FAILED|FAILED open or read)$", run.stdout, re.M))


def comparable(content):
    """GNU 9.1 knows no mark and no SHA2-, cuts a line at NUL, and has no longest line; an
    improper line may decide about the number of blanks."""
    lines = content.split(b"\n")
    return not (b"\0" in content or content.startswith(b"\xef\xbb\xbf") or b"SHA2-" in content or
                any(len(line) > 8192 for line in lines) or re.search(rb"BLAKE2b-[^1-9]", content) or
                any(re.match(rb"[ \t]*\\[0-9a-fA-F]+[ \t]", line) for line in lines))


def compare_gnu(parser, count, rng):
    wrong, lines, proper = 0, 0, 0
    for name in ("a", "b"):
        with open(name, "wb") as f:
            f.write(b"x")
    for program in ("md5sum", "sha256sum", "b2sum"):
        contents = []
        while len(contents) < count // 3:
            content = make_list(rng, program)
            if comparable(content):
                contents.append(content)
        for content, said in zip(contents, parsed(parser, program, contents)):
            improper, files = gnu_says(program, content)
            ours = [i + 1 for i, word in enumerate(said) if word == "improper"]
            named = sum(word not in ("improper", "comment") for word in said)
            lines, proper = lines + len(said), proper + named
            if improper != ours or files != named:
                wrong += 1
                print("%s: %r\n  wanted %s, %d names\n  got    %s, %d"
                      % (program, content, improper, files, ours, named))
    print("with GNU: %d lines, %d proper" % (lines, proper))
    return wrong


def main():
    parser, count, gnu = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    wrong = compare(parser, count, rng)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        wrong += compare_gnu(parser, gnu, rng)
    print("cases %d %d" % (count + gnu - wrong, wrong))
    sys.exit(wrong > 0)


main()
