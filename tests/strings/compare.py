#!/usr/bin/python3
"""compare.py STRINGS COUNT [SEED]: runs that program and GNU's on COUNT generated cases, options
and data, and prints how many differ; the first ones on standard error. -U is left out, and
what GNU does not have."""
import random
import subprocess
import sys

UNITS = {'s': '%c', 'l': '%c\0', 'b': '\0%c', 'L': '%c\0\0\0', 'B': '\0\0\0%c'}


def text(length):
    return ''.join(chr(random.randint(32, 126)) for _ in range(length))


def piece():
    length = random.choice((0, 1, 2, 3, 4, 5, 8, 17, 40, 64, 200))
    kind = random.randrange(6)
    if kind == 0:
        return random.randbytes(length)
    if kind == 1:
        return bytes(length)
    if kind == 2:
        return bytes([random.choice(b'\t\n\v\f\r\x7f\x1f\x80\xff')])
    unit = UNITS[random.choice('sslbLB')]
    data = ''.join(unit % c for c in text(length)).encode()
    return data[:len(data) - random.randrange(2)]


def options():
    words = []
    if random.randrange(2):
        words.append('-e' + random.choice('sSlbLB'))
    if random.randrange(2):
        words.append('-n%d' % random.choice((1, 2, 3, 5, 8, 16, 17, 33, 64, 65, 100)))
    if random.randrange(2):
        words.append('-t' + random.choice('odx'))
    words += [w for w in ('-w', '-f', '-s<>', '-o') if random.randrange(6) == 0]
    return words


def run(program, words, data):
    p = subprocess.run([program] + words, input=data, capture_output=True, check=False)
    return p.returncode, p.stdout, p.stderr


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wrong = 0
    for _ in range(count):
        words = options()
        data = b''.join(piece() for _ in range(random.choice((1, 3, 10, 30))))
        if run(program, words, data) != run('/usr/bin/strings', words, data):
            wrong += 1
            if wrong <= 5:
                print(words, data, file=sys.stderr)
    print('%d of %d wrong' % (wrong, count))


main()
