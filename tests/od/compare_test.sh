#!/bin/sh
# od against GNU's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]]
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
BIN=$(cd "${PILLBOX%/*}" && pwd)/bin
scratch=$(mktemp -d) && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
unset POSIXLY_CORRECT
LC_ALL=C python3 -B "$here/compare.py" "$BIN/od" /usr/bin/od "${1:-400}" "${2:-1}" >out
cat out
grep -q '^cases .* 0$' out
