#!/usr/bin/env python3
"""calls_table.py SOURCE VERSION >calls_table.h - the numbers of the system calls of x86-64 and
AArch64, from the kernel's own tables in its source: arch/x86/entry/syscalls/syscall_64.tbl, and
scripts/syscall.tbl with the interfaces that arch/arm64/kernel/Makefile.syscalls adds. Debian's
packages linux-source-* hold it. Facts only: no text of the kernel is taken over."""
import re
import sys


def numbers(path, interfaces):
    """The number of each call of these interfaces, the second column of a table."""
    found = {}
    with open(path, encoding='ascii') as table:
        for line in table:
            words = line.split('#')[0].split()
            if len(words) >= 3 and words[1] in interfaces:
                found[words[2]] = int(words[0])
    return found


def added(path):
    with open(path, encoding='ascii') as rules:
        return re.search(r'^syscall_abis_64\s*\+=(.*)', rules.read(), re.M)[1].split()


def main():
    root, version = sys.argv[1:]
    arm64 = added(root + '/arch/arm64/kernel/Makefile.syscalls')
    machines = [
        numbers(root + '/arch/x86/entry/syscalls/syscall_64.tbl', ['common', '64']),
        numbers(root + '/scripts/syscall.tbl', ['common', '64'] + arm64),
    ]
    print(f'''/* The system calls of x86-64 and AArch64, by name. Made by calls_table.py from the source of
 * Linux {version}. Facts: the number on each, -1 where there is none. */
/* clang-format off */
#define CALLS \\''')
    names = sorted(machines[0].keys() | machines[1].keys())
    print(' \\\n'.join(f'\tCALL({n}, {machines[0].get(n, -1)}, {machines[1].get(n, -1)})' for n in names))


main()
