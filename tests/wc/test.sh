#!/bin/sh
# wc: compared with the installed GNU wc where that follows the rule; else, above all for
# words and --total, with the rule's own result.
# shellcheck disable=SC2016 # expanded where the line of shell is run
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

try="Try 'wc --help' for more information.\n"

oneTimeSetUp() {
	find_levels
	printf 'one two\n  three\nfour five six\n' >text
	: >empty
	printf 'no newline' >open
	printf '\n\n\n' >blank
	printf 'a\tbb\tccc\n\t\tx\n1234567\t8\n12345678\t9\n' >tabbed
	printf 'long line\rshort\na\fbcd\vef\n\bx\001\177\n' >controls
	seq 1 30000 >numbers
	printf '%0300000d\n' 7 >wide
	printf 'na\303\257ve caf\303\251 \320\266\320\270\320\267\320\275\321\214\n' >latin
	printf '\346\274\242\345\255\227 \343\201\213\343\201\252\n\357\274\241b\n' >cjk
	printf 'e\314\201 \342\200\213x \360\237\230\200 \341\205\240 \302\255\n' >marks
	# Release 9.1 takes what is past U+10FFFF for characters.
	head -c 300000 "$PILLBOX" | tr -d '\364-\377' >binary
	mkdir folder
	printf 'text\0numbers\0' >list
	: >names
}

# numbers LABEL MODE INPUT LINES WORDS CHARS BYTES COLUMNS: what is counted of
# an input (a printf format) in the locale C (MODE c) or C.UTF-8 (MODE u)
numbers() {
	locale=C.UTF-8
	[ "$2" = u ] || locale=C
	is "$1" "printf '$3' | LC_ALL=$locale wc -lwmcL" 0 \
		"$(printf '%7d %7d %7d %7d %7d' "$4" "$5" "$6" "$7" "$8")\n" ''
}

# Every set of options, on text that all releases count alike.
testOptions() {
	for l in '' l; do for w in '' w; do for m in '' m; do for c in '' c; do for L in '' L; do
		o=$l$w$m$c$L
		for locale in C C.UTF-8; do
			run="LC_ALL=$locale wc ${o:+-$o}"
			same 'one file' "$run text"
			same 'several files' "$run text empty open blank tabbed"
			same 'standard input' "$run <numbers"
			same 'a pipe' "cat text tabbed | $run"
			same 'characters' "$run $([ $locale = C ] || echo latin cjk) numbers"
		done
	done; done; done; done; done
	same 'one by one' 'wc -L -w -c -l -m text'
	same 'after the operands' 'wc text numbers -l -c'
	same 'twice' 'wc -l -l text'
	for o in bytes chars lines words max-line-length; do
		same 'a long option' "wc --$o text numbers"
		same 'an abbreviation' "wc --$(echo $o | cut -c 1-2) text numbers"
	done
}

# The engines of all levels that this processor has; on small files too, where
# nobody but PILLBOX_CPU would choose them. One option, two and three.
testLevels() {
	sets=
	for a in l w m c L; do
		sets="$sets $a"
		for b in l w m c L; do
			[ "$a" = "$b" ] || case $sets in *" $b$a"*) ;; *) sets="$sets $a$b" ;; esac
		done
	done
	for level in $levels; do
		for o in $sets lwm lwc lwL lmc lmL lcL wmc wmL wcL mcL; do
			for locale in C C.UTF-8; do
				run="LC_ALL=$locale PILLBOX_CPU=$level wc -$o"
				texts=$([ $locale = C ] || echo latin cjk)
				same 'files and a pipe' "$run text numbers empty open tabbed wide $texts;
					for f in blank tabbed wide $texts; do $run \$f; cat \$f numbers | $run; done"
			done
			case $o in *w*) continue ;; esac
			same 'any bytes' "for f in binary controls marks; do for l in C C.UTF-8; do
				LC_ALL=\$l PILLBOX_CPU=$level wc -$o \$f; done; done"
		done
	done
}

