#!/usr/bin/python3
"""packets.py SIZES FILE COMMAND...: runs the command for each size, with the file as its
input, of which each read gets that many bytes: a packet."""
import socket
import subprocess
import sys

path, command = sys.argv[2], sys.argv[3:]
for size in map(int, sys.argv[1].split()):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with subprocess.Popen(command, stdin=theirs), open(path, 'rb') as file:
        theirs.close()
        for packet in iter(lambda: file.read(size), b''):
            ours.send(packet)
        ours.close()
