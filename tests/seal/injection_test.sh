#!/bin/sh
# The calls that are left to an attacker who has taken over an applet or its feeder: in
# every mode, in live sealed processes of the release binary. And the filter that the
# kernel then holds.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/seal/modes.sh
. "$tests/seal/modes.sh"

oneTimeSetUp() {
	mode_files
	# A broken filter would let the calls be made for real, so an unprivileged user
	# makes them, with a copy that he can read.
	chmod 711 "$O" "$T"
	install -m 755 "$PILLBOX" "${PILLBOX%/*}/tests/inject" .
	chmod 644 a b large list sums
	chmod 666 out out.fifo
	./pillbox --install -s .
	as=
	[ "$(id -u)" != 0 ] || as='setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all'
	export as
	# try MODE OUTPUT COMMAND...: leaves the output, the errors and the status.
	cat >try <<-'END'
		mode=$1 output=$2
		shift 2
		$as timeout 200 ./inject calls "$mode" "$output" "./$@" >"$mode.said" 2>"$mode.wrong"
		echo $? >"$mode.status"
	END
}

# Of all numbers, by every entry into the kernel, and of all arguments, exactly those of
# the policy are permitted.
testCalls() {
	every_mode_has_a_command
	for mode in $(modes); do
		of_mode "$mode"
		echo "$mode $output $command"
	done | nice xargs -P 2 -L 1 sh ./try
	for mode in $(modes); do
		assertEquals "$mode: what lived, and what was killed, against its policy" '' \
			"$(cat "$mode.wrong")"
		assertEquals "$mode: done" 0 "$(cat "$mode.status")"
	done
	# shellcheck disable=SC2046
	set -- $(cat ./*.said | awk '{ calls += $2; lived += $3; exempt += $4 } END { print calls, lived, exempt }')
	proved \
		"$1 calls injected into $(modes | wc -l) modes, sealed and alive: $2 lived, those of the policies;" \
		"$3 did that the kernel lets past every filter, 335 and 336; every other was killed"
}

# The program that the kernel holds is the one that was reviewed and proved. Only root,
# under no filter, may read it.
testFilterInForce() {
	if [ "$(id -u)" != 0 ] || [ "$filters" != 0 ]; then
		echo 'skipped: needs root, and no filter around it'
		return 0
	fi
	for mode in $(modes); do
		of_mode "$mode"
		sed -n 's/^\( *[0-9]*: 0x[0-9a-f]* *[0-9]* *[0-9]* 0x[0-9a-f]*\) .*/\1/p' "$EXPECTED/$mode.bpf" >want
		# shellcheck disable=SC2086
		timeout 20 ./inject filter "$mode" "$output" ./$command >in_force 2>&1
		assertEquals "$mode: done" 0 $?
		assertEquals "$mode" '' "$(diff want in_force | head -n 8)"
		cat in_force >>all
	done
	proved \
		"the filter in force is the reviewed one, and the only new one, in $(modes | wc -l) modes:" \
		"$(wc -l <all) instructions read back from the kernel"
}

# shellcheck source=/dev/null
. shunit2
