#!/usr/bin/env python3
"""calls_table.py SOURCE VERSION >calls_table.h - the system calls of x86-64 and i386, from the source of
the kernel: the numbers from arch/x86/entry/syscalls/*.tbl, the arguments' sizes from the
definitions. Debian's packages linux-source-* hold it. Facts only: no text of the kernel is
taken over."""
import os
import re
import sys

DEFINE = re.compile(
    r'^(COMPAT_|__)?SYSCALL(?:32)?_DEFINE([0-6])\(\s*(\w+)\s*(?:,([^{;]*?))?\)\s*\n?\s*\{', re.M | re.S)

# How many bytes of the register the kernel looks at.
FOUR = {'int', 'unsigned', 'unsigned int', 'u32', '__u32', 's32', '__s32', 'pid_t', 'uid_t', 'gid_t',
        'clockid_t', 'timer_t', 'key_t', 'mqd_t', 'qid_t', 'key_serial_t', 'rwf_t',
        'enum landlock_rule_type', 'compat_pid_t'}
TWO = {'umode_t', 'old_uid_t', 'old_gid_t', 'compat_mode_t'}
EIGHT = {'long', 'unsigned long', 'size_t', 'loff_t', 'off_t', 'u64', '__u64', 'aio_context_t',
         'cap_user_header_t', 'cap_user_data_t'}

# Arguments that are declared as longs, and of which the kernel takes an int: x86-64's call, and
# which of its arguments. Where it depends on another argument whether it is an int (futex, ioctl,
# keyctl, prctl, ptrace, fcntl, semctl, sysfs), it counts as one: a line that denies then denies some calls too many, and
# none too few.
INTS = {
    'clone': (0,),  # lower_32_bits of the flags
    'fcntl': (2,),
    'futex': (3,),  # a count, where it is no time
    'ioctl': (2,),
    'kcmp': (3, 4),  # descriptors
    'keyctl': (1, 2, 3, 4),  # serial numbers
    'mbind': (2,),  # the mode
    'mmap': (4,),  # the descriptor
    'prctl': (1, 2, 3),
    'preadv': (0, 2),  # the descriptor, and the count of import_iovec()
    'preadv2': (0, 2),
    'process_madvise': (2,),
    'process_vm_readv': (2, 4),
    'process_vm_writev': (2, 4),
    'ptrace': (1, 2),  # the process, and the kind of registers
    'pwritev': (0, 2),
    'pwritev2': (0, 2),
    'readv': (0, 2),
    'semctl': (3,),
    'sysfs': (1,),
    'vmsplice': (2,),
    'writev': (0, 2),
}


def definitions(root):
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if not name.endswith('.c'):
                continue
            with open(os.path.join(folder, name), errors='replace') as f:
                for m in DEFINE.finditer(f.read()):
                    words = re.sub(r'\s+', ' ', m[4] or '').replace('SC_ARG64(', 'u64, (').split(',')
                    key = ('compat_' if m[1] == 'COMPAT_' else '') + m[3]
                    found.setdefault(key, []).append([w.strip() for w in words[0::2] if w.strip()])
    return found


def size(kind, widest):
    kind = re.sub(r'\bconst\b', '', kind).strip()
    if kind in TWO:
        return 2
    if kind in FOUR:
        return 4
    if '*' in kind or kind in EIGHT or widest == 4:
        return widest
    sys.exit(f'{kind}: a type of no known size')


def sizes(entry, found, widest):
    """One digit for each argument, that of arg0 the last."""
    shapes = found.get(entry, [])
    if entry == 'clone' and widest == 8:  # defined several times
        shapes = [['unsigned long', 'unsigned long', 'int *', 'int *', 'unsigned long']]
    if not shapes:
        return int(f'{widest}' * 6, 16)
    count = max(len(s) for s in shapes)
    value = 0
    for i in range(count):
        # Where the kernel's configurations differ, the narrowest is the one that matters.
        digit = min(size(s[i], widest) for s in shapes if i < len(s))
        value |= (4 if widest == 8 and i in INTS.get(entry, ()) else digit) << 4 * i
    return value


def rows(path, abis):
    with open(path) as f:
        for line in f:
            words = line.split('#')[0].split()
            if len(words) >= 3 and words[1] in abis:
                entries = [w for w in words[3:5] if w != '-']
                yield int(words[0]), words[2], entries


def main():
    root, version = sys.argv[1:]
    found = definitions(root)
    tables = root + '/arch/x86/entry/syscalls/syscall_'
    calls = {}
    for number, name, entries in rows(tables + '64.tbl', ('common', '64')):
        entry = entries[0].removeprefix('sys_') if entries else None
        calls[name] = [number, sizes(entry, found, 8), -1, 0]
    for number, name, entries in rows(tables + '32.tbl', ('i386',)):
        entry = entries[-1].replace('sys_', '', 1) if entries else None
        call = calls.setdefault(name, [-1, 0, -1, 0])
        call[2:] = number, sizes(entry, found, 4)
    print(f'''/* The system calls of x86-64 and i386, by name. Made by calls_table.py from the source of
 * Linux {version}. Facts: numbers, -1 where there is none, and how many bytes of each
 * argument's register the kernel looks at, a hexadecimal digit each, that of arg0 the last. */
/* clang-format off */
#define CALLS_OF "Linux {version}"
#define CALLS \\''')
    lines = [f'\tCALL({n}, {c[0]}, {c[1]:#x}, {c[2]}, {c[3]:#x})' for n, c in sorted(calls.items())]
    print(' \\\n'.join(lines))


main()