# Columns and characters, but for newer characters, are as in that release.
testOldFiles() {
	for f in empty open blank tabbed controls numbers wide latin cjk marks binary; do
		for o in -l -c -m -L -lmcL; do
			same 'C' "wc $o $f"
			same 'UTF-8' "LC_ALL=C.UTF-8 wc $o $f"
			same 'UTF-8, a pipe' "cat $f | LC_ALL=C.UTF-8 wc $o"
		done
	done
	same 'all' 'LC_ALL=C.UTF-8 wc -lmcL controls latin cjk marks binary tabbed'
}

testLocales() {
	for l in C POSIX en_US C.ISO-8859-1 '' UTF-8x de_DE@x.UTF-8; do
		is 'bytes' "LC_ALL=$l LC_CTYPE=$l LANG=$l wc -m latin" 0 '24 latin\n' ''
	done
	for l in C.UTF-8 C.utf8 C.Utf-8 xx_YY.UTF-8 C.UTF-8@euro; do
		is 'characters' "LC_ALL=$l wc -m latin" 0 '17 latin\n' ''
	done
	is 'LC_ALL first' 'LC_ALL=C LC_CTYPE=C.UTF-8 wc -m latin' 0 '24 latin\n' ''
	is 'empty is unset' 'LC_ALL= LC_CTYPE=C.UTF-8 LANG=C wc -m latin' 0 '17 latin\n' ''
	is 'LANG last' 'unset LC_ALL; LANG=C.UTF-8 wc -m latin' 0 '17 latin\n' ''
	is 'none' 'env -i PATH="$PATH" wc -m latin' 0 '24 latin\n' ''
}

# Since GNU 9.5 everything but white space makes words.
testWords() {
	numbers 'controls' u '\001\n' 1 1 2 2 0
	numbers 'NULs' c '\0\0\0 \0' 0 2 5 5 1
	numbers 'every white space' c 'a\tb\nc\vd\fe\rf g' 1 7 13 13 9
	numbers 'bytes in C' c '\377 \200\n' 1 2 4 4 1
	numbers 'byte A0 in C' c 'a\240b' 0 1 3 3 2
	numbers 'UTF-8 in C' c 'a\303\240b\302\240c' 0 1 7 7 3
	numbers 'invalid bytes' u 'a\377b\303\n' 1 1 3 5 2
	numbers 'invalid bytes alone' u '\377 \200 \303' 0 3 2 5 2
	numbers 'a surrogate' u '\355\240\200' 0 1 0 3 0
	numbers 'overlong' u '\300\200 \340\200\240' 0 2 1 6 1
	numbers 'past U+10FFFF' u '\364\220\200\200' 0 1 0 4 0
	numbers 'cut at the end' u '\346\274' 0 1 0 2 0
	numbers 'cut by a space' u '\346\274 \274' 0 2 1 4 1
	numbers 'unassigned' u '\315\270\n' 1 1 2 3 0
	for s in '\341\232\200' '\342\200\200' '\342\200\206' '\342\200\210' '\342\200\212' \
		'\342\200\250' '\342\200\251' '\342\201\237' '\343\200\200'; do
		is 'a space' "printf 'a${s}b' | LC_ALL=C.UTF-8 wc -w" 0 '2\n' ''
		is 'a space' "printf '$s' | LC_ALL=C.UTF-8 wc -w" 0 '0\n' ''
		is 'none in C' "printf 'a${s}b' | wc -w" 0 '1\n' ''
	done
	for s in '\302\240' '\342\200\207' '\342\200\257' '\342\201\240'; do
		is 'a no-break space' "printf 'a${s}b' | LC_ALL=C.UTF-8 wc -w" 0 '2\n' ''
		is 'a no-break space' \
			"printf 'a${s}b' | POSIXLY_CORRECT=1 LC_ALL=C.UTF-8 wc -w" 0 '1\n' ''
	done
	for s in '\302\205' '\341\240\216' '\342\200\213' '\357\273\277' '\342\200\247' '\343\200\201'; do
		is 'no space' "printf 'a${s}b' | LC_ALL=C.UTF-8 wc -w" 0 '1\n' ''
	done
}

