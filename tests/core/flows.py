"""flows.py: gives applets their input in pieces, and prints where the output of a piece
does not come before the next one is given.
"""
import os
import select
import shlex
import subprocess
import sys


def expect(p, want, what):
    got = b""
    while len(got) < len(want) and select.select([p.stdout], [], [], 10)[0]:
        more = os.read(p.stdout.fileno(), 65536)
        if not more:
            break
        got += more
    if got != want:
        print(what, "gave", got, "and not", want)


def flows(command, steps, rest=b""):
    p = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    for give, want in steps:
        p.stdin.write(give)
        expect(p, want, f"{command}, {give},")
    p.stdin.close()
    end = p.stdout.read()
    if end != rest or p.wait() != 0:
        print(command, "ended with", end, "and", p.wait())


four = open("four_text", "rb").read()
flows("cat", [(b"one", b"one"), (b"\n", b"\n"), (b"\0two\n\n", b"\0two\n\n")])
flows("cat four_text - four_text", [(b"one", four + b"one"), (b"\n", b"\n")], four)
flows("cat -A", [(b"a\tb", b"a^Ib"), (b"\377\nc\n", b"M-^?$\nc$\n")])
flows("cat -n", [(b"one", b"     1\tone"), (b"\ntwo\nth", b"\n     2\ttwo\n     3\tth")])
flows("cat -n four_text -", [(b"one", b"     1\t1\n     2\t2\n     3\tone")])
flows("cat -s", [(b"a\n\n\n\n", b"a\n\n"), (b"b", b"b")])
line = b"00000000  61 62 63 64 65 66 67 68  61 62 63 64 65 66 67 68  |abcdefghabcdefgh|\n"
flows("hexdump -C", [(b"abcdefgh" * 2 + b"x", line)],
    b"00000010  78                                                |x|\n00000011\n")


flows("hexdump -s 3", [(b"xyz" + b"a" * 17, b"0000003" + b" 6161" * 8 + b"\n")],
    b"0000013 0061                                   \n0000014\n")


flows("base64", [(b"abcd", b"YWJj"), (b"ef", b"ZGVm")], b"\n")
flows("base64 -w 4", [(b"abc", b"YWJj\n"), (b"de", b""), (b"f", b"ZGVm\n")])
flows("base64 -d", [(b"YWJjZ", b"abc"), (b"GVm\n", b"def")])
flows("base64 -di", [(b"Y*W-JjZ", b"abc"), (b"GVm\n", b"def")])
flows("wc -l four_text -", [(b"", b"      2 four_text\n"), (b"x\n", b"")], b"      1 -\n      3 total\n")
