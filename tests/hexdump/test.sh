#!/bin/sh
# hexdump and hd: compared with the installed ones, or with the expected text where newer
# releases differ or the choice is our own.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
TIMER=${PILLBOX%/*}/tests/timer
export TIMER

FORMATS='-b -c -C -d -o -x'

oneTimeSetUp() {
	: >empty
	printf A >one
	printf 'hello, world\n' >text
	printf 'no newline, 16 b' >block
	awk 'BEGIN { for (i = 0; i < 256; i++) printf "\\%03o", i }' >escapes
	# shellcheck disable=SC2059
	printf "$(cat escapes)" >binary
	head -c 100 /dev/zero >zeros
	head -c 64 /dev/zero >zeros64
	# Equal blocks at the beginning, in the middle, at the end, and a short
	# block that only its padding would make equal.
	{
		head -c 48 /dev/zero
		printf 'abcdefghijklmnopabcdefghijklmnopabcdefghijklmnoq'
		head -c 38 /dev/zero
	} >mixed
	# Longer than what is read at once, with runs across its end.
	{
		seq 1 11000
		head -c 40000 /dev/zero
		seq 1 3000
	} >long
	{
		head -c 5 text
		head -c 200000 /dev/zero
		cat text
	} >run
	cat binary binary text binary >random
	mkdir dir
	FILES='empty one text block binary zeros zeros64 mixed long run random'
}

testEachFormat() {
	for file in $FILES; do
		same default "hexdump $file"
		same hd "hd $file"
		same 'not squeezed' "hexdump -v $file"
		same 'from a pipe' "cat $file | hexdump"
		same 'from standard input' "hexdump -C <$file"
		for format in $FORMATS; do
			same format "hexdump $format $file"
		done
	done
}

# Reads grow while nothing is printed, and shrink again: each piece is long enough for
# that.
testLongRuns() {
	{
		head -c 9000000 /dev/zero
		seq 1 3000
		head -c 7000003 /dev/zero
		cat text
	} >runs
	for format in -C -x '-C -d'; do
		same 'long runs' "hexdump $format runs"
	done
	same 'part of them' 'hexdump -s 77 -n 12345678 runs'
	same 'from a pipe' 'cat runs | hexdump -c'
}

testPairsOfFormats() {
	for a in $FORMATS; do
		for b in $FORMATS; do
			same pair "hexdump $a $b mixed"
			same 'pair, unsqueezed' "hexdump -v $a $b text mixed"
		done
	done
	same 'all at once' 'hexdump -bcCdoxbv random'
	same 'long options' 'hexdump --canonical --one-byte-octal --one-byte-char random'
	same 'long options' 'hexdump --two-bytes-d --two-bytes-o --two-bytes-h --no-squeezing mixed'
	same 'long options' 'hexdump --length=5 --skip 3 text'
	same 'cluster with a value' 'hexdump -Cvn20 mixed'
	same 'cluster with a value' 'hexdump -vCs 3 -bn 0x10 mixed'
	same 'options after operands' 'hexdump text -C -n 5'
}

testOneByteHex() {
	is -X 'hexdump -X text' 0 \
		'0000000  68  65  6c  6c  6f  2c  20  77  6f  72  6c  64  0a            \n000000d\n' ''
	is -X 'hexdump --one-byte-h block' 0 \
		'0000000  6e  6f  20  6e  65  77  6c  69  6e  65  2c  20  31  36  20  62\n0000010\n' ''
	is '-X and another' 'hexdump -Xd -n 3 text' 0 \
		'0000000  68  65  6c                                                    
0000000   25960   00108                                                \n0000003\n' ''
}

testFormatsOfHd() {
	is 'only that format' 'hd -c -n 4 text' 0 \
		'0000000   h   e   l   l                                                \n0000004\n' ''
	is 'only that format' 'hd -x -n 4 text' 0 \
		'0000000    6568    6c6c                                                \n0000004\n' ''
	is 'canonical only once' 'hd -C -n 4 text' 0 \
		'00000000  68 65 6c 6c                                       |hell|\n00000004\n' ''
}

testSeveralFiles() {
	same 'blocks across files' 'hexdump -C text text one text'
	same 'an empty one among them' 'hexdump text empty one'
	same 'only empty ones' 'hexdump -C empty empty'
	same 'squeezing across files' 'hexdump zeros zeros64 zeros'
	same 'squeezing across files' 'hexdump -c zeros64 zeros64 one zeros64 zeros64'
	same 'not squeezed' 'hexdump -v zeros64 zeros64'
	same 'long ones' 'hexdump -C long run long'
	same 'fifty' "hexdump $(printf 'text one zeros mixed empty %.0s' 1 2 3 4 5 6 7 8 9 10)"
	is 'standard input among them' 'printf abc | hexdump -C one - one' 0 \
		'00000000  41 61 62 63 41                                    |AabcA|\n00000005\n' ''
	is 'standard input twice' 'printf abc | hexdump -C - -' 0 \
		'00000000  61 62 63                                          |abc|\n00000003\n' ''
	is 'a file called -' 'printf xy >./-; hexdump -C ./-; rm ./-' 0 \
		'00000000  78 79                                             |xy|\n00000002\n' ''
}

testLength() {
	for n in 0 1 2 3 7 8 9 12 13 14 15 16 17 31 32 33 0x10 0X11 010 00 1K 1KB 1KiB 0x1K 010K 1k 2m \
		5E 1.5K 0.5K 18446744073709551615; do
		same -n "hexdump -n $n mixed"
		same -n "hexdump -C -n $n text zeros64 text"
	done
	for n in 100 1000 65535 65536 65537 70000 100000; do
		same -n "hexdump -Cn $n long"
		same '-n of a pipe' "cat long | hexdump -bn $n"
	done
	same 'without an end' 'hexdump -v -n 1K /dev/zero'
	same 'squeezed' 'hexdump -n 33 /dev/zero'
	same 'the next file is not opened' 'hexdump -n 13 text missing'
	same 'the next file is not opened' 'hexdump -n 0 missing'
	is 'octal' 'hexdump -n 010 binary' 0 '0000000 0100 0302 0504 0706                    \n0000008\n' ''
	is 'blocks of 512' 'hexdump -C -n 2b /dev/zero' 0 \
		'00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000400\n' ''
	is 'b is a digit in hexadecimal' 'hexdump -C -s 0x1b -n 1 binary' 0 \
		'0000001b  1b                                                |.|\n0000001c\n' ''
	is 'lower case' 'hexdump -C -s 1k -n 1m run | tail -n 1' 0 '00030d52\n' ''
	is 'more than fits into 63 bits' 'hexdump -C -n 15E one' 0 \
		'00000000  41                                                |A|\n00000001\n' ''
	is 'exact decimals' 'hexdump -n 1.3K /dev/zero | tail -n 1' 0 '0000533\n' ''
}

testNothingMoreIsRead() {
	is '-n' 'printf abcdef | { hexdump -n3; cat; }' 0 \
		'0000000 6261 0063                              \n0000003\ndef' ''
	is '-n 0' 'printf abcdef | { hexdump -n0; cat; }' 0 abcdef ''
	is '-s and -n' 'printf abcdefgh | { hexdump -C -s 2 -n 3; cat; }' 0 \
		'00000002  63 64 65                                          |cde|\n00000005\nfgh' ''
	is '-s of all' 'printf abcd | { hexdump -s 2 -n 0; cat; }' 0 abcd ''
	is 'a file' '{ hexdump -C -n 5; cat; } <text' 0 \
		'00000000  68 65 6c 6c 6f                                    |hello|\n00000005\n, world\n' ''
	is 'a file, and a pipe after it' 'printf abcdef | { hexdump -C -n 3 one -; cat; }' 0 \
		'00000000  41 61 62                                          |Aab|\n00000003\ncdef' ''
}

testSkip() {
	for s in 0 1 2 3 12 13 14 15 16 17 47 48 49 100 0x10 010 1K 1KB 1M 7E; do
		same -s "hexdump -s $s mixed"
		same -s "hexdump -C -s $s text zeros64 text"
		same '-s and -n' "hexdump -s $s -n 20 mixed"
		same '-s and -n' "hexdump -Cd -s $s -n 3 text text"
	done
	for s in 1 16 47 100 0x10; do
		same 'standard input' "hexdump -c -s $s <mixed"
	done
	for s in 65535 65536 100000 123456; do
		same -s "hexdump -C -s $s long"
		same -s "hexdump -C -s $s -n 77777 long long"
	done
	same 'past the end' 'hexdump -s 14 text'
	same 'past the end of all' 'hexdump -s 500 text binary'
	same 'nothing to skip' 'hexdump -s 5 empty'
	same 'an empty one before' 'hexdump -s 5 empty text'
	same 'past the end, and -n' 'hexdump -C -s 99 -n 5 text'
	same 'past the end, and -n 0' 'hexdump -s 99 -n 0 text'
	same 'no squeezing' 'hexdump -v -s 5 zeros'
	same 'one is missing' 'hexdump -s 5 missing text'
	same 'a device' 'hexdump -s 5 /dev/null'
	same 'a device' 'hexdump -s 32G -n 40 /dev/zero'
	for s in 0xffffff0 0xffffffc 0xfffffff 0x10000000 0xfffffff0 0xfffffffd 0xfffffffff0 \
		0xffffffffffffff0; do
		same 'offsets grow' "hexdump -s $s -v -n 50 /dev/zero"
		same 'offsets grow' "hexdump -C -s $s -n 50 /dev/zero"
		same 'offsets grow' "hexdump -bCx -s $s -n 5 /dev/zero"
		same 'offsets grow' "hexdump -Cc -s $s -n 35 /dev/zero"
	done
	is 'where offsets end' 'hexdump -C -s 0xfffffffffffffff0 -n 32 /dev/zero' 0 \
		'fffffffffffffff0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00     |...............|
ffffffffffffffff\n' ''
	is 'where offsets end' 'hexdump -s 0xffffffffffffffff /dev/zero' 0 'ffffffffffffffff\n' ''
	is 'more than the file has' 'hexdump -s 15E text' 0 '000000d\n' ''
	is 'more than all files have' 'hexdump -s 0xffffffffffffffff text one' 0 '000000e\n' ''
}

testSkipWithoutSeeking() {
	is 'a pipe' 'cat text | hexdump -C -s 5' 0 \
		'00000005  2c 20 77 6f 72 6c 64 0a                           |, world.|\n0000000d\n' ''
	is 'a pipe that is too short' 'cat text | hexdump -C -s 14' 0 '0000000d\n' ''
	is 'an empty pipe' ': | hexdump -C -s 14' 0 '' ''
	is 'far into a pipe' 'cat run text | hexdump -C -s 200018 -n 5' 0 \
		'00030d52  68 65 6c 6c 6f                                    |hello|\n00030d57\n' ''
	is 'a pipe, then a file' 'cat text | hexdump -C -s 20 - binary -n 3' 0 \
		'00000014  07 08 09                                          |...|\n00000017\n' ''
	is 'a file, then a pipe' 'cat text | hexdump -C -s 3 one - -n 3' 0 \
		'00000003  6c 6c 6f                                          |llo|\n00000006\n' ''
	is 'a file in /proc' 'hexdump -C -s 2 -n 4 /proc/version' 0 \
		'00000002  6e 75 78 20                                       |nux |\n00000006\n' ''
	is 'past its end' 'hexdump -s 1M /proc/version' 0 "$(printf %07x "$(wc -c </proc/version)")\n" ''
	is 'from where the input is' '{ dd bs=1 count=3 2>/dev/null >/dev/null; hexdump -C -s 4; } <text' 0 \
		'00000004  77 6f 72 6c 64 0a                                 |world.|\n0000000a\n' ''
	is 'past the end from there' '{ dd bs=1 count=3 2>/dev/null >/dev/null; hexdump -C -s 40; } <text' 0 \
		'0000000a\n' ''
	is 'standard input that is past its end' 'printf 0123456789 >ten; { hexdump -s 5 - ten; } <ten
		{ dd bs=1 count=0 skip=20 2>/dev/null; hexdump -s 5 - ten; } <ten' 0 \
		'0000005 3635 3837 3039 3231 3433 3635 3837 0039\n0000014
0000005 3635 3837 0039                         \n000000a\n' ''
	is 'past the end of standard input' 'hexdump -s 1K <text' 0 '000000d\n' ''
	is 'at the end already' '{ cat >/dev/null; hexdump -C -s 4; } <text' 0 '' ''
}

# A negative offset counts from the end of all inputs together.
testSkipFromTheEnd() {
	hello='00000008  6f 72 6c 64 0a                                    |orld.|\n0000000d\n'
	for s in -5 -05 -0x5; do
		is 'a file' "hexdump -C -s $s text" 0 "$hello" ''
		is 'standard input' "hexdump -C --skip=$s <text" 0 "$hello" ''
	done
	is 'a suffix' 'hexdump -s-1K run | head -n 1; hexdump -s-1b run | head -n 1' 0 \
		'0030952 0000 0000 0000 0000 0000 0000 0000 0000\n0030b52 0000 0000 0000 0000 0000 0000 0000 0000\n' ''
	is 'none of it' 'hexdump -s -0 text' 0 '000000d\n' ''
	is 'all of it' 'hexdump -s -13 text | sum' 0 "$(hexdump text | sum)\n" ''
	is 'more than there is' 'hexdump -s -14 text | sum; hexdump -s -15E text | sum' 0 \
		"$(hexdump text | sum)\n$(hexdump text | sum)\n" ''
	is 'nothing there' 'hexdump -s -5 empty; hexdump -s -5 empty empty' 0 '' ''
	is 'and a limit' 'hexdump -C -s -5 -n 2 text' 0 \
		'00000008  6f 72                                             |or|\n0000000a\n' ''
	is 'the last one counts' 'hexdump -C -s 3 -s -5 text; hexdump -C -s -5 -s 8 text' 0 "$hello$hello" ''
	is 'of several files' 'hexdump -C -s -3 one text one; hexdump -C -s -3 text one missing dir one 2>&1' 1 \
		'0000000c  64 0a 41                                          |d.A|\n0000000f
hexdump: missing: No such file or directory\nhexdump: dir: Is a directory
0000000c  0a 41 41                                          |.AA|\n0000000f\n' ''
	is 'standard input among them, twice' 'hexdump -C -s -3 one - - one <text' 0 \
		'0000000c  64 0a 41                                          |d.A|\n0000000f\n' ''
	is 'from where standard input is' '{ dd bs=1 count=3 2>/dev/null >/dev/null; hexdump -C -s -2; } <text
		{ dd bs=1 count=10 2>/dev/null >/dev/null; hexdump -C -s -5; } <text' 0 \
		'00000008  64 0a                                             |d.|\n0000000a
00000000  6c 64 0a                                          |ld.|\n00000003\n' ''
	is 'past its end' '{ dd bs=1 count=0 skip=20 2>/dev/null; hexdump -C -s -2 - one; } <text' 0 \
		'00000000  41                                                |A|\n00000001\n' ''
	is 'a missing one' 'hexdump -s -5 missing' 1 '' \
		'hexdump: missing: No such file or directory\nhexdump: all input file arguments failed\n'
	is 'no standard input' 'hexdump -s -5 <&-' 1 '' 'hexdump: stdin: Bad file descriptor\n'
	if [ "$(id -u)" != 0 ]; then
		cp text secret && chmod 0 secret
		is 'one that nobody may read' 'hexdump -C -s -3 secret text one 2>&1' 1 \
			'hexdump: secret: Permission denied
0000000b  64 0a 41                                          |d.A|\n0000000e\n' ''
	fi
	is 'a pipe' 'cat text | hexdump -s -5' 1 '' 'hexdump: stdin: cannot skip from its end: Illegal seek\n'
	is 'a pipe among files' 'cat text | hexdump -s -5 one - text' 1 '' \
		'hexdump: -: cannot skip from its end: Illegal seek\n'
	is 'a device' 'hexdump -s -5 /dev/zero' 1 '' 'hexdump: /dev/zero: cannot skip from its end: Illegal seek\n'
	mkfifo fifo
	is 'a FIFO, unopened' 'hexdump -s -5 text fifo' 1 '' 'hexdump: fifo: cannot skip from its end: Illegal seek\n'
	rm fifo
	is 'a file in /proc' 'hexdump -s -5 /proc/version' 1 '' \
		'hexdump: /proc/version: cannot skip from its end: its size is unknown\n'
	is 'a file in /proc' 'hexdump -s -5 </proc/self/pagemap' 1 '' \
		'hexdump: stdin: cannot skip from its end: its size is unknown\n'
	for s in - -- --5 -+5 "'- 5'" "' -5'" -5x -x; do
		is 'no number' "hexdump -s $s text" 1 '' \
			"hexdump: failed to parse offset: $(eval "printf %s $s" | sed "s/.*/'&'/"): Invalid argument\n"
	done
	is 'too large' 'hexdump -s -16E text' 1 '' \
		"hexdump: failed to parse offset: '-16E': Numerical result out of range\n"
	is 'not for dumps' 'hexdump -R -s -5 text' 1 '' \
		"hexdump: --revert takes no format and no --skip\nTry 'hexdump --help' for more information.\n"
}

