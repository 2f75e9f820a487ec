#!/bin/sh
# od against GNU's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]]
# shellcheck source=tests/compare.sh
. "${0%/*}/../compare.sh"
compare "$BIN/od" /usr/bin/od "${1:-400}" "${2:-1}"
compared
