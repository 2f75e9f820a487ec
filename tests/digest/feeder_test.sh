#!/bin/sh
# How sha256sum -c opens what its lists name: the lists are opened before the seal, and a
# feeder reads them, takes their lines apart, and opens the files.
# Once more: unprivileged, witnessed.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
export FAULT="${PILLBOX%/*}/tests/fault" OUTER="${PILLBOX%/*}/tests/outer" tests
NONE='no properly formatted checksum lines found'

# sum FILE [NAME]: a line of a list
sum() {
	/usr/bin/sha256sum <"$1" | sed "s|-\$|${2-$1}|"
}

setUp() {
	rm -rf "${T:?}"/*
	echo one >a
	echo two >b
	sum a >la
	sum b >lb
	cat la lb >lab
}

# Improper lines come in order with the others.
testLines() {
	same 'a list' 'sha256sum -c lab'
	same 'standard input' 'sha256sum -c <lab; sha256sum -c - <lab; cat lab | sha256sum -c'
	same 'standard input, at an offset' '{ dd bs=70 count=1 2>/dev/null; sha256sum -c; } <lab'
	same 'in order' '{ cat la; echo junk; echo "# c"; echo; sed "s/ b/ nope/" lb; echo x; cat lb; } >l
		sha256sum -w -c l 2>&1'
	same 'no newline at the end' 'printf %s "$(cat la)" | sha256sum -c; printf x | sha256sum -c'
	same 'nothing' 'sha256sum -c /dev/null; : >l; sha256sum -c l; echo "#" | sha256sum -c'
	same 'tags' '/usr/bin/sha256sum --tag a b >l; openssl dgst -sha256 -r a >>l; sha256sum -c l'
	same 'carriage returns' 'sed "s/\$/\r/" lab >l; sha256sum -c l'
	same 'names of 200 bytes' 'n=$(printf %0200d 7); echo x >$n; /usr/bin/sha256sum $n a $n >l; sha256sum -c l; rm $n'
	same 'what is escaped' 'n=$(printf "x\\\\n\ny"); echo x >"$n"; /usr/bin/sha256sum "$n" >l; sha256sum -c l >/dev/null'
	is 'a byte-order mark' 'printf "\357\273\277" | cat - lab lab >l; sha256sum -c l l' 0 \
		"$(printf 'a: OK\nb: OK\n%.0s' 1 2 3 4)\n" ''
	is 'and no second one' 'printf "\357\273\277" >m; cat m m la lb >l; sha256sum -c -w l' 0 'b: OK\n' \
		'sha256sum: l: 1: improperly formatted SHA256 checksum line\nsha256sum: WARNING: 1 line is improperly formatted\n'
	is 'NUL' 'printf "%%s\0\n" "$(cat la)" | cat - lb >l; sha256sum -c -w l' 0 'b: OK\n' \
		'sha256sum: l: 1: improperly formatted SHA256 checksum line\nsha256sum: WARNING: 1 line is improperly formatted\n'
	is 'what openssl prints' 'openssl dgst -sha256 a b >l; grep -c "^SHA2-256(a)= " l; sha256sum -c l' 0 \
		'1\na: OK\nb: OK\n' ''
}

testLongLines() {
	improper='improperly formatted SHA256 checksum line\nsha256sum: WARNING: 1 line is improperly formatted\n'
	is 'of 8 KiB' 'n=$(head -c 8126 /dev/zero | tr "\0" x); sed "s/ a/ $n/" la >l; wc -c <l
		sha256sum -c l 2>&1 | sed "s/x*//g" | cut -c 1-60' 0 \
		'8193\nsha256sum: : File name too long\n: FAILED open or read\nsha256sum: WARNING: 1 listed file could not be read\n' ''
	is 'of one byte more' 'n=$(head -c 8127 /dev/zero | tr "\0" x); sed "s/ a/ $n/" la >l; cat lb >>l; sha256sum -w -c l' 0 \
		'b: OK\n' "sha256sum: l: 1: $improper"
	is 'of many' '{ head -c 3000000 /dev/zero | tr "\0" x; echo; cat lb; } | sha256sum -w -c' 0 \
		'b: OK\n' "sha256sum: 'standard input': 1: $improper"
	is 'comments' '{ printf "#"; head -c 3000000 /dev/zero | tr "\0" x; echo; cat lb; } | sha256sum -w -c' 0 'b: OK\n' ''
}

# One blank or two: what comes first is so in all lists.
testForms() {
	sed 's/  / /' la >one
	same 'two, then one' 'sha256sum -w -c lb one'
	is 'one, then two' 'sha256sum -w -c one lb 2>&1' 1 "a: OK
sha256sum: ' b': No such file or directory
' b': FAILED open or read
sha256sum: WARNING: 1 listed file could not be read
" ''
}