# Files that return whole records, and refuse a read that is too short for one.
testRecords() {
	for n in 1 3 7 8; do
		is 'a timer' "\$TIMER hexdump -v -e '/1 \"%02x\"' -n $n" 0 \
			"$(echo 0100000000000000 | cut -c -$((2 * n)))" ''
	done
	is 'a timer, skipping' '$TIMER hexdump -C -s 3 -n 2' 0 \
		'00000003  00 00                                             |..|\n00000005\n' ''
	is 'a timer, skipping all but one' '$TIMER hexdump -C -s 7 -n 1' 0 \
		'00000007  00                                                |.|\n00000008\n' ''
	is 'a timer among others' '$TIMER hexdump -C -s 1 -n 4 one - one' 0 \
		'00000001  01 00 00 00                                       |....|\n00000005\n' ''
	is 'a block of 1 MiB' "\$TIMER hexdump -n 5 -e '1048576/1 \"%x\"'" 0 10000 ''
	if [ -r /proc/self/pagemap ]; then
		is 'a page map' 'hexdump -C -n 4 /proc/self/pagemap' 0 \
			'00000000  00 00 00 00                                       |....|\n00000004\n' ''
		is 'a page map, skipping' 'hexdump -C -s 3 -n 8 /proc/self/pagemap' 0 \
			'00000003  00 00 00 00 00 00 00 00                           |........|\n0000000b\n' ''
		is 'a page map, far into it' 'hexdump -C -s 70003 -n 2 /proc/self/pagemap' 0 \
			'00011173  00 00                                             |..|\n00011175\n' ''
	else
		echo 'skipped: no /proc/self/pagemap'
	fi
}

