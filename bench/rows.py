"""What is measured: the rows of tests/*/bench.rows, a task a line, its columns separated
by tabs.

part     throughput; shown: throughput that the README shows too; startup: time from start
         to exit; growth: time by size of the input; operands: time by number of operands
task     its name in tables and plots
data     the kind of data, one of bench/data.c or run.py
command  @ stands before the applet, where each tool puts itself; $ is the input and # its
         size
peers    names of TOOLS, or NAME=COMMAND if a tool does the same by another name, with ~
         for its blanks
target   the least ratio to the first peer that is to be reached, or -
"""
import collections
import glob
import os

# Name: what is written before the name of an applet, and a command that prints the version.
TOOLS = {
    'gnu': ('/usr/bin/', '/usr/bin/wc --version'),
    'util-linux': ('/usr/bin/', '/usr/bin/hexdump --version'),
    'binutils': ('/usr/bin/', '/usr/bin/strings --version'),
    'busybox': ('busybox ', 'busybox'),
    'toybox': ('toybox ', 'toybox --version'),
    'uutils': ('/usr/lib/cargo/bin/coreutils/', '/usr/lib/cargo/bin/coreutils/wc --version'),
    'xxd': ('', 'xxd --version'),
    'hexyl': ('', 'hexyl --version'),
    'openssl': ('', 'openssl version'),
}

# Data of a kind is cut at a multiple of these bytes, so that it decodes.
PERIODS = {'base64': 77, 'base64-64': 65, 'base64-one': 4, 'base64-garbage': 37, 'base64-crlf': 78,
           'base64url': 77, 'base32': 154, 'base16': 77}


def cut(kind, size):
    """The largest size for data of a kind that is not above size."""
    period = PERIODS.get(kind, 1)
    # CR LF is before a line, not after it.
    return size // period * period - (2 if kind == 'base64-crlf' else 0)


Row = collections.namedtuple('Row', 'part task kind command peers target')


def read(path):
    with open(path, encoding='utf-8') as f:
        lines = [line.rstrip('\n') for line in f if not line.startswith('#')]
    rows = [Row(*line.split('\t')) for line in lines]
    return [row._replace(target=None if row.target == '-' else float(row.target)) for row in rows]


FILES = sorted(glob.glob(os.path.dirname(os.path.abspath(__file__)) + '/../tests/*/bench.rows'))
ALL = [row for path in FILES for row in read(path)]


def rows_of(*parts):
    return [row for row in ALL if row.part in parts]


ROWS = rows_of('throughput', 'shown')
