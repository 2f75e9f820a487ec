#!/bin/sh
# Address space: the image is small, and its address random. Runs that need more reserve
# it; without it they are slower, or say that they cannot go on.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	printf 'one\ntwo words\n' >small
	seq 600000 >numbers
	head -c 9000000 /dev/zero >zeros
	"$BIN/base64" numbers >encoded
	"$BIN/hexdump" -C small >dump
	for format in '16/1 "%02x " "\n"' '"%08_ax " 8/2 "%6u" "\n"' '4/4 "%d," "\n"'; do
		echo "$format"
	done >formats
	least
	{
		printf '524288/1 "%%c" "'
		yes '%c' | head -n 21000 | tr -d '\n'
		printf '"'
	} >largest
}

# On some file systems the kernel aligns larger images to 2 MiB.
testImage() {
	size=$(readelf -lW "$PILLBOX" | awk '$1 == "LOAD" { print $3, $6 }' | {
		most=0
		while read -r address bytes; do
			[ $((address + bytes)) -le "$most" ] || most=$((address + bytes))
		done
		echo "$most"
	})
	assertTrue "the image has $size bytes" "[ $size -gt 0 ] && [ $size -lt 2097152 ]"
}

# Each of the bits 12 to 20 of its address varies. In 64 starts a random bit stays the
# same once in 2^63 times.
testRandomBase() {
	# Other file systems never align it.
	case $(stat -f -c %T "$PILLBOX") in
	ext2/ext3 | xfs | btrfs) ;;
	*) startSkipping ;;
	esac
	# ADDR_NO_RANDOMIZE
	if [ "$(cat /proc/sys/kernel/randomize_va_space)" = 0 ] || [ $((0x$(cat /proc/self/personality) & 0x40000)) \
		!= 0 ]; then
		startSkipping
	fi
	! isSkipping || echo "skipped: where the image lies: not on ext4, xfs or btrfs, or not random"
	set_once=0 clear_once=0
	for _ in $(seq 64); do
		base=$("$BIN/cat" /proc/self/maps | sed 's/-.*//; q')
		set_once=$((set_once | 0x$base))
		clear_once=$((clear_once | ~0x$base))
	done
	assertEquals 'bits that vary' 1ff000 "$(printf %x $((set_once & clear_once & 0x1ff000)))"
}

# mapped COMMAND: the sizes of the anonymous mappings that it makes
mapped() {
	strace -o trace -e trace=mmap sh -c "exec $1" >/dev/null 2>&1
	sed -n '/MAP_NORESERVE/s/^mmap(NULL, \([0-9]*\), .* = 0x.*/\1/p' trace
}

# Runs that need no memory map none.
testReserved() {
	assertEquals 'reserved' '' "$(for command in 'cat numbers' 'base64 numbers' 'wc small' 'wc -c numbers' \
		'hexdump -C small' \
		'hexdump -R dump' 'hexdump -v numbers zeros'; do mapped "$BIN/$command"; done)"
	assertEquals 'for counting' 1048576 "$(mapped "$BIN/wc -l numbers")"
	assertEquals 'for a pipe' 1048576 "$(: | mapped "$BIN/wc")"
	assertEquals 'for a dump that is squeezed' 1052672 "$(mapped "$BIN/hexdump zeros")"
	assertEquals 'for formats' 3785600 "$(mapped "$BIN/hexdump -f formats small")"
}

# The least address space in which the image starts, in steps of 50 KiB.
least() {
	kib=1000
	until sh -c "ulimit -v $kib && exec $BIN/cat /dev/null" 2>/dev/null; do
		kib=$((kib + 50))
		[ $kib -lt 2000 ] || break
	done
	LEAST="ulimit -v $kib"
}

# alike LIMIT COMMAND: it does the same with that limit as without
alike() {
	run "$BIN:$SYSTEM_PATH" "$2" want
	run "$BIN:$SYSTEM_PATH" "$1; $2" ours
	differ "$1: $2" want ours
}

