"""ends.py pty|unix INPUT COMMAND...: runs each command with both ends of that kind, feeds
it the file, and prints what comes out, and the status.
"""
import os
import pty
import shlex
import socket
import subprocess
import sys
import termios
import threading


def ends(kind):
    if kind == "pty":
        master, slave = pty.openpty()
        mode = termios.tcgetattr(slave)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        return master, slave
    a, b = socket.socketpair()
    return a.detach(), b.detach()


def feed(fd, data, kind):
    try:
        while data:
            data = data[os.write(fd, data[:1000]):]
    except OSError:  # the command has read enough
        return
    if kind == "pty":
        os.write(fd, b"\4\4")  # the end of the line that has none, and of all
    else:
        socket.socket(fileno=fd).shutdown(socket.SHUT_WR)


kind, name = sys.argv[1:3]
for command in sys.argv[3:]:
    (to, stdin), (back, stdout) = ends(kind), ends(kind)
    data = open(name, "rb").read()
    p = subprocess.Popen(shlex.split(command), stdin=stdin, stdout=stdout)
    os.close(stdin)
    os.close(stdout)
    feeder = threading.Thread(target=feed, args=(to, data, kind), daemon=True)
    feeder.start()
    while True:
        try:
            got = os.read(back, 65536)
        except OSError:
            break
        if not got:
            break
        sys.stdout.buffer.write(got)
    print(p.wait(), flush=True)
    os.close(back)
