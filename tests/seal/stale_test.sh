#!/bin/sh
# A sealed run calls no code of before the seal. needed_test.sh shows that for all cases
# of the applets' suites: a witness makes that code inaccessible at the seal. This suite
# shows that the witness sees what tools/sealed.c cannot: a pointer that was kept.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"

# option() keeps a function of before the seal, of the core, of libc, of the applet
# itself; run() calls it.
testStalePointers() {
	needs_root
	[ "$filters" = 0 ] || startSkipping
	isSkipping && return
	mkdir copy copy/build copy/build/tests
	cp -r "$tests/../Makefile" "$tests/../applets" "$tests/../core" "$tests/../lib" "$tests/../policies" \
		"$tests/../tools" "$tests/../dist" "$tests/../bench" "$tests" copy/
	cp -rp "$tests/../build/obj" "$tests/../build/host" "$tests/../build/gen" copy/build/
	cp "${PILLBOX%/*}/tests/witness" copy/build/tests/
	mkdir copy/of copy/bin
	ln -s ../build/tests/witness copy/of/cat
	ln -s ../of/cat copy/bin/cat
	find copy/build -type f -exec touch -d "$(date -Ins)" {} +
	cd copy || return
	cp applets/cat/cat.c saved
	declared='extern int getpid(void);\nstatic void (*volatile kept)(void);'
	for stale in 'note' 'getpid' 'cat_option'; do
		sed "s/^cat_option(int id, .*/&;\\n$declared\\nstatic void\\n&/
			/^cat_option(int id, /,/^{/s/^{/{\\n\\tkept = (void (*)(void))(void *)$stale;/
			/^cat_run(void)/,/^{/s/^{/{\\n\\tif (kept)\\n\\t\\tkept();/" saved >applets/cat/cat.c
		timeout 300 make -s build/pillbox >log 2>&1
		assertEquals "$stale: builds" '' "$(cat log)"
		is "$stale: not kept" 'echo a | bin/cat' 0 'a\n' ''
		is "$stale: kept and called" '(echo a | bin/cat -u; echo $?) 2>/dev/null' 0 '139\n' ''
	done
	assertEquals 'what the witness had to say' 'cat wiped' \
		"$(cut -d ' ' -f 1,2 witness | grep 'wiped\|!' | sort -u)"
	proved \
		'three pointers to functions of before the seal, kept by option() and called by run(), were death by' \
		'SIGSEGV under the witness'
	cd ..
}

# shellcheck source=/dev/null
. shunit2
