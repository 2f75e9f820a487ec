#!/bin/sh
# base64 on the sealed binary: compared with the installed GNU base64 in encoding and in
# diagnostics. In decoding only where GNU 9.5 and 9.8 have not changed the rules.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

invalid='base64: invalid input\n'
hint='base64: carriage returns or blanks in the input: -i skips them\n'

# at BYTE LINE: what is said of an error there
at() {
	printf '%s' "${invalid}base64: at byte $1, line $2\n"
}

# valid LABEL TEXT BYTES, and how the input ends in an error at BYTE of LINE
valid() {
	is "$1" "printf '$2' | base64 -d" 0 "$3" ''
}
invalid() {
	is "$1" "printf '$2' | base64 -d" 1 "$3" "$(at "$4" "${5-1}")"
}

testVectors() {
	for row in : f:Zg== fo:Zm8= foo:Zm9v foob:Zm9vYg== fooba:Zm9vYmE= foobar:Zm9vYmFy; do
		is 'RFC 4648, 10' "printf '${row%%:*}' | base64 -w0" 0 "${row#*:}" ''
		is 'RFC 4648, 10' "printf '${row#*:}' | base64 --decode" 0 "${row%%:*}" ''
	done
}

testDecodingRules() {
	valid 'no padding at the end' YQ a
	valid 'no padding at the end' YWE aa
	valid 'no padding at the end, of the second block' MTIzNA==MTIzNA 12341234
	valid 'no padding before the last newline' 'YQ\n' a
	invalid 'half a padding' YQ= a 3
	invalid 'half a padding' 'YQ=\n' a 3
	invalid 'half a padding of a second group' MTIzNA= 1234 7
	invalid 'a symbol alone' Y '' 1
	invalid 'a symbol alone, in the end' YWFhY aaa 5
	invalid 'a symbol and padding' Y=== '' 2
	invalid 'stray bits' YR== a 3
	invalid 'stray bits without padding' YW a 2
	invalid 'stray bits without padding' YWF aa 3
	invalid 'stray bits' SGVsbG9= Hello 8
	valid 'blocks, each padded' YQ==YQ== aa
	valid 'blocks, each padded' YWE=YQ==YWFhYQ aaaaaaa
	invalid 'padding alone' ==== '' 1
	invalid 'padding alone' = '' 1
	invalid 'padding after padding' 'YQ==\n=' a 6 2
	invalid 'too much padding' YQ=== a 5
	invalid 'too much padding' YWE== aa 5
	invalid 'a symbol inside the padding' YQ=Y a 4
	valid 'a newline between the padding' 'YQ=\n=' a
	valid 'newlines everywhere' '\nY\n\nW\nF\nh\n\n' aaa
	valid 'nothing' '' ''
	valid 'nothing but newlines' '\n\n\n' ''
	invalid 'a byte of no alphabet' 'YWFhYWFh\nYWFh?YWFh' aaaaaaaaa 14 2
	invalid 'a NUL' 'YWFh\0YWFh' aaa 5
	invalid 'a byte above 127' 'YWFh\303\266' aaa 5
}

# Where: at the byte that fits nowhere; where the input must not end yet, at the last
# that counts.
testPlaces() {
	invalid 'the first byte' '?' '' 1
	invalid 'after newlines' '\n\n?' '' 3 3
	invalid 'the first of a line' 'YWFh\n?YWFh' aaa 6 2
	invalid 'inside a group that spans lines' 'Y\nW\n?' a 5 3
	invalid 'newlines after it do not count' 'YWFhY\n\n\n' aaa 5
	invalid 'nor between padding' 'YQ\n=\n\n' a 4 2
	is 'garbage counts' "printf 'Y.\n.W..\n=.\n\n' | base64 -di" 1 a "$(at 9 3)"
	is 'garbage counts' "printf ':-)\nYWFh\n\r\nYWFh.\n..YWFhY.\n.' | base64 -di" 1 aaaaaaaaa "$(at 24 5)"
	seq 700000 | base64 >lines
	seq 700000 | base64 -w0 >long
	seq 700000 | base64 -w 35 | sed 's/$/ .\r/' >garbage
	for n in 1 76 77 78 4095 4096 16383 16384 16385 65536 999999 5000000; do
		for file in lines long; do
			head -c $((n - 1)) $file >before
			is "at byte $n" "{ cat before; printf '?'; tail -c +$n $file; } | base64 -d 2>&1 >made" 1 \
			    "$(at $n $(($(wc -l <before) + 1)))" ''
		done
	done
	for level in plain avx2 avx512; do
		is "$level" "{ cat lines; printf '?'; } | PILLBOX_CPU=$level base64 -d | cksum" 0 \
			"$(seq 700000 | cksum)\n" \
		    "$(at $(($(wc -c <lines) + 1)) $(($(wc -l <lines) + 1)))"
		is "$level, -i" "{ cat garbage; printf '='; } | PILLBOX_CPU=$level base64 -di | cksum" 0 \
			"$(seq 700000 | cksum)\n" \
		    "$(at $(($(wc -c <garbage) + 1)) $(($(wc -l <garbage) + 1)))"
	done
}