# The kernel's log loses a record that is read by a read too short for it.
testKernelLog() {
	if ! timeout 10 dd if=/dev/kmsg bs=64K count=3 2>/dev/null >log; then
		echo 'skipped: /dev/kmsg cannot be read, or has few messages'
		return
	fi
	n=$(($(wc -c <log) - 1))
	is 'the first bytes' "hexdump -v -e '/1 \"%c\"' -n 8 /dev/kmsg >got; head -c 8 log | cmp - got" 0 '' ''
	is 'three records' "hexdump -v -e '/1 \"%c\"' -n $n /dev/kmsg >got; head -c $n log | cmp - got" 0 '' ''
	is 'skipping' "hexdump -v -e '/1 \"%c\"' -s 3 -n $((n - 3)) /dev/kmsg >got; head -c $n log | tail -c +4 |
		cmp - got" 0 '' ''
	is 'standard input' "hexdump -v -e '/1 \"%c\"' -n 8 </dev/kmsg >got; head -c 8 log | cmp - got" 0 '' ''
	is 'from a feeder' "hexdump -v -e '/1 \"%c\"' -s 1 -n 8 one /dev/kmsg >got; head -c 8 log | cmp - got" 0 '' ''
}

# A short read of a packet loses its rest.
testPackets() {
	is 'skipping' 'python3 "$here/packets.py" hexdump -C -s 3' 0 \
		'00000003  64 65 66 67 68 69 6a 6b  6c                       |defghijkl|\n0000000c\n' ''
	is 'skipping, and a limit' 'python3 "$here/packets.py" hexdump -C -s 6 -n 5' 0 \
		'00000006  67 68 69 6a 6b                                    |ghijk|\n0000000b\n' ''
	is 'among others' 'python3 "$here/packets.py" hexdump -C -s 2 -n 13 one - text' 0 \
		'00000002  62 63 64 65 66 67 68 69  6a 6b 6c 68 65           |bcdefghijklhe|\n0000000f\n' ''
}

