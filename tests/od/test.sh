#!/bin/sh
# od: compared with the installed GNU od; where newer releases differ from it, and where we do,
# with the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	find_levels
	: >empty
	printf 'abcdefghijklmnopq' >seventeen
	printf 'a' >one
	printf 'bc' >two
	head -c 100 /dev/zero >zeros
	{ cat seventeen seventeen zeros zeros; printf 'end'; } >mixed
	i=0
	while [ $i -lt 256 ]; do
		# shellcheck disable=SC2059
		printf "\\$(printf %o $i)"
		i=$((i + 1))
	done >all
	mkdir folder
}

testTypes() {
	same 'default' 'od empty; od one; od seventeen; od all; od mixed; od <seventeen'
	same 'letters' 'for o in a b c d e f h i l o s x B D F H I L O X; do od -$o all one; done'
	for n in '' 1 2 4 8 C S I L; do
		same 'integers' "for t in d u o x; do od -t \$t$n all two; od -t \$t${n}z all one; done"
	done
	same 'others' 'for t in a c az cz f f4 f8 f16 fF fD fL fLz; do od -t $t mixed; done'
	same 'several' 'od -tx1z -tfD seventeen; od -tacx1x2x4x8 all; od -b -tfF -a seventeen; od -tfLz -c -t d1u1z seventeen'
	same 'a short last field' 'od -tx8z -tx1 seventeen; od -tfLz seventeen; od -td4 one; od -to2z two; od -tfD one'
}

testErrors() {
	for t in k x3 f3 f1 x0 xk fX x16 d99 x99999999999999999999 x1y zx1 z; do
		same 'types' "od -t $t one"
	done
	same 'an empty type' "od -t '' seventeen"
	for v in x 5x -5 '' ' 3' +3 010 0x10 0x 1b 1K 1kB 1KiB 1kiB 1B b K 1EE 99999999999999999999 16E 1Y; do
		same 'numbers' "od -j '$v' all; od -N '$v' all; od -S '$v' empty; od -N '$v' -j '$v' mixed"
	done
	same 'both too large' 'od -j 9999999999999999999 -N 18446744073709551614 one'
	same 'radix' 'od -A q one; od -A xx seventeen; od -Ad -Ao -An seventeen'
	is 'no radix' "od -A '' one" 1 '' \
		"od: invalid output address radix ''; it must be one character from [doxn]\n"
	same 'strings and types' 'od -S 3 -x one; od -tx1 --strings one'
	same 'order' 'od --endian=middle one; od --endian=l -x seventeen; od --endian=big -x seventeen'
	same 'options' 'od -q; od --nope; od --ski; od -j; od --format'
	is 'too many' 'od -t $(printf %01025d 0 | tr 0 c) one' 1 '' 'od: more than 1024 types\n'
}

testOffsets() {
	for a in d o x n; do
		same 'radix' "od -A $a mixed; od -A $a -c -x seventeen; od -A $a empty; head -c 3000000 /dev/zero | od -A $a"
	done
	same 'large' 'head -c 17000000 /dev/zero | od; head -c 17000000 /dev/zero | od -Ax'
	same 'far' 'od -j 0x7000000000000000 -N 3 -x /dev/zero; od -Ad -j 32G -N 3 -x /dev/zero'
}

testSkipping() {
	same 'files' 'for j in 0 1 2 3 4 19 20 21 100; do od -c -j $j one two seventeen; cat one two seventeen | od -c -j $j; done'
	same 'lengths' 'for n in 0 1 2 3 4 16 17 20 21; do od -c -N $n one two seventeen; od -j 1 -N $n -An -x seventeen; done'
	same 'what is left' '{ od -N 3; cat; } <seventeen; { od -j 2 -N 3; cat; } <seventeen; cat seventeen | { od -j 2 -N 3; cat; }'
	same 'nothing' 'od -N 0 seventeen; od -N 0 -j 3 seventeen; od -N 0 -j 18 seventeen; od -N 0 nope; od -N 0 -j 2 one two nope'
	same '/proc' 'od -An -c -j $(cat /proc/version | wc -c) /proc/version one'
	same 'missing' 'od nope; od nope one; od one nope two; od -j 1 nope one; od -j 2 one nope; od . one; od <.'
	same 'a pipe' 'cat seventeen | od -c - one; cat seventeen | od -c one - two'
	is 'standard input is closed' 'od <&-' 1 '0000000\n' "od: 'standard input': Bad file descriptor\n"
}

testBlocks() {
	for w in '' 1 2 3 8 16 17 24 32 48 64 100 4096 8192; do
		same 'width' "od -w$w -c mixed; od -w$w -Ad -tx2z mixed; od -v -w$w -tfD -tx1z mixed seventeen"
	done
	same 'too much' 'od -wx one; od -w5x one; od -w65536 -c seventeen | cksum'
	is 'wide' 'od -w65536 -tx1z one | wc -c' 0 '196629\n' ''
	is 'zero' 'od -w0 one' 1 '' "od: invalid -w argument '0'\n"
	is 'negative' 'od -w-1 one' 1 '' "od: invalid -w argument '-1'\n"
	is 'large' 'od -w70000 one' 1 '' 'od: 70000 is too large\n'
	is 'larger' 'od -w99999999999999999999 one' 1 '' 'od: 99999999999999999999 is too large\n'
	same 'repeated' 'cat zeros zeros one | od; od zeros; od -v zeros; od zeros zeros; od -w20 zeros; od -N 96 zeros'
	same 'repeated at the end' 'head -c 48 zeros | od; head -c 32 zeros | od; head -c 33 zeros | od -c'
}

