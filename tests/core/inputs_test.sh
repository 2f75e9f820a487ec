#!/bin/sh
# Several inputs: queued, or fed by the child that opens them in their turn.
# Once more: bare root, witnessed.
# The user in the bare root is unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
export FAULT="${PILLBOX%/*}/tests/fault" PEAK="${PILLBOX%/*}/tests/peak" OUTER="${PILLBOX%/*}/tests/outer"

oneTimeSetUp() {
	printf 'one\n' >a
	printf 'two\n' >b
	mkdir folder
	: >empty
	mkfifo f g
	yes a | head -n 5000 >names
	head -c 300000 /dev/zero >large
}

# Each operand is opened when its turn has come, and not before.
testTurns() {
	same 'one writer for two FIFOs, in turn' '(cat a >f; cat b >g) & cat f g a; wait'
	same 'a file between them' '(cat a >f; cat b >g) & cat f b g; wait'
	same 'a file that comes to be while - is read' \
		'(until [ -e go ]; do :; done; echo new >new; echo x) | { touch go; cat - new; }; rm -f go new'
	same 'a file that is replaced meanwhile' 'echo old >n; { echo x; until [ -e go ]; do :; done; echo new >m
		mv m n; } | { touch go; cat - n; }; rm -f go n'
	is 'nothing waits for the writer of a FIFO' \
		'cat -n a f >out & until [ -s out ]; do :; done; cat out; : >f; wait; rm out' 0 \
		'     1\tone\n' ''
	is 'no row either' 'wc -l a f >out & until [ -s out ]; do :; done; cat out; : >f; wait; rm out' 0 \
		'      1 a\n' ''
	same 'a failure in its turn' 'echo x | cat a - nope b 2>&1'
	same 'twice standard input' 'echo x | cat - - a'
	same 'devices' 'cat a /dev/null b'
	same 'a folder' 'cat folder a folder'
	same 'numbers go on' '(cat a >f) & cat -n f a b; wait'
	same 'words of a pipe' 'echo x y | LC_ALL=C wc a - b'
	same 'one stream' '(cat a >f) & hexdump -C f b a; wait'
	same 'closed input' 'cat a - b <&- 2>/dev/null'
}

# not_bare: skips what needs more than the binary and the data
not_bare() {
	[ -z "${INROOT:-}" ] || startSkipping
}

testNamesOfTheSystem() {
	not_bare
	same 'process substitution' "bash -c 'cat <(echo x) a <(echo y) nope'"
	same 'files of /proc' 'cat /proc/version a /proc/version; wc /proc/version; wc -c /proc/version a
		cat - /proc/version a </proc/version'
	same 'files of /sys' 'cat /sys/devices/system/cpu/online a; wc /sys/devices/system/cpu/online
		wc -c </sys/devices/system/cpu/online'
	same 'a pipe by name' 'echo x | cat /dev/stdin a'
	same 'an inherited descriptor' 'cat a /dev/fd/7 b 7<b'
	same 'a descriptor where the pair will be' 'cat a /dev/fd/3 b 3<b'
	same 'a terminal by name' \
		"printf 'x\ny\n\004' | script -qec 'stty -echo; cat /dev/tty a' /dev/null | tr -d '\r'"
}

# A socket and a disk, by name.
testSocketsAndDisks() {
	python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
	same 'a socket by name' 'cat socket a; cat socket; wc socket a; base64 socket; cat - socket a <a'
	disk=
	[ -n "${INROOT:-}" ] || disk=$(losetup -f --show -r "$PILLBOX" 2>/dev/null) || echo 'no disk here'
	[ -n "$disk" ] || startSkipping
	same 'a disk' "cat $disk | cksum; cat a $disk b | cksum; wc -c $disk; wc -c a $disk; hexdump -C -n 40 $disk
		hexdump -s 4K -n 40 $disk"
	end="hexdump -v -e '/1 \"%c\"' -s -600"
	is 'the end of a disk' "$end $disk >got; tail -c 600 $disk | cmp - got; $end a $disk b >got; cat a $disk b |
		tail -c 600 | cmp - got" 0 '' ''
	[ -z "$disk" ] || losetup -d "$disk"
}

testMany() {
	same '5,000 under a limit of 32' \
		'cat $(cat names) | cksum; ulimit -n 32; cat $(cat names) | cksum; wc -l $(cat names) | tail -n 1'
	same '5,000, some missing' 'cat $(sed "7~100s/a/nope/" names) 2>&1 | cksum'
	same 'all failed' 'cat $(yes nope | head -n 3000) 2>&1 | cksum'
	# At most 4 MiB for any number of inputs; the operands themselves are 0.5 of these.
	is 'memory does not grow' 'for n in 3 60000; do
			"$PEAK" cat $(yes a | head -n $n) 2>&1 >/dev/null | awk "{ print \$1 < 4096 }"; done
			yes a | head -n 200000 | tr "\n" "\0" | "$PEAK" wc --files0-from=- 2>&1 >/dev/null |
				awk "{ print \$1 < 4096 }"' \
		0 '1\n1\n1\n' ''
}

