#!/bin/sh
# What all applets have in common: the syntax of options, and the messages about names,
# errors and outputs. The reference is the installed tools; where these are wrong, or
# differ from each other, the expected text stands here.
# Once more: unprivileged, witnessed.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	printf 'one\n' >a
	printf 'two words\n\n' >b
	printf 'b25lCg==\n' >encoded
	mkdir folder empty
	applets=$(documented)
	no_space='write error: No space left on device\n'
	bad='Bad file descriptor\n'
}

# ---- options ---------------------------------------------------------------

# without NAME LETTER...: leaves in $letter the first that is not an option of NAME
without() {
	"$BIN/$1" --help | listed >options
	shift
	for letter; do
		grep -qx -- "-$letter.*" options || break
	done
}

# refuses_option NAME WORD MESSAGE: for a name without an installed tool to compare with
refuses_option() {
	wrong="$1: $3\nTry '$1 --help' for more information.\n"
	is 'a bad option' "$1 $2; $1 $2 --help a; $1 a missing $2" 1 '' "$wrong$wrong$wrong"
}

testBadOptions() {
	for tool in $applets; do
		without "$tool" z y q k
		small=$letter
		without "$tool" Z Y Q K
		while IFS='|' read -r word message; do
			# binutils and vim print their whole usage there.
			if [ "$tool" != strings ] && [ "$tool" != xxd ] && PATH=$SYSTEM_PATH command -v "$tool" >/dev/null; then
				same 'a bad option' "$tool $word; $tool $word --help a; $tool a missing $word"
			else
				refuses_option "$tool" "$word" "$message"
			fi
		done <<-END
			-$small|invalid option -- '$small'
			-${small}b|invalid option -- '$small'
			-${small}1|invalid option -- '$small'
			-$letter|invalid option -- '$letter'
			--nonsense|unrecognized option '--nonsense'
			--nonsense=1|unrecognized option '--nonsense=1'
			--helpx|unrecognized option '--helpx'
			--versio=1|option '--version' doesn't allow an argument
			--help=1|option '--help' doesn't allow an argument
			'--a b'|unrecognized option '--a b'
		END
		is 'one that would spoil the terminal' "$tool -$(printf '\033')" 1 '' \
		    "$tool: invalid option -- '\\\\033'\nTry '$tool --help' for more information.\n"
		is 'a long one that would' "$tool --$(printf '\033')" 1 '' \
		    "$tool: unrecognized option '--\\\\033'\nTry '$tool --help' for more information.\n"
	done
	same 'in the middle of a cluster' 'cat -nzb a; wc -lzw a; base64 -dz a; hexdump -Cz a'
}

testProcessor() {
	for level in $(known_levels "$PILLBOX"); do
		is 'any level' "PILLBOX_CPU=$level; export PILLBOX_CPU; cat a; base64 a; wc b" 0 \
		    'one\nb25lCg==\n 2  2 11 b\n' ''
	done
	for level in '' AVX2 avx plain2 "$(printf '\033')"; do
		run "$BIN:$SYSTEM_PATH" "PILLBOX_CPU='$level' wc a" ours
		assertEquals "no level: $level" 1 "$(cat "$O/ours.status")"
		assertTrue 'reads nothing' "[ ! -s '$O/ours.out' ]"
		grep -q "^wc: PILLBOX_CPU: '.*' is none of 'plain'\(, '[a-z0-9]*'\)*\$" "$O/ours.err"
		assertTrue "says so: $(cat -v "$O/ours.err")" $?
		assertFalse 'without control bytes' "grep -q '$(printf '\033')' '$O/ours.err'"
	done
}

testNoArgument() {
	same 'not allowed' 'cat --number=3 a; cat --show-all= a; cat --numb=x a; cat --number-nonblank=x a'
	same 'not allowed' 'wc --lines=3 a; wc --max-line-length= a; wc --l=1 a; wc --by=x a'
	same 'not allowed' 'base64 --decode=x a; base64 --dec= a; base64 --ignore-garbage=1'
	same 'not allowed' 'hexdump --no-squeezing=1 a; hexdump --canonical= a; hexdump --can=x a'
	same 'not allowed for what all have' 'cat --help=x; wc --version=x; base64 --h=1; base64 --v='
}

