#!/bin/sh
# make install: these files with these modes, whatever the umask, and make uninstall removes
# them. No page or completion of the system is hidden. The objects name no folder.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)

listed() {
	(cd "$1" && find . -type f -printf '%m %P\n' | sort -k 2)
}

wanted() {
	echo "755 $1bin/pillbox
644 $1share/bash-completion/completions/pillbox
644 $1share/fish/vendor_completions.d/pillbox.fish
644 $1share/man/man1/pillbox.1
644 $1share/zsh/site-functions/_pillbox"
	for name in $(documented) confine; do
		echo "644 $1share/man/man1/pillbox-$name.1"
	done
}

testInstall() {
	(umask 077 && make -s -C "$top" install DESTDIR="$T/root") >log 2>&1
	assertEquals "installs: $(cat log)" 0 $?
	assertEquals 'the files' "$(wanted usr/local/ | sort -k 2)" "$(listed root)"
	assertEquals 'the folders' 755 "$(find root -mindepth 1 -type d -printf '%m\n' | sort -u)"
	make -s -C "$top" uninstall DESTDIR="$T/root" >log 2>&1
	assertEquals "uninstalls: $(cat log)" '' "$(listed root)"
	make -s -C "$top" install DESTDIR="$T/other" PREFIX=/opt BINDIR=/b MANDIR=/m SHAREDIR=/s >log 2>&1
	assertEquals 'each folder may be another' "$(wanted '' | sed 's, share/man/, m/,; s, bin/, b/,; s, share/, s/,' |
		sort -k 2)" "$(listed other)"
	make -s -C "$top" uninstall DESTDIR="$T/other" PREFIX=/opt BINDIR=/b MANDIR=/m SHAREDIR=/s >log 2>&1
	assertEquals "uninstalls: $(cat log)" '' "$(listed other)"
}

testFolder() {
	make -s -C "$top" B="$T/debug" CFLAGS='-O0 -g' "$T/debug/obj/core/main.o" >log 2>&1
	assertTrue "is compiled: $(cat log)" '[ -s debug/obj/core/main.o ]'
	assertTrue 'has debug information' 'grep -q core/main.c debug/obj/core/main.o'
	assertFalse 'and names no folder' 'grep -qF "$top" debug/obj/core/main.o'
}

# shellcheck source=/dev/null
. shunit2