# A user's descriptors in flight count against the limit of open files, but for root.
user=$(id -u)
[ -z "${INROOT:-}" ] || user=64534

# stalled OPERANDS: starts a cat that waits for the reader of a pipe, its inputs sent
# ahead. Leaves $pid.
stalled() {
	exec 7<>f
	# shellcheck disable=SC2086
	"$BIN/cat" large $1 >f 7>&- &
	pid=$!
	wait_sealed $pid
}

end_stalled() {
	kill -9 "$pid"
	wait "$pid" 2>/dev/null
	exec 7>&-
}

testShare() {
	[ "$user" != 0 ] || startSkipping
	isSkipping && return
	mkfifo full hold
	python3 "$here/in_flight.py" "$user" 40 <hold >full &
	exec 8>hold
	read -r _ <full
	for command in 'cat a nope b' 'cat empty /dev/null b'; do
		is 'others have used it up' "ulimit -n 32; timeout 20 $command" 1 '' \
			"$(for name in ${command#* }; do
				[ "$name" = nope ] && echo 'cat: nope: No such file or directory' || echo \
					"cat: $name: Too many references: cannot splice"
			done)\n"
	done
	printf 'a\0b\0' >list
	is 'of a list' 'ulimit -n 32; timeout 20 wc -l --files0-from=list' 1 '0 total\n' \
		'wc: a: Too many references: cannot splice\nwc: b: Too many references: cannot splice\n'
	is 'one more is enough' 'ulimit -n 41; timeout 20 cat $(cat names) /dev/null | cksum; cat a |
		timeout 20 cat a - b; timeout 20 wc -l $(cat names) | tail -n 1' \
		0 "$(xargs cat <names | cksum)\none\none\ntwo\n 5000 total\n" ''
	exec 8>&-
	wait $!
	stalled "$(yes a | head -n 40)"
	is 'beside a stalled one' "timeout 20 cat /dev/null a b" 0 'one\ntwo\n' ''
	is 'beside a stalled one' "ulimit -n 64; timeout 20 cat a /dev/null b" 0 'one\ntwo\n' ''
	end_stalled
	stalled "$(cat names)"
	is 'of many operands no more than 32 are under way' \
		"ulimit -n 40; timeout 20 cat /dev/null a b \$(cat names) | tail -n 1" 0 'one\n' ''
	end_stalled
}

# The queue takes 64 inputs: more would be too many descriptors in flight of one user.
testQueueIsSmall() {
	not_bare
	isSkipping && return
	for count in 63 64; do
		stalled "$(yes a | head -n $count)"
		assertEquals "$((count + 1)) operands, processes" $((count - 63)) \
			"$(wc -w <"/proc/$pid/task/$pid/children")"
		end_stalled
	done
}

# feeder_of PID: the child that feeds it
feeder_of() {
	tr ' ' '\n' <"/proc/$1/task/$1/children" | head -n 1
}

# start WORDS...: starts an applet, with these words before it, that waits for a FIFO.
# Leaves $pid and $feeder.
start() {
	"$@" "$BIN/cat" - a <f >out 2>err &
	pid=$!
	exec 9>f
	wait_sealed $pid
	feeder=$(feeder_of $pid)
}

# gone PID: whether it ends; looks for a while
gone() {
	looks=0
	while [ -e "/proc/$1" ] && ! grep -qs '^State:.Z' "/proc/$1/status" && [ $looks -lt 100000 ]; do
		looks=$((looks + 1))
	done
	! [ -e "/proc/$1" ] || grep -qs '^State:.Z' "/proc/$1/status"
}

testFeeder() {
	start
	assertEquals 'is sealed' "2 1 $((filters + 1))" \
		"$(sed -n 's/^\(Seccomp\|NoNewPrivs\|Seccomp_filters\):[[:space:]]*//p' "/proc/$feeder/status" |
			tr '\n' ' ' |
			awk '{ print $2, $1, $3 }')"
	# 1 is refused by a core pattern that is a pipe, and too little for a file.
	core='1 1'
	[ "$(awk '/core file/ { print $6 }' /proc/self/limits)" != 0 ] || core='0 0'
	assertEquals 'has no core' "$core" "$(awk '/core file/ { print $5, $6 }' "/proc/$feeder/limits")"
	exec 9>&-
	wait "$pid"
	assertEquals 'all is well' '0 one' "$? $(cat out)"
	assertTrue 'and it is gone' "gone $feeder"
}

