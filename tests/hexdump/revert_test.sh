#!/bin/sh
# hexdump -R: reads the dumps of hexdump itself, xxd and od, and reports the line of a
# dump that it cannot read.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	: >empty
	printf A >one
	printf 'hello, world\n' >text
	printf 'no newline, 16 b' >block
	# Longer than what is read at once, with runs across its end and at its own.
	{
		seq 1 20000
		head -c 40000 /dev/zero
		cat text
		head -c 200000 /dev/zero
	} >long
	{
		# shellcheck disable=SC2059
		printf "$(awk 'BEGIN { for (i = 0; i < 256; i++) printf "\\%03o", i }')"
		echo odd
	} >binary
	mkdir dir
}

# back LABEL COMMAND FILE: the output of COMMAND reverts to FILE
back() {
	is "$1" "$2 | hexdump -R | cmp - $3" 0 '' ''
}

testThereAndBack() {
	for file in empty one text block binary long; do
		for how in hexdump 'hexdump -v' hd 'hd -v' 'hexdump -X' 'od -A x -t x1' 'od -A x -x'; do
			# od shows an offset where there is nothing else.
			[ "$file/${how%% *}" != empty/od ] || continue
			back "$how" "$how $file" $file
			back "$how, by DOS" "$how $file | sed 's/\$/\\r/'" $file
			is "$how, from a file" "$how $file >dump; hexdump --revert dump | cmp - $file" 0 '' ''
			is "$how, into a file" "$how $file | hd -R >copy; cmp copy $file" 0 '' ''
		done
	done
	is 'from an offset on' 'hexdump -C -s 7 -n 3 text | hexdump -R' 0 'wor' ''
	is 'from an offset on' 'hexdump -s 4000 long | hexdump -R | cmp -i 0:4000 - long' 0 '' ''
	is 'large offsets' 'hexdump -s 32G -n 35 /dev/zero | hexdump -R | wc -c' 0 '35\n' ''
	is 'large repetitions' 'hexdump -C -n 100M /dev/zero | hexdump -R | cmp -n 104857601 - /dev/zero' 1 '' \
		'cmp: EOF on - after byte 104857600, in line 1\n'
}

# What xxd makes of text, block and zeros.
testDumpsOfXxd() {
	is 'default' "printf '%s\\n' '00000000: 6865 6c6c 6f2c 2077 6f72 6c64 0a         hello, world.' | hexdump -R" \
		0 'hello, world\n' ''
	is '-g1 -u' "printf '%s\\n' '00000000: 68 65 6C 6C 6F 2C 20 77 6F 72 6C 64 0A           hello, world.' |
		hexdump -R" 0 'hello, world\n' ''
	is '-c 8' "printf '%s\\n' '00000000: 6865 6c6c 6f2c 2077  hello, w' '00000008: 6f72 6c64 0a         orld.' |
		hexdump -R" 0 'hello, world\n' ''
	is '-a' "printf '%s\\n' '00000000: 0000  ..' '*' '00000008: 6869 0a  hi.' | hexdump -R" 0 \
		'\0\0\0\0\0\0\0\0hi\n' ''
}

