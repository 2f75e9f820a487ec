#!/bin/sh
# cat, against GNU's where its release has the rule, else against the rule.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

oneTimeSetUp() {
	printf 'one\ntwo\n' >text
	: >empty
	printf 'no newline' >open
	printf '\n\n\n\n' >blank
	printf 'a\n\n\n\nb\n\n' >gaps
	printf 'tab\there\r\nlone\rcr\r\n\r' >crlf
	printf '\r' >cr
	printf '\nx' >lf
	i=0
	while [ $i -lt 256 ]; do
		# shellcheck disable=SC2059
		printf "\\$(printf %o $i)"
		i=$((i + 1))
	done >bytes
	head -c 300000 "$PILLBOX" >binary
	yes 'a line of sixty bytes, more or less, to be copied and shown' | head -n 5000 >long
	tr '\n' ' ' <long >oneline
	yes '' | head -n 70000 >newlines
	seq 1 120000 >numbers
	mkdir folder
	# Beyond what lib.sh lets the cases write.
	truncate -s 4300M sparse
}

# Every option, alone, in pairs and in triples, long and short.
testOptions() {
	letters='b n s v E T A e t u'
	for a in $letters; do
		for f in text empty open blank gaps crlf bytes binary; do
			same "one option" "cat -$a $f"
		done
		for b in $letters; do
			same "a pair" "cat -$a$b gaps open crlf bytes text"
			for c in b n s E T; do
				same "a triple" "cat -$a -$b -$c gaps crlf open bytes"
			done
		done
	done
	for o in number-nonblank number squeeze-blank show-nonprinting show-ends show-tabs show-all; do
		same "a long option" "cat --$o gaps crlf"
	done
}

testPlain() {
	same 'nothing' 'cat empty'
	same 'one' 'cat binary'
	same 'several' 'cat text open empty binary text'
	same 'standard input' 'cat <binary'
	same 'a pipe' 'cat binary | cat'
	same 'a dash' 'cat text - open <long'
	same 'two dashes' 'cat - text - <long'
	same 'at an offset' '{ dd bs=1 count=3 2>/dev/null; cat; } <text'
	same 'many' 'cat $(yes text | head -n 200)'
}

# copies.py COMMAND...: runs it with every kind of input and output there is, both of
# them blocking or not, and says where what comes out is not the file `data`, twice
# where the command names it as well, or `numbered` where it numbers.
testCopies() {
	cat text long binary oneline binary >data
	cat -n data >numbered
	cat >copies.py <<-'END'
		import os, shlex, socket, subprocess, sys, threading

		data = open("data", "rb").read()
		numbered = open("numbered", "rb").read()

		def pair(kind):
		    """What is read, and what is written."""
		    if kind == "pipe":
		        return os.pipe()
		    if kind == "unix":
		        a, b = socket.socketpair()
		        return a.detach(), b.detach()
		    server = socket.create_server(("127.0.0.1", 0))
		    b = socket.create_connection(server.getsockname())
		    return server.accept()[0].detach(), b.detach()

		def feed(fd, p, blocking):
		    at = 0
		    # Not before it waits in ppoll, 271, where we may look.
		    try:
		        for _ in range(0 if blocking else 3000):
		            if open(f"/proc/{p.pid}/syscall").read().startswith("271 "):
		                break
		    except OSError:
		        pass
		    while at < len(data):
		        at += os.write(fd, data[at:at + 50000])
		    os.close(fd)

		def run(command, into, out, blocking):
		    end, got = None, b""
		    if into == "file":
		        stdin = os.open("data", os.O_RDONLY)
		    else:
		        stdin, end = pair(into)
		        os.set_blocking(stdin, blocking)
		    if out in ("file", "append", "device"):
		        stdout = os.open("/dev/null" if out == "device" else "copy", os.O_RDWR | os.O_CREAT | os.O_TRUNC |
		                         (os.O_APPEND if out == "append" else 0))
		    else:
		        back, stdout = pair(out)
		        os.set_blocking(stdout, blocking)
		    p = subprocess.Popen(shlex.split(command), stdin=stdin, stdout=stdout)
		    os.close(stdin)
		    os.close(stdout)
		    if end is not None:
		        threading.Thread(target=feed, args=(end, p, blocking), daemon=True).start()
		    if out in ("file", "append", "device"):
		        p.wait()
		        got = open("copy", "rb").read()
		    else:
		        while more := os.read(back, 30000):
		            got += more
		        os.close(back)
		    want = data * 2 if "data" in command else data
		    if "-n" in command:
		        want = numbered
		    if p.wait() != 0 or (out != "device" and got != want):
		        print(command, into, out, blocking, p.returncode, len(got), "and not", len(want))

		for command in sys.argv[1:]:
		    for into in "file", "pipe", "unix", "inet":
		        for out in "file", "append", "device", "pipe", "unix", "inet":
		            for blocking in True, False:
		                run(command, into, out, blocking)
	END
	is 'whole' "python3 copies.py cat 'cat - data' 'cat -n'" 0 '' ''
}

