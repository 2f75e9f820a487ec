#!/bin/sh
# The prover of filters and libseccomp agree about what libseccomp emits for random
# policies; or the prover has a call to which the program answers what the policy does not say.
# shellcheck disable=SC1091,SC2154
. "${0%/*}/../lib.sh"

testEmitted() {
	"${PILLBOX%/*}/tests/emitted" 1500 >said
	assertEquals 'the prover was never wrong' 0 $?
	echo "proved: $(tail -n 1 said)$(sed -n '1s/^libseccomp:/, as/p' said)"
}

. shunit2