# The installed tools: xxd -e and -b print groups that are no bytes.
testToolsOfOthers() {
	for how in 'xxd' 'xxd -g1' 'xxd -g0' 'xxd -g4 -c 24' 'xxd -u' 'xxd -a' 'xxd -c 7'; do
		back "$how" "$how binary" binary
		back "$how, TABs" "$how binary | sed 's/ /\\t/g'" binary
	done
	back 'short offsets' "xxd binary | sed 's/^0*\\([^:]\\)/\\1/'" binary
	back 'no blanks' "xxd -p -c 16 binary | awk '{ printf \"%x:%s\\n\", 16 * (NR - 1), \$1 }'" binary
	for group in 2 4 8; do
		is "xxd -e -g$group" "xxd -e -g$group text | hexdump -R" 1 '' \
			'hexdump: stdin:1: little-endian groups (xxd -e)\n'
		is "xxd -e -g$group, later" \
			"{ head -c 64 /dev/zero; cat text; } | xxd -e -g$group | hexdump -R | wc -c" 0 '64\n' \
			'hexdump: stdin:5: little-endian groups (xxd -e)\n'
		is "xxd -e -g$group, a short group" "printf 0123456789abc | xxd -e -g$group | hexdump -R" 1 '' \
			'hexdump: stdin:1: little-endian groups (xxd -e)\n'
	done
	back 'xxd -e -g1' 'xxd -e -g1 text' text
	is 'xxd -b' 'xxd -b text | hexdump -R' 1 '' 'hexdump: stdin:1: bits, not bytes (xxd -b)\n'
	is 'xxd -b, one byte' 'xxd -b one | hexdump -R' 1 '' 'hexdump: stdin:1: bits, not bytes (xxd -b)\n'
	back 'the text was edited' "xxd text | sed 's/world/there/'" text
	back 'the text is gone' 'xxd text | cut -c -50' text
	back 'the text was edited, -g4' "xxd -g4 text | sed 's/hell/lleh/'" text
	for how in 'xxd -p' 'od -An -t x1' "hexdump -v -e '1/1 \"%02x \"'"; do
		is "$how" "$how text | hexdump -R" 1 '' 'hexdump: stdin:1: no offset: use xxd -r -p\n'
	done
	is 'xxd -p, a short line' 'printf hell | xxd -p | hexdump -R' 1 '' \
		'hexdump: stdin:1: nothing but an offset: use xxd -r -p\n'
	is 'od in octal' 'od -t x1 text | hexdump -R' 1 '' \
		'hexdump: stdin:1: offset may not be hexadecimal: use od -A x\n'
	is 'od in decimal' 'od -A d -t x1 text | hexdump -R' 1 '' \
		'hexdump: stdin:1: offset may not be hexadecimal: use od -A x\n'
	is 'BusyBox 1.35: zero repetitions' \
		"printf '%s\\n' '00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|' \
		'*' '00000010  00 00  |..|' 00000012 | hexdump -R | wc -c" 0 '18\n' ''
}

# A dump of 37 bytes may not make an output of 2^64.
testBounds() {
	printf '00000000: 61\n*\nffffffffffffffff: 61\n' >bomb
	gap='hexdump: bomb:3: more than 1 GiB repeated: use -n\n'
	is 'a gap' 'hexdump -R bomb' 1 a "$gap"
	is 'a gap, and a bound' 'hexdump -R -n 5 bomb; hexdump -Rn 3M bomb | cksum' 0 \
		"aaaaa$(head -c 3145728 /dev/zero | tr '\0' a | cksum)\n" ''
	is 'the largest gap' 'hexdump -n 1073741840 /dev/zero | hexdump -R | wc -c' 0 '1073741840\n' ''
	is 'a gap too large' 'hexdump -n 1073741856 /dev/zero | hexdump -R | wc -c' 0 '16\n' \
		'hexdump: stdin:3: more than 1 GiB repeated: use -n\n'
	is 'the bound of a dump' 'hd text | hexdump -n 5 -R' 0 hello ''
	is 'no more than there is' 'hd text | hexdump --length=1K -R' 0 'hello, world\n' ''
	is 'of all dumps' 'hd text >a; hexdump -R -n 20 a a missing' 0 'hello, world\nhello, ' ''
	is 'nothing' 'hexdump -R -n 0 missing' 0 '' ''
	is 'nothing after it is judged' '{ hd block; echo x; } | hexdump -R -n 16' 0 'no newline, 16 b' ''
	is 'what is before it is' '{ hd block; echo x; } | hexdump -R -n 17' 1 'no newline, 16 b' \
		'hexdump: stdin:3: not a line of a dump\n'
	is 'in the middle of a repetition' 'hd long | hexdump -R -n 140000 | cmp -n 140000 - long' 0 '' ''
}

