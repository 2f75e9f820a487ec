"""What is measured: one row a task.

A row is (name, kind of data, command, peers, target). In a command @ stands before
the applet, where each tool puts itself; $ is the file and # its size. Peers are
names of TOOLS, or NAME=COMMAND where a tool does the same under another name.
The target is the least ratio to the first peer that is to be reached, or None.
"""

GNU = 'gnu busybox toybox uutils'
UTF8 = 'LC_ALL=C.UTF-8 '

# name, what stands before the applet's name, the command that tells its version
TOOLS = {
    'gnu': ('/usr/bin/', '/usr/bin/wc --version'),
    'util-linux': ('/usr/bin/', '/usr/bin/hexdump --version'),
    'busybox': ('busybox ', 'busybox'),
    'toybox': ('toybox ', 'toybox --version'),
    'uutils': ('/usr/lib/cargo/bin/coreutils/', '/usr/lib/cargo/bin/coreutils/wc --version'),
    'xxd': ('', 'xxd --version'),
    'hexyl': ('', 'hexyl --version'),
    'openssl': ('', 'openssl version'),
}

# Bytes after which data of a kind may end, so that it still decodes.
PERIODS = {'base64': 77, 'base64-64': 65, 'base64-one': 4, 'base64-garbage': 37, 'base64-crlf': 78}


def cut(kind, size):
    """The most bytes of a kind, up to size, that end where they may."""
    period = PERIODS.get(kind, 1)
    # CR LF stands before a line, not behind it.
    return size // period * period - (2 if kind == 'base64-crlf' else 0)


ROWS = [
    ('wc -l', 'lines', '@wc -l $', GNU, 1.3),
    ('wc, C', 'lines', 'LC_ALL=C @wc $', GNU, 32),
    ('wc, UTF-8', 'lines', UTF8 + '@wc $', GNU, 22),
    ('wc -lwm, UTF-8', 'lines', UTF8 + '@wc -lwm $', GNU, 22),
    ('wc -lwm, UTF-8', 'cyrillic', UTF8 + '@wc -lwm $', GNU, 42),
    ('wc -lwm, UTF-8', 'cjk', UTF8 + '@wc -lwm $', GNU, 24),
    ('wc -lwm, UTF-8', 'random', UTF8 + '@wc -lwm $', GNU, 50),
    ('wc -L, C', 'lines', 'LC_ALL=C @wc -L $', GNU, 15),
    ('wc -L, UTF-8', 'lines', UTF8 + '@wc -L $', GNU, 11),
    ('wc -L, UTF-8', 'cyrillic', UTF8 + '@wc -L $', GNU, None),
    ('wc -lwmcL, UTF-8', 'source', UTF8 + '@wc -lwmcL $', GNU, None),
    ('wc', 'blank', '@wc $', GNU, 1),
    ('wc', 'bytes', '@wc $', GNU, 1),
    ('wc -l', 'one', '@wc -l $', GNU, 1),
    ('cat into a pipe', 'lines', '@cat $ | drain', GNU, 2.5),
    ('cat between pipes', 'zeros', 'fill # | @cat | drain', GNU, 1.5),
    ('cat into /dev/null', 'lines', '@cat $', GNU, 1),
    ('cat -v', 'lines', '@cat -v $', 'gnu busybox uutils', 3.3),
    ('cat -n', 'lines', '@cat -n $', 'gnu busybox uutils', 2.6),
    ('cat -b', 'lines', '@cat -b $', 'gnu busybox uutils', 2.2),
    ('cat -A', 'lines', '@cat -A $', 'gnu busybox uutils', 2.2),
    ('cat -E', 'lines', '@cat -E $', 'gnu uutils', 3.5),
    ('cat -s', 'lines', '@cat -s $', 'gnu uutils', 2.5),
    ('cat -v', 'random', '@cat -v $', 'gnu busybox uutils', 5),
    ('cat -A', 'source', '@cat -A $', 'gnu busybox uutils', None),
    ('cat -n', 'blank', '@cat -n $', 'gnu busybox uutils', 1),
    ('cat -s', 'blank', '@cat -s $', 'gnu uutils', 1),
    ('cat -E', 'blank', '@cat -E $', 'gnu uutils', 1),
    ('cat -n', 'bytes', '@cat -n $', 'gnu busybox uutils', 1),
    ('cat -n', 'one', '@cat -n $', 'gnu busybox uutils', 1),
    ('base64', 'random', '@base64 $', GNU + ' openssl=openssl~base64~-in~$', 5),
    ('base64 -w 0', 'random', '@base64 -w 0 $', GNU + ' openssl=openssl~base64~-A~-in~$', 4),
    ('base64 -w 3', 'random', '@base64 -w 3 $', GNU, 1),
    ('base64 -w 77', 'random', '@base64 -w 77 $', GNU, 1),
    ('base64 -w 1000', 'random', '@base64 -w 1000 $', GNU, 1),
    ('base64 -d', 'base64', '@base64 -d $', GNU + ' openssl=openssl~base64~-d~-in~$', 9),
    ('base64 -d', 'base64-one', '@base64 -d $', GNU, 6.5),
    ('base64 -d', 'base64-64', '@base64 -d $', GNU + ' openssl=openssl~base64~-d~-in~$', 8),
    ('base64 -di', 'base64-garbage', '@base64 -di $', 'gnu uutils', 13),
    ('base64 -di', 'base64-crlf', '@base64 -di $', 'gnu uutils', 10),
    ('hexdump -C', 'random', '@hexdump -C $', 'util-linux busybox xxd=xxd~$ hexyl=hexyl~$', 280),
    ('hexdump -C', 'zeros', '@hexdump -C $', 'util-linux busybox', 8),
    ('hexdump -C', 'source', '@hexdump -C $', 'util-linux busybox', None),
    ('hexdump -C', 'program', '@hexdump -C $', 'util-linux busybox', None),
    ('hexdump', 'random', '@hexdump $', 'util-linux busybox', 150),
    ('hexdump -b', 'random', '@hexdump -b $', 'util-linux busybox', 230),
    ('hexdump -c', 'random', '@hexdump -c $', 'util-linux busybox', 140),
    ('hexdump -d', 'random', '@hexdump -d $', 'util-linux busybox', 75),
    ('hexdump -o', 'random', '@hexdump -o $', 'util-linux busybox', 140),
    ('hexdump -x', 'random', '@hexdump -x $', 'util-linux busybox', 140),
    ('hexdump -e bytes', 'random', "@hexdump -e '16/1 \"%02x \" \"\\n\"' $", 'util-linux busybox', 80),
    ('hexdump -e offset and bytes', 'random', "@hexdump -e '\"%08_ax \" 16/1 \"%02x \" \"\\n\"' $",
     'util-linux busybox', 80),
    ('hexdump -e 4-byte hex', 'random', "@hexdump -e '4/4 \"%08x \" \"\\n\"' $", 'util-linux busybox', 25),
    ('hexdump -e decimal', 'random', "@hexdump -e '4/4 \"%d \" \"\\n\"' $", 'util-linux busybox', 6),
    ('hexdump -e 8-byte decimal', 'random', "@hexdump -e '2/8 \"%d \" \"\\n\"' $", 'util-linux busybox', 6),
    ('hexdump -e short hex', 'random', "@hexdump -e '4/4 \"%x \" \"\\n\"' $", 'util-linux busybox', 25),
    ('hexdump -e floats', 'random', "@hexdump -e '2/8 \"%e \" \"\\n\"' $", 'util-linux busybox', 4),
    ('hexdump -R', 'dump', '@hexdump -R $', 'xxd=xxd~-r~$', None),
]
