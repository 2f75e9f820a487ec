#!/usr/bin/python3
"""Compares hexdump with util-linux's and with oracle.py's on generated formats, data and
options.

compare.py OURS THEIRS CASES [SEED]: says what differs, and at the end
"cases PASSED FAILED". Colours and errors are compared with util-linux's alone. What
is generated is all of the format language but for what util-linux has wrong
or leaves to chance, as the man page's CAVEATS say: an escape that is not at the
end of its text, strings without a precision, flags after the width, a second
bracket after colours, an @ in a colour's string followed by something that is no
offset.
"""
import os
import random
import subprocess
import sys

import oracle

CANNED = ["-b", "-c", "-C", "-d", "-o", "-x", "--canonical", "--one-byte-octal"]
COLOURS = "black blink blue bold brown cyan darkgray gray green halfbright red reverse yellow pink".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz ,;.:|<>()=+-*/#0123456789'"


def some_text(r, longest=12):
    return "".join(r.choice(LETTERS) for _ in range(r.randint(0, r.choice([1, 3, longest]))))


def directions(r, precision=True):
    text = ""
    if r.random() < 0.5:
        text += "".join(r.choice("-+ #0") for _ in range(r.randint(0, 3)))
    if r.random() < 0.6:
        text += str(r.choice([1, 2, 3, 4, 5, 7, 8, 10, 12, 16, 17, 20, 24, 25, 30, r.randint(1, 300)]))
    if precision and r.random() < 0.3:
        text += "." + str(r.choice([0, 1, 2, 3, 5, 8, 10, 16, 20, 24, 25, 30, r.randint(0, 300)]))
    return text


def condition(r, size):
    text = r.choice(["", "", "", "!"]) + r.choice(COLOURS)
    kind = r.random()
    if kind < 0.25 and size <= 4:
        v = r.choice([0, 1, r.randint(0, 255), r.randint(0, 2 ** (8 * min(size, 3)))])
        text += ":" + r.choice(["0x%x", "0%o"]) % v
    elif kind < 0.5 and 0 < size <= 4:
        value = "".join(r.choice("abcdexyz@") for _ in range(size))
        text += ":" + (value[:-1] + "@" if "@" in value else value)
    if r.random() < 0.3:
        first = r.choice([0, 1, 2, 4, 8, 16, r.randint(0, 60)])
        text += "@%d" % first
        if size and r.random() < 0.6 and ":" not in text:
            text += "-%d" % (first + r.randint(0, 40))
    return text


def conversion(r, size):
    """A conversion for a unit of that many bytes; 0 where it does not say."""
    if r.random() < 0.12:
        kind, spec = "address", directions(r) + r.choice(["_ad", "_ao", "_ax"])
    elif size in (2, 4, 8) or (size in (0, 1) and r.random() < 0.5):
        kind, spec = "number", directions(r) + r.choice("diouxX")
        if size in (4, 8) and r.random() < 0.3:
            spec = directions(r) + r.choice("eEfgG")
        elif size == 0 and r.random() < 0.2:
            kind, spec = "real", directions(r) + r.choice("eEfgG")
    elif size in (0, 1):
        kind, spec = "byte", directions(r, False) + r.choice(["c", "_c", "_p", "_u"])
        if spec[-2:] == "_u" and r.random() < 0.3:
            spec = spec[:-2] + ".%d_u" % r.randint(0, 20)
    else:
        n = r.randint(0, size)
        kind, spec = "string", r.choice(["", "-", "20", "-7", "3"]) + ".%ds" % n
    if kind == "address":
        shown = 0
    elif kind == "byte" or size == 1:
        shown = 1
    else:
        shown = size or (8 if kind == "real" else 4)
    colour = ""
    if r.random() < 0.12:
        colour = "_L[" + ",".join(condition(r, shown) for _ in range(r.randint(1, 3))) + "]"
    return "%" + spec, colour


