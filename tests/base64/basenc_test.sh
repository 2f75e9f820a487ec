#!/bin/sh
# basenc and base32 on the sealed binary: compared with the installed GNU tools in encoding
# and in diagnostics. In decoding only where GNU 9.5 and 9.8 have not changed the rules.
# Once more: levels, unprivileged, witnessed.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

padded='base64 base64url base32 base32hex'
whole='base16 base2msbf base2lsbf z85'
hint='carriage returns or blanks in the input: -i skips them'

# at NAME BYTE LINE [HINT]: what is said of an error there
at() {
	printf '%s' "$1: invalid input\n$1: at byte $2, line $3\n${4:+$1: $4\n}"
}

# valid ENCODING TEXT BYTES, and how the input ends in an error at BYTE of LINE
valid() {
	is "$1" "printf -- '$2' | basenc --$1 -d" 0 "$3" ''
}
invalid() {
	is "$1" "printf -- '$2' | basenc --$1 -d" 1 "$3" "$(at basenc "$4" "${5-1}" "${6-}")"
}

testEncodings() {
	seq 3000 | gzip -n | head -c 4000 >data
	for encoding in $padded $whole; do
		for size in 0 4 8 12 100 4000; do
			head -c $size data >some
			for width in 0 1 3 4 5 76 77 1000; do
				same 'a size' "basenc --$encoding -w $width some"
			done
			same 'without padding' "basenc --$encoding some | basenc --$encoding --decode"
			is 'there and back' "basenc -w3 --$encoding some | basenc -d --$encoding | cmp - some" 0 '' ''
		done
	done
	for size in 1 2 3 4 5 6 7 8 9 10; do
		head -c $size data >some
		for encoding in $padded base16 base2msbf base2lsbf; do
			same 'a size' "basenc --$encoding some; basenc --$encoding -w0 some"
			is 'without padding' "basenc --no-padding --$encoding some" 0 \
				"$(basenc --"$encoding" some | tr -d =)\n" ''
			is 'without padding' "basenc --no-padding --$encoding some | basenc --$encoding -d | cmp - some" \
				0 '' ''
		done
		same 'base32' 'base32 some; base32 -w 5 some; base32 some | base32 -d'
	done
	is 'RFC 32 of ZeroMQ' "printf '\206\117\322\157\265\131\367\133' | basenc --z85" 0 'HelloWorld\n' ''
	is 'a claim' "printf eyJhIjoiPz8_In0 | basenc -d --base64url" 0 '{"a":"???"}' ''
	same 'no input' 'basenc --base16 </dev/null; basenc --z85 -w0 </dev/null; base32 </dev/null'
}

testBigData() {
	seq 200000 >big
	for encoding in $padded $whole; do
		head -c 1000000 big >some
		same 'much' "basenc --$encoding some | cksum; basenc --$encoding -w 0 some | cksum"
		for width in 0 60 64 76; do
			is 'there and back' "basenc --$encoding -w $width some | basenc -d --$encoding | cmp - some" 0 '' ''
		done
		is 'with garbage' "basenc --$encoding some | sed 's/\$/\\r/' | basenc -di --$encoding | cmp - some" 0 '' ''
	done
	is 'in small pieces' \
		'dd bs=7 if=some status=none | base32 | dd bs=5 status=none | base32 -d | cmp - some' 0 '' ''
	is 'in little memory' '(ulimit -v 6000; basenc --z85 some | basenc --z85 -d) | cksum' 0 "$(cksum <some)\n" ''
}

