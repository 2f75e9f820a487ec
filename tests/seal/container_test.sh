#!/bin/sh
# In a container: an image that holds nothing but the binary and its links, read-only,
# a user who owns nothing, no capability, and the profile of system calls that container
# engines have by default; or one that knows neither Landlock nor close_range. All applets
# work there, sealed as anywhere, and what breaks the seal dies.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

# These run in the same way inside and outside, with a pipe as descriptor 0.
COMMANDS="$(commands | sed 's/|.*//')
$(commands | sed 's/|.*/ a/')
$(several '- a -')
$(several 'fifo b nope')
wc --files0-from=list
hd a b
base64 -d encoded
cat nope"

# The calls that an older profile refuses with EPERM.
NEWER=close_range,landlock_create_ruleset,landlock_add_rule,landlock_restrict_self

oneTimeSetUp() {
	worked=0 died=0 containers=0
	# The binary, its links, and folders to mount to.
	mkdir -p data bundle image/bin image/data image/dev image/proc
	cp "$PILLBOX" image/bin/pillbox
	for applet in $("$PILLBOX" --list); do
		ln -s pillbox "image/bin/$applet"
	done
	cp -r image breached
	cp "${PILLBOX%/*}/tests/breach" breached/breach
	printf 'a file\n\1\2\377 of bytes\n' >data/a
	printf 'another\n' >data/b
	base64 data/a >data/encoded
	printf 'a\0b\0nope\0' >data/list
	mkfifo data/fifo block
	# Whoever runs there may read it; $T itself is of mode 700.
	chmod 755 "$O" "$T"
	reason=
	if [ "$(id -u)" != 0 ]; then
		reason='needs root'
	elif ! runc_run - cat b >said 2>&1; then
		reason="runc does not run here: $(tail -n 1 said)"
	fi
}

needs_runc() {
	[ -n "$reason" ] || return 0
	echo "skipped: $reason"
	startSkipping
}

# runc_run DENIED COMMAND...
runc_run() {
	python3 "$here/container/bundle.py" bundle/config.json "${IMAGE:-$T/image}" "$T/data" "$@" || return
	containers=$((containers + 1))
	# shellcheck disable=SC2086
	timeout -k 5 20 ${TRACE:-} runc --root "$T/state" run --bundle bundle --pid-file pid "pillbox-$$-$containers"
}

# bwrap_run COMMAND...: the same without a profile, in user namespaces
bwrap_run() {
	timeout -k 5 20 bwrap --unshare-all --uid 65534 --gid 65534 --cap-drop ALL --die-with-parent \
		--ro-bind "${IMAGE:-$T/image}" / --ro-bind "$T/data" /data --proc /proc --dev /dev --chdir /data "$@"
}

outside() {
	(cd data && PATH=$BIN "$@")
}

# one NAME COMMAND...: leaves NAME.out, NAME.err, NAME.status in $O
one() {
	name=$1
	shift
	case $* in
	*fifo*) timeout 20 cp data/b data/fifo & ;;
	esac
	printf 'standard input\n' | "$@" >"$O/$name.out" 2>"$O/$name.err"
	echo $? >"$O/$name.status"
	wait
}

# works INSIDE...: everything as outside
works() {
	# The words of a command.
	# shellcheck disable=SC2086
	while read -r command; do
		one want outside $command
		one ours "$@" $command
		differ "$command" want ours
		worked=$((worked + 1))
	done <<-END
		$COMMANDS
	END
}

# dies INSIDE...: each applet dies by a forbidden call, getpid (39), and by an allowed one
# with wrong arguments, write (1), but not by its own call
dies() {
	IMAGE=$T/breached
	# shellcheck disable=SC2046
	for applet in $("$PILLBOX" --list); do
		one want outside $(whole "$applet")
		one ours "$@" /breach own /bin/$(whole "$applet")
		differ "$applet, as it is" want ours
		for call in 39 1; do
			one ours "$@" /breach $call /bin/$(whole "$applet")
			assertEquals "$applet, $call" '159 ' "$(cat "$O/ours.status") $(cat "$O/ours.out")"
			died=$((died + 1))
		done
	done
	IMAGE=
}

testWorks() {
	needs_runc
	works runc_run -
}

testViolation() {
	needs_runc
	dies runc_run -
}

status_of() {
	sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status" 2>/dev/null
}

# The filter is in force beside the profile's, in a process without privileges.
testSealed() {
	needs_runc
	sealed=0
	for applet in $(isSkipping || "$PILLBOX" --list); do
		rm -f pid
		# shellcheck disable=SC2046
		runc_run - $(whole "$applet") <block >out 2>&1 &
		exec 9>block
		looks=0
		until pid=$(cat pid 2>/dev/null) && [ "$(status_of Seccomp_filters)" = $((filters + 2)) ] || [ $looks \
			-ge 3000 ]; do
			looks=$((looks + 1))
		done
		assertEquals "$applet" "$((filters + 2)) 1 0000000000000000 65534" \
			"$(for of in Seccomp_filters NoNewPrivs CapEff Uid; do status_of $of | cut -f 1; done | xargs)"
		exec 9>&-
		wait
		sealed=$((sealed + 1))
	done
}

testOlderProfile() {
	needs_runc
	if [ -z "$reason" ]; then
		TRACE='strace -f -o trace -e trace=close_range,landlock_create_ruleset'
		is_one=$(runc_run "$NEWER" cat a | cmp - data/a && echo same)
		TRACE=
		assertEquals 'traced' same "$is_one"
		assertTrue 'close_range was refused' "grep -q 'close_range(3, .* EPERM' trace"
		assertTrue 'Landlock was refused' "grep -q 'landlock_create_ruleset(.* EPERM' trace"
		works runc_run "$NEWER"
		dies runc_run "$NEWER"
	fi
}

testReport() {
	needs_runc
	[ -n "$reason" ] || echo \
		"proved: in containers (runc, default profile and one without landlock and close_range): $worked" \
		"runs as outside, $sealed applets seen sealed, $died violations ended with 159"
}

# bubblewrap: namespaces without a profile.
testBubblewrap() {
	if ! bwrap_run cat b >said 2>&1; then
		echo "skipped: bubblewrap does not run here: $(tail -n 1 said)"
		startSkipping
		return
	fi
	worked=0 died=0
	works bwrap_run
	dies bwrap_run
	echo "proved: in bubblewrap: $worked runs as outside, $died violations ended with 159"
}

# shellcheck source=/dev/null
. shunit2
