#!/bin/sh
# The prover accepts filters that permit exactly their policy, and refuses all others,
# each for its own reason.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

PROVER=${PILLBOX%/*}/host/prove
PROVE="$PROVER x86_64"
POLICIES=$tests/../policies
EMITTED=${PILLBOX%/*}/gen/expected/x86_64
FILTERS=$here/filters
MUTATE=${PILLBOX%/*}/host/mutate
SECOND_OPINION="python3 $POLICIES/tool/second_opinion.py"
JUDGE="$SECOND_OPINION x86_64"
export PROVER PROVE POLICIES EMITTED FILTERS MUTATE SECOND_OPINION JUDGE

# Each filter says in its #policy lines what it should do, after #says what the prover must
# say of it, and after #architecture what it is for, if not for x86_64.
testFilters() {
	refused=0
	for file in "$FILTERS"/*.bpf; do
		name=${file##*/}
		sed -n 's/^#policy //p' "$file" >policy
		says=$(sed -n 's/^#says //p' "$file")
		architecture=$(sed -n 's/^#architecture //p' "$file")
		prove="$PROVER ${architecture:-x86_64}"
		case $says in
		proved*) is "$name" "cd '$FILTERS' && $prove --one $name '$T/policy'" 0 "$name: $says\n" '' ;;
		*)
			refused=$((refused + 1))
			is "$name" "cd '$FILTERS' && $prove --one $name '$T/policy'" 1 '' "$name: $says\n"
			;;
		esac
	done
	echo "proved: the prover refuses $refused wrong filters made by hand, each for its own reason"
}

# form LABEL MESSAGE TEXT: a program that cannot be read
form() {
	# shellcheck disable=SC2059
	printf "$3" >form.bpf
	is "$1" "$PROVE --one form.bpf '$POLICIES/wc.policy'" 1 '' "form.bpf$2\n"
}

testProgramText() {
	form 'nothing' ': is empty' ''
	form 'comments only' ': has 0 instructions' '# none\n'
	form 'index from 1' ': line 1 is not instruction 0' '   1: 0x0006   0   0 0x80000000\n'
	form 'index left out' ': line 2 is not instruction 1' \
		'   0: 0x0006   0   0 0x80000000\n   2: 0x0006   0   0 0x80000000\n'
	form 'index twice' ': line 3 is not instruction 1' \
		'#\n   0: 0x0006   0   0 0x80000000\n   0: 0x0006   0   0 0x80000000\n'
	form 'blank line' ': line 1 is not instruction 0' '\n   0: 0x0006   0   0 0x80000000\n'
	form 'code of 17 bits' ': line 1 is not instruction 0' '   0: 0x10006   0   0 0x80000000\n'
	form 'jt of 9 bits' ': line 1 is not instruction 0' '   0: 0x0006 256   0 0x80000000\n'
	form 'jf negative' ': line 1 is not instruction 0' '   0: 0x0006   0  -1 0x80000000\n'
	form 'k of 33 bits' ': line 1 is not instruction 0' '   0: 0x0006   0   0 0x180000000\n'
	form 'k cut off' ': line 1 is not instruction 0' '   0: 0x0006   0   0 0x8000000\n'
	form 'k missing' ': line 1 is not instruction 0' '   0: 0x0006   0   0\n'
	form 'k with a tail' ': line 1 is not instruction 0' '   0: 0x0006   0   0 0x80000000x\n'
	form 'upper case' ': line 1 is not instruction 0' '   0: 0x0006   0   0 0x7FFF0000\n'
	form 'text' ': line 1 is not instruction 0' 'ret KILL_PROCESS\n'
	form 'a NUL byte' ': has a NUL byte' '   0: 0x0006   0   0 0x80000000\n\0'
	awk 'BEGIN {
		for (i = 0; i <= 4096; i++)
			printf "%4d: 0x0006   0   0 0x80000000\n", i
	}' >long.bpf
	is 'too long' "$PROVE --one long.bpf '$POLICIES/wc.policy'" 1 '' \
		'long.bpf: has more than 4096 instructions\n'
}

# syntax MESSAGE TEXT: a policy that cannot be parsed
syntax() {
	# shellcheck disable=SC2059
	printf "$2" >syntax.policy
	is "$2" "$PROVE --one '$FILTERS/good.bpf' syntax.policy" 1 '' "syntax.policy:$1\n"
}

# denotes TEXT...: these policies united are the policy of good.bpf
denotes() {
	rm -f part.*
	for text; do
		# shellcheck disable=SC2059
		printf "$text" >"$(mktemp part.XXXXXX)"
	done
	is "$*" "$PROVE --one '$FILTERS/good.bpf' part.* | sed 's/.*: //'" 0 \
		'proved, 6 paths, 11 instructions, 2 calls\n' ''
}