testNumbers() {
	for n in 5x x "''" -1 "' -1'" -0 08 0x 5B 5KBB 5Ki 5KX .5K 1,5K 5MIB 0.5 99999999999999999999 \
		16E 20E 1Z 1Y 99999999999999999999K 0x10000000000000000; do
		same number "hexdump -n $n text"
		case $n in
		-*) ;;
		*) same number "hexdump --skip $n text" ;;
		esac
	done
	for n in "' 5'" +5 5k 5KiB 5kib 5KB 5kb 5M 1.0K 1.K; do
		same number "hexdump -n $n long"
	done
	is 'the last one counts' 'hexdump -C -n 5 -n 2 text' 0 \
		'00000000  68 65                                             |he|\n00000002\n' ''
	is 'before any output' 'hexdump -C -n 5x text -s y' 1 '' \
		"hexdump: failed to parse length: '5x': Invalid argument\n"
	is 'called hd' 'hd -s 5x text' 1 '' "hd: failed to parse offset: '5x': Invalid argument\n"
}

testUsage() {
	same 'unknown' 'hexdump -z'
	same 'unknown' 'hexdump --zzz'
	same 'without its value' 'hexdump -n'
	same 'without its value' 'hexdump --length'
	same 'ambiguous' 'hexdump --two text'
	same 'with a value' 'hexdump --canonical=1 text'
	ambiguous="is ambiguous; possibilities: '--one-byte-octal' '--one-byte-hex' '--one-byte-char'"
	is 'ambiguous' 'hexdump --one' 1 '' \
		"hexdump: option '--one' $ambiguous\nTry 'hexdump --help' for more information.\n"
	is 'help' 'hexdump -h | head -n 1; hexdump --help | grep -c "^  -"' 0 \
		'Usage: hexdump [OPTION]... [FILE]...\n16\n' ''
	is 'version' 'hexdump -V | head -n 1 | grep -c "^hexdump .* [0-9][0-9.]*$"' 0 '1\n' ''
	many=$(printf '%01024d' 0 | tr 0 b)
	is 'many formats' "hexdump -$many one | grep -c '^0000000 101  *$'" 0 '1024\n' ''
	is 'too many formats' "hexdump -C$many one" 1 '' \
		"hexdump: too many formats\nTry 'hexdump --help' for more information.\n"
}

