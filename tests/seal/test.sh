#!/bin/sh
# The seal of the release binary: its layers, that they are in force, and that only calls
# of the policy follow it. (closed_test.sh: it fails closed.)
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
OUTER=${PILLBOX%/*}/tests/outer
export OUTER

oneTimeSetUp() {
	mode_files
	mkfifo fifo
}

testElf() {
	readelf -hlW "$PILLBOX" >elf
	assertTrue 'position-independent' "grep -q 'Type:.*DYN' elf"
	assertFalse 'no interpreter' "grep -q INTERP elf"
	assertTrue 'a stack that is not executable' "grep -q 'GNU_STACK.*RW ' elf"
	assertFalse 'no segment both writable and executable' "grep -q 'LOAD.*RWE' elf"
	readelf -dW "$PILLBOX" >dynamic
	assertFalse 'needs nothing' 'grep -q NEEDED dynamic'
	assertFalse 'no relocation of code' 'grep -q TEXTREL dynamic'
	assertFalse 'nothing of libseccomp' "grep -qE 'libseccomp|seccomp_(init|rule_add|load|export)' '$PILLBOX'"
}

# calls NAMES COMMAND...: runs it under strace, and leaves these calls in the file trace,
# with numbers for constants.
calls() {
	names=$1
	shift
	timeout 20 strace -f -X raw -e "trace=$names" -o traced "$@" >/dev/null 2>&1 <a
	sed -n 's/^[0-9]* *\([a-z].*\)/\1/p' traced | tr -s ' ' >trace
}

# The kernel is asked to load an empty program, and only then the filter. Where it may
# not be read, a program is shown by its address.
testCanaries() {
	calls prctl,seccomp "$BIN/cat"
	assertEquals 'prctl' 'prctl(0x16, 0x2, PROGRAM) = -1 EINVAL (Invalid argument)
prctl(0x16, 0x2, PROGRAM) = 0' "$(grep '(0x16,\|seccomp' trace | sed 's/, \({.*}\|0x[0-9a-f]*\))/, PROGRAM)/')"
	calls seccomp "$OUTER" 157@22 38 "$BIN/cat"
	assertEquals 'seccomp' 'seccomp(0x1, 0, PROGRAM) = -1 EINVAL (Invalid argument)
seccomp(0x1, 0, PROGRAM) = 0' "$(tail -n 2 trace | sed 's/, \({.*}\|0x[0-9a-f]*\))/, PROGRAM)/')"
}

testMdwe() {
	calls prctl "$BIN/cat"
	# 65 is PR_SET_MDWE, 1 that nothing gains the right to be executed.
	assertEquals 'asked for, and not refused but by an older kernel' 1 \
		"$(grep -cE '^prctl\(0x41, 0x1, 0, 0, 0\) = (0|-1 EINVAL .*)$' trace)"
}

testLandlock() {
	# 444 is landlock_create_ruleset; asked like that, it tells its version.
	abi=$(python3 -c 'import ctypes; print(ctypes.CDLL(None).syscall(444, None, 0, 1))')
	if [ "$abi" -lt 1 ]; then
		echo 'skipped: this kernel has no Landlock'
		startSkipping
	fi
	calls landlock_create_ruleset,landlock_restrict_self "$BIN/cat" a b
	assertEquals 'in force' 1 "$(grep -c '^landlock_restrict_self([0-9]*, 0) = 0$' trace)"
	needs_root
	case $abi in
	1) every=0x1fff ;;
	2) every=0x3fff ;;
	3 | 4) every=0x7fff ;;
	*) every=0xffff ;;
	esac
	assertEquals 'denies everything that there is about files' $every \
		"$(sed -n 's/.*handled_access_fs=\([0-9a-fx]*\).* = [0-9]*$/\1/p' trace)"
}

# A terminal that is an input must not become the controlling one, which could signal
# the run: each input is opened with O_NOCTTY, 256.
testNoTerminal() {
	printf 'a\0b\0' >list
	while IFS='|' read -r command inputs; do
		# shellcheck disable=SC2086
		calls open,openat "$BIN/"$command
		sed -n 's/.*"\(a\|b\|list\)", \([0-9a-fx]*\).*/\1 \2/p' trace >opened
		assertEquals "$command" "$inputs" "$(while read -r name flags; do
			echo "$name $((flags & 256))"
		done <opened | tr '\n' ' ' | sed 's, $,,')"
	done <<-END
		cat a|a 256
		cat a b|a 256 b 256
		wc --files0-from=list|list 256 a 256 b 256
		hexdump -s 1 b a|b 256 a 256
		base64 a|a 256
	END
}

# A run goes on without the optional layers: 444 Landlock, 436 close_range.
testBestEffort() {
	for errno in 38 1 0; do
		is 'no Landlock' "\$OUTER 444 $errno cat a b" 0 'aGVsbG8K\nd29ybGQK\n' ''
		is 'no MDWE' "\$OUTER 157@65 $errno cat a b" 0 'aGVsbG8K\nd29ybGQK\n' ''
		is 'no close_range' "\$OUTER 436 $errno cat a b 7<a" 0 'aGVsbG8K\nd29ybGQK\n' ''
	done
	needs_root
	exec 7<a
	for errno in 38 1 0; do
		sealed_pid 2 "$OUTER" 436 $errno "$BIN/cat"
		assertEquals "closed one by one, close_range $errno" '0 1 2' \
			"$(ls "/proc/$pid/fd" | tr '\n' ' ' | sed 's/ $//')"
		release
	done
	exec 7<&-
}

# The README promises this number of calls.
testFewCalls() {
	for filter in "$EXPECTED"/cat*.bpf; do
		most=7
		case $filter in
		*+feed*) most=8 ;;
		esac
		assertTrue "$filter: no more than $most" "[ $(grep -c '^# [a-z]*: ' "$filter") -le $most ]"
	done
}

# strace of a run: what is called after the filter is in force, each name once.
after_seal() {
	timeout 20 strace -f -o trace sh -c "exec $1" >/dev/null 2>&1 <a
	sed 's/^[0-9]* *//' trace | awk '/^prctl\(PR_SET_SECCOMP,.*= 0$/ { sealed = 1; next } sealed && /^[a-z]/' |
		sed 's/(.*//' | sort -u | tr '\n' ' '
}

testOnlyThePolicy() {
	while IFS='|' read -r command calls; do
		assertEquals "$command" "$calls" "$(after_seal "$BIN/$command" | sed 's/ $//')"
	done <<-END
		cat|close exit read write
		cat a b nope|close exit read recvmsg write
		cat -A a|close exit read write
		cat a >out|close exit read write
		cat large|close exit read splice
		cat large >out|close exit read splice
		cat large 1<>large|close exit lseek read write
		cat large >/dev/full|exit read splice write
		cat large 1<>out.fifo|close exit read splice
		cat large a >>out|close exit read recvmsg write
		cat large a|close exit read recvmsg splice write
		cat a >>a|close exit lseek write
		cat a b >>a|close exit lseek read recvmsg write
		cat nope|close exit write
		wc a|close exit read write
		wc a b|close exit read recvmsg write
		wc -c|close exit lseek write
		hexdump a|close exit read write
		hexdump -s 2 a|close exit lseek read write
		hexdump -C a b|close exit read recvmsg write
		base64|close exit read write
		base64 -d a|close exit read write
	END
}

# shellcheck source=/dev/null
. shunit2
