#!/bin/sh
# The sets of confine, each tried as what it is: every call that it denies is made, by both
# entries, and real programs run under it.
# Once more: unprivileged.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
SETS=$tests/../policies/sets
TOOLS=${PILLBOX%/*}
export PILLBOX
# Bad for whoever takes it: an address, a descriptor, a size, flags.
BAD=,-1,-1,-1,-1,-1,-1

# is32 ...: is(), where the kernel has an entry for 32 bits
is32() {
	[ -n "$no32" ] || is "$@"
}

oneTimeSetUp() {
	mkdir bin && ln -s "$PILLBOX" bin/confine && cp "$TOOLS/tests/call" "$TOOLS/tests/call32" bin/
	no32=
	bin/call32 20 >/dev/null 2>&1 || { no32=1 && echo 'skipped: this kernel has no entry for 32 bits'; }
	SYSTEM_PATH=$T/bin:$SYSTEM_PATH
	PATH=$T/bin:$PATH
	confine --list-calls >calls
	cat >threads.py <<-END
		import threading, os, subprocess
		n = []
		t = [threading.Thread(target=lambda: n.append(os.getpid())) for _ in range(8)]
		[x.start() for x in t]
		[x.join() for x in t]
		print(len(n))
	END
	cat >hello.c <<-END
		#include <stdio.h>
		int main(void) { puts("hello"); return 0; }
	END
	printf 'all: hello\n\nhello: hello.c\n\t@gcc -O1 -o hello hello.c\n' >Makefile
	musl-gcc -static -o static hello.c
	printf 'b\na\n' >text
}

# numbers COLUMN NAME...: their numbers at one entry, those that it has
numbers() {
	column=$1
	shift
	for name; do
		awk -v c="$column" -v n="$name" '$1 == n && $c != "-" { print $c }' calls
	done
}

# words NUMBER...: each as a call with bad arguments
words() {
	for number; do
		echo "$number$BAD"
	done
}

# denied OPTIONS ERRNO PROGRAM NUMBER...: each of the calls fails in that way
denied() {
	options=$1 error=$2 program=$3
	shift 3
	[ $# != 0 ] || return 0
	case "$no32 $options $program $*" in
	1*call32* | 1*int80*) return 0 ;;
	esac
	# shellcheck disable=SC2046,SC2086
	confine $options "$program" $(words "$@") >got 2>&1
	assertEquals "$options, $program: $*" "$# E$error" "$(sort got | uniq -c | sed 's/^ *//')"
}

# What the filter has besides the set's own lines is in the policy that it prints.
testDenied() {
	for file in "$SETS"/*.policy; do
		set=${file##*/}
		set=${set%.policy}
		case $set in
		default | no-net | strict | stdio | file-read) continue ;;
		esac
		own=$(sed -n 's/^\([a-z0-9_]*\): deny.*/\1/p' "$file")
		both=$(confine --both --deny=@"$set" -eEDOM --print | sed -n 's/^\([a-z0-9_]*\): return EDOM.*/\1/p' | sort -u)
		for name in $own; do
			assertTrue "@$set: $name is denied" "echo '$both' | grep -qx $name"
		done
		# shellcheck disable=SC2046,SC2086
		denied "--deny=@$set -eEDOM" 33 call $(numbers 2 $both)
		# shellcheck disable=SC2046,SC2086
		denied "--deny=@$set -eEDOM" 33 call32 $(numbers 3 $both)
		# shellcheck disable=SC2046,SC2086
		denied "--both --deny=@$set -eEDOM" 33 call $(numbers 3 $both | sed 's/^/int80:/')
		# shellcheck disable=SC2086
		for name in $own; do
			number=$(numbers 2 $name)
			[ -n "$number" ] || continue
			(confine --deny=@$set call "$number$BAD" >/dev/null) 2>/dev/null
			assertEquals "@$set kills for $name" 159 $?
			break
		done
	done
}