testSeveral() {
	is 'each from its own offset on' 'hexdump -C text >a; hexdump -s 5 text >b; hexdump -R a b - <a' 0 \
		'hello, world\n, world\nhello, world\n' ''
	is 'one is missing' 'hexdump -C text >a; hexdump -R missing a' 1 'hello, world\n' \
		'hexdump: missing: No such file or directory\n'
	is 'all are' 'hexdump -R missing' 1 '' \
		'hexdump: missing: No such file or directory\nhexdump: all input file arguments failed\n'
	is 'a directory' 'hexdump -C text >a; hexdump -R dir a' 1 'hello, world\n' 'hexdump: dir: Is a directory\n'
	is 'closed' 'hexdump -R <&-' 1 '' 'hexdump: stdin: Bad file descriptor\n'
	is 'nothing after a refused one' 'hexdump -C text >a; hexdump -R text a' 1 '' \
		'hexdump: text:1: not a line of a dump\n'
}

testRefused() {
	hd block >good
	is 'no dump' 'hexdump -R <text' 1 '' 'hexdump: stdin:1: not a line of a dump\n'
	is 'its name' 'hexdump -R - <text' 1 '' 'hexdump: -:1: not a line of a dump\n'
	is 'quoted' "cp text 'a b'; hexdump -R 'a b'" 1 '' "hexdump: 'a b':1: not a line of a dump\n"
	is 'what is before is written' "{ head -n 1 good; echo x; } | hexdump -R" 1 'no newline, 16 b' \
		'hexdump: stdin:2: not a line of a dump\n'
	is 'in its turn' "{ head -n 1 good; echo x; } | hexdump -R 2>&1" 1 \
		'no newline, 16 bhexdump: stdin:2: not a line of a dump\n' ''
	is 'a step back' 'cat good good | hexdump -R' 1 'no newline, 16 b' \
		'hexdump: stdin:3: more after the end of the dump\n'
	is 'a gap' 'hd -v long | sed 2000d | hexdump -R | cmp -n 31984 - long' 0 '' \
		'hexdump: stdin:2000: offset does not follow the line before\n'
	is 'repetition of nothing' 'echo "*" | hexdump -R' 1 '' 'hexdump: stdin:1: no line to repeat\n'
	is 'without an end' '{ head -n 1 good; echo "*"; } | hexdump -R' 1 'no newline, 16 b' \
		'hexdump: stdin:2: no offset ends the repetition\n'
	is 'not of whole lines' '{ head -n 1 good; echo "*"; echo 0000001f; } | hexdump -R' 1 'no newline, 16 b' \
		'hexdump: stdin:3: offset does not end the repetition\n'
	is 'another kind of dump' '{ head -n 1 good; echo "00000010: 6162"; } | hexdump -R' 1 'no newline, 16 b' \
		'hexdump: stdin:2: not a line of this dump\n'
	is 'too long' 'head -c 100000 /dev/zero | hexdump -R' 1 '' 'hexdump: stdin:1: line too long\n'
	is 'an offset alone' 'echo deadbeef | hexdump -R' 1 '' \
		'hexdump: stdin:1: nothing but an offset: use xxd -r -p\n'
	is 'the offset of an end' 'hexdump -s 50 text | hexdump -R' 1 '' \
		'hexdump: stdin:1: nothing but an offset: use xxd -r -p\n'
	for format in b c d o x; do
		is "-$format" "hexdump -$format text | hexdump -R" 1 '' 'hexdump: stdin:1: not a line of a dump\n'
	done
	is 'no room' 'hexdump -R good >/dev/full' 1 '' 'hexdump: write error: No space left on device\n'
}

testOptions() {
	message="hexdump: --revert takes no format and no --skip\nTry 'hexdump --help' for more information.\n"
	for option in -C '-s 5' '-e "/1"'; do
		is 'not together' "hexdump -R $option text" 1 '' "$message"
		is 'not together' "hexdump $option --revert text" 1 '' "$message"
	done
	is 'harmless' 'hexdump -C text | hexdump -vR' 0 'hello, world\n' ''
}

# shellcheck disable=SC1091
. shunit2
