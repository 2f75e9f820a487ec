#!/bin/sh
# The picture in README.md: it is what its script makes from this binary; any browser can show
# it, from one file; and it says what it should.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
picture=$top/docs/terminal.svg

testPicture() {
	if ! "$PILLBOX" confine --deny=socket true 2>/dev/null; then
		echo 'skipped: no confine here'
		return
	fi
	"$top/dist/picture" "${PILLBOX%/*}" >again.svg 2>said
	assertEquals "is made: $(cat said)" 0 $?
	differ_in=$(diff "$picture" again.svg | head -n 8)
	assertEquals 'make picture would change it' '' "$differ_in"
}

testForm() {
	python3 -c 'import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
space = "{http://www.w3.org/2000/svg}"
assert root.tag == space + "svg" and root.find(space + "title").text
width, height = (float(root.get(a)) for a in ("width", "height"))
for text in root.iter(space + "text"):
	assert float(text.get("x")) + float(text.get("textLength")) < width, text.text
	assert float(text.get("y")) < height, text.text
	assert text.text.isprintable() and text.text.isascii(), text.text' "$picture" 2>said
	assertEquals "is SVG, and all inside: $(tail -n 1 said)" 0 $?
	assertEquals 'needs no other file' '' "$(grep -oE '(href|src)=|url\(|@import|<script' "$picture")"
	assertTrue 'is in README.md' 'grep -q "](docs/terminal.svg)" "$top/README.md"'
	for says in 'Seccomp:        2' 'status 159'; do
		assertTrue "says $says" "grep -qF '>$says<' '$picture'"
	done
}

# shellcheck source=/dev/null
. shunit2
