#!/bin/sh
# check.sh BUILD CROSS: what `make check-guests` runs when all is built: in BUILD for this machine,
# in BUILD/CROSS for the other one, and in BUILD/guests what guests need. Each kernel boots, one
# after the other. "N passed, N failed" is the last line.
set -u
build=$1 cross=$2
tests=$(cd "${0%/*}/.." && pwd)
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# tally LABEL STATUS: counts what the log's last line but the kernel's says
tally() {
	counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*$/\1 \2/p' "$log" | tail -n 1)
	# shellcheck disable=SC2086
	set -- "$1" "$2" $counts
	passed=$((passed + ${3:-0}))
	failed=$((failed + ${4:-1}))
	if [ "$2" = 0 ] && [ "${3:-0}" -gt 0 ] && [ "${4:-1}" = 0 ]; then
		echo "ok   $1: $3"
	else
		[ "${4:-0}" -gt 0 ] || failed=$((failed + 1))
		echo "FAIL $1"
		tail -n 60 "$log"
	fi
}

for guest in "$build"/guests/*-bookworm "$build"/guests/*-trixie-backports; do
	architecture=${guest##*/}
	architecture=${architecture%%-*}
	binaries=$build
	[ "$architecture" != "$cross" ] || binaries=$build/$cross
	kernel=$(find "$guest" -name 'vmlinuz*' -type f)
	began=$(date +%s)
	sh "$tests/cross/boot.sh" "$architecture" "$kernel" "$build/guests/$architecture-shell/bin/busybox" \
		"$binaries" "$binaries/tests/inject" "$build/guests/cases" >"$log" 2>&1
	tally "${guest##*/}, $(($(date +%s) - began)) s" $?
	grep -E '^(up after|missing|the filter in force|cases end)' "$log" | sed 's/^/	/'
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
