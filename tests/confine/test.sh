#!/bin/sh
# confine: its command line, what it refuses to do, and what COMMAND keeps.
# Once more: unprivileged.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# shellcheck source=tests/confine/setup.sh
. "$here/setup.sh"

testNames() {
	is 'by the link' 'confine echo a b' 0 'a b\n' ''
	is 'by the word' '$PILLBOX confine echo a b' 0 'a b\n' ''
	is 'help' '$PILLBOX confine --help | head -n 2' 0 \
		'Usage: confine [OPTION]... [--] COMMAND [ARG]...\nRun a command under a seccomp filter that is proved before it is loaded.\n' ''
	is 'version' 'confine --version | sed -n "1s/[0-9][0-9.]*$/NUMBER/p"' 0 'confine (pillbox) NUMBER\n' ''
	is 'a full disk' 'confine --help >/dev/full' 1 '' 'confine: write error: No space left on device\n'
	is 'no command' 'confine' 1 '' "confine: missing COMMAND\n$TRY"
	is 'an unknown option' 'confine --nope x' 1 '' "confine: unrecognized option '--nope'\n$TRY"
	is 'an ambiguous one' 'confine --list' 1 '' "confine: option '--list' is ambiguous; possibilities: '--list-sets' '--list-calls'\n$TRY"
	is 'options of the command' 'confine echo a --deny -e' 0 'a --deny -e\n' ''
	is 'the end of options' 'confine -- echo a --' 0 'a --\n' ''
}

testStatus() {
	is 'the command'"'"'s' 'confine sh -c "exit 5"' 5 '' ''
	is 'its signal' 'confine sh -c "kill -TERM \$\$"; echo $?' 0 '143\n' 'Terminated\n'
	is 'not found' 'confine nope' 127 '' 'confine: nope: No such file or directory\n'
	is 'not found by a path' 'confine ./nope' 127 '' 'confine: ./nope: No such file or directory\n'
	is 'an empty name' "confine ''" 127 '' "confine: '': No such file or directory\n"
	is 'below a file' 'confine ./text/x' 126 '' 'confine: ./text/x: Not a directory\n'
	is 'a file that is no program' 'confine ./text' 126 '' 'confine: ./text: Permission denied\n'
	is 'a folder' 'confine /' 126 '' 'confine: /: Permission denied\n'
	is 'what the kernel does not know' 'chmod +x text; confine ./text' 126 '' 'confine: ./text: Exec format error\n'
	for list in --allow=read '--allow=read -e' --deny=write,exit,exit_group --deny=write,exit_group,execve '-e --deny=write,exit_group'; do
		is "without write and exit, $list" "confine $list ./text" 126 '' ''
		is "and no interpreter, $list" "printf '#!nope' >nobody; chmod +x nobody; confine $list ./nobody" 127 '' ''
	done
	is 'that is for confine alone' 'confine --allow=write call 231,126; echo $?' 0 '159\n' 'Bad system call\n'
	is 'with write alone' 'confine --allow=write ./text' 126 '' 'confine: ./text: Exec format error\n'
	is 'without PATH' 'unset PATH; /bin/sh -c "$PILLBOX confine echo a"' 0 'a\n' ''
	is 'a folder of PATH that has a file of no use' 'mkdir p; : >p/echo; PATH=p:$PATH; confine echo a' 0 'a\n' ''
	is 'killed' 'confine --deny=getpid call 39; echo $?' 0 '159\n' 'Bad system call\n'
	is 'an errno' 'confine --deny=getpid -e call 39' 0 'E1\n' ''
	is 'another errno' 'confine --deny=getpid --errno=ENOSYS call 39' 0 'E38\n' ''
	is 'one for each' 'confine --deny=getpid:EIO,getppid:ENOENT,gettid -e call 39 110 186' 0 'E5\nE2\nE1\n' ''
	is 'in every order' 'confine --deny=getpid,getpid:EIO call 39' 0 'E5\n' ''
}