testErrors() {
	same 'missing' 'hexdump missing text'
	same 'missing, and then none' 'hexdump missing'
	same 'two missing' 'hexdump -C missing gone'
	same 'in the middle' 'hexdump -C text missing text'
	is 'in its turn' 'hexdump -C text missing block 2>&1' 1 "hexdump: missing: No such file or directory
00000000  68 65 6c 6c 6f 2c 20 77  6f 72 6c 64 0a 6e 6f 20  |hello, world.no |
00000010  6e 65 77 6c 69 6e 65 2c  20 31 36 20 62           |newline, 16 b|\n0000001d\n" ''
	is 'in its turn' 'hexdump -C block missing 2>&1' 1 \
		"00000000  6e 6f 20 6e 65 77 6c 69  6e 65 2c 20 31 36 20 62  |no newline, 16 b|
hexdump: missing: No such file or directory\n00000010\n" ''
	is 'missing, skipping' 'hexdump -s 5 missing' 1 '' \
		'hexdump: missing: No such file or directory\nhexdump: all input file arguments failed\n'
	is 'quoted' "hexdump 'a
b'" 1 '' "hexdump: 'a'\$'\\\\n''b': No such file or directory\nhexdump: all input file arguments failed\n"
	is 'a directory' 'hexdump dir' 1 '' 'hexdump: dir: Is a directory\n'
	is 'a directory, skipping' 'hexdump -s 5 dir' 1 '' 'hexdump: dir: Is a directory\n'
	is 'a directory among files' 'hexdump -C one dir one' 1 \
		'00000000  41 41                                             |AA|\n00000002\n' \
		'hexdump: dir: Is a directory\n'
	is 'skipping goes on after it' 'hexdump -C -s 1 one dir text -n 2' 1 \
		'00000001  68 65                                             |he|\n00000003\n' \
		'hexdump: dir: Is a directory\n'
	is 'standard input is a directory' 'hexdump <dir' 1 '' 'hexdump: stdin: Is a directory\n'
	is 'no standard input' 'hexdump <&-' 1 '' 'hexdump: stdin: Bad file descriptor\n'
	is 'no standard input, skipping' 'hexdump -s 5 <&-' 1 '' 'hexdump: stdin: Bad file descriptor\n'
	is 'no standard input' 'hexdump -C one - <&-' 1 \
		'00000000  41                                                |A|\n00000001\n' \
		'hexdump: -: Bad file descriptor\n'
	is 'no standard input, but not asked for' 'hexdump -C one <&-' 0 \
		'00000000  41                                                |A|\n00000001\n' ''
	is 'no standard output' 'hexdump one >&-' 1 '' 'hexdump: write error: Bad file descriptor\n'
	is 'no room' 'hexdump one >/dev/full' 1 '' 'hexdump: write error: No space left on device\n'
	is 'no room, early' 'hexdump -C -v -n 1M /dev/zero >/dev/full' 1 '' \
		'hexdump: write error: No space left on device\n'
	is 'no room, one line' 'hexdump -C long missing long >/dev/full' 1 '' \
		'hexdump: write error: No space left on device\n'
}

