#!/bin/sh
# The Debian package: it is the same to the byte whoever makes it; what is in it, and that it
# hides nothing of the system; that it can be installed, used and removed.
# shellcheck disable=SC2086
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
version=$(sed -n 's/^VERSION = //p' "$top/Makefile")
architecture=$(dpkg --print-architecture)
unset SOURCE_DATE_EPOCH MAINTAINER MUSL

oneTimeSetUp() {
	make -s -C "$top" completions >log 2>&1
	export TABLE="$top/build/gen/options"
	mkdir first root
	"$top/dist/deb" "$T/first" "$PILLBOX" "$top/build/completions" >log 2>&1 || fail "not made: $(cat log)"
	package=$(echo first/*.deb)
	dpkg-deb -x "$package" root
}

# Made elsewhere: another folder, time, umask, time zone, locale.
testReproducible() {
	mkdir elsewhere second
	cp -r "$top/dist" "$top/Makefile" "$top"/*.md "$top/applets" "$top/core" elsewhere/
	for extra in docs examples; do
		[ ! -d "$top/$extra" ] || cp -r "$top/$extra" elsewhere/
	done
	cp "$PILLBOX" elsewhere/program
	find elsewhere -exec touch -d '1999-12-31 12:00' {} +
	(
		umask 077
		TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/nonexistent \
			elsewhere/dist/deb "$T/second" "$T/elsewhere/program" "$top/build/completions"
	)
	assertTrue 'the same' 'cmp "$package" second/*.deb'
	mkdir later
	# dpkg-deb itself only makes times earlier.
	SOURCE_DATE_EPOCH=4000000000 "$top/dist/deb" "$T/later" "$PILLBOX" "$top/build/completions"
	assertEquals 'a later time' '' "$(dpkg-deb -c later/*.deb | grep -v ' 2096-10-02 ')"
	assertEquals 'no other file' 1 "$(find second -type f | wc -l)"
}

testControl() {
	assertEquals 'its name' "first/pillbox_${version}_$architecture.deb" "$package"
	assertEquals 'fields' "pillbox $version $architecture utils" \
		"$(dpkg-deb -f "$package" Package Version Architecture Section | sed 's/.*: //' | xargs)"
	assertEquals 'linked with' "musl (= $(dpkg-query -W -f '${source:Version}' musl-dev))" \
		"$(dpkg-deb -f "$package" Static-Built-Using)"
	assertEquals 'needs nothing' '' "$(dpkg-deb -f "$package" Depends)"
	dpkg-deb -I "$package" | grep -qE ' (pre|post)(inst|rm) '
	assertEquals 'runs nothing' 1 $?
	dpkg-deb -e "$package" control
	(cd root && md5sum -c --quiet ../control/md5sums)
	assertEquals 'md5sums' 0 $?
	assertEquals 'of all files' "$(cd root && find usr -type f | sort)" "$(sed 's/^[^ ]* *//' control/md5sums)"
}

testFiles() {
	assertTrue 'the binary' 'cmp "$PILLBOX" root/usr/bin/pillbox'
	assertEquals 'nothing else on the PATH' 'pillbox' "$(ls root/usr/bin)"
	assertEquals 'links' "$(printf '%s\n' $names confine | sort)" "$(ls root/usr/libexec/pillbox)"
	for name in $names; do
		assertTrue "$name leads to it" 'cmp "$PILLBOX" root/usr/libexec/pillbox/$name'
		assertTrue "$name has a page" "gzip -t root/usr/share/man/man1/$name.1pillbox.gz"
	done
	for name in $(documented) confine; do
		assertTrue "man pillbox-$name" "gzip -t root/usr/share/man/man1/pillbox-$name.1.gz"
	done
	assertEquals 'pages that the system could have' '' \
		"$(find root/usr/share/man/man1 -name '*.gz' ! -name 'pillbox.1.gz' ! -name 'pillbox-*.1.gz' \
			! -name '*.1pillbox.gz')"
	assertEquals 'completions' 'usr/share/bash-completion/completions/pillbox
usr/share/fish/vendor_completions.d/pillbox.fish
usr/share/zsh/vendor-completions/_pillbox' "$(cd root && find usr/share/*completion* usr/share/[fz]*sh -type f | sort)"
	assertEquals 'owners and modes' '-rw-r--r-- root/root
-rwxr-xr-x root/root
drwxr-xr-x root/root
lrwxrwxrwx root/root' "$(dpkg-deb -c "$package" | cut -d ' ' -f 1-2 | sort -u)"
	assertEquals 'times' 1 "$(dpkg-deb -c "$package" | grep -o '[0-9]*-[0-9]*-[0-9]* [0-9:]* ' | sort -u | wc -l)"
}

testWorks() {
	echo text >in
	for name in $names; do
		"$BIN/$name" <in >want 2>&1
		"root/usr/libexec/pillbox/$name" <in >ours 2>&1
		assertTrue "$name" 'cmp want ours'
	done
}

# In the database of a root of its own.
testInstall() {
	if [ "$(id -u)" != 0 ]; then
		echo 'skipped: dpkg --root: needs root'
		return
	fi
	mkdir -p system/var/lib/dpkg/info system/var/lib/dpkg/updates
	: >system/var/lib/dpkg/status
	dpkg --root="$T/system" -i "$package" >log 2>&1
	assertEquals "installs: $(cat log)" 0 $?
	assertEquals 'runs' "pillbox $version" "$(system/usr/bin/pillbox --version | head -n 1)"
	dpkg --root="$T/system" --verify pillbox >log 2>&1
	assertEquals "is whole: $(cat log)" '0 ' "$? $(cat log)"
	dpkg --root="$T/system" -P pillbox >log 2>&1
	assertEquals "is removed: $(cat log)" 0 $?
	assertEquals 'and leaves nothing' '' "$(find system/usr system/bin system/etc 2>/dev/null)"
}

# shellcheck source=/dev/null
. shunit2
