"""packets.py COMMAND: feeds the command by a pipe in packet mode; prints its status, and
whether all bytes came out.
"""
import os
import shlex
import subprocess
import sys

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
