#!/bin/sh
# hexdump -R: back from what hexdump itself writes, from samples of xxd's, and
# what is said of a dump that cannot be read.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

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

# back LABEL COMMAND FILE: what COMMAND dumps is FILE again
back() {
	is "$1" "$2 | hexdump -R | cmp - $3" 0 '' ''
}

testThereAndBack() {
	for file in empty one text block binary long; do
		for how in hexdump 'hexdump -v' hd 'hd -v'; do
			back "$how" "$how $file" $file
			back "$how, by DOS" "$how $file | sed 's/\$/\\r/'" $file
			is "$how, from a file" "$how $file >dump; hexdump --revert dump | cmp - $file" 0 '' ''
			is "$how, into a file" "$how $file | hd -R >copy; cmp copy $file" 0 '' ''
		done
	done
	is 'from an offset on' 'hexdump -C -s 7 -n 3 text | hexdump -R' 0 'wor' ''
	is 'from an offset on' 'hexdump -s 4000 long | hexdump -R | cmp -i 0:4000 - long' 0 '' ''
	is 'nothing but an offset' 'hexdump -s 50 text | hexdump -R' 0 '' ''
	is 'large offsets' 'hexdump -s 32G -n 35 /dev/zero | hexdump -R | wc -c' 0 '35\n' ''
	is 'large repetitions' 'hexdump -C -n 100M /dev/zero | hexdump -R | cmp -n 104857601 - /dev/zero' 1 '' \
		'cmp: EOF on - after byte 104857600, in line 1\n'
}

# What xxd makes of text, block and zeros.
testDumpsOfXxd() {
	is 'default' "printf '%s\\n' '00000000: 6865 6c6c 6f2c 2077 6f72 6c64 0a         hello, world.' | hexdump -R" 0 'hello, world\n' ''
	is '-g1 -u' "printf '%s\\n' '00000000: 68 65 6C 6C 6F 2C 20 77 6F 72 6C 64 0A           hello, world.' | hexdump -R" 0 'hello, world\n' ''
	is '-c 8' "printf '%s\\n' '00000000: 6865 6c6c 6f2c 2077  hello, w' '00000008: 6f72 6c64 0a         orld.' | hexdump -R" 0 'hello, world\n' ''
	is '-a' "printf '%s\\n' '00000000: 0000  ..' '*' '00000008: 6869 0a  hi.' | hexdump -R" 0 '\0\0\0\0\0\0\0\0hi\n' ''
}

testSeveral() {
	is 'each from its own offset on' 'hexdump -C text >a; hexdump -s 5 text >b; hexdump -R a b - <a' 0 \
		'hello, world\n, world\nhello, world\n' ''
	is 'one is missing' 'hexdump -C text >a; hexdump -R missing a' 1 'hello, world\n' 'hexdump: missing: No such file or directory\n'
	is 'all are' 'hexdump -R missing' 1 '' 'hexdump: missing: No such file or directory\nhexdump: all input file arguments failed\n'
	is 'a directory' 'hexdump -C text >a; hexdump -R dir a' 1 'hello, world\n' 'hexdump: dir: Is a directory\n'
	is 'closed' 'hexdump -R <&-' 1 '' 'hexdump: stdin: Bad file descriptor\n'
	is 'nothing after a refused one' 'hexdump -C text >a; hexdump -R text a' 1 '' 'hexdump: text:1: not a line of a dump\n'
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
	is 'a step back' 'cat good good | hexdump -R' 1 'no newline, 16 b' 'hexdump: stdin:3: more after the end of the dump\n'
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
	for format in b c d o x X; do
		is "-$format" "hexdump -$format text | hexdump -R" 1 '' 'hexdump: stdin:1: not a line of a dump\n'
	done
	is 'no room' 'hexdump -R good >/dev/full' 1 '' 'hexdump: write error: No space left on device\n'
}

testOptions() {
	message="hexdump: --revert takes no format, --skip or --length\nTry 'hexdump --help' for more information.\n"
	for option in -C '-n 5' '-s 5' '-e "/1"'; do
		is 'not together' "hexdump -R $option text" 1 '' "$message"
		is 'not together' "hexdump $option --revert text" 1 '' "$message"
	done
	is 'harmless' 'hexdump -C text | hexdump -vR' 0 'hello, world\n' ''
}

# shellcheck disable=SC1091
. shunit2
