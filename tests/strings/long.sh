#!/bin/sh
# long.sh BUILD SEED: strings and GNU's on 20,000 cases, then the engines fuzzed for ten
# minutes.
set -eu
python3 "${0%/*}/compare.py" "$1/bin/strings" 20000 "$2"
"$1/tests/strings/strings_engine_test" 600 "$2"
