#!/bin/sh
# head: compared with the installed GNU head; where newer releases differ from it, with
# their rules.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/lines/files.sh
. "$tests/lines/files.sh"

oneTimeSetUp() {
	find_levels
	make_files
}

testLines() {
	for f in five open empty blank wide numbers; do
		for o in n c; do
			same 'a file and a pipe' "for n in 0 1 2 3 4 5 6 10 1k 99999 -0 -1 -2 -3 -5 -6 -29999 -99999 +2; do
				head -$o \$n $f; echo; cat $f | head -$o \$n; echo; done; head $f; cat $f | head"
		done
	done
	same 'NULs' 'head -z -n 1 nuls; head -z -n -1 nuls; cat nuls | head -zn -1; head -z five'
	same 'piece by piece' '{ printf a; sleep .1; printf "\nb"; sleep .1; printf "\nc\n"; } | head -n -1'
}

# Every engine, at every place of the cut.
testLevels() {
	for level in $levels; do
		same "$level" "export PILLBOX_CPU=$level; for n in 8191 12345 29999 30000 30001; do
			head -n \$n numbers; head -n -\$n numbers; head -c -\$n numbers
			cat numbers | head -n -\$n; cat numbers | head -c -\$n; done"
	done
}

testNumbers() {
	same 'numbers' 'for n in b k kB KiB m MB M MiB 2b 1kD " 2" +2 -+2 "- 2" 00000000000000000002 010; do
		head -n "$n" numbers; head -c "$n" numbers; done'
	same 'no numbers' 'for n in "" x 2x 1D 1Ki 1g 1t 2b3 1bB B 0x10 1.5 -- --2 "+ 2" +k 1kiB 99999999999999999999x; do
		head -n "$n" five; head --bytes="$n" five; done'
	for n in 18446744073709551616 99999999999999999999999 16E 1QB 18446744073709551615; do
		is 'all' "head -n $n five; head -c $n five" 0 '1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n' ''
		is 'all but all' "head -n -$n five; head -c -$n five; cat five | head -n -$n" 0 '' ''
	done
}

testOldForms() {
	same 'old forms' 'for o in 1 3l 3c 1b 1k 1m 5bl 1kc 1lc 2q 2v 2z 2cv 2qc 00 1bkm 2lz; do
		head -$o five; head -$o five open; done'
	same 'not that' 'for o in 2x 2n 5cx 2- "2 -3" "q -2" "n 2 -3" qv2; do head -$o five; done'
	same 'options after it' 'head -2 -v five -q'
	same 'the last one counts' 'head -2 -n 1 five; head -n 1 -c 3 five; head -n -1 -n 2 five'
	is 'a huge one' 'head -99999999999999999999 five; head -99999999999999999k five' 0 \
		'1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n' ''
}

testHeaders() {
	same 'one' 'head five; head -v five; head -v <five; head -v - <five'
	same 'several' 'head -n 1 five open empty - <blank'
	same 'none' 'head -q -n 1 five open; head --silent -n 1 five open; head -vq five open'
	same 'abbreviated' 'head --qui --li=1 five open; head --by 3 --verb five; head --zero five'
	same 'a folder' 'head five folder five'
	same 'nothing of it' 'head -n 0 folder; head -c 0 folder five'
	same 'missing' 'head nope five; head five nope; head -v nope; head -n 0 nope'
	same 'standard input twice' 'head -n 2 - - <five'
	cp five "$(printf 'a\n==> b <==')"
	is 'a name that forges' 'head -n 1 five a*' 0 \
		"==> five <==\n1\n\n==> 'a'\$'\\\\n''==> b <==' <==\n1\n" ''
	cp five "$(printf 'e\033c')"
	is 'a name with an escape' 'head -v -n 1 e?c' 0 "==> 'e'\$'\\\\033''c' <==\n1\n" ''
	cp five 'a b'
	is 'a name with a blank' 'head -v -n 1 "a b"' 0 "==> 'a b' <==\n1\n" ''
	rm -- a*b* e?c
}

