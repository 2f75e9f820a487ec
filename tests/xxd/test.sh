#!/bin/sh
# xxd: each form and option as vim's newest has it, and where pillbox differs.
# shellcheck source=tests/lib.sh disable=SC2086
. "${0%/*}/../lib.sh"

setUp() {
	rm -rf "${T:?}"/*
	printf '\177ELF\002\001\001\000hello, world\n\377' >f
	printf '1234567890123456abcdefghijklmnop' >two
	: >empty
}

testLines() {
	is 'the default' 'xxd f' 0 \
		'00000000: 7f45 4c46 0201 0100 6865 6c6c 6f2c 2077  .ELF....hello, w\n00000010: 6f72 6c64 0aff                           orld..\n' ''
	is 'bits' 'xxd -b -l 7 f' 0 \
		'00000000: 01111111 01000101 01001100 01000110 00000010 00000001  .ELF..\n00000006: 00000001                                               .\n' ''
	is 'empty' 'xxd empty; xxd -a <empty; xxd -p empty' 0 '' ''
	is 'capitals, but not in offsets' 'xxd -u -o 0xab0 -s 21 f' 0 '00000ac5: FF                                       .\n' ''
	is 'decimal' 'xxd -d -s 16 f' 0 '00000016: 6f72 6c64 0aff                           orld..\n' ''
	is 'EBCDIC' "printf '\\310\\205\\223\\223\\226\\113\\045' | xxd -E" 0 \
		'00000000: c885 9393 964b 25                        Hello..\n' ''
}

testColumns() {
	is '-c' 'xxd -c 3 -l 4 two' 0 '00000000: 3132 33  123\n00000003: 34       4\n' ''
	is '-c 0 is the default' 'xxd -c 0 -l 1 two' 0 "$(xxd -l 1 two)\\n" ''
	is '-c 256' 'xxd -c 256 two | wc -l' 0 '1\n' ''
	is '-c 257' 'xxd -c 257 two' 1 '' 'xxd: invalid number of columns (max. 256).\n'
	is '-c -1' 'xxd -p -c -1 two' 1 '' 'xxd: invalid number of columns (max. 256).\n'
	is 'octal and hexadecimal' 'xxd -c 010 -l 0x8 two' 0 '00000000: 3132 3334 3536 3738  12345678\n' ''
	is 'garbage' 'xxd -c 4x two' 1 '' "xxd: invalid number of columns: '4x'\\n"
	is 'too large' 'xxd -l 18446744073709551616 two' 1 '' \
		"xxd: invalid length: '18446744073709551616': Numerical result out of range\\n"
	is 'a negative length' 'xxd -l -1 two' 1 '' "xxd: invalid length: '-1'\\n"
	is '-g 0' 'xxd -g 0 -l 4 -c 4 two' 0 '00000000: 31323334  1234\n' ''
	is '-g larger than a line' 'xxd -g 9 -l 4 -c 4 two' 0 '00000000: 31323334  1234\n' ''
	is '-g 3' 'xxd -g 3 -l 4 -c 4 two' 0 '00000000: 313233 34  1234\n' ''
}

testLittleEndian() {
	is '-e' 'xxd -e -l 7 f' 0 '00000000: 464c457f   010102                    .ELF...\n' ''
	is 'no group of three' 'xxd -e -g 3 f' 1 '' 'xxd: number of octets per group must be a power of 2 with -e.\n'
	is 'newer: columns that are no whole groups' 'printf ABCDEF | xxd -e -c 6' 0 '00000000: 44434241     4645  ABCDEF\n' ''
	is 'newer: nine columns' 'printf ABCDEFGHI | xxd -e -c 9' 0 '00000000: 44434241 48474645       49  ABCDEFGHI\n' ''
}

testPlain() {
	is '-p' 'xxd -p two' 0 '313233343536373839303132333435366162636465666768696a6b6c6d6e\n6f70\n' ''
	is '-ps, -plain, --postscript' 'xxd -ps -l 1 f; xxd -plain -l 1 f; xxd --postscript -l 1 f' 0 '7f\n7f\n7f\n' ''
	is 'one line' 'xxd -p -c 0 two' 0 '313233343536373839303132333435366162636465666768696a6b6c6d6e6f70\n' ''
	is 'one empty line' 'xxd -p -c 0 empty' 0 '\n' ''
	is 'a full line ends once' 'xxd -p -c 2 -l 4 two' 0 '3132\n3334\n' ''
}

testInclude() {
	is '-i' 'xxd -i -l 13 two' 0 'unsigned char two[] = {\n  0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x30, 0x31, 0x32,\n  0x33\n};\nunsigned int two_len = 13;\n' ''
	is 'of standard input' 'xxd -i -l 2 <two' 0 '  0x31, 0x32\n' ''
	is '-n and -C' 'xxd -i -l 1 -n a.b -C <two' 0 'unsigned char A_B[] = {\n  0x31\n};\nunsigned int A_B_LEN = 1;\n' ''
	is 'a leading digit' 'cp two 2w; xxd -u -i -l 1 2w' 0 'unsigned char __2w[] = {\n  0X31\n};\nunsigned int __2w_len = 1;\n' ''
	is 'empty' 'xxd -i empty' 0 'unsigned char empty[] = {\n};\nunsigned int empty_len = 0;\n' ''
	is 'newer: bits' 'xxd -i -b -l 7 <two' 0 '  0b00110001, 0b00110010, 0b00110011, 0b00110100, 0b00110101, 0b00110110,\n  0b00110111\n' ''
	is 'newer: -t' 'xxd -i -t -l 1 two' 0 'unsigned char two[] = {\n  0x31, 0x00\n};\nunsigned int two_len = 1;\n' ''
	is 'newer: -t of nothing' 'xxd -i -t empty' 0 'unsigned char empty[] = {\n  0x00\n};\nunsigned int empty_len = 0;\n' ''
}

testAutoskip() {
	for n in 1 2 3 4 100; do
		head -c $((n * 16)) /dev/zero >z
		cat two z >zeros
		cat zeros two >middle
		head -c 5 /dev/zero | cat zeros - >short
		for f in z zeros middle short; do
			case $n-$f in
			1-z | 2-z | 3-z | 1-* | 2-zeros | 2-middle | 2-short | 3-zeros) want=$("$BIN/xxd" $f) ;;
			*-z) want=$("$BIN/xxd" $f | sed -n '1p;$p' | sed '1a*') ;;
			*-zeros) want=$("$BIN/xxd" $f | sed -n '1,3p;$p' | sed '3a*') ;;
			*-middle) want=$("$BIN/xxd" $f | sed -n '1,3p' && echo '*' && "$BIN/xxd" $f | tail -n 2) ;;
			*-short) want=$("$BIN/xxd" $f | sed -n '1,3p' && echo '*' && "$BIN/xxd" $f | tail -n 1) ;;
			esac
			assertEquals "$n lines of zeros: $f" "$want" "$("$BIN/xxd" -a $f)"
		done
	done
	is '-a twice' 'xxd -a -a z | wc -l' 0 '100\n' ''
}

testSeek() {
	for o in '-s 16' '-s16' '-seek 16' '--skip=16' '-s +16' '-s -16' '-s 0x10'; do
		is "$o" "xxd $o two" 0 '00000010: 6162 6364 6566 6768 696a 6b6c 6d6e 6f70  abcdefghijklmnop\n' ''
	done
	is 'a pipe' 'cat two | xxd -s 30' 0 '0000001e: 6f70                                     op\n' ''
	is 'a pipe is too short' 'cat two | xxd -s 33' 1 '' 'xxd: Sorry, cannot seek.\n'
	is 'a pipe has no end' 'cat two | xxd -s -1' 1 '' 'xxd: Sorry, cannot seek.\n'
	is 'beyond the end' 'xxd -s 33 two; xxd -s 18446744073709551615 two' 0 '' ''
	is 'before the beginning' 'xxd -s -33 two' 1 '' 'xxd: Sorry, cannot seek.\n'
	is 'absolute, from a place' '{ head -c 4 >/dev/null; xxd -l 1 -s 2; } <two' 0 '00000002: 33                                       3\n' ''
	is 'relative, from a place' '{ head -c 4 >/dev/null; xxd -l 1 -s +2; } <two' 0 '00000006: 37                                       7\n' ''
	is 'relative and back' '{ head -c 4 >/dev/null; xxd -l 1 -s +-2; } <two' 0 '00000002: 33                                       3\n' ''
	is 'from the end, from a place' '{ head -c 4 >/dev/null; xxd -s -1; } <two' 0 '0000001f: 70                                       p\n' ''
	is 'without -s, from a place' '{ head -c 30 >/dev/null; xxd; } <two' 0 '00000000: 6f70                                     op\n' ''
	is 'in /proc' 'xxd -s 1 -l 1 /proc/version' 0 '00000001: 69                                       i\n' ''
	is '-l reads no more' 'cat two | { xxd -l 30 >/dev/null; cat; }' 0 'op' ''
}

testOffsets() {
	is '-o wraps' 'xxd -o -16 -l 17 two | cut -d : -f 1' 0 'fffffffffffffff0\n00000000\n' ''
	is '-o grows' 'xxd -o 0xfffffff0 two | cut -d : -f 1' 0 'fffffff0\n100000000\n' ''
	is 'newer: decimal above 2^63' 'xxd -d -o 9223372036854775808 -l 1 two | cut -d : -f 1' 0 '9223372036854775808\n' ''
}

testColours() {
	is '-R always' "printf '\\000\\001\\002A\\tB\\377' | xxd -R always -c 4" 0 \
		'00000000: \033[1;37m00\033[0m\033[1;31m01\033[0m \033[1;31m02\033[0m\033[1;32m41\033[0m  \033[1;37m.\033[0m\033[1;31m..\033[0m\033[1;32mA\033[0m\n00000004: \033[1;33m09\033[0m\033[1;32m42\033[0m \033[1;34mff\033[0m    \033[1;33m.\033[0m\033[1;32mB\033[0m\033[1;34m.\033[0m\n' ''
	is 'bits' 'printf A | xxd -Ralways -b -c 1' 0 '00000000: \033[1;32m01000001\033[0m  \033[1;32mA\033[0m\n' ''
	is 'EBCDIC' "printf '\\301\\101' | xxd -R always -E -c 2" 0 \
		'00000000: \033[1;32mc1\033[0m\033[1;31m41\033[0m  \033[1;32mA\033[0m\033[1;31m.\033[0m\n' ''
	is 'none: auto into a pipe, never, a dumb terminal' \
		'xxd -l 1 f; xxd -R never -l 1 f; TERM=dumb xxd -R always -l 1 f' 0 \
		"$("$BIN/xxd" -l 1 f; "$BIN/xxd" -l 1 f; "$BIN/xxd" -l 1 f)\\n" ''
	is 'auto' "TERM=xterm script -qec 'xxd -l 1 f' /dev/null" 0 '00000000: \033[1;31m7f\033[0m                                       \033[1;31m.\033[0m\r\n' ''
	is 'a wish' "NO_COLOR=1 TERM=xterm script -qec 'xxd -l 1 f' /dev/null | tr -d '\\r'" 0 "$("$BIN/xxd" -l 1 f)\n" ''
	is 'no wish' "NO_COLOR= TERM=xterm script -qec 'xxd -l 1 f' /dev/null | grep -c 1m7f" 0 '1\n' ''
	is 'none in -p and -i' 'xxd -R always -p -l 1 f; xxd -R always -i -l 1 <f' 0 '7f\n  0x7f\n' ''
	is 'when' 'xxd -R maybe f' 1 '' "xxd: invalid argument 'maybe' for -R\\nTry 'xxd --help' for more information.\\n"
}

testWords() {
	is 'a letter and more' 'xxd -piano -l 1 f; xxd --p -l1 f; xxd -plain --len=1 f' 0 '7f\n7f\n7f\n' ''
	is '-rp is -r' "printf '0: 41\\n' | xxd -rp" 0 A ''
	is 'no such word' 'xxd --zzz' 1 '' "xxd: unrecognized option '--zzz'\\nTry 'xxd --help' for more information.\\n"
	is 'three dashes' 'xxd ---' 1 '' "xxd: unrecognized option '---'\\nTry 'xxd --help' for more information.\\n"
	is 'no argument' 'xxd -c' 1 '' "xxd: option requires an argument -- 'c'\\nTry 'xxd --help' for more information.\\n"
	is 'no argument of a word' 'xxd --cols' 1 '' "xxd: option '--cols' requires an argument\\nTry 'xxd --help' for more information.\\n"
	is 'end of options' 'cp two ./-x; xxd -l 1 -- -x' 0 '00000000: 31                                       1\n' ''
	is 'options after the file' 'xxd two -l 1 -p' 0 '31\n' ''
	is '-h' 'xxd -h | head -n 1' 0 'Usage: xxd [OPTION]... [FILE]\n' ''
	is 'one form' 'xxd -b -e f; xxd -p -i f' 1 '' 'xxd: only one of -b, -e, -p, -i can be used\nxxd: only one of -b, -e, -p, -i can be used\n'
}

testOperands() {
	is 'an output file' 'xxd f "o u"; test -e "o u"' 1 '' "xxd: 'o u': pillbox writes to standard output only: use > 'o u'\\n"
	is 'standard output' 'xxd -l 1 -p f -' 0 '7f\n' ''
	is 'three' 'xxd f g h' 1 '' "xxd: extra operand 'g'\\nTry 'xxd --help' for more information.\\n"
	is 'a missing one' 'xxd -i nope' 1 '' 'xxd: nope: No such file or directory\n'
	is 'a directory' 'xxd .; xxd -r .' 1 '' 'xxd: .: Is a directory\nxxd: .: Is a directory\n'
	is 'a directory is no array' 'xxd -i .' 1 '' 'xxd: .: Is a directory\n'
}

testRevert() {
	for o in '' '-u' '-c 7' '-g 1' '-g 4' '-g 0' '-a' '-c 256'; do
		cat f two f two /dev/null >data
		head -c 100 /dev/zero >>data
		"$BIN/xxd" $o data | "$BIN/xxd" -r >back
		assertTrue "xxd $o | xxd -r" "cmp data back"
		"$BIN/xxd" $o data | sed 's/$/\r/' | "$BIN/xxd" -r >back
		assertTrue "xxd $o with CR" "cmp data back"
	done
	is 'short and joined' "printf '0: 41 42\\n00000002:4344\\n' | xxd -r" 0 'ABCD' ''
	is 'gaps are zeros' "printf '2: 41\\n5: 42\\n' | xxd -r | xxd -p" 0 '000041000042\n' ''
	is '-s' "printf '0: 41\\n' | xxd -r -s 2 | xxd -p" 0 '000041\n' ''
	is '-s and back' "printf '00010000: 41\\n' | xxd -r -s -0x10000" 0 A ''
	is '-s before 0' "printf '00000000: 41\\n' | xxd -r -s -1" 1 '' 'xxd: line 1: offset is before 0\n'
	is 'backwards' "printf '4: 41 42\\n0: 43\\n' | xxd -r | xxd -p" 0 '000000004142\n' 'xxd: line 2: offset 0 is before 6\n'
	is 'a large gap' "printf 'ffffffffffff: 41\\n' | xxd -r" 1 '' 'xxd: line 1: more than 1 GiB is missing before it: use -l\n'
	is 'a large gap, bounded' "printf 'ffffffffffff: 41\\n' | xxd -r -l 3 | xxd -p" 0 '000000\n' ''
	is 'a large repetition' "printf '0: 41\\n*\\nffffffff: 41\\n' | xxd -r" 1 'A' 'xxd: line 3: more than 1 GiB repeated: use -l\n'
	is '-c' "xxd two | xxd -r -c 2 | xxd -p -c 0" 0 '31320000000000000000000000000000''6162\n' ''
	is 'no dump' 'echo hello | xxd -r' 1 '' 'xxd: line 1: not a line of a dump\n'
	is 'an offset alone' "echo 414243444546 | xxd -r" 1 '' 'xxd: line 1: nothing but an offset: use xxd -r -p\n'
	is '-b without -b' 'xxd -b two | xxd -r' 1 '' 'xxd: line 1: bits, not bytes (xxd -b)\n'
	is '-e' 'xxd -e two | xxd -r' 1 '' 'xxd: line 1: little-endian groups (xxd -e)\n'
	is 'no such dump' 'xxd -r -e f; xxd -r -i f' 1 '' 'xxd: Sorry, cannot revert this type of hexdump\nxxd: Sorry, cannot revert this type of hexdump\n'
}

testRevertBits() {
	for o in '' '-c 1' '-c 8' '-c 256' '-g 2' '-g 0'; do
		cat f two >data
		"$BIN/xxd" -b $o data | "$BIN/xxd" -r -b >back
		assertTrue "xxd -b $o | xxd -r -b" "cmp data back"
	done
	is 'gaps' "printf '2: 01000001 01000001\\n8: 01000010\\n' | xxd -r -b | xxd -p" 0 '000041410000000042\n' ''
	is 'no bits' 'xxd two | xxd -r -b' 1 '' 'xxd: line 1: not a line of xxd -b\n'
}

testRevertPlain() {
	is 'all ways to write it' "printf ' 5445\\t61 0 B\\r\\n41' | xxd -r -p | xxd -p" 0 '5445610b41\n' ''
	is '-s' 'echo 41 | xxd -r -p -s 2 | xxd -p' 0 '000041\n' ''
	is '-l' 'echo 41424344 | xxd -r -p -l 2' 0 AB ''
	is 'an odd digit' "printf '41\\n4' | xxd -r -p" 1 A 'xxd: line 2: not a hex digit\n'
	is 'garbage' "printf '41\\n42z43zz44\\n45\\n' | xxd -r -p" 1 ABCE 'xxd: line 2: not a hex digit\n'
	is 'nothing' 'xxd -r -p empty; xxd -r empty' 0 '' ''
}

testOutput() {
	is 'a full disk' 'xxd f >/dev/full' 1 '' 'xxd: write error: No space left on device\n'
	is 'closed input' 'xxd <&-' 1 '' 'xxd: stdin: Bad file descriptor\n'
	is 'closed output' 'xxd f >&-' 1 '' 'xxd: write error: Bad file descriptor\n'
}

# shellcheck source=/dev/null
. shunit2
