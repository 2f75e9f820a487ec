#!/bin/sh
# cat: compared with GNU's where its release follows the rule, else with the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	printf 'one\ntwo\n' >text
	: >empty
	printf 'no newline' >open
	printf '\n\n\n\n' >blank
	printf 'a\n\n\n\nb\n\n' >gaps
	printf 'tab\there\r\nlone\rcr\r\n\r' >crlf
	printf '\r' >cr
	printf '\nx' >lf
	i=0
	while [ $i -lt 256 ]; do
		# shellcheck disable=SC2059
		printf "\\$(printf %o $i)"
		i=$((i + 1))
	done >bytes
	head -c 300000 "$PILLBOX" >binary
	yes 'a line of sixty bytes, more or less, to be copied and shown' | head -n 5000 >long
	tr '\n' ' ' <long >oneline
	yes '' | head -n 70000 >newlines
	seq 1 120000 >numbers
	mkdir folder
	# Beyond what lib.sh lets the cases write.
	truncate -s 4300M sparse
}

# Every option, alone, in pairs and in triples, long and short.
testOptions() {
	letters='b n s v E T A e t u'
	for a in $letters; do
		for f in text empty open blank gaps crlf bytes binary; do
			same "one option" "cat -$a $f"
		done
		for b in $letters; do
			same "a pair" "cat -$a$b gaps open crlf bytes text"
			for c in b n s E T; do
				same "a triple" "cat -$a -$b -$c gaps crlf open bytes"
			done
		done
	done
	for o in number-nonblank number squeeze-blank show-nonprinting show-ends show-tabs show-all; do
		same "a long option" "cat --$o gaps crlf"
	done
}

testPlain() {
	same 'nothing' 'cat empty'
	same 'one' 'cat binary'
	same 'several' 'cat text open empty binary text'
	same 'standard input' 'cat <binary'
	same 'a pipe' 'cat binary | cat'
	same 'a dash' 'cat text - open <long'
	same 'two dashes' 'cat - text - <long'
	same 'at an offset' '{ dd bs=1 count=3 2>/dev/null; cat; } <text'
	same 'many' 'cat $(yes text | head -n 200)'
}

# Every kind of input with every kind of output, blocking and non-blocking.
testCopies() {
	cat text long binary oneline binary >data
	cat -n data >numbered
	is 'whole' "python3 '$here/copies.py' cat 'cat - data' 'cat -n'" 0 '' ''
}

# Reads that matter beyond their bytes: a terminal's end of file is one empty read, and
# a short read drops the rest of a message. And an output that is never written to needs
# no reader.
testMessages() {
	is 'whole' 'python3 "$here/messages.py"' 0 '' ''
}

# A pipe in packet mode: a short read drops the rest of a packet.
testPackets() {
	for command in cat 'cat -' 'cat - empty' 'cat empty -'; do
		is 'packets' "python3 '$here/packets.py' '$command'" 0 '0 True\n' ''
	done
}

# An output that refuses what is spliced into it.
testNoMore() {
	is 'a file' "trap '' XFSZ; ulimit -f 100; cat binary >copy; echo \$?; cmp -n 51200 copy binary
		cat - binary <binary >copy; echo \$?; cmp -n 51200 copy binary" 0 \
		'1\n1\n' 'cat: write error: File too large\ncat: write error: File too large\n'
	is 'a file, from a pipe' "trap '' XFSZ; ulimit -f 100; cat binary 2>/dev/null | { cat >copy; echo \$?; }
		cmp -n 51200 copy binary" 0 \
		'1\n' 'cat: write error: File too large\n'
	# A memory file that is sealed against writing.
	is 'nothing' 'python3 "$here/sealed_file.py" cat binary; echo $?; cat binary |
		python3 "$here/sealed_file.py" cat binary text -' 1 '1\n' \
		'cat: write error: Operation not permitted\ncat: write error: Operation not permitted\n'
}

# Inputs with a size of 0, and inputs and outputs that cannot be spliced.
testOdd() {
	same 'proc' 'cat /proc/version /proc/filesystems; cat /proc/version | cat; cat </proc/cpuinfo | grep -c .'
	same 'proc, with others' 'cat binary /proc/version - long </proc/filesystems | cksum'
	same 'from a device' 'cat /dev/zero | head -c 1000000 | cksum; cat /dev/zero text | head -c 1000000 | cksum'
	same 'full' 'cat binary >/dev/full; cat binary | cat >/dev/full; cat text binary >/dev/full'
	same 'a folder' \
		'cat folder; cat folder | cat; cat binary folder text | cksum; cat text folder binary >/dev/null'
	same 'a folder for input' 'cat <folder | cksum; cat - binary <folder | cksum'
	same 'no descriptor to be had' 'prlimit --nofile=4 cat binary >copy; cmp copy binary
		prlimit --nofile=5 cat binary >copy; cmp copy binary'
	same 'a part' '{ dd bs=1 count=5 2>/dev/null; cat; } <binary | cksum; { dd bs=1 count=5 2>/dev/null
		cat >copy; } <binary; cksum <copy'
	same 'into the middle' 'cp binary copy; { dd bs=1 count=5 2>/dev/null <long; cat long; } 1<>copy; cksum copy'
	is 'beyond 4 GiB' 'for into in "| wc -c" ">copy; wc -c <copy"; do
			{ dd bs=1 count=0 skip=4508000000 2>/dev/null; eval "cat $into"; } <sparse; done' \
		0 '876800\n876800\n' ''
}

