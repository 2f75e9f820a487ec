#!/bin/sh
# The policy compiler: what it refuses, and with which message; what it accepts is
# compiled as written.
#
# Each of wrong/*.policy begins with the message about it:
#	# want LINE: WHAT IS WRONG; WHAT TO WRITE INSTEAD
# shellcheck disable=SC1091,SC2154
. "${0%/*}/../lib.sh"
compile=${PILLBOX%/*}/host/compile
wrong=$here/wrong
CC=${HOSTCC:-gcc}

setUp() {
	rm -rf "${T:?}"/*
	cp "$here/feed.policy" .
}

# The columns of numbers alone.
numbers() {
	sed -n 's/^ *[0-9]*: \(0x[0-9a-f]* *[0-9]* *[0-9]* 0x[0-9a-f]*\)  .*/\1/p' "$@"
}

# refused LABEL FILE...: with want.err in the scratch folder; nothing is written
refused() {
	label=$1
	shift
	run "$PATH" "'$compile' x86_64 out.c expected feed.policy $*" ours
	cp want.err "$O/want.err"
	: >"$O/want.out"
	echo 1 >"$O/want.status"
	differ "$label" want ours
	assertFalse "$label: wrote something" '[ -e out.c ] || [ -e expected ]'
}

# bytes LABEL PRINTF-TEXT LINE: MESSAGE, for what no editor would keep in a file
bytes() {
	# shellcheck disable=SC2059
	printf "$2" >bytes.policy
	echo "bytes.policy:$3" >want.err
	refused "$1" bytes.policy
}

testCompilerRefusesEachWrongPolicy() {
	for file in "$wrong"/*.policy; do
		name=${file##*/}
		cp "$file" .
		sed -n "s/^# want \([0-9]*: ..*\)/$name:\1/p" "$file" >want.err
		assertTrue "$name says what it wants" '[ -s want.err ]'
		refused "$name" "$name"
	done
}

testCompilerTellsWhatToWriteInstead() {
	for file in "$wrong"/*.policy; do
		lacking=$(grep '^# want' "$file" | grep -v '; write .\|; leave .\|; list .')
		assertNull "${file##*/}: no advice" "$lacking"
	done
}

# include LINE: MESSAGE, TEXT of a.policy: with plain.policy beside it
include() {
	# shellcheck disable=SC2059
	printf "$2" >a.policy
	echo "$1" >want.err
	refused "$2" a.policy
}

testCompilerRefusesIncludes() {
	printf 'read: arg0 == 0\nexit: 1\n' >plain.policy
	beside='is no file beside this one; write @include ./NAME.policy'
	include "a.policy:2: a second @include; write its lines themselves here" \
		'@include ./plain.policy\n@include ./plain.policy\n'
	include "a.policy:2: @include after a call; write it as the first line" 'write: 1\n@include ./plain.policy\n'
	again='is included from plain.policy; leave it out, or write all lines in the place of @include'
	include "a.policy:2: 'read' $again" '@include ./plain.policy\nread: arg0 == 0\n'
	include "a.policy:1: '' $beside" '@include\n'
	include "a.policy:1: 'plain.policy' $beside" '@include plain.policy\n'
	include "a.policy:1: '../plain.policy' $beside" '@include ../plain.policy\n'
	include "a.policy:1: './sub/plain.policy' $beside" '@include ./sub/plain.policy\n'
	include "a.policy:1: '/plain.policy' $beside" '@include /plain.policy\n'
	include "a.policy:1: 'more' in the place of the end of the line; write # before a comment" \
		'@include ./plain.policy more\n'
	include "missing.policy:1: No such file or directory; name a file that can be read" \
		'@include ./missing.policy\nexit: 1\n'
	echo '@include ./plain.policy' >more.policy
	printf 'more.policy:1: what is included includes more; write the lines themselves here\n' >want.err
	printf '@include ./more.policy\nwrite: 1\n' >a.policy
	refused 'one level' a.policy
	include "a.policy:1: the only directive is @include; write the calls themselves: a policy is the whole truth" \
		'@included ./plain.policy\nexit: 1\n'
}