testMissingArgument() {
	same 'of a letter' 'base64 -w; base64 -dw; base64 a -w; hexdump -n; hexdump -vs; hexdump a -s'
	same 'of a long one' 'base64 --wrap; base64 a --wr; base64 -d --w; hexdump --length; hexdump a --ski'
	same 'of a long one' 'wc --files0-from; wc --files; wc a --files0-from'
	same 'the next word is taken, whatever it is' 'base64 -w --decode a; base64 --wrap -- a; hexdump -n -C a'
	same 'what is empty is there' "base64 -w '' a; base64 --wrap= a; hexdump -n '' a; hexdump --length= a"
}

testArguments() {
	same 'attached' 'base64 -w3 a; base64 -iw3 a; hexdump -n2 a; hexdump -vn2 a; hexdump -Cn2s1 a'
	same 'apart' 'base64 -w 3 a; base64 -iw 3 a; hexdump -n 2 a; hexdump -vCs 1 -n 2 a'
	same 'long' 'base64 --wrap=3 a; base64 --wrap 3 a; base64 --wr=3 a; base64 --w 3 a; hexdump --len 2 a'
	same 'an = of its own' 'base64 -w=3 a; base64 --wrap==3 a; hexdump -n=2 a'
}

testAbbreviations() {
	same 'cat' 'cat --numb a; cat --number- a'
	same 'cat, one letter is enough' 'cat --sq b; cat --show-n a; cat --show-e a; cat --show-t a; cat --show-a b'
	same 'wc' 'wc --c a; wc --l a; wc --w a; wc --b a; wc --m a'
	same 'base64' 'base64 --d encoded; base64 --ig --dec encoded; base64 --w=2 a'
	same 'hexdump' \
		'hexdump --can a; hexdump --two-bytes-d a; hexdump --two-bytes-h a; hexdump --no a; hexdump --s 1 a'
	same 'exact before longer' 'cat --number b'
	same 'ambiguous' 'cat --num a; cat --n a; cat --s a; cat --sh a; cat --show- a; cat --num=3 a'
	same 'ambiguous' 'hexdump --two a; hexdump --two-bytes- a; cat --=; base64 --=x'
	ambiguous="is ambiguous; possibilities: '--one-byte-octal' '--one-byte-hex' '--one-byte-char'"
	is 'ambiguous, newer options' 'hexdump --one-byte a' 1 '' \
	    "hexdump: option '--one-byte' $ambiguous\nTry 'hexdump --help' for more information.\n"
	same 'not in abbreviations of one dash' 'cat -number a'
}

testClustersAndOrder() {
	same 'clusters' 'cat -vET b; cat -bs b a; cat -nA b; wc -lwc a b; wc -cL a; hexdump -Cv a; base64 -di encoded'
	same 'many times' 'cat -nnn -n a; wc -l -l --lines a; base64 -d -d encoded'
	same 'the last one counts' 'cat -n -b b; cat -b -n b; base64 -w1 -w2 a; hexdump -n1 -n3 a'
	same 'operands between' 'cat a -n b; cat a b -n; wc a -l b; base64 encoded -d; hexdump a -C -n 2 b'
	same '--' 'cat -n -- a; cat -- -n; cat a -- -n b; wc -l -- a -w; base64 -- -d; hexdump -C -- a -v'
	same '-- twice' 'cat -- --; cat -- -- a; base64 -- --'
	same '- is an operand' 'cat -n - <a; cat a - b <b; wc - -l <a; base64 - -d <encoded'
	for posix in 1 ''; do
		same 'POSIXLY_CORRECT' "export POSIXLY_CORRECT=$posix
		    cat -n a -b; cat a -n; cat - -n <a; wc -l a -w; base64 -w2 a; base64 encoded -d; hexdump -C a -v
		    cat -n -- a -b"
	done
}

# The options that a summary on standard input lists, each with an argument
# where it takes one.
listed() {
	awk 'BEGIN {
		split("F /dev/null FILE /dev/null WHEN always RADIX x LETTERS s HOW hex ORDER big TYPES x1 TYPE md5", words, " ")
		for (i = 1; i in words; i += 2)
			example[words[i]] = words[i + 1]
	}
	/^ {2,6}-/ || /^  ? ? ? ? ?-/ {
		sub(/^ +/, "")
		sub(/  .*/, "")
		value = ""
		gsub(/[][]/, "")
		if (match($0, /=.*/)) {
			value = substr($0, RSTART + 1)
			$0 = substr($0, 1, RSTART - 1)
			value = value in example ? example[value] : "1"
		}
		gsub(/,/, "")
		for (i = 1; i <= NF; i++)
			print $i (value != "" && $i ~ /^--/ ? "=" : "") value
	}'
}

