#!/usr/bin/python3
"""Compares xxd with vim's on generated options and data, and reverts what it shows.

compare.py PROGRAM CASES [SEED]: prints what differs, and how many. Left out is what a
newer vim changed (-i -b, -t, columns of -e that are no whole groups, -d above 2^63, colours)
and where pillbox differs on purpose: numbers with garbage, and exit statuses but for 0.
"""
import random
import subprocess
import sys

VIM = '/usr/bin/xxd'


def run(program, words, data):
    r = subprocess.run([program] + words, input=data, stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL, check=False)
    return r.returncode != 0, r.stdout


def data():
    text = b''
    for _ in range(random.choice((0, 1, 2, 5, 20))):
        kind = random.random()
        n = random.choice((1, 3, 16, 17, 64, random.randrange(400)))
        if kind < 0.3:
            text += bytes(n)
        elif kind < 0.6:
            text += bytes(random.randrange(256) for _ in range(n))
        else:
            text += random.choice((b'hello, world\n', b'\xff\t\x7f')) * (n // 8)
    return text


def spell(letter, name, value):
    form = random.random()
    if form < 0.4:
        return ['-' + letter + value]
    if form < 0.8:
        return ['-' + letter, value]
    return [random.choice(('-', '--')) + name, value]


def number(most):
    n = random.choice((0, 1, 2, 3, 7, 16, 31, 32, 255, 256, 257, random.randrange(most)))
    n = min(n, most)
    return n, random.choice(('%d', '0x%x', '0%o')) % n


def options():
    words = [random.choice((['-p'], ['-i'], ['-b'], ['-e'], ['-ps'], [], [], []))]
    form = words[0][:1]
    for flag in ('-u', '-a', '-C', '-E', '-autoskip'):
        if random.random() < 0.15:
            words.append([flag])
    group = 4
    if random.random() < 0.4:
        group, text = number(40)
        if form == ['-e'] and group & (group - 1) and random.random() < 0.9:
            group, text = 8, '8'
        words.append(spell('g', 'group', text))
    if random.random() < 0.6:
        columns, text = number(300)
        if form == ['-e'] and columns % (group or 2):
            columns, text = group * 2 or 8, str(group * 2 or 8)
        words.append(spell('c', 'cols', text))
    elif form == ['-e'] and group and 16 % group:
        words.append(['-c', str(group)])
    if random.random() < 0.3:
        words.append(spell('l', 'len', number(600)[1]))
    if random.random() < 0.3:
        sign = random.choice(('', '', '+', '-'))
        words.append(spell('s', random.choice(('seek', 'skip')), sign + number(100)[1]))
    if random.random() < 0.3:
        offset = random.choice((number(10000)[1], '0xfffffff0', '0x7fffffff00000000', '99999990'))
        words.append(spell('o', 'offset', offset))
    if random.random() < 0.15:
        words.append(spell('n', 'name', random.choice(('a', '9x', 'a.b', '\xe4'))))
    if random.random() < 0.15 and ['-d'] not in words:
        words.append(['-d'])
    random.shuffle(words)
    return [w for option in words for w in option]


def reverts(program, words, text, dump):
    """Whether the dump gives its bytes back, where vim's does."""
    back = [w for w in ('-p', '-ps') if w in words]
    if '-i' in words or '-e' in words or '-d' in words or '-E' in words or '-b' in words:
        return True
    if any(w.lstrip('-')[0] in 'sol' for w in words if w.startswith('-')):
        return True
    return run(program, ['-r'] + back[:1], dump) == (False, text)


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wrong = 0
    for _ in range(count):
        words, text = options(), data()
        ours, theirs = run(program, words, text), run(VIM, words, text)
        good = ours == theirs or (ours[0] and theirs[0])
        if good and not ours[0]:
            good = reverts(program, words, text, ours[1])
        if not good:
            wrong += 1
            if wrong <= 5:
                print(words, text, ours, theirs, file=sys.stderr)
    print('%d of %d wrong' % (wrong, count))


main()
