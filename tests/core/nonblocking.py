"""nonblocking.py COMMAND...: becomes the command, its input made non-blocking."""
import os
import sys

os.set_blocking(0, False)
os.execv(sys.argv[1], sys.argv[1:])
