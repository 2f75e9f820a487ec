"""late_input.py applet|feeder COMMAND...: runs the command with a non-blocking pipe as its
input, which is written only once the applet, or its feeder, waits for it.
"""
import os
import subprocess
import sys

import asleep

r, w = os.pipe()
os.set_blocking(r, False)
p = subprocess.Popen(sys.argv[2:], stdin=r)
os.close(r)
asleep.wait_for(p, sys.argv[1] == "feeder")
os.write(w, b"a\0")
os.close(w)
sys.exit(p.wait())
