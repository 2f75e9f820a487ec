#!/bin/sh
# The bench's data is the same everywhere, its report is made from the table alone, and
# the engines take no more instructions than before.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
BENCH=$tests/../bench
BUILD=${PILLBOX%/*}
export BENCH BUILD

# The first bytes of all kinds, by their checksum.
testData() {
	for kind in random zeros source lines cyrillic cjk blank bytes one base64 base64-64 base64-one base64-crlf \
		base64-garbage base64url base32 base16; do
		"$BUILD/bench/data" $kind 10000 >"$kind"
		assertEquals "$kind: bytes" 10000 "$(stat -c %s "$kind")"
		"$BUILD/bench/data" $kind 5000 | cmp -s - "$kind" -n 5000
		assertEquals "$kind: the shorter begins the longer" 0 $?
	done
	cat random zeros source lines cyrillic cjk blank bytes one base64 base64-64 base64-one base64-crlf \
		base64-garbage base64url base32 base16 | cksum >sum
	assertEquals 'the same as ever' '3275567224 170000' "$(cat sum)"
	is 'no such kind' '$BUILD/bench/data nope 1' 2 '' 'data: no such kind: nope\n'
}

testRace() {
	is 'what fails is said' '$BUILD/bench/race 1 false' 0 'failed 1\n' ''
	is 'a pipe, its input and output' "\$BUILD/bench/race 1 'fill 1000000 | cat | drain' | wc -w" 0 '4\n' ''
	is 'environment, input, operands' \
		"echo a >a; echo b >b; printf 'a\\nb\\n' >ab
		\$BUILD/bench/race 2 \"X=1 sh -c 'test \\\$X = 1 && read l && test \\\$l = a' <a\" \
			\"sh -c 'test \\\$0 = a -a \\\$1 = b' @ab\" 'grep -q b @ab' | wc -l" 0 '3\n' ''
}

testUnsealed() {
	is 'says what it is' '$BUILD/bench/pillbox-unsealed --version | head -n 1' 0 \
		"pillbox-unsealed $("$PILLBOX" --version | sed -n '1s/.* //p')\n" ''
	is 'is nothing that is installed' 'cd "$BENCH/.." && make -n install DESTDIR=/nowhere | grep -c bench' 1 \
		'0\n' ''
}

# Made of the committed figures alone.
testReport() {
	is 'the tables' 'cp $BENCH/../README.md . &&
		$BENCH/report.py readme $BENCH/results/results.tsv README.md results.md &&
		cmp README.md $BENCH/../README.md && cmp results.md $BENCH/results/README.md' 0 '' ''
	if ! command -v gnuplot >/dev/null; then
		echo 'skipped: no gnuplot'
		startSkipping
	fi
	is 'the plots' 'mkdir plots; $BENCH/report.py plots $BENCH/results/results.tsv plots; for f in plots/*
		do cmp $f $BENCH/results/${f##*/}; done' 0 '' ''
}

# Counted in runs of bench/pillbox-bare.
testInstructions() {
	"$BENCH/instructions.py" check "$BUILD" >lines 2>&1
	assertEquals 'no engine takes more instructions' 0 $?
	grep -v '^fine' lines
	grep -v '^skipped' lines >rows
	while read -r line; do
		assertEquals "$line" fine "${line%%:*}"
	done <rows
}

# shellcheck source=/dev/null
. shunit2