# What is not dynamic, so that only the denied calls are missed.
testLists() {
	is 'a number' 'confine --deny=39 -e call 39' 0 'E1\n' ''
	is 'a number that is younger than the table' 'confine --deny=480:EIO call 480 481' 0 'E5\nE38\n' ''
	is 'several lists' 'confine --deny=getpid --deny=getppid,gettid -e call 39 110 186' 0 'E1\nE1\nE1\n' ''
	is 'siblings' 'confine --deny=open -e call 2,p 257,-100,p 437,-100,p,p,24 85,p 304 425,1,p 426 427' 0 'E1\nE1\nE1\nE1\nE1\nE1\nE1\nE1\n' ''
	is 'of scheduling, of locked memory, of quotas, of a path, of ports, of asynchronous input' \
		'for pair in sched_setscheduler:314 setpriority:314 mlock:325 quotactl:443 open_tree:467 ioperm:172 ptrace:311 read:209; do confine --deny=${pair%:*} -e call ${pair#*:}; done' 0 \
		'E1\nE1\nE1\nE1\nE1\nE1\nE1\nE1\n' ''
	is32 'of i386' 'confine --deny=lseek -e call32 140; confine --deny=uname -e call32 109 59; confine --deny=vm86 -e call32 113' 0 'E1\nE1\nE1\nE1\n' ''
	is 'namespaces' 'confine --deny=unshare -e call 272,0 56,0x10000000 56,0x80000020000 435,p,0' 0 'E1\nE1\nE1\nE38\n' ''
	is 'a set' 'confine --deny=@clock -e call 227 164 159,p 305' 0 'E1\nE1\nE1\nE1\n' ''
	is 'two kinds' 'confine --deny=a --allow=b x' 1 '' \
		"confine: --deny and --allow do not go together: a list of one kind decides on all calls\n$TRY"
	is 'no such call' 'confine --deny=opne x' 1 '' \
		"confine: 'opne' is no system call that is known here; --list-calls prints all, and a number may be given\n$TRY"
	is 'no such set' 'confine --deny=@nope x' 1 '' "confine: @nope: no such set; --list-sets prints all\n$TRY"
	is 'no such errno' 'confine --deny=open:NOPE x' 1 '' "confine: 'NOPE' is no errno; write NAME:EPERM, NAME:ENOSYS ...\n$TRY"
	is 'nor of the option' 'confine -eNOPE x' 1 '' "confine: 'NOPE' is no errno; write --errno=EACCES, --errno=ENOSYS ...\n$TRY"
	is 'an empty name' 'confine --deny=open, x' 1 '' "confine: 'open,' has an empty name; write NAME,NAME...\n$TRY"
	is 'which list that is' 'confine --deny=read --deny=open,,write x' 1 '' "confine: 'open,,write' has an empty name; write NAME,NAME...\n$TRY"
	is 'a set with an errno' 'confine --deny=@clock:EIO,getpid,stime:EDOM -e call 227 39; confine --deny=@clock:EIO call 227' 0 'E5\nE1\nE5\n' ''
	is 'with a wrong one' 'confine --deny=@clock:NOPE x; confine --deny=@nope:EIO x' 1 '' "confine: 'NOPE' is no errno; write NAME:EPERM, NAME:ENOSYS ...\n${TRY}confine: @nope: no such set; --list-sets prints all\n$TRY"
	is 'not for what is allowed' 'confine --allow=@stdio:EIO x' 1 '' "confine: @stdio is a list of what to allow, which has no errno\n$TRY"
	is 'a wrong number' 'confine --deny=12x x' 1 '' "confine: '12x' is no number of a system call\n$TRY"
	is 'a set of the other kind' 'confine --allow=@open x' 1 '' "confine: @open is a list of what to deny; give it to --deny\n$TRY"
	is 'and the other way round' 'confine --deny=@stdio x' 1 '' "confine: @stdio is a list of what to allow; give it to --allow\n$TRY"
	is 'an errno for no list' 'confine -e true; confine --strict -e true' 1 '' "confine: --errno says how a list's calls fail, and there is no --deny, --allow or --policy\n${TRY}confine: --errno says how a list's calls fail, and there is no --deny, --allow or --policy\n$TRY"
	is 'an allow list' 'confine --allow=write,exit,getpid -e call 110' 0 'E1\n' ''
	is 'its number above the table' 'confine --allow=write,exit -e call 480 -1' 0 'E1\nE1\n' ''
	is 'one that kills' 'confine --allow=write,exit call 110; echo $?' 0 '159\n' 'Bad system call\n'
	is 'an errno in it' 'confine --allow=write,exit,getpid:EIO call 39' 0 'E5\n' ''
	is32 'i386 has its own numbers' 'confine --deny=getpid -e call32 20 6,99' 0 'E1\nE9\n' ''
	is32 'a multiplexer, without all of its calls' 'confine --allow=write,exit,socketcall call32 20' 71 '' \
		'confine: socketcall: socketcall also does what accept4 does, which is not allowed for all arguments; allow that too, or leave socketcall out\n'
	is32 'is denied with one of them' 'confine --deny=connect -e call32 102,3,p' 0 'E1\n' ''
}