testHelpIsTrue() {
	for tool in $applets; do
		"$BIN/$tool" --help | listed >options
		assertTrue "$tool lists options" "[ $(wc -l <options) -ge 2 ]"
		while read -r option; do
			is 'an option that --help lists' "$tool $option --help >/dev/null" 0 '' ''
		done <options
	done
}

testHelpAndVersion() {
	version=$("$PILLBOX" --version | sed 's/.* //; q')
	assertTrue "a version: $version" "expr '$version' : '[0-9]*\.[0-9]*\.[0-9]*\$'"
	for tool in $names; do
		is 'the first line ends in the version' "$tool --version | sed -n '1s/.* //p'" 0 "$version\n" ''
		is 'by the box' "\$PILLBOX $tool --version | sed -n '1s/.* //p'" 0 "$version\n" ''
		is 'usage' "$tool --help | head -n 1 | cut -d ' ' -f 1-3" 0 "Usage: $tool [OPTION]...\n" ''
		for word in --help --version; do
			is 'succeeds' "$tool $word >/dev/null" 0 '' ''
			is 'the first one counts' "$tool $word --nonsense >/dev/null" 0 '' ''
			is 'whatever else there is' "$tool a missing $word >/dev/null" 0 '' ''
			is 'full' "$tool $word >/dev/full" 1 '' "$tool: $no_space"
			is 'closed' "$tool $word >&-" 1 '' "$tool: write error: $bad"
			is 'all closed' "$tool $word <&- >&- 2>&-" 1 '' ''
		done
	done
}

# ---- names -----------------------------------------------------------------

# Names of files that do not exist, each followed by a NUL: every byte in several
# positions, all pairs of special characters, and characters of every kind. No name has
# an apostrophe and ends in an escape: the second pass of GNU 9.1 over such a name does
# not notice that the escape has ended, and prints what no shell can read back.
names() {
	LC_ALL=C awk '
	function put(name) {
		if (index(name, "\047") && name !~ /\047$/)
			name = name "z"
		printf "%s%c", name, 0
	}
	BEGIN {
		for (i = 1; i < 256; i++) {
			if (i == 47)
				continue
			c = sprintf("%c", i)
			put(c); put("x" c); put(c "x"); put("x" c "y"); put(c c)
			put("\047" c); put(c "\047"); put("x\047" c); put("\n" c); put(c "\n")
		}
		n = split("a|7|.|\047|\"|$|#|~|{|}|:|\\|`|!|=|*|\001|\033|\n|\t| |\177|\200|\377|\303|\303\266|" \
		    "\302\205|\302\233|\302\240|\342\202\254|\342\202|\342\200\250|\355\240\200|\360\237\230\200|" \
		    "\360\237|\364\220\200\200|\315\270|\363\260\200\200", piece, "|")
		piece[++n] = "|"
		for (i = 1; i <= n; i++)
			for (k = 1; k <= n; k++) {
				put(piece[i] piece[k])
				put(piece[k] piece[i] piece[k])
			}
		srand(1)
		for (i = 0; i < 1000; i++) {
			name = ""
			for (k = int(rand() * 6) + 3; k > 0; k--)
				name = name piece[int(rand() * n) + 1]
			put(name)
		}
	}'
}

testNames() {
	names >all && mv all names
	assertTrue 'thousands of names' "[ $(tr -cd '\000' <names | wc -c) -gt 5000 ]"
	for locale in C C.UTF-8; do
		same "names in $locale" "cd empty && LC_ALL=$locale xargs -0 -n 250 cat -- <../names"
		same "names in $locale" "cd empty && LC_ALL=$locale xargs -0 -n 200 wc -- <../names"
	done
	head -c 3000 names >some
	same 'names of base64' 'cd empty && xargs -0 -n 1 base64 -- <../some'
	same 'extra operands of base64' 'cd empty && xargs -0 -n 1 base64 -- x <../some'
	same 'arguments' 'cd empty && xargs -0 -n 1 base64 -w <../some'
	for setting in LC_ALL=C.UTF-8 LC_ALL=C.utf8 LC_ALL=POSIX 'LC_ALL= LC_CTYPE=C.UTF-8' \
		'LC_ALL= LC_CTYPE= LANG=C.UTF-8' \
	    'LC_ALL= LC_CTYPE=C LANG=C.UTF-8' 'LC_ALL=C LANG=C.UTF-8' 'LC_ALL= LC_CTYPE= LANG='; do
		same 'which locale it is' "$setting cat 'n$(printf '\303\266')' 'x$(printf '\302\233')'"
	done
	same 'an empty name' "cat ''; base64 ''"
	same 'a name and a slash' 'cat missing/x a/x ./missing'
}

