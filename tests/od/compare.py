"""od against GNU's: compare.py OURS THEIRS CASES SEED prints what differs, and a last line
"cases PASSED FAILED". Left out is where we differ on purpose or GNU 9.1 is wrong: widths
that do not fit beside a skip that fails, numbers of the x87 that are no longer made, and
strings cut by -N."""
import random
import struct
import subprocess
import sys

TYPES = ['a', 'c', 'f', 'f4', 'f8', 'f16', 'fF', 'fD', 'fL'] + [
    t + s for t in 'doux' for s in ['', *'1248CSIL']]
DOUBLES = [0.1, 1e5, 1e6, 123456.0, 1e22, 1e23, 5e-324, 2.2250738585072014e-308]
FLOATS = [0.1, 1e6, 123456.0, 1e-5, 1e-4, 1.5e-45, -0.0]


def number(r):
    """The bytes of a floating-point number that is likely to be on some edge."""
    kind = r.randrange(3)
    if kind == 0:
        return struct.pack('<d', r.choice([r.choice(DOUBLES), r.uniform(-100, 100),
                                           float(r.randrange(10**9)), 2.0**r.randrange(-1074, 1023)]))
    if kind == 1:
        return struct.pack('<f', r.choice([r.choice(FLOATS), r.uniform(-1, 1),
                                           float(r.randrange(10**6)), 2.0**r.randrange(-149, 127)]))
    return struct.pack('<QH6x', r.getrandbits(64) | 1 << 63,
                       r.choice([0x3FFF + r.randrange(-80, 80), r.randrange(1, 0x8000)]))


def data(r):
    """A short input."""
    size = r.choice([0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 32, 33, 48, 64, 100, 200, 5000])
    kind = r.randrange(4)
    if kind == 0:
        return (r.randbytes(16) * 400)[:size]
    if kind == 1:
        return bytes(r.choice(b'\0\0\0\0a') for _ in range(size))
    if kind == 2:
        return bytes(r.choice(b'abc \0\0\n\t\x7f\x80\xff%"') for _ in range(size))
    return b''.join(number(r) for _ in range(size // 4 + 1))[:size]


def normal(text):
    """Whole numbers of the x87, as it makes them."""
    made = bytearray(text[:len(text) // 16 * 16])
    for i in range(0, len(made), 16):
        first = 0x80 if made[i + 8] or made[i + 9] & 0x7f else 0
        made[i + 7] = made[i + 7] & 0x7f | first
    return bytes(made)


def arguments(r):
    """Options and operands."""
    args = []
    for _ in range(r.choice([0, 1, 1, 1, 2, 3])):
        if r.random() < .3:
            args.append('-' + r.choice('abcdefhilosxDHIOXBFL'))
        else:
            args.append('-t' + ''.join(r.choice(TYPES) + r.choice(['', '', 'z'])
                                       for _ in range(r.choice([1, 1, 2]))))
    for chance, options in ((.3, ['-Ad', '-Ao', '-Ax', '-An']), (.2, ['-j0', '-j1', '-j010', '-j0x10']),
                            (.2, ['-N0', '-N1', '-N010', '-N33', '-N1K']), (.2, ['-w', '-w16', '-w48', '-w64']),
                            (.2, ['-v']), (.2, ['--endian=big', '--endian=little']), (.05, ['--traditional'])):
        if r.random() < chance:
            args.append(r.choice(options))
    if not args and r.random() < .3:
        args.append('-S3')
    return args + r.choice([[], ['f'], ['f'], ['f', 'g'], ['f', r.choice(['+1', '1', '0x3', '+012', '1b'])]])


def run(program, args, text):
    """What od does."""
    done = subprocess.run([program] + args, input=text, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.replace(program.encode(), b'od')


def main():
    """Compares."""
    ours, theirs = sys.argv[1:3]
    r = random.Random(int(sys.argv[4]))
    failed = 0
    for _ in range(int(sys.argv[3])):
        inputs = data(r), data(r)
        args = arguments(r)
        if any('f16' in a or 'fL' in a for a in args):
            inputs = normal(inputs[0]), normal(inputs[1])
            args = [a for a in args if a[0] not in '+01' and a[:2] not in ('-j', '-N') and a != '--endian=big']
        for name, text in zip('fg', inputs):
            with open(name, 'wb') as file:
                file.write(text)
        text = b''.join(inputs)
        if any(a.startswith('-S') for a in args) or len(text) < 64:
            args = [a for a in args if a[:2] not in ('-N', '-w')]
        if run(ours, args, text) != run(theirs, args, text):
            failed += 1
            if failed <= 5:
                print('differs: od', *args, '<', inputs[0].hex()[:400], inputs[1].hex()[:400])
    print('cases', int(sys.argv[3]) - failed, failed)


main()
