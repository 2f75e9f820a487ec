#!/bin/sh
# strings: as GNU's 2.40 with -a, and by the rule where that one is wrong or we differ.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	i=0
	while [ $i -lt 256 ]; do
		# shellcheck disable=SC2059
		printf "\\$(printf %o $i)"
		i=$((i + 1))
	done >bytes
	printf 'abc\0abcd\0ab\tcd\177efghij\nk\200\351\377lmno\001wxyz' >mixed
	printf 'one\nline two\r\nthree\v\ffour\n\nlast' >text
	printf 'xa\0b\0c\0d\0e\0\0f\0g\0h\0i\0yy\0a\0b\0c\0d\0\0\0e' >wide
	printf 'a\0\0\0b\0\0\0c\0\0\0d\0\0\0e\0\0xa\0\0\0b\0\0\0c\0\0\0d\0\0\0\0\0\0f\0\0\0g\0\0\0h\0\0\0i' >wider
	printf 'ab\303\251\342\202\254cd\n\360\237\230\200xyz\n' >utf8
	: >empty
	printf '%s' 'just one line' >open
	head -c 100000 /usr/bin/python3 >program
	head -c 20000 /dev/zero >zeros
	head -c 100000 /dev/zero | tr '\0' a >letters
	mkdir folder
	# Beyond what lib.sh lets the cases write.
	truncate -s 4300M sparse
	echo abcd >>sparse
}

testDefault() {
	for f in bytes mixed text wide wider utf8 empty open program zeros letters; do
		same 'a file' "strings $f"
		same 'standard input' "strings <$f"
		same 'a pipe' "cat $f | strings -t x"
		same '-a' "strings -a --all $f"
		for n in 1 2 5 8 13; do
			same 'a minimum' "strings -n $n $f"
			same 'a minimum, offsets' "strings -t d -$n $f"
		done
	done
	same 'several, never joined' 'strings -n 2 open mixed open text open'
}

testEncodings() {
	for e in s S b l B L; do
		for f in bytes mixed text wide wider program; do
			same 'an encoding' "strings -e $e $f"
			for n in 1 2 5; do
				same 'an encoding' "strings -t x -n $n --encoding=$e $f"
				same 'an encoding, white space' "strings -t o -wn$n -e$e $f"
			done
		done
	done
	# -e L with 1 to 3 bytes left.
	for n in 13 14 15 16; do
		same 'a unit is cut off' "head -c $n wider | strings -e L -n 3 -t d"
		same 'a unit is cut off' "head -c $n wider | strings -e B -n 3 -t d"
		same 'a unit is cut off' "head -c $n wide | strings -e l -n 3 -t d"
	done
}

# Each read gets so many bytes.
testCuts() {
	for e in s S b l B L; do
		for f in mixed text wide wider; do
			same 'cut' "python3 '$here/packets.py' '1 2 3 5 63' $f strings -e $e -n 3 -t x"
		done
	done
	is 'cut' "python3 '$here/packets.py' '1 2 3 5' utf8 strings -U l | sort -u" 0 \
		'ab\303\251\342\202\254cd\n\360\237\230\200xyz\n' ''
}

testForms() {
	same 'octal' 'strings -o mixed text; strings -t o mixed'
	same 'decimal' 'strings -t d mixed; strings --radix=d text; strings --radix d text'
	same 'hexadecimal' 'strings -tx mixed; strings -o -t x text; strings -t x -o text'
	same 'names' 'strings -f mixed text; strings -f <text; strings --print-file-name -tx text'
	same 'separators' "strings -s , mixed text; strings -s '' text; strings --output-separator='a\\n' mixed"
	same 'all of it' 'strings -f -t x -s "<>" -w mixed text'
	same 'white space' 'strings -w text mixed; strings --include-all-whitespace -n 12 text'
	same 'wide offsets' 'head -c 3000000 /dev/zero | { cat; echo abcd; } | strings -o'
	is 'beyond 4 GiB' 'strings -t x sparse' 0 '10cc00000 abcd\n' ''
	is 'the longest separator' "s=\$(head -c 256 letters); strings -s \"\$s\" open | wc -c; strings -s \"a\$s\" open" \
		1 '269\n' 'strings: the output separator has 257 bytes, more than 256\n'
}

