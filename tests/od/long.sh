#!/bin/sh
# long.sh BUILD SEED: od and GNU's on 20,000 cases, then types fuzzed for ten minutes.
set -eu
sh "${0%/*}/compare_test.sh" 20000 "$2"
"$1/tests/dump/types_engine_test" 600 "$2"