# A buffer's end inside of a character, a wide space above all: buffers are of 64
# KiB, and at 17 MiB of 256 KiB, as newest GNU's always are.
testSplits() {
	head -c $((17 << 20)) /dev/zero | tr '\0' a >large
	for level in $levels; do
		run="LC_ALL=C.UTF-8 PILLBOX_CPU=$level wc"
		for n in 65533 65534 65535 65536 131071 262143; do
			is 'a wide space' "{ printf '%0${n}d' 0; printf '\343\200\200 b'; } | $run -wm" \
				0 "$(printf '%7d %7d' 2 $((n + 3)))\n" ''
			is 'a wide space' "{ printf '%0${n}d' 0; printf '\343\200\200b'; } >f; $run -w f" \
				0 '2 f\n' ''
			is 'a character' "{ printf '%0${n}d' 0; printf '\360\237\230\200'; } | $run -mL" \
				0 "$(printf '%7d %7d' $((n + 1)) $((n + 2)))\n" ''
		done
		for n in -2 -1 0; do
			n=$(((17 << 20) + n))
			is 'a wide space in a large file' \
				"{ head -c $n large; printf '\343\200\200b'; } >f; $run -wmL f" 0 \
				"       2 $((n + 2)) $((n + 3)) f\n" ''
		done
		is 'byte by byte' \
			"for b in a \\\\343 \\\\200 \\\\200 b; do printf \$b; done | $run -wmcL" \
			0 '      2       3       5       4\n' ''
	done
	rm large f
}

testColumns() {
	numbers 'tabs' c '1234567\tx\n12345678\tx\n' 2 4 21 21 17
	numbers 'lines that end otherwise' c 'longest\rshort\fa' 0 3 15 15 7
	numbers 'no end' c 'a\nlonger' 1 2 8 8 6
	numbers 'no column' c 'a\b\v\001\177\033b' 0 2 7 7 2
	numbers 'high bytes' c '\303\244\240' 0 1 3 3 0
	numbers 'wide' u '\346\274\242\n\355\225\234x' 1 2 4 8 3
	numbers 'joined' u '\360\237\221\250\342\200\215\360\237\221\251' 0 1 3 11 4
	numbers 'flags' u '\360\237\207\251\360\237\207\252' 0 1 2 8 2
	numbers 'wide at a tab' u '\346\274\242\346\274\242\346\274\242a\tb' 0 2 6 12 9
	same 'the largest' 'wc -L text numbers tabbed'
}

# Each code point but the surrogates, on a line of its own; 25 of them are white space.
testAllCharacters() {
	perl -CO -e 'for (0..0xD7FF, 0xE000..0x10FFFF) { no warnings; print chr($_), "\n" }' >all
	for level in $levels; do
		export PILLBOX_CPU="$level"
		same 'every character' 'LC_ALL=C.UTF-8 wc -lmcL all'
		same 'every character, a column' 'LC_ALL=C.UTF-8 wc -L all; wc -L all'
		is 'every character' 'LC_ALL=C.UTF-8 wc -lwm all' 0 '1112065 1112039 2224128 all\n' ''
		is 'every character' 'POSIXLY_CORRECT= LC_ALL=C.UTF-8 wc -w all' 0 '1112043 all\n' ''
		unset PILLBOX_CPU
	done
}

testWidth() {
	same 'a single number' 'wc -c numbers'
	same 'two numbers' 'wc -lc numbers'
	same 'standard input' 'wc <numbers'
	same 'standard input, a dash' 'wc - <numbers'
	same 'a pipe' 'cat text | wc'
	same 'a pipe, a single number' 'cat text | wc -l'
	same 'a pipe among files' 'cat text | wc text -'
	same 'a device' 'wc /dev/null text'
	same 'a device, a single number' 'wc -c /dev/null'
	same 'a device, and six digits' 'wc numbers /dev/null'
	same 'a large sum' 'wc -l numbers numbers wide binary'
	same 'sizes that make a digit' 'wc numbers text empty'
	same 'missing' 'wc nope'
	same 'missing first' 'wc nope numbers'
	same 'missing last' 'wc -l numbers nope'
	same 'all missing' 'wc nope nope'
	same 'sizes that say nothing' 'wc -l /proc/cpuinfo /proc/version'
	same 'sizes that are too large' 'wc /sys/kernel/uevent_seqnum text'
	same 'at an offset' '{ dd bs=8 count=1 2>/dev/null; wc; } <numbers'
}

