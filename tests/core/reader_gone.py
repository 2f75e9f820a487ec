"""reader_gone.py COMMAND...: runs the command with a pipe at both ends, whose reader leaves
before the input ends. Prints what it has read by then, and the status.
"""
import os
import subprocess
import sys

(r, w), (back, out) = os.pipe(), os.pipe()
p = subprocess.Popen(sys.argv[1:], stdin=r, stdout=out)
os.close(r)
os.close(out)
os.write(w, b"all")
print(os.read(back, 9), flush=True)
os.close(back)
os.close(w)
print(p.wait())