# Numbers of holes and above the table.
testUnknown() {
	is 'a deny list' 'confine --deny=getpid -eEIO call 337 423 473 1000 0x3fffffff -1' 0 'E38\nE38\nE38\nE38\nE38\nE38\n' ''
	is 'the default' 'confine call 337 473 -1' 0 'E38\nE38\nE38\n' ''
	is 'x32' 'for n in 0x40000000 0x40000027 0x40000208 0x7fffffff; do confine --deny=sync -e call $n 2>/dev/null; echo $?; done' 0 \
		'159\n159\n159\n159\n' ''
	is 'what is above x32 is nothing' 'confine --deny=sync -eEIO call 0x80000000 0xc0000027 0xfffffffe; confine call 0x80000000 0xfffffffe' 0 'E38\nE38\nE38\nE38\nE38\n' ''
	is32 'the other entry' 'confine --deny=sync -e call int80:20 2>/dev/null; echo $?' 0 '159\n' ''
	is32 'the other entry, of i386' 'confine -e --deny=sync call32 20 >/dev/null; echo $?' 0 '0\n' ''
}

testBoth() {
	is32 'both entries' 'confine --both --deny=getpid -e call 39 int80:20' 0 'E1\nE1\n' ''
	is32 'a 32-bit child' 'confine --both --deny=getpid -e sh -c "call32 20; call 39"' 0 'E1\nE1\n' ''
	is32 'a 64-bit child of a 32-bit one is not permitted' 'confine --deny=getpid -e call32 20' 0 'E1\n' ''
	is 'a number' 'confine --both --deny=39 x' 1 '' "confine: --both: a number is another call for each entry; write its name\n$TRY"
	is 'not for an allow list' 'confine --both --allow=write x' 1 '' \
		"confine: --both is for deny lists: an allow list names the calls of one entry\n$TRY"
}

testBothOfProgram() {
	is 'a compiled filter alone' 'confine --both -b raw true' 1 '' \
		"confine: --both is for what is made here; a filter of --bpf decides on both entries as it is\n$TRY"
	is 'and no other' 'confine --deny=getpid -e --dump=raw; confine --both --no-net -b raw call 39 41,1,1' 0 'E1\nE13\n' ''
}

