#!/bin/sh
# Faults from outside: system calls that fail, are short or are interrupted; full
# devices, readers that leave, files that change while they are read, limits, signals,
# and unusual parents. Each applet still writes the right bytes, prints one message,
# exits with the right status, and makes no call that its filter kills.
# Once more: bare root.
# The user there is unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# Where tests/fault is.
PATH=${PILLBOX%/*}/tests:$PATH
SYSTEM_PATH=$PATH
export OUTER="${PILLBOX%/*}/tests/outer"

# All commands; in a bare root one of each applet, as its ways differ in nothing that a root
# and a user change. The inputs' sizes are whole numbers of pages, so that wc -c seeks to
# just before the end, and no further.
EACH=$(if [ "${INROOT-}" ]; then head -q -n 1 "$tests"/*/commands; else commands; fi)

# each FUNCTION [WORD...]: calls it with those words, a command and its input
each() {
	# shellcheck disable=SC2034
	while IFS='|' read -r command input <&8; do
		"$@" "$command" "$input"
	done 8<<-END_OF_EACH
		$EACH
	END_OF_EACH
}

oneTimeSetUp() {
	seq 1000000 | sed 's/7/ words\t/g' | head -c 102400 >text
	# Bytes of all kinds, the same each time, and lines that repeat.
	{
		seq 9000 | gzip -9n
		head -c 200 /dev/zero
		seq 1000 | gzip -9n
		seq 70000 | gzip -9n
	} | head -c 102400 >binary
	base64 <binary >encoded
	for file in text binary encoded; do
		head -c 1200 $file >little_$file
		head -c 4 $file >four_$file
	done
	head -c 4096 binary >page
	cat binary text binary >large
	# Beyond what lib.sh lets the cases write.
	truncate -s 5G sparse
	mkfifo fifo
	[ -d dev ] || ln -s /dev dev
}

needs_root() {
	[ "$(id -u)" = 0 ] && return
	echo 'skipped: needs root'
	startSkipping
}

# undisturbed LABEL WANTED COMMAND: both have the same output, errors and status
undisturbed() {
	run "$BIN:$SYSTEM_PATH" "$2" want
	run "$BIN:$SYSTEM_PATH" "$3" ours
	differ "$1: $3" want ours
}

# unspliced COMMAND: faults that make it read and write where it could splice.
# testSpliced is about splicing.
unspliced() {
	[ "$1" != cat ] || printf 'splice every EINVAL and '
}

# ---- calls that are interrupted, or do less -----------------------------------

# reads_once WHERE FAULTS COMMAND: whether a second read never comes
reads_once() {
	case $* in
	*' read 2 '*' head -n 1000' | 'file read 2 '*' tail -c 100') return 0 ;;
	esac
	return 1
}

# by_name FAULTS COMMAND INPUT, by_pipe the same
by_name() {
	reads_once file "$1" "$2" ||
		undisturbed 'a file' "$2 $3" "fault $(unspliced "$2")$1 $2 $3"
}

# cat splices from a pipe only after a long read, so short reads need no such fault.
by_pipe() {
	case $1 in
	*'read every short='*) first= ;;
	*) first=$(unspliced "$2") ;;
	esac
	reads_once pipe "$1" "$2" || undisturbed 'a pipe' "cat $3 | $2" "cat $3 | fault $first$1 $2"
}

testInterrupted() {
	for error in EINTR EAGAIN; do
		for when in 1 2 odd; do
			each by_name "read $when $error"
			each by_pipe "read $when $error"
		done
		each by_name "write 1 $error"
		each by_name "write@1 every short=997 and write@1 odd $error"
	done
	each by_pipe 'read odd EAGAIN and ppoll odd EINTR'
	each by_name 'write@1 odd EAGAIN and ppoll odd EINTR'
}

# wc -c trusts a size that is no whole number of pages, and reads nothing.
by_little() {
	little=little_$3
	[ "$2" != 'wc -c' ] || little=page
	undisturbed 'a little' "$2 $little" "fault $1 $2 $little"
}

