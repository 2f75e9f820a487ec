#!/bin/sh
# cksum and the digests: compared with the installed GNU tools; where newer releases differ
# from these, and where we do, with the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

sums='md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum'
try="Try 'cksum --help' for more information.\\n"
empty=d41d8cd98f00b204e9800998ecf8427e

oneTimeSetUp() {
	find_levels
	mkdir folder
	: >empty
	printf a >a
	printf abc >abc
	seq 20000 >numbers
	printf b >'a\b'
	printf n >"n
l"
	printf r >"$(printf 'c\rr')"
	printf e >"$(printf 'e\033[31m')"
}

testRows() {
	for sum in $sums; do
		for level in $levels; do
			same "$level" "export PILLBOX_CPU=$level; $sum empty a abc numbers; $sum <numbers
				cat numbers | $sum - a; $sum -b a - <abc; $sum --tag a numbers; $sum -t a"
		done
		same 'names' "$sum a* n* c* e*; $sum --tag n* a* c*; $sum -z n* a* c* e*; $sum -bz n*"
		same 'errors' "$sum a nope folder abc; echo \$?; $sum nope; echo \$?"
		same 'no options' "$sum -q a; $sum --ta a; $sum --bi a; $sum --tag --text a; $sum a -b; $sum -- -b"
	done
}

testChecksums() {
	for a in '' '-a crc' '-a bsd' '-a sysv'; do
		for level in $levels; do
			same "$level" "export PILLBOX_CPU=$level; cksum $a empty a abc numbers; cksum $a <numbers
				cat numbers | cksum $a - a; cksum $a - <a; cksum $a -z abc; cksum $a e* 'a\\b'"
		done
		same 'a missing file' "cksum $a a nope abc"
		is 'a folder' "cksum $a folder" 1 '' 'cksum: folder: Is a directory\n'
	done
	is 'a name with a newline' 'cksum n?l; cksum -z n?l' 0 \
		"4114957526 1 'n'\$'\\\\n''l'\\n4114957526 1 n\\nl\\0" ''
	is 'CRC-32 of ISO 3309' 'cksum -a crc32b abc; cksum -a crc32b <empty' 0 '891568578 3 abc\n0 0\n' ''
}

testAlgorithms() {
	for a in md5 sha1 sha224 sha256 sha384 sha512 blake2b; do
		same "$a" "cksum -a $a a n* 'a\\b' numbers; cksum -a $a --untagged a - <abc; cksum --algorithm=$a -z n*"
	done
	is 'sha2' 'for n in 224 256 384 512; do cksum -a sha2 -l $n abc; done >got
		for n in 224 256 384 512; do cksum -a sha$n abc; done | cmp - got' 0 '' ''
	is 'sha3' 'cksum -a sha3 -l 224 a; cksum -a sha3 --length=256 --untagged a' 0 \
		'SHA3-224 (a) = 9e86ff69557ca95f405f081269685b38e3a819b309ee942f482b6a8b\n80084bf2fba02475726feb2cab2d8215eab14bc6bdd8bfb2c8151257032ecd8b  a\n' ''
	for n in 224 256 384 512; do
		is 'as openssl' "openssl dgst -sha3-$n -binary numbers >got; cksum -a sha3 -l $n --raw numbers | cmp - got" 0 '' ''
	done
}

testLengths() {
	same 'BLAKE2b' 'for n in 8 16 248 256 504 512 0 " 8" +8 0016; do b2sum -l "$n" a; b2sum --tag --length=$n a; done'
	same 'cksum' 'for n in 8 128 512 0; do cksum -a blake2b -l $n a; done; cksum -l 0 a; cksum -a md5 -l 0 a'
	same 'no lengths' 'for n in "" x -8 8x 8k 1.5; do b2sum -l "$n" a; done; b2sum -l'
	# GNU's cksum 9.7 says the same, and ends with 0.
	same 'wrong lengths' 'for n in 7 9 520 1000; do b2sum -l $n a; cksum -a blake2b -l $n a; done; :'
	for tool in b2sum 'cksum -a blake2b'; do
		is 'their status' "$tool -l 7 a 2>/dev/null || echo \$? >&2; $tool -l 520 a 2>/dev/null" 1 '' '1\n'
	done
	is 'too long' 'b2sum -l 99999999999999999999 a' 1 '' \
		"b2sum: invalid length: '99999999999999999999'\\nb2sum: maximum digest length for 'BLAKE2b' is 512 bits\\n"
	is 'only these' 'cksum -a md5 -l 8 a' 1 '' \
		'cksum: --length is only supported with --algorithm blake2b, sha2, or sha3\n'
	is 'a family needs one' 'cksum -a sha3 a' 1 '' \
		'cksum: --algorithm=sha3 requires specifying --length 224, 256, 384, or 512\n'
	is 'not one of it' 'cksum -a sha2 -l 8 a' 1 '' \
		"cksum: invalid length: '8'\\ncksum: digest length for 'SHA2' must be 224, 256, 384, or 512\\n"
}

