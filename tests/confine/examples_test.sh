#!/bin/sh
# examples/: their filters are what confine makes, and they do what they say, for both entries
# and with both C libraries.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
EXAMPLES=$tests/../examples
TOOLS=${PILLBOX%/*}

oneTimeSetUp() {
	mkdir bin && ln -s "$PILLBOX" bin/confine
	PATH=$T/bin:$PATH
	SYSTEM_PATH=$T/bin:$SYSTEM_PATH
	cp "$EXAMPLES"/*.c .
}

# instructions FILE [NTH]: those of its nth array
instructions() {
	awk -v nth="${2:-1}" '/sock_filter .*\[\] = \{/ { n++ } /^\t\{0x/ && n == nth' "$1"
}

testFilters() {
	strict=--allow=read,write,exit,exit_group,rt_sigreturn,sigreturn
	child=--deny=open,openat,creat,socket,open_by_handle_at
	confine $strict --dump=64.c
	confine $strict --dump=32.c "$TOOLS/tests/call32"
	confine $child --dump=kill.c
	confine $child --errno=EACCES --dump=errno.c
	assertEquals 'strict, x86-64' "$(instructions 64.c)" "$(instructions strict.c 1)"
	assertEquals 'strict, i386' "$(instructions 32.c)" "$(instructions strict.c 2)"
	assertEquals 'child, kill' "$(instructions kill.c)" "$(instructions child.c 1)"
	assertEquals 'child, errno' "$(instructions errno.c)" "$(instructions child.c 2)"
	assertTrue 'they are there' '[ "$(instructions child.c 2 | wc -l)" -gt 10 ]'
	# The commands in their comments are these.
	assertTrue 'as strict.c says' "grep -qF -- '$strict --dump=FILE.c' strict.c"
	assertTrue 'as child.c says' "grep -qF -- '$child --dump=FILE.c' child.c"
}

# strict LABEL COMPILER...: it reads, writes and ends by return; with a call more it dies
strict() {
	label=$1
	shift
	if ! "$@" -Wall -Wextra -Werror -o strict strict.c 2>log; then
		case $(cat log) in
		*bits/* | *'cannot find'* | *'skipping incompatible'* | *'not found'*) echo "skipped: strict, $label: no C library for it" ;;
		*) fail "$label: $(cat log)" ;;
		esac
		return 0
	fi
	is "strict, $label" 'echo text | ./strict; echo $?' 0 'TEXT\n0\n' ''
	is "strict, $label, at a full disk" 'echo text | ./strict >/dev/full; echo $?' 0 '1\n' ''
	sed 's/^	return n != 0;/	return getppid() != 0;/' strict.c >more.c
	"$@" -o more more.c
	is "a call more, $label" './more </dev/null; echo $?' 0 '159\n' 'Bad system call\n'
}

testStrict() {
	strict 'glibc' gcc
	strict 'static glibc' gcc -static
	strict 'static musl' musl-gcc -static -idirafter /usr/include -idirafter "/usr/include/$(uname -m)-linux-gnu"
	strict '32-bit glibc' gcc -m32
	strict 'static 32-bit glibc' gcc -m32 -static
}

testChild() {
	for compiler in gcc 'musl-gcc -static -idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu'; do
		assertTrue 'compiles' "$compiler -Wall -Wextra -Werror -o child child.c"
		is 'killed' './child' 0 'the child can write\nit was killed: Bad system call\n' ''
		is 'fails' './child 13' 0 'the child can write\nit could not open: Permission denied\n' ''
		is 'fails otherwise' './child 2' 0 'the child can write\nit could not open: No such file or directory\n' ''
	done
}

# shellcheck source=/dev/null
. shunit2
