"""messages.py: inputs whose reads mean more than their bytes, and outputs without a
reader. Prints what went wrong.
"""
import array
import fcntl
import os
import pty
import shlex
import socket
import subprocess
import termios


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
