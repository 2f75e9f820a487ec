#!/bin/sh
# Each run is sealed in the policy of its options, inputs and output: the filter that the
# kernel then holds is that of the mode in tests/*/modes. No other suite would notice a
# run in a mode that permits more than it needs.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
INJECT=${PILLBOX%/*}/tests/inject

testChosen() {
	every_mode_has_a_command
	if [ "$(id -u)" != 0 ] || [ "$filters" != 0 ]; then
		echo 'skipped: needs root, and no filter around it'
		return 0
	fi
	mode_files
	PATH=$BIN:$PATH
	count=0
	# LC_ALL is set in the environment if the command begins with it.
	commands_of_modes >all
	while IFS='|' read -r mode output command; do
		env=
		case $command in LC_ALL=*) env=${command%% *} command=${command#* } ;; esac
		# Its quotes are the shell's.
		eval "set -- $command"
		applet=$1
		shift
		env "${env:-LC_ALL=C}" timeout 20 "$INJECT" filter "$mode" "$output" "$BIN/$applet" "$@" >in_force \
			2>said
		assertEquals "$env $command: sealed as $mode: $(cat said)" 0 $?
		count=$((count + 1))
	done <all
	# A run in another mode is noticed.
	"$INJECT" filter hexdump-skip /dev/null "$BIN/hexdump" -n 8 >in_force 2>said
	assertEquals 'another is seen' '1 hexdump-skip: the filter in force is not that of the binary' "$? $(cat said)"
	proved \
		"each of $count sets of options, inputs and outputs is sealed in the policy of its own: the filter" \
		"was read back from the kernel"
}

# shellcheck source=/dev/null
. shunit2