# Inputs whose reads are more than bytes: a terminal's end of file is one empty read,
# and of a message all is lost that one read does not take. And where there
# is nothing more to write, nobody need be there to read it.
testMessages() {
	cat >messages.py <<-'END'
		import array, fcntl, os, pty, shlex, socket, subprocess, termios

		def terminal(command, to_file):
		    ours, stdin = pty.openpty()
		    back, out = os.pipe()
		    if to_file:
		        os.close(out)
		        out = os.open("copy", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
		    p = subprocess.Popen(shlex.split(command), stdin=stdin, stdout=out)
		    os.close(out)
		    os.write(ours, b"line\n\4")
		    try:
		        p.wait(5)
		    except subprocess.TimeoutExpired:
		        print(command, to_file, "waits for a second end")
		        p.kill()
		        p.wait()
		    got = open("copy", "rb").read() if to_file else os.read(back, 100)
		    if not got.startswith(b"line\n"):
		        print(command, to_file, got)

		def messages(command, filled):
		    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
		    a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
		    for i in range(3):
		        a.send(bytes([65 + i]) * 30000)
		    back, out = os.pipe()
		    fcntl.fcntl(out, 1031, 1 << 18)  # F_SETPIPE_SZ
		    os.write(out, bytes(filled))
		    p = subprocess.Popen(shlex.split(command), stdin=b, stdout=out)
		    os.close(out)
		    got = b""
		    held = array.array("i", [filled])
		    while held[0] <= filled and p.poll() is None:
		        fcntl.ioctl(back, termios.FIONREAD, held)
		    a.close()
		    while more := os.read(back, 1000):
		        got += more
		    want = b"".join(bytes([65 + i]) * 30000 for i in range(3))
		    if p.wait() != 0 or got[filled:] != want:
		        print(command, filled, p.returncode, len(got) - filled, "and not", len(want))

		def no_reader(command):
		    back, out = os.pipe()
		    os.close(back)
		    with open("data") as data:
		        data.seek(0, os.SEEK_END)
		        p = subprocess.Popen(shlex.split(command), stdin=data, stdout=out)
		    os.close(out)
		    if p.wait() != 0:
		        print(command, p.returncode, "with nothing to write")

		for command in "cat", "cat - empty":
		    no_reader(command)
		    terminal(command, False)
		    terminal(command, True)
		for command in "cat", "cat - empty":
		    for filled in 0, 100000, (1 << 18) - 16384:
		        messages(command, filled)
	END
	is 'whole' 'python3 messages.py' 0 '' ''
}

# A pipe in packet mode: what a reader does not take of a packet at once would be lost.
testPackets() {
	cat >packets.py <<-'END'
		import os, shlex, subprocess, sys
		r, w = os.pipe2(os.O_DIRECT)
		back, out = os.pipe()
		p = subprocess.Popen(shlex.split(sys.argv[1]), stdin=r, stdout=out)
		os.close(r)
		os.close(out)
		sent = got = b""
		for size in 1, 3000, 4096, 100, 20000:
		    packet = os.urandom(size)
		    os.write(w, packet)
		    sent += packet
		os.close(w)
		while more := os.read(back, 100):
		    got += more
		print(p.wait(), got == sent)
	END
	for command in cat 'cat -' 'cat - empty' 'cat empty -'; do
		is 'packets' "python3 packets.py '$command'" 0 '0 True\n' ''
	done
}

# An output that takes no more of what is spliced.
testNoMore() {
	is 'a file' "trap '' XFSZ; ulimit -f 100; cat binary >copy; echo \$?; cmp -n 51200 copy binary; cat - binary <binary >copy; echo \$?; cmp -n 51200 copy binary" 0 \
		'1\n1\n' 'cat: write error: File too large\ncat: write error: File too large\n'
	is 'a file, from a pipe' "trap '' XFSZ; ulimit -f 100; cat binary 2>/dev/null | { cat >copy; echo \$?; }; cmp -n 51200 copy binary" 0 \
		'1\n' 'cat: write error: File too large\n'
	# A file that nothing may be written into any more.
	cat >sealed.py <<-'END'
		import fcntl, os, subprocess, sys
		fd = os.memfd_create("full", os.MFD_ALLOW_SEALING)
		fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
		sys.exit(subprocess.run(sys.argv[1:], stdout=fd).returncode)
	END
	is 'nothing' 'python3 sealed.py cat binary; echo $?; cat binary | python3 sealed.py cat binary text -' 1 '1\n' \
		'cat: write error: Operation not permitted\ncat: write error: Operation not permitted\n'
}

# What says that it is empty, or may not be spliced, or not to there.
testOdd() {
	same 'proc' 'cat /proc/version /proc/filesystems; cat /proc/version | cat; cat </proc/cpuinfo | grep -c .'
	same 'proc, with others' 'cat binary /proc/version - long </proc/filesystems | cksum'
	same 'from a device' 'cat /dev/zero | head -c 1000000 | cksum; cat /dev/zero text | head -c 1000000 | cksum'
	same 'full' 'cat binary >/dev/full; cat binary | cat >/dev/full; cat text binary >/dev/full'
	same 'a folder' 'cat folder; cat folder | cat; cat binary folder text | cksum; cat text folder binary >/dev/null'
	same 'a folder for input' 'cat <folder | cksum; cat - binary <folder | cksum'
	same 'no descriptor to be had' 'prlimit --nofile=4 cat binary >copy; cmp copy binary; prlimit --nofile=5 cat binary >copy; cmp copy binary'
	same 'a part' '{ dd bs=1 count=5 2>/dev/null; cat; } <binary | cksum; { dd bs=1 count=5 2>/dev/null; cat >copy; } <binary; cksum <copy'
	same 'into the middle' 'cp binary copy; { dd bs=1 count=5 2>/dev/null <long; cat long; } 1<>copy; cksum copy'
	is 'beyond 4 GiB' 'for into in "| wc -c" ">copy; wc -c <copy"; do
			{ dd bs=1 count=0 skip=4508000000 2>/dev/null; eval "cat $into"; } <sparse; done' 0 '876800\n876800\n' ''
}

# State goes on from one file to the next.
testAcrossFiles() {
	same 'numbers' 'cat -n open open text'
	same 'blank lines' 'cat -s blank blank gaps blank'
	same 'a CR, and its LF in the next file' 'cat -E cr lf'
	same 'a CR, and something else' 'cat -E cr text cr'
	same 'a CR at the end' 'cat -E text cr'
	same 'a CR after a CR' 'cat -E cr cr lf'
	same 'numbers of blank lines' 'cat -nb blank text blank open'
	same 'ends of blank lines' 'cat -bE blank text'
	same 'a failure between' 'cat -n open folder nope open'
}

# Past every size of the buffers.
testLarge() {
	for o in -n -b -s -v -E -T -A -ns -bE; do
		same 'long' "cat $o long oneline"
		same 'newlines' "cat $o newlines"
		same 'a pipe' "cat long binary | cat $o"
	done
	same 'numbers beyond six digits' 'seq 1 1100000 | cat -n | tail -n 100001'
	same 'numbers' 'cat -n numbers'
	same 'pieces' '(for i in 1 2 3 4 5 6 7 8 9; do head -c 7919 binary; done) | cat -A'
}

testFailures() {
	same 'missing' 'cat nope'
	same 'missing between' 'cat text nope open 2>&1'
	same 'a folder' 'cat text folder text 2>&1'
	same 'empty name' "cat ''"
	same 'full' 'cat text >/dev/full'
	same 'full, transformed' 'cat -A long >/dev/full'
	is 'closed output' 'cat text >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
	is 'closed output, no input' 'cat empty >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
	is 'closed input' 'cat <&-' 1 '' 'cat: -: Bad file descriptor\n'
	is 'closed input, then a file' 'cat - text <&-' 1 'one\ntwo\n' 'cat: -: Bad file descriptor\n'
	same 'SIGPIPE' '{ cat long; echo $? >&2; } | :'
	is 'broken pipe, ignored' "trap '' PIPE; { cat long long long; echo \$? >&2; } | :" 0 '' \
		'cat: write error: Broken pipe\n1\n'
}

# Input is output: only where it would never end, as GNU since 9.7.
testSelf() {
	is 'appending to itself' 'cp text s; cat s >>s; cat s' 0 'one\ntwo\n' 'cat: s: input file is output file\n'
	is 'and the rest goes on' 'cp text s; cat s open >>s; cat s' 0 'one\ntwo\nno newline' \
		'cat: s: input file is output file\n'
	is 'with changes too' 'cp text s; cat -n s >>s; cat s' 0 'one\ntwo\n' 'cat: s: input file is output file\n'
	is 'over itself from the start' 'cp text s; cat s 1<>s; cat s' 0 'one\ntwo\n' ''
	is 'behind the input' 'cp text s; { dd bs=1 count=2 2>/dev/null <open; cat <s; } 1<>s; cat s' 0 \
		'noe\ntwo\n' 'cat: -: input file is output file\n'
	is 'emptied' 'cp text s; cat s >s; cat s' 0 '' ''
	is 'behind what waits in the buffer' 'cp long s; cat -n open s 1<>s; cmp -n 100 s long >/dev/null; echo $?; stat -c %s s; stat -c %s long' 0 \
		'1\n300000\n300000\n' 'cat: s: input file is output file\n'
	is 'over itself, and large' 'cp binary s; cat s 1<>s; cmp s binary' 0 '' ''
	is 'from further on' 'cp binary s; { dd bs=1 count=50 2>/dev/null >/dev/null; cat 1<>s; } <s; head -c -50 s | cksum; tail -c +51 binary | cksum' 0 \
		"$(tail -c +51 binary | cksum | sed 'p')\\n" ''
	is 'large, and appended' 'cp binary s; cat binary s long >>s; cat binary binary long | cmp - s' 0 '' 'cat: s: input file is output file\n'
	is 'large, and twice over itself' 'cp binary s; cat s s 1<>s; cmp s binary' 0 '' 'cat: s: input file is output file\n'
	is 'twice over itself' 'cp text s; cat -n s s 1<>s; cat s' 0 '     1\tone\n     2\ttwo\n' 'cat: s: input file is output file\n'
	is 'an empty file' ': >s; cat s >>s; cat s' 0 '' ''
	is 'another file' 'cp text s; cat text >>s; cat s' 0 'one\ntwo\none\ntwo\n' ''
	is 'both standard' 'cp text s; cat <s >>s; cat s' 0 'one\ntwo\n' 'cat: -: input file is output file\n'
}

# From file to file too there may be somebody to wait for: who reads the complaints.
testComplaintWaits() {
	cat >complaint.py <<-'PY'
		import fcntl, os, resource, signal, subprocess, sys
		r, w = os.pipe()
		fcntl.fcntl(w, fcntl.F_SETFL, os.O_NONBLOCK)
		try:
		    while True: os.write(w, bytes(4096))
		except BlockingIOError: pass
		def limited():
		    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
		    resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 20, 8 << 20))
		p = subprocess.Popen(sys.argv[1:], stdout=open("limited", "wb"), stderr=w, preexec_fn=limited)
		os.close(w)
		asleep = looks = 0
		while asleep < 50 and looks < 100000 and p.poll() is None:
		    looks += 1
		    with open("/proc/%d/stat" % p.pid) as f:
		        still = f.read().rsplit(")", 1)[1].split()[0] == "S"
		    asleep = asleep + 1 if still and os.path.getsize("limited") == 8 << 20 else 0
		said = b""
		while piece := os.read(r, 65536): said += piece
		print(said.strip(b"\0").decode(), p.wait())
	PY
	head -c 9000000 /dev/zero >zeros
	is 'a full pipe' 'timeout 20 python3 complaint.py cat zeros' 0 'cat: write error: File too large\n 1\n' ''
}

# shellcheck source=/dev/null
. shunit2
