#!/bin/sh
# The stack is guarded (-fstack-protector-strong): each function that could overrun it
# checks a canary before it returns, which is random in each run.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
WALLS=${PILLBOX%/*}/tests/walls

# Each function of the product that takes the address of a variable on its stack, and
# returns, checks it. NAME.cold is the part of a function that gcc has moved away. A
# temporary of the compiler's in memory would need no guard: -O2 makes none.
testFunctions() {
	if [ ! -d "${PILLBOX%/*}/obj" ]; then
		echo 'skipped: the objects of the build are not here'
		return 0
	fi
	objdump -dr --no-show-raw-insn "${PILLBOX%/*}"/obj/[acl]*/*.o "${PILLBOX%/*}"/obj/[acl]*/*/*.o | awk '
		/file format/ { file = $1 }
		/^[0-9a-f]+ <.*>:$/ {
			name = substr($2, 2, length($2) - 3)
			sub(/\.cold$/, "", name)
			name = file " " name
		}
		# lea 0x20(%rsp),%rdi; not where the stack itself is moved. rbp is of the stack
		# only in a function that has it point there.
		/[ \t]mov +%rsp,%rbp/ { framed[name] }
		/[ \t]lea +(0x[0-9a-f]+\(%rsp[,)]|\(%rsp[,)])/ && !/,%(rsp|rbp|r10)$/ { takes[name] }
		/[ \t]lea +-0x[0-9a-f]+\(%rbp[,)]/ && !/,%(rsp|rbp|r10)$/ && name in framed { takes[name] }
		/[ \t]ret/ { returns[name] }
		/__stack_chk_fail/ { guarded[name] }
		END {
			for (name in guarded)
				count++
			for (name in takes)
				if (name in returns && !(name in guarded))
					print name
			print count + 0
		}' >judged
	assertEquals 'not guarded' '' "$(sed '$d' judged)"
	assertTrue 'some are guarded' "[ $(tail -n 1 judged) -gt 50 ]"
	proved "$(tail -n 1 judged) functions compare their canary, all that keep something on the stack and return"
}

# The reference value is changed during the first call of a sealed run, which looks as if
# the canary on the stack had been overwritten.
testOverwritten() {
	every_mode_has_a_command
	mode_files
	for mode in $(modes); do
		of_mode "$mode"
		# shellcheck disable=SC2086
		timeout 20 "$WALLS" guard "$mode" "$output" "$BIN"/$command >said 2>&1
		assertEquals "$mode: $(cat said)" 0 $?
	done
	proved "an overwritten canary is death by SIGSEGV, in $(modes | wc -l) modes"
}

# One byte of the eight is 0, to end a string that runs into it.
testRandom() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
		"$WALLS" canary cat /dev/null "$BIN/cat"
	done >canaries
	assertEquals 'all differ' 16 "$(grep -c '^[0-9a-f]\{12\}00[0-9a-f]\{2\}$' canaries)"
	for digit in 1 5 9; do
		assertTrue "digits $digit to $((digit + 3)) vary: $(cat canaries)" \
			"[ $(cut -c $digit-$((digit + 3)) canaries | sort -u | wc -l) -ge 15 ]"
	done
	proved 'the canary is random: 16 of 16 differ in each part'
}

# shellcheck source=/dev/null
. shunit2
