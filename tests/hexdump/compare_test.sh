#!/bin/sh
# hexdump against util-linux's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]]
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
ours=$(cd "${PILLBOX%/*}" && pwd)/bin/hexdump
scratch=$(mktemp -d) && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
unset POSIXLY_CORRECT
LC_ALL=C python3 -B "$here/compare.py" "$ours" "$(PATH=/usr/bin:/bin command -v hexdump)" "${1:-5000}" "${2:-1}"
