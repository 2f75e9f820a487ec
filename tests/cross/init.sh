#!/bin/busybox sh
# shellcheck shell=dash
# The first process of a guest, whose root is what tests/cross/boot.sh has packed. It runs the
# cases of cases.sh, pillbox --check, and inject in the modes of the file "modes"; what is to be
# seen goes to the console, "N passed, N failed" at the end.
PATH=/bin
export PATH LC_ALL=C
busybox mkdir -p /proc /sys /dev /tmp
busybox mount -t proc proc /proc
busybox mount -t sysfs sys /sys
busybox mount -t devtmpfs dev /dev
for tool in cat cp cmp cut diff mkfifo mv rm sed tail; do
	busybox ln -s busybox /bin/$tool
done
passed=0 failed=0

# result LABEL STATUS
result() {
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
	fi
}

read -r up _ </proc/uptime
echo "up after $up s: $(busybox uname -mr)"

/bin/pillbox --check >/tmp/check
result check $?
sed -n '/^holds /!p' /tmp/check

cp -r /files /work
cd /work || exit 1
sh /run.sh compare /applets /files /cases /results >/tmp/cases
sed '$d' /tmp/cases | busybox head -n 100
read -r _ good bad <<END
$(tail -n 1 /tmp/cases)
END
result 'cases' "$((good ? 0 : 1))"
passed=$((passed + good)) failed=$((failed + bad))
read -r up _ </proc/uptime
echo "cases end after $up s"

# As tests/seal/injection_test.sh does it.
mkfifo out.fifo
total=0 lived=0 modes=0
while IFS='|' read -r how mode output command <&9; do
	# The words of the command.
	# shellcheck disable=SC2086
	set -- $command
	program=/applets/$1
	shift
	/inject filter "$mode" "$output" "$program" "$@" >/tmp/in_force
	result "the filter in force in $mode" $?
	modes=$((modes + 1))
	[ "$how" = calls ] || continue
	said=$(/inject calls "$mode" "$output" "$program" "$@")
	result "calls in $mode" $?
	echo "$said"
	# shellcheck disable=SC2086
	set -- $said
	total=$((total + ${2:-0})) lived=$((lived + ${3:-0}))
done 9</modes
read -r up _ </proc/uptime
echo "the filter in force is the one proved in $modes modes; $total calls injected, $lived lived, after $up s"
echo "$passed passed, $failed failed"
busybox poweroff -f