testNoNet() {
	is 'sockets' 'confine --no-net call 41,1,1 41,2,1 41,16,3 425,1,p 53,1,1,0,p' 0 'E13\nE13\nE13\nE38\n0\n' ''
	is 'pairs' 'confine --no-net call 53,1,5,0,p 53,1,2,0,p 53,1,3,0,p 53,30,4,0,p 53,30,1,0,p 53,0x100000001,1,0,p' 0 '0\nE13\nE13\nE13\nE13\nE13\n' ''
	is32 'of i386' 'confine --no-net call32 359,1,1 102,1,p 360,1,1,0,p' 0 'E13\nE38\n0\n' ''
	is 'with a list' 'confine --no-net --deny=getpid -e call 41,1,1 39' 0 'E13\nE1\n' ''
	is 'the stricter one' 'confine --no-net --deny=socket call 41,1,1 2>/dev/null; echo $?' 0 '159\n' ''
	is 'with an allow list' 'confine --no-net --allow=write,exit,socket -e call 41,1,1 110' 0 'E13\nE1\n' ''
	is 'the default set beside it' 'confine --no-net call 41,1,1 101' 0 'E13\nE1\n' ''
}

testStrict() {
	is 'a static program' 'confine --strict call 39 2>/dev/null; echo $?' 0 '159\n' ''
	is32 'of 32 bits' 'confine --strict call32 20 2>/dev/null; echo $?' 0 '159\n' ''
	is 'what it may' 'confine --strict call 1,1,p,0 334 318 302 228' 0 "0\nE38\nE38\nE38\nE38\n" ''
	is 'a dynamic one' 'confine --strict /bin/true' 71 '' \
		'confine: /bin/true: needs /lib64/ld-linux-x86-64.so.2, which opens libraries; --strict is for static programs: link it with -static\n'
	is 'a script' 'confine --strict ./script' 71 '' 'confine: ./script: is a script, whose interpreter opens it; --strict is for static programs\n'
	is 'with a list' 'confine --strict --deny=open call' 1 '' "confine: --strict is a whole policy; it goes with no list, policy or --no-net\n$TRY"
	is 'its start cannot be had again' 'confine --strict --print call | grep -c "dead after the start"' 0 '1\n' ''
	is 'and is not: every execveat dies' 'for fd in 0 3 4 -100; do confine --strict call 322,$fd,0x10000,0x10000,0x10000,0 2>/dev/null; echo $?; done' 0 \
		'159\n159\n159\n159\n' ''
}

# The start under a list that has no execve.
testStart() {
	is 'a program' 'confine --deny=@exec -e call 59,p 322,-100,p' 0 'E1\nE1\n' ''
	is 'a script' 'confine --deny=@exec -e ./script a b' 0 'script a b\n' ''
	is 'a script of a static program' 'confine --deny=@exec -e ./calls 39 >/dev/null' 0 '' ''
	is 'of this folder' 'cp bin/call here; confine --deny=@exec -e ./here 59,p' 0 'E1\n' ''
	is 'arguments and environment' 'confine --deny=@exec -e env A=b printenv A' 126 '' "env: 'printenv': Operation not permitted\n"
	is 'all of them' 'A=b confine --deny=@exec -e printenv A' 0 'b\n' ''
	is 'many' 'confine --deny=@exec -e sh -c "echo \$#" $(seq 30000)' 0 '29999\n' ''
	is 'a list that allows it' 'confine --allow=write,exit,execve call 1,1,p,0' 0 '0\n' ''
	for way in headers none order empty align span; do
		python3 "$tests/confine/elf.py" $way >elf && chmod +x elf
		is "a segment in the way, by $way" "confine --strict ./elf" 71 '' \
			"confine: ./elf: may have memory at the address that its start is pinned to; allow execve\n"
	done
	gcc -static -nostdlib -Wl,-z,execstack -x c -o stack - <<-END
		void _start(void) { for (;;) __asm__ volatile("syscall" : : "a"(60L), "D"(3L)); }
	END
	is 'a stack for code' 'ulimit -s 8192; confine --strict ./stack' 3 '' ''
	is 'that may grow to there' 'ulimit -s unlimited; confine --strict ./stack' 71 '' \
		'confine: ./stack: may have memory at the address that its start is pinned to; allow execve\n'
	is 'one for data' 'ulimit -s unlimited; confine --strict call' 0 '' ''
	is 'an interpreter that is a pipe' 'mkfifo pipe; echo "#!pipe" >piped; chmod +x piped; timeout 5 confine ./piped' 126 '' \
		'confine: ./piped: Permission denied\n'
	is 'a segment in the way' 'gcc -static -nostdlib -no-pie -Wl,-Ttext-segment=0x10000 -x c -o low - 2>/dev/null <<-END
		void _start(void) { for (;;) ; }
	END
	confine --allow=write,exit ./low' 71 '' \
		'confine: ./low: may have memory at the address that its start is pinned to; allow execve\n'
}

