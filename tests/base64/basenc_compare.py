#!/usr/bin/env python3
"""Encodes random data by random options, decodes texts with newlines, garbage and errors, and
compares basenc and base32 with the installed ones: bytes and status, of messages the first line.

usage: basenc_compare.py FOLDER COUNT [SEED]

Of what GNU has changed since 9.1 nothing is generated: texts are padded as GNU pads them, and an
error is a byte of no alphabet. In Z85, GNU takes NUL for a symbol, and loses what it has decoded of a
block with an error."""
import random
import re
import subprocess
import sys

ENCODINGS = ('base64', 'base64url', 'base32', 'base32hex', 'base16', 'base2msbf', 'base2lsbf', 'z85')
SIZES = (0, 4, 20, 100, 100, 1000, 5000, 70000)
WIDTHS = ('0', '1', '3', '4', '8', '60', '64', '75', '76', '77', '1000', '99999999999999999999', ' +5', 'x', '1k')


def run(folder, command, data):
    done = subprocess.run([f'{folder}/{command[0]}', *command[1:]], input=data, capture_output=True, timeout=30,
                          check=False)
    first = done.stderr.split(b'\n')[0].replace(folder.encode() + b'/', b'')
    return done.returncode, done.stdout, first


def data_of(rng, encoding):
    data = rng.randbytes(rng.randrange(rng.choice(SIZES) + 1))
    return data[:len(data) // 4 * 4] if encoding == 'z85' and rng.random() < .9 else data


def name_of(rng, encoding):
    return ['base32'] if encoding == 'base32' and rng.random() < .5 else ['basenc', '--' + encoding]


def mangled(rng, encoding, text):
    """Lines of another width, garbage or an error."""
    kind = rng.randrange(4)
    if kind == 0:
        return text.replace(b'\n', b''), []
    if kind == 1:
        return re.sub(rb'(.{%d})' % rng.randrange(1, 90), rb'\1\n', text), []
    bad = rng.choice((b'~', b'\r', b' ', b'\t' if encoding == 'z85' else b'\0', b'\xC3'))
    at = rng.randrange(len(text) + 1)
    if kind == 2:
        return text[:at] + bad * rng.randrange(3) + text[at:] + bad, ['-i']
    return text[:at] + bad + text[at:], []


def case(rng):
    encoding = rng.choice(ENCODINGS)
    options = ['-w', rng.choice(WIDTHS)] if rng.random() < .7 else []
    return encoding, name_of(rng, encoding) + options, data_of(rng, encoding)


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wrong = 0
    for _ in range(count // 2):
        encoding, command, data = case(rng)
        want = run('/usr/bin', command, data)
        tries = [(command, data, want)]
        text = run('/usr/bin', command[:2 - (command[0] == 'base32')], data)[1]
        text, more = mangled(rng, encoding, text)
        command = command[:2 - (command[0] == 'base32')] + ['-d'] + more
        tries.append((command, text, run('/usr/bin', command, text)))
        for command, given, want in tries:
            got = run(folder, command, given)
            if encoding == 'z85' and want[0] != 0:
                want, got = (want[0], b'', want[2]), (got[0], b'', got[2])
            if got != want:
                wrong += 1
                if wrong <= 5:
                    print(command, given[:100], *(f'{r[0]} {r[1][-20:]} {r[2]}' for r in (got, want)))
    print(f'{wrong} of {count} differ')
    sys.exit(wrong > 0)


main()
