#!/bin/sh
# docs/: what each page shows is what happens; pages are short, and their links lead somewhere.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)

testPages() {
	make -s -C "$top" build/gen/options >log 2>&1
	export TABLE="$top/build/gen/options" LAYOUT="$T/layout" EXAMPLES="$top/examples"
	"$top/dist/image" "$LAYOUT" "$PILLBOX" >log 2>&1 || fail "no image: $(cat log)"
	for page in "$top"/docs/*.md; do
		mkdir "$T/page" && cd "$T/page" || return
		PATH=$BIN:${PILLBOX%/*}:$SYSTEM_PATH timeout 120 python3 "$here/docs.py" "$page" </dev/null >"$T/said" 2>&1
		assertEquals "$(cat "$T/said")" 0 $?
		grep '^skipped: ' "$T/said"
		cd "$T" && rm -rf page
	done
}

testShape() {
	for page in "$top"/docs/*.md; do
		assertTrue "$page has 150 lines or more" "[ $(wc -l <"$page") -lt 150 ]"
		grep -o '](\([^)#:]*\)[)#]' "$page" | sed 's/](\(.*\)./\1/' | sort -u >links
		while read -r link; do
			assertTrue "$page: $link" "[ -e '$top/docs/$link' ]"
		done <links
	done
}

# shellcheck source=/dev/null
. shunit2
