# shellcheck shell=sh
# What every suite begins with: `. "${0%/*}/../lib.sh"`, and ends with `. shunit2`.
# The suite runs in a scratch folder of its own, $T, removed at its end.
#
#   is LABEL COMMAND STATUS STDOUT STDERR    the texts are printf formats
#   same LABEL COMMAND                       as the installed tool does it
#
# With INROOT set the applets run unprivileged in a root that holds the binary, the
# scratch folder's files and one device, dev/null. With WITNESS set they run by
# tests/tool/witness.c, and what it wrote is added to that file.
#
# COMMAND is a line of shell; the applets come first on its PATH, and in the
# second run of same() the system's tools. It has a minute, and may write files of
# 200 MB. LC_ALL is C unless it says otherwise. No case runs more than a hundred sealed
# processes at a time.
set -u
here=$(cd "${0%/*}" && pwd)
tests=${here%/*}
# shellcheck source=tests/starts.sh
. "$tests/starts.sh"
# shellcheck source=tests/suites.sh
. "$tests/suites.sh"
PILLBOX=${PILLBOX:-$tests/../build/pillbox}
PILLBOX=$(cd "${PILLBOX%/*}" && pwd)/${PILLBOX##*/}
export SHUNIT_PARENT="$here/${0##*/}" SHUNIT_COLOR=none
BIN=${PILLBOX%/*}/bin
SYSTEM_PATH=/usr/sbin:/usr/bin:/sbin:/bin

# What the processes of this suite inherit.
filters=$(sed -n 's/^Seccomp_filters:[[:space:]]*//p' /proc/self/status)

# wait_sealed PID [COUNT]: until it has COUNT (1) filters more than this shell, or has
# ended, or ten thousand looks were in vain
wait_sealed() {
	looks=0
	until grep -Eqs "^(Seccomp_filters:.$((filters + ${2:-1}))|State:.Z.*)$" "/proc/$1/status" ||
		[ ! -e "/proc/$1" ] || [ $looks -ge 10000 ]; do
		looks=$((looks + 1))
	done
}

# has_level LEVEL: whether this processor has it, as core/before/cpu.c asks
has_level() {
	case $1 in
	avx2) set -- avx2 bmi1 bmi2 popcnt ;;
	avx512) set -- avx2 bmi1 bmi2 popcnt avx512f avx512bw avx512dq avx512vl avx512vbmi avx512_vbmi2 ;;
	*) return 0 ;;
	esac
	flags=" $(sed -n '/^flags/ { s/.*: //p; q; }' "${CPUINFO:-/proc/cpuinfo}") "
	for flag; do
		case $flags in
		*" $flag "*) ;;
		*) return 1 ;;
		esac
	done
}

# find_levels: leaves in $levels those that this processor has, and says which it lacks
find_levels() {
	levels=
	for level in $(known_levels "$PILLBOX"); do
		if has_level "$level"; then
			levels="$levels $level"
		else
			echo "skipped: this processor has no $level"
		fi
	done
}

# program_of NAME: the folder in applets/ that defines it, by the name of its policy
program_of() {
	"$PILLBOX" --policy "$1" | sed -n '1s/[-.].*//p'
}

# documented: the names that have a man page; the others are other spellings of these
documented() {
	for name in $names; do
		[ "$("$PILLBOX" --help "$name" | sed -n 's/^Full page: man pillbox-//p')" != "$name" ] || echo "$name"
	done
}

