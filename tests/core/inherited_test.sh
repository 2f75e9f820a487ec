#!/bin/sh
# What a run inherits: limits, timers, blocked signals, the execution domain, and more
# arguments than the stack may grow by.
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"
BREACH=${PILLBOX%/*}/tests/breach
export BREACH

oneTimeSetUp() {
	mode_files
	mkfifo fifo other
	printf 'a\n' >list
	cat >blocking <<-'END_OF_IT'
		#!/usr/bin/perl
		use POSIX;
		my $all = POSIX::SigSet->new;
		$all->fillset;
		POSIX::sigprocmask(SIG_BLOCK, $all) && exec @ARGV;
	END_OF_IT
	chmod +x blocking
}

# They take 1.1 MB of the stack, which may grow by 1 MiB beyond them.
testOperands() {
	yes a | head -n 100000 >names
	is '100,000' 'xargs -x -n 100000 -s 2000000 cat <names | cksum' 0 "$(xargs cat <names | cksum)\n" ''
	is '100,000, counted' 'xargs -x -n 100000 -s 2000000 wc -c <names | tail -n 1' 0 '900000 total\n' ''
}

testLimits() {
	for limit in '-s 512' '-Ss 512' '-s 128' '-c 0' '-Sc 0' '-c unlimited' '-s unlimited'; do
		# shellcheck disable=SC2086
		(ulimit $limit) 2>/dev/null || continue
		is 'one' "ulimit $limit; cat a" 0 'aGVsbG8K\n' ''
		is 'several' "ulimit $limit; cat a b" 0 'aGVsbG8K\nd29ybGQK\n' ''
		is 'fed' "timeout 20 cp b fifo & ulimit $limit; cat fifo a" 0 'd29ybGQK\naGVsbG8K\n' ''
		is 'a dump' "ulimit $limit; hexdump -C a | tail -n 1" 0 '00000009\n' ''
	done
}

# A timer that was set before exec: SIGALRM ends the run in its first read, or while it
# waits for the feeder.
testTimer() {
	is 'in read' "exec 9<>fifo; perl -e 'alarm 1; exec @ARGV' cat <fifo; echo \$?" 0 '142\n' 'Alarm clock\n'
	is 'waiting for the feeder' "perl -e 'alarm 1; exec @ARGV' cat other a; echo \$?" 0 '142\n' 'Alarm clock\n'
}

testBlockedSignals() {
	same 'one' './blocking cat a'
	same 'several' './blocking cat -n a b nope'
	same 'fed' 'timeout 20 cp b fifo & ./blocking cat fifo a'
	same 'sealed in a pipe' './blocking wc -c <large | cat'
	is 'the check' './blocking $PILLBOX --check | grep -c ^FAILS' 1 '0\n' ''
	# A blocked SIGSYS still kills: 159.
	is 'what must die, dies' './blocking $BREACH 39 $BIN/cat <a; echo $?' 0 '159\n' 'Bad system call\n'
}

# READ_IMPLIES_EXEC would make all readable memory executable.
testExecutionDomain() {
	needs_root
	isSkipping && return
	sealed_pid 1 setarch -X "$BIN/cat"
	assertEquals 'its domain' 00000000 "$(cat "/proc/$pid/personality")"
	assertEquals 'what can be executed: code, and the kernel'"'"'s' \
		"$(readelf -lW "$PILLBOX" | grep -c 'LOAD.*R E')" \
		"$(grep ' ..x' "/proc/$pid/maps" | grep -vc '\[v[ds]')"
	release
}

# shellcheck source=/dev/null
. shunit2
