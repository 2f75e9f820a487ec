#!/usr/bin/env python3
"""report.py table TSV: the result of run.py as Markdown tables.
report.py readme TSV README RESULTS: puts ten rows of it between the marks in README, and
    writes all of it to RESULTS.
report.py missed TSV: the rows that miss their target, or in which a peer is faster.
report.py plots TSV FOLDER: the plots, as SVG, by gnuplot.

Everything is made from that file alone: the same file gives the same bytes.
"""
import collections
import os
import subprocess
import sys

from rows import ROWS, rows_of

BEGIN, END = '<!-- bench: begin -->\n', '<!-- bench: end -->\n'
LEVELS = ('pillbox', 'pillbox avx2', 'pillbox plain')
COLOURS = {'pillbox': '#2f81f7', 'gnu': '#d29922', 'util-linux': '#d29922', 'busybox': '#3fb950',
           'toybox': '#a371f7', 'uutils': '#f778ba', 'xxd': '#f85149', 'hexyl': '#79c0ff',
           'openssl': '#8b949e', 'empty': '#8b949e', 'pillbox-unsealed': '#79c0ff'}
GREY = '#808890'  # lines and letters: legible on white and on black

RESULTS = """# How fast pillbox is

Made by `make bench-keep` from [results.tsv](results.tsv), which is the result of `make bench`.

Each row is a task: a tool that runs from start to exit on data of one kind. The tools of a row take turns in one run,
and a figure is the median of the rounds. pillbox runs sealed. Figures are GB of input a second; *spread* is the slowest
round minus the fastest, relative to the median. *AVX2* and *plain C* are pillbox with `PILLBOX_CPU=avx2` and `plain`.
After the name of each other tool stand its figure, and how many times faster pillbox is; a tool that is faster is in
bold.

![Throughput of each task, by tool](throughput.svg)

![Time from start to exit](startup.svg)

![Time by size of the input](growth.svg)

"""

Result = collections.namedtuple('Result', 'tool bytes rounds median least most peak target')


def read(path):
    """The remarks, and {part: {(task, data): [Result]}}."""
    remarks, parts = [], collections.defaultdict(dict)
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.startswith('# '):
                remarks.append(line[2:].rstrip())
                continue
            part, task, data, tool, *numbers, target = line.rstrip('\n').split('\t')
            if part == 'part':
                continue
            result = Result(tool, *map(int, numbers), None if target == '-' else float(target))
            parts[part].setdefault((task, data), []).append(result)
    order = [(row.task, row.kind) for row in ROWS]
    parts['throughput'] = {key: parts['throughput'][key] for key in order if key in parts['throughput']}
    return remarks, parts


def rate(result):
    """GB a second."""
    return result.bytes / result.median / 1000


def figure(number):
    return '%.3g' % number if number < 100 else '%.0f' % number


def split(results):
    """pillbox by level, and the peers."""
    ours = {r.tool: r for r in results if r.tool in LEVELS}
    return ours, [r for r in results if r.tool not in LEVELS]


def peer_cell(ours, peer):
    text = '%s %s: %s×' % (peer.tool, figure(rate(peer)), figure(rate(ours) / rate(peer)))
    return '**%s**' % text if rate(peer) > rate(ours) else text


def spread(result):
    """The slowest round minus the fastest, relative to the median."""
    return '%.0f %%' % (100 * (result.most - result.least) / result.median)


def summary(parts):
    """What the README shows."""
    yield '| task | data | pillbox | GNU or util-linux | times faster |\n'
    yield '| --- | --- | ---: | ---: | ---: |\n'
    for row in rows_of('shown'):
        if (row.task, row.kind) not in parts['throughput']:
            sys.exit('report.py: %s, %s: is not in the results' % (row.task, row.kind))
        ours, peers = split(parts['throughput'][row.task, row.kind])
        ours, theirs = rate(ours['pillbox']), rate(peers[0])
        yield '| `%s` | %s | %s | %s | %s |\n' % (
            row.task, row.kind, figure(ours), figure(theirs), figure(ours / theirs))
    yield '\nGB of input a second, by whole runs.\n'
    for (task, _), results in parts['startup'].items():
        starts = {r.tool: r.median for r in results}
        yield 'Start to exit (%s): pillbox %d µs, GNU %d µs, an empty program %d µs.\n' % (
            task, starts['pillbox'], starts['gnu'], starts['empty'])


