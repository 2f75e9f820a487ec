#!/bin/sh
# hexdump -e, -f and -L: compared with the installed tool, or with the expected text where
# that is wrong. compare_test.sh compares thousands of generated formats.
# Once more: levels.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

PEAK=${PILLBOX%/*}/tests/peak
export PEAK

oneTimeSetUp() {
	printf 'abcdefgh' >eight
	printf 'abcdefghi' >nine
	printf 'abcdefgh\000\001\177\200\377ABC' >mixed
	awk 'BEGIN { for (i = 0; i < 256; i++) printf "\\%03o", i }' >escapes
	# shellcheck disable=SC2059
	printf "$(cat escapes)" >binary
	head -c 100 /dev/zero >zeros
	head -c 3000000 /dev/zero | tr '\0' x >long
	mkdir dir
}

# format LABEL FORMAT: as the installed one prints it, of some inputs
format() {
	printf '%s' "$2" >text
	for file in mixed binary nine; do
		# shellcheck disable=SC2016
		same "$1: $2" 'hexdump -e "$(cat text)" '"$file"
	done
}

testUnits() {
	format 'repetitions and bytes' '4/1 "%02x " "|" 2/2 "%04x " "\n"'
	format 'blanks around the slash' '4 / 1 "%02x" "\n"'
	format 'bytes alone' '/2 "%x "'
	format 'repetitions alone' '3 "%x "'
	format 'no slash' '4 1 "%02x" "\n"'
	format 'two slashes' '4//1 "%02x" "\n"'
	format 'units that touch' '1/1 "%02x""!\n"'
	format 'other blanks' '	4/1	"%c"
"\n"'
	format 'zero times' '0/1 "%c" "%x\n"'
	format 'zero bytes' '1/0 "%x\n"'
	format 'bytes of a text' '1/2 "abc" "%x\n"'
	format 'repetitions of a text' '3 "ab " "%x\n"'
	format 'the last unit repeats' '1/8 "%x " "%c"'
	format 'but not with repetitions' '1/8 "%x " 1 "%c"'
	format 'several conversions' '"%c%c "'
	format 'one blank is dropped' '8/1 "%02x   " "|\n"'
	format 'one newline is dropped' '8/1 "%02x\n\n" "|\n"'
	format 'a blank of a text is dropped' '4 "x " 8/1 "%c" "\n"'
	format 'but none before a conversion' '4/1 "%c %_ad" "\n"'
	format 'only text: nothing' '"hi\n"'
	same 'nothing at all' "hexdump -e '' mixed"
	same 'nothing at all' "hexdump -e '\"\"' mixed"
	same 'only text, and a missing file' "hexdump -e '\"hi\"' missing mixed"
	same 'only text, and a skip' "hexdump -s 3 -e '\"hi%_Ad\n\"' mixed"
	same 'text beside another' "hexdump -C -e '\"hi\n\"' mixed"
}

testConversions() {
	for c in d i o u x X; do
		format "integers" "1/1 \"%$c \" 1/2 \"%$c \" 1/4 \"%$c \" 1/8 \"%$c\n\""
		format "integers" "2/4 \"%+-#12$c|% 012.7$c|\" \"\\n\""
	done
	for c in e E f g G; do
		format "reals" "1/4 \"%$c \" 1/8 \"%$c \" \"%+#20.3$c\n\""
	done
	for c in c _c _p _u; do
		format "bytes" "8/1 \"%$c \" 8/1 \"[%5$c] \" 8/1 \"[%-5$c]\" \"\\n\""
	done
	format 'precision of names' '8/1 "%.1_u " 8/1 "%#+.3_u " "\n"'
	format 'precision of strings' '4/4 "[%.2s]" "\n"'
	format 'precision is the size' '"%.3s|%-6.2s|"'
	format 'offsets' '"%07.7_ax % 5_ad %-5_ao %+#_ax " 4/1 "%_ad:%c " "\n"'
	format 'offsets between' '4/1 "%_ax%_c%_ad|" "\n"'
	format 'the end' '"%_ad " 8/1 "%02x" "\n" "%_Ad=\n"'
	format 'nothing is after the end' '4/1 "%c" "%_Ax %d\n" "hello%c"'
	same 'the last end counts' "hexdump -e '4/1 \"%c\" \"%_Ad!\"' -C -e '\"[%_Ax]\n\"' mixed"
	same 'the end of nothing' "hexdump -e '4/1 \"%c\" \"%_Ad!\"' /dev/null"
	same 'offsets go on' "hexdump -s 3 -e '\"%_ad \" 4/1 \"%02x \" \"\n\"' mixed mixed"
}

testShortBlocks() {
	format 'blanks' '"[%_ad] " 8/1 "%+#5d|" 4/2 "%-6.3x|" 3/4 "%08d|" 2/8 "%+12e|" "%5_c\n"'
	format 'text stays' '20/1 "%_p," "\n"'
	same 'a part of a number' "hexdump -e '4/4 \"%x \"' nine"
	same 'of some formats' "hexdump -e '16/1 \"%02x \" \"\n\"' -e '4/1 \"%_p \" \"\n\"' nine"
	same 'squeezed' "hexdump -e '8/1 \"%02x \" \"\n\"' -e '\"%_ax\n\"' zeros zeros mixed"
	same 'not squeezed' "hexdump -v -e '8/1 \"%02x \" \"\n\"' zeros"
	same 'of one byte' "hexdump -e '1/1 \"%02x \"' zeros mixed"
	is 'as users do' "printf 'abcde' | hexdump -vn 5 -e '\"fd\" 1/1 \"%02x:\" 2/2 \"%x:\"'" 0 'fd61:6362:6564:' ''
	is 'as users do' "hexdump -vn 5 -e '\"fd\" 1/1 \"%02x:\" 2/2 \"%x:\"' /dev/urandom |
		grep -Ec '^fd[0-9a-f]{2}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:\$'" 0 '1\n' ''
}

testMixed() {
	same 'with canned ones' "hexdump -e '4/1 \"%c\" \"\n\"' -C -e '8/2 \"%d \" \"\n\"' -b mixed"
	same 'larger than canned ones' "hexdump -C -e '20/1 \"%c\" \"\n\"' -x mixed binary"
	same 'long options' "hexdump --format '4/1 \"%c\" \"\n\"' --format='/1 \"%d\"' mixed"
	is 'hd with a format has only that' "hd -e '1/8 \"%x\n\"' eight" 0 '6867666564636261\n' ''
	is 'ambiguous' 'hexdump --form x' 1 '' \
		"hexdump: option '--form' is ambiguous; possibilities: '--format' '--format-file'
Try 'hexdump --help' for more information.\n"
}

testFiles() {
	printf ' # x\n#y\n\n  \t"%%c\\n"\n#\n"%%x\\n"' >formats
	same 'lines' 'hexdump -f formats mixed'
	same 'in order' "hexdump -e '\"%d\n\"' -f formats -e '\"%o\n\"' --format-file formats mixed"
	echo '1/4 "%x "' >formats
	is 'standard input' 'hexdump -f - eight <formats' 0 '64636261 68676665 ' ''
	printf '"%%x\\n"\0garbage"\n' >formats
	same 'a NUL ends the line' 'hexdump -f formats mixed'
	same 'missing' 'hexdump -f missing mixed'
	same 'empty' 'hexdump -C -f /dev/null mixed'
	same 'none at all' 'hexdump -f /dev/null mixed'
	is 'none at all' 'hd -n 1 -f /dev/null eight' 0 \
		'00000000  61                                                |a|\n00000001\n' ''
	is 'a directory' 'hexdump -f dir mixed' 1 '' "hexdump: can't read dir: Is a directory\n"
	is 'no standard input' 'hexdump -f - mixed <&-' 1 '' "hexdump: can't read -: Bad file descriptor\n"
	is 'the line in the message' 'printf "#\n4/1 x\n" | hexdump -f - mixed' 1 '' 'hexdump: bad format {4/1 x}\n'
	head -c 65534 /dev/zero | tr '\0' '#' >formats
	is 'as long as may be' 'hexdump -f formats -e "\"" eight' 1 '' 'hexdump: bad format {"}\n'
	is 'too long' 'hexdump -f formats -e "\"\"" eight' 1 '' 'hexdump: format too long\n'
	is 'too long' 'hexdump -f formats -f formats eight' 1 '' 'hexdump: format too long\n'
	is 'endless' 'hexdump -f /dev/zero eight' 1 '' 'hexdump: format too long\n'
	yes '"%c"' | head -n 1025 >formats
	is 'too many' 'hexdump -f formats eight' 1 '' 'hexdump: too many formats\n'
}

testErrors() {
	for wrong in '4/1"%02x"' x 'x"hi"' '"%d' '"' '4/' '4 ' '4/4' '4x "%d"' '/4x "%d"' '"%hd"' '"%ld"' '"%*d"' \
		'"%n"' \
		'"%%"' '"%F"' '"%_q"' '"%_"' '"%_aq"' '"%5.s"' '"%s"' '/4 "%c"' '/3 "%d"' '/2 "%f"' '/16 "%e"' \
			'/2 "%_p"' \
		'4/1 "%c%c"' '/4 "%d%_p"'; do
		printf '%s' "$wrong" >text
		# shellcheck disable=SC2016
		same "$wrong" 'hexdump -e "$(cat text)" mixed'
	done
	same 'the first that is malformed' "hexdump -e '\"%q\"' -e x -e y mixed"
	is 'before any input' "hexdump -C -e x missing" 1 '' 'hexdump: bad format {x}\n'
	is 'shown harmlessly' "hexdump -e '\"\033[31m' mixed" 1 '' "hexdump: bad format {\"\\\\033[31m}\n"
}

# Where util-linux 2.38 reads past its texts and blocks, or loses some of them.
testDifferences() {
	is 'no string goes beyond the block' "hexdump -e '2/4 \"%s|\"' eight" 0 'abcdefgh|efgh|' ''
	is 'nor one with a precision' "hexdump -e '2/4 \"%.100s|\"' eight" 0 'abcdefgh|efgh|' ''
	for n in 24 40 56; do
		is 'nor at these sizes' "head -c $n long | hexdump -e '1/$n \"%s\" \"|\"' | tail -c 3" 0 'xx|' ''
	done
	is 'no conversion' "hexdump -e '\"%\"' mixed" 1 '' 'hexdump: bad format {"%%"}\n'
	is 'no conversion' "hexdump -e '4/2 \"%-5.\"' mixed" 1 '' 'hexdump: bad format {4/2 "%%-5."}\n'
	is 'no kind of offset' "hexdump -e '\"%_a\"' mixed" 1 '' 'hexdump: bad conversion character %%_a\n'
	printf '%s' '4/1 "\t%c\ab" "\\x\0\n"' >formats
	is 'text after an escape' 'hexdump -f formats eight' 0 \
		'\ta\ab\tb\ab\tc\ab\td\ab\\x0\n\te\ab\tf\ab\tg\ab\th\ab\\x0\n' ''
	printf '%s' '"%x\"' >formats
	is 'an escape of nothing' 'hexdump -f formats eight' 0 '6463626168676665' ''
	is 'flags after the width' "hexdump -e '\"%5-d\"' mixed" 1 '' 'hexdump: bad conversion character %%-\n'
	is 'two precisions' "hexdump -e '1/4 \"%5.3.2d\"' mixed" 1 '' 'hexdump: bad conversion character %%.\n'
}

testLimits() {
	is 'a block of 1 MiB' "head -c 1048577 long | hexdump -v -e '1048576/1 \"%c\" \"\n\"' | wc -lc" 0 \
		'      2 1048579\n' ''
	is 'a larger one' "hexdump -e '1048577/1 \"%c\"' long" 1 '' 'hexdump: bad format {1048577/1 "%%c"}\n'
	is 'a larger one' "hexdump -e '1/1 \"%c\" 524288/2 \"%x\"' long" 1 '' \
		'hexdump: bad format {1/1 "%%c" 524288/2 "%%x"}\n'
	is 'a larger one' "hexdump -e '1/1048577 \"x\"' long" 1 '' 'hexdump: bad format {1/1048577 "x"}\n'
	is 'repetitions' "hexdump -e '1048576 \"x\" 1/8 \"%x\"' eight | wc -c" 0 '1048592\n' ''
	is 'more' "hexdump -e '1048577 \"x\" 1/8 \"%x\"' eight" 1 '' 'hexdump: bad format {1048577 "x" 1/8 "%%x"}\n'
	is 'far more' "hexdump -e '99999999999/1 \"%x\"' eight" 1 '' 'hexdump: bad format {99999999999/1 "%%x"}\n'
	is 'a width' "hexdump -e '1/8 \"%65535x\"' eight | wc -c" 0 '65535\n' ''
	is 'a precision' "hexdump -e '1/8 \"%.65535f\"' eight | wc -c" 0 '65731\n' ''
	is 'a wider one' "hexdump -e '1/8 \"%65536x\"' eight" 1 '' 'hexdump: bad format {1/8 "%%65536x"}\n'
	is 'a longer one' "hexdump -e '1/8 \"%.99999999999x\"' eight" 1 '' \
		'hexdump: bad format {1/8 "%%.99999999999x"}\n'
	is 'written as it goes' "hexdump -e '1024 \"%65000_ad\" \"%x\"' eight | head -c 5" 0 '     ' ''
	is 'nothing, a million times' "head -c 3 eight | hexdump -e '4/1 \"%c\"' -e '4/1 \"\" 1048576 \"%.0_ax\"'" 0 \
		'abc' ''
	{
		printf '4/1 "%%c"'
		yes ' 1048576 "%_ad"' | head -n 3000 | tr -d '\n'
	} >formats
	is 'nothing, far more often' 'head -c 3 eight | hexdump -f formats 2>&1 | cut -c -65' 0 \
		'hexdump: too many conversions in a block {4/1 "%%c" 1048576 "%%_ad"\n' ''
}

# Repetitions, widths and their product are limited: a block may be one byte.
testOutputLimit() {
	is 'all that is allowed' "printf A | hexdump -e '1048576/1 \"%64c\"' | wc -c" 0 '67108864\n' ''
	for wrong in '1048576/1 "%65535d"' '1048576/1 "%65c"' '1048576/1 "%64cx"' '1048576/1 "%64c" "x"' \
		'1048576 "%64_ad" "%d"' \
		'1048576/1 "%s"' '262144/4 "%.300f"' '1048576/1 "%64c_L[red]"' '1048576 "%65535_Ad"' \
			'/1 "%c" 1048576 "%65.0s"'; do
		printf '%s' "$wrong" >formats
		is "one block: $wrong" 'hexdump --color=always -f formats eight' 1 '' \
			"hexdump: bad format {$(printf '%s' "$wrong" | sed 's/%/%%/g')}\n"
	done
	is 'the end too' \
		"hexdump -e '/1 \"%c\"' -e '0 \"$(printf '%%65535_Ad%.0s' $(seq 1025))\"' eight 2>&1 | cut -c -40" 0 \
		'hexdump: bad format {0 "%%65535_Ad%%65535_\n' ''
	is 'several formats' "hexdump -C -e '1048576/1 \"%40c\"' -e '1048576/1 \"%30c\"' eight" 1 '' \
		'hexdump: bad format {1048576/1 "%%30c"}\n'
	is 'the line of an option too' "hexdump -C -e '1048576/1 \"%64c\"' eight" 1 '' \
		'hexdump: bad format {1048576/1 "%%64c"}\n'
}

# Lines of one length, until the offset needs a digit more.
testLines() {
	seq 1 7 900000 | tr 4-7 '\000\177\200\377' >uneven
	for offset in %02_ax %03_ao %04.4_ad %_ad %4_ad; do
		for rest in '16/1 "%02x " "\n"' '4/1 "%3u " " - " 2/2 "%04x|" "\n"' '4/4 "%d," "\n"' \
			'7/1 "%_u." 5/1 "%_p" "\n"'; do
			printf '"%s: " %s' "$offset" "$rest" >line
			# shellcheck disable=SC2016
			same line 'hexdump -v -e "$(cat line)" uneven'
			# shellcheck disable=SC2016
			same 'with the offset after' 'hexdump -v -e "3/1 \"%c\" $(cat line)" uneven'
		done
	done
	same 'short blocks' "hexdump -v -e '3/1 \"%_p\" \"\n\"' uneven"
	same 'short blocks' "hexdump -v -e '5/1 \"%x:\" \"\n\"' uneven"
}

# How long one byte can keep it busy: minutes, if only repetitions were limited.
testTime() {
	for prints in 15 16 9000; do
		printf '1048576 "%%c' >busy$prints
		yes '%1.0s' | head -n $prints | tr -d '\n' >>busy$prints
		printf '"' >>busy$prints
	done
	is 'all that is allowed' 'printf A | timeout 20 hexdump -f busy15 | wc -c' 0 '15728641\n' ''
	is 'one more' 'printf A | timeout 20 hexdump -f busy16' 1 '' \
	    "hexdump: too many conversions in a block {$(sed 's/%/%%/g' busy16)}\n"
	is 'far more' 'printf A | timeout 20 hexdump -f busy9000 2>&1 | cut -c -60' 0 \
	    'hexdump: too many conversions in a block {1048576 "%%c%%1.0s%%1\n' ''
	is 'several formats' 'printf A | timeout 20 hexdump -f busy15 -e "\"\n\""' 1 '' \
		'hexdump: too many conversions in a block {"\\n"}\n' ''
}

# A window of two million bytes, and a format of 64 KiB of conversions.
testMemory() {
	{
		printf '524288/1 "%%c" "'
		yes '%c' | head -n 21000 | tr -d '\n'
		printf '"'
	} >formats
	# shellcheck disable=SC2016
	is 'at its limits' '"$PEAK" hexdump -v -f formats long 2>peak >/dev/null; echo $?
		[ "$(tail -n 1 peak)" -lt 4096 ] || cat peak' 0 '0\n' ''
	# shellcheck disable=SC2016
	is 'of a large block' '"$PEAK" hexdump -v -e "1048576/1 \"%02x \" \"\n\"" long 2>peak >/dev/null; echo $?
		[ "$(tail -n 1 peak)" -lt 4096 ] || cat peak' 0 '0\n' ''
}

# colour LABEL LIST: a list of colours for bytes, numbers and offsets
colour() {
	for unit in "8/1 \"%02x_L[$2] \" \"\\n\"" "\"[%_ad_L[$2]\" 4/1 \"%5_c_L[$2]|\""; do
		printf '%s' "$unit" >text
		# shellcheck disable=SC2016
		same "$1" 'hexdump --color=always -e "$(cat text)" mixed'
		# shellcheck disable=SC2016
		same "$1" 'hexdump --color=never -e "$(cat text)" mixed'
	done
}

testColours() {
	for name in black blink blue bold brown cyan darkgray gray green halfbright lightblue lightcyan lightgreen \
		lightmagenta lightred magenta red reset reverse yellow pink Red ''; do
		colour 'names' "$name"
	done
	colour 'the first that matches' 'red:0x61,blue:0x62,green'
	colour 'octal' 'red:0141'
	colour 'zero' 'red:0'
	colour 'inverted' '!red:0x61'
	colour 'an offset' 'red@2,blue:0x61@0'
	colour 'no colour, no colours' 'red,pink'
	colour 'two commas' 'red,,blue'
	for list in red:b '!red:b' red:b@1 red@1-2 red:@ red:: red:bc red: red:b@2-1 red@3-1 red:0x62x red:0xzz \
		'red:b@1-1'; do
		printf '8/1 "%%c_L[%s]|" "\\n"' "$list" >text
		# shellcheck disable=SC2016
		same "strings: $list" 'hexdump --color=always -e "$(cat text)" mixed'
	done
	for list in red:abcd red:abc 'red:bc@1-2' red@1-2 red@0-15 red@1-6 '!red:abcd' 'red:0x61@0-0'; do
		printf '2/4 "<%%d_L[%s]>" "\\n"' "$list" >text
		# shellcheck disable=SC2016
		same "numbers: $list" 'hexdump --color=always -e "$(cat text)" mixed'
	done
	# The last @ of a string is that of a range, or else it is part of the string.
	for list in red:@@@@ red:aa@@ red:@11@ red:aa@aa red:aa@@0 red:a@@0-1 red:@@0 red:aa@0@1 '!red:@@' \
		red:@@,blue blue,red:aa@@; do
		for unit in '8/1 "%02x_L['"$list"']|" "\n"' '2/4 "<%d_L['"$list"']>" "\n"'; do
			printf '%s' "$unit" >text
			# shellcheck disable=SC2016
			same "at signs: $unit" 'printf "aa@@a@@@@11@aa@aa@" | hexdump --color=always -e "$(cat text)"'
		done
	done
	for list in red:aa@0- red:aa@0-1-2 red:a@-3 red:a@x red:a@0x; do
		is "no range: $list" "hexdump --color=always -e '8/1 \"%c_L[$list]\"' eight" 1 '' \
			'hexdump: bad byte count for conversion character _L\n'
	done
	is 'the whole string' \
		"printf 'a@0xa@0-a@-3' | hexdump --color=always -e '12/4 \"%.4s_L[red:a@0x,blue:a@0-,green:a@-3]\"'" \
		0 \
		'\033[31ma@0x\033[0m\033[34ma@0-\033[0m\033[32ma@-3\033[0m' ''
	same 'blanks have them too' \
		"hexdump --color=always -e '\"%5_ad_L[red] \" 7/1 \"%5c_L[blue:0x0]|\" \"%5_ad_L[red] \n\"' nine"
	same 'the end has' "hexdump --color=always -e '8/1 \"%c\" \"%_Ad_L[red:0x10,blue]\n\"' mixed"
	same 'none without the option' "hexdump -e '8/1 \"%c_L[red]\"' mixed"
	is 'white' "hexdump --color=always -n 1 -e '\"%c_L[white]%c_L[lightgray]\n\"' eight" 0 \
		'\033[1;37ma\033[0m\033[37m\033[0m\n' ''
	is 'two of them' "hexdump --color=always -n 2 -e '\"%c_L[red]]%c_L[blue] \"' eight" 0 \
		'\033[31ma\033[0m\033[34m]b\033[0m ' ''
	is 'a bracket as a value' "printf '],' | hexdump --color=always -e '\"%c_L[red:]]%c\n\"'" 0 \
		'\033[31m]\033[0m,\n' ''
	is 'offsets of a range' "hexdump --color=always -e '\"%_ad_L[red@2-5]\" 4/1 \"%c\" \"\n\"' eight" 0 \
		'0abcd\n\033[31m4\033[0mefgh\n' ''
	is 'eight bytes' \
		"hexdump --color=always -e '\"%x_L[red:0x64636261]\" 1/8 \"%x_L[red:0x6867666564636261]\"' nine" 0 \
		'\033[31m64636261\033[0m6968676665' ''
	for text in '%d_L[red' '%d_Lred]' '%d_L'; do
		is 'brackets' "hexdump --color=always -e '\"$text\"' eight" 1 '' \
			'hexdump: bad conversion character %%_L\n'
		is 'brackets' "hexdump -e '\"$text\"' eight" 1 '' 'hexdump: bad conversion character %%_L\n'
	done
}

testWhen() {
	same 'maybe' 'hexdump --color=maybe mixed'
	same 'nothing' 'hexdump --color= mixed'
	for when in -L=always -LAlways --color=ALWAYS -L=never --color=NEVER -L=auto -L= --color==always; do
		same "$when" "hexdump $when -e '\"%_c_L[red]\"' eight"
	done
	same 'an abbreviation' 'hexdump -Lalwa mixed'
	is 'auto, no terminal' "hexdump -L -n 1 -e '\"%c_L[red]\"' eight" 0 'a' ''
	is 'auto, no terminal' "hexdump --color -n 1 -e '\"%c_L[red]\"' eight" 0 'a' ''
	printf '"%%c_L[red]"' >formats
	is 'auto' "TERM=xterm script -qec 'hexdump -L -n 1 -f formats eight' /dev/null" 0 '\033[31ma\033[0m' ''
	is 'auto' "TERM=xterm script -qec 'hexdump --color=auto -n 1 -f formats eight' /dev/null" 0 \
		'\033[31ma\033[0m' ''
	is 'never' "TERM=xterm script -qec 'hexdump -Lnever -n 1 -f formats eight' /dev/null" 0 'a' ''
	is 'unless asked' "TERM=xterm script -qec 'hexdump -n 1 -f formats eight' /dev/null" 0 'a' ''
	is 'a dumb one' "TERM=dumb script -qec 'hexdump -L -n 1 -f formats eight' /dev/null" 0 'a' ''
	is 'a wish' "NO_COLOR=1 TERM=xterm script -qec 'hexdump -L -n 1 -f formats eight' /dev/null" 0 'a' ''
	is 'no wish' "NO_COLOR= TERM=xterm script -qec 'hexdump -L -n 1 -f formats eight' /dev/null" 0 '\033[31ma\033[0m' ''
	is 'always' "NO_COLOR=1 TERM=dumb hexdump -Lalways -n 1 -f formats eight" 0 '\033[31ma\033[0m' ''
}

# shellcheck disable=SC1091
. shunit2