testProgramName() {
	is 'without its folders' "$BIN/cat missing; $BIN/../bin/wc -z" 1 '' \
	    "cat: missing: No such file or directory\nwc: invalid option -- 'z'
Try 'wc --help' for more information.\n"
	# shellcheck disable=SC2016
	is 'as a word for the box' '"$PILLBOX" cat missing; "$PILLBOX" base64 -z' 1 '' \
	    "cat: missing: No such file or directory\nbase64: invalid option -- 'z'
Try 'base64 --help' for more information.\n"
	is 'the alias' 'hd -z' 1 '' "hd: invalid option -- 'z'\nTry 'hd --help' for more information.\n"
}

testLongNames() {
	long=$(printf '%0300d' 1)
	path=$(printf '%05000d' 1 | sed 's/0/x\//g')
	same 'a name too long' "cat $long; wc $long; base64 $long"
	same 'a path too long' "cat $path; wc a $path; base64 $path"
	same 'a name too long, quoted' "cat '$long :'; cat a '$long
' b"
	is 'a name too long' "hexdump $long" 1 '' \
	    "hexdump: $long: File name too long\nhexdump: all input file arguments failed\n"
}

# ---- errors ----------------------------------------------------------------

testErrorsInTheirTurn() {
	same 'between outputs' 'cat a missing b 2>&1; cat missing a missing 2>&1; cat a folder b 2>&1'
	same 'between outputs' 'wc a missing b 2>&1; wc missing 2>&1; wc missing missing a 2>&1'
	same 'between outputs, of a long file' \
		'seq 50000 >long; cat long missing long 2>&1 | cksum; cat -n long missing long 2>&1 | cksum'
	is 'between whole blocks' 'seq 8 >sixteen; hexdump -C sixteen missing a 2>&1' 1 \
		'00000000  31 0a 32 0a 33 0a 34 0a  35 0a 36 0a 37 0a 38 0a  |1.2.3.4.5.6.7.8.|
hexdump: missing: No such file or directory
00000010  6f 6e 65 0a                                       |one.|\n00000014\n' ''
	same 'each of many' 'cat missing1 missing2 a missing3; wc -l missing1 missing2'
	same 'into a full device' 'cat missing a >/dev/full'
}

testErrors() {
	ln -s loop loop
	ln -s nowhere dangling
	same 'a link to itself' 'cat loop; wc loop; base64 loop'
	same 'a link to nothing' 'cat dangling; wc dangling; base64 dangling; hexdump dangling'
	same 'a file as a folder' 'cat a/b; wc a/b; base64 a/b'
	same 'a folder' 'cat .; cat ./ a; base64 .; base64 folder'
	is 'a folder' 'hexdump .; echo $?; wc . 2>&1 | sort' 0 \
		"1\n      0       0       0 .\nwc: .: Is a directory\n" \
	    'hexdump: .: Is a directory\n'
	is 'a socket' 'python3 -c "import socket; socket.socket(socket.AF_UNIX).bind(\"socket\")"; cat socket
		base64 socket' \
	    1 '' 'cat: socket: No such device or address\nbase64: socket: No such device or address\n'
	same 'memory that is not there' 'cat /proc/self/mem; base64 /proc/self/mem; cat a /proc/self/mem b 2>&1'
}

testUnreadable() {
	if [ "$(id -u)" = 0 ]; then
		startSkipping
	fi
	printf x >unreadable
	chmod 0 unreadable
	same 'not ours to read' 'cat unreadable a; wc unreadable; base64 unreadable'
	is 'not ours to read' 'hexdump unreadable' 1 '' \
	    'hexdump: unreadable: Permission denied\nhexdump: all input file arguments failed\n'
}