testKills() {
	start
	kill -9 "$feeder"
	gone "$feeder"
	exec 9>&-
	wait "$pid"
	assertEquals 'without the feeder it fails, and says so' '1 cat: inputs lost' "$? $(cat err)"
	start
	kill -9 "$pid"
	assertTrue 'without the applet there is no feeder' "gone $feeder"
	exec 9>&-
	wait "$pid" 2>/dev/null
	start
	kill -STOP "$pid" "$feeder"
	kill -CONT "$feeder" "$pid"
	echo text >&9
	exec 9>&-
	wait "$pid"
	assertEquals 'stopped and continued' '0 text one' "$? $(tr '\n' ' ' <out | sed 's/ $//')"
}

testNoProcess() {
	[ "$(id -u)" = 0 ] && startSkipping
	is 'regular files fit' 'prlimit --nproc=1 cat a b' 0 'one\ntwo\n' ''
	is 'a pipe is opened at once' 'cat a | prlimit --nproc=1 cat - b' 0 'one\ntwo\n' ''
	is 'more than are queued elsewhere' 'prlimit --nproc=1 cat $(head -n 100 names) | cksum' 0 \
		"$(head -n 100 names | xargs cat | cksum)\n" ''
	is 'too many do not fit' 'ulimit -n 32; prlimit --nproc=1 cat $(cat names)' 1 '' \
		'cat: cannot start a process to feed so many inputs: Resource temporarily unavailable\n'
}

# What it opens is descriptor 2. 257 is openat: nothing was opened, and the answer is 0.
testFalseAnswer() {
	is 'no other input is handed over' 'echo x | $OUTER 257 0 cat - a b' 1 'x\n' 'cat: inputs lost\n'
}

# As the first process of a PID namespace, which its parent is not in.
testNamespace() {
	# The witness would be the first process of the namespace.
	[ -z "${WITNESS:-}" ] || startSkipping
	isSkipping && return
	as=
	[ "$(id -u)" = 0 ] || as=-r
	if ! unshare -p $as true 2>/dev/null; then
		echo 'skipped: no namespace of processes can be had here'
		startSkipping
	fi
	is 'as in any' "unshare -p $as cat a /dev/null b; unshare -p $as wc -l a - </dev/null" 0 \
		'one\ntwo\n      1 a\n      0 -\n      1 total\n' ''
	start unshare -p $as
	assertTrue 'there is a feeder' "[ -n '$feeder' ]"
	kill -9 "$pid"
	wait "$pid" 2>/dev/null
	exec 9>&-
	assertTrue 'it ends with the applet' "gone $feeder"
}

# An input cannot become standard output: a closed descriptor 1 is occupied.
testOutputMissing() {
	if [ "$(id -u)" != 0 ] || [ -n "${INROOT:-}" ]; then
		startSkipping
	fi
	isSkipping && return
	"$BIN/hexdump" empty - <f >&- 2>err &
	pid=$!
	exec 9>f
	looks=0
	until [ "$(readlink "/proc/$pid/fd/0")" = "$T/f" ] && grep -qs "^Seccomp_filters:.$((filters + 1))" \
		"/proc/$pid/status" &&
		[ "$(cut -d ' ' -f 1 "/proc/$pid/syscall")" = 0 ] || [ $looks -ge 10000 ]; do
		looks=$((looks + 1))
	done
	assertEquals 'the second input is 0, and 1 is none' "$T/f /" \
		"$(readlink "/proc/$pid/fd/0" "/proc/$pid/fd/1" | tr '\n' ' ' | sed 's/ $//')"
	echo x >&9
	exec 9>&-
	wait "$pid"
	assertEquals 'and fails as it would' '1 hexdump: write error: Bad file descriptor' "$? $(cat err)"
}

testFailsClosed() {
	is 'the feeder cannot be sealed' 'echo x | $OUTER 317,157 1 cat - a' 71 '' \
		'cat: cannot seal: the feeder: Operation not permitted
no input was processed: the kernel, or what this runs in, has to allow seccomp filters\n'
}

# fed COMMAND: the feeder's calls after its seal, by strace. Without exit: if the applet
# ends first, the feeder is killed (tests/seal/needed_test.sh shows that exit is needed).
fed() {
	timeout 20 strace -ff -o trace sh -c "exec $1" >/dev/null 2>&1
	grep -l 'PR_SET_PDEATHSIG' trace.* | head -n 1 | xargs awk \
		'/^prctl\(PR_SET_SECCOMP,.*= 0$/ { sealed = 1; next } sealed && /^[a-z]/' |
		sed 's/(.*//' | grep -vx exit | sort -u | tr '\n' ' '
	rm -f trace.*
}

