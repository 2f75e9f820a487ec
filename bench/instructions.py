#!/usr/bin/env python3
"""instructions.py check|keep BUILD: the instructions of each engine for a byte. valgrind
counts them, so that they are the same on every machine, however busy.

check compares them with bench/instructions.tsv, prints a line for each row, and fails if
one has grown by more than 3 %; keep writes that file. The file names the compiler; with
another compiler, check compares nothing. valgrind does not know AVX-512, so only the plain
and the AVX2 engines are counted.
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

from rows import ROWS, cut

TABLE = os.path.dirname(os.path.abspath(__file__)) + '/instructions.tsv'
LEVELS = ['plain', 'avx2']
BYTES = 256 << 10
GROWTH = 1.03
NOTHING = 0.01  # instructions for a byte, too few to compare
# Data that differs between machines.
LEFT_OUT = ('program', 'dump')


def compiler():
    p = subprocess.run(['gcc', '--version'], capture_output=True, text=True, check=True)
    return p.stdout.splitlines()[0]


def count(build, command, level):
    """Instructions of a whole run, without the seal."""
    line = 'valgrind --tool=callgrind --callgrind-out-file=/dev/null ' + build + '/bench/pillbox-bare '
    env, _, rest = command.rpartition('@')
    p = subprocess.run(['sh', '-c', 'env ' + env + line + rest], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       env={**os.environ, 'LC_ALL': 'C', 'PILLBOX_CPU': level}, text=True, check=False, timeout=120)
    found = re.search(r'Collected : (\d+)', p.stderr)
    if p.returncode or not found:
        sys.exit('%s, %s: %s' % (command, level, p.stderr))
    return int(found.group(1))


def measure(build, folder, row, level):
    _, task, kind, command, _, _ = row
    whole = count(build, command.replace('$', '%s/%s' % (folder, kind)), level)
    none = count(build, command.replace('$', '/dev/null'), level)
    return (task, kind, level), (whole - none) / cut(kind, BYTES)


def measure_all(build):
    rows = [r for r in ROWS if r.kind not in LEFT_OUT and '|' not in r.command]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for kind in {r.kind for r in rows}:
            with open('%s/%s' % (folder, kind), 'wb') as f:
                subprocess.run([build + '/bench/data', kind, str(cut(kind, BYTES))], stdout=f, check=True)
        jobs = [pool.submit(measure, build, folder, row, level) for row in rows for level in LEVELS]
        return dict(j.result() for j in jobs)


def keep(build):
    with open(TABLE, 'w', encoding='utf-8') as f:
        f.write('# instructions a byte, compiled by %s\n' % compiler())
        for key, value in measure_all(build).items():
            f.write('\t'.join([*key, '%.3f' % value]) + '\n')


def check(build):
    with open(TABLE, encoding='utf-8') as f:
        first, *lines = f.read().splitlines()
    if not first.endswith(compiler()):
        print('skipped: this is ' + compiler() + '; ' + first)
        return True
    kept = {tuple(key): float(value) for *key, value in (line.split('\t') for line in lines)}
    found, good = measure_all(build), True
    for key in kept.keys() | found.keys():
        before, now = kept.get(key), found.get(key)
        fine = None not in (before, now) and now <= before * GROWTH + NOTHING
        print('%s: %s: %s before, %s now' % ('fine' if fine else 'GREW', ', '.join(key), before,
                                             now and round(now, 3)))
        good = good and fine
    return good


def main():
    what, build = sys.argv[1], os.path.abspath(sys.argv[2])
    if what == 'keep':
        keep(build)
    elif not check(build):
        sys.exit(1)


main()