# Short reads and writes: of some bytes of a large input, of single bytes of a small one.
testShort() {
	for most in 97 997; do
		each by_pipe "read every short=$most"
		each by_name "write@1 every short=$((most * 10 + 1))"
	done
	for most in 1 2 3 7; do
		each by_little "write@1 every short=5 and read every short=$most"
	done
	each by_little 'write@1 every short=1'
}

testComplaints() {
	for fault in '1 EINTR' 'odd EAGAIN' 'every short=1' 'every short=5 and write@2 odd EINTR'; do
		for name in $(documented); do
			undisturbed 'of a failure' "$(whole "$name") nope" "fault write@2 $fault $(whole "$name") nope"
		done
	done
	is 'with nobody to hear it' 'fault write@2 every EIO cat nope four_text' 1 "$(cat four_text)\n" ''
}

# Seeking is never needed.
testNoSeek() {
	cp text same
	undisturbed 'to count' 'wc -c binary' 'fault lseek every ESPIPE wc -c binary'
	undisturbed 'to skip' 'hexdump -s 5000 binary' 'fault lseek every ESPIPE hexdump -s 5000 binary'
	for command in 'head -n 3' 'head -n -3' 'head -c -5000' 'tail -n 3' 'tail -c 5000' 'tail -c +5000'; do
		undisturbed 'to find a place' "$command binary" "fault lseek every ESPIPE $command binary"
	done
	undisturbed 'to find the end' 'tail -n 3 binary' 'fault lseek 2 EIO tail -n 3 binary'
	undisturbed 'to know oneself' 'cat <same 1<>same; cksum same' \
		'fault lseek every ESPIPE cat <same 1<>same; cksum same'
}

testSeveral() {
	several '' >all_several
	while read -r command <&8; do
		undisturbed 'queued' "$command text nope binary" "fault recvmsg odd EINTR $command text nope binary"
		for fault in 'recvmsg odd EINTR' '-f sendmsg odd EINTR' '-f read odd EINTR' \
			'-f sendmsg 3 ETOOMANYREFS' \
			'-f fstat every EIO' 'read every short=999 and write@1 every short=998'; do
			undisturbed 'fed' "cat text | $command little_text - nope /dev/null binary" \
				"cat text | fault $fault $command little_text - nope /dev/null binary"
		done
	done 8<all_several
	# ETOOMANYREFS with no descriptor of its own in flight: waiting would not help.
	is 'fed, refused' 'fault -f sendmsg 2 ETOOMANYREFS cat text /dev/null four_text' 1 "$(cat four_text)\n" \
		'cat: text: Too many references: cannot splice\n'
	is 'lost, from the queue' 'fault recvmsg 2 EIO cat four_text text' 1 "$(cat four_text)\n" 'cat: inputs lost\n'
	is 'lost, by the feeder' 'fault -f sendmsg 3 EPIPE cat four_text /dev/null text' 1 "$(cat four_text)\n" \
		'cat: inputs lost\n'
	is 'not to be opened' 'fault -f openat 2 EMFILE cat four_text /dev/null four_text' 1 \
		"$(cat four_text four_text)\n" \
		'cat: /dev/null: Too many open files\n'
}

testLists() {
	printf 'text\0binary\0' >list
	for fault in 'read@3 odd EINTR' 'read@3 odd EAGAIN' 'read@3 every short=1' 'sendmsg odd EINTR' \
		'newfstatat every EIO'; do
		undisturbed 'a list' 'wc -l --files0-from=list | xargs -n 2' \
			"fault -f $fault wc -l --files0-from=list | xargs -n 2"
	done
	is 'a list that cannot be read on' \
		'printf "text\0text\0" | fault -f read@3 every short=5 and read@3 2 EIO wc -c --files0-from=-' 1 \
		'102400 text\n' 'wc: -: read error: Input/output error\n'
}