testPolicyText() {
	denotes 'read: arg0 == 0\nexit: 1\n'
	denotes '#\n\n\texit:1#any status\nread:arg0==0x0'
	denotes 'read: arg0 == SEEK_SET|O_RDONLY | 0\nexit: 1'
	denotes 'read: arg0 == 0 || arg0 == 0 && arg5 == 7\nexit: 1 # the second is within the first'
	denotes 'exit: 1' 'read: arg0 == 0' 'read: arg0 == 0 && arg1 == 1\nexit: arg0 == 0'
	syntax '2: unknown system call "raed"' 'exit: 1\nraed: 1\n'
	syntax '3: exit twice: join its alternatives by ||' 'exit: 1\n\nexit: arg0 == 1\n'
	syntax '1: arg0 twice in one conjunction' 'read: arg0 == 0 && arg1 == 1 && arg0 == 0\n'
	syntax '1: unknown constant "SEEK_CURE"' 'read: arg0 == SEEK_CURE\n'
	syntax '1: arg0 to arg5 expected, not "arg6"' 'read: arg6 == 0\n'
	syntax '1: arg0 to arg5 expected, not "arg00"' 'read: arg00 == 0\n'
	syntax "1: '==' expected before \"& 1\"" 'read: arg0 & 1\n'
	syntax "1: '==' expected before \">= 3\"" 'read: arg0 >= 3\n'
	syntax "1: '==' expected before \"!= 3\"" 'read: arg0 != 3\n'
	syntax "1: '==' expected before \"in 3\"" 'read: arg0 in 3\n'
	syntax '1: not understood from "& arg1 == 0" on' 'read: arg0 == 0 & arg1 == 0\n'
	syntax '1: not understood from "; return 1" on' 'read: arg0 == 0; return 1\n'
	syntax '1: not understood from "|| arg0 == 1" on' 'read: 1 || arg0 == 1\n'
	syntax '1: not understood from "0" on' 'read: 10\n'
	syntax "1: ':' expected before \"arg0 == 0\"" 'read arg0 == 0\n'
	syntax '1: a name or a number expected before ""' 'read:\n'
	syntax '1: a name or a number expected before ""' 'read: arg0 ==\n'
	syntax '1: a name or a number expected before ""' 'read: arg0 == 1 ||\n'
	syntax '1: a name or a number expected before "-1"' 'read: arg0 == -1\n'
	syntax '1: "010" is no number of 64 bits' 'read: arg0 == 010\n'
	syntax '1: "0x" is no number of 64 bits' 'read: arg0 == 0x\n'
	syntax '1: "1k" is no number of 64 bits' 'read: arg0 == 1k\n'
	syntax '1: "0x10000000000000000" is no number of 64 bits' 'read: arg0 == 0x10000000000000000\n'
	syntax '2: permits nothing at all' '# nothing\n'
}

# included WANT TEXT: the result for a policy that includes part.policy, for good.bpf
included() {
	# shellcheck disable=SC2059
	printf "$2" >whole.policy
	# shellcheck disable=SC2016
	is "$2" "$PROVE --one '$FILTERS/good.bpf' whole.policy 2>&1 | sed 's/.*good.bpf: //'" 0 "$1\n" ''
}

testInclude() {
	echo 'read: arg0 == 0 # and more' >part.policy
	good='proved, 6 paths, 11 instructions, 2 calls'
	included "$good" '# first\n\n@include ./part.policy\nexit: 1\n'
	included "$good" '@include ./part.policy   # last\nexit: 1'
	included 'whole.policy:2: exit twice: join its alternatives by ||' 'exit: 1\nexit: 1'
	included 'whole.policy:2: a name or a number expected before "@include ./part.policy"' \
		'exit: 1\n@include ./part.policy\n'
	included 'whole.policy:2: a name or a number expected before "@include ./part.policy"' \
		'@include ./part.policy\n@include ./part.policy\n'
	included 'whole.policy:2: read twice: join its alternatives by ||' \
		'@include ./part.policy\nread: arg0 == 0\nexit: 1\n'
	included 'whole.policy: includes "../part.policy", which is no policy beside it' \
		'@include ./../part.policy\nexit: 1\n'
	included 'none.policy: No such file or directory' '@include ./none.policy\nexit: 1\n'
	included 'whole.policy:1: a name or a number expected before "@include part.policy"' \
		'@include part.policy\nexit: 1\n'
	mv part.policy more.policy
	echo '@include ./more.policy' >part.policy
	included 'whole.policy:1: a name or a number expected before "@include ./more.policy"' \
		'@include ./part.policy\nexit: 1\n'
}