testOperands() {
	same 'dashes' 'wc - text - <numbers'
	same 'a dash alone' 'wc -l - <numbers'
	same 'the same' 'wc text text text'
	same 'many' 'wc $(yes text | head -n 200)'
	same 'after --' 'cp text ./-l; wc -- -l; rm ./-l'
	same 'POSIXLY_CORRECT' 'POSIXLY_CORRECT=1 wc text -l'
	same 'a FIFO' 'mkfifo fifo; cat numbers >fifo & wc fifo; wait; rm fifo'
	same 'a name with blanks' 'cp text "a  b"; wc "a  b"'
	same 'a name with controls' 'cp text "$(printf "a\033b")"; wc a*b'
	same 'a name with a newline' 'f=$(printf "a\nb"); cp text "$f"; wc "$f" text; rm "$f"'
	same 'a name with worse' 'f=$(printf "a\n\001\303\244"); cp text "$f"; wc "$f"; rm "$f"'
	same 'the same in UTF-8' \
		'f=$(printf "a\n\001\303\244"); cp text "$f"; LC_ALL=C.UTF-8 wc "$f"; rm "$f"'
	long=$(printf '%0240d' 0)
	same 'a long name' "mkdir -p $long; cp text $long/$long; wc $long/$long"
	same 'no such name with controls' 'wc "$(printf "x\ny")" "a b" "it'\''s"'
}

testErrors() {
	same 'missing' 'wc text nope numbers'
	same 'a directory' 'wc folder'
	same 'a directory of several' 'wc -l folder text'
	same 'a directory that has a size' 'wc -c /dev'
	is 'the row first' 'wc folder 2>&1' 1 \
		'      0       0       0 folder\nwc: folder: Is a directory\n' ''
	is 'in their order' 'wc -l text nope text 2>&1' 1 \
		' 3 text\nwc: nope: No such file or directory\n 3 text\n 6 total\n' ''
	is 'standard input' 'wc <folder' 1 '      0       0       0\n' \
		"wc: 'standard input': Is a directory\n"
	is 'a dash' 'wc - <folder' 1 '      0       0       0 -\n' 'wc: -: Is a directory\n'
	is 'no standard input' 'wc <&-' 1 '0 0 0\n' "wc: 'standard input': Bad file descriptor\n"
	is 'no standard input for a file' 'wc text <&-' 0 ' 3  6 30 text\n' ''
	is 'a read error' 'wc -l /proc/self/mem' 1 '0 /proc/self/mem\n' \
		'wc: /proc/self/mem: Input/output error\n'
	is 'a read error of several' 'wc -c /proc/self/mem text' 1 \
		' 0 /proc/self/mem\n30 text\n30 total\n' 'wc: /proc/self/mem: Input/output error\n'
	is 'a full device' 'wc text text >/dev/full' 1 '' 'wc: write error: No space left on device\n'
	is 'no standard output' 'wc text >&-' 1 '' 'wc: write error: Bad file descriptor\n'
	is 'no name' "wc ''" 1 '' 'wc: invalid zero-length file name\n'
	is 'no name of several' "wc -l text ''" 1 ' 3 text\n 3 total\n' \
		'wc: invalid zero-length file name\n'
	cp text secret
	chmod 0 secret
	chmod 711 .
	cp "$PILLBOX" wc
	as=
	[ "$(id -u)" != 0 ] || as='setpriv --reuid=65534 --clear-groups'
	is 'no permission' "$as ./wc -l secret text" 1 ' 3 text\n 3 total\n' \
		'wc: secret: Permission denied\n'
	rm wc
}

testUsage() {
	for o in -z --zzz --lines=1 --files0-from -lz -h; do
		same 'a bad option' "wc $o text"
	done
}