# Not compared with the system's tools, which do not start under these limits.
testEverythingElse() {
	for limit in 'ulimit -v 3000' 'ulimit -v 2000' "$LEAST" 'ulimit -d 2000' 'ulimit -d 1200'; do
		alike "$limit" 'exec cat numbers'
		alike "$limit" 'exec cat -A numbers small'
		alike "$limit" 'exec base64 numbers'
		alike "$limit" 'exec base64 -d encoded'
		alike "$limit" 'exec wc numbers'
		alike "$limit" 'LC_ALL=C.UTF-8 exec wc -lwcmL numbers small zeros'
		alike "$limit" 'exec wc -l <zeros'
		alike "$limit" 'exec hexdump -C numbers'
		alike "$limit" 'exec hexdump zeros small zeros'
		alike "$limit" 'exec hexdump -s 4000001 -n 4000003 zeros'
		alike "$limit" 'exec hexdump -vx zeros'
		alike "$limit" 'exec hexdump -R dump'
		alike "$limit" 'exec hexdump -s 100 -n 8 numbers numbers'
	done
	for limit in 'ulimit -v 3000' 'ulimit -v 2000' 'ulimit -d 2000'; do
		alike "$limit" 'exec hexdump -f formats numbers'
		alike "$limit" "exec hexdump -e '16/1 \"%02x \" \"\\n\"' zeros"
		alike "$limit" "exec hexdump -s 100 -n 1000 -e '\"%_ad %_Ad\\n\" 16384/1 \"%c\"' numbers small"
	done
}

# Without the size in the message, which depends on what else is mapped.
refused() {
	is "$1" "($2; exec $3) 2>&1 | sed 's/only [0-9]* KiB/only N KiB/'" 0 "$4" ''
}

testFormats() {
	little='hexdump: not enough memory for'
	for limit in 'ulimit -v 4000' 'ulimit -v 2000' 'ulimit -d 2000'; do
		refused 'a large block' "$limit" "hexdump -e '1048576/1 \"%c\"' numbers" \
		    "$little blocks of that size: only N KiB could be reserved\n"
	done
	for limit in 'ulimit -v 2000' 'ulimit -d 2000'; do
		refused 'much of a format' "$limit" 'hexdump -f largest numbers' \
		    "$little the formats: only N KiB could be reserved\n"
	done
	refused 'none' "$LEAST" 'hexdump -f formats numbers' \
	    'hexdump: cannot reserve memory for the formats: Cannot allocate memory\n'
	refused 'what is wrong is wrong' 'ulimit -v 2000' "hexdump -e '1048577/1 \"%c\"' numbers" \
	    'hexdump: bad format {1048577/1 "%%c"}\n'
	alike 'ulimit -v 6000' "exec hexdump -e '1048576/1 \"%c\"' numbers"
	alike 'ulimit -v 6000' 'exec hexdump -f largest numbers'
}

# The message names the size that could be reserved.
testShortage() {
	is 'half' "(ulimit -v 4000; exec hexdump -e '1048576/1 \"%c\"' numbers)" 1 '' \
	    'hexdump: not enough memory for blocks of that size: only 1848 KiB could be reserved\n'
}

# The kernel may refuse for other reasons: strict overcommit, an outer filter.
testRefused() {
	for error in ENOMEM EAGAIN EPERM ENOSYS; do
		is "$error" "strace -o /dev/null -e inject=mmap:error=$error \$BIN/wc -l numbers" 0 \
			'600000 numbers\n' ''
		is "$error" "strace -o /dev/null -e inject=mmap:error=$error \$BIN/hexdump zeros" 0 \
		    '0000000 0000 0000 0000 0000 0000 0000 0000 0000\n*\n0895440\n' ''
	done
	is 'once' \
		"strace -o /dev/null -e inject=mmap:error=ENOMEM:when=1 \$BIN/hexdump -e '1048576/1 \"%c\"' numbers" \
		1 '' \
	    'hexdump: not enough memory for blocks of that size: only 1848 KiB could be reserved\n'
	# shellcheck disable=SC2016
	is 'always' 'strace -o /dev/null -e inject=mmap:error=ENOSYS $BIN/hexdump -f formats numbers' 1 '' \
	    'hexdump: cannot reserve memory for the formats: Function not implemented\n'
}

# shellcheck source=/dev/null
. shunit2
