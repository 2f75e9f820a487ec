#!/bin/sh
# run.sh record|compare BIN FILES CASES RESULTS: runs each case of cases.sh, with the applets
# of BIN, in a copy of FILES that is the current folder. "record" leaves what it wrote in RESULTS,
# "compare" compares with that, says what differs, and at the end prints "cases PASSED FAILED".
# A shell with cmp, diff and mv is enough. The applets are functions: busybox's shell would run
# its own programs of these names, whatever PATH is.
LC_ALL=C
export LC_ALL
how=$1 bin=$2 files=$3 cases=$4 results=$5
passed=0 failed=0 number=0

functions=$(for path in "$bin"/*; do
	echo "${path##*/}() { $path \"\$@\"; }"
done)

while IFS='|' read -r input command <&9; do
	number=$((number + 1))
	(
		eval "$functions"
		eval "$command"
	) <"$files/$input" >out.now 2>error.now
	echo "status $?" >>error.now
	if [ "$how" = record ]; then
		mv out.now "$results/$number.out"
		mv error.now "$results/$number.error"
	elif cmp -s out.now "$results/$number.out" && cmp -s error.now "$results/$number.error"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $number: $command <$input"
		cmp out.now "$results/$number.out"
		diff "$results/$number.error" error.now
	fi
done 9<"$cases"
[ "$how" = record ] || echo "cases $passed $failed"
