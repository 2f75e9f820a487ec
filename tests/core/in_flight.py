"""in_flight.py USER COUNT: as that user, sends so many descriptors that nobody receives,
prints an empty line, and holds them until its input ends.
"""
import array
import os
import socket
import subprocess
import sys

user, count = int(sys.argv[1]), int(sys.argv[2])
if os.getuid() != user:
    os.setgid(user)
    os.setuid(user)
ours, other = socket.socketpair()
for _ in range(count):
    ours.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))])
print(flush=True)
sys.stdin.read()
