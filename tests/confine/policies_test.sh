#!/bin/sh
# confine: policies and compiled filters, right ones and wrong ones.
# Once more: unprivileged.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/confine/setup.sh
. "$here/setup.sh"

testPolicies() {
	printf '@default allow\ngetpid: return EIO\nioctl: arg1 == TIOCSTI; return EACCES\nclone: arg0 & CLONE_NEWUSER == CLONE_NEWUSER; deny\n' >deny
	printf 'write: arg0 == 1\nexit: 1\ngetpid: 1\ngetppid: return ENOENT\n' >allow
	is 'a deny list' 'confine -p deny call 39 16,0,0x5412,p 16,0,0xffffffff00005412,p 16,0,0x1,p' 0 'E5\nE13\nE13\nE25\n' ''
	is 'kills by itself' 'confine -p deny call 56,0x10000000; echo $?' 0 '159\n' 'Bad system call\n'
	is 'with high bits too' 'confine -p deny call 56,0xff10000000; echo $?' 0 '159\n' 'Bad system call\n'
	is 'or as --errno says' 'confine -p deny -e call 56,0x10000000' 0 'E1\n' ''
	is 'an allow list' 'confine -p allow -e call 110 102 1,2,p,1' 0 'E2\nE1\nE1\n' ''
	printf 'write: 1\nexit: 1\nopenat: arg0 == AT_FDCWD\n' >negative
	is32 'from a pipe, for both' 'confine --both -p /dev/stdin call 39 int80:20 <<-END
		$(cat deny)
	END' 0 'E5\nE5\n' ''
	printf '@default allow\nmprotect: arg2 & 0xff00000004 == 4; return EIO\n' >wide
	is 'a long' 'confine -p wide call 10,0,0,4 10,0,0,0x100000004' 0 'E5\n0\n' ''
	is32 'that is none at the other entry' 'confine --both -p wide call int80:125,0,0,4 int80:125,0,0,0x100000004' 0 'E5\nE5\n' ''
	printf '@default allow\nreadv: arg0 == 5; return EIO\nptrace: arg1 == 1; return EIO\nptrace: arg0 == 0x4205 && arg2 == 1; return EIO\nfutex: arg1 == 3 && arg3 == 7; return EIO\nsysfs: arg0 == 2 && arg1 == 1; return EIO\nkeyctl: arg0 == 0 && arg1 == 7; return EIO\nfcntl: arg1 == F_SETFL && arg2 == 0; return EIO\nmmap: arg4 == 3; return EIO\nwritev: arg2 == 1; return EIO\nprctl: arg0 == PR_SET_DUMPABLE && arg1 == 1; return EIO\n' >ints
	is 'an int that is declared as a long' 'confine -p ints call 19,5,p,1 19,0x100000005,p,1 101,16,0x100000001 101,0x4205,2,0x100000001 202,p,3,0,0x100000007 139,2,0x100000001 250,0,0x700000007 72,1,4,0x100000000 9,0,4096,1,2,0x100000003 20,0,p,0x100000001 157,4,0x100000001' 0 'E5\nE5\nE5\nE5\nE5\nE5\nE5\nE5\nE5\nE5\nE5\n' ''
	is 'a negative number' 'confine -p negative -e call 257,-100,p 257,0xffffff9c,p 257,3,p' 0 'E2\nE1\nE1\n' ''
	is32 'of 32 bits' 'confine -p negative -e call32 295,-100,p 295,3,p' 0 'E2\nE1\n' ''
	is 'both add up' 'confine -p allow -p deny -e call 39 110 102' 0 'E5\nE2\nE1\n' ''
	is 'in any order' 'confine -p deny -p allow -e call 39 110 102' 0 'E5\nE2\nE1\n' ''
	is 'policies of our own' "confine -e --policy=$tests/../policies/cat.policy true" 71 '' \
		'confine: /usr/bin/true: needs openat for its libraries, and that is refused; allow it, or run a program that was linked with -static\n'
}

# wrong MESSAGE LINE...: the policy of these lines is refused
wrong() {
	message=$1
	shift
	printf '%s\n' "$@" >wrong
	is "refused: $*" 'confine -p wrong true' 71 '' "confine: wrong:$message\n"
}