testDecodingRules() {
	valid base64url '-_-_YQ' '\373\377\277a'
	invalid base64url 'YW+/' a 3 1 "'+' and '/' are of base64: --base64 decodes it"
	valid base32 MZXW6YTBOI foobar
	valid base32 'MZXW6YTBOI======' foobar
	valid base32 'MY======\nMZXQ====' ffo
	invalid base32 'MY=====' f 7
	invalid base32 MZX f 3
	invalid base32 'MZ======' f 3
	invalid base32 MZXW7 foo 5
	invalid base32 mzxw '' 1 1 'small letters in the input: tr a-z A-Z makes capitals of them'
	invalid base32 'MZXW6YTB\r\nMZXQ====' fooba 9 1 "$hint"
	valid base32hex CPNMUOJ1E8 foobar
	valid base16 6A6b jk
	valid base16 '6\nA\n' j
	invalid base16 6A6 j 3
	invalid base16 '6A 6B' j 3 1 "$hint"
	invalid base16 0x6A '' 2
	invalid base16 '6A==' j 3
	valid base2msbf '0110\n0001' a
	invalid base2msbf 0110000 '' 7
	invalid base2lsbf '10000110\n2' a 10 2
	valid base2lsbf 10000110 a
	valid z85 'Hel\nloWorld' '\206\117\322\157\265\131\367\133'
	invalid z85 HelloWor '\206\117\322\157' 8
	valid z85 '%%nSc0' '\377\377\377\377'
	invalid z85 '%%nSc1' '' 5
	invalid z85 'Hello#####' '\206\117\322\157' 10
	invalid z85 'Hello~' '\206\117\322\157' 6
	is 'its own name' 'printf MZXW6YTB? | base32 -d' 1 fooba "$(at base32 9 1)"
	is 'hints for base64 stay' 'printf YW-_ | basenc --base64 -d' 1 a \
		"$(at basenc 3 1 "'-' and '_' are of base64url: tr _- /+ makes base64 of it")"
}

testGarbage() {
	is 'of base16' "printf '0x6 A=\r\n' | basenc -di --base16" 1 '\006' "$(at basenc 5 1)"
	is '= is garbage of base16' "printf '6A= 6B' | basenc -di --base16" 0 jk ''
	is '= is garbage of bits' "printf '0110=0001' | basenc -di --base2msbf" 0 a ''
	is '= is a digit of Z85' "printf '= ====' | basenc -di --z85 | wc -c" 0 '4\n' ''
	is '= is no garbage of base32' "printf 'M=Y' | base32 -di" 1 '' "$(at base32 2 1)"
	is 'small letters are' "printf 'MZaXW6YTB' | base32 -di" 0 fooba ''
}

testZ85IsOfGroups() {
	error='basenc: invalid input (length must be multiple of 4 characters)\n'
	is 'three bytes' 'printf abc | basenc --z85' 1 '' "$error"
	same 'three bytes' 'printf abc | basenc --z85 -w0'
	is 'what is whole is written' 'printf abcdef | basenc --z85' 1 'vpA.S' "$error"
}

testOptions() {
	printf 'some text!!\n' >file
	same 'no encoding' 'basenc; basenc file; basenc -d file; basenc file file; basenc missing'
	same 'the last one counts' 'basenc --base16 --base32 file; basenc --base32 file --base64url'
	same 'a prefix' 'basenc --base file; basenc --base2 file; basenc --base6 file; basenc --z file; basenc --base2m file'
	same 'base32 has none' 'base32 --base16 file; base32 --no-padding file; base32 --z85 file'
	same 'no argument' 'basenc --base16=1 file; basenc --z85= file'
	is 'not yet' 'basenc --base58 file' 1 '' \
		"basenc: unrecognized option '--base58'\nTry 'basenc --help' for more information.\n"
	same 'widths' 'basenc --base16 -w 5 file; basenc --base16 --wrap=x file; base32 -w -1 file'
	same 'operands' 'basenc --base16 - <file; basenc --base16 file file; base32 file x; base32 missing; base32 .'
	is 'what macOS says for -d' 'basenc --base16 file | basenc --base16 -D' 0 'some text!!\n' ''
	is 'the padding of all' 'printf a | basenc --no-padding --base64; printf a | basenc --base32hex --no-padding -w0' 0 \
		'YQ\nC4' ''
	is 'of what is decoded it is optional' 'printf YQ== | basenc --no-padding --base64url -d' 0 a ''
}

testDescriptors() {
	printf 'some text!!\n' >file
	same 'a full device' 'base32 file >/dev/full; basenc --base16 file >/dev/full'
	same 'no standard output' 'base32 file >&-; echo $?; basenc --z85 file >&-; echo $?'
	same 'no standard input' 'base32 <&-; basenc --base16 -d <&-'
}

# Options, data and places of cuts, as the installed tool has it: fewer under the witness,
# which is slow.
testCompare() {
	cases=${WITNESS:+50}
	is 'generated' "python3 '$here/basenc_compare.py' '$BIN' ${cases:=500}" 0 "0 of $cases differ\n" ''
}

# The page names the section of RFC 4648 that the help names, and no other.
testPage() {
	assertEquals '6' "$(sed -n 's/.*section \([0-9]\).*/\1/p' "$tests/../applets/base64/base32.1" | sort -u)"
}

# shellcheck source=/dev/null
. shunit2