# repeated OPTIONS WANTED: the start's call is made again, from elsewhere and from its own place,
# in pages that are mapped for data and for code. It has the empty name of a page of zeros, so
# that E2 says that the filter permits it.
repeated() {
	# shellcheck disable=SC2086
	rule=$(confine $1 --print call 1 2 3 4 | sed -n 's/^execveat: \(.* && ip ==.*\); allow.*/\1/p')
	# shellcheck disable=SC2046
	set -- "$1" "$2" $(echo "$rule" | sed 's/[a-z0-9]* == //g; s/&&//g')
	again="322,$3,$4,$5,$6,$7" mapped="9,0x10000,4096"
	is "$1: $rule" "confine $1 call $mapped,3,0x32,-1,0 $again $mapped,7,0x32,-1,0 $again 2>/dev/null;
		confine $1 call $mapped,7,0x32,-1,0 at,$8:$again 1,-1 1,-1 2>/dev/null; :" 0 "$2" ''
}

# says OPTIONS WORDS: what --print says of that
says() {
	is "--print, $1" "confine $1 --print call | sed -n 's/^# COMMAND does not have,* \(and cannot\|but could\).*/\1/p'" 0 "$2\n" ''
}

testAgain() {
	repeated '--allow=@stdio -e' '65536\nE1\nE1\nE1\nE1\n'
	repeated '--deny=@exec -e' '65536\nE1\n65536\nE1\n65536\nE2\nE9\nE9\n'
	for list in write,exit @stdio @stdio,execve:EIO mmap:EIO,mprotect:EIO; do
		says --allow=$list 'and cannot'
	done
	for list in mmap mprotect pkey_mprotect mremap shmat ptrace uselib personality arch_prctl @stdio,@file-read; do
		says --allow=$list 'but could'
	done
	says --deny=@exec 'but could'
	says --strict 'and cannot'
	cat >data <<-END
		@default allow
		execve: deny
		execveat: deny
		mmap: arg2 & PROT_EXEC == PROT_EXEC; deny
		mprotect: arg2 & PROT_EXEC == PROT_EXEC; deny
		pkey_mprotect: arg2 & PROT_EXEC == PROT_EXEC; deny
		shmat: arg2 & 0x8000 == 0x8000; deny
		personality: deny
		arch_prctl: arg0 & 0x2000 == 0x2000; deny
		mremap: deny
		ptrace: deny
		uselib: deny
	END
	says '-p data' 'and cannot'
	for call in mmap mprotect pkey_mprotect shmat personality arch_prctl mremap ptrace; do
		grep -v "^$call:" data >less
		says '-p less' 'but could'
	done
	printf '@default allow\nmprotect: arg2 & PROT_EXEC == PROT_EXEC; return EPERM\n' >nocode
	is 'where confine itself may map no code' 'confine -p nocode confine --allow=@stdio -e call 1,-1; confine -p nocode confine --allow=@stdio --print call | grep -c "but could"' 0 'E9\n1\n' ''
	is 'nor end in its page' 'confine -p nocode confine --allow=read ./text' 126 '' ''
	is32 'of 32 bits, data may be code' 'confine --allow=write,exit,mmap:EIO --print call32 | grep -c "and cannot"; confine --allow=@stdio --print call32 | grep -c "but could"' 0 '1\n1\n' ''
}

