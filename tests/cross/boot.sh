#!/bin/sh
# boot.sh ARCHITECTURE KERNEL BUSYBOX BUILD INJECT RESULTS: boots this kernel under qemu, without
# hardware help, with a root that holds nothing but BUSYBOX, the pillbox of BUILD and its applets,
# INJECT and the cases in RESULTS, as run.sh has recorded them. Shows what init.sh says, and fails
# unless that ends well within a quarter of an hour.
set -eu
architecture=$1 kernel=$2 busybox=$3 build=$4 inject=$5 results=$6
tests=$(cd "${0%/*}/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

root=$scratch/root
mkdir -p "$root/bin" "$root/applets"
cp "$busybox" "$root/bin/busybox"
ln -s busybox "$root/bin/sh"
cp "$build/pillbox" "$root/bin/pillbox"
for link in "$build"/bin/*; do
	ln -s ../bin/pillbox "$root/applets/${link##*/}"
done
cp "$inject" "$root/inject"
cp "$tests/cross/run.sh" "$root/run.sh"
cp "$tests/cross/init.sh" "$root/init"
chmod 755 "$root/init"
cp -R "$results/files" "$results/results" "$results/cases" "$root"
# In all modes the filter in force is compared. Calls are injected in one mode of each program,
# that for several inputs where there is one, and in the feeder, if its filter is not that of one
# before: HOW|MODE|OUTPUT|COMMAND.
injected=
for file in "$tests"/*/modes; do
	chosen=$({ grep '^[^|]*+feed|' "$file" || grep -v '^#' "$file"; } | head -n 1)
	# Each word is a mode.
	# shellcheck disable=SC2013
	for mode in $(sed '/^#/d; s/|.*//' "$file" | LC_ALL=C sort -u); do
		line=$(grep "^$mode|" "$file" | head -n 1)
		filter=$(grep -v '^#' "$tests/../policies/expected/$architecture/$mode.bpf" | cksum)
		how=filter
		case $line,$injected in
		"$chosen",*"$filter "*) ;;
		"$chosen",*)
			how=calls
			injected="$injected$filter "
			;;
		esac
		echo "$how|$line"
	done
done >"$root/modes"
(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc | gzip -1) >"$scratch/initrd"

# Processors that qemu emulates fast; the second has AVX2.
case $architecture in
aarch64) set -- qemu-system-aarch64 -machine virt -cpu cortex-a72 -append 'console=ttyAMA0 panic=-1 quiet' ;;
x86_64) set -- qemu-system-x86_64 -machine pc -cpu max -append 'console=ttyS0 panic=-1 quiet' ;;
esac
timeout -k 5 900 "$@" -accel tcg -m 1024 -smp 1 -nodefaults -display none -no-reboot -nic none \
	-kernel "$kernel" -initrd "$scratch/initrd" -serial "file:$scratch/console" </dev/null || {
	cat "$scratch/console"
	echo "FAIL qemu ended with status $?"
	exit 1
}
tr -d '\r' <"$scratch/console"
grep -q '^[1-9][0-9]* passed, 0 failed.$' "$scratch/console"