# folder: makes two equal policies and their four programs, all correct.
folder() {
	rm -rf policies programs
	mkdir policies programs
	sed -n 's/^#policy //p' "$FILTERS/good.bpf" | tee policies/two.policy >policies/one.policy
	echo 'read: arg0 == 0' >policies/feed.policy
	for name in one one+feed two two+feed; do
		cp "$FILTERS/good.bpf" programs/$name.bpf
	done
}

testFolders() {
	proved='proved, 6 paths, 11 instructions, 2 calls'
	folder
	is 'all there' '$PROVE policies programs' 0 \
		"one: $proved\none+feed: $proved\ntwo: $proved\ntwo+feed: $proved\n" ''
	cp "$FILTERS/extra-call.bpf" programs/one.bpf
	is 'one wrong, the others are proved' '$PROVE policies programs' 1 \
		"one+feed: $proved\ntwo: $proved\ntwo+feed: $proved\n" 'one: allows open()\n'
	folder
	echo 'close: arg0 == 0' >>policies/feed.policy
	is 'the union counts' '$PROVE policies programs' 1 "one: $proved\ntwo: $proved\n" \
		'one+feed: kills close(arg0 = 0)\ntwo+feed: kills close(arg0 = 0)\n'
	folder
	rm policies/two.policy
	is 'programs without policy' '$PROVE policies programs' 1 "one: $proved\none+feed: $proved\n" \
		'two+feed: is a program without policy\ntwo: is a program without policy\n'
	folder
	cp programs/one.bpf programs/feed.bpf
	is 'feed alone is no policy of a program' '$PROVE policies programs | tail -n 1' 0 \
		"two+feed: $proved\n" 'feed: is a program without policy\n'
	folder
	rm programs/two+feed.bpf
	is 'for one input only' '$PROVE policies programs' 0 \
		"one: $proved\none+feed: $proved\ntwo: $proved\n" ''
	rm programs/two.bpf
	is 'policy without program' '$PROVE policies programs' 1 "one: $proved\none+feed: $proved\n" \
		'programs/two.bpf: No such file or directory\n'
	folder
	rm policies/feed.policy
	is 'no feed.policy' '$PROVE policies programs' 1 '' \
		'policies/feed.policy: No such file or directory\n'
	rm -rf policies/* programs/*
	is 'nothing proved is no success' '$PROVE policies programs' 1 '' 'policies: has nothing to prove\n'
	is 'usage' '$PROVE --one 2>&1 | cut -c 1-6' 0 'usage:\n' ''
	is '/dev/full' '$PROVE --one $FILTERS/good.bpf $POLICIES/wc.policy >/dev/full; :' 0 '' \
		"$FILTERS/good.bpf: kills write(arg0 = 0x1)\n"
}

# The build's programs, as text and as linked in. Both must include each policy.
testEmitted() {
	if [ ! -d "$EMITTED" ]; then
		echo 'skipped: the build has emitted no programs'
		return 0
	fi
	is 'emitted programs' '$PROVE $POLICIES $EMITTED | sed "s/: proved, .*//"' 0 \
		"$(for file in "$POLICIES"/*.policy; do
			name=${file##*/}
			name=${name%.policy}
			case $name in
			feed | plain) continue ;;
			esac
			printf '%s\\n' "$name"
			[ ! -e "$POLICIES/expected/x86_64/$name+feed.bpf" ] || printf '%s+feed\\n' "$name"
		done)" ''
	is 'linked in' '$PROVE $POLICIES $EMITTED >a; $PROVE --embedded $POLICIES | cmp a' 0 '' ''
	echo "proved: each filter linked in is its policy, over every path, and its texts are true: $(awk '
		{ paths += $3; instructions += $5 }
		END { print NR " filters, " paths " paths, " instructions " instructions" }' a)"
	cp -r "$POLICIES" changed
	echo 'exit_group: 1' >>changed/wc.policy
	is 'a changed policy' '$PROVE --embedded changed 2>&1 | grep ^wc:' 0 \
		'wc: the text linked in is not changed/wc.policy\nwc: kills exit_group()\n' ''
	cp "$POLICIES/wc.policy" changed
	echo 'getpid: 1' >>changed/feed.policy
	is 'a changed union' '$PROVE --embedded changed 2>&1 | grep ^wc+feed:' 0 \
		'wc+feed: kills getpid()\n' ''
	cp "$POLICIES/feed.policy" changed
	rm changed/wc.policy
	is 'a policy less' '$PROVE --embedded changed 2>&1 >/dev/null | tr -d 0-9' 0 \
		'changed: has  policies, and  are linked in\n' ''
	cp "$POLICIES/wc.policy" changed/other.policy
	is 'another policy' '$PROVE --embedded changed >/dev/null' 1 '' 'other: is not linked in\n'
}