# ulimit -f stands in the way of no sparse file that was made before.
testSizes() {
	# GNU 9.1 leaves the position where it was.
	skip='dd of=/dev/null count=1 2>/dev/null'
	same 'an offset' "{ $skip bs=3; wc -c; } <text"
	is 'moves to the end' '{ wc -c; cat; } <text' 0 '30\n' ''
	is 'moves to the end, from an offset' "{ $skip bs=3; wc -c; cat; } <numbers" 0 '168891\n' ''
	head -c 8192 numbers >page
	is 'a whole page' '{ wc -c; cat; } <page' 0 '8192\n' ''
	is 'a whole page, from an offset' "{ $skip bs=100; wc -c; cat; } <page" 0 '8092\n' ''
	is 'a whole page, from its last byte' "{ $skip bs=8191; wc -c; cat; } <page" 0 '1\n' ''
	is 'past the end' "{ $skip bs=100 seek=9; wc -c; } <text" 0 '0\n' ''
	is 'past the end' '{ perl -e "sysseek STDIN, 9999, 0"; wc -c; } <page' 0 '0\n' ''
	same 'at the end' '{ cat; wc -c; } <text'
	is 'twice' 'wc -c - - <text' 0 '30 -\n 0 -\n30 total\n' ''
	same 'of one file, among several' 'wc -c page text numbers empty binary'
	same 'a pipe' 'cat numbers | wc -c'
	same 'a device' 'head -c 5000 numbers | wc -c /dev/null -'
	for f in /proc/cpuinfo /proc/version /sys/kernel/uevent_seqnum \
		/sys/kernel/mm/transparent_hugepage/enabled /proc/filesystems; do
		[ -r "$f" ] || continue
		same 'no true size' "wc -c $f"
		same 'no true size' "wc -m <$f"
	done
	for o in -m -cm -c; do
		same 'characters that are bytes' "wc $o numbers page"
		same 'characters' "LC_ALL=C.UTF-8 wc $o latin page"
	done
	if truncate -s 1T sparse 2>/dev/null; then
		is 'a sparse file' 'wc -c sparse; wc -c - <sparse; wc -m sparse' 0 \
			'1099511627776 sparse\n1099511627776 -\n1099511627776 sparse\n' ''
		printf x >>sparse
		is 'a sparse file' "{ $skip bs=1; wc -c; } <sparse" 0 '1099511627776\n' ''
		rm sparse
	fi
}

testFiles0() {
	same 'a list' 'wc --files0-from=list'
	same 'a list, a single number' 'wc -l --files0-from=list'
	same 'no NUL at the end' 'printf "text\0open" >l; wc --files0-from=l'
	same 'one name' 'printf "text" >l; wc --files0-from=l'
	same 'one name, a single number' 'printf "text" >l; wc -c --files0-from=l'
	same 'no name' 'wc --files0-from=empty'
	same 'no name, a device' 'wc --files0-from=/dev/null'
	same 'standard input, a file' 'wc --files0-from=- <list'
	same 'standard input, a pipe' 'cat list | wc --files0-from=-'
	same 'an argument of its own' 'wc --files0-from list -l'
	same 'the last one counts' 'wc --files0-from=nope --files0-from=list'
	same 'failures among them' 'printf "text\0nope\0folder\0" >l; wc -l --files0-from=l'
	same 'empty names' 'printf "text\0\0\0open\0" >l; wc --files0-from=l'
	same 'empty names in a pipe' 'printf "\0text\0" | wc -l --files0-from=-'
	same 'a dash' 'printf -- "-\0text\0" >l; wc --files0-from=l <numbers'
	is 'a dash in standard input' 'printf -- "-\0text\0" | wc --files0-from=-' 1 \
		'3 6 30 text\n3 6 30 total\n' \
		"wc: when reading file names from standard input, no file name of '-' allowed\n"
	same 'no list' 'wc --files0-from=nope'
	is 'no list, of a strange name' 'wc --files0-from="a
b"' 1 '' "wc: cannot open 'a'$'\\\\n''b' for reading: No such file or directory\n"
	same 'a folder' 'wc --files0-from=folder'
	same 'operands too' 'wc --files0-from=list text'
	same 'operands too, of a strange name' 'wc --files0-from=list "a b"'
	same 'a newline in a name' 'printf "nope\nx\0text\0" | wc -l --files0-from=-'
}