# State goes on from one file to the next.
testAcrossFiles() {
	same 'numbers' 'cat -n open open text'
	same 'blank lines' 'cat -s blank blank gaps blank'
	same 'a CR, and its LF in the next file' 'cat -E cr lf'
	same 'a CR, and something else' 'cat -E cr text cr'
	same 'a CR at the end' 'cat -E text cr'
	same 'a CR after a CR' 'cat -E cr cr lf'
	same 'numbers of blank lines' 'cat -nb blank text blank open'
	same 'ends of blank lines' 'cat -bE blank text'
	same 'a failure between' 'cat -n open folder nope open'
}

# Around and beyond the sizes of all buffers.
testLarge() {
	for o in -n -b -s -v -E -T -A -ns -bE; do
		same 'long' "cat $o long oneline"
		same 'newlines' "cat $o newlines"
		same 'a pipe' "cat long binary | cat $o"
	done
	same 'numbers beyond six digits' 'seq 1 1100000 | cat -n | tail -n 100001'
	same 'numbers' 'cat -n numbers'
	same 'pieces' '(for i in 1 2 3 4 5 6 7 8 9; do head -c 7919 binary; done) | cat -A'
}

testFailures() {
	same 'missing' 'cat nope'
	same 'missing between' 'cat text nope open 2>&1'
	same 'a folder' 'cat text folder text 2>&1'
	same 'empty name' "cat ''"
	same 'full' 'cat text >/dev/full'
	same 'full, transformed' 'cat -A long >/dev/full'
	is 'closed output' 'cat text >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
	is 'closed output, no input' 'cat empty >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
	is 'closed input' 'cat <&-' 1 '' 'cat: -: Bad file descriptor\n'
	is 'closed input, then a file' 'cat - text <&-' 1 'one\ntwo\n' 'cat: -: Bad file descriptor\n'
	same 'SIGPIPE' '{ cat long; echo $? >&2; } | :'
	is 'broken pipe, ignored' "trap '' PIPE; { cat long long long; echo \$? >&2; } | :" 0 '' \
		'cat: write error: Broken pipe\n1\n'
}

# An input that is the output is refused only if copying would never end, as by GNU 9.7.
testSelf() {
	is 'appending to itself' 'cp text s; cat s >>s; cat s' 0 'one\ntwo\n' 'cat: s: input file is output file\n'
	is 'and the rest goes on' 'cp text s; cat s open >>s; cat s' 0 'one\ntwo\nno newline' \
		'cat: s: input file is output file\n'
	is 'with changes too' 'cp text s; cat -n s >>s; cat s' 0 'one\ntwo\n' 'cat: s: input file is output file\n'
	is 'over itself from the start' 'cp text s; cat s 1<>s; cat s' 0 'one\ntwo\n' ''
	is 'after the input' 'cp text s; { dd bs=1 count=2 2>/dev/null <open; cat <s; } 1<>s; cat s' 0 \
		'noe\ntwo\n' 'cat: -: input file is output file\n'
	is 'emptied' 'cp text s; cat s >s; cat s' 0 '' ''
	is 'after what waits in the buffer' \
		'cp long s; cat -n open s 1<>s; cmp -n 100 s long >/dev/null; echo $?; stat -c %s s; stat -c %s long' \
		0 \
		'1\n300000\n300000\n' 'cat: s: input file is output file\n'
	is 'over itself, and large' 'cp binary s; cat s 1<>s; cmp s binary' 0 '' ''
	is 'from further on' 'cp binary s; { dd bs=1 count=50 2>/dev/null >/dev/null; cat 1<>s; } <s; head -c -50 s |
		cksum; tail -c +51 binary | cksum' 0 \
		"$(tail -c +51 binary | cksum | sed 'p')\\n" ''
	is 'large, and appended' 'cp binary s; cat binary s long >>s; cat binary binary long | cmp - s' 0 '' \
		'cat: s: input file is output file\n'
	is 'large, and twice over itself' 'cp binary s; cat s s 1<>s; cmp s binary' 0 '' \
		'cat: s: input file is output file\n'
	is 'twice over itself' 'cp text s; cat -n s s 1<>s; cat s' 0 '     1\tone\n     2\ttwo\n' \
		'cat: s: input file is output file\n'
	is 'an empty file' ': >s; cat s >>s; cat s' 0 '' ''
	is 'another file' 'cp text s; cat text >>s; cat s' 0 'one\ntwo\none\ntwo\n' ''
	is 'both standard' 'cp text s; cat <s >>s; cat s' 0 'one\ntwo\n' 'cat: -: input file is output file\n'
}

# A copy from file to file may still have to wait: for the reader of its diagnostics.
testComplaintWaits() {
	head -c 9000000 /dev/zero >zeros
	is 'a full pipe' 'timeout 20 python3 "$here/complaint.py" cat zeros' 0 \
		'cat: write error: File too large\n 1\n' ''
}

# shellcheck source=/dev/null
. shunit2
