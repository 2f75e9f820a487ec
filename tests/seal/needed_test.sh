#!/bin/sh
# Policies permit only what is needed. The applets' suites are run under a witness, which
# checks each sealed call against its policy. Some case must use every alternative of
# every line of every policy. And no case needs, after the seal, the environment, which is
# wiped, or code of before the seal: the witness spoils the pointers to the one, and makes
# the other inaccessible.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
corpus=$(once_more witnessed)

# Runs these suites, two at a time, unless the runner has; their output is in $logs.
oneTimeSetUp() {
	: >permitted
	[ "$(id -u)" = 0 ] && [ "$filters" = 0 ] || return 0
	logs=${WITNESSED:-$T/logs}
	if [ -z "${WITNESSED:-}" ]; then
		mkdir logs
		for suite in $corpus; do
			echo "$logs/$(log_name "$suite") $(suite_file "$suite")"
		done | nice xargs -P 2 -L 1 sh -c 'WITNESS="$0.witness" sh "$1" >"$0.out" 2>&1'
	fi
	cat "$logs"/*.witness >witnessed
	runs=$(grep -c ' wiped ' witnessed)
	grep -v ' ! \| wiped \| unwatched' witnessed | cut -d ' ' -f 2- | LC_ALL=C sort -u >used
	"${PILLBOX%/*}/tests/witness" --list | LC_ALL=C sort >permitted
}

needs_a_witness() {
	[ ! -s permitted ] || return 0
	echo 'skipped: needs root, and no filter around it'
	startSkipping
}

testModes() {
	every_mode_has_a_command
}

# All cases pass, as without a witness.
testCorpus() {
	needs_a_witness
	isSkipping && return
	cases=0
	for suite in $corpus; do
		# shellcheck disable=SC2046
		set -- $(sed -n 's/^cases \([0-9]*\) \([0-9]*\)$/\1 \2/p' "$logs/$(log_name "$suite").out")
		assertEquals "$suite: $(grep -a '^ASSERT' "$logs/$(log_name "$suite").out")" 0 "${2:-no count}"
		cases=$((cases + ${1:-0}))
	done
	proved \
		"the environment is not looked at after the seal: wiped there $runs times, and all $cases cases of" \
		"the suites went as ever"
	proved \
		"no code of before the seal is called after it: inaccessible there $runs times, and all $cases cases" \
		"of the suites went as ever"
}

testOnlyThePolicy() {
	needs_a_witness
	isSkipping && return
	assertEquals 'calls that the policy has not, and what is left of an environment' '' \
		"$(grep ' ! ' witnessed | sort -u)"
}

testNeeded() {
	needs_a_witness
	isSkipping && return
	assertEquals 'permitted, and used by no test' '' "$(LC_ALL=C comm -23 permitted used)"
	proved \
		"all that the policies permit is needed, and nothing else: each of $(wc -l <permitted) alternatives" \
		"in $(modes | wc -l) modes is used, and no call is in none, in $runs sealed runs of the suites"
}

# shellcheck source=/dev/null
. shunit2