testFull() {
	for tool in $applets; do
		is 'full' "$(whole "$tool") b >/dev/full" 1 '' "$tool: $no_space"
	done
	seq 90000 >long
	is 'full, several' 'cat long long >/dev/full; cat -v long a >/dev/full; wc long long >/dev/full
		hexdump long a >/dev/full' \
	    1 '' "cat: ${no_space}cat: ${no_space}wc: ${no_space}hexdump: $no_space"
	is 'full, endless' 'cat /dev/zero >/dev/full; cat -v /dev/zero >/dev/full; base64 /dev/zero >/dev/full
		hexdump -v /dev/zero >/dev/full' \
	    1 '' "cat: ${no_space}cat: ${no_space}base64: ${no_space}hexdump: $no_space"
	same 'full, but nothing to say' 'cat /dev/null >/dev/full; base64 /dev/null >/dev/full'
}

# ---- descriptors -----------------------------------------------------------

# closed COMMAND: its status and output if any of 0, 1 and 2 are closed. Nothing may be
# written to a file that took the place of one.
closed() {
	for in in '' '<&-'; do
		for out in '' '>&-'; do
			for err in '' '2>&-'; do
				file=0
				[ -z "$out" ] || file=1
				stdin=$file
				[ -z "$in" ] || stdin=1
				run "$BIN:$SYSTEM_PATH" "$1 b $in $out $err" file
				assertEquals "$1 b $in $out $err" "$file" "$(cat "$O/file.status")"
				# shellcheck disable=SC2086
				[ -n "$out" ] || assertEquals "$1 b $in $out $err: output" \
				    "$("$BIN/"$1 b)" "$(cat "$O/file.out")"
				run "$BIN:$SYSTEM_PATH" "$1 ${in:-<b} $out $err" stdin
				assertEquals "$1 $in $out $err" "$stdin" "$(cat "$O/stdin.status")"
				run "$BIN:$SYSTEM_PATH" "$1 missing $in $out $err" missing
				assertEquals "$1 missing $in $out $err" 1 "$(cat "$O/missing.status")"
				run "$BIN:$SYSTEM_PATH" "$1 --nonsense $in $out $err" usage
				assertEquals "$1 --nonsense $in $out $err" 1 "$(cat "$O/usage.status")"
				assertEquals "$1 $in $out $err: the file" "two words" "$(cat b)"
			done
		done
	done
}

testClosedDescriptors() {
	for tool in $applets; do
		closed "$(whole "$tool")"
	done
	is 'no input' 'cat <&-' 1 '' "cat: -: $bad"
	is 'no input, among files' 'cat a - b <&- 2>&1' 1 "one\ncat: -: ${bad}two words\n\n" ''
	is 'no input' 'wc -c <&-' 1 '0\n' "wc: 'standard input': $bad"
	is 'no input' 'base64 <&-' 1 '' "base64: read error: $bad"
	is 'no input' 'hexdump <&-' 1 '' "hexdump: stdin: $bad"
	same 'no output' 'cat a >&-; cat /dev/null >&-; base64 a >&-; wc a >&-; base64 /dev/null >&-'
	is 'no output' 'hexdump a >&-' 1 '' "hexdump: write error: $bad"
	is 'output that is only for reading' 'cat b 1<a; base64 b 1<a; wc b 1<a; hexdump b 1<a' 1 '' \
	    "cat: write error: ${bad}base64: write error: ${bad}wc: write error: ${bad}hexdump: write error: $bad"
	same 'input that is only for writing' 'cat 0>written; base64 0>written'
	same 'many files and no descriptors' 'cat a b a <&- 2>&-; wc a b <&- 2>&-'
}

# ---- inputs ----------------------------------------------------------------

testStandardInput() {
	same 'none' 'cat <a; wc <a; base64 <a; hexdump <a; hexdump -C <a'
	same 'several times' 'cat - - <a; cat a - b - <a; wc - - <a; wc - a <b; cat - a - </dev/null'
	same 'in the middle of a file' \
		'{ head -n 1 >/dev/null; cat; } <b; { read -r _; wc; } <b; { read -r _; base64; } <b'
	same 'through a pipe' 'cat a b | cat a - b; cat a | wc - b; cat a | base64 -; cat a | hexdump'
	is 'a dash is standard input for hexdump too' 'hexdump -C - <a | head -n 1' 0 \
	    '00000000  6f 6e 65 0a                                       |one.|\n' ''
}

