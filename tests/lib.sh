# shellcheck shell=sh
# What every suite begins with: `. "${0%/*}/lib.sh"`, and ends with `. shunit2`.
# The suite runs in a scratch folder of its own, $T, removed at its end.
#
#   is LABEL COMMAND STATUS STDOUT STDERR    the texts are printf formats
#   same LABEL COMMAND                       as the installed tool does it
#
# With INROOT set the applets run unprivileged in a root that holds the binary, the
# scratch folder's files and one device, dev/null. With WITNESS set they run by
# tests/tool/witness.c, and what it wrote is added to that file.
#
# COMMAND is a line of shell; the applets come first on its PATH, and in the
# second run of same() the system's tools. It has a minute, and files of at
# most 200 MB. LC_ALL is C unless it says otherwise.
set -u
here=$(cd "${0%/*}" && pwd)
PILLBOX=${PILLBOX:-$here/../build/pillbox}
PILLBOX=$(cd "${PILLBOX%/*}" && pwd)/${PILLBOX##*/}
export SHUNIT_PARENT="$here/${0##*/}" SHUNIT_COLOR=none
BIN=${PILLBOX%/*}/bin
SYSTEM_PATH=/usr/sbin:/usr/bin:/sbin:/bin
O=$(mktemp -d) && T=$O/t && mkdir "$T" && cd "$T" || exit 1
if [ -n "${INROOT:-}" ]; then
	chmod 755 "$O" && mkdir "$O/bin" "$T/dev" && mknod -m 666 "$T/dev/null" c 1 3 && cp "$PILLBOX" "$T/pillbox" || exit 1
	for name in cat wc hexdump hd base64; do
		ln -s "${PILLBOX%/*}/tests/inroot" "$O/bin/$name"
	done
	BIN=$O/bin
fi
if [ -n "${WITNESS:-}" ]; then
	mkdir "$O/bin" "$O/of" || exit 1
	# The name of the applet stands in its policies; hd is hexdump.
	for name in $("$PILLBOX" --list); do
		applet=$("$PILLBOX" --policy "$name" | sed -n '1s/[-.].*//p')
		ln -fs "${PILLBOX%/*}/tests/witness" "$O/of/$applet"
		ln -s "../of/$applet" "$O/bin/$name"
	done
	BIN=$O/bin
fi
export PILLBOX BIN T
export LC_ALL=C PATH="$SYSTEM_PATH"
unset POSIXLY_CORRECT

# run PATH COMMAND NAME: leaves NAME.out, NAME.err, NAME.status in $O
run() {
	(
		ulimit -f 400000
		PATH=$1 exec timeout -k 1 60 sh -c "$2"
	) >"$O/$3.out" 2>"$O/$3.err" </dev/null
	echo $? >"$O/$3.status"
}

# differ LABEL A B: fails where the two runs left different things
differ() {
	for what in status out err; do
		if ! cmp -s "$O/$2.$what" "$O/$3.$what"; then
			fail "$1: $what differs: $(diff "$O/$2.$what" "$O/$3.$what" | head -n 8 | cat -v)"
			return 0
		fi
	done
	assertTrue "$1" 0
}

is() {
	run "$BIN:$SYSTEM_PATH" "$2" ours
	echo "$3" >"$O/want.status"
	# shellcheck disable=SC2059
	printf "$4" >"$O/want.out"
	# shellcheck disable=SC2059
	printf "$5" >"$O/want.err"
	differ "$1: $2" want ours
}

same() {
	run "$BIN:$SYSTEM_PATH" "$2" ours
	run "$SYSTEM_PATH" "$2" want
	differ "$1: $2" want ours
}

# Said at the end for the runner: cases that passed, cases that failed.
oneTimeTearDown() {
	[ -n "$T" ] || return 0
	# shellcheck disable=SC2154
	echo "cases $__shunit_assertsPassed $__shunit_assertsFailed"
	[ -z "${WITNESS:-}" ] || cat "$O/witness" >>"$WITNESS"
	cd / && rm -rf "$O"
	T=
}