# Of GNU 9.2 and later.
testTotal() {
	one=' 3  6 30 text\n'
	both='     3      6     30 text\n 30000  30000 168894 numbers\n'
	sum=' 30003  30006 168924 total\n'
	is 'auto, one' 'wc --total=auto text' 0 "$one" ''
	is 'auto, several' 'wc --total=auto text numbers' 0 "$both$sum" ''
	is 'always, one' 'wc --total=always text' 0 "$one 3  6 30 total\n" ''
	is 'always, several' 'wc --total=always text numbers' 0 "$both$sum" ''
	is 'always, standard input' 'wc --total=always -l <text' 0 '3\n3 total\n' ''
	is 'always, no name' 'wc --total=always --files0-from=names' 0 '0 0 0 total\n' ''
	is 'never' 'wc --total=never text numbers' 0 "$both" ''
	is 'only' 'wc --total=only text numbers' 0 '30003 30006 168924\n' ''
	is 'only, one' 'wc --total=only text' 0 '3 6 30\n' ''
	is 'only, a pipe' 'cat text | wc --total=only' 0 '3 6 30\n' ''
	is 'only, with a failure' 'wc --total=only -l text nope' 1 '3\n' \
		'wc: nope: No such file or directory\n'
	is 'only, of a list' 'wc --total=only --files0-from=list' 0 '30003 30006 168924\n' ''
	is 'the last one counts' 'wc --total=only --total=never text numbers' 0 "$both" ''
	is 'abbreviated' 'wc --total=al -l text' 0 '3 text\n3 total\n' ''
	is 'abbreviated' 'wc --to n -l text text' 0 ' 3 text\n 3 text\n' ''
	valid="Valid arguments are:\n  - 'auto'\n  - 'always'\n  - 'only'\n  - 'never'\n$try"
	is 'unknown' 'wc --total=x text' 1 '' "wc: invalid argument 'x' for '--total'\n$valid"
	is 'too long' 'wc --total=autos text' 1 '' "wc: invalid argument 'autos' for '--total'\n$valid"
	is 'ambiguous' 'wc --total=a text' 1 '' "wc: ambiguous argument 'a' for '--total'\n$valid"
	is 'nothing' 'wc --total= text' 1 '' "wc: ambiguous argument '' for '--total'\n$valid"
	is 'missing' 'wc --total' 1 '' "wc: option '--total' requires an argument\n$try"
}

# The sum of eight times 2^61 bytes overflows by one. After the end of the largest
# possible file, nothing can be read.
testOverflow() {
	folder=$(mktemp -d /dev/shm/wc.XXXXXX 2>/dev/null) || folder=
	if [ -n "$folder" ] && truncate -s 2E "$folder/f" 2>/dev/null; then
		f=$folder/f
		is 'too large' "wc -c --total=only $f $f $f $f $f $f $f $f" 1 '18446744073709551615\n' \
			'wc: total bytes: Value too large for defined data type\n'
		is 'as large as can be' "wc -c --total=only $f $f $f $f $f $f $f" 0 \
			'16140901064495857664\n' ''
		is 'too large, not shown' "wc -c --total=never $f $f $f $f $f $f $f $f | wc -l" 0 '8\n' ''
		truncate -s 9223372036854775807 "$f"
		is 'the largest' "wc -c $f" 0 "9223372036854775807 $f\n" ''
		# The width is that of the sizes' sum, which three of them make too large: it
		# has 20 digits then, where the sum without its highest bit has 19.
		row=" 9223372036854775807 $f\n"
		is 'two of the largest' "wc -c $f $f" 0 "$row${row}18446744073709551614 total\n" ''
		printf '%s\0%s\0%s\0' "$f" "$f" "$f" >l
		for names in "$f $f $f" --files0-from=l "--files0-from=- <l"; do
			is 'three of the largest' "wc -c $names" 1 "$row$row${row}18446744073709551615 total\n" \
				'wc: total bytes: Value too large for defined data type\n'
			is 'a width without a total' "wc -c --total=never $names" 0 "$row$row$row" ''
		done
		is 'the smaller one after them' "wc -c $f $f $f text" 1 \
			"$row$row$row                  30 text\n18446744073709551615 total\n" \
			'wc: total bytes: Value too large for defined data type\n'
	else
		echo 'skipped: no file system for files of 2 EiB'
	fi
	[ -z "$folder" ] || rm -rf "$folder"
}

