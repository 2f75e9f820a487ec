#!/usr/bin/env python3
"""run.py BUILD [--quick]: times pillbox and those of its peers that are installed, and
prints the results separated by tabs; progress goes to standard error.

The tools of a row take turns (race.c), as whole processes; pillbox runs sealed. Slow tools
get less of the same data, so that each run is short: rates are compared, in bytes a
second. The data is in files in memory.
"""
import os
import platform
import shutil
import subprocess
import sys
import tempfile

from rows import ROWS, TOOLS, cut, rows_of

BUILD = os.path.abspath(sys.argv[1])
QUICK = '--quick' in sys.argv[2:]
BOX = BUILD + '/pillbox'
UNSEALED = BUILD + '/bench/pillbox-unsealed'
RACE = BUILD + '/bench/race'
SIZES = [2 << 20, 16 << 20] if QUICK else [2 << 20, 16 << 20, 128 << 20]
ROUNDS = 3 if QUICK else 7
SLOW = 100_000 if QUICK else 200_000  # microseconds: longer runs get less data
LEVELS = ['avx512', 'avx2', 'plain']


def progress(text):
    print(text, file=sys.stderr, flush=True)


def race(rounds, lines):
    """(median, min, max, peak) of each line, or None if it failed."""
    out = subprocess.run([RACE, str(rounds), *lines], capture_output=True, text=True, check=True).stdout
    results = [line.split() for line in out.splitlines()]
    return [None if r[0] == 'failed' else tuple(map(int, r)) for r in results]


def have(command):
    return shutil.which(command) is not None


def first_line(command):
    p = subprocess.run(command.split(), capture_output=True, text=True, check=False)
    return ((p.stdout + p.stderr).strip().splitlines() or ['?'])[0]


def cpu():
    with open('/proc/cpuinfo', encoding='ascii') as f:
        facts = dict(line.split(':', 1) for line in f if ':' in line)
    facts = {k.strip(): v.strip() for k, v in facts.items()}
    flags = facts.get('flags', '').split()
    level = 'AVX-512 VBMI2' if 'avx512_vbmi2' in flags else 'AVX2' if 'avx2' in flags else 'no AVX2'
    return '%s, family %s model %s, %s' % (facts.get('model name', platform.machine()),
                                           facts.get('cpu family', '?'), facts.get('model', '?'), level)


def header():
    print('# processor: %s, %d cores' % (cpu(), os.cpu_count()))
    print('# kernel: %s %s' % (platform.system(), platform.release()))
    print('# load at the start: %.2f' % os.getloadavg()[0])
    print('# pillbox: ' + first_line(BOX + ' --version'))
    for name, (prefix, version) in TOOLS.items():
        command = version.split()[0]
        print('# %s: %s' % (name, first_line(version) if have(command) else 'not installed, left out'))
    print('# compiler: ' + first_line('gcc --version'))
    print('part\ttask\tdata\ttool\tbytes\trounds\tmedian_us\tmin_us\tmax_us\tpeak_kib\ttarget')


def emit(part, task, kind, tool, size, rounds, result, target):
    if result is None:
        progress('  %s, %s, %s: failed, left out' % (task, kind, tool))
        return
    print(part, task, kind, tool, size, rounds, *result, target or '-', sep='\t')
    sys.stdout.flush()