testDefaultDenies() {
	for pair in EPERM:1 ENOSYS:38; do
		names=$(sed -n "s/^\\([a-z0-9_]*\\): return ${pair%:*}.*/\\1/p" "$SETS/default.policy" | grep -vx personality)
		# shellcheck disable=SC2046,SC2086
		denied '' ${pair#*:} call $(numbers 2 $names)
		# shellcheck disable=SC2046,SC2086
		denied '' ${pair#*:} call32 $(numbers 3 $names)
		# shellcheck disable=SC2046,SC2086
		denied '--both' ${pair#*:} call $(numbers 3 $names | sed 's/^/int80:/')
	done
	# Each argument that is denied, with high bits too, which the kernel throws away.
	for high in 0x0 0x1 0xff 0x80000000 0xffffffff; do
		denied '' 1 call "16,0,${high}00005412" "16,0,${high}0000541c"
		denied '--both' 1 call "int80:54,0,${high}00005412" "int80:54,0,${high}0000541c"
		for bit in 00020000 02000000 04000000 08000000 10000000 20000000 40000000; do
			denied '' 1 call "56,$high$bit"
			denied '--both' 1 call "int80:120,$high$bit"
		done
		for family in 00 03 09 11 26 28; do
			denied '' 97 call "41,${high}000000$family,1,0"
			denied '' 97 call "53,${high}000000$family,3,0"
			denied '--both' 97 call "int80:359,${high}000000$family,1,0"
		done
		denied '' 1 call "135,${high}00400000" "135,${high}08000000"
	done
	is 'what is harmless' 'confine call 41,1,1 41,2,1 41,10,1 41,16,3 | grep -c E; confine call 135,0xffffffff 135,0x40000 135,8 | grep -c E' 1 '0\n0\n' ''
	is 'a child without a namespace' 'confine call 56,17,0 | sed "s/[0-9][0-9]*/N/" | sort -u' 0 'N\n' ''
}

# works OPTIONS: what interpreters, shells and compilers do
works() {
	is 'dash' "confine $1 dash -c 'echo \$(echo a | cat) & wait'" 0 'a\n' ''
	is 'bash' "confine $1 bash -c 'cat <(echo a); read x < <(echo b); echo \$x'" 0 'a\nb\n' ''
	is 'perl' "confine $1 perl -e 'print \`echo a\`; print fork() ? (wait() > 0) : exit'" 0 'a\n1' ''
	is 'python3' "confine $1 /usr/bin/python3 -c 'import subprocess; print(subprocess.run([\"echo\",\"a\"],capture_output=True).stdout.decode())'" 0 'a\n\n' ''
	is 'python3 with threads' "confine $1 /usr/bin/python3 threads.py" 0 '8\n' ''
	is 'tar and gzip' "confine $1 sh -c 'tar cf - text | gzip | gunzip | tar tf -'" 0 'text\n' ''
	# It sets its user id, to what it is.
	[ "$1" = --deny=@privileged ] || is 'gcc by make' "rm -f hello; confine $1 make && ./hello" 0 'hello\n' ''
	is 'gcc' "rm -f hello; confine $1 gcc -o hello hello.c && ./hello" 0 'hello\n' ''
	is 'a static program' "confine $1 ./static" 0 'hello\n' ''
	is32 'one of 32 bits' "confine $1 call32 1,0; confine $1 --both sh -c 'call32 1,0'" 0 '' ''
	is 'an applet, sealed' "confine $1 \$PILLBOX wc -l text" 0 '2 text\n' ''
	if command -v git >/dev/null; then
		is 'git' "rm -rf r; confine $1 git init -q r && cd r && echo a >f && confine $1 git add f && confine $1 git -c user.name=a -c user.email=b commit -qm c && confine $1 git log --format=%s" 0 'c\n' ''
	else
		echo 'skipped: no git'
	fi
	if [ "$1" = --deny=@privileged ]; then
		: # it gives up what a setuid busybox would have
	elif command -v busybox >/dev/null; then
		is 'busybox' "confine $1 busybox sh -c 'busybox sort text | busybox tail -n 1'" 0 'b\n' ''
	else
		echo 'skipped: no busybox'
	fi
}

testDefaultWorks() {
	works ''
	works --no-net
}

# These kill, and nobody here makes such a call.
testSetsWork() {
	# bash asks whether its input is a socket, and tar for the name of a user.
	works '--deny=@network -e'
	for set in ptrace mount module clock bpf uring keys privileged; do
		works --deny=@$set
	done
}

testNarrowSets() {
	is '@exec' 'confine --deny=@exec bash -c "echo a; (echo b)"' 0 'a\nb\n' ''
	is '@exec kills' 'confine --deny=@exec sh -c "true; ls"; echo $?' 0 '159\n' 'Bad system call\n'
	is '@fork' 'confine --deny=@fork dash -c "echo a; exec echo b"' 0 'a\nb\n' ''
	is '@fork kills' 'confine --deny=@fork sh -c "ls | cat"; echo $?' 0 '159\n' 'Bad system call\n'
	is '@open' 'confine --deny=@open ./static <text' 0 'hello\n' ''
	is '@open kills' 'confine --deny=@open $PILLBOX wc -l text; echo $?' 0 '159\n' 'Bad system call\n'
	is '@stdio' 'confine --allow=@stdio ./static' 0 'hello\n' ''
	is '@stdio kills' 'confine --allow=@stdio call 2,p; echo $?' 0 '159\n' 'Bad system call\n'
	is '@stdio maps no code' 'confine --allow=@stdio -e call 9,0,4096,4,34,-1,0 10,p,4096,4' 0 'E1\nE1\n' ''
	is '@file-read' 'confine --allow=@stdio,@file-read /bin/cat text' 0 'b\na\n' ''
	is '@file-read' 'confine --allow=@stdio,@file-read sort text' 0 'a\nb\n' ''
	is '@file-read' 'confine --allow=@stdio,@file-read ls text' 0 'text\n' ''
	is '@file-read' 'confine --allow=@stdio,@file-read grep -c a text' 0 '1\n' ''
	is 'but no file can be written' 'confine --allow=@stdio,@file-read -e cp text copy 2>&1; ls copy' 2 \
		"cp: cannot create regular file 'copy': Operation not permitted\n" "ls: cannot access 'copy': No such file or directory\n"
	is 'with high bits either' 'confine --allow=@stdio,@file-read -e call 2,p,0x41 2,p,0x100000000 257,-100,p,0x100000041' 0 'E1\nE1\nE1\n' ''
}

# A filter needs no_new_privs, and that takes setuid away.
testSetuid() {
	if [ "$(id -u)" != 0 ] || ! command -v setpriv >/dev/null; then
		echo 'skipped: needs root and setpriv'
		return 0
	fi
	chmod 755 "$O" "$T" && cp "$TOOLS/tests/call" setuid && chown root setuid && chmod 4755 setuid
	is 'without' 'setpriv --reuid 65534 --clear-groups ./setuid 107' 0 '0\n' ''
	is 'confined' 'setpriv --reuid 65534 --clear-groups confine ./setuid 107' 0 '65534\n' ''
}

# shellcheck source=/dev/null
. shunit2
