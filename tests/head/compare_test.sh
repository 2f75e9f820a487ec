#!/bin/sh
# head and tail against GNU's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]], CASES of each
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
BIN=$(cd "${PILLBOX%/*}" && pwd)/bin
scratch=$(mktemp -d) && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
unset POSIXLY_CORRECT
passed=0 failed=0
for name in head tail; do
	LC_ALL=C python3 -B "$here/compare.py" $name "$BIN/$name" "/usr/bin/$name" "${1:-250}" "${2:-1}" >out
	grep -v '^cases ' out
	# shellcheck disable=SC2046
	set -- "${1:-250}" "${2:-1}" $(sed -n 's/^cases //p' out)
	passed=$((passed + ${3:-0})) failed=$((failed + ${4:-1}))
	set -- "$1" "$2"
done
echo "cases $passed $failed"
exit $((failed > 0))
