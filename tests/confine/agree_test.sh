#!/bin/sh
# The assembler, the prover and libseccomp on 10,000 random policies, and all mutants of 200
# programs: tests/tool/agree.c.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

testAgree() {
	timeout 300 "${PILLBOX%/*}/tests/agree" 10000 200 >out 2>&1
	assertEquals 'it ends' 0 $?
	cat out
	assertTrue 'nothing failed' "grep -q '^[1-9][0-9]* passed, 0 failed$' out"
	assertTrue 'most of them agree' "grep -qE '^10000 policies; libseccomp: 9[0-9]{3} right' out"
}

# shellcheck source=/dev/null
. shunit2
