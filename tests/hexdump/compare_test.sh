#!/bin/sh
# hexdump against util-linux's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]]
# shellcheck source=tests/compare.sh
. "${0%/*}/../compare.sh"
compare "$BIN/hexdump" "$(PATH=/usr/bin:/bin command -v hexdump)" "${1:-5000}" "${2:-1}"
compared
