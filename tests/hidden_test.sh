#!/bin/sh
# Sealed, a process has no code of before the seal: its pages are inaccessible, in every
# mode, and what calls into them by a pointer that was kept dies.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/modes.sh
. "$here/modes.sh"
WALLS=${PILLBOX%/*}/tests/walls
OUTER=${PILLBOX%/*}/tests/outer
export OUTER

# Of the file's code, what is sealed: up to .init, which begins a page; and the rest.
testPages() {
	every_mode_has_a_command
	mode_files
	needs_root
	isSkipping && return
	# shellcheck disable=SC2046
	set -- $(readelf -SW "$PILLBOX" | sed -n 's/^ *\[ *[0-9]*\] \(\.text\|\.init\|\.data\.rel\.ro\) *[A-Z]* *\([0-9a-f]*\) .*/0x\2/p')
	sealed=$(($2 - $1)) hidden=$((($3 & ~4095) - $2))
	assertEquals 'whole pages' 0 $(($2 & 4095))
	assertTrue 'there are some' "[ $hidden -gt 16384 ]"
	for mode in $(modes); do
		of_mode "$mode"
		# shellcheck disable=SC2086
		timeout 20 "$WALLS" pages "$mode" "$output" "$BIN"/$command >maps 2>&1
		assertEquals "$mode: done: $(cat maps)" 0 $?
		while read -r range rights rest; do
			case $rights$rest in
			*x*/pillbox | ---p*/pillbox) echo "$rights $((0x${range#*-} - 0x${range%-*}))" ;;
			esac
		done <maps >code
		assertEquals "$mode: the code that stays, and what is gone" "r-xp $sealed
---p $hidden" "$(cat code)"
	done
	proved "the code of before the seal is inaccessible in $(modes | wc -l) modes: $hidden bytes; $sealed stay, which run sealed"
}

# What tools/sealed.c cannot see: option() keeps a function of before the seal, of the
# core, of libc, of the applet itself; run() calls it.
testStalePointers() {
	unset MAKEFLAGS MFLAGS MAKELEVEL # of a make that runs this
	mkdir copy copy/tests copy/build
	cp -r "$here/../Makefile" "$here/../applets" "$here/../core" "$here/../lib" "$here/../policies" "$here/../tools" copy/
	cp "$here"/*_test.sh copy/tests/
	cp -rp "$here/../build/obj" "$here/../build/host" "$here/../build/gen" copy/build/
	find copy/build -type f -exec touch {} +
	cd copy || return
	cp applets/cat/cat.c saved
	for stale in 'note' 'getpid' 'option'; do
		sed "s/^option(int id, .*/&;\\nextern int getpid(void);\\nstatic void (*volatile kept)(void);\\nstatic void\\n&/
			/^option(int id, /,/^{/s/^{/{\\n\\tkept = (void (*)(void))(void *)$stale;/
			/^run(void)/,/^{/s/^{/{\\n\\tif (kept)\\n\\t\\tkept();/" saved >applets/cat/cat.c
		timeout 300 make -s build/pillbox >log 2>&1
		assertEquals "$stale: builds" '' "$(cat log)"
		is "$stale: not kept" 'echo a | build/pillbox cat' 0 'a\n' ''
		is "$stale: kept and called" '(echo a | build/pillbox cat -u; echo $?) 2>/dev/null' 0 '139\n' ''
	done
	proved 'three pointers to functions of before the seal, kept by option() and called by run(), were death by SIGSEGV'
	cd ..
}

# 10 is mprotect. Who stands in between may claim that it was done.
testFailsClosed() {
	is 'a false success' '$OUTER 10 0 cat /dev/null' 71 '' \
		'cat: cannot seal: PROT_NONE: Protocol error\nno input was processed: the kernel, or what this runs in, has to allow seccomp filters\n'
}

# shellcheck source=/dev/null
. shunit2
