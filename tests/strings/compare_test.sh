#!/bin/sh
# Generated options and data, as GNU's strings has them. More of them, here or by hand:
# compare.py build/bin/strings 20000
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

testCases() {
	is 'cases' "python3 '$here/compare.py' '$BIN/strings' 500" 0 '0 of 500 wrong\n' ''
}

# shellcheck source=/dev/null
. shunit2
