#!/bin/sh
# The seal fails closed: if the kernel or an outer filter refuses the filter, or falsely
# claims to have loaded it, the run ends with status 71 and one message, which says what
# was refused and what to do. No input byte was read, and none written to descriptor 1.
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
OUTER=${PILLBOX%/*}/tests/outer
export OUTER
HINT='no input was processed: the kernel, or what this runs in, has to allow seccomp filters'

# All commands, with one input; with several, by the queue and by the feeder.
COMMANDS="$(commands | cut -d '|' -f 1)
$(several 'a b')"
FEEDERS="$(several 'fifo a')
cat a fifo -
wc --files0-from=list"

# By number: 317 seccomp; 157 prctl, @4 PR_SET_DUMPABLE, @22 PR_SET_SECCOMP, @38
# PR_SET_NO_NEW_PRIVS, @39 PR_GET_NO_NEW_PRIVS; 302 prlimit64.
ERRNOS='38|Function not implemented
22|Invalid argument
1|Operation not permitted
13|Permission denied
0|Protocol error'

oneTimeSetUp() {
	printf 'aGVsbG8K\n' >a
	printf 'd29ybGQK\n' >b
	head -c 300000 /dev/zero >large
	mkfifo fifo late stopped
	printf 'a\0b\0' >list
	ends=0 worked=0
	late
}

# late: starts two applets whose feeders are never sealed, to run beside the other tests:
# one times out; the other is stopped for longer than that.
late() {
	(
		timeout 60 "$OUTER" 302 hang "$BIN/cat" - a <late >late.out 2>late.err
		echo $? >late.status
	) &
	exec 6<>late
	"$OUTER" 302 hang "$BIN/cat" - a <stopped >stopped.out 2>stopped.err &
	stopped=$!
	exec 7<>stopped
	(
		until [ ! -e "/proc/$stopped" ] || [ -n "$(cat "/proc/$stopped/task/$stopped/children")" ]; do :; done
		kill -STOP "$stopped"
		sleep 32
		kill -CONT "$stopped"
		sleep 2
		grep -s '^State' "/proc/$stopped/status" >stopped.state
		kill -KILL "$stopped"
		: >stopped.done
	) &
}

# closed OUTER COMMAND WORDS: ends with 71 and that message, its input unread. FIFOs have
# no writer here, so that opening one would never return.
closed() {
	is "$1" "{ $1 $2; echo \$?; base64 -w0; } <a" 0 "71\nYUdWc2JHOEsK" "${2%% *}: cannot seal: $3\n$HINT\n"
	ends=$((ends + 1))
}

# each LIST FUNCTION ARGUMENTS...: calls it with each line of the list as last argument
each() {
	list=$1
	shift
	while read -r line; do
		"$@" "$line"
	done <<-END
		$list
	END
}

refused() {
	closed "\$OUTER $1" "$3" "seccomp: $2"
}

feeder_refused() {
	closed "\$OUTER $1" "$3" "the feeder: $2"
}

# Both calls that load filters, seccomp(2) and prctl(2), fail.
testNoFilter() {
	while IFS='|' read -r errno text; do
		each "$COMMANDS" refused "317,157@22 $errno" "$text"
		each "$FEEDERS" feeder_refused "317,157@22 $errno" "$text"
	done <<-END
		$ERRNOS
	END
}

# All of prctl(2) is refused, or another mandatory layer.
testOtherLayers() {
	while IFS='|' read -r errno text; do
		closed "\$OUTER 317,157 $errno" cat "PR_SET_DUMPABLE: $text"
		closed "\$OUTER 157@38,157@39 $errno" cat "PR_SET_NO_NEW_PRIVS: $text"
		closed "\$OUTER 157@4 $errno" cat "PR_SET_DUMPABLE: $text"
		closed "\$OUTER 302 $errno" cat "RLIMIT_CORE: $text"
	done <<-END
		$ERRNOS
	END
	# The error of prctl(2), if there is no seccomp(2).
	closed "\$OUTER 157@22 0 \$OUTER 317 38" cat 'seccomp: Protocol error'
	closed "\$OUTER 157@22 1 \$OUTER 317 38" cat 'seccomp: Operation not permitted'
	closed "\$OUTER 157@22 22 \$OUTER 317 38" cat 'seccomp: Function not implemented'
	closed "\$OUTER 157@22 1 \$OUTER 317 13" cat 'seccomp: Permission denied'
}

# Formats from standard input are copied before the seal, but not parsed: their errors
# are not reported.
testFormatsUnseen() {
	while read -r errno text; do
		is 'formats' "printf '4/1 x\n\\0\"%%q' | \$OUTER 317,157@22 $errno hexdump -f - a" 71 '' \
			"hexdump: cannot seal: seccomp: $text\n$HINT\n"
	done <<-END
		38 Function not implemented
		0 Protocol error
	END
}

# works OUTER COMMAND: does the same as without OUTER; a FIFO has its writer
works() {
	case $2 in
	*fifo*) set -- "$1" "$2" 'timeout 20 cp b fifo & ' ;;
	esac
	run "$BIN:$SYSTEM_PATH" "${3-}$2 <a" want
	run "$BIN:$SYSTEM_PATH" "${3-}$1 $2 <a" ours
	differ "$1 $2" want ours
	assertEquals "$2 has a status" 0 "$(cat "$O/want.status")"
	worked=$((worked + 1))
}

# sealed_by_seccomp ANSWER: the filter is in force if prctl(2) gives that answer.
sealed_by_seccomp() {
	mkfifo block 2>/dev/null
	"$OUTER" 157@22 "$1" "$BIN/cat" <block &
	pid=$!
	exec 9>block
	wait_sealed $pid 2
	assertEquals "in force by seccomp, prctl $1" "2 $((filters + 2))" \
		"$(sed -n 's/^Seccomp\(_filters\)*:[[:space:]]*//p' "/proc/$pid/status" | tr '\n' ' ' | sed 's/ $//')"
	exec 9>&-
	wait "$pid"
}