testErrors() {
	same 'missing' 'head nope'
	same 'a strange name' 'head "no pe" "$(printf "a\nb")"'
	same 'a folder' 'head folder; head -c 3 folder; head -n -3 folder'
	is 'no standard input' 'head <&-' 1 '' "head: error reading 'standard input': Bad file descriptor\n"
	is 'nor for a file' 'head -n 1 five <&-' 0 '1\n' ''
	is 'a read error' 'head /proc/self/mem' 1 '' \
		"head: error reading '/proc/self/mem': Input/output error\n"
	is 'a full device' 'head five five >/dev/full' 1 '' 'head: write error: No space left on device\n'
	# GNU's words depend on whether its buffer was full: ours are those of all applets.
	is 'a full device, of much' 'seq 100000 >much; head -n 90000 much >/dev/full' 1 '' 'head: write error: No space left on device\n'
	same 'a bad option' 'head -x five'
	same 'an unknown word' 'head --lines'
	same 'another' 'head --nope'
}

# What is read too far is given back.
testShared() {
	same 'shared' 'for o in "-n 1" "-n 3" "-c 3" "-n 0" "-n 9" "-n -1" "-n -2" "-c -3" "-zn 1" "-n -9"; do
		{ head $o; echo; cat; } <five; { head $o - empty; echo; cat; } <five; done'
	same 'shared, large' '{ head -n 20000; cat; } <numbers; { head -n -20000; cat; } <numbers'
	same 'in between' '{ head -n 2; head -n 2; head -n -1; cat; } <numbers'
	same 'twice' 'head -n 2 - five - <numbers'
	same 'from an offset' '{ read x; head -n -29990; } <numbers; { read x; head -c -160000; } <numbers'
	same 'at the end' '{ cat >/dev/null; head -n -1; head -c -1; head; } <numbers'
	same 'past the end' 'perl -e "sysseek STDIN, 999999, 0; exec qw(head -n -1)" <numbers'
	is 'no more bytes than wanted' '{ printf 123456 | { head -c 3; echo; cat; }; }' 0 '123\n456' ''
}

testOddFiles() {
	same 'a file without a size' 'head -n 2 /proc/version; head -n -0 /proc/filesystems'
	same 'all but the last' 'head -n -2 /proc/filesystems; head -c -5 /proc/filesystems'
	same 'a wrong size' 'head -n 1 /sys/kernel/uevent_seqnum; head -c -1 /sys/kernel/mm/transparent_hugepage/enabled'
	same 'a device' 'head /dev/null; head -c 100000 /dev/zero; head -n -1 /dev/null'
	same 'FIFOs' 'mkfifo p q; cat five >p & cat numbers >q & head -n 2 p q; rm p q'
	same 'many' 'head -n 1 $(yes five | head -n 200)'
}

# It is shorter when its turn comes than when it was opened.
testShrinking() {
	for n in 1 1000 8999 9000; do
		for size in 0 1 9000 100000; do
			same "$n of $size bytes" "cp numbers shrinks; head -q -c -$n numbers shrinks |
				{ sleep .1; truncate -s $size shrinks; cat; }"
		done
	done
	same 'from an offset' 'cp numbers shrinks; { read x; head -q -c -99 numbers - | {
		sleep .1; truncate -s 9000 shrinks; cat; }; cat; } <shrinks'
	rm -f shrinks
}

# Lines of a pipe, as many as there is memory, and no wrong output beyond.
testMemory() {
	is 'a long line' 'head -c 300M /dev/zero | head -n -1' 1 '' \
		'head: standard input: more than 256 MiB to hold\n'
	is 'what was known' '{ seq 3; head -c 300M /dev/zero; } | head -n -1' 1 '1\n2\n3\n' \
		'head: standard input: more than 256 MiB to hold\n'
	is 'little memory' '{ seq 3; head -c 90M /dev/zero; } | (ulimit -v 60000; head -n -1)' 1 '1\n2\n3\n' \
		'head: standard input: more than 32656 KiB to hold\n'
	is 'as much as there is' '{ echo a; head -c 256M /dev/zero | tr "\\0" b; echo; } | head -c -100 | head -n -1' \
		0 'a\n' ''
	is 'bytes without limit' 'head -c 300M /dev/zero | head -c -290M | wc -c' 0 '10485760\n' ''
}

# shellcheck source=/dev/null
. shunit2
