#!/bin/sh
# What a sealed process still has, in every mode: no descriptor but its own, no
# capability, no environment, no core dump, no tracer, no memory that is both writable
# and executable. And what the feeder keeps.
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"

oneTimeSetUp() {
	mode_files
	mkfifo fifo
	echo secret >secret
	chmod 711 "$O" "$T"
	chmod 644 a b large list sums secret
	install -m 755 "$PILLBOX" pillbox
	./pillbox --install -s .
	ran=$(modes | wc -l)
	applets_ran=$(modes | grep -vc ^feeder)
	# Its parent holds a secret at five numbers.
	cat >holding <<-'END'
		#!/bin/bash
		exec 3<secret 4<secret 5<secret 7<secret 200<secret "$@"
	END
	# As another user, if we are root.
	cat >somebody <<-'END'
		#!/bin/sh
		exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	END
	cat >to <<-'END'
		#!/bin/sh
		exec 1<>"$1"
		shift
		exec "$@"
	END
	# It never ends, and what may be written of it is limited.
	truncate -s 64G hole
	chmod 644 hole
	ulimit -f 4000000
	chmod 755 holding somebody to
	as=
	[ "$(id -u)" != 0 ] || as=./somebody
}

# begin MODE WORDS...: starts the mode's command with these words before it, and waits
# until it is sealed and in its first read. $pid is the process in that mode: the
# applet, or its feeder.
begin() {
	mode=$1
	shift
	of_mode "$mode"
	# If it does not wait for input, it copies a hole and is stopped at that.
	copies=
	case $command in *' large') copies=yes command="${command% large} hole" ;; esac
	# shellcheck disable=SC2086
	sealed_pid 1 ./to "$output" "$@" ./$command
	applet=$pid
	[ -z "$copies" ] || kill -STOP "$pid"
	case $mode in
	feeder*) pid=$(tr -d ' ' <"/proc/$applet/task/$applet/children") ;;
	esac
}

finish() {
	pid=$applet
	[ -z "$copies" ] || kill -KILL "$pid"
	release
}

hard_core_limit() {
	prlimit --core --noheadings --raw -o HARD
}

# The number of its filters, that they are in force, and its limits.
testInForce() {
	every_mode_has_a_command
	for mode in $(modes); do
		begin "$mode"
		files='1 1' core='0 0'
		# shellcheck disable=SC3045
		case $mode in feeder*) files="$(ulimit -Sn) $(ulimit -Hn)" core='1 1' ;; esac
		[ "$(hard_core_limit)" != 0 ] || core='0 0'
		assertEquals "$mode: seccomp, no_new_privs, filters" "2 1 $((filters + 1))" \
			"$(status_of Seccomp) $(status_of NoNewPrivs) $(status_of Seccomp_filters)"
		assertEquals "$mode: limits" "core file size $core processes 0 0 open files $files" \
			"$(grep -E 'core file|processes|open files' "/proc/$pid/limits" | tr -s ' ' |
				cut -d ' ' -f 2-6 | sed 's/ processes *$//; s/ files$//' | tr '\n' ' ' | sed 's/ $//')"
		finish
	done
	proved \
		"in force in $ran modes: one filter more, no new privileges, no core, no process, no further" \
		"descriptor but in the feeder"
}

# held: each of its descriptors, and what it is open to. The feeder may have inherited
# others, which are left out.
held() {
	for fd in "/proc/$pid/fd"/*; do
		case $(readlink "$fd") in
		*/secret) echo "${fd##*/}=secret" ;;
		*/list | */sums) echo "${fd##*/}=list" ;;
		socket:*) echo "${fd##*/}=socket" ;;
		*) case $mode in feeder*) ;; *) echo "${fd##*/}" ;; esac ;;
		esac
	done | sort -n | tr '\n' ' ' | sed 's/ $//'
}

# named MODE: the descriptors above 2 that its policy permits calls on, a blank before each
named() {
	sed -n '/^# [a-z]*: /s/arg/\n&/gp' "$EXPECTED/$1.bpf" | sed -n 's/^arg[02] == \([3-9]\).*/ \1/p' | sort -u |
		sed 's/ 3/&=socket/' | tr -d '\n'
}