testCompilerIncludes() {
	printf '# of all\nread: arg0 == 0   # in\nexit: 1\n' >plain.policy
	printf '# a\n\n@include ./plain.policy   # as ever\nlseek: arg0 == 0\n# end\n' >a.policy
	printf '@include ./plain.policy\n' >b.policy
	is 'compiles' "'$compile' x86_64 out.c expected feed.policy a.policy -- b.policy" 0 '' ''
	dump >/dev/null
	is 'the text' 'cat a.text' 0 '# a\n\n# of all\nread: arg0 == 0   # in\nexit: 1\nlseek: arg0 == 0\n# end\n' ''
	is 'nothing more' 'cmp b.text plain.policy && readlink expected/b.bpf && ls expected' 0 \
		'plain.bpf\na+feed.bpf\na.bpf\nb.bpf\nplain.bpf\n' ''
	printf '# a\n\n# of all\nread: arg0 == 0   # in\nexit: 1\nlseek: arg0 == 0\n# end\n' >c.policy
	"$compile" x86_64 out.c expected feed.policy c.policy
	numbers expected/a+feed.bpf >a.numbers
	numbers expected/c+feed.bpf >c.numbers
	is 'the same program' 'cmp a.numbers c.numbers' 0 '' ''
}

testCompilerRefusesBytes() {
	ascii='is no printable ASCII; write plain text, with newlines alone at the ends of lines'
	end='the last line does not end; write a newline after it'
	none='a policy without a call allows nothing, not even to end; write exit: 1'
	bytes 'NUL' 'read: 1\nwri\0te: 1\n' "2: byte 0x00 $ascii"
	bytes 'NUL in a comment' 'read: 1 # a\0b\n' "1: byte 0x00 $ascii"
	bytes 'CR' 'read: 1\nexit: 1\r\n' "2: byte 0x0d $ascii"
	bytes 'escape sequence' 'read: 1 # \033[1A\n' "1: byte 0x1b $ascii"
	bytes 'DEL' 'read: 1 # \177\n' "1: byte 0x7f $ascii"
	bytes 'Latin-1' 'read: 1 # caf\351\n' "1: byte 0xe9 $ascii"
	bytes 'UTF-8 blank' 'read\302\240: 1\n' "1: byte 0xc2 $ascii"
	bytes 'byte order mark' '\357\273\277read: 1\n' "1: byte 0xef $ascii"
	bytes 'no newline' 'read: 1\nwrite: 1' "2: $end"
	bytes 'no newline after a comment' 'read: 1\n# end' "2: $end"
	bytes 'empty' '' "1: $none"
}

testCompilerReportsAllErrorsOfAllFiles() {
	printf 'read: 1\nwrit: 1\nread: arg0 < 1\n' >b.policy
	printf 'exit: 0\n' >a.policy
	printf 'close: arg0 == 0' >feed.policy
	sed 's/^ *//' >want.err <<-'END'
		feed.policy:1: the last line does not end; write a newline after it
		b.policy:2: 'writ' is no system call of x86_64; write a name of section 2 of the manual
		b.policy:3: 'read' is on line 1 already; write all its alternatives there, joined by ||
		a.policy:1: '0' denies what is denied already; leave the line out
	END
	refused 'three files' b.policy a.policy
}

testCompilerRefusesFiles() {
	name='no name for a policy; write small letters, digits and '"'-'"' before .policy'
	for file in Cat.policy cat_file.policy cat.policy.old cat .policy cat+feed.policy; do
		echo 'exit: 1' >"$file"
		echo "$file:1: $name" >want.err
		refused "$file" "$file"
	done
	mkdir sub folder.policy && echo 'exit: 1' | tee a.policy >sub/a.policy
	echo "sub/a.policy:1: a second policy of this name; leave one out" >want.err
	refused 'the same name twice' a.policy sub/a.policy
	echo 'missing.policy:1: No such file or directory; name a file that can be read' >want.err
	refused 'no such file' missing.policy
	echo 'folder.policy:1: Is a directory; name a file that can be read' >want.err
	refused 'a folder' folder.policy
	{ echo 'exit: 1' && yes '#' | head -c 65536; } >long.policy
	echo 'long.policy:1: more than 65536 bytes; write shorter comments' >want.err
	refused 'too long' long.policy
}

