"""copies.py COMMAND...: runs each with every kind of input and output, both blocking
and non-blocking, and prints which output is not the file `data`: twice where the
command names it too, or `numbered` where it numbers.
"""
import os
import shlex
import socket
import subprocess
import sys
import threading

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
