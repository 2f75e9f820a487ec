# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034
# The modes of the release binary, one for each filter that it holds, and for each
# a command that comes to be sealed in it: `. "${0%/*}/modes.sh"`, behind lib.sh.
# Which modes there are is told by the policies; a mode without a command here
# fails the suites that go through all of them, by its name.
EXPECTED=$here/../policies/expected/$(uname -m)
filters=$(sed -n 's/^Seccomp_filters:[[:space:]]*//p' /proc/self/status)

# MODE|OUTPUT|COMMAND: its standard input is an empty pipe or one that nobody writes
# to; OUTPUT is where to it has to write. The files a, b, large and list are there.
COMMANDS='base64|/dev/null|base64 -d
cat|/dev/null|cat -n
cat+feed|/dev/null|cat -n - a
cat-file|out|cat -n
cat-file+feed|out|cat -n - a b
cat-relay|/dev/null|cat large
cat-relay+feed|/dev/null|cat - a
cat-relay-file|out|cat large
cat-relay-file+feed|out|cat - a b
cat-splice|/dev/null|cat
cat-splice+feed|out.fifo|cat - a
feeder|/dev/null|cat - a
feeder-list|/dev/null|wc --files0-from=list
hexdump|/dev/null|hexdump -C
hexdump+feed|/dev/null|hexdump - a
hexdump-skip|/dev/null|hexdump -s 1
hexdump-skip+feed|/dev/null|hexdump -s 1 a -
wc|/dev/null|wc
wc+feed|/dev/null|wc -L - a
wc-bytes|/dev/null|wc -c
wc-bytes+feed|/dev/null|wc -c - a'

# Every mode, a word each.
modes() {
	for file in "$EXPECTED"/*.bpf; do
		file=${file##*/}
		case $file in
		plain.bpf | plain+feed.bpf) ;; # what links of modes lead to
		*) echo "${file%.bpf}" ;;
		esac
	done
}

# of_mode MODE: its output and its command, in $output and $command
of_mode() {
	command=$(echo "$COMMANDS" | sed -n "s/^$1|//p")
	output=${command%%|*}
	command=${command#*|}
}

# What of_mode needs to be there.
mode_files() {
	printf 'aGVsbG8K\n' >a
	printf 'd29ybGQK\n' >b
	printf 'a\0-\0b\0' >list
	: >out
	head -c 100000 /dev/zero >large
	mkfifo out.fifo
}

every_mode_has_a_command() {
	assertEquals 'the modes of policies/expected, and those with a command in tests/modes.sh' \
		"$(modes | LC_ALL=C sort)" "$(echo "$COMMANDS" | cut -d '|' -f 1 | LC_ALL=C sort)"
}

needs_root() {
	[ "$(id -u)" = 0 ] && return
	echo 'skipped: needs root'
	startSkipping
}

# The pid of an applet that sits sealed in its first read: waits until it has
# so many filters more than this shell, or ended; ten thousand looks at most.
# Words: how many, the command.
sealed_pid() {
	want=$((filters + $1))
	shift
	"$@" <fifo >out 2>&1 &
	pid=$!
	exec 9>fifo
	looks=0
	until grep -Eqs "^(Seccomp_filters:.$want|State:.Z.*)$" "/proc/$pid/status" ||
		[ ! -e "/proc/$pid" ] || [ $looks -ge 10000 ]; do
		looks=$((looks + 1))
	done
}

release() {
	exec 9>&-
	wait "$pid"
}

status_of() {
	sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"
}

# proved WORDS: a property that has just been shown, unless something failed
proved() {
	[ "$__shunit_assertsFailed" -gt 0 ] || echo "proved: $*"
}
