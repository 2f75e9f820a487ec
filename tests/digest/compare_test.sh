#!/bin/sh
# The digests against other implementations on files of random sizes: what compare.py says.
# compare_test.sh [FILES [SEED]]
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
BIN=$(cd "${PILLBOX%/*}" && pwd)/bin
scratch=$(mktemp -d) && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C python3 -B "$here/compare.py" "$BIN" "${1:-150}" "${2:-1}" >out
cat out
grep -q '^cases .* 0$' out
