#!/bin/sh
# No run is killed under the default filters of services and containers, whatever these
# answer for calls that they do not know. (closed_test.sh: filters under which no seal is
# possible.)
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
OUTER=${PILLBOX%/*}/tests/outer
PROFILES=$here/profiles
export OUTER PROFILES

# All commands, with the queue and with the feeder; a FIFO has its writer.
INSIDE="$(commands | cut -d '|' -f 1)
$(several 'a b')
$(several 'fifo a')
cat a - b
cat nope
wc --files0-from=list
base64 -d a"

# The calls that are let through, and the answer for all others; the last two list the
# calls that are refused. 444 to 446 are Landlock's.
OUTSIDE='!$PROFILES/systemd-system-service|kill
!$PROFILES/systemd-system-service|1
!$PROFILES/systemd-system-service|38
!$PROFILES/systemd-system-service,444,445,446|kill
!$PROFILES/moby-default|1
!$PROFILES/moby-default|kill
!$PROFILES/containers-default|38
!$PROFILES/containers-default|kill
$PROFILES/firejail-default|1
$PROFILES/firejail-default|kill'

oneTimeSetUp() {
	mode_files
	mkfifo fifo block
	printf 'a\0b\0' >list
	worked=0
}

# outside COMMAND...: runs it with $calls and $answer of each line of OUTSIDE
outside() {
	while IFS='|' read -r calls answer; do
		calls=$(eval "echo \"$calls\"")
		export calls answer
		"$@"
	done <<-END
		$OUTSIDE
	END
}

works_inside() {
	while read -r command; do
		feed=
		case $command in *fifo*) feed='timeout 20 cp b fifo & ' ;; esac
		run "$BIN:$SYSTEM_PATH" "$feed$command <a" want
		run "$BIN:$SYSTEM_PATH" "$feed\$OUTER \"\$calls\" \$answer $command <a" ours
		differ "$calls $answer: $command" want ours
		worked=$((worked + 1))
	done <<-END
		$INSIDE
	END
}

testWorks() {
	outside works_inside
}

sealed_inside() {
	sealed_pid 2 "$OUTER" "$calls" "$answer" "$BIN/cat"
	assertEquals "$calls $answer" "2 $((filters + 2))" "$(status_of Seccomp) $(status_of Seccomp_filters)"
	release
}

testSealed() {
	outside sealed_inside
}

# A layer whose calls would be killed is left out, and --check says so.
checked_inside() {
	case $calls,$answer in
	*service,kill) landlock='missing  Landlock: an outer filter kills for it (optional: runs go on without it)' ;;
	*service,1) landlock='missing  Landlock: Operation not permitted (optional: runs go on without it)' ;;
	*service,38) landlock='missing  Landlock: Function not implemented (optional: runs go on without it)' ;;
	*) landlock=$here_landlock ;;
	esac
	is "$calls $answer" \
		'$OUTER "$calls" $answer $PILLBOX --check >lines; echo $?; grep -c ^FAILS lines; grep Landlock lines' \
		0 \
		"0\n0\n$landlock\n" ''
}

testCheck() {
	here_landlock=$("$PILLBOX" --check | grep Landlock)
	outside checked_inside
	proved \
		"nobody is killed under the profiles of systemd, moby, containers-common and firejail: $worked runs" \
		"as outside"
}

# Older filters know fewer of the optional calls: 445 and 446 are of Landlock, 436 is
# close_range, 126 capset, which @system-service ~@privileged takes away, 125 capget.
testKills() {
	for call in 446 445,446 444,445,446 436,444,446 126,436 125,126; do
		export call
		is 'one' '$OUTER $call kill cat a' 0 'aGVsbG8K\n' ''
		is 'several' '$OUTER $call kill cat a b 7<a' 0 'aGVsbG8K\nd29ybGQK\n' ''
		is 'fed' 'timeout 20 cp b fifo & $OUTER $call kill cat fifo a' 0 'd29ybGQK\naGVsbG8K\n' ''
	done
	while IFS='|' read -r call layer; do
		export call
		is 'shown, and no other' \
			'$OUTER $call kill $PILLBOX --check >lines; $PILLBOX --check | diff - lines | grep "^>"' 0 \
			"> missing  $layer: an outer filter kills for it (optional: runs go on without it)\n" ''
	done <<-END
		125|capabilities
		126|capabilities
		436|close_range
		444|Landlock
		446|Landlock
	END
	is 'no child can be had' '$OUTER 56 11 cat a' 0 'aGVsbG8K\n' ''
	is 'its end is not heard of' '$OUTER 61 38 cat a' 0 'aGVsbG8K\n' ''
	is 'with SIGCHLD ignored' 'trap "" CHLD; $OUTER 446 kill cat a' 0 'aGVsbG8K\n' ''
}

# Without an outer filter, no child is started to find out.
testNoChild() {
	is 'not here' \
		'strace -f -e trace=clone,clone3,fork,vfork,wait4 -o trace cat a; grep -c "clone\|fork\|wait" trace' \
		1 'aGVsbG8K\n0\n' ''
}

# shellcheck source=/dev/null
. shunit2