# Newer releases read +N., and refuse two signs and what does not fit.
testOldOperands() {
	for o in +1 1 +0x1 0x1 +8 8 +010 +1b +0x1b 3b 1B +x 1x + +0x; do
		same 'offset' "od $o <mixed; od mixed $o; od -c mixed $o; od -v mixed $o; od -- mixed $o; od mixed 1 $o"
		same 'traditional' "od --traditional $o <mixed; od --traditional -An -c -x mixed $o 7"
		same 'label' "od --traditional mixed $o 7; od --traditional -Ax -c -x $o +7 <mixed"
	done
	same 'too many' 'od --traditional 1 2; od --traditional mixed 1 1 1; od --traditional mixed seventeen'
	is 'decimal' 'od +2. <two' 0 '0000002\n' ''
	is 'decimal blocks' 'od zeros +1.b' 1 '' 'od: cannot skip past end of combined input\n'
	is 'two signs' 'od ++0' 1 '' 'od: ++0: No such file or directory\n'
	is 'a minus' 'od +-0' 1 '' 'od: +-0: No such file or directory\n'
	is 'a blank' "od '+ 0'" 1 '' "od: '+ 0': No such file or directory\n"
	is 'too large' 'od - 7777777777777777777777777' 1 '' \
		'od: 7777777777777777777777777: Numerical result out of range\n'
	is 'too many blocks' 'od - 0xffffffffffffffffb' 1 '' 'od: 0xffffffffffffffffb: Numerical result out of range\n'
}

# Two bytes are newer. Of x87's numbers that are not normal although they could be, glibc 2.36 drops the
# first bit.
testReals() {
	is 'half' 'printf "\0\074\1\0\377\173\0\174\0\374\1\176\0\200" | od -An -w2 -tfH' 0 "$(printf '%16s\\n' 1 \
		5.9604645e-08 65504 inf -inf nan -0)" ''
	is 'half by size' 'printf "\146\056" | od -An -tf2' 0 '     0.099975586\n' ''
	is 'bfloat' 'printf "\200\077\1\0\177\177\200\177\200\377\311\277" | od -An -w2 -tfB' 0 "$(printf '%16s\\n' 1 \
		9.1835e-41 3.3895314e+38 inf -inf -1.5703125)" ''
	is 'swapped' 'printf "\077\200\074\0" | od -An --endian=big -tfB -N2' 0 '               1\n' ''
	is 'pseudo-denormal' 'printf "\0\0\0\0\0\0\0\300\0\0\0\0\0\0\0\0" | od -An -tfL' 0 \
		'   5.0431547146681402594e-4932\n' ''
	same 'others' 'for t in fF fD fL; do od -v -t $t all; od --endian=big -v -t $t all; done'
}

# An exact length before the end of -N is a string since 9.8, and its offset is right.
testStrings() {
	printf 'ab\0abc\0abcd\1abcdef\0xyz' >s
	same 'strings' 'od -S 1 s; od -S 3 s; od -S3 -An s; od --strings -Ad s; od --strings=4 s s; od -S 3 -j 4 s'
	same 'pieces' '{ printf abc; sleep .1; printf "de"; sleep .1; printf "\0f"; } | od -S 3'
	same 'none' 'printf "\177ELF\2" | od -S 3; od -S 3 empty; od -S 99 s; od -S 3 nope s; od -S 3 -j 99 s'
	is 'cut' 'od -S 3 -N 6 s' 0 '0000003 abc\n' ''
	is 'cut in the middle' 'od -S 3 -N 16 s' 0 '0000003 abc\n0000014 abcd\n' ''
	is 'cut too early' 'od -S 3 -N 5 s' 0 '' ''
	is 'not cut, but ended' 'od -S 3 -N 99 s' 0 '0000003 abc\n0000014 abcdef\n' ''
	same 'long' 'head -c 3000000 /dev/zero | tr "\0" x | { cat; printf "\0"; } | od -S 3 | cksum'
	is 'too long' 'head -c 270000000 /dev/zero | tr "\0" x | od -S 3' 1 '' \
		'od: a string is longer than 256 MiB: not enough memory\n'
}

testLevels() {
	for level in $levels; do
		same "$level" "export PILLBOX_CPU=$level; for o in a b c d e f i l o s x tx1z; do
			od -v -\$o all mixed; od -\$o mixed; od --endian=big -\$o all; done"
	done
}

testOutput() {
	same 'full' 'od seventeen >/dev/full'
	is 'closed' 'od seventeen >&-' 1 '' 'od: write error: Bad file descriptor\n'
}

# shellcheck source=/dev/null
. shunit2