testWrongPolicies() {
	wrong '1: opne is no system call of x86_64 or i386; write a name of pillbox confine --list-calls' 'opne: 1'
	wrong "2: x is too much; write # before a comment, ; before a result, && and || between conditions" 'read: 1' 'write: 1 x'
	wrong '1: ! is no comparison that is safe here; write argN == VALUE or argN & MASK == VALUE: with <, > and != a register'"'"'s upper half decides, which the kernel may not look at' 'read: arg0 != 1'
	wrong '1: '"'"'&'"'"' lets all bits through that it does not name; write each value that is allowed: argN == VALUE || argN == VALUE' 'read: arg0 & 1 == 1'
	wrong '2: ioctl: arg1 is an int for the kernel, which throws the upper 32 bits away; a comparison of more bits is evaded by setting one of them: write the lower 32 alone' \
		'@default allow' 'ioctl: arg1 == 0x100005412; kill'
	wrong '2: ioctl: arg1 is an int for the kernel, which throws the upper 32 bits away; a comparison of more bits is evaded by setting one of them: write the lower 32 alone' \
		'@default allow' 'ioctl: arg1 & 0xff00000000 == 0; kill'
	wrong '2: chmod: arg1 has 16 bits for the kernel, which throws the others away; a comparison of more bits is evaded by setting one of them: write the lower 16 alone' \
		'@default allow' 'chmod: arg1 == 0x10800; kill'
	wrong '2: this condition never holds: the value has bits that the mask has not' '@default allow' 'ioctl: arg1 & 1 == 3; kill'
	wrong '1: 0 is no errno; write its name, as EPERM, or a number from 1 to 4095' 'read: return 0'
	wrong '1: 4096 is no errno; write its name, as EPERM, or a number from 1 to 4095' 'read: return 4096'
	wrong '1: getpid: arg0 is none of its arguments; write the ones that it has' 'getpid: arg0 == 1'
	wrong '2: line 1 of wrong decides on read for all arguments; write this line before it, or leave one out' 'read: 1' 'read: arg0 == 1'
	wrong '1: arg0 is there twice in one conjunction; write it once, or join alternatives by ||' 'read: arg0 == 1 && arg0 == 2'
	wrong '1: arg6 is no condition; write argN == VALUE or argN & MASK == VALUE, N from 0 to 5' 'read: arg6 == 1'
	wrong '1: 010 might be meant as octal; write it without the leading 0, or as 0x...' 'read: arg0 == 010'
	wrong '1: 12z is no number; write decimal digits, or 0x and hexadecimal ones' 'read: arg0 == 12z'
	wrong '1: 0x10000000000000000 is more than 64 bits; write at most 0xffffffffffffffff' 'read: arg0 == 0x10000000000000000'
	wrong '1: NOPE is no constant that is known here; write its number, as 0x...' 'read: arg0 == NOPE'
	wrong '2: @default comes after a call; write it as the first line' 'read: 1' '@default allow'
	wrong '1: @include takes ./FILE beside this one, which includes no more' '@include /etc/passwd'
	printf 'read\0: 1\n' >wrong
	is 'a NUL byte' 'confine -p wrong true' 71 '' 'confine: wrong: has a NUL byte; a policy is text\n'
	: >wrong
	is 'an empty one' 'confine -p wrong true' 71 '' 'confine: wrong: names no system call; write a line for each, as in read: 1\n'
	is 'none' 'confine -p nope true' 71 '' 'confine: nope: No such file or directory\n'
	head -c 300000 /dev/zero >wrong
	is 'a huge one' 'confine -p wrong true' 71 '' 'confine: wrong: larger than any policy or filter\n'
}

testPrograms() {
	is 'of ours' 'confine --deny=getpid -e --dump=raw; confine -b raw call 39 110 >out; head -n 1 out' 0 'E1\n' ''
	is 'with others' 'confine -b raw --deny=gettid -eEIO call 39 186' 0 'E1\nE5\n' ''
	is 'cut off' 'head -c 20 raw >cut; confine -b cut call 39' 71 '' \
		'confine: cut: is no filter: 20 bytes, not one or more instructions of 8\n'
	is 'without an end' 'head -c 16 raw >cut; confine -b cut call 39' 71 '' \
		'confine: cut: is no filter: the kernel refuses instruction 1 of 2\n'
	is 'empty' ': >cut; confine -b cut call 39' 71 '' 'confine: cut: is no filter: 0 bytes, not one or more instructions of 8\n'
	is 'of an applet' '$PILLBOX --policy --bpf wc >wc.raw; confine -b wc.raw call 39' 71 '' \
		'confine: wc.raw: refuses execve, so COMMAND could not be started\n'
	is 'printed' 'confine -b raw --print | sed -n "1p;2s/  */ /gp"' 0 \
		'# raw: 15 instructions, as given, not proved\n 0: 0x0020 0 0 0x00000004 ld [4] ; architecture\n' ''
}

# shellcheck source=/dev/null
. shunit2
