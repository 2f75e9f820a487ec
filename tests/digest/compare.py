"""Digests against independent implementations: compare.py BIN FILES SEED writes files of
random sizes, asks each applet in BIN for the digests of all of them, and prints what differs
from hashlib, zlib, openssl and the installed cksum, and a last line "cases PASSED FAILED"."""
import base64
import hashlib
import random
import subprocess
import sys
import zlib


def sizes(r, count):
    """Around the ends of blocks and of batches, and any."""
    edges = [0, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 136, 144, 16383, 16384, 16385, 65536, 262145]
    return [r.choice([r.choice(edges), r.randrange(400), r.randrange(20000)]) for _ in range(count)]


def openssl(kind):
    """A function of a file's name and bytes."""
    def digest(name, _):
        return subprocess.run(['openssl', 'dgst', '-' + kind, '-binary', name], check=True,
                              capture_output=True).stdout
    return digest


def of_hashlib(kind, **more):
    """The same."""
    return lambda _, data: hashlib.new(kind, data, **more).digest() if not more else getattr(
        hashlib, kind)(data, **more).digest()


def digests(r):
    """Commands that print "DIGEST  NAME", and what computes the same."""
    for n in (224, 256, 384, 512):
        yield [f'sha{n}sum'], of_hashlib(f'sha{n}')
        yield ['cksum', '-a', 'sha2', '-l', str(n), '--untagged'], of_hashlib(f'sha{n}')
        yield ['cksum', '-a', 'sha3', '-l', str(n), '--untagged'], of_hashlib(f'sha3_{n}')
    yield ['md5sum'], of_hashlib('md5')
    yield ['sha1sum'], of_hashlib('sha1')
    yield ['b2sum'], of_hashlib('blake2b')
    for size in (1, 63, r.randrange(2, 63)):
        yield ['b2sum', '-l', str(8 * size)], of_hashlib('blake2b', digest_size=size)


def run(command, files):
    """What it prints, and that it succeeds."""
    return subprocess.run(command + files, check=True, capture_output=True).stdout.decode()


def main():
    """The last line is for the runner."""
    bin_folder, count, r = sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))
    data = {f'f{i}': r.randbytes(size) for i, size in enumerate(sizes(r, count))}
    passed = failed = 0

    def expect(command, ours, theirs):
        nonlocal passed, failed
        for our, their in zip(ours.splitlines(), theirs, strict=True):
            passed, failed = passed + (our == their), failed + (our != their)
            if our != their:
                print(f'{" ".join(command)}: {our}, not {their}')

    for name, content in data.items():
        with open(name, 'wb') as f:
            f.write(content)
    files = list(data)
    for command, digest in digests(r):
        ours = [bin_folder + '/' + command[0]] + command[1:]
        results = [digest(name, content) for name, content in data.items()]
        expect(command, run(ours, files), [f'{d.hex()}  {n}' for d, n in zip(results, files)])
        if command[0] == 'cksum':
            expect(command, run(ours + ['--base64'], files),
                   [f'{base64.b64encode(d).decode()}  {n}' for d, n in zip(results, files)])
    for kind in ('sha3-256', 'sha512', 'md5', 'blake2b512'):
        name = r.choice(files)
        digest = openssl(kind)(name, None)
        ours = [bin_folder + '/cksum', '-a', kind.split('-')[0].replace('512', '' if 'blake' in kind else '512')]
        ours += ['-l', '256'] if '-' in kind else []
        expect(['cksum', kind], run(ours + ['--untagged'], [name]), [f'{digest.hex()}  {name}'])
    for kind in ('bsd', 'sysv', 'crc'):
        command = ['cksum', '-a', kind]
        expect(command, run([bin_folder + '/cksum'] + command[1:], files),
               run(['/usr/bin/cksum'] + command[1:], files).splitlines())
    expect(['cksum', '-a', 'crc32b'], run([bin_folder + '/cksum', '-a', 'crc32b'], files),
           [f'{zlib.crc32(d)} {len(d)} {n}' for n, d in data.items()])
    print(f'cases {passed} {failed}')


main()