testLists() {
	same 'in turn' 'sha256sum -c la lab lb'
	same 'of which one is missing' 'sha256sum -c la nope lb'
	is 'and one cannot be read' 'mkdir folder; sha256sum -c la folder lb' 1 'a: OK\nb: OK\n' \
		'sha256sum: folder: read error: Is a directory\n'
	is 'and standard input is closed' 'sha256sum -c la - lb <&-' 1 'a: OK\nb: OK\n' \
		"sha256sum: 'standard input': read error: Bad file descriptor\n"
	same 'of which one is standard input' 'sha256sum -c la - lb <lab'
	is 'twice standard input' 'sha256sum -c - - <lab' 1 'a: OK\nb: OK\n' "sha256sum: 'standard input': $NONE\n"
	set -- la lb la lb la lb la lb la lb la lb la lb la lb
	is 'sixteen' "sha256sum -c $*" 0 "$(printf 'a: OK\nb: OK\n%.0s' 1 2 3 4 5 6 7 8)\n" ''
	is 'sixteen by a process each' "cat >list; sha256sum -c $* list | wc -l" 0 '0\n' \
		"sha256sum: 17 lists are more than the 16 that one run can check\nTry 'sha256sum --help' for more information.\n"
	is 'few descriptors' "ulimit -n 24; sha256sum -c $*" 0 "$(printf 'a: OK\nb: OK\n%.0s' 1 2 3 4 5 6 7 8)\n" ''
	is 'too few' "ulimit -n 8; sha256sum -c $*" 1 '' \
		'sha256sum: cannot queue the inputs: socketpair: Too many open files\n'
	same 'a pipe by its name' 'cat lab | sha256sum -c /dev/stdin'
}

testNames() {
	mkdir folder
	sum a - >dash
	same 'a dash' 'sha256sum -c dash <a; sha256sum -c dash dash <a; cat a | sha256sum -c dash'
	is 'a dash, and it is closed' 'sha256sum -c dash <&-' 1 '\055: FAILED open or read\n' \
		'sha256sum: -: Bad file descriptor\nsha256sum: WARNING: 1 listed file could not be read\n'
	is 'a dash in a list that is standard input' 'cat dash la | sha256sum -c' 1 '\055: FAILED open or read\na: OK\n' \
		"sha256sum: when reading file names from standard input, no file name of '-' allowed\nsha256sum: WARNING: 1 listed file could not be read\n"
	is 'and one in another' 'sha256sum -c dash - <a' 1 '\055: OK\n' "sha256sum: 'standard input': $NONE\n"
	same 'failures' '{ cat la; sed "s/ a/ folder/;p;s/ folder/ nope/" la; } >l; sha256sum -c l'
	same 'a device' 'sed "s, a,/dev/null," la >l; sha256sum -c l'
	same 'many' 'yes "$(cat la)" | head -n 20000 >l; sha256sum -c l | cksum; sha256sum -c - <l | cksum
		ulimit -n 16; sha256sum -c l | cksum'
}

# A list cannot name what its reader has inherited as 3 to 18, where lists are.
testInherited() {
	for fd in 4 5 18 19 200; do
		wanted='1 FAILED open or read'
		[ $fd -lt 19 ] || wanted='0 OK'
		sum a "/dev/fd/$fd" >l
		is "$fd" "bash -c 'exec $fd<a; sha256sum -c l 2>/dev/null'; echo \$?" 0 \
			"/dev/fd/$fd: ${wanted#* }\n${wanted%% *}\n" ''
	done
	is 'a list that was inherited' "bash -c 'exec 4<la 3<lb; sha256sum -c /dev/fd/4 /dev/fd/3 lab'" 0 \
		'a: OK\nb: OK\na: OK\nb: OK\n' ''
}

# What is known is printed before the applet waits, for a line or for a file.
testAtOnce() {
	mkfifo p
	sum b p >lines
	is 'rows come as names do' 'sha256sum -c p >rows & exec 8>p; cat la >&8
		until grep -qs a: rows; do :; done; cat rows; cat lb >&8
		until grep -q b: rows; do :; done; cat rows; exec 8>&-; wait' 0 \
		'a: OK\na: OK\nb: OK\n' ''
	is 'before a FIFO is opened' 'cat la lines la >l; sha256sum -c l >first &
		until grep -qs a: first; do :; done; cat first; cat b >p; wait; cat first' 0 'a: OK\na: OK\np: OK\na: OK\n' ''
}

testEnds() {
	is 'an endless list ends on a write error' 'yes "$(cat la)" | sha256sum -c >/dev/full' 1 '' \
		'sha256sum: write error: No space left on device\n'
	is 'and on a reader that leaves' 'yes "$(cat la)" | sha256sum -c | head -n 1' 0 'a: OK\n' ''
	is 'a read error inside a line' '"$FAULT" -f read@3 every short=70 and read@3 2 EIO sha256sum -c lab' 1 'a: OK\n' \
		'sha256sum: lab: read error: Input/output error\n'
	is 'without its feeder' '"$FAULT" -f sendmsg 3 EPIPE sha256sum -c lab >rows' 1 '' 'sha256sum: inputs lost\n'
	is 'a list that another process made non-blocking' \
		'timeout 20 python3 "$tests/core/late_input.py" feeder "$(command -v sha256sum)" -c' 1 '' \
		"sha256sum: 'standard input': $NONE\n"
	is 'the feeder cannot be sealed' '$OUTER 317,157@22 1 sha256sum -c lab' 71 '' \
		'sha256sum: cannot seal: the feeder: Operation not permitted
no input was processed: the kernel, or what this runs in, has to allow seccomp filters\n'
	if [ "$(id -u)" != 0 ]; then
		is 'no process can be started' 'prlimit --nproc=1 sha256sum -c lab' 1 '' \
			'sha256sum: cannot start a process to feed the listed inputs: Resource temporarily unavailable\n'
	fi
}

# shellcheck source=/dev/null
. shunit2