# cat splices from the input to the output directly, or through a pipe of its own.
testSpliced() {
	# EINVAL: that file cannot be spliced. EPERM, ENOSYS: an outer filter, an old
	# kernel. The others may come from either side: read and write tell which.
	for error in EINTR EAGAIN EINVAL EPERM ENOSYS EIO EPIPE; do
		for when in 1 2 odd; do
			fault="splice $when $error"
			undisturbed 'into a pipe' 'cat large | cksum' \
				"fault splice every short=30000 and $fault cat large | cksum"
			undisturbed 'from a pipe' 'cat large' \
				"cat large | fault splice every short=3000 and $fault cat"
			undisturbed 'several' 'cat large | cat large text - large | cksum' \
				"cat large | fault splice every short=30000 and $fault cat large text - large | cksum"
			for fd in 0 4; do
				fault="splice@0 every short=30000 and splice@$fd $when $error"
				undisturbed 'through its own' 'cat large' "fault $fault cat large"
				undisturbed 'through its own, several' 'cat large | cat large text - large' \
					"cat large | fault $fault cat large text - large"
			done
		done
	done
	for most in 1 4095 4097; do
		undisturbed 'little by little' 'cat text text' \
			"fault splice@0 every short=${most}00 and splice@4 every short=$((most * 20)) cat text text"
		undisturbed 'little by little' 'cat text | cksum' \
			"fault splice every short=$((most * 20)) cat text | cksum"
	done
	for fault in '1 EINTR' 'odd EINTR' 'every short=999'; do
		undisturbed 'what the output refuses' 'cat large' \
			"fault splice@4 2 EINVAL and splice@0 every short=50000 and read@4 $fault cat large"
		undisturbed 'what it takes later' 'cat large' \
			"fault splice@4 odd EAGAIN and splice@0 every short=50000 and read@4 $fault cat large"
	done
	# 275 is splice(2), refused as by an old kernel, and as by an outer filter.
	for errno in 38 1; do
		undisturbed 'not to be had' 'cat large | cksum; cat large | cat; cat large text' \
			"$OUTER 275 $errno cat large | cksum; cat large | $OUTER 275 $errno cat
			$OUTER 275 $errno cat large text"
	done
	is 'what cannot be got out again' \
		'fault splice@4 2 EINVAL and splice@0 every short=50000 and read@4 1 EIO cat large four_text >ours
		tail -c 4 ours' \
		0 "$(cat four_text)\n" 'cat: large: Input/output error\n'
}

# The message names the side that failed, whether splice, read or write met it.
testSplicedErrors() {
	for splice in 'splice 2 EIO' 'splice every EINVAL' 'splice@0 2 EIO'; do
		for way in '>ours; status=$?; cat ours' '| cat; status=$?'; do
			run "$BIN:$SYSTEM_PATH" \
				"fault splice@0 every short=30000 and $splice and read@0 1 EIO cat large four_text $way
				exit \$status" \
				ours
			assertEquals "$splice, of reading" 'cat: large: Input/output error' "$(cat "$O/ours.err")"
			tail -c 4 "$O/ours.out" | cmp - four_text
		done
		is 'of writing' \
			"fault splice@0 every short=30000 and $splice and write@1 1 EIO cat large four_text >ours" 1 \
			'' 'cat: write error: Input/output error\n'
	done
}

# A reader that has left is no error if nothing is left to write: at the end of its
# input, cat succeeds.
testReaderGone() {
	same 'a pipe' 'python3 "$here/reader_gone.py" cat; python3 "$here/reader_gone.py" env --ignore-signal cat'
	same 'several' 'python3 "$here/reader_gone.py" cat - nope'
}

# ---- calls that fail ----------------------------------------------------------

