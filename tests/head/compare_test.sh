#!/bin/sh
# head and tail against GNU's on generated cases: what compare.py says.
# compare_test.sh [CASES [SEED]], CASES of each
# shellcheck source=tests/compare.sh
. "${0%/*}/../compare.sh"
passed=0 failed=0
for name in head tail; do
	compare $name "$BIN/$name" "/usr/bin/$name" "${1:-250}" "${2:-1}"
	grep -v '^cases ' out
	# shellcheck disable=SC2046
	set -- "${1:-250}" "${2:-1}" $(sed -n 's/^cases //p' out)
	passed=$((passed + ${3:-0})) failed=$((failed + ${4:-1}))
	set -- "$1" "$2"
done
echo "cases $passed $failed"
exit $((failed > 0))
