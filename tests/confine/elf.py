#!/usr/bin/python3
"""elf.py headers|order >FILE: an x86-64 program that no filter may start with its start
pinned to 0x10000. headers: 68 empty program headers, then one for a segment there. order:
a position-independent one with a segment below its first, which the kernel puts anywhere.
"""
import struct
import sys

EXEC, DYN, NULL, LOAD, READ_EXECUTE = 2, 3, 0, 1, 5


def header(kind, address):
    return struct.pack('<IIQQQQQQ', kind, READ_EXECUTE, 0, address, address, 4096, 4096, 4096)


what = sys.argv[1]
if what == 'headers':
    headers = [header(NULL, 0)] * 68 + [header(LOAD, 0x10000), header(LOAD, 0x400000)]
else:
    headers = [header(LOAD, 0x3ffffbff2000), header(LOAD, 0x1000)]
identity = b'\x7fELF' + bytes([2, 1, 1]) + bytes(9)
rest = struct.pack('<HHIQQQIHHHHHH', EXEC if what == 'headers' else DYN, 62, 1, 0x400000, 64, 0, 0, 64, 56,
                   len(headers), 64, 0, 0)
sys.stdout.buffer.write((identity + rest + b''.join(headers)).ljust(8192, b'\0'))
