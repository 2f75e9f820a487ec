#!/bin/sh
# The seal, on the release binary: what it is, that it is in force, that it
# fails closed, and that nothing is called after it but what the policy names.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
OUTER=${PILLBOX%/*}/tests/outer
export OUTER

oneTimeSetUp() {
	printf 'aGVsbG8K\n' >a
	printf 'd29ybGQK\n' >b
	mkfifo fifo
}

# The pid of an applet that sits sealed in its first read: waits for that, a
# hundred thousand looks at most. Words: the command.
sealed_pid() {
	"$@" <fifo >out 2>&1 &
	pid=$!
	exec 9>fifo
	looks=0
	until grep -qs '^Seccomp:.2' "/proc/$pid/status" || [ $looks -ge 100000 ]; do
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

# The commands that stand for all applets, modes and numbers of inputs.
COMMANDS='cat
cat -n
cat - a
wc
wc -L - a
wc -c
hexdump
hexdump -C - a
hexdump -s 1
base64
base64 -d'

testInForce() {
	filters=$(sed -n 's/^Seccomp_filters:[[:space:]]*//p' /proc/self/status)
	echo "$COMMANDS" | while read -r command; do
		# shellcheck disable=SC2086
		set -- $command
		applet=$1
		shift
		sealed_pid "$BIN/$applet" "$@"
		echo "$command: $(status_of Seccomp) $(status_of NoNewPrivs) $(status_of Seccomp_filters)"
		grep -E 'core file|processes|open files' "/proc/$pid/limits" | tr -s ' ' | cut -d ' ' -f 2-5
		release
	done >seen
	echo "$COMMANDS" | while read -r command; do
		echo "$command: 2 1 $((filters + 1))"
		printf 'core file size 0\nprocesses 0 0 processes\nopen files 1 1\n'
	done >want
	assertEquals 'mode, no_new_privs, filters, limits' "$(cat want)" "$(cat seen)"
}

testDescriptors() {
	[ "$(id -u)" = 0 ] || startSkipping
	exec 7<a
	sealed_pid "$BIN/cat"
	assertEquals 'one input' '0 1 2' "$(ls "/proc/$pid/fd" | tr '\n' ' ' | sed 's/ $//')"
	release
	sealed_pid "$BIN/cat" - a b
	assertEquals 'several inputs' '0 1 2 3' "$(ls "/proc/$pid/fd" | tr '\n' ' ' | sed 's/ $//')"
	release
	exec 7<&-
}