# The rows of processes that share a pipe must not be mixed.
testWholeRows() {
	yes text | head -n 1000 >many
	# shellcheck disable=SC2046 # Words are meant.
	strace -e trace=write -o trace "$BIN/wc" $(cat many) >out 2>err
	assertEquals 'rows' 1001 "$(wc -l <out)"
	# strace cannot read the bytes of a sealed process: each write must end with a row.
	sed -n 's/^write(1, .* = //p' trace | awk '{ print at += $1 }' >ends
	awk '{ print at += length + 1 }' out >rows
	assertEquals 'writes that cut one' '' "$(grep -vxFf rows ends)"
	assertEquals 'writes that a pipe may cut' 0 "$(sed -n 's/^write(1, .* = //p' trace | awk '$1 > 4096' | wc -l)"
	assertTrue 'fewer writes than rows' "[ $(grep -c 'write(1, ' trace) -lt 20 ]"
	is 'a complaint in its turn' 'wc -l text nope text 2>&1' 1 \
		' 3 text\nwc: nope: No such file or directory\n 3 text\n 6 total\n' ''
}

# No row is held back while an input may have to be waited for.
testOneWriteARow() {
	strace -s 100 -e trace=write -o trace "$BIN/wc" -lwmcL text numbers folder text >out 2>err
	assertEquals 'lengths of writes' "$(awk '{ print length + 1 }' out)" \
		"$(sed -n 's/^write(1, .* = //p' trace)"
	assertEquals 'writes' 5 "$(grep -c 'write(1, ' trace)"
	yes text | head -n 400 >many
	is 'side by side' "xargs -n 3 -P 2 wc --total=never <many | sort | uniq -c | tr -s ' '" 0 \
		' 400 3 6 30 text\n' ''
}

testHelp() {
	is 'debug' 'wc --debug -l text' 0 '3 text\n' 'wc: line count acceleration: none\n'
	# A diagnostic that cannot be written is a failure.
	is 'debug, unheard' 'wc --debug -l text 2>/dev/full; echo $?; wc --debug -l text 2>&-; echo $?' 0 \
		'3 text\n1\n3 text\n1\n' ''
	is 'debug, plain' 'PILLBOX_CPU=plain wc --debug -l numbers' 0 '30000 numbers\n' \
		'wc: line count acceleration: none\n'
	# Others take these words for vectors that GLIBC_TUNABLES must be able to switch off.
	is 'debug' "wc --debug -l numbers 2>&1 | grep -c 'using.*hardware support'" 1 '0\n' ''
	is 'debug' "wc --debug -l numbers 2>&1 | grep -cx 'wc: line count acceleration: [a-z0-9]*'" \
		0 '1\n' ''
	is 'version' 'wc --version | head -n 1 | sed "s/.* [0-9.]*$/number/"' 0 'number\n' ''
	is 'help' 'wc --help | head -n 1' 0 'Usage: wc [OPTION]... [FILE]...\n' ''
	is 'every option' 'wc --help | grep -o -e "--[a-z0-9-]*" | tr -d "\n"' 0 \
		'\055-bytes--chars--lines--words--debug--files0-from--max-line-length--total--help--version' ''
	for o in -c -m -l -L -w --debug --total=never; do
		is 'every option' "wc $o text >out 2>err" 0 '' ''
	done
}

# shellcheck source=/dev/null
. shunit2
