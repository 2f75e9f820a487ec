# shellcheck shell=sh disable=SC2154
# The suites in $tests, the folder of this file, and how each is run. Each runs once.
# Some run again in other ways, if their opening comment has a line such as
#
#	# Once more: levels, unprivileged, bare root, witnessed.
#
# An applet's own suite, tests/NAME/test.sh, always runs at all levels, unprivileged and
# witnessed. What runs at all levels and unprivileged does both at the first of them.

# suites: their names: FOLDER for FOLDER/test.sh, FOLDER/PART for FOLDER/PART_test.sh
suites() {
	for file in "$tests"/*/test.sh "$tests"/*/*_test.sh; do
		[ ! -e "$file" ] || echo "${file#"$tests/"}"
	done | sed 's,/test\.sh$,,; s,_test\.sh$,,' | LC_ALL=C sort
}

suite_file() {
	case $1 in
	*/*) echo "$tests/${1}_test.sh" ;;
	*) echo "$tests/$1/test.sh" ;;
	esac
}

# log_name SUITE: its name without a slash
log_name() {
	echo "$1" | tr / -
}

# once_more WAY: the suites that run again in that way
once_more() {
	for suite in $(suites); do
		case $1,$(sed -n '2,/^[^#]/s/^# Once more: //p' "$(suite_file "$suite")"), in
		*,*"$1"*) echo "$suite" ;;
		levels,* | unprivileged,* | witnessed,*) [ ! -d "$tests/../applets/$suite" ] || echo "$suite" ;;
		esac
	done
}

# known_levels BINARY: the vector levels that it was built for
known_levels() {
	PILLBOX_CPU='?' "$1" "$("$1" --list | head -n 1)" </dev/null 2>&1 | sed "s/.* none of //; s/[',]//g"
}
