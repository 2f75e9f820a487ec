#!/bin/sh
# Generated options and data, as vim's xxd has them. More of them, here or by hand:
# compare.py build/bin/xxd 20000
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

testCases() {
	is 'cases' "python3 '$here/compare.py' '$BIN/xxd' 400" 0 '0 of 400 wrong\n' ''
}

# shellcheck source=/dev/null
. shunit2
