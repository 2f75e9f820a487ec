#!/bin/sh
# Which policy a run is sealed in, by its options, inputs and output: the filter that the
# kernel then holds is that of the mode in this table, and no other. Modes that may do
# more than they need would be seen by nothing else.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/modes.sh
. "$here/modes.sh"
INJECT=${PILLBOX%/*}/tests/inject

# MODE|OUTPUT|COMMAND, as in tests/modes.sh, from whose table the rest of the modes
# come; standard input is an empty pipe. In the environment stands LC_ALL where the
# command begins with it.
table() {
	cat <<-'END'
		base64|/dev/null|base64
		base64|out|base64 a
		base64|/dev/null|base64 -w 0 large
		base64|/dev/null|base64 -d -i a
		base64|/dev/null|base64 nope
		cat|/dev/null|cat a
		cat-splice|/dev/null|cat -u
		cat|/dev/null|cat nope
		cat|out.fifo|cat a
		cat|out.fifo|cat -n large
		cat|/dev/null|cat -A large
		cat|/dev/null|cat -b large
		cat|/dev/null|cat -e large
		cat|/dev/null|cat -E large
		cat|/dev/null|cat -s large
		cat|/dev/null|cat -t large
		cat|/dev/null|cat -T large
		cat|/dev/null|cat -v large
		cat-file|out|cat a
		cat-file|out|cat -A large
		cat-file|out|cat -s
		cat-relay|/dev/null|cat -u large
		cat-relay-file|out|cat -u large
		cat-splice|out.fifo|cat large
		cat-splice|out|cat
		cat+feed|/dev/null|cat a b
		cat+feed|/dev/null|cat -n large -
		cat+feed|/dev/null|cat nope a
		cat-file+feed|out|cat -E large large
		cat-file+feed|out|cat a b
		cat-relay+feed|/dev/null|cat large a
		cat-relay-file+feed|out|cat large large
		cat-splice+feed|out.fifo|cat large a
		feeder|/dev/null|wc a - b
		feeder|/dev/null|hexdump -n 1 - a
		feeder|out|cat -n - a
		feeder-list|/dev/null|wc -c --files0-from=list
		feeder-list|/dev/null|wc --files0-from -
		hexdump|/dev/null|hexdump
		hexdump|/dev/null|hexdump a
		hexdump|/dev/null|hexdump -b
		hexdump|/dev/null|hexdump -c a
		hexdump|/dev/null|hexdump -C large
		hexdump|/dev/null|hexdump -d
		hexdump|/dev/null|hexdump -o
		hexdump|/dev/null|hexdump -x
		hexdump|/dev/null|hexdump -X
		hexdump|/dev/null|hexdump -v
		hexdump|/dev/null|hexdump -n 8
		hexdump|/dev/null|hexdump -n 8 large
		hexdump|/dev/null|hexdump -n 0 a
		hexdump|/dev/null|hexdump -e '1/1 "%d\n"' a
		hexdump|/dev/null|hexdump -f format a
		hexdump|/dev/null|hexdump -L=always a
		hexdump|/dev/null|hexdump -R a
		hexdump|/dev/null|hd a
		hexdump|/dev/null|hexdump nope
		hexdump+feed|/dev/null|hexdump -n 8 a b
		hexdump+feed|/dev/null|hexdump -C a large
		hexdump+feed|/dev/null|hexdump -R a b
		hexdump-skip|/dev/null|hexdump -s 1 -n 8 a
		hexdump-skip|/dev/null|hexdump -C -s 0x10 large
		hexdump-skip|/dev/null|hd -s 1 a
		hexdump-skip+feed|/dev/null|hexdump -s 1 -n 1 a b
		wc|/dev/null|wc a
		wc|/dev/null|wc -l
		wc|/dev/null|wc -l large
		wc|/dev/null|wc -w
		wc|/dev/null|wc -L
		wc|/dev/null|wc -cl a
		wc|/dev/null|wc -cw
		wc|/dev/null|wc -cL
		wc|/dev/null|wc --total=always a
		wc|/dev/null|LC_ALL=C.UTF-8 wc -m
		wc|/dev/null|wc nope
		wc-bytes|/dev/null|wc -c a
		wc-bytes|/dev/null|wc -m
		wc-bytes|/dev/null|wc -cm
		wc-bytes+feed|/dev/null|wc -c a b
		wc-bytes+feed|/dev/null|wc -c --files0-from=list
		wc+feed|/dev/null|wc a b
		wc+feed|/dev/null|wc -l --files0-from=list
		wc+feed|/dev/null|LC_ALL=C.UTF-8 wc -m a b
	END
	echo "$COMMANDS"
}

testChosen() {
	every_mode_has_a_command
	if [ "$(id -u)" != 0 ] || [ "$filters" != 0 ]; then
		echo 'skipped: needs root, and no filter around it'
		return 0
	fi
	mode_files
	echo '"%x"' >format
	PATH=$BIN:$PATH
	count=0
	table >all
	while IFS='|' read -r mode output command; do
		env=
		case $command in LC_ALL=*) env=${command%% *} command=${command#* } ;; esac
		# The quotes are those of the table.
		eval "set -- $command"
		applet=$1
		shift
		env "${env:-LC_ALL=C}" timeout 20 "$INJECT" filter "$mode" "$output" "$BIN/$applet" "$@" >in_force 2>said
		assertEquals "$env $command: sealed as $mode: $(cat said)" 0 $?
		count=$((count + 1))
	done <all
	# Whom no other mode's filter would fit.
	"$INJECT" filter hexdump-skip /dev/null "$BIN/hexdump" -n 8 >in_force 2>said
	assertEquals 'another is seen' '1 hexdump-skip: the filter in force is not that of the binary' "$? $(cat said)"
	proved "each of $count sets of options, inputs and outputs is sealed in the policy of its own: the filter was read back from the kernel"
}

# shellcheck source=/dev/null
. shunit2
