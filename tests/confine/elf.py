#!/usr/bin/python3
"""elf.py headers|none|order|empty|align|span >FILE: an x86-64 program that no filter may start with
its start pinned to 0x10000. headers: 68 empty program headers, then one for a segment there. none:
no segment, so that its heap begins at 0. The others are position-independent: order has a segment
below its first, which the kernel puts anywhere; empty has nothing in the first, which the kernel
then puts at 0; so it does with align, and where two span nearly all addresses.
"""
import struct
import sys

EXEC, DYN, NULL, LOAD, READ_EXECUTE = 2, 3, 0, 1, 5


def header(kind, address, size=4096, alignment=4096):
    return struct.pack('<IIQQQQQQ', kind, READ_EXECUTE, 0, address, address, size, size, alignment)


what = sys.argv[1]
headers = {
    'headers': [header(NULL, 0)] * 68 + [header(LOAD, 0x10000), header(LOAD, 0x400000)],
    'none': [header(NULL, 0)],
    'order': [header(LOAD, 0x3ffffbff2000), header(LOAD, 0x1000)],
    'empty': [header(LOAD, 0, 0), header(LOAD, 0x10000)],
    'align': [header(LOAD, 0, 4096, 1 << 47), header(LOAD, 0x10000)],
    'span': [header(LOAD, 0), header(LOAD, 0x7ffff7fec000)],
}[what]
identity = b'\x7fELF' + bytes([2, 1, 1]) + bytes(9)
rest = struct.pack('<HHIQQQIHHHHHH', EXEC if what in ('headers', 'none') else DYN, 62, 1, 0x400000, 64, 0, 0, 64, 56,
                   len(headers), 64, 0, 0)
sys.stdout.buffer.write((identity + rest + b''.join(headers)).ljust(8192, b'\0'))