# A read error acts like the end of that input: the bytes before it are written, and
# the next operand is read. The steps are whole lines of base64.
read_error() {
	skipped=0
	case $2 in
	*' -'[sj]' 5') skipped=5 ;;
	'tail -c +5') skipped=4 ;;
	esac
	head -c $((skipped + 1540 * ($1 - 1))) "$3" >before
	error="${2%% *}: $3: Input/output error"
	case $2 in
	'head -c -'* | 'tail -c '[0-9]*)
		# One read is of the last byte, or of all that is wanted.
		return
		;;
	head* | tail*)
		error="${2%% *}: error reading '$3': Input/output error"
		begun="$2 before;"
		case $2 in
		'head -n -'* | 'tail -n '[0-9]*) begun= ;; # the end decides what is written
		esac
		set -- "$1" "$2" "$3" "echo '==> $3 <=='; $begun echo; echo '==> four_$3 <=='; $2 four_$3"
		;;
	*sum)
		# There is no row of a part.
		set -- "$1" "$2" "$3" "$2 four_$3"
		;;
	'wc -c')
		# It counts the bytes that it has skipped by seeking.
		counted=$((98328 + 1540 * ($1 - 1)))
		set -- "$1" "$2" "$3" "echo $counted $3; echo 4 four_$3; echo $((counted + 4)) total"
		;;
	wc)
		set -- "$1" "$2" "$3" "wc before four_$3 | sed 's/before/$3/'"
		;;
	base*)
		error="${2%% *}: read error: Input/output error"
		set -- "$1" "$2" "$3" "$2 before"
		;;
	*)
		set -- "$1" "$2" "$3" "$2 before $(! takes_several "${2%% *}" || echo "four_$3")"
		;;
	esac
	operands=$3
	! takes_several "${2%% *}" || operands="$3 four_$3"
	run "$BIN:$SYSTEM_PATH" "($4); echo \"$error\" >&2; exit 1" want
	run "$BIN:$SYSTEM_PATH" "fault $(unspliced "$2")read every short=1540 and read $1 EIO $2 $operands" ours
	if [ "${2%% *}" = wc ]; then
		# The column width comes from the sizes of the files.
		sed -i 's/^ *//; s/  */ /g' "$O/want.out" "$O/ours.out"
	fi
	differ "error $1: $2" want ours
}

testReadErrors() {
	for when in 1 2 3; do
		each read_error $when
	done
	is 'of standard input' 'for c in cat wc base64 hexdump; do fault read 1 EIO $c <little_text; done' 1 \
		'   0    0    0\n' \
		"cat: -: Input/output error\nwc: 'standard input': Input/output error
base64: read error: Input/output error\nhexdump: stdin: Input/output error\n"
}

# write_error ERROR TEXT COMMAND INPUT: the first, second or third write of 4 bytes fails
write_error() {
	for when in 1 2 3; do
		run "$BIN:$SYSTEM_PATH" "$3 $4 | head -c $((4 * (when - 1)))" want
		if [ "$1 ${3%% *}" = 'EPIPE hexdump' ]; then
			echo 0 >"$O/want.status"
			: >"$O/want.err"
		else
			echo 1 >"$O/want.status"
			echo "${3%% *}: write error: $2" >"$O/want.err"
		fi
		run "$BIN:$SYSTEM_PATH" "fault $(unspliced "$3")write@1 every short=4 and write@1 $when $1 $3 $4" ours
		differ "$1 $when: $3" want ours
	done
}

full() {
	is 'full' "$1 $2 >/dev/full" 1 '' "${1%% *}: write error: No space left on device\n"
}

testWriteErrors() {
	each write_error EIO 'Input/output error'
	each write_error ENOSPC 'No space left on device'
	each write_error EPIPE 'Broken pipe'
	each write_error EDQUOT 'Disk quota exceeded'
	each write_error EFBIG 'File too large'
	each full
}

# Some file systems report write errors only at close: all output has been written by
# then, and the status is 1.
close_error() {
	run "$BIN:$SYSTEM_PATH" "$3 $4; exit 1" want
	echo "${3%% *}: write error: $2" >"$O/want.err"
	run "$BIN:$SYSTEM_PATH" "fault close@1 1 $1 $3 $4" ours
	differ "$1: $3" want ours
}

testCloseErrors() {
	each close_error EDQUOT 'Disk quota exceeded'
	each close_error EINTR 'Interrupted system call'
	each close_error EIO 'Input/output error'
	is 'into a pipe' '{ fault close@1 1 EIO cat large; echo $? >status; } | cmp - large; cat status' 0 '1\n' \
		'cat: write error: Input/output error\n'
	is 'several' 'fault close@1 1 EIO cat four_text nope four_text' 1 "$(cat four_text four_text)\n" \
		'cat: nope: No such file or directory\ncat: write error: Input/output error\n'
	is 'fed' 'fault close@1 1 EIO cat four_text /dev/null four_text' 1 "$(cat four_text four_text)\n" \
		'cat: write error: Input/output error\n'
	is 'once, of a write that failed' 'fault close@1 1 EIO and write@1 1 EIO cat four_text' 2 '' \
		'cat: write error: Input/output error\nfault: close: nothing went wrong\n'
	for command in cat 'cat -n'; do
		is 'the reader has left' "fault close@1 1 EPIPE $command four_text >ours" 1 '' \
			'cat: write error: Broken pipe\n'
	done
	is 'the reader has left' 'fault close@1 1 EPIPE hexdump four_text >ours' 0 '' ''
}