testLoader() {
	is 'what it needs is refused' 'confine --deny=open true' 71 '' \
		'confine: /usr/bin/true: needs openat for its libraries, and that is refused; allow it, or run a program that was linked with -static\n'
	is 'by a script too' 'confine --deny=mmap ./script' 71 '' \
		'confine: ./script: needs mmap for its libraries, and that is refused; allow it, or run a program that was linked with -static\n'
	is 'not by a static one' 'confine --deny=open,mmap -e call 2,p' 0 'E1\n' ''
}

# What COMMAND has is what it would have without confine.
testUntouched() {
	is 'descriptors' 'ls /proc/self/fd 3<text >want; confine ls /proc/self/fd 3<text | cmp - want' 0 '' ''
	is 'none of its own under a pinned start' 'ls /proc/self/fd >want; confine --deny=@exec -e ls /proc/self/fd | cmp - want' 0 '' ''
	is 'closed ones' 'ls /proc/self/fd >want <&-; confine ls /proc/self/fd <&- | cmp - want; ls /proc/self/fd >want 2>&-; confine ls /proc/self/fd 2>&- | cmp - want' 0 '' ''
	is 'the environment' 'env -i A=1 "B C=2" $PILLBOX confine env' 0 'A=1\nB C=2\n' ''
	is 'ignored signals' 'trap "" PIPE INT; confine grep SigIgn /proc/self/status | cmp - $(grep SigIgn /proc/self/status >ign; echo ign)' 0 '' ''
	is 'its name' 'confine bash -c "echo \$0" me' 0 'me\n' ''
	is 'the process is the same' 'sh -c "echo \$\$; exec confine sh -c \"echo \\\$\\\$\"" | uniq | wc -l' 0 '1\n' ''
}

testVerbose() {
	is 'killed' 'confine -v --deny=getpid call 39 2>&1 | sed "s/pid=[0-9]*/pid=N/"' 0 \
		"confine: $T/bin/call: killed by SIGSYS; if a filter did it, the kernel's log names the call: dmesg | grep 'type=1326.*pid=N'\n" 'Bad system call\n'
	is 'and so is confine' 'confine -v --deny=getpid call 39 2>/dev/null; echo $?' 0 '159\n' ''
	is 'not killed' 'confine -v sh -c "exit 7"' 7 '' ''
	is 'where children are not waited for' 'trap "" CHLD; confine -v sh -c "exit 7"; echo $?' 0 '7\n' ''
	is 'another signal' 'confine -v sh -c "kill -9 \$\$"; echo $?' 0 '137\n' 'Killed\n'
	cat >send.py <<-END
		import signal, subprocess, sys
		which = signal.Signals['SIG' + sys.argv[1]]
		signal.signal(which, signal.SIG_DFL)
		text = 'trap "exit 3" %s; echo; while :; do sleep 0.1; done' % sys.argv[1]
		p = subprocess.Popen(['confine', '-v', 'sh', '-c', text], stdout=subprocess.PIPE)
		p.stdout.readline()
		p.send_signal(which)
		print(p.wait(10))
	END
	for signal in TERM INT QUIT; do
		is 'of another process' "python3 send.py $signal" 0 '3\n' ''
	done
	is 'signals pass' 'confine -v sh -c "trap \"echo got; exit 3\" TERM; echo ready; while :; do sleep 0.1; done" >out & sleep 1; kill $!; wait $!; echo $?; cat out' 0 '3\nready\ngot\n' ''
}

