"""slow_reader.py pipe|socket COMMAND...: runs the command with a non-blocking output that
is read only once the command waits for it; prints how much came, and the status.
"""
import os
import socket
import subprocess
import sys

import asleep

if sys.argv[1] == "pipe":
    r, w = os.pipe()
else:
    r, w = (end.detach() for end in socket.socketpair())
os.set_blocking(w, False)
p = subprocess.Popen(sys.argv[2:], stdout=w)
os.close(w)
asleep.wait_for(p)
got = 0
while data := os.read(r, 4096):
    got += len(data)
print(got, p.wait())