def unit(r):
    size = r.choice([0, 0, 0, 1, 1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 3, 5, 16])
    text = some_text(r)
    converted = False
    for _ in range(r.choice([0, 1, 1, 1, 1, 2, 3])):
        spec, colour = conversion(r, size)
        if "_a" not in spec and size and converted:
            continue
        converted = converted or "_a" not in spec
        text += spec + colour
        if colour:
            # The installed one takes the last bracket of all for the end.
            break
        text += some_text(r)
    if r.random() < 0.06 and "%" not in text:
        text += "%" + directions(r) + "_A" + r.choice("dox") + some_text(r)
    text += r.choice(["", "", " ", "  ", "\\n", "\\t", "\\n\\n", " \\a"])
    text = '"' + text + '"'
    times = r.choice(["", "", "", "1", "2", "3", "4", "8", "16", "0", "7"])
    if size and (times or r.random() < 0.5):
        return "%s%s/%s%d %s" % (times, r.choice(["", " "]), r.choice(["", " "]), size, text)
    if size:
        return "/%d %s" % (size, text)
    return times + " " + text


def formats(r, path):
    args = []
    for _ in range(r.choice([1, 1, 1, 1, 2, 3])):
        if r.random() < 0.15:
            args.append(r.choice(CANNED))
            continue
        text = r.choice([" ", "  "]).join(unit(r) for _ in range(r.choice([1, 1, 2, 2, 3, 5])))
        if r.random() < 0.1:
            with open(path, "w") as f:
                f.write(r.choice(["", "# comment\n", "\n\n"]) + text + r.choice(["", "\n"]))
            args += ["-f", path]
        else:
            args += ["-e", text]
    return args


def data(r):
    n = r.choice([0, 1, r.randint(1, 40), r.randint(1, 40), r.randint(1, 300), r.randint(1, 2000)])
    kind = r.randint(0, 5)
    if kind == 0:
        return r.randbytes(n)
    if kind == 1:
        return bytes(n)
    if kind == 2:
        return b"".join(bytes([r.choice([0, 65, 255])]) * r.choice([1, 16, 32, 100]) for _ in range(n // 16 + 1))[:n]
    if kind == 3:
        return bytes(r.choice(b"abcdexyz \n") for _ in range(n))
    if kind == 4:
        return (r.randbytes(r.choice([1, 2, 4, 8, 16])) * n)[:n]
    return bytes(r.choice([0, 0, 1, 127, 128, 255]) for _ in range(n))


def options(r, total):
    args = []
    if r.random() < 0.3:
        args.append("-v")
    if r.random() < 0.3:
        args += ["-n", r.choice([str(r.randint(0, total + 5)), hex(r.randint(0, 64)), "1K"])]
    if r.random() < 0.3:
        args += ["-s", r.choice([str(r.randint(0, total + 5)), hex(r.randint(0, 64)), "010"])]
    args.append("--color=" + r.choice(["always", "always", "never"]))
    return args


def run(program, args, level=None):
    env = dict(os.environ)
    if level:
        env["PILLBOX_CPU"] = level
    p = subprocess.run(
        [program] + args, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
    )
    return p.returncode, p.stdout, p.stderr.decode("latin1")


def is_told(args, status):
    """Whether the oracle knows what this dump is: a good one, without colours."""
    texts = " ".join(args)
    if "formats" in args:
        with open("formats", encoding="latin1") as f:
            texts += f.read()
    return status == 0 and not ("--color=always" in args and "_L" in texts)


def main():
    ours, theirs, cases = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    r = random.Random(seed)
    passed = failed = useless = told = 0
    names = ["a", "b", "c"]
    for _ in range(cases):
        files = names[: r.choice([1, 1, 1, 2, 3])]
        total = 0
        for name in files:
            content = data(r)
            total += len(content)
            with open(name, "wb") as f:
                f.write(content)
        args = options(r, total) + formats(r, "formats") + files
        want = run(theirs, args)
        level = r.choice([None, "plain", "avx2", "avx512"])
        got = run(ours, args, level)
        useless += want[0] != 0
        slow = want[1]
        if is_told(args, want[0]):
            told += 1
            slow = oracle.hexdump(args)
        if got == want and slow == want[1]:
            passed += 1
            continue
        failed += 1
        if failed <= 10:
            print("differs:", level, " ".join("'" + a.replace("'", "'\\''") + "'" for a in args))
            print("  want", want[0], want[1][:300], want[2])
            print("  got ", got[0], got[1][:300], got[2])
            print("  oracle", slow[:300])
            for name in files:
                with open(name, "rb") as f:
                    print("  %s:" % name, f.read(200))
    print("refused by both: %d; compared with the oracle: %d" % (useless, told))
    print("cases", passed, failed)
    sys.exit(failed != 0)


main()