# An applet that has been taken over and closes its output gets no input in its place.
testNothingLandsOnOutput() {
	needs_root
	isSkipping && return
	is 'descriptor 1 stays free' \
		"fault close@0 2 as=1 and write@2 1 'do=ls /proc/\$CALLER/fd' cat four_text four_text" 1 \
		"$(cat four_text)\n0\n2\n3\n" \
		'cat: inputs lost\ncat: write error: Bad file descriptor\n'
}

# A descriptor that poll calls ready and read or write refuses each time is an error.
# Files of sysfs and FUSE can do that, and an eventfd.
refused_reading() {
	case $1 in
	base*) what='read error' ;;
	head* | tail*) what="error reading '$2'" ;;
	*) what=$2 ;;
	esac
	is 'reading' "fault $(unspliced "$1")read@0 every EAGAIN $1 $2 >ours" 1 '' \
		"${1%% *}: $what: Resource temporarily unavailable\n"
}

refused_writing() {
	is 'writing' "fault $(unspliced "$1")write@1 every EAGAIN $1 $2" 1 '' \
		"${1%% *}: write error: Resource temporarily unavailable\n"
}

testRefusedForEver() {
	each refused_reading
	each refused_writing
	is 'on with the next' 'fault read 1 EIO and splice every EAGAIN cat large four_text | tail -c 4' 0 \
		"$(cat four_text)\n" 'cat: large: Input/output error\n'
	is 'a diagnostic' 'fault write@2 every EAGAIN cat nope four_text' 1 "$(cat four_text)\n" ''
	is 'a list' 'printf "text\\0" >list; fault -f read@3 every EAGAIN wc --files0-from=list' 1 '' \
		'wc: list: read error: Resource temporarily unavailable\n'
	printf '12345678' >eight
	is 'an eventfd' 'python3 "$here/eventfd.py" cat eight' 1 '' \
		'cat: write error: Resource temporarily unavailable\n'
}

# The file may grow to that size, and no byte further; messages go to a pipe.
# shellcheck disable=SC2086
any_byte() {
	"$BIN/"$1 little_$2 >whole 2>/dev/null
	for n in $(seq 0 37 400) 1 2 3 4; do
		[ $n -lt "$(wc -c <whole)" ] || break
		head -c $n whole >want
		is "room for $n bytes" \
			"(trap '' XFSZ; prlimit --fsize=$n $1 little_$2 2>&1 >ours; echo \$?) | cat; cmp want ours" 0 \
			"${1%% *}: write error: File too large\n1\n" ''
	done
}

testAnyByte() {
	each any_byte
}

# On a file system of 8 KiB with 4 KiB free, or nothing if the output is no larger.
# shellcheck disable=SC2086
on_small() {
	free=4096
	[ "$("$BIN/"$1 "$2" | wc -c)" -gt 4096 ] || free=0
	is 'it fills up' "unshare -m sh -c 'mount -t tmpfs -o size=8k none small &&
			head -c $((8192 - free)) </dev/zero >small/a &&
			{ $1 $2 >small/b; echo \$?; $1 $2 | head -c $free | cmp - small/b && wc -c <small/b; }'" \
		0 "1\n$free\n" \
		"${1%% *}: write error: No space left on device\n"
}

testFillsUp() {
	needs_root
	mkdir small
	if ! isSkipping && ! unshare -m mount -t tmpfs -o size=8k none small 2>/dev/null; then
		echo 'skipped: may not mount'
		startSkipping
	fi
	isSkipping || each on_small
}

