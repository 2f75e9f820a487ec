#!/bin/sh
# The image: an OCI layout that is the same to the byte whoever makes it, whenever and
# wherever; and each applet runs in it, in a container that permits little.
# shellcheck disable=SC2002,SC2086
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
architecture=$(dpkg --print-architecture)
unset SOURCE_DATE_EPOCH

oneTimeSetUp() {
	# What the build has of the applets' tables.
	export TABLE="$T/table"
	printf 'applet\t%s\t-\n' $names >"$TABLE"
	printf 'command\tconfine\t-\n' >>"$TABLE"
	links="$names confine"
	"$top/dist/image" "$T/image" "$PILLBOX" >log 2>&1 || fail "not made: $(cat log)"
}

testLayout() {
	time=$(date -u -d 2000-01-01 +%s)
	day=$(sed -n '/^## /{s/.*(\([0-9-]*\))$/\1/p;q}' "$top/CHANGELOG.md")
	[ -z "$day" ] || time=$(date -u -d "$day" +%s)
	python3 "$here/image.py" image "$time" $links >tags 2>&1
	assertEquals "$(cat tags)" "$architecture $architecture latest $architecture" "$(cut -d ' ' -f 1-2 tags | xargs)"
	layer=$(sed -n "s/^$architecture $architecture //p" tags)
	mkdir root && tar -xf "$layer" -C root
	assertTrue 'the binary' 'cmp root/bin/pillbox "$PILLBOX"'
}

# Made elsewhere: another folder, time, umask, time zone, user's locale.
testReproducible() {
	mkdir elsewhere
	cp -r "$top/dist" "$top/Makefile" "$top/CHANGELOG.md" elsewhere/
	cp "$PILLBOX" elsewhere/pillbox
	find elsewhere -exec touch -d '1999-12-31 12:00' {} +
	(
		umask 077
		TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/nonexistent elsewhere/dist/image "$T/again" "$T/elsewhere/pillbox"
	)
	assertEquals 'the same' '' "$(diff -r image again 2>&1)"
	for i in image again; do
		tar --sort=name -cf $i.tar -C $i .
	done
	assertTrue 'in modes and times too' 'cmp image.tar again.tar'
	SOURCE_DATE_EPOCH=1000000000 "$top/dist/image" "$T/later" "$PILLBOX"
	python3 "$here/image.py" later 1000000000 $links >log 2>&1
	assertEquals "another time: $(cat log)" 0 $?
}

# A binary of another architecture joins by being named.
testArchitectures() {
	cp "$PILLBOX" foreign
	printf '\267' | dd of=foreign bs=1 seek=18 conv=notrunc status=none
	"$top/dist/image" "$T/both" "$PILLBOX" "$T/foreign" >log 2>&1 || fail "not made: $(cat log)"
	python3 "$here/image.py" both "$time" $links >tags 2>&1
	assertEquals "$(cat tags)" 'amd64 arm64 latest amd64 arm64' \
		"$(sed "s,$T/[^ ]*,,; s,both/[^ ]* *,,g; s/^\(a[^ ]*\).*/\1/" tags | xargs)"
	printf '\001' | dd of=foreign bs=1 seek=18 conv=notrunc status=none
	"$top/dist/image" "$T/third" "$PILLBOX" "$T/foreign" >log 2>&1 && fail 'made for an unknown architecture'
	assertTrue "says why: $(cat log)" 'grep -q "foreign: no program of a known architecture" log'
}

# Read-only, a user who owns nothing, no capability, the profile that container engines have by
# default (tests/seal/container/calls).
in_runc() {
	python3 "$tests/seal/container/bundle.py" bundle/config.json "$T/root" "$T/data" - "$@" || return
	timeout -k 5 20 runc --root "$T/state" run --bundle bundle "pillbox-dist-$$"
}

testRuns() {
	mkdir -p bundle data root/data root/dev root/proc
	printf 'a file\n\1\2\377 of bytes\n' >data/a
	chmod 755 "$O" "$T"
	if [ "$(id -u)" != 0 ]; then
		echo 'skipped: runc: needs root'
	elif ! in_runc cat a >said 2>&1; then
		echo "skipped: runc does not run here: $(tail -n 1 said)"
	else
		# From pipes on both sides: runc makes one of whatever it is given.
		for name in $names; do
			cat data/a | "$BIN/$name" >want 2>&1
			status=$?
			cat data/a | in_runc "$name" >ours 2>&1
			assertEquals "$name: status" $status $?
			assertTrue "$name: $(cat ours)" 'cmp want ours'
		done
		in_runc /bin/pillbox --list >ours
		assertEquals 'its entry point' "$names" "$(cat ours)"
	fi
}

# shellcheck source=/dev/null
. shunit2
