#!/bin/sh
# The filter is not the only wall: in every mode, in a live process with the whole seal
# but the filter, what the other layers forbid is tried, and refused.
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
WALLS=${PILLBOX%/*}/tests/walls

testTried() {
	every_mode_has_a_command
	mode_files
	if [ "$filters" != 0 ]; then
		echo 'skipped: under a filter Landlock may be left out'
		return 0
	fi
	for mode in $(modes); do
		of_mode "$mode"
		# shellcheck disable=SC2086
		timeout 20 "$WALLS" tried "$mode" "$output" "$BIN"/$command >said 2>wrong
		assertEquals "$mode: $(cat wrong)" 0 $?
		grep '^skipped: ' said >skipped
		tail -n 1 said >>refused
	done
	cat skipped
	calls=$(awk '{ n += $1 } END { print n }' refused)
	proved \
		"without the filter, in $(modes | wc -l) modes, $calls calls were refused that the other walls" \
		"forbid: to make code of memory; and but for the feeder's to open a file, to bind or connect TCP, to" \
		"connect to an abstract socket, and with one input to signal"
}

# shellcheck source=/dev/null
. shunit2