testNested() {
	is 'filters add up' 'confine --deny=getpid -e sh -c "confine --deny=getppid -e $T/bin/call 39 110"' 0 'E1\nE1\n' ''
	is 'and stay' 'confine --deny=getpid -e sh -c "confine --deny=getppid -eEIO sh -c \"call 39 110\""' 0 'E1\nE5\n' ''
	is 'across forks and threads' 'confine --deny=getpid -e sh -c "(call 39 thread:39); call 39"' 0 'E1\nE1\nE1\n' ''
	is 'an applet under the default' 'confine $PILLBOX wc -c text' 0 '5 text\n' ''
	is 'where no filter can be had' 'confine --deny=prctl,seccomp -e confine call 39' 71 '' 'confine: cannot set no_new_privs: Operation not permitted\n'
	is 'nor where the kernel cannot be asked' 'confine --deny=seccomp -eENOSYS confine call 39' 71 '' \
		'confine: this kernel cannot kill a process by a filter (Linux 4.14 can), or an outer filter hides it: Function not implemented\n'
}

testPrints() {
	is 'the policy' 'confine --deny=getpid -e --print | sed -n "1,/^$/d; /^$/q; p"' 0 \
		'# x86_64\n1073741824-2147483647: kill  # x32\ngetpid: return EPERM\n0-336: allow\n424-472: allow\nall else: return ENOSYS\n' ''
	is 'what was added' 'confine --deny=clone --print | grep "#.*can do"' 0 \
		'fork: kill  # can do what clone does\nvfork: kill  # can do what clone does\nclone3: kill  # can do what clone does\n' ''
	is 'conditions' 'confine --print | grep ^ioctl' 0 \
		'ioctl: arg1 & 0xffffffff == 0x5412; return EPERM\nioctl: arg1 & 0xffffffff == 0x541c; return EPERM\n' ''
	is 'calls' 'confine --list-calls | grep -w -e socketcall -e openat' 0 'openat\t257\t295\nsocketcall\t-\t102\n' ''
	is 'sets' 'confine --list-sets | cut -f 1,2 | tr "\n\t" "; "' 0 \
		"$(cd "$tests/../policies/sets" && for f in *.policy; do
			case $f in default* | no-net* | strict*) continue ;; esac
			printf '@%s %s;' "${f%.policy}" "$(grep -q '^@default allow' "$f" && echo deny || echo allow)"
		done)" ''
}

testDump() {
	is 'bytes' 'confine --deny=getpid --dump=raw; confine --deny=getpid --print | grep -c "^ *[0-9]*: 0x"; stat -c %s raw' 0 '14\n112\n' ''
	cat >m.c <<-END
		#include "f.c"
		#include <stdio.h>
		#include <sys/syscall.h>
		#include <unistd.h>
		int main(void) { return confine() || syscall(SYS_getpid) != -1; }
	END
	is 'C' 'confine --deny=getpid -e --dump=f.c; gcc -Wall -Werror -o m m.c && ./m' 0 '' ''
	is 'that nobody can start a program under' 'confine --allow=write --dump=raw; confine --allow=write,execve --dump=raw; confine --allow=write --dump=f.c' 0 '' \
		'confine: raw: permits no execve of x86_64: setpriv and bwrap cannot start a program under it\n'
	is 'where it cannot be written' 'confine --deny=getpid --dump=/dev/full' 1 '' 'confine: /dev/full: No space left on device\n'
	if setpriv --help 2>&1 | grep -q seccomp-filter; then
		is 'for setpriv' 'confine --deny=getpid -e --dump=raw; setpriv --no-new-privs --seccomp-filter raw call 39' 0 'E1\n' ''
	else
		echo 'skipped: setpriv has no --seccomp-filter'
	fi
	if command -v bwrap >/dev/null && bwrap --dev-bind / / true 2>/dev/null; then
		is 'for bwrap' 'confine --deny=getpid -e --dump=raw; bwrap --dev-bind / / --seccomp 9 call 39 9<raw' 0 'E1\n' ''
	else
		echo 'skipped: no bwrap that works here'
	fi
}

testCallTable() {
	is 'agrees with libseccomp' '$TOOLS/tests/calls | tail -n 1 | sed "s/^[0-9]* //; s/[0-9]* only here/some only here/"' 0 'compared, 0 differ, some only here, 0 only in libseccomp\n' ''
}

# shellcheck source=/dev/null
. shunit2
