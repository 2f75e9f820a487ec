#!/bin/sh
# Mutated texts, decoded by the sealed base64 on every level as the rules say.
# More of them, here or by hand: oracle.py build/bin/base64 1000000
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

testMutations() {
	find_levels
	for level in $levels; do
		is "$level" "PILLBOX_CPU=$level python3 '$here/oracle.py' '$BIN/base64' 800" 0 '0 of 800 wrong\n' ''
	done
}

. shunit2