# If only prctl(2) is refused, seccomp(2) loads the filter, and the reverse.
testOtherWayIn() {
	while IFS='|' read -r errno text; do
		each "$COMMANDS" works "\$OUTER 157@22 $errno"
		works "\$OUTER 157@22 $errno" 'cat fifo -'
		works "\$OUTER 157@22 $errno" 'hexdump -s 1 a fifo'
		sealed_by_seccomp "$errno"
	done <<-END
		$ERRNOS
	END
	works '$OUTER 317 0' 'base64 -d'
	works '$OUTER 317 kill' 'base64 -d'
	works '$OUTER 317 kill' 'cat fifo -'
}

# qemu-user has no seccomp, and only claims to have no_new_privs.
testEmulator() {
	if ! command -v qemu-x86_64 >/dev/null || [ "$(uname -m)" != x86_64 ]; then
		echo 'skipped: no qemu-user for x86-64 here'
		startSkipping
	fi
	while read -r command; do
		name=${command%% *}
		is 'emulated' "{ qemu-x86_64 \$PILLBOX $command; echo \$?; base64 -w0; } <a" 0 "71\nYUdWc2JHOEsK" \
			"$name: cannot seal: seccomp: Function not implemented\n$HINT\n"
		ends=$((ends + 1))
	done <<-END
		$COMMANDS
	END
	is 'emulated' "{ qemu-x86_64 \$PILLBOX cat fifo -; echo \$?; base64 -w0; } <a" 0 "71\nYUdWc2JHOEsK" \
		"cat: cannot seal: the feeder: Function not implemented\n$HINT\n"
}

# With none or one input these are not called: 53 socketpair, 46 sendmsg, 47 recvmsg,
# 72 fcntl, 33 dup2.
ALONE='cat a
cat -A <a
cat nope
cat <&-
cat -n - <&- 2>&-
cat a >>out; cat out; rm out
cat a >out; cat <out >>out; cat out; rm out
cat large >out; cksum <out; rm out
cat large >>out; cksum <out; rm out
cat large | cksum
cat large
cat large | WITH cat | cksum
cat large | WITH cat -
cat /dev/stdin <a
cat /dev/null
cat fifo & cp a fifo; wait
wc a
wc <a
wc -c large
wc nope
wc <&-
hexdump -C a
hexdump -s 1 a
hexdump -s 1 - <a
hexdump a >&-
base64 a
base64 -d <a
base64 -d nope'

# alone OUTER COMMAND: does the same as without OUTER.
alone() {
	run "$BIN:$SYSTEM_PATH" "$(echo "$2" | sed 's/WITH //')" want
	run "$BIN:$SYSTEM_PATH" "$1 $(echo "$2" | sed "s/WITH/$1/")" ours
	differ "$1 $2" want ours
}

testFewCalls() {
	for answer in 1 38 0 kill; do
		[ $answer = 0 ] || each "$ALONE" alone "\$OUTER 53,46,47,72,33 $answer"
		for call in 53 46 47 33; do
			each 'cat a
wc <a
base64 -d a
hexdump nope' alone "\$OUTER $call $answer"
		done
	done
	for refusal in '72,33 1' '72,33 38' '33 kill'; do
		each 'cat a b
wc a nope b
cat large a >out; cksum <out; rm out
hexdump -C a - <b
wc --files0-from=list
wc --files0-from=- <list' alone "\$OUTER $refusal"
	done
}

# With several inputs, the message names the call and its error.
several() {
	name=${2%% *}
	is "$1" "\$OUTER $1 $2 <list" 1 '' "$name: cannot queue the inputs: $3\n"
}

testNoQueue() {
	while IFS='|' read -r errno text; do
		for call in 53=socketpair 46=sendmsg 47=recvmsg; do
			for command in 'cat a b' 'cat fifo a' 'hexdump -s 1 a nope' 'wc --files0-from=-'; do
				several "${call%=*} $errno" "$command" "${call#*=}: $text"
			done
		done
	done <<-END
		$ERRNOS
	END
}

# An applet waits 30 seconds for its feeder to be sealed, not counting the time in which
# the applet itself is stopped.
testLate() {
	until [ -e late.status ]; do sleep 0.1; done
	assertEquals 'ends' '71 cat: cannot seal: the feeder did not answer within 30 seconds no input was processed' \
		"$(cat late.status late.out late.err | tr '\n' ' ' | sed 's/ $//')"
	until [ -e stopped.done ]; do sleep 0.1; done
	assertTrue "does not end when it was stopped that long: $(cat stopped.state stopped.err)" \
		'grep -q "^State" stopped.state'
	exec 6>&- 7>&-
}

testReport() {
	echo \
		"proved: without a filter nothing is read: $ends runs ended with 71 (5 answers of seccomp(2) and" \
		"prctl(2), other layers, qemu-user), and $worked were sealed by the way that was left"
}

# shellcheck source=/dev/null
. shunit2