testDescriptors() {
	needs_root
	isSkipping && return
	for mode in $(modes); do
		case $mode in
		feeder) wanted='1=socket 3=secret 4=secret 5=secret 7=secret 200=secret' ;;
		feeder-list) wanted='1=socket 3=list 4=secret 5=secret 7=secret 200=secret' ;;
		feeder-check) wanted='1=socket 3=list 200=secret' ;;
		feeder-beneath) wanted='1=socket 3=list' ;;
		*) wanted="0 1 2$(named "$mode")" ;;
		esac
		begin "$mode" ./holding
		# Descriptor 0 is free until the first of several inputs has been received.
		looks=0
		until [ "$(held)" = "$wanted" ] || [ $looks -ge 1000 ]; do
			looks=$((looks + 1))
		done
		assertEquals "$mode: descriptors" "$wanted" "$(held)"
		finish
	done
	proved \
		"nothing is inherited: a secret at 3, 4, 5, 7 and 200 was gone in $applets_ran modes; the feeder" \
		"keeps it, and what it read it by is killed; not where it could read 3 to 18, or is confined to a folder"
}

# limit_of NAME: "SOFT HARD" of the process
limit_of() {
	sed -n "s/^$1  *\([0-9a-z]*\)  *\([0-9a-z]*\).*/\1 \2/p" "/proc/$pid/limits"
}

# A core pattern that is a pipe ignores every limit but 1. A hard limit of 0 is not
# raised, not even by root.
testCore() {
	begin feeder prlimit --core=0:0
	assertEquals 'a hard limit of 0' '0 0' "$(limit_of 'Max core file size')"
	finish
	[ "$(hard_core_limit)" != 0 ] || return 0
	begin feeder prlimit --core=0:
	assertEquals 'a soft limit of 0' '1 1' "$(limit_of 'Max core file size')"
	finish
}

# The stack may grow by 1 MiB beyond the arguments and the environment, but not beyond
# the inherited limit.
testStack() {
	for mode in cat feeder; do
		long=$(head -c 100000 /dev/zero | tr '\0' x)
		begin "$mode"
		few=$(limit_of 'Max stack size')
		finish
		begin "$mode" env "A=$long" "B=$long" "C=$long"
		many=$(limit_of 'Max stack size')
		finish
		assertEquals "$mode: soft and hard" "${few% *}" "${few#* }"
		assertTrue "$mode: 1 MiB and a little: $few" \
			"[ ${few% *} -gt $((1 << 20)) ] && [ ${few% *} -lt $((1300 << 10)) ]"
		# The kernel leaves up to 8 KiB between the strings and the stack, at random
		# (arch_align_stack).
		more=$((${many% *} - ${few% *}))
		assertTrue "$mode: and the environment: $few, $many" "[ $more -ge 290000 ] && [ $more -lt 350000 ]"
		for limits in 524288:524288 524288: 524288:8388608; do
			begin "$mode" prlimit --stack=$limits
			assertEquals "$mode: $limits" 524288 "$(limit_of 'Max stack size' | cut -d ' ' -f 1)"
			finish
		done
	done
	proved 'the stack may grow by 1 MiB, and by no more than before'
}

# An applet has no capabilities, and gains none; the bounding set matters only to exec.
# The feeder must be able to open what its user may open.
testCapabilities() {
	for mode in $(modes); do
		begin "$mode"
		case $mode in
		feeder*) assertEquals "$mode: capabilities" "$(grep ^Cap /proc/self/status)" \
			"$(grep ^Cap "/proc/$pid/status")" ;;
		*)
			for set in CapInh CapPrm CapEff CapAmb; do
				assertEquals "$mode: $set" 0000000000000000 "$(status_of $set)"
			done
			;;
		esac
		finish
	done
	# shellcheck disable=SC2086
	begin cat $as
	assertEquals 'as somebody' '0000000000000000' "$(status_of CapEff)"
	finish
	if [ "$(id -u)" = 0 ]; then
		begin cat setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=+chown,+dac_override \
			--ambient-caps=+chown,+dac_override
		assertEquals 'somebody with capabilities' '0000000000000000 0000000000000000 0000000000000000' \
			"$(status_of CapPrm) $(status_of CapInh) $(status_of CapAmb)"
		finish
	fi
	proved "no capability is left in $applets_ran modes, and none is gained in the feeder's"
}