# The filters of the other architecture are their policies too. A compiler that gives libseccomp
# the target's numbers makes filters of other calls: the prover and z3 refuse them.
testOtherArchitecture() {
	$PROVER aarch64 "$POLICIES" "$POLICIES/expected/aarch64" >a
	assertEquals 'aarch64' 0 $?
	assertEquals 'all of them' "$(ls "$POLICIES/expected/x86_64")" "$(ls "$POLICIES/expected/aarch64")"
	is 'and by z3' '$SECOND_OPINION aarch64 - $POLICIES $POLICIES/expected/aarch64 - >judged' 0 '' ''
	echo "proved: each filter for aarch64 is its policy: $(awk '
		{ paths += $3; instructions += $5 }
		END { print NR " filters, " paths " paths, " instructions " instructions" }' a)," \
		"and by z3: $(cat judged)"
	is 'as x86_64' '$PROVER x86_64 $POLICIES $POLICIES/expected/aarch64 2>/dev/null' 1 '' ''
	is 'none' '$PROVER arm64 $POLICIES $POLICIES/expected/aarch64 2>&1 | cut -c 1-6' 0 'usage:\n' ''

	mkdir tool
	cp "$POLICIES"/tool/*.[ch] tool
	rm tool/prove* tool/mutate.c
	sed -i 's/= seccomp_syscall_resolve_name(.*/= rule->number;/' tool/program.c
	"${HOSTCC:-gcc}" -std=c11 -D_GNU_SOURCE -iquote "$POLICIES/.." -o wrong tool/*.c \
		"$POLICIES"/../lib/bpf/*.c "$POLICIES"/../lib/number/*.c "$POLICIES"/../lib/text/*.c \
		"$POLICIES"/../lib/utf8/classify.c "$POLICIES"/../lib/utf8/width.c -lseccomp
	assertEquals 'a wrong compiler' 0 $?
	for name in exit recvmsg; do
		mkdir "$name"
		echo "$name: 1" >$name.policy
		echo "recvmsg: 1" >feed.policy
		is "$name" "./wrong aarch64 out.c $name feed.policy $name.policy" 0 '' ''
	done
	is 'exit, by another number' '$PROVER aarch64 --one exit/exit.bpf exit.policy' 1 '' \
		'exit/exit.bpf: allows fchown()\n'
	is 'recvmsg' '$PROVER aarch64 --one recvmsg/recvmsg.bpf recvmsg.policy' 1 '' \
		'recvmsg/recvmsg.bpf: allows lookup_dcookie()\n'
	is 'z3' '$SECOND_OPINION aarch64 --each recvmsg/recvmsg.bpf recvmsg.policy | cut -d , -f 1' 0 \
		'recvmsg/recvmsg.bpf: differs\n' ''
	echo 'proved: a compiler that takes the numbers of another machine is found out'
}

# A policy that lost a condition, or gained a call, is refused, even with its programs
# made anew.
testPinned() {
	$PROVE --pinned "$POLICIES" >counted
	assertEquals 'no policy permits more than one may' 0 $?
	rm -rf dropped && cp -r "$POLICIES" dropped && chmod u+w dropped/*.policy
	sed 's/^read: arg0 == 0 /read: 1 /' "$POLICIES/plain.policy" >dropped/wc.policy
	sed 's/^\(ppoll: .*\) && arg3 == 0/\1/' "$POLICIES/plain.policy" >dropped/cat.policy
	echo 'getpid: 1' >>dropped/base64.policy
	sed -i 's/ && arg2 == MSG_NOSIGNAL//' dropped/feeder.policy
	more='is more than prove_pins.c lets a policy permit'
	is 'dropped' '$PROVE --pinned dropped 2>&1 | grep -v "^[a-z0-9-]*+feed: "' 0 \
		"base64: getpid(): $more
cat: ppoll(*, 0x1, 0): $more
feeder: sendmsg(0x1): $more
wc: read(): $more\n" ''
	is 'its status' '$PROVE --pinned dropped 2>/dev/null' 1 '' ''
	loose
	echo "proved: $(cat counted); $refused looser ones refused"
}

# Values that no policy may permit, each in a policy of its own; its name tells whether
# it is an applet's or the feeder's.
loose() {
	refused=0
	while IFS=: read -r name shown; do
		read -r line
		shown=${shown# }
		rm -rf loose && mkdir loose
		echo "$line" >"loose/$name.policy"
		cp "$POLICIES/feed.policy" loose
		is "$name" '$PROVE --pinned loose 2>&1 | grep -v "+feed: "' 0 "$name: $shown: $more\n" ''
		refused=$((refused + 1))
	done <<-END
		$(grep -v '^#' "$here/loose")
	END
	cp "$POLICIES"/*.policy loose
	sed -i 's/MSG_CMSG_CLOEXEC/MSG_CMSG_CLOEXEC|MSG_PEEK/' loose/feed.policy
	is 'several' '$PROVE --pinned loose 2>&1 | grep ^wc+feed' 0 \
		"wc+feed: recvmsg(0x3, *, 0x40000002): $more\n" ''
}

# A filter that is changed in one field is refused, or still permits the same: then z3
# must agree.
testMutants() {
	if [ ! -d "$EMITTED" ]; then
		echo 'skipped: the build has emitted no programs'
		return 0
	fi
	is 'mutants' '"$MUTATE" >mutants' 0 '' ''
	different=$(for file in "$EMITTED"/*.bpf; do grep -v '^#' "$file" | sum; done | sort -u | wc -l)
	assertTrue 'of each filter' "grep -q ' in $different filters: ' mutants"
	assertEquals 'each that is equal is named' "$(sed -n 's/.* \([0-9]*\) proved equal/\1/p' mutants)" \
		"$(grep -c '^equal ' mutants)"
	is 'z3' '$JUDGE $PILLBOX $POLICIES $EMITTED mutants >judged' 0 '' ''
	echo "proved: a filter with a changed field is refused, or still its policy: $(tail -n 1 mutants)"
	echo "proved: a second opinion, by z3: $(cat judged)"
	sed '1s/^equal \([^ ]* [0-9]*\) .*/equal \1 0x0006 0 0 0x7fff0000/' mutants >wrong
	is 'a mutant that is not equal' \
		'$JUDGE $PILLBOX $POLICIES $EMITTED wrong | cut -d : -f 2 | cut -c -40' 0 \
		' a mutant that was proved equal is not, \n' ''
}