# The pipe's only reader has left before the first byte.
broken() {
	is 'the reader has left' "exec 7<>fifo 6>fifo 7>&-; $1 $2 >&6" 141 '' ''
	if [ "${1%% *}" = hexdump ]; then
		is 'SIGPIPE ignored' "trap '' PIPE; exec 7<>fifo 6>fifo 7>&-; $1 $2 >&6" 0 '' ''
	else
		is 'SIGPIPE ignored' "trap '' PIPE; exec 7<>fifo 6>fifo 7>&-; $1 $2 >&6" 1 '' \
			"${1%% *}: write error: Broken pipe\n"
	fi
}

testBrokenPipe() {
	each broken
	same 'blocked' 'exec 7<>fifo 6>fifo 7>&-; env --block-signal=PIPE cat text >&6'
}

# ---- what is at both ends -----------------------------------------------------

# Text in place of binary, which a terminal would change. It also writes CR LF for LF.
ended() {
	[ "$3" != binary ] || set -- "$1" "$2" text
	undisturbed "$1" "{ cat $3 | $2; echo \$?; } | tr -d '\\r'" "TERM=dumb python3 '$here/ends.py' $1 $3 '$2' | tr -d '\\r'"
}

testEnds() {
	for kind in pty unix; do
		each ended $kind
		same "$kind, several" "python3 '$here/ends.py' $kind text 'cat - four_text'"
		assertEquals "$kind, in time" 0 "$(cat "$O/ours.status")"
	done
}

# All output that the bytes so far allow is written before more of them are read.
testFlows() {
	is 'all of them' 'python3 "$here/flows.py"' 0 '' ''
}

# ---- files that change --------------------------------------------------------

# changes INPUT DEED COMMAND WANTED: the deed is done to `file` after 1540 bytes of it
# have been read.
changes() {
	cp "$1" file
	run "$BIN:$SYSTEM_PATH" "$4" want
	cp "$1" file
	run "$BIN:$SYSTEM_PATH" "fault $(unspliced "$3")read every short=1540 and read 2 'do=$2' $3 file" ours
	differ "$3, $2" want ours
}

change() {
	read_of_it=1540
	case $1 in
	*' -'[sj]' 5') read_of_it=1545 ;;
	esac
	head -c $read_of_it "$2" >start
	cat "$2" "four_$2" >longer
	case $1 in
	'tail '* | 'head -c -'* | 'head -n -'*)
		# They look from the end that it had: tests/tail/test.sh changes their files.
		return
		;;
	'wc -c')
		# All but the last bytes are counted by the size that it had at the start.
		changes "$2" ': >file' "$1" 'echo 99868 file'
		changes "$2" "cat four_$2 >>file" "$1" 'echo 102404 file'
		;;
	wc)
		changes "$2" ': >file' "$1" 'wc start text | sed "s/start/file/; q"'
		changes "$2" "cat four_$2 >>file" "$1" 'wc longer | sed s/longer/file/'
		;;
	*sum)
		changes "$2" ': >file' "$1" "$1 start | sed 's/start\$/file/'"
		changes "$2" "cat four_$2 >>file" "$1" "$1 longer | sed 's/longer\$/file/'"
		;;
	*)
		changes "$2" ': >file' "$1" "$1 start"
		changes "$2" "cat four_$2 >>file" "$1" "$1 longer"
		;;
	esac
	changes "$2" 'rm file' "$1" "$1 file"
	changes "$2" 'mv file gone; echo new >file' "$1" "$1 file"
}

testChanges() {
	each change
	is 'one that grows for ever, a while' \
		'cp four_text file; fault read every "do=cat four_text >>file" cat file | head -c 40 | tail -n 2' 0 \
		'1\n2\n' ''
}

# ---- stopped and continued ----------------------------------------------------

# until_status PID PATTERN: waits until its status has such a line, or it is dead, or
# many looks were in vain
until_status() {
	looks=0
	until ! [ -e "/proc/$1" ] || grep -Eqs "^($2|State:.Z.*)" "/proc/$1/status" || [ $looks -ge 10000 ]; do
		looks=$((looks + 1))
	done
}