testForms() {
	is 'base64' 'cksum -a md5 --base64 empty a; cksum -a sha1 --base64 --untagged empty' 0 \
		'MD5 (empty) = 1B2M2Y8AsgTpgAmY7PhCfg==\nMD5 (a) = DMF1ucDxtqgxw5niaXcmYQ==\n2jmj7l5rSw0yVb/vlWAYkK/YBwk=  empty\n' ''
	is 'base64 of whole groups' 'cksum -a sha384 --base64 --untagged a | cut -c 1-64 | base64 -d | cksum -a crc' 0 \
		"$(openssl dgst -sha384 -binary a | cksum)\\n" ''
	is 'raw' 'cksum -a md5 --raw empty | od -An -tx1; cksum --raw abc | od -An -tx1; cksum -a bsd --raw a | od -An -tx1' 0 \
		' d4 1d 8c d9 8f 00 b2 04 e9 80 09 98 ec f8 42 7e\n 48 aa 78 a2\n 00 61\n' ''
	is 'raw of several' 'cksum --raw a a' 1 '' 'cksum: the --raw option is not supported with multiple files\n'
	is 'both' 'cksum --raw --base64 a' 1 '' "cksum: --base64 and --raw are mutually exclusive\\n$try"
	is 'the last counts' 'cksum -a md5 --untagged --tag empty; cksum -a md5 --tag --untagged empty' 0 \
		"MD5 (empty) = $empty\\n$empty  empty\\n" ''
	is 'binary' 'cksum -a md5 -b --untagged empty; cksum -a md5 --untagged --binary empty; cksum -a md5 -b empty' 0 \
		"$empty *empty\\n$empty *empty\\nMD5 (empty) = $empty\\n" ''
	is 'a tag forgets binary' 'cksum -a md5 -b --tag --untagged empty' 0 "$empty  empty\\n" ''
	is 'text with a tag' 'cksum -t empty' 1 '' "cksum: --text mode is only supported with --untagged\\n$try"
	is 'in either order' 'md5sum --text --tag empty' 1 '' \
		"md5sum: --tag does not support --text mode\\nTry 'md5sum --help' for more information.\\n"
	is 'text or binary, the last' 'md5sum --tag -tb empty; md5sum -bt empty' 0 \
		"MD5 (empty) = $empty\\n$empty  empty\\n" ''
}

testWhich() {
	is 'unknown' 'cksum -a sm3 a' 1 '' "cksum: invalid argument 'sm3' for '--algorithm'
Valid arguments are:
  - 'bsd'
  - 'sysv'
  - 'crc'
  - 'crc32b'
  - 'md5'
  - 'sha1'
  - 'sha224'
  - 'sha256'
  - 'sha384'
  - 'sha512'
  - 'sha2'
  - 'sha3'
  - 'blake2b'
$try"
	is 'no prefix' 'cksum -a sha a 2>&1 | head -n 1' 0 "cksum: invalid argument 'sha' for '--algorithm'\\n" ''
	is 'the last counts' 'cksum -a sha1 -a md5 empty' 0 "MD5 (empty) = $empty\\n" ''
	is 'plain C' 'PILLBOX_CPU=plain cksum --debug a' 0 '1220704766 1 a\n' 'cksum: no hardware support used\n'
}

testOutput() {
	is 'a full device' 'for c in md5sum cksum "cksum -a sha1 --raw"; do $c a >/dev/full; echo $?; done' 0 '1\n1\n1\n' \
		'md5sum: write error: No space left on device\ncksum: write error: No space left on device\ncksum: write error: No space left on device\n'
	is 'at once' 'timeout 10 md5sum empty /dev/zero >/dev/full' 1 '' 'md5sum: write error: No space left on device\n'
	is 'a closed input' 'md5sum a - <&-' 1 '0cc175b9c0f1b6a831c399e269772661  a\n' 'md5sum: -: Bad file descriptor\n'
	is 'a closed output' 'sha1sum a >&-' 1 '' 'sha1sum: write error: Bad file descriptor\n'
	is 'in their turn' 'md5sum empty nope empty 2>&1' 1 \
		"$empty  empty\\nmd5sum: nope: No such file or directory\\n$empty  empty\\n" ''
	is 'before it waits' 'mkfifo q; timeout 10 md5sum empty q empty | { read -r row; echo "$row"; : >q; cat; }; rm q' 0 \
		"$empty  empty\\n$empty  q\\n$empty  empty\\n" ''
}

testMany() {
	is 'small files, and larger ones among them' 'for i in $(seq 300); do head -c $((i * i % 40000)) numbers >many.$i; done
		for s in md5sum sha256sum sha512sum "b2sum -l 160" cksum; do
			$s many.* >got; PATH=${PATH#*:} $s many.* | cmp - got; done; rm many.*' 0 '' ''
	is 'one that is missing' 'md5sum empty nope empty empty folder empty' 1 \
		"$empty  empty\\n$empty  empty\\n$empty  empty\\n$empty  empty\\n" \
		'md5sum: nope: No such file or directory\nmd5sum: folder: Is a directory\n'
	is 'of the kernel' 'md5sum a /proc/version /sys/kernel/notes a >got; cat /proc/version | md5sum | cut -c -32 >want
		sed -n "2s/ .*//p" got | cmp - want' 0 '' ''
}

# shellcheck source=/dev/null
. shunit2
