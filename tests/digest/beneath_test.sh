#!/bin/sh
# sha256sum -c --beneath=DIR: only regular files below DIR are opened, whatever a list says.
# Landlock sees to it, in the feeder; without it nothing is read.
# Once more: unprivileged, witnessed.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
export OUTER="${PILLBOX%/*}/tests/outer" tests here

# sum NAME: a line of a list; all files have the same contents
sum() {
	echo "$sum  $1"
}

# names NAME...: a list of these
names() {
	for listed; do
		sum "$listed"
	done >names
}

oneTimeSetUp() {
	mkdir dir dir/sub
	echo text >dir/in
	echo text >dir/sub/in
	echo text >out
	mkfifo dir/fifo
	ln -s in dir/link
	ln -s sub dir/link_sub
	ln -s ../out dir/link_out
	ln -s "$T/out" dir/link_absolute
	ln -s /proc/self/root dir/root
	ln -s /dev/zero dir/zero
	ln out dir/hard
	[ "$(id -u)" != 0 ] || mknod dir/null c 1 3
	sum=$(/usr/bin/sha256sum <out | cut -d ' ' -f 1)
	# What this system has of it: a version, or an error.
	abi=$(python3 -c 'import ctypes; print(ctypes.CDLL(None).syscall(444, None, 0, 1))')
}

needs_landlock() {
	[ "$abi" -lt 1 ] || return 0
	echo 'skipped: no Landlock here'
	startSkipping
}

# inside NAME...: each is read
inside() {
	for name; do
		names "$name"
		is "$name" 'sha256sum -c --beneath=dir names' 0 "$name: OK\n" ''
	done
}

# outside WHY NAME...: none is
outside() {
	why=$1
	shift
	for name; do
		names "$name" dir/in
		is "$name" 'sha256sum -c --beneath=dir names' 1 "$name: FAILED open or read\ndir/in: OK\n" \
			"sha256sum: $name: $why\nsha256sum: WARNING: 1 listed file could not be read\n"
	done
}

testInside() {
	needs_landlock
	isSkipping && return
	inside dir/in dir/sub/in ./dir/sub/../in dir/../dir/in "$T/dir/in" dir/link dir/link_sub/in \
		"/proc/self/root$T/dir/in" "dir/root$T/dir/in"
	# Names are relative to the current folder; another name of the file is a name of it.
	inside dir/hard
	names in ../out
	is 'from within' 'cd dir; sha256sum -c --beneath=. ../names' 1 'in: OK\n../out: FAILED open or read\n' \
		'sha256sum: ../out: Permission denied\nsha256sum: WARNING: 1 listed file could not be read\n'
	names dir/in out
	is 'a folder as such' 'sha256sum -c --beneath "$T" names; sha256sum -c --beneath=/ names' 0 \
		'dir/in: OK\nout: OK\ndir/in: OK\nout: OK\n' ''
}

testOutside() {
	needs_landlock
	isSkipping && return
	outside 'Permission denied' out dir/../out "$T/out" dir/sub/../../out dir/link_out dir/link_absolute \
		"/proc/self/root$T/out" "dir/root$T/out" /proc/self/cwd/out /proc/self/environ /dev/zero dir/zero \
		. ..
	outside 'No such file or directory' dir/nope nope /dev/fd/99
}

# No open waits for another process, and nothing is read for ever.
testIrregular() {
	needs_landlock
	isSkipping && return
	outside 'not a regular file' dir/fifo dir/sub dir
	[ "$(id -u)" != 0 ] || outside 'not a regular file' dir/null
	names /dev/zero /dev/null /dev/tty
	is 'devices' 'sha256sum -c --beneath=/dev names 2>/dev/null' 1 \
		'/dev/zero: FAILED open or read\n/dev/null: FAILED open or read\n/dev/tty: FAILED open or read\n' ''
}