# A file keeps its set-user-ID bit if root writes to it, but not if root's applet does,
# which has no capabilities.
testRootLoses() {
	needs_root
	isSkipping && return
	install -m 4755 a set_user
	/bin/cat a >>set_user
	[ "$(stat -c %a set_user)" = 4755 ] || startSkipping
	"$BIN/cat" a >>set_user
	assertEquals 'a set-user-ID file' 755 "$(stat -c %a set_user)"
}

# environment: its size in bytes, and how many of them are not NUL
environment() {
	echo "$(wc -c <"/proc/$pid/environ") $(tr -d '\0' <"/proc/$pid/environ" | wc -c)"
}

testEnvironment() {
	needs_root
	isSkipping && return
	for mode in $(modes); do
		begin "$mode" env -i SECRET=of_the_user PILLBOX_CPU=plain LC_ALL=C.UTF-8
		assertEquals "$mode: an environment of zeros" '52 0' "$(environment)"
		finish
		begin "$mode" env -i
		assertEquals "$mode: no environment" '0 0' "$(environment)"
		finish
	done
	proved "the environment is gone in $ran modes: nothing but zeros is where it was"
}

# The feeder's environment is readable by its user, and wiped too.
testEnvironmentOfFeeder() {
	for mode in $(modes | grep ^feeder); do
		# shellcheck disable=SC2086
		begin $mode $as env -i SECRET=of_the_user
		# shellcheck disable=SC2086
		assertEquals "$mode: as its user" '19 0' \
			"$($as wc -c <"/proc/$pid/environ") $(tr -d '\0' <"/proc/$pid/environ" | wc -c)"
		finish
	done
}

testMemory() {
	needs_root
	isSkipping && return
	# RELRO: the pages before the writable ones of the file are read-only data.
	first=$(readelf -lW pillbox | awk '$1 == "GNU_RELRO" { print $3 }')
	size=$(readelf -lW pillbox | awk '$1 == "GNU_RELRO" { print $6 }')
	for mode in $(modes); do
		begin "$mode"
		assertEquals "$mode: writable and executable" 0 "$(grep -c ' .wx' "/proc/$pid/maps")"
		base=$(awk '/pillbox/ { sub("-.*", "", $1); print $1; exit }' "/proc/$pid/maps")
		page=$(printf '%x' $((0x$base + (first & ~4095))))
		assertTrue "$mode: relocated data is read-only" "grep -q '^$page-.* r--p .*pillbox' /proc/$pid/maps"
		assertEquals "$mode: nothing else of the file is written" \
			"$(printf '%x' $((0x$base + first + size)))" \
			"$(awk '/ rw.*pillbox/ { sub("-.*", "", $1); print $1 }' "/proc/$pid/maps")"
		finish
	done
	proved "no memory is both writable and executable, and relocated data is read-only, in $ran modes"
}

# The user of a run cannot attach to it or read its memory: its files in /proc belong to
# root. The feeder stays dumpable, since files of /proc/self can be inputs; it reads none.
testNotDumpable() {
	for mode in $(modes); do
		# shellcheck disable=SC2086
		begin "$mode" $as
		assertEquals "$mode: sealed" "$((filters + 1))" "$(status_of Seccomp_filters)"
		assertNotEquals "$mode: not as root" 0 "$(status_of Uid | cut -f 1)"
		case $mode in
		feeder*) owner=$(status_of Uid | cut -f 1) ;;
		*) owner=0 ;;
		esac
		assertEquals "$mode: dumpable" "$owner" "$(stat -c %u "/proc/$pid/fd")"
		finish
	done
	proved \
		"not dumpable, so that nobody but root looks into it: $applets_ran modes, all but the feeder's," \
		"which reads no input"
}

# shellcheck source=/dev/null
. shunit2
