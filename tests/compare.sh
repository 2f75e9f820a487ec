# shellcheck shell=sh
# What a suite of generated cases begins with that its own compare.py runs and counts:
# `. "${0%/*}/../compare.sh"`. The suite is then in a scratch folder, removed at its end; $BIN
# has the applets.
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
# shellcheck disable=SC2034 # for the suite
BIN=$(cd "${PILLBOX%/*}" && pwd)/bin
scratch=$(mktemp -d) && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
unset POSIXLY_CORRECT

# compare ARGUMENT...: leaves in the file out what compare.py says of them
compare() {
	LC_ALL=C python3 -B "$here/compare.py" "$@" >out
}

# compared: prints that, and fails unless all cases are equal
compared() {
	cat out
	grep -q '^cases .* 0$' out
}