testNumbers() {
	same 'octal, hexadecimal' 'strings -n 010 text; strings -n 0x5 text; strings -n 0X5 text; strings -010 text'
	same 'blanks, a sign' "strings -n +5 text; strings -n ' 5' text"
	same 'letters' 'strings -5 text; strings -12 letters; strings -1 -2 mixed; strings -n 9 -2 mixed'
	is 'in a cluster' 'strings -a5 text' 0 'line two\nthree\n' ''
	for n in 0 00 0x0 ''; do
		is 'zero' "strings -n '$n' text" 1 '' "strings: minimum string length is too small: $n\n"
	done
	for n in 4x 08 x 5.0 '5 ' +; do
		is 'no number' "strings -n '$n' text" 1 '' "strings: invalid integer argument $n\n"
	done
	is 'no number' 'strings -5a text' 1 '' 'strings: invalid integer argument 5a\n'
	is 'negative' 'strings -n -1 text' 1 '' 'strings: minimum string length is too big: -1\n'
	is 'the most' 'strings -n 65535 letters | wc -c; head -c 65535 letters | strings -65535 | wc -c
		head -c 65534 letters | strings -65535' 0 '100001\n65536\n' ''
	for n in 65536 70000 99999999999999 99999999999999999999999; do
		is 'too big' "strings -n $n text; strings -$n text" 1 '' \
			"strings: minimum string length $n is too big\nstrings: minimum string length $n is too big\n"
	done
	is 'much too big' "strings -$(printf %050d 4) text" 1 '' \
		"strings: minimum string length $(printf %050d 4) is too big\n"
	is 'what is held comes in small pieces' '{ head -c 40000 letters; sleep 0.1; head -c 30000 letters; } |
		strings -t x -e sl -n 65535 | cksum; { printf "      0 "; head -c 70000 letters; echo; } | cksum' \
		0 "$(for i in 1 2; do { printf '      0 '; head -c 70000 letters; echo; } | cksum; done)\n" ''
}

testSeveralEncodings() {
	printf 'head\0a\0b\0c\0d\0tail\0\0\0\0A\0\0\0B\0\0\0C\0\0\0D\0\0\0last' >both
	is 'two' 'strings -e sl -t d both; strings -e l -e s -t d both; strings -els -t d both' 0 \
		"$(for i in 1 2 3; do printf '      0 head\\n      3 dabcd\\n     13 tail\\n     37 last\\n'; done)" ''
	is 'three' 'strings -e sLl -t d both' 0 \
		'      0 head\n      3 dabcd\n     13 tail\n     21 ABCD\n     37 last\n' ''
	is 'a character in common' 'printf "wxya\0b\0c\0d\0" | strings -e sl -t d' 0 '      0 wxya\n      3 abcd\n' ''
	is 'the same' 'printf "\0a\0b\0c\0dxyz" | strings -e bS -t d' 0 '      0 abcd\n      7 dxyz\n' ''
	is 'at the minimum' 'printf "\0a\0bc" | strings -e bs -n 2 -t d' 0 '      0 ab\n      3 bc\n' ''
	is 'a letter twice' 'printf abcd | strings -e ss -e s' 0 'abcd\n' ''
	try='Try '"'strings --help'"' for more information.\n'
	is 'equally wide' 'strings -e s -e S both' 1 '' \
		"strings: encodings s and S cannot be combined: they are equally wide\n$try"
	is 'equally wide' 'strings -e bsl both' 1 '' \
		"strings: encodings b and l cannot be combined: they are equally wide\n$try"
	is 'equally wide' 'strings -e BL both' 1 '' \
		"strings: encodings B and L cannot be combined: they are equally wide\n$try"
	is 'a minimum of 1' 'strings -e sl -n 1 both' 1 '' \
		"strings: with several encodings, the minimum string length must be at least 2\n$try"
}

testUnicode() {
	for how in d default i invalid x hex e escape h highlight; do
		same 'as GNU' "printf 'abcd\\303\\251\\342\\202\\254cd\\nxyz\\377xyz1\\200' | strings -t d -U $how"
		same 'as GNU' "strings --unicode=$how text"
	done
	is 'whole characters' 'strings -U l utf8; strings --unicode=locale -n 7 utf8' 0 \
		'ab\303\251\342\202\254cd\n\360\237\230\200xyz\n' ''
	is 'above FFFF' 'strings -U e utf8; strings -U x utf8' 0 \
		'ab\\u00e9\\u20accd\n\\u01f600xyz\nab<0xc3a9><0xe282ac>cd\n<0xf09f9880>xyz\n' ''
	is 'offsets' "printf 'abcd\\342\\202efgh\\342zijkl' | strings -t d -U x" 0 \
		'      0 abcd\n      6 efgh\n     11 zijkl\n' ''
	is 'invalid' "printf 'abcd\\300\\257efgh\\355\\240\\200ijkl\\367\\277\\277\\277mnop' | strings -U e" 0 \
		'abcd\nefgh\nijkl\nmnop\n' ''
	is 'controls' "printf 'abcd\\302\\233efgh\\302\\240' | strings -U x" 0 'abcd\nefgh<0xc2a0>\n' ''
	is 'cut off' "printf 'abc\\303' | strings -n 3 -U x" 0 'abc\n' ''
	is 'each is one' "printf '\\303\\251\\303\\251\\303\\251' | strings -n 3 -U l
		printf '\\303\\251\\303\\251\\303\\251' | strings -U l" 0 '\303\251\303\251\303\251\n' ''
	is 'colour' "script -qec 'strings -U h utf8' /dev/null | head -n 1" 0 \
		'ab\033[31;47m\\u00e9\033[0m\033[31;47m\\u20ac\033[0mcd\r\n' ''
	is 'with others' "printf 'a\\303\\251bc\\0d\\0e\\0f\\0' | strings -e sl -n 3 -U e" 0 'a\\u00e9bc\ncdef\n' ''
	is 'without 8 bits' 'strings -e l -U x utf8' 1 '' \
		"strings: '--unicode' needs 8-bit characters: add s to '--encoding'
Try 'strings --help' for more information.\n"
	for how in s show q xx ''; do
		is 'unknown' "strings -U '$how' utf8" 1 '' \
			"strings: invalid argument '$how' for '--unicode'\nTry 'strings --help' for more information.\n"
	done
}

