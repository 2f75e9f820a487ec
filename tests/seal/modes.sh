# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034
# The modes of the release binary, one for each filter that it holds, and commands that
# come to be sealed in it: `. "${0%/*}/modes.sh"`, after lib.sh. The policies tell which
# modes there are, tests/PROGRAM/modes and tests/seal/modes the commands, a line each:
#
#	MODE|OUTPUT|COMMAND
#
# OUTPUT is where its standard output goes; its standard input is an empty pipe or one
# that nobody writes to; the files a, b, large, list, sums and format are there. The first line
# of a mode is the one that suites hold open: it waits for standard input, or copies large.
EXPECTED=$tests/../policies/expected/$(uname -m)

# modes: the names of all, a line each
modes() {
	for file in "$EXPECTED"/*.bpf; do
		file=${file##*/}
		case $file in
		plain.bpf | plain+feed.bpf) ;; # what links of modes lead to
		*) echo "${file%.bpf}" ;;
		esac
	done
}

# commands_of_modes: all lines MODE|OUTPUT|COMMAND
commands_of_modes() {
	grep -hv '^#' "$tests"/*/modes
}

# of_mode MODE: the output and the command of its first line, in $output and $command
of_mode() {
	command=$(commands_of_modes | sed -n "/^$1|/{s///p;q;}")
	output=${command%%|*}
	command=${command#*|}
}

# Makes the files that these commands need.
mode_files() {
	printf 'aGVsbG8K\n' >a
	printf 'd29ybGQK\n' >b
	printf 'a\0-\0b\0' >list
	printf '%064d  a\n' 0 >sums
	echo '"%x"' >format
	: >out
	head -c 100000 /dev/zero >large
	mkfifo out.fifo
}

every_mode_has_a_command() {
	assertEquals 'the modes of policies/expected, and those with a command in tests/*/modes' \
		"$(modes | LC_ALL=C sort)" "$(commands_of_modes | cut -d '|' -f 1 | LC_ALL=C sort -u)"
}

needs_root() {
	[ "$(id -u)" = 0 ] && return
	echo 'skipped: needs root'
	startSkipping
}

# sealed_pid COUNT COMMAND...: starts the command, its input a FIFO without a writer, and
# waits until it is sealed with COUNT filters (wait_sealed). Leaves $pid.
sealed_pid() {
	want=$1
	shift
	"$@" <fifo >out 2>&1 &
	pid=$!
	exec 9>fifo
	wait_sealed "$pid" "$want"
}

release() {
	exec 9>&-
	wait "$pid"
}

status_of() {
	sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"
}

# proved WORDS: prints a property that has been shown, unless something failed
proved() {
	[ "$__shunit_assertsFailed" -gt 0 ] || echo "proved: $*"
}