# z3 and the prover agree about the filters made by hand.
testSecondOpinion() {
	if [ ! -d "$EMITTED" ]; then
		echo 'skipped: the build has emitted no programs'
		return 0
	fi
	mkdir texts
	: >pairs
	for file in "$FILTERS"/*.bpf; do
		name=${file##*/}
		architecture=$(sed -n 's/^#architecture //p' "$file")
		case $(sed -n 's/^#says //p' "$file") in
		proved*) echo "$name: equal" ;;
		allows* | kills*) echo "$name: differs" ;;
		*) continue ;;
		esac >>want
		sed -n 's/^#policy //p' "$file" >"texts/$name"
		echo "${architecture:-x86_64} $name $T/texts/$name" >>pairs
	done
	for architecture in x86_64 aarch64; do
		pairs=$(sed -n "s/^$architecture //p" pairs)
		# shellcheck disable=SC2086
		(cd "$FILTERS" && $SECOND_OPINION $architecture --each $pairs) >>said
	done
	is 'z3' "sort want >wanted; sed 's/, as at .*//' said | sort | diff wanted -" 0 '' ''
	echo "proved: z3 agrees with the prover about $(wc -l <want) filters made by hand, right and wrong"
	cp -r "$EMITTED" emitted
	rm emitted/wc.bpf
	sed 's/0x80000000 .*/0x7fff0000/' "$EMITTED/wc.bpf" >emitted/wc.bpf
	echo >none
	is 'a program that is not the one in the binary' \
		'$JUDGE $PILLBOX $POLICIES emitted none | sed "s/, as at.*//"' 0 \
		"wc: is not in $PILLBOX\nwc: is not its policy\n" ''
	cp "$EMITTED/wc.bpf" emitted
	cp -r "$POLICIES" more
	echo 'getpid: arg5 == 0x100000000' >>more/wc.policy
	is 'a policy that is not the one compiled' \
		'$JUDGE $PILLBOX more emitted none | sed "s/, as at.*//"' 0 \
		'wc: is not its policy\nwc+feed: is not its policy\n' ''
	echo 'getpid: arg5 > 1' >more/wc.policy
	is 'a policy that is not understood' '$JUDGE $PILLBOX more emitted none 2>/dev/null' 2 '' ''
}

. shunit2
