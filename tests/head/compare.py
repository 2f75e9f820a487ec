#!/usr/bin/python3
"""Compares head or tail with GNU's on generated options, data and inputs.

compare.py NAME OURS THEIRS CASES [SEED]: says what differs, and at the end
"cases PASSED FAILED". The inputs are files, standard input from an offset on, and pipes
that keep the splits of what is written. The offset that is left in standard input is
compared too.
"""
import os
import random
import subprocess
import sys
import threading

PLACES = (4096, 8192, 16384, 65536, 131072)


def data(r):
    size = r.choice((0, 1, 2, r.randrange(300), r.randrange(9000), r.randrange(70000), r.choice(PLACES) + r.randint(-3, 3)))
    if r.random() < .05:
        size = r.randrange(600000)
    each = r.choice((1, 2, 5, 60, 1000, 30000))
    ends = r.choice((b"\n", b"\n", b"\0", b"\n\0"))
    content = bytearray()
    while len(content) < size:
        content += bytes((r.randrange(97, 123),)) * r.randrange(2 * each)
        content += bytes((r.choice(ends),))
    del content[size:]
    if content and r.random() < .3:
        content[-1] = r.choice(ends)
    return bytes(content)


def number(r, content, bytes_too):
    lines = content.count(b"\n")
    most = len(content) if bytes_too else lines
    n = r.choice((0, 1, 2, 10, r.randrange(most + 2), r.randrange(most + 2), abs(most + r.randint(-2, 2))))
    suffix = r.choice(("",) * 20 + ("b", "K", "kB", "KiB", "m"))
    return str(n) + suffix


def options(r, name, content):
    """The arguments, and whether all operands must be left out but one."""
    kind = r.choice("nnnncccno")
    sign = r.choice(("", "", "-" if name == "head" else "+"))
    if kind == "o":
        n = str(r.randrange(60))
        if name == "head":
            return ["-" + n + r.choice(("", "", "c", "k", "b", "l", "q", "v", "z", "lv", "cq"))], False
        return [r.choice("-+") + n + r.choice(("", "", "c", "b", "l"))], True
    args = r.sample(("-q", "-v", "-z"), r.choice((0, 0, 0, 1, 1, 2)))
    if r.random() < .9:
        args.insert(r.randint(0, len(args)), "-" + kind + sign + number(r, content, kind == "c"))
    return args, False


class Input:
    """Standard input: nothing, a file from an offset on, or a pipe."""

    def __init__(self, r, content):
        self.kind = r.choice(("none", "file", "file", "pipe", "pipe"))
        self.content = content
        self.offset = r.choice((0, 0, r.randrange(len(content) + 2)))
        self.piece = r.choice((1, 100, 4096, 4096)) if len(content) < 3000 else 4096

    def feed(self, fd):
        with open(fd, "wb", buffering=0) as f:
            for at in range(0, len(self.content), self.piece):
                try:
                    f.write(self.content[at:at + self.piece])
                except BrokenPipeError:
                    return

    def run(self, program, args, level):
        env = dict(os.environ)
        if level:
            env["PILLBOX_CPU"] = level
        thread = None
        if self.kind == "pipe":
            # GNU's head -c -N reads a part of a packet, and loses the rest.
            parts = any(arg.startswith("-c-") for arg in args)
            fd, to = os.pipe2(os.O_CLOEXEC | (0 if parts else os.O_DIRECT))
            thread = threading.Thread(target=self.feed, args=(to,))
            thread.start()
        else:
            fd = os.open("stdin" if self.kind == "file" else "/dev/null", os.O_RDONLY)
            if self.kind == "file":
                os.lseek(fd, self.offset, os.SEEK_SET)
        p = subprocess.run([os.path.basename(program)] + args, executable=program, env=env, stdin=fd,
                           capture_output=True, timeout=20, check=False)
        # GNU's tail -c +N may seek past the end; its head -n -N leaves the offset anywhere if
        # nothing is printed, or for another operand that is standard input.
        left = min(os.lseek(fd, 0, os.SEEK_CUR), len(self.content)) if self.kind == "file" else 0
        if any(arg.startswith("-n-") for arg in args):
            left = 0
        os.close(fd)
        if thread:
            thread.join()
        return p.returncode, left, p.stderr, p.stdout


def main():
    name, ours, theirs, cases = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    r = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    passed = failed = 0
    for _ in range(cases):
        files = []
        content = data(r)
        with open("stdin", "wb") as f:
            f.write(content)
        stdin = Input(r, content)
        for file in r.choice(((), (), ("a",), ("a",), ("a", "b"), ("a", "-"), ("-", "b"), ("a", "nope", "b"), ("-", "-"))):
            files.append(file)
            if len(file) == 1 and file != "-":
                content = data(r)
                with open(file, "wb") as f:
                    f.write(content)
        args, single = options(r, name, content)
        args += files[:1] if single else files
        want = stdin.run(theirs, args, None)
        level = r.choice((None, "plain", "avx2", "avx512"))
        got = stdin.run(ours, args, level)
        if got == want:
            passed += 1
            continue
        failed += 1
        if failed <= 10:
            print("differs:", level, args, stdin.kind, "from", stdin.offset, "of", len(stdin.content))
            for label, result in (("want", want), ("got", got)):
                print("  %s:" % label, result[:3], len(result[3]), "bytes:", result[3][:80])
    print("cases", passed, failed)
    sys.exit(failed != 0)


main()
