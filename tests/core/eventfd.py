"""eventfd.py COMMAND...: becomes the command, its output an eventfd that takes no more."""
import ctypes
import os
import sys

fd = ctypes.CDLL(None).eventfd(0, os.O_NONBLOCK)
os.write(fd, (2**64 - 3).to_bytes(8, "little"))
os.dup2(fd, 1)
os.execvp(sys.argv[1], sys.argv[1:])