testHints() {
	url="base64: '-' and '_' are of base64url: tr _- /+ makes base64 of it\n"
	uri='base64: in a data URI, only what follows the comma is base64\n'
	mark='base64: this may be a byte-order mark: -i skips it\n'
	is 'a carriage return' "printf 'YWFh\r\nYWFh\r\n' | base64 -d" 1 aaa "$(at 5 1)$hint"
	is 'a blank' "printf 'YW Fh' | base64 -d" 1 a "$(at 3 1)$hint"
	is 'a tab' "printf 'YWFh\tYWFh' | base64 -d" 1 aaa "$(at 5 1)$hint"
	is 'a blank after the padding' "printf 'YQ== ' | base64 -d" 1 a "$(at 5 1)$hint"
	is 'a blank later than the error' "printf 'YQ=Y \r' | base64 -d" 1 a "$(at 4 1)"
	is 'a form feed is no such byte' "printf 'YQ\fE' | base64 -d" 1 a "$(at 3 1)"
	is 'the alphabet for URLs' "printf 'YW-_' | base64 -d" 1 a "$(at 3 1)$url"
	is 'the alphabet for URLs' "printf 'YWFh\n_WFh' | base64 -d" 1 aaa "$(at 6 2)$url"
	is 'it does as it says' "printf -- '-_-_' | tr _- /+ | base64 -d | od -An -tx1" 0 ' fb ff bf\n' ''
	is 'a data URI' "printf 'data:text/plain;base64,YWFh' | base64 -d" 1 'u\253Z' "$(at 5 1)$uri"
	is 'a data URI' "printf 'YWFh,YWFh' | base64 -d" 1 aaa "$(at 5 1)$uri"
	is 'the mark of UTF-8' "printf '\357\273\277YWFh' | base64 -d" 1 '' "$(at 1 1)$mark"
	is 'the marks of UTF-16' "printf '\377\376Y\0' | base64 -d; printf '\376\377\0Y' | base64 -d" 1 '' \
		"$(at 1 1)$mark$(at 1 1)$mark"
	is 'it does as it says' "printf '\377\376Y\0W\0F\0h\0' | base64 -di; printf '\357\273\277YWFh' | base64 -di" \
		0 aaaaaa ''
	invalid 'no mark but at the begin' 'YWFh\357\273\277' aaa 5
}

testGarbage() {
	is 'lines of DOS' "printf 'YWFh\r\nYWFh\r\n' | base64 -di" 0 aaaaaa ''
	is 'anything' "printf ' Y\0W-F_h\303\266\n?' | base64 -d -i" 0 aaa ''
	is 'inside the padding' "printf 'YQ=?=' | base64 -di" 0 a ''
	is 'padding is no garbage' "printf 'Y=WFh' | base64 -di" 1 '' "$(at 2 1)"
	is 'the hint is not for -i' "printf 'Y W E \r=\r=' | base64 -di" 1 aa "$(at 10 1)"
	is 'nothing but garbage' "printf ' .-\n' | base64 --ignore-garbage --decode" 0 '' ''
	is 'a long text between garbage' "seq 30000 | base64 -w35 | sed 's/\$/ .\r/' | base64 -di | cksum" 0 \
	    "$(seq 30000 | cksum)\n" ''
	is 'only for decoding' "printf 'a b' | base64 -i" 0 'YSBi\n' ''
}

testWidths() {
	seq 3000 | gzip -n >data
	for width in 0 1 2 3 4 5 7 8 15 16 17 19 57 63 64 65 75 76 77 100 1000 8191 1000000 \
	    9223372036854775807 9223372036854775808 99999999999999999999; do
		same 'a width' "base64 -w$width data"
		is 'there and back' "base64 -w $width data | base64 -d | cmp - data" 0 '' ''
	done
	same 'no input, no newline' 'base64 -w5 </dev/null; base64 -w0 </dev/null'
	same 'full last line' 'printf 123456 | base64 -w8; printf 123456 | base64 --wrap=4'
	same 'the last width counts' 'base64 -w 5 -w 9 --wrap=3 data'
}

testWidthSyntax() {
	for width in 08 +5 ' 5' "$(printf '\t\013\014\r5')" -0 +0 000000000000000000000000000012 \
	    '' ' ' + - 1k 0x0 -1 -5 '- 5' '+-5' '5 ' 5.0 1e3 99999999999999999999k -99999999999999999999 \
	    x "a'b" 'a\b' "$(printf '\033[31m')" --; do
		quoted=$(printf %s "$width" | sed "s/'/'\\\\''/g")
		same 'how a width is written' "base64 -w '$quoted' data; base64 --wrap='$quoted' /dev/null"
	done
	same 'a newline before' "base64 -w '
5' data"
	same 'a newline after' "base64 -w '5
' data"
	same 'judged when decoding too' 'base64 -d -w x /dev/null'
	same 'judged in turn' 'base64 -w x --nonsense; base64 --nonsense -w x; base64 -w x missing'
}

