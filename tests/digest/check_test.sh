#!/bin/sh
# Check lists: compared with the installed GNU tools; where newer releases differ from these,
# and where we do, with the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

try="Try 'md5sum --help' for more information.\\n"
a=0cc175b9c0f1b6a831c399e269772661

oneTimeSetUp() {
	find_levels
	mkdir folder
	: >empty
	printf a >a
	printf 'a b' >'a b'
	seq 20000 >large
	printf b >'a\b'
	printf n >"n
l"
	printf '%s  x\033[1m\n' "$a" >missing
	printf c >"$(printf 'c\033[31m')"
	for n in 1 2 3 4 5 6 7 8 9; do
		seq $((n * 200)) >"small$n"
	done
}

testLists() {
	for sum in md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum; do
		same 'its own' "$sum a large small* >list; $sum --check list; $sum -b small1 large | $sum -c
			$sum --tag a large empty >tags; $sum -c tags - list <list"
		same 'escaped names' "$sum a?b n?l | grep '^.[^ ]*  [an]' >list; $sum --tag a?b n?l >>list; $sum --quiet -c list"
		for level in $levels; do
			is "$level" "export PILLBOX_CPU=$level; $sum small* a large empty small* >list; $sum -c --quiet list" 0 '' ''
		done
	done
	same 'cksum' 'for a in md5 sha1 sha224 sha256 sha384 sha512 blake2b; do cksum -a $a small* large; done >list
		cksum -c list; cksum -c -a sha1 list; cksum -a md5 --untagged small1 | cksum -a md5 -c; cksum -c </dev/null'
	same 'of BLAKE2b' 'for l in 8 128 256; do b2sum -l $l small*; b2sum --tag -l $l a; done >list; b2sum -c list; b2sum -l 8 -c list'
	is 'sha2 and sha3' 'for l in 224 256; do for a in sha2 sha3; do cksum -a $a -l $l a; done; done >list
		cksum --quiet -c list; cksum -a sha3 -c list' 0 'a: OK\na: OK\n' 'cksum: WARNING: 2 lines are improperly formatted\n'
	is 'base64' 'for a in md5 sha1 sha256 sha384 sha512 blake2b; do cksum -a $a --base64 large; done | cksum --quiet --strict -c' 0 '' ''
	is 'openssl' 'openssl dgst -sha256 a large | tee list; sha256sum -c list; cksum -c list' 0 \
		"$(openssl dgst -sha256 -r /dev/null >/dev/null; for f in a large; do openssl dgst -sha256 "$f"; done)\\na: OK\\nlarge: OK\\na: OK\\nlarge: OK\\n" ''
}

testVerdicts() {
	same 'each' "printf '$a  %s\n' a large nope folder a >list; echo bad >>list; md5sum -c list; echo \$?"
	for o in '' -w --quiet --status --strict --ignore-missing '--status -w' '-w --status' '--status --quiet' \
		'--quiet -w' '--strict --status' '--strict --quiet -w' '--ignore-missing --quiet' '--ignore-missing --status'; do
		same 'as options say' "printf 'bad\n$a  a\n$a  large\n\n# no\nbad\n$a  nope\n' >list
			md5sum $o -c list; echo \$?; printf '$a  nope\n' | md5sum $o -c; echo \$?
			printf 'bad\n$a  a\n' | md5sum $o -c - list; echo \$?; printf bad | md5sum $o -c; echo \$?; md5sum -c $o empty nope; echo \$?"
	done
	is 'names for a shell' 'md5sum c* a?b n?l >list; md5sum -c list missing' 1 \
		"'c'\$'\\\\033''[31m': OK\\n'a b': OK\\n'a\\\\b': OK\\n'n'\$'\\\\n''l': OK\\n'x'\$'\\\\033''[1m': FAILED open or read\\n" \
		"md5sum: 'x'\$'\\\\033''[1m': No such file or directory\\nmd5sum: WARNING: 1 listed file could not be read\\n"
	is 'a byte-order mark and CR LF' "printf '\\357\\273\\277$a  a\\r\\n' | md5sum --strict -c" 0 'a: OK\n' ''
	is 'standard input in a list that it is' "printf '$a  -\\n' | md5sum -c" 1 '\055: FAILED open or read\n' \
		"md5sum: when reading file names from standard input, no file name of '-' allowed\\nmd5sum: WARNING: 1 listed file could not be read\\n"
	same 'standard input' "printf '$a  -\n$a  a\n' >list; printf a | md5sum -c list"
	is 'seventeen lists' 'md5sum -c a a a a a a a a a a a a a a a a a' 1 '' \
		"md5sum: 17 lists are more than the 16 that one run can check\\n$try"
	same 'sixteen' "echo '$a  a' >list; md5sum -c list list list list list list list list list list list list list list list list"
}

testUsage() {
	for o in ignore-missing quiet status strict warn; do
		same 'only with -c' "md5sum --$o a; b2sum a --$o"
	done
	is 'ours too' 'md5sum --beneath=. a' 1 '' \
		"md5sum: the --beneath option is meaningful only when verifying checksums\\n$try"
	same 'not with -c' 'md5sum -z -c a; md5sum --tag -c a; md5sum -bc a; md5sum -ct a; cksum -z -c a'
	for o in bsd sysv crc crc32b; do
		is 'no checksums' "cksum -a $o -c a" 1 '' \
			'cksum: --check is not supported with --algorithm={bsd,sysv,crc,crc32b}\n'
	done
}

testOrder() {
	is 'diagnostics in their turn' "printf '$a  a\\n$a  nope\\n$a  a\\nbad\\n$a  a\\n' | md5sum -wc 2>&1" 1 \
		'a: OK\nmd5sum: nope: No such file or directory\nnope: FAILED open or read\na: OK
md5sum: '"'standard input'"': 4: improperly formatted MD5 checksum line\na: OK
md5sum: WARNING: 1 line is improperly formatted\nmd5sum: WARNING: 1 listed file could not be read\n' ''
	is 'before it waits' "mkfifo q; echo '$a  a' | { cat; read -r _ <q; echo '$a  a'; } | timeout 10 md5sum -c |
		{ read -r row; echo \"\$row\"; echo >q; cat; }; rm q" 0 'a: OK\na: OK\n' ''
	is 'a FIFO that is named' "mkfifo q; printf '$a  a\\n$a  q\\n$a  a\\n' >list; timeout 10 md5sum -c list |
		{ read -r row; echo \"\$row\"; printf a >q; cat; }; rm q" 0 'a: OK\nq: OK\na: OK\n' ''
	is 'a full device' "echo '$a  a' | md5sum -c >/dev/full" 1 '' 'md5sum: write error: No space left on device\n'
}

# shellcheck source=/dev/null
. shunit2