# stop_twice PID: stops and continues it twice, sealed and asleep in a call
stop_twice() {
	wait_sealed "$1"
	for _ in 1 2; do
		until_status "$1" State:.S
		kill -STOP "$1" 2>/dev/null
		until_status "$1" State:.T
		kill -CONT "$1" 2>/dev/null
	done
	until_status "$1" State:.S
}

# Stopped while it waits for a full FIFO, which holds 64 KiB; skipped if it writes less.
# shellcheck disable=SC2086
stopped_writing() {
	"$BIN/"$1 $2 >want
	[ "$(wc -c <want)" -gt 65536 ] || return 0
	exec 7<>fifo
	"$BIN/"$1 $2 >fifo 7>&- &
	pid=$!
	stop_twice $pid
	# There is always a reader.
	exec 6<fifo 7>&-
	cksum <&6 >ours
	exec 6<&-
	wait $pid
	assertEquals "write: $1" "0 $(cksum <want)" "$? $(cat ours)"
}

# Stopped while it waits for a writer, for more bytes, and for the end.
# shellcheck disable=SC2086
stopped_reading() {
	head -c 3080 "$2" >short
	"$BIN/cat" short | "$BIN/"$1 >want
	${nonblocking:-} "$BIN/"$1 <fifo >ours 2>&1 &
	pid=$!
	exec 7>fifo
	stop_twice $pid
	head -c 1000 short >&7
	stop_twice $pid
	tail -c +1001 short >&7
	exec 7>&-
	wait $pid
	assertEquals "${nonblocking:+non-blocking }read: $1" "0 $(cksum <want)" "$? $(cksum <ours)"
}

testStopped() {
	each stopped_reading
	# In ppoll, if the input is non-blocking.
	nonblocking="python3 $here/nonblocking.py"
	each stopped_reading
	nonblocking=
	each stopped_writing
	# More than a pipe holds after cat has enlarged it.
	stopped_writing cat large
}

# stop_both PID: the applet, and its feeder
stop_both() {
	wait_sealed "$1"
	for process in $(cat "/proc/$1/task/$1/children") $1; do
		stop_twice "$process"
	done
}

testFeederStopped() {
	"$BIN/cat" four_text fifo four_text >ours &
	pid=$!
	stop_both $pid
	cat four_text >fifo
	wait $pid
	assertEquals 'openat waits for a writer, recvmsg for that' "0 $(cat four_text four_text four_text)" \
		"$? $(cat ours)"

	"$BIN/cat" - four_text <fifo >ours &
	pid=$!
	exec 7>fifo
	stop_both $pid
	cat four_text >&7
	exec 7>&-
	wait $pid
	assertEquals 'both read' "0 $(cat four_text four_text)" "$? $(cat ours)"

	exec 7<>fifo
	# shellcheck disable=SC2046
	"$BIN/cat" text dev/null $(yes text | head -n 500) >fifo 7>&- &
	pid=$!
	stop_both $pid
	exec 6<fifo 7>&-
	wc -c <&6 >ours
	exec 6<&-
	wait $pid
	assertEquals 'write waits for a reader, sendmsg for that' "0 $((501 * 102400))" "$? $(cat ours)"
}

# ---- limits, signals, surroundings --------------------------------------------

under() {
	undisturbed 'under' "$2 $3" "$1 $2 $3"
}

too_large() {
	is 'SIGXFSZ' "head -c 4096 </dev/zero >out; ulimit -f 8; $1 $2 >>out; echo \$?" 0 '153\n' \
		'File size limit exceeded\n'
	is 'SIGXFSZ ignored' "head -c 4096 </dev/zero >out; trap '' XFSZ; ulimit -f 8; $1 $2 >>out; echo \$?" 0 '1\n' \
		"${1%% *}: write error: File too large\n"
}

# An orphaned feeder counts against its user's processes until init has reaped it.
none_left() {
	[ -z "${INROOT:-}" ] || until [ -z "$(ps -o pid= -u 64534)" ]; do :; done
}

