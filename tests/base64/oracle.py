#!/usr/bin/env python3
"""Mutates encoded texts, has the sealed base64 decode them, and compares bytes, status and messages
with what the rules say, which here are regular expressions.

usage: oracle.py BASE64 COUNT [SEED]

The input comes through a socket that keeps packets apart, so each read ends where this says."""
import base64
import os
import random
import re
import socket
import subprocess
import sys
import tempfile

SYMBOL = rb'[A-Za-z0-9+/]'
ONE = SYMBOL + rb'[AQgw]'  # a byte and four bits that are zero
TWO = SYMBOL + SYMBOL + rb'[AEIMQUYcgkosw048]'
GROUPS = re.compile(b'(?:%s{4}|%s==|%s=)*' % (SYMBOL, ONE, TWO))
END = re.compile(b'(?:%s|%s|)' % (ONE, TWO))
BROKEN = re.compile(b'%s{0,3}' % SYMBOL)
INVALID = b'base64: invalid input\n'
BLANKS = b'base64: carriage returns or blanks in the input: -i skips them\n'
URL = b"base64: '-' and '_' are of base64url: tr _- /+ makes base64 of it\n"
URI = b'base64: in a data URI, only what follows the comma is base64\n'
MARK = b'base64: this may be a byte-order mark: -i skips it\n'
HINTS = {b'\r': BLANKS, b' ': BLANKS, b'\t': BLANKS, b'-': URL, b'_': URL, b':': URI, b',': URI}
MARKS = (b'\xEF', b'\xFE', b'\xFF')


def complaint(text, places, blamed):
    """The messages: to blame is the byte at places[blamed], or where there is none the last one."""
    at = places[min(blamed, len(places) - 1)]
    hint = b''
    if blamed < len(places):
        byte = text[at:at + 1]
        hint = HINTS.get(byte, MARK if byte in MARKS and at == 0 else b'')
    return INVALID + b'base64: at byte %d, line %d\n' % (at + 1, text.count(b'\n', 0, at) + 1) + hint


def rightly(text, skip):
    """The bytes, the status and the messages that decoding makes."""
    places = [m.start() for m in re.finditer(rb'[A-Za-z0-9+/=]' if skip else rb'[^\n]', text)]
    kept = bytes(text[i] for i in places)
    whole = GROUPS.match(kept).end()
    made = b''.join(base64.b64decode(kept[i:i + 4]) for i in range(0, whole, 4))
    rest = kept[whole:]
    symbols = BROKEN.match(rest).group()
    if len(symbols) > 1:
        made += base64.b64decode(symbols + b'AA'[len(symbols) - 2:])[:len(symbols) - 1]
    if END.fullmatch(rest):
        return made, 0, b''
    blamed = whole + len(symbols)
    if re.fullmatch(ONE, symbols) and kept[blamed:blamed + 1] == b'=':
        blamed += 1
    return made, 1, complaint(text, places, blamed)


def encoded(rng):
    size = rng.choice((3, 30, 300, 300, 3000)) if rng.random() < .98 else 200000
    text = base64.b64encode(rng.randbytes(rng.randrange(size)))
    width = rng.choice((1, 4, 5, 36, 64, 76, 76, 77, len(text) + 1))
    end = rng.choice((b'\n', b'\n', b'\r\n', b'.'))
    return bytearray(b''.join(text[i:i + width] + end for i in range(0, len(text), width)))


def mutate(rng, text):
    at = rng.randrange(len(text) + 1)
    byte = rng.choice((b'\n', b'=', b'\r', b' ', b'\t', b'-', b'A', b'\0', b':', b'\xEF', rng.randbytes(1)))
    kind = rng.randrange(6)
    if kind == 0:
        text[at:at] = byte
    elif kind == 1:
        del text[at:at + 1]
    elif kind == 2:
        text[at:at + 1] = byte
    elif kind == 3:
        text[at:at] = b'\n'
    elif kind == 4:
        text += b'='
    elif rng.random() < .3:
        del text[at:]


def feed(to, rng, text):
    packet = rng.choice((1, 7, 100, 65536)) if len(text) < 3000 else 65536
    for i in range(0, len(text), packet):
        try:
            to.send(text[i:i + packet])
        except ConnectionError:
            break  # it ended at an error


def decoded(command, rng, text):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=theirs, stdout=out, stderr=err)
        theirs.close()
        feed(ours, rng, text)
        ours.close()
        status = process.wait(timeout=10)
        return os.pread(out.fileno(), 1 << 20, 0), status, os.pread(err.fileno(), 4096, 0)


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wrong = 0
    for i in range(count):
        text = encoded(rng)
        skip = rng.random() < .4
        for _ in range(rng.randrange(4)):
            mutate(rng, text)
        want = rightly(bytes(text), skip)
        got = decoded([program, '-di' if skip else '-d'], rng, text)
        if got != want:
            wrong += 1
            if wrong <= 5:
                print(f'text {i}, {skip=}: {bytes(text[-80:])}: {got[1:]} instead of {want[1:]}, '
                      f'{len(got[0])} bytes instead of {len(want[0])}')
    print(f'{wrong} of {count} wrong')
    sys.exit(wrong > 0)


main()