testBrokenPipe() {
	# shellcheck disable=SC2016
	is 'ignored: silent' 'trap "" PIPE; { hexdump -v -n 100M /dev/zero; echo $? >&2; } | head -c 8' 0 '0000000 ' \
		'0\n'
	# shellcheck disable=SC2016
	is 'not ignored' '{ hexdump -v -n 100M /dev/zero; echo $? >&2; } | head -c 8' 0 '0000000 ' '141\n'
}

# A block is shown when it is whole, while the rest is still awaited: else
# these wait until their time is over.
# shellcheck disable=SC2016
testWholeBlocksAtOnce() {
	mkfifo in out
	is 'a FIFO' 'hexdump -C in >out & exec 4<out 3>in
		cat block one >&3; read -r line <&4; echo "$line"
		exec 3>&-; cat <&4; wait' 0 \
		'00000000  6e 6f 20 6e 65 77 6c 69  6e 65 2c 20 31 36 20 62  |no newline, 16 b|
00000010  41                                                |A|
00000011\n' ''
	is 'after a file, and a star' 'hexdump -C zeros64 in one >out & exec 4<out 3>in
		read -r line <&4; echo "$line"; read -r line <&4; echo "$line"
		cat block text >&3; read -r line <&4; echo "$line"
		exec 3>&-; cat <&4; wait' 0 \
		'00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000040  6e 6f 20 6e 65 77 6c 69  6e 65 2c 20 31 36 20 62  |no newline, 16 b|
00000050  68 65 6c 6c 6f 2c 20 77  6f 72 6c 64 0a 41        |hello, world.A|
0000005e\n' ''
	rm in out
}

# shellcheck disable=SC1091
. shunit2
