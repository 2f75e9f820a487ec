#!/bin/sh
# A release: make dist in another folder, with another umask, time zone and home, makes the same
# binary; the source that it packs makes the same source; sums and materials are true.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
version=$(sed -n 's/^VERSION = //p' "$top/Makefile")
name=pillbox-$version
binary=$name-$(uname -m)
unset SOURCE_DATE_EPOCH MAINTAINER MUSL TABLE

# sources: what git knows, or what was unpacked here
sources() {
	if [ -e "$top/.git" ] && command -v git >/dev/null; then
		git -c safe.directory="$top" -C "$top" ls-files
	else
		(cd "$top" && find . \( -path ./build -o -path ./.git \) -prune -o ! -type d -print)
	fi | while read -r file; do
		[ ! -e "$top/$file" ] && [ ! -h "$top/$file" ] || echo "$file"
	done
}

oneTimeSetUp() {
	mkdir one two
	sources | tar -cf - -C "$top" -T - | tar -xf - -C one
	(
		cd one || exit
		umask 077
		TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/nonexistent timeout 800 make -s -j2 dist CROSS= >../log 2>&1
	) || fail "not made: $(tail log)"
	dist=$T/one/build/dist
}

testFiles() {
	assertEquals 'the files' "SHA256SUMS
$name-image.tar
$binary
$name.copyright
$name.spdx.json
$name.tar.gz
$name.toolchain
pillbox_${version}_$(dpkg --print-architecture).deb" "$(ls "$dist")"
	(cd "$dist" && sha256sum --quiet --strict -c SHA256SUMS)
	assertEquals 'sums' 0 $?
	assertEquals 'one version' "pillbox $version" "$("$dist/$binary" --version | head -n 1)"
	grep -q "^## $version (" "$top/CHANGELOG.md"
	assertEquals 'of the changelog too' 0 $?
}

# flags FOLDER: what the build there compiled with, but for the folder
flags() {
	sed 's/-ffile-prefix-map=[^ ]*//' "$1/build/gen/flags"
}

testReproducible() {
	if [ "$(flags one)" = "$(flags "$top")" ]; then
		assertTrue 'the same binary' 'cmp "$dist/$binary" "$PILLBOX"'
	else
		echo 'skipped: the binary was built with other options'
	fi
	tar -xzf "$dist/$name.tar.gz" -C two
	assertEquals 'the source is all there' '' "$(diff -r --no-dereference -x build one "two/$name")"
	assertEquals 'modes' '' "$(find two ! -type l ! -perm 644 ! -perm 755)"
	find two -exec touch {} +
	"two/$name/dist/source" "$T/again.tar.gz"
	assertTrue 'and packs itself' 'cmp again.tar.gz "$dist/$name.tar.gz"'
}

testMaterials() {
	python3 "$here/sbom.py" "$dist/$name.spdx.json" "$dist/$name.copyright" "$dist/$binary" >said 2>&1
	assertEquals 'linked and used' 'linked: musl-dev; build: libseccomp-dev linux-libc-dev' "$(cat said)"
	for file in $(cd "$top" && grep -rlE '^/\* Made by .* from the Unicode ' core lib applets); do
		assertTrue "$file is under a licence of its own" "grep -qxF 'Files: $file' '$dist/$name.copyright'"
	done
}

# make verify-dist, before it builds anything.
testVerify() {
	cp -r "$dist" bad
	echo >>"bad/$name.copyright"
	"$top/dist/verify" "$T/bad" >said 2>&1 && fail 'takes a changed file'
	assertTrue "$(cat said)" 'grep -q "not what SHA256SUMS says" said'
	cp "$dist/$name.copyright" bad/
	: >bad/extra
	"$top/dist/verify" "$T/bad" >said 2>&1 && fail 'takes a file more'
	assertTrue "$(cat said)" 'grep -q "files that SHA256SUMS does not list" said'
}

testUncommitted() {
	if ! command -v git >/dev/null; then
		echo 'skipped: no git'
		return
	fi
	(
		cd "two/$name" || exit
		git init -q . && git add -A &&
			git -c user.name=a -c user.email=a@b commit -qm one && echo >>LICENSE
	) >/dev/null 2>&1
	"two/$name/dist/source" "$T/no.tar.gz" >said 2>&1 && fail 'packs what is not committed'
	assertTrue "$(cat said)" 'grep -q "^ M LICENSE" said'
}

# shellcheck source=/dev/null
. shunit2