class Data:
    """Files of one kind at a time, in memory."""

    def __init__(self, folder):
        self.folder, self.kind, self.sizes = folder, None, {}

    def path(self, size):
        return '%s/%s.%d' % (self.folder, self.kind, size)

    def make(self, kind):
        if kind == self.kind:
            return
        for size in self.sizes:
            os.unlink(self.path(size))
        self.kind, self.sizes = kind, {}
        for size in SIZES:
            length = cut(kind, size)
            with open(self.path(size), 'wb') as f:
                if kind == 'program':
                    self.programs(f, length)
                elif kind == 'dump':
                    p = subprocess.Popen([BUILD + '/bench/data', 'random', str(length // 4)],
                                         stdout=subprocess.PIPE)
                    subprocess.run(['xxd'], stdin=p.stdout, stdout=f, check=False)
                    p.wait()
                else:
                    subprocess.run([BUILD + '/bench/data', kind, str(length)], stdout=f, check=True)
            self.sizes[size] = os.path.getsize(self.path(size))

    @staticmethod
    def programs(f, size):
        """The installed programs, sorted by name, repeatedly."""
        while size > 0:
            for name in sorted(os.listdir('/usr/bin')):
                path = '/usr/bin/' + name
                if size > 0 and os.path.isfile(path) and not os.path.islink(path):
                    with open(path, 'rb') as program:
                        size -= f.write(program.read(size))


def contenders(command, peers):
    """(tool, command with $ and # still in it), ours first."""
    yield 'pillbox', command.replace('@', BOX + ' ')
    for level in LEVELS[1:]:
        yield 'pillbox ' + level, command.replace('@', 'PILLBOX_CPU=%s %s ' % (level, BOX))
    for peer in peers.split():
        name, _, own = peer.partition('=')
        if QUICK and name != peers.split()[0].partition('=')[0]:
            continue
        if have(TOOLS[name][1].split()[0]):
            yield name, own.replace('~', ' ') if own else command.replace('@', TOOLS[name][0])


def run_row(data, row):
    _, task, kind, command, peers, target = row
    progress('%s, %s' % (task, kind))
    data.make(kind)
    entries = []
    for tool, line in contenders(command, peers):
        def at(size, line=line):
            return line.replace('$', data.path(size)).replace('#', str(data.sizes[size]))
        once = race(1, [at(SIZES[0])])[0]
        if once is None:
            emit('throughput', task, kind, tool, 0, 1, None, target)
            continue
        size = max([s for s in SIZES if once[0] * s / SIZES[0] <= SLOW], default=SIZES[0])
        entries.append((tool, data.sizes[size], at(size)))
    for (tool, size, _), result in zip(entries, race(ROUNDS, [e[2] for e in entries])):
        emit('throughput', task, kind, tool, size, ROUNDS, result, target)


def run_limits(data):
    """The limits of the machine: a loop of reads, and a pipe."""
    data.make('lines')
    size = SIZES[-1]
    for task, line in [('read', 'drain <' + data.path(size)), ('pipe', 'fill %d | drain' % size)]:
        emit('limit', task, 'lines', 'read loop', size, ROUNDS, race(ROUNDS, [line])[0], None)


def tools(row):
    """(tool, command with $ still in it): ours, and the peers that are installed."""
    yield 'pillbox', row.command.replace('@', BOX + ' ')
    for peer in row.peers.split():
        if have(TOOLS[peer][1].split()[0]):
            yield peer, row.command.replace('@', TOOLS[peer][0])


def run_startup(folder):
    progress('start-up')
    path = folder + '/small'
    with open(path, 'wb') as f:
        f.write(b'pillbox reads it, and is gone\n' * 136)
    rounds = 201 if QUICK else 1001
    for row in rows_of('startup'):
        ours, *peers = tools(row)
        lines = [('empty', BUILD + '/bench/empty'), ours, ('pillbox-unsealed', ours[1].replace(BOX, UNSEALED)), *peers]
        lines = [(tool, line.replace('$', path)) for tool, line in lines]
        for (tool, _), result in zip(lines, race(rounds, [line for _, line in lines])):
            emit('startup', row.task, row.kind, tool, os.path.getsize(path), rounds, result, None)


def run_growth(folder):
    sizes = [1 << 10, 1 << 16, 1 << 20, 1 << 24] + ([] if QUICK else [1 << 28, 1 << 32])
    path = folder + '/hole'
    for row in rows_of('growth'):
        progress('growth of ' + row.task)
        for size in sizes:
            with open(path, 'wb') as f:
                f.truncate(size)
            rounds = 3 if size >= 1 << 28 else ROUNDS
            lines = list(tools(row))[:None if size < 1 << 30 else 1]
            for (tool, _), result in zip(lines, race(rounds, [line.replace('$', path) for _, line in lines])):
                emit('growth', row.task, row.kind, tool, size, rounds, result, None)
    os.unlink(path)


def run_operands(folder):
    os.mkdir(folder + '/many')
    os.chdir(folder + '/many')
    most = 1000 if QUICK else 100_000
    names = ['%05d' % i for i in range(most)]
    for name in names:
        with open(name, 'wb') as f:
            f.write(b'one operand\n')
    for count in [n for n in (1, 10, 100, 1000, 10_000, 100_000) if n <= most]:
        progress('%d operands' % count)
        with open(folder + '/names', 'w', encoding='ascii') as f:
            f.writelines(n + '\n' for n in names[:count])
        rounds = 3 if count >= 10_000 else ROUNDS
        for row in rows_of('operands'):
            lines = [(tool, line.replace('$', '@%s/names' % folder)) for tool, line in tools(row)]
            for (tool, _), result in zip(lines, race(rounds, [line for _, line in lines])):
                emit('operands', row.task, row.kind, tool, count, rounds, result, None)


def main():
    header()
    base = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        data = Data(folder)
        run_startup(folder)
        run_limits(data)
        for row in sorted(ROWS, key=lambda r: r.kind):
            run_row(data, row)
        data.make('blank')
        run_growth(folder)
        run_operands(folder)
        os.chdir('/')


main()
