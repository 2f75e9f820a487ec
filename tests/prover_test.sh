#!/bin/sh
# The prover accepts filters that are exactly their policy, and refuses all
# others, each for its own reason. The lines in single quotes are for is().
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

PROVE=${PILLBOX%/*}/host/prove
POLICIES=$here/../policies
EMITTED=${PILLBOX%/*}/gen/expected/x86_64
FILTERS=$here/filters
export PROVE POLICIES EMITTED FILTERS

# Each filter says in its #policy lines what it should do, and after #says what
# the prover must say of it.
testFilters() {
	for file in "$FILTERS"/*.bpf; do
		name=${file##*/}
		sed -n 's/^#policy //p' "$file" >policy
		says=$(sed -n 's/^#says //p' "$file")
		case $says in
		proved*) is "$name" "cd '$FILTERS' && '$PROVE' --one $name '$T/policy'" 0 "$name: $says\n" '' ;;
		*) is "$name" "cd '$FILTERS' && '$PROVE' --one $name '$T/policy'" 1 '' "$name: $says\n" ;;
		esac
	done
}

# form LABEL MESSAGE TEXT: a program that is not even read
form() {
	# shellcheck disable=SC2059
	printf "$3" >form.bpf
	is "$1" "'$PROVE' --one form.bpf '$POLICIES/wc.policy'" 1 '' "form.bpf$2\n"
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
	is 'too long' "'$PROVE' --one long.bpf '$POLICIES/wc.policy'" 1 '' \
		'long.bpf: has more than 4096 instructions\n'
}

# syntax MESSAGE TEXT: a policy that is not understood
syntax() {
	# shellcheck disable=SC2059
	printf "$2" >syntax.policy
	is "$2" "'$PROVE' --one '$FILTERS/good.bpf' syntax.policy" 1 '' "syntax.policy:$1\n"
}

# denotes TEXT...: together the same as the policy of good.bpf
denotes() {
	rm -f part.*
	for text; do
		# shellcheck disable=SC2059
		printf "$text" >"$(mktemp part.XXXXXX)"
	done
	is "$*" "'$PROVE' --one '$FILTERS/good.bpf' part.* | sed 's/.*: //'" 0 \
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

# Two policies and their four programs, all right: the two permit the same.
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

# What the build made, as text and as linked in. Both must list each policy.
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
			feed) ;;
			base64 | feeder*) printf '%s\\n' "$name" ;;
			*) printf '%s\\n%s+feed\\n' "$name" "$name" ;;
			esac
		done)" ''
	is 'linked in' '$PROVE $POLICIES $EMITTED >a; $PROVE --embedded $POLICIES | cmp a' 0 '' ''
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

# Common to the two programs below: one filter as f[AT, FIELD], n instructions.
READ_FILTER='
function hex(text,  i, x) {
	for (i = 3; i <= length(text); i++)
		x = x * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
	return x + 0
}
FNR == 1 { n = 0 }
!/^#/ { f[n, 1] = hex($2); f[n, 2] = $3 + 0; f[n, 3] = $4 + 0; f[n, 4] = hex($5); n++ }'

# Writes each program that differs in one field of one instruction to a file of
# its own, and the unchanged one as same.bpf.
MUTATE='
function instruction(at) {
	return sprintf("%4d: 0x%04x %3d %3d 0x%08x", at, f[at, 1], f[at, 2], f[at, 3], f[at, 4])
}
function write_to(file,  at) {
	for (at = 0; at < n; at++)
		print instruction(at) >file
	close(file)
}
function mutant(at, field, value,  was) {
	was = f[at, field]
	if (value == was || value < 0 || value > (field == 4 ? 4294967295 : 255))
		return
	f[at, field] = value
	write_to(sprintf("mutants/%02d-%s-%x.bpf", at, names[field], value))
	f[at, field] = was
}
END {
	split("code jt jf k", names)
	split("0 5 6 21 22 29 32 37 40 48 53 69 84 128 149", codes)
	write_to("mutants/same.bpf")
	for (at = 0; at < n; at++) {
		for (c in codes)
			mutant(at, 1, codes[c])
		for (field = 2; field <= 4; field++) {
			mutant(at, field, 0)
			mutant(at, field, f[at, field] + 1)
			mutant(at, field, f[at, field] - 1)
		}
		for (bit = 1; bit < 4294967296; bit *= 2)
			mutant(at, 4, f[at, 4] + (int(f[at, 4] / bit) % 2 ? -bit : bit))
	}
}'