def table(remarks, parts):
    yield '| task | data | pillbox | AVX2 | plain C | other tools | spread |\n'
    yield '| --- | --- | ---: | ---: | ---: | --- | ---: |\n'
    for (task, data), results in parts['throughput'].items():
        ours, peers = split(results)
        if 'pillbox' not in ours:
            continue
        cells = [figure(rate(ours[level])) if level in ours else '' for level in LEVELS]
        others = ', '.join(peer_cell(ours['pillbox'], p) for p in peers)
        yield '| `%s` | %s | %s | %s | %s |\n' % (task, data, ' | '.join(cells), others, spread(ours['pillbox']))
    yield '\n'
    for (task, _), results in parts['limit'].items():
        what = 'Reading alone, in a loop' if task == 'read' else 'A pipe alone'
        yield '%s: %s GB/s. ' % (what, figure(rate(results[0])))
    yield '\n'
    for (task, _), results in parts['startup'].items():
        yield '\n| start to exit: %s | µs | times an empty program |\n| --- | ---: | ---: |\n' % task
        empty = next((r for r in results if r.tool == 'empty'), results[0])
        for r in results:
            yield '| %s | %d | %s |\n' % (r.tool, r.median, figure(r.median / empty.median))
    yield '\n'
    yield from (remark + '  \n' for remark in remarks)


def put_between_marks(path, lines):
    with open(path, encoding='utf-8') as f:
        before, _, rest = f.read().partition(BEGIN)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(before + BEGIN + ''.join(lines) + END + rest.partition(END)[2])


def missed(parts):
    for (task, data), results in parts['throughput'].items():
        ours, peers = split(results)
        if 'pillbox' not in ours or not peers:
            continue
        first, target = peers[0], results[0].target
        ratio = rate(ours['pillbox']) / rate(first)
        if target and ratio < target:
            yield '%s, %s: %s of %s is %s, wanted %s\n' % (
                task, data, 'ratio', first.tool, figure(ratio), figure(target))
        for level in LEVELS[1:]:
            # AVX2 must reach two thirds of the target, and plain C be as fast as the peer.
            least = max(1, target * 2 / 3) if level == 'pillbox avx2' and target else 1
            if level in ours and rate(ours[level]) / rate(first) < least:
                yield '%s, %s: %s is %s times %s, wanted %s\n' % (
                    task, data, level, figure(rate(ours[level]) / rate(first)), first.tool, figure(least))
        for peer in peers:
            if rate(peer) > rate(ours['pillbox']):
                yield '%s, %s: %s is faster\n' % (task, data, peer.tool)


# ---- plots --------------------------------------------------------------------------

STYLE = """set encoding utf8
set terminal svg size {width},{height} dynamic font 'sans-serif,13' name '{name}'
set border 3 linecolor rgb '{grey}' linewidth 1
set tics nomirror textcolor rgb '{grey}'
set xlabel textcolor rgb '{grey}'
set ylabel textcolor rgb '{grey}'
set key textcolor rgb '{grey}'
set title textcolor rgb '{grey}'
set grid linecolor rgb '{grey}' linewidth 0.3
"""


def gnuplot(path, width, height, script):
    name = path.rsplit('/', 1)[-1].split('.')[0]
    text = STYLE.format(width=width, height=height, name=name, grey=GREY) + script
    # In the C locale gnuplot warns of characters, though no plot has any of them.
    svg = subprocess.run(['gnuplot'], input=text, capture_output=True, encoding='utf-8',
                         env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=True)
    if svg.stderr.strip():
        sys.exit('gnuplot: ' + svg.stderr)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(svg.stdout)


def block(name, rows):
    return '$%s << EOD\n%s\nEOD\n' % (name, '\n'.join(rows) or 'NaN NaN')