# What the run has inherited is outside: standard input, memory that has no name, lists.
testInherited() {
	needs_landlock
	isSkipping && return
	names -
	is 'a dash' 'sha256sum -c --beneath=dir names <dir/in; sha256sum -c --beneath=dir <names' 1 \
		'\055: FAILED open or read\n\055: FAILED open or read\n' \
		"$(printf "sha256sum: with --beneath, no file name of '-' allowed\nsha256sum: WARNING: 1 listed file could not be read\n%.0s" 1 2)
"
	outside 'Permission denied' /dev/fd/3 /proc/self/fd/3
	outside 'not a regular file' /dev/fd/0 /proc/self/fd/0
	cat >holding.py <<-'END'
		import os, sys
		memory = os.memfd_create("memory", 0)
		for fd in 0, 20, 200:
		    os.dup2(memory, fd)
		os.execvp(sys.argv[1], sys.argv[1:])
	END
	for fd in 0 20 200; do
		names "/dev/fd/$fd"
		is "memory as $fd" 'python3 holding.py sha256sum -c --beneath=dir names 2>/dev/null' 1 \
			"/dev/fd/$fd: FAILED open or read\n" ''
	done
}

# Lists may be anywhere.
testLists() {
	needs_landlock
	isSkipping && return
	names dir/in
	is 'standard input' 'sha256sum -c --beneath=dir <names; cat names | sha256sum -c --beneath=dir - names nope' 1 \
		'dir/in: OK\ndir/in: OK\ndir/in: OK\n' 'sha256sum: nope: No such file or directory\n'
	is 'none' 'sha256sum -c --beneath=dir nope' 1 '' 'sha256sum: nope: No such file or directory\n'
	set -- names names names names names names names names names names names names names names names names
	is 'sixteen' "sha256sum -c --beneath=dir $* | uniq -c" 0 '     16 dir/in: OK\n' ''
	is 'few descriptors' "ulimit -n 24; sha256sum -c --beneath=dir $* | uniq -c" 0 '     16 dir/in: OK\n' ''
	is 'a list that another process made non-blocking' \
		'timeout 20 python3 "$tests/core/late_input.py" feeder "$(command -v sha256sum)" -c --beneath=dir' 1 '' \
		"sha256sum: 'standard input': no properly formatted checksum lines found\n"
	is 'many' 'yes "$(cat names)" | head -n 20000 | sha256sum -c --beneath=dir | uniq -c' 0 '  20000 dir/in: OK\n' ''
}

testFolder() {
	names dir/in
	is 'that is missing' 'sha256sum -c --beneath=nope names' 1 '' \
		"sha256sum: cannot open the folder 'nope': No such file or directory\n"
	is 'that is none' 'sha256sum -c --beneath=dir/in names' 1 '' \
		"sha256sum: cannot open the folder 'dir/in': Not a directory\n"
	is 'that is open to none' 'mkdir -m 0 none; sha256sum -c --beneath=none names 2>/dev/null; rmdir none' 0 \
		'dir/in: FAILED open or read\n' ''
}

# Landlock fails, is missing, is only pretended, or an outer filter kills for it. 444 creates a
# ruleset, 445 adds to it, 446 puts it into force.
testWithout() {
	names dir/in
	hint="no input was processed: --beneath needs a kernel that has Landlock, and whatever this runs in has to allow it"
	for number in 444 445 446; do
		while read -r answer text; do
			is "$number $answer" "exec 3<names; \$OUTER $number $answer sha256sum -c --beneath=dir - <&3; s=\$?; wc -l <&3; exit \$s" 71 \
				'1\n' "sha256sum: cannot seal: Landlock: $text\n$hint\n"
		done <<-END
			38 Function not implemented
			95 Operation not supported
			1 Operation not permitted
			0 Protocol error
			kill Operation not permitted
		END
	done
	is 'not needed without --beneath' 'for n in 444 445 446; do $OUTER $n kill sha256sum -c names; done' 0 \
		'dir/in: OK\ndir/in: OK\ndir/in: OK\n' ''
}

# shellcheck source=/dev/null
. shunit2