testCompilerRefusesToRun() {
	echo 'exit: 1' >a.policy
	is 'no feed' "'$compile' x86_64 out.c expected a.policy" 1 '' \
		'compile: no feed.policy among the files; name it too\n'
	is 'only the feed' "'$compile' x86_64 out.c expected feed.policy" 1 '' \
		'compile: no policy but feed.policy; name the others too\n'
	is 'no files' "'$compile' x86_64 out.c expected" 1 '' \
		'compile: usage: compile ARCHITECTURE OUT.c EXPECTED_FOLDER POLICY_FILE... [-- POLICY_FILE...]\n'
	is 'no architecture' "'$compile' arm64 out.c expected feed.policy a.policy" 1 '' \
		"compile: 'arm64' is no architecture that policies are compiled for; write x86_64 or aarch64\n"
	is 'full disk' "'$compile' x86_64 /dev/full expected feed.policy a.policy" 1 '' \
		'compile: /dev/full: not written whole\n'
	is 'no folder for C' "'$compile' x86_64 no/out.c expected feed.policy a.policy" 1 '' \
		'compile: no/out.c: No such file or directory\n'
	is 'no folder for text' "'$compile' x86_64 out.c no/expected feed.policy a.policy" 1 '' \
		'compile: no/expected: No such file or directory\n'
}

# One small filter in full: its form, the order of its checks, and that both
# halves of an argument are compared.
testCompilerEmits() {
	printf 'write: arg0 == 1 || arg0 == 0x500000002   # halves\nexit: 1\n' >a.policy
	is 'compiles' "'$compile' x86_64 out.c expected feed.policy a.policy" 0 '' ''
	cat >want <<'END'
# a for none or one input, x86_64
# write: arg0 == 1 || arg0 == 0x500000002
# exit: 1
# (instruction 0 is for speed: see prepend_arg_load() in policies/tool/program.c)
   0: 0x0020   0   0 0x00000010  ld [16]                     ; arg0 low
   1: 0x0020   0   0 0x00000004  ld [4]                      ; architecture
   2: 0x0015   0  14 0xc000003e  jeq 0xc000003e, 3 : 17      ; x86_64
   3: 0x0020   0   0 0x00000000  ld [0]                      ; call
   4: 0x0035   0   1 0x40000000  jge 0x40000000, 5 : 6       ; x32
   5: 0x0015   0  11 0xffffffff  jeq 0xffffffff, 6 : 17      ; -1, of a tracer that skips a call
   6: 0x0015   0   8 0x00000001  jeq 0x1, 7 : 15             ; write
   7: 0x0020   0   0 0x00000014  ld [20]                     ; arg0 high
   8: 0x0015   0   2 0x00000005  jeq 0x5, 9 : 11             ; arg0 high
   9: 0x0020   0   0 0x00000010  ld [16]                     ; arg0 low
  10: 0x0015   5   0 0x00000002  jeq 0x2, 16 : 11            ; arg0 low
  11: 0x0020   0   0 0x00000014  ld [20]                     ; arg0 high
  12: 0x0015   0   4 0x00000000  jeq 0x0, 13 : 17            ; arg0 high
  13: 0x0020   0   0 0x00000010  ld [16]                     ; arg0 low
  14: 0x0015   1   2 0x00000001  jeq 0x1, 16 : 17            ; arg0 low
  15: 0x0015   0   1 0x0000003c  jeq 0x3c, 16 : 17           ; exit
  16: 0x0006   0   0 0x7fff0000  ret 0x7fff0000              ; ALLOW
  17: 0x0006   0   0 0x80000000  ret 0x80000000              ; KILL_PROCESS
END
	is 'as it should be' 'diff want expected/a.bpf' 0 '' ''
}

