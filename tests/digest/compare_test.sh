#!/bin/sh
# The digests against other implementations on files of random sizes: what compare.py says.
# compare_test.sh [FILES [SEED]]
# shellcheck source=tests/compare.sh
. "${0%/*}/../compare.sh"
compare "$BIN" "${1:-150}" "${2:-1}"
compared