testProcessSubstitution() {
	same 'one' "bash -c 'cat <(echo x); wc -c < <(echo x); base64 <(echo x); hexdump -C <(echo x)'"
	same 'several' "bash -c 'cat <(echo x) a <(echo y) | cat -n; wc -lwc <(echo x) <(echo y) a | sed s,fd/.*,fd,'"
	same 'several' "bash -c 'hexdump -C <(echo x) <(echo y)'"
	same 'slow ones' "bash -c 'cat <(seq 9; seq 30000) <(seq 30000 | cat) | cksum'"
}

# Descriptors that are open but cannot be read or written: O_PATH.
testPathDescriptors() {
	same 'input' 'python3 "$here/path_descriptor.py" stdin cat'
	same 'output' 'python3 "$here/path_descriptor.py" stdout cat a'
	same 'complaints' 'python3 "$here/path_descriptor.py" stderr cat a'
}

# shellcheck disable=SC2016
testManyOperands() {
	(
		mkdir many
		cd many || exit
		for i in $(seq 250); do
			echo "$i" >"$i"
		done
	)
	same '250 files' 'cd many; cat * | cksum; wc * | cksum; hexdump -C * | cksum; cat -n *'
	rm many/1*5 many/2*
	same '250 files, some missing' 'cd many; cat $(seq 250) 2>&1 | cksum; wc $(seq 250)'
	same 'one file, many times' 'cat $(yes a | head -n 250) | cksum; wc $(yes b | head -n 250) | tail -n 1'
}

# More inputs than the queue holds: the feeder takes over.
testMoreThanFit() {
	same 'few descriptors' \
		'ulimit -n 16; cat $(yes a | head -n 200) | cksum; wc -l $(yes a | head -n 200) | tail -n 1'
}

testReaderLeaves() {
	# shellcheck disable=SC2016
	for tool in 'cat' 'cat -n' base64 'hexdump -v' 'hexdump -vC'; do
		same 'SIGPIPE' "($tool /dev/zero; echo \$? >status) | head -c 1 >/dev/null; cat status"
	done
	is 'SIGPIPE ignored' '(trap "" PIPE; cat /dev/zero; echo $? >status) | head -c 1 >/dev/null; cat status' 0 \
		'1\n' \
	    'cat: write error: Broken pipe\n'
	is 'SIGPIPE ignored' \
		'(trap "" PIPE; hexdump -v /dev/zero; echo $? >status) | head -c 1 >/dev/null; cat status' 0 '0\n' ''
}

# Applets wait for a non-blocking input or output, and the feeder for its list.
testWaits() {
	echo 'one two' >a
	printf 'a\0' >late
	commands | cut -d '|' -f 1 >all
	while read -r command <&8; do
		run "$BIN:$SYSTEM_PATH" "cat late | $command" want
		run "$BIN:$SYSTEM_PATH" "timeout 20 python3 '$here/late_input.py' applet \$BIN/$command" ours
		differ "input: $command" want ours
	done 8<all
	several '- a' >all
	while read -r command <&8; do
		run "$BIN:$SYSTEM_PATH" "cat late | $command" want
		run "$BIN:$SYSTEM_PATH" "timeout 20 python3 '$here/late_input.py' applet \$BIN/$command" ours
		differ "the first input: $command" want ours
	done 8<all
	is 'input, to a pipe' 'timeout 20 python3 "$here/late_input.py" applet $BIN/cat | cat' 0 'a\0' ''
	is 'a list' 'timeout 20 python3 "$here/late_input.py" feeder $BIN/wc --files0-from=-' 0 '1 2 8 a\n' ''
	head -c 3000000 /dev/zero >big
	for to in pipe socket; do
		is 'output' "timeout 20 python3 '$here/slow_reader.py' $to \$BIN/cat big" 0 '3000000 0\n' ''
	done
	is 'output' "timeout 20 python3 '$here/slow_reader.py' pipe \$BIN/tail -c 3000000 big" 0 '3000000 0\n' ''
	is 'output' "timeout 20 python3 '$here/slow_reader.py' pipe \$BIN/base64 -w0 big" 0 '4000000 0\n' ''
}

. shunit2