testRefused() {
	no='needs an object-file parser, which pillbox leaves out on purpose: use -a'
	is '-d' 'strings -d text; strings --data text' 1 '' "strings: -d $no\nstrings: -d $no\n"
	is '-T' 'strings -T elf64-x86-64 text; strings --target=binary' 1 '' "strings: -T $no\nstrings: -T $no\n"
	for r in q '' xx; do
		is 'a radix' "strings -t '$r' text" 1 '' \
			"strings: invalid radix '$r'\nTry 'strings --help' for more information.\n"
	done
	for e in q '' sq; do
		is 'an encoding' "strings -e '$e' text" 1 '' \
			"strings: invalid encoding '$e'\nTry 'strings --help' for more information.\n"
	done
}

testInputs() {
	is 'dashes' 'strings open - open <open; strings - <open; cat open | strings -f -' 0 \
		'just one line\njust one line\njust one line\njust one line\n{standard input}: just one line\n' ''
	is 'an argument that begins with @' 'cp open @open; strings @open; strings @nofile' 1 'just one line\n' \
		'strings: @nofile: No such file or directory\n'
	is 'missing' 'strings open nope open' 1 'just one line\njust one line\n' \
		'strings: nope: No such file or directory\n'
	is 'folders' 'strings folder open; strings <folder' 1 'just one line\n' \
		'strings: folder: Is a directory\nstrings: -: Is a directory\n'
	is 'closed' 'strings <&-' 1 '' 'strings: -: Bad file descriptor\n'
	is 'a FIFO' 'mkfifo fifo; { cat open >fifo & }; strings -t x fifo; rm fifo' 0 '      0 just one line\n' ''
	is 'names are quoted' "cp open 'a b'; cp open \"\$(printf 'x\\033y')\"; strings -f a\\ b x*y" 0 \
		"'a b': just one line\n'x'\$'\\\\033''y': just one line\n" ''
	is 'a name in UTF-8' "cp open \"\$(printf 'n\\303\\266')\"; LC_ALL=C.UTF-8 strings -f n*; strings -f n*" 0 \
		"n\303\266: just one line\n'n'\$'\\\\303\\\\266': just one line\n" ''
	rm -f n*
}

testOutput() {
	is 'full' 'strings text >/dev/full; echo $?; strings program letters >/dev/full' 1 '1\n' \
		'strings: write error: No space left on device\nstrings: write error: No space left on device\n'
	is 'closed' 'strings text >&-' 1 '' 'strings: write error: Bad file descriptor\n'
	is 'as it comes' '{ echo abcd; sleep 0.3; printf efghi; sleep 0.3; printf "j\0"; } | strings | {
		read -r a; echo "$a"; cat; }' 0 'abcd\nefghij\n' ''
	is 'a run of any length' 'yes aaaaaaaaaaaaaaa | tr "\n" b | head -c 30000000 | strings -t x | tail -c 17' 0 \
		'aaaaaaaaaaaaaaab\n' ''
	is 'in constant memory' 'yes aaaaaaaaaaaaaaa | tr "\n" b | head -c 30000000 |
		(ulimit -v 8000; strings | wc -c)' 0 '30000001\n' ''
}

# From the least address space in which it can be started. The witness needs more.
testMemory() {
	[ -z "${WITNESS:-}" ] || startSkipping
	isSkipping && return
	is 'where little can be had' 'k=1000; until prlimit --as=$((k * 1024)) strings text >/dev/null 2>&1; do
			k=$((k + 64)); done 2>/dev/null
		prlimit --as=$((k * 1024)) strings -n 65535 -U x letters' 1 '' \
		'strings: cannot reserve memory: Cannot allocate memory\n'
}

# shellcheck source=/dev/null
. shunit2