def plot_throughput(parts, path):
    """A row of points for each task, a colour for each tool, on a logarithmic scale."""
    rows, points = list(parts['throughput'].items()), collections.defaultdict(list)
    for i, (_, results) in enumerate(rows):
        for r in results:
            if r.tool in COLOURS and rate(r) > 0:
                points[r.tool].append('%.4f %d' % (rate(r), len(rows) - i))
    ticks = ', '.join('"%s, %s" %d' % (task, data, len(rows) - i) for i, ((task, data), _) in enumerate(rows))
    names = {tool: 'd%d' % i for i, tool in enumerate(points)}
    script = ''.join(block(names[t], points[t]) for t in points)
    script += "set logscale x\nset xlabel 'GB of input a second'\nset format x '%g'\n"
    script += 'set yrange [0.3:%d.5]\nset ytics (%s)\nset key outside top center horizontal\n' % (len(rows) + 1, ticks)
    for (task, _), results in parts['limit'].items():
        if task == 'read':
            script += "set arrow from %f,0.3 to %f,%d.5 nohead linecolor rgb '%s' dashtype 2\n" % (
                rate(results[0]), rate(results[0]), len(rows) + 1, GREY)
            script += "set label 'read() alone' at %f,%d right offset -0.5,0 font ',11' textcolor rgb '%s'\n" % (
                rate(results[0]), len(rows) + 1, GREY)
    script += 'plot ' + ', '.join("$%s using 1:2 with points pointtype 7 pointsize %s linecolor rgb '%s' title '%s'" % (
        names[t], '0.8' if t == 'pillbox' else '0.5', COLOURS[t], t) for t in points) + '\n'
    gnuplot(path, 860, 120 + 19 * len(rows), script)


def plot_startup(parts, path):
    (task, _), results = next(iter(parts['startup'].items()))
    script = block('d', ['%d %d "%s" %s' % (len(results) - i, r.median, r.tool, COLOURS[r.tool].replace('#', '0x'))
                         for i, r in enumerate(results)])
    script += 'set boxwidth 0.6\nset style fill solid 0.9 noborder\nunset key\n'
    script += "set xlabel 'µs from fork to reaped: %s'\n" % task
    script += 'set xrange [0:*]\nset yrange [0.4:%d.6]\nunset grid\nset grid xtics\n' % len(results)
    script += 'plot $d using (0):1:(0):2:($1-0.3):($1+0.3):4:ytic(3) with boxxyerror linecolor rgb variable\n'
    gnuplot(path, 720, 60 + 34 * len(results), script)


def plot_growth(parts, path):
    """Time by size. If time is linear, the lines are straight and have one slope."""
    script, curves = '', []
    colours = ['#2f81f7', '#3fb950', '#a371f7', '#d29922']
    for i, ((task, _), results) in enumerate(parts['growth'].items()):
        for tool in dict.fromkeys(r.tool for r in results):
            name = 'g%d%s' % (i, 'o' if tool == 'pillbox' else 'p')
            script += block(name, ['%d %d' % (r.bytes, r.median) for r in results if r.tool == tool])
            width, dash = (2, 1) if tool == 'pillbox' else (1, 2)
            curves.append("$%s using 1:2 with linespoints pointtype 7 pointsize 0.4 linewidth %d dashtype %d "
                          "linecolor rgb '%s' title '%s, %s'" % (name, width, dash, colours[i % 4], task, tool))
    script += "set logscale x 2\nset logscale y\nset xrange [1024:8589934592.0]\n"
    script += "set xlabel 'bytes'\nset ylabel 'µs'\nset key outside right\n"
    script += "set xtics ('1 KiB' 1024, '64 KiB' 65536, '1 MiB' 1048576, '16 MiB' 16777216, "
    script += "'256 MiB' 268435456, '4 GiB' 4294967296.0)\n"
    gnuplot(path, 860, 420, script + 'plot ' + ', '.join(curves) + '\n')


def main():
    what, path, *rest = sys.argv[1:]
    remarks, parts = read(path)
    if what == 'table':
        sys.stdout.writelines(table(remarks, parts))
    elif what == 'missed':
        sys.stdout.writelines(missed(parts))
    elif what == 'readme':
        put_between_marks(rest[0], summary(parts))
        with open(rest[1], 'w', encoding='utf-8') as f:
            f.write(RESULTS + ''.join(table(remarks, parts)))
    elif what == 'plots':
        plot_throughput(parts, rest[0] + '/throughput.svg')
        plot_startup(parts, rest[0] + '/startup.svg')
        plot_growth(parts, rest[0] + '/growth.svg')


main()