testOperands() {
	printf 'some text\n' >file
	printf 'c29tZSB0ZXh0Cg==\n' >encoded
	same 'a file' 'base64 file; base64 -d encoded; base64 -- file'
	same 'standard input' 'base64 - <file; base64 <file; base64 -d - <encoded'
	same 'options after operands' 'base64 encoded -d; base64 file -w 3'
	same 'not with POSIXLY_CORRECT' 'POSIXLY_CORRECT=1 base64 file -d; POSIXLY_CORRECT=1 base64 file'
	same 'two' 'base64 file encoded; base64 - -; base64 file missing'
	same 'an odd second one' "base64 file 'a b'; base64 file \"it's\"; base64 file ''"
	same 'missing' 'base64 missing; base64 -d missing'
	same 'an odd name that is missing' "base64 'no such: file'; base64 ''"
	same 'a folder' 'base64 .; base64 -d .; base64 <.'
	is 'no folder on a closed output' 'base64 . >&-' 1 '' 'base64: read error: Is a directory\n'
	is 'what macOS says for -d' 'base64 -D encoded; base64 -Di encoded' 0 'some text\nsome text\n' ''
	is '-D is hidden' "base64 --help | grep -c -- '-D'" 1 '0\n' ''
}

testDescriptors() {
	printf 'some text\n' >file
	printf 'c29tZSB0ZXh0Cg==\n' >encoded
	same 'a full device' 'base64 file >/dev/full; base64 -d encoded >/dev/full; base64 </dev/null >/dev/full'
	is 'full, and much of it' 'base64 /dev/zero >/dev/full' 1 '' \
	    'base64: write error: No space left on device\n'
	is 'full, before an error' "printf 'YWFh?' | base64 -d >/dev/full" 1 '' \
	    'base64: write error: No space left on device\n'
	is 'no standard input' 'base64 <&-; base64 -d - <&-' 1 '' \
	    'base64: read error: Bad file descriptor\nbase64: read error: Bad file descriptor\n'
	same 'no standard input, and a file' 'base64 file <&-'
	same 'no standard output' 'base64 file >&-; echo $?; base64 -d encoded >&-; echo $?'
	same 'no standard output, nothing for it' 'base64 /dev/null >&-; echo $?'
	same 'no standard error' 'base64 missing 2>&-; echo $?; base64 file 2>&-; echo $?'
	# shellcheck disable=SC2016
	same 'the reader leaves' '(base64 /dev/zero; echo $? >status) | head -c 5; cat status'
	# shellcheck disable=SC2016
	is 'the reader leaves, SIGPIPE ignored' \
	    '(trap "" PIPE; base64 /dev/zero; echo $? >status) | head -c 5; cat status' \
	    0 'AAAAA1\n' 'base64: write error: Broken pipe\n'
}

testBigData() {
	seq 700000 >big
	seq 100000 | gzip -n >packed
	for width in 0 1 64 76 77; do
		same 'much' "base64 -w$width big | cksum; base64 -w$width packed | cksum"
		is 'there and back' "base64 -w$width big | base64 -d | cmp - big" 0 '' ''
		is 'there and back' "base64 -w$width packed | base64 -di | cmp - packed" 0 '' ''
	done
	seq 1600000 >bigger
	same 'more than the small reads' 'base64 bigger | cksum'
	is 'there and back' 'base64 bigger >lines; base64 -d lines | cmp - bigger' 0 '' ''
	is 'in small pieces' \
		'dd bs=7 if=packed status=none | base64 | dd bs=5 status=none | base64 -d | cmp - packed' \
	    0 '' ''
	is 'all before the error' "(base64 big; printf '!') | base64 -d | cmp - big" 0 '' \
	    "$(at $(($(base64 big | wc -c) + 1)) $(($(base64 big | wc -l) + 1)))"
	is 'in little memory' '(ulimit -v 6000; base64 -w0 big | base64 -d) | cksum' 0 "$(cksum <big)\n" ''
}

# Complete groups are written while the input is still open.
testOutputDoesNotWait() {
	mkfifo in out
	is 'encoded groups' 'base64 -w6 <in >out & exec 3>in 4<out; printf abcdefg >&3
	    head -c 9 <&4; echo; exec 3>&-; cat <&4' 0 'YWJjZG\nVm\nZw==\n' ''
	is 'an open line' 'base64 <in >out & exec 3>in 4<out; printf abc >&3
	    head -c 4 <&4; echo; exec 3>&-; cat <&4' 0 'YWJj\n\n' ''
	is 'decoded groups' 'base64 -d <in >out & exec 3>in 4<out; printf YWJjZ >&3
	    head -c 3 <&4; echo; printf A >&3; exec 3>&-; cat <&4' 0 'abc\nd' ''
	# shellcheck disable=SC2016
	is 'an error' 'base64 -d <in & exec 3>in; printf YWJj? >&3; wait $!; echo $?' 0 'abc1\n' "$(at 5 1)"
}

. shunit2