testMemory() {
	[ "$(id -u)" = 0 ] || startSkipping
	sealed_pid "$BIN/cat"
	assertEquals 'writable and executable' 0 "$(grep -c ' .wx' "/proc/$pid/maps")"
	# RELRO: the pages before the writable ones of the file are read-only data.
	first=$(readelf -lW "$PILLBOX" | awk '$1 == "GNU_RELRO" { print $3 }')
	base=$(awk 'NR == FNR && /pillbox/ { sub("-.*", "", $1); print $1; exit }' "/proc/$pid/maps")
	page=$(printf '%x' $((0x$base + (first & ~4095))))
	assertTrue 'relocated data is read-only' "grep -q '^$page-.* r--p .*pillbox' /proc/$pid/maps"
	release
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

# Refused, or falsely allowed: the run ends with 71; the input is still there.
closed() {
	is "$1" "{ \$OUTER $2 cat; echo \$?; base64 -w0; } <a" 0 "71\nYUdWc2JHOEsK" \
		"cat: cannot seal: $3\nnothing was read: the kernel, or what this runs in, has to allow seccomp filters\n"
}

testFailsClosed() {
	# 317 seccomp, 157 prctl; 38 ENOSYS, 1 EPERM, 22 EINVAL, 13 EACCES
	closed 'neither way' '317,157 38' 'PR_SET_DUMPABLE: Function not implemented'
	closed 'false success of both' '317,157 0' 'PR_SET_NO_NEW_PRIVS: Protocol error'
	closed 'limits' '302 1' 'RLIMIT_CORE: Operation not permitted'
	for applet in wc base64 'hexdump -C' 'cat a'; do
		is 'all applets' "\$OUTER 317,157 1 $applet <a 2>/dev/null" 71 '' ''
	done
}

# seccomp(2) alone refused: prctl(2) serves, by its own canary.
testOtherWayIn() {
	for errno in 38 1 22 13 0; do
		is 'prctl serves' "\$OUTER 317 $errno base64 -d a" 0 'hello\n' ''
	done
}

# Second walls that are missing fail no run: 444 Landlock, 436 close_range.
testBestEffort() {
	for errno in 38 1 0; do
		is 'no Landlock' "\$OUTER 444 $errno cat a b" 0 'aGVsbG8K\nd29ybGQK\n' ''
	done
	is 'no close_range' '$OUTER 436 38 cat a b 7<a' 0 'aGVsbG8K\nd29ybGQK\n' ''
	[ "$(id -u)" = 0 ] || startSkipping
	exec 7<a
	sealed_pid "$OUTER" 436 38 "$BIN/cat"
	assertEquals 'closed one by one' '0 1 2' "$(ls "/proc/$pid/fd" | tr '\n' ' ' | sed 's/ $//')"
	release
	exec 7<&-
}

# strace of a run: what is called after the filter is in force, each name once.
after_seal() {
	timeout 20 strace -f -o trace sh -c "exec $1" >/dev/null 2>&1 <a
	sed 's/^[0-9]* *//' trace | awk '/^seccomp\(.*= 0$/ { sealed = 1; next } sealed && /^[a-z]/' |
		sed 's/(.*//' | sort -u | tr '\n' ' '
}

testOnlyThePolicy() {
	while IFS='|' read -r command calls; do
		assertEquals "$command" "$calls" "$(after_seal "$BIN/$command" | sed 's/ $//')"
	done <<-END
		cat|exit read write
		cat a b nope|close exit read recvmsg write
		cat -A a|exit read write
		cat a >out|exit read write
		cat a >>a|exit lseek write
		cat a b >>a|close exit lseek read recvmsg write
		cat nope|exit write
		wc a|exit read write
		wc a b|close exit read recvmsg write
		wc -c|exit lseek read write
		hexdump a|exit read write
		hexdump -s 2 a|exit lseek read write
		hexdump -C a b|close exit read recvmsg write
		base64|exit read write
		base64 -d a|exit read write
	END
}

# Waiting for a descriptor that somebody made non-blocking, on both sides.
testWaits() {
	cat >nonblocking.py <<-'END'
		import os, subprocess, sys, fcntl
		r, w = os.pipe()
		fcntl.fcntl(r, fcntl.F_SETFL, os.O_NONBLOCK)
		p = subprocess.Popen(["strace", "-o", "trace", *sys.argv[1:]], stdin=r)
		os.close(r)
		while not (os.path.exists("trace") and "ppoll(" in open("trace").read()):
		    if p.poll() is not None: break
		os.write(w, b"aGVsbG8K\n")
		os.close(w)
		sys.exit(p.wait())
	END
	for applet in cat wc 'wc -c' hexdump 'hexdump -s 1' base64 'base64 -d'; do
		is 'input' "rm -f trace; timeout 20 python3 nonblocking.py \$BIN/$applet >out && grep -q ppoll trace" 0 '' ''
	done
	cat >slow.py <<-'END'
		import os, subprocess, sys, fcntl
		r, w = os.pipe()
		fcntl.fcntl(w, fcntl.F_SETFL, os.O_NONBLOCK)
		p = subprocess.Popen(sys.argv[1:], stdout=w)
		os.close(w)
		got = 0
		while True:
		    data = os.read(r, 4096)
		    if not data: break
		    got += len(data)
		print(got, p.wait())
	END
	head -c 3000000 /dev/zero >big
	is 'output' "timeout 20 python3 slow.py \$BIN/cat big" 0 '3000000 0\n' ''
	is 'output' "timeout 20 python3 slow.py \$BIN/base64 -w0 big" 0 '4000000 0\n' ''
}

# shellcheck source=/dev/null
. shunit2
