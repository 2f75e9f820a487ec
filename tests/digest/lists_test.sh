#!/bin/sh
# Check lists that are made at random, and what the parser takes them for: lists.py.
# lists_test.sh [LISTS [GNU_LISTS [SEED]]]
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../../build/pillbox}
python3 -B "$here/lists.py" "${PILLBOX%/*}/tests/digest/line_engine_test" "${1:-4500}" "${2:-450}" "${3:-1}"