# dump: prints the contents of OUT.c in the form of the text files.
dump() {
	cat >dump.c <<-'END'
		#include "core/policy.h"
		#include <stdio.h>
		static void print(const char *name, const char *suffix, const struct filter *f)
		{
			char path[64];
			FILE *out;
			snprintf(path, sizeof(path), "%s%s.numbers", name, suffix);
			out = fopen(path, "w");
			for (size_t i = 0; i < f->count; i++) {
				const struct sock_filter *s = filter_code(f) + i;
				fprintf(out, "0x%04x %3u %3u 0x%08x\n", s->code, s->jt, s->jf, s->k);
			}
			fclose(out);
		}
		static void text(const char *name, const char *suffix, const char *text)
		{
			char path[64];
			FILE *out;
			snprintf(path, sizeof(path), "%s%s.text", name, suffix);
			out = fopen(path, "w");
			fputs(text, out);
			fclose(out);
		}
		int main(void)
		{
			for (size_t i = 0; i < policy_count; i++) {
				const struct policy *p = policies[i];
				puts(p->name);
				print(p->name, "", &p->one);
				print(p->name, "+feed", &p->several);
				text(p->name, "", policy_texts + p->text);
				text(p->name, "+feed", policy_texts + p->text_several);
			}
		}
	END
	"$CC" -std=c11 -Wall -Wextra -Werror -I "$tests/.." -o dump dump.c out.c && ./dump
}

testCompilerWritesWhatTheTextSays() {
	run "$PATH" "'$compile' x86_64 out.c expected feed.policy '$here'/good/*.policy" ours
	assertEquals 'accepted' 0 "$(cat "$O/ours.status")"
	good=$(cd "$here/good" && find . -name '*.policy' | sed 's,^./,,; s/\.policy$//' | sort)
	assertEquals 'sorted' "$good" "$(dump)"
	for name in $good; do
		is "$name" "cmp $name.text '$here/good/$name.policy'" 0 '' ''
		for kind in "$name" "$name+feed"; do
			numbers "expected/$kind.bpf" >want.numbers
			assertTrue "$kind has numbers" '[ -s want.numbers ]'
			is "$kind" "cmp $kind.numbers want.numbers" 0 '' ''
		done
	done
}

# value CALL HIGH LOW: the call is compared with this value
value() {
	awk -v call="$1" '
		/; [a-z]+$/ { mine = $NF == call }
		mine && /jeq/ && / high$/ { high = $5 }
		mine && /jeq/ && / low$/ { print high, $5 }' expected/constants.bpf | grep -qx "$2 $3"
	assertTrue "$1 compares with $2 $3" $?
}

testCompilerKnowsConstants() {
	"$compile" x86_64 out.c expected feed.policy "$here/good/constants.policy"
	value openat 0xffffffff 0xffffff9c # AT_FDCWD, of a long
	value openat 0x00000000 0x00088100
	value open 0x00000000 0x00010000
	value open 0x00000000 0x00020000
	value open 0x00000000 0x00200000
	value open 0x00000000 0x00000401
	value recvmsg 0x00000000 0x40000020
	value lseek 0x00000000 0x00000000
	value lseek 0x00000000 0x00000001
	value lseek 0x00000000 0x00000002
	value splice 0x00000000 0x00000005
}

testCompilerKnowsOtherMachines() {
	echo 'openat: arg2 == O_DIRECT || arg2 == O_DIRECTORY || arg2 == O_LARGEFILE || arg2 == O_NOFOLLOW' >constants.policy
	"$compile" aarch64 out.c expected feed.policy constants.policy
	value openat 0x00000000 0x00010000
	value openat 0x00000000 0x00004000
	value openat 0x00000000 0x00020000
	value openat 0x00000000 0x00008000
	is 'its number' "grep -c 'jeq 0x38, .*; openat' expected/constants.bpf" 0 '1\n' ''
	is 'the architecture' "grep -c 'jeq 0xc00000b7, .*; aarch64' expected/constants.bpf" 0 '1\n' ''
	printf 'open: 1\n' >a.policy
	is 'none of its calls' "'$compile' aarch64 out.c expected feed.policy a.policy" 1 '' \
		"a.policy:1: 'open' is no system call of aarch64; write a name of section 2 of the manual\n"
}

