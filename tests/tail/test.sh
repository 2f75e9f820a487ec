#!/bin/sh
# tail: compared with the installed GNU tail; where newer releases differ from it, and where
# we do, with the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/lines/files.sh
. "$tests/lines/files.sh"

peak=${PILLBOX%/*}/tests/peak
follow='tail: following a file (-f, -F and their options) is not supported\n'

oneTimeSetUp() {
	find_levels
	make_files
}

testLines() {
	for f in five open empty blank wide numbers; do
		for o in n c; do
			same 'a file and a pipe' "for n in 1 2 3 4 5 6 10 1k 29999 99999 -2 +0 +1 +2 +3 +5 +6 +29999 +99999; do
				tail -$o \$n $f; echo; cat $f | tail -$o \$n; echo; done; tail $f; cat $f | tail"
		done
	done
	same 'NULs' 'tail -z -n 1 nuls; tail -z -n +2 nuls; cat nuls | tail -zn 2; tail -z five'
	same 'nothing' 'tail -n 0 five; tail -c 0 nope; tail -n -0 folder five; tail -v -n 0 five'
	same 'nothing of a FIFO' 'mkfifo p; timeout 5 tail -n 0 p && timeout 5 tail -c 0 p p; echo $?; rm p'
	same 'piece by piece' '{ printf a; sleep .1; printf "\nb"; sleep .1; printf "\nc"; } | tail -n 2'
}

# Every engine, at many places of the cut; blocks of 8 KiB and 64 KiB, and from an offset.
testLevels() {
	for level in $levels; do
		same "$level" "export PILLBOX_CPU=$level; for n in 1000 1638 1639 1640 12345 14746 29999 30000 30001; do
			tail -n \$n numbers; cat numbers | tail -n \$n; cat numbers | tail -c \$n; tail -n +\$n numbers
			{ head -n 2; tail -n \$n; } <numbers; done"
	done
}

testNumbers() {
	same 'numbers' 'for n in b k kB KiB m MB M MiB 2b 1kD " 2" +2 -+2 "- 2" 00000000000000000002 010; do
		tail -n "$n" numbers; tail -c "$n" numbers; done'
	same 'no numbers' 'for n in "" x 2x 1D 1Ki 1g 2b3 1bB B 0x10 1.5 -- --2 +-2 ++2 "+ x" 1kiB +k 99999999999999999999x; do
		tail -n "$n" five; tail --bytes="$n" five; done'
	for n in 18446744073709551616 99999999999999999999999 16E 1QB 18446744073709551615; do
		is 'all' "tail -n $n five; tail -c $n five; cat five | tail -n $n" 0 \
			'1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n' ''
		is 'after all' "tail -n +$n five; tail -c +$n five; cat five | tail -c +$n" 0 '' ''
	done
	same 'a plus sign stays' 'tail -n +3 -n 2 five; tail -c +3 -n 4 five'
}

testOldForms() {
	same 'old forms' 'for o in -2 +2 -2c +2c -2b +1b -2l +2l -l -b +c + +l -0 +0 -00 +; do
		tail $o five; tail $o -- five; tail $o <numbers; tail $o - <five; done'
	same 'not these' 'for o in "-2 five open" "-2 -- five open" "-2x five" "-2q five" "-5 five -q" "five -5" \
		"-1 -n 2 five" "-2c3 five" "-c" "-2 -n"; do tail $o; done'
	same 'operands' 'tail +2 -n 2 five; tail five +5; tail -- -5; tail -n 1 +2'
	is 'a huge one' 'tail -99999999999999999999 five; tail +99999999999999999c five' 0 '1\n2\n3\n4\n5\n' ''
	same 'POSIXLY_CORRECT' 'POSIXLY_CORRECT=1 tail -2 five; POSIXLY_CORRECT=1 tail five -n 1'
}

testNoFollowing() {
	for o in -f -F --follow --follow=name --retry '-s 1' --pid=1 --max-unchanged-stats=3 -5f -lf +f -2cf; do
		is 'following' "tail $o five" 1 '' "$follow"
	done
	is 'in a cluster' 'tail -qf five open' 1 '' "$follow"
}

testHeaders() {
	same 'one' 'tail five; tail -v five; tail -v <five; tail -v - <five'
	same 'several' 'tail -n 1 five open empty - <blank'
	same 'none' 'tail -q -n 1 five open; tail --silent -n 1 five open; tail -vq five open'
	same 'a folder' 'tail five folder five'
	same 'missing' 'tail nope five; tail five nope; tail -v nope'
	same 'standard input twice' 'tail -n 2 - - <five; tail -n +2 - - <five'
	cp five "$(printf 'a\n==> b <==')"
	is 'a name that forges' 'tail -n 1 five a*' 0 \
		"==> five <==\n5\n\n==> 'a'\$'\\\\n''==> b <==' <==\n5\n" ''
	rm -- a*
}

testErrors() {
	same 'missing' 'tail nope'
	same 'a strange name' 'tail "no pe" "$(printf "a\nb")"'
	same 'a folder' 'tail folder; tail -c 3 folder; tail -n +3 folder; tail -c +3 folder'
	is 'no standard input' 'tail <&-' 1 '' "tail: error reading 'standard input': Bad file descriptor\n"
	is 'nor for a file' 'tail -n 1 five <&-' 0 '5\n' ''
	is 'a read error' 'tail /proc/self/mem' 1 '' \
		"tail: error reading '/proc/self/mem': Input/output error\n"
	is 'a full device' 'tail five five >/dev/full' 1 '' 'tail: write error: No space left on device\n'
	# GNU's words depend on whether its buffer was full: ours are those of all applets.
	is 'a full device, of much' 'seq 100000 >much; tail -n 90000 much >/dev/full' 1 '' 'tail: write error: No space left on device\n'
	same 'a bad option' 'tail -x five'
	same 'an unknown word' 'tail --lines'
	same 'another' 'tail --nope'
}

testShared() {
	same 'shared' 'for o in "-n 1" "-n 9" "-c 3" "-n +2" "-c +3" "-n 0" "-c 99999" "-c +99999"; do
		for f in five numbers; do { head -n 2; tail $o; echo; cat; } <$f; { tail $o - empty; echo; cat; } <$f; done; done'
	same 'at the end' '{ cat >/dev/null; tail -n 1; tail -c 1; tail; tail -c +2; } <numbers'
	same 'past the end' 'perl -e "sysseek STDIN, 999999, 0; exec qw(tail -n 1)" <numbers'
}

testOddFiles() {
	same 'files without a size' 'tail -n 2 /proc/version /proc/filesystems; tail -c 9 /proc/filesystems'
	same 'from the start' 'tail -n +2 /proc/filesystems; tail -c +9 /proc/filesystems'
	same 'a wrong size' 'tail /sys/kernel/uevent_seqnum; tail -c 9 /sys/kernel/mm/transparent_hugepage/enabled
		tail -c +3 /sys/kernel/uevent_seqnum'
	same 'devices' 'tail /dev/null; tail -c 5 /dev/null; tail -c +5 /dev/null; tail -c +2 /dev/zero | head -c 99'
	same 'FIFOs' 'mkfifo p q; cat five >p & cat numbers >q & tail -n 2 p q; rm p q'
	same 'FIFOs, from the start' 'mkfifo p q; cat five >p & cat five >q & tail -n +3 p nope q; rm p q'
	same 'many' 'tail -n 1 $(yes five | head -n 200)'
}

# The end is where it was when the input's turn came; of what is cut off later, nothing is
# made up.
testChanging() {
	cp numbers grows
	is 'it grows' 'tail -n 30000 grows | { sleep .3; echo more >>grows; cat; } | cmp - numbers' 0 '' ''
	cp numbers shrinks
	same 'it has shrunk' 'cp numbers shrinks; tail -n 30000 numbers shrinks |
		{ sleep .3; truncate -s 9000 shrinks; cat; }'
	is 'head finds the new end' 'cp numbers shrinks; head -q -n -1000 numbers shrinks |
		{ sleep .3; truncate -s 9002 shrinks; cat; } | tail -c +163895 | tail -n 2' 0 '1021\n1022\n' ''
	is 'a late file' '(sleep .3; seq 8 >late; :) | tail -q -n 1 - late' 0 '8\n' ''
	rm -f grows shrinks late
}

# All of what is held, or nothing; and no more memory than that.
testMemory() {
	is 'a long line' 'head -c 300M /dev/zero | tail -n 1' 1 '' \
		'tail: standard input: more than 256 MiB to hold\n'
	is 'a long line before' '{ head -c 200M /dev/zero; echo; seq 3; } | tail -n 3' 0 '1\n2\n3\n' ''
	is 'others go on' 'mkfifo p; head -c 300M /dev/zero >p & tail -q p five' 1 '1\n2\n3\n4\n5\n' \
		'tail: p: more than 256 MiB to hold\n'
	is 'little memory' 'head -c 90M /dev/zero | (ulimit -v 60000; tail -n 1)' 1 '' \
		'tail: standard input: more than 32656 KiB to hold\n'
	is 'as much as there is' '{ echo a; head -c 256M /dev/zero; } | tail -n 1 | wc -c' 0 '268435456\n' ''
	is 'a byte more' '{ echo a; head -c 256M /dev/zero; echo; } | tail -n 1' 1 '' \
		'tail: standard input: more than 256 MiB to hold\n'
	is 'bytes without limit' 'head -c 300M /dev/zero | tail -c 290M | wc -c' 0 '304087040\n' ''
	for o in -n10 -c1000 -n+10 -c+10; do
		most=$(yes 'a line of text' | head -c 50M | "$peak" "$BIN/tail" "$o" 2>&1 >/dev/null)
		assertTrue "tail $o of a pipe: $most KiB" "[ $most -lt 4096 ]"
	done
	most=$("$peak" "$BIN/tail" -n 29000 numbers 2>&1 >/dev/null)
	assertTrue "a file: $most KiB" "[ $most -lt 4096 ]"
	most=$(yes 123456789 | head -n 1000000 | "$peak" "$BIN/tail" -n 500000 2>&1 >/dev/null)
	assertTrue "5 MB held: $most KiB" "[ $most -lt 9000 ]"
}

# shellcheck source=/dev/null
. shunit2