# Runs filters as the kernel does, at points around those that the first one
# allows: one word at a time is set to each constant of the first filter and to
# its neighbours. Prints the files that answer otherwise than the first.
COMPARE='
function common_bits(a, b,  bit) {
	for (bit = 1; bit < 4294967296; bit *= 2)
		if (int(a / bit) % 2 && int(b / bit) % 2)
			return 1
	return 0
}
function result(  at, a, k, yes) {
	for (at = 0; f[at, 1] != 6; at++) {
		k = f[at, 4]
		if (f[at, 1] == 32)
			a = word[k / 4]
		else if (f[at, 1] == 5)
			at += k
		else {
			if (f[at, 1] == 21) yes = a == k
			else if (f[at, 1] == 37) yes = a > k
			else if (f[at, 1] == 53) yes = a >= k
			else yes = common_bits(a, k)
			at += yes ? f[at, 2] : f[at, 3]
		}
	}
	return f[at, 4]
}
function add_value(x) {
	if (x >= 0 && x <= 4294967295 && !(x in known)) {
		known[x]
		values[value_count++] = x
	}
}
# Follows every way, and where it allows notes the point that equality asked for.
function look(at, loaded,  k, w, was, point) {
	for (; f[at, 1] == 32; at++)
		loaded = f[at, 4] / 4
	k = f[at, 4]
	if (f[at, 1] == 6) {
		for (w = 0; w < 16; w++)
			point = point sprintf("%.0f ", word[w])
		if (k == 2147418112 && !(point in seen)) {
			seen[point]
			points[point_count++] = point
		}
		return
	}
	if (f[at, 1] == 5) {
		look(at + 1 + k, loaded)
		return
	}
	add_value(k); add_value(k + 1); add_value(k - 1); add_value(k + 1073741824)
	look(at + 1 + f[at, 3], loaded)
	was = word[loaded]
	if (f[at, 1] == 21)
		word[loaded] = k
	look(at + 1 + f[at, 2], loaded)
	word[loaded] = was
}
function answers(  p, w, v, part, all, was) {
	for (p = 0; p < point_count; p++) {
		split(points[p], part, " ")
		for (w = 0; w < 16; w++)
			word[w] = part[w + 1] + 0
		for (w = 0; w < 12; w++) {
			if (w == 2 || w == 3)
				continue
			was = word[w]
			for (v = 0; v < value_count; v++) {
				word[w] = values[v]
				all = all (result() == 2147418112)
			}
			word[w] = was
		}
	}
	return all
}
function judge() {
	if (first == "") {
		look(0, 0)
		first = answers()
		if (first !~ /1/ || first !~ /0/)
			print "the points tell nothing"
	} else if (answers() != first)
		print name
}
FNR == 1 {
	if (name != "")
		judge()
	name = FILENAME
}
END { judge() }
'

# Changed in one field, a filter is refused, or it is still the same filter.
testMutants() {
	filter=$FILTERS/good-emitted.bpf
	sed -n 's/^#policy //p' "$filter" >policy
	set -- policy
	if [ -f "$EMITTED/cat-file+feed.bpf" ]; then
		filter=$EMITTED/cat-file+feed.bpf
		set -- "$POLICIES/cat-file.policy" "$POLICIES/feed.policy"
	fi
	mkdir mutants
	awk "$READ_FILTER$MUTATE" "$filter"
	timeout -k 1 120 sh -c 'for mutant in mutants/*; do
			"$PROVE" --one "$mutant" "$@"
			echo "$? $mutant"
		done' sh "$@" >verdicts 2>reasons
	assertEquals 'all were judged' "$(find mutants -type f | wc -l)" "$(grep -c '^[01] ' verdicts)"
	assertEquals 'each refusal has its reason' "$(grep -c '^1 ' verdicts)" "$(grep -c '^mutants/' reasons)"
	assertEquals 'none was unreadable' 0 "$(grep -c 'is not instruction' reasons)"
	assertTrue 'the unchanged one is proved' "grep -q '^0 mutants/same.bpf' verdicts"
	sed -n 's/^0 //p' verdicts | grep -v same.bpf >equal
	echo "mutants: $(grep -c '^1 ' verdicts) refused, $(wc -l <equal) proved to be equal"
	# shellcheck disable=SC2046
	assertEquals 'those that are proved behave the same' '' \
		"$(awk "$COMPARE$READ_FILTER" mutants/same.bpf $(cat equal))"
}

. shunit2