testCompilerUnites() {
	cat >a.policy <<-'END'
		# its own order, its own words
		exit: 1
		write: arg0 == 0x1 || arg0 == 2
		sched_yield: 1
		close:arg1==1&&arg0==5||arg0==0
	END
	"$compile" x86_64 out.c expected feed.policy a.policy
	cat >want <<-'END'
		exit: 1
		write: arg0 == 0x1 || arg0 == 2 || arg0 == 3
		sched_yield: 1
		close: arg0 == 5 && arg1 == 1 || arg0 == 0
		recvmsg: arg0 == 3 && arg2 == MSG_CMSG_CLOEXEC
	END
	dump >/dev/null
	is 'in the product' 'diff want a+feed.text' 0 '' ''
	is 'in the text' 'sed -n "2,/^ /s/^# \([a-z]\)/\1/p" expected/a+feed.bpf | diff want -' 0 '' ''
	# The union is the policy that has the same lines, and uniting twice adds nothing.
	cp want b.policy
	"$compile" x86_64 out.c expected feed.policy b.policy
	for kind in a+feed b b+feed; do
		numbers "expected/$kind.bpf" >"$kind.numbers"
	done
	is 'the lines by themselves' 'cmp a+feed.numbers b.numbers' 0 '' ''
	is 'twice' 'cmp b.numbers b+feed.numbers' 0 '' ''
}

# Policies of programs that take one input: no union, no filter for several.
testCompilerLeavesAlone() {
	cp "$tests/../policies"/*.policy .
	is 'compiles' "'$compile' x86_64 out.c expected feed.policy cat.policy -- wc.policy" 0 '' ''
	is 'as text' 'ls expected' 0 'cat+feed.bpf\ncat.bpf\nplain+feed.bpf\nplain.bpf\nwc.bpf\n' ''
	is 'in the product' 'grep -c "[.]several =" out.c; sed "1,/ policy_wc /d" out.c | grep -c several' 1 '1\n0\n' \
		''
	is 'the same in both' "'$compile' x86_64 out.c expected feed.policy cat.policy -- cat.policy" 1 '' \
		'cat.policy:1: a second policy of this name; leave one out\n'
	is 'the feed' "'$compile' x86_64 out.c expected -- feed.policy" 1 '' \
		'compile: no policy but feed.policy; name the others too\n'
}

# Why ordered comparisons are refused: the installed libseccomp miscompiles some. If it
# compiles them all correctly, that is skipped, and no failure.
testLibseccompMiscompilesOrder() {
	"${PILLBOX%/*}/tests/miscompile" >shown
	assertEquals 'equality is compiled right' 'arg0 == 0x2 || arg0 == 0x100000002: right' "$(tail -n 1 shown)"
	sed '1d; $d; s/: .*//' shown >rules
	assertEquals 'three sets of rules' 3 "$(wc -l <rules)"
	while read -r rule; do
		printf 'read: %s\nexit: 1\n' "$rule" >a.policy
		run "$PATH" "'$compile' x86_64 out.c expected feed.policy a.policy" ours
		assertTrue "refused: $rule" "grep -q '^a.policy:1: .*; list every value' $O/ours.err"
	done <rules
	if grep -E ': (allows|kills) ' shown >wrong; then
		echo \
			"proved: the compiler refuses ordered comparisons; $(head -n 1 shown) miscompiles" \
			"$(wc -l <wrong) of 3, as $(head -n 1 wrong)"
	else
		echo 'skipped: this libseccomp compiles these ordered comparisons right'
	fi
}

testCompilerIsDeterministic() {
	cp "$tests/../policies"/*.policy .
	committed=$tests/../policies/expected
	united=feed.policy
	alone=
	for file in *.policy; do
		if [ "$file" = plain.policy ]; then
			continue
		elif [ -f "$committed/x86_64/${file%.policy}+feed.bpf" ]; then
			united="$united $file"
		elif [ "$file" != feed.policy ]; then
			alone="$alone $file"
		fi
	done
	backwards() {
		echo "$1" | tr ' ' '\n' | tac | tr '\n' ' '
	}
	is 'forwards' "'$compile' x86_64 1.c 1 $united -- $alone" 0 '' ''
	is 'backwards' \
		"'$compile' x86_64 2.c 2 $(backwards "$united") -- $(backwards "$alone")" \
		0 '' ''
	is 'the same C' 'cmp 1.c 2.c' 0 '' ''
	is 'the same text' 'diff -r 1 2' 0 '' ''
	is 'as committed' "diff -r 1 '$committed/x86_64'" 0 '' ''
	is 'for aarch64' "'$compile' aarch64 3.c 3 $united -- $alone" 0 '' ''
	is 'as committed' "diff -r 3 '$committed/aarch64'" 0 '' ''
}

. shunit2