# Buffers are static: they count against limits of address space from the start.
testLimits() {
	none_left
	for limit in --as=8000000 --data=8000000 --stack=16384 --nproc=1 --nofile=4 --memlock=0 --fsize=200000000; do
		each under "prlimit $limit"
	done
	is 'few descriptors for several inputs' 'prlimit --nofile=6 cat four_text nope four_text
		prlimit --nofile=8 cat four_text /dev/null four_text' 0 \
		"$(cat four_text four_text four_text four_text)\n" 'cat: nope: No such file or directory\n'
	same 'the size of files' 'ulimit -f 8; cat text >out; echo $?; ls -l out | cut -d " " -f 5'
	same 'the size of files' 'ulimit -f 8; base64 binary >out; echo $?; ls -l out | cut -d " " -f 5'
	each too_large
	is 'spliced' "trap '' XFSZ; ulimit -f 8; cat text >out; echo \$?; cmp -n 4096 out text" 0 '1\n' \
		'cat: write error: File too large\n'
}

empty() {
	undisturbed 'an empty environment' "$1 $2" "env -i \"\$BIN\"/$1 $2"
}

huge() {
	undisturbed 'a huge environment' "$1 $2" "$HUGE $1 $2"
}

testEnvironment() {
	export HUGE="x=\$(head -c 120000 </dev/zero | tr '\\000' x)
		exec env -i LC_ALL=C PATH=\$PATH A=\$x B=\$x C=\$x D=\$x E=\$x F=\$x G=\$x H=\$x"
	each huge
	unset HUGE
	many=$(seq 5000 | sed 's/.*/X&=/' | tr '\n' ' ')
	each under "env $many"
	each empty
}

testSignals() {
	each under 'env --ignore-signal'
	each under 'env --block-signal'
	for how in ignore block; do
		same "several inputs, $how" "cat text | env --$how-signal cat four_text - nope four_text"
	done
}

# Killed by a signal whose action is a core dump, an applet leaves none.
testNoCore() {
	echo "$EACH" | sed 's/|.*//' >commands
	is 'killed' "tr '\n' '\0' <commands | xargs -0 python3 '$here/killed.py' $((filters + 1)) 'cat - text'; ls |
		grep ^core" 1 '' ''
}

testOuterFilter() {
	each under "$OUTER 999 38"
	each under 'setpriv --no-new-privs'
	each under "setpriv --no-new-privs $OUTER 999 1"
	undisturbed 'several inputs' 'cat four_text /dev/null nope text' \
		'setpriv --no-new-privs $OUTER 999 1 cat four_text /dev/null nope text'
}

in_root() {
	undisturbed 'nothing else there' "$1 $2" "chroot root /pillbox $1 $2"
}

testChroot() {
	needs_root
	mkdir root
	cp "$PILLBOX" root/pillbox
	cp text binary encoded four_text root/
	each in_root
	undisturbed 'several' 'cat text | cat four_text - four_text' \
		'cat text | chroot root /pillbox cat four_text - four_text'
	undisturbed 'a pipe' 'cat text | wc -c' 'cat text | chroot root /pillbox wc -c'
}

# ---- more than 32 bits --------------------------------------------------------

testLarge() {
	is 'counted' 'wc -c sparse; wc -c <sparse; wc -c sparse sparse' 0 \
		'5368709120 sparse\n5368709120\n 5368709120 sparse\n 5368709120 sparse\n10737418240 total\n' ''
	is 'counted, from beyond 4 GiB' '{ dd bs=1 count=0 skip=4294967300 2>/dev/null; wc -c; } <sparse' 0 \
		'1073741820\n' ''
	same 'near the end' 'hexdump -C -s 5368709100 sparse; hexdump -s 0x13ffffff0 sparse'
	same 'around 4 GiB' 'hexdump -s 4294967290 -n 20 sparse; hexdump -v -s 4G -n 32 sparse
		hexdump -s 4294967295 -n 1 sparse'
	same 'into the next file' 'hexdump -C -s 5368709118 sparse four_text; hexdump -s 5368709121 sparse four_text'
	is 'over 4 GiB, squeezed' 'hexdump -C -s 4294966016 -n 20M sparse' 0 \
		'fffffb00  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n1013ffb00\n' ''
}

# shellcheck source=/dev/null
. shunit2
