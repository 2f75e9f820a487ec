"""path_descriptor.py stdin|stdout|stderr COMMAND...: runs the command with an O_PATH
descriptor there, which can be neither read nor written.
"""
import os
import subprocess
import sys

fd = os.open("/", os.O_PATH)
sys.exit(subprocess.run(sys.argv[2:], **{sys.argv[1]: fd}).returncode)