testOnlyThePolicy() {
	assertEquals 'operands' 'close fstat openat read sendmsg ' "$(fed "$BIN/cat a /dev/null b")"
	printf 'a\0b\0' >list
	assertEquals 'a list' 'close fstat lseek newfstatat openat read sendmsg ' "$(fed "$BIN/wc --files0-from=list")"
}

# Before the seal one message is received, which was sent before the list was read.
testNothingOfTheList() {
	printf 'a\0b\0' >list
	timeout 20 strace -o trace -e trace=recvmsg,prctl "$BIN/wc" --files0-from=list >/dev/null 2>&1
	assertEquals 'received before the seal, and after' '1 4' \
		"$(awk '/^recvmsg\(3,/ { of[sealed]++ }
			/^prctl\(PR_SET_SECCOMP,.*= 0$/ { sealed = 1 }
			END { print of[0], of[1] }' sealed=0 trace)"
}

testLists() {
	printf 'a\0b\0' >list
	same 'a list' 'wc --files0-from=list'
	same 'a pipe' 'cat list | wc --files0-from=-'
	same 'standard input, at an offset' '{ dd bs=1 count=2 2>/dev/null; wc --files0-from=-; } <list'
	same 'no NUL at the end' 'printf "a\0b" >l; wc -l --files0-from=l'
	same 'one name' 'printf a >l; wc -l --files0-from=l; wc --files0-from=l'
	same 'none' 'wc --files0-from=/dev/null; : >l; wc --files0-from=l'
	same 'failures' 'printf "a\0nope\0folder\0b" >l; wc --files0-from=l 2>&1 | sort'
	same 'a pipe in it' "printf 'a\\0-\\0b' >l; echo x y | wc --files0-from=l"
	same 'a folder as the list' 'wc --files0-from=folder'
	same 'no such list' 'wc --files0-from=nope'
	same 'an empty name' 'printf "a\0\0b" >l; wc --files0-from=l'
	is 'the dash in a list that is standard input' 'printf "a\0-\0b" | wc -l --files0-from=-' 1 \
		'1 a\n1 b\n2 total\n' \
		"wc: when reading file names from standard input, no file name of '-' allowed\n"
	same 'names of 200 bytes' 'n=$(printf %0200d 7); echo x >$n; printf "$n\0a\0$n" >l; wc --files0-from=l; rm $n'
	is 'a read error inside a name' \
		'printf "text\0text\0" | "$FAULT" -f read@3 every short=2 and read@3 2 EIO wc -l --files0-from=-' 1 \
		'' \
		'wc: -: read error: Input/output error\n'
	is 'a name longer than any path' 'head -c 5000 </dev/zero | tr "\0" x >l; printf "\0a" >>l
		wc -l --files0-from=l 2>err; echo $?; sed "s/x*//2g" err | tail -c 21' 0 \
		'1 a\n1 total\n1\n: File name too long\n' ''
	same 'many' 'yes a | head -n 20000 | tr "\n" "\0" >l; wc -l --files0-from=l | cksum
		wc -l --files0-from=- <l | cksum; ulimit -n 16; wc -l --files0-from=l | tail -n 1'
	is 'rows come as names do' 'mkfifo p; wc -l --files0-from=p >rows & exec 8>p; printf "a\0" >&8
		until [ -s rows ]; do :; done; cat rows; exec 8>&-; wait' 0 '1 a\n' ''
	is 'an endless list ends on a write error' 'yes a | tr "\n" "\0" | wc -l --files0-from=- >/dev/full' 1 '' \
		'wc: write error: No space left on device\n'
	is 'and on a reader that leaves' 'yes a | tr "\n" "\0" | wc -l --files0-from=- | head -n 1' 0 '1 a\n' ''
}

# A feeder that waits in open(2) ends with the applet, however that ends. Not if another
# program is between them.
testEndsTogether() {
	[ -z "${INROOT:-}${WITNESS:-}" ] || startSkipping
	isSkipping && return
	mkfifo nobody
	timeout 20 "$BIN/cat" nobody a >/dev/null &
	patience=$!
	looks=0
	until feeder=$(pgrep -P "$(pgrep -P $patience)") || [ $looks -ge 1000 ]; do
		looks=$((looks + 1))
	done
	wait_sealed "$feeder"
	pkill -KILL -P $patience
	wait $patience 2>/dev/null
	looks=0
	while grep -qs '^State:.[^Z]' "/proc/$feeder/status" && [ $looks -lt 10000 ]; do
		looks=$((looks + 1))
	done
	assertNotNull 'there was a feeder' "$feeder"
	assertFalse 'the feeder is left' "grep -qs '^State:.[^Z]' /proc/$feeder/status"
	[ -z "$feeder" ] || kill -KILL "$feeder" 2>/dev/null || :
}

# shellcheck source=/dev/null
. shunit2
