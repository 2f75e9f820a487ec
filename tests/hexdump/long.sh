#!/bin/sh
# long.sh BUILD SEED: hexdump and util-linux's on 50,000 cases, then formats
# fuzzed for ten minutes.
set -eu
sh "${0%/*}/compare_test.sh" 50000 "$2"
"$1/tests/dump/format_engine_test" 600 "$2"