# whole NAME: a command of that name that lacks nothing but operands
whole() {
	{
		cat "$tests"/*/commands
		echo "$1|"
	} | sed -n "s/^\($1\( [^|]*\)\{0,1\}\)|.*/\1/p" | head -n 1
}

# takes_several NAME: whether it takes more than one operand
takes_several() {
	"$PILLBOX" --policy "$1" | grep -q '^[^ ]* united with feed\.policy'
}

# commands: all lines of tests/PROGRAM/commands, COMMAND|INPUT: a command for each code path
# through an input, and an input that it has output for: text, binary, or encoded (by
# base64). A documented name without a line is run without options, on text.
commands() {
	cat "$tests"/*/commands
	for name in $(documented); do
		grep -q "^${name}[ |]" "$tests"/*/commands || echo "$name|text"
	done
}

# several WORDS: the commands that take several operands, each with these words after it
several() {
	commands | while IFS='|' read -r command _; do
		! takes_several "${command%% *}" || echo "$command${1:+ $1}"
	done
}

refuse() {
	echo "${0##*/}: $1"
	rm -rf "${O:-}"
	exit 1
}

if ! has_level "${PILLBOX_CPU:-plain}"; then
	echo "skipped: this processor has no $PILLBOX_CPU"
	echo 'cases 0 0'
	exit 0
fi
O=$(mktemp -d) && T=$O/t && mkdir "$T" && cd "$T" || exit 1
if [ -n "${INROOT:-}" ]; then
	chmod 755 "$O" && mkdir "$O/bin" "$T/dev" && mknod -m 666 "$T/dev/null" c 1 3 && cp "$PILLBOX" "$T/pillbox" \
		|| exit 1
	for name in $("$PILLBOX" --list); do
		ln -s "${PILLBOX%/*}/tests/inroot" "$O/bin/$name"
	done
	BIN=$O/bin
fi
if [ -n "${WITNESS:-}" ]; then
	mkdir "$O/bin" "$O/of" || exit 1
	for name in $("$PILLBOX" --list); do
		program=$(program_of "$name")
		ln -fs "${PILLBOX%/*}/tests/witness" "$O/of/$program"
		ln -s "../of/$program" "$O/bin/$name"
	done
	BIN=$O/bin
fi
# Without its link, an applet's name would find the system's tool, compared with itself.
names=$("$PILLBOX" --list) || refuse "$PILLBOX: not built"
for name in $names; do
	[ -x "$BIN/$name" ] || refuse "$BIN/$name: missing: make build/bin"
	[ "$BIN" != "${PILLBOX%/*}/bin" ] || cmp -s "$BIN/$name" "$PILLBOX" || refuse \
		"$BIN/$name: not $PILLBOX: make build/bin"
done
sealed_starts "$PILLBOX" || refuse "$NO_START"
export PILLBOX BIN T here PYTHONDONTWRITEBYTECODE=1
export LC_ALL=C PATH="$SYSTEM_PATH"
unset POSIXLY_CORRECT

# run PATH COMMAND NAME: leaves NAME.out, NAME.err, NAME.status in $O
run() {
	(
		ulimit -f 400000
		PATH=$1 exec timeout -k 1 60 sh -c "$2"
	) >"$O/$3.out" 2>"$O/$3.err" </dev/null
	echo $? >"$O/$3.status"
}

# differ LABEL A B: fails if the output, the errors or the status of two runs differ
differ() {
	for what in status out err; do
		if ! cmp -s "$O/$2.$what" "$O/$3.$what"; then
			fail "$1: $what differs: $(diff "$O/$2.$what" "$O/$3.$what" | head -n 8 | cat -v)"
			return 0
		fi
	done
	assertTrue "$1" 0
}

is() {
	run "$BIN:$SYSTEM_PATH" "$2" ours
	echo "$3" >"$O/want.status"
	# shellcheck disable=SC2059
	printf "$4" >"$O/want.out"
	# shellcheck disable=SC2059
	printf "$5" >"$O/want.err"
	differ "$1: $2" want ours
}

same() {
	run "$BIN:$SYSTEM_PATH" "$2" ours
	run "$SYSTEM_PATH" "$2" want
	differ "$1: $2" want ours
}

# The last line is for the runner: how many cases passed and failed.
oneTimeTearDown() {
	[ -n "$T" ] || return 0
	# shellcheck disable=SC2154
	echo "cases $__shunit_assertsPassed $__shunit_assertsFailed"
	[ -z "${WITNESS:-}" ] || cat "$O/witness" >>"$WITNESS"
	cd / && rm -rf "$O"
	T=
}
